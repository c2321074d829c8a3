//! M01: patient registration and the BHAVYA ID. Who is this patient, for life?
//!
//! * Nobody is registered before somebody has looked ([`SearchPatients`] comes before [`CreatePatient`]).
//! * One BHAVYA ID for life, never used again ([`BhavyaId`]).
//! * The ABHA link has states ([`AbhaLink`]): unlinked → verified → linked → delinked.
//! * Two records of one patient are merged by two people in different roles ([`Merge`]), and the merge can be taken back.
//! * An Aadhaar number is never stored, whatever field it is typed into ([`check`]).
//! * Nothing is overwritten silently: an amendment has a reason and leaves the earlier value readable.
//!
//! Rules of the row M01 in the module table of the programme; ABHA and Aadhaar forms as the National Health Authority
//! documents them. All numbers here are synthetic: mobiles begin 00000, ABHA numbers begin 00.

mod abha;
mod amend_patient;
mod approve_merge;
mod bhavya_id;
pub mod card;
pub mod check;
pub mod codes;
mod complete_merge;
mod create_patient;
mod delink_abha;
mod details;
mod enter_in_error;
mod identify_patient;
mod link_abha;
pub mod matching;
mod merge;
mod otp;
mod patient;
mod place_patient;
mod propose_merge;
mod register_newborn;
mod register_unknown;
mod reject_merge;
mod reverse_merge;
mod rights;
mod search_patients;
mod send_otp;
mod verify_abha;

#[cfg(test)]
mod tests;

pub use abha::{AbhaAnswer, AbhaLink, AbhaMethod, AbhaNumber, AbhaStateError};
pub use amend_patient::AmendPatient;
pub use approve_merge::ApproveMerge;
pub use bhavya_id::{BhavyaId, NotABhavyaId};
pub use complete_merge::CompleteMerge;
pub use create_patient::CreatePatient;
pub use delink_abha::DelinkAbha;
pub use details::{DetailsInput, DocumentInput};
pub use enter_in_error::EnterInError;
pub use identify_patient::IdentifyPatient;
pub use link_abha::LinkAbha;
pub use matching::{Found, MatchReason, likely_duplicates};
pub use merge::{Conflict, Merge, MergeId, MergeState, MergeStateError, MovedAbha};
pub use otp::OTP_MINUTES;
pub(crate) use patient::named;
pub use patient::{
    Amendment, Birth, Document, DocumentKind, Guardian, Identity, Kinship, Mobile, Name, Newborn, Override, Patient,
    Place, Sex, Stamp, Standing,
};
pub use place_patient::PlacePatient;
pub use propose_merge::ProposeMerge;
pub use register_newborn::RegisterNewborn;
pub use register_unknown::RegisterUnknown;
pub use reject_merge::RejectMerge;
pub use reverse_merge::ReverseMerge;
pub(crate) use rights::{active_patient, any_patient};
pub use search_patients::{PatientSearch, SearchId, SearchPatients, find_patients};
pub use send_otp::SendOtp;
pub use verify_abha::VerifyAbha;

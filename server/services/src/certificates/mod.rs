//! Certificates: who is due one, issuing, revoking, issuing again, the signed credential, the page that anyone may verify on.

mod credential;
mod due;
mod issue;
mod key;
mod list;
mod page;
mod pdf;
mod revoke;
mod verify;

#[cfg(test)]
mod tests;

/// The refusals of issuing.
pub mod codes {
    abhyas_core::codes! {
        /// Nobody issues a certificate to themselves.
        NOT_TO_ONESELF = "certificate.not_to_oneself";
    }
}

pub use abhyas_store::certificates::{CertificateRecord, CertifiedModule, ListedCertificate, Revocation};
pub use abhyas_training::certificate::{Basis, CertificateNumber, Rules, Term};
pub use credential::{Extract, public_key_jwk, read_extract};
pub use due::{Candidate, DueList, Standing, due_list, own_standing};
pub use issue::{IssuedMany, issue, issue_all_due, reissue};
pub use list::{PAGE, certificate, certificates, own_certificates};
pub use page::{CertificatePage, certificate_page, certifying_modules, public_module};
pub use pdf::pdf;
pub use revoke::revoke;
pub use verify::{Verified, VerifiedState, verify};

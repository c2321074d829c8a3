//! M07: the laboratory. From the doctor's order to a report that somebody answers for.
//!
//! * An order: ordered → collected → received → resulted → verified → released → amended, or rejected → to be collected
//!   again, or cancelled ([`OrderState`]). It is for one test or one panel.
//! * A sample has a barcode that no other sample has or ever had ([`Barcode`]). Who collects shows that the patient is the
//!   right one. What was rejected takes no result.
//! * A result fits the test's unit and is plausible; one that differs much from the patient's last one is acknowledged
//!   (delta check). Unremarkable results may be verified by rule; a critical one is verified by another role than the one
//!   that entered it, and somebody who treats the patient is told, with read-back, before the report goes out.
//! * No report goes out while the control material of the test is out of control today (Westgard 1-3s, 2-2s, R-4s).
//! * What follows from other results of an order is calculated and never typed ([`Formula`]).
//! * Nothing is overwritten: a corrected report is a new version, with a reason; the earlier one stays readable.
//!
//! Rules of the row M07 in the module table of the programme. Limits and ranges are those of [`crate::reference::LabTest`]
//! and to be confirmed by a pathologist.

mod auto_verify;
mod barcode;
mod calculated;
mod cancel_order;
pub mod codes;
mod collect_specimen;
mod correct_report;
mod critical_call;
mod enter_results;
mod order;
mod place_order;
pub mod qc;
mod qc_run;
mod receive_specimen;
mod record_call;
mod reject_specimen;
mod release_report;
mod report;
mod result;
mod rights;
mod run_qc;
mod specimen;
mod value;
mod verify_order;
pub mod work;

#[cfg(test)]
mod tests;

pub use barcode::{Barcode, NotABarcode};
pub use calculated::{Formula, NotCalculated, Whose};
pub use cancel_order::CancelOrder;
pub(crate) use cancel_order::cancel_unfinished;
pub use collect_specimen::CollectSpecimen;
pub use correct_report::CorrectReport;
pub use critical_call::{CriticalCall, CriticalCallId, Outcome, ToldRole};
pub use enter_results::{EnterResults, ResultInput};
pub use order::{Correction, LabOrder, LabOrderId, OrderState, OrderStateError, Priority, Verification};
pub use place_order::PlaceOrder;
pub(crate) use place_order::{OrderRequest, place_order};
pub use qc_run::{QcRun, QcRunId, Westgard};
pub use receive_specimen::ReceiveSpecimen;
pub use record_call::RecordCall;
pub use reject_specimen::RejectSpecimen;
pub use release_report::{ReleaseReport, controls_of};
pub use report::{LabReport, LabReportId, ReportState};
pub use result::{Delta, Flag, LabResult, LabResultId, ResultState, ResultValue, trend_key};
pub use run_qc::RunQc;
pub use specimen::{RejectReason, Specimen, SpecimenState};
pub use verify_order::VerifyOrder;

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
//! * Nothing is overwritten: a corrected report is a new version, with a reason; the earlier one stays readable.
//!
//! Rules of the row M07 in the module table of the programme. Limits and ranges are those of [`crate::reference::LabTest`]
//! and to be confirmed by a pathologist.

mod barcode;
pub mod codes;
mod critical_call;
mod order;
mod place_order;
mod qc_run;
mod report;
mod result;
mod rights;
mod specimen;

pub use barcode::{Barcode, NotABarcode};
pub use critical_call::{CriticalCall, CriticalCallId, Outcome, ToldRole};
pub use order::{Correction, LabOrder, LabOrderId, OrderState, OrderStateError, Priority, Verification};
pub use place_order::PlaceOrder;
pub(crate) use place_order::{OrderRequest, place_order};
pub use qc_run::{QcRun, QcRunId, Westgard};
pub use report::{LabReport, LabReportId, ReportState};
pub use result::{Delta, Flag, LabResult, LabResultId, ResultState, ResultValue};
pub use specimen::{RejectReason, Specimen, SpecimenState};

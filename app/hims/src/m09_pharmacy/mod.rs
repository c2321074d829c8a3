//! M09: pharmacy. What leaves the shelf, for whom, from which batch.
//!
//! * A prescription waits → is verified → partly or fully dispensed → returned ([`DispenseState`]).
//! * Nothing is dispensed beyond the prescription, to another patient, from an expired or recalled batch, or on a
//!   prescription that was cancelled or is too old. Schedule H, H1 and X leave on a doctor's prescription only.
//! * The batch that expires first goes first (FEFO); another one needs a reason.
//! * Every change of a balance is a [`StockMovement`]; shelf = receipts − issues − write-offs ± counts, and never below
//!   zero. What patients bring back goes to quarantine, never to the shelf.
//! * A recall is lifted by two: one proposes it with the reason, another one approves. What patients brought back stays
//!   in quarantine all the same.
//! * Schedule H1 and X stand in a register: who got what, from which batch, on whose prescription ([`register`]).
//! * A count that differs is proposed by one and approved by another.
//!
//! Rules of the row M09 in the module table of the programme; the schedules are those of the Drugs Rules, 1945. Numbers
//! that a department decides (validity, days of return, …) are data: [`PharmacyRules`].

pub mod alerts;
mod approve_count;
mod approve_release;
mod batch;
pub mod codes;
mod count;
mod dispense_drugs;
mod dispensing;
mod issue_counter;
mod mark_stock_out;
mod movement;
mod place_batch;
mod propose_count;
mod propose_release;
mod queue;
mod recall_batch;
mod receive_stock;
pub mod register;
mod reject_count;
mod reject_release;
mod return_drugs;
mod rights;
mod rules;
mod set_minimum;
pub mod stock;
mod stock_out;
mod substitute;
mod typed;
mod verify_prescription;
mod waive_owed;
mod write_off;

#[cfg(test)]
mod tests;

pub use approve_count::ApproveCount;
pub use approve_release::ApproveRelease;
pub use batch::{Batch, BatchId, LiftedRecall, Recall, ReleaseProposal};
pub use count::{CountState, CountStateError, StockCount, StockCountId};
pub use dispense_drugs::{DispenseDrugs, DispensePick};
pub use dispensing::{
    Dispense, DispenseId, DispenseLine, DispenseState, DispenseStateError, Handed, Substitution, Waiver,
};
pub use issue_counter::IssueCounter;
pub use mark_stock_out::MarkStockOut;
pub use movement::{MovementId, MovementKind, StockMovement, opening};
pub use place_batch::PlaceBatch;
pub use propose_count::ProposeCount;
pub use propose_release::ProposeRelease;
pub use queue::{Standing, Waiting, of_prescription, prospect, standing, waiting};
pub use recall_batch::RecallBatch;
pub use receive_stock::ReceiveStock;
pub use reject_count::RejectCount;
pub use reject_release::RejectRelease;
pub use return_drugs::ReturnDrugs;
pub use rules::PharmacyRules;
pub use set_minimum::SetMinimum;
pub use stock_out::{StockLevel, StockOut, StockOutId};
pub use substitute::SubstituteDrug;
pub use verify_prescription::VerifyPrescription;
pub use waive_owed::WaiveOwed;
pub use write_off::{WriteOff, WriteOffCause, WriteOffFrom};

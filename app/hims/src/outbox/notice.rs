//! What a message says.

use crate::m01_registration::AbhaNumber;
use crate::m02_queue::{AppointmentId, DepartmentId, Slot, TokenId};
use crate::m03_opd::PrescriptionId;
use crate::m07_laboratory::{LabOrderId, LabReportId};
use crate::m09_pharmacy::DispenseId;
use crate::reference::{LabTestId, ProductId};
use crate::time::{Day, Moment};
use serde::{Deserialize, Serialize};

/// What a message says: which text, and the values in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "text", rename_all = "snake_case")]
pub enum Notice {
    /// The one-time password with which an ABHA number is verified.
    AbhaOtp {
        /// The number.
        abha: AbhaNumber,
        /// Six digits.
        otp: String,
        /// The last moment at which it is good.
        until: Moment,
        /// When it was used.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        used: Option<Moment>,
    },
    /// An appointment was booked.
    AppointmentBooked {
        /// Which.
        appointment: AppointmentId,
        /// In which department.
        department: DepartmentId,
        /// When, and with whom.
        slot: Slot,
    },
    /// An appointment was moved.
    AppointmentMoved {
        /// Which.
        appointment: AppointmentId,
        /// In which department it is now.
        department: DepartmentId,
        /// The slot before.
        from: Slot,
        /// The slot now.
        slot: Slot,
    },
    /// An appointment was cancelled.
    AppointmentCancelled {
        /// Which.
        appointment: AppointmentId,
        /// In which department.
        department: DepartmentId,
        /// The slot that it had.
        slot: Slot,
    },
    /// A token: what the printed slip says.
    TokenGiven {
        /// Which.
        token: TokenId,
        /// In which department.
        department: DepartmentId,
        /// The number in the queue.
        number: u64,
    },
    /// A prescription was signed.
    PrescriptionSigned {
        /// Which.
        prescription: PrescriptionId,
        /// How many medicines.
        medicines: usize,
    },
    /// A prescription does not count any more.
    PrescriptionCancelled {
        /// Which.
        prescription: PrescriptionId,
    },
    /// A laboratory report is ready.
    ReportReady {
        /// Which.
        report: LabReportId,
        /// On which test or panel.
        test: LabTestId,
        /// 1 for the first, more for a correction.
        version: u16,
    },
    /// A sample could not be used: it is taken again.
    SampleAgain {
        /// The order.
        order: LabOrderId,
        /// For which test or panel.
        test: LabTestId,
    },
    /// A critical result was told by phone and read back.
    CriticalTold {
        /// The order.
        order: LabOrderId,
        /// The tests whose results are critical.
        tests: Vec<LabTestId>,
    },
    /// A critical result could not be told: whoever reads this calls the laboratory.
    CriticalWaits {
        /// The order.
        order: LabOrderId,
        /// The tests whose results are critical.
        tests: Vec<LabTestId>,
    },
    /// Medicines were handed out.
    Dispensed {
        /// Which record of dispensing.
        dispense: DispenseId,
        /// How many medicines were handed out now.
        medicines: usize,
        /// Of how many medicines something is still owed.
        owed: usize,
    },
    /// A medicine that was owed has come.
    OwedHere {
        /// Which record of dispensing.
        dispense: DispenseId,
        /// The medicine.
        product: ProductId,
        /// Units owed.
        units: u32,
        /// The last day on which the prescription can be dispensed.
        until: Day,
    },
}

impl Notice {
    /// The key of its text, as in its JSON.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::AbhaOtp { .. } => "abha_otp",
            Self::AppointmentBooked { .. } => "appointment_booked",
            Self::AppointmentMoved { .. } => "appointment_moved",
            Self::AppointmentCancelled { .. } => "appointment_cancelled",
            Self::TokenGiven { .. } => "token_given",
            Self::PrescriptionSigned { .. } => "prescription_signed",
            Self::PrescriptionCancelled { .. } => "prescription_cancelled",
            Self::ReportReady { .. } => "report_ready",
            Self::SampleAgain { .. } => "sample_again",
            Self::CriticalTold { .. } => "critical_told",
            Self::CriticalWaits { .. } => "critical_waits",
            Self::Dispensed { .. } => "dispensed",
            Self::OwedHere { .. } => "owed_here",
        }
    }
}

//! A message: to whom, by which way, what it says, and when.

use super::notice::Notice;
use crate::engine::{Index, Record, numbered_id};
use crate::m01_registration::{BhavyaId, Mobile, Stamp, named};
use crate::m07_laboratory::ToldRole;
use serde::{Deserialize, Serialize};

numbered_id! {
    /// The id of a message: `MSG` and a number. A later message has a greater one.
    MessageId, "MSG"
}

named! {
    /// By which way a message goes.
    Channel {
        /// A text on the phone.
        Sms = "sms",
        /// An e-mail.
        Email = "email",
        /// A notice in an app: the patient's ABHA app, or the hospital's own for its staff.
        App = "app",
    }
}

/// To whom a message goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "to", rename_all = "snake_case")]
pub enum Recipient {
    /// A patient.
    Patient {
        /// Who.
        patient: BhavyaId,
        /// The synthetic number of an SMS.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mobile: Option<Mobile>,
    },
    /// Whoever has an ABHA number that no patient of this hospital has yet. The mobile number behind it is known to the
    /// register of ABHA numbers and not to the hospital.
    AbhaHolder {
        /// The last four digits of the ABHA number.
        ending: String,
    },
    /// Somebody of the staff.
    Staff {
        /// The name.
        name: String,
        /// Who that is to the patient.
        role: ToldRole,
    },
}

/// A message that the hospital sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// To whom.
    pub to: Recipient,
    /// By which way.
    pub channel: Channel,
    /// What it says.
    pub notice: Notice,
    /// When, and in whose act.
    pub sent: Stamp,
}

impl Message {
    /// Index of the patient to whom it goes.
    pub const BY_PATIENT: &'static str = "patient";
    /// Index of the day (the day's number).
    pub const BY_DAY: &'static str = "day";
    /// Index of the ABHA number, of one-time passwords.
    pub const BY_ABHA: &'static str = "abha";
}

impl Record for Message {
    const KIND: &'static str = "message";
    type Id = MessageId;

    fn id(&self) -> &MessageId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[
            Index {
                name: Self::BY_PATIENT,
                keys: |m| match &m.to {
                    Recipient::Patient { patient, .. } => vec![patient.as_str().to_owned()],
                    Recipient::AbhaHolder { .. } | Recipient::Staff { .. } => Vec::new(),
                },
            },
            Index { name: Self::BY_DAY, keys: |m| vec![m.sent.at.day().0.to_string()] },
            Index {
                name: Self::BY_ABHA,
                keys: |m| match &m.notice {
                    Notice::AbhaOtp { abha, .. } => vec![abha.as_str().to_owned()],
                    _ => Vec::new(),
                },
            },
        ]
    }
}

//! What became of each row, and the counts.

use super::columns::Field;
use super::facility::Candidate;
use super::normalise::Sex;
use abhyas_core::Refusal;
use abhyas_core::ids::{FacilityId, RoleId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What a row says about a person, in the programme's own form. What is not known is empty.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RosterPerson {
    /// The id the employer gave, if the file has one.
    pub staff_id: Option<String>,
    /// The name, tidied.
    pub name: String,
    /// The designation as the programme's list has it.
    pub designation: String,
    /// The role of that designation.
    pub role: Option<RoleId>,
    /// The facility; of a row that needs review the best suggestion.
    pub facility: Option<FacilityId>,
    /// Ten digits.
    pub mobile: String,
    /// The sex.
    pub sex: Option<Sex>,
    /// The date of birth.
    pub born: Option<NaiveDate>,
    /// The date of joining.
    pub joined: Option<NaiveDate>,
    /// The e-mail address.
    pub email: String,
}

/// Whether a row can be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowState {
    /// As it stands.
    Good,
    /// When a person says yes to the suggestion.
    NeedsReview,
    /// Not before the file is corrected.
    Faulty,
}

impl RowState {
    /// The name used in tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::NeedsReview => "needs_review",
            Self::Faulty => "faulty",
        }
    }
}

/// What kind of fault a faulty row has; the gravest when it has several, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// No name.
    MissingName,
    /// No usable mobile number.
    BadMobile,
    /// The designation is missing or in no list.
    UnknownDesignation,
    /// The facility is missing or in no list, and nothing is near it.
    UnknownFacility,
    /// The same person stood in an earlier row.
    DuplicatePerson,
    /// The mobile number stood in an earlier row, with another name.
    MobileOfAnother,
}

/// One thing to know about a row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Issue {
    /// The cell it is about.
    pub field: Field,
    /// What is wrong and what to do, as a code with its values.
    pub refusal: Refusal,
    /// The fault it makes; `None` when it asks for a yes or only tells.
    pub fault: Option<Fault>,
    /// Whether a person has to say yes.
    pub review: bool,
}

/// A row as it was understood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RowReport {
    /// The row's number in the spreadsheet.
    pub row: u32,
    /// Whether it can be taken.
    pub state: RowState,
    /// The gravest fault.
    pub fault: Option<Fault>,
    /// Everything there is to say, the gravest first.
    pub issues: Vec<Issue>,
    /// What it says about the person.
    pub person: RosterPerson,
    /// The facilities that may be meant, best first.
    pub candidates: Vec<Candidate>,
    /// How the file names the facility and its place, folded: rows with the same one are alike for "yes to all like this".
    pub facility_as_written: String,
}

/// How many rows have each fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct FaultCounts {
    /// [`Fault::DuplicatePerson`].
    pub duplicate_person: u32,
    /// [`Fault::MobileOfAnother`].
    pub mobile_of_another: u32,
    /// [`Fault::UnknownFacility`].
    pub unknown_facility: u32,
    /// [`Fault::UnknownDesignation`].
    pub unknown_designation: u32,
    /// [`Fault::MissingName`].
    pub missing_name: u32,
    /// [`Fault::BadMobile`].
    pub bad_mobile: u32,
}

impl FaultCounts {
    /// All faulty rows.
    #[must_use]
    pub const fn sum(&self) -> u32 {
        self.duplicate_person
            + self.mobile_of_another
            + self.unknown_facility
            + self.unknown_designation
            + self.missing_name
            + self.bad_mobile
    }
}

/// The counts of a dry run. `rows = good + needs_review + faulty`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Summary {
    /// Lines that are people.
    pub rows: u32,
    /// Rows that can be taken as they stand.
    pub good: u32,
    /// Rows that need a person's yes.
    pub needs_review: u32,
    /// Rows that are not taken, by their gravest fault.
    pub faulty: FaultCounts,
}

impl Summary {
    /// Counts one more row.
    pub fn add(&mut self, state: RowState, fault: Option<Fault>) {
        self.rows += 1;
        match state {
            RowState::Good => self.good += 1,
            RowState::NeedsReview => self.needs_review += 1,
            RowState::Faulty => {
                let faults = &mut self.faulty;
                *match fault {
                    Some(Fault::DuplicatePerson) => &mut faults.duplicate_person,
                    Some(Fault::MobileOfAnother) => &mut faults.mobile_of_another,
                    Some(Fault::UnknownFacility) => &mut faults.unknown_facility,
                    Some(Fault::UnknownDesignation) => &mut faults.unknown_designation,
                    Some(Fault::MissingName) => &mut faults.missing_name,
                    Some(Fault::BadMobile) | None => &mut faults.bad_mobile,
                } += 1;
            }
        }
    }
}

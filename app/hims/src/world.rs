//! A whole hospital as a value, and its document form for a base file.

use crate::engine::{
    ApplyError, Change, Counter, Difference, Facility, HospitalClock, Record, Stored, Table, add_differences,
};
use crate::m01_registration::{Merge, Patient, PatientSearch};
use crate::m02_queue::{Appointment, Department, DoctorSession, ShareToken, Token};
use crate::m03_opd::{Allergy, Encounter, Prescription, Referral, Vitals};
use crate::m04_emergency::EmergencyVisit;
use crate::m05_ipd::{Admission, Bed, Ward};
use crate::m07_laboratory::{CriticalCall, LabOrder, LabReport, LabResult, QcRun, Specimen};
use crate::m08_radiology::ImagingOrder;
use crate::m09_pharmacy::{Batch, Dispense, PharmacyRules, StockCount, StockLevel, StockMovement, StockOut};
use crate::m11_theatre::Theatre;
use crate::m12_maternity::Delivery;
use crate::m14_store::Store;
use crate::m16_staff::StaffMember;
use crate::outbox::Message;
use crate::reference::{Diagnosis, ImagingStudy, Interaction, LabTest, Level, OrderSet, Product};
use abhyas_core::FacilityId;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{BufRead, Write};

mod file;

pub use file::{BASE_FORMAT, read_base, write_base};
use std::sync::Arc;

macro_rules! world {
    ($($(#[$doc:meta])* $table:ident: $record:ty),+ $(,)?) => {
        /// A hospital: one table per kind of record. Cloning it shares everything and costs the same whatever its size.
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct World { $($(#[$doc])* pub(crate) $table: Table<$record>),+ }

        $(impl Stored for $record {
            fn table(world: &World) -> &Table<Self> { &world.$table }
            fn table_mut(world: &mut World) -> &mut Table<Self> { &mut world.$table }
        })+

        impl World {
            /// The kinds of record of a hospital.
            pub const KINDS: &'static [&'static str] = &[$(<$record as Record>::KIND),+];

            $($(#[$doc])* #[must_use] pub const fn $table(&self) -> &Table<$record> { &self.$table })+

            /// Applies a change of a journal.
            ///
            /// # Errors
            /// [`ApplyError`] when the change does not fit; the world may then be half changed: throw it away.
            pub fn apply(&mut self, change: &Change) -> Result<(), ApplyError> {
                match &*change.kind {
                    $(<$record as Record>::KIND => self.$table.apply(change),)+
                    other => Err(ApplyError::UnknownKind(other.to_owned())),
                }
            }

            /// Takes a change back. Changes are taken back in the opposite order in which they were applied.
            ///
            /// # Errors
            /// As [`World::apply`].
            pub fn undo(&mut self, change: &Change) -> Result<(), ApplyError> {
                match &*change.kind {
                    $(<$record as Record>::KIND => self.$table.undo(change),)+
                    other => Err(ApplyError::UnknownKind(other.to_owned())),
                }
            }

            /// The records of a kind as JSON, by id: what a check of an exercise looks at. Empty for an unknown kind.
            #[must_use]
            pub fn records(&self, kind: &str) -> Vec<Value> {
                match kind {
                    $(<$record as Record>::KIND => self.$table.iter().filter_map(|r| serde_json::to_value(&**r).ok()).collect(),)+
                    _ => Vec::new(),
                }
            }

            /// One record as JSON; `None` for an unknown kind or id.
            #[must_use]
            pub fn record(&self, kind: &str, id: &str) -> Option<Value> {
                match kind {
                    $(<$record as Record>::KIND => {
                        let id: <$record as Record>::Id = serde_json::from_value(Value::from(id)).ok()?;
                        serde_json::to_value(&**self.$table.get(&id)?).ok()
                    })+
                    _ => None,
                }
            }

            /// Whether every index of every table says what a scan says.
            #[must_use]
            pub fn indexes_agree(&self) -> bool {
                true $(&& self.$table.indexes_agree())+
            }

            /// How many records there are, of all kinds.
            #[must_use]
            pub fn record_count(&self) -> usize {
                0 $(+ self.$table.len())+
            }

            /// The records in which two hospitals differ, by kind and id. Two on the same base are compared by what was
            /// done in them, whatever the base's size.
            #[must_use]
            pub fn differences(&self, other: &Self) -> Vec<Difference> {
                let mut all = Vec::new();
                $(add_differences(&self.$table, &other.$table, &mut all);)+
                all
            }

            /// Puts everything into the compact form in which a base is shared. For a hospital that is complete: costs a
            /// pass over all its records.
            pub fn settle(&mut self) {
                $(self.$table.settle();)+
            }

            fn write_rows(&self, kind: &str, out: &mut dyn Write) -> Result<(), DocumentError> {
                match kind {
                    $(<$record as Record>::KIND => file::write_rows(&self.$table, out),)+
                    other => Err(DocumentError::UnknownKind(other.to_owned())),
                }
            }

            fn read_rows(&mut self, kind: &str, rows: usize, lines: &mut dyn BufRead) -> Result<(), DocumentError> {
                match kind {
                    $(<$record as Record>::KIND => self.$table = file::read_rows(rows, lines)?,)+
                    other => return Err(DocumentError::UnknownKind(other.to_owned())),
                }
                Ok(())
            }

            fn put_json(&mut self, kind: &str, value: Value) -> Result<(), DocumentError> {
                let unreadable = |e: serde_json::Error| DocumentError::Unreadable { kind: kind.to_owned(), why: e.to_string() };
                match kind {
                    $(<$record as Record>::KIND => self.$table.put(serde_json::from_value(value).map_err(unreadable)?),)+
                    other => return Err(DocumentError::UnknownKind(other.to_owned())),
                }
                Ok(())
            }
        }
    };
}

world! {
    /// The facility that this hospital is (one row).
    facilities: Facility,
    /// Series of numbers.
    counters: Counter,
    /// The hospital's own clock, where it was moved.
    clocks: HospitalClock,
    /// Patients by BHAVYA ID.
    patients: Patient,
    /// Searches for patients: the proof that somebody looked before registering.
    searches: PatientSearch,
    /// Merges of two records of one patient.
    merges: Merge,
    /// Consultations of the out-patient departments.
    encounters: Encounter,
    /// Vital signs.
    vitals: Vitals,
    /// Allergies.
    allergies: Allergy,
    /// Prescriptions.
    prescriptions: Prescription,
    /// Referral letters.
    referrals: Referral,
    /// Diagnoses that can be chosen.
    diagnoses: Diagnosis,
    /// What is usually ordered for a diagnosis.
    order_sets: OrderSet,
    /// Departments of the out-patient side.
    departments: Department,
    /// The doctors' roster.
    doctor_sessions: DoctorSession,
    /// Appointments.
    appointments: Appointment,
    /// Profiles that patients shared by the hospital's QR.
    share_tokens: ShareToken,
    /// Tokens: places in a queue.
    tokens: Token,
    /// Medicines.
    products: Product,
    /// Pairs of medicines that do not go together.
    interactions: Interaction,
    /// Laboratory tests and panels.
    lab_tests: LabTest,
    /// Imaging studies.
    imaging_studies: ImagingStudy,
    /// Orders of laboratory tests.
    lab_orders: LabOrder,
    /// Samples by barcode.
    specimens: Specimen,
    /// Laboratory results.
    lab_results: LabResult,
    /// Laboratory reports.
    lab_reports: LabReport,
    /// Runs of control material.
    qc_runs: QcRun,
    /// Calls about critical results.
    critical_calls: CriticalCall,
    /// Batches of medicines.
    batches: Batch,
    /// Movements of stock.
    stock_movements: StockMovement,
    /// What was dispensed.
    dispenses: Dispense,
    /// Counts of the shelf.
    stock_counts: StockCount,
    /// Medicines that are out of stock.
    stock_outs: StockOut,
    /// Levels below which a medicine is low.
    stock_levels: StockLevel,
    /// The pharmacy's numbers (one row, or none for the standard ones).
    pharmacy_rules: PharmacyRules,
    /// Wards.
    wards: Ward,
    /// Beds.
    beds: Bed,
    /// Stays in beds.
    admissions: Admission,
    /// Visits to the emergency room.
    emergency_visits: EmergencyVisit,
    /// Deliveries.
    deliveries: Delivery,
    /// Operation theatres.
    theatres: Theatre,
    /// Stores.
    stores: Store,
    /// The standing roster of the staff.
    staff: StaffMember,
    /// Orders of imaging studies.
    imaging_orders: ImagingOrder,
    /// What the hospital told people.
    messages: Message,
}

/// The version of [`Document`] that this program writes.
pub const DOCUMENT_FORMAT: u32 = 1;

/// A whole hospital as data: the content of a base file. Self-describing: kinds and fields by name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The version of this format.
    pub format: u32,
    /// The name of the base, e.g. `sadar-muz-1000-1-c2`.
    pub base: String,
    /// The records by kind.
    pub records: BTreeMap<String, Vec<Value>>,
}

/// Why a document is no hospital.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// Written by a later version of this program.
    #[error("base of format {0}, which is newer than this program")]
    Newer(u32),
    /// The file ends early, has something else in it, or can not be read or written.
    #[error("base file: {0}")]
    Broken(String),
    /// A kind of record that this program does not know.
    #[error("no record of kind {0:?} is known")]
    UnknownKind(String),
    /// A record that can not be read.
    #[error("{kind}: {why}")]
    Unreadable {
        /// The kind of the record.
        kind: String,
        /// What the reader said.
        why: String,
    },
}

impl World {
    /// This hospital as a document.
    #[must_use]
    pub fn to_document(&self, base: &str) -> Document {
        let records = Self::KINDS.iter().map(|kind| ((*kind).to_owned(), self.records(kind)));
        Document { format: DOCUMENT_FORMAT, base: base.to_owned(), records: records.collect() }
    }

    /// The hospital of a document of any released format.
    ///
    /// # Errors
    /// [`DocumentError`] when it is newer than this program or a record can not be read.
    pub fn from_document(document: Document) -> Result<Self, DocumentError> {
        if document.format > DOCUMENT_FORMAT {
            return Err(DocumentError::Newer(document.format));
        }
        let mut world = Self::default();
        for (kind, rows) in document.records {
            for row in rows {
                world.put_json(&kind, row)?;
            }
        }
        world.settle();
        Ok(world)
    }

    /// Puts a row into a hospital that is being made. In one that is in use, rows change by commands only.
    pub fn lay<T: Stored>(&mut self, row: T) {
        T::table_mut(self).put(row);
    }

    /// Puts many rows of one kind into a hospital that is being made: into an empty table at once, which is far quicker than
    /// one by one.
    pub fn lay_all<T: Stored>(&mut self, rows: Vec<T>) {
        let table = T::table_mut(self);
        if table.is_empty() {
            *table = Table::of_rows(rows.into_iter().map(Arc::new).collect());
        } else {
            rows.into_iter().for_each(|row| table.put(row));
        }
    }

    /// The facility of an id.
    #[must_use]
    pub fn facility(&self, id: &FacilityId) -> Option<&Facility> {
        self.facilities.get(id).map(|f| &**f)
    }

    /// What kind of house this hospital is; a district hospital where it has no facility.
    #[must_use]
    pub fn level(&self) -> Level {
        self.own_facility().map_or(Level::Dh, |facility| facility.level)
    }

    /// The facility that this hospital is.
    #[must_use]
    pub fn own_facility(&self) -> Option<&Facility> {
        self.facilities.iter().next().map(|f| &**f)
    }
}

//! Reference data of a hospital: diagnoses, medicines, laboratory tests, imaging studies.
//!
//! Each kind is a record of the hospital (so that an administrator can edit it in one hospital without touching another)
//! and a CSV file in `app/hims/reference/` with its source and licence in the first lines. [`standard`] reads all files
//! once; a hospital gets them by [`Standard::lay`] when its base is made. An administrator may put another version in the
//! place of a file ([`Edited`]).

pub mod diagnosis;
pub mod imaging;
pub mod lab_test;
pub mod order_set;
pub mod product;
pub mod table;

pub use diagnosis::{Diagnosis, DiagnosisCode, find_diagnoses};
pub use imaging::{ImagingStudy, ImagingStudyId, Modality};
pub use lab_test::{Container, LabTest, LabTestId, Measure, SpecimenKind};
pub use order_set::{OrderSet, SetLine};
pub use product::{
    ChildDose, DoseUnit, Form, Interaction, InteractionId, Level, Pregnancy, Product, ProductId, Schedule, Severity,
    Unit,
};
pub use table::ReferenceError;

use crate::world::World;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The reference data that every hospital begins with.
#[derive(Debug, Clone, PartialEq)]
pub struct Standard {
    /// Diagnoses.
    pub diagnoses: Vec<Diagnosis>,
    /// Medicines.
    pub products: Vec<Product>,
    /// Pairs of medicines that do not go together.
    pub interactions: Vec<Interaction>,
    /// Laboratory tests and panels.
    pub lab_tests: Vec<LabTest>,
    /// Imaging studies.
    pub imaging_studies: Vec<ImagingStudy>,
    /// What is usually ordered for a diagnosis.
    pub order_sets: Vec<OrderSet>,
}

/// The files of the reference data as an administrator changed them, by name ([`FILES`]). A file that is not here stands
/// as it was released.
pub type Edited = BTreeMap<String, String>;

/// The files of this release: name and content.
pub const FILES: &[(&str, &str)] = &[
    ("diagnoses", diagnosis::DIAGNOSES),
    ("products", product::PRODUCTS),
    ("interactions", product::INTERACTIONS),
    ("lab_tests", lab_test::LAB_TESTS),
    ("lab_findings", lab_test::FINDINGS),
    ("imaging_studies", imaging::IMAGING_STUDIES),
    ("order_sets", order_set::ORDER_SETS),
];

impl Standard {
    /// Reads the files, each in the version of `edited` where it has one.
    ///
    /// # Errors
    /// [`ReferenceError`] for the first row that can not be used.
    pub fn read(edited: &Edited) -> Result<Self, ReferenceError> {
        let file = |name: &str| {
            let released = || FILES.iter().find(|(of, _)| *of == name).map_or("", |(_, content)| *content);
            edited.get(name).map_or_else(released, String::as_str)
        };
        let diagnoses = diagnosis::read_diagnoses(file("diagnoses"))?;
        let products = product::read_products(file("products"))?;
        let interactions = product::read_interactions(file("interactions"), &products)?;
        let lab_tests = lab_test::read_lab_tests(file("lab_tests"), file("lab_findings"))?;
        let imaging_studies = imaging::read_imaging_studies(file("imaging_studies"))?;
        let known = order_set::Known { diagnoses: &diagnoses, products: &products, lab_tests: &lab_tests };
        let order_sets = order_set::read_order_sets(file("order_sets"), &known)?;
        Ok(Self { diagnoses, products, interactions, lab_tests, imaging_studies, order_sets })
    }

    /// Puts the reference data into a hospital that is being made.
    pub fn lay(&self, world: &mut World) {
        self.diagnoses.iter().for_each(|row| world.lay(row.clone()));
        self.products.iter().for_each(|row| world.lay(row.clone()));
        self.interactions.iter().for_each(|row| world.lay(row.clone()));
        self.lab_tests.iter().for_each(|row| world.lay(row.clone()));
        self.order_sets.iter().for_each(|row| world.lay(row.clone()));
        self.imaging_studies.iter().for_each(|row| world.lay(row.clone()));
    }
}

/// The reference data of this release, read once.
///
/// # Errors
/// [`ReferenceError`] when a file is broken, which a test forbids.
pub fn standard() -> Result<&'static Standard, ReferenceError> {
    static STANDARD: OnceLock<Result<Standard, ReferenceError>> = OnceLock::new();
    STANDARD.get_or_init(|| Standard::read(&Edited::new())).as_ref().map_err(Clone::clone)
}

//! Reference data of a hospital: diagnoses, medicines, laboratory tests, imaging studies.

pub mod diagnosis;

pub use diagnosis::DiagnosisCode;

//! Reference data of a hospital: diagnoses, medicines, laboratory tests, imaging studies.

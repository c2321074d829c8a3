//! M03's specification: what each command does, and each refusal with its code and field.

mod allergies;
mod checks;
mod coverage;
mod diagnoses;
mod doses;
mod encounters;
mod fixture;
mod orders;
mod prescriptions;
mod properties;
mod scores;
mod standing;
mod vitals;

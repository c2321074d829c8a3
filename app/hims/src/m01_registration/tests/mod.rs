//! M01's specification: what each command does, and each refusal with its code and field.

mod abha;
mod create;
mod fixture;
mod golden;
mod merge;
mod newborn_unknown;
mod properties;
mod search;
mod standing;

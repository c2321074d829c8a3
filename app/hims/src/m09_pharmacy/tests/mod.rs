//! M09's specification: what each command does, and each refusal with its code and field.

mod alerts;
mod counts;
mod dispense;
mod fixture;
mod properties;
mod recall;
mod receive;
mod register;
mod release;
mod returns;
mod substitute;

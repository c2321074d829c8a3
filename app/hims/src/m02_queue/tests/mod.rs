//! M02's specification: what each command does, and each refusal with its code and field.

mod booking;
mod calling;
mod fixture;
mod properties;
mod refusals;
mod tokens;

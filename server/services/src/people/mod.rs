//! People by hand: list, add, edit, transfer, leave, night duty, deactivate, export, erase.

pub mod add;
pub mod codes;
pub mod edit;
pub mod erase;
pub mod export;
pub mod facility;
pub mod input;
pub mod leave;
pub mod list;
pub mod names;
pub mod nights;
pub mod search;
pub mod show;
pub mod staff_id;
pub mod state;

#[cfg(test)]
pub(crate) mod tests;

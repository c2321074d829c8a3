//! Sign-in: accounts, passwords, one-time codes, failures by device, capacities.

pub(crate) mod accounts;
pub(crate) mod capacities;
pub(crate) mod codes;
pub(crate) mod failures;

pub use accounts::{
    Account, account, account_by_login, accounts_without_password, add_officer, put_password, remove_password,
};
pub use capacities::{GrantRecord, Holder, give, grants, holders, take};
pub use codes::{CodeRecord, NewCode, add_code, code_by_hash, end_codes, open_codes, use_code};
pub use failures::{
    Failures, failures, forget_devices, forget_failures, forget_failures_before, note_failure, note_success,
};

use crate::{Row, StoreError};
use abhyas_core::{DistrictId, PersonId};

fn person_in(row: &Row, column: &str) -> Result<PersonId, StoreError> {
    PersonId::parse(row.text(column)?).map_err(|error| StoreError::Corrupt(error.to_string()))
}

fn district_in(text: Option<String>) -> Result<Option<DistrictId>, StoreError> {
    text.map(DistrictId::parse).transpose().map_err(|error| StoreError::Corrupt(error.to_string()))
}

#[cfg(test)]
mod tests;

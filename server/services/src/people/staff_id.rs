//! Ids for people whose employer gave none: the district and a number, e.g. `MUZ-0123`, easy to read out and to type.

use crate::{Outcome, Tx};
use abhyas_core::DistrictId;
use std::collections::HashMap;

/// The prefix of people who belong to no district.
const STATE: &str = "STATE";

/// The next free numbers, asked for once per district and transaction.
#[derive(Debug, Default)]
pub struct StaffIds(HashMap<String, u32>);

impl StaffIds {
    /// The next id of a district.
    ///
    /// # Errors
    /// [`crate::ServiceError`] when the database can not be read.
    pub async fn next(&mut self, tx: &mut Tx, district: Option<&DistrictId>) -> Outcome<String> {
        let prefix = format!("{}-", district.map_or(STATE, DistrictId::as_str));
        let last = match self.0.get(&prefix) {
            Some(last) => *last,
            None => {
                let taken = abhyas_store::people::staff_ids(tx, &prefix).await?;
                taken.iter().filter_map(|id| id.strip_prefix(&prefix)?.parse().ok()).max().unwrap_or(0)
            }
        };
        let next = last + 1;
        self.0.insert(prefix.clone(), next);
        Ok(format!("{prefix}{next:04}"))
    }
}

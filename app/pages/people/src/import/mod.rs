//! `/people/import`: a roster is sent, looked over, decided and applied.

pub mod columns;
pub mod decide;
pub mod finish;
pub mod show;
pub mod start;

use abhyas_core::ImportId;
use abhyas_kit::PageError;

/// The id in an address; anything that is no id is not found.
fn id_of(text: &str) -> Result<ImportId, PageError> {
    ImportId::parse(text).map_err(|_| PageError::not_found())
}

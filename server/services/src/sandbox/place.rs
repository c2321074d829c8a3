//! A place in the journal of a shared sandbox, and where such journals end: what those who share it listen to.

use crate::hub::Log;
use crate::{Outcome, Services};
use abhyas_core::SandboxId;
use abhyas_store::cohorts;

/// A place in the journal of a sandbox. Later lives are further than earlier ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Which life.
    pub epoch: i64,
    /// Which entry; 0 before the first.
    pub seq: i64,
}

/// The journals of shared sandboxes.
#[derive(Debug)]
pub(super) struct Journals;

impl Log for Journals {
    type Key = SandboxId;
    type Place = Place;

    /// One statement for all of them.
    async fn ends(sv: &Services, sandboxes: Vec<SandboxId>) -> Outcome<Vec<(SandboxId, Place)>> {
        let ends = cohorts::ends(sv.db(), &sandboxes).await?;
        Ok(ends.into_iter().map(|(sandbox, epoch, seq)| (sandbox, Place { epoch, seq })).collect())
    }
}

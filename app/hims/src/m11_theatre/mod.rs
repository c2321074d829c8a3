//! M11: operation theatres. So far their list alone ([`Theatre`]); rules of the row M11 in the module table of the programme.

use crate::engine::{Index, Record, slug_id};
use crate::m01_registration::Name;
use crate::m02_queue::standard::{Unreadable, name, rows};
use serde::{Deserialize, Serialize};

const THEATRES: &str = include_str!("../../reference/theatres.csv");

slug_id! {
    /// The id of a theatre, e.g. `ot-major`.
    TheatreId
}

/// An operation theatre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Theatre {
    /// Its id.
    pub id: TheatreId,
    /// Its name in Hindi and in English.
    pub name: Name,
}

impl Record for Theatre {
    const KIND: &'static str = "theatre";
    type Id = TheatreId;

    fn id(&self) -> &TheatreId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[]
    }
}

/// The theatres with which a practice hospital begins.
///
/// # Errors
/// [`Unreadable`], which a test forbids.
pub fn standard() -> Result<Vec<Theatre>, Unreadable> {
    rows("theatres.csv", THEATRES, |cells| {
        let [id, hi, en] = cells else { return None };
        Some(Theatre { id: TheatreId::parse(id)?, name: name(hi, en)? })
    })
}

//! What exists already: for checking references, and for offering choices.

use super::kind::Kind;
use crate::{Outcome, Services};
use abhyas_core::PersonId;
use abhyas_store::masters as store;
use std::collections::{BTreeMap, BTreeSet};

/// The ids of the lists that others refer to.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub districts: BTreeSet<String>,
    /// Block → district.
    pub blocks: BTreeMap<String, String>,
    /// Module → modules before it.
    pub modules: BTreeMap<String, Vec<String>>,
    pub roles: BTreeSet<String>,
    pub venues: BTreeSet<String>,
    pub rooms: BTreeSet<String>,
    /// Staff id → person, of trainers.
    pub trainers: BTreeMap<String, PersonId>,
}

impl Known {
    /// Reads them.
    pub async fn load(services: &Services) -> Outcome<Self> {
        let db = services.db();
        let text = |id: &dyn AsRef<str>| id.as_ref().to_owned();
        Ok(Self {
            districts: store::districts(db).await?.iter().map(|x| text(&x.id)).collect(),
            blocks: store::blocks(db).await?.iter().map(|x| (text(&x.id), text(&x.district))).collect(),
            modules: store::modules(db)
                .await?
                .iter()
                .map(|x| (text(&x.id), x.prerequisites.iter().map(|p| text(p)).collect()))
                .collect(),
            roles: store::roles(db).await?.iter().map(|x| text(&x.id)).collect(),
            venues: store::venues(db).await?.iter().map(|x| text(&x.id)).collect(),
            rooms: store::rooms(db).await?.iter().map(|x| text(&x.id)).collect(),
            trainers: store::trainers(db).await?.into_iter().map(|x| (x.staff_id, x.person)).collect(),
        })
    }

    /// Whether a list has a row of this id. Lists that nobody refers to have none.
    pub fn has(&self, kind: Kind, id: &str) -> bool {
        match kind {
            Kind::Districts => self.districts.contains(id),
            Kind::Blocks => self.blocks.contains_key(id),
            Kind::Modules => self.modules.contains_key(id),
            Kind::Roles => self.roles.contains(id),
            Kind::Venues => self.venues.contains(id),
            Kind::Rooms => self.rooms.contains(id),
            _ => false,
        }
    }

    /// Notes a row that is about to be written, so that later rows of the same file may refer to it.
    pub fn add(&mut self, kind: Kind, id: &str) {
        match kind {
            Kind::Modules => {
                self.modules.entry(id.to_owned()).or_default();
            }
            Kind::Districts => {
                self.districts.insert(id.to_owned());
            }
            _ => {}
        }
    }
}

//! The names of everything a plan speaks of, in both languages.

use crate::{Outcome, Services};
use abhyas_core::Language;
use abhyas_store::{masters, sessions};
use std::collections::HashMap;

/// An id with its names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Named {
    /// The id.
    pub id: String,
    /// In Hindi.
    pub hi: String,
    /// In English.
    pub en: String,
}

impl Named {
    fn same(id: &str, name: &str) -> Self {
        Self { id: id.to_owned(), hi: name.to_owned(), en: name.to_owned() }
    }

    /// The name in a language.
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        language.pick(&self.hi, &self.en)
    }
}

/// A room with its venue and district.
#[derive(Debug, Clone, Default)]
pub struct Where {
    /// The room.
    pub room: Named,
    /// The venue.
    pub venue: Named,
    /// The district.
    pub district: Named,
}

/// Who a person is.
#[derive(Debug, Clone, Default)]
pub struct Who {
    /// Name.
    pub name: String,
    /// Staff id.
    pub staff_id: String,
    /// Facility.
    pub facility: Named,
    /// District of the facility.
    pub district: String,
}

/// All names.
#[derive(Debug, Clone, Default)]
pub struct Book {
    /// Modules by id.
    pub modules: HashMap<String, Named>,
    /// Rooms by id.
    pub rooms: HashMap<String, Where>,
    /// Districts in the order of the screens.
    pub districts: Vec<Named>,
    /// Trainers' names by id.
    pub trainers: HashMap<String, Named>,
    /// Trainers' staff ids by id.
    pub trainer_staff_ids: HashMap<String, String>,
    /// Staff by id.
    pub people: HashMap<String, Who>,
    /// Facilities by id.
    pub facilities: HashMap<String, Named>,
    /// Cadres by id: the names of their roles.
    pub cadres: HashMap<String, Named>,
    /// What the public holidays of single districts are called, by day and district.
    pub holidays: HashMap<(String, String), Named>,
}

impl Book {
    /// Reads the names.
    pub(crate) async fn load(sv: &Services) -> Outcome<Self> {
        let db = sv.db();
        let districts: Vec<Named> = masters::districts(db)
            .await?
            .into_iter()
            .map(|d| Named { id: d.id.as_str().to_owned(), hi: d.name_hi, en: d.name_en })
            .collect();
        let district = |id: &str| districts.iter().find(|d| d.id == id).cloned().unwrap_or_default();
        let blocks: HashMap<String, String> =
            masters::blocks(db).await?.into_iter().map(|b| (b.id.to_string(), b.district.to_string())).collect();
        let venues: HashMap<String, (Named, Named)> = masters::venues(db)
            .await?
            .into_iter()
            .map(|v| {
                let of = blocks.get(v.block.as_str()).map(|id| district(id)).unwrap_or_default();
                (v.id.to_string(), (Named { id: v.id.to_string(), hi: v.name_hi, en: v.name_en }, of))
            })
            .collect();
        let rooms = masters::rooms(db).await?.into_iter().map(|r| {
            let (venue, district) = venues.get(r.venue.as_str()).cloned().unwrap_or_default();
            (
                r.id.to_string(),
                Where { room: Named { id: r.id.to_string(), hi: r.name_hi, en: r.name_en }, venue, district },
            )
        });
        let facilities: HashMap<String, Named> = masters::facilities(db)
            .await?
            .into_iter()
            .map(|f| (f.id.to_string(), Named { id: f.id.to_string(), hi: f.name_hi, en: f.name_en }))
            .collect();
        let people = sessions::staff(db).await?.into_iter().map(|p| {
            let facility = facilities.get(p.facility.as_str()).cloned().unwrap_or_default();
            (
                p.person.to_string(),
                Who { name: p.name, staff_id: p.staff_id, facility, district: p.district.to_string() },
            )
        });
        let modules = masters::modules(db).await?.into_iter();
        let trainers = masters::trainers(db).await?;
        let trainer_staff_ids = trainers.iter().map(|t| (t.person.to_string(), t.staff_id.clone())).collect();
        Ok(Self {
            modules: modules
                .map(|m| (m.id.to_string(), Named { id: m.id.to_string(), hi: m.name_hi, en: m.name_en }))
                .collect(),
            rooms: rooms.collect(),
            trainer_staff_ids,
            trainers: trainers
                .into_iter()
                .map(|t| (t.person.to_string(), Named::same(t.person.as_str(), &t.name)))
                .collect(),
            people: people.collect(),
            facilities,
            cadres: cadres(masters::roles(db).await?),
            holidays: masters::district_holidays(db)
                .await?
                .into_iter()
                .map(|h| {
                    let (day, district) = (h.day.to_string(), h.district.to_string());
                    ((day.clone(), district), Named { id: day, hi: h.holiday_hi, en: h.holiday_en })
                })
                .collect(),
            districts,
        })
    }

    /// A module's names; its id where it is not known any more.
    #[must_use]
    pub fn module(&self, id: &str) -> Named {
        self.modules.get(id).cloned().unwrap_or_else(|| Named::same(id, id))
    }

    /// A room with venue and district.
    #[must_use]
    pub fn place(&self, room: &str) -> Where {
        self.rooms.get(room).cloned().unwrap_or_else(|| Where { room: Named::same(room, room), ..Where::default() })
    }

    /// A trainer's name.
    #[must_use]
    pub fn trainer(&self, id: &str) -> Named {
        self.trainers.get(id).cloned().unwrap_or_else(|| Named::same(id, id))
    }

    /// Who a person is; the id where they are not known any more.
    #[must_use]
    pub fn person(&self, id: &str) -> Who {
        self.people.get(id).cloned().unwrap_or_else(|| Who { name: id.to_owned(), ..Who::default() })
    }
}

/// A cadre is called what its roles are called.
fn cadres(roles: Vec<masters::RoleRecord>) -> HashMap<String, Named> {
    let mut found: HashMap<String, Named> = HashMap::new();
    for role in roles {
        let name = found.entry(role.cadre.clone()).or_default();
        if name.id.is_empty() {
            *name = Named { id: role.cadre, hi: role.name_hi, en: role.name_en };
        } else {
            name.hi = format!("{}, {}", name.hi, role.name_hi);
            name.en = format!("{}, {}", name.en, role.name_en);
        }
    }
    found
}

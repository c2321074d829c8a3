//! A hospital to try the rules of any module on: what the modules' own tests begin with.

use crate::command::{AnyCommand, execute};
use crate::engine::{Ctx, Facility, JournalEntry, Persona, Receipt};
use crate::m01_registration::{BhavyaId, DetailsInput, PlacePatient};
use crate::reference::Level;
use crate::time::{Calendar, Moment};
use crate::world::World;
use abhyas_core::{FacilityId, PersonId, Refusal};
use chrono::NaiveDate;

/// A hospital with its journal; every command goes through [`execute`], as it does in a sandbox.
pub(crate) struct Hospital {
    /// The hospital before the first entry of the journal.
    pub base: World,
    /// The hospital now.
    pub world: World,
    /// What was done, refused or looked at.
    pub journal: Vec<JournalEntry>,
    /// Who acts, where and when.
    pub ctx: Ctx,
}

/// Says that a module's own hospital of its tests stands on [`Hospital`], which is its field.
macro_rules! stands_on {
    ($own:ident, $field:tt) => {
        impl std::ops::Deref for $own {
            type Target = crate::testing::Hospital;

            fn deref(&self) -> &Self::Target {
                &self.$field
            }
        }

        impl std::ops::DerefMut for $own {
            fn deref_mut(&mut self) -> &mut Self::Target {
                &mut self.$field
            }
        }
    };
}

pub(crate) use stands_on;

/// The hospital's facility alone.
pub(crate) fn bare() -> World {
    let mut world = World::default();
    let id = FacilityId::parse("F1").unwrap();
    let (name_hi, name_en) = ("सदर अस्पताल मुजफ्फरपुर (प्रशिक्षण)".into(), "Sadar Hospital (training)".into());
    world.lay(Facility { id, name_hi, name_en, number: 100, level: Level::Dh });
    world
}

/// Monday, 23 November 2026, 10 o'clock, is day 0; `persona` acts.
pub(crate) fn hospital(world: World, persona: Persona) -> Hospital {
    let ctx = Ctx {
        actor: PersonId::parse("trainee").unwrap(),
        persona,
        facility: FacilityId::parse("F1").unwrap(),
        now: Moment(10 * 3600),
        calendar: Calendar::new(NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()),
    };
    Hospital { base: world.clone(), world, journal: Vec::new(), ctx }
}

/// The codes and fields of refusals, e.g. `m01.name_missing@name_hi`.
pub(crate) fn texts(refusals: &[Refusal]) -> Vec<String> {
    refusals.iter().map(|r| format!("{}@{}", r.code.as_str(), r.field.as_deref().unwrap_or(""))).collect()
}

impl Hospital {
    /// Runs a command; a minute goes by.
    pub fn run(&mut self, command: impl Into<AnyCommand>) -> Result<Receipt, Vec<Refusal>> {
        let seq = self.journal.len() as u64 + 1;
        let done = execute(&self.world, &self.ctx, seq, &format!("c{seq}"), &command.into());
        self.world = done.world;
        self.journal.push(done.entry);
        self.ctx.now = self.ctx.now.plus_minutes(1);
        done.answer
    }

    /// Runs a command that must be accepted; its record's id.
    pub fn id(&mut self, command: impl Into<AnyCommand>) -> String {
        self.run(command).unwrap().subject.id
    }

    /// The codes and fields of the warnings of a command that must be accepted.
    pub fn warned(&mut self, command: impl Into<AnyCommand>) -> Vec<String> {
        texts(&self.run(command).unwrap().warnings)
    }

    /// The codes and fields of a refusal, which changes nothing.
    pub fn refused(&mut self, command: impl Into<AnyCommand>) -> Vec<String> {
        let before = self.world.clone();
        let refusals = self.run(command).expect_err("should be refused");
        assert_eq!(self.world, before, "a refusal changes nothing");
        texts(&refusals)
    }

    /// From now on this role acts.
    pub fn act_as(&mut self, persona: Persona) -> &mut Self {
        self.ctx.persona = persona;
        self
    }

    /// Runs a command in a role and takes the role back.
    pub fn as_one(&mut self, persona: Persona, command: impl Into<AnyCommand>) -> Result<Receipt, Vec<Refusal>> {
        let before = std::mem::replace(&mut self.ctx.persona, persona);
        let answer = self.run(command);
        self.ctx.persona = before;
        answer
    }

    /// Lets time go by.
    pub fn later(&mut self, minutes: i64) -> &mut Self {
        self.ctx.now = self.ctx.now.plus_minutes(minutes);
        self
    }

    /// Lets days go by.
    pub fn days_later(&mut self, days: i64) -> &mut Self {
        self.later(days * 24 * 60)
    }

    /// A registered patient; the BHAVYA ID.
    pub fn place(&mut self, details: DetailsInput, abha_number: &str) -> String {
        let command = PlacePatient { details, abha_number: abha_number.to_owned() };
        self.as_one(Persona::System, command).unwrap().subject.id
    }

    /// The patients that are there belong to the base, from which a replay begins.
    pub fn settle_base(mut self) -> Self {
        self.base = self.world.clone();
        self.journal.clear();
        self
    }
}

/// A BHAVYA ID that is one.
pub(crate) fn bhavya(id: &str) -> BhavyaId {
    BhavyaId::parse(id).unwrap()
}

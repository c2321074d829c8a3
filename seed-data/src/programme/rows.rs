//! One struct per file; the fields are the columns.

use super::read::{ids, semicolons};
use abhyas_core::{BlockId, DistrictId, FacilityId, ModuleId, RoleId, RoomId, VenueId};
use serde::Deserialize;

/// A district.
#[derive(Debug, Clone, Deserialize)]
pub struct District {
    /// `MUZ`, `NAL`, `GOP`, `SIW`.
    pub id: DistrictId,
    /// Name in Hindi.
    pub name_hi: String,
    /// Name in English.
    pub name_en: String,
}

/// A block of a district.
#[derive(Debug, Clone, Deserialize)]
pub struct Block {
    /// District and name, e.g. `MUZ-KANTI`.
    pub id: BlockId,
    /// The district it belongs to.
    pub district: DistrictId,
    /// Name in Hindi.
    pub name_hi: String,
    /// Name in English.
    pub name_en: String,
    /// Degrees north, approximate.
    pub latitude: f64,
    /// Degrees east, approximate.
    pub longitude: f64,
    /// Other spellings in use, the registry's among them.
    #[serde(deserialize_with = "semicolons")]
    pub aliases: Vec<String>,
}

/// A health facility.
#[derive(Debug, Clone, Deserialize)]
pub struct Facility {
    /// District and running number, e.g. `MUZ-0017`.
    pub id: FacilityId,
    /// The district it belongs to.
    pub district: DistrictId,
    /// The block it stands in; a district hospital stands in the district town's block.
    pub block: BlockId,
    /// MCH, DH, SDH, RH, RHPHC, PHC, APHC or HSC, as in the registry.
    pub kind: String,
    /// Name as the registry spells it: unique in its district.
    pub name_en: String,
    /// Name in Hindi.
    pub name_hi: String,
    /// Other names in use.
    #[serde(deserialize_with = "semicolons")]
    pub aliases: Vec<String>,
}

/// What stands in a roster's designation column.
#[derive(Debug, Clone, Deserialize)]
pub struct Designation {
    /// As the registry spells it.
    pub name: String,
    /// The role it belongs to; none: not trained in this drive.
    pub role: Option<RoleId>,
    /// Other spellings, Hindi among them.
    #[serde(deserialize_with = "semicolons")]
    pub aliases: Vec<String>,
}

/// What a person does at work.
#[derive(Debug, Clone, Deserialize)]
pub struct Role {
    /// `R01` to `R15`.
    pub id: RoleId,
    /// Name in Hindi.
    pub name_hi: String,
    /// Name in English.
    pub name_en: String,
    /// People of one cadre stand in for each other: service cover is counted by it.
    pub cadre: String,
    /// The modules the role needs.
    #[serde(deserialize_with = "ids")]
    pub modules: Vec<ModuleId>,
}

/// A module of the training.
#[derive(Debug, Clone, Deserialize)]
pub struct Module {
    /// `M01` to `M18`.
    pub id: ModuleId,
    /// Name in Hindi.
    pub name_hi: String,
    /// Name in English.
    pub name_en: String,
    /// Most people in one session.
    pub max_size: i64,
    /// What the room must have.
    #[serde(deserialize_with = "semicolons")]
    pub equipment: Vec<String>,
    /// Modules to be attended before, if the role needs them at all.
    #[serde(deserialize_with = "ids")]
    pub prerequisites: Vec<ModuleId>,
}

/// A place where sessions are held.
#[derive(Debug, Clone, Deserialize)]
pub struct Venue {
    /// District and number, e.g. `MUZ-V1`.
    pub id: VenueId,
    /// The block it stands in.
    pub block: BlockId,
    /// Name in Hindi.
    pub name_hi: String,
    /// Name in English.
    pub name_en: String,
    /// How to get there, in Hindi.
    pub directions_hi: String,
    /// How to get there, in English.
    pub directions_en: String,
}

/// A room of a venue.
#[derive(Debug, Clone, Deserialize)]
pub struct Room {
    /// District and number, e.g. `MUZ-R1`.
    pub id: RoomId,
    /// The venue it belongs to.
    pub venue: VenueId,
    /// Name in Hindi.
    pub name_hi: String,
    /// Name in English.
    pub name_en: String,
    /// Seats.
    pub capacity: i64,
    /// What it has.
    #[serde(deserialize_with = "semicolons")]
    pub equipment: Vec<String>,
}

/// A half-day on which a room can not be used.
#[derive(Debug, Clone, Deserialize)]
pub struct RoomClosed {
    /// The room.
    pub room: RoomId,
    /// Which working day of the calendar, from 0.
    pub working_day: usize,
    /// 0 morning, 1 afternoon.
    pub half: i64,
    /// Why, in Hindi.
    pub reason_hi: String,
    /// Why, in English.
    pub reason_en: String,
}

/// A trainer and the synthetic person behind.
#[derive(Debug, Clone, Deserialize)]
pub struct Trainer {
    /// `TR001` and on; also the name for signing in.
    pub staff_id: String,
    /// Name.
    pub name: String,
    /// `male` or `female`.
    pub sex: String,
    /// Mobile number, synthetic.
    pub mobile: String,
    /// Home district.
    pub district: DistrictId,
    /// Where they live: journeys are counted from there.
    pub home_block: BlockId,
    /// Where they work.
    pub facility: FacilityId,
    /// What they may teach.
    #[serde(deserialize_with = "ids")]
    pub modules: Vec<ModuleId>,
    /// Most sessions a day.
    pub max_per_day: i64,
    /// Most sessions a week.
    pub max_per_week: i64,
    /// Most sessions in the whole programme.
    pub max_total: i64,
}

/// Working days on which a trainer is away, both included.
#[derive(Debug, Clone, Deserialize)]
pub struct TrainerAway {
    /// The trainer's staff id.
    pub trainer: String,
    /// First working day of the calendar, from 0.
    pub first_working_day: usize,
    /// Last working day.
    pub last_working_day: usize,
}

/// A holiday.
#[derive(Debug, Clone, Deserialize)]
pub struct Holiday {
    /// `YYYY-MM-DD`, or `*-MM-DD` for every year.
    pub day: String,
    /// Name in Hindi.
    pub name_hi: String,
    /// Name in English.
    pub name_en: String,
}

/// A sign-in of the demonstration.
#[derive(Debug, Clone, Deserialize)]
pub struct Account {
    /// officer, coordinator, mentor, trainer or trainee.
    pub kind: String,
    /// Name; empty: the person comes from the trainers or the roster.
    pub name: String,
    /// `male`, `female` or empty.
    pub sex: String,
    /// Mobile number, synthetic: the sign-in name that always works.
    pub mobile: String,
    /// Staff id; empty: given by the roster import.
    pub staff_id: String,
    /// District, or `*` for all.
    pub district: String,
    /// Designation; empty for those who come from elsewhere.
    pub designation: String,
    /// Where they work; empty for those who come from elsewhere, and for the officer.
    pub facility: Option<FacilityId>,
    /// Known to everyone on purpose: it exists in the synthetic demonstration only.
    pub password: String,
}

//! A small programme for tests: two districts, three rooms, two trainers, ten nurses who need two modules.

use crate::masters::{Cover, ProgrammeRules};
use crate::testing::{acting, key, monday, services};
use crate::{Actor, Db, Grant, Services, plans};
use abhyas_core::*;
use abhyas_store::masters::*;
use abhyas_store::people::{PersonRecord, insert_person};
use abhyas_store::plans::PlanRecord;
use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The first Monday of the calendar, a week after the present.
pub(crate) const FIRST_DAY: &str = "2026-11-30";

pub(crate) fn officer() -> Actor {
    acting(Capacity::Officer, None)
}

/// A person of the small programme, acting in a capacity of their own.
pub(crate) fn person(id: &str, capacity: Capacity) -> Actor {
    let id = PersonId::parse(id).unwrap();
    Actor { person: id, grants: vec![Grant { capacity, district: None }], ..acting(capacity, None) }
}

fn record(id: &str, role: Option<&str>, facility: &str) -> PersonRecord {
    PersonRecord {
        id: PersonId::parse(id).unwrap(),
        staff_id: format!("STAFF-{id}"),
        name: format!("Person {id}"),
        sex: String::new(),
        born: None,
        joined: None,
        designation: String::new(),
        role: role.map(|r| RoleId::parse(r).unwrap()),
        facility: Some(FacilityId::parse(facility).unwrap()),
        district: None,
        mobile: None,
        email: String::new(),
        language: "hi".into(),
        state: "active".into(),
        import: None,
        version: 1,
        created_at: monday(),
        updated_at: monday(),
        search: String::new(),
    }
}

fn rules() -> ProgrammeRules {
    ProgrammeRules {
        max_sessions: 12,
        slots_per_day: 2,
        trainee_max_km: 30,
        trainer_max_km: 100,
        trainer_same_day_max_km: 40,
        retention_days: 3 * 365,
        warnings: abhyas_planner::board::Levels::default(),
        half_days: vec![["09:30".into(), "13:00".into()], ["14:00".into(), "17:30".into()]],
        cover: Cover { away_percent: 50, always_present: [("nurse".to_owned(), 1)].into() },
        certificate: serde_json::json!({}),
        weights: [("session".to_owned(), 4000)].into(),
        overbooking: false,
    }
}

/// Services over a database with the small programme in it.
pub(crate) async fn world(db: Db) -> Services {
    let mut tx = db.begin().await.unwrap();
    let programme = ProgrammeRecord {
        id: "P".into(),
        name_hi: "कार्यक्रम".into(),
        name_en: "Programme".into(),
        synthetic: true,
        clock_offset_seconds: 0,
        rules: serde_json::to_string(&rules()).unwrap(),
        created_at: "2026-11-23T04:30:00.000Z".into(),
    };
    put_programme(&mut tx, &programme).await.unwrap();
    for (at, (district, block)) in [("MUZ", "A"), ("NAL", "N")].into_iter().enumerate() {
        let (district, block) = (DistrictId::parse(district).unwrap(), BlockId::parse(block).unwrap());
        let name = |text: &str| (format!("{text} हि"), format!("{text} en"));
        let (name_hi, name_en) = name(district.as_str());
        let position = at as i64;
        put_district(&mut tx, &DistrictRecord { id: district.clone(), name_hi, name_en, position }).await.unwrap();
        let (name_hi, name_en) = name(block.as_str());
        let it = BlockRecord { id: block.clone(), district: district.clone(), name_hi, name_en, aliases: vec![] };
        put_block(&mut tx, &it).await.unwrap();
        put_block_distance(&mut tx, &BlockDistance { a: block.clone(), b: block.clone(), km: 3 }).await.unwrap();
        let (name_hi, name_en) = name("facility");
        let facility = FacilityRecord {
            id: FacilityId::parse(format!("F{block}")).unwrap(),
            district: district.clone(),
            block: block.clone(),
            name_hi,
            name_en,
            kind: "PHC".into(),
            aliases: vec![],
            active: true,
        };
        put_facility(&mut tx, &facility).await.unwrap();
        let venue = VenueRecord {
            id: VenueId::parse(format!("V{block}")).unwrap(),
            block: block.clone(),
            name_hi: format!("स्थान {block}"),
            name_en: format!("Venue {block}"),
            directions_hi: "बाएँ".into(),
            directions_en: "Left".into(),
            active: true,
        };
        put_venue(&mut tx, &venue).await.unwrap();
        for n in 1..=2 {
            let room = RoomRecord {
                id: RoomId::parse(format!("R{block}{n}")).unwrap(),
                venue: venue.id.clone(),
                name_hi: format!("कमरा {n}"),
                name_en: format!("Room {n}"),
                capacity: 4,
                equipment: vec![],
                active: true,
                overbook_max: 0,
                link: false,
            };
            put_room(&mut tx, &room).await.unwrap();
        }
    }
    let (a, b) = (BlockId::parse("A").unwrap(), BlockId::parse("N").unwrap());
    put_block_distance(&mut tx, &BlockDistance { a, b, km: 60 }).await.unwrap();
    curriculum(&mut tx).await;
    people(&mut tx).await;
    let first: NaiveDate = FIRST_DAY.parse().unwrap();
    for n in 0..14 {
        let day = first.checked_add_days(Days::new(n)).unwrap();
        let working = day.weekday() != Weekday::Sun;
        let it = CalendarDay { day, working, holiday_hi: String::new(), holiday_en: String::new() };
        put_calendar_day(&mut tx, &it).await.unwrap();
    }
    tx.commit().await.unwrap();
    services(db).await
}

async fn curriculum(tx: &mut crate::Tx) {
    let role = RoleId::parse("R01").unwrap();
    let it =
        RoleRecord { id: role.clone(), name_hi: "नर्स".into(), name_en: "Nurse".into(), cadre: "nurse".into() };
    put_role(tx, &it).await.unwrap();
    for (id, before) in [("M01", None), ("M02", Some("M01"))] {
        let module = ModuleRecord {
            id: ModuleId::parse(id).unwrap(),
            name_hi: format!("मॉड्यूल {id}"),
            name_en: format!("Module {id}"),
            max_size: 4,
            equipment: vec![],
            prerequisites: before.into_iter().map(|m| ModuleId::parse(m).unwrap()).collect(),
            certificate_rules: "{}".into(),
            session: SessionTemplate::default(),
        };
        put_module(tx, &module).await.unwrap();
        set_role_module(tx, &RoleModule { role: role.clone(), module: module.id }, true).await.unwrap();
    }
}

async fn people(tx: &mut crate::Tx) {
    for n in 1..=10 {
        let facility = if n <= 6 { "FA" } else { "FN" };
        insert_person(tx, &record(&format!("N{n:02}"), Some("R01"), facility)).await.unwrap();
    }
    for (id, block) in [("K1", "A"), ("K2", "N")] {
        insert_person(tx, &record(id, None, &format!("F{block}"))).await.unwrap();
        let trainer = TrainerRecord {
            person: PersonId::parse(id).unwrap(),
            name: String::new(),
            staff_id: String::new(),
            home_block: BlockId::parse(block).unwrap(),
            max_per_day: 2,
            max_per_week: 6,
            max_total: 12,
            active: true,
            from_day: None,
            once_trained: false,
            delay_days: 0,
        };
        put_trainer(tx, &trainer).await.unwrap();
        let modules = ["M01", "M02"].map(|m| ModuleId::parse(m).unwrap());
        set_trainer_modules(tx, &trainer.person, &modules).await.unwrap();
    }
}

/// Makes a plan and waits until it is done.
pub(crate) async fn planned(sv: &Services) -> PlanRecord {
    let new = plans::NewPlan { seconds: 1, seed: 1, iterations: Some(1), from: None };
    let id = plans::make_plan(sv, &officer(), &key(sv), new).await.unwrap();
    ended(sv, &id).await
}

/// Waits for the end of a run.
pub(crate) async fn ended(sv: &Services, id: &PlanId) -> PlanRecord {
    loop {
        let plan = plans::plan_summary(sv, &officer(), id).await.unwrap().plan;
        if plan.state != "running" {
            return plan;
        }
        tokio::task::yield_now().await;
    }
}

/// A programme whose first version is published.
pub(crate) async fn published(db: Db) -> Services {
    let sv = world(db).await;
    let plan = planned(&sv).await;
    assert_eq!(plans::publish(&sv, &officer(), &key(&sv), &plan.id).await.unwrap(), 1);
    sv
}

/// Moves the programme's clock to an instant.
pub(crate) async fn at(sv: &Services, instant: &str) {
    let instant: chrono::DateTime<chrono::Utc> = instant.parse().unwrap();
    let mut tx = sv.db().begin().await.unwrap();
    abhyas_store::settings::set_clock_offset_seconds(&mut tx, (instant - sv.real_now()).num_seconds()).await.unwrap();
    tx.commit().await.unwrap();
    sv.reload_clock().await.unwrap();
}

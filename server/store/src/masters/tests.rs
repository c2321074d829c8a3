//! What is written comes back, on both databases.

use super::*;
use crate::testing::each_database;
use crate::{Db, params};
use abhyas_core::{BlockId, DistrictId, FacilityId, ModuleId, PersonId, RoleId, RoomId, VenueId};

async fn places(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    let district = DistrictRecord {
        id: DistrictId::parse("MUZ").unwrap(),
        name_hi: "मुजफ्फरपुर".into(),
        name_en: "Muzaffarpur".into(),
        position: 0,
    };
    put_district(&mut tx, &district).await.unwrap();
    for name in ["KANTI", "KATRA"] {
        let block = BlockRecord {
            id: BlockId::parse(name).unwrap(),
            district: district.id.clone(),
            name_hi: "ख".into(),
            name_en: name.into(),
            aliases: vec!["x".into()],
        };
        put_block(&mut tx, &block).await.unwrap();
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn places_come_back_as_written_and_a_distance_counts_both_ways() {
    each_database(|db| async move {
        places(&db).await;
        let (a, b) = (BlockId::parse("KANTI").unwrap(), BlockId::parse("KATRA").unwrap());
        let mut tx = db.begin().await.unwrap();
        put_block_distance(&mut tx, &BlockDistance { a: a.clone(), b: b.clone(), km: 40 }).await.unwrap();
        put_block_distance(&mut tx, &BlockDistance { a: b.clone(), b: a.clone(), km: 42 }).await.unwrap();
        let facility = FacilityRecord {
            id: FacilityId::parse("F1").unwrap(),
            district: DistrictId::parse("MUZ").unwrap(),
            block: a.clone(),
            name_hi: "क".into(),
            name_en: "Block Kanti PHC".into(),
            kind: "PHC".into(),
            aliases: vec!["Kanti PHC".into()],
            active: true,
        };
        put_facility(&mut tx, &facility).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(facility_by_id(&db, &facility.id).await.unwrap(), Some(facility.clone()));
        assert_eq!(facilities(&db).await.unwrap(), vec![facility]);
        assert_eq!(block_distances_of(&db, &a).await.unwrap(), vec![BlockDistance { a, b, km: 42 }]);
        assert_eq!(block_distances(&db).await.unwrap().len(), 2);
        assert_eq!(blocks(&db).await.unwrap().first().unwrap().aliases, vec!["x"]);
        assert_eq!(districts(&db).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn rooms_trainers_and_days_come_back_as_written() {
    each_database(|db| async move {
        places(&db).await;
        let day: chrono::NaiveDate = "2026-11-30".parse().unwrap();
        let block = BlockId::parse("KANTI").unwrap();
        let mut tx = db.begin().await.unwrap();
        let venue = VenueRecord {
            id: VenueId::parse("V1").unwrap(),
            block: block.clone(),
            name_hi: "क".into(),
            name_en: "V".into(),
            directions_hi: String::new(),
            directions_en: "left".into(),
            active: true,
        };
        put_venue(&mut tx, &venue).await.unwrap();
        let room = RoomRecord {
            id: RoomId::parse("R1").unwrap(),
            venue: venue.id.clone(),
            name_hi: "क".into(),
            name_en: "R".into(),
            capacity: 30,
            equipment: vec!["computers".into()],
            active: false,
            overbook_max: 6,
            link: true,
        };
        put_room(&mut tx, &room).await.unwrap();
        let closed = RoomClosed { room: room.id.clone(), day, half: 1, reason: "परीक्षा".into() };
        close_room(&mut tx, &closed).await.unwrap();
        let module = ModuleRecord {
            id: ModuleId::parse("M01").unwrap(),
            name_hi: "क".into(),
            name_en: "M".into(),
            max_size: 30,
            equipment: vec![],
            prerequisites: vec![ModuleId::parse("M02").unwrap()],
            certificate_rules: "{}".into(),
            session: SessionTemplate {
                duration: 2,
                set_up: 1,
                min_size: 8,
                min_size_hard: true,
                go_no_go_days: Some(4),
                co_trainers: 1,
                no_show_permille: Some(120),
                links: 3,
            },
        };
        put_module(&mut tx, &module).await.unwrap();
        tx.execute(
            "INSERT INTO person (id, staff_id, name, state, created_at, updated_at) VALUES ('P1', 'TR1', 'n', 'active', '', '')",
            params![],
        )
        .await
        .unwrap();
        let person = PersonId::parse("P1").unwrap();
        let trainer = TrainerRecord {
            person: person.clone(),
            name: "n".into(),
            staff_id: "TR1".into(),
            home_block: block,
            max_per_day: 2,
            max_per_week: 5,
            max_total: 10,
            active: true,
            from_day: Some(day),
            once_trained: true,
            delay_days: 2,
        };
        put_trainer(&mut tx, &trainer).await.unwrap();
        set_trainer_modules(&mut tx, &person, std::slice::from_ref(&module.id)).await.unwrap();
        let away = TrainerAway { person: person.clone(), day, half: 0 };
        set_trainer_away(&mut tx, &away, true).await.unwrap();
        assert_eq!(sessions_of_trainer(&mut tx, &away).await.unwrap(), 0);
        assert_eq!(sessions_in_room(&mut tx, &room.id, day, 0).await.unwrap(), 0);
        let date = CalendarDay { day, working: true, holiday_hi: String::new(), holiday_en: String::new() };
        put_calendar_day(&mut tx, &date).await.unwrap();
        assert_eq!(sessions_on(&mut tx, day).await.unwrap(), 0);
        let holiday = DistrictHoliday {
            day,
            district: DistrictId::parse("MUZ").unwrap(),
            holiday_hi: "मेला".into(),
            holiday_en: "Fair".into(),
        };
        for name in ["Other", "Fair"] {
            let it = DistrictHoliday { holiday_en: name.into(), ..holiday.clone() };
            put_district_holiday(&mut tx, &it).await.unwrap();
        }
        tx.commit().await.unwrap();

        assert_eq!(venues(&db).await.unwrap(), vec![venue.clone()]);
        assert_eq!(venue_by_id(&db, &venue.id).await.unwrap(), Some(venue));
        assert_eq!(room_by_id(&db, &room.id).await.unwrap(), Some(room.clone()));
        assert_eq!(rooms(&db).await.unwrap(), vec![room.clone()]);
        assert_eq!(rooms_closed(&db).await.unwrap(), vec![closed]);
        assert_eq!(module_by_id(&db, &module.id).await.unwrap(), Some(module));
        assert_eq!(trainers(&db).await.unwrap(), vec![trainer.clone()]);
        assert_eq!(trainer_by_id(&db, &person).await.unwrap(), Some(trainer));
        assert_eq!(person_with_staff_id(&db, "TR1").await.unwrap(), Some(person));
        assert_eq!(trainer_modules(&db).await.unwrap().len(), 1);
        assert_eq!(trainers_away(&db).await.unwrap(), vec![away.clone()]);
        assert_eq!(calendar(&db).await.unwrap(), vec![date]);
        assert_eq!(district_holidays(&db).await.unwrap(), vec![holiday.clone()]);
        assert_eq!(sessions_in_district(&db, day, &holiday.district).await.unwrap(), 0);

        let mut tx = db.begin().await.unwrap();
        reopen_room(&mut tx, &room.id, day, 1).await.unwrap();
        set_trainer_away(&mut tx, &away, false).await.unwrap();
        drop_calendar_day(&mut tx, day).await.unwrap();
        drop_district_holiday(&mut tx, day, &holiday.district).await.unwrap();
        tx.commit().await.unwrap();
        assert!(rooms_closed(&db).await.unwrap().is_empty());
        assert!(trainers_away(&db).await.unwrap().is_empty());
        assert!(calendar(&db).await.unwrap().is_empty());
        assert!(district_holidays(&db).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn the_matrix_is_set_cell_by_cell_and_designations_name_their_role() {
    each_database(|db| async move {
        let mut tx = db.begin().await.unwrap();
        let role = RoleRecord {
            id: RoleId::parse("R01").unwrap(),
            name_hi: "क".into(),
            name_en: "MO".into(),
            cadre: "doctor".into(),
        };
        put_role(&mut tx, &role).await.unwrap();
        for name in ["M01", "M02"] {
            let module = ModuleRecord {
                id: ModuleId::parse(name).unwrap(),
                name_hi: "क".into(),
                name_en: name.into(),
                max_size: 30,
                equipment: vec![],
                prerequisites: vec![],
                certificate_rules: "{}".into(),
                session: SessionTemplate::default(),
            };
            put_module(&mut tx, &module).await.unwrap();
            let cell = RoleModule { role: role.id.clone(), module: module.id };
            set_role_module(&mut tx, &cell, true).await.unwrap();
            set_role_module(&mut tx, &cell, name == "M01").await.unwrap();
        }
        let designation = DesignationRecord {
            name: "Medical Officer".into(),
            role: Some(role.id.clone()),
            aliases: vec!["MO".into()],
        };
        put_designation(&mut tx, &designation).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(roles(&db).await.unwrap(), vec![role.clone()]);
        let cells = role_modules(&db).await.unwrap();
        assert_eq!(cells, vec![RoleModule { role: role.id, module: ModuleId::parse("M01").unwrap() }]);
        assert_eq!(designations(&db).await.unwrap(), vec![designation]);
        assert_eq!(modules(&db).await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn only_a_synthetic_programme_has_a_clock_of_its_own() {
    each_database(|db| async move {
        let real = ProgrammeRecord {
            id: "P".into(),
            name_hi: "क".into(),
            name_en: "P".into(),
            synthetic: false,
            clock_offset_seconds: 0,
            rules: "{}".into(),
            created_at: "2026-11-23T00:00:00.000Z".into(),
        };
        let mut tx = db.begin().await.unwrap();
        put_programme(&mut tx, &real).await.unwrap();
        assert_eq!(crate::settings::set_clock_offset_seconds(&mut tx, 60).await.unwrap(), 0);
        put_programme(&mut tx, &ProgrammeRecord { rules: "{\"a\":1}".into(), synthetic: true, ..real.clone() })
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let kept = programme(&db).await.unwrap().unwrap();
        assert_eq!((kept.synthetic, kept.rules.as_str()), (false, "{\"a\":1}"));

        let mut tx = db.begin().await.unwrap();
        let refused =
            put_programme(&mut tx, &ProgrammeRecord { id: "Q".into(), clock_offset_seconds: 5, ..real }).await;
        assert!(matches!(refused, Err(StoreError::Constraint(_))));
    })
    .await;
}

use super::tables::Tables;
use super::*;
use abhyas_hims::m01_registration::{Birth, Patient, Sex, find_patients};
use abhyas_hims::m04_emergency::now;
use abhyas_hims::m05_ipd::census as beds;
use abhyas_hims::{Calendar, Day, Moment};
use chrono::NaiveDate;

fn small(patients: u32, seed: u64) -> World {
    generate(patients, seed, NonZeroUsize::MIN).unwrap()
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_another_hospital() {
    let text = |seed| serde_json::to_string(&small(200, seed).to_document("x")).unwrap();
    assert_eq!(text(1), text(1));
    assert_ne!(text(1), text(2));
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let on = |threads| generate(300, 4, NonZeroUsize::new(threads).unwrap()).unwrap();
    assert_eq!(on(1), on(2));
    assert_eq!(on(1), on(7));
}

#[test]
fn a_thousand_patients_have_the_ages_and_sexes_of_the_district() {
    let world = small(1000, 1);
    assert_eq!(world.patients().len(), 1000);
    let tables = Tables::read().unwrap();
    let drawn = tables.census.systematic(1000, &mut Dice::new(1, Purpose::Hospital, 9));
    let total: u32 = tables.census.0.iter().map(|c| c.persons).sum();
    let share = |cell: &census::Cell| {
        let mine = drawn.iter().filter(|d| (d.from, d.sex, d.area) == (cell.from, cell.sex, cell.area)).count();
        (mine as f64 / 1000.0 - f64::from(cell.persons) / f64::from(total)).abs()
    };
    let variation: f64 = tables.census.0.iter().map(share).sum::<f64>() / 2.0;
    assert!(variation <= 0.02, "{variation}");
    let women = world.patients().iter().filter(|p| p.sex == Sex::Female).count();
    assert!((450..=500).contains(&women), "the census has 474 in a thousand, here {women}");
}

#[test]
fn nothing_in_it_is_impossible_and_its_indexes_agree() {
    let world = small(1000, 1);
    assert!(world.indexes_agree());
    let calendar = Calendar::new(NaiveDate::from_ymd_opt(2026, 11, 23).unwrap());
    for patient in world.patients().iter() {
        let born = patient.birth.day(calendar);
        assert!(patient.registered.at < OPENING, "{}", patient.id);
        assert!(born <= patient.registered.at.day(), "{} registered before birth", patient.id);
        assert!(patient.birth.age(calendar, Day(0)) <= 100);
        if let Some(newborn) = &patient.newborn {
            let mother = world.patients().get(&newborn.mother).unwrap();
            assert!(mother.sex == Sex::Female && mother.birth.day(calendar) < born);
        }
    }
    for number in world.patients().keys(Patient::BY_ABHA) {
        assert_eq!(world.patients().find(Patient::BY_ABHA, number).count(), 1, "{number}");
    }
    assert!(world.patients().iter().any(|p| p.newborn.is_some()), "there is a newborn with a mother");
    assert!(world.patients().iter().any(|p| matches!(p.birth, Birth::Aged { .. })));
}

#[test]
fn second_records_are_found_by_a_search_for_the_first() {
    let world = small(1000, 1);
    let mut pairs = 0;
    for first in world.patients().iter() {
        for second in
            world.patients().iter().filter(|s| s.id != first.id && s.guardian.is_some() && s.guardian == first.guardian)
        {
            if second.place == first.place
                && second.sex == first.sex
                && first.name.en.len() > 1
                && !first.name.hi.is_empty()
            {
                let found = find_patients(&world, &first.name.en, &first.place.village.en);
                pairs += u32::from(found.iter().any(|f| f.patient.id == second.id));
            }
        }
    }
    assert!(pairs >= 15, "{pairs}");
}

#[test]
fn a_base_survives_its_document() {
    let world = small(50, 3);
    let document = world.to_document(&name(50, 3));
    assert_eq!(World::from_document(document).unwrap(), world);
}

#[test]
fn queues_and_the_bench_are_at_work_this_morning() {
    let world = small(1000, 1);
    let open = world.tokens().iter().filter(|t| t.day == Day(0) && t.state.is_open()).count();
    assert!((15..60).contains(&open), "{open} tokens wait");
    assert!(world.tokens().iter().all(|t| t.day == Day(0) || !t.state.is_open()));
    let visits = world.tokens().iter().filter(|t| (-56..0).contains(&t.day.0)).count() as f64 / 56.0;
    assert!((22.0..33.0).contains(&visits), "800 a day for 30,000 patients are 27 for 1,000, here {visits}");
    assert!(world.lab_orders().iter().filter(|o| o.state.is_open()).count() >= 5);
}

#[test]
fn nobody_is_in_two_places_whatever_the_size_and_the_seed() {
    for (patients, seed) in [(30, 1), (45, 2), (90, 3), (150, 4), (400, 5), (700, 6), (1000, 7)] {
        let world = small(patients, seed);
        let report = report::report("b", &world).unwrap();
        let wrong: Vec<_> = report.measures.iter().filter(|m| m.kind == "time" && !m.holds).collect();
        assert!(wrong.is_empty(), "{patients} patients, seed {seed}: {wrong:?}");
    }
}

#[test]
fn wards_and_emergency_room_are_at_work_and_children_are_born() {
    let world = small(1000, 1);
    let wards = beds::wards(&world);
    let taken: usize = wards.iter().map(beds::WardNow::taken).sum();
    assert_eq!(
        taken,
        world.admissions().iter().filter(|a| a.state.is_open()).count(),
        "everybody lies in a bed of a ward"
    );
    assert!((8..30).contains(&taken), "{taken} lie in the wards");
    assert!(wards.iter().all(|ward| ward.free() > 0), "no ward is full");
    assert!((1..12).contains(&now::here(&world).len()), "somebody is in the emergency room");
    assert!(world.emergency_visits().len() > 100 && world.admissions().len() > 40);
    assert!(world.emergency_visits().iter().all(|visit| visit.arrived.at >= Moment(-56 * 86_400)));
    let born = world.patients().iter().filter(|p| p.newborn.is_some()).count();
    assert!(born > 0);
    assert_eq!(world.deliveries().len(), born, "every child that was born here was delivered here");
}

#[test]
fn whoever_did_something_is_on_the_roster() {
    let world = small(1000, 1);
    let visits = world.emergency_visits().iter().map(|v| &v.arrived);
    let stays = world.admissions().iter().map(|a| &a.admitted);
    let tokens = world.tokens().iter().map(|t| &t.issued);
    let consultations = world.encounters().iter().map(|e| &e.opened);
    for stamp in visits.chain(stays).chain(tokens).chain(consultations) {
        let known = world.staff().iter().any(|member| member.id.as_str() == stamp.by.as_str());
        assert!(known, "{} is not on the roster", stamp.by);
    }
}

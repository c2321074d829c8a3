use super::*;
use crate::reference::standard;
use std::collections::{BTreeMap, BTreeSet};

fn product(id: &str) -> Product {
    standard().unwrap().products.iter().find(|p| p.id.as_str() == id).unwrap().clone()
}

#[test]
fn the_list_of_this_release_is_read_and_large_enough() {
    let standard = standard().unwrap();
    assert!(standard.products.len() >= 400, "{}", standard.products.len());
    assert!(standard.interactions.len() >= 90, "{}", standard.interactions.len());
    assert!(standard.products.iter().all(|p| !p.confirmed), "no clinician has confirmed a row yet");
    for schedule in Schedule::ALL {
        assert!(standard.products.iter().any(|p| p.schedule == *schedule), "{schedule:?}");
    }
}

#[test]
fn a_generic_has_one_name_one_class_and_one_pregnancy_category() {
    let mut known: BTreeMap<&str, &Product> = BTreeMap::new();
    for p in &standard().unwrap().products {
        let first = known.entry(&p.generic).or_insert(p);
        assert_eq!(
            (&first.generic_hi, &first.generic_en, &first.class, first.pregnancy, &first.allergies),
            (&p.generic_hi, &p.generic_en, &p.class, p.pregnancy, &p.allergies),
            "{}",
            p.id.as_str()
        );
    }
}

#[test]
fn what_every_out_patient_department_needs_is_there() {
    let generics: BTreeSet<&str> = standard().unwrap().products.iter().map(|p| p.generic.as_str()).collect();
    for needed in [
        "paracetamol",
        "amoxicillin",
        "ceftriaxone",
        "metronidazole",
        "ors",
        "zinc",
        "iron-folic-acid",
        "amlodipine",
        "metformin",
        "insulin-regular",
        "salbutamol",
        "artesunate",
        "oxytocin",
        "magnesium-sulfate",
        "rabies-vaccine",
        "snake-antivenom",
        "amphotericin-b-liposomal",
        "miltefosine",
        "rifampicin-isoniazid",
        "phenytoin",
        "atropine",
        "levothyroxine",
    ] {
        assert!(generics.contains(needed), "{needed}");
    }
}

#[test]
fn amounts_units_and_lists() {
    let syrup = product("paracetamol-syr-125");
    assert_eq!(syrup.amount(5000), 125_000, "5 ml hold 125 mg");
    assert_eq!(syrup.units(60), 1);
    assert_eq!(syrup.units(75), 2, "a bottle is handed out whole");
    assert_eq!(syrup.child.map(|c| c.per_kg), Some(15_000));
    let tablet = product("paracetamol-tab-500");
    assert_eq!((tablet.units(15), tablet.amount(500), tablet.max_day), (15, 250_000, 4_000_000));
    assert_eq!(tablet.label(Language::Hi), "पैरासिटामोल 500 mg");
    assert!(tablet.is_listed_at(Level::Hsc) && tablet.is_listed_at(Level::Dh));
    let morphine = product("morphine-inj-10");
    assert!(morphine.high_risk && !morphine.is_listed_at(Level::Chc) && morphine.is_listed_at(Level::Dh));
    assert!(!Product { level: Level::Unlisted, ..tablet }.is_listed_at(Level::Mch));
}

#[test]
fn interactions_are_found_by_generic_class_and_group_the_gravest_first() {
    let mut world = crate::World::default();
    standard().unwrap().lay(&mut world);
    let severities = |one: &str, other: &str| {
        let (one, other) = (product(one), product(other));
        let found = Interaction::between(&world, &one, &other);
        assert_eq!(found, Interaction::between(&world, &other, &one), "in either order");
        found.iter().map(|i| i.severity).collect::<Vec<_>>()
    };
    assert_eq!(severities("warfarin-tab-5", "ibuprofen-tab-400").first(), Some(&Severity::Major));
    assert_eq!(severities("enalapril-tab-5", "spironolactone-tab-25").first(), Some(&Severity::Major));
    assert!(severities("paracetamol-tab-500", "amoxicillin-cap-500").is_empty());
    assert!(severities("warfarin-tab-5", "warfarin-tab-2").is_empty(), "one generic is no interaction");
}

/// A good line of the file, with one cell changed.
fn with(column: &str, value: &str) -> Result<Vec<Product>, String> {
    let head = PRODUCTS.lines().take_while(|l| l.starts_with('#')).collect::<Vec<_>>().join("\n");
    let names = PRODUCTS.lines().find(|l| !l.starts_with('#')).unwrap();
    let line = PRODUCTS.lines().find(|l| l.starts_with("paracetamol-tab-500,")).unwrap();
    let cells: Vec<&str> =
        names.split(',').zip(line.split(',')).map(|(n, cell)| if n == column { value } else { cell }).collect();
    read_products(&format!("{head}\n{names}\n{}\n", cells.join(","))).map_err(|e| e.why)
}

#[test]
fn what_no_medicine_can_be_is_refused_and_named() {
    assert!(with("strength", "500 mg").is_ok());
    for (column, value, why) in [
        ("id", "Paracetamol", "not an id"),
        ("id", "aspirin-tab-500", "does not begin with the generic"),
        ("hi", "Paracetamol", "not in Devanagari"),
        ("en", "पैरासिटामोल", "not in Latin"),
        ("class", "", "name or class"),
        ("form", "pill", "unknown variant"),
        ("routes", "", "no route"),
        ("routes", "oral|moon", "no route moon"),
        ("unit_size", "", "no size"),
        ("unit_size", "2", "one dose unit"),
        ("content", "0.0005", "three decimals"),
        ("content", "five", "three decimals"),
        ("content", "", "without a content"),
        ("adult_dose", "5", "above the maximum"),
        ("child_per_kg", "", "without per_kg"),
        ("child_times", "5", "child's usual dose"),
        ("high_risk", "perhaps", "neither yes nor no"),
        ("schedule", "z", "unknown variant"),
    ] {
        let said = with(column, value).unwrap_err();
        assert!(said.contains(why), "{column}={value}: {said}");
    }
}

#[test]
fn what_no_interaction_can_be_is_refused() {
    let products = &standard().unwrap().products;
    let read = |lines: &str| {
        let text = format!("# source: a test\n# licence: ours\none,other,severity,hi,en\n{lines}");
        read_interactions(&text, products).map_err(|e| e.why)
    };
    assert!(read("warfarin,nsaid,major,खतरा,Danger\n").is_ok());
    for (lines, why) in [
        ("warfarin,moonlight,major,खतरा,Danger\n", "moonlight"),
        ("warfarin,nsaid,major,,Danger\n", "sentence"),
        ("warfarin,nsaid,major,खतरा,Danger\nnsaid,warfarin,minor,खतरा,Danger\n", "twice"),
        ("warfarin,nsaid,deadly,खतरा,Danger\n", "unknown variant"),
    ] {
        assert!(read(lines).unwrap_err().contains(why), "{lines}");
    }
}

use super::super::dose::{Body, NoDose, Suggested, is_divisible, most_a_day, suggest, too_much};
use super::super::*;
use super::fixture::product;
use crate::reference::{Product, standard};
use proptest::prelude::*;

fn named(id: &str) -> &'static Product {
    standard().unwrap().products.iter().find(|p| p.id == product(id)).unwrap()
}

fn body(age_months: u32, grams: u32) -> Body {
    Body { age_months, weight_g: Some(grams) }
}

#[test]
fn usual_doses_by_age_and_weight() {
    let dose = |milli, frequency| Ok(Suggested { dose_milli: milli, frequency });
    for (id, body, expected) in [
        ("paracetamol-tab-500", body(400, 60_000), dose(1000, Frequency::Tds)),
        // 15 mg/kg: 150 mg of 25 mg/ml.
        ("paracetamol-syr-125", body(18, 10_000), dose(6000, Frequency::Qid)),
        // 15 mg/kg of 18 kg: 270 mg of 500 mg.
        ("paracetamol-tab-500", body(80, 18_000), dose(500, Frequency::Qid)),
        // 15 mg/kg of 8 kg: 120 mg of 25 mg/ml.
        ("amoxicillin-susp-125", body(10, 8_000), dose(5000, Frequency::Tds)),
        ("amoxicillin-susp-125", Body { age_months: 10, weight_g: None }, Err(NoDose::NoWeight)),
        ("paracetamol-tab-500", body(24, 10_000), Err(NoDose::TooYoung { from_months: 72 })),
        ("aspirin-tab-75", body(60, 18_000), Err(NoDose::NotForThisAge)),
        ("amoxicillin-susp-125", body(400, 60_000), Err(NoDose::NotForThisAge)),
        ("ors-sachet-1l", Body { age_months: 10, weight_g: None }, dose(1000, Frequency::Sos)),
    ] {
        assert_eq!(suggest(named(id), body), expected, "{id} {body:?}");
    }
}

#[test]
fn a_heavy_child_never_gets_more_than_an_adult() {
    let heavy = suggest(named("paracetamol-tab-500"), body(140, 70_000)).unwrap();
    assert_eq!(heavy.dose_milli, 1000);
}

#[test]
fn the_most_a_day() {
    let paracetamol = named("paracetamol-tab-500");
    assert_eq!(most_a_day(paracetamol, body(400, 60_000)), Some(4_000_000));
    assert_eq!(most_a_day(paracetamol, body(80, 20_000)), Some(1_200_000), "60 mg/kg of 20 kg, in micrograms");
    assert_eq!(most_a_day(named("ors-sachet-1l"), body(80, 20_000)), None);
    assert_eq!(too_much(paracetamol, body(400, 60_000), 2000, Frequency::Qid), None, "4 g a day is the most");
    assert_eq!(too_much(paracetamol, body(400, 60_000), 3000, Frequency::Qid), Some(2000));
    assert_eq!(too_much(paracetamol, body(80, 20_000), 1000, Frequency::Tds), Some(750));
}

#[test]
fn what_can_be_divided() {
    for (id, milli, divisible) in [
        ("paracetamol-tab-500", 500, true),
        ("paracetamol-tab-500", 250, true),
        ("paracetamol-tab-500", 333, false),
        ("amoxicillin-cap-500", 500, false),
        ("amoxicillin-cap-500", 2000, true),
        ("metformin-sr-1000", 500, false),
        ("amoxicillin-susp-125", 7500, true),
        ("amoxicillin-susp-125", 4230, true),
        ("amoxicillin-susp-125", 4233, false),
        ("ciprofloxacin-eyedrops-0p3pc", 500, false),
    ] {
        assert_eq!(is_divisible(named(id), milli), divisible, "{id} {milli}");
    }
}

#[test]
fn courses_in_dose_units() {
    for (frequency, days, dose, units) in [
        (Frequency::Tds, 3, 1000, 9),
        (Frequency::Bd, 5, 500, 5),
        (Frequency::Od, 3, 500, 2),
        (Frequency::Stat, 1, 2000, 2),
        (Frequency::Weekly, 28, 1000, 4),
        (Frequency::Alternate, 5, 1000, 3),
        (Frequency::Q4h, 2, 1000, 12),
        (Frequency::Sos, 2, 1000, 6),
    ] {
        assert_eq!(frequency.units_in(days, dose), units, "{frequency:?} {days} {dose}");
    }
}

proptest! {
    /// What is suggested can be measured and is never too much, for any medicine of the list and any child or adult.
    #[test]
    fn a_suggested_dose_is_safe_and_can_be_given(at in 0..400_usize, age_months in 0..1000_u32, grams in 1_500..120_000_u32) {
        let products = &standard().unwrap().products;
        let medicine = &products[at % products.len()];
        let body = body(age_months, grams);
        if let Ok(suggested) = suggest(medicine, body) {
            prop_assert!(suggested.dose_milli > 0);
            prop_assert!(is_divisible(medicine, suggested.dose_milli), "{medicine:?} {suggested:?}");
            if body.is_child() {
                prop_assert_eq!(too_much(medicine, body, suggested.dose_milli, suggested.frequency), None);
            }
        }
    }

    /// A heavier child of the same age never gets less.
    #[test]
    fn doses_grow_with_weight(at in 0..400_usize, age_months in 0..144_u32, grams in 1_500..60_000_u32, more in 0..20_000_u32) {
        let products = &standard().unwrap().products;
        let medicine = &products[at % products.len()];
        if let (Ok(one), Ok(other)) = (suggest(medicine, body(age_months, grams)), suggest(medicine, body(age_months, grams + more))) {
            prop_assert!(one.dose_milli <= other.dose_milli, "{one:?} {other:?}");
        }
    }
}

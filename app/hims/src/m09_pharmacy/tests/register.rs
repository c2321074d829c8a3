use super::super::register::{Entry, SCHEDULES, entries};
use super::super::*;
use super::fixture::{Hospital, PARACETAMOL, dispense, hospital, pick};
use crate::Day;
use crate::reference::{Product, Schedule};

/// A medicine of a schedule.
fn of_schedule(h: &Hospital, schedule: Schedule) -> String {
    let mut products = h.world.products().find(Product::BY_SCHEDULE, schedule.name());
    products.next().unwrap().id.as_str().to_owned()
}

fn of_today(h: &Hospital, schedule: Schedule) -> Vec<Entry> {
    entries(&h.world, schedule, h.ctx.now.day(), h.ctx.now.day())
}

#[test]
fn each_supply_stands_in_it_with_prescriber_patient_and_batch() {
    let mut h = hospital();
    let h1 = of_schedule(&h, Schedule::H1);
    let (one, two) = (h.batch(&h1, "H1", 100, 5), h.batch(&h1, "H2", 200, 50));
    let plain = h.batch(PARACETAMOL, "P1", 100, 50);
    let rx = h.prescribe(&[(h1.as_str(), 15), (PARACETAMOL, 5)]);
    let sunita = h.sunita.clone();
    let picks = vec![pick(1, &one, 5), pick(1, &two, 10), pick(2, &plain, 5)];
    let slip = h.run(dispense(&rx, &sunita, picks)).unwrap().subject.id;
    let found = of_today(&h, Schedule::H1);
    let lines: Vec<_> = found.iter().map(|e| (e.number.as_str(), e.units)).collect();
    assert_eq!(lines, [("H1", 5), ("H2", 10)], "the paracetamol needs no register");
    for entry in &found {
        assert_eq!(entry.patient.as_ref().unwrap().as_str(), sunita);
        assert_eq!(entry.prescription.as_ref().unwrap().as_str(), rx);
        assert_eq!(entry.prescriber.as_ref().unwrap().by.as_str(), "doctor");
        assert_eq!(entry.dispense.as_ref().unwrap().as_str(), slip);
    }
    assert!(of_today(&h, Schedule::X).is_empty());
    h.days_later(1);
    h.run(ReturnDrugs {
        dispense: slip,
        line: 1,
        batch: two,
        quantity: "4".into(),
        unopened: true,
        reason: "बच गई".into(),
        patient_check: sunita,
    })
    .unwrap();
    assert_eq!(of_today(&h, Schedule::H1).iter().map(|e| e.units).collect::<Vec<_>>(), [-4]);
    assert_eq!(entries(&h.world, Schedule::H1, Day(0), Day(1)).len(), 3);
}

#[test]
fn the_register_and_the_movements_agree() {
    let mut h = hospital();
    let h1 = of_schedule(&h, Schedule::H1);
    let batch = h.batch(&h1, "H1", 100, 50);
    for units in [1, 2, 3] {
        let rx = h.prescribe(&[(h1.as_str(), units)]);
        let sunita = h.sunita.clone();
        h.run(dispense(&rx, &sunita, vec![pick(1, &batch, units)])).unwrap();
    }
    let listed: i64 = SCHEDULES.iter().flat_map(|s| of_today(&h, *s)).map(|e| e.units).sum();
    assert_eq!((listed, h.shelf(&batch).0), (6, 44));
}

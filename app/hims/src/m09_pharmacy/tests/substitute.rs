use super::super::*;
use super::fixture::{Hospital, PARACETAMOL, dispense, hospital, pick};
use crate::m01_registration::{BhavyaId, Stamp};
use crate::m03_opd::{Agent, Allergy, AllergyId, AllergyState};

const LOSARTAN: &str = "losartan-tab-50";
const TELMISARTAN: &str = "telmisartan-tab-40";
const AMLODIPINE: &str = "amlodipine-tab-5";

fn instead(rx: &str, line: u16, product: &str) -> SubstituteDrug {
    SubstituteDrug {
        prescription: rx.into(),
        line,
        product: product.into(),
        quantity: String::new(),
        reason: "स्टॉक खत्म है".into(),
        consent: String::new(),
    }
}

fn lines(h: &Hospital, id: &str) -> Vec<(String, u32, i64)> {
    h.dispense(id).lines.iter().map(|l| (l.product.as_str().to_owned(), l.quantity, l.dose_milli)).collect()
}

#[test]
fn another_strength_makes_the_same_dose() {
    let mut h = hospital();
    let (ten, five) = (h.batch("amlodipine-tab-10", "T", 100, 50), h.batch("amlodipine-tab-2p5", "F", 100, 100));
    let rx = h.prescribe(&[(AMLODIPINE, 30)]);
    let id = h.run(instead(&rx, 1, "amlodipine-tab-10")).unwrap().subject.id;
    assert_eq!(lines(&h, &id), [(AMLODIPINE.into(), 0, 1000), ("amlodipine-tab-10".into(), 15, 500)]);
    let patient = h.sunita.clone();
    assert_eq!(h.refused(dispense(&rx, &patient, vec![pick(1, &ten, 1)])), ["batch_other_product@batch-0"]);
    h.run(dispense(&rx, &patient, vec![pick(2, &ten, 5)])).unwrap();
    // The rest of what stands in can be replaced again; what was handed out stays.
    h.run(instead(&rx, 2, "amlodipine-tab-2p5")).unwrap();
    assert_eq!(
        lines(&h, &id)[1..],
        [("amlodipine-tab-10".to_owned(), 5, 500), ("amlodipine-tab-2p5".to_owned(), 40, 2000)]
    );
    h.run(dispense(&rx, &patient, vec![pick(3, &five, 40)])).unwrap();
    assert_eq!(h.dispense(&id).state, DispenseState::Fully);
}

#[test]
fn another_generic_needs_the_prescribers_consent() {
    let mut h = hospital();
    let rx = h.prescribe(&[(LOSARTAN, 30)]);
    let other = instead(&rx, 1, TELMISARTAN);
    assert_eq!(h.refused(other.clone()), ["substitute_consent@consent"]);
    let consented = SubstituteDrug { consent: "डॉ. वर्मा से फोन पर".into(), ..other };
    assert_eq!(h.refused(consented.clone()), ["quantity_form@quantity"]);
    let id = h.run(SubstituteDrug { quantity: "30".into(), ..consented }).unwrap().subject.id;
    assert_eq!(lines(&h, &id), [(LOSARTAN.into(), 0, 1000), (TELMISARTAN.into(), 30, 1000)]);
    let made = h.dispense(&id).line(2).unwrap().instead.clone().unwrap();
    assert_eq!((made.product.as_str(), made.line, made.reason.as_str()), (LOSARTAN, 1, "स्टॉक खत्म है"));
    assert!(made.consent.contains("फोन"));
}

#[test]
fn what_may_not_stand_in() {
    let mut h = hospital();
    let rx = h.prescribe(&[(PARACETAMOL, 10), (AMLODIPINE, 10)]);
    for (command, refusal) in [
        (instead(&rx, 1, PARACETAMOL), "substitute_same@product"),
        (instead(&rx, 1, "moonshine"), "product_unknown@product"),
        (instead(&rx, 5, "paracetamol-tab-650"), "line_not_found@product"),
        (instead(&rx, 1, "paracetamol-tab-650"), "substitute_strength@product"),
        (instead(&rx, 1, "paracetamol-supp-170"), "substitute_route@product"),
        (instead(&rx, 1, "ibuprofen-tab-400"), "substitute_other_class@product"),
        (SubstituteDrug { reason: String::new(), ..instead(&rx, 2, "amlodipine-tab-10") }, "m01.reason_missing@reason"),
    ] {
        assert_eq!(h.refused(command), [refusal]);
    }
    let missing = instead("RX999999", 1, PARACETAMOL);
    assert_eq!(h.refused(missing), ["prescription_not_found@prescription"]);
    h.run(WaiveOwed { prescription: rx.clone(), line: 2, reason: "घर पर है".into() }).unwrap();
    assert_eq!(h.refused(instead(&rx, 2, "amlodipine-tab-10")), ["nothing_owed@product"]);
    h.run(WaiveOwed { prescription: rx.clone(), line: 1, reason: "घर पर है".into() }).unwrap();
    assert_eq!(h.refused(instead(&rx, 1, "paracetamol-tab-650")), ["already_dispensed@prescription"]);
}

#[test]
fn allergy_and_interaction_stop_another_generic() {
    let mut h = hospital();
    let rx = h.prescribe(&[("ibuprofen-tab-400", 10)]);
    let patient = BhavyaId::parse(&h.sunita).unwrap();
    let allergy = Allergy {
        id: AllergyId::numbered(1),
        patient,
        agent: Agent::Class { class: "nsaid".into() },
        reaction: None,
        severity: None,
        state: AllergyState::Active,
        recorded: Stamp::of(&h.ctx),
    };
    let consent = |rx: &str, line, product: &str| SubstituteDrug {
        consent: "डॉ. वर्मा से फोन पर".into(),
        quantity: "10".into(),
        ..instead(rx, line, product)
    };
    h.world.lay(allergy.clone());
    assert_eq!(h.refused(consent(&rx, 1, "diclofenac-tab-50")), ["substitute_allergy@product"]);
    let agent = Agent::Product { product: crate::reference::ProductId::parse("diclofenac-inj-25").unwrap() };
    h.world.lay(Allergy { agent, ..allergy.clone() });
    assert_eq!(h.refused(consent(&rx, 1, "diclofenac-tab-50")), ["substitute_allergy@product"]);
    h.world.lay(Allergy { agent: Agent::NoneKnown, ..allergy });
    h.run(consent(&rx, 1, "diclofenac-tab-50")).unwrap();
    // Telmisartan beside spironolactone raises potassium, as losartan does; the doctor accepted losartan only.
    let rx = h.prescribe(&[(LOSARTAN, 30), ("spironolactone-tab-25", 30)]);
    assert_eq!(h.refused(consent(&rx, 1, TELMISARTAN)), ["substitute_interaction@product"]);
}

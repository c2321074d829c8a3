use super::super::*;
use super::fixture::{hospital, line, prescribe};
use crate::engine::Persona;
use crate::m01_registration::Sex;

#[test]
fn a_prescription_says_what_is_needed_and_who_signed_it() {
    let mut h = hospital();
    let patient = h.patient(Sex::Male, 30);
    let encounter = h.seen(&patient, "J06.9");
    let lines = vec![
        RxLineInput {
            instruction: "खाने के बाद".into(), ..line("paracetamol-tab-500", "1", Frequency::Tds)
        },
        line("cetirizine-tab-10", "½", Frequency::Hs),
        RxLineInput { days: String::new(), ..line("albendazole-tab-400", "1", Frequency::Stat) },
    ];
    let id = h.id(prescribe(&encounter, lines));
    let rx = h.prescription(&id);
    let kept: Vec<_> = rx.lines.iter().map(|l| (l.n, l.product.as_str(), l.dose_milli, l.days, l.quantity)).collect();
    assert_eq!(
        kept,
        [
            (1, "paracetamol-tab-500", 1000, 3, 9),
            (2, "cetirizine-tab-10", 500, 3, 2),
            (3, "albendazole-tab-400", 1000, 1, 1)
        ]
    );
    assert_eq!((rx.signed.persona, rx.signed.by.as_str(), rx.state.name()), (Persona::Doctor, "trainee", "signed"));
    assert!(rx.line(1).unwrap().instruction == "खाने के बाद" && rx.line(9).is_none());
    assert_eq!(h.act_as(Persona::Pharmacist).refused(prescribe(&encounter, Vec::new())), ["m03.doctor_only@"]);
}

#[test]
fn every_line_says_what_it_lacks() {
    let mut h = hospital();
    let patient = h.patient(Sex::Male, 30);
    let encounter = h.open(&patient);
    let good = || line("paracetamol-tab-500", "1", Frequency::Tds);
    assert_eq!(h.refused(prescribe(&encounter, vec![good()])), ["m03.rx_needs_diagnosis@query"]);
    h.id(super::fixture::diagnosis(&encounter, "R50.9"));
    assert_eq!(h.refused(prescribe(&encounter, Vec::new())), ["m03.rx_empty@product_1"]);
    let cases = [
        (RxLineInput { product: "magic".into(), ..good() }, "m03.product_unknown@product_1"),
        (RxLineInput { dose: String::new(), ..good() }, "m03.dose_missing@dose_1"),
        (RxLineInput { dose: "एक".into(), ..good() }, "m03.dose_form@dose_1"),
        (RxLineInput { dose: "0".into(), ..good() }, "m03.dose_form@dose_1"),
        (RxLineInput { dose: "0.33".into(), ..good() }, "m03.dose_not_divisible@dose_1"),
        (RxLineInput { route: None, ..good() }, "m03.route_missing@route_1"),
        (RxLineInput { route: Some(Route::Iv), ..good() }, "m03.route_wrong@route_1"),
        (RxLineInput { frequency: None, ..good() }, "m03.frequency_missing@frequency_1"),
        (RxLineInput { days: String::new(), ..good() }, "m03.duration_missing@days_1"),
        (RxLineInput { days: "0".into(), ..good() }, "m03.duration_range@days_1"),
        (RxLineInput { days: "91".into(), ..good() }, "m03.duration_range@days_1"),
        (RxLineInput { days: "x".into(), ..good() }, "m03.number_form@days_1"),
        (RxLineInput { dose: "3".into(), frequency: Some(Frequency::Qid), ..good() }, "m03.dose_over_max@dose_1"),
    ];
    for (typed, refusal) in cases {
        assert_eq!(h.refused(prescribe(&encounter, vec![typed.clone()])), [refusal], "{typed:?}");
    }
    let two =
        vec![RxLineInput { dose: String::new(), days: String::new(), ..good() }, RxLineInput { route: None, ..good() }];
    let all = ["m03.dose_missing@dose_1", "m03.duration_missing@days_1", "m03.route_missing@route_2"];
    assert_eq!(h.refused(prescribe(&encounter, two)), all);
}

#[test]
fn a_prescription_is_cancelled_or_superseded_and_never_edited() {
    let mut h = hospital();
    let patient = h.patient(Sex::Male, 30);
    let encounter = h.seen(&patient, "R50.9");
    let first = h.id(prescribe(&encounter, vec![line("paracetamol-tab-500", "1", Frequency::Tds)]));
    let again = |supersedes: &str| Prescribe {
        supersedes: supersedes.into(),
        ..prescribe(&encounter, vec![line("paracetamol-tab-500", "1", Frequency::Bd)])
    };
    assert_eq!(h.refused(again("RX999999")), ["m03.rx_not_found@"]);
    let second = h.id(again(&first));
    assert_eq!(h.prescription(&first).state.name(), "superseded");
    assert_eq!(h.prescription(&second).supersedes.as_ref().unwrap().as_str(), first);
    assert_eq!(h.refused(again(&first)), ["m03.rx_not_signed@"]);
    let cancel = |id: &str, reason: &str| CancelPrescription { prescription: id.into(), reason: reason.into() };
    assert_eq!(h.refused(cancel(&first, "गलती")), ["m03.rx_not_signed@"]);
    assert_eq!(h.refused(cancel(&second, "")), ["m01.reason_missing@reason"]);
    assert_eq!(h.refused(cancel("RX999999", "गलती")), ["m03.rx_not_found@"]);
    h.id(cancel(&second, "गलती"));
    assert_eq!(h.prescription(&second).state.name(), "cancelled");
    let other = h.patient(Sex::Male, 31);
    let elsewhere = h.seen(&other, "R50.9");
    let third = h.id(prescribe(&elsewhere, vec![line("paracetamol-tab-500", "1", Frequency::Tds)]));
    assert_eq!(h.refused(again(&third)), ["m03.rx_not_found@"], "of another consultation");
}

#[test]
fn after_signing_a_prescription_is_changed_only_with_a_reason() {
    let mut h = hospital();
    let patient = h.patient(Sex::Male, 30);
    let encounter = h.seen(&patient, "R50.9");
    let first = h.id(prescribe(&encounter, vec![line("paracetamol-tab-500", "1", Frequency::Tds)]));
    h.id(WriteNotes { encounter: encounter.clone(), complaint: "बुखार".into(), ..WriteNotes::default() });
    h.id(SignEncounter { encounter: encounter.clone(), close: true });
    let more = prescribe(&encounter, vec![line("cetirizine-tab-10", "1", Frequency::Hs)]);
    assert_eq!(h.refused(more.clone()), ["m03.encounter_signed@"]);
    let instead = |reason: &str| Prescribe { supersedes: first.clone(), reason: reason.into(), ..more.clone() };
    assert_eq!(h.refused(instead("")), ["m01.reason_missing@reason"]);
    let second = h.id(instead("दवा से उल्टी"));
    let amended = h.encounter(&encounter);
    assert_eq!(amended.state.name(), "amended");
    let amendment = amended.amendments.first().unwrap();
    assert_eq!(
        (amendment.field.as_str(), amendment.from.as_str(), amendment.to.as_str()),
        ("prescription", &*first, &*second)
    );
}

//! Who may be sent to a picture, and what is asked before.

use super::codes;
use crate::engine::Persona;
use crate::m01_registration::{DetailsInput, Sex};
use crate::m03_opd::{
    AddDiagnosis, CancelEncounter, OpenEncounter, OrderImaging, Pregnancy, SignEncounter, WriteNotes,
};
use crate::m08_radiology::{CancelImaging, ImagingState, Side};
use crate::testing::{self, bare};
use crate::world::World;

struct Hospital(testing::Hospital);

crate::testing::stands_on!(Hospital, 0);

fn hospital() -> Hospital {
    let mut world: World = bare();
    crate::m02_queue::standard::lay(&mut world).unwrap();
    crate::reference::standard().unwrap().lay(&mut world);
    Hospital(testing::hospital(world, Persona::Doctor))
}

impl Hospital {
    /// A patient of so many years in a consultation, with what was said of a pregnancy.
    fn in_consultation(&mut self, sex: Sex, years: u32, pregnancy: Option<Pregnancy>) -> String {
        let (name_en, village, age) = ("Asha".into(), "Kanti".into(), years.to_string());
        let patient = self.place(DetailsInput { name_en, sex: Some(sex), age, village, ..DetailsInput::default() }, "");
        let (department, reason) = ("opd-medicine".into(), "बिना टोकन".into());
        let encounter = self.id(OpenEncounter { patient, department, reason, ..OpenEncounter::default() });
        if pregnancy.is_some() {
            let complaint = "दर्द".to_owned();
            self.id(WriteNotes { encounter: encounter.clone(), complaint, pregnancy, ..WriteNotes::default() });
        }
        encounter
    }
}

fn order(encounter: &str, study: &str) -> OrderImaging {
    OrderImaging { encounter: encounter.to_owned(), study: study.to_owned(), ..OrderImaging::default() }
}

#[test]
fn what_is_asked_before_a_picture_is_made() {
    use Pregnancy::{No, Unsure, Yes};
    use Sex::{Female, Male, Other};
    let (knee, left) = ("xray-knee", Some(Side::Left));
    let why = "साँस रुक रही है";
    // Sex, age, what she said, study, side, reason: what comes of it.
    for (sex, age, said, study, side, although, refused) in [
        (Male, 30, None, "xray-chest-pa", None, "", None),
        (Male, 30, None, "magic", None, "", Some("m08.study_unknown@study")),
        (Male, 30, None, "", None, "", Some("m08.study_unknown@study")),
        (Male, 30, None, knee, None, "", Some("m08.side_missing@side")),
        (Male, 30, None, knee, left, "", None),
        (Male, 30, None, "usg-obstetric", None, "", Some("m08.study_sex@study")),
        (Other, 30, None, "usg-pelvis", None, "", None),
        (Female, 11, None, "xray-chest-pa", None, "", None),
        (Female, 12, None, "xray-chest-pa", None, "", Some("m08.pregnancy_unasked@study")),
        (Female, 50, None, "xray-chest-pa", None, "", Some("m08.pregnancy_unasked@study")),
        (Female, 51, None, "xray-chest-pa", None, "", None),
        (Female, 25, Some(No), "xray-chest-pa", None, "", None),
        (Female, 25, Some(Yes), "xray-chest-pa", None, "", Some("m08.pregnancy_reason@although_pregnant")),
        (Female, 25, Some(Unsure), "xray-chest-pa", None, " . ", Some("m08.pregnancy_reason@although_pregnant")),
        (Female, 25, Some(Yes), "xray-chest-pa", None, why, None),
        // Without rays nothing is asked.
        (Female, 25, None, "usg-obstetric", None, "", None),
    ] {
        let mut h = hospital();
        let encounter = h.in_consultation(sex, age, said);
        let command = OrderImaging { side, although_pregnant: although.into(), ..order(&encounter, study) };
        match refused {
            Some(code) => assert_eq!(h.refused(command), [code], "{sex:?} {age} {study}"),
            None => {
                let id = h.id(command);
                let made = h.world.imaging_orders().iter().find(|o| o.id.as_str() == id).unwrap();
                assert!(made.state.is_open() && made.side == side && made.study.as_str() == study);
            }
        }
    }
}

#[test]
fn nobody_asks_for_the_sex_of_an_unborn_child() {
    for (study, question, refused) in [
        ("usg-obstetric", "गर्भ के हफ्ते", false),
        ("usg-obstetric", "लड़का या लड़की?", true),
        ("usg-anomaly", "Gender of the baby", true),
        ("usg-obstetric", "sextant view", false),
        // Elsewhere the words are about the patient.
        ("usg-abdomen", "female, pain in the right side", false),
    ] {
        let mut h = hospital();
        let encounter = h.in_consultation(Sex::Female, 24, None);
        let command = OrderImaging { question: question.into(), ..order(&encounter, study) };
        if refused {
            assert_eq!(h.refused(command), ["m08.fetal_sex@question"], "{question}");
        } else {
            h.id(command);
        }
    }
}

#[test]
fn an_order_stands_once_and_can_be_cancelled_once() {
    let mut h = hospital();
    let encounter = h.in_consultation(Sex::Male, 40, None);
    let right = OrderImaging { side: Some(Side::Right), ..order(&encounter, "xray-knee") };
    let id = h.id(right.clone());
    assert_eq!(h.refused(right.clone()), ["m08.order_duplicate@study"]);
    h.id(OrderImaging { side: Some(Side::Left), ..right.clone() });
    let cancel = |reason: &str| CancelImaging { order: id.clone(), reason: reason.into() };
    assert_eq!(h.refused(cancel("")), ["m01.reason_missing@reason"]);
    assert_eq!(h.refused(CancelImaging { order: "IMO999999".into(), reason: "भूल".into() }), ["m08.order_not_found@"]);
    h.act_as(Persona::Nurse);
    assert_eq!(h.refused(cancel("भूल से")), ["m08.persona_may_not@"]);
    assert_eq!(h.refused(right.clone()), ["m03.doctor_only@"]);
    h.act_as(Persona::Doctor);
    h.id(cancel("भूल से"));
    assert_eq!(h.refused(cancel("भूल से")), ["m08.cancel_state@"]);
    h.id(right);
}

#[test]
fn a_consultation_that_does_not_count_takes_its_orders_with_it_and_a_signed_one_takes_no_more() {
    let mut h = hospital();
    let encounter = h.in_consultation(Sex::Male, 40, None);
    h.id(order(&encounter, "xray-chest-pa"));
    let cancel = CancelEncounter { encounter: encounter.clone(), reason: "मरीज चला गया".into() };
    assert_eq!(h.warned(cancel), ["m03.orders_cancelled@"]);
    let states: Vec<_> = h.world.imaging_orders().iter().map(|o| o.state.clone()).collect();
    assert!(matches!(states.as_slice(), [ImagingState::Cancelled { reason, .. }] if reason == "मरीज चला गया"));

    let encounter = h.in_consultation(Sex::Male, 41, None);
    h.id(WriteNotes { encounter: encounter.clone(), complaint: "खाँसी".into(), ..WriteNotes::default() });
    h.id(AddDiagnosis { encounter: encounter.clone(), code: "J06.9".into(), ..AddDiagnosis::default() });
    h.id(SignEncounter { encounter: encounter.clone(), close: false });
    assert_eq!(h.refused(order(&encounter, "xray-chest-pa")), ["m03.encounter_signed@"]);
}

#[test]
fn every_code_is_refused_somewhere() {
    let tests = include_str!("tests.rs");
    for code in codes::ALL {
        assert!(tests.contains(&format!("\"{}@", code.as_str())), "{} is in no test", code.as_str());
    }
}

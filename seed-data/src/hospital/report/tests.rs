use super::super::{generate, name};
use super::*;
use abhyas_hims::m01_registration::Stamp;
use abhyas_hims::m04_emergency::EmergencyVisit;
use abhyas_hims::m05_ipd::Admission;
use abhyas_hims::m07_laboratory::LabResult;
use abhyas_hims::m12_maternity::Delivery;
use abhyas_hims::{Moment, World};
use std::num::NonZeroUsize;

fn failing(report: &Report) -> Vec<String> {
    let told =
        |m: &&Measure| format!("{} {}: {:.4} not in {:.4}..{:.4} (n {})", m.kind, m.name, m.value, m.low, m.high, m.n);
    report.measures.iter().filter(|m| !m.holds).map(|m| told(&m)).collect()
}

#[test]
fn the_practice_hospital_is_as_its_targets_have_it() {
    let world = generate(1000, 1, NonZeroUsize::MIN).unwrap();
    let report = report(&name(1000, 1), &world).unwrap();
    assert_eq!(failing(&report), Vec::<String>::new());
    assert_eq!((report.patients, report.digest.len()), (1000, 64));
    assert!(report.records >= 35_000, "{}", report.records);
}

#[test]
fn what_is_impossible_is_counted() {
    let mut world = generate(60, 1, NonZeroUsize::MIN).unwrap();
    let right = report("b", &world).unwrap();
    let time = |report: &Report, name: &str| {
        report.measures.iter().find(|m| m.kind == "time" && m.name.starts_with(name)).unwrap().clone()
    };
    assert!(right.measures.iter().filter(|m| m.kind == "time").all(|m| m.holds));
    let mut token = (**world.tokens().iter().next().unwrap()).clone();
    token.issued.at = Moment(token.issued.at.0 - 86_400 * 4000);
    world.lay(token);
    let mut result: LabResult = (**world.lab_results().iter().next().unwrap()).clone();
    result.entered.at = Moment(-1_000_000_000);
    world.lay(result);
    let mut batch = (**world.batches().iter().next().unwrap()).clone();
    batch.shelf += 1;
    world.lay(batch);
    let wrong = report("b", &world).unwrap();
    for (name, count) in [("tokens", 1.0), ("laboratory", 1.0), ("stock", 1.0)] {
        let measure = time(&wrong, name);
        assert!(measure.value >= count && !measure.holds, "{measure:?}");
    }
    assert_ne!(wrong.digest, right.digest);
    assert!(!wrong.holds());
}

#[test]
fn what_is_impossible_in_the_wards_is_counted() {
    let right = generate(400, 1, NonZeroUsize::MIN).unwrap();
    let wrong = |change: &dyn Fn(&mut World), name: &str| {
        let mut world = right.clone();
        change(&mut world);
        let report = report("b", &world).unwrap();
        let measure = report.measures.iter().find(|m| m.kind == "time" && m.name.starts_with(name)).unwrap().clone();
        assert!(measure.value >= 1.0 && !measure.holds, "{measure:?}");
    };
    let open: Vec<Admission> = right.admissions().iter().filter(|a| a.state.is_open()).map(|a| (**a).clone()).collect();
    let two = open.windows(2).next().unwrap();
    wrong(&|world| world.lay(Admission { bed: two[0].bed.clone(), ..two[1].clone() }), "two in one bed");
    wrong(&|world| world.lay(Admission { patient: two[0].patient.clone(), ..two[1].clone() }), "two in one bed");
    let early = Stamp { at: Moment(-1_000_000_000), ..open[0].admitted.clone() };
    wrong(&|world| world.lay(Admission { admitted: early.clone(), ..open[0].clone() }), "admissions");
    let visit: EmergencyVisit = (**right.emergency_visits().iter().next().unwrap()).clone();
    let late = Stamp { at: Moment(86_400), ..visit.arrived.clone() };
    wrong(&|world| world.lay(EmergencyVisit { arrived: late.clone(), ..visit.clone() }), "emergency");
    let delivery: Delivery = (**right.deliveries().iter().next().unwrap()).clone();
    wrong(&|world| world.lay(Delivery { weeks: 50, ..delivery.clone() }), "deliveries");
    wrong(&|world| world.lay(Delivery { children: Vec::new(), ..delivery.clone() }), "deliveries");
}

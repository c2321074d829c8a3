//! The laboratory: from the doctor's order to the report, and what is still on the bench today.

use super::super::ailments::Ailments;
use super::super::dice::Dice;
use super::super::{NOW, SeedError};
use super::Case;
use super::consult::Consultation;
use super::findings::{self, Subject};
use super::records::{Records, Series};
use super::staff::{Staff, at};
use abhyas_hims::Day;
use abhyas_hims::m01_registration::Sex;
use abhyas_hims::m07_laboratory::{
    Barcode, CriticalCall, CriticalCallId, Flag, Formula, LabOrder, LabOrderId, LabReport, LabReportId, LabResult,
    LabResultId, OrderState, Outcome, Priority, QcRun, QcRunId, ReportState, ResultState, Specimen, SpecimenState,
    ToldRole, Verification,
};
use abhyas_hims::reference::{LabTest, Standard};
use std::collections::BTreeMap;

/// Written on the order of somebody who is tested whatever they came for (Anaemia Mukt Bharat: test, treat, talk).
pub(in super::super) const SCREENING: &str = "एनीमिया जाँच (टी-3)";
/// The test of the screening.
pub(in super::super) const HAEMOGLOBIN: &str = "haemoglobin";
/// Who is screened at the first visit: children of 6 to 59 months, women and men of 15 to 49.
const SCREENED: (f64, f64, f64) = (0.55, 0.45, 0.25);
/// Orders for which nobody gave a sample.
const NO_SAMPLE: f64 = 0.015;
/// Orders that are urgent.
const URGENT: f64 = 0.05;
/// Control material was run on so many days before day 0.
const QC_DAYS: i32 = 14;
/// On this day a control was out, and was put right.
const QC_OUT: i32 = -5;

/// The controls of this test are still to be run this morning.
const QC_TO_RUN: &str = "urea";

/// How far an order got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Cancelled,
    Ordered,
    Collected,
    Received,
    Resulted,
    Verified,
    Released,
}

/// Seconds of the day of each step.
struct Times {
    ordered: u32,
    collected: u32,
    received: u32,
    resulted: u32,
    verified: u32,
    released: u32,
}

impl Times {
    /// How far the work got by a second of the day.
    const fn by(&self, now: u32) -> Stage {
        match now {
            _ if now > self.released => Stage::Released,
            _ if now > self.verified => Stage::Verified,
            _ if now > self.resulted => Stage::Resulted,
            _ if now > self.received => Stage::Received,
            _ if now > self.collected => Stage::Collected,
            _ => Stage::Ordered,
        }
    }
}

/// The laboratory.
pub(super) struct Laboratory<'a> {
    staff: &'a Staff,
    tests: BTreeMap<&'a str, &'a LabTest>,
    /// By ailment: tests and how often they are ordered.
    of_ailment: Vec<Vec<(&'a LabTest, f64)>>,
    codes: Vec<&'a str>,
    haemoglobin: Option<&'a LabTest>,
}

impl<'a> Laboratory<'a> {
    /// # Errors
    /// [`SeedError::Table`] when the table of ailments names a test that is not there.
    pub(super) fn new(standard: &'a Standard, ailments: &'a Ailments, staff: &'a Staff) -> Result<Self, SeedError> {
        let tests: BTreeMap<&str, &LabTest> = standard.lab_tests.iter().map(|t| (t.id.as_str(), t)).collect();
        let find = |(id, share): &(String, f64)| {
            let missing = || SeedError::Table { table: "ailments.csv", why: format!("no test {id:?}") };
            tests.get(id.as_str()).map(|test| (*test, *share)).ok_or_else(missing)
        };
        let of_ailment = ailments.0.iter().map(|a| a.tests.iter().map(find).collect::<Result<Vec<_>, _>>());
        let of_ailment = of_ailment.collect::<Result<Vec<_>, _>>()?;
        let haemoglobin = tests.get(HAEMOGLOBIN).copied();
        let codes = ailments.0.iter().map(|a| a.code.as_str()).collect();
        Ok(Self { staff, tests, of_ailment, codes, haemoglobin })
    }

    /// Orders the tests of a consultation and works on them as far as the laboratory has got.
    pub(super) fn orders(
        &self,
        case: &Case<'_>,
        consultation: &mut Consultation,
        day: Day,
        series: &mut Series,
        records: &mut Records,
    ) {
        let Some(signed) = consultation.signed else { return };
        let mut dice = Dice::salted(case.visit.salt ^ 0x1AB0);
        let wanted = self.wanted(case, day, &mut dice);
        let subject = Subject {
            being: &case.person.being,
            body: &case.person.body,
            day,
            pregnant: case.visit.pregnant,
            ill: self.codes.get(case.visit.ailment).copied().unwrap_or_default(),
            kept: case.person.visits.first().map_or(0, |v| v.salt),
        };
        let priority = priority(case, &mut dice);
        // One tube serves all orders that need the same one.
        let mut tubes: Vec<(&LabTest, Barcode, usize)> = Vec::new();
        let stage = stage(day, &mut dice);
        let times = times(signed, &mut dice);
        let stage = if day.0 == 0 { times.by(NOW) } else { stage };
        for (test, note) in wanted {
            let id = LabOrderId::numbered(series.next("lab_order"));
            consultation.encounter.orders.push(id.clone());
            let mut order = LabOrder {
                id: id.clone(),
                patient: case.person.patient.id.clone(),
                encounter: Some(consultation.encounter.id.clone()),
                test: test.id.clone(),
                tests: test.measured(),
                priority,
                note: note.to_owned(),
                ordered: self.staff.doctor(consultation.department, consultation.doctor, at(day, times.ordered)),
                state: OrderState::Ordered,
                rejected: Vec::new(),
                correction: None,
            };
            if stage >= Stage::Collected {
                let specimen = self.specimen(&order, test, stage, day, &times, &mut tubes, series, records);
                order.state = self.work(&order, &subject, stage, specimen, day, &times, &mut dice, series, records);
            } else if stage == Stage::Cancelled {
                let cancelled = self.staff.technician(0, at(day, times.released));
                order.state = OrderState::Cancelled {
                    reason: "मरीज नमूना देने नहीं आए".to_owned(), cancelled
                };
            }
            records.orders.push(order);
        }
    }

    /// The tests of the ailment, and the screening for anaemia, which has nothing to do with it.
    fn wanted(&self, case: &Case<'_>, day: Day, dice: &mut Dice) -> Vec<(&'a LabTest, &'static str)> {
        let screened = dice.happens(screening(case, day));
        let of_ailment = self.of_ailment.get(case.visit.ailment).map(Vec::as_slice).unwrap_or_default();
        let mut wanted: Vec<(&LabTest, &str)> = Vec::new();
        for (test, share) in of_ailment {
            if dice.happens(*share) && !(screened && test.id.as_str() == HAEMOGLOBIN) {
                wanted.push((*test, ""));
            }
        }
        if let Some(test) = self.haemoglobin.filter(|_| screened) {
            wanted.push((test, SCREENING));
        }
        wanted
    }

    /// The tube for an order: one that was taken at this visit already, or a new one.
    #[expect(clippy::too_many_arguments, reason = "a sample belongs to an order, a time and a tray of tubes")]
    fn specimen(
        &self,
        order: &LabOrder,
        test: &'a LabTest,
        stage: Stage,
        day: Day,
        times: &Times,
        tubes: &mut Vec<(&'a LabTest, Barcode, usize)>,
        series: &mut Series,
        records: &mut Records,
    ) -> Barcode {
        let same = |(other, ..): &&(&LabTest, Barcode, usize)| {
            (other.specimen, other.container) == (test.specimen, test.container)
        };
        if let Some((_, barcode, place)) = tubes.iter().find(same) {
            if let Some(specimen) = records.specimens.get_mut(*place) {
                specimen.orders.push(order.id.clone());
            }
            return barcode.clone();
        }
        let number = series.next("specimen");
        let barcode = Barcode::numbered(number);
        let received = self.staff.technician(number + 1, at(day, times.received));
        tubes.push((test, barcode.clone(), records.specimens.len()));
        records.specimens.push(Specimen {
            id: barcode.clone(),
            patient: order.patient.clone(),
            kind: test.specimen,
            container: test.container,
            orders: vec![order.id.clone()],
            collected: self.staff.technician(number, at(day, times.collected)),
            state: if stage >= Stage::Received {
                SpecimenState::Received { received }
            } else {
                SpecimenState::Collected
            },
        });
        barcode
    }

    /// Results, verification and report, as far as the stage says; gives the order's state.
    #[expect(clippy::too_many_arguments, reason = "the way of one order through the laboratory")]
    fn work(
        &self,
        order: &LabOrder,
        subject: &Subject<'_>,
        stage: Stage,
        specimen: Barcode,
        day: Day,
        times: &Times,
        dice: &mut Dice,
        series: &mut Series,
        records: &mut Records,
    ) -> OrderState {
        match stage {
            Stage::Cancelled | Stage::Ordered | Stage::Collected => return OrderState::Collected { specimen },
            Stage::Received => return OrderState::Received { specimen },
            Stage::Resulted | Stage::Verified | Stage::Released => {}
        }
        let number = series.next("lab_result");
        let entered = self.staff.technician(number, at(day, times.resulted));
        let first = records.results.len();
        let ids = (number..).zip(&order.tests).filter_map(|(n, id)| self.tests.get(id.as_str()).map(|test| (n, *test)));
        for (n, test) in ids {
            if n > number {
                series.next("lab_result");
            }
            let calculated = Formula::of(&test.id, &order.tests);
            let made = records.results.get(first..).unwrap_or_default();
            let (value, flag, usual) = match calculated {
                Some(formula) => findings::calculated(test, formula, subject, made),
                None => findings::of(test, subject, dice),
            };
            records.results.push(LabResult {
                id: LabResultId::numbered(n),
                order: order.id.clone(),
                specimen: specimen.clone(),
                patient: order.patient.clone(),
                test: test.id.clone(),
                value,
                unit: test.unit.clone(),
                usual,
                flag,
                delta: None,
                entered: entered.clone(),
                state: ResultState::Current,
                told: None,
                calculated,
            });
        }
        if stage == Stage::Resulted {
            return OrderState::Resulted { specimen, resulted: entered };
        }
        let made = records.results.get_mut(first..).unwrap_or_default();
        let plain = made.iter().all(|r| r.flag == Flag::Normal);
        let by_rule = plain && self.tests.get(order.test.as_str()).is_some_and(|t| t.auto_verify);
        let verification = if by_rule {
            Verification::ByRule { at: at(day, times.resulted) }
        } else {
            Verification::ByPerson { verified: self.staff.pathologist(at(day, times.verified)) }
        };
        if made.iter().any(|r| r.flag.is_critical()) {
            let call = self.call(order, made, day, times, series);
            records.calls.push(call);
        }
        if stage == Stage::Verified {
            return OrderState::Verified { specimen, verification };
        }
        let report = LabReport {
            id: LabReportId::numbered(series.next("lab_report")),
            order: order.id.clone(),
            patient: order.patient.clone(),
            version: 1,
            results: made.iter().map(|r| r.id.clone()).collect(),
            comment: String::new(),
            verification,
            released: self.staff.pathologist(at(day, times.released)),
            turnaround_minutes: i64::from(times.released.saturating_sub(times.collected) / 60),
            reason: String::new(),
            replaces: None,
            state: ReportState::Current,
        };
        let id = report.id.clone();
        records.reports.push(report);
        OrderState::Released { specimen, report: id }
    }

    /// Somebody who treats the patient is told of what is critical.
    fn call(
        &self,
        order: &LabOrder,
        made: &mut [LabResult],
        day: Day,
        times: &Times,
        series: &mut Series,
    ) -> CriticalCall {
        let id = CriticalCallId::numbered(series.next("critical_call"));
        let critical = made.iter_mut().filter(|r| r.flag.is_critical());
        let results = critical.map(|result| {
            result.told = Some(id.clone());
            result.id.clone()
        });
        CriticalCall {
            id: id.clone(),
            order: order.id.clone(),
            patient: order.patient.clone(),
            results: results.collect(),
            told: "ओपीडी के डॉक्टर".to_owned(),
            role: ToldRole::Doctor,
            outcome: Outcome::ReadBack,
            note: String::new(),
            called: self.staff.pathologist(at(day, times.verified)),
        }
    }

    /// Control material every morning of the last weeks, and this morning but for one test.
    pub(super) fn controls(&self, series: &mut Series, records: &mut Records) {
        let mut dice = Dice::salted(0x9C);
        let tested: Vec<&LabTest> = self.tests.values().copied().filter(|t| !t.controls.is_empty()).collect();
        for day in -QC_DAYS..=0 {
            let to_run = |test: &LabTest| day == 0 && test.id.as_str() == QC_TO_RUN;
            for (place, test) in tested.iter().enumerate().filter(|(_, test)| !to_run(test)) {
                for (level, target) in (1..).zip(&test.controls) {
                    let out = day == QC_OUT && place == 0 && level == 1;
                    let spread =
                        if out { 3400 } else { super::super::body::whole(dice.normal().clamp(-1.7, 1.7) * 1000.0) };
                    records.controls.push(QcRun {
                        id: QcRunId::numbered(series.next("qc_run")),
                        test: test.id.clone(),
                        analyser: test.analyser.clone(),
                        level,
                        value: target.mean + target.sd * spread / 1000,
                        mean: target.mean,
                        sd: target.sd,
                        broken: if out { vec![abhyas_hims::m07_laboratory::Westgard::OneThreeS] } else { Vec::new() },
                        action: if out {
                            "कंट्रोल दोबारा चलाया, कैलिब्रेशन किया".to_owned()
                        } else {
                            String::new()
                        },
                        run: self.staff.technician(1, at(Day(day), 6 * 3600 + 1800)),
                    });
                }
            }
        }
    }
}

/// How likely somebody is screened for anaemia on a day: at the first visit, and pregnant women at the first check-up.
fn screening(case: &Case<'_>, day: Day) -> f64 {
    let sex = case.person.patient.sex;
    let first_pregnant = case.person.visits.iter().find(|v| v.pregnant).is_some_and(|v| v.salt == case.visit.salt);
    let first = case.person.visits.first().is_some_and(|v| v.salt == case.visit.salt);
    let months = case.person.being.months(day);
    match months / 12 {
        _ if first_pregnant => 1.0,
        _ if !first || case.visit.pregnant => 0.0,
        0..5 if months >= 6 => SCREENED.0,
        15..50 if sex == Sex::Female => SCREENED.1,
        15..50 => SCREENED.2,
        _ => 0.0,
    }
}

fn priority(case: &Case<'_>, dice: &mut Dice) -> Priority {
    if case.visit.measured.consciousness.is_some() {
        Priority::Stat
    } else if dice.happens(URGENT) {
        Priority::Urgent
    } else {
        Priority::Routine
    }
}

/// How far an earlier day's order got: some of yesterday's are still on the bench.
fn stage(day: Day, dice: &mut Dice) -> Stage {
    match day.0 {
        -1 => match dice.below(100) {
            0..12 => Stage::Ordered,
            12..20 => Stage::Collected,
            20..32 => Stage::Received,
            32..42 => Stage::Resulted,
            42..48 => Stage::Verified,
            _ => Stage::Released,
        },
        _ if dice.happens(NO_SAMPLE) => Stage::Cancelled,
        _ => Stage::Released,
    }
}

fn times(signed: u32, dice: &mut Dice) -> Times {
    let collected = signed + 300 + dice.below(1800);
    let received = collected + 300 + dice.below(900);
    let resulted = received + 1800 + dice.below(5400);
    let verified = resulted + 120 + dice.below(1800);
    Times { ordered: signed, collected, received, resulted, verified, released: verified + 60 + dice.below(600) }
}

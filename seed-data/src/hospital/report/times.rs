//! What can not have happened: nothing before birth or registration, no result before its order, nothing dispensed before it
//! was prescribed or beyond it, no balance that the movements do not give. Zero is tolerated.

use super::Survey;
use super::measure::Measure;
use abhyas_hims::m01_registration::BhavyaId;
use abhyas_hims::m02_queue::{Token, TokenState};
use abhyas_hims::m07_laboratory::{LabOrder, SpecimenState};
use abhyas_hims::m09_pharmacy::{BatchId, Dispense, MovementKind, StockMovement};
use abhyas_hims::{Day, Moment, OPENING};
use std::collections::BTreeMap;

const KIND: &str = "time";
pub(super) const NONE: &str = "nothing impossible is tolerated";
/// A mother is at least so many days older than her child.
const MOTHER_DAYS: i32 = 12 * 365;
/// The past of a base ends here: nothing is later.
pub(super) const LAST: Moment = OPENING;

/// The impossibilities of each kind of record.
pub(super) fn measures(survey: &Survey<'_>) -> Vec<Measure> {
    let world = survey.world;
    let zero =
        |name: &str, wrong: usize, n: usize| Measure::at_most(KIND, name, super::measure::count(wrong), n, 0.0, NONE);
    vec![
        zero("patients before their birth or after today", patients(survey), world.patients().len()),
        zero("tokens out of order", tokens(survey) + numbers(survey), world.tokens().len()),
        zero("consultations out of order", encounters(survey), world.encounters().len()),
        zero("vital signs out of order", vitals(survey), world.vitals().len()),
        zero("laboratory orders out of order", orders(survey), world.lab_orders().len()),
        zero("dispensed early or beyond the prescription", dispenses(survey), world.dispenses().len()),
        zero("stock that its movements do not give, or used when expired", stock(survey), world.batches().len()),
    ]
}

/// Whether moments follow one another, the last one before the hospital opens.
pub(super) fn in_order(moments: impl IntoIterator<Item = Moment>) -> bool {
    let moments: Vec<Moment> = moments.into_iter().collect();
    moments.is_sorted() && moments.last().is_none_or(|last| *last < LAST)
}

/// When a patient was registered; later than everything for one who is not there.
pub(super) fn registered(survey: &Survey<'_>, id: &BhavyaId) -> Moment {
    survey.world.patients().get(id).map_or(LAST, |p| p.registered.at)
}

fn patients(survey: &Survey<'_>) -> usize {
    let wrong = |patient: &&std::sync::Arc<abhyas_hims::m01_registration::Patient>| {
        let born = patient.birth.day(survey.calendar);
        let of_mother = patient.newborn.as_ref().map(|n| &n.mother);
        let mother =
            of_mother.map(|m| survey.world.patients().get(m).map(|m| (m.birth.day(survey.calendar), m.registered.at)));
        let by_mother = match mother {
            None => true,
            Some(None) => false,
            Some(Some((day, known))) => day.0 + MOTHER_DAYS < born.0 && known < patient.registered.at,
        };
        !(born <= patient.registered.at.day() && patient.registered.at < LAST && by_mother)
    };
    survey.world.patients().iter().filter(wrong).count()
}

fn tokens(survey: &Survey<'_>) -> usize {
    let wrong = |token: &&std::sync::Arc<Token>| {
        let mut moments = vec![registered(survey, &token.patient), token.issued.at];
        moments.extend(token.calls.iter().map(|call| call.called.at));
        match &token.state {
            TokenState::InConsult { began } => moments.push(began.at),
            TokenState::Done { began, ended } => moments.extend([began.at, ended.at]),
            TokenState::Left { noted, .. } => moments.push(noted.at),
            _ => {}
        }
        !in_order(moments) || token.issued.at.day() != token.day || (token.day < Day(0) && token.state.is_open())
    };
    survey.world.tokens().iter().filter(wrong).count()
}

/// Tokens of a queue whose numbers do not grow with the time of issue.
fn numbers(survey: &Survey<'_>) -> usize {
    let mut queues: BTreeMap<_, Vec<(u64, Moment)>> = BTreeMap::new();
    for token in survey.world.tokens().iter() {
        queues.entry((&token.department, token.day)).or_default().push((token.number, token.issued.at));
    }
    let wrong = |queue: &mut Vec<(u64, Moment)>| {
        queue.sort_unstable();
        queue.windows(2).filter(|pair| !matches!(pair, [a, b] if a.0 < b.0 && a.1 <= b.1)).count()
    };
    queues.values_mut().map(wrong).sum()
}

fn encounters(survey: &Survey<'_>) -> usize {
    let wrong = |encounter: &&std::sync::Arc<abhyas_hims::m03_opd::Encounter>| {
        let token = encounter.token.as_ref().and_then(|id| survey.world.tokens().get(id)).map(|t| t.issued.at);
        let mut moments = vec![registered(survey, &encounter.patient)];
        moments.extend(token);
        moments.push(encounter.opened.at);
        moments.extend(encounter.state.signed().map(|s| s.at));
        moments.extend(encounter.closed.as_ref().map(|s| s.at));
        let again = encounter.follow_up.as_ref().is_some_and(|f| f.day <= encounter.opened.at.day());
        !in_order(moments) || again
    };
    survey.world.encounters().iter().filter(wrong).count()
}

fn vitals(survey: &Survey<'_>) -> usize {
    let wrong =
        |v: &&std::sync::Arc<abhyas_hims::m03_opd::Vitals>| !in_order([registered(survey, &v.patient), v.taken.at]);
    survey.world.vitals().iter().filter(wrong).count()
}

fn orders(survey: &Survey<'_>) -> usize {
    survey.world.lab_orders().iter().filter(|order| !order_holds(survey, order)).count()
}

/// Encounter, order, sample, result and report follow one another.
fn order_holds(survey: &Survey<'_>, order: &LabOrder) -> bool {
    let world = survey.world;
    let opened = order.encounter.as_ref().and_then(|id| world.encounters().get(id)).map(|e| e.opened.at);
    let mut moments: Vec<Moment> = opened.into_iter().collect();
    moments.push(order.ordered.at);
    let Some(specimen) = order.state.specimen().and_then(|id| world.specimens().get(id)) else {
        return in_order(moments);
    };
    moments.push(specimen.collected.at);
    if let SpecimenState::Received { received } = &specimen.state {
        moments.push(received.at);
    }
    let results = || world.lab_results().find(abhyas_hims::m07_laboratory::LabResult::BY_ORDER, order.id.as_str());
    let entered: Vec<Moment> = results().map(|r| r.entered.at).collect();
    moments.extend(entered.iter().min());
    moments.extend(entered.iter().max());
    if let Some(report) = order.state.report() {
        let Some(report) = world.lab_reports().get(report) else { return false };
        moments.push(report.released.at);
        if report.results.len() != entered.len() || entered.len() != order.tests.len() {
            return false;
        }
    }
    in_order(moments)
}

fn dispenses(survey: &Survey<'_>) -> usize {
    survey.world.dispenses().iter().filter(|dispense| !dispense_holds(survey, dispense)).count()
}

fn dispense_holds(survey: &Survey<'_>, dispense: &Dispense) -> bool {
    let prescription = dispense.prescription.as_ref().and_then(|id| survey.world.prescriptions().get(id));
    let Some(prescription) = prescription else { return dispense.prescription.is_none() };
    let within = |line: &abhyas_hims::m09_pharmacy::DispenseLine| {
        prescription.line(line.of).is_some_and(|rx| rx.product == line.product && line.issued() <= rx.quantity)
    };
    let handed = dispense.lines.iter().flat_map(|l| &l.handed).map(|h| h.handed.at);
    let last = handed.max().unwrap_or(dispense.verified.at);
    prescription.patient == dispense.patient
        && dispense.lines.iter().all(within)
        && in_order([prescription.signed.at, dispense.verified.at, last])
}

/// Batches whose balance is not that of their movements, and movements at an impossible time.
fn stock(survey: &Survey<'_>) -> usize {
    let mut balances: BTreeMap<&BatchId, (i64, i64)> = BTreeMap::new();
    let mut wrong = 0;
    let mut movements: Vec<_> = survey.world.stock_movements().iter().collect();
    // In the order in which they were made: a number of seven digits comes after one of six.
    movements.sort_by_key(|m| (m.id.as_str().len(), &m.id));
    for movement in movements {
        let (shelf, quarantine) = movement.kind.effect();
        let balance = balances.entry(&movement.batch).or_default();
        balance.0 += shelf * i64::from(movement.quantity);
        balance.1 += quarantine * i64::from(movement.quantity);
        wrong += usize::from(balance.0 < 0 || balance.1 < 0 || !movement_holds(survey, movement));
    }
    let differs = |batch: &&std::sync::Arc<abhyas_hims::m09_pharmacy::Batch>| {
        let balance = balances.get(&batch.id).copied().unwrap_or_default();
        balance != (i64::from(batch.shelf), i64::from(batch.quarantine))
    };
    wrong + survey.world.batches().iter().filter(differs).count()
}

fn movement_holds(survey: &Survey<'_>, movement: &StockMovement) -> bool {
    let Some(batch) = survey.world.batches().get(&movement.batch) else { return false };
    let usable = movement.kind != MovementKind::Issue || movement.made.at.day() <= batch.expiry;
    usable && in_order([batch.received.at, movement.made.at])
}

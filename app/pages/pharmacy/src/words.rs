//! The words for medicines, doses, batches and states.

use crate::t;
use abhyas_core::Language;
use abhyas_desk::Desk;
pub(crate) use abhyas_desk::naming::product;
use abhyas_i18n::format;
use abhyas_services::sandbox::hims::Day;
use abhyas_services::sandbox::hims::m03_opd::{Frequency, RxLine};
use abhyas_services::sandbox::hims::m09_pharmacy::{
    Batch, CountState, DispenseState, MovementKind, PharmacyRules, Standing, WriteOffCause,
};
use abhyas_services::sandbox::hims::reference::{DoseUnit, Product, Schedule, Unit};
use abhyas_ui::{Badge, Tone};
use leptos::prelude::*;

/// The unit that is handed out.
pub(crate) fn unit(l: Language, unit: Unit) -> &'static str {
    match unit {
        Unit::Tablet => t::unit_tablet(l),
        Unit::Capsule => t::unit_capsule(l),
        Unit::Bottle => t::unit_bottle(l),
        Unit::Tube => t::unit_tube(l),
        Unit::Vial => t::unit_vial(l),
        Unit::Ampoule => t::unit_ampoule(l),
        Unit::Sachet => t::unit_sachet(l),
        Unit::Inhaler => t::unit_inhaler(l),
        Unit::Respule => t::unit_respule(l),
        Unit::Piece => t::unit_piece(l),
    }
}

fn dose_unit(l: Language, unit: DoseUnit) -> &'static str {
    match unit {
        DoseUnit::Tablet => t::unit_tablet(l),
        DoseUnit::Capsule => t::unit_capsule(l),
        DoseUnit::Ml => t::dose_ml(l),
        DoseUnit::Drop => t::dose_drop(l),
        DoseUnit::Puff => t::dose_puff(l),
        DoseUnit::Application => t::dose_application(l),
        DoseUnit::Sachet => t::unit_sachet(l),
        DoseUnit::Vial => t::unit_vial(l),
        DoseUnit::Iu => t::dose_iu(l),
        DoseUnit::Piece => t::unit_piece(l),
    }
}

/// A dose in thousandths, as a label says it: `½`, `1½`, `7.5`.
pub(crate) fn amount(milli: i64) -> String {
    let (whole, rest) = (milli.div_euclid(1000), milli.rem_euclid(1000));
    match (whole, rest) {
        (_, 0) => whole.to_string(),
        (0, 500) => "½".to_owned(),
        (1..=4, 500) => format!("{whole}½"),
        _ => format!("{whole}.{}", format!("{rest:03}").trim_end_matches('0')),
    }
}

/// One dose: `1 गोली`. The English units are plurals; up to one it is the singular.
pub(crate) fn dose(l: Language, product: &Product, milli: i64) -> String {
    let unit = dose_unit(l, product.dose_unit);
    let unit = if l == Language::En && milli <= 1000 { unit.strip_suffix('s').unwrap_or(unit) } else { unit };
    format!("{} {unit}", amount(milli))
}

/// When a medicine is taken: `सुबह-दोपहर-रात`.
pub(crate) fn when(l: Language, frequency: Frequency) -> &'static str {
    match frequency {
        Frequency::Od => t::when_od(l),
        Frequency::Bd => t::when_bd(l),
        Frequency::Tds => t::when_tds(l),
        Frequency::Qid => t::when_qid(l),
        Frequency::Q4h => t::when_q4h(l),
        Frequency::Hs => t::when_hs(l),
        Frequency::Alternate => t::when_alternate(l),
        Frequency::Weekly => t::when_weekly(l),
        Frequency::Sos => t::when_sos(l),
        Frequency::Stat => t::when_stat(l),
    }
}

/// Whether a dose is taken in the morning, at noon, in the evening, at night; `None` where a day has no such pattern.
pub(crate) const fn times_of_day(frequency: Frequency) -> Option<[bool; 4]> {
    match frequency {
        Frequency::Od | Frequency::Alternate | Frequency::Weekly => Some([true, false, false, false]),
        Frequency::Bd => Some([true, false, false, true]),
        Frequency::Tds => Some([true, true, false, true]),
        Frequency::Qid => Some([true, true, true, true]),
        Frequency::Hs => Some([false, false, false, true]),
        Frequency::Sos | Frequency::Stat | Frequency::Q4h => None,
    }
}

/// How to take a medicine: dose, times, days, and what the doctor wrote.
pub(crate) fn how(l: Language, product: &Product, dose_milli: i64, line: &RxLine) -> String {
    let dose = dose(l, product, dose_milli);
    let mut text = match line.frequency {
        Frequency::Stat => format!("{dose} · {}", when(l, line.frequency)),
        _ => format!("{dose} · {} · {}", when(l, line.frequency), t::for_days(l, line.days)),
    };
    if !line.instruction.is_empty() {
        text = format!("{text} · {}", line.instruction);
    }
    text
}

/// Schedule and high risk, as badges.
pub(crate) fn cautions(l: Language, product: &Product) -> AnyView {
    let schedule = (product.schedule != Schedule::Otc).then(|| {
        let name = t::schedule(l, product.schedule.name().to_ascii_uppercase());
        let tone = if product.schedule.needs_prescriber() { Tone::Warn } else { Tone::Plain };
        view! { " "<Badge tone text=name /> }
    });
    let risk = product.high_risk.then(|| view! { " "<Badge tone=Tone::Bad text=t::high_risk(l) /> });
    view! { {schedule}{risk} }.into_any()
}

/// How far a prescription is.
pub(crate) fn standing(l: Language, standing: Standing) -> AnyView {
    let (tone, text) = match standing {
        Standing::Queued => (Tone::Plain, t::state_queued(l)),
        Standing::Begun(DispenseState::Verified) => (Tone::Train, t::state_verified(l)),
        Standing::Begun(DispenseState::Partly) => (Tone::Warn, t::state_partly(l)),
        Standing::Begun(DispenseState::Fully) => (Tone::Good, t::state_fully(l)),
        Standing::Begun(DispenseState::Returned) => (Tone::Plain, t::state_returned(l)),
    };
    view! { <Badge tone text /> }.into_any()
}

/// A day as on a pack.
pub(crate) fn day(desk: &Desk, day: Day) -> String {
    format::short_date(desk.look.ctx.calendar.date(day))
}

/// The expiry of a batch with what it means, in colour and in words.
pub(crate) fn expiry(l: Language, desk: &Desk, batch: &Batch) -> AnyView {
    let (tone, text) = expiry_words(l, desk, batch);
    view! { {day(desk, batch.expiry)}" "<Badge tone text /> }.into_any()
}

fn expiry_words(l: Language, desk: &Desk, batch: &Batch) -> (Tone, String) {
    let today = desk.look.ctx.now.day();
    let days = batch.days_left(today);
    let soon = i32::from(PharmacyRules::of(desk.world()).expiring_days);
    if batch.recall.is_some() {
        (Tone::Bad, t::batch_recalled(l).to_owned())
    } else if batch.is_expired(today) {
        (Tone::Bad, t::batch_expired(l).to_owned())
    } else if days <= soon {
        (Tone::Warn, t::batch_expiring(l, days))
    } else {
        (Tone::Good, t::batch_good(l).to_owned())
    }
}

/// A batch as a choice: number, expiry, what is left, and a word of warning.
pub(crate) fn batch_choice(l: Language, desk: &Desk, batch: &Batch) -> String {
    let (tone, words) = expiry_words(l, desk, batch);
    let text = t::batch_choice(l, day(desk, batch.expiry), batch.shelf, &batch.number);
    if tone == Tone::Good { text } else { format!("{text} · {words}") }
}

/// What a movement was.
pub(crate) fn movement(l: Language, kind: MovementKind) -> &'static str {
    match kind {
        MovementKind::Receipt => t::moved_receipt(l),
        MovementKind::Issue => t::moved_issue(l),
        MovementKind::Return => t::moved_return(l),
        MovementKind::Quarantine => t::moved_quarantine(l),
        MovementKind::Release => t::moved_release(l),
        MovementKind::WriteOff => t::moved_write_off(l),
        MovementKind::WriteOffQuarantine => t::moved_write_off_quarantine(l),
        MovementKind::CountUp => t::moved_count_up(l),
        MovementKind::CountDown => t::moved_count_down(l),
    }
}

/// Why units are written off.
pub(crate) fn cause(l: Language, cause: WriteOffCause) -> &'static str {
    match cause {
        WriteOffCause::Expired => t::cause_expired(l),
        WriteOffCause::Damaged => t::cause_damaged(l),
        WriteOffCause::Recalled => t::cause_recalled(l),
        WriteOffCause::Returned => t::cause_returned(l),
        WriteOffCause::Lost => t::cause_lost(l),
    }
}

/// Where a count stands.
pub(crate) fn count_state(l: Language, state: &CountState) -> AnyView {
    let (tone, text) = match state {
        CountState::Proposed => (Tone::Warn, t::count_proposed(l)),
        CountState::Approved { .. } => (Tone::Good, t::count_approved(l)),
        CountState::Rejected { .. } => (Tone::Plain, t::count_rejected(l)),
    };
    view! { <Badge tone text /> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::amount;

    #[test]
    fn doses_are_said_as_on_a_label() {
        for (milli, text) in [(500, "½"), (1000, "1"), (1500, "1½"), (7500, "7.5"), (250, "0.25"), (10_000, "10")] {
            assert_eq!(amount(milli), text);
        }
    }
}

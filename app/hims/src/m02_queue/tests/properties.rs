//! What must hold whatever is done in the queues.

use super::super::*;
use super::fixture::*;
use crate::command::AnyCommand;
use crate::engine::{Act, Persona, replay};
use crate::m01_registration::Sex;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// One step of a random morning. Numbers pick among the records that are there.
#[derive(Debug, Clone)]
enum Step {
    Patient { age: u32, man: bool },
    Token { patient: usize, department: usize, lane: usize },
    Book { patient: usize, day: i32, slot: u16 },
    Move { appointment: usize, day: i32, slot: u16 },
    Appointment { appointment: usize, how: u8 },
    Share { redeem: bool, at: usize },
    Call { department: usize },
    CallOne { token: usize, reason: bool },
    Token2 { token: usize, how: u8 },
    Doctor { token: usize, end: bool },
    Wait { minutes: i64 },
}

const DEPARTMENTS: [&str; 3] = ["opd-medicine", "opd-surgery", "opd-gynae"];

fn step() -> impl Strategy<Value = Step> {
    let at = || 0..12_usize;
    prop_oneof![
        2 => (1..90_u32, any::<bool>()).prop_map(|(age, man)| Step::Patient { age, man }),
        6 => (at(), 0..3_usize, 0..7_usize).prop_map(|(patient, department, lane)| Step::Token { patient, department, lane }),
        3 => (at(), 0..3_i32, 18..30_u16).prop_map(|(patient, day, slot)| Step::Book { patient, day, slot }),
        1 => (at(), 0..3_i32, 18..30_u16).prop_map(|(appointment, day, slot)| Step::Move { appointment, day, slot }),
        3 => (at(), 0..3_u8).prop_map(|(appointment, how)| Step::Appointment { appointment, how }),
        1 => (any::<bool>(), at()).prop_map(|(redeem, at)| Step::Share { redeem, at }),
        4 => (0..3_usize).prop_map(|department| Step::Call { department }),
        2 => (at(), any::<bool>()).prop_map(|(token, reason)| Step::CallOne { token, reason }),
        4 => (at(), 0..6_u8).prop_map(|(token, how)| Step::Token2 { token, how }),
        4 => (at(), any::<bool>()).prop_map(|(token, end)| Step::Doctor { token, end }),
        1 => prop_oneof![4 => Just(25_i64), 1 => Just(900_i64)].prop_map(|minutes| Step::Wait { minutes }),
    ]
}

fn nth(items: Vec<String>, at: usize) -> String {
    let count = items.len().max(1);
    items.into_iter().nth(at % count).unwrap_or_default()
}

/// The step as a command; `None` for what is no command.
fn command(h: &mut Hospital, step: Step) -> Option<AnyCommand> {
    let patient = |h: &Hospital, at| nth(h.world.patients().iter().map(|p| p.id.to_string()).collect(), at);
    let token = |h: &Hospital, at| nth(h.world.tokens().iter().map(|t| t.id.as_str().to_owned()).collect(), at);
    let appointment =
        |h: &Hospital, at| nth(h.world.appointments().iter().map(|a| a.id.as_str().to_owned()).collect(), at);
    let date = |h: &Hospital, day: i32| h.ctx.calendar.date(crate::Day(day)).format("%d-%m-%Y").to_string();
    let time = |slot: u16| TimeOfDay(slot * 30).to_string();
    let reason = || "कारण लिखा".to_owned();
    Some(match step {
        Step::Patient { age, man } => {
            h.patient_with_abha(if man { Sex::Male } else { Sex::Female }, age, "");
            return None;
        }
        Step::Wait { minutes } => {
            h.ctx.now = h.ctx.now.plus_minutes(minutes);
            return None;
        }
        Step::Doctor { token: at, end } => {
            let id = token(h, at);
            let _accepted_or_refused = if id.is_empty() {
                Ok(())
            } else if end {
                h.end(&id)
            } else {
                h.begin(&id)
            };
            return None;
        }
        Step::Token { patient: at, department, lane } => IssueToken {
            patient: patient(h, at),
            department: DEPARTMENTS[department].into(),
            lane: Lane::ALL.get(lane).copied(),
            lane_reason: reason(),
            ..IssueToken::default()
        }
        .into(),
        Step::Book { patient: at, day, slot } => booking(&patient(h, at), &date(h, day), &time(slot)).into(),
        Step::Move { appointment: at, day, slot } => RescheduleAppointment {
            appointment: appointment(h, at),
            session: MEDICINE.into(),
            date: date(h, day),
            time: time(slot),
            reason: reason(),
        }
        .into(),
        Step::Appointment { appointment: at, how } => {
            let appointment = appointment(h, at);
            match how {
                0 => CancelAppointment { appointment, reason: reason() }.into(),
                1 => MarkNoShow { appointment }.into(),
                _ => Arrive { appointment, ..Arrive::default() }.into(),
            }
        }
        Step::Share { redeem: false, .. } => share("00123456789012").into(),
        Step::Share { redeem: true, at } => {
            let share = nth(h.world.share_tokens().iter().map(|s| s.id.as_str().to_owned()).collect(), at);
            RedeemShare { share, ..RedeemShare::default() }.into()
        }
        Step::Call { department } => {
            CallNext { department: DEPARTMENTS[department].into(), ..CallNext::default() }.into()
        }
        Step::CallOne { token: at, reason: said } => call(&token(h, at), if said { "कारण लिखा" } else { "" }).into(),
        Step::Token2 { token: at, how } => {
            let token = token(h, at);
            match how {
                0 => Recall { token }.into(),
                1 => Skip { token }.into(),
                2 => LeaveQueue { token, reason: reason() }.into(),
                3 => CancelToken { token, reason: reason() }.into(),
                4 => TransferToken { token, department: "opd-surgery".into(), reason: reason() }.into(),
                _ => ChangeLane { token, lane: Some(Lane::Emergency), lane_reason: reason() }.into(),
            }
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done(doctor in any::<bool>(), steps in proptest::collection::vec(step(), 1..80)) {
        let mut h = hospital();
        h.act_as(Persona::Nurse);
        h.patient_with_abha(Sex::Female, 34, "00123456789012");
        for step in steps.into_iter().filter(|step| doctor || !matches!(step, Step::Doctor { .. })) {
            let line_before = h.line();
            let calling = matches!(step, Step::Call { department: 0 });
            let Some(command) = command(&mut h, step) else { continue };
            let answer = h.run(command);
            // Whoever is called in one tap is the one who was next.
            if let (true, Ok(receipt)) = (calling, answer) {
                prop_assert_eq!(Some(&h.token(&receipt.subject.id).number), line_before.first());
            }
        }
        // Numbers of a queue strictly increase in the order in which they were given, without a gap or a repetition.
        let mut given: BTreeMap<String, Vec<u64>> = BTreeMap::new();
        for token in h.world.tokens().iter() {
            given.entry(queue_key(&token.department, token.day)).or_default().push(token.number);
        }
        for (queue, numbers) in given {
            prop_assert_eq!(&numbers, &(1..=numbers.len() as u64).collect::<Vec<_>>(), "{}", queue);
        }
        // A patient has one open token in a queue.
        let mut open = BTreeSet::new();
        for token in h.world.tokens().iter().filter(|t| t.state.is_open()) {
            prop_assert!(open.insert((token.patient.clone(), queue_key(&token.department, token.day))), "{:?}", token);
        }
        // A slot never has more patients than places.
        for key in h.world.appointments().keys(Appointment::BY_SLOT) {
            prop_assert!(h.world.appointments().find(Appointment::BY_SLOT, key).count() <= 6, "{key}");
        }
        // Every priority has its reason, and every call out of turn too.
        for token in h.world.tokens().iter() {
            prop_assert!(token.lane == Lane::General || !token.lane_reason.is_empty(), "{:?}", token);
        }
        prop_assert!(h.world.indexes_agree());
        // The journal alone gives the same world; what the doctor's desk does is no command of this module.
        if !doctor {
            prop_assert_eq!(&replay(&h.base, &h.journal).unwrap(), &h.world);
            let mut world = h.world.clone();
            for entry in h.journal.iter().rev() {
                if let Act::Done { changes, .. } = &entry.act {
                    for change in changes.iter().rev() {
                        world.undo(change).unwrap();
                    }
                }
            }
            prop_assert_eq!(&world, &h.base);
        }
    }
}

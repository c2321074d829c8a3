//! One queue on one day: who is called when, as the rules of the queue have it (lane first, then number).

use super::super::NOW;
use super::Case;
use super::formulary::Formulary;
use super::records::{Records, Series};
use super::staff::{Staff, at};
use abhyas_hims::Day;
use abhyas_hims::m02_queue::{Call, Lane, Origin, Token, TokenId, TokenState, queue_key};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// When doctors sit, in minutes of the day. Today the round on the wards was long, so that many wait.
const SITTING: (u32, u32) = (9 * 60, 14 * 60);
const TODAY_FROM: u32 = 9 * 60 + 15;
/// Patients whom one doctor sees in a sitting.
const PER_DOCTOR: usize = 85;
/// Seconds of a consultation, at least and at most; where few wait, today's doctors take more time, so that some still do.
const LENGTH: (u32, u32) = (120, 420);
const TODAY_AT_MOST: u32 = 900;
/// Whoever is never called stands behind all others when things are put in order.
const NEVER: u32 = 24 * 3600;
/// Patients who go away unseen, per cent.
const LEFT: u32 = 2;
/// When it is noted that somebody went away, in seconds of the day.
const LEFT_NOTED: u32 = 14 * 3600 + 1200;

/// Somebody comes to the desk.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arrival {
    /// Second of the day.
    second: u32,
    lane: Lane,
    /// Between 0 and 99: who goes away, whose consultation is long.
    chance: u32,
    /// Whether it is somebody's first visit: they are not lost.
    first: bool,
}

/// How far somebody got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Got {
    Waiting,
    Called,
    InConsult,
    Done,
    Left,
}

/// What became of an arrival. Seconds of the day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    /// The number of the token.
    pub number: u64,
    pub issued: u32,
    pub called: u32,
    pub began: u32,
    pub ended: u32,
    pub doctor: u64,
    pub lane: Lane,
    pub got: Got,
}

pub(super) fn arrival(case: &Case<'_>, day: Day) -> Arrival {
    let mut dice = case.dice();
    let second = u32::from(case.visit.minute) * 60 + dice.below(60);
    let lane = if case.visit.measured.consciousness.is_some() {
        Lane::Emergency
    } else if case.visit.pregnant {
        Lane::Pregnant
    } else if case.person.being.age(day) >= 60
        && case.person.patient.birth.age(super::super::season::calendar(), day) >= 60
    {
        Lane::Elderly
    } else if dice.happens(0.006) {
        Lane::Disabled
    } else {
        Lane::General
    };
    let first = case.person.visits.first().is_some_and(|v| v.day == day);
    Arrival { second, lane, chance: dice.below(100), first }
}

/// Holds a queue: the arrivals are in the order in which they come. On day 0 it is held up to now.
pub(super) fn hold(arrivals: &[Arrival], day: Day) -> Vec<Seen> {
    let today = day.0 == 0;
    let begins = if today { TODAY_FROM } else { SITTING.0 } * 60;
    // Of today's patients a third are still to come.
    let coming = if today { arrivals.len() * 3 / 2 } else { arrivals.len() };
    let doctors = coming.div_ceil(PER_DOCTOR).max(1);
    let time = (SITTING.1 - SITTING.0) * 60 * u32::try_from(doctors).unwrap_or(1);
    let longest = if today { TODAY_AT_MOST } else { LENGTH.1 };
    let length = (time / u32::try_from(coming.max(1)).unwrap_or(1)).clamp(LENGTH.0, longest);
    // The desk gives one token after the other, also to those who come within one minute.
    let mut last = 0;
    let one = |(number, arrival): (u64, &Arrival)| {
        last = arrival.second.max(last);
        new(number, &Arrival { second: last, ..*arrival }, today)
    };
    let mut seen: Vec<Seen> = (1..).zip(arrivals).map(one).collect();
    let mut free: BinaryHeap<Reverse<(u32, u64)>> =
        (0..).take(doctors).map(|doctor| Reverse((begins, doctor))).collect();
    let mut waiting: BinaryHeap<Reverse<(u8, usize)>> = BinaryHeap::new();
    let mut coming = (0..seen.len())
        .filter(|at| seen.get(*at).is_some_and(|s| s.got != Got::Left))
        .collect::<Vec<_>>()
        .into_iter()
        .peekable();
    while let Some(Reverse((now, doctor))) = free.pop() {
        let here = |at: &usize| seen.get(*at).is_some_and(|s| s.issued + 120 <= now);
        while let Some(at) = coming.next_if(here) {
            let rank = seen.get(at).map_or(u8::MAX, |s| s.lane.rank());
            waiting.push(Reverse((rank, at)));
        }
        let Some(Reverse((_, next))) = waiting.pop() else {
            // Nobody is there: the doctor waits for the next to come.
            let Some(at) = coming.peek() else { continue };
            let comes = seen.get(*at).map_or(now, |s| s.issued + 120);
            free.push(Reverse((comes.max(now + 1), doctor)));
            continue;
        };
        let chance = arrivals.get(next).map_or(0, |a| a.chance);
        let Some(patient) = seen.get_mut(next) else { continue };
        let length = length * (70 + chance * 6 / 10) / 100;
        patient.got = Got::Done;
        patient.called = now;
        patient.began = now + 20 + chance % 25;
        patient.ended = patient.began + length;
        patient.doctor = doctor;
        free.push(Reverse((patient.ended + 10, doctor)));
    }
    if today {
        seen.iter_mut().for_each(|s| *s = s.up_to(NOW));
    }
    seen
}

impl Seen {
    /// How far it got by a second of the day: what is later has not happened.
    fn up_to(self, now: u32) -> Self {
        match self {
            Self { ended, .. } if ended < now => self,
            Self { began, .. } if began < now => Self { got: Got::InConsult, ended: NEVER, ..self },
            Self { called, .. } if called < now => Self { got: Got::Called, began: NEVER, ended: NEVER, ..self },
            _ => Self { got: Got::Waiting, called: NEVER, began: NEVER, ended: NEVER, ..self },
        }
    }
}

fn new(number: u64, arrival: &Arrival, today: bool) -> Seen {
    let goes = arrival.chance < LEFT && !arrival.first && !today;
    let got = if goes { Got::Left } else { Got::Waiting };
    let (issued, lane) = (arrival.second, arrival.lane);
    Seen { number, issued, called: NEVER, began: NEVER, ended: NEVER, doctor: 0, lane, got }
}

/// Writes the token; says which it is.
pub(super) fn token(
    case: &Case<'_>,
    seen: &Seen,
    day: Day,
    staff: &Staff,
    formulary: &Formulary<'_>,
    series: &mut Series,
    records: &mut Records,
) -> Option<TokenId> {
    let department = formulary.departments().get(case.department)?.id.clone();
    let id = TokenId::numbered(series.next("token"));
    if day.0 == 0 {
        // The queues of earlier days give no more numbers.
        series.next(&format!("token|{}", queue_key(&department, day)));
    }
    let moment = |second| at(day, second);
    let began = || staff.doctor(case.department, seen.doctor, moment(seen.began));
    let state = match seen.got {
        Got::Waiting => TokenState::Waiting,
        Got::Called => TokenState::Called,
        Got::InConsult => TokenState::InConsult { began: began() },
        Got::Done => {
            TokenState::Done { began: began(), ended: staff.doctor(case.department, seen.doctor, moment(seen.ended)) }
        }
        Got::Left => TokenState::Left {
            reason: "पुकारने पर नहीं मिले".to_owned(),
            noted: staff.nurse(seen.number, moment(LEFT_NOTED)),
        },
    };
    let calls = match seen.got {
        Got::Waiting | Got::Left => Vec::new(),
        _ => vec![Call { called: staff.nurse(seen.number, moment(seen.called)), despite: None }],
    };
    records.tokens.push(Token {
        id: id.clone(),
        department,
        day,
        number: seen.number,
        patient: case.person.patient.id.clone(),
        lane: seen.lane,
        lane_reason: reason(case, seen.lane, day),
        origin: Origin::WalkIn,
        turn: seen.number,
        issued: staff.clerk(seen.number, moment(seen.issued)),
        state,
        calls,
        skips: Vec::new(),
        lane_changes: Vec::new(),
    });
    Some(id)
}

fn reason(case: &Case<'_>, lane: Lane, day: Day) -> String {
    match lane {
        Lane::Emergency => "चमकी, बेहोशी".to_owned(),
        Lane::Pregnant => "गर्भवती".to_owned(),
        Lane::Elderly => case.person.patient.birth.age(super::super::season::calendar(), day).to_string(),
        Lane::Disabled => "दिव्यांग प्रमाणपत्र".to_owned(),
        Lane::General => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn queue(lanes: &[Lane], day: i32) -> Vec<Seen> {
        let arrival = |(at, lane): (usize, &Lane)| Arrival {
            second: 8 * 3600 + u32::try_from(at).unwrap() * 30,
            lane: *lane,
            chance: 50,
            first: false,
        };
        hold(&lanes.iter().enumerate().map(arrival).collect::<Vec<_>>(), Day(day))
    }

    #[test]
    fn lanes_go_first_and_nobody_is_called_before_they_are_there() {
        let seen = queue(&[Lane::General, Lane::General, Lane::Elderly, Lane::Emergency], -3);
        let began: Vec<u32> = seen.iter().map(|s| s.began).collect();
        assert!(began[3] < began[2] && began[2] < began[0] && began[0] < began[1], "{began:?}");
        assert!(seen.iter().all(|s| s.issued < s.called && s.called < s.began && s.began < s.ended));
        assert_eq!(seen.iter().map(|s| s.number).collect::<Vec<_>>(), [1, 2, 3, 4]);
    }

    #[test]
    fn today_the_queue_is_held_up_to_now() {
        for length in [1, 3, 20, 200] {
            let seen = queue(&vec![Lane::General; length], 0);
            let count = |got| seen.iter().filter(|s| s.got == got).count();
            assert_eq!(count(Got::Left), 0);
            assert!(count(Got::Done) >= 1, "{length}: somebody is through");
            assert!(length < 4 || count(Got::Waiting) > length / 3, "{length}: many wait");
            let later = |s: &&Seen| [s.issued, s.called, s.began, s.ended].iter().any(|at| (NOW..NEVER).contains(at));
            assert_eq!(seen.iter().find(later).map(|s| s.number), None, "{length}: nothing is later than now");
        }
    }
}

//! Who may move the clock, how far, and what it shows then.

use super::*;
use crate::reference::Level;
use crate::time::Calendar;
use crate::{AnyCommand, Facility, execute};
use abhyas_core::{FacilityId, PersonId};

/// 10:00 on the second day.
const NOW: Moment = Moment(SECONDS_PER_DAY + 36_000);

fn ctx(persona: Persona, world: &World) -> Ctx {
    Ctx {
        actor: PersonId::parse("P").unwrap(),
        persona,
        facility: FacilityId::parse("F").unwrap(),
        now: world.moment(NOW),
        calendar: Calendar::new("2026-11-22".parse().unwrap()),
    }
}

fn hospital() -> World {
    let mut world = World::default();
    let id = FacilityId::parse("F").unwrap();
    world.lay(Facility { id, name_hi: "अ".into(), name_en: "a".into(), number: 101, level: Level::Dh });
    world
}

fn advance(minutes: &str) -> AnyCommand {
    AdvanceClock { minutes: minutes.into() }.into()
}

fn set(day: &str, time: &str) -> AnyCommand {
    SetClock { day: day.into(), time: time.into() }.into()
}

#[test]
fn every_rule_of_the_clock() {
    use Persona::{Clerk, Doctor, Supervisor, System};
    let ten = NOW.0;
    let rows = [
        (Supervisor, advance("30"), Ok(ten + 1_800)),
        (System, advance("१५"), Ok(ten + 900)),
        (Supervisor, set("", "12:30"), Ok(ten + 9_000)),
        (Supervisor, set("2026-11-24", "08:00"), Ok(2 * SECONDS_PER_DAY + 28_800)),
        (Supervisor, set("२४-११-२०२६", "08:00"), Ok(2 * SECONDS_PER_DAY + 28_800)),
        (Supervisor, set("3", "०८:००"), Ok(3 * SECONDS_PER_DAY + 28_800)),
        (System, set("0", "10:00"), Ok(36_000)),
        (Clerk, advance("30"), Err("hospital.clock_persona")),
        (Doctor, set("", "12:30"), Err("hospital.clock_persona")),
        (Supervisor, advance("0"), Err("hospital.clock_form@minutes")),
        (Supervisor, advance("-5"), Err("hospital.clock_form@minutes")),
        (Supervisor, advance(""), Err("hospital.clock_form@minutes")),
        (Supervisor, set("", "25:00"), Err("hospital.clock_form@time")),
        (Supervisor, set("tomorrow", "08:00"), Err("hospital.clock_form@day")),
        (Supervisor, set("", "09:59"), Err("hospital.clock_backwards@time")),
        (System, set("0", "09:59"), Err("hospital.clock_backwards@time")),
        (System, set("2026-11-21", "23:00"), Err("hospital.clock_backwards@time")),
        (Supervisor, advance("600000"), Err("hospital.clock_too_far@minutes")),
        (System, set("400", "08:00"), Err("hospital.clock_too_far@time")),
    ];
    let world = hospital();
    for (persona, command, expected) in rows {
        let done = execute(&world, &ctx(persona, &world), 1, "c", &command);
        let got = match done.answer {
            Ok(_) => Ok(done.world.moment(NOW).0),
            Err(refusals) => Err(refusals
                .iter()
                .map(|r| r.field.as_ref().map_or(r.code.as_str().to_owned(), |f| format!("{}@{f}", r.code.as_str())))
                .collect::<Vec<_>>()
                .join(" ")),
        };
        assert_eq!(got, expected.map_err(str::to_owned), "{persona:?} {command:?}");
    }
}

#[test]
fn moves_add_up_and_the_clock_goes_on_with_the_world_outside() {
    let world = hospital();
    let once = execute(&world, &ctx(Persona::Supervisor, &world), 1, "a", &advance("60")).world;
    let twice = execute(&once, &ctx(Persona::Supervisor, &once), 2, "b", &advance("30")).world;
    assert_eq!(twice.moment(NOW), NOW.plus_minutes(90));
    assert_eq!(twice.moment(NOW.plus_minutes(5)), NOW.plus_minutes(95));
    let back = execute(&twice, &ctx(Persona::Supervisor, &twice), 3, "c", &set("", "11:00"));
    assert!(back.answer.is_err(), "it is 11:30 there");
}

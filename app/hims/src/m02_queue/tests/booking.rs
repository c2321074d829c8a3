use super::super::*;
use super::fixture::*;
use crate::engine::Persona;
use crate::m01_registration::Sex;
use crate::time::Day;

#[test]
fn an_appointment_goes_from_the_slot_to_the_doctor() {
    let mut h = hospital();
    let patient = h.patient(Sex::Female, 30);
    let id = h.id(booking(&patient, "23-11-2026", "11:00"));
    assert_eq!(h.appointment(&id).state.name(), "booked");
    assert_eq!(
        h.appointment(&id).slot,
        Slot { session: DoctorSessionId::parse(MEDICINE).unwrap(), day: Day(0), at: TimeOfDay(660) }
    );

    let token = h.id(Arrive { appointment: id.clone(), ..Arrive::default() });
    assert_eq!(h.appointment(&id).state.name(), "arrived");
    assert_eq!(h.token(&token).origin, Origin::Appointment { appointment: AppointmentId::parse(&id).unwrap() });
    h.run(call_first()).unwrap();
    h.begin(&token).unwrap();
    assert_eq!(h.appointment(&id).state.name(), "in_consult");
    h.end(&token).unwrap();
    assert_eq!(h.appointment(&id).state.name(), "fulfilled");
    assert_eq!(h.token(&token).state.name(), "done");
}

#[test]
fn a_moved_appointment_keeps_its_earlier_slot_and_frees_it() {
    let mut h = hospital();
    let patient = h.patient(Sex::Male, 30);
    let id = h.id(booking(&patient, "2026-11-24", "09:00"));
    let moved = RescheduleAppointment {
        appointment: id.clone(),
        session: MEDICINE_EVENING.into(),
        date: "24-11-2026".into(),
        time: "16:30".into(),
        reason: "मरीज शाम में आएँगे".into(),
    };
    h.run(moved).unwrap();
    let appointment = h.appointment(&id);
    assert_eq!((appointment.slot.at, appointment.moves.len()), (TimeOfDay(990), 1));
    let session = h.world.doctor_sessions().get(&DoctorSessionId::parse(MEDICINE).unwrap()).unwrap().clone();
    assert_eq!(places_left(&h.world, &session, &appointment.moves[0].from), 6);
    assert_eq!(places_left(&h.world, &session, &Slot { at: TimeOfDay(570), ..appointment.moves[0].from.clone() }), 6);
}

#[test]
fn a_cancelled_or_missed_appointment_frees_its_place() {
    let mut h = hospital();
    let (one, other) = (h.patient(Sex::Male, 30), h.patient(Sex::Male, 31));
    let cancelled = h.id(booking(&one, "24-11-2026", "09:00"));
    h.run(CancelAppointment { appointment: cancelled.clone(), reason: "बाहर जाना है".into() }).unwrap();
    assert_eq!(h.appointment(&cancelled).state.name(), "cancelled");
    h.run(booking(&one, "24-11-2026", "09:30")).unwrap();

    let missed = h.id(booking(&other, "23-11-2026", "10:30"));
    assert_eq!(h.refused(MarkNoShow { appointment: missed.clone() }), ["m02.no_show_early@"]);
    h.at(0, "11:00").run(MarkNoShow { appointment: missed.clone() }).unwrap();
    assert_eq!(h.appointment(&missed).state.name(), "no_show");
    // Who comes after all takes a token like everybody else.
    h.run(token_for(&other)).unwrap();
}

#[test]
fn a_slot_has_as_many_places_as_the_roster_says() {
    let mut h = hospital();
    for n in 0..6 {
        let patient = h.patient(Sex::Male, 20 + n);
        h.run(booking(&patient, "25-11-2026", "10:00")).unwrap();
    }
    let seventh = h.patient(Sex::Male, 40);
    assert_eq!(h.refused(booking(&seventh, "25-11-2026", "10:00")), ["m02.slot_full@time"]);
    h.run(booking(&seventh, "25-11-2026", "10:30")).unwrap();
}

#[test]
fn the_roster_of_a_day_can_be_changed_by_the_supervisor_only() {
    let mut h = hospital();
    let patient = h.patient(Sex::Female, 30);
    h.run(booking(&patient, "24-11-2026", "09:00")).unwrap();
    let off = TakeOff {
        session: MEDICINE.into(), date: "24-11-2026".into(), reason: "प्रशिक्षण में".into()
    };
    assert_eq!(h.refused(off.clone()), ["m02.supervisor_only@"]);
    let receipt = h.act_as(Persona::Supervisor).run(off).unwrap();
    assert_eq!(receipt.warnings[0].code, codes::OFF_HAS_BOOKINGS);
    assert_eq!(receipt.warnings[0].values, [("n".into(), "1".to_owned())]);
    let other = h.patient(Sex::Female, 31);
    assert_eq!(h.refused(booking(&other, "24-11-2026", "09:00")), ["m02.on_leave@date"]);

    let session = h.id(extra_session("24-11-2026", "09:00", "10:00"));
    let slots: Vec<String> = h
        .world
        .doctor_sessions()
        .get(&DoctorSessionId::parse(&session).unwrap())
        .unwrap()
        .slots()
        .map(|s| s.to_string())
        .collect();
    assert_eq!(slots, ["09:00", "09:15", "09:30", "09:45"]);
    let one = BookAppointment { session, ..booking(&other, "24-11-2026", "09:15") };
    h.run(one).unwrap();
}

#[test]
fn who_sits_is_known_by_the_day_of_the_week() {
    let h = hospital();
    let department = h.world.departments().get(&medicine()).unwrap();
    let sitting = |day| queue::sitting(&h.world, h.ctx.calendar, department, Day(day)).len();
    // Monday to Saturday two doctors, one on Sunday.
    assert_eq!((0..7).map(sitting).collect::<Vec<_>>(), [2, 2, 2, 2, 2, 2, 1]);
    let attended = |minutes| queue::attended(&h.world, h.ctx.calendar, department, TimeOfDay(minutes).on(Day(0)));
    assert_eq!([539, 540, 839, 840, 960, 1080].map(attended), [false, true, true, false, true, false]);
}

use super::super::*;
use super::fixture::*;
use crate::m01_registration::Sex;

#[test]
fn emergencies_come_first_then_the_protected_lanes_then_the_others_each_by_number() {
    let mut h = hospital();
    for (age, lane) in [
        (30, None),
        (70, None),
        (31, Some(Lane::Disabled)),
        (25, Some(Lane::Pregnant)),
        (40, Some(Lane::Emergency)),
        (32, None),
        (50, Some(Lane::Emergency)),
    ] {
        h.waiting(Sex::Female, age, lane);
    }
    assert_eq!(h.line(), [5, 7, 2, 3, 4, 1, 6]);
    let called: Vec<u64> = (0..7)
        .map(|_| {
            let id = h.id(call_first());
            h.token(&id).number
        })
        .collect();
    assert_eq!(called, [5, 7, 2, 3, 4, 1, 6]);
    assert_eq!(h.refused(call_first()), ["m02.queue_empty@"]);
}

#[test]
fn nobody_is_called_before_others_without_a_reason_that_is_kept() {
    let mut h = hospital();
    let first = h.waiting(Sex::Male, 30, None);
    let second = h.waiting(Sex::Male, 31, None);
    let emergency = h.waiting(Sex::Male, 32, Some(Lane::Emergency));
    assert_eq!(h.refused(call(&first, "")), ["m02.call_skips_priority@reason"]);
    assert_eq!(h.refused(call(&second, "?")), ["m01.reason_missing@reason"]);
    h.run(call(&emergency, "")).unwrap();
    assert_eq!(h.refused(call(&second, "")), ["m02.call_out_of_turn@reason"]);
    h.run(call(&second, "रिपोर्ट दिखानी है, एक मिनट")).unwrap();
    assert_eq!(h.token(&second).calls[0].despite.as_deref(), Some("रिपोर्ट दिखानी है, एक मिनट"));
    assert_eq!(h.token(&emergency).calls[0].despite, None);
}

#[test]
fn who_does_not_come_waits_behind_their_lane_and_may_be_called_again() {
    let mut h = hospital();
    let first = h.waiting(Sex::Male, 30, None);
    h.waiting(Sex::Male, 31, None);
    h.run(call_first()).unwrap();
    h.run(Recall { token: first.clone() }).unwrap();
    assert_eq!(h.token(&first).calls.len(), 2);
    h.run(Skip { token: first.clone() }).unwrap();
    assert_eq!(h.line(), [2, 1]);
    // A later patient is behind the one who was passed over.
    h.waiting(Sex::Male, 32, None);
    assert_eq!(h.line(), [2, 1, 3]);
    h.waiting(Sex::Male, 66, None);
    assert_eq!(h.line(), [4, 2, 1, 3]);
    assert_eq!(h.token(&first).skips.len(), 1);
}

#[test]
fn a_lane_can_be_changed_while_waiting() {
    let mut h = hospital();
    h.waiting(Sex::Male, 30, None);
    let second = h.waiting(Sex::Female, 31, None);
    let worse =
        ChangeLane { token: second.clone(), lane: Some(Lane::Emergency), lane_reason: "बेहोशी".into() };
    h.run(worse).unwrap();
    assert_eq!(h.line(), [2, 1]);
    assert_eq!(h.token(&second).lane_changes[0].from, Lane::General);
}

#[test]
fn the_doctor_takes_who_was_called_or_who_is_next() {
    let mut h = hospital();
    let first = h.waiting(Sex::Male, 30, None);
    let second = h.waiting(Sex::Male, 31, None);
    let code = |r: Result<(), Vec<abhyas_core::Refusal>>| r.unwrap_err()[0].code.clone();
    assert_eq!(code(h.begin(&second)), codes::CALL_OUT_OF_TURN);
    assert_eq!(code(h.end(&first)), codes::TOKEN_NOT_IN_CONSULT);
    h.begin(&first).unwrap();
    assert_eq!(code(h.begin(&first)), codes::TOKEN_NOT_CALLED);
    h.begin(&second).unwrap();
    h.end(&first).unwrap();
    assert_eq!(code(h.end(&first)), codes::TOKEN_NOT_IN_CONSULT);
    // Whoever walks out of the room has left.
    let id = TokenId::parse(&second).unwrap();
    h.step(|tx, ctx| leave(tx, ctx, &id, "बिना बताए चले गए".into())).unwrap();
    assert_eq!(h.token(&second).state.name(), "left");
    assert_eq!(code(h.at(1, "10:00").begin(&first)), codes::TOKEN_OTHER_DAY);
}

#[test]
fn waiting_is_counted_from_the_token_to_the_doctor() {
    let mut h = hospital();
    let token = h.waiting(Sex::Male, 30, None);
    let issued = h.token(&token).issued.at;
    assert_eq!(h.token(&token).waited_minutes(issued.plus_minutes(42)), 42);
    h.ctx.now = issued.plus_minutes(50);
    h.begin(&token).unwrap();
    assert_eq!(h.token(&token).waited_minutes(issued.plus_minutes(90)), 50);
}

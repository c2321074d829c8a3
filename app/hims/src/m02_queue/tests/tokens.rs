use super::super::*;
use super::fixture::*;
use crate::m01_registration::Sex;

#[test]
fn numbers_begin_at_one_in_every_queue_on_every_day() {
    let mut h = hospital();
    let (one, other) = (h.patient(Sex::Male, 30), h.patient(Sex::Female, 31));
    let first = h.id(token_for(&one));
    let second = h.id(token_for(&other));
    let eye = h.id(IssueToken { department: "opd-eye".into(), ..token_for(&one) });
    let tomorrow = h.at(1, "10:00").id(token_for(&one));
    let numbers = [first, second, eye, tomorrow].map(|id| h.token(&id).number);
    assert_eq!(numbers, [1, 2, 1, 1]);
}

#[test]
fn the_lane_follows_the_age_or_the_desk_and_keeps_its_reason() {
    let mut h = hospital();
    let cases: [(u32, Option<Lane>, &str, Lane, &str); 6] = [
        (59, None, "", Lane::General, ""),
        (60, None, "", Lane::Elderly, "60"),
        (75, Some(Lane::General), "", Lane::General, ""),
        (75, Some(Lane::Emergency), "साँस फूल रही है", Lane::Emergency, "साँस फूल रही है"),
        (24, Some(Lane::Pregnant), "8 माह", Lane::Pregnant, "8 माह"),
        (24, Some(Lane::Disabled), "प्रमाण-पत्र", Lane::Disabled, "प्रमाण-पत्र"),
    ];
    for (age, lane, reason, expected, kept) in cases {
        let patient = h.patient(Sex::Female, age);
        let id = h.id(IssueToken { lane, lane_reason: reason.into(), ..token_for(&patient) });
        let token = h.token(&id);
        assert_eq!((token.lane, token.lane_reason.as_str()), (expected, kept), "{age} {lane:?}");
    }
}

#[test]
fn a_token_is_given_with_a_warning_when_no_doctor_sits_or_the_department_is_unusual() {
    let mut h = hospital();
    let warned = |h: &mut Hospital, patient: &str, department: &str| {
        let receipt = h.run(IssueToken { department: department.into(), ..token_for(patient) }).unwrap();
        receipt.warnings.into_iter().map(|w| w.code).collect::<Vec<_>>()
    };
    let man = h.patient(Sex::Male, 40);
    assert_eq!(warned(&mut h, &man, "opd-medicine"), []);
    assert_eq!(warned(&mut h, &man, "opd-gynae"), [codes::DEPARTMENT_UNUSUAL]);
    assert_eq!(warned(&mut h, &man, "opd-paediatrics"), [codes::DEPARTMENT_UNUSUAL]);
    assert_eq!(warned(&mut h, &man, "opd-psychiatry"), [codes::NO_DOCTOR_NOW]);
}

#[test]
fn a_patient_may_come_again_once_the_token_is_closed() {
    let mut h = hospital();
    let patient = h.patient(Sex::Male, 30);
    let token = h.id(token_for(&patient));
    assert_eq!(h.refused(token_for(&patient)), ["m02.token_open@department"]);
    h.run(LeaveQueue { token: token.clone(), reason: "घर चले गए".into() }).unwrap();
    let second = h.id(token_for(&patient));
    assert_eq!((h.token(&token).state.name(), h.token(&second).number), ("left", 2));
}

#[test]
fn a_shared_profile_becomes_a_token_without_a_form() {
    let mut h = hospital();
    let patient = h.patient_with_abha(Sex::Female, 34, "00123456789012");
    let id = h.id(share("00-1234-5678-9012"));
    let token = h.id(RedeemShare { share: id.clone(), ..RedeemShare::default() });
    assert_eq!(h.token(&token).patient, bhavya(&patient));
    assert_eq!(h.token(&token).origin, Origin::Share { share: ShareId::parse(&id).unwrap() });
    assert_eq!(h.refused(RedeemShare { share: id, ..RedeemShare::default() }), ["m02.share_used@share"]);
}

#[test]
fn a_shared_profile_is_good_for_half_an_hour() {
    let mut h = hospital();
    h.patient_with_abha(Sex::Female, 34, "00123456789012");
    for (minutes, good) in [(29, true), (30, false), (45, false)] {
        let id = h.id(share("00123456789012"));
        let kept = h.ctx.now;
        h.ctx.now = h.world.share_tokens().get(&ShareId::parse(&id).unwrap()).unwrap().shared.at.plus_minutes(minutes);
        let answer = h.run(RedeemShare { share: id, ..RedeemShare::default() });
        assert_eq!(answer.is_ok(), good, "{minutes} minutes: {answer:?}");
        if let Ok(receipt) = answer {
            h.ctx.now = kept;
            h.run(CancelToken { token: receipt.subject.id, reason: "जाँच के लिए".into() }).unwrap();
        }
    }
}

#[test]
fn a_transfer_keeps_the_lane_and_the_appointment() {
    let mut h = hospital();
    let patient = h.patient(Sex::Female, 26);
    let appointment = h.id(booking(&patient, "23-11-2026", "11:00"));
    let lane = Some(Lane::Pregnant);
    let first =
        h.id(Arrive { appointment: appointment.clone(), lane, lane_reason: "7 माह".into(), ..Arrive::default() });
    let transfer = TransferToken {
        token: first.clone(), department: "opd-gynae".into(), reason: "प्रसव संबंधी".into()
    };
    let second = h.id(transfer);
    assert_eq!(h.token(&first).state.name(), "transferred");
    assert_eq!((h.token(&second).lane, h.token(&second).lane_reason.as_str()), (Lane::Pregnant, "7 माह"));
    h.begin(&second).unwrap();
    h.end(&second).unwrap();
    assert_eq!(h.appointment(&appointment).state.name(), "fulfilled");
}

#[test]
fn a_token_given_in_error_lets_the_appointment_arrive_again() {
    let mut h = hospital();
    let patient = h.patient(Sex::Female, 26);
    let appointment = h.id(booking(&patient, "23-11-2026", "11:00"));
    let arrive = Arrive { appointment: appointment.clone(), ..Arrive::default() };
    let token = h.id(arrive.clone());
    h.run(CancelToken { token, reason: "दूसरे मरीज को देना था".into() }).unwrap();
    assert_eq!(h.appointment(&appointment).state.name(), "booked");
    let again = h.id(arrive);
    h.run(LeaveQueue { token: again.clone(), reason: "चले गए".into() }).unwrap();
    assert_eq!(h.appointment(&appointment).state.name(), "no_show");
    assert_eq!(h.token(&again).number, 2, "a number is given once");
}

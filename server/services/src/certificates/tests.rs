//! Certificates from the seat to the public page, on each database.

use super::*;
use crate::error::codes::CERTIFIED;
use crate::testing::{acting, key, monday, services};
use crate::{Actor, Outcome, ServiceError, Services};
use abhyas_core::{AttemptId, Capacity, CertificateId, ExerciseId, Language, ModuleId, PersonId, SandboxId, SessionId};
use abhyas_store::attempts::{AttemptRecord, AttemptResult};
use abhyas_store::testing::each_database;
use abhyas_store::{Db, sample};

fn m01() -> ModuleId {
    ModuleId::parse("M01").unwrap()
}

fn person(id: &str) -> PersonId {
    PersonId::parse(id).unwrap()
}

fn officer() -> Actor {
    acting(Capacity::Officer, None)
}

async fn programme(db: Db) -> Services {
    sample::small_programme(&db).await.unwrap();
    services(db).await
}

/// Someone finishes the assessed exercise in a sandbox.
async fn practised(services: &Services, who: &str, sandbox: &str, score: u8, safety_failed: bool) {
    let attempt = AttemptRecord {
        id: AttemptId::parse(format!("attempt-{sandbox}")).unwrap(),
        person: person(who),
        exercise: ExerciseId::parse("M01-E1").unwrap(),
        module: m01(),
        sandbox: SandboxId::parse(sandbox).unwrap(),
        started_at: monday(),
        result: None,
    };
    let result = AttemptResult {
        finished_at: monday(),
        score,
        passed: score >= 75 && !safety_failed,
        safety_failed,
        report: "{}".into(),
    };
    let mut tx = services.db().begin().await.unwrap();
    abhyas_store::attempts::insert(&mut tx, &attempt).await.unwrap();
    abhyas_store::attempts::finish(&mut tx, &attempt.id, &result).await.unwrap();
    tx.commit().await.unwrap();
}

async fn issued_to_sita(services: &Services) -> CertificateId {
    practised(services, "sita", "X1", 92, false).await;
    issue(services, &officer(), &key(services), &m01(), &person("sita")).await.unwrap()
}

fn codes_of<T>(outcome: Outcome<T>) -> Vec<String> {
    match outcome.err() {
        Some(ServiceError::Refused(refusals)) => refusals.iter().map(|r| r.code.as_str().to_owned()).collect(),
        Some(other) => vec![format!("{other:?}")],
        None => Vec::new(),
    }
}

fn reasons(standing: &Standing) -> Vec<&str> {
    match standing {
        Standing::NotYet(reasons) => reasons.iter().map(|r| r.code.as_str()).collect(),
        Standing::Due(_) | Standing::Certified => Vec::new(),
    }
}

#[tokio::test]
async fn everyone_in_the_module_is_listed_with_the_reason_for_each_unmet_term() {
    each_database(|db| async move {
        let services = programme(db).await;
        practised(&services, "sita", "X1", 92, false).await;
        practised(&services, "trainee", "X3", 100, true).await;
        let list = due_list(&services, &officer(), &m01(), None).await.unwrap();
        let of = |id: &str| list.candidates.iter().find(|c| c.person == person(id)).unwrap().standing.clone();
        assert!(matches!(of("sita"), Standing::Due(basis) if basis.attendance == Some(100)));
        assert_eq!(reasons(&of("trainee")), ["certificate.exercise_unsafe"]);
        assert_eq!(reasons(&of("gita")), ["certificate.attendance_not_marked", "certificate.exercise_not_tried"]);

        let session = SessionId::parse("S2").unwrap();
        let of_session = due_list(&services, &officer(), &m01(), Some(&session)).await.unwrap();
        assert_eq!(of_session.candidates.len(), 1);
        let none = ModuleId::parse("M99").unwrap();
        assert_eq!(due_list(&services, &officer(), &none, None).await, Err(ServiceError::NotFound));
    })
    .await;
}

#[tokio::test]
async fn a_coordinator_reaches_her_district_and_a_trainee_only_herself() {
    each_database(|db| async move {
        let services = programme(db).await;
        let coordinator = acting(Capacity::Coordinator, Some("NAL"));
        let list = due_list(&services, &coordinator, &m01(), None).await.unwrap();
        assert_eq!(list.candidates.iter().map(|c| c.person.as_str()).collect::<Vec<_>>(), ["gita"]);
        practised(&services, "sita", "X1", 92, false).await;
        let outside = issue(&services, &coordinator, &key(&services), &m01(), &person("sita")).await;
        assert_eq!(outside, Err(ServiceError::NotFound));

        let trainee = acting(Capacity::Trainee, None);
        assert_eq!(due_list(&services, &trainee, &m01(), None).await, Err(ServiceError::NotFound));
        let own = own_standing(&services, &trainee).await.unwrap();
        assert_eq!(
            own.iter().map(|(m, s)| (m.id.as_str(), reasons(s))).collect::<Vec<_>>(),
            [("M01", vec!["certificate.exercise_not_tried"])]
        );
        let id = issued_to(&services, "sita").await;
        assert_eq!(certificate(&services, &trainee, &id).await, Err(ServiceError::NotFound));
        assert_eq!(certificates(&services, &trainee, None, 0).await, Err(ServiceError::NotFound));
        assert!(own_certificates(&services, &trainee).await.unwrap().is_empty());
        assert!(certificates(&services, &coordinator, None, 0).await.unwrap().is_empty());
        assert_eq!(certificates(&services, &officer(), Some(&m01()), 0).await.unwrap().len(), 1);
    })
    .await;
}

async fn issued_to(services: &Services, who: &str) -> CertificateId {
    issue(services, &officer(), &key(services), &m01(), &person(who)).await.unwrap()
}

#[tokio::test]
async fn a_certificate_is_issued_once_and_only_when_it_is_due() {
    each_database(|db| async move {
        let services = programme(db).await;
        let early = issue(&services, &officer(), &key(&services), &m01(), &person("sita")).await;
        assert_eq!(codes_of(early), ["certificate.exercise_not_tried"]);

        practised(&services, "sita", "X1", 74, false).await;
        let short = issue(&services, &officer(), &key(&services), &m01(), &person("sita")).await;
        assert_eq!(codes_of(short), ["certificate.exercise_short"]);

        practised(&services, "sita", "X2", 92, false).await;
        let form = key(&services);
        let first = issue(&services, &officer(), &form, &m01(), &person("sita")).await.unwrap();
        let sent_twice = issue(&services, &officer(), &form, &m01(), &person("sita")).await.unwrap();
        assert_eq!(first, sent_twice);
        let again = issue(&services, &officer(), &key(&services), &m01(), &person("sita")).await;
        assert_eq!(codes_of(again), [CERTIFIED.as_str()]);
        assert_eq!(certificates(&services, &officer(), None, 0).await.unwrap().len(), 1);
        assert!(own_standing(&services, &sita()).await.unwrap().iter().all(|(_, s)| *s == Standing::Certified));
    })
    .await;
}

fn sita() -> Actor {
    Actor { person: person("sita"), ..acting(Capacity::Trainee, None) }
}

#[tokio::test]
async fn nobody_certifies_themselves() {
    each_database(|db| async move {
        let services = programme(db).await;
        practised(&services, "sita", "X1", 92, false).await;
        let both = Actor { person: person("sita"), ..officer() };
        let own = issue(&services, &both, &key(&services), &m01(), &person("sita")).await;
        assert_eq!(codes_of(own), ["certificate.not_to_oneself"]);
        let all = issue_all_due(&services, &both, &key(&services), &m01(), None).await.unwrap();
        assert_eq!(all.issued, 0);
    })
    .await;
}

#[tokio::test]
async fn all_who_are_due_get_theirs_in_one_act() {
    each_database(|db| async move {
        let services = programme(db).await;
        practised(&services, "sita", "X1", 92, false).await;
        practised(&services, "trainee", "X3", 75, false).await;
        let form = key(&services);
        let outcome = issue_all_due(&services, &officer(), &form, &m01(), None).await.unwrap();
        assert_eq!(outcome, IssuedMany { issued: 2, not_yet: 1 });
        assert_eq!(issue_all_due(&services, &officer(), &form, &m01(), None).await.unwrap(), outcome);
        let nothing_left = issue_all_due(&services, &officer(), &key(&services), &m01(), None).await.unwrap();
        assert_eq!(nothing_left, IssuedMany { issued: 0, not_yet: 1 });
        assert_eq!(certificates(&services, &officer(), None, 0).await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn anyone_can_verify_a_number_and_learns_no_more_than_is_printed() {
    each_database(|db| async move {
        let services = programme(db).await;
        let id = issued_to_sita(&services).await;
        let number = certificate(&services, &officer(), &id).await.unwrap().certificate.number;
        for typed in [
            number.clone(),
            number.to_lowercase(),
            number.replace('-', " "),
            format!("http://127.0.0.1:3000/verify/{number}"),
        ] {
            let verified = verify(&services, &typed).await.unwrap().unwrap();
            assert_eq!((verified.name.as_str(), verified.state.clone()), ("सीता देवी", VerifiedState::Valid), "{typed}");
            assert_eq!(verified.issued_on.to_string(), "2026-11-23");
        }
        let unknown = CertificateNumber::make(&m01(), 1).unwrap();
        assert_eq!(verify(&services, unknown.as_str()).await, Ok(None));
        let wrong = if number.ends_with('A') { "B" } else { "A" };
        let mistyped = format!("{}{wrong}", &number[..number.len() - 1]);
        assert_eq!(codes_of(verify(&services, &mistyped).await), ["certificate.number_mistyped"]);
        assert_eq!(codes_of(verify(&services, "hello").await), ["certificate.number_malformed"]);
    })
    .await;
}

#[tokio::test]
async fn a_revoked_certificate_says_so_and_keeps_its_number_when_it_is_issued_again() {
    each_database(|db| async move {
        let services = programme(db).await;
        let id = issued_to_sita(&services).await;
        let before = certificate(&services, &sita(), &id).await.unwrap().certificate;
        let missing = revoke(&services, &officer(), &key(&services), &id, "  ").await;
        assert_eq!(codes_of(missing), ["certificate.reason_missing"]);
        let not_hers = revoke(&services, &sita(), &key(&services), &id, "x").await;
        assert_eq!(not_hers, Err(ServiceError::NotFound));

        let form = key(&services);
        revoke(&services, &officer(), &form, &id, "नाम गलत छपा").await.unwrap();
        revoke(&services, &officer(), &form, &id, "नाम गलत छपा").await.unwrap();
        let twice = revoke(&services, &officer(), &key(&services), &id, "again").await;
        assert_eq!(codes_of(twice), ["certificate.already_revoked"]);
        let verified = verify(&services, &before.number).await.unwrap().unwrap();
        assert!(matches!(verified.state, VerifiedState::Revoked(day) if day.to_string() == "2026-11-23"));
        assert!(matches!(own_standing(&services, &sita()).await.unwrap().first(), Some((_, Standing::Due(_)))));

        reissue(&services, &officer(), &key(&services), &id).await.unwrap();
        let after = certificate(&services, &sita(), &id).await.unwrap().certificate;
        assert_eq!((&after.number, &after.id, after.revoked), (&before.number, &before.id, None));
        let verified = verify(&services, &before.number).await.unwrap().unwrap();
        assert_eq!(verified.state, VerifiedState::Valid);
        // The name can be put right without a revocation.
        reissue(&services, &officer(), &key(&services), &id).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_credential_in_the_database_verifies_with_the_published_key() {
    each_database(|db| async move {
        let services = programme(db).await;
        let id = issued_to_sita(&services).await;
        let certificate = certificate(&services, &sita(), &id).await.unwrap().certificate;
        let jwk = serde_json::from_value(public_key_jwk(&services).await.unwrap()).unwrap();
        let public = jsonwebtoken::DecodingKey::from_jwk(&jwk).unwrap();
        let mut rules = jsonwebtoken::Validation::new(jsonwebtoken::Algorithm::EdDSA);
        rules.validate_exp = false;
        rules.required_spec_claims.clear();
        let claims =
            jsonwebtoken::decode::<serde_json::Value>(&certificate.credential, &public, &rules).unwrap().claims;
        assert_eq!(claims["jti"], format!("http://127.0.0.1:3000/verify/{}", certificate.number));
        // The secret half stands nowhere but in its setting.
        let debug = format!("{services:?} {certificate:?}");
        let secret = abhyas_store::certificates::signing_key(services.db(), "").await.unwrap();
        assert!(!debug.contains(&secret));
    })
    .await;
}

#[tokio::test]
async fn the_pdf_is_for_its_owner_and_officers() {
    each_database(|db| async move {
        let services = programme(db).await;
        let id = issued_to_sita(&services).await;
        for (actor, may) in [(sita(), true), (officer(), true), (acting(Capacity::Trainee, None), false)] {
            let printed = pdf(&services, &actor, &id, Language::Hi).await;
            assert_eq!(printed.is_ok_and(|bytes| bytes.starts_with(b"%PDF-")), may, "{}", actor.name);
        }
    })
    .await;
}

#[tokio::test]
async fn two_officers_at_once_issue_one_certificate() {
    each_database(|db| async move {
        let services = programme(db).await;
        practised(&services, "sita", "X1", 92, false).await;
        let (officer, one, two) = (officer(), key(&services), key(&services));
        let (module, sita) = (m01(), person("sita"));
        let both = tokio::join!(
            issue(&services, &officer, &one, &module, &sita),
            issue(&services, &officer, &two, &module, &sita)
        );
        assert_eq!(i32::from(both.0.is_ok()) + i32::from(both.1.is_ok()), 1, "{both:?}");
        assert_eq!(codes_of(both.0.and(both.1)), [CERTIFIED.as_str()]);
        assert_eq!(certificates(&services, &officer, None, 0).await.unwrap().len(), 1);
    })
    .await;
}

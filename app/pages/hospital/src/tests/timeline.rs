//! The patient's own record as a browser without scripts sees it.

use abhyas_kit::testing::Practice;
use abhyas_services::sandbox::hims::Persona;
use abhyas_services::sandbox::hims::m01_registration::{
    ApproveMerge, BhavyaId, CompleteMerge, ProposeMerge, RegisterUnknown, Sex,
};
use abhyas_services::sandbox::hims::m02_queue::IssueToken;
use abhyas_services::sandbox::hims::timeline;
use axum::http::StatusCode;

async fn unknown(desk: &Practice) -> String {
    let (age, description) = ("40".to_owned(), "नीली कमीज, बस अड्डे से लाए गए".to_owned());
    desk.run(RegisterUnknown { sex: Some(Sex::Male), age, description }).await
}

#[tokio::test]
async fn every_event_stands_in_it_with_its_printable_page() {
    let desk = Practice::open(crate::routes, Persona::Clerk).await;
    let world = desk.world().await;
    // Whoever has a report has been through the whole house.
    let patient = world.lab_reports().iter().next().unwrap().patient.clone();
    let events = timeline::of(&world, &patient);
    assert!(events.len() > 5, "{}", events.len());
    let path = format!("/hospital/patients/{patient}/timeline");
    for page in [desk.get(&path).await, desk.get_in_english(&path).await] {
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.html.matches("<h1").count() == 1 && !page.html.contains("style=\""), "{}", page.html);
        assert_eq!(page.html.matches("<li><span class=\"num muted\">").count(), events.len());
        assert!(page.html.contains("/hospital/laboratory/reports/"), "{}", page.html);
    }
    let opened = desk.sandbox().await.journal().await.unwrap();
    assert!(opened.iter().any(|entry| entry.action == "m01.timeline"), "that it was opened is journalled");
}

#[tokio::test]
async fn a_merged_record_leads_to_the_one_that_stands_and_a_wrong_id_nowhere() {
    let desk = Practice::open(crate::routes, Persona::Clerk).await;
    let (survivor, duplicate) = (unknown(&desk).await, unknown(&desk).await);
    let department = "opd-medicine".to_owned();
    desk.run(IssueToken { patient: duplicate.clone(), department, ..IssueToken::default() }).await;
    let proposal =
        ProposeMerge {
            survivor: survivor.clone(), duplicate: duplicate.clone(), reason: "एक ही मरीज".into()
        };
    let merge = desk.run(proposal).await;
    desk.act_as(Persona::Supervisor).await;
    desk.run(ApproveMerge { merge: merge.clone() }).await;
    desk.run(CompleteMerge { merge }).await;
    let old = desk.get(&format!("/hospital/patients/{duplicate}/timeline")).await;
    assert_eq!(
        (old.status, old.to.as_str()),
        (StatusCode::SEE_OTHER, &*format!("/hospital/patients/{survivor}/timeline"))
    );
    let page = desk.get(&old.to).await;
    assert!(page.html.contains("/hospital/queue/tokens/"), "the token of the merged record is there: {}", page.html);
    let nobody = BhavyaId::numbered(100, 999_999_999);
    let missing = desk.get(&format!("/hospital/patients/{nobody}/timeline")).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
}

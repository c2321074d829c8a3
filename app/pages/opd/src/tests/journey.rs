//! From the called token to the printed prescription.

use super::desk::open;
use abhyas_services::sandbox::hims::m01_registration::Sex;
use abhyas_services::sandbox::hims::m02_queue::{TokenId, TokenState};
use abhyas_services::sandbox::hims::m03_opd::{Encounter, EncounterId, Prescription};
use abhyas_services::sandbox::hims::{Act, Persona};
use axum::http::StatusCode;

/// The fields of a line of the prescription.
pub(super) fn line(n: usize, product: &str, dose: &str, frequency: &str) -> Vec<(String, String)> {
    [("product", product), ("dose", dose), ("frequency", frequency), ("days", "3"), ("route", "oral"), ("use", "on")]
        .map(|(name, value)| (format!("{name}_{n}"), value.to_owned()))
        .into()
}

/// Borrowed pairs, as the desk sends them.
pub(super) fn pairs(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

#[tokio::test]
async fn a_patient_is_seen_from_the_token_to_the_printed_prescription() {
    let desk = open().await;
    desk.start_over().await;
    let patient = desk.patient(Sex::Male, 40).await;
    let token = desk.called(&patient).await;
    let list = desk.get("/hospital/opd?department=opd-medicine").await;
    assert!(list.status == StatusCode::OK && list.html.contains(&format!("value=\"{token}\"")), "{}", list.html);

    let opened = desk.post("/hospital/opd/open", &[("token", &token), ("department", "opd-medicine")]).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.html);
    let at = opened.to.clone();
    let page = desk.get(&at).await;
    assert!(page.html.contains("एलर्जी नहीं पूछी गई") && page.html.matches("<h1").count() == 1, "{}", page.html);
    for (language, word) in [("hi", "तकलीफ"), ("en", "Complaint")] {
        let page = if language == "hi" { desk.get(&at).await } else { desk.get_in_english(&at).await };
        assert!(page.html.contains(word), "{language}");
    }
    let done = async |act: &str, fields: &[(&str, &str)]| {
        let answer = desk.post(&format!("{at}/{act}"), fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{act} {}", answer.html);
        answer
    };
    done("vitals", &[("temperature", "101"), ("pulse", "88"), ("weight", "60")]).await;
    done("notes", &[("complaint", "दस्त और उल्टी"), ("days", "2")]).await;
    let found = desk.get(&format!("{at}?q={}", abhyas_kit::encode("दस्त"))).await;
    assert!(found.html.contains("name=\"code\" value=\"A09\""), "{}", found.html);
    assert!(done("diagnose", &[("code", "A09")]).await.flash.contains("सूचना"), "A09 is notifiable");

    // The medicines of the diagnosis stand in the form, with dose, frequency and days: one tap signs them.
    let page = desk.get(&at).await;
    assert!(
        page.html.contains("value=\"ओआरएस WHO formula for 1 litre (पाउडर)\"")
            && page.html.contains("value=\"जिंक सल्फेट 20 mg (घुलने वाली गोली)\""),
        "{}",
        page.html
    );
    let mut lines = line(1, "ors-sachet-1l", "1", "sos");
    lines.extend(line(2, "zinc-dt-20", "1", "od"));
    lines.extend(line(3, "Paracetamol 500 mg", "1", "tds"));
    lines.push(("lines".into(), "4".into()));
    done("prescribe", &pairs(&lines)).await;
    done("tests", &[("tests", "stool-routine"), ("test", "cbc"), ("priority", "routine")]).await;
    done("follow-up", &[("quick", "3")]).await;
    let refer = [("to", "एसकेएमसीएच"), ("urgency", "routine"), ("refer_reason", "विशेषज्ञ की राय")];
    done("refer", &refer).await;
    done("teleconsult", &[("consent", "on")]).await;
    done("sign-close", &[]).await;

    let world = desk.world().await;
    let id = EncounterId::parse(at.rsplit('/').next().unwrap()).unwrap();
    let encounter: &Encounter = world.encounters().get(&id).unwrap();
    assert!(encounter.state.name() == "signed" && encounter.orders.len() == 2);
    let token = world.tokens().get(&TokenId::parse(&token).unwrap()).unwrap();
    assert!(matches!(token.state, TokenState::Done { .. }));
    let rx = world.prescriptions().find(Prescription::BY_ENCOUNTER, id.as_str()).next().unwrap();
    assert_eq!(rx.lines.iter().map(|l| l.quantity).collect::<Vec<_>>(), [9, 3, 9]);

    let print = desk.get(&format!("/hospital/opd/prescriptions/{}", rx.id)).await;
    for part in ["<svg", "अभ्यास", "Once a day", "दिन में 1 बार", "A09", "Zinc sulfate"] {
        assert!(print.html.contains(part), "{part}: {}", print.html);
    }
    let letter = world.referrals().iter().find(|r| r.encounter == id).unwrap().id.as_str().to_owned();
    let letter = desk.get(&format!("/hospital/opd/referrals/{letter}")).await;
    assert!(letter.html.contains("एसकेएमसीएच") && letter.html.contains("Referral letter"), "{}", letter.html);
}

#[tokio::test]
async fn looking_is_journalled_and_old_visits_and_allergies_are_found() {
    let desk = open().await;
    desk.start_over().await;
    let (patient, encounter) = desk.ill(Sex::Female, 30, "R50.9").await;
    let of = format!("/hospital/opd/patients/{patient}");
    desk.get(&format!("/hospital/opd/encounters/{encounter}")).await;
    for page in ["allergies", "results", "visits", "vitals"] {
        let answer = desk.get(&format!("{of}/{page}")).await;
        assert!(answer.status == StatusCode::OK && answer.html.matches("<h1").count() == 1, "{page}: {}", answer.html);
    }
    let journal = desk.sandbox().await.journal().await.unwrap();
    let looked: Vec<&str> =
        journal.iter().filter(|e| matches!(e.act, Act::Viewed { .. })).map(|e| e.action.as_str()).collect();
    assert_eq!(looked, ["m03.encounter", "m03.allergies", "m03.results", "m03.visits"]);

    desk.act_as(Persona::Nurse).await;
    let allergy = [("class", "penicillin"), ("reaction", "rash"), ("severity", "severe")];
    assert_eq!(desk.post(&format!("{of}/allergies"), &allergy).await.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.post(&format!("{of}/vitals"), &[("pulse", "80")]).await.status, StatusCode::SEE_OTHER);
    let page = desk.get(&format!("/hospital/opd/encounters/{encounter}")).await;
    assert!(page.html.contains("पेनिसिलिन से एलर्जी"), "{}", page.html);
}

#[tokio::test]
async fn a_childs_doses_are_filled_in_by_weight() {
    let desk = open().await;
    desk.start_over().await;
    let (patient, encounter) = desk.ill(Sex::Female, 4, "J06.9").await;
    let at = format!("/hospital/opd/encounters/{encounter}");
    let page = desk.get(&at).await;
    assert!(page.html.contains("पहले बच्चे को तौलें"), "{}", page.html);
    desk.post(&format!("/hospital/opd/patients/{patient}/vitals"), &[("weight", "16")]).await;
    let page = desk.get(&at).await;
    // 15 mg/kg of 16 kg in 25 mg/ml: 9.6 ml, to the half.
    assert!(
        page.html.contains("value=\"पैरासिटामोल 125 mg/5 ml (सिरप)\"") && page.html.contains("value=\"9.5\""),
        "{}",
        page.html
    );
    let fields = [("lines", "3"), ("product_1", "amoxicillin-susp-125"), ("use_1", "on")];
    let filled = desk.post(&format!("{at}/fill"), &fields).await;
    assert_eq!(filled.status, StatusCode::OK);
    assert!(filled.html.contains("value=\"9.5\"") && filled.html.contains("value=\"tds\" selected"), "{}", filled.html);
}

#[tokio::test]
async fn what_was_typed_stays_at_its_line_when_the_prescription_is_refused() {
    let desk = open().await;
    desk.start_over().await;
    let (_, encounter) = desk.ill(Sex::Male, 30, "R50.9").await;
    let at = format!("/hospital/opd/encounters/{encounter}");
    // The first line is left out: the second keeps its place.
    let mut fields: Vec<_> =
        line(1, "paracetamol-tab-500", "1", "tds").into_iter().filter(|(n, _)| n != "use_1").collect();
    fields.extend(line(2, "cetirizine-tab-10", "", "hs"));
    fields.push(("lines".into(), "3".into()));
    let answer = desk.post(&format!("{at}/prescribe"), &pairs(&fields)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.html.contains("href=\"#dose_2\"") && answer.html.contains("id=\"dose_2-error\""), "{}", answer.html);
    assert!(answer.html.contains("value=\"सेटिरिजिन 10 mg (गोली)\""), "what was typed stays");
}

#[tokio::test]
async fn what_is_not_there_is_no_page() {
    let desk = open().await;
    desk.start_over().await;
    for path in [
        "/hospital/opd/encounters/ENC999999",
        "/hospital/opd/patients/BHV1/allergies",
        "/hospital/opd/prescriptions/RX999999",
        "/hospital/opd/referrals/x",
    ] {
        assert_eq!(desk.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let (_, encounter) = desk.seen(Sex::Male, 30).await;
    let act = format!("/hospital/opd/encounters/{encounter}/magic");
    assert_eq!(desk.post(&act, &[]).await.status, StatusCode::NOT_FOUND);
    let back = desk.get(&act).await;
    assert!(back.status == StatusCode::SEE_OTHER && back.to == format!("/hospital/opd/encounters/{encounter}"));
}

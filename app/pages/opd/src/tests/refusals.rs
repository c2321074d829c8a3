//! Each refusal of M03 as a person meets it: its Hindi words, and what to do next, stand on the page.

use super::desk::{Desk, open};
use super::journey::{line, pairs};
use abhyas_core::Code;
use abhyas_kit::testing;
use abhyas_services::sandbox::hims::Persona;
use abhyas_services::sandbox::hims::m01_registration::Sex;
use abhyas_services::sandbox::hims::m03_opd::codes;
use abhyas_services::sandbox::hims::m07_laboratory::{CollectSpecimen, EnterResults, ReceiveSpecimen, ResultInput};
use abhyas_services::sandbox::hims::m08_radiology::codes as m08;
use abhyas_services::sandbox::hims::reference::Level;
use axum::http::StatusCode;

type Seen = testing::Seen<Desk>;

fn encounter(id: &str, act: &str) -> String {
    format!("/hospital/opd/encounters/{id}/{act}")
}

/// What is prescribed.
trait Prescribing {
    async fn no_rx(&mut self, code: Code, id: &str, lines: &[Vec<(String, String)>]);
    async fn rx(&self, id: &str, lines: &[Vec<(String, String)>]);
}

impl Prescribing for Seen {
    /// A prescription of these lines that is refused.
    async fn no_rx(&mut self, code: Code, id: &str, lines: &[Vec<(String, String)>]) {
        let fields = lines.concat();
        self.refused(code, &encounter(id, "prescribe"), &pairs(&fields)).await;
    }

    /// A prescription of these lines that is signed.
    async fn rx(&self, id: &str, lines: &[Vec<(String, String)>]) {
        let fields = lines.concat();
        self.done(&encounter(id, "prescribe"), &pairs(&fields)).await;
    }
}

fn without(mut line: Vec<(String, String)>, name: &str) -> Vec<(String, String)> {
    line.retain(|(held, _)| held != name);
    line
}

fn with(line: Vec<(String, String)>, name: &str, value: &str) -> Vec<(String, String)> {
    let mut line = without(line, name);
    line.push((name.to_owned(), value.to_owned()));
    line
}

fn paracetamol() -> Vec<(String, String)> {
    line(1, "paracetamol-tab-500", "1", "tds")
}

#[tokio::test]
async fn every_refusal_of_the_desk_is_seen_in_hindi() {
    let desk = open().await;
    desk.start_over().await;
    let mut seen = Seen::new("opd", desk);
    beginnings(&mut seen).await;
    vitals(&mut seen).await;
    allergies(&mut seen).await;
    diagnoses(&mut seen).await;
    lines(&mut seen).await;
    checks(&mut seen).await;
    children_and_mothers(&mut seen).await;
    after(&mut seen).await;
    endings(&mut seen).await;
    cancelled_tests(&mut seen).await;
    pictures(&mut seen).await;
    // A form that was shown before the hospital was started over.
    let gone = seen.desk.post(&encounter("ENC999999", "sign"), &[]).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    seen.said(codes::ENCOUNTER_NOT_FOUND, &gone).await;
    seen.all(codes::ALL.iter().chain(m08::ALL), &[]);
}

/// Tokens, rights and patients.
async fn beginnings(seen: &mut Seen) {
    let open = "/hospital/opd/open";
    let (one, other) = (seen.desk.patient(Sex::Male, 40).await, seen.desk.patient(Sex::Male, 41).await);
    let token = seen.desk.called(&one).await;
    seen.refused(codes::TOKEN_UNKNOWN, open, &[("token", "TOK999999")]).await;
    seen.refused(codes::WRONG_PATIENT, open, &[("token", &token), ("patient", &other)]).await;
    let bare = [("patient", other.as_str()), ("department", "opd-magic"), ("reason", "आपात स्थिति")];
    seen.refused(codes::DEPARTMENT_UNKNOWN, open, &bare).await;
    let bare = [("patient", other.as_str()), ("department", "opd-medicine"), ("reason", "आपात स्थिति")];
    seen.done(open, &bare).await;
    seen.refused(codes::ENCOUNTER_OPEN, open, &bare).await;
    seen.desk.act_as(Persona::Nurse).await;
    seen.refused(codes::DOCTOR_ONLY, open, &[("token", &token)]).await;
    seen.desk.act_as(Persona::Clerk).await;
    let to = format!("/hospital/opd/patients/{one}/vitals");
    seen.refused(codes::PERSONA_MAY_NOT, &to, &[("pulse", "80")]).await;
    seen.desk.act_as(Persona::Doctor).await;
}

async fn vitals(seen: &mut Seen) {
    let patient = seen.desk.patient(Sex::Male, 40).await;
    let to = format!("/hospital/opd/patients/{patient}/vitals");
    for (code, fields) in [
        (codes::VITALS_EMPTY, vec![]),
        (codes::NUMBER_FORM, vec![("pulse", "तेज")]),
        (codes::IMPLAUSIBLE, vec![("spo2", "120")]),
        (codes::BP_HALF, vec![("systolic", "120")]),
        (codes::DIASTOLIC_NOT_BELOW, vec![("systolic", "80"), ("diastolic", "120")]),
        (codes::WEIGHT_FOR_AGE, vec![("weight", "4")]),
    ] {
        seen.refused(code, &to, &fields).await;
    }
    seen.warned(codes::EARLY_WARNING, &to, &[("spo2", "85")]).await;
}

async fn allergies(seen: &mut Seen) {
    let (patient, id) = seen.desk.ill(Sex::Male, 40, "J18.9").await;
    let to = format!("/hospital/opd/patients/{patient}/allergies");
    let full = [("class", "penicillin"), ("reaction", "rash"), ("severity", "mild")];
    seen.refused(codes::AGENT_MISSING, &to, &[]).await;
    seen.refused(codes::AGENT_SEVERAL, &to, &[("class", "penicillin"), ("other", "अंडा")]).await;
    seen.refused(codes::CLASS_UNKNOWN, &to, &[("class", "magic")]).await;
    seen.refused(codes::PRODUCT_UNKNOWN, &to, &[("product", "magic")]).await;
    seen.refused(codes::REACTION_MISSING, &to, &[("class", "penicillin"), ("severity", "mild")]).await;
    seen.refused(codes::SEVERITY_MISSING, &to, &[("class", "penicillin"), ("reaction", "rash")]).await;
    let amoxicillin = line(1, "amoxicillin-cap-500", "1", "tds");
    let fields = pairs(&amoxicillin);
    seen.warned(codes::ALLERGIES_NOT_ASKED, &encounter(&id, "prescribe"), &fields).await;
    seen.warned(codes::ALLERGY_RUNNING, &to, &full).await;
    seen.refused(codes::ALLERGY_KNOWN, &to, &full).await;
    seen.refused(codes::NONE_KNOWN_CONFLICT, &to, &[("none_known", "on")]).await;
    let known = seen.desk.world().await.allergies().iter().last().unwrap().id.as_str().to_owned();
    let resolve = [("allergy", known.as_str()), (&*format!("reason_{known}"), "जाँच में नहीं मिली")];
    seen.done(&to, &resolve).await;
    seen.refused(codes::ALLERGY_NOT_ACTIVE, &to, &resolve).await;
    seen.refused(codes::ALLERGY_NOT_FOUND, &to, &[("allergy", "ALG999999")]).await;
}

async fn diagnoses(seen: &mut Seen) {
    let (_, man) = seen.desk.seen(Sex::Male, 40).await;
    let (_, girl) = seen.desk.seen(Sex::Female, 7).await;
    let notes = encounter(&man, "notes");
    seen.refused(codes::DAYS_FORM, &notes, &[("complaint", "दर्द"), ("days", "कई")]).await;
    seen.refused(codes::PREGNANCY_MALE, &notes, &[("complaint", "दर्द"), ("pregnancy", "yes")]).await;
    let of_girl = [("complaint", "दर्द"), ("pregnancy", "yes")];
    seen.refused(codes::PREGNANCY_AGE, &encounter(&girl, "notes"), &of_girl).await;
    let diagnose = encounter(&man, "diagnose");
    seen.refused(codes::DIAGNOSIS_UNKNOWN, &diagnose, &[("code", "Q99.9"), ("q", "कुछ")]).await;
    seen.refused(codes::DIAGNOSIS_SEX, &diagnose, &[("code", "O14.9"), ("q", "गर्भ")]).await;
    seen.refused(codes::DIAGNOSIS_AGE, &encounter(&girl, "diagnose"), &[("code", "O14.9")]).await;
    seen.warned(codes::NOTIFIABLE, &diagnose, &[("code", "A90")]).await;
    seen.refused(codes::DIAGNOSIS_TWICE, &diagnose, &[("code", "A90")]).await;
    seen.done(&encounter(&man, "confirm"), &[("n", "1")]).await;
    seen.refused(codes::DIAGNOSIS_CONFIRMED, &encounter(&man, "confirm"), &[("n", "1")]).await;
    seen.refused(codes::DIAGNOSIS_NOT_FOUND, &encounter(&man, "confirm"), &[("n", "9")]).await;
    seen.rx(&man, &[paracetamol()]).await;
    let remove = [("n", "1"), ("remove_reason_1", "गलत रोग लिखा")];
    seen.refused(codes::DIAGNOSIS_IN_USE, &encounter(&man, "remove"), &remove).await;
    seen.refused(codes::TEST_MISSING, &encounter(&man, "tests"), &[]).await;
}

async fn lines(seen: &mut Seen) {
    let (_, bare) = seen.desk.seen(Sex::Male, 40).await;
    seen.no_rx(codes::RX_NEEDS_DIAGNOSIS, &bare, &[paracetamol()]).await;
    let (_, id) = seen.desk.ill(Sex::Male, 40, "R50.9").await;
    seen.no_rx(codes::RX_EMPTY, &id, &[]).await;
    for (code, line) in [
        (codes::PRODUCT_UNKNOWN, with(paracetamol(), "product_1", "magic")),
        (codes::DOSE_MISSING, with(paracetamol(), "dose_1", "")),
        (codes::DOSE_FORM, with(paracetamol(), "dose_1", "एक")),
        (codes::DOSE_NOT_DIVISIBLE, with(paracetamol(), "dose_1", "0.3")),
        (codes::ROUTE_MISSING, without(paracetamol(), "route_1")),
        (codes::ROUTE_WRONG, with(paracetamol(), "route_1", "eye")),
        (codes::FREQUENCY_MISSING, without(paracetamol(), "frequency_1")),
        (codes::DURATION_MISSING, with(paracetamol(), "days_1", "")),
        (codes::DURATION_RANGE, with(paracetamol(), "days_1", "120")),
        (codes::DOSE_OVER_MAX, with(paracetamol(), "dose_1", "4")),
    ] {
        seen.no_rx(code, &id, &[line]).await;
    }
    let cancel = encounter(&id, "cancel-rx");
    seen.refused(codes::RX_NOT_FOUND, &cancel, &[("prescription", "RX999999")]).await;
    seen.rx(&id, &[paracetamol()]).await;
    let rx = seen.desk.world().await.prescriptions().iter().last().unwrap().id.as_str().to_owned();
    let fields = [("prescription", rx.as_str()), (&*format!("cancel_rx_reason_{rx}"), "गलत दवा")];
    seen.refused(codes::HAS_PRESCRIPTION, &encounter(&id, "cancel"), &[("cancel_reason", "मरीज चला गया")]).await;
    seen.done(&cancel, &fields).await;
    seen.refused(codes::RX_NOT_SIGNED, &cancel, &fields).await;
}

async fn checks(seen: &mut Seen) {
    let (patient, id) = seen.desk.ill(Sex::Male, 50, "I48").await;
    let allergy = [("class", "penicillin"), ("reaction", "rash"), ("severity", "severe")];
    seen.done(&format!("/hospital/opd/patients/{patient}/allergies"), &allergy).await;
    let two = |one: &str, other: &str| [line(1, one, "1", "bd"), line(2, other, "1", "bd")];
    seen.no_rx(codes::ALLERGY, &id, &[line(1, "amoxicillin-cap-500", "1", "tds")]).await;
    seen.no_rx(codes::INTERACTION, &id, &two("warfarin-tab-2", "ibuprofen-tab-400")).await;
    seen.no_rx(codes::INTERACTION_NEVER, &id, &two("tramadol-cap-50", "linezolid-tab-600")).await;
    seen.no_rx(codes::DUPLICATE_DRUG, &id, &two("paracetamol-tab-500", "paracetamol-tab-650")).await;
    seen.no_rx(codes::DUPLICATE_CLASS, &id, &two("ibuprofen-tab-400", "naproxen-tab-250")).await;
    let fields = two("enalapril-tab-5", "ibuprofen-tab-400").concat();
    seen.warned(codes::INTERACTION_WATCH, &encounter(&id, "prescribe"), &pairs(&fields)).await;
    seen.no_rx(codes::DUPLICATE_RUNNING, &id, &[line(1, "ibuprofen-tab-200", "1", "tds")]).await;
    let world = seen.desk.world().await;
    let unlisted = world.products().iter().find(|p| !p.is_listed_at(Level::Dh)).map(|p| (p.id.clone(), p.route()));
    let (unlisted, route) = unlisted.expect("a medicine that is on no list of a district hospital");
    let unlisted = with(line(1, unlisted.as_str(), "1", "od"), "route_1", route.unwrap().name());
    seen.no_rx(codes::OFF_LIST, &id, &[unlisted]).await;
    let tele = encounter(&id, "teleconsult");
    seen.refused(codes::TELE_CONSENT, &tele, &[]).await;
    seen.done(&tele, &[("consent", "on")]).await;
    seen.refused(codes::TELE_ALREADY, &tele, &[("consent", "on")]).await;
    seen.no_rx(codes::TELE_PROHIBITED, &id, &[line(1, "tramadol-cap-50", "1", "bd")]).await;
}

async fn children_and_mothers(seen: &mut Seen) {
    let (child, id) = seen.desk.ill(Sex::Female, 4, "J06.9").await;
    let syrup = || line(1, "paracetamol-syr-125", "8", "qid");
    seen.no_rx(codes::CHILD_WEIGHT, &id, &[syrup()]).await;
    seen.done(&format!("/hospital/opd/patients/{child}/vitals"), &[("weight", "15")]).await;
    seen.no_rx(codes::CHILD_NO_DOSE, &id, &[line(1, "aspirin-tab-75", "1", "od")]).await;
    seen.no_rx(codes::CHILD_TOO_YOUNG, &id, &[line(1, "paracetamol-tab-500", "½", "tds")]).await;
    let (_, id) = seen.desk.ill(Sex::Female, 28, "E78.5").await;
    let statin = || [line(1, "atorvastatin-tab-10", "1", "hs")];
    seen.no_rx(codes::PREGNANCY_ASK, &id, &statin()).await;
    seen.done(&encounter(&id, "notes"), &[("complaint", "जाँच"), ("pregnancy", "yes")]).await;
    seen.no_rx(codes::PREGNANCY_X, &id, &statin()).await;
    seen.no_rx(codes::PREGNANCY_D, &id, &[line(1, "enalapril-tab-5", "1", "od")]).await;
}

async fn after(seen: &mut Seen) {
    let (_, id) = seen.desk.ill(Sex::Male, 40, "R50.9").await;
    let again = encounter(&id, "follow-up");
    seen.refused(codes::FOLLOW_UP_FORM, &again, &[("in_days", "जल्दी")]).await;
    seen.refused(codes::FOLLOW_UP_RANGE, &again, &[("in_days", "900")]).await;
    let refer = encounter(&id, "refer");
    seen.refused(codes::REFER_TO_MISSING, &refer, &[]).await;
    seen.refused(codes::REFER_URGENCY_MISSING, &refer, &[("to", "एसकेएमसीएच")]).await;
    let emergency = [("to", "एसकेएमसीएच"), ("urgency", "emergency"), ("refer_reason", "साँस बहुत तेज")];
    seen.refused(codes::REFER_NOT_STABILISED, &refer, &emergency).await;
    seen.refused(codes::AMEND_UNSIGNED, &encounter(&id, "amend"), &[]).await;
    seen.refused(codes::CLOSE_UNSIGNED, &encounter(&id, "close"), &[]).await;
    seen.refused(codes::SIGN_COMPLAINT, &encounter(&id, "sign"), &[]).await;
    let (_, bare) = seen.desk.seen(Sex::Male, 40).await;
    seen.refused(codes::SIGN_DIAGNOSIS, &encounter(&bare, "sign"), &[]).await;
}

/// What is asked before a picture is made.
async fn pictures(seen: &mut Seen) {
    let (_, man) = seen.desk.ill(Sex::Male, 40, "R50.9").await;
    let order = encounter(&man, "imaging");
    seen.refused(m08::STUDY_UNKNOWN, &order, &[("study", "जादू")]).await;
    seen.refused(m08::STUDY_SEX, &order, &[("study", "usg-obstetric")]).await;
    let knee = seen.refused(m08::SIDE_MISSING, &order, &[("study", "xray-knee")]).await;
    assert!(knee.html.contains("value=\"घुटने का एक्स-रे\""), "the field shows the name: {}", knee.html);
    let left = [("study", "घुटने का एक्स-रे"), ("side", "left"), ("question", "गिरने के बाद दर्द")];
    seen.done(&order, &left).await;
    seen.refused(m08::ORDER_DUPLICATE, &order, &left).await;
    let world = seen.desk.world().await;
    let made = world.imaging_orders().iter().next().unwrap().id.as_str().to_owned();
    let paper = seen.desk.get(&format!("/hospital/opd/imaging/{made}")).await;
    for words in ["घुटने का एक्स-रे, बायाँ / X-ray knee AP and lateral, left", "गिरने के बाद दर्द", "Radiology request"]
    {
        assert!(paper.html.contains(words), "{words}: {}", paper.html);
    }
    let cancel = encounter(&man, "cancel-imaging");
    let field = format!("cancel_imaging_reason_{made}");
    let wanted = [("order", made.as_str()), (field.as_str(), "ज़रूरत नहीं रही")];
    seen.refused(m08::ORDER_NOT_FOUND, &cancel, &[("order", "IMO999999")]).await;
    seen.desk.act_as(Persona::Nurse).await;
    seen.refused(m08::PERSONA_MAY_NOT, &cancel, &wanted).await;
    seen.desk.act_as(Persona::Doctor).await;
    seen.done(&cancel, &wanted).await;
    seen.refused(m08::CANCEL_STATE, &cancel, &wanted).await;

    let (_, woman) = seen.desk.ill(Sex::Female, 25, "R50.9").await;
    let (order, chest) = (encounter(&woman, "imaging"), ("study", "छाती का एक्स-रे (PA)"));
    seen.refused(m08::PREGNANCY_UNASKED, &order, &[chest]).await;
    seen.done(&encounter(&woman, "notes"), &[("complaint", "खाँसी"), ("pregnancy", "unsure")]).await;
    let asked = seen.refused(m08::PREGNANCY_REASON, &order, &[chest]).await;
    assert!(asked.html.contains("name=\"although_pregnant\""), "the question stands there: {}", asked.html);
    seen.done(&order, &[chest, ("although_pregnant", "साँस बहुत तेज है")]).await;
    let baby = [("study", "usg-obstetric"), ("question", "लड़का है या लड़की")];
    seen.refused(m08::FETAL_SEX, &order, &baby).await;
}

/// A consultation that does not count takes its tests with it, but for those that have results.
async fn cancelled_tests(seen: &mut Seen) {
    let (patient, id) = seen.desk.ill(Sex::Male, 40, "R50.9").await;
    seen.done(&encounter(&id, "tests"), &[("tests", "urine-routine"), ("test", "hiv"), ("priority", "routine")]).await;
    let world = seen.desk.world().await;
    let orders = world.lab_orders().iter().filter(|o| o.patient.as_str() == patient && o.test.as_str() == "hiv");
    let orders: Vec<String> = orders.map(|o| o.id.as_str().to_owned()).collect();
    seen.desk.act_as(Persona::LaboratoryTechnician).await;
    let specimen = seen.desk.run(CollectSpecimen { patient, orders, barcode: String::new() }).await;
    seen.desk.run(ReceiveSpecimen { specimen: specimen.clone() }).await;
    let result = ResultInput { test: "hiv".into(), value: "non-reactive".into(), ..ResultInput::default() };
    seen.desk.run(EnterResults { specimen, results: vec![result] }).await;
    seen.desk.act_as(Persona::Doctor).await;
    let cancel = encounter(&id, "cancel");
    let answer = seen.warned(codes::ORDERS_CANCELLED, &cancel, &[("cancel_reason", "गलत मरीज")]).await;
    seen.said(codes::ORDERS_STAND, &answer).await;
}

async fn endings(seen: &mut Seen) {
    let (patient, id) = seen.desk.ill(Sex::Male, 40, "R50.9").await;
    let in_error = encounter(&id, "in-error");
    seen.refused(codes::RECORD_NOT_FOUND, &in_error, &[("record", "x"), ("error_reason", "गलत मरीज")]).await;
    let vitals = format!("/hospital/opd/patients/{patient}/vitals");
    seen.done(&vitals, &[("weight", "60")]).await;
    let measured = seen.desk.world().await.vitals().iter().last().unwrap().id.as_str().to_owned();
    let mark = [("record", measured.as_str()), ("error_reason", "गलत मरीज")];
    seen.done(&in_error, &mark).await;
    seen.refused(codes::IN_ERROR_ALREADY, &in_error, &mark).await;
    seen.done(&encounter(&id, "notes"), &[("complaint", "बुखार")]).await;
    seen.warned(codes::VITALS_MISSING, &encounter(&id, "sign"), &[]).await;
    seen.refused(codes::ENCOUNTER_SIGNED, &encounter(&id, "notes"), &[("complaint", "और")]).await;
    let same = [("complaint", "बुखार"), ("amend_reason", "भूल सुधार")];
    seen.refused(codes::NOTHING_TO_AMEND, &encounter(&id, "amend"), &same).await;
    seen.done(&encounter(&id, "close"), &[]).await;
    seen.refused(codes::CLOSED_ALREADY, &encounter(&id, "close"), &[]).await;
    let (_, gone) = seen.desk.seen(Sex::Male, 41).await;
    seen.done(&encounter(&gone, "cancel"), &[("cancel_reason", "मरीज चला गया")]).await;
    seen.refused(codes::ENCOUNTER_GONE, &encounter(&gone, "notes"), &[("complaint", "बुखार")]).await;
}

//! Each refusal of M01, of the hospital itself and of a sandbox as a person meets it: its Hindi words, and what to do next,
//! stand on the page, or on the next one.

use abhyas_core::Code;
use abhyas_kit::testing::{self, Practice};
use abhyas_services::sandbox::codes as sandbox;
use abhyas_services::sandbox::hims::m01_registration::{
    AbhaMethod, LinkAbha, SearchPatients, SendOtp, VerifyAbha, codes,
};
use abhyas_services::sandbox::hims::{Persona, engine};
use axum::http::StatusCode;

/// What the screens of a hospital of one's own do not show, and why.
const BEHIND_NO_SCREEN: [(Code, &str); 10] = [
    (codes::FACILITY_UNKNOWN, "a sandbox is not opened on a base without a facility"),
    (engine::codes::RECORD_UNWRITABLE, "no record of this program is without a form in JSON"),
    (
        sandbox::CLOSED,
        "the hospital of a finished attempt is left for free practice; told when somebody finishes it in between",
    ),
    (sandbox::QUARANTINED, "needs a broken journal: the page of a quarantined hospital is tested with the sandboxes"),
    (sandbox::COPY_TO_ONESELF, WITH_OTHERS),
    (sandbox::OF_AN_EXERCISE, WITH_OTHERS),
    (sandbox::LOOKS_ONLY, WITH_OTHERS),
    (sandbox::NOT_LEADING, WITH_OTHERS),
    (sandbox::NOT_YOUR_ROLE, WITH_OTHERS),
    (sandbox::NO_TRAINEE, WITH_OTHERS),
];

/// Why.
const WITH_OTHERS: &str =
    "a hospital of one's own does not refuse it: seen in Hindi in the web server's tests of cohorts";

const NAME: &str = "कमलावती कुमारी";
const ABHA: &str = "00123456789015";
const OTHER_ABHA: &str = "00223456789014";

type Seen = testing::Seen<Box<Practice>>;

/// What the registration desk does.
trait Desk {
    async fn search(&self, query: &str) -> String;
    async fn registered(&self, name: &str, changed: &[(&str, &str)]) -> Vec<(String, String)>;
    async fn no_register(&mut self, code: Code, changed: &[(&str, &str)]);
    async fn register(&self, name: &str, changed: &[(&str, &str)]) -> String;
    async fn link(&self, patient: &str, number: &str);
}

impl Desk for Seen {
    async fn search(&self, query: &str) -> String {
        self.desk.run(SearchPatients { query: query.into(), village: String::new() }).await
    }

    /// The registration of a woman of that name, with some fields changed.
    async fn registered(&self, name: &str, changed: &[(&str, &str)]) -> Vec<(String, String)> {
        let search = self.search(name).await;
        let mut fields: Vec<(String, String)> =
            [("search", search.as_str()), ("abha", "has_not"), ("name_hi", name), ("sex", "female"), ("age", "34")]
                .map(|(n, v)| (n.to_owned(), v.to_owned()))
                .into();
        for (name, value) in changed {
            fields.retain(|(held, _)| held != name);
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
        fields
    }

    async fn no_register(&mut self, code: Code, changed: &[(&str, &str)]) {
        let fields = self.registered(NAME, changed).await;
        self.refused(code, "/hospital/patients", &pairs(&fields)).await;
    }

    /// A new patient; the path of the record.
    async fn register(&self, name: &str, changed: &[(&str, &str)]) -> String {
        let fields = self.registered(name, changed).await;
        self.done("/hospital/patients", &pairs(&fields)).await.to
    }

    async fn link(&self, patient: &str, number: &str) {
        let (patient, number) = (id(patient), number.to_owned());
        let method = AbhaMethod::Qr;
        self.desk
            .run(VerifyAbha { patient: patient.clone(), number, method, consent: true, ..VerifyAbha::default() })
            .await;
        self.desk.run(LinkAbha { patient }).await;
    }
}

fn pairs(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// The id at the end of a path.
fn id(path: &str) -> String {
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn every_refusal_of_registration_and_of_the_hospital_is_seen_in_hindi() {
    let desk = Practice::open(crate::routes, Persona::Clerk).await;
    let mut seen = Seen::new("hospital", Box::new(desk));
    searches(&mut seen).await;
    details(&mut seen).await;
    abha(&mut seen).await;
    children(&mut seen).await;
    standing(&mut seen).await;
    merges(&mut seen).await;
    hospital(&mut seen).await;
    let all = codes::ALL.iter().chain(engine::codes::ALL).chain(sandbox::ALL);
    seen.all(all, &BEHIND_NO_SCREEN);
}

async fn searches(seen: &mut Seen) {
    let search = "/hospital/patients/search";
    seen.refused(codes::SEARCH_EMPTY, search, &[]).await;
    seen.refused(codes::SEARCH_TOO_SHORT, search, &[("query", "क")]).await;
    let patient = seen.desk.man(0).await;
    let last = patient.chars().last().and_then(|c| c.to_digit(10)).unwrap_or_default();
    let wrong = format!("{}{}", patient.get(..patient.len() - 1).unwrap_or_default(), (last + 1) % 10);
    seen.refused(codes::BHAVYA_CHECK_DIGIT, search, &[("query", &wrong)]).await;
    seen.gone(codes::PATIENT_NOT_FOUND, &format!("/hospital/patients/{wrong}")).await;
    seen.no_register(codes::SEARCH_FIRST, &[("search", "")]).await;
    let other = seen.search("Mohammad Aslam").await;
    seen.no_register(codes::SEARCH_OTHER_PATIENT, &[("search", &other)]).await;
    seen.desk.act_as(Persona::Pharmacist).await;
    seen.no_register(codes::PERSONA_MAY_NOT, &[]).await;
    seen.desk.act_as(Persona::Clerk).await;
}

async fn details(seen: &mut Seen) {
    let long = "क".repeat(81);
    for (code, changed) in [
        (codes::NAME_MISSING, [("name_hi", "")]),
        (codes::NAME_FORM, [("name_hi", "राम1")]),
        (codes::SEX_MISSING, [("sex", "")]),
        (codes::BIRTH_MISSING, [("age", "")]),
        (codes::DATE_FORM, [("birth_date", "कल")]),
        (codes::AGE_FORM, [("age", "चौंतीस")]),
        (codes::BIRTH_IN_FUTURE, [("birth_date", "01-01-2027")]),
        (codes::AGE_ABOVE_LIMIT, [("age", "130")]),
        (codes::KINSHIP_MISSING, [("guardian_name", "राजेश साह")]),
        (codes::MOBILE_FORM, [("mobile", "123")]),
        (codes::MOBILE_REAL, [("mobile", "9876543210")]),
        (codes::ABHA_STEP_MISSING, [("abha", "")]),
        (codes::AADHAAR_NOT_STORED, [("village", "234567890124")]),
        (codes::AADHAAR_CHECK_DIGIT, [("village", "234567890125")]),
        (codes::TEXT_TOO_LONG, [("village", long.as_str())]),
        (codes::DOCUMENT_NUMBER_MISSING, [("document_kind", "ration_card")]),
    ] {
        seen.no_register(code, &changed).await;
    }
    let patient = seen.register(NAME, &[("village", "काँटी")]).await;
    seen.no_register(codes::LIKELY_DUPLICATE, &[("village", "काँटी")]).await;
    let amend = format!("{patient}/amend");
    let form = [("name_hi", NAME), ("sex", "female"), ("age", "34"), ("village", "काँटी")];
    let with = |reason| [&form[..], &[("reason", reason)]].concat();
    seen.refused(codes::REASON_MISSING, &amend, &[&form[..3], &[("village", "कुढ़नी"), ("reason", "")]].concat()).await;
    seen.refused(codes::NOTHING_TO_AMEND, &amend, &with("भूल सुधार")).await;
}

async fn abha(seen: &mut Seen) {
    let patient = seen.register("अनुराधा वर्मा", &[]).await;
    let other = seen.register("फरजाना खातून", &[]).await;
    let at = |step: &str| format!("{patient}/abha{step}");
    let qr = |number: &'static str| [("abha_number", number), ("abha_method", "qr"), ("abha_consent", "on")];
    let otp = |typed| [("abha_number", ABHA), ("abha_method", "otp"), ("abha_consent", "on"), ("otp", typed)];
    seen.refused(codes::ABHA_NOT_VERIFIED, &at("/link"), &[]).await;
    seen.refused(codes::ABHA_NOT_LINKED, &at("/delink"), &[("reason", "मरीज ने कहा")]).await;
    seen.refused(codes::ABHA_FORM, &at(""), &qr("0012")).await;
    seen.refused(codes::ABHA_REAL, &at(""), &qr("91123456789012")).await;
    seen.refused(codes::ABHA_CONSENT, &at(""), &[("abha_number", ABHA), ("abha_method", "qr")]).await;
    seen.refused(codes::OTP_NOT_SENT, &at(""), &otp("123456")).await;
    let sent = seen.desk.post(&at("/otp"), &otp("")).await;
    assert!(sent.status == StatusCode::OK && sent.html.contains("फोन पर आया संदेश"), "{}", sent.html);
    seen.refused(codes::OTP_MISSING, &at(""), &otp("")).await;
    seen.refused(codes::OTP_WRONG, &at(""), &otp("12")).await;
    seen.desk.later(11);
    seen.refused(codes::OTP_EXPIRED, &at(""), &otp("12")).await;
    seen.desk.run(SendOtp { patient: id(&patient), number: ABHA.into(), consent: true }).await;
    seen.done(&at(""), &qr(ABHA)).await;
    seen.refused(codes::ABHA_PRESENT, &at(""), &qr(ABHA)).await;
    seen.refused(codes::ABHA_OF_ANOTHER, &format!("{other}/abha"), &qr(ABHA)).await;
    seen.warned(codes::ABHA_LAST_DIGIT, &format!("{other}/abha"), &qr(OTHER_ABHA)).await;
    seen.done(&at("/link"), &[]).await;
    seen.refused(codes::IN_ERROR_HAS_ABHA, &format!("{patient}/in-error"), &[("reason", "गलत मरीज")]).await;
}

async fn children(seen: &mut Seen) {
    let born = [("sex", "male"), ("birth_date", "23-11-2026"), ("birth_order", "1"), ("weight_grams", "2800")];
    let with = |name: &'static str, value: &'static str| born.map(|(n, v)| if n == name { (n, value) } else { (n, v) });
    let man = format!("/hospital/patients/{}/newborn", seen.desk.man(0).await);
    seen.refused(codes::MOTHER_IS_MALE, &man, &born).await;
    let old = seen.register("जानकी देवी", &[("age", "80")]).await;
    seen.refused(codes::MOTHER_AGE, &format!("{old}/newborn"), &born).await;
    let mother = seen.register("मीनाक्षी ठाकुर", &[("age", "24")]).await;
    let newborn = format!("{mother}/newborn");
    seen.refused(codes::NOT_A_NEWBORN, &newborn, &with("birth_date", "01-06-2026")).await;
    seen.refused(codes::BIRTH_ORDER_FORM, &newborn, &with("birth_order", "बीस")).await;
    seen.refused(codes::BIRTH_WEIGHT, &newborn, &with("weight_grams", "28")).await;
    seen.done(&newborn, &born).await;
    seen.refused(codes::NEWBORN_REGISTERED, &newborn, &born).await;
    seen.refused(codes::IN_ERROR_HAS_CHILD, &format!("{mother}/in-error"), &[("reason", "गलत मरीज")]).await;
}

async fn standing(seen: &mut Seen) {
    let unknown = [("sex", "male"), ("age", "40")];
    seen.refused(codes::DESCRIPTION_MISSING, "/hospital/unknown", &unknown).await;
    let found = [&unknown[..], &[("description", "नीली कमीज, बस अड्डे से लाए गए")]].concat();
    let unknown = seen.done("/hospital/unknown", &found).await.to;
    let details = [("name_hi", "राम कुमार"), ("sex", "male"), ("age", "40")];
    let amend = [&details[..], &[("reason", "नाम पता चला")]].concat();
    seen.refused(codes::IDENTIFY_INSTEAD, &format!("{unknown}/amend"), &amend).await;
    let known = seen.register("रेशमा परवीन", &[]).await;
    let search = seen.search("राम कुमार").await;
    let identify = [&details[..], &[("search", search.as_str()), ("how", "भाई ने पहचाना")]].concat();
    seen.refused(codes::NOT_UNKNOWN, &format!("{known}/identify"), &identify).await;
    seen.done(&format!("{known}/in-error"), &[("reason", "दो बार बना")]).await;
    let verify = [("abha_number", "00323456789013"), ("abha_method", "qr"), ("abha_consent", "on")];
    seen.refused(codes::PATIENT_IN_ERROR, &format!("{known}/abha"), &verify).await;
}

async fn merges(seen: &mut Seen) {
    let one = seen.register("सरिता मिश्रा", &[("village", "मोतीपुर")]).await;
    let twin = [("village", "सकरा"), ("duplicate_reason", "दूसरी महिला")];
    let other = seen.register("सरिता मिश्रा", &twin).await;
    let merge = format!("{one}/merge");
    let why = ("reason", "एक ही महिला");
    seen.refused(codes::MERGE_WITH_ITSELF, &merge, &[("duplicate", &id(&one)), why]).await;
    seen.done(&merge, &[("duplicate", &id(&other)), why]).await;
    seen.refused(codes::MERGE_OPEN, &merge, &[("duplicate", &id(&other)), why]).await;
    seen.refused(codes::IN_ERROR_IN_MERGE, &format!("{other}/in-error"), &[("reason", "दो बार बना")]).await;
    let at = |merge: &str, step: &str| format!("/hospital/merges/{merge}/{step}");
    seen.refused(codes::MERGE_NOT_FOUND, &at("MRG999999", "approve"), &[]).await;
    seen.refused(codes::MERGE_OWN_PROPOSAL, &at("MRG000001", "approve"), &[]).await;
    seen.link(&other, "00423456789012").await;
    seen.desk.act_as(Persona::Supervisor).await;
    seen.done(&at("MRG000001", "approve"), &[]).await;
    seen.refused(codes::MERGE_STATE, &at("MRG000001", "approve"), &[]).await;
    seen.done(&at("MRG000001", "complete"), &[]).await;
    seen.desk.act_as(Persona::Clerk).await;
    let verify = [("abha_number", "00523456789011"), ("abha_method", "qr"), ("abha_consent", "on")];
    seen.refused(codes::PATIENT_MERGED, &format!("{other}/abha"), &verify).await;
    seen.done(&format!("{one}/abha/delink"), &[("reason", "मरीज ने कहा")]).await;
    seen.desk.act_as(Persona::Supervisor).await;
    seen.refused(codes::MERGE_ABHA_CHANGED, &at("MRG000001", "reverse"), &[("reason", "अलग मरीज")]).await;
    seen.desk.act_as(Persona::Clerk).await;

    // Another sex: only a supervisor decides.
    let (woman, man) = (id(&one), seen.desk.man(1).await);
    let conflict = [("duplicate", man.as_str()), why];
    seen.warned(codes::MERGE_CONFLICT, &merge, &conflict).await;
    seen.desk.act_as(Persona::Nurse).await;
    seen.refused(codes::MERGE_NEEDS_SUPERVISOR, &at("MRG000002", "approve"), &[]).await;
    seen.desk.act_as(Persona::Clerk).await;
    let world = seen.desk.world().await;
    assert_eq!(world.merges().len(), 2, "{woman} and {man}");
}

async fn hospital(seen: &mut Seen) {
    let (advance, set) = ("/hospital/clock/advance", "/hospital/clock/set");
    seen.refused(sandbox::WAS_RESET, advance, &[("minutes", "15"), ("_life", "9")]).await;
    seen.desk.act_as(Persona::Clerk).await;
    seen.refused(engine::codes::CLOCK_PERSONA, advance, &[("minutes", "15")]).await;
    seen.desk.act_as(Persona::Supervisor).await;
    seen.refused(engine::codes::CLOCK_FORM, advance, &[("minutes", "बहुत")]).await;
    seen.refused(engine::codes::CLOCK_BACKWARDS, set, &[("day", ""), ("time", "00:05")]).await;
    seen.refused(engine::codes::CLOCK_TOO_FAR, advance, &[("minutes", "5000000")]).await;
    seen.desk.act_as(Persona::Clerk).await;
    let house = "/hospital/house";
    seen.refused(engine::codes::LEVEL_PERSONA, house, &[("level", "phc")]).await;
    seen.desk.act_as(Persona::Supervisor).await;
    seen.refused(engine::codes::LEVEL_UNKNOWN, house, &[("level", "palace")]).await;
    seen.done(house, &[("level", "phc")]).await;
    assert!(seen.desk.get(house).await.html.contains("प्राथमिक स्वास्थ्य केंद्र"));
    let own = seen.desk.sandbox().await.id().to_string();
    let system = [("_hospital", own.as_str()), ("persona", "system")];
    seen.refused(sandbox::NO_SUCH_PERSONA, "/hospital/persona", &system).await;
    seen.refused(sandbox::NOTHING_TO_UNDO, "/hospital/history/undo", &[]).await;
    seen.refused(sandbox::NO_SUCH_STEP, "/hospital/history/rewind", &[("step", "9999")]).await;
}

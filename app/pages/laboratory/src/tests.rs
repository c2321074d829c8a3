//! The screens of the laboratory, asked for as a browser without scripts does.

use abhyas_core::{Code, Language};
use abhyas_kit::encode;
use abhyas_kit::testing::{Answer, Practice, Seen, get, post};
use abhyas_services::sandbox::hims::Persona;
use abhyas_services::sandbox::hims::engine::SetLevel;
use abhyas_services::sandbox::hims::m01_registration::Sex;
use abhyas_services::sandbox::hims::m07_laboratory::{codes, work};
use axum::body::Body;
use axum::http::{Request, StatusCode};

/// A technician in their practice hospital, and what was refused or warned of on its pages.
struct Bench {
    seen: Seen<Box<Practice>>,
    woman: String,
    man: String,
}

const ROOT: &str = "/hospital/laboratory";

impl Bench {
    async fn new() -> Self {
        let desk = Practice::open(crate::routes, Persona::LaboratoryTechnician).await;
        let look = desk.sandbox().await.look().await.unwrap();
        let today = look.ctx.now.day();
        let adult = |sex: Sex| {
            let grown = |age: u32| (20..45).contains(&age);
            let mut patients = look.world.patients().iter().filter(|p| p.is_active() && p.sex == sex);
            let fresh = |id| work::orders_of_patient(&look.world, id).is_empty();
            patients.find(|p| grown(p.birth.age(look.ctx.calendar, today)) && fresh(&p.id)).unwrap().id.to_string()
        };
        let (woman, man) = (adult(Sex::Female), adult(Sex::Male));
        Self { seen: Seen::new("laboratory", Box::new(desk)), woman, man }
    }

    async fn role(&mut self, persona: Persona) {
        self.seen.desk.act_as(persona).await;
    }

    async fn ask(&self, language: Language, request: Request<Body>) -> Answer {
        self.seen.desk.ask(language, request).await
    }

    async fn send(&self, path: &str, body: &str) -> Answer {
        self.ask(Language::Hi, post(&self.seen.desk.services, path, body)).await
    }

    /// A page, in Hindi.
    async fn look(&self, path: &str) -> Answer {
        let page = self.ask(Language::Hi, get(path)).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.html);
        assert!(page.html.matches("<h1").count() == 1 && !page.html.contains("style=\""), "{path}: {}", page.html);
        page
    }

    async fn page(&self, path: &str) -> String {
        self.look(path).await.html
    }

    /// A page that tells of a warning.
    async fn tells(&mut self, path: &str, code: &Code) -> String {
        let page = self.look(path).await;
        self.seen.said(code.clone(), &page).await;
        page.html
    }

    /// A form that is accepted; where it leads.
    async fn done(&mut self, path: &str, body: &str) -> String {
        let answer = self.send(path, body).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path} {body}: {}", answer.html);
        answer.to
    }

    /// A form that is refused with a code; the page with its words in Hindi.
    async fn refused(&mut self, path: &str, body: &str, code: &Code) -> String {
        let answer = self.send(path, body).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {body}: {}", answer.html);
        self.seen.said(code.clone(), &answer).await;
        answer.html
    }

    /// Orders a test as the doctor; the order's id.
    async fn order(&mut self, patient: &str, test: &str) -> String {
        self.role(Persona::Doctor).await;
        let body = format!("patient={patient}&test={test}&priority=routine");
        let to = self.done(&format!("{ROOT}/order"), &body).await;
        self.role(Persona::LaboratoryTechnician).await;
        last(&to)
    }

    /// Collects for orders; the barcode.
    async fn collect(&mut self, patient: &str, orders: &[&str]) -> String {
        let orders: String = orders.iter().map(|o| format!("&orders={o}")).collect();
        let to = self.done(&format!("{ROOT}/collect/{patient}"), &format!("patient={patient}{orders}")).await;
        assert!(to.ends_with("/label"), "{to}");
        last(to.trim_end_matches("/label"))
    }

    /// A received sample of the woman for one test: the order and the barcode.
    async fn received(&mut self, test: &str) -> (String, String) {
        let woman = self.woman.clone();
        let order = self.order(&woman, test).await;
        let code = self.collect(&woman, &[&order]).await;
        self.done(&format!("{ROOT}/receive"), &format!("specimen={code}")).await;
        (order, code)
    }
}

fn last(path: &str) -> String {
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn an_order_becomes_a_report_and_every_refusal_says_in_hindi_what_is_wrong() {
    let mut b = Bench::new().await;
    refusals_of_orders_and_samples(&mut b).await;
    refusals_of_results(&mut b).await;
    refusals_of_reports(&mut b).await;
    refusals_of_controls(&mut b).await;
    for (path, code) in [
        ("LB999999998", &codes::SPECIMEN_NOT_FOUND),
        ("LBO999999", &codes::ORDER_NOT_FOUND),
        ("RPT999999", &codes::REPORT_NOT_FOUND),
    ] {
        let answer = b.ask(Language::Hi, get(&format!("{ROOT}/find?q={path}"))).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        b.seen.said(code.clone(), &answer).await;
    }
    b.seen.all(codes::ALL, &[]);
}

async fn refusals_of_orders_and_samples(b: &mut Bench) {
    let (woman, man) = (b.woman.clone(), b.man.clone());
    let path = format!("{ROOT}/order");
    assert!(b.page(&format!("{path}?patient={woman}")).await.contains(&woman));
    b.refused(&path, &format!("patient={woman}&test=cbc&priority=routine"), &codes::PERSONA_MAY_NOT).await;
    b.role(Persona::Doctor).await;
    for (body, code) in [
        ("test=moon&priority=routine", &codes::TEST_UNKNOWN),
        ("test=psa&priority=routine", &codes::TEST_SEX),
        ("test=cbc", &codes::PRIORITY_MISSING),
        ("test=cbc&priority=stat&encounter=ENC999999", &codes::ENCOUNTER_UNKNOWN),
    ] {
        b.refused(&path, &format!("patient={woman}&{body}"), code).await;
    }
    b.role(Persona::Supervisor).await;
    b.seen.desk.run(SetLevel { level: "phc".into() }).await;
    b.role(Persona::Doctor).await;
    b.refused(&path, &format!("patient={woman}&test=tsh&priority=routine"), &codes::NOT_DONE_HERE).await;
    b.role(Persona::Supervisor).await;
    b.seen.desk.run(SetLevel { level: "dh".into() }).await;
    let cbc = b.order(&woman, "cbc").await;
    b.role(Persona::Doctor).await;
    b.refused(&path, &format!("patient={woman}&test=cbc&priority=routine"), &codes::ORDER_DUPLICATE).await;
    let lft = b.order(&woman, "lft").await;

    assert!(b.page(ROOT).await.contains(&format!("{ROOT}/collect/{woman}")));
    let collect = format!("{ROOT}/collect/{woman}");
    assert!(b.page(&collect).await.contains(&format!("value=\"{cbc}\"")));
    for (body, code) in [
        (format!("patient={woman}"), &codes::ORDERS_MISSING),
        (format!("orders={cbc}"), &codes::PATIENT_NOT_CHECKED),
        (format!("patient={man}&orders={cbc}"), &codes::WRONG_PATIENT),
        (format!("patient={woman}&orders={cbc}&orders={lft}"), &codes::SPECIMEN_MIXED),
        (format!("patient={woman}&orders=LBO999999"), &codes::ORDER_NOT_FOUND),
        (format!("patient={woman}&orders={cbc}&barcode=12"), &codes::BARCODE_FORM),
        (format!("patient={woman}&orders={cbc}&barcode=LB000000012"), &codes::BARCODE_CHECK_DIGIT),
    ] {
        b.refused(&collect, &body, code).await;
    }
    let receive = format!("{ROOT}/receive");
    b.refused(&receive, &format!("specimen={cbc}"), &codes::RECEIVE_BEFORE_COLLECT).await;
    let code = b.collect(&woman, &[&cbc]).await;
    b.refused(&collect, &format!("patient={woman}&orders={lft}&barcode={code}"), &codes::BARCODE_USED).await;
    b.refused(&collect, &format!("patient={woman}&orders={cbc}"), &codes::COLLECT_STATE).await;
    let label = b.page(&format!("{ROOT}/specimens/{code}/label")).await;
    assert!(label.contains("<svg") && label.contains(&code), "{label}");

    let sample = format!("{ROOT}/specimens/{code}");
    b.refused(&sample, "value_haemoglobin=12", &codes::RESULT_BEFORE_RECEIVE).await;
    b.done(&receive, &format!("specimen={code}")).await;
    b.refused(&receive, &format!("specimen={code}"), &codes::SPECIMEN_RECEIVED).await;
    let reject = format!("{sample}/reject");
    b.refused(&reject, "", &codes::REJECT_REASON).await;
    b.refused(&reject, "reason=other", &codes::REJECT_NOTE).await;
    assert_eq!(b.done(&reject, "reason=clotted").await, collect);
    b.refused(&reject, "reason=clotted", &codes::SPECIMEN_REJECTED).await;
    b.refused(&sample, "value_haemoglobin=12", &codes::RESULT_REJECTED_SPECIMEN).await;
    for order in [&cbc, &lft] {
        b.done(&format!("{ROOT}/orders/{order}/cancel"), &format!("reason={}", encode("दो बार लिखी"))).await;
    }
    b.refused(&format!("{ROOT}/orders/{lft}/cancel"), "reason=again", &codes::CANCEL_STATE).await;
}

async fn refusals_of_results(b: &mut Bench) {
    let (_, code) = b.received("electrolytes").await;
    let sample = format!("{ROOT}/specimens/{code}");
    let page = b.page(&sample).await;
    assert!(page.contains("name=\"value_sodium\"") && page.contains("135–145 mmol/L"), "{page}");
    b.refused(&sample, "", &codes::RESULTS_MISSING).await;
    let html = b.refused(&sample, "value_sodium=x&value_potassium=4.1", &codes::VALUE_FORM).await;
    assert!(html.contains("href=\"#value_sodium\"") && html.contains("value=\"4.1\""), "what was typed stays: {html}");
    b.refused(&sample, "value_sodium=140+mg/dL", &codes::WRONG_UNIT).await;
    b.refused(&sample, "value_sodium=14", &codes::IMPLAUSIBLE).await;
    // The man's, because a haemoglobin of the woman's is ordered by itself later.
    let man = b.man.clone();
    let cbc = b.order(&man, "cbc").await;
    let blood = b.collect(&man, &[&cbc]).await;
    b.done(&format!("{ROOT}/receive"), &format!("specimen={blood}")).await;
    let sample = format!("{ROOT}/specimens/{blood}");
    let page = b.page(&sample).await;
    assert!(!page.contains("name=\"value_mchc\"") && page.contains("गणना से: Wintrobe"), "{page}");
    b.refused(&sample, "value_mchc=32", &codes::CALCULATED_TYPED).await;
    b.refused(&sample, "value_haemoglobin=14&value_haematocrit=14", &codes::CALCULATED_IMPLAUSIBLE).await;
    b.done(&sample, "value_haemoglobin=12&value_haematocrit=36").await;
    assert!(b.page(&sample).await.contains("33.3 g/dL"));
    let (_, serology) = b.received("vdrl").await;
    b.refused(&format!("{ROOT}/specimens/{serology}"), "value_vdrl=perhaps", &codes::FINDING_UNKNOWN).await;
}

async fn refusals_of_reports(b: &mut Bench) {
    // The controls of urea are still to be run this morning.
    let (urea, tube) = b.received("urea").await;
    b.done(&format!("{ROOT}/specimens/{tube}"), "value_urea=30").await;
    b.role(Persona::Pathologist).await;
    b.done(&format!("{ROOT}/orders/{urea}/verify"), "").await;
    b.tells(&format!("{ROOT}/orders/{urea}"), &codes::QC_MISSING).await;
    let (order, code) = b.received("haemoglobin").await;
    let at = format!("{ROOT}/orders/{order}");
    let sample = format!("{ROOT}/specimens/{code}");
    b.refused(&format!("{at}/verify"), "", &codes::VERIFY_STATE).await;
    b.refused(&format!("{at}/release"), "", &codes::RELEASE_STATE).await;
    b.refused(&format!("{at}/call"), "told=x", &codes::NOT_CRITICAL).await;
    assert_eq!(b.done(&sample, "value_haemoglobin=5.1").await, at);
    let page = b.tells(&at, &codes::CRITICAL_FOUND).await;
    assert!(page.contains("LL क्रिटिकल"), "{page}");
    let html = b.refused(&format!("{at}/verify"), "", &codes::VERIFY_OWN_CRITICAL).await;
    assert!(html.contains("value=\"pathologist\""), "who practises alone is told how: {html}");
    b.role(Persona::Pathologist).await;
    b.done(&format!("{at}/verify"), "").await;
    b.refused(&format!("{at}/release"), "", &codes::CRITICAL_NOT_CALLED).await;
    b.refused(&format!("{at}/call"), "role=doctor&outcome=read_back", &codes::TOLD_MISSING).await;
    b.refused(&format!("{at}/call"), "told=Sharma&role=doctor", &codes::OUTCOME_MISSING).await;
    b.done(&format!("{at}/call"), "told=Sharma&role=doctor&outcome=read_back").await;
    let control = format!("{ROOT}/qc/haemoglobin");
    b.done(&control, "level=1&value=9").await;
    b.refused(&format!("{at}/release"), "", &codes::QC_FAILED).await;
    b.done(&control, &format!("level=1&value=7.5&action={}", encode("नया कंट्रोल खोला"))).await;
    let report = b.done(&format!("{at}/release"), "comment=Repeated").await;
    let page = b.page(&report).await;
    for words in
        ["Laboratory report", "प्रयोगशाला जाँच रिपोर्ट", "हीमोग्लोबिन", "Haemoglobin", "5.1 g/dL", "12.0–15.5 g/dL", "LL"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    let english = b.ask(Language::En, get(&report)).await.html;
    assert!(english.contains("LL critical") && english.contains("Reference range"), "{english}");
    b.refused(&sample, "value_haemoglobin=5.2", &codes::RESULT_STATE).await;
    b.refused(&format!("{sample}/reject"), "reason=clotted", &codes::SPECIMEN_REPORTED).await;

    let correct = format!("{report}/correct");
    b.refused(&correct, "test=urea&value=30&reason=wrong", &codes::TEST_NOT_ORDERED).await;
    b.refused(&correct, "test=haemoglobin&value=5.1&reason=wrong", &codes::SAME_VALUE).await;
    assert_eq!(b.done(&correct, "test=haemoglobin&value=6.1&reason=wrong+sample").await, at);
    b.refused(&correct, "test=haemoglobin&value=6.2&reason=wrong", &codes::CORRECT_STATE).await;
    b.done(&format!("{at}/verify"), "").await;
    let second = b.done(&format!("{at}/release"), "").await;
    b.refused(&correct, "test=haemoglobin&value=6.2&reason=wrong", &codes::REPORT_SUPERSEDED).await;
    let page = b.page(&report).await;
    assert!(page.contains("5.1 g/dL") && page.contains(&second), "the earlier version stays readable: {page}");
    assert!(b.page(&second).await.contains("wrong sample"));

    b.role(Persona::LaboratoryTechnician).await;
    let (_, next) = b.received("haemoglobin").await;
    let sample = format!("{ROOT}/specimens/{next}");
    assert!(b.page(&sample).await.contains("6.1 g/dL"), "the last result stands beside the field");
    let html = b.refused(&sample, "value_haemoglobin=11", &codes::DELTA_UNACKNOWLEDGED).await;
    assert!(html.contains("name=\"delta_haemoglobin\""), "{html}");
    b.done(&sample, &format!("value_haemoglobin=11&delta_haemoglobin={}", encode("दो यूनिट खून चढ़ा"))).await;
    let trend = b.page(&format!("{ROOT}/trend/{}/haemoglobin", b.woman.clone())).await;
    assert!(trend.contains("6.1 g/dL"), "{trend}");
    assert!(b.page(&format!("{ROOT}/patients/{}", b.woman.clone())).await.contains(&last(&second)));
}

async fn refusals_of_controls(b: &mut Bench) {
    assert!(b.page(&format!("{ROOT}/qc")).await.contains(&format!("{ROOT}/qc/urea")));
    b.refused(&format!("{ROOT}/qc/mcv"), "level=1&value=90", &codes::QC_NO_TARGET).await;
    let urea = format!("{ROOT}/qc/urea");
    b.refused(&urea, "level=9&value=35", &codes::QC_LEVEL).await;
    b.done(&urea, "level=1&value=45").await;
    let page = b.tells(&urea, &codes::QC_OUT_OF_CONTROL).await;
    assert!(page.contains("1-3s") && page.contains("<polyline"), "{page}");
    b.refused(&urea, "level=1&value=35", &codes::QC_ACTION_MISSING).await;
}

#[tokio::test]
async fn what_is_not_there_is_not_found_and_a_refused_step_leads_back() {
    let desk = Practice::open(crate::routes, Persona::LaboratoryTechnician).await;
    for path in
        ["orders/LBO999999", "specimens/LB999999998", "reports/RPT999999", "qc/moon", "collect/BHV", "patients/x"]
    {
        assert_eq!(desk.get(&format!("{ROOT}/{path}")).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for (path, to) in [
        ("receive", ROOT.to_owned()),
        ("orders/LBO000001/verify", format!("{ROOT}/orders/LBO000001")),
        ("specimens/LB000000018/reject", format!("{ROOT}/specimens/LB000000018")),
        ("reports/RPT000001/correct", format!("{ROOT}/reports/RPT000001")),
    ] {
        let answer = desk.get(&format!("{ROOT}/{path}")).await;
        assert_eq!((answer.status, answer.to), (StatusCode::SEE_OTHER, to), "{path}");
    }
}

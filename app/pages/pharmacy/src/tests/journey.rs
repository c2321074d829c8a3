use super::desk::{Desk, open};
use abhyas_services::sandbox::hims::Persona;
use abhyas_services::sandbox::hims::m09_pharmacy::{BatchId, DispenseId, DispenseState, StockCount};
use axum::http::StatusCode;

const PARACETAMOL: &str = "paracetamol-tab-500";
const AMOXICILLIN: &str = "amoxicillin-cap-500";

/// The fields of the page's form as the page filled them in.
fn filled(html: &str, names: &[&str]) -> Vec<(String, String)> {
    let value = |name: &str| {
        let at = html.split(&format!("name=\"{name}\"")).nth(1).unwrap_or_default();
        // A list: its chosen option; a field: its value, before or behind the name.
        let tag = at.split('>').next().unwrap_or_default();
        if at.starts_with('>') || tag.contains("aria-required") && !tag.contains("value=") {
            let list = at.split("</select>").next().unwrap_or_default();
            let option = list.split("<option").find(|o| o.contains(" selected"));
            return option.and_then(|o| o.split("value=\"").nth(1)).map(|o| o.split('"').next().unwrap().to_owned());
        }
        tag.split("value=\"").nth(1).map(|v| v.split('"').next().unwrap().to_owned())
    };
    names.iter().map(|name| ((*name).to_owned(), value(name).unwrap_or_default())).collect()
}

async fn stocked() -> (Desk, String) {
    let desk = open().await;
    desk.start_over().await;
    let used = [PARACETAMOL, AMOXICILLIN, "amlodipine-tab-10", "amlodipine-tab-5", "ors-sachet-1l"];
    desk.clear(&used).await;
    desk.receive(PARACETAMOL, "PA-LATE", "2028-10-31", 500).await;
    desk.receive(PARACETAMOL, "PA-SOON", "2027-01-31", 10).await;
    desk.receive(AMOXICILLIN, "AM-1", "2027-12-31", 200).await;
    let patient = desk.woman(0).await;
    (desk, patient)
}

#[tokio::test]
async fn a_prescription_is_dispensed_by_one_confirmation_and_its_slip_speaks_hindi() {
    let (desk, patient) = stocked().await;
    let rx = desk.prescribe(&patient, &[PARACETAMOL, AMOXICILLIN]).await;
    let list = desk.get("/hospital/pharmacy").await;
    assert!(list.html.contains(&rx) && list.html.contains("इंतज़ार में"), "{}", list.html);
    let found = desk.get(&format!("/hospital/pharmacy?find={patient}")).await;
    assert!(found.html.contains(&format!("/hospital/pharmacy/rx/{rx}?shown={patient}")), "{}", found.html);
    let direct = desk.get(&format!("/hospital/pharmacy?find={}", rx.to_lowercase())).await;
    assert_eq!(direct.to, format!("/hospital/pharmacy/rx/{rx}"));
    let page = desk.get(&format!("/hospital/pharmacy/rx/{rx}?shown={patient}")).await;
    assert!(page.html.contains("सुबह-दोपहर-रात · 5 दिन") && page.html.contains("अनुसूची H"), "{}", page.html);
    let names = [
        "line-0",
        "batch-0",
        "quantity-0",
        "line-1",
        "batch-1",
        "quantity-1",
        "line-2",
        "batch-2",
        "quantity-2",
        "patient_check",
    ];
    let fields = filled(&page.html, &names);
    let quantities: Vec<&str> = [2, 5, 8].map(|at: usize| fields[at].1.as_str()).to_vec();
    assert_eq!(quantities, ["10", "5", "15"], "the batch that expires first, first: {fields:?}");
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let done = desk.post(&format!("/hospital/pharmacy/rx/{rx}"), &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let slip = desk.get(&done.to).await;
    for text in
        ["पैरासिटामोल 500 mg", "सुबह-दोपहर-रात", "PA-SOON", "PA-LATE", "AM-1", "पूरी दी गई", "<th scope=\"col\">सुबह"]
    {
        assert!(slip.html.contains(text), "{text}: {}", slip.html);
    }
    let english = desk.get_in_english(&done.to).await;
    assert!(english.html.contains("सुबह-दोपहर-रात") && english.html.contains("morning, noon and night"));
    assert!(!desk.get("/hospital/pharmacy").await.html.contains(&rx), "it waits no more");
    let again = desk.get(&format!("/hospital/pharmacy/rx/{rx}")).await;
    assert!(!again.html.contains("name=\"patient_check\"") && again.html.contains("पूरी दी गई"), "{}", again.html);
}

#[tokio::test]
async fn what_is_owed_is_substituted_given_up_and_brought_back() {
    let (desk, patient) = stocked().await;
    let rx = desk.prescribe(&patient, &["amlodipine-tab-10", PARACETAMOL]).await;
    let here = format!("/hospital/pharmacy/rx/{rx}");
    let page = desk.get(&here).await;
    assert!(page.html.contains("यह दवा स्टॉक में नहीं है"), "{}", page.html);
    let five = desk.receive("amlodipine-tab-5", "AL-5", "2027-12-31", 100).await;
    let form = desk.get(&format!("{here}/instead/1")).await;
    assert!(form.html.contains("value=\"amlodipine-tab-5\"") && form.html.contains("स्टॉक 100"), "{}", form.html);
    let fields = [("product", "amlodipine-tab-5"), ("reason", "10 mg नहीं है")];
    let done = desk.post(&format!("{here}/instead/1"), &fields).await;
    assert_eq!((done.status, done.to.as_str()), (StatusCode::SEE_OTHER, here.as_str()), "{}", done.html);
    let page = desk.get(&here).await;
    assert!(page.html.contains("की जगह") && page.html.contains("2 गोली"), "{}", page.html);
    let given =
        [("line-0", "3"), ("batch-0", five.as_str()), ("quantity-0", "10"), ("patient_check", patient.as_str())];
    let done = desk.post(&here, &given).await;
    assert!(done.status == StatusCode::SEE_OTHER && done.flash.contains("मरीज को देनी बाकी दवाएँ: 1"), "{}", done.html);
    let waive = desk.post(&format!("{here}/waive/2"), &[("waive_reason", "घर पर पैरासिटामोल है")]).await;
    assert_eq!(waive.status, StatusCode::SEE_OTHER, "{}", waive.html);
    let id = DispenseId::parse(done.to.rsplit('/').next().unwrap()).unwrap();
    assert_eq!(desk.world().await.dispenses().get(&id).unwrap().state, DispenseState::Fully);
    let form = desk.get(&format!("{}/return", done.to)).await;
    assert!(form.html.contains(&format!("3/{five}")), "{}", form.html);
    let back = [
        ("batch", &*format!("3/{five}")),
        ("quantity", "10"),
        ("unopened", "on"),
        ("reason", "दवा बदल गई"),
        ("patient_check", patient.as_str()),
    ];
    let returned = desk.post(&format!("{}/return", done.to), &back).await;
    assert_eq!(returned.status, StatusCode::SEE_OTHER, "{}", returned.html);
    let batch = desk.world().await.batches().get(&BatchId::parse(&five).unwrap()).unwrap().clone();
    assert_eq!((batch.shelf, batch.quarantine), (90, 10));
    let nothing = desk.get(&format!("{}/return", done.to)).await;
    assert!(nothing.html.contains("वापस लेने के लिए कुछ नहीं है"), "{}", nothing.html);
}

#[tokio::test]
async fn stock_is_received_counted_written_off_recalled_and_its_alerts_seen() {
    let (desk, patient) = stocked().await;
    let form = [
        ("product", "ors-sachet-1l"),
        ("number", "or 77"),
        ("expiry", "11/2028"),
        ("quantity", "१००"),
        ("supplier", "जिला भंडार 12"),
        ("mrp", "18.50"),
    ];
    let done = desk.post("/hospital/pharmacy/receive", &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let batch = desk.get(&done.to).await;
    assert!(batch.html.contains("OR77") && batch.html.contains("30-11-2028") && batch.html.contains("आई"));
    let counter = [("patient_check", patient.as_str()), ("product", "ors-sachet-1l"), ("quantity", "5")];
    let slip = desk.post("/hospital/pharmacy/counter", &counter).await;
    assert_eq!(slip.status, StatusCode::SEE_OTHER, "{}", slip.html);
    let here = done.to.clone();
    let count = desk.post(&format!("{here}/count"), &[("counted", "90"), ("count_reason", "5 पैकेट फटे")]).await;
    assert_eq!(count.status, StatusCode::SEE_OTHER, "{}", count.html);
    let counts = desk.get("/hospital/pharmacy/counts").await;
    assert!(counts.html.contains("मंज़ूरी के इंतज़ार में") && counts.html.contains("OR77"), "{}", counts.html);
    let id =
        desk.world().await.stock_counts().iter().map(|c: &std::sync::Arc<StockCount>| c.id.clone()).next().unwrap();
    desk.act_as(Persona::Supervisor).await;
    let approved = desk.post(&format!("/hospital/pharmacy/counts/{}/approve", id.as_str()), &[]).await;
    assert_eq!(approved.status, StatusCode::SEE_OTHER, "{}", approved.html);
    desk.act_as(Persona::Pharmacist).await;
    let off = [("cause", "damaged"), ("quantity", "10"), ("from", "shelf"), ("reason", "भीग गए")];
    let off = desk.post(&format!("{here}/write-off"), &off).await;
    assert_eq!(off.status, StatusCode::SEE_OTHER, "{}", off.html);
    let recall = desk.post(&format!("{here}/recall"), &[("recall_reason", "औषधि नियंत्रक का आदेश 12")]).await;
    assert_eq!(recall.status, StatusCode::SEE_OTHER, "{}", recall.html);
    let page = desk.get(&here).await;
    assert!(page.html.contains("जिन 1 मरीजों के पास यह बैच है") && page.html.contains("वापस मँगाया गया"), "{}", page.html);
    let alerts = desk.get("/hospital/pharmacy/alerts").await;
    for text in ["स्टॉक खत्म", "80 अलग रखी", "दिन में तारीख निकलेगी"]
    {
        assert!(alerts.html.contains(text), "{text}: {}", alerts.html);
    }
    let ors = "/hospital/pharmacy/stock/ors-sachet-1l";
    let out = desk.post(&format!("{ors}/out"), &[("note", "सोमवार को आएगी")]).await;
    assert_eq!(out.status, StatusCode::SEE_OTHER, "{}", out.html);
    assert!(desk.get(ors).await.html.contains("सोमवार को आएगी"));
    let minimum = desk.post(&format!("/hospital/pharmacy/stock/{AMOXICILLIN}/minimum"), &[("minimum", "500")]).await;
    assert_eq!(minimum.status, StatusCode::SEE_OTHER, "{}", minimum.html);
    let stock = desk.get("/hospital/pharmacy/stock").await;
    assert!(stock.html.contains(">कम<") && stock.html.contains(">खत्म<"), "{}", stock.html);
    let named = desk.get("/hospital/pharmacy/stock?q=Ceftriaxone").await;
    assert!(named.html.contains("सेफ्ट्रियाक्सोन"), "found in the other language: {}", named.html);
}

#[tokio::test]
async fn what_is_not_there_is_not_found_and_every_page_has_one_heading() {
    let (desk, patient) = stocked().await;
    for path in
        ["rx/RX999999", "rx/x", "slips/DSP999999", "batches/BAT999999", "stock/moonshine", "rx/RX999999/instead/1"]
    {
        let answer = desk.get(&format!("/hospital/pharmacy/{path}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    let rx = desk.prescribe(&patient, &[PARACETAMOL]).await;
    let rx_page = format!("/rx/{rx}");
    for path in
        ["", rx_page.as_str(), "/stock", "/receive", "/alerts", "/counts", "/counter", "?back=2", "?find=nobody"]
    {
        for language in ["hi", "en"] {
            let path = format!("/hospital/pharmacy{path}");
            let page = if language == "hi" { desk.get(&path).await } else { desk.get_in_english(&path).await };
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert_eq!(page.html.matches("<h1").count(), 1, "{path}");
            assert!(!page.html.contains("style="), "{path}");
        }
    }
}

#[tokio::test]
async fn what_needs_a_register_stands_in_it_with_patient_batch_and_prescriber() {
    let (desk, patient) = stocked().await;
    desk.clear(&["cefixime-tab-200"]).await;
    let batch = desk.receive("cefixime-tab-200", "CEF-R1", "2027-12-31", 100).await;
    let empty = desk.get("/hospital/pharmacy/register?from=01-01-2020&to=02-01-2020").await;
    assert!(empty.status == StatusCode::OK && empty.html.contains("कुछ नहीं दिया गया"), "{}", empty.html);
    let rx = desk.prescribe(&patient, &["cefixime-tab-200"]).await;
    let here = format!("/hospital/pharmacy/rx/{rx}");
    let given =
        [("line-0", "1"), ("batch-0", batch.as_str()), ("quantity-0", "5"), ("patient_check", patient.as_str())];
    let done = desk.post(&here, &given).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let register = desk.get("/hospital/pharmacy/register").await;
    let table = register.html.split("id=\"schedule-h1\"").nth(1).unwrap();
    let row = table.split("<tr").find(|row| row.contains("CEF-R1")).unwrap();
    for text in [rx.as_str(), done.to.as_str(), "सेफिक्सिम", ">5<"] {
        assert!(row.contains(text), "{text}: {row}");
    }
    assert!(register.html.matches("<h1").count() == 1 && !register.html.contains("style=\""));
    assert!(desk.get_in_english("/hospital/pharmacy/register").await.html.contains("Register of Schedule H1 and X"));
}

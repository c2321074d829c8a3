//! Every refusal and warning of M09, seen on the screen that leads to it, in Hindi.

use super::desk::{Desk, open};
use abhyas_core::Code;
use abhyas_kit::testing;
use abhyas_services::sandbox::hims::Persona;
use abhyas_services::sandbox::hims::m03_opd::{CancelPrescription, PrescriptionId, Reaction, RecordAllergy, Severity};
use abhyas_services::sandbox::hims::m09_pharmacy::codes;

const PARACETAMOL: &str = "paracetamol-tab-500";
const ORS: &str = "ors-sachet-1l";

/// Forms for records that are not there: they were shown before the hospital was started over.
const MISSING: [(Code, &str); 2] = [
    (codes::PRESCRIPTION_NOT_FOUND, "/hospital/pharmacy/rx/RX999999"),
    (codes::DISPENSE_NOT_FOUND, "/hospital/pharmacy/slips/DSP999999"),
];

type Seen = testing::Seen<Desk>;

#[tokio::test]
async fn every_refusal_of_the_pharmacy_is_seen_in_hindi() {
    let desk = open().await;
    desk.start_over().await;
    desk.clear(&[PARACETAMOL, ORS, "zinc-dt-20"]).await;
    let mut seen = Seen::new("pharmacy", desk);
    stock(&mut seen).await;
    prescriptions(&mut seen).await;
    substitutes(&mut seen).await;
    slips(&mut seen).await;
    old_ones(&mut seen).await;
    for (code, path) in MISSING {
        seen.gone(code, path).await;
    }
    seen.all(codes::ALL, &[]);
}

/// Receipt, write-off, recall, counts, stock-out, and what is given without a prescription.
async fn stock(seen: &mut Seen) {
    let patient = seen.desk.man(0).await;
    let receive = "/hospital/pharmacy/receive";
    let good =
        [("product", ORS), ("number", "OR1"), ("expiry", "11/2028"), ("quantity", "100"), ("supplier", "भंडार 1")];
    let with = |name: &'static str, value: &'static str| good.map(|(n, v)| if n == name { (n, value) } else { (n, v) });
    for (code, name, value) in [
        (codes::PRODUCT_UNKNOWN, "product", "moonshine"),
        (codes::BATCH_NUMBER_MISSING, "number", ""),
        (codes::BATCH_NUMBER_FORM, "number", "बैच"),
        (codes::EXPIRY_MISSING, "expiry", ""),
        (codes::EXPIRY_PAST, "expiry", "10/2026"),
        (codes::EXPIRY_TOO_FAR, "expiry", "10/2050"),
        (codes::QUANTITY_FORM, "quantity", "दस"),
        (codes::SUPPLIER_MISSING, "supplier", ""),
    ] {
        seen.refused(code, receive, &with(name, value)).await;
    }
    let priced = [&good[..], &[("mrp", "सस्ता")]].concat();
    seen.refused(codes::PRICE_FORM, receive, &priced).await;
    let batch = seen.done(receive, &good).await.to;
    seen.refused(codes::EXPIRY_DIFFERS, receive, &with("expiry", "12/2028")).await;
    let short = [("product", ORS), ("number", "OR2"), ("expiry", "01/2027"), ("quantity", "5"), ("supplier", "भंडार 2")];
    seen.warned(codes::EXPIRY_SOON, receive, &short).await;

    let off = format!("{batch}/write-off");
    let why = ("reason", "समिति के सामने");
    seen.refused(codes::CAUSE_MISSING, &off, &[("quantity", "1"), why]).await;
    seen.refused(codes::NOT_EXPIRED, &off, &[("cause", "expired"), ("quantity", "1"), why]).await;
    seen.refused(codes::BEYOND_STOCK, &off, &[("cause", "damaged"), ("quantity", "101"), why]).await;

    let count = format!("{batch}/count");
    seen.refused(codes::COUNT_AGREES, &count, &[("counted", "100"), ("count_reason", "गिनती")]).await;
    seen.done(&count, &[("counted", "95"), ("count_reason", "गिनती")]).await;
    seen.refused(codes::COUNT_OPEN, &count, &[("counted", "94"), ("count_reason", "गिनती")]).await;
    let approve = "/hospital/pharmacy/counts/CNT000001/approve";
    seen.refused(codes::COUNT_OWN, approve, &[]).await;
    seen.refused(codes::COUNT_NOT_FOUND, "/hospital/pharmacy/counts/CNT999999/approve", &[]).await;
    seen.done(&off, &[("cause", "damaged"), ("quantity", "1"), why]).await;
    seen.desk.act_as(Persona::Supervisor).await;
    seen.refused(codes::COUNT_STALE, approve, &[]).await;
    seen.done("/hospital/pharmacy/counts/CNT000001/reject", &[("reason", "फिर से गिनें")]).await;
    seen.refused(codes::COUNT_STATE, approve, &[]).await;
    seen.refused(codes::PERSONA_MAY_NOT, receive, &good).await;
    seen.desk.act_as(Persona::Pharmacist).await;

    let counter = "/hospital/pharmacy/counter";
    let ask = |quantity: &'static str| [("product", ORS), ("quantity", quantity)];
    seen.refused(codes::PATIENT_CHECK_MISSING, counter, &ask("2")).await;
    let shown = ("patient_check", patient.as_str());
    seen.refused(codes::PATIENT_CHECK_FORM, counter, &[&ask("2")[..], &[("patient_check", "12")]].concat()).await;
    seen.refused(codes::COUNTER_TOO_MUCH, counter, &[&ask("21")[..], &[shown]].concat()).await;
    let scheduled = [("product", "amoxicillin-cap-500"), ("quantity", "2"), shown];
    seen.refused(codes::SCHEDULE_NEEDS_PRESCRIBER, counter, &scheduled).await;

    seen.refused(codes::STOCK_OUT_BUT_STOCK, &format!("/hospital/pharmacy/stock/{ORS}/out"), &[]).await;
    let out = "/hospital/pharmacy/stock/zinc-dt-20/out";
    seen.done(out, &[]).await;
    seen.refused(codes::STOCK_OUT_MARKED, out, &[]).await;
    let recall = format!("{batch}/recall");
    seen.done(&recall, &[("recall_reason", "आदेश 12")]).await;
    seen.refused(codes::ALREADY_RECALLED, &recall, &[("recall_reason", "आदेश 12")]).await;
    let (propose, why) = (format!("{batch}/propose-release"), [("release_reason", "जाँच रिपोर्ट 7 ठीक")]);
    let approve = format!("{batch}/approve-release");
    seen.refused(codes::RELEASE_NOT_PROPOSED, &approve, &[]).await;
    seen.done(&propose, &why).await;
    seen.refused(codes::RELEASE_OPEN, &propose, &why).await;
    seen.refused(codes::RELEASE_OWN, &approve, &[]).await;
    seen.desk.act_as(Persona::Supervisor).await;
    seen.done(&approve, &[]).await;
    seen.desk.act_as(Persona::Pharmacist).await;
    seen.refused(codes::NOTHING_TO_RELEASE, &propose, &why).await;
    seen.done(&recall, &[("recall_reason", "आदेश 13")]).await;
}

/// What is refused of dispensing on a prescription.
async fn prescriptions(seen: &mut Seen) {
    let (patient, other) = (seen.desk.man(1).await, seen.desk.man(2).await);
    let soon = seen.desk.receive(PARACETAMOL, "PA-SOON", "2026-12-01", 50).await;
    let late = seen.desk.receive(PARACETAMOL, "PA-LATE", "2028-10-31", 100).await;
    let world = seen.desk.world().await;
    let recalled = world.batches().iter().find(|b| b.recall.is_some() && b.number == "OR1").unwrap();
    let recalled = recalled.id.as_str().to_owned();
    let rx = seen.desk.prescribe(&patient, &[PARACETAMOL, ORS]).await;
    let here = format!("/hospital/pharmacy/rx/{rx}");
    let shown = ("patient_check", patient.as_str());
    fn pick<'a>(line: &'a str, batch: &'a str, quantity: &'a str) -> Vec<(&'a str, &'a str)> {
        vec![("line-0", line), ("batch-0", batch), ("quantity-0", quantity)]
    }
    seen.refused(codes::NOTHING_PICKED, &here, &[shown]).await;
    let wrong = [pick("1", &soon, "5"), vec![("patient_check", other.as_str())]].concat();
    seen.refused(codes::WRONG_PATIENT, &here, &wrong).await;
    for (code, line, batch, quantity) in [
        (codes::LINE_NOT_FOUND, "9", soon.as_str(), "5"),
        (codes::BATCH_NOT_FOUND, "1", "", "5"),
        (codes::BATCH_OTHER_PRODUCT, "2", soon.as_str(), "5"),
        (codes::BEYOND_PRESCRIPTION, "1", soon.as_str(), "16"),
        (codes::FEFO_REASON, "1", late.as_str(), "5"),
    ] {
        seen.refused(code, &here, &[pick(line, batch, quantity), vec![shown]].concat()).await;
    }
    seen.refused(codes::BATCH_RECALLED, &here, &[pick("2", &recalled, "5"), vec![shown]].concat()).await;
    seen.done(&format!("{here}/verify"), &[]).await;
    seen.refused(codes::ALREADY_VERIFIED, &format!("{here}/verify"), &[]).await;
    seen.warned(codes::OWED, &here, &[pick("1", &soon, "15"), vec![shown]].concat()).await;
    seen.refused(codes::NOTHING_OWED, &format!("{here}/waive/1"), &[("waive_reason", "घर पर है")]).await;
    seen.done(&format!("{here}/waive/2"), &[("waive_reason", "घर पर है")]).await;
    seen.refused(codes::ALREADY_DISPENSED, &here, &[pick("1", &soon, "1"), vec![shown]].concat()).await;

    let next = seen.desk.man(6).await;
    let cancelled = seen.desk.prescribe(&next, &[PARACETAMOL]).await;
    seen.desk.act_as(Persona::Doctor).await;
    let reason = "गलत मरीज".to_owned();
    seen.desk.run(CancelPrescription { prescription: cancelled.clone(), reason }).await;
    seen.desk.act_as(Persona::Pharmacist).await;
    let there = format!("/hospital/pharmacy/rx/{cancelled}");
    let give = [pick("1", &soon, "1"), vec![shown]].concat();
    seen.refused(codes::PRESCRIPTION_CANCELLED, &there, &give).await;
    let next = seen.desk.man(7).await;
    let superseded = seen.desk.prescribe_again(&next, PARACETAMOL).await;
    let there = format!("/hospital/pharmacy/rx/{superseded}");
    seen.refused(codes::PRESCRIPTION_SUPERSEDED, &there, &give).await;
}

/// What may not stand in for a prescribed medicine.
async fn substitutes(seen: &mut Seen) {
    let patient = seen.desk.man(9).await;
    let products = ["losartan-tab-50", "spironolactone-tab-25", PARACETAMOL];
    let rx = seen.desk.prescribe(&patient, &products).await;
    let at = |line: u8| format!("/hospital/pharmacy/rx/{rx}/instead/{line}");
    let why = ("reason", "स्टॉक खत्म है");
    seen.refused(codes::SUBSTITUTE_SAME, &at(1), &[("product", "losartan-tab-50"), why]).await;
    seen.refused(codes::SUBSTITUTE_STRENGTH, &at(3), &[("product", "paracetamol-tab-650"), why]).await;
    seen.refused(codes::SUBSTITUTE_ROUTE, &at(3), &[("product", "paracetamol-supp-170"), why]).await;
    seen.refused(codes::SUBSTITUTE_OTHER_CLASS, &at(3), &[("product", "ibuprofen-tab-400"), why]).await;
    let consent = [("product", "telmisartan-tab-40"), why, ("quantity", "15"), ("consent", "डॉ. वर्मा, फोन")];
    seen.refused(codes::SUBSTITUTE_INTERACTION, &at(1), &consent).await;
    let patient = seen.desk.man(8).await;
    let pain = seen.desk.prescribe(&patient, &["ibuprofen-tab-400"]).await;
    let here = format!("/hospital/pharmacy/rx/{pain}/instead/1");
    let other = [("product", "diclofenac-tab-50"), why, ("quantity", "15")];
    seen.refused(codes::SUBSTITUTE_CONSENT, &here, &other).await;
    seen.desk.act_as(Persona::Nurse).await;
    let (reaction, severity) = (Some(Reaction::Rash), Some(Severity::Mild));
    let product = "diclofenac-tab-50".to_owned();
    seen.desk.run(RecordAllergy { patient, product, reaction, severity, ..RecordAllergy::default() }).await;
    seen.desk.act_as(Persona::Pharmacist).await;
    seen.refused(codes::SUBSTITUTE_ALLERGY, &here, &[&other[..], &[("consent", "डॉ. वर्मा, फोन")]].concat()).await;
}

/// What is refused of a return. It begins with a slip of its own.
async fn slips(seen: &mut Seen) {
    let patient = seen.desk.man(4).await;
    let ors = seen.desk.receive(ORS, "OR9", "2026-12-10", 20).await;
    let other = seen.desk.receive(ORS, "OR10", "2028-12-10", 20).await;
    let form = [("patient_check", patient.as_str()), ("product", ORS), ("quantity", "5")];
    let slip = seen.done("/hospital/pharmacy/counter", &form).await.to;
    let back = format!("{slip}/return");
    let (this, that) = (format!("1/{ors}"), format!("1/{other}"));
    let base = [("reason", "दवा बदल गई"), ("patient_check", patient.as_str())];
    let with = |more: &[(&'static str, String)]| {
        let mut fields: Vec<(String, String)> = base.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        fields.extend(more.iter().map(|(n, v)| ((*n).to_owned(), v.clone())));
        fields
    };
    let on = || ("unopened", "on".to_owned());
    for (code, fields) in [
        (codes::RETURN_OPENED, with(&[("batch", this.clone()), ("quantity", "5".into())])),
        (codes::RETURN_TOO_MUCH, with(&[("batch", this.clone()), ("quantity", "6".into()), on()])),
        (codes::NOT_HANDED_OUT, with(&[("batch", that), ("quantity", "1".into()), on()])),
    ] {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        seen.refused(code, &back, &fields).await;
    }
    seen.desk.later(8 * 24 * 60);
    let fields = with(&[("batch", this), ("quantity", "5".into()), on()]);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    seen.refused(codes::RETURN_TOO_LATE, &back, &fields).await;
}

/// A batch and a prescription that grow old.
async fn old_ones(seen: &mut Seen) {
    let patient = seen.desk.man(5).await;
    let gone = seen.desk.receive(PARACETAMOL, "PA-GONE", "2026-12-15", 50).await;
    let rx = seen.desk.prescribe(&patient, &[PARACETAMOL]).await;
    assert!(PrescriptionId::parse(&rx).is_some());
    let here = format!("/hospital/pharmacy/rx/{rx}");
    let give = [("line-0", "1"), ("batch-0", gone.as_str()), ("quantity-0", "5"), ("patient_check", patient.as_str())];
    seen.desk.later(20 * 24 * 60);
    seen.refused(codes::BATCH_EXPIRED, &here, &give).await;
    seen.desk.later(20 * 24 * 60);
    seen.refused(codes::PRESCRIPTION_TOO_OLD, &here, &give).await;
}

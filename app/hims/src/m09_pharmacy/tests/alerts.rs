use super::super::alerts::{Alert, alerts, minimum};
use super::super::*;
use super::fixture::{AMOXICILLIN, Hospital, ORS, PARACETAMOL, hospital};
use crate::reference::ProductId;

fn said(h: &Hospital) -> Vec<String> {
    let text = |alert: &Alert| match alert {
        Alert::Out { product, marked } => format!("out {} {}", product.as_str(), marked.is_some()),
        Alert::Low { product, usable, minimum } => format!("low {} {usable}/{minimum}", product.as_str()),
        Alert::Expired { batch } => format!("expired {}", batch.number),
        Alert::Expiring { batch, days } => format!("expiring {} {days}", batch.number),
        Alert::Quarantine { batch } => format!("quarantine {}", batch.number),
    };
    alerts(&h.world, h.ctx.now.day()).iter().map(text).collect()
}

#[test]
fn alerts_say_what_waits_for_an_act_the_gravest_first() {
    let mut h = hospital();
    assert_eq!(said(&h), Vec::<String>::new(), "what was never held is no alert");
    h.batch(PARACETAMOL, "GONE", -1, 30);
    h.batch(PARACETAMOL, "LATER", 90, 60);
    h.batch(AMOXICILLIN, "SOON", 20, 40);
    let bad = h.batch(AMOXICILLIN, "BAD", 400, 10);
    h.batch(ORS, "EMPTY", 400, 0);
    h.run(RecallBatch { batch: bad, reason: "आदेश 12".into() }).unwrap();
    assert_eq!(
        said(&h),
        [
            "expired GONE",
            "out ors-sachet-1l false",
            "expiring SOON 20",
            "expiring LATER 90",
            "low amoxicillin-cap-500 40/50",
            "quarantine BAD",
        ]
    );
    h.run(MarkStockOut { product: ORS.into(), note: String::new() }).unwrap();
    assert!(said(&h).contains(&"out ors-sachet-1l true".to_owned()));
    let set = |minimum: &str| SetMinimum { product: AMOXICILLIN.into(), minimum: minimum.into() };
    assert_eq!(h.refused(set("some")), ["quantity_form@minimum"]);
    assert_eq!(h.refused(SetMinimum { product: "x".into(), ..set("1") }), ["product_unknown@product"]);
    h.run(set("40")).unwrap();
    assert_eq!(minimum(&h.world, &ProductId::parse(AMOXICILLIN).unwrap()), 40);
    assert!(!said(&h).iter().any(|s| s.starts_with("low")), "{:?}", said(&h));
}

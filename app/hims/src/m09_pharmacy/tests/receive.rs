use super::super::*;
use super::fixture::{PARACETAMOL, hospital};
use crate::time::Day;

fn receive() -> ReceiveStock {
    ReceiveStock {
        product: PARACETAMOL.into(),
        number: "pc-2611".into(),
        expiry: "11/2028".into(),
        quantity: "500".into(),
        mrp: "1.50".into(),
        supplier: "BMSICL 4711".into(),
    }
}

#[test]
fn a_batch_comes_in_and_comes_again() {
    let mut h = hospital();
    let receipt = h.run(receive()).unwrap();
    assert!(receipt.warnings.is_empty());
    let id = receipt.subject.id;
    let batch = h.world.batches().get(&BatchId::parse(&id).unwrap()).unwrap().clone();
    assert_eq!((batch.number.as_str(), batch.mrp_paise, batch.shelf), ("PC-2611", 150, 500));
    assert_eq!(h.ctx.calendar.date(batch.expiry).to_string(), "2028-11-30", "good to the last day of its month");
    let more = h.run(ReceiveStock { quantity: "१००".into(), ..receive() }).unwrap();
    assert_eq!((more.subject.id.as_str(), h.shelf(&id)), (id.as_str(), (600, 0)), "the same batch");
    assert_eq!(stock::movements(&h.world, &batch.id).len(), 2);
}

#[test]
fn a_batch_that_expires_soon_is_accepted_with_a_word() {
    let mut h = hospital();
    let receipt = h.run(ReceiveStock { expiry: "2027-01-31".into(), ..receive() }).unwrap();
    assert_eq!(receipt.warnings.first().map(|w| w.code.clone()), Some(codes::EXPIRY_SOON));
}

#[test]
fn what_is_refused_at_receipt() {
    let mut h = hospital();
    for (command, refusal) in [
        (ReceiveStock { product: "moonshine".into(), ..receive() }, "product_unknown@product"),
        (ReceiveStock { number: " ".into(), ..receive() }, "batch_number_missing@number"),
        (ReceiveStock { number: "बैच 1".into(), ..receive() }, "batch_number_form@number"),
        (ReceiveStock { expiry: String::new(), ..receive() }, "expiry_missing@expiry"),
        (ReceiveStock { expiry: "soon".into(), ..receive() }, "m01.date_form@expiry"),
        (ReceiveStock { expiry: "23-11-2026".into(), ..receive() }, "expiry_past@expiry"),
        (ReceiveStock { expiry: "10/2026".into(), ..receive() }, "expiry_past@expiry"),
        (ReceiveStock { expiry: "11/2036".into(), ..receive() }, "expiry_too_far@expiry"),
        (ReceiveStock { quantity: "0".into(), ..receive() }, "quantity_form@quantity"),
        (ReceiveStock { quantity: "10000000".into(), ..receive() }, "quantity_form@quantity"),
        (ReceiveStock { mrp: "cheap".into(), ..receive() }, "price_form@mrp"),
        (ReceiveStock { supplier: String::new(), ..receive() }, "supplier_missing@supplier"),
    ] {
        assert_eq!(h.refused(command), [refusal]);
    }
    assert_eq!(h.refused(ReceiveStock::default()).len(), 5, "everything that is missing is said at once");
    let id = h.run(receive()).unwrap().subject.id;
    let other = ReceiveStock { expiry: "12/2028".into(), ..receive() };
    assert_eq!(h.refused(other), ["expiry_differs@expiry"]);
    h.run(RecallBatch { batch: id, reason: "आदेश 12".into() }).unwrap();
    assert_eq!(h.refused(receive()), ["batch_recalled@number"]);
}

#[test]
fn a_receipt_ends_a_stock_out() {
    let mut h = hospital();
    let mark = MarkStockOut { product: PARACETAMOL.into(), note: "अगले सोमवार".into() };
    h.run(mark.clone()).unwrap();
    assert_eq!(h.refused(mark.clone()), ["stock_out_marked@product"]);
    let product = crate::reference::ProductId::parse(PARACETAMOL).unwrap();
    assert!(stock::marked_out(&h.world, &product).is_some());
    h.run(receive()).unwrap();
    assert!(stock::marked_out(&h.world, &product).is_none());
    assert_eq!(h.refused(mark), ["stock_out_but_stock@product"]);
    let unknown = MarkStockOut { product: "x".into(), note: String::new() };
    assert_eq!(h.refused(unknown), ["product_unknown@product"]);
    assert_eq!(h.world.stock_outs().len(), 1, "what was marked stays readable");
    assert_eq!(h.ctx.now.day(), Day(0));
}

//! What must hold whatever is done.

use super::super::*;
use super::fixture::{AMOXICILLIN, Hospital, ORS, PARACETAMOL, dispense, hospital};
use crate::command::AnyCommand;
use crate::engine::{Persona, replay};
use crate::m03_opd::PrescriptionId;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// One step of a random day at the counter. Numbers pick among what is there.
#[derive(Debug, Clone)]
enum Step {
    Receive { product: usize, number: u8, month: u8, quantity: u32 },
    Place { product: usize, days: i32, quantity: u32 },
    Give { rx: usize, picks: Vec<(u16, usize, u32)>, reason: bool },
    GiveFefo { rx: usize, most: u32 },
    Counter { quantity: u32 },
    Substitute { rx: usize, line: u16, product: usize },
    Waive { rx: usize, line: u16 },
    Back { dispense: usize, batch: usize, quantity: u32 },
    Off { batch: usize, quantity: u32, quarantine: bool },
    Recall { batch: usize },
    Count { batch: usize, counted: u32 },
    Decide { count: usize, approve: bool },
    Later { days: i64 },
}

const PRODUCTS: [&str; 5] = [PARACETAMOL, AMOXICILLIN, ORS, "amlodipine-tab-5", "amlodipine-tab-10"];

fn step() -> impl Strategy<Value = Step> {
    let picks = prop::collection::vec((1..4_u16, 0..8_usize, 0..20_u32), 0..4);
    prop_oneof![
        3 => (0..5_usize, 0..3_u8, 1..12_u8, 1..60_u32)
            .prop_map(|(product, number, month, quantity)| Step::Receive { product, number, month, quantity }),
        2 => (0..5_usize, -5..60_i32, 0..40_u32)
            .prop_map(|(product, days, quantity)| Step::Place { product, days, quantity }),
        4 => (0..4_usize, picks, any::<bool>()).prop_map(|(rx, picks, reason)| Step::Give { rx, picks, reason }),
        4 => (0..4_usize, 1..20_u32).prop_map(|(rx, most)| Step::GiveFefo { rx, most }),
        1 => (1..25_u32).prop_map(|quantity| Step::Counter { quantity }),
        2 => (0..4_usize, 1..4_u16, 0..5_usize).prop_map(|(rx, line, product)| Step::Substitute { rx, line, product }),
        1 => (0..4_usize, 1..4_u16).prop_map(|(rx, line)| Step::Waive { rx, line }),
        2 => (0..6_usize, 0..8_usize, 1..20_u32)
            .prop_map(|(dispense, batch, quantity)| Step::Back { dispense, batch, quantity }),
        1 => (0..8_usize, 1..20_u32, any::<bool>())
            .prop_map(|(batch, quantity, quarantine)| Step::Off { batch, quantity, quarantine }),
        1 => (0..8_usize).prop_map(|batch| Step::Recall { batch }),
        1 => (0..8_usize, 0..60_u32).prop_map(|(batch, counted)| Step::Count { batch, counted }),
        1 => (0..4_usize, any::<bool>()).prop_map(|(count, approve)| Step::Decide { count, approve }),
        1 => (1..12_i64).prop_map(|days| Step::Later { days }),
    ]
}

fn nth(items: Vec<String>, at: usize) -> String {
    let count = items.len().max(1);
    items.into_iter().nth(at % count).unwrap_or_default()
}

fn command(h: &mut Hospital, step: Step) -> Option<AnyCommand> {
    let rx_of = |h: &Hospital, at| nth(h.world.prescriptions().iter().map(|p| p.id.as_str().to_owned()).collect(), at);
    let batch_of = |h: &Hospital, at| nth(h.world.batches().iter().map(|b| b.id.as_str().to_owned()).collect(), at);
    let reason = || "कारण लिखा".to_owned();
    let patient = h.sunita.clone();
    h.act_as(Persona::Pharmacist);
    Some(match step {
        Step::Later { days } => {
            h.days_later(days);
            return None;
        }
        Step::Receive { product, number, month, quantity } => ReceiveStock {
            product: PRODUCTS[product].into(),
            number: format!("N{number}"),
            expiry: format!("{month}/2027"),
            quantity: quantity.to_string(),
            mrp: String::new(),
            supplier: reason(),
        }
        .into(),
        Step::Place { product, days, quantity } => {
            h.act_as(Persona::System);
            PlaceBatch {
                product: PRODUCTS[product].into(),
                number: format!("P{quantity}"),
                expires_in_days: days,
                quantity,
                recalled: String::new(),
            }
            .into()
        }
        Step::Give { rx, picks, reason: reasoned } => {
            let picks = picks.into_iter().map(|(line, batch, quantity)| DispensePick {
                line,
                batch: batch_of(h, batch),
                quantity: quantity.to_string(),
                reason: if reasoned { reason() } else { String::new() },
            });
            dispense(&rx_of(h, rx), &patient, picks.collect()).into()
        }
        Step::GiveFefo { rx, most } => {
            let id = rx_of(h, rx);
            let prescription = h.world.prescriptions().get(&PrescriptionId::parse(&id)?)?.clone();
            let today = h.ctx.now.day();
            let lines = prospect(&h.world, &prescription).ok()?;
            let line = lines.iter().find(|l| l.owed() > 0)?;
            let picks = stock::fefo(&h.world, &line.product, line.owed().min(most), today);
            let pick = |(batch, quantity): (std::sync::Arc<Batch>, u32)| DispensePick {
                line: line.n,
                batch: batch.id.as_str().to_owned(),
                quantity: quantity.to_string(),
                reason: String::new(),
            };
            dispense(&id, &patient, picks.into_iter().map(pick).collect()).into()
        }
        Step::Counter { quantity } => {
            IssueCounter { patient_check: patient, product: ORS.into(), quantity: quantity.to_string() }.into()
        }
        Step::Substitute { rx, line, product } => SubstituteDrug {
            prescription: rx_of(h, rx),
            line,
            product: PRODUCTS[product].into(),
            quantity: String::new(),
            reason: reason(),
            consent: reason(),
        }
        .into(),
        Step::Waive { rx, line } => WaiveOwed { prescription: rx_of(h, rx), line, reason: reason() }.into(),
        Step::Back { dispense, batch, quantity } => ReturnDrugs {
            dispense: nth(h.world.dispenses().iter().map(|d| d.id.as_str().to_owned()).collect(), dispense),
            line: 1,
            batch: batch_of(h, batch),
            quantity: quantity.to_string(),
            unopened: true,
            reason: reason(),
            patient_check: patient,
        }
        .into(),
        Step::Off { batch, quantity, quarantine } => WriteOff {
            batch: batch_of(h, batch),
            from: Some(if quarantine { WriteOffFrom::Quarantine } else { WriteOffFrom::Shelf }),
            quantity: quantity.to_string(),
            cause: Some(WriteOffCause::Damaged),
            reason: reason(),
        }
        .into(),
        Step::Recall { batch } => RecallBatch { batch: batch_of(h, batch), reason: reason() }.into(),
        Step::Count { batch, counted } => {
            ProposeCount { batch: batch_of(h, batch), counted: counted.to_string(), reason: reason() }.into()
        }
        Step::Decide { count, approve } => {
            h.act_as(Persona::Supervisor);
            let count = nth(h.world.stock_counts().iter().map(|c| c.id.as_str().to_owned()).collect(), count);
            if approve { ApproveCount { count }.into() } else { RejectCount { count, reason: reason() }.into() }
        }
    })
}

/// Balance = receipts − issues − write-offs ± counts; quarantine = returns + recalls − write-offs; never negative.
fn balances_follow_from_movements(h: &Hospital) {
    let mut sums: BTreeMap<&BatchId, (i64, i64)> = BTreeMap::new();
    for movement in h.world.stock_movements().iter() {
        let (shelf, quarantine) = movement.kind.effect();
        let sum = sums.entry(&movement.batch).or_default();
        sum.0 += shelf * i64::from(movement.quantity);
        sum.1 += quarantine * i64::from(movement.quantity);
        assert!(sum.0 >= 0 && sum.1 >= 0 && movement.quantity > 0, "{movement:?}");
    }
    for batch in h.world.batches().iter() {
        let sum = sums.get(&batch.id).copied().unwrap_or_default();
        assert_eq!(sum, (i64::from(batch.shelf), i64::from(batch.quarantine)), "{}", batch.id.as_str());
    }
}

/// Nothing is handed out beyond a line, and of one prescription never more substance than it prescribes.
fn nothing_beyond_the_prescription(h: &Hospital) {
    for dispense in h.world.dispenses().iter() {
        for line in &dispense.lines {
            assert!(line.issued() <= line.quantity, "{line:?}");
            assert!(line.handed.iter().all(|x| x.returned <= x.quantity), "{line:?}");
        }
        let Some(rx) = dispense.prescription.as_ref().and_then(|id| h.world.prescriptions().get(id)) else { continue };
        for prescribed in &rx.lines {
            let substance = |product, units: u32| {
                let p = h.world.products().get(product).unwrap();
                u64::from(units) * p.unit_size_milli * p.content.max(1)
            };
            let of_line = dispense.lines.iter().filter(|l| l.of == prescribed.n);
            let given: u64 = of_line.map(|l| substance(&l.product, l.issued())).sum();
            assert!(given <= substance(&prescribed.product, prescribed.quantity), "{dispense:?}");
        }
        let owes = !dispense.is_complete() && dispense.state != DispenseState::Returned;
        assert_eq!(dispense.state.is_open(), owes, "{dispense:?}");
    }
}

/// What left the shelf for a patient had not expired and was the earliest there was, or has a reason.
fn no_expired_batch_left_the_shelf(h: &Hospital) {
    for movement in h.world.stock_movements().iter().filter(|m| m.kind == MovementKind::Issue) {
        let batch = h.world.batches().get(&movement.batch).unwrap();
        assert!(!batch.is_expired(movement.made.at.day()), "{movement:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn stock_and_prescriptions_hold_whatever_is_done(steps in prop::collection::vec(step(), 1..60)) {
        let mut h = hospital();
        h.prescribe(&[(PARACETAMOL, 15), (AMOXICILLIN, 10)]);
        h.prescribe(&[(ORS, 5)]);
        h.prescribe(&[("amlodipine-tab-5", 30), (PARACETAMOL, 10)]);
        for step in steps {
            if let Some(command) = command(&mut h, step) {
                let before = h.world.clone();
                if h.run(command).is_err() {
                    prop_assert_eq!(&h.world, &before, "a refusal changes nothing");
                }
            }
            balances_follow_from_movements(&h);
        }
        nothing_beyond_the_prescription(&h);
        no_expired_batch_left_the_shelf(&h);
        prop_assert!(h.world.indexes_agree());
        prop_assert_eq!(replay(&h.base, &h.journal).unwrap(), h.world.clone());
    }

    #[test]
    fn a_proposal_takes_the_earliest_and_neither_too_much_nor_too_little(
        batches in prop::collection::vec((-3..40_i32, 0..30_u32), 0..8),
        wanted in 0..100_u32,
    ) {
        let mut h = hospital();
        for (at, (days, quantity)) in batches.iter().enumerate() {
            h.batch(PARACETAMOL, &format!("B{at}"), *days, *quantity);
        }
        let product = crate::reference::ProductId::parse(PARACETAMOL).unwrap();
        let today = h.ctx.now.day();
        let picks = stock::fefo(&h.world, &product, wanted, today);
        let sum: u32 = picks.iter().map(|(_, n)| n).sum();
        prop_assert_eq!(sum, wanted.min(stock::usable(&h.world, &product, today)));
        prop_assert!(picks.iter().all(|(b, n)| *n > 0 && *n <= b.shelf && !b.is_expired(today)));
        prop_assert!(picks.windows(2).all(|w| w[0].0.expiry <= w[1].0.expiry && w[0].1 == w[0].0.shelf));
        // Every batch that is left out expires no earlier than the last one taken.
        let last = picks.last().map(|(b, _)| b.expiry);
        let left = stock::batches(&h.world, &product).into_iter().filter(|b| b.usable(today) > 0);
        for batch in left.filter(|b| !picks.iter().any(|(p, _)| p.id == b.id)) {
            prop_assert!(wanted == 0 || last.is_some_and(|l| batch.expiry >= l));
        }
    }
}

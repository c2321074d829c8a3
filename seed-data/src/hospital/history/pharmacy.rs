//! The pharmacy: deliveries, shelves, what is handed out from which batch.

use super::super::NOW;
use super::super::dice::Dice;
use super::super::visits::FULL_DAYS;
use super::Case;
use super::formulary::Formulary;
use super::records::{Records, Series};
use super::staff::{Staff, at};
use abhyas_hims::Day;
use abhyas_hims::m03_opd::Prescription;
use abhyas_hims::m09_pharmacy::{
    Batch, BatchId, Dispense, DispenseId, DispenseLine, DispenseState, Handed, MovementId, MovementKind, StockMovement,
    Waiver,
};
use abhyas_hims::reference::{Level, Product, ProductId, Unit};
use std::collections::BTreeMap;

/// How often the district store delivers, in days.
const DELIVERY: i32 = 28;
const SUPPLIER: &str = "BMSICL, पटना";
/// Deliveries of one medicine in so many fail: it runs short.
const FAILING: u32 = 14;
/// Prescriptions that nobody fetches, and yesterday's that still wait.
const NOT_FETCHED: f64 = 0.05;
const STILL_WAITING: f64 = 0.12;
/// After so many days what is owed is given up.
const GIVEN_UP: i32 = 15;
/// Second of the day at which stock is received and expired stock is taken off the shelf.
const MORNING: u32 = 7 * 3600;
/// The pharmacy closes.
const CLOSES: u32 = 15 * 3600;

/// What the pharmacy knows of a medicine.
struct Shelf<'a> {
    product: &'a Product,
    /// Places in the list of batches that may still hold something, the earliest expiry first.
    batches: Vec<usize>,
    /// Handed out, or asked for, since the last delivery.
    wanted: u32,
}

/// The pharmacy.
pub(super) struct Pharmacy<'a> {
    staff: &'a Staff,
    shelves: Vec<Shelf<'a>>,
    by_product: BTreeMap<&'a ProductId, usize>,
    batches: Vec<Batch>,
    /// Visits a day in the full weeks: the first deliveries are made for them.
    per_day: f64,
    dice: Dice,
}

impl<'a> Pharmacy<'a> {
    pub(super) fn new(formulary: &'a Formulary<'a>, staff: &'a Staff, per_day: f64) -> Self {
        let listed = formulary.products().iter().filter(|p| p.is_listed_at(Level::Dh));
        let shelves: Vec<Shelf<'_>> = listed.map(|product| Shelf { product, batches: Vec::new(), wanted: 0 }).collect();
        let by_product = shelves.iter().enumerate().map(|(at, shelf)| (&shelf.product.id, at)).collect();
        Self { staff, shelves, by_product, batches: Vec::new(), per_day, dice: Dice::salted(0x5700_C0DE) }
    }

    /// The first stock.
    pub(super) fn open(&mut self, day: Day, series: &mut Series, records: &mut Records) {
        for place in 0..self.shelves.len() {
            let quantity = self.first_quantity(place);
            self.receive(place, quantity, day, series, records);
        }
    }

    fn first_quantity(&self, place: usize) -> u32 {
        let small = self.shelves.get(place).is_some_and(|s| {
            matches!(
                s.product.unit,
                Unit::Vial | Unit::Ampoule | Unit::Inhaler | Unit::Tube | Unit::Respule | Unit::Bottle
            )
        });
        let days = super::super::body::whole(self.per_day * if small { 3.0 } else { 20.0 });
        u32::try_from(days).unwrap_or(0).max(if small { 40 } else { 300 })
    }

    /// What comes from the district store this morning, after what has expired is taken off the shelf.
    pub(super) fn deliveries(&mut self, day: Day, series: &mut Series, records: &mut Records) {
        if day.0.rem_euclid(DELIVERY) != 3 {
            return;
        }
        // The last round before day 0 left some expired stock where it stood.
        if day.0 < -DELIVERY {
            self.write_off(day, series, records);
        }
        // Two and a half months' need; before the full weeks begin the store knows that more people come.
        let cover = if (FULL_DAYS - DELIVERY..=FULL_DAYS + DELIVERY).contains(&-day.0) { 24 } else { 5 };
        for place in 0..self.shelves.len() {
            let held = self.held(place, day);
            let Some(shelf) = self.shelves.get_mut(place) else { continue };
            let wanted = std::mem::take(&mut shelf.wanted);
            let fails = self.dice.below(FAILING) == 0;
            let target = (wanted.saturating_mul(cover) / 2).max(30);
            if held < target && !fails {
                // Whole hundreds, as cartons come.
                let quantity = (target - held).div_ceil(100) * 100;
                self.receive(place, quantity, day, series, records);
            }
        }
    }

    fn held(&self, place: usize, day: Day) -> u32 {
        let batches = self.shelves.get(place).map(|s| s.batches.as_slice()).unwrap_or_default();
        batches.iter().filter_map(|at| self.batches.get(*at)).map(|batch| batch.usable(day)).sum()
    }

    fn receive(&mut self, place: usize, quantity: u32, day: Day, series: &mut Series, records: &mut Records) {
        let Some(shelf) = self.shelves.get_mut(place) else { return };
        let number = series.next("batch");
        let months = 7 + self.dice.below(24);
        let expiry = Day(day.0 + i32::try_from(months * 30).unwrap_or(360) + self.dice.between(0, 29));
        let received = self.staff.pharmacist(number, at(day, MORNING));
        let letters = shelf.product.generic.get(..2).unwrap_or("XX").to_uppercase();
        let batch = Batch {
            id: BatchId::numbered(number),
            product: shelf.product.id.clone(),
            number: format!("{letters}{}{:03}", 20 + self.dice.below(80), number % 1000),
            expiry,
            mrp_paise: 50 + self.dice.below(180) * 10,
            supplier: SUPPLIER.to_owned(),
            shelf: quantity,
            quarantine: 0,
            recall: None,
            release: None,
            lifted: Vec::new(),
            received: received.clone(),
        };
        records.movements.push(movement(series, &batch, MovementKind::Receipt, quantity, received));
        let at = self.batches.len();
        let after = shelf.batches.partition_point(|b| self.batches.get(*b).is_some_and(|b| b.expiry <= expiry));
        shelf.batches.insert(after, at);
        self.batches.push(batch);
    }

    fn write_off(&mut self, day: Day, series: &mut Series, records: &mut Records) {
        for shelf in &mut self.shelves {
            for at_batch in &shelf.batches {
                let Some(batch) = self.batches.get_mut(*at_batch).filter(|b| b.shelf > 0 && b.is_expired(day)) else {
                    continue;
                };
                let made = self.staff.pharmacist(0, at(day, MORNING));
                let quantity = std::mem::take(&mut batch.shelf);
                let mut off = movement(series, batch, MovementKind::WriteOff, quantity, made);
                off.note = "एक्सपायर".to_owned();
                records.movements.push(off);
            }
            let batches = &self.batches;
            shelf.batches.retain(|at| batches.get(*at).is_some_and(|b| b.shelf > 0));
        }
    }

    /// Hands out what is there of a prescription, unless nobody comes for it.
    pub(super) fn serve(
        &mut self,
        case: &Case<'_>,
        rx: &Prescription,
        day: Day,
        signed: u32,
        series: &mut Series,
        records: &mut Records,
    ) {
        let mut dice = Dice::salted(case.visit.salt ^ 0xD15E);
        let waits = (day.0 == -1 && dice.happens(STILL_WAITING)) || dice.happens(NOT_FETCHED);
        let second = (signed + 300 + dice.below(2400)).min(CLOSES.max(signed + 120));
        let later = day.0 == 0 && second >= NOW;
        if !waits && !later {
            self.hand_out(rx, day, second, series, records);
        }
    }

    fn hand_out(&mut self, rx: &Prescription, day: Day, second: u32, series: &mut Series, records: &mut Records) {
        let number = series.next("dispense");
        let id = DispenseId::numbered(number);
        let stamp = self.staff.pharmacist(number, at(day, second));
        let mut lines = Vec::with_capacity(rx.lines.len());
        for line in &rx.lines {
            let mut left = line.quantity;
            let mut handed = Vec::new();
            for (batch, quantity) in self.take(&line.product, line.quantity, day) {
                left = left.saturating_sub(quantity);
                let Some(batch) = self.batches.get(batch) else { continue };
                let mut issue = movement(series, batch, MovementKind::Issue, quantity, stamp.clone());
                issue.patient = Some(rx.patient.clone());
                issue.dispense = Some(id.clone());
                records.movements.push(issue);
                handed.push(Handed {
                    batch: batch.id.clone(),
                    quantity,
                    returned: 0,
                    reason: String::new(),
                    handed: stamp.clone(),
                });
            }
            let given_up = left > 0 && day.0 < -GIVEN_UP;
            let waiver = given_up
                .then(|| Waiver {
                    reason: "स्टॉक नहीं था, मरीज ने बाहर से लिया".to_owned(), made: stamp.clone()
                });
            lines.push(DispenseLine {
                n: line.n,
                of: line.n,
                product: line.product.clone(),
                dose_milli: line.dose_milli,
                quantity: line.quantity,
                handed,
                instead: None,
                waiver,
            });
        }
        let mut dispense = Dispense {
            id,
            prescription: Some(rx.id.clone()),
            patient: rx.patient.clone(),
            verified: stamp,
            state: DispenseState::Verified,
            lines,
        };
        if dispense.is_complete() || dispense.lines.iter().any(|l| l.issued() > 0) {
            dispense.state = if dispense.is_complete() { DispenseState::Fully } else { DispenseState::Partly };
        }
        records.dispenses.push(dispense);
    }

    /// Takes units off the shelf, the batch that expires first before others; says from which batches how many.
    fn take(&mut self, product: &ProductId, quantity: u32, day: Day) -> Vec<(usize, u32)> {
        let Some(shelf) = self.by_product.get(product).and_then(|place| self.shelves.get_mut(*place)) else {
            return Vec::new();
        };
        shelf.wanted = shelf.wanted.saturating_add(quantity);
        let mut left = quantity;
        let mut taken = Vec::new();
        for at in &shelf.batches {
            let Some(batch) = self.batches.get_mut(*at) else { continue };
            let units = batch.usable(day).min(left);
            if units > 0 {
                batch.shelf -= units;
                left -= units;
                taken.push((*at, units));
            }
            if left == 0 {
                break;
            }
        }
        if shelf.batches.len() > 4 {
            let batches = &self.batches;
            shelf.batches.retain(|at| batches.get(*at).is_some_and(|b| b.shelf > 0));
        }
        taken
    }

    /// Puts the batches away as they stand now.
    pub(super) fn close(self, records: &mut Records) {
        records.batches = self.batches;
    }
}

fn movement(
    series: &mut Series,
    batch: &Batch,
    kind: MovementKind,
    quantity: u32,
    made: abhyas_hims::m01_registration::Stamp,
) -> StockMovement {
    StockMovement {
        id: MovementId::numbered(series.next("stock_movement")),
        batch: batch.id.clone(),
        product: batch.product.clone(),
        kind,
        quantity,
        patient: None,
        dispense: None,
        note: String::new(),
        made,
    }
}

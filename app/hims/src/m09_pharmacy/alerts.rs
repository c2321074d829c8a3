//! What the pharmacist should see before a patient notices.

use super::batch::Batch;
use super::rules::PharmacyRules;
use super::stock;
use super::stock_out::StockOut;
use crate::reference::ProductId;
use crate::time::Day;
use crate::world::World;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Something that waits for an act.
#[derive(Debug, Clone, PartialEq)]
pub enum Alert {
    /// Nothing of a medicine can be dispensed.
    Out {
        /// Which.
        product: ProductId,
        /// The mark that tells the prescribers, if it was set.
        marked: Option<Arc<StockOut>>,
    },
    /// Less than the minimum can be dispensed.
    Low {
        /// Which.
        product: ProductId,
        /// Units that can be dispensed.
        usable: u32,
        /// The minimum.
        minimum: u32,
    },
    /// A batch has expired and still stands on the shelf.
    Expired {
        /// Which.
        batch: Arc<Batch>,
    },
    /// A batch expires soon.
    Expiring {
        /// Which.
        batch: Arc<Batch>,
        /// Days left.
        days: i32,
    },
    /// Units stand in quarantine and wait to be written off.
    Quarantine {
        /// Which.
        batch: Arc<Batch>,
    },
}

/// The minimum of a medicine.
#[must_use]
pub fn minimum(world: &World, product: &ProductId) -> u32 {
    world.stock_levels().get(product).map_or_else(|| PharmacyRules::of(world).minimum, |level| level.minimum)
}

/// All alerts: expired, out, expiring (the sooner the earlier), low, quarantine. Medicines that this pharmacy has never
/// held are none of its business unless somebody marked them or set a minimum.
#[must_use]
pub fn alerts(world: &World, today: Day) -> Vec<Alert> {
    let rules = PharmacyRules::of(world);
    let stocked: Vec<_> = world.batches().find(Batch::BY_STOCKED, Batch::STOCKED).cloned().collect();
    let mut usable: BTreeMap<ProductId, u32> = BTreeMap::new();
    for product in world.batches().keys(Batch::BY_PRODUCT) {
        usable.extend(ProductId::parse(product).map(|id| (id, 0)));
    }
    let marked: BTreeSet<_> = world.stock_outs().keys(StockOut::BY_OPEN_PRODUCT).map(str::to_owned).collect();
    let levels = world.stock_levels().iter().map(|level| level.id.clone());
    for product in marked.iter().filter_map(|p| ProductId::parse(p)).chain(levels) {
        usable.entry(product).or_default();
    }
    for batch in &stocked {
        let units = usable.entry(batch.product.clone()).or_default();
        *units = units.saturating_add(batch.usable(today));
    }

    let (mut out, mut low) = (Vec::new(), Vec::new());
    for (product, usable) in usable {
        let minimum = minimum(world, &product);
        if usable == 0 {
            let marked = stock::marked_out(world, &product).cloned();
            out.push(Alert::Out { product, marked });
        } else if usable < minimum {
            low.push(Alert::Low { product, usable, minimum });
        }
    }
    let on_shelf = |b: &&Arc<Batch>| b.shelf > 0 && b.recall.is_none();
    let mut found: Vec<Alert> = stocked
        .iter()
        .filter(on_shelf)
        .filter(|b| b.is_expired(today))
        .map(|b| Alert::Expired { batch: Arc::clone(b) })
        .collect();
    found.append(&mut out);
    let mut soon: Vec<_> = stocked
        .iter()
        .filter(on_shelf)
        .filter(|b| (0..=i32::from(rules.expiring_days)).contains(&b.days_left(today)))
        .cloned()
        .collect();
    soon.sort_by(|a, b| (a.expiry, &a.id).cmp(&(b.expiry, &b.id)));
    found.extend(soon.into_iter().map(|batch| Alert::Expiring { days: batch.days_left(today), batch }));
    found.append(&mut low);
    found.extend(stocked.into_iter().filter(|b| b.quarantine > 0).map(|batch| Alert::Quarantine { batch }));
    found
}

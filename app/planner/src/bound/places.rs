//! What the sessions of a module, the ways to them and their empty seats cost at least, together: fewer sessions mean
//! longer ways, and neither can be had at its best at once.
//!
//! Each module is a capacitated facility location problem: how many sessions in which room, and who goes where. A day's
//! sessions are at one venue, so a seat carries at least its part of the day's way. Times, and what people have besides
//! the module, are left out; the size of rooms, the service cover of posts and the number of sessions are kept. That
//! everybody has exactly one seat is relaxed at prices (Held and Karp 1971; Geoffrion 1974): for any prices what is left,
//! room by room, is solved exactly, and is a lower bound. A subgradient search looks for good prices.

use super::{most_away, nearest, programme, signed};
use crate::index::{ModuleIx, PostIx};
use crate::model::Model;
use std::collections::HashMap;

/// Looks at a person's way to a room that one module may cost; a programme needs far fewer, a state is bounded more roughly.
const WORK: usize = 10_000_000;
/// Steps of the search for prices, at least and at most.
const STEPS: (usize, usize) = (30, 250);
/// By which part the search first aims above the best bound so far, and after how many steps in vain it aims lower.
const AIM: f64 = 0.05;
const IN_VAIN: usize = 8;
/// Sessions of a room that are counted exactly beyond those that pay for themselves.
const BEYOND: usize = 2;

/// Colleagues of one post who want the module: the same way, and each other's cover.
struct Group {
    people: f64,
    /// How many may sit in one session.
    at_once: f64,
}

/// A room in which the module can be held.
struct Site {
    /// Rupees of a session there, all its seats empty.
    price: f64,
    seats: f64,
    /// Who can go there: the group, and what a seat there costs beyond an empty one.
    reach: Vec<(usize, f64)>,
}

/// The rupees of all modules' sessions at `held` each, of people's and trainers' ways, and of empty seats, at least.
pub(super) fn least(model: &Model, held: i64, sittings: &HashMap<ModuleIx, i64>) -> i64 {
    let modules = model.modules.ids().map(|module| {
        let (groups, sites) = market(model, module, held);
        let sessions = sittings.get(&module).copied().unwrap_or(0);
        prices(&groups, &sites, usize::try_from(sessions).unwrap_or(0))
    });
    let modules: f64 = modules.sum();
    // Less one rupee for what floating point may have added.
    #[expect(clippy::cast_possible_truncation, reason = "rupees of a programme are far below 2^53")]
    let rupees = modules.floor() as i64 - 1;
    rupees + half_filled_days(model)
}

/// The ways of days that no plan can fill: of nine half-days and two a day, one day has one.
fn half_filled_days(model: &Model) -> i64 {
    let a_day = model.half_days_a_day();
    let of_person = model.people.ids().map(|person| {
        let wishes = &model.people[person].wishes;
        let taken = programme(model, person);
        let missing = taken.div_ceil(a_day) * a_day - taken;
        let way = wishes.iter().filter_map(|w| nearest(model, person, model.wishes[*w].module)).min();
        2 * way.unwrap_or(0) * signed(missing) / signed(a_day)
    });
    model.weights.trainee_km * of_person.sum::<i64>()
}

#[expect(clippy::cast_precision_loss, reason = "people, kilometres and rupees are far below 2^53")]
fn market(model: &Model, module: ModuleIx, held: i64) -> (Vec<Group>, Vec<Site>) {
    let weights = &model.weights;
    let mut people: HashMap<PostIx, (usize, crate::index::BlockIx)> = HashMap::new();
    for wish in &model.modules[module].wishes {
        let person = &model.people[model.wishes[*wish].person];
        people.entry(person.post).or_insert((0, person.block)).0 += 1;
    }
    let mut posts: Vec<_> = people.into_iter().collect();
    // The same order, and so the same bound, every time.
    posts.sort_unstable_by_key(|(post, _)| crate::index::Ix::at(*post));
    // Whoever can travel nowhere is in no plan that seats everybody.
    posts.retain(|(_, (_, block))| !model.near[(module, *block)].is_empty());
    let group = |(post, (n, _)): &(PostIx, (usize, _))| {
        let at_once = most_away(model, *post).min(*n).max(1);
        Group { people: *n as f64, at_once: at_once as f64 }
    };
    let groups = posts.iter().map(group).collect();
    let shared = model.trainers.iter().map(|t| t.max_per_day).max().unwrap_or(1).clamp(1, model.half_days_a_day());
    // A long session asks for the way once for each of its half-days, of which so many share a day.
    let (long, a_day) = (model.modules[module].half_days as f64, model.half_days_a_day() as f64);
    let site = |room: &crate::index::RoomIx| {
        let block = model.rooms[*room].block;
        let seats = model.seats(module, *room);
        // A room that joins by a link has no trainer to come.
        let joins = model.rooms_to_join(module) > 0 && model.rooms[*room].link;
        let of_trainer = model.teachers[(module, *room)].iter().map(|t| model.km[(model.trainers[*t].home, block)]);
        let way = of_trainer.min().filter(|_| !joins).unwrap_or(0);
        let trainer = (weights.trainer_km * 2 * way) as f64 * long / shared as f64;
        let reach = posts.iter().enumerate().filter(|(_, (_, (_, from)))| model.near[(module, *from)].contains(room));
        let seat = |from| (weights.trainee_km * 2 * model.km[(from, block)]) as f64 * long / a_day;
        Site {
            price: held as f64 + (weights.empty_seat * signed(seats)) as f64 + trainer,
            seats: seats as f64,
            reach: reach.map(|(g, (_, (_, from)))| (g, seat(*from) - weights.empty_seat as f64)).collect(),
        }
    };
    (groups, model.modules[module].rooms.iter().map(site).collect())
}

/// The best bound that a subgradient search of bounded length finds.
fn prices(groups: &[Group], sites: &[Site], sessions: usize) -> f64 {
    let looks: usize = sites.iter().map(|site| site.reach.len()).sum();
    let steps = (WORK / looks.max(1)).clamp(STEPS.0, STEPS.1);
    let mut prices = first_prices(groups, sites);
    let (mut best, mut aim, mut in_vain) = (0.0_f64, AIM, 0);
    for _ in 0..steps {
        let (bound, short) = relaxed(groups, sites, &prices, sessions);
        if bound > best {
            (best, in_vain) = (bound, 0);
        } else {
            in_vain += 1;
            if in_vain >= IN_VAIN {
                (aim, in_vain) = (aim / 2.0, 0);
            }
        }
        let length: f64 = short.iter().map(|s| s * s).sum();
        if length < 0.5 {
            break;
        }
        let step = (best * (1.0 + aim) - bound).max(0.0) / length;
        for (price, short) in prices.iter_mut().zip(short) {
            *price += step * short;
        }
    }
    best
}

/// A seat's share of the cheapest session, and the shortest way to one.
fn first_prices(groups: &[Group], sites: &[Site]) -> Vec<f64> {
    let mut prices = vec![f64::INFINITY; groups.len()];
    for site in sites.iter().filter(|site| site.seats > 0.0) {
        for (group, seat) in &site.reach {
            if let Some(price) = prices.get_mut(*group) {
                *price = price.min(seat + site.price / site.seats);
            }
        }
    }
    prices.iter_mut().filter(|price| price.is_infinite()).for_each(|price| *price = 0.0);
    prices
}

/// The bound at prices for a seat, and how many of each group have none (or, below nothing, too many).
fn relaxed(groups: &[Group], sites: &[Site], prices: &[f64], sessions: usize) -> (f64, Vec<f64>) {
    let mut bound: f64 = groups.iter().zip(prices).map(|(group, price)| group.people * price).sum();
    let mut short: Vec<f64> = groups.iter().map(|group| group.people).collect();
    // What one session more in a room costs: never less than the one before it.
    let mut more: Vec<(f64, usize)> = Vec::new();
    let mut cheapest_after = f64::INFINITY;
    let offers: Vec<Vec<(usize, f64)>> = sites.iter().map(|site| offers(site, prices)).collect();
    for (at, (site, offers)) in sites.iter().zip(&offers).enumerate() {
        let (mut before, mut held, mut beyond) = (0.0, 0.0, 0);
        let mut last = f64::INFINITY;
        while beyond < BEYOND {
            held += 1.0;
            let now = site.price * held + seated(site, groups, offers, held, |_, _| {});
            last = now - before;
            before = now;
            more.push((last, at));
            beyond += usize::from(last >= 0.0);
        }
        cheapest_after = cheapest_after.min(last);
    }
    more.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut held = vec![0.0_f64; sites.len()];
    let mut taken = 0;
    for (price, at) in more {
        if price >= 0.0 && (taken >= sessions || price > cheapest_after) {
            break;
        }
        bound += price;
        taken += 1;
        if let Some(held) = held.get_mut(at) {
            *held += 1.0;
        }
    }
    if taken < sessions && cheapest_after.is_finite() {
        #[expect(clippy::cast_precision_loss, reason = "a number of sessions")]
        let missing = (sessions - taken) as f64;
        bound += missing * cheapest_after.max(0.0);
    }
    for ((site, offers), held) in sites.iter().zip(&offers).zip(held).filter(|(_, held)| *held > 0.0) {
        let _rupees = seated(site, groups, offers, held, |group, n| {
            if let Some(short) = short.get_mut(group) {
                *short -= n;
            }
        });
    }
    (bound, short)
}

/// Who would come to a room at the prices, the keenest first, and at what gain.
fn offers(site: &Site, prices: &[f64]) -> Vec<(usize, f64)> {
    let gain =
        |(group, seat): &(usize, f64)| Some((*group, seat - prices.get(*group)?)).filter(|(_, gain)| *gain < 0.0);
    let mut offers: Vec<(usize, f64)> = site.reach.iter().filter_map(gain).collect();
    offers.sort_unstable_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    offers
}

/// Fills so many sessions of a room with who gains most; what that costs, and who it is.
fn seated(site: &Site, groups: &[Group], offers: &[(usize, f64)], held: f64, mut sits: impl FnMut(usize, f64)) -> f64 {
    let (mut free, mut rupees) = (site.seats * held, 0.0);
    for (at, gain) in offers {
        let Some(group) = groups.get(*at) else { continue };
        let n = group.people.min(group.at_once * held).min(free);
        rupees += gain * n;
        free -= n;
        sits(*at, n);
        if free <= 0.0 {
            break;
        }
    }
    rupees
}

//! Names as a spreadsheet has them, and what they mean. A name that several share goes out with something that only one has.

use super::super::book::{Book, Where};
use abhyas_core::Language;
use abhyas_planner::Instance;
use std::collections::{BTreeSet, HashMap};

type Meanings = HashMap<String, BTreeSet<String>>;

/// What a name means.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Nothing that is known.
    Unknown,
    /// One thing, by id.
    One(String),
    /// Several.
    Several,
}

/// Looks names up.
#[derive(Debug)]
pub(crate) struct Finder {
    rooms: Meanings,
    trainers: Meanings,
    people: Meanings,
    modules: Meanings,
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn add(to: &mut Meanings, name: &str, id: &str) {
    if !name.trim().is_empty() {
        to.entry(fold(name)).or_default().insert(id.to_owned());
    }
}

fn look(all: &Meanings, name: &str) -> Meaning {
    match all.get(&fold(name)) {
        None => Meaning::Unknown,
        Some(ids) if ids.len() > 1 => Meaning::Several,
        Some(ids) => ids.first().map_or(Meaning::Unknown, |id| Meaning::One(id.clone())),
    }
}

fn in_venue(venue: &str, room: &str) -> String {
    format!("{}\n{}", fold(venue), fold(room))
}

impl Finder {
    /// Of everything that the instance can plan with.
    pub(crate) fn new(book: &Book, instance: &Instance) -> Self {
        let [mut rooms, mut trainers, mut people, mut modules] = [(); 4].map(|()| Meanings::new());
        for room in &instance.rooms {
            let place = book.place(&room.id);
            add(&mut rooms, &room.id, &room.id);
            for l in [Language::Hi, Language::En] {
                let (venue, name) = (place.venue.name(l), place.room.name(l));
                for room_name in [name.to_owned(), format!("{name} ({})", room.id)] {
                    // Kept as it is: the two parts are folded already.
                    rooms.entry(in_venue(venue, &room_name)).or_default().insert(room.id.clone());
                }
            }
        }
        for trainer in &instance.trainers {
            let named = book.trainer(&trainer.id);
            add(&mut trainers, &trainer.id, &trainer.id);
            add(&mut trainers, &named.hi, &trainer.id);
            add(&mut trainers, &tag(book, &trainer.id), &trainer.id);
            add(&mut trainers, &format!("{} ({})", named.hi, tag(book, &trainer.id)), &trainer.id);
        }
        for (id, who) in &book.people {
            add(&mut people, &who.staff_id, id);
        }
        for trainee in instance.trainees.iter().filter(|t| !book.people.contains_key(&t.id)) {
            add(&mut people, &trainee.id, &trainee.id);
        }
        for module in &instance.modules {
            add(&mut modules, &module.id, &module.id);
        }
        Self { rooms, trainers, people, modules }
    }

    /// A room's name as it goes out beside its venue's.
    pub(crate) fn room_label(&self, place: &Where, language: Language) -> String {
        let name = place.room.name(language);
        match self.room(place.venue.name(language), name) {
            Meaning::One(id) if id == place.room.id => name.to_owned(),
            _ => format!("{name} ({})", place.room.id),
        }
    }

    /// A trainer's name as it goes out.
    pub(crate) fn trainer_label(&self, book: &Book, id: &str) -> String {
        let name = book.trainer(id).hi;
        match self.trainer(&name) {
            Meaning::One(found) if found == id => name,
            _ => format!("{name} ({})", tag(book, id)),
        }
    }

    pub(super) fn room(&self, venue: &str, room: &str) -> Meaning {
        match self.rooms.get(&in_venue(venue, room)) {
            Some(ids) if ids.len() > 1 => Meaning::Several,
            Some(ids) => ids.first().map_or(Meaning::Unknown, |id| Meaning::One(id.clone())),
            None => look(&self.rooms, room),
        }
    }

    pub(super) fn trainer(&self, name: &str) -> Meaning {
        look(&self.trainers, name)
    }

    pub(super) fn person(&self, staff_id: &str) -> Meaning {
        look(&self.people, staff_id)
    }

    pub(super) fn module(&self, id: &str) -> Meaning {
        look(&self.modules, id)
    }
}

/// What only this trainer has: the staff id, or the id where there is none.
fn tag(book: &Book, id: &str) -> String {
    let staff_id = book.trainer_staff_ids.get(id).filter(|staff_id| !staff_id.is_empty());
    staff_id.map_or(id, String::as_str).to_owned()
}

//! Names for ids, in the reader's language: for choosing and for showing.

use abhyas_core::Language;
use abhyas_kit::{Page, PageError};
use abhyas_services::masters::{Cell, Entry, Kind, table};
use std::collections::HashMap;

/// The lists that a list's columns refer to, with the names of their rows.
pub(super) struct Choices(HashMap<Kind, Vec<(String, String)>>);

/// What a row is called: its name in the language, else its key.
pub(super) fn name(lang: Language, kind: Kind, entry: &Entry) -> String {
    let own = lang.pick(entry.text("name_hi"), entry.text("name_en"));
    let name = if own.is_empty() { entry.text("name") } else { own };
    if name.is_empty() { entry.key(kind) } else { name.to_owned() }
}

impl Choices {
    /// Reads the lists that `kind` refers to.
    pub async fn of(page: &Page, kind: Kind) -> Result<Self, PageError> {
        let mut lists = HashMap::new();
        for column in kind.columns() {
            let other = match column.cell {
                Cell::Ref(other) | Cell::Refs(other) => other,
                Cell::Trainer => Kind::Trainers,
                _ => continue,
            };
            if let std::collections::hash_map::Entry::Vacant(e) = lists.entry(other) {
                let table = table(page.services(), page.actor()?, other).await?;
                let pairs = table.rows.iter().map(|row| (row.key(other), label(page.lang, other, row))).collect();
                e.insert(pairs);
            }
        }
        Ok(Self(lists))
    }

    /// The rows of a list as `(id, text)`.
    pub fn list(&self, kind: Kind) -> &[(String, String)] {
        self.0.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// The text of an id; the id itself where it is unknown.
    pub fn text(&self, kind: Kind, id: &str) -> String {
        self.list(kind).iter().find(|(of, _)| of == id).map_or_else(|| id.to_owned(), |(_, text)| text.clone())
    }
}

/// Names that are not clear alone carry more: a module its number, a room its venue's id, a trainer the staff id.
fn label(lang: Language, kind: Kind, row: &Entry) -> String {
    let name = name(lang, kind, row);
    match kind {
        Kind::Modules | Kind::Roles => format!("{} {name}", row.key(kind)),
        Kind::Rooms => format!("{name} ({})", row.text("venue")),
        Kind::Trainers => format!("{name} ({})", row.text("staff_id")),
        Kind::Blocks => format!("{name} ({})", row.text("district")),
        _ => name,
    }
}

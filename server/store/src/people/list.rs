//! Lists of people, page by page.

use super::{PersonRecord, person_columns, read_person};
use crate::{Db, StoreError, Value, params};

macro_rules! filtered {
    () => {
        " FROM person p LEFT JOIN facility f ON f.id = p.facility WHERE p.state <> 'erased' AND ($1 = '' OR $1 LIKE '%,' || f.district || ',%') \
          AND ($2 = '' OR f.district = $2) AND ($3 = '' OR p.facility = $3) AND ($4 = '' OR p.role = $4) AND ($5 = '' OR p.state = $5) \
          AND p.search LIKE $6 AND p.search LIKE $7 AND p.search LIKE $8"
    };
}

pub(crate) const STATEMENTS: &[&str] = &[PAGE, COUNT];
const PAGE: &str = concat!(
    "SELECT ",
    person_columns!(),
    filtered!(),
    " AND (p.name > $9 OR (p.name = $9 AND p.id > $10)) ORDER BY p.name, p.id LIMIT $11"
);
const COUNT: &str = concat!("SELECT COUNT(*) AS n", filtered!());

/// What a list shows. Empty texts do not filter.
#[derive(Debug, Clone, Default)]
pub struct PeopleFilter {
    /// Only these districts; `None` for all.
    pub within: Option<Vec<String>>,
    /// One district.
    pub district: String,
    /// One facility.
    pub facility: String,
    /// One role.
    pub role: String,
    /// `active` or `inactive`.
    pub state: String,
    /// Words of which each must occur in the search text, in any order; the first three count.
    pub words: Vec<String>,
}

impl PeopleFilter {
    fn values(&self) -> Vec<Value> {
        // A list of districts that is empty lets nobody through: no id contains a comma.
        let within = self.within.as_ref().map_or_else(String::new, |ids| format!(",{},", ids.join(",")));
        let mut values = params![within, &self.district, &self.facility, &self.role, &self.state];
        values.extend(
            (0..3).map(|at| Value::Text(self.words.get(at).map_or_else(|| "%".to_owned(), |word| pattern(word)))),
        );
        values
    }
}

/// A word anywhere in the text. `%` and `_` are wildcards of LIKE and no letters of any search text.
fn pattern(word: &str) -> String {
    let letters: String = word.chars().filter(|c| !matches!(c, '%' | '_' | '\\')).collect();
    format!("%{letters}%")
}

/// One page, by name, after the person of that name and id (both empty: the first page).
///
/// # Errors
/// [`StoreError`] when the database can not be read.
pub async fn page(
    db: &Db,
    filter: &PeopleFilter,
    after: (&str, &str),
    size: u32,
) -> Result<Vec<PersonRecord>, StoreError> {
    let mut values = filter.values();
    values.extend(params![after.0, after.1, size]);
    db.rows(PAGE, values).await?.iter().map(read_person).collect()
}

/// How many people the filter lets through.
///
/// # Errors
/// [`StoreError`] when the database can not be read.
pub async fn count(db: &Db, filter: &PeopleFilter) -> Result<i64, StoreError> {
    db.row(COUNT, filter.values()).await?.map_or(Ok(0), |row| row.int("n"))
}

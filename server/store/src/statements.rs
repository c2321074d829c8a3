//! Every statement of the store, area by area. One line per area, so that areas do not meet in a merge.

/// The areas and their statements.
#[cfg_attr(not(test), expect(dead_code, reason = "the list is for the tests below"))]
const ALL: &[(&str, &[&str])] = &[
    ("migrations", crate::migrations::STATEMENTS),
    ("attempts", crate::attempts::STATEMENTS),
    ("audit", crate::audit::STATEMENTS),
    ("certificates", crate::certificates::STATEMENTS),
    ("once", crate::once::STATEMENTS),
    ("overview", crate::overview::STATEMENTS),
    ("people", crate::people::STATEMENTS),
    ("people: list", crate::people::list::STATEMENTS),
    ("people: leave", crate::people::leave::STATEMENTS),
    ("people: nights", crate::people::nights::STATEMENTS),
    ("people: learning", crate::people::learning::STATEMENTS),
    ("people: history", crate::people::history::STATEMENTS),
    ("roster", crate::roster::STATEMENTS),
    ("plans", crate::plans::STATEMENTS),
    ("plan edits", crate::plan_edits::STATEMENTS),
    ("plan pins", crate::plan_pins::STATEMENTS),
    ("sessions", crate::sessions::session::STATEMENTS),
    ("seats", crate::sessions::seats::STATEMENTS),
    ("sessions: taken", crate::sessions::taken::STATEMENTS),
    ("sessions: decisions", crate::sessions::decisions::STATEMENTS),
    ("planning", crate::sessions::planning::STATEMENTS),
    ("messages", crate::sessions::messages::STATEMENTS),
    ("settings", crate::settings::STATEMENTS),
    ("study", crate::study::STATEMENTS),
    ("calendar", crate::masters::calendar::STATEMENTS),
    ("modules", crate::masters::modules::STATEMENTS),
    ("places", crate::masters::places::STATEMENTS),
    ("programme", crate::masters::programme::STATEMENTS),
    ("trainers", crate::masters::trainers::STATEMENTS),
    ("venues", crate::masters::venues::STATEMENTS),
    ("accounts", crate::access::accounts::STATEMENTS),
    ("codes", crate::access::codes::STATEMENTS),
    ("failures", crate::access::failures::STATEMENTS),
    ("capacities", crate::access::capacities::STATEMENTS),
    ("web sessions", crate::web_session::STATEMENTS),
    ("journal", crate::journal::STATEMENTS),
    ("sandbox", crate::sandbox::STATEMENTS),
    ("sandbox epochs", crate::sandbox_epochs::STATEMENTS),
    ("held forms", crate::held_form::STATEMENTS),
    ("cohorts", crate::cohorts::STATEMENTS),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::Backend;
    use crate::testing::each_database;
    use sqlx::{Executor as _, SqlSafeStr as _};

    #[tokio::test]
    async fn every_statement_can_be_prepared_on_both_databases() {
        each_database(|db| async move {
            for &(area, statements) in ALL {
                for &sql in statements {
                    let prepared = match db.backend() {
                        Backend::Sqlite(db) => {
                            db.read.acquire().await.unwrap().prepare(sql.into_sql_str()).await.map(|_| ())
                        }
                        Backend::Postgres(db) => {
                            db.pool.acquire().await.unwrap().prepare(sql.into_sql_str()).await.map(|_| ())
                        }
                    };
                    assert!(prepared.is_ok(), "{area}: {sql}\n{}", prepared.unwrap_err());
                }
            }
        })
        .await;
    }

    #[test]
    fn no_statement_uses_words_that_only_one_database_knows() {
        for &(area, statements) in ALL {
            for sql in statements {
                let upper = sql.to_uppercase();
                for word in
                    ["AUTOINCREMENT", "ILIKE", "INSERT OR ", "::", "IFNULL", "GLOB ", "SERIAL", "STRFTIME", "NOW()"]
                {
                    assert!(!upper.contains(word), "{area}: {word} in {sql}");
                }
            }
        }
    }
}

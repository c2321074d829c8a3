//! What can go wrong below the rules, as the layers above need to tell it apart.

use crate::constraint::Constraint;

/// A failure of the store. Its text is for the log, never for a person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The schema refused: nothing of the statement happened.
    #[error("constraint: {0}")]
    Constraint(Constraint),
    /// The database is overloaded, restarting, or has just changed its leader: the same act may be tried again soon.
    #[error("the database is busy: {0}")]
    Busy(String),
    /// The disk is full: reading goes on, writing must wait for space.
    #[error("the disk of the database is full")]
    Full,
    /// The database can not be written (a read-only file or directory).
    #[error("the database is read-only")]
    ReadOnly,
    /// The database was made by a newer program.
    #[error("the database has schema version {database}, this program knows up to {program}: use the newer program")]
    NewerDatabase {
        /// The newest migration in the database.
        database: i64,
        /// The newest migration this program carries.
        program: i64,
    },
    /// The content is not what it should be.
    #[error("the database is damaged: {0}")]
    Corrupt(String),
    /// Anything else: a programming error, or a failure of the machine.
    #[error("{0}")]
    Other(String),
}

impl StoreError {
    /// Whether the same act may succeed when it is simply tried again.
    #[must_use]
    pub const fn passes(&self) -> bool {
        matches!(self, Self::Busy(_))
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Database(error) => {
                if let Some(error) = error.try_downcast_ref::<sqlx::postgres::PgDatabaseError>() {
                    return from_postgres(error);
                }
                from_sqlite(error.code().as_deref().unwrap_or_default(), error.message())
            }
            sqlx::Error::PoolTimedOut => Self::Busy("no connection became free in time".into()),
            // The server went away in the middle: the statement may or may not have happened, which is why every
            // form carries its once-key.
            sqlx::Error::Io(error) => Self::Busy(error.to_string()),
            sqlx::Error::PoolClosed => Self::Busy("the server is shutting down".into()),
            error => Self::Other(error.to_string()),
        }
    }
}

/// SQLite's extended result codes, <https://www.sqlite.org/rescode.html>; the low byte is the primary code.
fn from_sqlite(code: &str, message: &str) -> StoreError {
    let code: u32 = code.parse().unwrap_or(1);
    match code & 0xff {
        // SQLITE_BUSY, SQLITE_LOCKED
        5 | 6 => StoreError::Busy(message.to_owned()),
        // SQLITE_READONLY
        8 => StoreError::ReadOnly,
        // SQLITE_CORRUPT, SQLITE_NOTADB
        11 | 26 => StoreError::Corrupt(message.to_owned()),
        // SQLITE_FULL
        13 => StoreError::Full,
        // SQLITE_CONSTRAINT
        19 => StoreError::Constraint(Constraint::of_sqlite(code, message)),
        _ => StoreError::Other(format!("{message} (SQLite code {code})")),
    }
}

/// PostgreSQL's codes, <https://www.postgresql.org/docs/15/errcodes-appendix.html>; the first two characters are the class.
fn from_postgres(error: &sqlx::postgres::PgDatabaseError) -> StoreError {
    let (code, message) = (error.code(), error.message());
    match code {
        // 57014 is a statement that took too long, 25006 a leader that has become a standby.
        "25006" | "40001" | "40P01" | "55P03" | "57014" | "57P01" | "57P02" | "57P03" | "53300" | "25P03" => {
            StoreError::Busy(format!("{message} ({code})"))
        }
        "53100" => StoreError::Full,
        _ if code.starts_with("08") => StoreError::Busy(format!("{message} ({code})")),
        _ if code.starts_with("23") => {
            StoreError::Constraint(Constraint::of_postgres(code, error.constraint(), message))
        }
        _ if code.starts_with("XX") => StoreError::Corrupt(message.to_owned()),
        _ => StoreError::Other(format!("{message} (PostgreSQL code {code})")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_sqlite_become_the_failures_that_services_tell_apart() {
        let cases = [
            ("5", StoreError::Busy("m".into())),
            ("517", StoreError::Busy("m".into())),
            ("8", StoreError::ReadOnly),
            ("1032", StoreError::ReadOnly),
            ("11", StoreError::Corrupt("m".into())),
            ("13", StoreError::Full),
        ];
        for (code, expected) in cases {
            assert_eq!(from_sqlite(code, "m"), expected, "{code}");
        }
        assert!(StoreError::Busy(String::new()).passes());
        assert!(!StoreError::Full.passes());
    }
}

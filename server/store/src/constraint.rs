//! The constraints of the schema by name, so that a violation can become a message at a field.

macro_rules! constraints {
    ($($(#[$doc:meta])* $name:ident = $postgres:literal, $sqlite:literal;)+) => {
        /// A constraint of the schema that was violated.
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub enum Constraint {
            $($(#[$doc])* $name,)+
            /// A second row with the same primary key, in the named table.
            PrimaryKey(String),
            /// A row refers to something that does not exist, or something is removed that others refer to.
            Reference,
            /// A value outside its permitted set; the text is the database's own.
            Check(String),
            /// A value that must be given is missing; the text is the column.
            Missing(String),
            /// A constraint that has no name here.
            Other(String),
        }

        impl Constraint {
            /// Name in PostgreSQL and the columns SQLite reports instead.
            const NAMED: &'static [(&'static str, &'static str, Self)] = &[$(($postgres, $sqlite, Self::$name)),+];
        }
    };
}

constraints! {
    /// Two sessions in one room at the same time.
    SessionRoomSlot = "session_room_slot_pkey", "session_room_slot.room, session_room_slot.day, session_room_slot.half";
    /// One trainer or co-trainer in two sessions at the same time.
    SessionTrainerSlot = "session_teacher_slot_pkey", "session_teacher_slot.person, session_teacher_slot.day, session_teacher_slot.half";
    /// More seats taken than the session has.
    SessionCapacity = "session_capacity", "session_capacity";
    /// One person in two sessions at the same time.
    SeatPersonSlot = "seat_slot_pkey", "seat_slot.person, seat_slot.day, seat_slot.half";
    /// One person twice in the same module.
    SeatPersonModule = "seat_one_per_person_and_module", "seat.person, seat.module";
    /// One person twice in the same session.
    SeatTwice = "seat_pkey", "seat.session, seat.person";
    /// The mobile number belongs to another person.
    PersonMobile = "person_mobile_key", "person.mobile";
    /// The staff id belongs to another person.
    PersonStaffId = "person_staff_id_key", "person.staff_id";
    /// The capacity was given already.
    CapacityTwice = "capacity_pkey", "capacity.person, capacity.capacity, capacity.district";
    /// Two one-time codes with the same text.
    AccessCode = "access_code_code_hash_key", "access_code.code_hash";
    /// The form with this key was taken already.
    OnceKey = "once_pkey", "once.id";
    /// Two plans with the same number.
    PlanNumber = "plan_number_key", "plan.number";
    /// Two calendar addresses with the same secret.
    CalendarToken = "calendar_feed_token_hash_key", "calendar_feed.token_hash";
    /// Another node wrote this place of the sandbox's journal first.
    JournalSeq = "journal_pkey", "journal.sandbox, journal.epoch, journal.seq";
    /// The command is in the sandbox's journal already.
    JournalCommand = "journal_command", "journal.sandbox, journal.epoch, journal.command";
    /// The sandbox belongs to another attempt.
    AttemptSandbox = "attempt_sandbox_key", "attempt.sandbox";
    /// One member of a cohort acts in two roles.
    CohortActsInOne = "cohort_member_acts_in_one", "cohort_member.cohort, cohort_member.person";
    /// Two hospitals of one cohort.
    CohortSandbox = "sandbox_one_per_cohort", "sandbox.cohort";
    /// The session, or the person's seat in it, is pinned already.
    PinOnce = "plan_pin_once", "plan_pin.session, plan_pin.person";
    /// Two learning cohorts of one district with the same name.
    LearningCohortName = "learning_cohort_name", "learning_cohort.district, learning_cohort.name";
    /// Two certificates with the same number.
    CertificateNumber = "certificate_number_key", "certificate.number";
    /// The person has a valid certificate of this module already.
    CertificateOneValid = "certificate_one_valid", "certificate.person, certificate.module";
}

impl std::fmt::Display for Constraint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}

impl Constraint {
    /// From SQLite's message, which names `table.column, …` for a unique index and the name of a CHECK.
    /// The extended codes are those of <https://www.sqlite.org/rescode.html#constraint>.
    pub(crate) fn of_sqlite(code: u32, message: &str) -> Self {
        let what = message.split_once("failed: ").map_or(message, |(_, what)| what).trim();
        if let Some((_, _, named)) = Self::NAMED.iter().find(|(_, sqlite, _)| *sqlite == what) {
            return named.clone();
        }
        let table = || what.split('.').next().unwrap_or(what).to_owned();
        match code {
            787 => Self::Reference,
            275 => Self::Check(what.to_owned()),
            1299 => Self::Missing(what.to_owned()),
            1555 | 2579 => Self::PrimaryKey(table()),
            _ => Self::Other(what.to_owned()),
        }
    }

    /// From PostgreSQL's name of the constraint; an unnamed primary key is called `<table>_pkey`.
    pub(crate) fn of_postgres(code: &str, name: Option<&str>, message: &str) -> Self {
        let name = name.unwrap_or_default();
        if let Some((_, _, named)) = Self::NAMED.iter().find(|(postgres, _, _)| *postgres == name) {
            return named.clone();
        }
        match (code, name.strip_suffix("_pkey")) {
            ("23503", _) => Self::Reference,
            ("23514", _) => Self::Check(name.to_owned()),
            ("23502", _) => Self::Missing(message.to_owned()),
            ("23505", Some(table)) => Self::PrimaryKey(table.to_owned()),
            _ => Self::Other(if name.is_empty() { message.to_owned() } else { name.to_owned() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::each_database;
    use crate::{Db, StoreError, params};

    /// Every UNIQUE of the schema must have a name here: otherwise its violation could not be told to a person.
    const UNIQUE_IN_SQLITE: &str = "SELECT \
        (SELECT group_concat(m.tbl_name || '.' || ii.name, ', ') FROM pragma_index_info(m.name) ii) AS what \
        FROM sqlite_schema m JOIN pragma_index_list(m.tbl_name) il ON il.name = m.name \
        WHERE m.type = 'index' AND il.\"unique\" = 1 AND il.origin <> 'pk'";
    const UNIQUE_IN_POSTGRES: &str = "SELECT CAST(c.relname AS TEXT) AS what FROM pg_index i \
        JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace \
        WHERE i.indisunique AND NOT i.indisprimary AND n.nspname = current_schema()";

    #[tokio::test]
    async fn every_unique_index_of_the_schema_has_a_name() {
        each_database(|db| async move {
            let is_sqlite = db.sqlite_path().is_some();
            let rows = db.rows(if is_sqlite { UNIQUE_IN_SQLITE } else { UNIQUE_IN_POSTGRES }, params![]).await.unwrap();
            assert!(rows.len() > 10);
            for row in rows {
                let what = row.text("what").unwrap();
                let found = if is_sqlite {
                    Constraint::of_sqlite(2067, &format!("UNIQUE constraint failed: {what}"))
                } else {
                    Constraint::of_postgres("23505", Some(&what), "")
                };
                assert!(!matches!(found, Constraint::Other(_)), "no name for the unique index {what}");
            }
        })
        .await;
    }

    async fn violation(db: &Db, sql: &'static str) -> Constraint {
        let mut tx = db.begin().await.unwrap();
        match tx.execute(sql, params![]).await {
            Err(StoreError::Constraint(which)) => which,
            other => panic!("{sql}: {other:?}"),
        }
    }

    #[tokio::test]
    async fn both_databases_report_the_same_violations() {
        each_database(|db| async move {
            let mut tx = db.begin().await.unwrap();
            for sql in [
                "INSERT INTO district (id, name_hi, name_en, position) VALUES ('D', 'd', 'd', 1)",
                "INSERT INTO person (id, staff_id, name, mobile, state, created_at, updated_at) VALUES ('P', 'S', 'n', '0000000001', 'active', '', '')",
                "INSERT INTO access_code (id, person, code_hash, purpose, made_by, made_at, expires_at) VALUES ('A', 'P', 'h', '', '', '', '')",
            ] {
                tx.execute(sql, params![]).await.unwrap();
            }
            tx.commit().await.unwrap();
            let cases = [
                ("INSERT INTO district (id, name_hi, name_en, position) VALUES ('D', 'd', 'd', 1)", Constraint::PrimaryKey("district".into())),
                ("INSERT INTO person (id, staff_id, name, state, created_at, updated_at) VALUES ('Q', 'S', 'n', 'active', '', '')", Constraint::PersonStaffId),
                (
                    "INSERT INTO person (id, staff_id, name, mobile, state, created_at, updated_at) VALUES ('Q', 'T', 'n', '0000000001', 'active', '', '')",
                    Constraint::PersonMobile,
                ),
                ("INSERT INTO block (id, district, name_hi, name_en) VALUES ('B', 'nowhere', '', '')", Constraint::Reference),
                (
                    "INSERT INTO access_code (id, person, code_hash, purpose, made_by, made_at, expires_at) VALUES ('B', 'P', 'h', '', '', '', '')",
                    Constraint::AccessCode,
                ),
            ];
            for (sql, expected) in cases {
                assert_eq!(violation(&db, sql).await, expected, "{sql}");
            }
            let check = violation(&db, "INSERT INTO person (id, staff_id, name, state, created_at, updated_at) VALUES ('Q', 'T', 'n', 'unknown', '', '')").await;
            assert!(matches!(check, Constraint::Check(_)), "{check:?}");
            let missing = violation(&db, "INSERT INTO setting (name) VALUES ('x')").await;
            assert!(matches!(missing, Constraint::Missing(_)), "{missing:?}");
        })
        .await;
    }
}

//! A very small programme for the tests of the layers above: two districts, one module, one session held and one to come.
//!
//! People have the names of their capacities as ids (`officer`, `coordinator`, `trainer`, `trainee`), and there are `sita`
//! (district `MUZ`, was present) and `gita` (district `NAL`, not marked yet). Sandboxes `X1` to `X4` are free.

use crate::{Db, StoreError, params};

const ROWS: &[&str] = &[
    "INSERT INTO programme (id, name_hi, name_en, synthetic, rules, created_at) VALUES ('P', 'कार्यक्रम', 'Programme', 1, '{}', '2026-11-01T00:00:00.000Z')",
    "INSERT INTO district (id, name_hi, name_en, position) VALUES ('MUZ', 'मुजफ्फरपुर', 'Muzaffarpur', 1), ('NAL', 'नालंदा', 'Nalanda', 2)",
    "INSERT INTO block (id, district, name_hi, name_en) VALUES ('K', 'MUZ', 'कांटी', 'Kanti'), ('B', 'NAL', 'बिहारशरीफ', 'Biharsharif')",
    "INSERT INTO facility (id, district, block, name_hi, name_en, kind) VALUES ('F1', 'MUZ', 'K', 'कांटी', 'Kanti', 'PHC'), ('F2', 'NAL', 'B', 'बिहारशरीफ', 'Biharsharif', 'PHC')",
    "INSERT INTO module (id, name_hi, name_en, max_size) VALUES ('M01', 'मरीज पंजीकरण एवं भव्या आईडी', 'Patient registration and BHAVYA ID', 30)",
    "INSERT INTO person (id, staff_id, name, facility, state, created_at, updated_at) VALUES
       ('officer', 'OFFICER', 'अनिता सिंह', NULL, 'active', '', ''), ('coordinator', 'COORDINATOR', 'राकेश', 'F1', 'active', '', ''),
       ('trainer', 'TRAINER', 'मनोज', 'F1', 'active', '', ''), ('trainee', 'TRAINEE', 'रीता कुमारी', 'F1', 'active', '', ''),
       ('sita', 'SITA', 'सीता देवी', 'F1', 'active', '', ''), ('gita', 'GITA', 'गीता देवी', 'F2', 'active', '', '')",
    "INSERT INTO venue (id, block, name_hi, name_en) VALUES ('V', 'K', '', '')",
    "INSERT INTO room (id, venue, name_hi, name_en, capacity) VALUES ('R', 'V', '', '', 30)",
    "INSERT INTO trainer (person, home_block, max_per_day, max_per_week, max_total) VALUES ('trainer', 'K', 2, 8, 40)",
    "INSERT INTO plan (id, number, state, seconds, seed, made_by, made_at) VALUES ('PL', 1, 'published', 1, 1, 'officer', '')",
    "INSERT INTO session (id, module, room, trainer, day, half, capacity, seats_taken, state, plan, updated_at) VALUES
       ('S1', 'M01', 'R', 'trainer', '2026-11-23', 0, 30, 2, 'held', 'PL', ''), ('S2', 'M01', 'R', 'trainer', '2026-11-23', 1, 30, 1, 'planned', 'PL', '')",
    "INSERT INTO seat (session, person, module, day, half, state, presence) VALUES
       ('S1', 'sita', 'M01', '2026-11-23', 0, 'confirmed', 'present'), ('S1', 'trainee', 'M01', '2026-11-23', 0, 'confirmed', 'present'),
       ('S2', 'gita', 'M01', '2026-11-23', 1, 'confirmed', '')",
    "INSERT INTO session_room_slot (room, day, half, session) SELECT room, day, half, id FROM session",
    "INSERT INTO session_teacher_slot (person, day, half, session) SELECT trainer, day, half, id FROM session",
    "INSERT INTO seat_slot (person, day, half, session) SELECT person, day, half, session FROM seat",
    "INSERT INTO base_hospital (id, format, checksum, content, made_at) VALUES ('B', 1, '', '', '')",
    "INSERT INTO sandbox (id, owner, base, origin, seed, opened_at, state) VALUES ('X1', 'sita', 'B', '', 1, '', 'open'),
       ('X2', 'sita', 'B', '', 1, '', 'open'), ('X3', 'trainee', 'B', '', 1, '', 'open'), ('X4', 'trainee', 'B', '', 1, '', 'open')",
];

/// Puts the programme into an empty database.
///
/// # Errors
/// [`StoreError`] when the rows do not fit the schema.
pub async fn small_programme(db: &Db) -> Result<(), StoreError> {
    let mut tx = db.begin().await?;
    for &sql in ROWS {
        tx.execute(sql, params![]).await?;
    }
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use crate::testing::each_database;

    #[tokio::test]
    async fn the_sample_fits_the_schema_of_both_databases() {
        each_database(|db| async move { super::small_programme(&db).await.unwrap() }).await;
    }
}

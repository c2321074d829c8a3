-- What a published session takes besides its place: half-days one after the other (the last one stands here, so that its end is known
-- whatever becomes of the calendar), the session that it joins by a link ('' = none), and who teaches together with the trainer.
ALTER TABLE session ADD COLUMN half_days BIGINT NOT NULL DEFAULT 1 CHECK (half_days > 0);
ALTER TABLE session ADD COLUMN last_day TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN last_half BIGINT NOT NULL DEFAULT 0 CHECK (last_half IN (0,1));
ALTER TABLE session ADD COLUMN joins TEXT NOT NULL DEFAULT '';
UPDATE session SET last_day = day, last_half = half;
CREATE INDEX session_joins ON session(joins) WHERE joins <> '';
CREATE INDEX session_trainer ON session(trainer);
CREATE TABLE session_co_trainer (
  session TEXT NOT NULL REFERENCES session(id), person TEXT NOT NULL REFERENCES trainer(person), position BIGINT NOT NULL, PRIMARY KEY (session, person));
CREATE INDEX session_co_trainer_person ON session_co_trainer(person);

-- Every half-day of every session that is not cancelled: by its room, by each who teaches there, by each who has a seat. The keys say
-- what must never happen, for further half-days and for co-trainers as for the rest; so they take the place of the indexes that knew
-- of one half-day and one trainer. A session that joins another one is taught by that one's trainer, who is busy there.
CREATE TABLE session_room_slot (
  room TEXT NOT NULL REFERENCES room(id), day TEXT NOT NULL, half BIGINT NOT NULL CHECK (half IN (0,1)), session TEXT NOT NULL REFERENCES session(id),
  PRIMARY KEY (room, day, half));
CREATE TABLE session_teacher_slot (
  person TEXT NOT NULL REFERENCES trainer(person), day TEXT NOT NULL, half BIGINT NOT NULL CHECK (half IN (0,1)), session TEXT NOT NULL REFERENCES session(id),
  PRIMARY KEY (person, day, half));
CREATE TABLE seat_slot (
  person TEXT NOT NULL REFERENCES person(id), day TEXT NOT NULL, half BIGINT NOT NULL CHECK (half IN (0,1)), session TEXT NOT NULL REFERENCES session(id),
  PRIMARY KEY (person, day, half));
CREATE INDEX session_room_slot_session ON session_room_slot(session);
CREATE INDEX session_room_slot_day ON session_room_slot(day);
CREATE INDEX session_teacher_slot_session ON session_teacher_slot(session);
CREATE INDEX seat_slot_session ON seat_slot(session);
INSERT INTO session_room_slot (room, day, half, session) SELECT room, day, half, id FROM session WHERE state <> 'cancelled';
INSERT INTO session_teacher_slot (person, day, half, session) SELECT trainer, day, half, id FROM session WHERE state <> 'cancelled';
INSERT INTO seat_slot (person, day, half, session) SELECT person, day, half, session FROM seat WHERE state = 'confirmed';
DROP INDEX session_one_per_room_and_slot;
DROP INDEX session_one_per_trainer_and_slot;
DROP INDEX seat_one_per_person_and_slot;

-- A session with fewer people than its module asks for, and somebody who decided that it takes place all the same.
CREATE TABLE session_decision (
  session TEXT NOT NULL PRIMARY KEY REFERENCES session(id), people BIGINT NOT NULL, least BIGINT NOT NULL, reason TEXT NOT NULL,
  made_by TEXT NOT NULL, made_by_name TEXT NOT NULL, made_at TEXT NOT NULL);

-- The house. One text for SQLite and PostgreSQL: TEXT, BIGINT and {BLOB} only; instants are UTC, 'YYYY-MM-DDTHH:MM:SS.mmmZ';
-- days are 'YYYY-MM-DD'; flags are 0/1; JSON is TEXT. {BLOB} becomes BLOB or BYTEA.
-- What must never happen is a constraint here, not a check elsewhere.

CREATE TABLE setting (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL);

-- One training drive. `clock_offset_seconds` moves the clock of a synthetic programme only.
CREATE TABLE programme (
  id TEXT NOT NULL PRIMARY KEY, name_hi TEXT NOT NULL, name_en TEXT NOT NULL, synthetic BIGINT NOT NULL CHECK (synthetic IN (0,1)),
  clock_offset_seconds BIGINT NOT NULL DEFAULT 0, rules TEXT NOT NULL, created_at TEXT NOT NULL,
  CHECK (synthetic = 1 OR clock_offset_seconds = 0));

CREATE TABLE district (id TEXT NOT NULL PRIMARY KEY, name_hi TEXT NOT NULL, name_en TEXT NOT NULL, position BIGINT NOT NULL);
CREATE TABLE block (id TEXT NOT NULL PRIMARY KEY, district TEXT NOT NULL REFERENCES district(id), name_hi TEXT NOT NULL, name_en TEXT NOT NULL, aliases TEXT NOT NULL DEFAULT '[]');
CREATE TABLE block_distance (a TEXT NOT NULL REFERENCES block(id), b TEXT NOT NULL REFERENCES block(id), km BIGINT NOT NULL CHECK (km >= 0), PRIMARY KEY (a, b));
CREATE TABLE facility (
  id TEXT NOT NULL PRIMARY KEY, district TEXT NOT NULL REFERENCES district(id), block TEXT NOT NULL REFERENCES block(id),
  name_hi TEXT NOT NULL, name_en TEXT NOT NULL, kind TEXT NOT NULL, aliases TEXT NOT NULL DEFAULT '[]', active BIGINT NOT NULL DEFAULT 1);
CREATE INDEX facility_block ON facility(block);

CREATE TABLE module (
  id TEXT NOT NULL PRIMARY KEY, name_hi TEXT NOT NULL, name_en TEXT NOT NULL, max_size BIGINT NOT NULL CHECK (max_size > 0),
  equipment TEXT NOT NULL DEFAULT '[]', prerequisites TEXT NOT NULL DEFAULT '[]', certificate_rules TEXT NOT NULL DEFAULT '{}');
CREATE TABLE role (id TEXT NOT NULL PRIMARY KEY, name_hi TEXT NOT NULL, name_en TEXT NOT NULL, cadre TEXT NOT NULL);
CREATE TABLE role_module (role TEXT NOT NULL REFERENCES role(id), module TEXT NOT NULL REFERENCES module(id), PRIMARY KEY (role, module));
CREATE TABLE designation (name TEXT NOT NULL PRIMARY KEY, role TEXT REFERENCES role(id), aliases TEXT NOT NULL DEFAULT '[]');

-- People. `mobile` is unique among those who are not erased; `staff_id` is the login name beside the mobile.
CREATE TABLE person (
  id TEXT NOT NULL PRIMARY KEY, staff_id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, sex TEXT NOT NULL DEFAULT '', born TEXT, joined TEXT,
  designation TEXT NOT NULL DEFAULT '', role TEXT REFERENCES role(id), facility TEXT REFERENCES facility(id),
  mobile TEXT UNIQUE, email TEXT NOT NULL DEFAULT '', language TEXT NOT NULL DEFAULT 'hi' CHECK (language IN ('hi','en')),
  state TEXT NOT NULL CHECK (state IN ('active','inactive','erased')), import TEXT, version BIGINT NOT NULL DEFAULT 1,
  created_at TEXT NOT NULL, updated_at TEXT NOT NULL, search TEXT NOT NULL DEFAULT '');
CREATE INDEX person_facility ON person(facility);
CREATE INDEX person_role ON person(role);
CREATE INDEX person_name ON person(name);
CREATE INDEX person_import ON person(import);

-- In which capacities a person acts; `district` is '*' for all districts.
CREATE TABLE capacity (
  person TEXT NOT NULL REFERENCES person(id), capacity TEXT NOT NULL CHECK (capacity IN ('officer','coordinator','trainer','mentor','trainee')),
  district TEXT NOT NULL DEFAULT '*', PRIMARY KEY (person, capacity, district));
CREATE TABLE leave (
  id TEXT NOT NULL PRIMARY KEY, person TEXT NOT NULL REFERENCES person(id), first_day TEXT NOT NULL, last_day TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT '', CHECK (first_day <= last_day));
CREATE INDEX leave_person ON leave(person);

-- Sign-in. `password` is a PHC string (argon2id). A code is kept as a hash only.
CREATE TABLE credential (
  person TEXT NOT NULL PRIMARY KEY REFERENCES person(id), password TEXT NOT NULL, changed_at TEXT NOT NULL);
CREATE TABLE access_code (
  id TEXT NOT NULL PRIMARY KEY, person TEXT NOT NULL REFERENCES person(id), code_hash TEXT NOT NULL UNIQUE, purpose TEXT NOT NULL,
  made_by TEXT NOT NULL, made_at TEXT NOT NULL, expires_at TEXT NOT NULL, used_at TEXT);
CREATE INDEX access_code_person ON access_code(person);
-- Failed sign-ins by account and device; `known` devices have signed in to the account before. Device '*' counts all unknown ones together.
CREATE TABLE login_failure (
  account TEXT NOT NULL, device TEXT NOT NULL, failures BIGINT NOT NULL, known BIGINT NOT NULL DEFAULT 0, last_at TEXT NOT NULL, PRIMARY KEY (account, device));
CREATE TABLE web_session (
  id TEXT NOT NULL PRIMARY KEY, person TEXT, data TEXT NOT NULL, created_at TEXT NOT NULL, touched_at TEXT NOT NULL, expires_at TEXT NOT NULL);
CREATE INDEX web_session_person ON web_session(person);
CREATE INDEX web_session_expires ON web_session(expires_at);
-- What was typed when a session ended or was locked: for its owner only, until it is taken back or a day has passed.
CREATE TABLE held_form (
  id TEXT NOT NULL PRIMARY KEY, person TEXT NOT NULL, path TEXT NOT NULL, body {BLOB} NOT NULL, content_type TEXT NOT NULL, held_at TEXT NOT NULL);
-- A form's key and what came of it: the second time the answer is the same and nothing happens twice.
CREATE TABLE once (
  id TEXT NOT NULL PRIMARY KEY, actor TEXT NOT NULL, action TEXT NOT NULL, fingerprint TEXT NOT NULL DEFAULT '', outcome TEXT NOT NULL, at TEXT NOT NULL);

-- Who did what. `hash` = SHA-256 over the previous row's hash and this row.
CREATE TABLE audit (
  seq BIGINT NOT NULL PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, actor_name TEXT NOT NULL, action TEXT NOT NULL,
  subject_kind TEXT NOT NULL, subject TEXT NOT NULL, district TEXT NOT NULL DEFAULT '', detail TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL);
CREATE INDEX audit_actor ON audit(actor, seq);
CREATE INDEX audit_subject ON audit(subject, seq);
CREATE INDEX audit_at ON audit(at);
-- The end of the chain: writers take it in turn, and a cut-off tail shows.
CREATE TABLE audit_head (id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1), seq BIGINT NOT NULL, hash TEXT NOT NULL);
INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, '');

-- Roster import. `rows` are kept until the import is decided, so that a review can be taken up again.
CREATE TABLE import (
  id TEXT NOT NULL PRIMARY KEY, file_name TEXT NOT NULL, file_hash TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('reading','review','applied','discarded','undone')), mapping TEXT NOT NULL DEFAULT '{}', summary TEXT NOT NULL DEFAULT '{}', file {BLOB});
CREATE TABLE import_row (
  -- `alike`: how the file writes the doubtful cell; rows with the same one are decided together.
  import TEXT NOT NULL REFERENCES import(id), row BIGINT NOT NULL, fault TEXT NOT NULL DEFAULT '', alike TEXT NOT NULL DEFAULT '', state TEXT NOT NULL CHECK (state IN ('good','needs_review','faulty','skipped')),
  cells TEXT NOT NULL, parsed TEXT NOT NULL, issues TEXT NOT NULL, decision TEXT NOT NULL DEFAULT '', person TEXT, before TEXT, PRIMARY KEY (import, row));

-- Places, trainers, calendar.
CREATE TABLE venue (
  id TEXT NOT NULL PRIMARY KEY, block TEXT NOT NULL REFERENCES block(id), name_hi TEXT NOT NULL, name_en TEXT NOT NULL,
  directions_hi TEXT NOT NULL DEFAULT '', directions_en TEXT NOT NULL DEFAULT '', active BIGINT NOT NULL DEFAULT 1);
CREATE TABLE room (
  id TEXT NOT NULL PRIMARY KEY, venue TEXT NOT NULL REFERENCES venue(id), name_hi TEXT NOT NULL, name_en TEXT NOT NULL,
  capacity BIGINT NOT NULL CHECK (capacity > 0), equipment TEXT NOT NULL DEFAULT '[]', active BIGINT NOT NULL DEFAULT 1);
CREATE TABLE room_closed (room TEXT NOT NULL REFERENCES room(id), day TEXT NOT NULL, half BIGINT NOT NULL CHECK (half IN (0,1)), reason TEXT NOT NULL DEFAULT '', PRIMARY KEY (room, day, half));
CREATE TABLE trainer (
  person TEXT NOT NULL PRIMARY KEY REFERENCES person(id), home_block TEXT NOT NULL REFERENCES block(id),
  max_per_day BIGINT NOT NULL, max_per_week BIGINT NOT NULL, max_total BIGINT NOT NULL, active BIGINT NOT NULL DEFAULT 1);
CREATE TABLE trainer_module (person TEXT NOT NULL REFERENCES trainer(person), module TEXT NOT NULL REFERENCES module(id), PRIMARY KEY (person, module));
CREATE TABLE trainer_away (person TEXT NOT NULL REFERENCES trainer(person), day TEXT NOT NULL, half BIGINT NOT NULL CHECK (half IN (0,1)), PRIMARY KEY (person, day, half));
CREATE TABLE calendar_day (day TEXT NOT NULL PRIMARY KEY, working BIGINT NOT NULL CHECK (working IN (0,1)), holiday_hi TEXT NOT NULL DEFAULT '', holiday_en TEXT NOT NULL DEFAULT '');

-- Plans: documents. A published one is never changed.
CREATE TABLE plan (
  id TEXT NOT NULL PRIMARY KEY, number BIGINT UNIQUE, state TEXT NOT NULL CHECK (state IN ('running','draft','stopped','failed','published','discarded')),
  seconds BIGINT NOT NULL, seed BIGINT NOT NULL, progress TEXT NOT NULL DEFAULT '{}', instance {BLOB}, document {BLOB}, score TEXT NOT NULL DEFAULT '{}',
  made_by TEXT NOT NULL, made_at TEXT NOT NULL, published_by TEXT, published_at TEXT, note TEXT NOT NULL DEFAULT '');

-- The live schedule: what is published. A cancelled session keeps its row (day, room and trainer are free again).
CREATE TABLE session (
  id TEXT NOT NULL PRIMARY KEY, module TEXT NOT NULL REFERENCES module(id), room TEXT NOT NULL REFERENCES room(id), trainer TEXT NOT NULL REFERENCES trainer(person),
  day TEXT NOT NULL, half BIGINT NOT NULL CHECK (half IN (0,1)), capacity BIGINT NOT NULL CHECK (capacity > 0), seats_taken BIGINT NOT NULL DEFAULT 0,
  state TEXT NOT NULL CHECK (state IN ('planned','held','cancelled')), remote_link TEXT NOT NULL DEFAULT '', sequence BIGINT NOT NULL DEFAULT 0,
  plan TEXT NOT NULL REFERENCES plan(id), updated_at TEXT NOT NULL, version BIGINT NOT NULL DEFAULT 1,
  CONSTRAINT session_capacity CHECK (seats_taken >= 0 AND seats_taken <= capacity));
CREATE UNIQUE INDEX session_one_per_room_and_slot ON session(room, day, half) WHERE state <> 'cancelled';
CREATE UNIQUE INDEX session_one_per_trainer_and_slot ON session(trainer, day, half) WHERE state <> 'cancelled';
CREATE INDEX session_day ON session(day, half);
CREATE INDEX session_module ON session(module);

-- Seats. day, half and module repeat the session's so that the constraints can be stated; services write them together.
CREATE TABLE seat (
  session TEXT NOT NULL REFERENCES session(id), person TEXT NOT NULL REFERENCES person(id), module TEXT NOT NULL, day TEXT NOT NULL, half BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('confirmed','released')), presence TEXT NOT NULL DEFAULT '' CHECK (presence IN ('','present','absent','excused')),
  marked_by TEXT, marked_at TEXT, PRIMARY KEY (session, person));
CREATE UNIQUE INDEX seat_one_per_person_and_slot ON seat(person, day, half) WHERE state = 'confirmed';
CREATE UNIQUE INDEX seat_one_per_person_and_module ON seat(person, module) WHERE state = 'confirmed';

-- A private calendar address per person (the secret is in the URL, kept as a hash).
CREATE TABLE calendar_feed (person TEXT NOT NULL PRIMARY KEY REFERENCES person(id), token_hash TEXT NOT NULL UNIQUE, made_at TEXT NOT NULL);

-- What people are told. Nothing leaves a synthetic programme: messages stay here.
CREATE TABLE message (
  id TEXT NOT NULL PRIMARY KEY, person TEXT NOT NULL REFERENCES person(id), kind TEXT NOT NULL, hi TEXT NOT NULL, en TEXT NOT NULL, at TEXT NOT NULL, seen_at TEXT);
CREATE INDEX message_person ON message(person, at);

-- The sandbox: a base hospital plus its journal.
CREATE TABLE base_hospital (id TEXT NOT NULL PRIMARY KEY, format BIGINT NOT NULL, checksum TEXT NOT NULL, content {BLOB} NOT NULL, made_at TEXT NOT NULL);
CREATE TABLE sandbox (
  id TEXT NOT NULL PRIMARY KEY, owner TEXT NOT NULL REFERENCES person(id), base TEXT NOT NULL REFERENCES base_hospital(id), epoch BIGINT NOT NULL DEFAULT 0,
  origin TEXT NOT NULL, seed BIGINT NOT NULL, exercise TEXT NOT NULL DEFAULT '', persona TEXT NOT NULL DEFAULT '', opened_at TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('open','closed','quarantined')));
CREATE INDEX sandbox_owner ON sandbox(owner);
-- kind: done (with its changes), refused (command and code), viewed (which record).
CREATE TABLE journal (
  sandbox TEXT NOT NULL REFERENCES sandbox(id), epoch BIGINT NOT NULL, seq BIGINT NOT NULL, at TEXT NOT NULL, actor TEXT NOT NULL, persona TEXT NOT NULL,
  module TEXT NOT NULL, action TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('done','refused','viewed')), command TEXT NOT NULL, payload {BLOB} NOT NULL,
  PRIMARY KEY (sandbox, epoch, seq));
CREATE UNIQUE INDEX journal_command ON journal(sandbox, epoch, command);

CREATE TABLE attempt (
  id TEXT NOT NULL PRIMARY KEY, person TEXT NOT NULL REFERENCES person(id), exercise TEXT NOT NULL, module TEXT NOT NULL, sandbox TEXT NOT NULL UNIQUE REFERENCES sandbox(id),
  started_at TEXT NOT NULL, finished_at TEXT, score BIGINT, passed BIGINT, safety_failed BIGINT, report TEXT NOT NULL DEFAULT '{}');
CREATE INDEX attempt_person ON attempt(person, exercise);

CREATE TABLE certificate (
  id TEXT NOT NULL PRIMARY KEY, number TEXT NOT NULL UNIQUE, person TEXT NOT NULL REFERENCES person(id), module TEXT NOT NULL REFERENCES module(id),
  name_on_it TEXT NOT NULL, issued_at TEXT NOT NULL, issued_by TEXT NOT NULL, basis TEXT NOT NULL, credential TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('valid','revoked')), revoked_at TEXT, revoked_by TEXT, revoked_reason TEXT NOT NULL DEFAULT '');
CREATE UNIQUE INDEX certificate_one_valid ON certificate(person, module) WHERE state = 'valid';

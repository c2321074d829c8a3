-- What the next plan must leave as it is: a session with its people (`session`), without them (`place`), one person's seat
-- (`seat`, with `person`). Where and when it was stands here, since it may be pinned in a draft. Pins of a whole week, made
-- in one act, share `week`. A pin that was removed is gone; the audit trail has both acts.
CREATE TABLE plan_pin (
  id TEXT NOT NULL PRIMARY KEY, session TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('session','place','seat')), person TEXT NOT NULL DEFAULT '',
  module TEXT NOT NULL, room TEXT NOT NULL, trainer TEXT NOT NULL, day TEXT NOT NULL, half BIGINT NOT NULL CHECK (half IN (0,1)),
  people TEXT NOT NULL, week TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL, made_by TEXT NOT NULL, made_by_name TEXT NOT NULL, made_at TEXT NOT NULL);
CREATE UNIQUE INDEX plan_pin_once ON plan_pin(session, person);
-- From which day a plan was made (empty: from the day after); what was tried out in it (JSON; empty: nothing); the plan it was copied from.
ALTER TABLE plan ADD COLUMN from_day TEXT NOT NULL DEFAULT '';
ALTER TABLE plan ADD COLUMN scenario TEXT NOT NULL DEFAULT '';
ALTER TABLE plan ADD COLUMN copied_from TEXT NOT NULL DEFAULT '';

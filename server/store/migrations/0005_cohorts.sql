-- People who practise together in one hospital, each in the roles that were given to them.
CREATE TABLE cohort (
  id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, district TEXT NOT NULL REFERENCES district(id), made_by TEXT NOT NULL REFERENCES person(id),
  mentor TEXT REFERENCES person(id), made_at TEXT NOT NULL);
CREATE INDEX cohort_made_by ON cohort(made_by);
CREATE INDEX cohort_mentor ON cohort(mentor);
CREATE INDEX cohort_district ON cohort(district);
-- One row for each role of a member; `acting` marks the one they act in now.
CREATE TABLE cohort_member (
  cohort TEXT NOT NULL REFERENCES cohort(id), person TEXT NOT NULL REFERENCES person(id), role TEXT NOT NULL,
  acting BIGINT NOT NULL CHECK (acting IN (0,1)), added_at TEXT NOT NULL, PRIMARY KEY (cohort, person, role));
CREATE UNIQUE INDEX cohort_member_acts_in_one ON cohort_member(cohort, person) WHERE acting = 1;
CREATE INDEX cohort_member_person ON cohort_member(person);
-- A sandbox of a cohort; `owner` is then who opened it.
ALTER TABLE sandbox ADD COLUMN cohort TEXT REFERENCES cohort(id);
CREATE UNIQUE INDEX sandbox_one_per_cohort ON sandbox(cohort) WHERE cohort IS NOT NULL;
-- Who began a life; NULL for those begun before this was kept, and for first ones.
ALTER TABLE sandbox_epoch ADD COLUMN begun_by TEXT;

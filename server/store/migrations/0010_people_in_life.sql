-- The day on whose evening a person's night duty begins: they are not called on that day, nor on the morning after.
CREATE TABLE night_duty (person TEXT NOT NULL REFERENCES person(id), day TEXT NOT NULL, PRIMARY KEY (person, day));
CREATE INDEX night_duty_day ON night_duty(day);
-- A duty list as a file, read but not entered yet: kept until it is entered or its sender sends the next one. `content` is JSON.
CREATE TABLE duty_list (
  id TEXT NOT NULL PRIMARY KEY, made_by TEXT NOT NULL, made_at TEXT NOT NULL, file_name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('review','entered')), content TEXT NOT NULL);
CREATE INDEX duty_list_made_by ON duty_list(made_by);
-- People who sit in the same sessions of the plan. No `cohort` (people who share a practice hospital, in roles): that one is made
-- by whoever teaches, has roles and may overlap; this one decides where people are called, and a person has one at most.
CREATE TABLE learning_cohort (
  id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, hard BIGINT NOT NULL CHECK (hard IN (0,1)), district TEXT NOT NULL REFERENCES district(id),
  made_by TEXT NOT NULL, made_at TEXT NOT NULL);
CREATE UNIQUE INDEX learning_cohort_name ON learning_cohort(district, name);
CREATE TABLE learning_cohort_member (
  person TEXT NOT NULL PRIMARY KEY REFERENCES person(id), cohort TEXT NOT NULL REFERENCES learning_cohort(id));
CREATE INDEX learning_cohort_member_cohort ON learning_cohort_member(cohort);
-- Trainers who come later: from a day on (empty: at once), or once they are trained themselves and so many days after.
ALTER TABLE trainer ADD COLUMN from_day TEXT NOT NULL DEFAULT '';
ALTER TABLE trainer ADD COLUMN once_trained BIGINT NOT NULL DEFAULT 0 CHECK (once_trained IN (0,1));
ALTER TABLE trainer ADD COLUMN delay_days BIGINT NOT NULL DEFAULT 0 CHECK (delay_days >= 0);
-- What pins that were made together bar (`week` is what they have in common): `week:*` and `week:<district>` let no new session
-- into that week, everywhere or there. Empty: nothing, as for those made before; `trainer`: all of a trainer's.
ALTER TABLE plan_pin ADD COLUMN scope TEXT NOT NULL DEFAULT '';

-- What a module's session asks of room and people, for the planner. Spans are half-days. `go_no_go_days` (working days before a session)
-- and `no_show_permille` (of a thousand invited so many stay away): NULL is the usual, the measured. `links`: further rooms that may join.
ALTER TABLE module ADD COLUMN duration BIGINT NOT NULL DEFAULT 1 CHECK (duration > 0);
ALTER TABLE module ADD COLUMN set_up BIGINT NOT NULL DEFAULT 0 CHECK (set_up >= 0);
ALTER TABLE module ADD COLUMN min_size BIGINT NOT NULL DEFAULT 0 CHECK (min_size >= 0);
ALTER TABLE module ADD COLUMN min_size_hard BIGINT NOT NULL DEFAULT 0 CHECK (min_size_hard IN (0,1));
ALTER TABLE module ADD COLUMN go_no_go_days BIGINT CHECK (go_no_go_days >= 0);
ALTER TABLE module ADD COLUMN co_trainers BIGINT NOT NULL DEFAULT 0 CHECK (co_trainers >= 0);
ALTER TABLE module ADD COLUMN no_show_permille BIGINT CHECK (no_show_permille BETWEEN 0 AND 1000);
ALTER TABLE module ADD COLUMN links BIGINT NOT NULL DEFAULT 0 CHECK (links >= 0);
-- How many more than its seats may be invited where some stay away; whether it has what a session by link needs.
ALTER TABLE room ADD COLUMN overbook_max BIGINT NOT NULL DEFAULT 0 CHECK (overbook_max >= 0);
ALTER TABLE room ADD COLUMN link BIGINT NOT NULL DEFAULT 0 CHECK (link IN (0,1));
-- A public holiday of one district, on a day on which others work.
CREATE TABLE holiday_district (
  day TEXT NOT NULL, district TEXT NOT NULL REFERENCES district(id), hi TEXT NOT NULL DEFAULT '', en TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (day, district));

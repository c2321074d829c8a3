-- What people change in a draft by hand. No entry is ever changed or removed: what is taken back or done again is an entry of
-- its own (`about` is then the entry it takes back or does again, else its own number). Images are the sessions before and after.
CREATE TABLE plan_edit (
  plan TEXT NOT NULL REFERENCES plan(id), seq BIGINT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('edit','undo','redo')),
  about BIGINT NOT NULL, made_by TEXT NOT NULL, made_by_name TEXT NOT NULL, made_at TEXT NOT NULL, edit TEXT NOT NULL,
  images TEXT NOT NULL, accepted TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (plan, seq));

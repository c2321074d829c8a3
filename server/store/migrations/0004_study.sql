-- What a person has read, and how their latest self-check on it went: for that person alone, nothing rests on it.
CREATE TABLE study (
  person TEXT NOT NULL REFERENCES person(id), module TEXT NOT NULL, read_at TEXT, checked_at TEXT, asked BIGINT NOT NULL DEFAULT 0, correct BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (person, module));

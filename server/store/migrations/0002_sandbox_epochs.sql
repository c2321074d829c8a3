-- The lives of a sandbox. A reset, an undo, a rewind and a copy each begin the next epoch; none takes anything away.
-- An epoch that begins with the state of an earlier one says how far that one's journal is its own beginning; its own entries
-- follow from there. The row of an epoch is written when it begins or, for the first one, when it is left.
CREATE TABLE sandbox_epoch (
  sandbox TEXT NOT NULL REFERENCES sandbox(id), epoch BIGINT NOT NULL, how TEXT NOT NULL CHECK (how IN ('opened','reset','undone','rewound','copied')),
  from_epoch BIGINT, from_seq BIGINT NOT NULL, base TEXT NOT NULL REFERENCES base_hospital(id), origin TEXT NOT NULL, begun_at TEXT NOT NULL,
  PRIMARY KEY (sandbox, epoch), CONSTRAINT sandbox_epoch_follows CHECK (from_epoch IS NULL OR from_epoch < epoch));

-- A practice hospital begins at one hour of its day 0, whatever the hour outside: how far its clock was set ahead of the world
-- outside when its life began, in seconds. Those that are open keep the time of the world outside.
ALTER TABLE sandbox ADD COLUMN ahead_seconds BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sandbox_epoch ADD COLUMN ahead_seconds BIGINT NOT NULL DEFAULT 0;

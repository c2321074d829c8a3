//! Roster import: upload, review, apply, undo.

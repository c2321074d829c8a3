//! Sandboxes: open, command, view, reset.

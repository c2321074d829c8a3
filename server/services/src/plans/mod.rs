//! Plans: make, look at, publish, edit.

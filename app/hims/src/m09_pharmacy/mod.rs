//! M09: the pharmacy: what is dispensed, from which batch, and what is left.

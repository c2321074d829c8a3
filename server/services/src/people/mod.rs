//! People by hand: list, add, edit, transfer, leave, deactivate, export, erase.

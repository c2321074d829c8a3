//! The screens of registration and of the hospital, asked for as a browser without scripts does.

mod outbox;
mod refusals;
mod timeline;

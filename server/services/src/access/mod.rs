//! Sign-in, first sign-in, passwords, codes, capacities: who someone is and how they prove it.

mod actor_of;

pub use actor_of::actor_of;

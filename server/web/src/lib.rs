//! HTTP: router, browser sessions, headers, static files, errors as pages, and the accept loop.
//!
//! Invariants: no page is answered without the visitor middleware; every write passes the origin check; nothing here
//! decides who may do what, and nothing here knows SQL.

mod assets;
mod errors;
mod guard;
mod headers;
mod health;
mod islands;
mod listen;
mod router;
mod visitor;

pub use assets::{Assets, AssetsError};
pub use listen::{ServeError, ServeOptions, Tls, serve};
pub use router::{Site, router};

//! Hindi and English: the texts of refusals, the texts every screen shares, and how dates and numbers are written.
//!
//! Catalogues are TOML files compiled by `abhyas-catalogue`; a text without its twin in the other language stops the build.

pub mod format;
pub mod refusals;

/// Texts that many screens share.
pub mod shared {
    include!(concat!(env!("OUT_DIR"), "/texts.rs"));
}

/// Puts the crate's own compiled `texts.toml` into a module: `abhyas_i18n::texts!(t);` then `t::title(language)`.
#[macro_export]
macro_rules! texts {
    ($name:ident) => {
        /// The texts of this crate's `texts.toml`.
        #[allow(
            dead_code,
            missing_docs,
            clippy::allow_attributes,
            clippy::allow_attributes_without_reason,
            reason = "made at build time"
        )]
        pub mod $name {
            include!(concat!(env!("OUT_DIR"), "/texts.rs"));
        }
    };
}

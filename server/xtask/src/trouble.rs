//! One kind of error: a sentence for the person who typed the command.

/// Why a tool stopped.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Trouble(String);

/// The result of a tool.
pub type Outcome<T> = Result<T, Trouble>;

/// A trouble in one's own words.
pub fn trouble(text: impl Into<String>) -> Trouble {
    Trouble(text.into())
}

/// Says what was being done when something failed.
pub trait During<T> {
    /// Turns the error into `"{what}: {error}"`.
    ///
    /// # Errors
    /// When there was one.
    fn during(self, what: impl std::fmt::Display) -> Outcome<T>;
}

impl<T, E: std::fmt::Display> During<T> for Result<T, E> {
    fn during(self, what: impl std::fmt::Display) -> Outcome<T> {
        self.map_err(|error| Trouble(format!("{what}: {error}")))
    }
}

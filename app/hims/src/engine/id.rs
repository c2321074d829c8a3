//! Ids of records: a prefix and a running number.

/// Declares the id of a record: a newtype over its text, `PREFIX` and six digits or more, numbered by
/// [`Tx::next_number`](crate::engine::Tx::next_number).
macro_rules! numbered_id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The id with a running number.
            #[must_use]
            pub fn numbered(number: u64) -> Self {
                Self(format!(concat!($prefix, "{:06}"), number))
            }

            /// Reads an id; `None` when it is none.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                let digits = text.strip_prefix($prefix)?;
                let fits = (6..=12).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
                fits.then(|| Self(text.to_owned()))
            }

            /// The text of the id.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                Self::parse(&text).ok_or_else(|| serde::de::Error::custom(concat!("not an id ", $prefix)))
            }
        }
    };
}

pub(crate) use numbered_id;

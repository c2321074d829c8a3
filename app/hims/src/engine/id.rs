//! Ids of records: newtypes over their text.

/// Declares the id of a record: `PREFIX` and six digits or more, numbered by
/// [`Tx::next_number`](crate::engine::Tx::next_number).
macro_rules! numbered_id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $crate::engine::text_id! { $(#[$doc])* $name, concat!("an id ", $prefix), |text: &str| {
            text.strip_prefix($prefix)
                .is_some_and(|n| (6..=12).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()))
        } }

        impl $name {
            /// The id with a running number.
            #[must_use]
            pub fn numbered(number: u64) -> Self {
                Self(format!(concat!($prefix, "{:06}"), number))
            }
        }
    };
}

/// Declares the id of a row of a list that people keep: 2 to 48 small Latin letters, digits and hyphens.
macro_rules! slug_id {
    ($(#[$doc:meta])* $name:ident) => {
        $crate::engine::text_id! { $(#[$doc])* $name, stringify!($name), |text: &str| {
            (2..=48).contains(&text.len())
                && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        } }
    };
}

/// Declares an id with the test that its text must pass, wherever it comes from.
macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident, $what:expr, $fits:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Reads an id; `None` when it is none.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                let fits: fn(&str) -> bool = $fits;
                fits(text).then(|| Self(text.to_owned()))
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

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                Self::parse(&text).ok_or_else(|| serde::de::Error::custom(format_args!("not {}: {text:?}", $what)))
            }
        }
    };
}

pub(crate) use {numbered_id, slug_id, text_id};

//! Parts of addresses.

use std::fmt::Write as _;

/// A text as the value of a query: everything but letters, digits, `-._~` and `/` as `%XX` (RFC 3986, 2.1 and 3.4).
#[must_use]
pub fn encode(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn everything_but_the_unreserved_is_encoded() {
        assert_eq!(super::encode("सीता & 1"), "%E0%A4%B8%E0%A5%80%E0%A4%A4%E0%A4%BE%20%26%201");
        assert_eq!(super::encode("a-b._~Z/?"), "a-b._~Z/%3F");
    }
}

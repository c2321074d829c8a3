//! What people type to sign in: a mobile number in any of its forms, or a staff id.

/// The forms of one typed name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LoginName {
    /// As typed, without spaces around it and with plain digits.
    pub(super) typed: String,
    /// The same in capitals, as staff ids are.
    pub(super) capitals: String,
    /// Ten digits when it can be a mobile number, otherwise empty.
    pub(super) mobile: String,
}

impl LoginName {
    /// Reads it: Devanagari digits are digits; `+91`, a leading 0, spaces and dashes belong to no mobile number.
    pub(super) fn read(text: &str) -> Self {
        let typed: String = text.trim().chars().map(plain_digit).collect();
        let mobile: String = typed.chars().filter(|c| !matches!(c, ' ' | '-' | '(' | ')')).collect();
        let mobile = mobile.strip_prefix('+').unwrap_or(&mobile);
        let mobile = match mobile.len() {
            12 => mobile.strip_prefix("91").unwrap_or(mobile),
            11 => mobile.strip_prefix('0').unwrap_or(mobile),
            _ => mobile,
        };
        let is_mobile = mobile.len() == 10 && mobile.bytes().all(|byte| byte.is_ascii_digit());
        let mobile = if is_mobile { mobile.to_owned() } else { String::new() };
        Self { capitals: typed.to_uppercase(), mobile, typed }
    }

    /// One text for all forms of the same name.
    pub(super) fn one(&self) -> &str {
        if self.mobile.is_empty() { &self.capitals } else { &self.mobile }
    }
}

fn plain_digit(c: char) -> char {
    let value = u32::from(c).wrapping_sub(0x966);
    char::from_digit(value, 10).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mobile_is_the_same_in_all_its_forms() {
        for typed in ["0000000017", " 00000 00017 ", "+91 00000-00017", "910000000017", "00000000017", "०००००००००१७"]
        {
            assert_eq!(LoginName::read(typed).one(), "0000000017", "{typed}");
        }
    }

    #[test]
    fn a_staff_id_is_the_same_in_small_letters() {
        let name = LoginName::read(" muz-00017 ");
        assert_eq!((name.typed.as_str(), name.one(), name.mobile.as_str()), ("muz-00017", "MUZ-00017", ""));
        assert_eq!(LoginName::read("").one(), "");
    }
}

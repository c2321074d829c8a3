//! Moving through a list of suggestions by keyboard: pure, so that it is tested without a browser.

/// A key that the list answers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// Arrow down.
    Down,
    /// Arrow up.
    Up,
    /// Home: the first suggestion.
    First,
    /// End: the last suggestion.
    Last,
}

impl Move {
    /// The move of a key by its DOM name; `None` for all others.
    pub fn of_key(key: &str) -> Option<Self> {
        Some(match key {
            "ArrowDown" => Self::Down,
            "ArrowUp" => Self::Up,
            "Home" => Self::First,
            "End" => Self::Last,
            _ => return None,
        })
    }

    /// The suggestion marked next out of `count`. Past either end it comes back to the typed text (`None`), as in the
    /// combobox pattern of the ARIA Authoring Practices.
    pub fn from(self, marked: Option<usize>, count: usize) -> Option<usize> {
        let last = count.checked_sub(1)?;
        match (self, marked) {
            (Self::First, _) | (Self::Down, None) => Some(0),
            (Self::Last, _) | (Self::Up, None) => Some(last),
            (Self::Down, Some(at)) => (at < last).then_some(at + 1),
            (Self::Up, Some(at)) => at.checked_sub(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_moves_through_the_list_and_back_to_the_typed_text() {
        for (key, marked, count, next) in [
            ("ArrowDown", None, 3, Some(0)),
            ("ArrowDown", Some(0), 3, Some(1)),
            ("ArrowDown", Some(2), 3, None),
            ("ArrowUp", None, 3, Some(2)),
            ("ArrowUp", Some(1), 3, Some(0)),
            ("ArrowUp", Some(0), 3, None),
            ("Home", Some(2), 3, Some(0)),
            ("End", None, 3, Some(2)),
            ("ArrowDown", None, 0, None),
            ("End", Some(4), 0, None),
        ] {
            assert_eq!(Move::of_key(key).and_then(|m| m.from(marked, count)), next, "{key} from {marked:?} of {count}");
        }
        assert_eq!(Move::of_key("a"), None);
    }
}

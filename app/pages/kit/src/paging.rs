//! Long lists, a page at a time.

use crate::Page;

/// Address and words of the page before or after.
pub type Link = Option<(String, String)>;

/// Which page of how many is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paging {
    /// The page, from 1.
    pub at: usize,
    /// How many there are; one at least.
    pub pages: usize,
    /// Rows on a page.
    size: usize,
}

impl Paging {
    /// The page of a list of `many` rows that the query asks for (`page`, from 1); the last where it asks for a later one.
    #[must_use]
    pub fn asked(page: &Page, many: usize, size: usize) -> Self {
        Self::of(many, size, page.query("page").parse().unwrap_or(1))
    }

    /// A page of a list of `many` rows: the nearest there is.
    #[must_use]
    pub fn of(many: usize, size: usize, at: usize) -> Self {
        let pages = many.div_ceil(size.max(1)).max(1);
        Self { at: at.clamp(1, pages), pages, size }
    }

    /// A page that was cut out already.
    #[must_use]
    pub const fn known(at: usize, pages: usize) -> Self {
        Self { at, pages, size: 0 }
    }

    /// How many rows stand before the page.
    #[must_use]
    pub const fn before(&self) -> usize {
        self.at.saturating_sub(1).saturating_mul(self.size)
    }

    /// The rows of the page.
    #[must_use]
    pub fn shown<'a, T>(&self, all: &'a [T]) -> &'a [T] {
        let rest = all.get(self.before()..).unwrap_or_default();
        rest.get(..self.size).unwrap_or(rest)
    }

    /// The links to the page before and to the next one, where there are any. `to` makes the address of a page.
    pub fn links(&self, to: impl Fn(usize) -> String, before: &str, after: &str) -> (Link, Link) {
        let previous = (self.at > 1).then(|| (to(self.at - 1), before.to_owned()));
        let next = (self.at < self.pages).then(|| (to(self.at + 1), after.to_owned()));
        (previous, next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_cut_and_its_neighbours_are_linked() {
        let all = ["a", "b", "c", "d", "e"];
        // Asked for, page, rows, the one before and the next.
        let table: [(usize, usize, &[&str], &str, &str); 6] = [
            (0, 1, &["a", "b"], "", "2"),
            (1, 1, &["a", "b"], "", "2"),
            (2, 2, &["c", "d"], "1", "3"),
            (3, 3, &["e"], "2", ""),
            (4, 3, &["e"], "2", ""),
            (usize::MAX, 3, &["e"], "2", ""),
        ];
        for (asked, at, rows, before, after) in table {
            let paging = Paging::of(all.len(), 2, asked);
            assert_eq!((paging.at, paging.pages, paging.shown(&all)), (at, 3, rows), "{asked}");
            let (previous, next) = paging.links(|page| page.to_string(), "before", "after");
            let to = |link: Link| link.map_or_else(String::new, |(href, _)| href);
            assert_eq!((to(previous).as_str(), to(next).as_str()), (before, after), "{asked}");
        }
        let none: [&str; 0] = [];
        let empty = Paging::of(0, 2, 3);
        assert_eq!((empty.at, empty.pages, empty.shown(&none)), (1, 1, &none[..]));
        assert_eq!(empty.links(|page| page.to_string(), "", ""), (None, None));
    }
}

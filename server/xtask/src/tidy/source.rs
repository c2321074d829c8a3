//! Rust source as a stream of tokens: comments are gone, strings are whole, and tests can be left out.

use std::path::Path;
use std::str::FromStr as _;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::trouble::{During as _, Outcome};

/// A string in the source.
#[derive(Debug, PartialEq, Eq)]
pub struct Text {
    /// The line on which it begins.
    pub line: usize,
    /// As it stands in the source, without quotes; escapes are left as they are.
    pub text: String,
}

/// The tokens of a file.
///
/// # Errors
/// When the file can not be read or is no Rust.
pub fn tokens(path: &Path) -> Outcome<TokenStream> {
    let source = std::fs::read_to_string(path).during(path.display())?;
    TokenStream::from_str(&source).during(path.display())
}

/// The strings outside of documentation and of what is marked `#[cfg(test)]`.
pub fn texts(stream: TokenStream) -> Vec<Text> {
    let mut found = Vec::new();
    collect(without_tests(stream), &mut found);
    found
}

fn collect(stream: TokenStream, found: &mut Vec<Text>) {
    for token in stream {
        match token {
            TokenTree::Group(group) => collect(group.stream(), found),
            TokenTree::Literal(literal) => {
                let written = literal.to_string();
                if let Some(text) = unquoted(&written) {
                    found.push(Text { line: literal.span().start().line, text: text.to_owned() });
                }
            }
            _ => {}
        }
    }
}

/// The tokens without attributes (documentation is one) and without the items marked `#[cfg(test)]`.
pub fn without_tests(stream: TokenStream) -> TokenStream {
    let mut kept = Vec::new();
    let mut tokens = stream.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(mark) if mark.as_char() == '#' => {
                // An inner attribute has a '!' between: `#![…]`.
                tokens.next_if(|t| matches!(t, TokenTree::Punct(p) if p.as_char() == '!'));
                let attribute =
                    tokens.next_if(|t| matches!(t, TokenTree::Group(g) if g.delimiter() == Delimiter::Bracket));
                let attribute = attribute.map(|a| a.to_string()).unwrap_or_default();
                if attribute.starts_with("[cfg") && attribute.contains("test") {
                    skip_item(&mut tokens);
                }
            }
            TokenTree::Group(group) => {
                kept.push(TokenTree::Group(Group::new(group.delimiter(), without_tests(group.stream()))))
            }
            other => kept.push(other),
        }
    }
    kept.into_iter().collect()
}

/// An item reaches to its block or its semicolon.
fn skip_item(tokens: &mut impl Iterator<Item = TokenTree>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => return,
            TokenTree::Punct(end) if end.as_char() == ';' => return,
            _ => {}
        }
    }
}

/// The inside of a string literal, raw or not; `None` for numbers, characters and bytes.
pub fn unquoted(literal: &str) -> Option<&str> {
    let body = literal.strip_prefix('r').unwrap_or(literal).trim_matches('#');
    body.strip_prefix('"')?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_found_and_documentation_and_tests_are_not() {
        let source = r##"
            //! "of the file"
            /// "of the item"
            #[must_use = "of the attribute"]
            fn f() -> &'static str { let _ = b"bytes"; g!(1, "in a macro"); r#"raw"# }
            #[cfg(test)]
            mod tests { fn t() { "of a test" } }
            const X: &str = "after";
        "##;
        let found: Vec<_> =
            texts(TokenStream::from_str(source).unwrap()).into_iter().map(|t| (t.line, t.text)).collect();
        assert_eq!(found, [(5, "in a macro".to_owned()), (5, "raw".to_owned()), (8, "after".to_owned())]);
    }
}

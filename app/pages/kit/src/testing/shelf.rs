//! The pages on which codes were seen, kept for the journeys: Chromium shows each of them again
//! (`end2end/journeys/refusals.spec.ts`). Nothing is kept unless [`FOLDER`] is set.
#![expect(clippy::unwrap_used, reason = "a test whose pages can not be kept must fail loudly")]

use super::Answer;
use abhyas_core::{Code, Language, Refusal};
use abhyas_i18n::refusals::explain;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// The environment variable that names the folder.
const FOLDER: &str = "ABHYAS_SEEN";

/// A code that an area does not show, and why.
pub type Unseen<'a> = (Code, &'a str);

/// Where the pages of one area are kept: a folder of its own, so that tests that run side by side do not meet.
#[derive(Debug)]
pub struct Shelf(Option<PathBuf>);

impl Shelf {
    /// The empty shelf of an area; what an earlier run kept is gone.
    #[must_use]
    pub fn of(area: &str) -> Self {
        let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return Self(None) };
        assert!(folder.is_absolute(), "{FOLDER} is a whole path: each test runs in a folder of its own");
        let folder = folder.join(area);
        if folder.exists() {
            std::fs::remove_dir_all(&folder).unwrap();
        }
        std::fs::create_dir_all(&folder).unwrap();
        Self(Some(folder))
    }

    /// Whether anything is kept.
    #[must_use]
    pub const fn is_used(&self) -> bool {
        self.0.is_some()
    }

    /// Keeps the page that shows a code.
    pub fn keep(&self, code: &Code, page: &Answer) {
        let Some(folder) = &self.0 else { return };
        let words = explain(Language::Hi, &Refusal::new(code.clone()));
        let kept = json!({
            "code": code,
            "path": page.path,
            "status": page.status.as_u16(),
            "message": words.message,
            "next": words.next,
            "html": page.html,
        });
        write(folder, code.as_str(), &kept);
    }

    /// Keeps the list of the area: every code, and those that it does not show. Without it the area is not finished.
    pub fn list<'a>(&self, codes: impl IntoIterator<Item = &'a Code>, unseen: &[Unseen<'_>]) {
        let Some(folder) = &self.0 else { return };
        let codes: Vec<_> = codes.into_iter().collect();
        let unseen: Vec<_> = unseen.iter().map(|(code, why)| json!({ "code": code, "why": why })).collect();
        write(folder, "list", &json!({ "codes": codes, "unseen": unseen }));
    }
}

/// A file is there whole or not at all.
fn write(folder: &Path, name: &str, value: &Value) {
    let half = folder.join(format!("{name}.half"));
    std::fs::write(&half, value.to_string()).unwrap();
    std::fs::rename(half, folder.join(format!("{name}.json"))).unwrap();
}

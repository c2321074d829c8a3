//! The workspace as cargo sees it: its crates, where they lie, and whom they use.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use crate::trouble::{During as _, Outcome, trouble};

/// When a crate uses another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    /// In every build.
    Always,
    /// Only under a feature.
    Optional,
    /// In its build script.
    Build,
    /// In its tests.
    Test,
}

/// One crate of the workspace.
#[derive(Debug)]
pub struct Package {
    /// The folder of the crate.
    pub folder: PathBuf,
    /// The workspace's own crates that it uses.
    pub uses: Vec<(String, When)>,
}

/// The workspace.
#[derive(Debug)]
pub struct Workspace {
    root: PathBuf,
    packages: BTreeMap<String, Package>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<RawPackage>,
    workspace_root: PathBuf,
}

#[derive(Deserialize)]
struct RawPackage {
    name: String,
    manifest_path: PathBuf,
    dependencies: Vec<RawDependency>,
}

#[derive(Deserialize)]
struct RawDependency {
    name: String,
    kind: Option<String>,
    optional: bool,
    path: Option<PathBuf>,
}

impl Workspace {
    /// Asks cargo.
    ///
    /// # Errors
    /// When cargo can not read the workspace.
    pub fn read() -> Outcome<Self> {
        let output = Command::new(cargo())
            .args(["metadata", "--no-deps", "--format-version", "1", "--manifest-path"])
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"))
            .output()
            .during("starting cargo metadata")?;
        if !output.status.success() {
            return Err(trouble(format!("cargo metadata failed:\n{}", String::from_utf8_lossy(&output.stderr))));
        }
        let metadata: Metadata = serde_json::from_slice(&output.stdout).during("reading cargo metadata")?;
        let packages = metadata.packages.into_iter().map(|raw| (raw.name.clone(), Package::from(raw))).collect();
        Ok(Self { root: metadata.workspace_root, packages })
    }

    /// The top folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// All crates, by name.
    pub fn packages(&self) -> &BTreeMap<String, Package> {
        &self.packages
    }

    /// The folders of a crate and of every crate that it uses without an optional feature, directly or not.
    pub fn folders_behind<'a>(&'a self, name: &'a str) -> Vec<&'a Path> {
        let mut reached = vec![name];
        let mut at = 0;
        while let Some(package) = reached.get(at).and_then(|name| self.packages.get(*name)) {
            for (used, when) in &package.uses {
                if matches!(when, When::Always | When::Build) && !reached.contains(&used.as_str()) {
                    reached.push(used);
                }
            }
            at += 1;
        }
        let mut folders: Vec<&Path> =
            reached.into_iter().filter_map(|name| self.packages.get(name)).map(|p| p.folder.as_path()).collect();
        folders.sort_unstable();
        folders
    }
}

impl From<RawPackage> for Package {
    fn from(raw: RawPackage) -> Self {
        let uses = raw
            .dependencies
            .into_iter()
            .filter(|d| d.path.is_some())
            .map(|d| {
                let when = match d.kind.as_deref() {
                    Some("dev") => When::Test,
                    Some("build") => When::Build,
                    _ if d.optional => When::Optional,
                    _ => When::Always,
                };
                (d.name, when)
            })
            .collect();
        let folder = raw.manifest_path.parent().map(Path::to_path_buf).unwrap_or_default();
        Self { folder, uses }
    }
}

/// The cargo that runs this tool, or the one on the path.
pub fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// The files below `folder` that belong to the repository: no hidden ones, nothing built or installed.
pub fn files_below(folder: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| {
            let name = entry.file_name().to_string_lossy();
            entry.depth() == 0
                || !(name.starts_with('.')
                    || matches!(&*name, "target" | "node_modules" | "test-results" | "screenshots"))
        })
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
}

//! Which Rust compiles for WebAssembly: rustup's where it has or can add the target, else Debian's `rustc-web`.
//!
//! A closed network may let cargo through and not rustup. Debian's compiler then builds the standard library from its
//! own source package; it stands beside rustup's and is used for nothing else.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use super::FRONTEND;
use crate::say;
use crate::trouble::{During as _, Outcome, trouble};
use crate::workspace::cargo;

const TARGET: &str = "wasm32-unknown-unknown";
const PROFILE: &str = "wasm";
/// Debian's compiler, its source of the standard library, and what they need beside a linker.
const DEBIAN_PACKAGES: &str = "rustc-web cargo-web rust-web-src rust-web-llvm";

/// A compiler that can make WebAssembly.
#[derive(Debug)]
pub enum Compiler {
    /// rustup's toolchain, with the target installed.
    Rustup,
    /// Debian's toolchain in `/usr/bin`, with this linker.
    Debian {
        /// `wasm-ld` of the LLVM version that the compiler was built with.
        linker: PathBuf,
    },
}

/// Finds one. `ABHYAS_WASM_RUST=debian` or `=rustup` decides where both would do.
///
/// # Errors
/// When there is none, with the line that installs it.
pub fn find(root: &Path) -> Outcome<Compiler> {
    let wish = std::env::var("ABHYAS_WASM_RUST").unwrap_or_default();
    if wish != "debian" && rustup_has_target(root) {
        return Ok(Compiler::Rustup);
    }
    if wish == "rustup" {
        return Err(trouble(format!("rustup can not add {TARGET} here")));
    }
    debian()
}

fn rustup_has_target(root: &Path) -> bool {
    let rustup = |words: &[&str]| Command::new("rustup").args(words).current_dir(root).stderr(Stdio::null()).output();
    let installed = || {
        rustup(&["target", "list", "--installed"])
            .is_ok_and(|o| String::from_utf8_lossy(&o.stdout).lines().any(|l| l == TARGET))
    };
    if installed() {
        return true;
    }
    if Command::new("rustup").arg("--version").output().is_err() {
        return false;
    }
    say(format_args!("wasm: asking rustup for {TARGET}"));
    rustup(&["target", "add", TARGET]).is_ok_and(|o| o.status.success()) && installed()
}

fn debian() -> Outcome<Compiler> {
    let source = Path::new("/usr/lib/rustlib/src/rust/library/std");
    let Some(major) = llvm_major() else {
        return Err(trouble(format!(
            "no Rust that compiles for {TARGET}: as root, apt-get install {DEBIAN_PACKAGES} {}",
            linker_package(None)
        )));
    };
    let linker = PathBuf::from(format!("/usr/bin/wasm-ld-{major}"));
    if source.exists() && linker.exists() {
        return Ok(Compiler::Debian { linker });
    }
    Err(trouble(format!(
        "Debian's Rust lacks its source or its linker: as root, apt-get install {DEBIAN_PACKAGES} {}",
        linker_package(Some(major))
    )))
}

/// The major version of the LLVM in Debian's compiler; `None` where that compiler is not installed.
fn llvm_major() -> Option<u32> {
    let output = Command::new("/usr/bin/rustc").arg("-vV").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.lines().find_map(|line| line.strip_prefix("LLVM version: "))?.split('.').next()?.parse().ok()
}

/// The linker's package: the one for this LLVM, or the newest that apt knows.
fn linker_package(major: Option<u32>) -> String {
    let newest = || {
        let output = Command::new("apt-cache").args(["search", "--names-only", "^lld-[0-9]+$"]).output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        text.lines().filter_map(|line| line.strip_prefix("lld-")?.split(' ').next()?.parse::<u32>().ok()).max()
    };
    major.or_else(newest).map_or_else(|| "lld".to_owned(), |number| format!("lld-{number}"))
}

impl Compiler {
    /// What it is called in messages.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Rustup => "rustup's Rust",
            Self::Debian { .. } => "Debian's Rust (standard library from source)",
        }
    }

    /// The compiler's version, whole: another compiler makes another module.
    ///
    /// # Errors
    /// When the compiler can not be started.
    pub fn version(&self) -> Outcome<String> {
        let compiler = match self {
            Self::Rustup => "rustc",
            Self::Debian { .. } => "/usr/bin/rustc",
        };
        let output = Command::new(compiler).arg("-vV").output().during(compiler)?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Compiles the frontend and gives the path of the module.
    ///
    /// One target folder and one profile serve development and CI alike, for the standard library is built once for each.
    ///
    /// # Errors
    /// When cargo fails; its own words are on the terminal by then.
    pub fn build(&self, root: &Path) -> Outcome<PathBuf> {
        if !self.cargo(root, "build", &[FRONTEND])?.success() {
            return Err(trouble(format!("{FRONTEND} does not compile for {TARGET}")));
        }
        Ok(folder(root).join(TARGET).join(PROFILE).join(format!("{}.wasm", FRONTEND.replace('-', "_"))))
    }

    /// Checks that crates compile for the browser, without making anything.
    ///
    /// # Errors
    /// When one does not; the compiler's own words are on the terminal by then.
    pub fn check(&self, root: &Path, packages: &[&str]) -> Outcome<()> {
        if self.cargo(root, "check", packages)?.success() {
            return Ok(());
        }
        Err(trouble(format!("{} must compile for {TARGET}", packages.join(", "))))
    }

    fn cargo(&self, root: &Path, verb: &str, packages: &[&str]) -> Outcome<ExitStatus> {
        let mut command = match self {
            Self::Rustup => Command::new(cargo()),
            Self::Debian { linker } => {
                let mut command = Command::new("/usr/bin/cargo");
                command.args(["-Z", "build-std=std,panic_abort"]);
                command.env("RUSTC", "/usr/bin/rustc").env("RUSTC_BOOTSTRAP", "1");
                command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
                // What the cargo that started this tool left for its own compiler.
                for name in ["RUSTUP_TOOLCHAIN", "RUSTDOC", "CARGO", "LD_LIBRARY_PATH"] {
                    command.env_remove(name);
                }
                command
            }
        };
        command.args([verb, "--locked", "--target", TARGET, "--profile", PROFILE, "--target-dir"]);
        command.arg(folder(root)).current_dir(root);
        for package in packages {
            command.args(["--package", package]);
        }
        command.status().during("starting cargo")
    }
}

/// The target folder of everything for the browser.
fn folder(root: &Path) -> PathBuf {
    root.join("target/wasm")
}

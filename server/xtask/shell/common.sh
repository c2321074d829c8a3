# shellcheck shell=bash
# What ./run and ./test share: visible stages, and getting what is missing. Sourced by bash, from the top folder.
# Nothing is put outside the repository's own ignored folders but by the machine's package manager.

export DEBIAN_FRONTEND=noninteractive
CARGO=${CARGO:-cargo}
# A Rust of which edition and lints the workspace is sure (rust-version in Cargo.toml).
RUST_AT_LEAST=1.95

say() { printf '%s\n' "$@" >&2; }
fail() { say "" "$1"; shift; for line in "$@"; do say "  $line"; done; exit 1; }

# stage NAME COMMAND…: runs a step under a headline and says how long it took. The step runs under `set -e`, so it
# must not stand in a condition here; what failed is said by `ended`, which the scripts trap at their exit.
STAGE=
stage() {
  local started=$SECONDS
  STAGE=$1
  shift
  say "" "== $STAGE"
  "$@"
  say "== $STAGE: done in $((SECONDS - started)) s"
  STAGE=
}

# ended STATUS: names the step in which the script stopped.
ended() { if [ "$1" != 0 ] && [ -n "$STAGE" ]; then say "" "== $STAGE: FAILED"; fi; }

# Whether root's work can be done from here: as root, or through sudo.
can_be_root() { [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; }; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo env DEBIAN_FRONTEND=noninteractive "$@"; fi; }

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

APT_FRESH=
apt_fresh() {
  if [ -z "$APT_FRESH" ] && can_be_root; then
    as_root apt-get update -qq >&2
    APT_FRESH=1
  fi
}

MISSING=()
# want WHY NAME…: notes those Debian packages that are not there yet, and says why they are needed.
want() {
  local why=$1 name
  shift
  for name in "$@"; do
    if ! installed "$name" && [[ " ${MISSING[*]} " != *" $name "* ]]; then
      MISSING+=("$name")
      say "missing: $name ($why)"
    fi
  done
}

# Installs what was noted; who may not install gets the one line to pass on.
get_wanted() {
  if [ ${#MISSING[@]} = 0 ]; then return; fi
  command -v apt-get >/dev/null || fail "This is no Debian: install ${MISSING[*]} by hand, then start again."
  can_be_root || fail "Have this typed as root, then start again:" "apt-get update && apt-get install -y ${MISSING[*]}"
  say "installing ${MISSING[*]}"
  apt_fresh
  as_root apt-get install -y -qq --no-install-recommends "${MISSING[@]}" | sed -n 's/^Setting up \([^ ]*\).*/  \1/p' >&2 || fail "apt-get could not install ${MISSING[*]}"
  MISSING=()
}

# newer_or_same WANTED VERSION
newer_or_same() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

rust_version() { "$1" --version 2>/dev/null | cut -d ' ' -f 2; }

# Rust for the server: the one that is there when it is new enough, else Debian's own (rustc-web, from bookworm-security).
want_rust() {
  want "C parts of SQLite, compression and cryptography" gcc libc6-dev
  want "crates.io is reached by HTTPS" ca-certificates
  if newer_or_same $RUST_AT_LEAST "$(rust_version "$CARGO")"; then return; fi
  if command -v rustup >/dev/null; then
    say "rustup's Rust is older than $RUST_AT_LEAST: updating it"
    if rustup update stable >&2 && newer_or_same $RUST_AT_LEAST "$(rust_version cargo)"; then return; fi
  fi
  want "Rust $RUST_AT_LEAST or newer" rustc-web cargo-web
  CARGO=/usr/bin/cargo
  export RUSTC=/usr/bin/rustc
}

# After `get_wanted`.
check_rust() {
  newer_or_same $RUST_AT_LEAST "$(rust_version "$CARGO")" ||
    fail "This Rust is $(rust_version "$CARGO"), Abhyas needs $RUST_AT_LEAST." "Install Rust from https://rustup.rs and start again."
}

rustup_knows_wasm() {
  command -v rustup >/dev/null || return 1
  rustup target list --installed 2>/dev/null | grep -qx wasm32-unknown-unknown || rustup target add wasm32-unknown-unknown >/dev/null 2>&1
}

# What turns the islands into WebAssembly. rustup's target where it can be had; else Debian's Rust builds it all from source,
# with the linker of the LLVM that this Rust was made with.
want_wasm_tools() {
  local why="Rust for WebAssembly, as rustup has no such target here"
  if ! rustup_knows_wasm; then
    want "$why" rustc-web cargo-web rust-web-src rust-web-llvm
    llvm() { apt-cache depends rust-web-llvm 2>/dev/null | sed -n 's/.*Depends: llvm-\([0-9]*\)$/\1/p' | head -n 1; }
    if [ -z "$(llvm)" ]; then apt_fresh; fi
    want "$why" "lld-$(llvm)"
  fi
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then want "wasm-opt, which makes the WebAssembly small" nodejs npm; fi
}

build_islands() { "$CARGO" run --locked --package abhyas-xtask -- wasm; }

# What ./run and ./test share: visible stages, and getting what is missing. Sourced by bash, from the top folder.
# Nothing is put outside the repository's own ignored folders but by the machine's package manager.

export DEBIAN_FRONTEND=noninteractive
CARGO=${CARGO:-cargo}
# A Rust of which edition and lints the workspace is sure (rust-version in Cargo.toml).
RUST_AT_LEAST=1.95

say() { printf '%s\n' "$*" >&2; }
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

# as_root WHY COMMAND…: as the administrator, through sudo where one is needed; without either it says what to type.
as_root() {
  local why=$1
  shift
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then sudo env DEBIAN_FRONTEND=noninteractive "$@"
  else fail "$why needs the administrator. Have this typed as root, then start again:" "$*"
  fi
}

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

APT_FRESH=
# packages WHY NAME…: installs those Debian packages that are not there yet, and says what and why.
packages() {
  local why=$1 missing=() name
  shift
  for name in "$@"; do installed "$name" || missing+=("$name"); done
  [ ${#missing[@]} = 0 ] && return
  command -v apt-get >/dev/null || fail "$why needs ${missing[*]}: this is no Debian, so install them by hand and start again."
  say "installing ${missing[*]} ($why)"
  if [ -z "$APT_FRESH" ]; then
    as_root "$why" apt-get update -qq >&2
    APT_FRESH=1
  fi
  as_root "$why" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null || fail "apt-get could not install ${missing[*]} ($why)"
}

# newer_or_same WANTED VERSION
newer_or_same() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

rust_version() { "$1" --version 2>/dev/null | cut -d ' ' -f 2; }

# Rust for the server: the one that is there when it is new enough, else Debian's own (rustc-web, from bookworm-security).
need_rust() {
  packages "C parts of SQLite, compression and cryptography" gcc libc6-dev
  newer_or_same $RUST_AT_LEAST "$(rust_version "$CARGO")" && return
  if [ "$CARGO" = cargo ] && command -v rustup >/dev/null; then
    say "rustup's Rust is older than $RUST_AT_LEAST: updating it"
    rustup update stable >&2 && newer_or_same $RUST_AT_LEAST "$(rust_version cargo)" && return
  fi
  packages "Rust $RUST_AT_LEAST or newer, to build Abhyas" rustc-web cargo-web
  CARGO=/usr/bin/cargo
  export RUSTC=/usr/bin/rustc
  newer_or_same $RUST_AT_LEAST "$(rust_version $CARGO)" || fail "Debian's Rust is $(rust_version $CARGO), Abhyas needs $RUST_AT_LEAST." "Install Rust from https://rustup.rs and start again."
}

# What turns the islands into WebAssembly. rustup's target where it can be had; else Debian's Rust builds it all from source.
need_wasm_tools() {
  if ! { command -v rustup >/dev/null && { rustup target list --installed 2>/dev/null | grep -qx wasm32-unknown-unknown || rustup target add wasm32-unknown-unknown >/dev/null 2>&1; }; }; then
    packages "Rust for WebAssembly, as rustup has no such target here" rustc-web cargo-web rust-web-src rust-web-llvm
    local major
    major=$(/usr/bin/rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')
    packages "the linker of that Rust" "lld-$major"
  fi
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then packages "wasm-opt, which makes the WebAssembly small" nodejs npm; fi
}

build_islands() { "$CARGO" run --quiet --locked --package abhyas-xtask -- wasm; }

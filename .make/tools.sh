#!/usr/bin/env bash
# Puts in place what the build and the tests need; does nothing, quickly, when it is there.
#   tools.sh rust     the compiler, wasm target, rustfmt, clippy
#   tools.sh build    trunk, wasm-bindgen and wasm-split, compiled once into $SIUSS_TOOLS
#   tools.sh browser  Chromium, its driver, xmllint (Debian packages)
#   tools.sh browsers Firefox; WebKit's small browser, its driver, a screen for it (Debian packages)
#   tools.sh packer   zip (a Debian package)
#   tools.sh deny     cargo-deny, compiled once into $SIUSS_TOOLS
#   tools.sh office   LibreOffice's sheets (a Debian package), where it can be had
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }
die() { say "$*"; exit 1; }
has() { command -v "$1" >/dev/null; }

# The version of a package in Cargo.lock.
locked() { awk -v name="\"$1\"" '$1 == "name" { found = ($3 == name) } found && $1 == "version" { gsub("\"", "", $3); print $3; exit }' Cargo.lock; }

debian() { # debian "what for" package...
  local why=$1; shift
  local sudo=()
  [ "$(id -u)" = 0 ] || sudo=(sudo)
  has apt-get || die "$why: please install $* (or their equivalents) and run this again."
  [ "$(id -u)" = 0 ] || has sudo || die "$why: please install as root: apt-get install $*"
  say "$why: installing $*"
  "${sudo[@]}" apt-get update -q >&2
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "$@" >&2 \
    || die "$why: please install $* and run this again."
}

rust() {
  has rustup || has cargo || die "Rust is missing: install it from https://rustup.rs and run this again."
  if ! has cc; then debian "Rust needs a linker" gcc libc6-dev; fi
  if has rustup; then
    # The toolchain of rust-toolchain.toml, with its components and target.
    rustup show active-toolchain >/dev/null 2>&1 || rustup toolchain install
    local here; here=$(rustup target list --installed; rustup component list --installed)
    grep -qx wasm32-unknown-unknown <<<"$here" || rustup target add wasm32-unknown-unknown
    grep -q '^rustfmt' <<<"$here" || rustup component add rustfmt
    grep -q '^clippy' <<<"$here" || rustup component add clippy
  fi
}

# Compiling the tools with few optimisations takes a third of the time, and they are fast enough.
install() { # install optimisation-level crate version flags...
  local level=$1 crate=$2 version=$3; shift 3
  say "Compiling $crate $version into $SIUSS_TOOLS (once, some minutes)"
  env -u CARGO_TARGET_DIR -u RUSTFLAGS \
    CARGO_PROFILE_RELEASE_OPT_LEVEL="$level" CARGO_PROFILE_RELEASE_LTO=off \
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS=256 CARGO_PROFILE_RELEASE_DEBUG=0 \
    cargo install --quiet --force --root "$SIUSS_TOOLS" "$@" "$crate@$version"
}

is() { has "$1" && [ "$("$1" --version 2>/dev/null | awk '{print $2}')" = "$2" ]; }

build() {
  local trunk=0.21.14 split=0.2.4 bindgen; bindgen=$(locked wasm-bindgen)
  is trunk "$trunk" || install 0 trunk "$trunk" --locked
  # Not --locked: the lock file of this version names a crate that was withdrawn.
  if ! is wasm-bindgen "$bindgen" || ! is wasm-bindgen-test-runner "$bindgen"; then install 1 wasm-bindgen-cli "$bindgen"; fi
  # It does not tell its version itself.
  grep -qs "\"wasm_split_cli_support $split " "$SIUSS_TOOLS/.crates.toml" \
    || install 1 wasm_split_cli_support "$split" --locked --features build-binary
}

browser() {
  local missing=()
  [ -n "${CHROMIUM:-}" ] || has chromium || has chromium-browser || has google-chrome || missing+=(chromium)
  has "${CHROMEDRIVER:-chromedriver}" || missing+=(chromium-driver)
  has xmllint || missing+=(libxml2-utils)
  [ ${#missing[@]} = 0 ] || debian "The browser tests" "${missing[@]}"
}

browsers() {
  local missing=()
  [ -n "${FIREFOX:-}" ] || has firefox-esr || has firefox || missing+=(firefox-esr)
  has WebKitWebDriver || missing+=(webkit2gtk-driver)
  has Xvfb || missing+=(xvfb)
  [ ${#missing[@]} = 0 ] || debian "The tests in other browsers" "${missing[@]}"
}

deny() {
  local version=0.20.2
  is cargo-deny "$version" || install 0 cargo-deny "$version" --locked
}

# Large, and only a judge more: where it cannot be had its tests say "skipped".
office() { if ! has soffice; then (debian "Sheets of LibreOffice" libreoffice-calc-nogui) || say "Without LibreOffice: its tests are skipped."; fi; }

packer() { if ! has zip; then debian "A release" zip; fi; }

"$@"

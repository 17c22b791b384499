# Two commands matter: `make serve` and `make test`. Both install what is missing.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.NOTPARALLEL:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# Compiled tools live outside the clone, so that a new clone finds them ready.
export SIUSS_TOOLS ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/siuss-kit/tools
# .make/bin first: its wasm-bindgen splits the page. Then node_modules/.bin: its wasm-opt is current, while Debian's (108)
# writes modules that do not start.
export PATH := $(CURDIR)/.make/bin:$(CURDIR)/node_modules/.bin:$(SIUSS_TOOLS)/bin:$(HOME)/.cargo/bin:$(PATH)
# Named, lest a machine with several drivers takes another one.
export CHROMEDRIVER ?= chromedriver
export WASM_BINDGEN_TEST_WEBDRIVER_JSON := $(CURDIR)/tests/web/webdriver.json
export WASM_BINDGEN_TEST_TIMEOUT ?= 120
PORT ?= 8080
# The time that a release bears: that of its commit.
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct)

# What users download tells nothing of the machine it was built on.
REGISTRY := $(or $(CARGO_HOME),$(HOME)/.cargo)/registry/src
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS := --remap-path-prefix=$(CURDIR)=siuss-kit --remap-path-prefix=$(REGISTRY)=crates

WASM := --target wasm32-unknown-unknown
# Marks of what was installed or built last; make compares their age with that of the sources.
MARKS := target/marks
SOURCES := $(shell find src style index.html build.rs rust-toolchain.toml Trunk.toml Cargo.toml Cargo.lock .cargo .make -type f -not -path 'style/built/*')

.PHONY: help serve test dist release packer bench fuzz torture fmt lint deny test-native test-web test-e2e test-browsers budgets rust browser browsers office clean

help: ## this list
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-13s %s\n", $$1, $$2 }'

serve: dist ## build, and serve the page on this computer (PORT=8080)
	@node .make/serve.mjs $(PORT)

test: fmt lint deny test-native test-web test-e2e test-browsers budgets ## everything that must hold before a change is merged
	@echo "All checks passed."

dist: dist/index.html ## build dist/, which any static file server can serve, and in it the same page in one file

release: dist packer ## release/: dist.zip, the page in one file, their sums, what they are made of
	.make/release.sh dist release

bench: $(MARKS)/node $(MARKS)/fetched $(MARKS)/build browser ## measure against SheetJS and xmllint
	env -u NO_COLOR trunk --config benches/browser/Trunk.toml build --release
	node benches/browser/run.mjs

fuzz: $(MARKS)/fetched ## hostile files under a clock, then mutated ones (FUZZ_MINUTES=5; FUZZ_SEED repeats a run)
	cargo test --profile fuzz --test hostile -- --include-ignored --test-threads=1 --nocapture

torture: $(MARKS)/node browser dist ## kill the browser while it writes, wipe what it keeps (TORTURE_KILLS=200; TORTURE_WIPES=50; TORTURE_SEED; TORTURE_ONLY=Unisci)
	node --test-reporter=spec tests/torture/torture.mjs

fmt: rust ## check the format of the Rust code
	cargo fmt --check
	@# A macro lists these, so cargo does not find them.
	rustfmt --edition 2024 --check src/validation/rules/*.rs

lint: $(MARKS)/fetched ## clippy, native and wasm, no warnings allowed
	cargo clippy --all-targets --all-features -- -D warnings
	cargo clippy $(WASM) --lib --bins --all-features -- -D warnings

# What is known of crates changes by itself, and is asked of the network; where there is none it is said, and the rest holds.
deny: $(MARKS)/fetched $(MARKS)/deny ## licences, sources and known faults of the crates
	cargo deny --offline --log-level error check licenses bans sources
	if cargo deny --log-level error fetch db; then cargo deny --offline --log-level error check advisories; \
	else echo "skipped: the advisories, which could not be fetched"; fi

test-native: $(MARKS)/fetched browser office ## the library's tests (xmllint judges the XML, LibreOffice writes sheets)
	cargo test

test-web: $(MARKS)/fetched $(MARKS)/build browser ## tests that run inside a browser
	cargo test $(WASM) --test web

# One after the other: a browser takes two cores by itself, and some tests make the processor six times slower besides.
test-e2e: $(MARKS)/node browser packer dist ## an operator's tasks on dist/, in Chromium
	node --test --test-reporter=spec --test-concurrency=1 tests/e2e/*.test.mjs

test-browsers: $(MARKS)/node browser browsers dist ## an office's weekly tasks on dist/, in Firefox and in WebKit, Safari's engine
	node --test --test-reporter=spec --test-concurrency=1 tests/browsers/*.test.mjs

budgets: dist ## what the browser has to download, and whether it is too much
	node .make/budgets.mjs

clean: ## forget what was built here (not the tools)
	rm -rf dist release target style/built node_modules

# ---- what the above needs ----

rust: $(MARKS)/rust

browser browsers packer office:
	@.make/tools.sh $@

$(MARKS)/rust: .make/tools.sh
	.make/tools.sh rust
	@mkdir -p $(@D) && touch $@

# The marks of the tools name the clone's needs; the tools themselves are shared between clones.
$(MARKS)/build: .make/tools.sh Cargo.lock | $(MARKS)/rust
	.make/tools.sh build
	@touch $@

$(MARKS)/deny: .make/tools.sh | $(MARKS)/rust
	.make/tools.sh deny
	@touch $@

# Trunk works offline, so that it never downloads a tool by itself: the crates must be here before.
$(MARKS)/fetched: Cargo.lock | $(MARKS)/rust
	cargo fetch --locked
	@touch $@

$(MARKS)/node: package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund
	@mkdir -p $(@D) && touch $@

$(MARKS)/style: $(MARKS)/node .make/styles.mjs src/ui/components/icon.rs $(shell find style -type f -not -path 'style/built/*')
	node .make/styles.mjs
	@touch $@

dist/index.html: $(SOURCES) $(MARKS)/style $(MARKS)/fetched $(MARKS)/build
	env -u NO_COLOR trunk build --release
	node .make/notices.mjs
	node .make/single.mjs

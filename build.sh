#!/usr/bin/env bash
# Sets up what is missing, builds, serves, tests and measures. Every verb can be repeated: finished work is skipped.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly WASM_TARGET=wasm32-unknown-unknown
readonly NO_STD_TARGET=wasm32v1-none
readonly WASM=target/$WASM_TARGET/release/exchange_log_viewer.wasm
readonly ENGINE=target/engine
readonly DECLARATION=www/src/contract/engine.ts
readonly BIN=www/node_modules/.bin
# Programs that this script installs, for all copies of the source: `rm -r` of the folder removes them.
readonly TOOLS=${XDG_CACHE_HOME:-$HOME/.cache}/exchange-log-viewer
readonly DENY_VERSION=0.20.2
readonly FUZZ_VERSION=0.13.2
# Version and commit of what is built.
readonly BUILD=target/build.json
# WebAssembly features that every recent browser has; wasm-opt may use no others.
readonly WASM_FEATURES=(
  --enable-simd --enable-bulk-memory --enable-bulk-memory-opt --enable-nontrapping-float-to-int --enable-sign-ext
  --enable-mutable-globals --enable-reference-types --enable-multivalue
)

# Prints the verbs.
usage() {
  cat <<'TEXT'
Usage: ./build.sh <verb>

  build          dist/exchange-log-viewer.html (one file) and dist/site/ (a folder for hosts with a strict policy)
  run            build, then serve dist/site/ on 127.0.0.1 (port 8080 or the next free one)
  release        dist/exchange-log-viewer-<version>.zip: both builds, notices, bill of materials, checksums
  check          format, lints, types, documentation and licences, without running any test
  test           check, all tests, build, and the built page in Chromium and Firefox, a little also in WebKit
  fuzz [minutes] [target]
                 fuzz the engine, all targets (default) or one, for that time in all (default 5 minutes)
  bench [bytes]  measure the built page on generated logs (default 1000000000) against the budgets
  bench growth   measure how cost grows with the input: four times of anything may cost six times as much
  profile [bytes]
                 count the instructions of opening as many bytes (default 30000000) of transport logs, and of every format
TEXT
}

# Prints an error and exits.
fail() {
  printf 'build.sh: %s\n' "$*" >&2
  exit 1
}

# Exits unless the second word is a number; the first says what it should be.
need_number() {
  [[ $2 =~ ^[0-9]+$ ]] || fail "not a number of $1: $2"
}

# Runs a command under a heading and prints how long it took. It is not guarded with ||, which would disable `set -e`
# inside it; the failed step is printed on exit.
step() {
  local began=$SECONDS
  STEP=$1
  shift
  printf '\n== %s\n' "$STEP"
  "$@"
  printf -- '-- %s: ok, %d s\n' "$STEP" $((SECONDS - began))
  STEP=
}

# Names the failed step, if any, and ends what was begun beside it.
report_failure() {
  local status=$?
  [[ $status -eq 0 || -z ${STEP:-} ]] || printf '\nFAILED: %s (exit status %d)\n' "$STEP" "$status" >&2
  [[ -z ${BUILDING:-} ]] || kill -- "-$BUILDING" 2>/dev/null || true
}
trap report_failure EXIT

# True if the file exists and none of the given files and folders is newer.
up_to_date() {
  local output=$1
  shift
  [[ -e $output ]] && [[ -z $(find "$@" -newer "$output" -print -quit) ]]
}

# --------------------------------------------------------------------------------------------------------- setup

# Exits with a plain sentence if a tool that this script cannot install is missing.
need() {
  command -v "$1" >/dev/null || fail "$1 is missing: $2"
}

# The two wasm targets: one for the page, one without std, which proves that the core needs none.
setup_targets() {
  need rustup 'install Rust from https://rustup.rs'
  local installed target
  installed=$(rustup target list --installed)
  for target in "$WASM_TARGET" "$NO_STD_TARGET"; do
    grep -qx "$target" <<<"$installed" || rustup target add "$target"
  done
}

# Version of wasm-bindgen that Cargo.toml pins.
bindgen_version() {
  sed -n 's/^wasm-bindgen = .*"=\([0-9.]*\)".*/\1/p' Cargo.toml
}

# The wasm-bindgen program of exactly the pinned version: from PATH, or installed.
setup_bindgen() {
  local wanted
  wanted=$(bindgen_version)
  [[ -n $wanted ]] || fail 'Cargo.toml does not pin wasm-bindgen'
  for BINDGEN in wasm-bindgen "$TOOLS/bin/wasm-bindgen"; do
    [[ $("$BINDGEN" --version 2>/dev/null || true) == "wasm-bindgen $wanted" ]] && return
  done
  install_tool wasm-bindgen-cli "$wanted"
}

# A subcommand of cargo, of that version. Unoptimised: these compile in half the time and are fast enough.
setup_subcommand() {
  [[ $("$TOOLS/bin/$1" --version 2>/dev/null || true) == "$1 $2" ]] || install_tool "$1" "$2" --debug
}

# Installs a program from crates.io, with the dependencies that its authors locked. A registry's copy may
# not have all of them yet; then with the newest compatible ones, which is said.
install_tool() {
  local tool=(cargo install "$1" --version "$2" --root "$TOOLS" --force "${@:3}")
  "${tool[@]}" --locked && return
  printf 'build.sh: the locked dependencies of %s are not all available; taking compatible ones\n' "$1" >&2
  "${tool[@]}"
}

# The page's tools, exactly as locked. Install scripts of packages are not run, so none can download anything.
setup_node() {
  need npm 'install Node 20.19 or later, from https://nodejs.org'
  local stamp=www/node_modules/.package-lock.json
  [[ $stamp -nt www/package-lock.json ]] && return
  (cd www && npm ci --ignore-scripts --no-audit --no-fund)
  touch "$stamp"
}

# Chromium, Firefox and WebKit (which needs a display) from the system's packages. Without permission to install packages,
# prints the command to run.
setup_browsers() {
  local missing=()
  command -v chromium >/dev/null || missing+=(chromium)
  command -v firefox-esr >/dev/null || missing+=(firefox-esr)
  command -v WebKitWebDriver >/dev/null || missing+=(webkit2gtk-driver)
  command -v Xvfb >/dev/null || missing+=(xvfb)
  ((${#missing[@]} == 0)) && return
  local command="apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
  if [[ $EUID -ne 0 ]] || ! command -v apt-get >/dev/null; then
    fail "the browser tests need ${missing[*]}; please run: sudo sh -c '$command'"
  fi
  DEBIAN_FRONTEND=noninteractive sh -c "$command"
}

# --------------------------------------------------------------------------------------------------------- build

# LLVM's measure of how large a function may be that is inlined wherever it is called, instead of 275. It takes an eighth of the
# WebAssembly away and no time: most callers are reports that are made once, and browsers inline what is called often.
readonly INLINED=100

# Compiles the engine, into the folder where the next steps look for it. Panic messages contain source paths; their local
# part is removed so that builds are reproducible.
compile_engine() {
  local cargo_home=${CARGO_HOME:-$HOME/.cargo} flags
  printf -v flags '%s\x1f' -Ctarget-feature=+simd128 "-Cllvm-args=-inline-threshold=$INLINED" \
    "--remap-path-prefix=$cargo_home=cargo" "--remap-path-prefix=$PWD=."
  CARGO_ENCODED_RUSTFLAGS=${flags%$'\x1f'} cargo rustc --release --locked --lib --crate-type cdylib \
    --target "$WASM_TARGET" --target-dir target --features wasm
}

# Generates the engine's JavaScript glue, and optimises its WebAssembly: twice, as the second time takes four kilobytes more off the
# page. Functions of similar names are similar, and pack better side by side: another eight.
bind_engine() {
  up_to_date "$ENGINE/done" "$WASM" build.sh "$DECLARATION" && return
  "$BINDGEN" --target web --out-dir "$ENGINE" --out-name engine "$WASM"
  declare_engine
  "$BIN/wasm-opt" -O3 -O3 --reorder-functions-by-name --strip-producers --strip-target-features "${WASM_FEATURES[@]}" "$ENGINE/engine_bg.wasm" -o "$ENGINE/engine_bg.wasm"
  touch "$ENGINE/done"
}

# The page is checked against wasm-bindgen's declaration of the engine's class, which is kept with the page so that
# types can be checked without building the engine. This asserts that it matches the engine just built, or updates it.
declare_engine() {
  {
    printf '// %s\n' "wasm-bindgen's declaration of the engine; \`UPDATE_GOLDEN=1 ./build.sh build\` updates it." \
      'biome-ignore-all format: generated' 'biome-ignore-all lint: generated'
    sed -e '/^\/\* [a-z]*lint/d' -e 's/^export class/export declare class/' -e '/Symbol.dispose/d' \
      -e '/^export type InitInput/,$d' "$ENGINE/engine.d.ts"
  } >"$ENGINE/declaration.ts"
  [[ -z ${UPDATE_GOLDEN:-} ]] || cp "$ENGINE/declaration.ts" "$DECLARATION"
  cmp -s "$ENGINE/declaration.ts" "$DECLARATION" ||
    fail "$DECLARATION is out of date; its header explains how to update it"
}

# Version and commit, for the page to show. The file is touched only when they change.
describe_build() {
  local version commit='' modified=false new
  version=$(sed -n '0,/^version = /s/^version = "\(.*\)"$/\1/p' Cargo.toml)
  # A copy of the source inside of another repository has no commit of its own.
  if [[ $(git rev-parse --show-toplevel 2>/dev/null || true) == "$PWD" ]]; then
    commit=$(git rev-parse HEAD)
    [[ -z $(git status --porcelain) ]] || modified=true
  fi
  printf -v new '{"version":"%s","commit":"%s","isModified":%s}' "$version" "$commit" "$modified"
  [[ $(cat "$BUILD" 2>/dev/null || true) == "$new" ]] || printf '%s\n' "$new" >"$BUILD"
}

# Writes both builds.
bundle_page() {
  describe_build
  up_to_date dist/exchange-log-viewer.html "$ENGINE/done" "$BUILD" Cargo.lock www/src www/build www/sample \
    www/index.html www/page.css www/package-lock.json && return
  node www/build/bundle.js "$ENGINE" "$BUILD" dist
}

# Everything up to the engine's WebAssembly, which the page's unit tests and both builds need.
build_engine() {
  setup_targets
  setup_bindgen
  setup_node
  compile_engine
  bind_engine
}

verb_build() {
  build_engine
  bundle_page
}

# One archive for people who do not build: only from a commit, so that everybody can make the same again.
verb_release() {
  describe_build
  grep -q '"commit":"[0-9a-f]\{40\}","isModified":false' "$BUILD" ||
    fail 'release: commit all changes first; a release names the commit that it can be made again from'
  verb_build
  node www/build/release.js dist "$BUILD"
}

verb_run() {
  verb_build
  exec node www/build/serve.js dist/site
}

# --------------------------------------------------------------------------------------------------------- tests

# The lints of the whole crate, as tested and as built for the page.
lint_rust() {
  cargo clippy --locked --all-targets -- -D warnings
  cargo clippy --locked --lib --features wasm --target "$WASM_TARGET" -- -D warnings
}

# The documentation for maintainers, including private items, with broken links as errors.
document_rust() {
  RUSTDOCFLAGS='-D warnings -A rustdoc::private_intra_doc_links' \
    cargo doc --locked --no-deps --all-features --document-private-items
}

# Types of the page and its unit tests, then of the tools and browser tests.
check_types() {
  "$BIN/tsc" --project www/tsconfig.json
  "$BIN/tsc" --project www/build/tsconfig.json
}

# Format and lints of all JavaScript, TypeScript, CSS and JSON.
lint_page() {
  (cd www && node_modules/.bin/biome ci .)
  "$BIN/biome" ci --config-path=www/biome.json tests/browser tests/bench
}

# Licences and origins of all crates (deny.toml) and npm packages. Known vulnerabilities are looked up in cargo's copy of
# the advisory database, where there is one: this script downloads none. The lock names crates of other systems too, which
# no build here downloads, and without them cargo-deny cannot read it.
check_packages() {
  cargo fetch --locked
  local checks=(bans licenses sources)
  if [[ -d ${CARGO_HOME:-$HOME/.cargo}/advisory-dbs ]]; then
    checks+=(advisories)
  else
    printf 'Advisories are not checked: there is no advisory database here (`cargo deny fetch` gets one).\n'
  fi
  "$TOOLS/bin/cargo-deny" --locked --offline check "${checks[@]}"
  node www/build/check-packages.js
}

verb_check() {
  setup_targets
  setup_node
  setup_subcommand cargo-deny "$DENY_VERSION"
  step 'rustfmt' cargo fmt --check
  step 'clippy' lint_rust
  step 'rustdoc' document_rust
  step 'tsc' check_types
  step 'biome' lint_page
  step 'packages' check_packages
}

# The page's unit tests, with the real engine.
test_units() {
  (cd www && node_modules/.bin/vitest run)
}

# Browser tests that ask how long the page is blocked, or how soon it answers: nothing else runs beside them.
readonly ALONE=(crowds exporting faults robustness)

# The built page in both browsers: two files at a time, as a test waits for most of its time.
test_browsers() {
  local file name alone=() others=()
  for file in tests/browser/*.test.mjs; do
    name=${file##*/}
    if [[ " ${ALONE[*]} " == *" ${name%.test.mjs} "* ]]; then alone+=("$file"); else others+=("$file"); fi
  done
  node --test --test-concurrency=2 "${others[@]}"
  node --test --test-concurrency=1 "${alone[@]}"
}

# Begins to build from nothing in a copy of this folder elsewhere, under a longer path. It takes as long as the tests of the engine,
# which leave a core idle now and then, as this does.
begin_build_elsewhere() {
  # Not by both at once.
  setup_targets
  setup_bindgen
  ELSEWHERE=$(mktemp -d)/a-folder-elsewhere
  mkdir "$ELSEWHERE"
  tar --exclude=./target --exclude=./dist --exclude=node_modules -cf - . | tar -xf - -C "$ELSEWHERE"
  # A process group of its own, which ends as a whole.
  set -m
  (cd "$ELSEWHERE" && exec ./build.sh build) >"$ELSEWHERE.log" 2>&1 &
  BUILDING=$!
  set +m
}

# Both builds have to be the same.
compare_builds() {
  wait "$BUILDING" || {
    cat "$ELSEWHERE.log" >&2
    fail 'the build elsewhere failed'
  }
  diff -rq --exclude="*.zip" dist "$ELSEWHERE/dist"
  rm -r "$(dirname "$ELSEWHERE")"
}

verb_test() {
  # The same inputs of property tests and of the fuzzer in every run: what fails here, fails there. `cargo test` and
  # `./build.sh fuzz` draw new ones each time.
  export LC_ALL=C TZ=UTC PROPTEST_RNG_SEED=${PROPTEST_RNG_SEED:-1}
  setup_browsers
  step 'the tools' begin_build_elsewhere
  verb_check
  step 'cargo test' cargo test --locked
  step 'core without std' cargo check --locked --lib --target "$NO_STD_TARGET"
  step 'build' verb_build
  step 'the same build elsewhere' compare_builds
  step 'fuzz' verb_fuzz 1
  step 'vitest' test_units
  step 'browsers' test_browsers
  printf '\nAll tests passed in %d s.\n' "$SECONDS"
}

# ---------------------------------------------------------------------------------------------------------- fuzz

# Each target with the longest input that it is given, in bytes.
readonly FUZZ_TARGETS=(lines:512 records:256 formats:1024 batches:1024 query:128 engine:3072)
readonly FUZZ=target/fuzz

# The logs among the fixtures, or those in a folder of theirs.
logs_in() {
  git ls-files "$1" | grep -v -e '/case\.json$' -e '/expected\.'
}

# The first inputs: the fixtures as files with their names, the beginnings of those that belong together, one of their
# lines in twenty, and queries.
write_seeds() {
  local seeds=$FUZZ/seeds log case separator number=0
  rm -rf "$seeds"
  mkdir -p "$seeds"/{lines,records,formats,batches,query,engine}
  while read -r log; do
    number=$((number + 1))
    cp "$log" "$seeds/lines/$number"
    { printf '%s\n' "${log##*/}"; cat "$log"; } >"$seeds/formats/$number"
    cp "$seeds/formats/$number" "$seeds/batches/$number"
    cp "$seeds/formats/$number" "$seeds/engine/$number"
    awk 'NR % 20 == 3' "$log" >"$seeds/records/$number"
  done < <(logs_in tests/fixtures)
  for case in tests/fixtures/*; do
    separator=
    while read -r log; do
      printf '%b%s\n' "$separator" "${log##*/}"
      head -c 1000 "$log"
      separator='\x1C'
    done < <(logs_in "$case" | head -n 3) >"$seeds/engine/${case##*/}"
  done
  split -l 1 -a 3 tests/fuzz/queries.txt "$seeds/query/"
}

# Fuzzes one target for some seconds, beginning with what was found before, and prints executions and coverage.
fuzz_target() {
  local target=$1 longest=$2 seconds=$3 dictionary=tests/fuzz/log.dict log=$FUZZ/$1.log
  [[ $target != query ]] || dictionary=tests/fuzz/query.dict
  mkdir -p "$FUZZ/corpus/$target" "$FUZZ/found"
  # Entropic scheduling would take most of the time: it counts each of 100,000 features for every input of the corpus.
  local options=(-dict="$dictionary" -max_len="$longest" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=4096 -entropic=0
    -seed="${PROPTEST_RNG_SEED:-0}")
  "$FUZZ/$(rustc -vV | sed -n 's/^host: //p')/release/$target" "${options[@]}" -print_final_stats=1 \
    -artifact_prefix="$FUZZ/found/$target-" "$FUZZ/corpus/$target" "$FUZZ/seeds/$target" "tests/fuzz/found/$target" >"$log" 2>&1 || {
    grep -v '^#' "$log" | tail -n 30 >&2
    fail "fuzz: $target failed; the input is in $FUZZ/found, the log is $log"
  }
  awk -v target="$target" '/ cov: / { for (i = 1; i < NF; i++) { if ($i == "cov:") cov = $(i + 1); if ($i == "ft:") features = $(i + 1) } }
    /number_of_executed_units/ { runs = $2 } /average_exec_per_sec/ { rate = $2 }
    END { printf "%-8s %11d executions, %7d a second, %6d edges, %7d features\n", target, runs, rate, cov, features }' "$log"
}

verb_fuzz() {
  local minutes=${1:-5} wanted=${2:-} entry chosen=()
  need_number minutes "$minutes"
  for entry in "${FUZZ_TARGETS[@]}"; do
    [[ -n $wanted && $wanted != "${entry%:*}" ]] || chosen+=("$entry")
  done
  ((${#chosen[@]} > 0)) || fail "fuzz: no such target: $wanted; there are ${FUZZ_TARGETS[*]%%:*}"
  need g++ 'install a C++ compiler; libFuzzer is compiled with it'
  setup_subcommand cargo-fuzz "$FUZZ_VERSION"
  # Without sanitizers, which need a nightly compiler: there is no unsafe code here for them to watch. Without calls at
  # every comparison, which would take half of the time; the dictionaries and the mutations know the values that matter.
  PATH="$TOOLS/bin:$PATH" cargo fuzz build --fuzz-dir tests/fuzz --target-dir "$FUZZ" --sanitizer none --no-trace-compares
  write_seeds
  for entry in "${chosen[@]}"; do
    fuzz_target "${entry%:*}" "${entry#*:}" $((minutes * 60 / ${#chosen[@]}))
  done
}

# --------------------------------------------------------------------------------------------------------- bench

# How the cost of everything in the engine grows with its input, natively; the names of cases, or parts of them, may be given.
measure_growth() {
  cargo build --release --locked --example growth
  target/release/examples/growth "$@"
}

verb_bench() {
  if [[ ${1:-} == growth ]]; then
    shift
    step 'growth, engine' measure_growth "$@"
    setup_browsers
    verb_build
    step 'growth, page' node tests/bench/growth-page.mjs "$@"
    return
  fi
  local bytes=${1:-1000000000}
  need_number bytes "$bytes"
  setup_browsers
  verb_build
  cargo build --release --locked --example generate-logs
  node tests/bench/bench.mjs "$bytes"
}

# ---------------------------------------------------------------------------------------------------------- profile

readonly PROFILE=target/profile

# Instructions for each byte: in all, by the folder or file of the source in which they were written, also where they were
# inlined into others, and by function. Reads a list of callgrind_annotate; gets the number of bytes.
instructions_per_byte() {
  awk -v bytes="$1" '
    match($0, /^ *[0-9,]+ /) && / \([ 0-9.]+%\) / {
      count = substr($0, 1, RLENGTH); gsub(/[ ,]/, "", count)
      if (/PROGRAM TOTALS/) { printf "0 %.2f in all\n", count / bytes; next }
      sub(/^ *[0-9,]+ \([ 0-9.]+%\) +/, ""); sub(/ \[[^]]*\]$/, "")
      file = $0; sub(/:.*/, "", file)
      name = $0; sub(/^[^:]*:/, "", name)
      part = "the standard library"
      if (match(file, /[a-z_0-9-]+-[0-9.]+\/src/)) part = substr(file, RSTART, RLENGTH - 4)
      else if (file ~ /^src\//) { split(file, folders, "/"); part = "src/" folders[2] }
      parts[part] += count; functions[name] += count
    }
    END {
      for (part in parts) printf "1 %.2f %s\n", parts[part] / bytes, part
      for (name in functions) printf "2 %.2f %s\n", functions[name] / bytes, name
    }' | sort -k1,1n -k2,2gr | awk '
    $1 != list { list = $1; lines = 0; printf list == 2 ? "\n" : "" }
    lines++ < 20 { value = $2; sub(/^[0-9] [0-9.]+ /, ""); printf "%9.2f  %s\n", value, $0 }'
}

# Opens generated logs under callgrind, natively and on one thread; further words are options of the generator.
profile_opening() {
  local name=$1 bytes=$2 logs=$PROFILE/$1-$2 out=$PROFILE/$1.callgrind programs=$PROFILE/release/examples files=() opened
  rm -rf "$logs"
  "$programs/generate-logs" "$logs" "$bytes" "${@:3}" >/dev/null
  mapfile -t files < <(find "$logs" -type f ! -name truth.json | sort)
  valgrind --tool=callgrind --callgrind-out-file="$out" "$programs/open-logs" "${files[@]}" 2>"$PROFILE/$name.log" | tee "$PROFILE/$name.read"
  opened=$(awk '{ print $1; exit }' "$PROFILE/$name.read")
  callgrind_annotate --threshold=100 --auto=no "$out" | instructions_per_byte "$opened"
}

verb_profile() {
  local bytes=${1:-30000000}
  need_number bytes "$bytes"
  need valgrind 'install it from the packages of the system'
  CARGO_PROFILE_RELEASE_DEBUG=line-tables-only cargo build --release --locked --target-dir "$PROFILE" --example generate-logs --example open-logs
  step 'transport logs' profile_opening logs "$bytes"
  step 'every format' profile_opening mix "$bytes" --mix all
}

main() {
  local verb=${1:-}
  [[ -n $verb ]] && shift
  case $verb in
    build | release | run | check | test | fuzz | bench | profile) "verb_$verb" "$@" ;;
    *)
      usage
      exit 2
      ;;
  esac
}

main "$@"

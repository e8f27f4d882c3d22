#!/bin/sh
# Looks for inputs that break what reads foreign bytes: fuzz.sh [SECONDS] [TARGET]; without a target, each in
# turn. Inputs that led to something new are kept in target/fuzz/corpus, and one that broke a target in
# target/fuzz/found: the target's program runs it again, given the file.
#
# libFuzzer is told by the compiler which branches an input took. The options for it are the same that cargo-fuzz
# gives; here they do without a nightly compiler, and so without its sanitizers: of unsafe code these targets
# have none.
set -eu
cd "$(dirname "$0")/.."
seconds=${1:-30}
targets=${2:-$(ls fuzz/fuzz_targets | sed 's/\.rs$//')}
host=$(rustc -vV | sed -n 's/^host: //p')
coverage="--cfg fuzzing -Cdebug-assertions -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4"
coverage="$coverage -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table"
coverage="$coverage -Cllvm-args=-sanitizer-coverage-trace-compares"

# With a target named, build scripts and macros are built without these options.
RUSTFLAGS=$coverage CARGO_TARGET_DIR=target/fuzz \
    cargo build --package netlab-fuzz --release --target "$host" --config 'profile.release.strip="none"'
mkdir -p target/fuzz/found
for target in $targets; do
    corpus=target/fuzz/corpus/$target
    mkdir -p "$corpus"
    # Where whole inputs are at hand, it begins with them.
    case $target in
        exercises) seeds=lessons/*/exercise.toml ;;
        markdown) seeds=lessons/*/README.md ;;
        *) seeds= ;;
    esac
    for seed in $seeds; do cp "$seed" "$corpus/$(echo "$seed" | tr / _)"; done
    if [ "$target" = records ]; then
        [ -x target/debug/netlab ] || cargo build --quiet
        rm -f "$corpus/tour"
        target/debug/netlab -q --record "$corpus/tour" tour >/dev/null
    fi
    echo "fuzz: $target, $seconds s"
    log=target/fuzz/$target.log
    if ! "target/fuzz/$host/release/$target" "$corpus" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 \
        -max_len=16384 -artifact_prefix="target/fuzz/found/$target-" >"$log" 2>&1; then
        tail -n 40 "$log"
        echo "FAILED: $target; see target/fuzz/found" >&2
        exit 1
    fi
    tail -n 1 "$log"
done

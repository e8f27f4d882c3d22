#!/bin/sh
# Runs all integration tests N times (50 unless told otherwise), every second time with all cores busy.
# Stops at the first failure and prints what that run printed.
set -eu
cd "$(dirname "$0")/.."
n_runs=${1:-50}
log=$(mktemp)
busy=
trap 'kill $busy 2>/dev/null || true; rm -f "$log"' EXIT
trap 'exit 130' INT TERM

# One line of JSON for each test program; libtest's own are in deps/, named after their file.
programs=$(cargo test --no-run --tests --message-format=json |
    sed -n 's/.*"kind":\["test"\].*"executable":"\([^"]*\)".*/\1/p')
[ -n "$programs" ] || { echo "no integration tests found" >&2; exit 2; }

run=1
while [ "$run" -le "$n_runs" ]; do
    if [ $((run % 2)) -eq 0 ]; then
        for _ in $(seq "$(getconf _NPROCESSORS_ONLN)"); do
            sh -c 'while :; do :; done' &
            busy="$busy $!"
        done
    fi
    for program in $programs; do
        if ! "$program" >"$log" 2>&1; then
            cat "$log"
            echo "run $run of $n_runs failed: $program" >&2
            exit 1
        fi
    done
    [ -z "$busy" ] || kill $busy
    busy=
    echo "run $run of $n_runs: all held"
    run=$((run + 1))
done

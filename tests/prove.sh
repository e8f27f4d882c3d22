#!/bin/sh
# Proves that no right program fails: judges every solution of every lesson, in every language, N times (20
# unless told otherwise) while all cores are busy. A second argument names one lesson, as in `framing`.
#
# Each run has a seed of its own, printed where it fails. What is done is kept in target/prove/done, so a proof
# that was interrupted goes on where it was; another netlab, or other programs, begin anew.
set -eu
cd "$(dirname "$0")/.."
n_runs=${1:-20}
only=${2:-}
place=target/prove
netlab=${NETLAB:-target/release/netlab}
mkdir -p "$place"
home=$(mktemp -d)
busy=
trap 'kill $busy 2>/dev/null || true; rm -rf "$home"' EXIT
trap 'exit 130' INT TERM

[ -n "${NETLAB:-}" ] || cargo build --release --quiet
what=$(cat "$netlab" lessons/*/solution/*/* | cksum)
if [ "$(head -n 1 "$place/done" 2>/dev/null)" != "$what" ]; then
    echo "$what" >"$place/done"
fi

# The command that runs a solution; what must be built is built once.
command_of() {
    case $1 in
        *.py) echo "python3 $1" ;;
        *.js) echo "node $1" ;;
        *.rs)
            program=$place/$(echo "$1" | tr / _).program
            [ "$program" -nt "$1" ] || rustc --edition 2024 -o "$program" "$1" || exit 2
            echo "$program" ;;
    esac
}

for _ in $(seq "$(getconf _NPROCESSORS_ONLN)"); do
    sh -c 'while :; do :; done' &
    busy="$busy $!"
done
run=1
while [ "$run" -le "$n_runs" ]; do
    for solution in lessons/*"$only"/solution/*/main.*; do
        grep -q "^$run $solution " "$place/done" && continue
        command=$(command_of "$solution")
        if ! command -v "${command%% *}" >/dev/null; then
            echo "skipped: ${command%% *} is not installed ($solution)"
            continue
        fi
        number=$(basename "${solution%/solution/*}")
        number=${number%%-*}
        seed=$((run * 1000 + ${number#0}))
        code=0
        # shellcheck disable=SC2086 # a command and its one argument
        NETLAB_HOME=$home "$netlab" --color never -q check "${number#0}" --seed "$seed" -- $command \
            >"$place/last.txt" 2>&1 || code=$?
        if [ "$code" -ne 0 ]; then
            cp "$place/last.txt" "$place/failed-$run-$(echo "$solution" | tr / _).txt"
            echo "FAILED: run $run, seed $seed, exit code $code: $solution"
            cat "$place/last.txt"
        fi
        echo "$run $solution $seed $code" >>"$place/done"
    done
    echo "run $run of $n_runs is done"
    run=$((run + 1))
done

# Its first line is what was proven.
awk -v only="$only/solution" 'NR > 1 && index($2, only) { n++; if ($4 != 0) { failed++; print "failed: run " $1 ", seed " $3 ", " $2 } }
    END { print n + 0 " runs, " failed + 0 " failed"; exit failed > 0 || n == 0 }' "$place/done"

#!/bin/sh
# Writes the licence of each crate that is linked into the program, and the texts that the crate brings.
# A crate that names a licence and brings no text is listed with its name.
set -eu
cd "$(dirname "$0")/.."
sources=${CARGO_HOME:-$HOME/.cargo}/registry/src
# A crate that stands in the tree again is marked (*), one that makes code at compile time (proc-macro).
crates=$(cargo tree --locked --edges normal --prefix none --format '{p}|{l}' |
    sed 's/ (\*)//; s/ (proc-macro)//' | LC_ALL=C sort -u | grep -v '^netlab ')
cat <<TEXT
What is linked into netlab, beside its own code: the Rust standard library (MIT OR Apache-2.0,
https://www.rust-lang.org/policies/licenses) and these crates, each with the texts that it brings.

TEXT
printf '%s\n' "$crates" | while IFS='|' read -r crate licence; do
    folder=$(printf '%s\n' "$crate" | sed 's/^\([^ ]*\) v\([^ ]*\).*/\1-\2/')
    printf '%s\n%s: %s\n\n' ======================================================================== "$crate" "$licence"
    n_texts=0
    for text in "$sources"/*/"$folder"/[Ll][Ii][Cc][Ee][Nn][SsCc][Ee]* "$sources"/*/"$folder"/COPYING* \
        "$sources"/*/"$folder"/NOTICE*; do
        [ -f "$text" ] || continue
        n_texts=$((n_texts + 1))
        printf -- '-- %s\n\n' "$(basename "$text")"
        cat "$text"
        echo
    done
    [ "$n_texts" -gt 0 ] || printf 'It brings no text of it.\n\n'
done

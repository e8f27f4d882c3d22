#!/bin/sh
# Holds that netlab compiles without a warning for systems that this one is not; nothing of it is run.
# Arguments say what of it, as cargo does (all of it where nothing is said): other-systems.sh --lib --bins
#
# Each system needs a standard library of its own. Where rustup has all of them, the usual compiler is used.
# Else Debian's compiler makes them from Debian's copy of the source. The two cannot be mixed, so the programs
# of the second are named in full, and each has a folder of its own under target/.
set -eu
cd "$(dirname "$0")/.."
systems=${SYSTEMS:-x86_64-pc-windows-gnu aarch64-apple-darwin x86_64-unknown-freebsd aarch64-unknown-linux-gnu}
[ $# -gt 0 ] || set -- --lib --bins --tests

has_all() {
    library=$(rustc --print sysroot)/lib/rustlib
    for system in $systems; do [ -d "$library/$system/lib" ] || return 1; done
}

# For Windows std names the functions of its DLLs, and dlltool makes of the names what a linker wants.
has_debian() {
    for file in /usr/bin/rustc /usr/bin/cargo-clippy /usr/lib/rustlib/src/rust/library /usr/bin/x86_64-w64-mingw32-dlltool; do
        [ -e "$file" ] || return 1
    done
}

# ring's build script compiles C even for a check. Nothing is linked here, so the program `true` does for a compiler.
targets=
for system in $systems; do
    targets="$targets --target $system"
    name=$(echo "$system" | tr - _)
    export "CC_$name=true" "AR_$name=true"
done
# shellcheck disable=SC2086 # several words
if has_all; then
    CARGO_TARGET_DIR=target/other cargo clippy "$@" $targets -- -D warnings
elif has_debian; then
    export RUSTC_BOOTSTRAP=1 RUSTC=/usr/bin/rustc CARGO=/usr/bin/cargo CARGO_TARGET_DIR=target/other-debian
    /usr/bin/cargo-clippy clippy "$@" -Zbuild-std=std,panic_abort $targets -- -D warnings
else
    echo "no standard library for: $systems" >&2
    echo "hint: rustup target add $systems" >&2
    echo "hint: or on Debian: apt-get install rustc-web cargo-web rust-web-src rust-web-clippy binutils-mingw-w64-x86-64" >&2
    exit 2
fi
echo "compiles without a warning: $systems"

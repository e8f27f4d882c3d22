#!/bin/sh
# Builds netlab for Windows and runs it under wine: texts, the tour, a server and its client, a chat, datagrams.
# That is not Windows, but its programs' loader, its sockets' calls and its console, as wine has them. What wine
# has not is not asked: who holds a port.
set -eu
cd "$(dirname "$0")/.."
for program in wine x86_64-w64-mingw32-gcc /usr/bin/cargo /usr/bin/rustc nc; do
    command -v "$program" >/dev/null || {
        echo "$program is missing" >&2
        echo "hint: on Debian: apt-get install wine64 wine gcc-mingw-w64-x86-64-posix rustc-web cargo-web rust-web-src" >&2
        exit 2
    }
done
RUSTC_BOOTSTRAP=1 RUSTC=/usr/bin/rustc CARGO_TARGET_DIR=target/windows CARGO_PROFILE_DEV_DEBUG=0 \
    /usr/bin/cargo build --bin netlab -Zbuild-std=std,panic_unwind --target x86_64-pc-windows-gnu
folder=$PWD/target/windows/x86_64-pc-windows-gnu/debug

# Wine 8 lacks the DLL that std asks for random bytes; one of its other DLLs has the same thing by an older name.
cat >"$folder/prng.c" <<'C'
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T n) { return SystemFunction036(bytes, (ULONG)n); }
C
x86_64-w64-mingw32-gcc -shared -O2 -o "$folder/bcryptprimitives.dll" "$folder/prng.c" -ladvapi32

place=$(mktemp -d)
export WINEPREFIX="$place/prefix" WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=" NO_COLOR=1
started=
clean() {
    for pid in $started; do kill "$pid" 2>/dev/null || true; done
    wineserver -k 2>/dev/null || true
    rm -rf "$place"
}
trap clean EXIT
trap 'exit 130' INT TERM

fail() {
    echo "FAILED: $1" >&2
    for file in "$place"/*.txt; do echo "--- ${file##*/}" >&2; cat "$file" >&2; done
    exit 1
}
# netlab.exe with a limit that nothing here comes near.
netlab() { timeout 120 wine "$folder/netlab.exe" "$@" 2>&1 | tr -d '\r'; }
# says TEXT COMMAND...: what the command prints has this text.
says() {
    wanted=$1
    shift
    netlab "$@" >"$place/said.txt" || true
    grep -qF -- "$wanted" "$place/said.txt" || fail "netlab $* does not say: $wanted"
    echo "ok: netlab $*"
}
# starts FILE COMMAND...: runs it beside us, and waits until it says where it listens; the port is left in $port.
starts() {
    file=$place/$1.txt
    shift
    timeout 120 wine "$folder/netlab.exe" "$@" >"$file" 2>&1 &
    started="$started $!"
    last=$!
    port=
    until [ -n "$port" ]; do
        port=$(sed -n 's/.*\(listening\|receiving\) on [^ ;]*:\([0-9]*\);.*/\2/p' "$file" | head -n 1)
        kill -0 "$last" 2>/dev/null || [ -n "$port" ] || fail "netlab $* ended without listening"
        sleep 0.1
    done
}
# ends FILE TEXT: the program that was started last ends well, and has said this.
ends() {
    wait "$last" || fail "$1 ended badly"
    grep -qF -- "$2" "$place/$1.txt" || fail "$1 does not say: $2"
    echo "ok: $1"
}

wineboot -i >/dev/null 2>&1 || true
says "netlab " --version
says "ECONNREFUSED" explain ECONNREFUSED
says "All of this took" tour
starts server tcp-server --once 127.0.0.1:0
says "hello from wine" tcp-client --message "hello from wine" "127.0.0.1:$port"
ends server "hello from wine"
starts receiver udp-recv --reply ack --count 1 127.0.0.1:0
says "ack" udp-send --wait 20000 "127.0.0.1:$port" hello
ends receiver "hello"
starts room chat-server 127.0.0.1:0
printf 'here is a Windows program\n' | netlab -q chat-client --name wine "127.0.0.1:$port" >"$place/member.txt"
printf 'and here is nc\n' | nc -N 127.0.0.1 "$port" >"$place/nc.txt" || fail "nc was not let in"
grep -qF "is now wine" "$place/member.txt" || fail "the member was not named"
echo "ok: a chat room, with a member of ours and nc"
echo "Windows, as wine has it: all of this works"

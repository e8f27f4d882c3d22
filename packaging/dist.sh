#!/bin/sh
# Makes one archive for people without Rust: the program, its completions, its manual pages, and the
# licences of all crates in it. It is for the system that it is made on.
set -eu
cd "$(dirname "$0")/.."
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
host=$(rustc -vV | sed -n 's/^host: //p')
name=netlab-$version-$host

cargo build --profile dist --locked
netlab=target/dist/netlab

dir=target/dist/$name
rm -rf "$dir" "$dir.new" "target/dist/$name.tar.gz"
mkdir -p "$dir.new/completions" "$dir.new/man/man1"
cp "$netlab" README.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE "$dir.new/"
# Called by its name: a script that knows a path would ask the program that lies here.
in_path() { PATH="$PWD/target/dist:$PATH" netlab "$@"; }
in_path completions bash >"$dir.new/completions/netlab.bash"
in_path completions zsh >"$dir.new/completions/_netlab"
in_path completions fish >"$dir.new/completions/netlab.fish"
"$netlab" man --dir "$dir.new/man/man1" >/dev/null
packaging/licences.sh >"$dir.new/LICENSES-OF-CRATES.txt"
mv "$dir.new" "$dir"
tar -C target/dist -czf "target/dist/$name.tar.gz.new" "$name"
mv "target/dist/$name.tar.gz.new" "target/dist/$name.tar.gz"
echo "target/dist/$name.tar.gz"

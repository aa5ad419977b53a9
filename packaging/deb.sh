#!/bin/sh
# Makes a Debian package of the release build, in packaging/out. Needs cargo-deb, which is built once if it is missing.
set -eu
cd "$(dirname "$0")/.."
. packaging/lib.sh

look_around() {
    need_compiler
    need command:dpkg-deb=dpkg command:dpkg-shlibdeps=dpkg-dev command:strip=binutils
    need_rust
    has command:cargo-deb || cargo install --locked --quiet cargo-deb
}

stage "Looking for what the package needs" look_around
stage "Building the release and packing it" cargo deb --locked --output packaging/out/
all_took "The package is in packaging/out after"

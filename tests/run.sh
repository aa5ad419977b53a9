#!/bin/sh
# The tests. Without an argument everything that needs no cloud; with --real also what does.
# Each stage says what it does and how long it took; the first that fails ends the run with its exit code.
set -eu
cd "$(dirname "$0")/.."
. packaging/lib.sh

real=no
case $# in
    0) ;;
    1) [ "$1" = --real ] && real=yes ;;
esac
if [ $# -gt 1 ] || { [ $# = 1 ] && [ "$real" = no ]; }; then
    echo "usage: sh tests/run.sh [--real]" >&2
    exit 2
fi

look_around() {
    need_compiler
    need command:shellcheck=shellcheck command:ssh=openssh-client
    need_rust
    if ! has command:cargo-nextest; then
        echo "cargo-nextest is missing; building it takes some minutes, once"
        cargo install --locked --quiet cargo-nextest || echo "it cannot be had here: cargo test takes its place"
    fi
}

scripts() {
    own=$(find .ci packaging tests -type f \( -name '*.sh' -o -path .ci/run \) | sort)
    # shellcheck disable=SC2086 # the names have no spaces
    shellcheck --external-sources $own
    # What runs on machines is checked as it is sent: with the texts that stand before it.
    for job in src/remote/scripts/*.sh; do
        before=src/remote/scripts/common.sh
        case $job in
            */common.sh | */container.sh) continue ;;
        esac
        ! grep -q keep_container "$job" || before="$before src/remote/scripts/container.sh"
        # shellcheck disable=SC2086
        cat $before "$job" | shellcheck --shell=sh - || {
            echo "in $job" >&2
            return 1
        }
    done
    echo "clean"
}

tests() {
    export INSTA_UPDATE=no
    if has command:cargo-nextest; then
        cargo nextest run --locked --cargo-quiet --show-progress none
    else
        cargo test --locked --quiet
    fi
}

ssh_tests() {
    if [ "$(id -u)" != 0 ]; then
        echo "left out: they start an sshd, as root only"
        return
    fi
    need file:/usr/sbin/sshd=openssh-server command:unshare=util-linux command:sfdisk=fdisk command:udevadm=udev
    if has command:cargo-nextest; then
        cargo nextest run --locked --cargo-quiet --show-progress none --run-ignored only --test sshd
    else
        cargo test --locked --quiet --test sshd -- --ignored
    fi
}

stage "Looking for what the tests need" look_around
stage "Formatting" cargo fmt --check
stage "Scripts, by shellcheck" scripts
stage "Lints, by clippy" cargo clippy --locked --all-targets --quiet -- -D warnings
stage "Tests: types, engine, pages, words, layers, sizes" tests
stage "The SSH half against a real sshd" ssh_tests
QUAYSIDE_PROGRAM=$(program)
export QUAYSIDE_PROGRAM
stage "The program in a window, by key presses" sh tests/window.sh
if [ "$real" = yes ]; then
    stage "A real cloud and a real machine" sh tests/real/run.sh
fi
all_took "Everything passed"

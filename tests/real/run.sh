#!/bin/sh
# What only a real cloud can tell.
# usage: sh tests/real/run.sh [machine|hub|registry|cloud|adverse|neighbours|guests]
# (without a word: all of them, one after the other; cloud includes adverse)
#   machine     what is done on a machine, on real ones: disks, host keys, jump hosts, packages, power cuts, traces of secrets
#   hub         a machine that does not reach Docker Hub is sent its image
#   registry    the registry, its certificates and its nodes, on machines without a cloud
#   cloud       the cloud half of a plan on OpenStack's own services, with Nova's fake driver
#   adverse     of these only what goes wrong: killed, refused, revoked, broken, at the same time as others
#   neighbours  the same plan on the same cloud by the official client, by Ansible and by bare requests, beside Quayside
#   guests      the whole plan on an OpenStack whose guests boot
# Needs Debian 12 and root: it installs packages, and makes namespaces for all that it starts. Nothing stays but the logs
# and, in the cache directory, what is slow to build.
set -eu
cd "$(dirname "$0")/../.."
. packaging/lib.sh

which=${1:-all}
case $which in
all | machine | hub | registry | cloud | adverse | neighbours | guests) ;;
*)
    sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' "$0" >&2
    exit 2
    ;;
esac
stop() {
    tests/real/machine.sh down
    tests/real/cloud.sh down
    tests/real/cloud.sh --guests down
}
trap stop EXIT
trap 'exit 1' INT TERM

# wants WORD…: whether one of these is to be done
wants() {
    for word in all "$@"; do
        [ "$which" != "$word" ] || return 0
    done
    return 1
}

# tests/run.sh has built it already.
[ -n "${QUAYSIDE_PROGRAM:-}" ] || stage "Building the program" cargo build --locked --quiet --bin quayside
machine_tests() {
    if has command:cargo-nextest; then
        tests/real/machine.sh run ssh-agent cargo nextest run --locked --cargo-quiet --show-progress none --status-level pass \
            --run-ignored only --test machine
    else
        tests/real/machine.sh run ssh-agent cargo test --locked --quiet --test machine -- --ignored
    fi
}
if wants machine; then
    stage "Building the tests of the machine half" cargo test --locked --quiet --no-run --test machine
    # What is slow happens once, and its memory is kept.
    stage "A machine, with Docker and without" tests/real/machine.sh up first bare
    tests/real/machine.sh down first
    stage "The machine half on real machines" machine_tests
    tests/real/machine.sh down
fi
if wants hub; then
    stage "An image for a machine that cannot fetch it" tests/real/hub.sh
fi
if wants registry; then
    stage "The registry and its nodes, on real machines" tests/real/registry.sh
fi
if wants cloud adverse neighbours; then
    stage "OpenStack, with Nova's fake driver" tests/real/cloud.sh up
    stage "Projects and networks in it" tests/real/cloud.sh seed
    if wants cloud; then
        stage "The cloud half of a plan, made and undone" tests/real/cloud_half.sh
        stage "A name in the cloud's own DNS service" tests/real/designate.sh
    fi
    if wants cloud adverse; then
        stage "What a real cloud refuses" tests/real/refused.sh
        stage "Killed at random points, five times" tests/real/killed.sh
        stage "What the project has already is used, and stays" tests/real/adopted.sh
        stage "A quota of each kind, used up" tests/real/quotas.sh
        stage "Sign-ins revoked, and others at work, in the middle of a run" tests/real/meddled.sh
        stage "What the cloud makes broken" tests/real/broken.sh
        stage "The files that a dashboard hands out" tests/real/dashboard.sh
        stage "The practice cloud beside it; an interrupted run, cleaned up" tests/real/profile.sh
    fi
    if wants neighbours; then
        stage "The neighbours, on the same plan" tests/real/neighbours.sh
    fi
    tests/real/cloud.sh down
fi
if wants guests; then
    stage "OpenStack, with guests that boot" tests/real/cloud.sh --guests up
    stage "Projects and networks in it" tests/real/cloud.sh --guests seed
    stage "The whole plan, from sign-in to a node that pulls" tests/real/whole.sh
    stage "The same from the window, by key presses" tests/real/window.sh
    tests/real/cloud.sh --guests down
fi

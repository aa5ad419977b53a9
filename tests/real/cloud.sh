#!/bin/bash
# A real OpenStack on one small machine, for the tests: Keystone, Placement, Glance, Nova, Neutron, Cinder and (without guests)
# Designate from PyPI, MariaDB and RabbitMQ from Debian 12, as root, without systemd.
#
#   cloud.sh [--guests] up       install what is missing, start everything, wait until it answers
#   cloud.sh [--guests] seed     projects, flavors, image, networks, quotas
#   cloud.sh [--guests] list [CLOUD]   everything a project holds, sorted: equal listings mean an equal project
#   cloud.sh --guests node KEY ROOTS   a machine that will pull from the registry; prints its address
#   cloud.sh [--guests] run CMD…       run a command where the cloud's addresses can be reached
#   cloud.sh [--guests] env      shell lines that point a client to the cloud
#   cloud.sh [--guests] status   does it run, and since when
#   cloud.sh [--guests] down     stop everything and remove the state (logs stay)
#
# Without --guests Nova's fake driver answers on loopback ports; with it guests really boot (qemu, Open vSwitch, DHCP,
# router, floating addresses) in a network of their own. Both can run side by side.
#
# Everything runs in a process namespace of its own (cloud/inside.sh is its first process): when that one ends, whoever
# ended it, the kernel ends all the others. So nothing is left behind, and nothing has to be searched by name.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)/cloud

guests=
if [ "${1:-}" = --guests ]; then guests=-guests; shift; fi
verb=${1:-help}
[ $# -gt 0 ] && shift
if [ "${1:-}" = --guests ]; then guests=-guests; shift; fi
export GUESTS=$guests
# shellcheck source=tests/real/cloud/settings.sh
. "$here/settings.sh"

# The first process inside, by the number it has outside.
first() { cat "/proc/$(cat "$STATE/holder")/task/$(cat "$STATE/holder")/children"; }

inside() {
    local pid
    running || { echo "No cloud runs in $STATE. Start it with: $0 ${guests:+--guests }up" >&2; exit 3; }
    pid=$(first)
    if [ -n "$guests" ]; then
        nsenter --target "${pid% }" --mount --pid --net -- "$@"
    else
        nsenter --target "${pid% }" --mount --pid -- "$@"
    fi
}

up() {
    [ "$(id -u)" = 0 ] || { echo "cloud.sh needs root: it makes namespaces and runs the services in them" >&2; exit 1; }
    if running; then echo "The cloud runs already: $STATE"; return; fi
    "$here/prepare.sh"
    rm -rf "$STATE"
    mkdir -p "$STATE/log"
    trap down INT TERM EXIT
    setsid unshare --mount --pid --fork --mount-proc --kill-child ${guests:+--net} \
        "$here/inside.sh" >"$STATE/log/steps.log" 2>&1 </dev/null &
    echo $! >"$STATE/holder"
    tail -n +1 -f --pid=$! "$STATE/log/steps.log" &
    while running && [ ! -e "$STATE/ready" ]; do sleep 0.3; done
    kill $! 2>/dev/null || true
    if [ ! -e "$STATE/ready" ]; then
        echo "The cloud did not come up. The ends of its logs:" >&2
        tail -n 4 "$STATE"/log/*.log >&2
        exit 1
    fi
    trap - INT TERM EXIT
    echo "The cloud is up: $STATE/clouds.yaml"
}

case $verb in
up) up ;;
down) down ;;
seed)
    clock
    inside "$VENV/bin/python" "$here/lab.py" seed
    step "seeded: projects, flavors, image, networks, quotas"
    ;;
list)
    # A name that is not of ours is one of the person's own clouds.
    if [ -n "${QUAYSIDE_REAL_CLOUD:-}" ]; then
        "$here/prepare.sh"
        "$VENV/bin/python" "$here/lab.py" list "$QUAYSIDE_REAL_CLOUD"
        exit
    fi
    inside "$VENV/bin/python" "$here/lab.py" list "${1:-lab}"
    ;;
node) inside "$VENV/bin/python" "$here/lab.py" node "$@" ;;
run) inside "$@" ;;
env) echo "export OS_CLIENT_CONFIG_FILE=$STATE/clouds.yaml OS_CLOUD=lab" ;;
status)
    running || { echo "No cloud runs in $STATE."; exit 3; }
    echo "The cloud in $STATE runs since $(date -r "$STATE/holder" '+%F %T'), $(inside ps -e --no-headers | wc -l) processes."
    ;;
*)
    sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' "$0"
    [ "$verb" = help ] || exit 2
    ;;
esac

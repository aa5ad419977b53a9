# shellcheck shell=bash
# Where the real cloud of the tests keeps its things, and the few functions that all its scripts use.
# Sourced; the caller has set `here` (this directory) and GUESTS (empty, "-guests" or "-machines").
# shellcheck disable=SC2034,SC2154 # set here and used by the scripts that source this file, and the other way round

# One recipe, one name: what was built from other versions is never taken for ours.
recipe() { cat "$@" | sha256sum | cut -c1-12; }

CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/quayside-tests
VENV=$CACHE/venv-$(recipe "$here/constraints.txt" "$here/drivers/"*.*)
SCHEMA=$CACHE/schema-$(recipe "$here/constraints.txt").sql.gz
IMAGE=$CACHE/guest-$(recipe "$here/image.sh")

export STATE=${QUAYSIDE_CLOUD_STATE:-/var/tmp/quayside-cloud}$GUESTS
export PORT=${QUAYSIDE_CLOUD_PORT:-27000}
P_KEYSTONE=$PORT P_PLACEMENT=$((PORT + 1)) P_GLANCE=$((PORT + 2)) P_NOVA=$((PORT + 3)) P_NEUTRON=$((PORT + 4))
P_CINDER=$((PORT + 5)) P_RABBIT=$((PORT + 6)) P_ERLANG=$((PORT + 7)) P_EPMD=$((PORT + 8)) P_OVSDB=$((PORT + 9))
P_OPENFLOW=$((PORT + 10)) P_DESIGNATE=$((PORT + 11)) P_NAMES=$((PORT + 12))
export PASSWORD=only-on-loopback             # of every account; nothing of this cloud is reachable from outside
export EXTERNAL=${QUAYSIDE_CLOUD_NET:-172.31.78} # the guests' "internet", in the cloud's own network namespace
ETC=$STATE/etc LOG=$STATE/log DATA=$STATE/data SOCKET=$STATE/mysql.sock
export GUEST_IMAGE=$IMAGE
[ -n "${QUAYSIDE_REAL_CLOUD:-}" ] || export OS_CLIENT_CONFIG_FILE=$STATE/clouds.yaml # else: the person's own

clock() { began=$EPOCHREALTIME last=$EPOCHREALTIME; }

# step WORDS: what has been done since the last step, and how long it took.
step() {
    local now=$EPOCHREALTIME
    awk -v w="$1" -v a="$last" -v z="$began" -v n="$now" 'BEGIN { printf "%7.1f s  %6.1f s  %s\n", n - z, n - a, w }'
    last=$now
}

# The holder is the process whose end ends everything that runs inside.
running() { [ -f "$STATE/holder" ] && kill -0 "$(cat "$STATE/holder")" 2>/dev/null; }

down() {
    if running; then
        kill -KILL "$(cat "$STATE/holder")"
        while running; do sleep 0.1; done
    fi
    # The logs are all that is of use afterwards.
    [ ! -d "$STATE" ] || find "$STATE" -mindepth 1 -maxdepth 1 ! -name log -exec rm -rf {} +
}

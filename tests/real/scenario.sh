# shellcheck shell=bash
# What the scenarios on a real cloud share: the program with a home of its own, and the comparison of listings.
# Sourced from the project's top directory, with `guests` empty or "--guests".
# shellcheck disable=SC2154

scratch=$(mktemp -d)
export XDG_DATA_HOME=$scratch/data XDG_STATE_HOME=$scratch/state XDG_CONFIG_HOME=$scratch/config
# shellcheck source=tests/real/cloud/settings.sh
here=tests/real/cloud GUESTS=${guests:+-guests} . tests/real/cloud/settings.sh
home=${guests:+$STATE/home}
home=${home:-$scratch}
mkdir -p "$home/.ssh"
rm -f "$home"/.ssh/*
ssh-keygen -q -t ed25519 -N '' -f "$home/.ssh/id_ed25519"
export QUAYSIDE_REGISTRY_PASSWORD=only-for-this-run # where a plan looks for it that finds no keychain

program=${QUAYSIDE_PROGRAM:-${CARGO_TARGET_DIR:-target}/debug/quayside}
[ -x "$program" ] || { echo "There is no program yet at $program: cargo build makes it." >&2; exit 1; }
program=$(realpath "$program")

# A person's own cloud, by its name in their clouds.yaml, or the one of cloud.sh.
name=${QUAYSIDE_REAL_CLOUD:-lab}
# cloud VERB…
# shellcheck disable=SC2086 # $guests is one word, or none
cloud() {
    if [ -z "${QUAYSIDE_REAL_CLOUD:-}" ]; then
        tests/real/cloud.sh $guests "$@"
    else
        tests/real/cloud.sh "$1" "$name"
    fi
}
[ -n "${QUAYSIDE_REAL_CLOUD:-}" ] || eval "$(cloud env)"

# quayside VERB…: in a home of its own, where the cloud can be reached
quayside() {
    if [ -n "$guests" ]; then
        cloud run env HOME="$home" "$program" "$@"
    else
        HOME=$home "$program" "$@"
    fi
}

began=$EPOCHREALTIME
tell() {
    awk -v a="$began" -v b="$EPOCHREALTIME" -v w="$1" 'BEGIN { printf "%7.1f s  %s\n", b - a, w }'
    began=$EPOCHREALTIME
}

# node_stands: a machine of somebody's cluster stands at $node, found or made, and lets $node_key in. It is part of what
# the project holds before, so it stands still when this returns; and the person has been on it.
node_stands() {
    node_key=$STATE/node-key
    [ -f "$node_key" ] || ssh-keygen -q -t ed25519 -N '' -f "$node_key"
    node=$(cloud node "$node_key.pub" "$STATE/acme/roots.pem")
    until cloud run ssh -i "$node_key" -o StrictHostKeyChecking=accept-new -o ConnectTimeout=5 -o LogLevel=ERROR \
        "debian@$node" cloud-init status --wait </dev/null >/dev/null 2>&1; do sleep 3; done
    tell "a node stands at $node"
}

# record HOST ADDRESS: what a person enters where the registry's name is kept; no_record: nothing has been entered yet.
record() {
    echo "$2 $1" >"$STATE/names/registry"
    tell "the name $1 means $2"
}
no_record() { rm -f "$STATE/names/registry"; }

# same BEFORE WORDS: the project holds what it held before, or the difference ends the test
same() {
    cloud list >"$scratch/after"
    diff "$1" "$scratch/after" || { echo "$2: the project does not hold what it held before" >&2; exit 1; }
    tell "$2: the project holds what it held before, to the last of $(wc -l <"$1") things"
}

journal() { cat "$XDG_DATA_HOME"/quayside/deployments/*/journal.jsonl 2>/dev/null; }

# A scenario that fails takes back what it made: the cloud may be somebody's own. leave [CODE]
leave() {
    local code=${1:-$?}
    if [ "$code" != 0 ] && [ -n "$(journal)" ]; then
        echo "The scenario failed; what it made is taken back." >&2
        if ! quayside undo --with-volumes --yes; then
            echo "Once more by hand, if something is left: XDG_DATA_HOME=$scratch/data $program undo --with-volumes" >&2
            return
        fi
    fi
    rm -rf "$scratch"
}
trap leave EXIT

# killed_at LINES VERB…: starts the program, and kills it when its journal has that many lines
killed_at() {
    local lines=$1 pid
    shift
    HOME=$home "$program" "$@" >"$scratch/killed.log" 2>&1 </dev/null &
    pid=$!
    while kill -0 $pid 2>/dev/null && [ "$(journal | wc -l)" -lt "$lines" ]; do sleep 0.02; done
    kill -KILL $pid 2>/dev/null || true
    wait $pid 2>/dev/null || true
}

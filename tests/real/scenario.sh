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
# A log that says all: no secret may be in it. Of a whole run it would be long.
[ -n "$guests" ] || export QUAYSIDE_LOG=trace

# Files with secrets that a person would have; everything else of the program's has none of these lines in it.
given=$scratch/given
mkdir -m 700 "$given"
printf '%s\n' "$PASSWORD" "$QUAYSIDE_REGISTRY_PASSWORD" >"$given/canaries"

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

# Looks at the command lines of whatever runs on behalf of this scenario, again and again, for what is secret.
watch_commands() {
    local found
    while sleep 0.2; do
        grep -alFf "$given/canaries" /proc/[0-9]*/cmdline 2>/dev/null | while read -r found; do
            # Somebody else's cloud on this machine may have its own ways.
            if grep -aqF "$scratch" "${found%cmdline}environ" 2>/dev/null; then
                tr '\0' ' ' <"$found" >>"$given/spoken" 2>/dev/null
            fi
        done || true # nothing found
    done
}
watch_commands &
watcher=$!

# unseen: no password, secret or token is in what the program left behind, nor was it in a command line
unseen() {
    local known=$given/canaries
    # shellcheck disable=SC2094 # the list is read again, whole
    sort -u "$known" -o "$known"
    if grep -rlFf "$known" "$scratch" --exclude-dir=given >&2; then
        echo "These files have a secret in them." >&2
        exit 1
    fi
    if [ -s "$given/spoken" ]; then
        echo "A secret was in the arguments of a command." >&2
        exit 1
    fi
    local files
    files=$(find "$scratch" -type f -not -path "$given/*" | wc -l)
    [ "$files" -gt 0 ] || { echo "The program left nothing in which a secret could be." >&2; exit 1; }
    tell "no secret in the $files files of the program, nor in a command line"
}

# forget: the program's journals, so that what is made next is the only deployment
forget() { rm -rf "$XDG_DATA_HOME/quayside/deployments"; }

# all_end PID…: waits for each of them, also after one that failed
all_end() {
    local pid bad=
    for pid; do wait "$pid" || bad=yes; done
    [ -z "$bad" ]
}

journal() { cat "$XDG_DATA_HOME"/quayside/deployments/*/journal.jsonl 2>/dev/null; }

# A scenario that fails takes back what it made: the cloud may be somebody's own. leave [CODE]
leave() {
    local code=${1:-$?} left='' data
    kill "$watcher" 2>/dev/null || true
    for data in "$scratch"/data*; do
        if [ "$code" = 0 ] || [ -z "$(XDG_DATA_HOME=$data journal)" ]; then continue; fi
        echo "The scenario failed; what it made is taken back." >&2
        if ! XDG_DATA_HOME=$data quayside undo --with-volumes --yes; then
            echo "Once more by hand, if something is left: XDG_DATA_HOME=$data $program undo --with-volumes" >&2
            left=yes
        fi
    done
    dismiss
    [ -n "$left" ] || rm -rf "$scratch"
}
trap leave EXIT

# engage: somebody else at the same cloud, who does what `ask` orders (cloud/meddle.py)
helper=
engage() {
    mkfifo "$given/orders" "$given/answers"
    TOKENS=$given/canaries "$VENV/bin/python" tests/real/cloud/meddle.py <"$given/orders" >"$given/answers" &
    helper=$!
    exec {orders}>"$given/orders" {answers}<"$given/answers"
    cp "$STATE/clouds.yaml" "$given/clouds.yaml"
    export OS_CLIENT_CONFIG_FILE=$given/clouds.yaml
    through lab
}

# through CLOUD: one more entry of clouds.yaml, "meddled", that leads to the same cloud through the other's hands
through() {
    local at=http://127.0.0.1:$((PORT + 15))
    {
        printf '  meddled:\n'
        sed -n "/^  $1:/,/^  [a-z]*:\$/p" "$STATE/clouds.yaml" | sed '1d; /^  [a-z]*:$/d'
        printf '    compute_endpoint_override: %s/compute/v2.1\n    network_endpoint_override: %s/network/v2.0\n' "$at" "$at"
        printf '    volumev3_endpoint_override: %s/volume/v3\n' "$at"
    } >>"$given/clouds.yaml"
}

# ask ORDER…: what the other answers, in $answer; what does not work for them ends the scenario
ask() {
    echo "$*" >&"$orders"
    read -r -t 120 answer <&"$answers" || { echo "no answer to: $*" >&2; exit 1; }
    case $answer in error*) echo "$answer" >&2; exit 1 ;; esac
}

# did WORDS: what was to happen in the middle has happened
did() {
    ask "done"
    [ "$answer" = yes ] || { echo "$1: it did not happen" >&2; exit 1; }
}

dismiss() {
    [ -n "$helper" ] || return 0
    exec {orders}>&-
    wait "$helper" || echo "The other one ended badly." >&2
    helper=
}

# says WORDS FILE: the program's own words, or the test ends with what it said instead
says() { grep -qF -- "$1" "$2" || { cat "$2" >&2; echo "It does not say: $1" >&2; exit 1; }; }

# fails VERB…: the program ends badly; what it said is in $scratch/said
fails() {
    if quayside "$@" >"$scratch/said" 2>&1; then
        cat "$scratch/said" >&2
        echo "It worked all the same: $*" >&2
        exit 1
    fi
}

# killed_at LINES VERB…: starts the program, and kills it when its journal has that many lines
killed_at() {
    local lines=$1 pid
    shift
    HOME=$home "$program" "$@" >"$XDG_DATA_HOME.killed" 2>&1 </dev/null &
    pid=$!
    while kill -0 $pid 2>/dev/null && [ "$(journal | wc -l)" -lt "$lines" ]; do sleep 0.02; done
    kill -KILL $pid 2>/dev/null || true
    wait $pid 2>/dev/null || true
}

# undo_the_rest: after an undo that was killed; it may just have come to its end, and then there is nothing to mean
undo_the_rest() {
    quayside undo --with-volumes --yes >"$XDG_DATA_HOME.said" 2>&1 ||
        grep -qF "no deployment that this could be meant for" "$XDG_DATA_HOME.said" || { cat "$XDG_DATA_HOME.said" >&2; return 1; }
}

#!/bin/bash
# The program killed (SIGKILL) at a random point of the making and at another one of the undoing, five times on a real OpenStack
# (cloud.sh, up and seeded), all five at once: each time it is taken up again, nothing is there twice, and nothing is left.
# SEED=N repeats the points of an earlier run, ROUNDS=N does it more or less often; QUAYSIDE_REAL_CLOUD=NAME takes a cloud of
# your clouds.yaml, one round after the other.
set -euo pipefail
cd "$(dirname "$0")/../.."
guests=
# shellcheck source=tests/real/scenario.sh
. tests/real/scenario.sh

rounds=${ROUNDS:-5}
RANDOM=${SEED:=$RANDOM}
cloud list >"$scratch/before"
quayside plan new --cloud "$name" --yes --out "$scratch/plan.toml" >/dev/null 2>&1
steps=11               # what `--only cloud` does of the procedure's plan at the least, each begun and done
most=$((2 * steps - 2)) # lines of the journal
tell "SEED=$SEED repeats this"

# made_and_killed NUMBER AT: in a home of its own; what it tells is shown if it fails
made_and_killed() {
    export XDG_DATA_HOME=$scratch/data-$1
    mkdir -p "$XDG_DATA_HOME"
    # Each has a name of its own: where the cloud keeps the DNS, a name is one deployment's.
    sed "s/\"registry\./\"registry-$1./" "$scratch/plan.toml" >"$XDG_DATA_HOME.toml"
    killed_at "$2" apply "$XDG_DATA_HOME.toml" --only cloud --yes
    echo "round $1: killed at line $2, which became $(journal | wc -l)"
    quayside resume --only cloud --yes >"$XDG_DATA_HOME.said" 2>&1 || { cat "$XDG_DATA_HOME.said" >&2; return 1; }
    quayside status >/dev/null
}

undone_and_killed() {
    export XDG_DATA_HOME=$scratch/data-$1
    local lines
    lines=$(journal | wc -l)
    killed_at $((lines + $2)) undo --with-volumes --yes
    echo "round $1: its undo killed at line $2 of it, which became $(($(journal | wc -l) - lines))"
    undo_the_rest
}

# everywhere WHAT POINTS…: for each round, side by side
everywhere() {
    local what=$1 number=0 point pids=()
    shift
    for point; do
        number=$((number + 1))
        "$what" $number "$point" &
        pids+=($!)
        [ -z "${QUAYSIDE_REAL_CLOUD:-}" ] || wait $!
    done
    all_end "${pids[@]}"
}

points=()
for _ in $(seq "$rounds"); do points+=($((RANDOM % most + 1))); done
everywhere made_and_killed "${points[@]}"
tell "killed and resumed, $rounds times"

# count KIND: things of the kind that are there now and were not before
cloud list >"$scratch/made"
count() { diff "$scratch/before" "$scratch/made" | grep -c "^> $1:" || true; }
for kind in server "key pair" address group; do
    [ "$(count "$kind")" = "$rounds" ] || { echo "$kind: $(count "$kind") for $rounds deployments" >&2; exit 1; }
done
[ "$(count volume)" = $((2 * rounds)) ] || { echo "$(count volume) volumes for $rounds deployments" >&2; exit 1; }
tell "each deployment has one of each, and two volumes"

points=()
for _ in $(seq "$rounds"); do points+=($((RANDOM % most + 1))); done
everywhere undone_and_killed "${points[@]}"
same "$scratch/before" "killed and undone, $rounds times"
unseen

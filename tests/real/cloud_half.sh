#!/bin/bash
# The cloud half of the procedure's plan on a real OpenStack (cloud.sh, up and seeded): made, looked at, undone; and again
# with the program killed at a random point of the making and of the undoing. Afterwards the project's complete listing
# is the one from before, each time. QUAYSIDE_REAL_CLOUD=NAME takes a cloud of your clouds.yaml instead.
set -euo pipefail
cd "$(dirname "$0")/../.."
guests=
# shellcheck source=tests/real/scenario.sh
. tests/real/scenario.sh

cloud list >"$scratch/before"
tell "listed $(wc -l <"$scratch/before") things"
quayside plan new --cloud "$name" --yes --out "$scratch/plan.toml"
quayside plan check "$scratch/plan.toml"
tell "made a plan of the cloud's own answers"

quayside apply "$scratch/plan.toml" --only cloud --yes
tell "applied"
quayside status
lines=$(journal | wc -l)
cloud list >"$scratch/made"
[ "$(grep -c ^server: "$scratch/made")" = 1 ] || { echo "there is not one server" >&2; exit 1; }
quayside undo --with-volumes --yes
tell "undone"
same "$scratch/before" "first round"

for round in $(seq "${ROUNDS:-2}"); do
    rm -rf "$XDG_DATA_HOME/quayside/deployments"
    at=$((RANDOM % (lines - 2) + 1))
    killed_at $at apply "$scratch/plan.toml" --only cloud --yes
    tell "killed at line $at of $lines of the journal"
    quayside resume --only cloud --yes
    tell "resumed"
    quayside status
    cloud list >"$scratch/again"
    # The same number of things of each kind as in one go: nothing twice.
    diff <(cut -d: -f1 "$scratch/made" | uniq -c) <(cut -d: -f1 "$scratch/again" | uniq -c)
    at=$((lines + RANDOM % lines))
    killed_at $at undo --with-volumes --yes
    tell "undo killed at line $at of the journal"
    # It may just have ended by itself.
    quayside undo --with-volumes --yes || [ -z "$(diff "$scratch/before" <(cloud list))" ]
    tell "undone"
    same "$scratch/before" "round with kills $round"
done

#!/bin/bash
# The cloud half of the procedure's plan on a real OpenStack (cloud.sh, up and seeded): made, looked at, undone. Afterwards the
# project's complete listing is the one from before. QUAYSIDE_REAL_CLOUD=NAME takes a cloud of your clouds.yaml instead.
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
cloud list >"$scratch/made"
[ "$(grep -c ^server: "$scratch/made")" = 1 ] || { echo "there is not one server" >&2; exit 1; }
quayside undo --with-volumes --yes
tell "undone"
same "$scratch/before" "first round"
unseen

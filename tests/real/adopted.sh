#!/bin/bash
# A plan that uses what the project has already (cloud.sh, up and seeded): an address, a security group and both volumes.
# Afterwards they are as they were, also where the volumes of the deployment are to go.
set -euo pipefail
cd "$(dirname "$0")/../.."
guests=
# shellcheck source=tests/real/scenario.sh
. tests/real/scenario.sh
engage

cloud list >"$scratch/empty"
quayside plan new --cloud lab --yes --out "$scratch/plan.toml" >/dev/null 2>&1
ask existing "$scratch/plan.toml"
cloud list >"$scratch/before"
tell "the project has an address, a group and two volumes of its own, and the plan names them"

quayside plan check "$scratch/plan.toml" >/dev/null
quayside apply "$scratch/plan.toml" --only cloud --yes >/dev/null
cloud list >"$scratch/made"
# One server, key pair and port more; the address leads to the port, and both volumes are attached.
for kind in server "key pair" port; do
    [ "$(diff "$scratch/before" "$scratch/made" | grep -c "^> $kind:")" = 1 ] || { diff "$scratch/before" "$scratch/made" >&2; exit 1; }
done
for kind in group rule; do
    diff <(grep "^$kind:" "$scratch/before") <(grep "^$kind:" "$scratch/made")
done
[ "$(grep -c '^volume: .* in-use' "$scratch/made")" = 2 ] || { echo "the volumes are not attached" >&2; exit 1; }
tell "applied with them"
quayside undo --with-volumes --yes >/dev/null
same "$scratch/before" "with what was there already"

# In the middle of the undoing the program is killed: what is not its own is still not touched.
forget
quayside apply "$scratch/plan.toml" --only cloud --yes >/dev/null
lines=$(journal | wc -l)
killed_at $((lines + 2)) undo --with-volumes --yes
undo_the_rest
same "$scratch/before" "the same, with the undo killed"
unseen
ask takeback
diff "$scratch/empty" <(cloud list)

#!/bin/bash
# What a person can run on a cloud of their own (cargo nextest run --profile real), on the cloud of cloud.sh, up and seeded:
# every scenario once; then one of them killed at a random point, and the clean-up that comes after it. The projects' complete
# listings are the same each time.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=packaging/lib.sh
. packaging/lib.sh
eval "$(tests/real/cloud.sh env)"
XDG_STATE_HOME=$(mktemp -d)
export XDG_STATE_HOME
place=$XDG_STATE_HOME/quayside-tests/lab

# real TEST: the tests of the profile whose name has the word
real() {
    local tests=(cargo test --locked --quiet --test real -- --test-threads 1 --nocapture)
    ! has command:cargo-nextest || tests=(cargo nextest run --locked --cargo-quiet --show-progress none --profile real)
    QUAYSIDE_REAL_CLOUD=lab QUAYSIDE_REAL_SMALL=tiny "${tests[@]}" "$1"
}

# A failure takes back what is left before the place is forgotten.
leave() {
    local code=$?
    [ $code = 0 ] || real clean_up || { echo "What is left is written down in $place" >&2; return; }
    rm -rf "$XDG_STATE_HOME"
}
trap leave EXIT

listing() { tests/real/cloud.sh list; tests/real/cloud.sh list tiny; }
same() { diff "$XDG_STATE_HOME/before" <(listing) || { echo "$1: the projects do not hold what they held before" >&2; exit 1; }; }

listing >"$XDG_STATE_HOME/before"
real cloud::
same "every scenario"

journals() { cat "$place"/data/deployments/*/journal.jsonl 2>/dev/null; }
at=$((RANDOM % 20 + 4))
real dropped_in_the_middle >"$XDG_STATE_HOME/killed" 2>&1 &
runner=$!
while kill -0 $runner 2>/dev/null && [ "$(journals | wc -l)" -lt $at ]; do sleep 0.02; done
# The lock says which process works on the deployment.
kill -KILL "$(sed -n 's/.*"process":\([0-9]*\).*/\1/p' "$place"/data/deployments/*/lock | tail -n 1)"
if wait $runner; then echo "The run came to its end before it was killed." >&2; exit 1; fi
if [ -z "$(journals)" ]; then echo "The killed run left no journal." >&2; exit 1; fi
! diff -q "$XDG_STATE_HOME/before" <(listing) >/dev/null || echo "killed at line $at of the journals: nothing stood yet"
real clean_up
same "killed at line $at of the journals, and cleaned up"
if [ -n "$(journals)" ]; then echo "The clean-up left a journal." >&2; exit 1; fi
echo "killed at line $at of the journals; after the clean-up the projects hold what they held before"

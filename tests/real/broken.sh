#!/bin/bash
# What a cloud makes broken (cloud.sh, up and seeded): a volume that ends in "error", because the storage is gone, and a server
# that ends in "ERROR", because no host takes it. Each is told in words; when the cause is gone the run goes on.
set -euo pipefail
cd "$(dirname "$0")/../.."
guests=
# shellcheck source=tests/real/scenario.sh
. tests/real/scenario.sh
engage

cloud list >"$scratch/before"
quayside plan new --cloud lab --yes --out "$scratch/plan.toml" >/dev/null 2>&1

# broken WORDS: apply and resume fail with these words, and leave the thing as the cloud made it, for people to look at
broken() {
    fails apply "$scratch/plan.toml" --only cloud --yes
    says "$1" "$scratch/said"
    quayside status >"$scratch/said"
    says "$1" "$scratch/said"
    fails resume --only cloud --yes
    says "$1" "$scratch/said"
    cloud list >"$scratch/broken"
}

# healed KIND: with the cause gone the run goes on, with a new thing in the place of the broken one; then all is undone
healed() {
    quayside resume --only cloud --yes >/dev/null
    cloud list >"$scratch/made"
    if grep "^$1: .*[eE][rR][rR][oO][rR]" "$scratch/made" >&2; then
        echo "what was broken is still there" >&2
        exit 1
    fi
    [ "$(grep -c '^volume: .* in-use' "$scratch/made")" = 2 ] || { cat "$scratch/made" >&2; exit 1; }
    quayside undo --with-volumes --yes >/dev/null
    same "$scratch/before" "$1 made anew"
}

# fresh: once more broken, and undone without having been healed
fresh() {
    forget
    fails apply "$scratch/plan.toml" --only cloud --yes
    quayside undo --with-volumes --yes >/dev/null
    same "$scratch/before" "broken and undone"
    forget
}

storage=$STATE/data/volumes
trap 'code=$?; [ ! -d "$storage.away" ] || mv "$storage.away" "$storage"; leave "$code"' EXIT
mv "$storage" "$storage.away"
broken "The cloud could not make or attach this volume"
grep "^volume: .* error" "$scratch/broken" >/dev/null
tell "volumes in error, told as such"
mv "$storage.away" "$storage"
healed volume
mv "$storage" "$storage.away"
fresh
mv "$storage.away" "$storage"

ask hosts closed
trap 'code=$?; ask hosts open; leave "$code"' EXIT
broken "The cloud has no room for this instance"
says "No valid host was found" "$scratch/said"
grep "^server: .* ERROR" "$scratch/broken" >/dev/null
tell "a server in error, told as such"
ask hosts open
healed server
ask hosts closed
fresh
ask hosts open
trap leave EXIT
unseen

#!/bin/bash
# What happens to a run while it goes on (cloud.sh, up and seeded): every token of the user is revoked, the application
# credential is deleted, somebody makes the same rule, group or key pair at the same time. A proxy that passes all requests
# on does each of these just before one certain request.
set -euo pipefail
cd "$(dirname "$0")/../.."
guests=
# shellcheck source=tests/real/scenario.sh
. tests/real/scenario.sh
engage

plan() { quayside plan new --cloud meddled --yes --out "$scratch/plan.toml" >/dev/null 2>&1; }
apply() { quayside apply "$scratch/plan.toml" --only cloud --yes; }
undo() { quayside undo --with-volumes --yes; }
# left PATTERN: what somebody else made is still there
left() {
    cloud list >"$scratch/left"
    grep -q "^$1" "$scratch/left" || { echo "gone: $1" >&2; exit 1; }
}
server='^/compute/v2.1/servers'

cloud list >"$scratch/before"
plan
ask before POST "$server" revoke
apply >/dev/null
did "the tokens were revoked while it was made"
ask before DELETE "$server" revoke
undo >/dev/null
did "the tokens were revoked while it was undone"
same "$scratch/before" "signed in again in the middle, twice"
forget

ask before POST /network/v2.0/security-group-rules same_rule
apply >/dev/null
did "somebody made the same rule"
undo >/dev/null
same "$scratch/before" "somebody made a rule of the group at the same time"
forget

ask before POST /network/v2.0/security-groups same_group
apply >/dev/null
did "somebody made a group of the same name"
undo >/dev/null
left "group: .*somebody else's"
ask takeback
same "$scratch/before" "somebody else's group of the same name is left alone"
forget

ask before POST /compute/v2.1/os-keypairs same_key_pair
fails apply "$scratch/plan.toml" --only cloud --yes
did "somebody made a key pair of the same name"
says "something stands in the way" "$scratch/said"
fails resume --only cloud --yes
undo >/dev/null
left "key pair:"
ask takeback
same "$scratch/before" "somebody else's key pair of the same name is neither used nor deleted"
forget

# credential: a new application credential, which the entry "meddled" of clouds.yaml has from now on
credential() {
    local secret=canary-$RANDOM-$RANDOM
    echo "$secret" >>"$given/canaries"
    ask credential meddled-$RANDOM "$secret"
    cp "$STATE/clouds.yaml" "$given/clouds.yaml"
    through appcred
    sed -i "/^  meddled:/,\$ { s/application_credential_id: .*/application_credential_id: $answer/; s/application_credential_secret: .*/application_credential_secret: $secret/ }" "$given/clouds.yaml"
}
credential
plan
ask before POST "$server" withdraw
fails apply "$scratch/plan.toml" --only cloud --yes
did "the credential was deleted"
says "The sign-in is not accepted" "$scratch/said"
quayside status >"$scratch/said"
says "The sign-in is not accepted" "$scratch/said"
fails resume --only cloud --yes
says "The sign-in is not accepted" "$scratch/said"
fails undo --with-volumes --yes
says "The sign-in is not accepted" "$scratch/said"
tell "without its credential it stops, and says why"
credential
quayside resume --only cloud --yes >/dev/null
tell "with a new credential it goes on"
ask before DELETE "$server" withdraw
fails undo --with-volumes --yes
did "the credential was deleted again"
says "The sign-in is not accepted" "$scratch/said"
credential
undo >/dev/null
same "$scratch/before" "a credential that was deleted twice"
unseen

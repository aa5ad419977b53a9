#!/bin/bash
# What a real OpenStack refuses (cloud.sh, up and seeded): sign-ins that are wrong in four ways, and a project whose limits
# are reached by the first thing made. Each has to be told for what it is, and afterwards nothing may be there. The sign-in
# by an application credential is the good one.
set -euo pipefail
cd "$(dirname "$0")/../.."
guests=
# shellcheck source=tests/real/scenario.sh
. tests/real/scenario.sh

# The person's clouds.yaml, and in it entries with a mistake each.
cp "$OS_CLIENT_CONFIG_FILE" "$given/clouds.yaml"
export OS_CLIENT_CONFIG_FILE=$given/clouds.yaml
lab=$(sed -n '/^  lab:/,/^  tiny:/p' "$given/clouds.yaml" | sed '1d;$d')
credential=$(sed -n '/^  appcred:/,$p' "$given/clouds.yaml" | sed 1d)
{
    printf '  wrong-password:\n%s\n' "${lab/password: \"*\"/password: \"nonsense\"}"
    printf '  wrong-project:\n%s\n' "${lab/def-lab/def-nobody}"
    printf '  wrong-region:\n%s\n' "${lab/RegionOne/Mars}"
    printf '  withdrawn:\n%s\n' "${credential/credential_id: \"/credential_id: \"0}"
} >>"$given/clouds.yaml"

# refused CLOUD WORDS: the sign-in fails, and says so in these words
refused() {
    fails plan new --cloud "$1" --yes --out "$scratch/$1.toml"
    says "$2" "$scratch/said"
    tell "$1: $2"
}
refused wrong-password "The sign-in is not accepted"
refused wrong-project "The sign-in is not accepted"
refused withdrawn "The sign-in is not accepted"
refused wrong-region "no region Mars, but RegionOne"

cloud list tiny >"$scratch/before"
quayside plan new --cloud tiny --yes --out "$scratch/plan.toml" >/dev/null 2>&1
fails apply "$scratch/plan.toml" --only cloud --yes
for what in "security group rules" "volumes"; do
    grep "used up its quota of" "$scratch/said" | grep -qF "$what" || { cat "$scratch/said" >&2; exit 1; }
done
quayside undo --with-volumes --yes >/dev/null
diff "$scratch/before" <(cloud list tiny)
tell "tiny: told which quotas are used up, and nothing is left"
forget

cloud list >"$scratch/before"
quayside plan new --cloud appcred --yes --out "$scratch/plan.toml" >/dev/null 2>&1
quayside apply "$scratch/plan.toml" --only cloud --yes >/dev/null
quayside undo --with-volumes --yes >/dev/null
same "$scratch/before" "by an application credential"
unseen

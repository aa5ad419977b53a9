#!/bin/bash
# A second project whose quota is exhausted for each kind in turn (cloud.sh, up and seeded): each is told by its name with what
# is left, in the run, in the status afterwards, and for programs; and nothing is left behind.
set -euo pipefail
cd "$(dirname "$0")/../.."
guests=
# shellcheck source=tests/real/scenario.sh
. tests/real/scenario.sh
engage

# listing WHERE: everything that the second project holds
listing() { cloud list tiny >"$1"; }

ask tiny generous
trap 'code=$?; ask tiny seeded; leave "$code"' EXIT
listing "$scratch/before"
quayside plan new --cloud tiny --yes --out "$scratch/plan.toml" >/dev/null 2>&1
tell "a plan for a project with room enough"

# exhausted KIND LIMIT NAME NEEDED LEFT USED: refused by the cloud itself, and told
exhausted() {
    ask tiny "$1" "$2"
    fails apply "$scratch/plan.toml" --only cloud --yes
    sed -i 's/\xe2\x80\xaf//g' "$scratch/said" # the space in 30 720
    says "The project has used up its quota of $3: $4 needed, $5 left ($6 of $2 in use)." "$scratch/said"
    quayside status | sed 's/\xe2\x80\xaf//g' >"$scratch/said"
    says "quota of $3: $4 needed, $5 left" "$scratch/said"
    quayside undo --with-volumes --yes >/dev/null
    listing "$scratch/after"
    diff "$scratch/before" "$scratch/after"
    forget
    tell "$1: $4 needed, $5 left"
}

exhausted instances 0 "instances" 1 0 0
exhausted cores 4 "processor cores" 8 4 0
exhausted ram 8192 "memory, in megabytes" 30720 8192 0
exhausted key_pairs 0 "key pairs" 1 0 0
exhausted volumes 1 "volumes" 1 0 1
exhausted gigabytes 400 "gigabytes of volumes" 500 400 0
exhausted floating_ips 0 "floating addresses" 1 0 0
exhausted security_groups 1 "security groups" 1 0 1
exhausted security_group_rules 8 "security group rules" 4 2 6
exhausted ports 1 "network ports" 1 0 1
unseen

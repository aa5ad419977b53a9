#!/bin/bash
# The name in a zone of the cloud's own DNS service (cloud.sh, up and seeded: project lab has the zone lab.test): the plan
# takes the zone by itself, the record leads to the floating address and the zone's own name server says so; a name that is
# in use is told and left as it is; and afterwards the zone is what it was.
set -euo pipefail
cd "$(dirname "$0")/../.."
guests=
# shellcheck source=tests/real/scenario.sh
. tests/real/scenario.sh

# asked NAME TYPE: what the zone's own name server answers, with its flags: only "AA" is its own word
asked() {
    cloud run "$VENV/bin/python" - "$1" "$2" "$P_NAMES" <<'X'
import sys
import dns.flags, dns.message, dns.query
name, kind, port = sys.argv[1:]
answer = dns.query.udp(dns.message.make_query(name, kind), "127.0.0.1", port=int(port), timeout=5)
print(*(item for found in answer.answer for item in found), *(["AA"] if answer.flags & dns.flags.AA else []))
X
}

cloud list >"$scratch/before"
quayside plan new --cloud "$name" --yes --out "$scratch/plan.toml"
grep -qF 'keeper = { by = "designate", zone = "lab.test" }' "$scratch/plan.toml"
grep -qF 'host = "registry.lab.test"' "$scratch/plan.toml"
tell "a plan with the project's own zone"

quayside apply "$scratch/plan.toml" --only cloud --yes
cloud list >"$scratch/made"
address=$(sed -n 's/^address: [^ ]* \([^ ]*\) .*quayside .*/\1/p' "$scratch/made")
grep -q "^record: lab.test. registry.lab.test. A \['$address'\] quayside " "$scratch/made" ||
    { echo "no record leads to $address" >&2; grep ^record: "$scratch/made" >&2; exit 1; }
end=$((SECONDS + 60))
until [ "$(asked registry.lab.test. A)" = "$address AA" ]; do
    [ $SECONDS -lt $end ] || { echo "the zone's name server does not know $address" >&2; exit 1; }
done
tell "the record leads to $address, says the zone's own name server"
quayside undo --with-volumes --yes
same "$scratch/before" "undone"
forget

# The zone's own name: its name servers and its SOA are in nobody's way.
quayside plan new --cloud "$name" --host lab.test --yes --out "$scratch/plan.toml"
quayside apply "$scratch/plan.toml" --only cloud --yes
[[ $(asked lab.test. A) = *" AA" ]] || { echo "the zone's own name leads nowhere" >&2; exit 1; }
quayside undo --with-volumes --yes
same "$scratch/before" "the zone's own name"
forget

# Names that somebody uses: an address, an alias, and one of IPv6 alone.
for taken in "taken A 203.0.113.4" "six AAAA 2001:db8::4" "www CNAME taken.lab.test"; do
    host=${taken%% *}.lab.test
    quayside plan new --cloud "$name" --host "$host" --yes --out "$scratch/plan.toml" >"$scratch/said" 2>&1
    says "${taken#* }" "$scratch/said"
    tell "$host: told before anything is made"
done
fails apply "$scratch/plan.toml" --only cloud --yes
says "$host has a record already: ${taken#* }. It was left as it is." "$scratch/said"
tell "$host: left as it is"
quayside undo --with-volumes --yes
same "$scratch/before" "a name in use"
forget
unseen

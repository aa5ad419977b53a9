#!/bin/bash
# The whole plan on a real OpenStack with real guests (cloud.sh --guests, up and seeded): from sign-in to a pushed image
# and a node that has logged in. Substituted are the DNS and the certificate authority, nothing else; an operator's part
# (making the DNS record that the plan asks for by hand) is played by this script.
set -euo pipefail
cd "$(dirname "$0")/../.."
guests=--guests
# shellcheck source=tests/real/scenario.sh
. tests/real/scenario.sh

host=registry.lab.test
node_stands
no_record
cloud list >"$scratch/before"

# The plan that a person gets, changed where this little world is not theirs.
quayside plan new --cloud "$name" --host $host --yes --out "$scratch/plan.toml"
"$VENV/bin/python" - "$scratch/plan.toml" "$node_key" "$STATE/acme/roots.pem" "$node" <<'P'
import re
import sys

path, key, roots, node = sys.argv[1:]
with open(path) as file:
    text = file.read()
text = text.replace('"registry:2.8.3"', '"registry:2.8.2"')
text = re.sub(r'by = "lets_encrypt"', f'by = "lets_encrypt"\ndirectory = "https://acme.lab.test:14000/dir"\nroot = "{roots}"', text)
text += f'\n[[nodes]]\nhost = "{node}"\nuser = "debian"\nkey_file = "{key}"\n'
with open(path, "w") as file:
    file.write(text)
P
quayside plan check "$scratch/plan.toml"
tell "made a plan of the cloud's own answers"

# The person at the DNS: as soon as the project has an address more than before, the name means it.
enter_record() {
    local address
    until address=$(cloud list | grep '^address:' | grep -vFf "$scratch/before" | cut -d ' ' -f 3) && [ -n "$address" ]; do sleep 3; done
    record $host "$address"
}
enter_record &
recorder=$!
trap 'leave; kill $recorder 2>/dev/null || true' EXIT
quayside apply "$scratch/plan.toml" --yes
tell "applied, proven from here"
quayside status

quayside undo --with-volumes --yes
tell "undone"
same "$scratch/before" "the whole plan"

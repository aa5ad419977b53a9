#!/bin/bash
# The neighbours' programs, each in a virtual environment of its own, as a person would install them. Built once and kept
# in the cache; a changed recipe has another name and is built anew. Says where they are.
set -euo pipefail
own=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/real/cloud/settings.sh
here=$own/../cloud GUESTS='' . "$own/../cloud/settings.sh"
COLLECTION=ansible==12.3.0 # the package of all collections: openstack.cloud 2.5.0 is in it

client=$CACHE/client-$(recipe "$own/client.txt")
ansible=$CACHE/ansible-$(recipe "$own/ansible.txt" "$own/prepare.sh")

# venv DIRECTORY REQUIREMENTS
venv() {
    rm -rf "$1"
    /usr/bin/python3 -m venv "$1"
    "$1/bin/pip" install -q --disable-pip-version-check -r "$2"
}

# The one collection that is needed, of more than a hundred.
collection() {
    "$ansible/bin/pip" download -q --disable-pip-version-check --no-deps --dest "$ansible/wheel" "$COLLECTION"
    "$ansible/bin/python" - "$ansible"/wheel/*.whl "$ansible/collections" <<'X'
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel:
    wheel.extractall(sys.argv[2], [name for name in wheel.namelist() if name.startswith("ansible_collections/openstack/cloud/")])
X
    rm -r "$ansible/wheel"
}

mkdir -p "$CACHE"
exec 9>"$CACHE/lock" # two runs at once build one after the other
flock 9
[ -e "$client/complete" ] || { venv "$client" "$own/client.txt"; touch "$client/complete"; }
[ -e "$ansible/complete" ] || { venv "$ansible" "$own/ansible.txt"; collection; touch "$ansible/complete"; }
touch "$client" "$ansible" # what no run has used for two weeks is swept away by cloud/prepare.sh
echo "CLIENT=$client ANSIBLE=$ansible"

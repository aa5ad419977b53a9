#!/bin/bash
# The whole plan on a real OpenStack with real guests, as whole.sh, but from the window and by key presses only
# (cloud.sh --guests, up and seeded): sign-in, every page, the run, until Done is shown. The person who adds the DNS
# record is played by this script, when the page asks for it. Undone from the terminal, from the window's own journal.
# Pictures of all pages are left in tests/window/out/real, or in the folder named by the first argument.
set -euo pipefail
cd "$(dirname "$0")/../.."
guests=--guests
# shellcheck source=tests/real/scenario.sh
. tests/real/scenario.sh
# shellcheck source=packaging/lib.sh
. packaging/lib.sh
# shellcheck source=tests/window/screen.sh
. tests/window/screen.sh
need command:Xvfb=xvfb command:xdotool=xdotool command:maim=maim
need_window_libraries

host=registry.lab.test
node_stands
no_record
cloud list >"$scratch/before"

# What the program logs is read back to know what it shows.
open_screen "${1:-tests/window/out/real}"
trap 'code=$?; close_screen; leave "$code"' EXIT
# A person's own file has their cloud and no other.
awk '/^  [a-z]/ { keep = /^  lab:/ } NR == 1 || keep' "$OS_CLIENT_CONFIG_FILE" >"$scratch/clouds.yaml"
export DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent LANG=en_US.UTF-8 # no keychain, whoever runs the tests
open_window cloud run env HOME="$home" OS_CLIENT_CONFIG_FILE="$scratch/clouds.yaml" "$program"

echo "from page to page:"
shown welcome
# Practise first, or build on your cloud.
press Right
next sign-in
next instance
write lab-registry
for page in address firewall name; do next "$page"; done
# The registry's name; the record by hand; the certificate by the authority of this little world.
write $host
to name-ways
press End
to name-sources
press Right
to name-directory
write https://acme.lab.test:14000/dir
to name-root
write "$STATE/acme/roots.pem"
shot name-typed
next volumes
next registry
to registry-more
press space
to registry-image
press ctrl+a
write registry:2.8.2
shot registry-typed
next nodes
to "Add a node"
press space
until_true "a field for the node" on_field node-host-0
write "$node"
to node-user-0
press ctrl+a
write debian
to nodes-key
write "$node_key"
shot nodes-typed
next review
tell "every page answered"

patience=12000 # a guest that boots without KVM takes minutes; every step has its own bound in the program
press Return
shown run
asked() { told | sed -n 's/.*RecordByHand.*expected: \([0-9.]*\).*/\1/p' | grep . | tail -n 1; }
has_ticked() { shot run-asks && ! cmp -s "$folder/run-asks.png" "$wings/asked"; }
ended() { is_page "done" || told | grep -q 'what="failed"'; }
until_true "the page that asks for the record" asked
shot run-asks
cp "$folder/run-asks.png" "$wings/asked"
# Its seconds count, and what was asked for stands there by then.
until_true "the next second of the run" has_ticked
record $host "$(asked)"
until_true "the end of the run" ended
is_page "done" || give_up "a step of the run failed"
shown "done"
tell "built from the window, proven from here"
press Return
until_true "the window's end" is_closed
app=

quayside status
quayside undo --with-volumes --yes
tell "undone"
same "$scratch/before" "the whole plan from the window"

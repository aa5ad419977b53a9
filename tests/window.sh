#!/bin/sh
# The real program in a real window on a display of its own, from Welcome to Done on the practice cloud, by key presses
# only. Nothing waits for a time to pass: the program logs the page that it shows, and that is waited for.
# Pictures of all pages are left in tests/window/out, or in the folder named by the first argument.
set -eu
cd "$(dirname "$0")/.."
. packaging/lib.sh
. tests/window/screen.sh

need command:Xvfb=xvfb command:xdotool=xdotool command:maim=maim
need_window_libraries
# The tests have built the program already, with the features that they need: building it without those takes minutes.
[ -n "${QUAYSIDE_PROGRAM:-}" ] || cargo build --locked --quiet --bin quayside
program=${QUAYSIDE_PROGRAM:-$(program)}

pictures=${1:-tests/window/out}
trap close_screen EXIT
trap 'exit 130' INT TERM
open_screen "$pictures"
be_nobody "$wings/home"
export QUAYSIDE_PRACTICE_SPEED=20
open_window "$program"

echo "from page to page:"
shown welcome
next sign-in
next instance
# The page begins in the name, and what is typed takes its place.
write dockside
press Escape
shown sign-in
next instance
for page in address firewall name volumes registry nodes review run; do
    next "$page"
done
# Its title names what is built: what was typed outlived going back.
until_true "the name that was typed" has_title " dockside "
shown "done"

if grep -q panicked "$log"; then
    give_up "the program panicked"
fi
echo "Done is shown. Pictures: $pictures"

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

pictures=${1:-tests/window/out}
open_screen "$pictures"
open_window "${QUAYSIDE_PROGRAM:-$(program)}"

echo "from page to page:"
shown welcome
for page in sign-in instance address firewall name volumes registry nodes review run; do
    next "$page"
done
shown "done"
echo "Done is shown; pictures are in $pictures"

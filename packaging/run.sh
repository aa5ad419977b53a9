#!/bin/sh
# Builds Quayside and opens its window, where the practice cloud is chosen already. Without a display the same run is
# made in the terminal. Arguments are handed to the program: sh packaging/run.sh status
set -eu
cd "$(dirname "$0")/.."
. packaging/lib.sh

display=${WAYLAND_DISPLAY:-}${DISPLAY:-}

look_around() {
    need_rust
    need_compiler
    [ -z "$display" ] || need_window_libraries
}

build() {
    [ -e "$(program)" ] || echo "The first build takes some minutes; later ones take seconds."
    cargo build --locked --quiet --bin quayside
}

stage "Looking for what the build needs" look_around
stage "Building Quayside" build
all_took "Ready after"

if [ $# -gt 0 ]; then
    exec "$(program)" "$@"
elif [ -n "$display" ]; then
    echo "The window opens. \"Practise first\" is chosen: nothing leaves this computer."
    exec "$(program)"
else
    echo "There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set): the practice run is made here."
    exec "$(program)" practice
fi

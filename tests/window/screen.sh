# shellcheck shell=sh
# A display of its own, the program in it, and hands that only have a keyboard.

# Longest wait for one thing, in tenths of a second.
patience=${QUAYSIDE_WINDOW_PATIENCE:-300}

# open_screen FOLDER: a display that nobody sees; everything the program keeps goes to a folder that is thrown away.
open_screen() {
    folder=$1
    mkdir -p "$folder"
    rm -f "$folder"/*.png
    home=$(mktemp -d)
    trap close_screen EXIT
    trap 'exit 130' INT TERM
    Xvfb -displayfd 3 -screen 0 1366x768x24 -nolisten tcp 3>"$home/display" 2>"$home/xvfb.log" &
    xvfb=$!
    until_true "the display" test -s "$home/display"
    DISPLAY=:$(cat "$home/display")
    export DISPLAY
    be_nobody
}

close_screen() {
    [ -z "${app:-}" ] || kill "$app" 2>/dev/null || true
    [ -z "${xvfb:-}" ] || kill "$xvfb" 2>/dev/null || true
    wait
    rm -rf "$home"
}

# until_true WHAT COMMAND...: bounded; a program that ended meanwhile is not waited for.
until_true() {
    what=$1
    shift
    waited=0
    until "$@" >/dev/null 2>&1; do
        waited=$((waited + 1))
        if [ "$waited" -gt "$patience" ]; then
            give_up "$what did not come within $((patience / 10)) s"
        elif [ -n "${app:-}" ] && ! kill -0 "$app" 2>/dev/null; then
            give_up "the program ended while $what was waited for"
        fi
        sleep 0.1
    done
}

give_up() {
    echo "FAILED: $1" >&2
    [ -z "${window:-}" ] || shot failed || true
    if [ -s "${log:-}" ]; then
        echo "the end of its log:" >&2
        tail -n 25 "$log" >&2
    fi
    exit 1
}

# From here on nothing of the person who runs the tests is used: no settings, no keychain, no clouds.
be_nobody() {
    unset WAYLAND_DISPLAY OS_CLIENT_CONFIG_FILE
    export HOME="$home" XDG_CONFIG_HOME="$home/config" XDG_DATA_HOME="$home/data" XDG_STATE_HOME="$home/state"
    export XDG_CACHE_HOME="$home/cache" DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent
    export LANG=en_US.UTF-8 ICED_BACKEND=tiny-skia QUAYSIDE_REDUCED_MOTION=1 QUAYSIDE_PRACTICE_SPEED=20
}

# open_window PROGRAM: starts it and gives it the keyboard; there is no window manager that would.
open_window() {
    log=$home/log
    "$1" >"$log" 2>&1 &
    app=$!
    until_true "the window" find_window
    xdotool windowfocus --sync "$window"
}

find_window() {
    window=$(xdotool search --onlyvisible --class org.quayside.Quayside 2>/dev/null | tail -n 1)
    [ -n "$window" ]
}

# The page that the program shows, by its own log.
page() {
    cat "$log" "$home"/state/quayside/logs/* 2>/dev/null | sed -n 's/.*page="\{0,1\}\([a-z-]*\).*/\1/p' | tail -n 1
}

is_page() {
    [ "$(page)" = "$1" ]
}

has_title() {
    xdotool getwindowname "$window" | grep -qF "$1"
}

shot() {
    maim --hidecursor --window "$window" "$folder/$1.png"
}

# shown PAGE: waits for it to be logged and then drawn, and keeps a picture.
shown() {
    until_true "page $1" is_page "$1"
    count=$((${count:-0} + 1))
    name=$(printf '%02d-%s' "$count" "$1")
    same=0
    shot "$name"
    until_true "a picture of page $1" is_drawn "$name"
    last=$folder/$name.png
    echo "  $1"
}

# Whether the picture is of the page and no longer of the one before: another one, that stays as it is; of a run one
# that changes.
is_drawn() {
    mv "$folder/$1.png" "$home/before.png"
    shot "$1"
    if cmp -s "$folder/$1.png" "${last:-/dev/null}" || cmp -s "$home/before.png" "${last:-/dev/null}"; then
        same=0
    elif cmp -s "$folder/$1.png" "$home/before.png"; then
        same=$((same + 1))
    elif is_page run; then
        return 0
    else
        same=0
    fi
    ! is_page run && [ "$same" -ge 3 ]
}

press() {
    xdotool key --clearmodifiers --delay 60 "$@"
}

write() {
    xdotool type --clearmodifiers --delay 60 "$1"
}

# next PAGE: Enter, as a person who reads and agrees.
next() {
    press Return
    shown "$1"
}

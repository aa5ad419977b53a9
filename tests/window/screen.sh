# shellcheck shell=sh
# A display of its own, the program in it, and hands that only have a keyboard.

# Longest wait for one thing, in tenths of a second.
patience=${QUAYSIDE_WINDOW_PATIENCE:-300}

# open_screen FOLDER: a display that nobody sees. Whoever opens it closes it.
open_screen() {
    folder=$1
    mkdir -p "$folder"
    rm -f "$folder"/*.png
    wings=$(mktemp -d)
    Xvfb -displayfd 3 -screen 0 1366x768x24 -nolisten tcp 3>"$wings/display" 2>"$wings/xvfb.log" &
    xvfb=$!
    until_true "the display" test -s "$wings/display"
    DISPLAY=:$(cat "$wings/display")
    # Which field has the focus is told for those who ask.
    export QUAYSIDE_LOG=quayside=info,quayside::ui::keys=debug,warn
    export DISPLAY ICED_BACKEND=tiny-skia QUAYSIDE_REDUCED_MOTION=1
    unset WAYLAND_DISPLAY
}

close_screen() {
    [ -z "${app:-}" ] || end_window TERM
    [ -z "${xvfb:-}" ] || kill "$xvfb" 2>/dev/null || true
    [ -z "${xvfb:-}" ] || wait "$xvfb" 2>/dev/null || true
    rm -rf "${wings:-}"
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
    if [ -n "${window:-}" ] && shot failed 2>/dev/null; then
        echo "what it showed last: $folder/failed.png" >&2
    fi
    if [ -s "${log:-}" ]; then
        echo "the end of its log:" >&2
        tail -n 25 "$log" >&2
    fi
    exit 1
}

# be_nobody FOLDER: from here on nothing of the person who runs the tests is used: no settings, no keychain, no clouds.
# What the program keeps goes to the folder.
be_nobody() {
    unset OS_CLIENT_CONFIG_FILE
    export HOME="$1" XDG_CONFIG_HOME="$1/config" XDG_DATA_HOME="$1/data" XDG_STATE_HOME="$1/state"
    export XDG_CACHE_HOME="$1/cache" DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent LANG=en_US.UTF-8
}

# open_window COMMAND...: starts it and gives it the keyboard; there is no window manager that would.
open_window() {
    log=$wings/log
    window=
    "$@" >>"$log" 2>&1 &
    app=$!
    until_true "the window" find_window
    xdotool windowfocus --sync "$window"
}

# end_window SIGNAL: to the program itself, which may be deep below what was started.
end_window() {
    inner=$app
    until [ "$(cat "/proc/$inner/comm" 2>/dev/null)" = quayside ]; do
        below=$(cat "/proc/$inner/task/$inner/children" 2>/dev/null) || below=
        [ -n "$below" ] || break
        inner=${below%% *}
    done
    kill -"$1" "$inner" 2>/dev/null || true
    wait "$app" 2>/dev/null || true
    app=
}

# The window was closed by a key.
is_closed() {
    ! kill -0 "$app" 2>/dev/null
}

find_window() {
    window=$(xdotool search --onlyvisible --class org.quayside.Quayside 2>/dev/null | tail -n 1)
    [ -n "$window" ]
}

# What the program says of itself.
told() {
    cat "$log" "$XDG_STATE_HOME"/quayside/logs/* 2>/dev/null
}

# The page that it shows.
page() {
    told | sed -n 's/.*page="\{0,1\}\([a-z-]*\).*/\1/p' | tail -n 1
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
    picture=$(printf '%02d-%s' "$count" "$1")
    : >"$wings/seen"
    until_true "a picture of page $1" is_drawn "$picture"
    cp "$wings/seen" "$wings/before"
    echo "  $1"
}

# Whether the picture is of the page and no longer of the one before: one that was not seen there, and that comes again;
# the cursor in a field comes and goes meanwhile. Of a run, whose seconds count, any that was not seen before.
is_drawn() {
    shot "$1"
    sum=$(cksum <"$folder/$1.png")
    ! grep -qxF "$sum" "$wings/before" 2>/dev/null || return 1
    echo "$sum" >>"$wings/seen"
    [ "$(grep -cxF "$sum" "$wings/seen")" -ge 3 ] || is_page run
}

press() {
    xdotool key --clearmodifiers --delay 60 "$@"
}

# to FIELD: Tab, until it has the focus. Each one is waited for: a key that follows it at once may outrun it.
to() {
    steps=0
    until on_field "$1"; do
        [ "$steps" -lt 60 ] || give_up "Tab does not lead to the field $1"
        steps=$((steps + 1))
        before=$(told | grep -c ' focus field=') || true
        press Tab
        until_true "the focus that moves" has_moved
    done
}

on_field() {
    [ "$(told | sed -n 's/.* focus field=.*"\(.*\)".*/\1/p' | tail -n 1)" = "$1" ]
}

has_moved() {
    [ "$(told | grep -c ' focus field=')" -gt "$before" ]
}

write() {
    xdotool type --clearmodifiers --delay 60 "$1"
}

# next PAGE: Enter, as a person who reads and agrees.
next() {
    press Return
    shown "$1"
}

# shellcheck shell=sh
# What the scripts share: stages with their times, packages that are installed where they are missing,
# and a Rust that is new enough.

PATH=$PATH:$HOME/.cargo/bin:/usr/sbin:/sbin
begun_all=$(date +%s)
lists_are_new=no

# stage TITLE COMMAND...: says what it does, does it, says how long it took. A failure ends the script.
stage() {
    title=$1
    shift
    begun=$(date +%s%3N)
    printf '\n== %s\n' "$title"
    set +e
    (
        set -e
        "$@"
    )
    code=$?
    set -e
    took=$(($(date +%s%3N) - begun))
    took=$((took / 1000)).$((took % 1000 / 100))
    if [ "$code" -ne 0 ]; then
        printf -- '-- %s: failed after %s s, exit code %s\n' "$title" "$took" "$code"
        exit "$code"
    fi
    printf -- '-- %s: %s s\n' "$title" "$took"
}

all_took() {
    took=$(($(date +%s) - begun_all))
    printf '\n%s: %d min %02d s\n' "$1" $((took / 60)) $((took % 60))
}

# has command:NAME | library:NAME | file:PATH
has() {
    case $1 in
        command:*) command -v "${1#command:}" >/dev/null ;;
        library:*) ldconfig -p | grep -qF "${1#library:} " ;;
        file:*) [ -e "${1#file:}" ] ;;
    esac
}

# need THING=PACKAGE...: installs the packages of the things that are not there.
need() {
    packages=
    for pair in "$@"; do
        has "${pair%=*}" || packages="$packages ${pair#*=}"
    done
    # shellcheck disable=SC2086 # names of packages have no spaces
    [ -z "$packages" ] || install $packages
}

install() {
    if ! has command:apt-get; then
        echo "This is neither Debian nor Ubuntu. What these packages hold is missing, and has to be installed by hand: $*" >&2
        return 1
    elif [ "$(id -u)" = 0 ]; then
        as_root="env DEBIAN_FRONTEND=noninteractive"
    elif has command:sudo; then
        as_root="sudo env DEBIAN_FRONTEND=noninteractive"
    else
        echo "Packages are missing, and there is no sudo to install them. As root: apt-get install --no-install-recommends $*" >&2
        return 1
    fi
    echo "installing: $*"
    if [ "$lists_are_new" = no ]; then
        $as_root apt-get -qq -o DPkg::Lock::Timeout=300 update
        lists_are_new=yes
    fi
    $as_root apt-get -qq -o DPkg::Lock::Timeout=300 install --yes --no-install-recommends "$@" >/dev/null
}

# What the build itself needs beside Rust: a C compiler and linker, nothing else.
need_compiler() {
    need command:cc=gcc file:/usr/include/stdio.h=libc6-dev file:/etc/ssl/certs/ca-certificates.crt=ca-certificates
}

need_rust() {
    wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
    found=$(cargo --version 2>/dev/null | cut -d ' ' -f 2)
    oldest=$(printf '%s\n%s\n' "$wanted" "${found:-0}" | sort -V | head -n 1)
    if [ "$oldest" = "$wanted" ]; then
        echo "Rust $found is new enough (from $wanted on)"
    elif has command:rustup; then
        echo "Rust $wanted or newer is needed, ${found:-none} is here. This brings it: rustup update stable" >&2
        return 1
    else
        first=
        has command:curl || first="apt-get install curl (as root), then "
        echo "Rust $wanted or newer is needed, ${found:-none} is here, and the distribution's own is older. This brings it: ${first}curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh" >&2
        return 1
    fi
}

# What a window needs on X11, and on Wayland; the program loads these when it starts.
need_window_libraries() {
    need library:libX11.so.6=libx11-6 \
        library:libX11-xcb.so.1=libx11-xcb1 \
        library:libXcursor.so.1=libxcursor1 \
        library:libXi.so.6=libxi6 \
        library:libxkbcommon.so.0=libxkbcommon0 \
        library:libxkbcommon-x11.so.0=libxkbcommon-x11-0
    [ -z "${WAYLAND_DISPLAY:-}" ] || need library:libwayland-client.so.0=libwayland-client0
}

# Where cargo puts the program.
program() {
    echo "${CARGO_TARGET_DIR:-target}/debug/quayside"
}

# test_program NAME: builds tests/NAME.rs, and says where cargo put it.
test_program() {
    cargo test --locked --quiet --no-run --test "$1" --message-format=json |
        sed -n "s/.*\"executable\":\"\([^\"]*\/$1-[^\"]*\)\".*/\1/p" | tail -n 1 | grep .
}

#!/bin/bash
# Real machines as a cloud makes them, without a cloud: Debian 12 with systemd, cloud-init, sudo and sshd under qemu
# (no KVM), from the image of the cloud's guests. The user is `debian`, the key $STATE/key.
#
#   machine.sh up NAME [SAVED]    start a machine: from its saved memory in some seconds. SAVED is `booted` (a cloud's new
#                                 machine, Docker in its image; when nothing is said), `bare` (no Docker, and tools for disks
#                                 of all kinds), the word of an earlier `save`, or `cold`: booted, which takes ten times as long
#   machine.sh attach NAME VOLUME SIZE [virtio|scsi]   plug a volume in, as a cloud does: its serial is the volume's id
#                                 (virtio keeps 20 characters of it). It lies in $STATE/volumes, and is made if it is not there
#   machine.sh detach NAME VOLUME
#   machine.sh reset NAME [VOLUME…]   cut the power and start again, with these volumes in this order (without: as it was)
#   machine.sh save NAME SAVED    keep memory and disk in the cache under that name; ends the machine
#   machine.sh internet on|off|silent   a mirror of Debian that answers (by name), cannot be reached, or never answers
#   machine.sh ssh NAME CMD…      run a command on it
#   machine.sh address NAME       where it answers: ports 22, 80 and 443
#   machine.sh console NAME       what it has printed since its first start
#   machine.sh run CMD…           run a command where the machines' addresses can be reached, and where this script works too;
#                                 its SSH looks for a person's keys and known hosts in $STATE/home
#   machine.sh env                shell lines: STATE, the directory of all this
#   machine.sh down [NAME]        end the machine, or all of them and their network; disks and volumes go, logs stay
#
# Several can run side by side, and several sets of them (QUAYSIDE_MACHINE_STATE). All runs in process, network and mount
# namespaces of its own (machine/world.sh is their first process): when that one ends, the kernel ends all the others.
set -euo pipefail
me=$(realpath "$0")
here=$(dirname "$me")/cloud
export GUESTS=-machines
# shellcheck source=tests/real/cloud/settings.sh
. "$here/settings.sh"
export STATE=${QUAYSIDE_MACHINE_STATE:-/var/tmp/quayside-machines}
own=$(dirname "$me")/machine

inside() {
    local holder first
    running || { echo "No machine runs in $STATE. Start one with: $0 up NAME" >&2; exit 3; }
    holder=$(cat "$STATE/holder")
    first=$(cat "/proc/$holder/task/$holder/children")
    nsenter --target "${first% }" --mount --pid --net -- env --chdir="$PWD" INSIDE=yes "$@" # from in there it calls itself directly
}

world() {
    [ "$(id -u)" = 0 ] || { echo "machine.sh needs root: it makes namespaces and runs the machines in them" >&2; exit 1; }
    mkdir -p "$STATE/log"
    exec 8>"$STATE/log/lock"
    flock 8
    if ! running; then
        rm -f "$STATE/ready"
        setsid unshare --mount --pid --fork --mount-proc --kill-child --net "$own/world.sh" >"$STATE/log/world.log" 2>&1 </dev/null 8>&- &
        echo $! >"$STATE/holder"
        while running && [ ! -e "$STATE/ready" ]; do sleep 0.1; done
        [ -e "$STATE/ready" ] || { cat "$STATE/log/world.log" >&2; exit 1; }
    fi
    exec 8>&-
}

# What is needed of this computer, and the namespaces.
begin() {
    "$here/prepare.sh"
    world
    mirror
}

# --- inside: one machine, all of whose things lie in $STATE/NAME ---

qmp() { # NAME JSON…
    local name=$1
    shift
    /usr/bin/python3 "$own/qmp.py" "$STATE/$name/qmp" "$@"
}

alive() { [ -f "$STATE/$1/pid" ] && kill -0 "$(cat "$STATE/$1/pid")" 2>/dev/null; }

# drive ID FILE FORMAT: its words for qemu. What is written need not outlive the power of the computer.
drive() { printf 'if=none,id=%s,file=%s,format=%s,cache=unsafe' "$1" "$2" "$3"; }

# The bus of a machine that OpenStack makes: virtio disks on PCI, and a SCSI controller beside. The order of the
# addresses is the order in which a starting kernel finds them.
start() { # NAME MORE…
    local name=$1 home=$STATE/$1 address port ports=
    shift
    address=$(cat "$home/address")
    for port in 22 80 443; do ports=$ports,hostfwd=tcp:$address:$port-:$port; done
    qemu-system-x86_64 -name "$name" -M pc,accel=tcg,vmport=off -cpu max -smp 2 -m 1024 \
        -nodefaults -no-user-config -display none -pidfile "$home/pid" -daemonize \
        -kernel "$IMAGE/vmlinuz" -initrd "$IMAGE/initrd" \
        -append "root=LABEL=cloudroot rw console=ttyS0 net.ifnames=0 quiet mitigations=off" \
        -chardev "file,id=console,path=$home/console,append=on" -serial chardev:console -qmp "unix:$home/qmp,server=on,wait=off" \
        -netdev "user,id=net0,ipv6=off$ports" -device virtio-net-pci,netdev=net0,mac=52:54:00:12:34:56,romfile=,addr=3 \
        -drive "$(drive root "$home/disk" qcow2)" -device virtio-blk-pci,drive=root,addr=4 \
        -drive "$(drive config "$home/config.iso" raw),readonly=on" -device virtio-blk-pci,drive=config,addr=5 \
        -device virtio-rng-pci,addr=6 -device virtio-scsi-pci,id=scsi0,addr=7 "$@" 8>&- 9>&-
}

# What Nova writes on the drive by which a new machine learns who it is.
config_drive() { # FILE
    local tree=$STATE/config-drive.$$
    mkdir -p "$tree/openstack/latest"
    cat >"$tree/openstack/latest/meta_data.json" <<J
{"uuid": "$(cat /proc/sys/kernel/random/uuid)", "name": "registry", "hostname": "registry.novalocal", "launch_index": 0,
 "availability_zone": "nova", "public_keys": {"test": "$(cat "$STATE/key.pub")"}, "devices": []}
J
    cat >"$tree/openstack/latest/network_data.json" <<'J'
{"links": [{"id": "tap0", "type": "phy", "ethernet_mac_address": "52:54:00:12:34:56", "mtu": 1500}],
 "networks": [{"id": "network0", "type": "ipv4_dhcp", "link": "tap0", "network_id": "net"}], "services": []}
J
    genisoimage -quiet -o "$1" -V config-2 -J -r "$tree"
    rm -rf "$tree"
}

on() { # NAME CMD…
    local name=$1
    shift
    ssh -i "$STATE/key" -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -o BatchMode=yes \
        -o ConnectTimeout=5 "debian@$(cat "$STATE/$name/address")" "$@"
}

answers() { # NAME
    local end=$((SECONDS + 300))
    until on "$1" true </dev/null 2>/dev/null; do
        alive "$1" || { echo "$1 has ended" >&2; return 1; }
        [ $SECONDS -lt $end ] || { echo "$1 does not answer; its console ends so:" >&2; tail -n 5 "$STATE/$1/console" >&2; return 1; }
        sleep 0.2
    done
}

address_for() { # the first that no machine has
    local n=10
    while grep -qsx "198.51.100.$n" "$STATE"/*/address; do n=$((n + 1)); done
    echo "198.51.100.$n"
}

settle_in() { # NAME: the directory of a new machine
    [ ! -e "$STATE/$1" ] || { echo "There is a machine $1 already." >&2; return 1; }
    (
        flock 8
        mkdir "$STATE/$1"
        address_for >"$STATE/$1/address.new"
        mv "$STATE/$1/address.new" "$STATE/$1/address"
    ) 8>"$STATE/log/lock"
    : >"$STATE/$1/volumes"
}

boot() { # NAME
    settle_in "$1"
    config_drive "$STATE/$1/config.iso"
    qemu-img create -q -f qcow2 -b "$IMAGE/root.qcow2" -F qcow2 "$STATE/$1/disk"
    start "$1"
    answers "$1"
    on "$1" 'cloud-init status --wait >/dev/null; systemctl is-system-running --wait >/dev/null; true' </dev/null
}

# Saved memory fits one image, one qemu and one make of machine only.
saved_in() {
    echo "$CACHE/machine-$({ cat "$here/image.sh"; qemu-system-x86_64 --version; declare -f drive start config_drive boot save; } | sha256sum | cut -c1-12)"
}

resume() { # NAME DIRECTORY
    settle_in "$1"
    cp "$2/config.iso" "$2/console" "$STATE/$1/"
    qemu-img create -q -f qcow2 -b "$2/disk" -F qcow2 "$STATE/$1/disk"
    start "$1" -incoming "exec:cat $2/memory"
    while qmp "$1" '{"execute": "query-status"}' | grep -q inmigrate; do sleep 0.05; done
    qmp "$1" '{"execute": "cont"}' >/dev/null # it was saved while it stood still
    answers "$1"
    on "$1" "sudo date -u -s @$(date +%s)" </dev/null >/dev/null # its clock, too
}

save() { # NAME DIRECTORY
    local state
    mkdir -p "$2"
    on "$1" sync </dev/null
    qmp "$1" '{"execute": "stop"}' "{\"execute\": \"migrate-set-parameters\", \"arguments\": {\"max-bandwidth\": 10000000000}}" \
        "{\"execute\": \"migrate\", \"arguments\": {\"uri\": \"exec:cat >$2/memory\"}}" >/dev/null
    until state=$(qmp "$1" '{"execute": "query-migrate"}') && grep -qE '"status": "(completed|failed)"' <<<"$state"; do sleep 0.1; done
    grep -q '"status": "completed"' <<<"$state" || { echo "$state" >&2; return 1; }
    quit "$1"
    mv "$STATE/$1/disk" "$STATE/$1/config.iso" "$STATE/$1/console" "$2/"
    touch "$2/complete"
    rm -rf "${STATE:?}/$1"
}

quit() { # NAME
    local pid
    alive "$1" || return 0
    pid=$(cat "$STATE/$1/pid")
    qmp "$1" '{"execute": "quit"}' >/dev/null 2>&1 || kill -KILL "$pid"
    while kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
}

booted() { # CACHE
    [ ! -e "$1/booted/complete" ] || { touch "$1"; return; }
    rm -rf "$1"/booted "$1"/bare-*
    mkdir -p "$1"
    rm -f "$1/key"
    ssh-keygen -q -t ed25519 -N '' -C test -f "$1/key"
    cp "$1/key" "$1/key.pub" "$STATE/"
    boot "builder-$$"
    step "a machine has booted"
    save "builder-$$" "$1/booted"
    step "its memory is saved"
}

bare() { # CACHE
    [ ! -e "$1/$(bare_name)/complete" ] || return 0
    cp "$1/key" "$1/key.pub" "$STATE/"
    rm -rf "$1"/bare-*
    resume "builder-$$" "$1/booted"
    internet on
    on "builder-$$" sudo sh -s <"$own/bare.sh"
    internet off
    save "builder-$$" "$1/$(bare_name)"
    step "a machine without Docker is made of it"
}

up() { # NAME [SAVED]
    local cache saved=${2:-booted}
    cache=$(saved_in)
    (
        flock 9 # two at once: one builds, the other waits
        [ "$saved" = cold ] || booted "$cache"
        [ "$saved" != bare ] || bare "$cache"
    ) 9>"$CACHE/machine-lock"
    case $saved in
    cold)
        [ -e "$STATE/key" ] || ssh-keygen -q -t ed25519 -N '' -C test -f "$STATE/key"
        boot "$1"
        step "$1 has booted, and answers at $(cat "$STATE/$1/address")"
        return
        ;;
    bare) saved=$(bare_name) ;;
    esac
    [ -e "$cache/$saved/complete" ] || { echo "Nothing is saved as $saved." >&2; return 1; }
    cp "$cache/key" "$cache/key.pub" "$STATE/"
    resume "$1" "$cache/$saved"
    step "$1 answers at $(cat "$STATE/$1/address")"
}

# --- the internet, as far as a machine needs it ---

bare_name() { echo "bare-$(recipe "$own/mirror.sh" "$own/bare.sh")"; }

mirror() { # made outside, where this computer's own mirror answers
    local at
    at=$CACHE/mirror-$(recipe "$own/mirror.sh" "$here/image.sh")
    exec 9>"$CACHE/machine-lock"
    flock 9
    if [ -e "$at/complete" ]; then touch "$at"; else "$own/mirror.sh" "$at" "$IMAGE"; step "a mirror of Debian is made"; fi
    exec 9>&-
    ln -sfn "$at" "$STATE/mirror"
}

internet() { # on|off|silent
    iptables -F INPUT
    case $1 in
    off) ip address del 203.0.113.0/24 dev lo 2>/dev/null || true ;;
    silent)
        ip address replace 203.0.113.0/24 dev lo
        echo '203.0.113.10 deb.debian.org' >"$STATE/names/mirror"
        iptables -A INPUT -d 203.0.113.0/24 -j DROP
        ;;
    on)
        ip address replace 203.0.113.0/24 dev lo
        echo '203.0.113.10 deb.debian.org' >"$STATE/names/mirror"
        curl -sfo "$STATE/mirror-answer" http://203.0.113.10/debian/dists/bookworm/Release && return
        setsid /usr/bin/python3 -m http.server --bind 203.0.113.10 --directory "$STATE/mirror" 80 >"$STATE/log/mirror.log" 2>&1 </dev/null 8>&- 9>&- &
        until curl -sfo "$STATE/mirror-answer" http://203.0.113.10/debian/dists/bookworm/Release; do kill -0 $!; sleep 0.1; done
        ;;
    *) echo "on, off or silent" >&2; return 2 ;;
    esac
}

# --- volumes: lines of `ID BUS` in $STATE/NAME/volumes, a file for each in $STATE/volumes ---

volume_file() { echo "$STATE/volumes/$1.raw"; }

# qemu's own names are short: they end as the id does.
device() { # ID BUS
    if [ "$2" = scsi ]; then
        printf '{"driver": "scsi-hd", "bus": "scsi0.0", "id": "d-%s", "drive": "v-%s", "serial": "%s", "device_id": "%s"}' "${1: -12}" "${1: -12}" "$1" "$1"
    else
        printf '{"driver": "virtio-blk-pci", "id": "d-%s", "drive": "v-%s", "serial": "%s"}' "${1: -12}" "${1: -12}" "$1"
    fi
}

blockdev() { # ID
    printf '{"driver": "raw", "node-name": "v-%s", "file": {"driver": "file", "filename": "%s", "cache": {"no-flush": true}}}' "${1: -12}" "$(volume_file "$1")"
}

attach() { # NAME VOLUME SIZE [BUS]
    mkdir -p "$STATE/volumes"
    [ -e "$(volume_file "$2")" ] || truncate -s "$3" "$(volume_file "$2")"
    qmp "$1" "{\"execute\": \"blockdev-add\", \"arguments\": $(blockdev "$2")}" \
        "{\"execute\": \"device_add\", \"arguments\": $(device "$2" "${4:-virtio}")}" >/dev/null
    echo "$2 ${4:-virtio}" >>"$STATE/$1/volumes"
}

# The machine has to let go of it first.
detach() { # NAME VOLUME
    qmp "$1" "{\"execute\": \"device_del\", \"arguments\": {\"id\": \"d-${2: -12}\"}}" >/dev/null
    until qmp "$1" "{\"execute\": \"blockdev-del\", \"arguments\": {\"node-name\": \"v-${2: -12}\"}}" >/dev/null 2>&1; do sleep 0.1; done
    sed -i "/^$2 /d" "$STATE/$1/volumes"
}

reset() { # NAME [VOLUME…]
    local name=$1 id bus devices=()
    shift
    quit "$name"
    if [ $# -gt 0 ]; then
        for id in "$@"; do
            bus=$(awk -v id="$id" '$1 == id { print $2 }' "$STATE/$name/volumes")
            echo "$id ${bus:-virtio}"
        done >"$STATE/$name/volumes.new"
        mv "$STATE/$name/volumes.new" "$STATE/$name/volumes"
    fi
    while read -r id bus; do
        devices+=(-blockdev "$(blockdev "$id")" -device "$(device "$id" "$bus")")
    done <"$STATE/$name/volumes"
    start "$name" "${devices[@]}"
    answers "$name"
    step "$name has started again"
}

clock
verb=${1:-help}
[ $# -gt 0 ] && shift
case $verb in
up)
    if [ -z "${INSIDE:-}" ]; then
        begin
    fi
    ;;&
up | attach | detach | reset | save | ssh | internet)
    if [ -z "${INSIDE:-}" ]; then
        inside "$me" "$verb" "$@"
        exit
    fi
    case $verb in
    attach | detach | save | ssh) alive "${1:?the name of a machine}" || { echo "No machine $1 runs." >&2; exit 3; } ;;
    esac
    case $verb in
    ssh) on "$@" ;;
    save) save "$1" "$(saved_in)/$2" ;;
    *) "$verb" "$@" ;;
    esac
    ;;
address) cat "$STATE/$1/address" ;;
console) cat "$STATE/$1/console" ;;
run)
    if [ -n "${INSIDE:-}" ]; then exec "$@"; fi
    begin
    inside "$@"
    ;;
env) echo "export STATE=$STATE" ;;
down)
    if [ $# = 0 ]; then down; exit; fi
    if [ -z "${INSIDE:-}" ]; then
        inside "$me" down "$@"
        exit
    fi
    quit "$1"
    rm -rf "${STATE:?}/$1"
    ;;
*)
    sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' "$0"
    [ "$verb" = help ] || exit 2
    ;;
esac

#!/bin/bash
# What the cloud needs on the machine: Debian packages, a virtual environment with OpenStack, for guests an image.
# Machines without a cloud (GUESTS=-machines) need the image and what runs it.
# Built once and kept in the cache; a changed recipe has another name and is built anew.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/real/cloud/settings.sh
. "$here/settings.sh"
clock

packages="mariadb-server rabbitmq-server python3-venv iproute2 procps curl"
machines="qemu-system-x86 qemu-utils mmdebstrap genisoimage dnsmasq-base iptables e2fsprogs openssh-client openssl pebble"
case $GUESTS in
-guests)
    packages="$packages $machines openvswitch-switch libvirt-daemon libvirt-daemon-driver-qemu libvirt-clients
        python3-libvirt dnsmasq-utils ipset conntrack iputils-arping haproxy keepalived radvd dosfstools"
    ;;
-machines) packages="$machines iproute2 procps curl python3" ;;
esac

missing() { # the given packages that are not installed
    local p
    for p in $packages; do
        dpkg-query -W -f '${Status}\n' "$p" 2>/dev/null | grep -q ' installed$' || echo "$p"
    done
}

install() {
    local want
    want=$(missing)
    [ -n "$want" ] || return 0
    apt-get -qq -o DPkg::Lock::Timeout=600 update || true # a source that does not answer may not be ours
    # Debian's qemu refuses to stand beside qemu-utils of another release: take the one that fits.
    if grep -q qemu-system-x86 <<<"$want"; then
        local release
        release=$(apt-cache policy qemu-system-x86 | awk '/Candidate:/ { print $2 }')
        want="$want $(apt-cache madison qemu-utils | awk -v r="${release%%+*}" 'index($3, r) == 1 { print "qemu-utils=" $3; exit }')"
    fi
    # Packages that start their service on installation would leave daemons behind; the cloud starts its own.
    local policy=/usr/sbin/policy-rc.d
    [ -e $policy ] || { printf '#!/bin/sh\nexit 101\n' >$policy; chmod +x $policy; trap 'rm -f /usr/sbin/policy-rc.d' EXIT; }
    # shellcheck disable=SC2086 # a list of words
    DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 install -qq -y --no-install-recommends \
        --allow-downgrades $want >"$CACHE/apt.log" 2>&1 || { tail "$CACHE/apt.log" >&2; return 1; }
    step "installed from Debian: $(wc -w <<<"$want") packages"
}

venv() {
    if [ -e "$VENV/complete" ]; then touch "$VENV"; return; fi
    rm -rf "$VENV"
    /usr/bin/python3 -m venv "$VENV"
    "$VENV/bin/pip" install -q --disable-pip-version-check -c "$here/constraints.txt" \
        keystone glance nova neutron cinder openstack-placement designate openstacksdk PyMySQL cheroot
    cp -r "$here/drivers" "$VENV/" # building leaves files beside the sources
    "$VENV/bin/pip" install -q --disable-pip-version-check --no-deps "$VENV/drivers"
    touch "$VENV/complete"
    step "installed from PyPI: OpenStack"
}

# libvirt's binding must fit the system's library: Debian's own, made visible to the virtual environment.
libvirt() {
    local site
    site=$("$VENV/bin/python" -c 'import site; print(site.getsitepackages()[0])')
    ln -sfn /usr/lib/python3/dist-packages/libvirt* "$site/"
}

mkdir -p "$CACHE"
exec 9>"$CACHE/lock" # two runs at once build one after the other
flock 9
install
[ "$GUESTS" = -machines ] || venv
[ "$GUESTS" != -guests ] || libvirt
if [ -n "$GUESTS" ]; then
    if [ -e "$IMAGE/complete" ]; then touch "$IMAGE"; else "$here/image.sh" "$IMAGE"; step "built the guests' image"; fi
fi
# What no run has used for two weeks came from older recipes.
find "$CACHE" -mindepth 1 -maxdepth 1 -mtime +14 ! -name "*lock" -exec rm -rf {} +

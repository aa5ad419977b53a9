#!/bin/bash
# image.sh DIRECTORY: builds the guests' Debian 12 there: root.qcow2 (a bare filesystem), vmlinuz and initrd beside it.
# Guests have no way to the internet, so Docker is installed, and the two container images that a plan asks for are
# made out of Debian's own packages: registry:2.8.2 and caddy:2.
set -euo pipefail
me=$(realpath "$0")
mirror=${QUAYSIDE_DEBIAN_MIRROR:-http://deb.debian.org/debian}

packages=linux-image-cloud-amd64,initramfs-tools,systemd-sysv,udev,dbus,cloud-init,openssh-server,sudo,ifupdown
packages=$packages,isc-dhcp-client,iproute2,iputils-ping,netbase,procps,kmod,ca-certificates,curl,openssl,e2fsprogs,xfsprogs
packages=$packages,parted,fdisk,gdisk,python3-minimal,python3-cffi-backend,docker.io,apparmor

# The initrd knows a virtual machine's devices and nothing else: emulated processors unpack slowly.
before_packages() {
    mkdir -p "$1/etc/initramfs-tools/conf.d"
    echo MODULES=list >"$1/etc/initramfs-tools/conf.d/guest"
    printf '%s\n' virtio_pci virtio_blk virtio_net virtio_rng ext4 ata_piix ata_generic sr_mod cdrom isofs vfat >"$1/etc/initramfs-tools/modules"
}

# The packages that become container images, put aside while the new system can still fetch.
fetch() { chroot "$1" sh -c 'cd /root && apt-get -qq download docker-registry caddy busybox-static'; }

# What makes an image of an installation: no keys, no names, no timers that fetch things.
settle() {
    rm -f "$1"/etc/ssh/ssh_host_* "$1/etc/hostname"
    : >"$1/etc/machine-id"
    : >"$1/etc/resolv.conf"
    echo 'LABEL=cloudroot / ext4 defaults,noatime,errors=remount-ro 0 1' >"$1/etc/fstab"
    cat >"$1/etc/cloud/cloud.cfg.d/90-guest.cfg" <<'X'
datasource_list: [ ConfigDrive, None ]
ssh_genkeytypes: [ ed25519 ]
manage_etc_hosts: true
apt_preserve_sources_list: true
package_update: false
package_upgrade: false
cloud_init_modules: [ seed_random, write-files, resizefs, set_hostname, update_hostname, update_etc_hosts, ca-certs, users-groups, ssh ]
cloud_config_modules: [ set-passwords, runcmd ]
cloud_final_modules: [ scripts-per-once, scripts-user, ssh-authkey-fingerprints, keys-to-console, final-message ]
X
    printf 'net.ipv6.conf.%s.disable_ipv6=1\n' all default >"$1/etc/sysctl.d/90-guest.conf"
    chroot "$1" systemctl mask -q systemd-networkd-wait-online.service apt-daily.timer apt-daily-upgrade.timer \
        e2scrub_all.timer e2scrub_reap.service man-db.timer fstrim.timer
    chroot "$1" systemctl enable -q serial-getty@ttyS0
}

# container_tree NAME BINARY: a file tree that holds a program of Debian, its libraries and a small shell.
container_tree() {
    local tree=$to/$1 library
    mkdir -p "$tree/bin" "$tree/tmp" "$tree/etc/ssl/certs"
    cp "$to/unpacked$2" "$tree/bin/$1"
    cp "$to/unpacked/bin/busybox" "$tree/bin/busybox"
    ln -s busybox "$tree/bin/sh"
    cp "$root/etc/ssl/certs/ca-certificates.crt" "$tree/etc/ssl/certs/"
    { ldd "$tree/bin/$1" 2>/dev/null || true; } | grep -o '/[^ ]*' | while read -r library; do
        mkdir -p "$tree$(dirname "$library")"
        cp -L "$root$library" "$tree$library"
    done
    tar -C "$tree" -c . >"$root/root/$1.tar"
    rm -rf "$tree"
}

# Docker itself puts the images into its store, once, here: a guest would need half a minute for each.
store() {
    mount --bind "$1" "$1" # Docker wants its root to be a mount of its own
    cd "$1"
    mount -t proc proc "$1/proc"
    mount --rbind /sys "$1/sys"
    mount --rbind /dev "$1/dev"
    mount -t tmpfs tmpfs "$1/run"
    chroot "$1" dockerd --bridge=none --iptables=false --ip6tables=false --storage-driver=overlay2 >"$1/../dockerd.log" 2>&1 &
    local docker=$!
    until chroot "$1" docker version >/dev/null 2>&1; do
        kill -0 $docker || { cat "$1/../dockerd.log" >&2; return 1; }
        sleep 0.2
    done
    chroot "$1" docker import -c 'ENV PATH=/bin' -c 'VOLUME /var/lib/registry' -c 'ENTRYPOINT ["/bin/registry", "serve"]' \
        -c 'CMD ["/etc/docker/registry/config.yml"]' /root/registry.tar registry:2.8.2
    chroot "$1" docker import -c 'ENV PATH=/bin' -c 'CMD ["caddy", "run"]' /root/caddy.tar caddy:2
    kill $docker
    wait $docker || true
}

container_images() {
    local package
    for package in "$root"/root/*.deb; do dpkg -x "$package" "$to/unpacked"; done
    rm -f "$root"/root/*.deb
    container_tree registry /usr/bin/docker-registry
    container_tree caddy /usr/bin/caddy
    rm -rf "$to/unpacked"
    unshare --mount --pid --fork --net --kill-child "$me" store "$root" >"$to/images.log"
    rm -f "$root"/root/*.tar
}

build() {
    rm -rf "$to"
    mkdir -p "$to"
    cd / # a change of root stays in a directory that is there
    mmdebstrap --quiet --variant=minbase --mode=root --include="$packages" \
        --aptopt='APT::Install-Recommends "false"' \
        --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
        --essential-hook="'$me' before_packages \"\$1\"" --customize-hook="'$me' fetch \"\$1\"" --customize-hook="'$me' settle \"\$1\"" \
        bookworm "$root" "deb $mirror bookworm main"
    container_images
    cp "$root"/boot/vmlinuz-* "$to/vmlinuz"
    cp "$root"/boot/initrd.img-* "$to/initrd"
    truncate -s 3G "$to/root.raw"
    mkfs.ext4 -q -L cloudroot -d "$root" "$to/root.raw"
    qemu-img convert -O qcow2 "$to/root.raw" "$to/root.qcow2"
    rm -rf "$root" "$to/root.raw"
    touch "$to/complete"
}

case $1 in
before_packages) before_packages "$2" ;; # these are called back by mmdebstrap and unshare
fetch) fetch "$2" ;;
settle) settle "$2" ;;
store) store "$2" ;;
*)
    to=$1
    root=$to/root
    build
    ;;
esac

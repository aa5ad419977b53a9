#!/bin/sh
# Runs on a machine (as root): makes of it one that has no Docker yet but knows where to fetch it, and can make disks of all
# kinds. What is slow happens here once: its memory is saved afterwards.
set -eu
echo 'deb [trusted=yes] http://deb.debian.org/debian bookworm main' >/etc/apt/sources.list
echo 'update_initramfs=no' >/etc/initramfs-tools/update-initramfs.conf # nothing of this is needed at start
systemctl disable -q --now docker.service docker.socket containerd.service
apt-get -qq update
DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install lvm2 mdadm cryptsetup-bin >/dev/null
DEBIAN_FRONTEND=noninteractive apt-get -qq -y remove docker.io containerd runc tini apparmor >/dev/null
rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin /etc/docker
modprobe -a dm-mod dm-crypt raid1 xfs ext4
journalctl -q --rotate --vacuum-time=1s
fstrim / || true

#!/bin/bash
# mirror.sh DIRECTORY IMAGE: makes a mirror of Debian there that holds what the machines install, and nothing else: Docker, and
# the tools that make disks which are not empty. The packages come from this computer's own mirror.
set -euo pipefail
to=$1 image=$2
wanted="docker.io apparmor lvm2 mdadm cryptsetup-bin"
taken="docker.io containerd runc tini apparmor" # what the image has of it, and bare.sh takes away

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
qemu-img convert -O raw "$image/root.qcow2" "$work/root"
debugfs -R 'cat /var/lib/dpkg/status' "$work/root" 2>/dev/null |
    awk -v taken=" $taken " 'BEGIN { RS = ""; ORS = "\n\n" } !index(taken, " " $2 " ")' >"$work/status"

packages=$to/debian/pool
rm -rf "$to"
mkdir -p "$packages/partial" "$to/debian/dists/bookworm/main/binary-amd64"
apt-get -qq -o DPkg::Lock::Timeout=600 update || true # a source that does not answer may not be ours
# shellcheck disable=SC2086 # a list of words
apt-get -qq -y --download-only --no-install-recommends -o Dir::State::status="$work/status" -o Dir::Cache::archives="$packages" \
    -o Debug::NoLocking=1 -o APT::Sandbox::User=root install $wanted >/dev/null
rm -rf "$packages/partial" "$packages/lock"

cd "$to/debian"
for file in pool/*.deb; do
    dpkg-deb -f "$file"
    printf 'Filename: %s\nSize: %s\nSHA256: %s\n\n' "$file" "$(stat -c %s "$file")" "$(sha256sum <"$file" | cut -d ' ' -f 1)"
done >dists/bookworm/main/binary-amd64/Packages
cd dists/bookworm
index=main/binary-amd64/Packages
{
    printf 'Origin: Debian\nSuite: oldstable\nCodename: bookworm\nArchitectures: amd64\nComponents: main\nSHA256:\n'
    printf ' %s %s %s\n' "$(sha256sum <$index | cut -d ' ' -f 1)" "$(stat -c %s $index)" $index
} >Release
touch "$to/complete"

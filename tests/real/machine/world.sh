#!/bin/bash
# The first process of the namespaces in which the machines run: their little internet. When it ends, for whatever
# reason, the kernel ends everything that runs inside.
#
# Machines have addresses of 198.51.100.0/24, the internet is 203.0.113.0/24; both lie on the loopback device, and a
# machine reaches what its qemu can reach from here. Names are what stands in the files of $STATE/names (lines as in
# /etc/hosts), as soon as it stands there.
set -euo pipefail
ip link set lo up
ip address add 198.51.100.0/24 dev lo # a whole network: every address of it is ours
ip address add 203.0.113.0/24 dev lo
mkdir -p "$STATE/names"
echo 'nameserver 127.0.0.1' >"$STATE/resolv.conf"
mount --bind "$STATE/resolv.conf" "$(realpath /etc/resolv.conf)"
# Who is root in here has a home of its own: SSH looks for keys and known hosts there, and not in a person's.
mkdir -p "$STATE/home/.ssh"
sed "s|^\(root:.*:\)/root:|\1$STATE/home:|" /etc/passwd >"$STATE/passwd"
mount --bind "$STATE/passwd" /etc/passwd
dnsmasq --keep-in-foreground --conf-file=/dev/null --pid-file= --no-resolv --no-hosts --user=root \
    --hostsdir="$STATE/names" --bind-interfaces --listen-address=127.0.0.1 >"$STATE/log/names.log" 2>&1 &
touch "$STATE/ready"
while :; do sleep 1000 & wait $!; done

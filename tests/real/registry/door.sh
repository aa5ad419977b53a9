# shellcheck shell=bash
# From an empty disk to a registry behind HTTPS; who gets in, and by which ways.
# shellcheck disable=SC2154

# What every process was started with, from now on: looked through at the end (secrets.sh).
watch='while :; do cat /proc/[0-9]*/cmdline; echo; sleep 0.5; done >/root/seen 2>/dev/null </dev/null & echo $! >/root/watcher'
for one in registry node; do on $one "sudo sh -c '$watch'" </dev/null >/dev/null 2>&1; done

volume=$(cat /proc/sys/kernel/random/uuid)
INSIDE=yes tests/real/machine.sh attach registry "$volume" 700M
has "$(hand look TARGETS="debian@$registry")" 'Look' "the machine is known"
has "$(hand disk TARGETS="debian@$registry" VOLUME="$volume")" 'made: true' "the disk is prepared"
has "$(hand docker TARGETS="debian@$registry")" 'Docker' "Docker is there"
has "$(hand registry TARGETS="debian@$registry" DELETION=yes)" 'created: true' "the registry is made"
tell "the registry runs: $(grep -o 'version: "[^"]*"' "$scratch/said")"
has "$(hand tls TARGETS="debian@$registry")" 'issuer: "Pebble' "the authority issues a certificate"
tell "a certificate by ACME, HTTP-01"

has "$(hand here)" 'door Guarded' "the door is closed without the password, open with it"
has "$(hand here PASSWORD="$wrong")" 'door Refused' "a wrong password is told"
said=$(on node "sudo docker login --username ann --password-stdin $host 2>&1" <<<"$wrong" || true)
has "$said" '401 Unauthorized' "what docker says to a wrong password"
tell "a wrong password gets nobody in"

[ "$(status_of "http://$host/v2/")" = 308 ] || fail "plain HTTP is not answered by a redirect"
has "$(curl -sI -m 10 "http://$host/v2/")" "^[Ll]ocation: https://$host/v2/" "plain HTTP leads to HTTPS"
[ "$(status_of "http://$registry/v2/")" != 401 ] || fail "the registry answers over plain HTTP"
[ "$(status_of "http://$registry:5000/v2/")" = 000 ] || fail "the registry's own port can be reached from outside"
tell "plain HTTP leads to HTTPS and nowhere else"

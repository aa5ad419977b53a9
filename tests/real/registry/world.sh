# shellcheck shell=bash
# The world of the registry's tests: two machines that run already, a certificate authority, names, and how to ask.
# Sourced inside the machines' namespaces.
# shellcheck disable=SC2034,SC2154 # set here and used by the other parts

scratch=$(mktemp -d)
cleanup() {
    local code=$?
    if [ $code != 0 ] && [ -s "$scratch/hand.log" ]; then tail -n 30 "$scratch/hand.log" >&2; fi
    [ -z "${authority:-}" ] || kill "$authority" 2>/dev/null || true
    rm -rf "$scratch"
}
trap cleanup EXIT

registry=$(cat "$STATE/registry/address") node=$(cat "$STATE/node/address")
lan=198.51.100.210 gone=198.51.100.99
host=registry.lab.test
# Every secret has a word in it that is found nowhere else.
canary=canary-$$
password="it's \$ecret $canary" wrong="wrong-$canary"
export HOST=$host USER_NAME=ann PASSWORD=$password KEY=$STATE/key IMAGE=registry:2.8.2 PROBE=quayside-probe:1

began=$EPOCHREALTIME
tell() {
    awk -v a="$began" -v b="$EPOCHREALTIME" -v w="$1" 'BEGIN { printf "%7.1f s  %s\n", b - a, w }'
    began=$EPOCHREALTIME
}
fail() { echo "$*" >&2; exit 1; }

# on MACHINE CMD…: as debian, who may become root. (machine.sh, from within)
on() { INSIDE=yes tests/real/machine.sh ssh "$@"; }

# hand JOB [VARIABLE=VALUE…]: what the program does, said in lines that begin with ==; the rest goes to the log.
hand() {
    local job=$1
    shift
    env HAND="$job" "$@" "$HAND_PROGRAM" --ignored --exact carries_out --nocapture >"$scratch/said" 2>&1 ||
        { cat "$scratch/said" >&2; return 1; }
    cat "$scratch/said" >>"$scratch/hand.log"
    grep -o '== .*' "$scratch/said"
}

# has TEXT PATTERN WORDS: the text has it, or the test ends with all of the text.
has() { grep -qE -- "$2" <<<"$1" || fail "$3: expected /$2/ in: $1"; }

# until_true SECONDS WORDS CMD…
until_true() {
    local end=$((SECONDS + $1)) words=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        [ $SECONDS -lt $end ] || fail "still not after a long time: $words"
        sleep 0.3
    done
}

# forward ADDRESS PORT [GUEST'S PORT]: one more way into the registry's machine.
forward() {
    /usr/bin/python3 tests/real/machine/qmp.py "$STATE/registry/qmp" \
        "{\"execute\": \"human-monitor-command\", \"arguments\": {\"command-line\": \"hostfwd_add net0 tcp:$1:$2-:${3:-$2}\"}}" >/dev/null
}

# What is shown at the registry's door: its serial number.
shown() { openssl s_client -connect "$registry:443" -servername $host </dev/null 2>/dev/null | openssl x509 -noout -serial -issuer; }
status_of() { curl -s -o /dev/null -m 10 -w '%{http_code}' "$@" || true; }

# A certificate authority that speaks ACME, as in the cloud of the tests; what it issues is good for an hour and a bit.
acme=$scratch/acme
mkdir "$acme"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj '/CN=Test root' \
    -keyout "$acme/root.key" -out "$acme/root.pem" 2>/dev/null
issue() { # NAME SUBJECT ALTERNATIVES: a certificate and key of the test's root
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$2" -keyout "$acme/$1.key" -out "$acme/$1.csr" 2>/dev/null
    openssl x509 -req -in "$acme/$1.csr" -CA "$acme/root.pem" -CAkey "$acme/root.key" -CAcreateserial -days 30 \
        -extfile <(echo "subjectAltName = $3") -out "$acme/$1.pem" 2>/dev/null
}
issue authority acme.lab.test DNS:acme.lab.test
cat >"$acme/pebble.json" <<P
{ "pebble": { "listenAddress": "203.0.113.14:14000", "managementListenAddress": "203.0.113.14:15000", "httpPort": 80, "tlsPort": 443,
  "certificate": "$acme/authority.pem", "privateKey": "$acme/authority.key", "certificateValidityPeriod": 4500 } }
P
printf '203.0.113.14 acme.lab.test\n%s %s\n' "$registry" $host >"$STATE/names/registry"
PEBBLE_VA_NOSLEEP=1 PEBBLE_WFE_NONCEREJECT=0 pebble -config "$acme/pebble.json" -dnsserver 127.0.0.1:53 >"$scratch/pebble.log" 2>&1 &
authority=$!
until_true 20 "the authority answers" curl -sf --cacert "$acme/root.pem" -o "$acme/issued.pem" https://acme.lab.test:15000/roots/0
cat "$acme/root.pem" "$acme/issued.pem" >"$acme/roots.pem"
export DIRECTORY=https://acme.lab.test:14000/dir ROOTS=$acme/roots.pem
tell "a certificate authority, and names"

# The operator's part: machines that believe this world's authorities, from the next program that looks on.
for one in registry node; do
    on $one 'sudo tee -a /etc/ssl/certs/ca-certificates.crt >/dev/null' <"$acme/roots.pem"
done
forward $lan 443
forward "$registry" 5000
tell "machines that believe it"

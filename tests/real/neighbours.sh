#!/bin/bash
# The cloud half of one plan, made and taken away on the same real OpenStack (cloud.sh, up and seeded) by the official
# command line client, by Ansible, by Quayside, and by bare HTTP requests: seconds, and requests as the services saw them.
# Each has to make all of it, and to leave the project as it was.
#
#   neighbours.sh [--write] [ROUNDS]   one round; with --write five, and the table goes into benches/RESULTS.md
set -euo pipefail
cd "$(dirname "$0")/../.."
guests=
if [ -n "${QUAYSIDE_REAL_CLOUD:-}" ]; then echo "Requests are counted in the services: a cloud of cloud.sh is needed." >&2; exit 2; fi
# shellcheck source=tests/real/scenario.sh
. tests/real/scenario.sh
# Nobody else is watched, and nobody else writes a log that says all: both would be measured.
kill "$watcher"
unset QUAYSIDE_LOG
write=no rounds=1
if [ "${1:-}" = --write ]; then write=yes rounds=5; shift; fi
rounds=${1:-$rounds}

standing='' # whose things are there just now
over() {
    [ $? = 0 ] || [ -z "$standing" ] || { echo "What $standing made is taken back." >&2; attempt "$standing" take; }
    rm -rf "$scratch"
}
trap over EXIT

eval "$(tests/real/neighbours/prepare.sh)"
# What Ansible would otherwise find out, or warn about.
export ANSIBLE_COLLECTIONS_PATH=$ANSIBLE/collections ANSIBLE_PYTHON_INTERPRETER=$ANSIBLE/bin/python ANSIBLE_HOME=$scratch/ansible
export ANSIBLE_PIPELINING=true ANSIBLE_LOCALHOST_WARNING=false ANSIBLE_INVENTORY_UNPARSED_WARNING=false
tell "the neighbours' programs are there"

quayside plan new --cloud "$name" --host registry.example.org --yes --out "$scratch/plan.toml" >/dev/null 2>&1
facts=("$VENV/bin/python" tests/real/neighbours/plan.py "$scratch/plan.toml" "$name")
"${facts[@]}" json >"$scratch/plan.json"
PLAN=$(cat "$scratch/plan.json")
SCRATCH=$scratch
export PLAN SCRATCH
eval "$("${facts[@]}" shell)"
tell "the plan is made"

# attempt WHO make|take
attempt() {
    case $1 in
    client) PATH=$CLIENT/bin:$PATH tests/real/neighbours/client.sh "$2" ;;
    ansible) "$ANSIBLE/bin/ansible-playbook" -i localhost, -c local -e "@$scratch/plan.json" --tags "$2" tests/real/neighbours/playbook.yml ;;
    quayside)
        if [ "$2" = make ]; then
            rm -rf "$XDG_DATA_HOME"
            quayside apply "$scratch/plan.toml" --only cloud --yes
        else
            quayside undo --with-volumes --yes
        fi
        ;;
    *) /usr/bin/python3 tests/real/neighbours/bare.py "$1" "$2" "$scratch/made.json" ;;
    esac >"$scratch/said" 2>&1 || { cat "$scratch/said" >&2; echo "$1 could not $2 everything" >&2; return 1; }
}

# timed WHO make|take: the seconds it takes, into `seconds`
timed() {
    local from=$EPOCHREALTIME
    attempt "$1" "$2"
    seconds=$(awk -v a="$from" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.3f", b - a }')
    case $1 in one-by-one | parallel) seconds=$(tail -n 1 "$scratch/said") ;; esac # the floor is the requests alone
}

requests=$LOG/requests.log
# asked FROM: how many requests the services had from people's programs since that line; how many of them change something
# (a sign-in is one too); and how many there are without the looks that are only repeated, which is the same each time.
# What the services ask each other is not counted.
asked() {
    tail -n "+$(($1 + 1))" "$requests" | awk -F'\t' '
        $3 !~ /^(openstacksdk|python-openstackclient|quayside|bare)/ { next }
        { all++ }
        $4 != "GET" && $4 != "HEAD" { changes++; next }
        !seen[$4 $5]++ { looks++ }
        END { print all + 0, changes + 0, changes + looks }'
}

# Of each kind, what a project holds more when everything is made. The first two rules come with each new group.
everything="1 address
1 group
1 key pair
1 port
6 rule
1 server
2 volume"

# measure WHO: a line of measured.tsv, once it is certain that everything was there, and that nothing is left
measure() {
    local make made taken from
    cut -d' ' -f1 /proc/loadavg >>"$scratch/loads"
    from=$(wc -l <"$requests")
    standing=$1
    timed "$1" make
    make=$seconds
    made=$(asked "$from")
    cloud list >"$scratch/made"
    diff <(echo "$everything") <(comm -13 "$scratch/before" "$scratch/made" | cut -d: -f1 | uniq -c | sed 's/^ *//')
    [ "$(grep -cE '^(server: .* ACTIVE|volume: .* in-use)( |$)' "$scratch/made")" = 3 ] || { cat "$scratch/made" >&2; return 1; }
    from=$(wc -l <"$requests")
    timed "$1" take
    taken=$(asked "$from")
    standing=
    same "$scratch/before" "$1"
    echo "$1 $make $seconds $(paste -d' ' <(echo "$made") <(echo "$taken") | awk '{ print $1 + $4, $2 + $5, $3 + $6 }')" | tee -a "$scratch/measured"
}

# What a cloud does for the first time takes longer: that is nobody's time.
attempt parallel make
attempt parallel take
cloud list >"$scratch/before"
tell "listed $(wc -l <"$scratch/before") things"
for round in $(seq "$rounds"); do
    echo "Round $round of $rounds"
    for who in parallel quayside one-by-one client ansible; do measure "$who"; done
done

result() {
    local busy=''
    # The cloud and its clients alone keep the load at two for each core, or less.
    [ "$(sort -n "$scratch/loads" | sed -n '1s/\..*//p')" -lt $((4 * $(nproc))) ] || busy="
  The machine had much other work meanwhile: the seconds say little then, and the ratios more."
    cat <<X
# The neighbours, measured

The cloud half of the procedure's plan (key pair, security group and four rules, instance with its port, floating address,
two volumes, attached), made and then taken away again on one running OpenStack: Keystone, Glance, Nova, Neutron, Cinder and
Placement, with Nova's fake driver. Volumes are taken away too. Everybody gets the ids of the plan's image, flavor and
networks; the making of Quayside's plan is not measured. The programs' own starts are, but for the bare requests, whose time
is that from the first request to the last answer. Requests are those that reached the services from the person's program,
sign-ins and looks among them. After each the project's complete listing was what it was before. Medians of $rounds interleaved
rounds.

X
    "$VENV/bin/python" tests/real/neighbours/table.py "$scratch/measured"
    cat <<X

* $(date -u '+%F %R') UTC. $(sed -n 's/^model name[^:]*: //p;T;q' /proc/cpuinfo), $(nproc) cores, $(awk '/^MemTotal/ { printf "%.0f", $2 / 1048576 }' /proc/meminfo) GiB of memory. The whole cloud runs on it too. Load while
  measured: $(sort -n "$scratch/loads" | sed -n '1p;$p' | paste -sd- | sed 's/-/ to /').$busy
* Nova $("$VENV/bin/pip" show nova 2>/dev/null | sed -n 's/^Version: //p'), $("$program" --version) (debug build, journal synced at every line), openstack client $(sed -n 's/^python-openstackclient==//p' tests/real/neighbours/client.txt)
  with openstacksdk $(sed -n 's/^openstacksdk==//p' tests/real/neighbours/client.txt), ansible-core $(sed -n 's/^ansible-core==//p' tests/real/neighbours/ansible.txt), openstack.cloud $(sed -n 's/.*"version": "\(.*\)",$/\1/p' "$ANSIBLE/collections/ansible_collections/openstack/cloud/MANIFEST.json") with openstacksdk $(sed -n 's/^openstacksdk==//p' tests/real/neighbours/ansible.txt).
* Again: \`tests/real/cloud.sh up\`, \`seed\`, then \`tests/real/neighbours.sh --write\`.
X
}
if [ $write = yes ]; then
    result >"$scratch/RESULTS.md"
    cp "$scratch/RESULTS.md" benches/RESULTS.md
    cat benches/RESULTS.md
else
    result
fi

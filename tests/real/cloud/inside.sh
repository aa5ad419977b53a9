#!/bin/bash
# The first process of the cloud's namespaces: starts every service as its child, tells each stage, then waits.
# When it ends, for whatever reason, the kernel ends everything that runs inside.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/real/cloud/settings.sh
. "$here/settings.sh"
# shellcheck source=tests/real/cloud/configure.sh
. "$here/configure.sh"
export PATH="$VENV/bin:$here/bin:$PATH"
python=$VENV/bin/python
clock

declare -A pid

# start NAME COMMAND…
start() {
    local name=$1
    shift
    "$@" >>"$LOG/$name.log" 2>&1 </dev/null &
    pid[$name]=$!
}

# wait_for NAME CONDITION…: until the condition holds, as long as the service of that name lives
wait_for() {
    local name=$1 end=$((SECONDS + 120))
    shift
    until "$@" >/dev/null 2>&1; do
        kill -0 "${pid[$name]}" 2>/dev/null || { echo "$name ended while it was starting"; return 1; }
        [ $SECONDS -lt $end ] || { echo "$name does not get ready: $*"; return 1; }
        sleep 0.1
    done
}

answers() { curl -s -o /dev/null --max-time 5 "http://127.0.0.1:$1/"; }
listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1"); }
sql() { mariadb -u root -S "$SOCKET" "$@"; }

database_and_broker() {
    mariadb-install-db --no-defaults --user=root --datadir="$DATA/mysql" --auth-root-authentication-method=normal \
        --skip-test-db >"$LOG/mysql.log" 2>&1
    # Nothing here outlives the run: no need to wait for the disk.
    start mysql mariadbd --no-defaults --user=root --datadir="$DATA/mysql" --socket="$SOCKET" --skip-networking \
        --max-connections=800 --innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=0 --innodb-buffer-pool-size=256M \
        --character-set-server=utf8mb4 --collation-server=utf8mb4_general_ci --skip-name-resolve
    start rabbit env -i PATH="$PATH" HOME="$DATA/rabbit" LANG=C.UTF-8 ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT="$P_EPMD" \
        RABBITMQ_NODENAME=quayside@localhost RABBITMQ_DIST_PORT="$P_ERLANG" RABBITMQ_CONFIG_FILE="$ETC/rabbitmq" \
        RABBITMQ_MNESIA_BASE="$DATA/rabbit" RABBITMQ_LOG_BASE="$LOG" RABBITMQ_ENABLED_PLUGINS_FILE="$ETC/rabbit_plugins" \
        RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1} +S 2:2" \
        /usr/lib/rabbitmq/bin/rabbitmq-server
    wait_for mysql sql -e 'select 1'
    sql -e "create user lab@localhost identified by '$PASSWORD'; grant all on *.* to lab@localhost"
    step "database"
}

databases="keystone placement glance nova_api nova_cell0 nova_cell1 neutron cinder designate"

migrations() {
    local d nova="nova-manage --config-file $ETC/nova/nova.conf" running=()
    for d in $databases; do sql -e "create database $d"; done
    keystone-manage --config-dir "$ETC/keystone" db_sync >"$LOG/sync-keystone.log" 2>&1 & running+=($!)
    { placement-manage --config-dir "$ETC/placement" db sync && cinder-manage --config-dir "$ETC/cinder" db sync; } >"$LOG/sync-cinder.log" 2>&1 & running+=($!)
    { $nova api_db sync && $nova cell_v2 map_cell0 --database_connection "$(database nova_cell0)" &&
        $nova cell_v2 create_cell --name cell1 && $nova db sync; } >"$LOG/sync-nova.log" 2>&1 & running+=($!)
    neutron-db-manage --config-file "$ETC/neutron/neutron.conf" --config-file "$ETC/neutron/ml2_conf.ini" upgrade heads \
        >"$LOG/sync-neutron.log" 2>&1 & running+=($!)
    designate-manage --config-dir "$ETC/designate" database sync >"$LOG/sync-designate.log" 2>&1 & running+=($!)
    glance-manage --config-dir "$ETC/glance" db sync >"$LOG/sync-glance.log" 2>&1 & running+=($!)
    for d in "${running[@]}"; do wait "$d"; done
    # shellcheck disable=SC2086 # a list of names
    mariadb-dump -u root -S "$SOCKET" --single-transaction --databases $databases | gzip -1 >"$SCHEMA.$$"
    mv "$SCHEMA.$$" "$SCHEMA"
    step "schemas, by all migrations"
}

schemas() {
    if [ ! -s "$SCHEMA" ]; then migrations; return; fi
    touch "$SCHEMA"
    gzip -dc "$SCHEMA" | sql
    # The dump carries the addresses of the cloud it was taken from.
    sql nova_api -e "update cell_mappings set database_connection = '$(database nova_cell0)' where name = 'cell0';
        update cell_mappings set database_connection = '$(database nova_cell1)', transport_url = '$BROKER' where name = 'cell1'"
    step "schemas, from the dump of an earlier run"
}

identity() {
    {
        keystone-manage --config-dir "$ETC/keystone" fernet_setup --keystone-user root --keystone-group root
        keystone-manage --config-dir "$ETC/keystone" credential_setup --keystone-user root --keystone-group root
        keystone-manage --config-dir "$ETC/keystone" bootstrap --bootstrap-password "$PASSWORD" --bootstrap-region-id RegionOne \
            --bootstrap-public-url "http://127.0.0.1:$P_KEYSTONE/v3"
    } >"$LOG/keystone-setup.log" 2>&1
    start keystone "$python" "$here/serve.py" keystone.wsgi.api "$P_KEYSTONE"
    wait_for keystone answers "$P_KEYSTONE"
    "$python" "$here/lab.py" catalog
    step "Keystone, accounts, catalog"
}

services() {
    local nova="--config-file $ETC/nova/nova.conf" cinder="--config-file $ETC/cinder/cinder.conf"
    wait_for rabbit listens "$P_RABBIT"
    start placement "$python" "$here/serve.py" placement.wsgi.api "$P_PLACEMENT"
    start glance "$python" "$here/serve.py" glance.wsgi.api "$P_GLANCE"
    start neutron "$python" "$here/serve.py" neutron.wsgi.api "$P_NEUTRON"
    # A cloud without a DNS service is as common as one with it: the one with guests has none.
    if [ -z "$GUESTS" ]; then
        pool_of_names | sql designate
        start designate "$python" "$here/names.py" "$ETC/designate" "$P_DESIGNATE"
    fi
    [ -z "$GUESTS" ] || start neutron-rpc neutron-rpc-server --config-file "$ETC/neutron/neutron.conf" --config-file "$ETC/neutron/ml2_conf.ini"
    # shellcheck disable=SC2086 # lists of words
    {
        start nova-conductor nova-conductor $nova
        start cinder "$python" "$here/serve.py" cinder.wsgi.api "$P_CINDER" $cinder
        start nova "$python" "$here/serve.py" nova.wsgi.osapi_compute "$P_NOVA"
        start nova-scheduler nova-scheduler $nova
        start cinder-volume cinder-volume $cinder
        start cinder-scheduler cinder-scheduler $cinder
    }
    wait_for placement answers "$P_PLACEMENT"
    wait_for glance answers "$P_GLANCE"
    wait_for neutron answers "$P_NEUTRON"
    wait_for cinder answers "$P_CINDER"
    wait_for nova answers "$P_NOVA"
    [ -n "$GUESTS" ] || wait_for designate answers "$P_DESIGNATE"
    step "The services answer"
    [ -z "$GUESTS" ] || agents
    # shellcheck disable=SC2086
    start nova-compute nova-compute $nova
    "$python" "$here/lab.py" ready
    # shellcheck disable=SC2086
    nova-manage $nova cell_v2 discover_hosts >"$LOG/discover.log" 2>&1
    step "compute host and volume service report for work"
}

configure
if [ -n "$GUESTS" ]; then
    # shellcheck source=tests/real/cloud/guests.sh
    . "$here/guests.sh"
    ip link set lo up
    own_machine
    switch
    names
    authority
    hypervisor
fi
database_and_broker
schemas
identity
services
touch "$STATE/ready" # what cloud.sh waits for
while :; do wait -n && echo "$(date '+%T') a service ended by itself" || echo "$(date '+%T') a service ended: $?"; done

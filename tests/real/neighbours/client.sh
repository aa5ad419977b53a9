#!/bin/bash
# The cloud half by the official command line client, as a careful script does it. usage: client.sh make|take
# In the environment: the plan (plan.py), and the client's directory in PATH. It waits by looking, with no pause between:
# a look takes the client about a second.
set -euo pipefail

# until_is WORD COMMAND…: the command says the word
until_is() {
    local word=$1 says=
    shift
    until [ "$says" = "$word" ]; do
        says=$("$@")
        if [[ ${says,,} = error* ]]; then echo "$says: $*" >&2; exit 1; fi
    done
}

gone() { while "$@" >/dev/null 2>&1; do :; done; }

make() {
    local volume address rule
    printf '%s\n' "$PLAN_KEY" >"$SCRATCH/key.pub"
    openstack keypair create --public-key "$SCRATCH/key.pub" "$PLAN_NAME"
    openstack security group create "$PLAN_NAME"
    openstack security group rule create --ethertype IPv4 --protocol any --remote-ip "$PLAN_NEAR" "$PLAN_NAME"
    for rule in $PLAN_PORTS; do
        openstack security group rule create --ethertype IPv4 --protocol tcp --dst-port "$rule" --remote-ip 0.0.0.0/0 "$PLAN_NAME"
    done
    openstack server create --image "$PLAN_IMAGE" --flavor "$PLAN_FLAVOR" --network "$PLAN_NETWORK" --key-name "$PLAN_NAME" \
        --security-group "$PLAN_NAME" "$PLAN_NAME"
    for volume in $PLAN_VOLUMES; do openstack volume create --size "${volume#*=}" "${volume%=*}"; done
    until_is ACTIVE openstack server show "$PLAN_NAME" -f value -c status
    address=$(openstack floating ip create "$PLAN_POOL" -f value -c floating_ip_address)
    echo "$address" >"$SCRATCH/address"
    openstack server add floating ip "$PLAN_NAME" "$address"
    for volume in $PLAN_VOLUMES; do
        until_is available openstack volume show "${volume%=*}" -f value -c status
        openstack server add volume "$PLAN_NAME" "${volume%=*}"
    done
    for volume in $PLAN_VOLUMES; do until_is in-use openstack volume show "${volume%=*}" -f value -c status; done
}

take() {
    local volume names=()
    for volume in $PLAN_VOLUMES; do names+=("${volume%=*}"); done
    openstack server delete "$PLAN_NAME"
    openstack floating ip delete "$(cat "$SCRATCH/address")"
    gone openstack server show "$PLAN_NAME"
    openstack volume delete "${names[@]}"
    for volume in "${names[@]}"; do gone openstack volume show "$volume"; done
    openstack security group delete "$PLAN_NAME"
    openstack keypair delete "$PLAN_NAME"
}

"$1"

#!/bin/bash
# The files that a dashboard hands out (cloud.sh, up and seeded), in the form of Horizon's, each used for a plan, its run and its
# undo: clouds.yaml, which has no password; openrc.sh, which asks for it when a shell reads it; openrc.sh of an application
# credential, which has its secret in it.
set -euo pipefail
cd "$(dirname "$0")/../.."
guests=
# shellcheck source=tests/real/scenario.sh
. tests/real/scenario.sh
engage
ask project
project=$answer
identity=http://127.0.0.1:$PORT

# A clouds.yaml by the dashboard: the project by its id, regions as a list, no password.
mkdir -p "$given/openstack"
cat >"$given/openstack/clouds.yaml" <<YAML
# A clouds.yaml as handed out: the password is to be added, or comes from elsewhere.
clouds:
  openstack:

    auth:

      auth_url: $identity/v3

      username: "labuser"
      project_id: $project
      project_name: "def-lab"

      user_domain_name: "Default"



    regions:

    - RegionOne


    interface: "public"
    identity_api_version: 3
YAML

cat >"$given/def-lab-openrc.sh" <<'SH'
#!/usr/bin/env bash
# An openrc.sh as handed out: comments of several lines that speak of "tokens" and 'catalogs'.
SH
cat >>"$given/def-lab-openrc.sh" <<SH
export OS_AUTH_URL="$identity"
export OS_PROJECT_ID="$project"
export OS_PROJECT_NAME="def-lab"
export OS_USER_DOMAIN_NAME="Default"
SH
cat >>"$given/def-lab-openrc.sh" <<'SH'
if [ -z "$OS_USER_DOMAIN_NAME" ]; then unset OS_USER_DOMAIN_NAME; fi
export OS_PROJECT_DOMAIN_ID="default"
if [ -z "$OS_PROJECT_DOMAIN_ID" ]; then unset OS_PROJECT_DOMAIN_ID; fi

# what an older version may have set
unset OS_TENANT_ID
unset OS_TENANT_NAME
export OS_USERNAME="labuser"

echo "Please enter your OpenStack Password for project $OS_PROJECT_NAME as user $OS_USERNAME: "
read -sr OS_PASSWORD_INPUT
export OS_PASSWORD="$OS_PASSWORD_INPUT"

export OS_REGION_NAME="RegionOne"
if [ -z "$OS_REGION_NAME" ]; then unset OS_REGION_NAME; fi

export OS_INTERFACE="public"
export OS_IDENTITY_API_VERSION="3"
SH

secret=canary-$RANDOM-$RANDOM
echo "$secret" >>"$given/canaries"
ask credential handed-out "$secret"
cat >"$given/app-cred-handed-out-openrc.sh" <<SH
#!/usr/bin/env bash
export OS_AUTH_TYPE=v3applicationcredential
export OS_AUTH_URL=$identity/v3
export OS_IDENTITY_API_VERSION=3
export OS_REGION_NAME="RegionOne"
export OS_INTERFACE=public
export OS_APPLICATION_CREDENTIAL_ID=$answer
export OS_APPLICATION_CREDENTIAL_SECRET=$secret
SH

# whole FROM…: plan, run and undo with what `plan new` is given, in a home of its own
whole() {
    # A name for which nobody here keeps the DNS: the three run side by side, and a name is one deployment's.
    quayside plan new "$@" --host registry.example.org --yes --out "$XDG_DATA_HOME/plan.toml" &&
        quayside apply "$XDG_DATA_HOME/plan.toml" --only cloud --yes &&
        quayside undo --with-volumes --yes
} >"$XDG_DATA_HOME.said" 2>&1

# at_home NAME COMMAND…: with its own directories; what it said is shown if it fails
at_home() {
    export XDG_DATA_HOME=$scratch/data-$1
    shift
    mkdir -p "$XDG_DATA_HOME"
    "$@" || { cat "$XDG_DATA_HOME.said" >&2; return 1; }
}

by_clouds_yaml() { OS_CLIENT_CONFIG_FILE=$given/openstack/clouds.yaml OS_PASSWORD=$PASSWORD whole --cloud openstack; }
by_openrc() {
    # As a person does it: the shell reads the file, and asks for the password.
    # shellcheck source=/dev/null
    . "$given/def-lab-openrc.sh" <<<"$PASSWORD" >/dev/null
    unset OS_CLIENT_CONFIG_FILE
    whole --openrc "$given/def-lab-openrc.sh"
}
by_credential() {
    # shellcheck source=/dev/null
    . "$given/app-cred-handed-out-openrc.sh"
    whole --openrc "$given/app-cred-handed-out-openrc.sh"
}

# What they need who take back after a failure.
trap 'code=$?; export OS_PASSWORD=$PASSWORD OS_APPLICATION_CREDENTIAL_SECRET=$secret OS_CLIENT_CONFIG_FILE=$given/openstack/clouds.yaml; leave "$code"' EXIT
cloud list >"$scratch/before"
pids=()
for way in by_clouds_yaml by_openrc by_credential; do
    at_home $way $way &
    pids+=($!)
done
all_end "${pids[@]}"
same "$scratch/before" "by clouds.yaml, by openrc.sh, by the openrc.sh of an application credential"

# Without the password nothing is asked of a cloud: it is said where the password belongs.
fails plan new --openrc "$given/def-lab-openrc.sh" --yes
says "OS_PASSWORD" "$scratch/said"
unseen

#!/bin/bash
# An image that the instance cannot fetch and this computer can: fetched here, sent over SSH, killed in the middle, sent
# again, and run. The machine (machine.sh) has no way to Docker Hub; what plays it is the Distribution registry of Debian's
# package on this computer's own loopback, which the machine cannot reach. The steps are the engine's (tests/hub.rs).
set -euo pipefail
cd "$(dirname "$0")/../.."
export QUAYSIDE_MACHINE_STATE=${QUAYSIDE_MACHINE_STATE:-/var/tmp/quayside-hub}
machine=tests/real/machine.sh
volume=7c1b6f0a-31c5-4b0e-9f0e-5a0c2f9d4e11
image=registry:2.8.3
port=5055

# --- inside the machines' network ---

# The registry's program alone: the package would start a service.
hub() {
    cat >"$scratch/hub.yml" <<Y
version: 0.1
storage: {filesystem: {rootdirectory: $scratch/hub}}
http: {addr: "127.0.0.1:$port"}
Y
    "$scratch/registry/usr/bin/docker-registry" serve "$scratch/hub.yml" >"$scratch/hub.log" 2>&1 &
    hub=$!
    until curl -sf "http://127.0.0.1:$port/v2/" >/dev/null; do
        kill -0 $hub || { cat "$scratch/hub.log" >&2; return 1; }
        sleep 0.1
    done
}

digest() { echo "sha256:$(sha256sum "$1" | cut -d ' ' -f 1)"; }

push_blob() { # FILE
    local place
    place=$(curl -sf -X POST -D - -o "$scratch/answer" "$repository/blobs/uploads/" | tr -d '\r' | sed -n 's/^[Ll]ocation: //p')
    curl -sf -X PUT -H 'Content-Type: application/octet-stream' --data-binary "@$1" "$place&digest=$(digest "$1")"
}

push_manifest() { # FILE KIND NAME
    curl -sf -X PUT -H "Content-Type: $2" --data-binary "@$1" "$repository/manifests/$3"
}

piece() { # FILE KIND: how a manifest names it
    printf '{"mediaType": "%s", "digest": "%s", "size": %s}' "$2" "$(digest "$1")" "$(stat -c %s "$1")"
}

# An image as Docker Hub has it, with an index before it: the registry's program and its libraries.
publish() {
    local tree=$scratch/tree library repository=http://127.0.0.1:$port/v2/library/${image%:*} kind=application/vnd.oci.image
    mkdir -p "$tree/bin" "$tree/tmp"
    cp "$scratch/registry/usr/bin/docker-registry" "$tree/bin/registry"
    ldd "$tree/bin/registry" | grep -o '/[^ ]*' | while read -r library; do
        mkdir -p "$tree$(dirname "$library")"
        cp -L "$library" "$tree$library"
    done
    tar --owner=0 --group=0 -C "$tree" -cf "$scratch/layer.tar" .
    cat >"$scratch/config.json" <<J
{"architecture": "$(dpkg --print-architecture)", "os": "linux",
 "config": {"Env": ["PATH=/bin"], "Entrypoint": ["/bin/registry", "serve"], "Cmd": ["/etc/docker/registry/config.yml"]},
 "rootfs": {"type": "layers", "diff_ids": ["$(digest "$scratch/layer.tar")"]}}
J
    gzip -1 "$scratch/layer.tar"
    cat >"$scratch/manifest.json" <<J
{"schemaVersion": 2, "mediaType": "$kind.manifest.v1+json",
 "config": $(piece "$scratch/config.json" $kind.config.v1+json),
 "layers": [$(piece "$scratch/layer.tar.gz" $kind.layer.v1.tar+gzip)]}
J
    local entry
    entry=$(piece "$scratch/manifest.json" $kind.manifest.v1+json)
    cat >"$scratch/index.json" <<J
{"schemaVersion": 2, "mediaType": "$kind.index.v1+json",
 "manifests": [${entry%\}}, "platform": {"architecture": "$(dpkg --print-architecture)", "os": "linux"}}]}
J
    push_blob "$scratch/layer.tar.gz"
    push_blob "$scratch/config.json"
    push_manifest "$scratch/manifest.json" $kind.manifest.v1+json "$(digest "$scratch/manifest.json")"
    push_manifest "$scratch/index.json" $kind.index.v1+json "${image#*:}"
}

scenario() {
    trap 'kill $hub 2>/dev/null || true' EXIT
    hub
    publish
    ! $machine ssh one sudo docker image inspect $image >/dev/null 2>&1 || { echo "the machine has $image already" >&2; return 1; }
    QUAYSIDE_MACHINE=debian@$($machine address one) QUAYSIDE_MACHINE_KEY=$QUAYSIDE_MACHINE_STATE/key \
        QUAYSIDE_MACHINE_DISK=$volume QUAYSIDE_HUB=http://127.0.0.1:$port \
        "$program" --ignored --nocapture --exact an_image_that_only_this_computer_gets >"$scratch/said" 2>&1 ||
        { cat "$scratch/said" >&2; return 1; }
    grep -E 'docker pull|Error response|Image \{|Upload|Loaded|passed' "$scratch/said" || true
    [ "$($machine ssh one sudo docker inspect --format '{{.State.Running}}={{.Config.Image}}' quayside-registry)" = "true=$image" ]
    [ "$($machine ssh one curl -s -o /dev/null -w '%{http_code}' http://127.0.0.1/v2/)" = 401 ]
    echo "The registry runs from an image that this computer sent."
}

if [ "${1:-}" = inside ]; then
    scenario
    exit
fi

# --- outside ---

# Unpacked, not installed.
registry() {
    cd "$scratch"
    local download="apt-get -qq -o APT::Sandbox::User=root download docker-registry"
    $download 2>/dev/null || { apt-get -qq -o DPkg::Lock::Timeout=600 update && $download; }
    dpkg -x docker-registry_*.deb registry
}

scratch=$(mktemp -d)
export scratch
leave() {
    local code=$?
    $machine down
    rm -rf "$scratch"
    exit $code
}
trap leave EXIT
trap 'exit 1' INT TERM
# shellcheck source=packaging/lib.sh
program=$(. packaging/lib.sh && test_program hub)
export program
(registry)
$machine up one
$machine attach one $volume 2G
$machine run "$(realpath "$0")" inside

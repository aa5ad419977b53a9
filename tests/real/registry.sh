#!/bin/bash
# The registry and its nodes on real machines (machine.sh): the Distribution registry out of Debian's package, behind Caddy
# with a certificate by ACME and with files of the operator's own; a large layer there and back, deletion and collection,
# a full disk, a wrong password, plain HTTP, a renewal; nodes with Docker, with containerd alone and with k3s's files,
# direct and through a jump host, one that is down and one without sudo. Then a search for every secret where none may be.
#
# Every job is the program's own (tests/hand.rs carries it out); this script is the world around it.
set -euo pipefail
cd "$(dirname "$0")/../.."
machine=tests/real/machine.sh

if [ "${1:-}" != inside ]; then
    # shellcheck source=packaging/lib.sh
    . packaging/lib.sh
    need command:skopeo=skopeo command:openssl=openssl
    HAND_PROGRAM=$(test_program hand)
    export HAND_PROGRAM
    trap '$machine down' EXIT
    trap 'exit 1' INT TERM
    $machine up registry
    $machine up node
    eval "$($machine env)"
    export STATE
    $machine run "$PWD/tests/real/registry.sh" inside
    exit
fi

# shellcheck source=tests/real/registry/world.sh
. tests/real/registry/world.sh
for part in door layers certificates nodes secrets; do
    # shellcheck disable=SC1090
    . tests/real/registry/$part.sh
done

# shellcheck shell=bash
# Machines of a cluster: their files, their pulls, the way that these take.
# shellcheck disable=SC2154,SC2016 # world.sh; and what is expanded by others

on node 'sudo sh -eu' <<'S'
mkdir -p -m 700 /root/.docker /home/debian/.docker /var/lib/kubelet /etc/rancher/k3s
chown debian: /home/debian/.docker
echo '{"auths": {"other.example.org": {"auth": "eDp5"}}, "credHelpers": {"gcr.io": "gcloud"}, "HttpHeaders": {"X": "y"}}' |
    tee /root/.docker/config.json /home/debian/.docker/config.json >/var/lib/kubelet/config.json
chmod 644 /root/.docker/config.json
useradd -m plain
mkdir -m 700 /home/plain/.ssh
cp /home/debian/.ssh/authorized_keys /home/plain/.ssh/
chown -R plain: /home/plain/.ssh
S
files="/root/.docker/config.json /home/debian/.docker/config.json /var/lib/kubelet/config.json"
layer=$(hand here MEGABYTES=16 LEAVE=yes | grep -o 'sha256:[0-9a-f]*')

# All at once: one with Docker, the registry's own machine, one without sudo, one that is down.
said=$(hand login TARGETS="debian@$node debian@$registry plain@$node debian@$gone" PRIVATE="$lan")
for one in "debian@$node NodeLogin" "debian@$registry NodeLogin" "plain@$node .*NoSudo" "debian@$gone .*Unreachable"; do
    has "$said" "== $one" "each node is told for itself"
done
has "$said" "debian@$node NodeLogin .*Written" "k3s is seen"
tell "four nodes at once: two logged in, one without sudo, one down"

# config WHAT…: what Python says of the three files; their modes and owners.
config() { on node "sudo python3 -c 'import json, sys
for path in sys.argv[1:]: file = json.load(open(path)); print($1)' $files" </dev/null | sort -u; }
[ "$(config 'file["auths"]["other.example.org"], file["credHelpers"], file["HttpHeaders"]')" = "{'auth': 'eDp5'} {'gcr.io': 'gcloud'} {'X': 'y'}" ] || fail "other entries did not stay"
has "$(config 'sorted(file["auths"])')" "'registry.lab.test'" "the login is in the files"
[ "$(on node "sudo stat -c '%a %U' $files /etc/rancher/k3s/registries.yaml" </dev/null | paste -sd ,)" = "600 root,600 debian,600 root,600 root" ] || fail "modes or owners of the files"
tell "merged into three files, others' entries kept, mode 600"

proof() { hand proof TARGETS="debian@$node" PRIVATE="$lan" PUBLIC="$registry" BLOB="quayside-probe/blobs/$layer" "$@"; }
said=$(proof)
has "$said" "docker pull.*address: Some\\(\"$lan\"\\)" "docker pulled over the private address"
has "$said" 'Measured' "the private way is compared with the public one"
has "$(proof PUBLIC="$gone")" 'Silent \{ way: Public, said: ".*(7)' "a public address that does not answer is told"
tell "docker pulled over the private network; measured: $(grep -o 'Measured.*' <<<"$said")"

# With exactly the kubelet's file, by a client that reads it as the kubelet does.
on node sudo cat /var/lib/kubelet/config.json </dev/null >"$scratch/auth.json"
mkdir -p "$scratch/trust"
cp "$ROOTS" "$scratch/trust/ca.crt"
skopeo --insecure-policy copy -q --authfile "$scratch/auth.json" --src-cert-dir "$scratch/trust" "docker://$host/$PROBE" "dir:$scratch/pulled"
! skopeo inspect --no-creds --cert-dir "$scratch/trust" "docker://$host/$PROBE" >/dev/null 2>&1 || fail "skopeo pulls without a login, too"
tell "skopeo pulled with the file that was written for the kubelet"

# A node with containerd and no Docker, behind a jump host.
ssh-keyscan -T 30 -t ed25519 "$registry" >"$STATE/home/.ssh/known_hosts" 2>/dev/null || fail "the jump host shows no key"
on node sudo systemctl stop docker.socket docker </dev/null 2>/dev/null
has "$(hand login TARGETS="debian@$node" JUMP="debian@$registry" PRIVATE="$lan")" 'engine: Containerd' "containerd is seen, through the jump host"
has "$(proof JUMP="debian@$registry")" "GET https.*kubelet/config.json.*address: Some\\(\"$lan\"\\).*Measured" "proven with the kubelet's file, over the private address"
tell "a node with containerd, through a jump host"

# Somebody else's file of registries stays; logging out takes away what is ours, and nothing else.
on node 'sudo cp /etc/rancher/k3s/registries.yaml /root/ours; echo "mirrors: {}" | sudo tee /etc/rancher/k3s/registries.yaml >/dev/null' </dev/null
has "$(hand login TARGETS="debian@$node")" 'Theirs' "somebody else's registries.yaml is told"
[ "$(on node sudo cat /etc/rancher/k3s/registries.yaml </dev/null)" = "mirrors: {}" ] || fail "somebody else's registries.yaml was changed"
on node sudo mv /root/ours /etc/rancher/k3s/registries.yaml </dev/null

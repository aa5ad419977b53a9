# Pulls with exactly the file that was written: by Docker where it is, else by asking the registry for the
# image's manifest and one of its pieces with the credentials that were read back from the file. (ctr and crictl
# take a password only on their command line, where every user of the node could read it.)
# In: HOST, IMAGE (repository:tag), ENGINE (docker|containerd|find), CONFIG (the directory of the file that is
# proven), AUTH (the credentials of that file, user:password).

docker_proof() {
  proof_out=$(timeout 300 docker --config "$CONFIG" pull -q "$HOST/$IMAGE" 2>&1 </dev/null) ||
    refuse pull "$proof_out"
  answer proof docker
  answer by "docker pull $HOST/$IMAGE"
}

# The credentials go to curl on its standard input.
ask() { # PATH MORE...
  ask_path=$1
  shift
  printf 'user = "%s"\n' "$(printf '%s' "$AUTH" | sed 's/[\\"]/\\&/g')" |
    curl -sS -m 120 -K - -L "$@" "https://$HOST/v2/$ask_path" 2>&1
}

accepted() {
  printf '%s' 'Accept: application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.list.v2+json'
}

registry_proof() {
  need curl
  proof_repository=${IMAGE%:*}
  proof_out=$(ask "$proof_repository/manifests/${IMAGE##*:}" -H "$(accepted)" -w '\n%{http_code}')
  [ "$(printf '%s' "$proof_out" | tail -n 1)" = 200 ] || refuse pull "$proof_out"
  proof_digest=$(printf '%s' "$proof_out" | tr -d '\n ' | grep -o '"digest":"sha256:[0-9a-f]*"' | tail -n 1 | cut -d'"' -f4)
  if [ -n "$proof_digest" ]; then
    proof_code=$(ask "$proof_repository/blobs/$proof_digest" -o /dev/null -w '%{http_code}')
    [ "$proof_code" = 200 ] || refuse pull "HTTP $proof_code $proof_digest"
  fi
  answer proof registry
  answer by "GET https://$HOST/v2/$proof_repository"
}

main() {
  answer address "$(getent ahosts "$HOST" | awk 'NR == 1 { print $1 }')"
  if [ "$ENGINE" != containerd ] && have docker && docker version >/dev/null 2>&1; then
    docker_proof
  else
    registry_proof
  fi
}

carry_out

# Pulls with exactly the file that was written: by Docker where it is, else by asking the registry for the
# image's manifest and one of its pieces with the credentials that were read back from the file. (ctr and crictl
# take a password only on their command line, where every user of the node could read it.) Then fetches one large
# blob over both ways to the registry, to compare them.
# In: HOST, IMAGE (repository:tag), ENGINE (docker|containerd|find), CONFIG (the directory of the file that is
# proven), AUTH (the credentials of that file, user:password), PRIVATE, PUBLIC (addresses; empty: not compared),
# BLOB (its path at the registry), BYTES (at most so many of it), FETCH_SECONDS.

# The connections to the registry's port, also those that have just ended, not those that nobody answers:
# `here:port there:port`.
connections() { ss -Htan 'dport = :443' 2>/dev/null | awk '$1 != "SYN-SENT" { print $4, $5 }'; }

# Which of the registry's addresses a new connection goes to. Other programs connect elsewhere meanwhile.
seen_address() { # BEFORE KNOWN
  connections | grep -vxF "$1" | awk '{ sub(/:443$/, "", $2); gsub(/\[|\]|::ffff:/, "", $2); print $2 }' |
    grep -xF "$2" | head -n 1
}

# Docker asks for one answer on each connection, and the registry ends it: nothing of it may be left when the pull is
# over. So it is looked for all the while, which for a small image is not long.
docker_pull() {
  proof_before=$(connections)
  proof_address=
  proof_file=$(mktemp) || refuse write /tmp
  timeout 300 docker --config "$CONFIG" pull -q "$HOST/$IMAGE" >"$proof_file" 2>&1 </dev/null &
  proof_job=$!
  while [ -z "$proof_address" ] && kill -0 "$proof_job" 2>/dev/null; do
    proof_address=$(seen_address "$proof_before" "$proof_known")
  done
  wait "$proof_job"
  proof_status=$?
  proof_out=$(cat "$proof_file")
  rm -f "$proof_file"
}

# Docker gives the registry fifteen seconds for its first answer, which a busy machine may miss (seen): then up to twice more.
docker_proof() {
  proof_known=$(
    getent ahosts "$HOST" | awk '{ print $1 }' | sort -u
    printf '%s\n' "$PRIVATE" "$PUBLIC"
  )
  for proof_time in first second last; do
    docker_pull
    case $proof_status,$proof_time,$proof_out in
    0,* | *,last,*) break ;;
    *"deadline exceeded"* | *"imeout"*) ;;
    *) break ;;
    esac
  done
  [ "$proof_status" = 0 ] || refuse pull "$proof_out"
  [ -n "$proof_address" ] || proof_address=$(seen_address "$proof_before" "$proof_known")
  answer address "$proof_address"
  answer proof docker
  answer by "docker pull $HOST/$IMAGE"
}

# curl with the credentials, which go to it on its standard input. An authority that Docker was told to believe for
# this registry is believed here too: the pull went by it.
registry_curl() { # PATH MORE...
  curl_path=$1
  shift
  curl_trust=/etc/docker/certs.d/$HOST/ca.crt
  {
    printf 'user = "%s"\n' "$(printf '%s' "$AUTH" | sed 's/[\\"]/\\&/g')"
    [ ! -r "$curl_trust" ] || printf 'cacert = "%s"\n' "$curl_trust"
  } | curl -sS -K - "$@" "https://$HOST/v2/$curl_path" 2>&1
}

ask() { registry_curl "$@" -m 120 -L; }

accepted() {
  printf '%s' 'Accept: application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.list.v2+json'
}

registry_proof() {
  need curl
  proof_repository=${IMAGE%:*}
  proof_out=$(ask "$proof_repository/manifests/${IMAGE##*:}" -H "$(accepted)" -w '\n%{http_code} %{remote_ip}')
  proof_end=$(printf '%s' "$proof_out" | tail -n 1)
  [ "${proof_end%% *}" = 200 ] || refuse pull "$proof_out"
  answer address "${proof_end#* }"
  proof_digest=$(printf '%s' "$proof_out" | tr -d '\n ' | grep -o '"digest":"sha256:[0-9a-f]*"' | tail -n 1 | cut -d'"' -f4)
  if [ -n "$proof_digest" ]; then
    proof_code=$(ask "$proof_repository/blobs/$proof_digest" -o /dev/null -w '%{http_code}')
    [ "$proof_code" = 200 ] || refuse pull "HTTP $proof_code $proof_digest"
  fi
  answer proof registry
  answer by "GET https://$HOST/v2/$proof_repository"
}

# fetch KEY ADDRESS: bytes and microseconds of one fetch over that address, from the request on. What had come when
# the time was over counts too; less than a megabyte says nothing about a network.
fetch() {
  fetch_out=$(registry_curl "$BLOB" -m "$FETCH_SECONDS" --connect-timeout 5 --noproxy '*' -r "0-$((BYTES - 1))" \
    --resolve "$HOST:443:$2" -o /dev/null -w '\n@ %{http_code} %{size_download} %{time_pretransfer} %{time_total}\n')
  fetch_measured=$(printf '%s\n' "$fetch_out" | awk '$1 == "@" && $2 ~ /^20[06]$/ && $3 >= 1000000 {
    printf "%d %d", $3, ($5 - $4) * 1000000 }')
  if [ -n "$fetch_measured" ]; then
    answer "$1" "$fetch_measured"
  else
    answer "$1_said" "$(printf '%s\n' "$fetch_out" | sed -n 's/^curl: //p; s/^@ \([1-9][0-9]*\) .*/HTTP \1/p' | head -n 1)"
  fi
}

compare_ways() {
  [ -n "$PRIVATE" ] && [ -n "$PUBLIC" ] || return 0
  if ! have curl; then
    answer lan no-tool
    return
  fi
  fetch private "$PRIVATE"
  fetch public "$PUBLIC"
}

main() {
  if [ "$ENGINE" != containerd ] && have docker && docker_answers; then
    docker_proof
  else
    registry_proof
  fi
  compare_ways
}

carry_out

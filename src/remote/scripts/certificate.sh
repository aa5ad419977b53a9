# HTTPS in front of the registry, by Caddy in a container: the same version on every distribution (several have
# none, and a packaged one starts on port 80 at once), on the host's network (its addresses, its MTU).
# In: MODE (acme|files), HOST, EMAIL, ACME_DIRECTORY, ACME_ROOT (PEM), CERTIFICATE, PRIVATE_KEY (PEM), MOUNT,
# IMAGE, DEPLOYMENT, STILL_SECONDS, CERTIFICATE_SECONDS.
#
# What the authority has issued lies on the images volume: a rebuilt machine shows it again instead of asking
# for another one, of which there are few in a week.

NAME=quayside-caddy
HOME_DIR=$MINE/caddy
ISSUED=$MOUNT/caddy

# Bodies are not limited and not gathered: an image layer is as long as it likes.
caddyfile() {
  echo '{'
  echo '  admin off'
  [ -z "$EMAIL" ] || echo "  email $EMAIL"
  [ -z "$ACME_DIRECTORY" ] || echo "  acme_ca $ACME_DIRECTORY"
  [ -z "$ACME_ROOT" ] || echo '  acme_ca_root /etc/quayside/acme-root.pem'
  echo '}'
  echo "$HOST {"
  [ "$MODE" != files ] || echo '  tls /etc/quayside/certificate.pem /etc/quayside/key.pem'
  echo '  reverse_proxy 127.0.0.1:5000 {'
  echo '    flush_interval -1'
  echo '  }'
  echo '}'
}

put() { # FILE, text on stdin
  write_file 600 "$HOME_DIR/$1"
}

write_configuration() {
  private_directory "$MINE"
  private_directory "$HOME_DIR"
  private_directory "$ISSUED"
  mkdir -p "$ISSUED/data" "$ISSUED/config"
  caddyfile | put Caddyfile
  refused_in_pipe $?
  if [ -n "$ACME_ROOT" ]; then
    printf '%s\n' "$ACME_ROOT" | put acme-root.pem
    refused_in_pipe $?
  fi
  if [ "$MODE" = files ]; then
    printf '%s\n' "$CERTIFICATE" | put certificate.pem
    refused_in_pipe $?
    printf '%s\n' "$PRIVATE_KEY" | put key.pem
    refused_in_pipe $?
  fi
}

configuration_text() {
  for text_file in Caddyfile acme-root.pem certificate.pem key.pem; do
    [ ! -e "$HOME_DIR/$text_file" ] || cat "$HOME_DIR/$text_file"
  done
}

# --- the certificate that is shown ---

shown() { openssl s_client -connect 127.0.0.1:443 -servername "$HOST" </dev/null 2>/dev/null; }

# The right name on it, and not over within the hour.
certificate_shown() {
  SHOWN=$(shown | openssl x509 2>/dev/null)
  [ -n "$SHOWN" ] || return 1
  printf '%s\n' "$SHOWN" | openssl x509 -noout -checkend 3600 >/dev/null 2>&1 || return 1
  printf '%s\n' "$SHOWN" | openssl x509 -noout -checkhost "$HOST" 2>/dev/null | grep -q 'does match'
}

tell_certificate() {
  tell_issuer=$(printf '%s\n' "$SHOWN" | openssl x509 -noout -issuer -nameopt multiline,utf8,-esc_msb |
    sed -n 's/^ *\(organizationName\|commonName\) *= //p' | paste -s -d ' ' -)
  tell_end=$(printf '%s\n' "$SHOWN" | openssl x509 -noout -enddate | sed 's/^notAfter=//')
  answer issuer "$tell_issuer"
  answer not_after "$(date -u -d "$tell_end" +%Y-%m-%dT%H:%M:%SZ)"
  answer fingerprint "$(printf '%s\n' "$SHOWN" | openssl x509 -noout -fingerprint -sha256 | sed 's/.*=//')"
}

# --- the authority's words ---

# What Caddy said before this moment is about another time.
now() { SINCE=$(date -u +%Y-%m-%dT%H:%M:%SZ); }

caddy_errors() { docker logs --since "$SINCE" "$NAME" 2>&1 | grep '"level":"error"'; }

last_error() { sed -nE 's/.*"error":"(([^"\\]|\\.)*)".*/\1/p' | tail -n 1 | sed 's/\\"/"/g'; }

# What the authority said is told by one line in its own words, and by others inside longer stories.
authority_words() {
  words_plain=$(caddy_errors | grep 'could not get certificate from issuer' | last_error)
  if [ -n "$words_plain" ]; then
    printf '%s' "$words_plain"
  else
    caddy_errors | grep -E '"identifier"|urn:ietf|"obtain' | last_error
  fi
}

# Some answers do not get better by waiting.
final_word() {
  case $(authority_words) in
    *:accountDoesNotExist* | *:rateLimited* | *:rejectedIdentifier* | *:caa* | *:unsupportedIdentifier* | *:userActionRequired*) return 0 ;;
    *) return 1 ;;
  esac
}

certificate_decided() { certificate_shown || { [ "$MODE" = acme ] && final_word; } || ! container_runs "$NAME"; }

# An authority that has lost the account which lies on the volume is told of a new one. The account holds nothing
# but a key.
forget_account() {
  case $(authority_words) in *:accountDoesNotExist*) ;; *) return 1 ;; esac
  docker stop "$NAME" >/dev/null 2>&1
  rm -rf "$ISSUED"/data/caddy/acme/*/users
  now
  start_container "$NAME" 443
}

wait_for_certificate() {
  await "$CERTIFICATE_SECONDS" certificate certificate_decided
  if ! certificate_shown && [ "$MODE" = acme ] && forget_account; then
    await "$CERTIFICATE_SECONDS" certificate certificate_decided
  fi
  certificate_shown && return
  container_runs "$NAME" || refuse container-failed "$(docker logs --tail 3 "$NAME" 2>&1)"
  wait_words=$(authority_words)
  case $wait_words in
    *:rateLimited*) refuse certificate-limit "$wait_words" ;;
    *urn:ietf*) refuse certificate "$wait_words" ;;
    '') refuse certificate "$(docker logs --tail 3 "$NAME" 2>&1)" ;;
    *) refuse certificate-unreachable "$wait_words" ;;
  esac
}

# After a refusal Caddy waits longer and longer; whoever asks again wants an answer now.
ask_again() {
  [ "$CONTAINER" = already ] || return 0
  certificate_shown && return
  docker restart "$NAME" >/dev/null 2>&1
}

main() {
  need docker findmnt openssl sha256sum
  hold certificate 600
  docker_needed
  refuse_unless_mounted "$MOUNT"
  fetch_image "$IMAGE" "$STILL_SECONDS"
  write_configuration
  now
  set -- --network host --env XDG_DATA_HOME=/data --env XDG_CONFIG_HOME=/config \
    --mount "type=bind,source=$ISSUED/data,target=/data" --mount "type=bind,source=$ISSUED/config,target=/config" \
    --mount "type=bind,source=$HOME_DIR,target=/etc/quayside,readonly" \
    "$IMAGE" caddy run --config /etc/quayside/Caddyfile --adapter caddyfile
  certificate_settings=$(configuration_text | fingerprint "$IMAGE" "$@")
  keep_container "$NAME" 443 "$certificate_settings" "$@"
  ask_again
  wait_for_certificate
  tell_certificate
  answer state "$CONTAINER"
}

carry_out

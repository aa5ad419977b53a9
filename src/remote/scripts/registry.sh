# The registry, in a container that stores on the images volume and on nothing else.
# In: IMAGE, HTPASSWD, REALM, DELETE (true|false), MOUNT, LISTEN (address:port), DEPLOYMENT, STILL_SECONDS.
#
# Secrets lie in files of a directory that only root enters; the container sees the directory, not the single
# file, so that a password that is exchanged by renaming is read at once, without a restart.

NAME=quayside-registry
HOME_DIR=$MINE/registry
STORE=$MOUNT/data

# Made once on this machine and never leaves it: it signs uploads that are under way.
http_secret() {
  if [ ! -s "$HOME_DIR/http.secret" ]; then
    head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n' | write_file 600 "$HOME_DIR/http.secret"
    refused_in_pipe $?
  fi
}

yaml_quoted() { printf "'%s'" "$(printf '%s' "$1" | sed "s/'/''/g")"; }

# Relative addresses: an upload goes on where it began, whatever stands in front (Caddy, a proxy, a tunnel).
config() {
  cat <<CONFIG
version: 0.1
log:
  level: info
storage:
  filesystem:
    rootdirectory: /var/lib/registry
  delete:
    enabled: $DELETE
  maintenance:
    uploadpurging:
      enabled: true
      age: 24h
      interval: 6h
      dryrun: false
http:
  addr: :5000
  relativeurls: true
  secret: $(cat "$HOME_DIR/http.secret")
  headers:
    X-Content-Type-Options: [nosniff]
auth:
  htpasswd:
    realm: $(yaml_quoted "$REALM")
    path: /etc/quayside/htpasswd
health:
  storagedriver:
    enabled: true
    interval: 10s
    threshold: 3
CONFIG
}

write_secrets() {
  private_directory "$MINE"
  private_directory "$HOME_DIR"
  http_secret
  printf '%s\n' "$HTPASSWD" | write_file 600 "$HOME_DIR/htpasswd"
  refused_in_pipe $?
  config | write_file 600 "$HOME_DIR/config.yml"
  refused_in_pipe $?
}

# Docker itself waits for the volume at start (but comes up without it); the registry is started again when the
# volume arrives later. A store that is not there is never replaced by an empty one: the bind mount refuses.
write_units() {
  units_mount=$(systemd-escape --path --suffix=mount "$MOUNT")
  mkdir -p /etc/systemd/system/docker.service.d
  printf '[Unit]\nWants=%s\nAfter=%s\n' "$units_mount" "$units_mount" |
    write_file 644 /etc/systemd/system/docker.service.d/quayside.conf
  refused_in_pipe $?
  cat <<UNIT | write_file 644 /etc/systemd/system/quayside-registry.service
[Unit]
Description=Starts the registry when its volume is there
RequiresMountsFor=$MOUNT
Requires=docker.service
After=docker.service

[Service]
Type=oneshot
ExecStart=/usr/bin/env docker start $NAME
ExecStart=-/usr/bin/env docker start quayside-caddy

[Install]
WantedBy=$units_mount
UNIT
  refused_in_pipe $?
  write_collection
  systemctl daemon-reload
  systemctl enable quayside-registry.service >/dev/null 2>&1 || refuse write quayside-registry.service
  if [ "$DELETE" = true ]; then
    systemctl enable --now quayside-collect.timer >/dev/null 2>&1 || refuse write quayside-collect.timer
  fi
}

# What was deleted takes up space until the registry's collection has run. An image that is being pushed meanwhile
# would lose layers, so the registry is stopped for it, and started again however it ends: docker itself does that
# after a power cut. Once a week, at night by the machine's clock. What a broken upload has left (a full disk leaves
# much) goes with it: nothing is under way while the registry stands still.
write_collection() {
  if [ "$DELETE" != true ]; then
    systemctl disable --now quayside-collect.timer >/dev/null 2>&1
    rm -f /etc/systemd/system/quayside-collect.timer /etc/systemd/system/quayside-collect.service
    return
  fi
  cat <<UNIT | write_file 644 /etc/systemd/system/quayside-collect.service
[Unit]
Description=Frees the space of deleted images
RequiresMountsFor=$MOUNT
After=docker.service

[Service]
Type=oneshot
ExecStartPre=/usr/bin/env docker stop $NAME
ExecStart=/usr/bin/env docker run --rm --network none --security-opt label=disable --volumes-from $NAME --entrypoint registry $IMAGE garbage-collect /etc/quayside/config.yml
ExecStart=/usr/bin/env find $STORE -type d -name _uploads -exec rm -rf {} +
ExecStopPost=/usr/bin/env docker start $NAME
UNIT
  refused_in_pipe $?
  cat <<UNIT | write_file 644 /etc/systemd/system/quayside-collect.timer
[Unit]
Description=Frees the space of deleted images once a week

[Timer]
OnCalendar=Sun 03:30
RandomizedDelaySec=30min

[Install]
WantedBy=timers.target
UNIT
  refused_in_pipe $?
}

# The same volume as last time? A second, empty store must not take the place of the first unnoticed.
check_store() {
  refuse_unless_mounted "$MOUNT"
  if [ -e "$HOME_DIR/store" ] && [ ! -d "$STORE" ]; then
    refuse other-volume "other volume: $MOUNT: $(cat "$HOME_DIR/store")"
  fi
  mkdir -p "$STORE" || refuse write "$STORE"
  findmnt -nro UUID -M "$MOUNT" | write_file 600 "$HOME_DIR/store"
  refused_in_pipe $?
}

# 401 is what a registry that asks for a password says to a stranger.
status() { curl -s -o /dev/null -m 5 -w '%{http_code}' "http://$STATUS_AT/v2/" 2>/dev/null || :; }
asks_for_password() { [ "$(status)" = 401 ]; }

wait_for_registry() {
  have curl || return 0
  STATUS_AT=127.0.0.1:${LISTEN##*:}
  await 60 container asks_for_password ||
    refuse container-failed "HTTP $(status); $(docker logs --tail 3 "$NAME" 2>&1)"
}

# A registry that listens on port 80 itself has no door before it any more.
remove_door() {
  case $LISTEN in *:80) ;; *) return 0 ;; esac
  [ -n "$(container_field quayside-caddy '{{index .Config.Labels "quayside.deployment"}}')" ] || return 0
  docker rm -f quayside-caddy >/dev/null 2>&1 || refuse container-failed quayside-caddy
}

main() {
  need docker findmnt sha256sum systemd-escape
  hold registry 600
  docker_needed
  refuse_unless_mounted "$MOUNT"
  fetch_image "$IMAGE" "$STILL_SECONDS"
  write_secrets
  check_store
  write_units
  remove_door
  set -- --publish "$LISTEN:5000" --env OTEL_TRACES_EXPORTER=none \
    --mount "type=bind,source=$STORE,target=/var/lib/registry" \
    --mount "type=bind,source=$HOME_DIR,target=/etc/quayside,readonly" "$IMAGE" /etc/quayside/config.yml
  registry_settings=$(fingerprint "$IMAGE" "$@" <"$HOME_DIR/config.yml")
  keep_container "$NAME" "${LISTEN##*:}" "$registry_settings" "$@"
  wait_for_registry
  answer image "$(container_field "$NAME" '{{.Image}}')"
  answer version "$(docker exec "$NAME" registry --version 2>/dev/null | awk '{ print $NF }')"
  answer state "$CONTAINER"
}

carry_out

# What the jobs that keep a container share: its image, and a container that is made anew only when something
# about it has changed.

MINE=/etc/quayside

image_there() { docker image inspect "$1" >/dev/null 2>&1; }

# What Docker has received and kept by now: a line that changes as long as something moves. Bytes of its connections,
# for containerd writes half a megabyte at a time; and its files, for an image is unpacked without a network.
moved() { # DIRECTORY
  ss -tnpi 2>/dev/null | awk '/^[^ \t]/ { ours = /"(dockerd|containerd)"/ }
    ours && match($0, /bytes_received:[0-9]+/) { sum += substr($0, RSTART + 15, RLENGTH - 15) }
    END { printf "%.0f ", sum }'
  du -sbx --exclude=containers --exclude=volumes "$1" /var/lib/containerd 2>/dev/null | cut -f1 | tr '\n' ' '
}

# Ends job PID when nothing has moved for so long; also when this text has ended, for nobody waits for it any more.
# What only is slow goes on, and is told (fd 4) once a minute.
end_if_still() { # PID SECONDS
  still_directory=$(docker info --format '{{.DockerRootDir}}' 2>/dev/null)
  still_pause=$((($2 + 17) / 18))
  still_begun=$(uptime_seconds)
  still_told=1
  still_before=
  still_for=0
  while [ "$still_for" -lt "$2" ]; do
    sleep "$still_pause" >/dev/null 2>&1 4>&- 9>&-
    kill -0 $$ 2>/dev/null || break
    still_now=$(moved "${still_directory:-/var/lib/docker}")
    still_for=$((still_for + still_pause))
    [ "$still_now" = "$still_before" ] || still_for=0
    still_before=$still_now
    still_minutes=$((($(uptime_seconds) - still_begun) / 60))
    [ "$still_minutes" -gt "$still_told" ] || continue
    answer wait "slow-download $still_minutes" >&4
    still_told=$still_minutes
  done
  kill -9 "$1" 2>/dev/null
}

while_it_moves() { # SECONDS COMMAND...
  moves_most=$1
  shift
  "$@" &
  moves_job=$!
  end_if_still "$moves_job" "$moves_most" &
  moves_watch=$!
  wait "$moves_job"
  moves_status=$?
  kill "$moves_watch" 2>/dev/null
  [ "$moves_status" != 137 ] || echo "nothing arrived for $moves_most seconds"
  return "$moves_status"
}

# Only what is missing is fetched: Docker Hub counts. It may be as slow as it likes, as long as it moves.
fetch_image() { # IMAGE STILL_SECONDS
  if image_there "$1"; then return; fi
  answer wait download
  { follow while_it_moves "$2" docker pull "$1"; } 4>&1 && answer wait container && return
  case $followed in
    *'no space left'*) refuse pull "$(printf '%s' "$followed" | tail -n 1)" ;;
    *toomanyrequests* | *'429 Too Many'*) refuse image-limit "$(printf '%s' "$followed" | tail -n 1)" ;;
    *'manifest unknown'* | *'not found'* | *'does not exist'*) refuse image-unknown "$(printf '%s' "$followed" | tail -n 1)" ;;
    *) refuse no-image "$(printf '%s' "$followed" | tail -n 1)" ;;
  esac
}

# The settings a container was made with: standard input, the image and the words of its creation.
fingerprint() { # IMAGE WORDS...
  {
    docker image inspect --format '{{.Id}}' "$1"
    printf '%s\n' "$@"
    cat
  } | sha256sum | cut -c1-64
}

container_field() { docker container inspect --format "$2" "$1" 2>/dev/null; }

container_runs() { [ "$(container_field "$1" '{{.State.Running}} {{.State.Restarting}}')" = 'true false' ]; }

port_complaint() {
  case $1 in *'port is already allocated'* | *'address already in use'*) return 0 ;; *) return 1 ;; esac
}

# Who listens on PORT: a container's name, else the kernel's word for it.
listener() { # PORT
  listener_name=$(docker ps --filter "publish=$1" --format '{{.Names}}' 2>/dev/null | head -n 1)
  [ -n "$listener_name" ] || listener_name=$(ss -ltnpH "sport = :$1" 2>/dev/null | sed -n 's/.*users:(("\([^"]*\)".*/\1/p' | head -n 1)
  printf '%s %s' "$1" "$listener_name"
}

start_container() { # NAME PORT
  start_out=$(docker start "$1" 2>&1) && return
  port_complaint "$start_out" && refuse port-taken "$(listener "$2")"
  refuse container-failed "$start_out"
}

# keep_container NAME PORT SETTINGS WORDS...: sets CONTAINER to already, started, made or changed. The new one is
# made before the old one goes; cut short in between, the next run finds neither name and makes it again.
keep_container() {
  keep_name=$1 keep_port=$2 keep_settings=$3
  shift 3
  CONTAINER=already
  keep_before=$(container_field "$keep_name" '{{index .Config.Labels "quayside.settings"}}')
  if [ -n "$keep_before" ] && [ "$keep_before" = "$keep_settings" ]; then
    if ! container_runs "$keep_name"; then
      start_container "$keep_name" "$keep_port"
      CONTAINER=started
    fi
    return
  fi
  replace_container "$@"
}

# Found out before the old container goes, so that a refusal leaves it at work. What it holds itself is free soon.
refuse_if_port_taken() {
  have ss || return 0
  [ -n "$(ss -ltnH "sport = :$keep_port" 2>/dev/null)" ] || return 0
  docker port "$keep_name" 2>/dev/null | grep -q ":$keep_port\$" && return
  [ "$(container_field "$keep_name" '{{.HostConfig.NetworkMode}}')" = host ] && return
  refuse port-taken "$(listener "$keep_port")"
}

replace_container() { # WORDS...
  CONTAINER=made
  if keep_owner=$(container_field "$keep_name" '{{index .Config.Labels "quayside.deployment"}}'); then
    [ -n "$keep_owner" ] || refuse not-ours "$keep_name"
    CONTAINER=changed
  fi
  refuse_if_port_taken
  docker rm -f "$keep_name-new" >/dev/null 2>&1
  # Bind mounts keep their own labels where SELinux rules.
  [ "$(getenforce 2>/dev/null)" != Enforcing ] || set -- --security-opt label=disable "$@"
  keep_out=$(docker create --name "$keep_name-new" --restart=always --label "quayside.deployment=$DEPLOYMENT" \
    --label "quayside.settings=$keep_settings" --log-driver json-file --log-opt max-size=10m --log-opt max-file=3 \
    --security-opt no-new-privileges "$@" 2>&1) || refuse container-failed "$keep_out"
  docker rm -f "$keep_name" >/dev/null 2>&1
  keep_out=$(docker rename "$keep_name-new" "$keep_name" 2>&1) || refuse container-failed "$keep_out"
  start_container "$keep_name" "$keep_port"
}

mounted() { findmnt -nro SOURCE -M "$1" >/dev/null 2>&1; }

# A volume that is attached again is mounted as its own job has written it into /etc/fstab.
refuse_unless_mounted() { # MOUNT
  mounted "$1" && return
  awk -v mount="$1" '$2 == mount && $4 ~ /(^|,)x-quayside(,|$)/ { found = 1 } END { exit !found }' /etc/fstab &&
    mount "$1" >/dev/null 2>&1
  mounted "$1" || refuse not-mounted "$1"
}

# shellcheck disable=SC2317 # functions handed to `await`, and all that stands after a function that may exit
#
# What every job shares; stands before the job's own text. The whole text is read before anything of it
# runs (its last line is `carry_out`), so a text cut short by a lost connection does nothing at all.
#
# On stdout: `::key=value` is an answer, `::wait=WHAT` a wait that has begun, `::send=BYTES` asks for what is sent
# behind the text, `::refused=KIND` with `::detail=...` is a refusal (exit 3); every other line is for the log.

set -u
umask 022
LC_ALL=C
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL PATH

one_line() { tr '\r\n\t' '   ' | cut -c1-600; }

answer() { printf '::%s=%s\n' "$1" "$(printf '%s' "$2" | one_line)"; }

# Ends the job, so it is never called inside $( ... ).
refuse() {
  answer refused "$1"
  answer detail "$2"
  exit 3
}

# The output of other programs must not be taken for answers.
log_lines() { sed -u 's/^::/ ::/'; }

have() { command -v "$1" >/dev/null 2>&1; }

need() {
  for need_tool in "$@"; do
    have "$need_tool" || refuse missing-tool "$need_tool"
  done
}

# Seconds since the start of the machine: the wall clock jumps when a young machine finds its time server.
uptime_seconds() { cut -d. -f1 /proc/uptime; }

# The network device that leads out; on a closed network, the first one that has an address.
default_device() {
  {
    ip -o -4 route show default
    ip -o -6 route show default
    ip -o -4 addr show scope global | sed 's/^[0-9]*: \([^ ]*\).*/ dev \1 /'
  } 2>/dev/null | sed -n 's/.* dev \([^ ]*\).*/\1/p' | head -n 1
}

mtu() { cat "/sys/class/net/$(default_device)/mtu" 2>/dev/null; }

# await SECONDS WHAT COMMAND...: once a second until COMMAND succeeds; false when the time is over.
await() {
  await_until=$(($(uptime_seconds) + $1))
  await_what=$2
  shift 2
  "$@" && return 0
  answer wait "$await_what"
  while [ "$(uptime_seconds)" -lt "$await_until" ]; do
    # Without the lock: it would keep it for a moment longer than this text lives.
    sleep 1 9>&-
    "$@" && return 0
  done
  return 1
}

docker_answers() { docker version >/dev/null 2>&1; }

# A machine that has just started, or is busy, has its Docker a little later.
docker_needed() { await 90 docker docker_answers || refuse docker-start "$(docker version 2>&1 | tail -n 1)"; }

# hold NAME SECONDS: one job of a kind at a time. A package installation that outlived its connection keeps
# the lock it inherited, so the next run waits for it instead of getting in its way.
hold() {
  need flock
  exec 9>"/run/quayside-$1.lock"
  await "$2" another-run flock -n 9 || refuse another-run "/run/quayside-$1.lock"
}

# write_file MODE PATH: stdin becomes the file, written beside and renamed. 0: changed, 1: it was so already.
write_file() {
  write_file_new="$2.quayside-new"
  (umask 077 && cat >"$write_file_new") || refuse write "$2"
  chmod "$1" "$write_file_new" || refuse write "$2"
  if [ -f "$2" ] && cmp -s "$2" "$write_file_new" && [ "$(stat -c %a "$2")" = "$1" ]; then
    rm -f "$write_file_new"
    return 1
  fi
  sync "$write_file_new" 2>/dev/null
  mv -f "$write_file_new" "$2" || refuse write "$2"
}

private_directory() {
  mkdir -p "$1" || refuse write "$1"
  chmod 700 "$1" || refuse write "$1"
}

# After `... | write_file`, which cannot end the job from inside its pipe: refused_in_pipe $?
refused_in_pipe() { [ "$1" != 3 ] || exit 3; }

# follow COMMAND...: its lines as they come, the last of them kept in $followed. The command writes to a file,
# not to us: when the connection is lost it goes on to its end, which for a package manager is the only safe
# place to stop.
follow() {
  follow_file=$(mktemp) || refuse write /tmp
  (
    "$@" >"$follow_file" 2>&1 </dev/null
    printf '%s\n' $? >"$follow_file.status"
  ) &
  follow_job=$!
  tail -n +1 -f --pid="$follow_job" "$follow_file" 2>/dev/null | log_lines
  wait "$follow_job"
  follow_status=$(cat "$follow_file.status" 2>/dev/null)
  # shellcheck disable=SC2034 # for the job
  followed=$(tail -n 30 "$follow_file")
  rm -f "$follow_file" "$follow_file.status"
  return "${follow_status:-1}"
}

# The job ends with the connection: when our stdin closes, whoever asked has gone.
carry_out() {
  [ "$(id -u)" = 0 ] || [ "${AS_USER:-no}" = yes ] || refuse not-root "$(id -un)"
  exec 3<&0
  main </dev/null 3<&- &
  carry_out_job=$!
  {
    cat <&3
    kill "$carry_out_job"
  } >/dev/null 2>&1 9>&- &
  carry_out_watch=$!
  exec 3<&-
  wait "$carry_out_job"
  carry_out_status=$?
  kill "$carry_out_watch" 2>/dev/null
  exit "$carry_out_status"
}

# The same for a job that reads on from our stdin, as fd 3: it asks for what it reads (`::send=BYTES`), because a
# shell may have read ahead. It waits for little before that, and then reading tells it that whoever asked has gone.
carry_out_reading() {
  [ "$(id -u)" = 0 ] || refuse not-root "$(id -un)"
  exec 3<&0
  main </dev/null
  exit $?
}

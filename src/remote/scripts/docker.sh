# Docker from the distribution, with our settings beside whatever settings there are, started at every boot.
# In: DAEMON_JSON (all of /etc/docker/daemon.json; empty: leave it alone), PACKAGE_SECONDS.

SETTINGS=/etc/docker/daemon.json

docker_version() { docker version --format '{{.Server.Version}}' 2>/dev/null; }
docker_there() { have dockerd && have docker; }

# --- settings ---

# Sets SETTINGS_CHANGED. What was there before is kept until Docker has started with the new ones.
write_settings() {
  SETTINGS_CHANGED=no
  [ -n "$DAEMON_JSON" ] || return 0
  mkdir -p /etc/docker
  [ ! -e "$SETTINGS" ] || cp -p "$SETTINGS" "$SETTINGS.quayside-before"
  printf '%s\n' "$DAEMON_JSON" | write_file 644 "$SETTINGS"
  settings_status=$?
  refused_in_pipe "$settings_status"
  [ "$settings_status" = 1 ] || SETTINGS_CHANGED=yes
}

take_settings_back() {
  if [ -e "$SETTINGS.quayside-before" ]; then
    mv -f "$SETTINGS.quayside-before" "$SETTINGS"
  else
    rm -f "$SETTINGS"
  fi
  systemctl reset-failed docker.service docker.socket 2>/dev/null
  systemctl start docker 2>/dev/null
}

# --- apt ---

# Who holds a lock of dpkg or apt: read from the kernel, for fuser and lsof are not everywhere.
apt_holder() {
  for holder_file in /var/lib/dpkg/lock-frontend /var/lib/dpkg/lock /var/lib/apt/lists/lock /var/cache/apt/archives/lock; do
    [ -e "$holder_file" ] || continue
    holder_pid=$(awk -v end=":$(stat -c %i "$holder_file")" \
      'substr($6, length($6) - length(end) + 1) == end { print $5; exit }' /proc/locks)
    [ -n "$holder_pid" ] && tr '\000' ' ' <"/proc/$holder_pid/cmdline" 2>/dev/null && return
  done
  return 0
}

apt_free() {
  apt_free_holder=$(apt_holder)
  [ -n "$apt_free_holder" ] || return 0
  [ "$apt_free_holder" = "${apt_told:-}" ] || answer holder "$apt_free_holder"
  apt_told=$apt_free_holder
  return 1
}

apt_lock_lost() { printf '%s' "$followed" | grep -qiE 'could not get lock|is held by process|unable to acquire the dpkg|unable to lock'; }

# Another program may take the lock again between our look and our command: then it is waited for again.
apt_run() {
  apt_until=$(($(uptime_seconds) + PACKAGE_SECONDS))
  while :; do
    apt_left=$((apt_until - $(uptime_seconds)))
    [ "$apt_left" -gt 0 ] || refuse packages-busy "$(apt_holder)"
    await "$apt_left" packages apt_free || refuse packages-busy "$(apt_holder)"
    answer wait install
    follow env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 apt-get -y -q \
      -o DPkg::Lock::Timeout=30 -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 \
      -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "$@" && return 0
    apt_lock_lost || return 1
  done
}

unfetched() {
  printf '%s' "$followed" |
    grep -E 'Failed to fetch|Unable to fetch|Could not (resolve|connect)|Temporary failure resolving' | tail -n 2 | sed 's/^ *//'
}

apt_candidate() { apt-cache policy "$1" 2>/dev/null | grep -q '^  Candidate: [^(]'; }

# An installation that was cut short, ours or another's, stops every later one.
apt_repair() {
  [ -n "$(dpkg --audit 2>/dev/null)" ] || return 0
  await "$PACKAGE_SECONDS" packages apt_free || refuse packages-busy "$(apt_holder)"
  follow env DEBIAN_FRONTEND=noninteractive dpkg --force-confdef --force-confold --configure -a ||
    refuse package-failed "$followed"
}

# Named by hand and without recommendations: apparmor (without it no container starts where the kernel has it),
# and docker-cli, which Debian 13 split off.
apt_install() {
  apt_repair
  # What cannot be fetched is only a warning of `update`: old lists may do. An internet that never answers is told
  # within a minute or so, not after all that apt would try.
  apt_run update -o Acquire::Retries=2 -o Acquire::http::Timeout=20 -o Acquire::https::Timeout=20
  apt_unfetched=$(unfetched)
  if ! apt_candidate docker.io; then
    [ -z "$apt_unfetched" ] || refuse no-mirror "$apt_unfetched"
    refuse no-package docker.io
  fi
  set -- docker.io apparmor ca-certificates
  ! apt_candidate docker-cli || set -- "$@" docker-cli
  apt_run install --no-install-recommends "$@" && return
  apt_unfetched=$(unfetched)
  [ -z "$apt_unfetched" ] || refuse no-mirror "$apt_unfetched"
  refuse package-failed "$(printf '%s' "$followed" | tail -n 5)"
}

# --- other package managers ---

# Rocky Linux, AlmaLinux and CentOS have no Docker of their own: it comes from a source that the administrator
# has added, or not at all. Fedora calls it moby-engine, openSUSE and Amazon docker.
rpm_install() { # dnf | zypper
  answer wait install
  case $1 in
    dnf)
      for rpm_choice in 'docker-ce docker-ce-cli containerd.io' 'moby-engine' 'docker'; do
        dnf -q list --available "${rpm_choice%% *}" >/dev/null 2>&1 || continue
        # shellcheck disable=SC2086 # several packages
        follow dnf -y install $rpm_choice || refuse package-failed "$(printf '%s' "$followed" | tail -n 5)"
        return
      done
      refuse no-package "docker-ce, moby-engine, docker"
      ;;
    zypper)
      follow zypper --non-interactive install docker || refuse package-failed "$(printf '%s' "$followed" | tail -n 5)"
      ;;
  esac
}

install_docker() {
  if docker_there; then
    docker --version 2>/dev/null | grep -qi podman && refuse unsupported "podman-docker"
    STATE=already
    return
  fi
  STATE=installed
  if have apt-get; then
    apt_install
  elif have dnf; then
    rpm_install dnf
  elif have zypper; then
    rpm_install zypper
  else
    refuse unsupported "$(sed -n 's/^PRETTY_NAME=//p' /etc/os-release | tr -d '"')"
  fi
  docker_there || refuse package-failed "docker"
}

# --- running ---

docker_complaint() { journalctl -u docker --no-pager -n 20 -o cat 2>/dev/null | grep -iE 'error|fail|unable' | tail -n 3; }

start_docker() {
  start_out=$(systemctl enable docker 2>&1) || refuse docker-start "$start_out"
  if [ "$STATE" = already ] && [ "$SETTINGS_CHANGED" = yes ] && systemctl is-active -q docker; then
    answer restarted yes
    systemctl restart docker 2>/dev/null
  else
    systemctl start docker 2>/dev/null
  fi
  if await 90 docker docker_answers; then
    rm -f "$SETTINGS.quayside-before"
    return
  fi
  start_out=$(docker_complaint)
  [ "$SETTINGS_CHANGED" = no ] || take_settings_back
  refuse docker-start "$start_out"
}

main() {
  [ -d /run/systemd/system ] || refuse unsupported "no systemd"
  hold docker $((PACKAGE_SECONDS * 2))
  write_settings
  install_docker
  start_docker
  answer version "$(docker_version)"
  answer driver "$(docker info --format '{{.Driver}}' 2>/dev/null)"
  answer state "$STATE"
}

carry_out

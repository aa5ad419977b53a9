# Puts the files with logins back, merged on the other side; everybody else's logins are still in them.
# In: HOST, USER_CONFIG, ROOT_CONFIG, KUBELET_CONFIG, REGISTRIES (base64; empty: leave that file alone, `remove`: it
# is ours alone and goes), USER_SUM, ROOT_SUM, KUBELET_SUM, REGISTRIES_SUM (SHA-256 of what was read; empty: there
# was no file), REGISTRIES_PATH, PRIVATE (the registry's address for the node's hosts file; empty: no line, `keep`:
# leave it alone).

MARK='# quayside'

home_of() { getent passwd "$1" | cut -d: -f6; }

sum_of() { [ ! -s "$1" ] || sha256sum <"$1" | cut -c1-64; }

# A link is followed: people keep such files elsewhere.
real_path() { readlink -f "$1" 2>/dev/null || printf '%s' "$1"; }

put_login() { # KEY PATH OWNER CONTENT SUM
  [ -n "$4" ] || return 0
  put_path=$(real_path "$2")
  [ "$(sum_of "$put_path")" = "$5" ] || refuse changed-meanwhile "$2"
  put_directory=${put_path%/*}
  if [ ! -d "$put_directory" ]; then
    mkdir -m 700 "$put_directory" || refuse write "$put_directory"
    chown "$3:" "$put_directory"
  fi
  if [ "$4" = remove ]; then
    rm -f "$put_path" || refuse write "$put_path"
    return
  fi
  printf '%s' "$4" | base64 -d | write_file 600 "$put_path"
  put_status=$?
  refused_in_pipe "$put_status"
  chown "$3:" "$put_path" || refuse write "$put_path"
  ! have restorecon || restorecon "$put_path" 2>/dev/null
  answer "$1_written" "$2"
}

# Where cloud-init writes the hosts file anew at every start, the template that it names there gets the line too.
hosts_files() {
  echo /etc/hosts
  grep -qi 'manage_etc_hosts' /etc/hosts 2>/dev/null || return 0
  grep -o '/etc/cloud/templates/hosts[^ ]*tmpl' /etc/hosts | sort -u | while read -r hosts_template; do
    [ ! -f "$hosts_template" ] || echo "$hosts_template"
  done
}

# A line of somebody else for the same name is left alone, and told: it would win or lose by chance.
hosts_without_us() { # FILE
  awk -v host="$HOST" -v mark="$MARK" \
    '!(substr($0, length($0) - length(mark) + 1) == mark && $2 == host)' "$1"
}

somebody_elses_line() {
  hosts_without_us /etc/hosts | awk -v host="$HOST" '{ sub(/#.*/, "") } { for (i = 2; i <= NF; i++) if ($i == host) print $1 }' | head -n 1
}

put_hosts() {
  [ "$PRIVATE" != keep ] || return 0
  put_other=$(somebody_elses_line)
  if [ -n "$PRIVATE" ] && [ -n "$put_other" ] && [ "$put_other" != "$PRIVATE" ]; then
    refuse hosts-taken "/etc/hosts: $put_other $HOST"
  fi
  for put_hosts_file in $(hosts_files); do
    {
      hosts_without_us "$put_hosts_file"
      [ -z "$PRIVATE" ] || printf '%s %s %s\n' "$PRIVATE" "$HOST" "$MARK"
    } | write_file "$(stat -c %a "$put_hosts_file")" "$put_hosts_file"
    put_status=$?
    refused_in_pipe "$put_status"
    [ "$put_status" = 1 ] || answer hosts_written "$put_hosts_file"
  done
}

main() {
  hold node 120
  put_hosts
  node_user=${SUDO_USER:-root}
  put_login user "$(home_of "$node_user")/.docker/config.json" "$node_user" "$USER_CONFIG" "$USER_SUM"
  put_login root "$(home_of root)/.docker/config.json" root "$ROOT_CONFIG" "$ROOT_SUM"
  put_login kubelet /var/lib/kubelet/config.json root "$KUBELET_CONFIG" "$KUBELET_SUM"
  put_login registries "$REGISTRIES_PATH" root "$REGISTRIES" "$REGISTRIES_SUM"
}

carry_out

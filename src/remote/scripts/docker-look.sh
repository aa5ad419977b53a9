# What is there of Docker, and how is it set up? The settings are put together on the other side, which can
# read JSON anywhere.

main() {
  answer mtu "$(mtu)"
  if [ -e /etc/docker/daemon.json ]; then
    printf '::daemon_json=%s\n' "$(base64 </etc/docker/daemon.json | tr -d '\n')"
  fi
}

carry_out

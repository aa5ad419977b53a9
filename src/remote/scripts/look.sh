# What is this machine, and has it finished its first start? Run as the login user.
# In: CLOUD_INIT_SECONDS.

AS_USER=yes

rights() {
  answer user "$(id -un)"
  if [ "$(id -u)" = 0 ]; then
    answer rights root
  elif have sudo && sudo -n true 2>/dev/null; then
    answer rights sudo
  elif have sudo; then
    answer rights sudo-refused
    answer rights_detail "$(sudo -n true 2>&1)"
  else
    answer rights none
  fi
}

os_value() { sed -n "s/^$1=//p" /etc/os-release 2>/dev/null | head -n 1 | tr -d "\"'"; }

system() {
  answer os "$(os_value ID)"
  answer os_like "$(os_value ID_LIKE)"
  answer os_version "$(os_value VERSION_ID)"
  answer os_name "$(os_value PRETTY_NAME)"
  answer architecture "$(uname -m)"
  answer kernel "$(uname -r)"
  if [ -d /run/systemd/system ]; then answer init systemd; else answer init other; fi
  answer clock "$(date +%s)"
  answer cores "$(grep -c ^processor /proc/cpuinfo)"
  answer memory_kib "$(awk '/^MemTotal:/ { print $2 }' /proc/meminfo)"
  answer memory_free_kib "$(awk '/^MemAvailable:/ { print $2 }' /proc/meminfo)"
  answer disk_free_kib "$(df -Pk / | awk 'NR == 2 { print $4 }')"
}

packages() {
  for packages_tool in apt-get dnf yum zypper pacman apk; do
    have "$packages_tool" && answer packages "$packages_tool" && return
  done
  answer packages none
}

engines() {
  have docker && answer docker "$(docker --version 2>/dev/null | sed 's/^Docker version //; s/,.*//')"
  have containerd && answer containerd "$(containerd --version 2>/dev/null | awk '{ print $3 }')"
  have podman && answer podman "$(podman --version 2>/dev/null | awk '{ print $3 }')"
  have k3s && answer kubernetes k3s
  { have rke2 || [ -d /var/lib/rancher/rke2 ]; } && answer kubernetes rke2
  have kubelet && answer kubernetes kubelet
  return 0
}

network() {
  answer device "$(default_device)"
  answer mtu "$(mtu)"
}

cloud_init_over() { [ -e /run/cloud-init/result.json ]; }

cloud_init() {
  if ! have cloud-init || [ ! -d /run/cloud-init ]; then
    answer cloud_init absent
    return
  fi
  if [ -e /run/cloud-init/disabled ] || [ -e /etc/cloud/cloud-init.disabled ]; then
    answer cloud_init disabled
    return
  fi
  await "$CLOUD_INIT_SECONDS" cloud-init cloud_init_over ||
    refuse cloud-init "$(tail -n 3 /var/log/cloud-init-output.log 2>/dev/null)"
  cloud_init_errors=$(tr -d '\n' </run/cloud-init/result.json | sed -n 's/.*"errors": *\[\([^]]*\)\].*/\1/p')
  if [ -n "$(printf '%s' "$cloud_init_errors" | tr -d ' ')" ]; then
    answer cloud_init errors
    answer cloud_init_errors "$cloud_init_errors"
  else
    answer cloud_init "done"
  fi
}

main() {
  rights
  system
  packages
  network
  cloud_init
  engines
}

carry_out

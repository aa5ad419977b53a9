# shellcheck shell=bash
# What real guests need beside the control plane: Open vSwitch in user space, libvirt, Neutron's agents.
# Functions for inside.sh, which is then in a mount and a network namespace of the cloud's own: its switches, name spaces, sockets and
# accounts are seen by nobody else and end with it.
# shellcheck disable=SC2154

own_machine() {
    mount -t tmpfs tmpfs /run # sockets, process ids, network name spaces
    mkdir -p /run/netns /run/openvswitch /run/libvirt /run/lock "$DATA"/{libvirt,libvirt-etc,libvirt-log,ovs}
    mkdir -p /etc/libvirt /var/lib/libvirt /var/log/libvirt # only to be covered
    mount --bind "$DATA/libvirt" /var/lib/libvirt
    cp -r /etc/libvirt/. "$DATA/libvirt-etc/"
    mount --bind "$DATA/libvirt-etc" /etc/libvirt
    mount --bind "$DATA/libvirt-log" /var/log/libvirt
    # The account that libvirt's daemon expects is made by a package that brings systemd along.
    cp /etc/passwd /etc/group "$ETC/"
    grep -q ^libvirt-qemu: /etc/passwd || echo 'libvirt-qemu:x:64055:64055::/nonexistent:/usr/sbin/nologin' >>"$ETC/passwd"
    grep -q ^libvirt: /etc/group || printf 'libvirt:x:64054:\nlibvirt-qemu:x:64055:\n' >>"$ETC/group"
    # Who is root in here has a home of its own: SSH looks for keys and known hosts there, and not in a person's.
    mkdir -p "$STATE/home/.ssh"
    sed -i "s|^\(root:.*:\)/root:|\1$STATE/home:|" "$ETC/passwd"
    mount --bind "$ETC/passwd" /etc/passwd
    mount --bind "$ETC/group" /etc/group
    # The DNS of this little world: `names`, below.
    echo 'nameserver 127.0.0.1' >"$ETC/resolv.conf"
    mount --bind "$ETC/resolv.conf" "$(realpath /etc/resolv.conf)"
    # Guests talk to the outside through one address; what has none answers nobody.
    sysctl -q -w net.ipv4.ip_forward=1
}

# Open vSwitch reads a device's flags and writes them back with its own; that libvirt has set the device up meanwhile is then
# lost, and a guest without a network boots to its end (seen). The kernel tells of it, and it is set up again.
guests_devices() {
    local number device rest
    ip -o monitor link | while read -r number device rest; do
        case $number,$device,$rest in
        Deleted*) ;;
        *,tap*,\<*[,\<]UP[,\>]*) ;;
        *,tap*link/ether\ fe:*) ip link set "${device%:}" up || true ;;
        esac
    done
}

switch() {
    ovsdb-tool create "$DATA/ovs/conf.db" /usr/share/openvswitch/vswitch.ovsschema
    start ovsdb ovsdb-server "$DATA/ovs/conf.db" --remote=punix:/run/openvswitch/db.sock \
        --remote="ptcp:$P_OVSDB:127.0.0.1" --pidfile=/run/openvswitch/ovsdb-server.pid
    wait_for ovsdb test -S /run/openvswitch/db.sock
    ovs-vsctl --no-wait init
    ovs-vsctl --no-wait set Open_vSwitch . external-ids:system-id=lab-compute external-ids:hostname=lab-compute \
        other_config:userspace-tso-enable=true
    start switch ovs-vswitchd unix:/run/openvswitch/db.sock --pidfile=/run/openvswitch/ovs-vswitchd.pid
    ovs-vsctl --may-exist add-br br-int -- set bridge br-int datapath_type=netdev fail-mode=secure
    ovs-vsctl --may-exist add-br br-ex -- set bridge br-ex datapath_type=netdev
    wait_for switch ip link show br-ex
    ip address replace "$EXTERNAL.1/24" dev br-ex
    ip link set br-ex up
    start devices guests_devices
    step "Open vSwitch, in user space"
}

# A name server that knows what stands in the files of $STATE/names (lines as in /etc/hosts), as soon as it stands there.
names() {
    mkdir -p "$STATE/names"
    echo "$EXTERNAL.1 acme.lab.test" >"$STATE/names/authority"
    start names dnsmasq --keep-in-foreground --conf-file=/dev/null --pid-file= --no-resolv --no-hosts --user=root \
        --hostsdir="$STATE/names" --local=/lab.test/ --bind-interfaces --listen-address="127.0.0.1,$EXTERNAL.1"
}

# A certificate authority that speaks ACME. Its own address shows a certificate of the root in $STATE/acme/root.pem; what
# it issues hangs on another root, which it makes anew at each start and tells at /roots/0.
authority() {
    local acme=$STATE/acme
    mkdir -p "$acme"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj '/CN=Test root' \
        -keyout "$acme/root.key" -out "$acme/root.pem" 2>/dev/null
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj '/CN=acme.lab.test' \
        -keyout "$acme/key.pem" -out "$acme/request.pem" 2>/dev/null
    openssl x509 -req -in "$acme/request.pem" -CA "$acme/root.pem" -CAkey "$acme/root.key" -CAcreateserial -days 30 \
        -extfile <(echo "subjectAltName = DNS:acme.lab.test, IP:$EXTERNAL.1") -out "$acme/certificate.pem" 2>/dev/null
    cat >"$acme/pebble.json" <<X
{ "pebble": { "listenAddress": "$EXTERNAL.1:14000", "managementListenAddress": "$EXTERNAL.1:15000",
  "certificate": "$acme/certificate.pem", "privateKey": "$acme/key.pem", "httpPort": 80, "tlsPort": 443 } }
X
    start authority env PEBBLE_VA_NOSLEEP=1 PEBBLE_WFE_NONCEREJECT=0 pebble -config "$acme/pebble.json" -dnsserver 127.0.0.1:53
    wait_for authority curl -sf --cacert "$acme/root.pem" -o "$acme/issued.pem" "https://acme.lab.test:15000/roots/0"
    # All that somebody needs to believe both.
    cat "$acme/root.pem" "$acme/issued.pem" >"$acme/roots.pem"
    step "name server and certificate authority"
}

hypervisor() {
    cat >/etc/libvirt/qemu.conf <<X
user = "root"
group = "root"
security_driver = "none"
stdio_handler = "file"
cgroup_controllers = []
namespaces = []
dynamic_ownership = 0
X
    start libvirt libvirtd
    wait_for libvirt virsh -c qemu:///system version
    step "libvirt"
}

# A call that is sent before somebody listens is lost, and costs a minute.
consumed() {
    "$python" -c 'import amqp, sys
with amqp.Connection(f"127.0.0.1:{sys.argv[1]}", "guest", "guest") as c:
    sys.exit(not c.channel().queue_declare(sys.argv[2], passive=True).consumer_count)' "$P_RABBIT" "$1"
}

agents() {
    local queue name
    for queue in q-plugin q-l3-plugin q-reports-plugin; do wait_for neutron-rpc consumed $queue; done
    step "Neutron listens to its agents"
    for name in openvswitch l3 dhcp; do
        start "neutron-$name" "neutron-$name-agent" --config-file "$ETC/neutron/neutron.conf" --config-file "$ETC/neutron/agents.ini"
    done
}

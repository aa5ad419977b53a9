# shellcheck shell=bash
# Writes the configuration of every service into $ETC. Sourced by inside.sh after settings.sh.
# shellcheck disable=SC2154

database() { echo "mysql+pymysql://lab:$PASSWORD@localhost/$1?unix_socket=$SOCKET&charset=utf8mb4"; }
BROKER=rabbit://guest:guest@127.0.0.1:$P_RABBIT/

# with_guests YES NO: one of the two
with_guests() { if [ -n "$GUESTS" ]; then echo "$1"; else echo "$2"; fi; }

# account NAME: how a service signs in to Keystone
account() {
    cat <<X
auth_type = password
auth_url = http://127.0.0.1:$P_KEYSTONE/v3
username = $1
password = $PASSWORD
project_name = service
user_domain_name = Default
project_domain_name = Default
region_name = RegionOne
X
}

# tokens NAME: how a service checks the tokens it is given
tokens() {
    cat <<X
[keystone_authtoken]
$(account "$1")
www_authenticate_uri = http://127.0.0.1:$P_KEYSTONE/v3
interface = public
service_token_roles = service
service_token_roles_required = true
# A token that was revoked is soon refused, not after five minutes: scenarios wait for it.
token_cache_time = 1
[oslo_concurrency]
lock_path = $DATA/lock
X
}

configure_keystone() {
    cat >"$ETC/keystone/keystone.conf" <<X
[DEFAULT]
public_endpoint = http://127.0.0.1:$P_KEYSTONE/
[database]
connection = $(database keystone)
[token]
expiration = 14400
[fernet_tokens]
key_repository = $ETC/keystone/fernet-keys
[fernet_receipts]
key_repository = $ETC/keystone/fernet-keys
[credential]
key_repository = $ETC/keystone/credential-keys
[identity]
password_hash_rounds = 4
[cache]
enabled = true
backend = dogpile.cache.memory
X
}

configure_placement_and_glance() {
    cat >"$ETC/placement/placement.conf" <<X
[placement_database]
connection = $(database placement)
$(tokens placement)
X
    cp "$VENV/etc/glance/glance-api-paste.ini" "$ETC/glance/"
    cat >"$ETC/glance/glance-api.conf" <<X
[DEFAULT]
enabled_backends = local:file
worker_self_reference_url = http://127.0.0.1:$P_GLANCE
[database]
connection = $(database glance)
$(tokens glance)
[paste_deploy]
flavor = keystone
config_file = $ETC/glance/glance-api-paste.ini
[glance_store]
default_backend = local
[local]
filesystem_store_datadir = $DATA/images
[os_glance_staging_store]
filesystem_store_datadir = $DATA/glance-staging
[os_glance_tasks_store]
filesystem_store_datadir = $DATA/glance-tasks
X
}

configure_nova() {
    cp "$VENV/etc/nova/api-paste.ini" "$ETC/nova/"
    cat >"$ETC/nova/nova.conf" <<X
[DEFAULT]
compute_driver = $(with_guests libvirt.LibvirtDriver fake.FakeDriver)
transport_url = $BROKER
host = lab-compute
my_ip = 127.0.0.1
state_path = $DATA
instances_path = $DATA/instances
rootwrap_config = $VENV/etc/nova/rootwrap.conf
service_down_time = 300
force_config_drive = $(with_guests true false)
mkisofs_cmd = genisoimage
[api_database]
connection = $(database nova_api)
[database]
connection = $(database nova_cell1)
$(tokens nova)
[service_user]
send_service_user_token = true
$(account nova)
[neutron]
$(account nova)
valid_interfaces = public
service_metadata_proxy = true
metadata_proxy_shared_secret = $PASSWORD
[placement]
$(account nova)
valid_interfaces = public
[cinder]
catalog_info = volumev3::publicURL
os_region_name = RegionOne
$(account nova)
[glance]
valid_interfaces = public
region_name = RegionOne
[scheduler]
workers = 1
discover_hosts_in_cells_interval = -1
[conductor]
workers = 1
[vnc]
enabled = false
[libvirt]
virt_type = qemu
cpu_mode = none
images_type = qcow2
inject_partition = -2
X
    [ -z "$GUESTS" ] || cat >>"$ETC/nova/nova.conf" <<X
[os_vif_ovs]
ovsdb_connection = tcp:127.0.0.1:$P_OVSDB
X
    # The machine is small, and its guests are idle most of the time.
    [ -z "$GUESTS" ] || sed -i '/^\[DEFAULT\]/a cpu_allocation_ratio = 8\nram_allocation_ratio = 1\ndisk_allocation_ratio = 10\nreserved_host_memory_mb = 512\nvif_plugging_timeout = 60' "$ETC/nova/nova.conf"
}

configure_neutron() {
    cat >"$ETC/neutron/neutron.conf" <<X
[DEFAULT]
core_plugin = ml2
service_plugins = router
state_path = $DATA/neutron
transport_url = $(with_guests "$BROKER" fake://)
api_paste_config = $VENV/etc/neutron/api-paste.ini
host = lab-compute
api_workers = 1
rpc_workers = 1
[database]
connection = $(database neutron)
$(tokens neutron)
[nova]
$(account neutron)
[placement]
$(account neutron)
X
    cat >"$ETC/neutron/ml2_conf.ini" <<X
[ml2]
type_drivers = flat,vxlan,local
tenant_network_types = $(with_guests local vxlan)
mechanism_drivers = $(with_guests openvswitch everyport)
extension_drivers = port_security
[ml2_type_flat]
flat_networks = *
[ml2_type_vxlan]
vni_ranges = 1:1000
[securitygroup]
enable_security_group = true
X
    cat >"$ETC/neutron/agents.ini" <<X
[DEFAULT]
interface_driver = openvswitch
agent_mode = legacy
enable_metadata_proxy = false
enable_isolated_metadata = false
enable_metadata_network = false
[ovs]
bridge_mappings = public:br-ex
datapath_type = netdev
ovsdb_connection = tcp:127.0.0.1:$P_OVSDB
of_listen_port = $P_OPENFLOW
[agent]
tunnel_types =
polling_interval = 1
[securitygroup]
firewall_driver = openvswitch
X
}

configure_cinder() {
    cat >"$ETC/cinder/cinder.conf" <<X
[DEFAULT]
transport_url = $BROKER
auth_strategy = keystone
my_ip = 127.0.0.1
host = lab-compute
state_path = $DATA/cinder
api_paste_config = $VENV/etc/cinder/api-paste.ini
resource_query_filters_file = $VENV/etc/cinder/resource_filters.json
rootwrap_config = $VENV/etc/cinder/rootwrap.conf
enabled_backends = files
default_volume_type = files
osapi_volume_workers = 1
# A scheduler that missed the first report of what the storage has hears of it again after this, not after a minute.
periodic_interval = 5
periodic_fuzzy_delay = 1
backend_stats_polling_interval = 5
[database]
connection = $(database cinder)
$(tokens cinder)
[service_user]
send_service_user_token = true
$(account cinder)
[nova]
$(account cinder)
[files]
volume_backend_name = files
volume_driver = quayside_volumes.Files
volume_directory = $DATA/volumes
[coordination]
backend_url = file://$DATA/cinder
X
}

configure_designate() {
    cp "$VENV/etc/designate/api-paste.ini" "$ETC/designate/"
    # Its parts are threads of one process and talk without a broker. It writes a zone out once a second (Designate's own
    # default is five), and looks at once whether the name server has it.
    cat >"$ETC/designate/designate.conf" <<X
[DEFAULT]
transport_url = fake://
host = lab-names
state_path = $DATA/designate
network_api = fake
[storage:sqlalchemy]
connection = $(database designate)
[service:api]
api_base_uri = http://127.0.0.1:$P_DESIGNATE/
quotas_verify_project_id = false
enable_api_admin = true
enabled_extensions_admin = quotas
[service:central]
managed_resource_tenant_id = 00000000000000000000000000000001
[service:mdns]
listen = 127.0.0.1:$P_NAMES
[service:worker]
poll_delay = 0
poll_retry_interval = 1
poll_timeout = 2
[service:producer]
enabled_tasks = increment_serial, worker_periodic_recovery
[producer_task:increment_serial]
interval = 1
[producer_task:worker_periodic_recovery]
interval = 20
[heartbeat_emitter]
emitter_type = noop
$(tokens designate)
X
}

# The pool of name servers, as `designate-manage pool update` writes it: Designate's own name server is the only one.
pool_of_names() {
    local pool=794ccc2cd75144feb57f8894c9f5c842 # the one that every Designate begins with
    cat <<X
insert into pool_ns_records (id, version, created_at, pool_id, priority, hostname) values ('$pool', 1, now(), '$pool', 1, 'ns.lab.test.');
insert into pool_nameservers (id, version, created_at, pool_id, host, port) values ('$pool', 1, now(), '$pool', '127.0.0.1', $P_NAMES);
insert into pool_targets (id, version, created_at, pool_id, type, description) values ('$pool', 1, now(), '$pool', 'fake', '');
insert into pool_target_masters (id, version, created_at, pool_target_id, host, port) values ('$pool', 1, now(), '$pool', '127.0.0.1', $P_NAMES);
insert into pool_target_options (id, version, created_at, pool_target_id, \`key\`, value) values
    ('$pool', 1, now(), '$pool', 'host', '127.0.0.1'), (md5('port'), 1, now(), '$pool', 'port', '$P_NAMES');
X
}

configure() {
    mkdir -p "$ETC"/{keystone,placement,glance,nova,neutron,cinder,designate} "$DATA"/{images,instances,cinder,neutron,rabbit,lock}
    printf 'listeners.tcp.1 = 127.0.0.1:%s\nvm_memory_high_watermark.absolute = 512MB\n' "$P_RABBIT" >"$ETC/rabbitmq.conf"
    configure_keystone
    configure_placement_and_glance
    configure_nova
    configure_neutron
    configure_cinder
    configure_designate
    export OS_KEYSTONE_CONFIG_DIR=$ETC/keystone OS_PLACEMENT_CONFIG_DIR=$ETC/placement OS_GLANCE_CONFIG_DIR=$ETC/glance
    export OS_NOVA_CONFIG_DIR=$ETC/nova OS_NEUTRON_CONFIG_DIR=$ETC/neutron
    export OS_NEUTRON_CONFIG_FILES="neutron.conf;ml2_conf.ini"
}

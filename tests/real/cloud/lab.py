"""What is done to the cloud through its own API, in one process (the command line client needs two seconds a word).

lab.py catalog          accounts of the services, the catalog, clouds.yaml
lab.py ready            waits until every service reports for work
lab.py seed             projects, flavors, image, networks, quotas
lab.py node KEY ROOTS   a machine that will pull from the registry
lab.py list CLOUD       everything a project holds, sorted, one thing a line
"""
import os
import sys
import time

import openstack

PASSWORD, PORT = os.environ["PASSWORD"], int(os.environ["PORT"])
GUESTS, STATE = bool(os.environ["GUESTS"]), os.environ["STATE"]


def url(number, path=""):
    return f"http://127.0.0.1:{PORT + number}{path}"


def clouds(credential=None):
    """Writes the file by which clients find the cloud."""
    common = """
    region_name: RegionOne
    identity_api_version: 3
"""
    text = "clouds:\n"
    for name, user, project in (("admin", "admin", "admin"), ("lab", "labuser", "def-lab"), ("tiny", "tinyuser", "def-tiny")):
        text += f"""  {name}:{common}    auth:
      auth_url: "{url(0, '/v3')}"
      username: {user}
      password: "{PASSWORD}"
      project_name: {project}
      user_domain_name: Default
      project_domain_name: Default
"""
    if credential:
        text += f"""  appcred:{common}    auth_type: v3applicationcredential
    auth:
      auth_url: "{url(0, '/v3')}"
      application_credential_id: "{credential.id}"
      application_credential_secret: "{PASSWORD}"
"""
    with open(f"{STATE}/clouds.yaml", "w") as file:
        file.write(text)


def catalog():
    clouds()
    identity = openstack.connect(cloud="admin").identity
    service_project = identity.create_project(name="service", domain_id="default")
    roles = {r.name: r for r in identity.roles()}
    for name in ("placement", "glance", "nova", "neutron", "cinder", "designate"):
        user = identity.create_user(name=name, password=PASSWORD, domain_id="default")
        for role in ("admin", "service"):
            identity.assign_project_role_to_user(service_project, user, roles[role])
    names = () if GUESTS else (("dns", "designate", url(11)),)
    for kind, name, where in names + (
        ("placement", "placement", url(1)), ("image", "glance", url(2)), ("compute", "nova", url(3, "/v2.1")),
        ("network", "neutron", url(4)), ("block-storage", "cinder", url(5, "/v3")),
        ("volumev3", "cinderv3", url(5, "/v3/$(project_id)s")),
    ):
        service = identity.create_service(type=kind, name=name)
        identity.create_endpoint(service_id=service.id, interface="public", url=where, region_id="RegionOne")


def ready():
    admin = openstack.connect(cloud="admin")
    wanted = {"nova-compute", "nova-scheduler", "nova-conductor", "cinder-volume", "cinder-scheduler"}
    if GUESTS:
        wanted |= {"neutron-openvswitch-agent", "neutron-l3-agent", "neutron-dhcp-agent"}
    wanted |= {"the storage, to cinder-scheduler"}  # which knows no place for a volume before
    up, end = set(), time.time() + 180
    while not wanted <= up:
        if time.time() > end:
            sys.exit(f"These do not report for work: {', '.join(sorted(wanted - up))}")
        time.sleep(0.3)
        try:
            up = {s.binary for s in admin.compute.services() if s.state == "up"}
            up |= {s.binary for s in admin.block_storage.services() if s.state == "up"}
            up |= {"the storage, to cinder-scheduler" for _ in admin.block_storage.backend_pools()}
            up |= {a.binary for a in admin.network.agents() if a.is_alive} if GUESTS else set()
        except openstack.exceptions.SDKException:
            continue  # still starting


def project(admin, name, user):
    made = admin.identity.create_project(name=name, domain_id="default")
    person = admin.identity.create_user(name=user, password=PASSWORD, domain_id="default", default_project_id=made.id)
    admin.identity.assign_project_role_to_user(made, person, admin.identity.find_role("member"))
    return made, person


def image(admin):
    """Debian 12: with guests the one that was built for them, otherwise a megabyte that nobody boots."""
    common = dict(visibility="public", wait=True, validate_checksum=False, use_import=False)
    about = dict(os_distro="debian", os_version="12", hw_disk_bus="virtio")
    if not GUESTS:
        with open(f"{STATE}/placeholder.img", "wb") as file:
            file.write(os.urandom(1 << 20))
        admin.image.create_image(name="Debian-12", filename=file.name, disk_format="raw", container_format="bare", **about, **common)
        return
    where = os.environ["GUEST_IMAGE"]
    # A bare root filesystem, booted with a kernel beside it: no boot loader has to be emulated.
    for name, key, kind in (("vmlinuz", "kernel_id", "aki"), ("initrd", "ramdisk_id", "ari")):
        about[key] = admin.image.create_image(name=f"Debian-12-{name}", filename=f"{where}/{name}", disk_format=kind, container_format=kind, **common).id
    about.update(hw_rng_model="virtio", hw_vif_model="virtio",
                 os_command_line="root=LABEL=cloudroot rw console=ttyS0 net.ifnames=0 mitigations=off")
    admin.image.create_image(name="Debian-12", filename=f"{where}/root.qcow2", disk_format="qcow2", container_format="bare", **about, **common)


def networks(admin, projects):
    net, outside = admin.network, os.environ["EXTERNAL"]
    public = net.create_network(name="Public-Network", is_router_external=True, provider_network_type="flat", provider_physical_network="public")
    net.create_subnet(name="Public-Subnet", network_id=public.id, ip_version=4, cidr=f"{outside}.0/24", gateway_ip=f"{outside}.1",
                      is_dhcp_enabled=False, allocation_pools=[{"start": f"{outside}.50", "end": f"{outside}.99"}])
    for owner, cidr in zip(projects, ("192.168.177.0/24", "192.168.178.0/24")):
        network = net.create_network(name=f"{owner.name}-network", project_id=owner.id)
        subnet = net.create_subnet(name=f"{owner.name}-subnet", network_id=network.id, project_id=owner.id, ip_version=4, cidr=cidr,
                                   dns_nameservers=[f"{outside}.1"] if GUESTS else [])
        router = net.create_router(name=f"{owner.name}-router", project_id=owner.id, external_gateway_info={"network_id": public.id})
        net.add_interface_to_router(router, subnet_id=subnet.id)


def quotas(admin, lab, tiny):
    # Room for several deployments of the procedure's plan at once.
    admin.compute.update_quota_set(lab, instances=8, cores=64, ram=262144, key_pairs=20)
    admin.block_storage.update_quota_set(lab, volumes=20, gigabytes=10000)
    admin.network.update_quota(lab.id, floating_ips=8, security_groups=12, security_group_rules=120)
    # Every limit of this one is reached by the first thing made.
    admin.compute.update_quota_set(tiny, instances=1, cores=2, ram=8192, key_pairs=1)
    admin.block_storage.update_quota_set(tiny, volumes=1, gigabytes=10)
    admin.network.update_quota(tiny.id, floating_ips=1, security_groups=2, security_group_rules=8)


def zones(admin, tiny):
    """One zone for each project: with names that somebody uses, and with no room for another."""
    for cloud, zone in (("lab", "lab.test."), ("tiny", "tiny.test.")):
        dns = openstack.connect(cloud=cloud).dns
        made = dns.create_zone(name=zone, email=f"hostmaster@{zone[:-1]}")
        for kind, name, content in (("A", "taken", "203.0.113.4"), ("CNAME", "www", f"taken.{zone}"), ("AAAA", "six", "2001:db8::4")):
            dns.create_recordset(made, name=f"{name}.{zone}", type=kind, records=[content])
    # Beside these three a zone has the records of its name servers and of its beginning.
    answer = admin.dns.patch(f"/quotas/{tiny.id}", json={"zone_recordsets": 5}, headers={"X-Auth-All-Projects": "true"})
    openstack.exceptions.raise_from_response(answer)


def seed():
    admin = openstack.connect(cloud="admin")
    if admin.identity.find_project("def-lab"):
        return
    # The last number is an ephemeral disk, as on the Alliance's clouds: the first volume is then really /dev/vdc.
    # Guests get less than the name says: they share a small machine.
    for name, cores, memory, ephemeral in (("p1-1.5gb", 1, 1536, 0), ("c2-7.5gb-31", 2, 7680, 31), ("c8-30gb-186", 8, 30720, 186)):
        if GUESTS:
            cores, memory = min(cores, 2), min(memory, 1024)
        admin.compute.create_flavor(name=name, vcpus=cores, ram=memory, disk=20, ephemeral=ephemeral)
    admin.block_storage.create_type(name="files", extra_specs={"volume_backend_name": "files"})
    image(admin)
    lab, person = project(admin, "def-lab", "labuser")
    tiny, _ = project(admin, "def-tiny", "tinyuser")
    networks(admin, (lab, tiny))
    quotas(admin, lab, tiny)
    if not GUESTS:
        zones(admin, tiny)
    mine = openstack.connect(cloud="lab").identity
    clouds(mine.create_application_credential(user=person.id, name="quayside", secret=PASSWORD))


def node(public_key, roots):
    """A machine of somebody's cluster, found or made: Docker that trusts the authority; its address is printed."""
    import base64
    c = openstack.connect(cloud="lab")
    for port in c.network.ports(name="node-1"):
        for address in c.network.ips(port_id=port.id):
            print(address.floating_ip_address)
            return
    with open(public_key) as key, open(roots) as pem:
        c.compute.create_keypair(name="cluster", public_key=key.read())
        content = "".join(f"     {line}" for line in pem)
    data = f"#cloud-config\nwrite_files:\n - path: /etc/docker/certs.d/registry.lab.test/ca.crt\n   content: |\n{content}"
    group = c.network.create_security_group(name="cluster")
    c.network.create_security_group_rule(security_group_id=group.id, direction="ingress", ethertype="IPv4", protocol="tcp",
                                         port_range_min=22, port_range_max=22, remote_ip_prefix="0.0.0.0/0")
    network = c.network.find_network("def-lab-network")
    port = c.network.create_port(network_id=network.id, name="node-1", security_groups=[group.id])
    c.compute.create_server(
        name="node-1", image_id=c.image.find_image("Debian-12").id, flavor_id=c.compute.find_flavor("p1-1.5gb").id,
        networks=[{"port": port.id}], key_name="cluster", user_data=base64.b64encode(data.encode()).decode())
    public = c.network.find_network("Public-Network")
    print(c.network.create_ip(floating_network_id=public.id, port_id=port.id).floating_ip_address)


def listing(cloud):
    c = openstack.connect(cloud=cloud)
    own = dict(project_id=c.current_project_id)
    kinds = (
        ("server", c.compute.servers(), ("id", "name", "status")),
        ("key pair", c.compute.keypairs(), ("name", "fingerprint")),
        ("volume", c.block_storage.volumes(), ("id", "name", "size", "status", "description", "metadata")),
        ("snapshot", c.block_storage.snapshots(), ("id", "name")),
        ("address", c.network.ips(**own), ("id", "floating_ip_address", "fixed_ip_address", "port_id", "description")),
        ("server group", c.compute.server_groups(), ("id", "name")),
        ("port", c.network.ports(**own), ("id", "name", "device_owner", "device_id", "security_group_ids")),
        ("group", c.network.security_groups(**own), ("id", "name", "description")),
        ("rule", c.network.security_group_rules(**own),
         ("id", "security_group_id", "direction", "ether_type", "protocol", "port_range_min", "port_range_max", "remote_ip_prefix", "remote_group_id")),
        ("network", c.network.networks(**own), ("id", "name")),
        ("subnet", c.network.subnets(**own), ("id", "name", "cidr")),
        ("router", c.network.routers(**own), ("id", "name")),
        ("image", c.image.images(owner=c.current_project_id), ("id", "name")),
    )
    if c.has_service("dns"):
        # Of a zone's own beginning only the serial number changes, with every record.
        kinds += tuple(("record", c.dns.recordsets(zone), ("zone_name", "name", "type", "records", "description"))
                       for zone in c.dns.zones())
    for line in sorted(f"{kind}: " + " ".join(str(getattr(x, k)) for k in keys) for kind, found, keys in kinds for x in found):
        # The cloud's own ports (DHCP) come and go with the network, not with what a person makes.
        if "network:dhcp" not in line and " SOA " not in line:
            print(line)


if __name__ == "__main__":
    verb, *rest = sys.argv[1:]
    {"catalog": catalog, "ready": ready, "seed": seed, "node": node, "list": listing}[verb](*rest)

"""Somebody else at the same cloud: what other people and the cloud itself do while Quayside works.

Reads one order a line from standard input and answers each with one line. At the end of its input it takes back what it
made. Between the program and the services stands a proxy (PORT + 15) that passes everything on, notes the tokens it sees in
the file TOKENS, and, when it was told `before METHOD PATH ACTION`, does that just before the first such request.
"""
import http.client
import json
import os
import re
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import openstack

PORT, STATE = int(os.environ["PORT"]), os.environ["STATE"]
SERVICES = {"compute": PORT + 3, "network": PORT + 4, "volume": PORT + 5}
HOP = {"connection", "transfer-encoding", "content-length", "keep-alive", "server", "date", "host"}


def entry(cloud):
    return openstack.config.OpenStackConfig(config_files=[f"{STATE}/clouds.yaml"]).get_one(cloud)


def connection(cloud):
    return openstack.connection.Connection(config=entry(cloud))


admin, lab = connection("admin"), connection("lab")
PROJECT, TINY = (admin.identity.find_project(name) for name in ("def-lab", "def-tiny"))
made = []  # how each thing that was made here is taken back, the last first
trap = {}  # METHOD, PATH, ACTION; and `done` when it has gone off
lock = threading.Lock()


# What happens just before a request of the program

def revoke(token, _):
    """Every token of the user is void from now on, by a change of the password to the same; the services know it."""
    person = admin.identity.find_user("labuser", domain_id="default")
    admin.identity.update_user(person, password=entry("lab").get_auth_args()["password"])
    refused(token)


def withdraw(token, _):
    """The application credential is deleted, and its tokens with it."""
    mine = connection("lab").identity
    for credential in mine.application_credentials(user=mine.session.auth.get_user_id(mine.session)):
        if credential.name.startswith("meddled"):
            mine.delete_application_credential(mine.session.auth.get_user_id(mine.session), credential)
    refused(token)


def refused(token):
    """Waits until no service takes the token any more: each remembers for a moment that it was good."""
    paths = (("compute", "/v2.1/limits"), ("network", "/v2.0/networks"), ("volume", f"/v3/{PROJECT.id}/limits"))
    waiting, end = list(paths), time.time() + 60
    while waiting and time.time() < end:
        service, path = waiting[0]
        link = http.client.HTTPConnection("127.0.0.1", SERVICES[service])
        link.request("GET", path, headers={"X-Auth-Token": token})
        if link.getresponse().status == 401:
            waiting.pop(0)
        link.close()
    if waiting:
        raise RuntimeError(f"the revoked token is still good for {waiting}")


def same_rule(_, body):
    rule = json.loads(body)["security_group_rules"][-1]
    fields = {key: value for key, value in rule.items() if key != "description"}
    lab.network.create_security_group_rule(**fields)


def same_group(_, body):
    group = lab.network.create_security_group(name=json.loads(body)["security_group"]["name"], description="somebody else's")
    made.append(lambda: lab.network.delete_security_group(group))


def same_key_pair(_, body):
    name = json.loads(body)["keypair"]["name"]
    lab.compute.create_keypair(name=name)  # Nova makes a key of its own
    made.append(lambda: lab.compute.delete_keypair(name))


ACTIONS = {f.__name__: f for f in (revoke, withdraw, same_rule, same_group, same_key_pair)}


class Proxy(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    seen = set()

    def pass_on(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        token = self.headers.get("X-Auth-Token", "")
        with lock:
            if token and token not in self.seen:
                self.seen.add(token)
                with open(os.environ["TOKENS"], "a") as file:
                    file.write(token + "\n")
            due = trap and not trap.get("done") and self.command == trap["method"] and re.search(trap["path"], self.path)
            if due:
                try:
                    ACTIONS[trap["action"]](token, body)
                    trap["done"] = "yes"
                except Exception as error:  # told when the scenario asks
                    trap["done"] = f"error: {error}"
        _, service, path = self.path.split("/", 2)
        link = http.client.HTTPConnection("127.0.0.1", SERVICES[service])
        headers = {k: v for k, v in self.headers.items() if k.lower() not in HOP}
        link.request(self.command, "/" + path, body or None, headers)
        answer = link.getresponse()
        content = answer.read()
        self.send_response(answer.status)
        for key, value in answer.getheaders():
            if key.lower() not in HOP:
                self.send_header(key, value)
        if answer.status != 204:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        link.close()

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = pass_on

    def log_message(self, *_):
        pass


# Orders

def before(method, path, action):
    with lock:
        trap.clear()
        trap.update(method=method, path=path, action=action)
    return "ok"


def done():
    """Whether the trap has gone off."""
    return trap.get("done", "no")


def takeback():
    left = []
    while made:
        try:
            made.pop()()
        except Exception as error:  # the others are taken back all the same
            left.append(str(error))
    if left:
        raise RuntimeError("; ".join(left))
    return "ok"


def project():
    return PROJECT.id


def credential(name, secret):
    mine = connection("lab").identity
    person = mine.session.auth.get_user_id(mine.session)
    new = mine.create_application_credential(user=person, name=name, secret=secret)
    made.append(lambda: connection("lab").identity.delete_application_credential(person, new, ignore_missing=True))
    return new.id


GENEROUS = dict(instances=5, cores=64, ram=131072, key_pairs=5, volumes=10, gigabytes=4000,
                floating_ips=5, security_groups=5, security_group_rules=50, ports=50)
SEEDED = dict(instances=1, cores=2, ram=8192, key_pairs=1, volumes=1, gigabytes=10,
              floating_ips=1, security_groups=2, security_group_rules=8, ports=500)
COMPUTE, VOLUME = ("instances", "cores", "ram", "key_pairs"), ("volumes", "gigabytes")


def tiny(kind, limit="0"):
    """The second project's quota: of all kinds `generous` or as `seeded`, or of all but one generous."""
    wanted = SEEDED if kind == "seeded" else GENEROUS | ({} if kind == "generous" else {kind: int(limit)})
    pick = lambda names: {key: value for key, value in wanted.items() if key in names}
    admin.compute.update_quota_set(TINY, **pick(COMPUTE))
    admin.block_storage.update_quota_set(TINY, **pick(VOLUME))
    admin.network.update_quota(TINY.id, **{k: v for k, v in wanted.items() if k not in COMPUTE + VOLUME})
    return "ok"


def hosts(state):
    """Whether the compute host takes new servers."""
    service = next(s for s in admin.compute.services() if s.binary == "nova-compute")
    if state == "closed":
        admin.compute.disable_service(service, disabled_reason="somebody works on it")
    else:
        admin.compute.enable_service(service)
    return "ok"


def existing(plan):
    """An address, a group and two volumes of the project's own; the plan uses them instead of new ones."""
    public = lab.network.find_network("Public-Network")
    address = lab.network.create_ip(floating_network_id=public.id, description="the lab's own")
    made.append(lambda: lab.network.delete_ip(address))
    group = lab.network.create_security_group(name="the lab's own", description="for everything")
    made.append(lambda: lab.network.delete_security_group(group))
    for protocol, low, high, prefix in (("tcp", 22, 22, "0.0.0.0/0"), ("tcp", 80, 443, "0.0.0.0/0"), ("udp", 53, 53, "10.0.0.0/8")):
        lab.network.create_security_group_rule(security_group_id=group.id, direction="ingress", ethertype="IPv4", protocol=protocol,
                                               port_range_min=low, port_range_max=high, remote_ip_prefix=prefix)
    text = open(plan).read()
    text = re.sub(r"\[address\]\n.*?\n\n", f'[address]\nuse = "existing"\nid = "{address.id}"\nip = "{address.floating_ip_address}"\n\n', text, flags=re.S)
    text = re.sub(r"\[firewall\]\n.*?\n\n(?=\[)", f'[firewall]\nuse = "existing"\ngroup = {{ id = "{group.id}", name = "{group.name}" }}\n\n', text, flags=re.S)
    for size in (10, 20):
        volume = lab.block_storage.create_volume(name=f"old-{size}", size=size, description="has data", metadata={"owner": "lab"})
        lab.block_storage.wait_for_status(volume, interval=0.2)
        made.append(lambda volume=volume: lab.block_storage.delete_volume(volume))
        text = re.sub(r'source = \{ use = "new".*?\}', f'source = {{ use = "existing", id = "{volume.id}" }}', text, count=1)
    with open(plan, "w") as file:
        file.write(text)
    return "ok"


ORDERS = {f.__name__: f for f in (before, done, takeback, project, credential, tiny, hosts, existing)}


def main():
    proxy = ThreadingHTTPServer(("127.0.0.1", PORT + 15), Proxy)
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    for line in sys.stdin:
        verb, *words = line.split()
        try:
            print(ORDERS[verb](*words), flush=True)
        except Exception as error:
            print(f"error: {verb}: {error}".replace("\n", " "), flush=True)
    takeback()


main()

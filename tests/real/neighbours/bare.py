"""The cloud half by bare HTTP requests over kept connections, with nothing between them: the floor that any client can reach.

bare.py one-by-one|parallel make|take STATE    what was made is kept in the file STATE, for `take`; says how many seconds it
                                               took from the first request to the last answer, without Python's own start

No journal, no look before anything, no mark to find things again: whoever kills this has to clean up by hand.
"""
import http.client
import json
import os
import sys
import threading
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor

mode, verb, state = sys.argv[1:]
plan = json.loads(os.environ["PLAN"])
connections, lock = {}, threading.Lock()
token, at = None, {}


def ask(method, url, body=None, good=(200, 201, 202, 204)):
    """One request; the answer's status, headers and JSON."""
    where = urllib.parse.urlsplit(url)
    headers = {"Accept": "application/json", "Content-Type": "application/json", "User-Agent": "bare"} | ({"X-Auth-Token": token} if token else {})
    while True:
        with lock:
            free = connections.setdefault(where.netloc, [])
            kept = free.pop() if free else None
        connection = kept or http.client.HTTPConnection(where.netloc, timeout=120)
        try:
            connection.request(method, url.partition(where.netloc)[2], json.dumps(body) if body else None, headers)
            answer = connection.getresponse()
            text = answer.read()
            break
        except (BrokenPipeError, ConnectionResetError, http.client.RemoteDisconnected):
            if not kept:
                raise  # a kept one may have been idle for too long; a new one has no excuse
    with lock:
        free.append(connection)
    if answer.status not in good:
        raise SystemExit(f"{method} {url}: {answer.status} {text[:300]}")
    return answer.status, answer.headers, json.loads(text) if text and answer.status < 300 else None


def make(service, path, kind, body):
    return ask("POST", at[service] + path, {kind: body})[2][kind]


def take(service, path):
    ask("DELETE", at[service] + path)


def until(service, path, kind, wanted):
    """Looks ten times a second until the thing has the status; None: until it is gone."""
    while True:
        status, _, answer = ask("GET", at[service] + path, good=(200, 404))
        if (wanted is None and status == 404) or (answer and answer[kind]["status"] == wanted):
            return
        if answer and answer[kind]["status"].lower().startswith("error"):
            raise SystemExit(f"{path}: {answer[kind]}")
        time.sleep(0.1)


def sign_in():
    global token
    _, headers, answer = ask("POST", plan["auth_url"] + "/auth/tokens", {"auth": plan["auth"]})
    token = headers["X-Subject-Token"]
    at.update((service["type"], service["endpoints"][0]["url"]) for service in answer["token"]["catalog"])
    at["network"] += "/v2.0"


class Done:
    """The result of what was done at once; it looks like one of what is under way."""

    def __init__(self, value):
        self.value = value

    def result(self):
        return self.value


workers = ThreadPoolExecutor(16)
begun = []


def go(task, *needs):
    """Does the task with the results of what it needs: now, or beside the others as soon as they are there."""
    def work():
        return task(*(need.result() for need in needs))
    begun.append(workers.submit(work) if mode == "parallel" else Done(work()))
    return begun[-1]


def attach(server, volume):
    until("volumev3", f"/volumes/{volume}", "volume", "available")
    ask("POST", f"{at['compute']}/servers/{server}/os-volume_attachments", {"volumeAttachment": {"volumeId": volume}})
    until("volumev3", f"/volumes/{volume}", "volume", "in-use")


def make_everything():
    name = plan["label"]
    key = go(lambda: make("compute", "/os-keypairs", "keypair", {"name": name, "public_key": plan["public_key"]}))
    group = go(lambda: make("network", "/security-groups", "security_group", {"name": name})["id"])
    volumes = [go(lambda volume=volume: make("volumev3", "/volumes", "volume", volume)["id"]) for volume in plan["volumes"]]
    port = go(lambda group: make("network", "/ports", "port",
                                 {"name": name, "network_id": plan["network"], "security_groups": [group]})["id"], group)
    server = go(lambda port, key: make("compute", "/servers", "server", {
        "name": name, "imageRef": plan["image"], "flavorRef": plan["flavor"], "key_name": name, "networks": [{"port": port}]})["id"], port, key)
    address = go(lambda port: make("network", "/floatingips", "floatingip", {"floating_network_id": plan["pool"], "port_id": port})["id"], port)
    go(lambda group: make("network", "/security-group-rules", "security_group_rules",
                          [{"security_group_id": group, "direction": "ingress", "ethertype": "IPv4"} | rule for rule in plan["rules"]]), group)
    ready = go(lambda server: until("compute", f"/servers/{server}", "server", "ACTIVE"), server)
    for volume in volumes:
        go(lambda server, volume, _: attach(server, volume), server, volume, ready)
    for task in begun:
        task.result()
    made = {"group": group, "port": port, "server": server, "address": address}
    made = {kind: task.result() for kind, task in made.items()} | {"volumes": [volume.result() for volume in volumes]}
    with open(state, "w") as file:
        json.dump(made, file)


def take_everything():
    with open(state) as file:
        made = json.load(file)
    # Its volumes are let go with it.
    deleted = go(lambda: take("compute", f"/servers/{made['server']}"))
    address = go(lambda: take("network", f"/floatingips/{made['address']}"))
    go(lambda: take("compute", f"/os-keypairs/{plan['label']}"))
    server = go(lambda _: until("compute", f"/servers/{made['server']}", "server", None), deleted)
    volumes = [go(lambda _, volume=volume: take("volumev3", f"/volumes/{volume}"), server) for volume in made["volumes"]]
    port = go(lambda *_: take("network", f"/ports/{made['port']}"), server, address)
    go(lambda _: take("network", f"/security-groups/{made['group']}"), port)
    for volume, asked in zip(made["volumes"], volumes):
        go(lambda _, volume=volume: until("volumev3", f"/volumes/{volume}", "volume", None), asked)
    for task in begun:
        task.result()


began = time.monotonic()
sign_in()
{"make": make_everything, "take": take_everything}[verb]()
print(f"{time.monotonic() - began:.3f}")

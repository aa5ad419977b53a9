"""Quayside's plan, as the others need it: plan.py PLAN.toml CLOUD json|shell

All get the ids that the plan has, so that nobody has to look anything up by name.
"""
import json
import os
import shlex
import sys
import tomllib

import yaml

with open(sys.argv[1], "rb") as file:
    plan = tomllib.load(file)
with open(os.environ["OS_CLIENT_CONFIG_FILE"]) as file:
    sign_in = yaml.safe_load(file)["clouds"][sys.argv[2]]["auth"]

instance = plan["instance"]
volumes = [{"name": volume["name"], "size": volume["source"]["size"]} for volume in plan["volumes"]]
wide = [rule["to"].removeprefix("tcp/") for rule in plan["firewall"]["rules"] if rule["to"] != "any"]
[near] = [rule["from"] for rule in plan["firewall"]["rules"] if rule["to"] == "any"]
shared = {
    "label": instance["name"], "public_key": instance["login"]["key_pair"]["public_key"], "image": instance["image"]["id"],
    "flavor": instance["flavor"]["id"], "network": instance["network"]["id"], "pool": plan["address"]["pool"]["id"],
}
if sys.argv[3] == "shell":
    words = {
        "NAME": shared["label"], "KEY": shared["public_key"], "IMAGE": shared["image"], "FLAVOR": shared["flavor"],
        "NETWORK": shared["network"], "POOL": shared["pool"], "NEAR": near, "PORTS": " ".join(wide),
        "VOLUMES": " ".join(f"{volume['name']}={volume['size']}" for volume in volumes),
    }
    print(*(f"export PLAN_{key}={shlex.quote(value)}" for key, value in words.items()), sep="\n")
else:
    rules = [{"remote_ip_prefix": near}]
    rules += [{"protocol": "tcp", "port_range_min": port, "port_range_max": port, "remote_ip_prefix": "0.0.0.0/0"} for port in wide]
    domain = {"name": sign_in["user_domain_name"]}
    user = {"name": sign_in["username"], "domain": domain, "password": sign_in["password"]}
    json.dump(shared | {
        "volumes": volumes, "rules": rules,
        "group_rules": [{"direction": "ingress", "ether_type": "IPv4"} | rule for rule in rules],
        "auth_url": sign_in["auth_url"],
        "auth": {
            "identity": {"methods": ["password"], "password": {"user": user}},
            "scope": {"project": {"name": sign_in["project_name"], "domain": {"name": sign_in["project_domain_name"]}}},
        },
    }, sys.stdout)

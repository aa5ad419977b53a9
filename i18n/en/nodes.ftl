# The Nodes page.

nodes-title = The nodes
nodes-lead = Every machine of the cluster that pulls images is logged in once. Logins for other registries stay.
nodes-none = **No node is named, and that is fine.** They can be logged in later, when the cluster is there.
nodes-host = Host
nodes-user = User
nodes-engine = Pulls with
nodes-find = found out there
nodes-docker = Docker
nodes-containerd = containerd
nodes-remove = Remove node { $number }
nodes-add = Add a node
nodes-shared = For all of them
nodes-jump = Through
nodes-jump-none = reached directly
nodes-jump-help = A machine to go through: user@host.
nodes-jump-bad = A machine to go through is written user@host or user@host:port.
nodes-key = SSH key
nodes-key-none = your agent, or the usual files
nodes-key-help = The private key’s file on this computer.
nodes-promise = Nodes are reached only if their host keys are in your known_hosts already. What is written there is readable by root and the login user only.

# The picture beside every page.

# What it shows, at its upper left corner.
picture-will-have = What you will have
picture-in-the-making = What is being built
picture-will-be-built = What will be built
picture-being-built = Being built
picture-have = What you have

# How far it is, at its upper right corner.
picture-nothing-yet = Nothing is made yet
picture-steps-done = { $done } of { $all } steps done
picture-all-in-place = All in place

# Its parts, from the outside in. The second line of each is short.
picture-people = Your group, anywhere
picture-people-do = docker push, docker pull
picture-name = Name
picture-name-cloudflare = Cloudflare, DNS only
picture-name-proxied = Cloudflare, in front of it
picture-name-designate = the cloud’s DNS service
picture-name-hand = its record is made by hand
picture-address = Address
picture-address-new = A new address
picture-address-new-from = Floating, from the pool { $pool }
picture-address-floating = Floating address
picture-address-own = the instance’s own is public
picture-firewall = Firewall
picture-gate-any = all
picture-yard = Private network
picture-yard-public = Network
picture-instance = Instance
picture-instance-detail = { $flavor } · { $image }
picture-registry = Registry
picture-registry-https = HTTPS and a password
picture-volume = Volume
picture-node = Node
picture-node-later = later
picture-more = +{ $count } more
picture-pulls = Pulls stay on the private network
picture-pulls-some = { $private } of { $count } nodes pull over the private network

# What is wrong with something that was typed, and how to put it right.
# $bad is the character at fault, from one of these three.
invalid-space = a space
invalid-control = a character that cannot be seen
invalid-quoted = “{ $bad }”

# The name of an instance: letters, digits, hyphens.
invalid-label-empty = The instance needs a name, for example registry.
invalid-label-long = This name is too long: an instance’s name has at most 63 characters.
invalid-label-edge = A name begins and ends with a letter or a digit, not with a hyphen.
invalid-label-character = There is { $bad } in this name: it can have letters without accents, digits and hyphens.

# A name in the DNS, of the registry or of a zone.
invalid-hostname-empty = A full name is needed, for example registry.example.org.
invalid-hostname-url = Only the name is needed here: leave out https:// and everything after a slash or a colon.
invalid-hostname-number = This is an address made of numbers. A certificate needs a name, for example registry.example.org.
invalid-hostname-dot = This name lacks its domain: write it in full, for example registry.example.org.
invalid-hostname-long = This name is too long: it can have 253 characters, and 63 between two dots.
invalid-hostname-part = Between two dots of a name there are letters, digits and hyphens, and no hyphen at the beginning or the end.

# A machine to reach, by name or address.
invalid-host-empty = The name or the address of a machine is needed, for example node1 or 192.168.73.12.
invalid-host-character = There is { $bad } here: the name of a machine has letters, digits, dots and hyphens. The user has a field of its own.

# A user of a machine or of the registry.
invalid-user-empty = A user’s name is needed, for example ubuntu.
invalid-user-long = This name is too long: a user’s name has at most 32 characters.
invalid-user-start = A user’s name begins with a letter or with _.
invalid-user-character = There is { $bad } in this name: it can have letters without accents, digits, dots, hyphens and _.

# The name that people give to a thing of the cloud.
invalid-title-empty = A name is needed here.
invalid-title-long = This name is too long: it can have 255 characters.
invalid-title-control = There is a line break or another character in this name that cannot be seen: type it again.

# The directory where a volume is mounted.
invalid-mount-empty = A directory is needed, for example /DATA.
invalid-mount-relative = The directory begins with a slash, for example /DATA.
invalid-mount-character = There is { $bad } in this directory: it can have letters without accents, digits, hyphens, dots and _ between its slashes.
invalid-mount-system = The system itself lives in { $path }, and a volume there would hide it. A directory of its own is safe, for example /DATA.
invalid-mount-up = A directory is written without . and .. between its slashes.

invalid-email = This is not an e-mail address: it has a name, one @ and a domain, for example admin@example.org.

invalid-web-empty = An address is needed, for example https://cloud.example.org:5000/v3.
invalid-web-scheme = The address begins with https:// or http://.
invalid-web-shape = This is not an address of the web: it has no host, or a space in it.

invalid-file-empty = A file is needed.
invalid-file-relative = The file is written in full, from / or from ~/, for example ~/.ssh/id_ed25519.

# Rules of the firewall.
invalid-network-empty = A network is needed, for example 192.168.73.0/24; 0.0.0.0/0 is everybody.
invalid-network-prefix = The number after the slash goes from 0 to 32 for IPv4 and to 128 for IPv6.
invalid-network-shape = This is not a network. It looks like 192.168.73.0/24; a single address is enough for one machine.
invalid-opening-empty = It is not said what is opened: any, icmp, a port such as 443, or a range such as 5000-5010.
invalid-opening-shape = This is not an opening: write any, icmp, tcp/443 or udp/5000-5010. A port alone is one of TCP.
invalid-opening-backwards = The range is the wrong way round: it goes from the lower port to the higher one.
invalid-port = A port is a number between 1 and 65535.

# The container image of the registry.
invalid-image-empty = A container image is needed, for example registry:2.8.3.
invalid-image-tag = The version is missing. With it, as in registry:2.8.3, the registry does not change by itself.
invalid-image-character = There is { $bad } in this image: it is written in small letters, for example registry:2.8.3.

invalid-size-empty = A size is needed, in gigabytes.
invalid-size-number = A size is a whole number of gigabytes, for example 500.
invalid-size-range = A volume has between { $least } and { $most } GB.

invalid-secret = A secret is never written into a plan, only where it is kept: keychain:NAME or env:NAME. If one stood here, change it, because the file had it.

# The text of a plan file.
plan-flaw = Line { $line }, column { $column }, { $key }: { $complaint }
plan-syntax = Line { $line }, column { $column }: this is not TOML ({ $message }).
plan-version = Line { $line }: this plan is of version { $found }, and this Quayside reads version { $ours }. A newer Quayside may open it.
plan-no-version = This is not a plan of Quayside: a plan says version = { $ours } before anything else.
plan-address = An address of numbers is needed, for example 203.0.113.7.
plan-choice = This is not one of the words that can stand here: { $known }.
plan-empty = Something must stand between the quotation marks.
plan-missing = This key is missing.
plan-type-flag = true or false belongs here, without quotation marks.
plan-type-list = A list of tables belongs here.
plan-type-number = A whole number belongs here, without quotation marks.
plan-type-table = A table with keys of its own belongs here.
plan-type-text = A text in quotation marks belongs here.
plan-unknown = There is no such key. It may belong to another part of the plan.
plan-unknown-near = There is no such key. It probably means { $near }.

# Parts of a plan that do not fit together.
severity-error = Mistake
severity-warning = Warning
finding-acme-closed = Let’s Encrypt asks the machine from outside, and port { $port } is not open to everybody. A rule from 0.0.0.0/0 to tcp/{ $port } opens it.
finding-acme-proxied = Let’s Encrypt cannot reach the machine through Cloudflare’s proxy. Either the record is DNS only, or the certificate is the proxy’s.
finding-closed-registry = No rule lets anybody reach the registry at port { $port }. The nodes need a rule to tcp/{ $port } from their network.
finding-closed-ssh = No rule lets anybody onto the machine. Quayside sets it up over SSH and needs tcp/22 from the address of this computer.
finding-outside-zone = The name { $host } is not in the zone { $zone }. Either the name ends in .{ $zone }, or another zone is the right one.
finding-no-images-volume = No volume is there for the images. The registry keeps them on a volume whose purpose is images.
finding-images-volumes = { $found } volumes are there for the images, and the registry uses one. The others are for data.
finding-nested-mounts = The volume at { $inner } lies inside the one at { $outer }, and vanishes when that one is not mounted. Directories beside each other are safe.
finding-proxy-depth = Cloudflare’s free certificate covers one name before { $zone }, and { $host } has more. A shorter name works, or a record that is DNS only.
finding-proxy-limit = Cloudflare’s proxy refuses layers over 100 MB on its free plan: large images cannot be pushed. A record that is DNS only has no limit.
finding-proxy-missing = The certificate is Cloudflare’s, and no proxy of Cloudflare stands before the machine. Either the record is proxied, or the certificate comes from Let’s Encrypt.
finding-proxy-plain = Between Cloudflare and the machine the password travels unencrypted. With Let’s Encrypt and a record that is DNS only it does not.
finding-same-mount = Two volumes are mounted at { $mount }. Each needs a directory of its own.
finding-same-node = The node { $host } (port { $port }) is there twice. Once is enough.
finding-same-rule = The rule from { $from } to { $to } is there twice. Once is enough.
finding-same-volume = { $first } and { $second } are the same existing volume. It can be mounted once.
finding-same-volume-name = Two volumes are called { $name }. Different names keep them apart.
finding-unknown-rules = The existing security group stays as it is, and its rules are not looked at: it must let in SSH (22) and the registry ({ $port }).

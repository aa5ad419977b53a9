# The Done page.

done-title = Your registry is up.
done-lead = Built in { $took }. Everything below was tried, not assumed.
done-address = Address
done-login = Log in
done-machine = The machine
done-tried = What was tried
done-next = What to do next
done-save = Save the summary…
done-save-words = For your colleagues; no secrets in it
done-saved = It is saved
done-not-saved = It could not be saved there
done-binderhub = BinderHub settings
done-binderhub-words = Copies them; only the password is to be added
done-binderhub-copied = Copied
done-close = Close

proof-password = Without the password, nobody gets in
proof-password-value = 401, then 200 with it
proof-layer = A { $megabytes } MB layer came back as it was sent
proof-layer-value = pushed at { $push } MB/s, pulled at { $pull }
proof-key = The machine is the right one
proof-key-console = its key agrees with the console
proof-key-person = you accepted its key
proof-certificate = The certificate is from { $issuer }
proof-certificate-value = until { $day }, renewed by itself
proof-disks = { $count ->
        [one] The disk is mounted by its own identifier
        [2] Both disks are mounted by their own identifiers
       *[other] All { $count } disks are mounted by their own identifiers
    }
proof-nodes = { $count ->
        [one] The node pulls with what was written there
       *[other] All { $count } nodes pull with what was written there
    }
proof-nodes-private = { $count ->
        [one] The node pulls with what was written there, over the private network
       *[other] All { $count } nodes pull with what was written there, over the private network
    }
proof-nodes-some = { $private } of { $count } nodes pull over the private network, all with what was written there

lan-faster = The private network is { $times } times as fast as the public address
lan-same = The private network is as fast as the public address
lan-slower = The private network is slower than the public address
lan-value = { $private } MB/s against { $public }, on { $host }
lan-unknown = The private network is not compared with the public address
lan-no-tool = { $host } has no curl
lan-silent-private = the private address brings nothing to { $host }: { $said }
lan-silent-public = the public address brings nothing to { $host }: { $said }

registries-written = The login is in registries.yaml too, for the next start of k3s or RKE2
registries-written-value = on { $hosts }; nothing was restarted
registries-theirs = The registries.yaml of k3s or RKE2 was left as it is
registries-theirs-value = on { $hosts }; whoever wrote it may add the login there

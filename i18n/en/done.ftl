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

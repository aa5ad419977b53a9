# The Address page.

address-title = The address
address-lead = People, name servers and the certificate authority reach the instance here.
address-existing = One that the project has
address-existing-caption = { $count ->
        [one] One floating address leads nowhere yet
       *[other] { $count } floating addresses lead nowhere yet
    }
address-existing-none = Every floating address of the project is in use
address-new = A new floating address
address-new-caption = From the pool { $pool }
address-new-no-pool = No pool reaches the instance’s network
address-new-no-quota = The project has all the addresses it may have
address-own = The instance’s own
address-own-caption = Its network is part of the internet
address-own-private = Its network is a private one
address-which = Address
address-pool = Pool
address-quota = Floating addresses
address-last = **This is the last floating address of the project.** It is given back when the registry is undone.
address-kept = The address stays with the project when the registry is undone.
address-none = **The instance cannot be reached from outside.** Ask the cloud’s support for a floating address, or choose another network on the Instance page.
address-no-network = The network of the instance is not chosen yet.
address-skipped = given by the network

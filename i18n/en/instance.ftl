# The Instance page.

instance-title = The instance
instance-lead = One virtual machine carries the registry. The suggestions below fit a research group.
instance-name = Name
instance-key = Key pair
instance-key-placeholder = Choose a key pair
instance-key-here = its key is on this computer
instance-key-import = The cloud does not know it yet: its public half will be given to it.
instance-key-elsewhere = Its private key was not found here. Your SSH agent may have it.
instance-key-none = Without a key pair nobody gets onto the instance. Make a key with ssh-keygen, then sign in again.
instance-image = Image
instance-image-another = Another image…
instance-image-more = { $count ->
        [one] one more on this cloud
       *[other] { $count } more on this cloud
    }
instance-image-system = System
instance-image-name = Image
instance-image-support = Updates
instance-supported = Supported until { $year }
instance-ended = No updates since { $year }
instance-support-unknown = Support not known
instance-no-image = **This cloud shows no image that can be started.** Ask its support which images the project may use.
instance-flavor = Flavor
instance-flavor-hint = Only those that fit your quota can be chosen
instance-cores = Cores
instance-memory = Memory
instance-disk = Disk
instance-disk-volume = volume
instance-extra = Extra disk
instance-instances = Instances
instance-suggested = suggested
instance-no-flavor = **No flavor fits what is left of the quota.** Ask for more, or delete an instance that is not used.
instance-why-cores = needs { $needs } cores, { $left } are left
instance-why-memory = needs { $needs } GB, { $left } are left
instance-why-instances = no instance is left
instance-why-disabled = switched off by the cloud
instance-why-small = the image needs { $needs } GB
instance-hint = Network { $network } and zone { $zone } are taken.
instance-less = Show less
instance-network = Network
instance-zone = Availability zone
instance-user = Login user
instance-user-found = found out from the image
instance-boot = Start from a volume
instance-boot-caption = The system lies on a volume that goes away with the instance.
instance-boot-size = Size of that volume

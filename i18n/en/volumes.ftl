# The Volumes page.

volumes-title = The volumes
volumes-lead = Two disks of their own: they outlive the instance and can move to another one.
volumes-data = Data
volumes-data-words = The data sets your users ask for.
volumes-images = Images
volumes-images-words = Every image that is pushed to the registry.
volumes-more = More data
volumes-more-words = A disk for whatever you like.
volumes-new = A new volume
volumes-existing = { $name }, { $size } GB, of this project
volumes-name = Name
volumes-size = Size
volumes-type = Type
volumes-filesystem = Filesystem
volumes-add = Add a volume
volumes-remove = Leave this one out
volumes-storage = Storage
volumes-count = Volumes
volumes-promise = A disk is formatted only if it is provably empty. It is found by its serial number, mounted by its own identifier, and mounted again after every restart.

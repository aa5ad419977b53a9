# The Registry page.

registry-title = The registry
registry-lead = One login guards it. People, BinderHub and every node use the same.
registry-user = User name
registry-password = Password
registry-password-help = Made by chance for you. Type your own if you like.
registry-password-missing = A password is missing.
registry-password-short = A password has at least 8 characters.
registry-password-long = A registry’s password has at most 72 bytes: bcrypt looks at no more.
registry-keep = Keep the password in this computer’s keychain
registry-no-keychain = No keychain answers here, and Quayside forgets the password when it is closed. Note it down.
registry-deletion = Images may be deleted
registry-deletion-caption = Over the registry’s own interface. The space is free again after the collection on Sunday night, when the registry is away for a moment.
registry-more = Version and realm
registry-less = Show less
registry-image = Image and version
registry-image-help = From Docker Hub unless another host stands before it.
registry-realm = Realm
registry-realm-help = What a login window calls the place.
registry-promise = The password reaches the instance as a bcrypt hash over SSH. It is in no file, log or command line of yours.

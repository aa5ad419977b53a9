# The terminal. Sentences that stand alone; names of options are the same in every language.

# Help.
cli-about = Gives a research group its own container registry on its own OpenStack.
cli-after = Without a verb the window opens. A deployment’s journal lives in quayside/deployments/ID of your data directory; ID may be left out where there is only one to mean.
cli-heading-verbs = Verbs
cli-heading-options = Options
cli-heading-usage = Usage:
cli-help = Say this
cli-version = Say the version
cli-json = One event a line for programs; the last says how it ended
cli-yes = Ask nothing: take every default
cli-language = en or fr; the environment’s language where it is left out
cli-practice = The whole run on a practice cloud; nothing leaves this computer
cli-preset = Which practice cloud: campus (as in the procedure) or harbour (public addresses)
cli-speed = How many times faster than a real cloud a practice cloud is; 0 waits for nothing
cli-plan = Make, check and show plans
cli-plan-new = Make a plan from what a cloud offers
cli-plan-check = Tell what is wrong with a plan
cli-plan-show = Show what a plan makes
cli-cloud = An entry of clouds.yaml
cli-openrc = An openrc.sh from the dashboard; its password is OS_PASSWORD where the file was sourced, else typed
cli-new-practice = A practice cloud instead: campus or harbour
cli-region = The region, where the cloud has several
cli-host = The registry’s name, for example registry.example.org
cli-zone = The zone that holds the name, in the cloud’s own DNS service or at Cloudflare; without it the cloud’s own zone is taken, or the record is made by hand
cli-out = Where the plan is saved; without it, it is printed
cli-file = A plan
cli-apply = Carry a plan out
cli-resume = Go on with a run that did not get to its end
cli-undo = Take away what a deployment made; volumes stay
cli-with-volumes = Delete the volumes too, with all that is on them
cli-shots = Take a picture of every page on the practice cloud, without a window
cli-shots-directory = Where the pictures are put
cli-shots-size = The size of the window; 1366x768 where it is left out
cli-shots-size-form = Width and height in pixels belong here, with an x between them, such as 1366x768: from 900x600 to 7680x4320.
cli-shots-scale = Pixels of the picture for each of the window’s, 1 to 4
cli-shots-theme = light or dark; both where it is left out
cli-status = How deployments stand
cli-only = cloud: stop after the last step that needs no SSH
cli-trust = The fingerprint of a host key that is known to be right
cli-id = A deployment, or the beginning of its id

# Questions.
cli-yes-no = y/N
cli-yes-letters = y yes
cli-ask-host = The registry’s name (for example { $host }):
cli-ask-host-or = The registry’s name (an empty line means { $host }):
cli-ask-secret = { $name } (not shown while it is typed):
cli-overwrite = { $file } is there already. Is it replaced?
cli-apply-agree = Is this built now?
cli-undo-agree = Is everything of { $name } taken away, except its volumes?
cli-undo-agree-volumes = Is everything of { $name } taken away, with its volumes and all that is on them?
cli-host-key = Nothing tells whether this is the right machine. It shows:
    { $shown }
    The cloud’s own console shows the key too.
cli-host-key-agree = Is it the same there?
cli-nothing-done = Nothing was done.

# Signing in.
cli-homeless = This user has no home directory, so there is no place for a journal.
cli-clouds = The clouds’ file is not understood: { $message }.
cli-file-unread = { $path } cannot be read: { $message }.
cli-plan-unread = { $file } cannot be read: { $message }.
cli-keychain = { $name } is not to be had: { $why }
cli-keychain-locked = the keychain is locked, and nobody could be asked to open it.
cli-keychain-none = there is no keychain in this session. The plan can name an environment variable instead: env:NAME.
cli-keychain-not-text = what the keychain has under this name is not a text.
cli-keychain-refused = the keychain refuses.
cli-no-cloud = There is no cloud { $name } in clouds.yaml, only these: { $known }.
cli-no-cloud-at-all = There is no cloud { $name } in clouds.yaml, and no other one.
cli-no-clouds-file = There is no clouds.yaml. It is looked for here: { $looked }. The dashboard of most clouds offers it under API Access.
cli-no-secret = { $name } holds nothing. It is set there, or typed when the command runs on a terminal without --yes.
cli-ssh = SSH cannot begin: { $message }.
cli-unusable = The cloud { $name } cannot be used: { $message }.

# Plans.
cli-finding = { $severity }, { $part }: { $sentence }
cli-plan-sound = Nothing stands against this plan.
cli-plan-sound-alone = Nothing in the plan itself stands against it.
cli-quotas-unasked = It is not known whether the cloud’s quotas suffice. { $why }
cli-plan-made = { $id } has carried this plan out already, wholly or in part, and what it made counts as used. quayside status { $id } tells how it stands.
cli-will-be-made = This is made for { $host }, in the project of the plan:
cli-plan-machine = { $name }: { $image }, { $flavor }, on { $network }
cli-plan-boot = starts from a new volume of { $size } GB
cli-plan-key = key pair { $name }
cli-plan-key-import = a public key of this computer becomes its key pair
cli-plan-address = { $ip }, which the project has already
cli-plan-address-new = a new one from { $pool }
cli-plan-address-own = the instance’s own, which is public
cli-plan-group = { $name }, which is there and stays as it is
cli-plan-rule = { $to } from { $from }
cli-plan-name-hand = { $host }, whose record is made by hand
cli-plan-name-designate = { $host }, in the zone { $zone } of the cloud’s DNS service
cli-plan-name-cloudflare = { $host }, by Cloudflare (DNS only)
cli-plan-name-proxied = { $host }, behind Cloudflare’s proxy
cli-plan-certificate-proxy = certificate of Cloudflare’s proxy
cli-plan-certificate-files = certificate from your files
cli-plan-certificate-authority = certificate from { $authority }
cli-plan-certificate-lets-encrypt = certificate from Let’s Encrypt
cli-plan-volume = { $mount }: { $name }, new, { $size } GB, { $filesystem }
cli-plan-volume-existing = { $mount }: { $name }, which the project has already
cli-plan-registry = { $image }, user { $user }
cli-saved = The plan is saved in { $file }. quayside apply { $file } builds it.
cli-not-saved = The plan cannot be saved in { $file }: { $message }.
cli-no-host = The registry needs a name: --host NAME gives it.
cli-example-name = The name { $host } is an example. Before the plan is carried out, a name of your own belongs there.
cli-name-taken = { $host } has records already: { $records }. They are never overwritten: a run ends there until they are removed, or another name is chosen.
cli-password-kept = A password for the registry was made and kept in the keychain ({ $name }).
cli-password-variable = There is no keychain here. The registry’s password is taken from { $variable } when the plan is carried out.
cli-lacking-address = This cloud has no way to reach an instance from outside: neither a public network nor a pool of floating addresses.
cli-lacking-flavor = No flavor fits what is left of the project’s quota.
cli-lacking-image = There is no image that an instance can start from.
cli-lacking-key = There is no key pair in the cloud, and no public key in ~/.ssh to make one from. ssh-keygen makes one.
cli-lacking-network = There is no network with addresses in this project.

# Runs.
cli-practice-begins = A practice cloud: nothing leaves this computer, and it is gone when the program ends.
cli-practice-anew = The practice cloud ended with the program that had it. What it had is noted as gone, and the work begins again.
cli-half-done = This plan is half carried out already: quayside resume { $id } goes on, quayside undo { $id } takes away what was made.
cli-row-undoing = { $name }: being taken away
cli-row-undone = { $name }: taken away
cli-row-kept = { $name }: kept
cli-stopping = What is under way is finished first. Ctrl-C once more ends at once.
cli-probably = Probably: { $why }
cli-advice = What to do: { $advice }
cli-original = In its words: { $words }
cli-failed = Not everything worked. What is done stays done: quayside resume { $id } goes on, quayside undo { $id } takes it away.
cli-undo-failed = Not everything could be taken away; what depends on it stands too. quayside undo { $id } goes on.
cli-stopped = Stopped as asked. quayside resume { $id } goes on, quayside undo { $id } takes away what was made.
cli-not-ours = The journal of { $id } comes from another version of Quayside, with other steps. It can be undone: quayside undo { $id }.
cli-journal = The journal cannot be read or written: { $message }.
cli-journal-at = The journal: { $file }
cli-held = Another Quayside works on this deployment: process { $process }, since { $since }.
cli-held-by-somebody = Another Quayside works on this deployment.
cli-undone = { $id } is undone. Nothing of it is left.
cli-undone-kept = { $id } is undone. { $count ->
        [one] One volume was kept
       *[other] { $count } volumes were kept
    }: { $volumes }. quayside undo { $id } --with-volumes deletes them.

# Which deployment.
cli-no-such = There is no deployment { $id } on this computer.
cli-none-to-mean = There is no deployment that this could be meant for.
cli-many-to-mean = Several deployments could be meant: { $ids }.
cli-no-deployments = There are no deployments on this computer.
cli-stand-done = done
cli-stand-failed = a step needs you
cli-stand-undone = undone
cli-stand-kept = { $count ->
        [one] undone, one volume kept
       *[other] undone, { $count } volumes kept
    }
cli-stand-unfinished = not finished

# The end.
cli-done = { $host } is up. It took { $took }.
cli-done-cloud = Everything in the cloud is made. It took { $took }.
cli-done-cloud-next = quayside resume { $id } goes on with the machine.
cli-done-status = quayside status { $id } shows it again; quayside undo { $id } takes it away.
cli-sum-address = Address
cli-sum-ssh = Onto the machine
cli-sum-login = Log in
cli-sum-mount = Mounted
cli-sum-volume = volume { $volume }
cli-proof-password = Nobody gets in without the password, and with it one does.
cli-proof-layer = A layer of { $megabytes } MB was pushed ({ $push } MB/s), pulled back ({ $pull } MB/s) and compared.
cli-proof-host-key-console = The machine’s host key agrees with the cloud’s console.
cli-proof-host-key-person = The machine’s host key was confirmed by a person.
cli-proof-certificate = The certificate is from { $issuer } and valid until { $until }.
cli-proof-disks = These are mounted by their own identifiers, also after a restart: { $mounts }.
cli-proof-nodes = These nodes pulled with exactly what was written: { $hosts }.
cli-proof-nodes-private = These nodes pulled with exactly what was written, over the private network: { $hosts }.
cli-proof-nodes-some = These nodes pulled with exactly what was written, { $private } of { $count } over the private network: { $hosts }.
cli-proof-pair = { $name }: { $value }.

# The window.
cli-no-display = There is no display here, so the window cannot open. quayside practice makes the same run in the terminal, and quayside --help shows the rest.
cli-no-shots = The pictures could not be taken: { $why }
cli-no-window = The window could not open: { $why }

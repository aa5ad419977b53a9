# Words that every page shares.

app-name = Quayside

# The rail: one name per page.
rail-welcome = Welcome
rail-sign-in = Sign in
rail-instance = Instance
rail-address = Address
rail-firewall = Firewall
rail-names = Name and certificate
rail-volumes = Volumes
rail-registry = Registry
rail-nodes = Nodes
rail-review = Review
rail-run = Run
rail-done = Done

# The frame.
frame-back = Back
frame-next = Next
frame-picture = See the picture
frame-close = Close
frame-theme-dark = Use the dark colours
frame-theme-light = Use the light colours
frame-language = Language

# Pieces that stand on many pages.
copy = Copy
copied = Copied
follow = Follow
change = Change
no-limit = no limit set
quota-of = of { $limit }
quota-of-last = of { $limit }: the last
quota-of-over = { $over } over { $limit }
quota-numbers = { $used } + { $plan } of { $limit }
quota-numbers-unit = { $used } + { $plan } of { $limit } { $unit }

# States, as the legend of the picture says them.
state-to-come = to come
state-here = here
state-done = done
state-skipped = skipped
state-waiting = waiting
state-working = working
state-failed = failed
state-on-hold = on hold

# Measures. A duration is one of these, the longest that fits.
unit-gb = GB
size-gb = { $number } GB
duration-seconds = { $seconds } s
duration-minutes = { $minutes } min { $seconds } s
duration-hours = { $hours } h { $minutes } min

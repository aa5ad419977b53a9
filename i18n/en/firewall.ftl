# The Firewall page.

firewall-title = The firewall
firewall-lead = These rules say who may reach the instance. Anything else stays closed.
firewall-group = Security group
firewall-new = Make a new one
firewall-called = Called
firewall-existing = **The group is used as it is.** It must let in port 22 for Quayside, 443 for the registry and 80 for the certificate.
firewall-who = Who may come in
firewall-what = To what
firewall-why = Why
firewall-anyone = anyone
firewall-remove = Remove rule { $number }
firewall-add = Add a rule
firewall-why-local = Your nodes pull and your machines talk freely here.
firewall-why-any = Everything is open to them.
firewall-why-ssh = So that Quayside can set it up.
firewall-why-http = Let’s Encrypt checks the name here.
firewall-why-https = The registry itself, behind its password.
firewall-why-own = A rule of your own.
firewall-ssh-open = **SSH is open to the whole internet.** Only keys are accepted, so this works, but strangers will knock. Put your own network in its place where you know it.
firewall-leave = Leave it open
firewall-quota-groups = Security groups
firewall-quota-rules = Rules

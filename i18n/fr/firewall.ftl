# La page du pare-feu.

firewall-title = Le pare-feu
firewall-lead = Ces règles disent qui peut joindre l’instance. Tout le reste est fermé.
firewall-group = Groupe de sécurité
firewall-new = En créer un nouveau
firewall-called = Nommé
firewall-existing = **Le groupe est utilisé tel quel.** Il doit laisser entrer le port 22 pour Quayside, 443 pour le registre et 80 pour le certificat.
firewall-who = Qui peut entrer
firewall-what = Vers quoi
firewall-why = Pourquoi
firewall-anyone = tous
firewall-remove = Retirer la règle { $number }
firewall-add = Ajouter une règle
firewall-why-local = Vos nœuds s’y servent et vos machines y communiquent librement.
firewall-why-any = Tout leur est ouvert.
firewall-why-ssh = Pour que Quayside puisse l’installer.
firewall-why-http = Let’s Encrypt vérifie le nom ici.
firewall-why-https = Le registre lui-même, derrière son mot de passe.
firewall-why-own = Une règle à vous.
firewall-ssh-open = **SSH est ouvert à tout Internet.** Seules les clés sont acceptées, donc cela fonctionne, mais des inconnus frapperont. Mettez votre propre réseau à la place si vous le connaissez.
firewall-leave = Laisser ouvert
firewall-quota-groups = Groupes de sécurité
firewall-quota-rules = Règles

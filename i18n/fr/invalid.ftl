# Ce qui ne va pas dans ce qui a été saisi, et comment y remédier.
# $bad est le caractère en cause, sous l’une de ces trois formes.
invalid-space = une espace
invalid-control = un caractère invisible
invalid-quoted = « { $bad } »

# Le nom d’une instance : lettres, chiffres, traits d’union.
invalid-label-empty = L’instance a besoin d’un nom, par exemple registry.
invalid-label-long = Ce nom est trop long : le nom d’une instance compte au plus 63 caractères.
invalid-label-edge = Un nom commence et finit par une lettre ou un chiffre, pas par un trait d’union.
invalid-label-character = Il y a { $bad } dans ce nom : il se compose de lettres sans accent, de chiffres et de traits d’union.

# Un nom du DNS, celui du registre ou celui d’une zone.
invalid-hostname-empty = Il faut un nom complet, par exemple registry.example.org.
invalid-hostname-url = Seul le nom est utile ici : sans https:// et sans ce qui suit une barre oblique ou un deux-points.
invalid-hostname-number = C’est une adresse faite de nombres. Un certificat demande un nom, par exemple registry.example.org.
invalid-hostname-dot = Il manque le domaine à ce nom : il s’écrit en entier, par exemple registry.example.org.
invalid-hostname-long = Ce nom est trop long : il peut compter 253 caractères, dont 63 entre deux points.
invalid-hostname-part = Entre deux points d’un nom il y a des lettres, des chiffres et des traits d’union, sans trait d’union au début ni à la fin.

# Une machine à joindre, par son nom ou son adresse.
invalid-host-empty = Il faut le nom ou l’adresse d’une machine, par exemple node1 ou 192.168.73.12.
invalid-host-character = Il y a { $bad } ici : le nom d’une machine se compose de lettres, de chiffres, de points et de traits d’union. L’utilisateur a son propre champ.

# Un utilisateur d’une machine ou du registre.
invalid-user-empty = Il faut un nom d’utilisateur, par exemple ubuntu.
invalid-user-long = Ce nom est trop long : un nom d’utilisateur compte au plus 32 caractères.
invalid-user-start = Un nom d’utilisateur commence par une lettre ou par _.
invalid-user-character = Il y a { $bad } dans ce nom : il se compose de lettres sans accent, de chiffres, de points, de traits d’union et de _.

# Le nom que l’on donne à une chose du nuage.
invalid-title-empty = Il faut un nom ici.
invalid-title-long = Ce nom est trop long : il peut compter 255 caractères.
invalid-title-control = Il y a dans ce nom un saut de ligne ou un autre caractère invisible : il est à saisir de nouveau.

# Le répertoire où un volume est monté.
invalid-mount-empty = Il faut un répertoire, par exemple /DATA.
invalid-mount-relative = Le répertoire commence par une barre oblique, par exemple /DATA.
invalid-mount-character = Il y a { $bad } dans ce répertoire : entre ses barres il a des lettres sans accent, des chiffres, des traits d’union, des points et des _.
invalid-mount-system = Le système lui-même habite { $path }, et un volume à cet endroit le cacherait. Un répertoire à part est sûr, par exemple /DATA.
invalid-mount-up = Un répertoire s’écrit sans . ni .. entre ses barres.

invalid-email = Ce n’est pas une adresse électronique : elle a un nom, un seul @ et un domaine, par exemple admin@example.org.

invalid-web-empty = Il faut une adresse, par exemple https://cloud.example.org:5000/v3.
invalid-web-scheme = L’adresse commence par https:// ou http://.
invalid-web-shape = Ce n’est pas une adresse du web : elle n’a pas d’hôte, ou contient une espace.

invalid-file-empty = Il faut un fichier.
invalid-file-relative = Le fichier s’écrit en entier, depuis / ou depuis ~/, par exemple ~/.ssh/id_ed25519.

# Les règles du pare-feu.
invalid-network-empty = Il faut un réseau, par exemple 192.168.73.0/24 ; 0.0.0.0/0 désigne tout le monde.
invalid-network-prefix = Le nombre après la barre va de 0 à 32 en IPv4 et jusqu’à 128 en IPv6.
invalid-network-shape = Ce n’est pas un réseau. Il ressemble à 192.168.73.0/24 ; une seule adresse suffit pour une machine.
invalid-opening-empty = Il n’est pas dit ce qui est ouvert : any, icmp, un port comme 443, ou une plage comme 5000-5010.
invalid-opening-shape = Ce n’est pas une ouverture : écrire any, icmp, tcp/443 ou udp/5000-5010. Un port seul est un port TCP.
invalid-opening-backwards = La plage est à l’envers : elle va du port le plus bas au plus haut.
invalid-port = Un port est un nombre entre 1 et 65535.

# L’image de conteneur du registre.
invalid-image-empty = Il faut une image de conteneur, par exemple registry:2.8.3.
invalid-image-tag = Il manque la version. Avec elle, comme dans registry:2.8.3, le registre ne change pas tout seul.
invalid-image-character = Il y a { $bad } dans cette image : elle s’écrit en minuscules, par exemple registry:2.8.3.

invalid-size-empty = Il faut une taille, en gigaoctets.
invalid-size-number = Une taille est un nombre entier de gigaoctets, par exemple 500.
invalid-size-range = Un volume a entre { $least } et { $most } Go.

invalid-secret = Un secret ne s’écrit jamais dans un plan, seulement l’endroit où il est gardé : keychain:NOM ou env:NOM. S’il y en avait un ici, il est à changer, car le fichier le contenait.

# Le texte d’un fichier de plan.
plan-flaw = Ligne { $line }, colonne { $column }, { $key } : { $complaint }
plan-syntax = Ligne { $line }, colonne { $column } : ce n’est pas du TOML ({ $message }).
plan-version = Ligne { $line } : ce plan est de la version { $found }, et ce Quayside lit la version { $ours }. Un Quayside plus récent l’ouvrira peut-être.
plan-no-version = Ce n’est pas un plan de Quayside : un plan dit version = { $ours } avant toute chose.
plan-address = Il faut une adresse faite de nombres, par exemple 203.0.113.7.
plan-choice = Ce n’est pas l’un des mots possibles ici : { $known }.
plan-empty = Il faut quelque chose entre les guillemets.
plan-missing = Cette clé manque.
plan-type-flag = La place est à true ou false, sans guillemets.
plan-type-list = La place est à une liste de tables.
plan-type-number = La place est à un nombre entier, sans guillemets.
plan-type-table = La place est à une table avec ses propres clés.
plan-type-text = La place est à un texte entre guillemets.
plan-unknown = Cette clé n’existe pas. Elle appartient peut-être à une autre partie du plan.
plan-unknown-near = Cette clé n’existe pas. Il s’agit sans doute de { $near }.

# Des parties d’un plan qui ne vont pas ensemble.
severity-error = Erreur
severity-warning = Avertissement
finding-acme-closed = Let’s Encrypt interroge la machine de l’extérieur, et le port { $port } n’est pas ouvert à tous. Une règle de 0.0.0.0/0 vers tcp/{ $port } l’ouvre.
finding-acme-proxied = Let’s Encrypt n’atteint pas la machine à travers le mandataire de Cloudflare. Soit l’enregistrement est « DNS seul », soit le certificat est celui du mandataire.
finding-closed-registry = Aucune règle ne laisse atteindre le registre au port { $port }. Les nœuds ont besoin d’une règle vers tcp/{ $port } depuis leur réseau.
finding-closed-ssh = Aucune règle ne laisse entrer sur la machine. Quayside la prépare par SSH et a besoin de tcp/22 depuis l’adresse de cet ordinateur.
finding-outside-zone = Le nom { $host } n’est pas dans la zone { $zone }. Soit le nom finit par .{ $zone }, soit une autre zone est la bonne.
finding-no-images-volume = Aucun volume n’est prévu pour les images. Le registre les garde sur un volume destiné aux images.
finding-images-volumes = { $found } volumes sont prévus pour les images, et le registre en utilise un. Les autres sont pour les données.
finding-nested-mounts = Le volume monté sur { $inner } est à l’intérieur de celui de { $outer }, et disparaît quand celui-ci n’est pas monté. Des répertoires côte à côte sont sûrs.
finding-proxy-depth = Le certificat gratuit de Cloudflare couvre un seul nom devant { $zone }, et { $host } en a davantage. Un nom plus court convient, ou un enregistrement « DNS seul ».
finding-proxy-limit = Le mandataire de Cloudflare refuse les couches de plus de 100 Mo dans son offre gratuite : les grandes images ne passent pas. Un enregistrement « DNS seul » n’a pas de limite.
finding-proxy-missing = Le certificat est celui de Cloudflare, et aucun mandataire de Cloudflare n’est devant la machine. Soit l’enregistrement passe par lui, soit le certificat vient de Let’s Encrypt.
finding-proxy-plain = Entre Cloudflare et la machine, le mot de passe voyage en clair. Avec Let’s Encrypt et un enregistrement « DNS seul », non.
finding-same-mount = Deux volumes sont montés sur { $mount }. Chacun a besoin de son propre répertoire.
finding-same-node = Le nœud { $host } (port { $port }) figure deux fois. Une fois suffit.
finding-same-rule = La règle de { $from } vers { $to } figure deux fois. Une fois suffit.
finding-same-volume = { $first } et { $second } sont le même volume existant. Il ne se monte qu’une fois.
finding-same-volume-name = Deux volumes s’appellent { $name }. Des noms différents les distinguent.
finding-unknown-rules = Le groupe de sécurité existant reste tel quel, et ses règles ne sont pas examinées : il doit laisser passer SSH (22) et le registre ({ $port }).

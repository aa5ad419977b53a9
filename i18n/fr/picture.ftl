# Le dessin à côté de toutes les pages.

# Ce qu’il montre, dans son coin supérieur gauche.
picture-will-have = Ce que vous aurez
picture-in-the-making = Ce qui se prépare
picture-will-be-built = Ce qui sera construit
picture-being-built = En construction
picture-have = Ce que vous avez

# Où il en est, dans son coin supérieur droit.
picture-nothing-yet = Rien n’est encore fait
picture-steps-done =
    { $done ->
        [one] { $done } étape faite sur { $all }
       *[other] { $done } étapes faites sur { $all }
    }
picture-all-in-place = Tout est en place

# Ses parties, de l’extérieur vers l’intérieur. La seconde ligne de chacune est courte.
picture-people = Votre groupe, où qu’il soit
picture-people-do = docker push, docker pull
picture-name = Nom
picture-name-cloudflare = Cloudflare, DNS seul
picture-name-proxied = Cloudflare, placé devant
picture-name-designate = service DNS du nuage
picture-name-hand = enregistrement créé à la main
picture-address = Adresse
picture-address-new = Une nouvelle adresse
picture-address-new-from = Flottante, de la réserve { $pool }
picture-address-floating = Adresse flottante
picture-address-own = celle de l’instance est publique
picture-firewall = Pare-feu
picture-gate-any = tout
picture-yard = Réseau privé
picture-yard-public = Réseau
picture-instance = Instance
picture-instance-detail = { $flavor } · { $image }
picture-registry = Registre
picture-registry-https = HTTPS et mot de passe
picture-volume = Volume
picture-node = Nœud
picture-node-later = plus tard
picture-more = +{ $count } autres
picture-pulls = Les images restent sur le réseau privé
picture-pulls-some = Nœuds qui retirent par le réseau privé : { $private } sur { $count }

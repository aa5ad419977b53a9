# Les parties d’un déroulement : une ligne chacune sur la page et dans le terminal.

part-key-pair = Paire de clés
part-firewall = Groupe de sécurité { $name }
part-firewall-rules = { $count ->
        [one] une règle
       *[other] { $count } règles
    }
part-instance = Instance { $name }
part-address = Adresse flottante
part-address-is = Adresse { $ip }
part-volumes = Volumes créés et attachés
part-name = { $host } y mène
part-machine = C’est la bonne machine
part-machine-working = Prise de contact avec la machine
part-machine-console = sa clé d’hôte concorde avec la console
part-disk = { $mount }
part-disk-working = Préparation de { $mount }
part-disk-done = { $mount } est prêt
part-docker = Docker
part-docker-working = Installation de Docker
part-registry = Registre
part-registry-working = Démarrage du registre
part-certificate = Certificat
part-certificate-working = Obtention du certificat
part-image-sent = { $image } a été envoyée depuis cet ordinateur
part-proof = Envoi et retrait vérifiés
part-proof-working = Vérification de l’envoi et du retrait
part-node = { $host } connecté
part-node-working = Connexion de { $host }

# « après le certificat »
part-after = après { $what }
noun-key-pair = la paire de clés
noun-firewall = le groupe de sécurité
noun-instance = l’instance
noun-address = l’adresse
noun-volumes = les volumes
noun-name = le nom
noun-machine = la machine
noun-docker = Docker
noun-registry = le registre
noun-certificate = le certificat
noun-proof = la vérification
noun-node = la connexion

# Ce qu’une étape attend. « now » est le mot du nuage lui-même.
wait-late = À la recherche de ce qui peut encore apparaître : Quayside a été interrompu alors qu’il le demandait au nuage.
wait-console = En attente de la clé d’hôte dans le journal de console de la machine.
wait-image = L’instance n’obtient pas { $image } ; cet ordinateur la récupère : { $got } Mo sur { $whole }.
wait-name = En attente que { $host } mène à { $address }.
wait-name-also = { $host } mène à l’instance, et aussi à { $others }. En attente que cet enregistrement soit supprimé : des clients y arriveraient.
wait-reconnect = La connexion à { $host } s’est rompue. Elle est refaite dans un instant (essai { $attempt } sur { $most }), et ce qui est fait reste fait.
wait-record-written = En attente des serveurs de noms du nuage : { $now }.
wait-record = En attente que quelqu’un ajoute l’enregistrement : { $host }, type A, { $address }.
wait-server = En attente du nuage : { $now }.
wait-ssh = En attente que { $host } réponde sur le port 22.
wait-volume = En attente du volume : { $now }.

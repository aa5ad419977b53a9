# La page de la fin.

done-title = Votre registre est en service.
done-lead = Construit en { $took }. Tout ce qui suit a été essayé, pas supposé.
done-address = Adresse
done-login = Connexion
done-machine = La machine
done-tried = Ce qui a été essayé
done-next = Et maintenant
done-save = Enregistrer le résumé…
done-save-words = Pour vos collègues ; sans aucun secret
done-saved = Il est enregistré
done-not-saved = Il n’a pas pu être enregistré là
done-binderhub = Réglages de BinderHub
done-binderhub-words = Les copie ; seul le mot de passe est à ajouter
done-binderhub-copied = Copié
done-close = Fermer

proof-password = Sans le mot de passe, personne n’entre
proof-password-value = 401, puis 200 avec lui
proof-layer = Une couche de { $megabytes } Mo est revenue telle quelle
proof-layer-value = envoyée à { $push } Mo/s, retirée à { $pull }
proof-key = C’est la bonne machine
proof-key-console = sa clé concorde avec la console
proof-key-person = vous avez accepté sa clé
proof-certificate = Le certificat vient de { $issuer }
proof-certificate-value = jusqu’au { $day }, renouvelé de lui-même
proof-disks = { $count ->
        [one] Le disque est monté par son propre identifiant
        [2] Les deux disques sont montés par leur propre identifiant
       *[other] Les { $count } disques sont montés par leur propre identifiant
    }
proof-nodes = { $count ->
        [one] Le nœud retire avec ce qui y a été écrit
       *[other] Les { $count } nœuds retirent avec ce qui y a été écrit
    }
proof-nodes-private = { $count ->
        [one] Le nœud retire avec ce qui y a été écrit, par le réseau privé
       *[other] Les { $count } nœuds retirent avec ce qui y a été écrit, par le réseau privé
    }
proof-nodes-some = { $private } nœuds sur { $count } retirent par le réseau privé, tous avec ce qui y a été écrit

lan-faster = Le réseau privé est { $times } fois aussi rapide que l’adresse publique
lan-same = Le réseau privé est aussi rapide que l’adresse publique
lan-slower = Le réseau privé est plus lent que l’adresse publique
lan-value = { $private } Mo/s contre { $public }, sur { $host }
lan-unknown = Le réseau privé n’est pas comparé à l’adresse publique
lan-no-tool = { $host } n’a pas curl
lan-silent-private = l’adresse privée n’apporte rien à { $host } : { $said }
lan-silent-public = l’adresse publique n’apporte rien à { $host } : { $said }

registries-written = La connexion est aussi dans registries.yaml, pour le prochain démarrage de k3s ou RKE2
registries-written-value = sur { $hosts } ; rien n’a été redémarré
registries-theirs = Le registries.yaml de k3s ou RKE2 est resté tel quel
registries-theirs-value = sur { $hosts } ; qui l’a écrit peut y ajouter la connexion

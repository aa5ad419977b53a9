# La page de la fin.

done-title = Votre registre est en service.
done-lead = Construit en { $took }. Tout ce qui suit a été essayé, pas supposé.
done-address = Adresse
done-login = Connexion
done-machine = La machine
done-tried = Ce qui a été essayé
done-next = Et maintenant
done-next-words = Connectez-vous avec la ligne ci-dessus et envoyez une image. L’instance renouvelle son certificat d’elle-même. Pour tout enlever, appuyez sur Défaire ; les volumes restent, sauf si vous les nommez.
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

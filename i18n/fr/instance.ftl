# La page de l’instance.

instance-title = L’instance
instance-lead = Une machine virtuelle porte le registre. Les suggestions ci-dessous conviennent à un groupe de recherche.
instance-name = Nom
instance-key = Paire de clés
instance-key-placeholder = Choisir une paire de clés
instance-key-here = sa clé est sur cet ordinateur
instance-key-import = Le nuage ne la connaît pas encore : sa moitié publique lui sera donnée.
instance-key-elsewhere = Sa clé privée n’a pas été trouvée ici. Votre agent SSH l’a peut-être.
instance-key-none = Sans paire de clés, personne n’accède à l’instance. Créez une clé avec ssh-keygen, puis reconnectez-vous.
instance-image = Image
instance-image-another = Une autre image…
instance-image-more = { $count ->
        [one] une autre sur ce nuage
       *[other] { $count } autres sur ce nuage
    }
instance-image-system = Système
instance-image-name = Image
instance-image-support = Mises à jour
instance-supported = Suivie jusqu’en { $year }
instance-ended = Plus suivie depuis { $year }
instance-support-unknown = Suivi inconnu
instance-no-image = **Ce nuage ne montre aucune image qui démarre.** Demandez à son assistance lesquelles le projet peut utiliser.
instance-flavor = Gabarit
instance-flavor-hint = Seuls ceux que permet votre quota peuvent être choisis
instance-cores = Cœurs
instance-memory = Mémoire
instance-disk = Disque
instance-disk-volume = volume
instance-extra = Second disque
instance-instances = Instances
instance-suggested = suggéré
instance-no-flavor = **Aucun gabarit ne tient dans ce qui reste du quota.** Demandez-en plus, ou supprimez une instance inutile.
instance-why-cores = demande { $needs } cœurs, il en reste { $left }
instance-why-memory = demande { $needs } Go, il en reste { $left }
instance-why-instances = il ne reste aucune instance
instance-why-disabled = désactivé par le nuage
instance-why-small = l’image demande { $needs } Go
instance-hint = Le réseau { $network } et la zone { $zone } sont retenus.
instance-less = Montrer moins
instance-network = Réseau
instance-zone = Zone de disponibilité
instance-user = Utilisateur
instance-user-found = trouvé d’après l’image
instance-boot = Démarrer d’un volume
instance-boot-caption = Le système est sur un volume qui disparaît avec l’instance.
instance-boot-size = Taille de ce volume

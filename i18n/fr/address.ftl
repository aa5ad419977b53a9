# La page de l’adresse.

address-title = L’adresse
address-lead = C’est ici que l’équipe, les serveurs de noms et l’autorité de certification joignent l’instance.
address-existing = Une adresse du projet
address-existing-caption = { $count ->
        [one] Une adresse flottante ne mène encore nulle part
       *[other] { $count } adresses flottantes ne mènent encore nulle part
    }
address-existing-none = Toutes les adresses flottantes du projet servent
address-new = Une nouvelle adresse flottante
address-new-caption = De la réserve { $pool }
address-new-no-pool = Aucune réserve n’atteint le réseau de l’instance
address-new-no-quota = Le projet a toutes les adresses qu’il peut avoir
address-own = Celle de l’instance
address-own-caption = Son réseau fait partie d’Internet
address-own-private = Son réseau est privé
address-which = Adresse
address-pool = Réserve
address-quota = Adresses flottantes
address-last = **C’est la dernière adresse flottante du projet.** Elle est rendue quand le registre est défait.
address-kept = L’adresse reste au projet quand le registre est défait.
address-none = **L’instance ne peut pas être jointe de l’extérieur.** Demandez une adresse flottante à l’assistance du nuage, ou choisissez un autre réseau à la page Instance.
address-no-network = Le réseau de l’instance n’est pas encore choisi.
address-skipped = donnée par le réseau

# Pourquoi une étape n’a pas abouti, quand ce n’est ni un appel ni une machine.

problem-address-taken = L’adresse { $ip } mène désormais à une autre instance.
problem-address-taken-probably = Quelqu’un l’a donnée à cette instance après qu’elle a été choisie ici.
problem-address-taken-advice = Retirez-la de l’autre instance et réessayez, ou défaites et choisissez une autre adresse.
problem-name-elsewhere = { $count ->
        [0] { $host } ne mène nulle part. Il devrait mener à { $expected }.
       *[other] { $host } mène à { $seen }. Il devrait mener à { $expected }.
    }
problem-name-elsewhere-probably = L’enregistrement manque ou date encore d’avant, ou les serveurs de noms de la zone n’en savent rien pour l’instant.
problem-name-elsewhere-advice = Vérifiez l’enregistrement, puis réessayez.
problem-name-also = { $host } mène à l’instance, et aussi à { $others }.
problem-name-also-probably = Le nom a un second enregistrement, peut-être l’enregistrement AAAA d’une ancienne machine.
problem-name-also-advice = Supprimez l’enregistrement qui mène ailleurs, puis réessayez.
problem-name-taken = { $host } a déjà un enregistrement : { $records }. Il a été laissé tel quel.
problem-name-taken-probably = Le nom servait déjà, peut-être à un ancien registre.
problem-name-taken-advice = Supprimez cet enregistrement et réessayez, ou défaites et choisissez un autre nom.
problem-no-address = Le réseau n’a donné aucune adresse à l’instance.
problem-no-address-probably = Le réseau n’a pas de sous-réseau avec des adresses libres.
problem-no-address-advice = Défaites ce qui a été créé, puis choisissez un autre réseau à la page Instance.
problem-door-open = Le registre laisse entrer sans le mot de passe.
problem-door-closed = Le registre refuse le mot de passe qui a été défini.
problem-door-probably = Un autre programme répond sous ce nom.
problem-door-advice = Réessayez dans une minute. Si cela se répète, regardez ce qui tourne sur l’instance.
problem-project-zone = Le projet n’a pas de zone { $zone } dans le service DNS du nuage.
problem-project-zone-probably = La zone appartient à un autre projet, ou a été supprimée.
problem-project-zone-advice = Demandez que la zone soit partagée avec le projet et réessayez, ou choisissez un autre nom.
problem-zone = La zone { $zone } n’est pas visible avec ce jeton.
problem-zone-probably = Le jeton appartient à un autre compte, ou n’a pas le droit de lire la zone et d’en modifier les enregistrements.
problem-zone-advice = Créez un jeton avec les droits « Zone Read » et « DNS Edit » pour cette zone, gardez-le à la place de l’ancien, puis réessayez.
problem-registry-digest = La couche est revenue modifiée.
problem-registry-elsewhere = Le registre a envoyé la couche vers { $to }. Cela n’a pas été suivi.
problem-registry-full = Il n’y a pas de place pour une couche de { $megabytes } Mo sur le disque du registre.
problem-registry-full-probably = Le volume des images est plein. Ce qui s’y trouve peut encore être retiré.
problem-registry-full-advice = Supprimez des images et libérez leur place sur l’instance (sudo systemctl start quayside-collect), ou agrandissez le volume. Puis réessayez.
problem-registry-large = Une couche de { $megabytes } Mo était trop grosse pour quelque chose en chemin.
problem-registry-probably = Quelque chose se trouve entre cet ordinateur et le registre : un mandataire avec ses propres règles.
problem-registry-advice = Choisissez un enregistrement « DNS seul », ou vérifiez le mandataire. Puis réessayez.
problem-secret = Le secret { $name } est introuvable.
problem-secret-probably = Il a été retiré du trousseau, ou la variable d’environnement n’est pas définie.
problem-secret-advice = Remettez-le sous ce nom, puis réessayez.
problem-lost = Ce que l’étape { $step } a créé n’est pas dans le journal.
problem-lost-probably = C’est une erreur de Quayside.
problem-lost-advice = Défaites ce qui a été créé. Un rapport avec le journal aide à la corriger.
problem-stopped = L’étape a été quittée parce que l’arrêt a été demandé.
problem-stopped-advice = Reprenez quand vous voulez.

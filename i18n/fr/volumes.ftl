# La page des volumes.

volumes-title = Les volumes
volumes-lead = Deux disques à part : ils survivent à l’instance et peuvent passer à une autre.
volumes-data = Données
volumes-data-words = Les jeux de données que demandent vos utilisateurs.
volumes-images = Images
volumes-images-words = Chaque image envoyée au registre.
volumes-more = Autres données
volumes-more-words = Un disque pour ce que vous voulez.
volumes-new = Un nouveau volume
volumes-existing = { $name }, { $size } Go, de ce projet
volumes-name = Nom
volumes-size = Taille
volumes-type = Type
volumes-filesystem = Système de fichiers
volumes-add = Ajouter un volume
volumes-remove = Laisser celui-ci de côté
volumes-storage = Stockage
volumes-count = Volumes
volumes-promise = Un disque n’est formaté que s’il est vide à coup sûr. Il est retrouvé par son numéro de série, monté par son propre identifiant, et remonté après chaque redémarrage.

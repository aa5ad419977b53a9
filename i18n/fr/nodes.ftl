# La page des nœuds.

nodes-title = Les nœuds
nodes-lead = Chaque machine de la grappe qui retire des images est connectée une fois. Les comptes d’autres registres restent.
nodes-none = **Aucun nœud n’est nommé, et c’est très bien.** Ils peuvent être connectés plus tard, quand la grappe sera là.
nodes-host = Hôte
nodes-user = Utilisateur
nodes-engine = Retire avec
nodes-find = trouvé sur place
nodes-docker = Docker
nodes-containerd = containerd
nodes-remove = Retirer le nœud { $number }
nodes-add = Ajouter un nœud
nodes-shared = Pour tous
nodes-jump = En passant par
nodes-jump-none = joints directement
nodes-jump-help = Une machine de passage, utilisateur@hôte.
nodes-jump-bad = Une machine de passage s’écrit utilisateur@hôte ou utilisateur@hôte:port.
nodes-key = Clé SSH
nodes-key-none = votre agent, ou les fichiers habituels
nodes-key-help = Le fichier de la clé privée sur cet ordinateur.
nodes-promise = Un nœud n’est joint que si sa clé d’hôte est déjà dans votre known_hosts. Ce qui y est écrit n’est lisible que par root et l’utilisateur.

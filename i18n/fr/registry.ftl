# La page du registre.

registry-title = Le registre
registry-lead = Un seul compte le garde. L’équipe, BinderHub et chaque nœud utilisent le même.
registry-user = Nom d’utilisateur
registry-password = Mot de passe
registry-password-help = Tiré au hasard pour vous. Tapez le vôtre si vous préférez.
registry-password-missing = Il manque un mot de passe.
registry-password-short = Un mot de passe a au moins 8 caractères.
registry-password-long = Le mot de passe d’un registre a au plus 72 octets : bcrypt ne regarde pas plus loin.
registry-keep = Garder le mot de passe dans le trousseau de cet ordinateur
registry-no-keychain = Aucun trousseau ne répond ici, et Quayside oublie le mot de passe à sa fermeture. Notez-le.
registry-deletion = Les images peuvent être supprimées
registry-deletion-caption = Par l’interface du registre lui-même. La place est libérée par le ramassage du dimanche dans la nuit, pendant lequel le registre s’absente un instant.
registry-more = Version et domaine de protection
registry-less = Montrer moins
registry-image = Image et version
registry-image-help = De Docker Hub, sauf si un autre hôte la précède.
registry-realm = Domaine de protection
registry-realm-help = Le nom du lieu dans une fenêtre de connexion.
registry-promise = Le mot de passe parvient à l’instance sous forme d’empreinte bcrypt par SSH. Il n’est dans aucun fichier, journal ni ligne de commande chez vous.

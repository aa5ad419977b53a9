# Les questions par-dessus la page.

dialog-stop = Arrêter la construction ?
dialog-stop-words = Les étapes en cours se terminent d’abord. Rien n’est défait, et vous pourrez reprendre plus tard.
dialog-keep-building = Continuer
dialog-close = Fermer la fenêtre ?
dialog-close-words = La construction s’arrête au prochain point sûr. En rouvrant Quayside, vous pourrez reprendre ou défaire.
dialog-stop-and-close = Arrêter et fermer
dialog-trouble = Cela ne peut pas encore commencer
dialog-secret = Un mot de passe est nécessaire
dialog-secret-words = Il n’est gardé nulle part sur cet ordinateur. Ce qui est saisi ici est retenu jusqu’à la fermeture de Quayside.
dialog-secret-registry = Mot de passe de { $host }
dialog-secret-go-on = Continuer
dialog-undo = Tout enlever ?
dialog-undo-words = Tout ce que Quayside a créé pour ce registre est enlevé, le plus récent d’abord. Ce qui était là avant reste.
dialog-undo-volumes = Les volumes restent, sauf s’ils sont cochés :
dialog-undo-volume = supprimer { $name } avec tout ce qu’il contient
dialog-undo-yes = Enlever
dialog-keep = Garder
files-unread = **Le fichier ne peut pas être lu.** { $why }

# Les mots que toutes les pages partagent.

app-name = Quayside

# Le rail : un nom par page.
rail-welcome = Bienvenue
rail-sign-in = Connexion
rail-instance = Instance
rail-address = Adresse
rail-firewall = Pare-feu
rail-names = Nom et certificat
rail-volumes = Volumes
rail-registry = Registre
rail-nodes = Nœuds
rail-review = Relecture
rail-run = Exécution
rail-done = Fin

# Le cadre.
frame-back = Retour
frame-next = Suivant
frame-picture = Voir le dessin
frame-close = Fermer
frame-theme-dark = Prendre les couleurs sombres
frame-theme-light = Prendre les couleurs claires
frame-language = Langue

# Les pièces que l’on trouve sur plusieurs pages.
copy = Copier
copied = Copié
follow = Suivre
change = Modifier
no-limit = sans limite
quota-of = sur { $limit }
quota-of-last = sur { $limit } : le reste
quota-of-over = { $over } de trop sur { $limit }
quota-numbers = { $used } + { $plan } sur { $limit }
quota-numbers-unit = { $used } + { $plan } sur { $limit } { $unit }

# Les états, tels que la légende du dessin les nomme.
state-to-come = à venir
state-here = ici
state-done = fait
state-skipped = sauté
state-waiting = en attente
state-working = en cours
state-failed = échoué
state-on-hold = en suspens

# Les mesures. Une durée est l’une de celles-ci, la plus longue qui convient.
unit-gb = Go
size-gb = { $number } Go
duration-seconds = { $seconds } s
duration-minutes = { $minutes } min { $seconds } s
duration-hours = { $hours } h { $minutes } min

# Le terminal. Des phrases qui tiennent seules ; les noms des options sont les mêmes dans toutes les langues.

# L’aide.
cli-about = Donne à un groupe de recherche son propre registre de conteneurs, sur son propre OpenStack.
cli-after = Sans verbe, la fenêtre s’ouvre. Le journal d’un déploiement est dans quayside/deployments/ID de votre répertoire de données ; ID peut être omis quand un seul convient.
cli-heading-verbs = Verbes
cli-heading-options = Options
cli-heading-usage = Usage :
cli-help = Dire ceci
cli-version = Dire la version
cli-json = Un événement par ligne, pour les programmes ; le dernier dit comment cela a fini
cli-yes = Ne rien demander : prendre toutes les valeurs proposées
cli-language = en ou fr ; à défaut, la langue de l’environnement
cli-practice = Tout le parcours sur un nuage d’essai ; rien ne quitte cet ordinateur
cli-preset = Quel nuage d’essai : campus (comme dans la procédure) ou harbour (adresses publiques)
cli-speed = Combien de fois plus vite qu’un vrai nuage va un nuage d’essai ; 0 n’attend rien
cli-plan = Créer, vérifier et montrer des plans
cli-plan-new = Créer un plan d’après ce qu’offre un nuage
cli-plan-check = Dire ce qui ne va pas dans un plan
cli-plan-show = Montrer ce que crée un plan
cli-cloud = Une entrée de clouds.yaml
cli-openrc = Un openrc.sh du tableau de bord ; le mot de passe est OS_PASSWORD si le fichier a été sourcé, sinon il est saisi
cli-new-practice = Un nuage d’essai à la place : campus ou harbour
cli-region = La région, quand le nuage en a plusieurs
cli-host = Le nom du registre, par exemple registry.example.org
cli-zone = La zone qui contient le nom, dans le service DNS du nuage ou chez Cloudflare ; sans elle, la zone du nuage est prise, ou l’enregistrement se fait à la main
cli-out = Où le plan est enregistré ; à défaut, il est affiché
cli-file = Un plan
cli-apply = Exécuter un plan
cli-resume = Reprendre une exécution qui n’est pas allée à son terme
cli-undo = Retirer ce qu’un déploiement a créé ; les volumes restent
cli-with-volumes = Supprimer aussi les volumes, avec tout ce qu’ils contiennent
cli-shots = Photographier chaque page sur le nuage d’exercice, sans fenêtre
cli-shots-directory = Où vont les images
cli-shots-size = La taille de la fenêtre ; 1366x768 sans précision
cli-shots-size-form = Ici va une largeur et une hauteur en pixels, séparées par un x, comme 1366x768 : de 900x600 à 7680x4320.
cli-shots-scale = Pixels de l’image pour chacun de la fenêtre, de 1 à 4
cli-shots-theme = light ou dark ; les deux sans précision
cli-status = Où en sont les déploiements
cli-only = cloud : s’arrêter après la dernière étape qui se passe de SSH
cli-trust = L’empreinte d’une clé d’hôte que l’on sait bonne
cli-id = Un déploiement, ou le début de son identifiant

# Les questions.
cli-yes-no = o/N
cli-yes-letters = o oui y yes
cli-ask-host = Le nom du registre (par exemple { $host }) :
cli-ask-host-or = Le nom du registre (une ligne vide veut dire { $host }) :
cli-ask-secret = { $name } (invisible pendant la saisie) :
cli-overwrite = { $file } existe déjà. Est-il remplacé ?
cli-apply-agree = Est-ce construit maintenant ?
cli-undo-agree = Tout ce qui est à { $name } est-il retiré, sauf ses volumes ?
cli-undo-agree-volumes = Tout ce qui est à { $name } est-il retiré, avec ses volumes et tout ce qu’ils contiennent ?
cli-host-key = Rien ne dit si c’est la bonne machine. Elle montre :
    { $shown }
    La console du nuage montre aussi la clé.
cli-host-key-agree = Est-ce la même là-bas ?
cli-nothing-done = Rien n’a été fait.

# La connexion.
cli-homeless = Cet utilisateur n’a pas de répertoire personnel : il n’y a pas de place pour un journal.
cli-clouds = Le fichier des nuages n’est pas compris : { $message }.
cli-file-unread = { $path } ne peut pas être lu : { $message }.
cli-plan-unread = { $file } ne peut pas être lu : { $message }.
cli-keychain = { $name } est hors d’atteinte : { $why }
cli-keychain-locked = le trousseau est verrouillé, et personne n’a pu l’ouvrir.
cli-keychain-none = il n’y a pas de trousseau dans cette session. Le plan peut nommer une variable d’environnement à la place : env:NOM.
cli-keychain-not-text = ce que le trousseau contient sous ce nom n’est pas un texte.
cli-keychain-refused = le trousseau refuse.
cli-no-cloud = Il n’y a pas de nuage { $name } dans clouds.yaml, seulement ceux-ci : { $known }.
cli-no-cloud-at-all = Il n’y a pas de nuage { $name } dans clouds.yaml, ni aucun autre.
cli-no-clouds-file = Il n’y a pas de clouds.yaml. Il est cherché ici : { $looked }. Le tableau de bord de la plupart des nuages le propose sous « Accès API ».
cli-no-secret = { $name } ne contient rien. Le secret y est placé, ou saisi quand la commande tourne dans un terminal sans --yes.
cli-ssh = SSH ne peut pas commencer : { $message }.
cli-unusable = Le nuage { $name } n’est pas utilisable : { $message }.

# Les plans.
cli-finding = { $severity }, { $part } : { $sentence }
cli-plan-sound = Rien ne s’oppose à ce plan.
cli-plan-sound-alone = Rien dans le plan lui-même ne s’y oppose.
cli-quotas-unasked = On ne sait pas si les quotas du nuage suffisent. { $why }
cli-plan-made = { $id } a déjà exécuté ce plan, en tout ou en partie, et ce qui a été créé compte comme utilisé. quayside status { $id } dit où il en est.
cli-will-be-made = Voici ce qui est créé pour { $host }, dans le projet du plan :
cli-plan-machine = { $name } : { $image }, { $flavor }, sur { $network }
cli-plan-boot = démarre d’un nouveau volume de { $size } Go
cli-plan-key = paire de clés { $name }
cli-plan-key-import = une clé publique de cet ordinateur devient sa paire de clés
cli-plan-address = { $ip }, que le projet a déjà
cli-plan-address-new = une nouvelle, prise dans { $pool }
cli-plan-address-own = celle de l’instance, qui est publique
cli-plan-group = { $name }, qui existe et reste tel quel
cli-plan-rule = { $to } depuis { $from }
cli-plan-name-hand = { $host }, dont l’enregistrement se fait à la main
cli-plan-name-designate = { $host }, dans la zone { $zone } du service DNS du nuage
cli-plan-name-cloudflare = { $host }, par Cloudflare (DNS seul)
cli-plan-name-proxied = { $host }, derrière le mandataire de Cloudflare
cli-plan-certificate-proxy = certificat du mandataire de Cloudflare
cli-plan-certificate-files = certificat pris dans vos fichiers
cli-plan-certificate-authority = certificat de { $authority }
cli-plan-certificate-lets-encrypt = certificat de Let’s Encrypt
cli-plan-volume = { $mount } : { $name }, nouveau, { $size } Go, { $filesystem }
cli-plan-volume-existing = { $mount } : { $name }, que le projet a déjà
cli-plan-registry = { $image }, utilisateur { $user }
cli-saved = Le plan est enregistré dans { $file }. quayside apply { $file } le construit.
cli-not-saved = Le plan ne peut pas être enregistré dans { $file } : { $message }.
cli-no-host = Le registre a besoin d’un nom : --host NOM le donne.
cli-example-name = Le nom { $host } est un exemple. Avant d’exécuter le plan, un nom à vous doit prendre sa place.
cli-name-taken = { $host } a déjà des enregistrements : { $records }. Ils ne sont jamais écrasés : une exécution s’arrête là tant qu’ils existent, ou qu’un autre nom n’est pas choisi.
cli-password-kept = Un mot de passe pour le registre a été créé et gardé dans le trousseau ({ $name }).
cli-password-variable = Il n’y a pas de trousseau ici. Le mot de passe du registre est pris dans { $variable } à l’exécution du plan.
cli-lacking-address = Ce nuage n’a aucun moyen de joindre une instance de l’extérieur : ni réseau public, ni réserve d’adresses flottantes.
cli-lacking-flavor = Aucun gabarit ne tient dans ce qui reste du quota du projet.
cli-lacking-image = Il n’y a pas d’image dont une instance puisse partir.
cli-lacking-key = Il n’y a pas de paire de clés dans le nuage, ni de clé publique dans ~/.ssh pour en faire une. ssh-keygen en crée une.
cli-lacking-network = Il n’y a pas de réseau avec des adresses dans ce projet.

# Les exécutions.
cli-practice-begins = Un nuage d’essai : rien ne quitte cet ordinateur, et il disparaît avec le programme.
cli-practice-anew = Le nuage d’essai a fini avec le programme qui le portait. Ce qu’il avait est noté comme disparu, et le travail recommence.
cli-half-done = Ce plan est déjà à moitié exécuté : quayside resume { $id } continue, quayside undo { $id } retire ce qui a été créé.
cli-row-undoing = { $name } : en train d’être retiré
cli-row-undone = { $name } : retiré
cli-row-kept = { $name } : gardé
cli-stopping = Ce qui est en cours finit d’abord. Un second Ctrl-C arrête tout de suite.
cli-probably = Sans doute : { $why }
cli-advice = Que faire : { $advice }
cli-original = Dans ses mots : { $words }
cli-failed = Tout n’a pas marché. Ce qui est fait reste fait : quayside resume { $id } continue, quayside undo { $id } le retire.
cli-undo-failed = Tout n’a pas pu être retiré ; ce qui en dépend reste aussi. quayside undo { $id } continue.
cli-stopped = Arrêté comme demandé. quayside resume { $id } continue, quayside undo { $id } retire ce qui a été créé.
cli-not-ours = Le journal de { $id } vient d’une autre version de Quayside, aux autres étapes. On peut le défaire : quayside undo { $id }.
cli-journal = Le journal ne peut pas être lu ou écrit : { $message }.
cli-journal-at = Le journal : { $file }
cli-held = Un autre Quayside travaille sur ce déploiement : processus { $process }, depuis { $since }.
cli-held-by-somebody = Un autre Quayside travaille sur ce déploiement.
cli-undone = { $id } est défait. Il n’en reste rien.
cli-undone-kept = { $id } est défait. { $count ->
        [one] Un volume est gardé
       *[other] { $count } volumes sont gardés
    } : { $volumes }. quayside undo { $id } --with-volumes les supprime.

# Quel déploiement.
cli-no-such = Il n’y a pas de déploiement { $id } sur cet ordinateur.
cli-none-to-mean = Il n’y a pas de déploiement auquel cela puisse s’appliquer.
cli-many-to-mean = Plusieurs déploiements conviennent : { $ids }.
cli-no-deployments = Il n’y a pas de déploiement sur cet ordinateur.
cli-stand-done = fait
cli-stand-failed = une étape a besoin de vous
cli-stand-undone = défait
cli-stand-kept = { $count ->
        [one] défait, un volume gardé
       *[other] défait, { $count } volumes gardés
    }
cli-stand-unfinished = pas terminé

# La fin.
cli-done = { $host } est en service. Il a fallu { $took }.
cli-done-cloud = Tout est créé dans le nuage. Il a fallu { $took }.
cli-done-cloud-next = quayside resume { $id } continue avec la machine.
cli-done-status = quayside status { $id } le montre de nouveau ; quayside undo { $id } le retire.
cli-sum-address = Adresse
cli-sum-ssh = Sur la machine
cli-sum-login = Connexion
cli-sum-mount = Monté
cli-sum-volume = volume { $volume }
cli-proof-password = Personne n’entre sans le mot de passe, et avec lui on entre.
cli-proof-layer = Une couche de { $megabytes } Mo a été envoyée ({ $push } Mo/s), reprise ({ $pull } Mo/s) et comparée.
cli-proof-host-key-console = La clé d’hôte de la machine concorde avec la console du nuage.
cli-proof-host-key-person = La clé d’hôte de la machine a été confirmée par une personne.
cli-proof-certificate = Le certificat vient de { $issuer } et vaut jusqu’au { $until }.
cli-proof-disks = Ceux-ci sont montés par leur propre identifiant, même après un redémarrage : { $mounts }.
cli-proof-nodes = Ces nœuds ont tiré une image avec exactement ce qui a été écrit : { $hosts }.
cli-proof-nodes-private = Ces nœuds ont tiré une image avec exactement ce qui a été écrit, par le réseau privé : { $hosts }.
cli-proof-nodes-some = Ces nœuds ont tiré une image avec exactement ce qui a été écrit, { $private } sur { $count } par le réseau privé : { $hosts }.
cli-proof-pair = { $name } : { $value }.

# La fenêtre.
cli-no-display = Il n’y a pas d’écran ici, la fenêtre ne peut donc pas s’ouvrir. quayside practice fait le même parcours dans le terminal, et quayside --help montre le reste.
cli-no-shots = Les images n’ont pas pu être faites : { $why }
cli-no-window = La fenêtre n’a pas pu s’ouvrir : { $why }

# La première page.

welcome-title = Un registre bien à vous,
    en une séance.
welcome-lead = Quayside installe un registre de conteneurs sur le nuage OpenStack de votre groupe, près des machines qui s’y servent. Vous répondez à quelques pages, lisez ce qui sera créé et le regardez se construire.
welcome-practice = S’exercer d’abord
welcome-practice-caption = Tout le chemin, sur un nuage d’exercice. Rien ne quitte cet ordinateur.
welcome-cloud = Construire sur votre nuage
welcome-cloud-caption = Connectez-vous à OpenStack et construisez pour de vrai. Vous pouvez arrêter à tout moment.
welcome-open = Rien par surprise
welcome-open-words = Rien n’est créé avant que vous ayez lu le récapitulatif et appuyé sur Construire.
welcome-safe = Interruption sans risque
welcome-safe-words = Fermez la fenêtre ou perdez le réseau : Quayside reprend où il en était.
welcome-undo = Réversible
welcome-undo-words = Il n’enlève que ce qu’il a créé et garde vos volumes, sauf si vous le demandez.
welcome-unfinished = **{ $name } n’est pas terminé.** Commencé le { $since }, il peut reprendre où il s’est arrêté ou être défait.{ $more ->
        [0] {""}
        [one] {" "}Un autre attend derrière lui.
       *[other] {" "}{ $more } autres attendent derrière lui.
    }
welcome-go-on = Reprendre
welcome-undo-run = Défaire…
welcome-saved = Ouvrir un plan enregistré…
welcome-start = Commencer

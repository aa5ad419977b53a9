# La page du déroulement.

run-title = Construction de { $name }
run-title-undoing = Démontage de { $name }
run-title-done = { $name } est construit
run-title-broken = Le journal ne peut pas être écrit
run-title-failed = { $count ->
        [one] Une étape a besoin de vous
       *[other] { $count } étapes ont besoin de vous
    }
run-title-stopped = { $name } est à moitié construit
run-title-undone = { $name } est défait
run-lead-broken = Sans lui, rien de plus n’est fait. Regardez le disque de cet ordinateur ; ce qui a été créé est dans le journal.
run-lead-failed = { $done } étapes sur { $all } sont faites et restent telles quelles. Rien n’est perdu.
run-lead-undo-failed = Tout ce qui n’en dépend pas a été enlevé. Réessayez, ou enlevez le reste dans le tableau de bord.
run-lead-stopped = { $done } étapes sur { $all } sont faites et restent telles quelles. La construction reprend quand vous voulez.
run-lead-undone = Tout ce que Quayside a créé a disparu. Les volumes gardés sont signalés.
run-count = { $done } étapes sur { $all }
run-folded = { $count ->
        [one] Une étape faite
       *[other] { $count } étapes faites
    }
run-nodes = Nœuds connectés
run-nodes-working = Connexion des nœuds
run-row-asking = Demande au nuage.
run-row-machine = Au travail sur la machine.
run-row-trying = Envoi et retrait d’une image.
run-row-undone = enlevé
run-row-kept = gardé
run-log = son journal
run-log-quiet = Rien n’a été dit jusqu’ici.
run-log-empty = Le journal de l’étape en cours apparaît ici.
run-hint = Vous pouvez fermer la fenêtre. La construction pourra reprendre d’ici.
run-hint-stopping = Ce qui est en cours se termine d’abord.
run-stop = Arrêter
run-go-on = Reprendre
run-later = Fermer et reprendre plus tard
run-undo = Tout défaire…
run-see = Voir ce que vous avez

# Une panne, en parties.
failed-title = { $name } : cette étape n’a pas abouti
failed-happened = Ce qui s’est passé
failed-probably = Probablement
failed-advice = Que faire
failed-words = En ses termes

# The Run page.

run-title = Building { $name }
run-title-undoing = Undoing { $name }
run-title-done = { $name } is built
run-title-broken = The journal cannot be written
run-title-failed = { $count ->
        [one] One step needs you
       *[other] { $count } steps need you
    }
run-title-stopped = { $name } is half built
run-title-undone = { $name } is undone
run-lead-broken = Nothing more is done without it. Look at the disk of this computer; what was made is listed in the journal.
run-lead-failed = { $done } of { $all } steps are done and stay as they are. Nothing was lost.
run-lead-undo-failed = Whatever does not depend on it was taken away. Try again, or take the rest away in the dashboard.
run-lead-stopped = { $done } of { $all } steps are done and stay as they are. The run goes on whenever you like.
run-lead-undone = Everything that Quayside made is gone. Volumes that were kept are marked.
run-count = { $done } of { $all } steps
run-folded = { $count ->
        [one] One step done
       *[other] { $count } steps done
    }
run-nodes = Nodes logged in
run-nodes-working = The nodes are being logged in
run-row-asking = Asking the cloud.
run-row-machine = At work on the machine.
run-row-trying = Pushing and pulling an image.
run-row-undone = taken away
run-row-kept = kept
run-log = its log
run-log-quiet = Nothing has been said so far.
run-log-empty = The log of the step at work appears here.
run-hint = You may close the window. The run can go on later from here.
run-hint-stopping = What is under way is finished first.
run-stop = Stop
run-go-on = Go on
run-later = Close and go on later
run-undo = Undo everything…
run-see = See what you have

# A failure, in parts.
failed-title = { $name }: this step did not work
failed-happened = What happened
failed-probably = Probably
failed-advice = What to do
failed-words = In its words

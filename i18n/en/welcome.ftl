# The first page.

welcome-title = A registry of your own,
    in one sitting.
welcome-lead = Quayside sets up a container registry on your group’s own OpenStack cloud, close to the machines that pull from it. You answer a few pages, read what will be made, and watch it come up.
welcome-practice = Practise first
welcome-practice-caption = The whole way, on a pretend cloud. Nothing leaves this computer.
welcome-cloud = Build on your cloud
welcome-cloud-caption = Sign in to OpenStack and build it for real. You can stop at any moment.
welcome-open = Nothing by surprise
welcome-open-words = Nothing is made before you have read the review and pressed Build.
welcome-safe = Safe to interrupt
welcome-safe-words = Close the window or lose the network: Quayside goes on where it was.
welcome-undo = Can be undone
welcome-undo-words = It removes only what it made, and keeps your volumes unless you say so.
welcome-unfinished = **{ $name } is not finished.** It was begun on { $since } and can go on from where it stopped, or be undone.{ $more ->
        [0] {""}
        [one] {" "}One more run waits behind it.
       *[other] {" "}{ $more } more runs wait behind it.
    }
welcome-go-on = Go on
welcome-undo-run = Undo it…
welcome-saved = Open a saved plan…
welcome-start = Start

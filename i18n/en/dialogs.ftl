# Questions over the page.

dialog-stop = Stop the run?
dialog-stop-words = The steps at work are finished first. Nothing is undone, and you can go on later.
dialog-keep-building = Keep building
dialog-close = Close the window?
dialog-close-words = The run stops at the next safe point. When you open Quayside again, it offers to go on or to undo.
dialog-stop-and-close = Stop and close
dialog-trouble = This cannot begin yet
dialog-secret = A password is needed
dialog-secret-words = It is kept nowhere on this computer. What is typed here is remembered until Quayside is closed.
dialog-secret-registry = Password of { $host }
dialog-secret-go-on = Go on
dialog-undo = Take everything away?
dialog-undo-words = Everything that Quayside made for this registry is taken away, newest first. What was there before stays.
dialog-undo-volumes = Volumes stay unless they are ticked:
dialog-undo-volume = delete { $name } with all that is on it
dialog-undo-yes = Take it away
dialog-keep = Keep it
files-unread = **The file cannot be read.** { $why }

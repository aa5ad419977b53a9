# Why a step did not work, where it is neither a call nor a machine.

problem-address-taken = The address { $ip } leads to another instance by now.
problem-address-taken-probably = Somebody gave it to that instance after it was chosen here.
problem-address-taken-advice = Take it off the other instance and try again, or undo and choose another address.
problem-name-elsewhere = { $count ->
        [0] { $host } leads nowhere. It should lead to { $expected }.
       *[other] { $host } leads to { $seen }. It should lead to { $expected }.
    }
problem-name-elsewhere-probably = The record is missing or still the old one, or the zone’s name servers have not heard of it yet.
problem-name-elsewhere-advice = Look at the record, then try again.
problem-name-also = { $host } leads to the instance, and to { $others } too.
problem-name-also-probably = The name has a second record, perhaps an AAAA record of an earlier machine.
problem-name-also-advice = Remove the record that leads elsewhere, then try again.
problem-name-taken = { $host } has a record already: { $records }. It was left as it is.
problem-name-taken-probably = The name was in use before, perhaps by an earlier registry.
problem-name-taken-advice = Remove that record and try again, or undo and choose another name.
problem-no-address = The network gave the instance no address.
problem-no-address-probably = The network has no subnet with free addresses.
problem-no-address-advice = Undo what was made, then choose another network on the Instance page.
problem-door-open = The registry lets people in without the password.
problem-door-closed = The registry refuses the password that was set.
problem-door-probably = Another program answers under this name.
problem-door-advice = Try again in a minute. If it happens twice, look at what runs on the instance.
problem-project-zone = The project has no zone { $zone } in the cloud’s DNS service.
problem-project-zone-probably = The zone belongs to another project, or was removed.
problem-project-zone-advice = Ask for the zone to be shared with the project and try again, or choose another name.
problem-zone = The zone { $zone } is not to be seen with this token.
problem-zone-probably = The token belongs to another account, or has no right to read the zone and edit its DNS.
problem-zone-advice = Make a token with the rights Zone Read and DNS Edit for this zone, keep it in place of the old one, then try again.
problem-registry-digest = The layer came back changed.
problem-registry-elsewhere = The registry sent the upload to { $to }. It was not followed.
problem-registry-full = There is no room for a layer of { $megabytes } MB on the registry’s disk.
problem-registry-full-probably = The images volume is full. What is there can still be pulled.
problem-registry-full-advice = Delete images and free their space on the instance (sudo systemctl start quayside-collect), or make the volume larger. Then try again.
problem-registry-large = A layer of { $megabytes } MB was too large for something on the way.
problem-registry-probably = Something stands between this computer and the registry: a proxy with its own rules.
problem-registry-advice = Choose a record that is DNS only, or look at the proxy. Then try again.
problem-secret = The secret { $name } is not to be had.
problem-secret-probably = It was taken out of the keychain, or the environment variable is not set.
problem-secret-advice = Put it back under this name, then try again.
problem-lost = What the step { $step } made is not in the journal.
problem-lost-probably = This is a fault of Quayside.
problem-lost-advice = Undo what was made. A report with the journal helps to mend it.
problem-stopped = The step was left because the run was asked to stop.
problem-stopped-advice = Go on whenever you like.

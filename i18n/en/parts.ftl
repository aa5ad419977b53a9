# The parts of a run: one row each on the Run page, one line each in the terminal.

part-key-pair = Key pair
part-firewall = Security group { $name }
part-firewall-rules = { $count ->
        [one] one rule
       *[other] { $count } rules
    }
part-instance = Instance { $name }
part-address = Floating address
part-address-is = Address { $ip }
part-volumes = Volumes made and attached
part-name = { $host } points to it
part-machine = The machine is the right one
part-machine-working = The machine is being met
part-machine-console = its host key agrees with the console
part-disk = { $mount }
part-disk-working = { $mount } is being made ready
part-disk-done = { $mount } is ready
part-docker = Docker
part-docker-working = Docker is being installed
part-registry = Registry
part-registry-working = The registry is being started
part-certificate = Certificate
part-certificate-working = The certificate is being fetched
part-image-sent = { $image } was sent from this computer
part-proof = Push and pull proved
part-proof-working = Push and pull are being proved
part-node = { $host } logged in
part-node-working = { $host } is being logged in

# "after the certificate"
part-after = after { $what }
noun-key-pair = the key pair
noun-firewall = the security group
noun-instance = the instance
noun-address = the address
noun-volumes = the volumes
noun-name = the name
noun-machine = the machine
noun-docker = Docker
noun-registry = the registry
noun-certificate = the certificate
noun-proof = the proof
noun-node = the login

# What a step waits for. "now" is the cloud's own word.
wait-late = Looking for what may still appear: Quayside was interrupted while the cloud was asked for it.
wait-console = Waiting for the host key in the machine’s console log.
wait-image = The instance does not get { $image }, so this computer fetches it: { $got } of { $whole } MB.
wait-name = Waiting for { $host } to lead to { $address }.
wait-name-also = { $host } leads to the instance, and to { $others } too. Waiting for that record to be removed: clients would land there.
wait-reconnect = The connection to { $host } broke. It is made again in a moment (try { $attempt } of { $most }), and what is done stays done.
wait-record-written = Waiting for the cloud’s name servers: { $now }.
wait-record = Waiting for somebody to add the record: { $host }, type A, { $address }.
wait-server = Waiting for the cloud: { $now }.
wait-ssh = Waiting for { $host } to answer on port 22.
wait-volume = Waiting for the volume: { $now }.

# shellcheck shell=bash
# What people do with a registry: push, pull, delete; and what happens when its disk is full.
# shellcheck disable=SC2154,SC2016 # world.sh; and what is expanded by others

used() { on registry "sudo du -sm /docker-registry/data | cut -f 1" </dev/null; }
as_a_person="sudo env DOCKER_CONFIG=/root/person docker"

on node "$as_a_person login --username ann --password-stdin $host 2>&1" <<<"$PASSWORD" >/dev/null
before=$(on node "sudo docker image inspect --format '{{.RootFS.Layers}}' registry:2.8.2" </dev/null)
on node "sudo docker tag registry:2.8.2 $host/$PROBE && $as_a_person push -q $host/$PROBE && sudo docker rmi $host/$PROBE registry:2.8.2 caddy:2" </dev/null >/dev/null
pull() { on node "$as_a_person pull -q $host/$PROBE >/dev/null && sudo docker image inspect --format '{{.RootFS.Layers}}' $host/$PROBE && sudo docker rmi $host/$PROBE >/dev/null" </dev/null; }
[ "$(pull)" = "$before" ] || fail "the image that docker pulled is not the one that was pushed"
tell "docker pushed an image and pulled it back"

has "$(hand here MEGABYTES=150)" 'layer sha256:' "a layer of 150 MB comes back bit for bit"
full=$(used)
tell "150 MB through Caddy and back: $(grep -o 'pushed at.*' "$scratch/said")"

# The layer is deleted, its bytes are there until the collection; and that is the one of the timer.
has "$(on registry systemctl list-timers --all --no-legend quayside-collect.timer </dev/null)" 'Sun ' "the collection comes once a week"
on registry sudo systemctl start quayside-collect.service </dev/null
[ $((full - $(used))) -ge 140 ] || fail "the collection freed $((full - $(used))) MB of $full"
until_true 30 "the registry is there again" eval '[ "$(status_of --cacert $ROOTS https://$host/v2/)" = 401 ]'
[ "$(pull)" = "$before" ] || fail "the collection took more than was deleted"
tell "collected: $(used) MB are left of $full, and the image that was not deleted"

on registry 'sudo sh -c "fallocate -l \$((\$(df --output=avail -B1 /docker-registry | tail -n 1) - 60000000)) /docker-registry/filler"' </dev/null
said=$(hand here MEGABYTES=150)
has "$said" 'Full' "a full disk is known for what it is"
has "$said" 'no room' "a full disk is told"
has "$(hand here)" 'door Guarded' "the registry answers with a full disk"
[ "$(pull)" = "$before" ] || fail "with a full disk nothing can be pulled"
on registry sudo rm /docker-registry/filler </dev/null
has "$(hand here MEGABYTES=20)" 'layer sha256:' "with room again, pushes work again"
tell "a full disk is told, and does no harm"

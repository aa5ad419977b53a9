# shellcheck shell=bash
# The secrets are where they belong, and nowhere else: not in a list of processes, a log, a container's settings, a history
# or a file that others may read. Every search has to find a word that was put there for it.
# shellcheck disable=SC2154,SC2016 # world.sh; and what is expanded by others

encoded=$(printf '%s:%s' ann "$PASSWORD" | base64 -w 0)
marker=marker-$$
for one in registry node; do
    on $one "sudo sh -c ': $marker; sleep 2'; logger $marker; echo $marker >/tmp/$marker" </dev/null
    on $one 'sudo sh -c "kill \$(cat /root/watcher)"' </dev/null
    on $one 'sudo cat /root/seen | tr "\0" " "' </dev/null >"$scratch/processes"
    on $one 'sudo journalctl -q --no-pager -o cat' </dev/null >"$scratch/journal"
    on $one 'sudo find / -xdev -type f -perm -o=r -size -1024k ! -path "/proc/*" ! -path "/sys/*" ! -path "/usr/*" -exec cat {} +;
        sudo find /home /root -name ".*history" -exec cat {} +' </dev/null >"$scratch/files" 2>/dev/null
    for place in processes journal files; do
        grep -q -a "$marker" "$scratch/$place" || fail "the search in $place of $one finds nothing at all"
        ! grep -q -a -e "$canary" -e "$encoded" "$scratch/$place" || fail "a secret is among the $place of $one: $(grep -a -m 1 -o -e ".\{40\}$canary" -e "$encoded" "$scratch/$place")"
    done
done
on registry 'sudo sh -c "docker inspect \$(docker ps -aq)"; sudo docker logs quayside-registry 2>&1' </dev/null >"$scratch/settings"
grep -q quayside-registry "$scratch/settings" || fail "the containers were not listed"
! grep -q -e "$canary" -e "$encoded" -e '\$2[aby]\$' "$scratch/settings" || fail "a secret is in a container's settings or log"
tell "secrets: in no process, log, setting or file that others may read"

# containerd itself, with the login of the kubelet's file. (ctr takes it on its command line, so it is the last.)
on node 'sudo sh -eu' <<S >"$scratch/ctr.log" 2>&1 || fail "containerd does not pull: $(tail -n 3 "$scratch/ctr.log")"
login=\$(python3 -c 'import base64, json; print(base64.b64decode(json.load(open("/var/lib/kubelet/config.json"))["auths"]["$host"]["auth"]).decode())')
ctr -n k8s.io images pull --user "\$login" $host/$PROBE
S
has "$(hand logout TARGETS="debian@$node")" NodeLogout "logged out"
has "$(on node "sudo cat $files" </dev/null)" other.example.org "others' entries stay"
[ -z "$(on node sudo ls -A /etc/rancher/k3s </dev/null)" ] || fail "registries.yaml is still there"
! on node grep "$host" /etc/hosts </dev/null || fail "the name is still in /etc/hosts"
! on node "sudo grep -l $host $files" </dev/null || fail "the login is still in a file"
tell "containerd pulled; logging out leaves others' entries"

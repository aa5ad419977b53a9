//! What a secret leaves behind on a machine: the words of every program that was started, files that others can read,
//! logs, histories, what Docker tells.

use crate::world::Machine;

/// From now on the kernel writes down each start of a program with its words, and files are told by their age.
pub fn begin(machine: &Machine) {
    let _ = machine.root(
        r#"touch /run/begun
cd /sys/kernel/tracing 2>/dev/null || { mount -t tracefs tracefs /sys/kernel/tracing; cd /sys/kernel/tracing; }
words=
n=0
while [ $n -lt 60 ]; do words="$words w$n=+0(+u$((n * 8))(+104(%di))):ustring"; n=$((n + 1)); done
echo "p:started __x64_sys_execve$words" >kprobe_events
echo 8192 >buffer_size_kb
echo 1 >events/kprobes/started/enable"#,
    );
}

/// The words of all programs that were started since then, a line each.
fn started(machine: &Machine) -> String {
    machine.root(
        "echo 0 >/sys/kernel/tracing/events/kprobes/started/enable; cat /sys/kernel/tracing/trace",
    )
}

/// Where any of these stands that somebody else than root could read, or that outlives the job.
pub fn found(machine: &Machine, canaries: &[&str]) -> Vec<String> {
    let started = started(machine);
    // The trace sees what it should see, and has lost nothing.
    assert!(
        started.contains("\"sudo\"") && started.contains("quayside-registry"),
        "{started}"
    );
    assert!(!started.contains("LOST"), "the trace is not complete");
    let mut found: Vec<String> = canaries
        .iter()
        .filter(|canary| started.contains(**canary))
        .map(|canary| format!("words of a program: {canary}"))
        .collect();

    let patterns = canaries.join("\n");
    let traces = machine.root(&format!(
        r#"umask 022
cat >/run/canaries <<'CANARIES'
{patterns}
CANARIES
places="/ /run /tmp /dev/shm"
su nobody -s /bin/sh -c "find $places -xdev -newer /run/begun -type f ! -path /run/canaries -readable -exec grep -lFf /run/canaries {{}} + 2>/dev/null" || true
journalctl --no-pager -q | grep -qFf /run/canaries && echo the journal
grep -rlFf /run/canaries /var/log 2>/dev/null || true
for file in /root/.*history /home/*/.*history; do [ ! -e $file ] || grep -lFf /run/canaries $file || true; done
for id in $(docker ps -aq); do
    docker inspect $id | grep -qFf /run/canaries && echo docker inspect $id
    docker logs $id 2>&1 | grep -qFf /run/canaries && echo docker logs $id
done
for process in /proc/[0-9]*; do
    cat $process/cmdline $process/environ 2>/dev/null | tr "\000" "\n" | grep -qFf /run/canaries && echo $process
done
true"#
    ));
    found.extend(traces.lines().map(str::to_owned));

    found
}

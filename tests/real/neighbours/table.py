"""The measurements as a table in Markdown: table.py MEASURED

Each line of MEASURED: who, seconds of making and of taking away, requests (all, those that change something, and all without
repeated looks). Seconds are medians of the rounds; a ratio is the median of the rounds' ratios, as a round's parts met the
machine alike. Fails where Quayside asks for more than it has to. Nothing is judged by the clock.
"""
import statistics
import sys

WHO = {
    "client": "`openstack`, in a shell script", "ansible": "Ansible, `openstack.cloud`", "quayside": "**Quayside**",
    "one-by-one": "bare requests, one after another", "parallel": "bare requests, in parallel: the floor",
}
FLOOR = "parallel"
BOUND = 1.5  # for requests without repeated looks, whose number is a matter of time

rows = {who: [] for who in WHO}
with open(sys.argv[1]) as file:
    for line in file:
        who, *numbers = line.split()
        make, take, *requests = map(float, numbers)
        rows[who].append((make, make + take, *map(int, requests)))


def median(who, column):
    return statistics.median(row[column] for row in rows[who])


def ratio(who, column):
    return statistics.median(row[column] / floor[column] for row, floor in zip(rows[who], rows[FLOOR]))


print("| | make everything | × floor | make and delete everything | × floor | requests | of them changing something |")
print("|---|---:|---:|---:|---:|---:|---:|")
for who, words in WHO.items():
    cells = (f"{median(who, 0):.1f} s", f"{ratio(who, 0):.2f}", f"{median(who, 1):.1f} s", f"{ratio(who, 1):.2f}")
    print("|", " | ".join((words, *cells, f"{median(who, 2):.0f}", f"{median(who, 3):.0f}")), "|")

print("\nEvery round, in seconds (everything made / made and deleted):\n")
for who, words in WHO.items():
    print(f"* {words}:", ", ".join(f"{row[0]:.1f} / {row[1]:.1f}" for row in rows[who]))

complaints = [f"{who}: no request was seen" for who in WHO if not all(row[2] for row in rows[who])]
if median("quayside", 3) > median(FLOOR, 3):
    complaints.append("Quayside changes more than there is to change")
if median("quayside", 4) > BOUND * median(FLOOR, 4):
    complaints.append(f"Quayside asks for more than {BOUND} times as many things as the bare requests")
sys.exit("\n".join(complaints) or None)

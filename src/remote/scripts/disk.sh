# Makes one attached volume ready: finds it by its serial, gives it a partition and a filesystem if it is
# provably empty, mounts it now and at every start. Stopped anywhere and run again, it goes on.
# In: SERIAL (the volume's id), MOUNT, LABEL, FSTYPE, MODE, DEPLOYMENT, FRESH (yes: this deployment has just
# created the volume), DISK_SECONDS.
#
# How far an earlier run came is written on the disk itself: the table's own id is the volume's id (no other
# tool makes such a table), and the partition is called "quayside-unfinished" until its filesystem is made.

UNFINISHED=quayside-unfinished
FINISHED=quayside-$(printf '%.8s' "$DEPLOYMENT")

# --- which disk ---

serial_of() { # NAME of the block device
  for serial_file in "/sys/block/$1/serial" "/sys/block/$1/device/serial"; do
    [ -r "$serial_file" ] && tr -d ' \n' <"$serial_file" && return
  done
  lsblk -dnro SERIAL "/dev/$1" 2>/dev/null | tr -d ' \n'
}

# virtio keeps the first 20 characters, scsi up to all 36 (some with a prefix), nvme 20 or the id without dashes.
serial_matches() {
  [ ${#1} -ge 16 ] || return 1
  case $SERIAL in "$1"*) return 0 ;; esac
  case $(printf '%s' "$SERIAL" | tr -d -) in "$1"*) return 0 ;; esac
  case $1 in *"$SERIAL"*) return 0 ;; esac
  return 1
}

matching_disks() {
  for matching_path in /sys/block/*; do
    matching_name=${matching_path##*/}
    case $matching_name in loop* | ram* | zram* | sr* | fd* | dm-* | md* | nbd*) continue ;; esac
    serial_matches "$(serial_of "$matching_name")" && printf '/dev/%s\n' "$matching_name"
  done
}

disk_there() {
  DISK=$(matching_disks)
  [ -n "$DISK" ]
}

find_disk() {
  if ! await "$DISK_SECONDS" disk disk_there; then
    refuse no-disk "$(lsblk -dnro NAME,SIZE,SERIAL 2>/dev/null)"
  fi
  [ "$(printf '%s\n' "$DISK" | wc -l)" = 1 ] || refuse ambiguous-disk "twins: $DISK"
  settle
  answer device "$DISK"
  answer size "$(blockdev --getsize64 "$DISK")"
  [ "$(blockdev --getro "$DISK")" = 0 ] || refuse read-only "read-only: $DISK"
}

settle() { udevadm settle --timeout=30 2>/dev/null || :; }

# --- what is on it ---

signature() { blkid -p -o export "$1" 2>/dev/null | grep -E '^(TYPE|PTTYPE|USAGE|LABEL|PART_ENTRY_NAME)=' | one_line; }
value_of() { blkid -p -s "$1" -o value "$2" 2>/dev/null; }
partitions() { lsblk -nrpo NAME,TYPE "$DISK" | awk '$2 != "disk" { print $1 }'; }
inside_disk() { lsblk -nrpo NAME,TYPE,FSTYPE,LABEL "$DISK" 2>/dev/null | awk '$2 != "disk" { printf ", %s", $0 }'; }
holders() { ls "/sys/class/block/${1##*/}/holders" 2>/dev/null; }
lower() { printf '%s' "$1" | tr '[:upper:]' '[:lower:]'; }

zeros() { # DEVICE FIRST_MIB COUNT_MIB
  [ "$(dd if="$1" bs=1048576 skip="$2" count="$3" 2>/dev/null | tr -d '\000' | head -c 1 | wc -c)" = 0 ]
}

refuse_if_in_use() {
  for use_device in "$DISK" $(partitions); do
    [ -z "$(holders "$use_device")" ] || refuse disk-in-use "$use_device: $(holders "$use_device")"
    grep -q "^$use_device " /proc/swaps && refuse disk-in-use "$use_device: swap"
    use_mount=$(lsblk -dnro MOUNTPOINT "$use_device" 2>/dev/null)
    [ -z "$use_mount" ] || [ "$use_mount" = "$MOUNT" ] || refuse disk-in-use "$use_device: $use_mount"
  done
}

# Nothing known to blkid or wipefs, no partitions; a volume that we did not create must also begin and end
# with zeros, for an unknown format is not nothing.
refuse_unless_empty() {
  empty_found=$(signature "$DISK")
  [ -z "$empty_found" ] || refuse disk-not-empty "$empty_found$(inside_disk)"
  blkid -p "$DISK" >/dev/null 2>&1
  [ $? = 2 ] || refuse disk-not-empty "ambivalent: $(wipefs -n "$DISK" 2>&1)"
  empty_found=$(wipefs -n "$DISK" 2>&1)
  [ -z "$empty_found" ] || refuse disk-not-empty "$empty_found"
  [ -z "$(partitions)" ] || refuse disk-not-empty "$(partitions)"
  [ "$FRESH" = yes ] && return
  empty_size=$(($(blockdev --getsize64 "$DISK") / 1048576))
  { zeros "$DISK" 0 4 && zeros "$DISK" $((empty_size - 1)) 2; } || refuse disk-not-empty "unknown bytes"
}

# Sets STATE: new, partitioned (our table, no finished filesystem) or formatted.
examine() {
  refuse_if_in_use
  case $DISK in *[0-9]) PARTITION=${DISK}p1 ;; *) PARTITION=${DISK}1 ;; esac
  if [ "$(value_of PTTYPE "$DISK")" != gpt ] || [ "$(lower "$(value_of PTUUID "$DISK")")" != "$(lower "$SERIAL")" ]; then
    refuse_unless_empty
    STATE=new
    return
  fi
  settle
  if [ -z "$(partitions)" ]; then
    STATE=new
    return
  fi
  [ "$(partitions)" = "$PARTITION" ] || refuse disk-not-empty "$(partitions)"
  examine_partition
}

examine_partition() {
  examine_name=$(value_of PART_ENTRY_NAME "$PARTITION")
  case $examine_name in
    "$UNFINISHED") STATE=partitioned ;;
    quayside-*)
      [ "$(value_of LABEL "$PARTITION")" = "$LABEL" ] || refuse disk-not-empty "$(signature "$PARTITION")"
      STATE=formatted
      answer made_by "${examine_name#quayside-}"
      ;;
    *) refuse disk-not-empty "$(signature "$PARTITION")" ;;
  esac
}

# --- changes ---

# --force would also overwrite a disk in use; without it sfdisk has the last word.
make_table() {
  make_out=$(printf 'label: gpt\nlabel-id: %s\nname="%s", type=0FC63DAF-8483-4772-8E79-3D69D8477DE4\n' "$SERIAL" "$UNFINISHED" |
    sfdisk --quiet --wipe never --wipe-partitions never "$DISK" 2>&1) || refuse partition-failed "$make_out"
  settle
  await 30 partition test -b "$PARTITION" || refuse partition-failed "$PARTITION"
  STATE=partitioned
}

make_filesystem() {
  answer wait format
  case $FSTYPE in
    xfs) make_out=$(mkfs.xfs -q -f -L "$LABEL" "$PARTITION" 2>&1) ;;
    ext3) make_out=$(mkfs.ext3 -q -F -m 1 -L "$LABEL" "$PARTITION" 2>&1) ;;
    *) make_out=$(mkfs.ext4 -q -F -m 1 -L "$LABEL" -E lazy_itable_init=1,lazy_journal_init=1 "$PARTITION" 2>&1) ;;
  esac || refuse format-failed "$make_out"
  sync "$PARTITION" 2>/dev/null || sync
  # In use until this job ends: udev reads the table of a disk again that was written to, and a partition that goes for
  # a moment takes its mount away, when systemd hears of it late.
  exec 8<"$PARTITION"
  make_out=$(sfdisk --quiet --no-tell-kernel --part-label "$DISK" 1 "$FINISHED" 2>&1) || refuse partition-failed "$make_out"
  settle
  await 30 partition test -b "$PARTITION" || refuse partition-failed "$PARTITION"
  STATE=made
}

# --- where it is mounted ---

mounted_here() { findmnt -nro SOURCE -M "$MOUNT" 2>/dev/null | tail -n 1; }

inside_mount() { find "$MOUNT" -mindepth 1 -maxdepth 1 | head -n 5; }

refuse_if_mount_busy() {
  [ "$(mounted_here)" = "$PARTITION" ] && return
  [ -z "$(mounted_here)" ] || refuse mount-busy "$MOUNT: $(mounted_here)"
  [ ! -e "$MOUNT" ] || [ -d "$MOUNT" ] || refuse mount-busy "$MOUNT is not a directory"
  [ ! -d "$MOUNT" ] || [ -z "$(inside_mount)" ] || refuse mount-busy "$(inside_mount)"
  awk -v mount="$MOUNT" '$1 !~ /^#/ && $2 == mount && $4 !~ /(^|,)x-quayside(,|$)/ { found = 1 } END { exit !found }' /etc/fstab &&
    refuse mount-busy "/etc/fstab: $MOUNT"
  return 0
}

# nofail: a missing volume must not keep the machine from starting and from letting us in.
write_fstab() {
  fstab_check=2
  fstab_type=$(value_of TYPE "$PARTITION")
  [ "$fstab_type" = xfs ] && fstab_check=0
  fstab_line="UUID=$UUID $MOUNT $fstab_type defaults,nofail,x-systemd.device-timeout=60s,x-quayside 0 $fstab_check"
  {
    awk -v mount="$MOUNT" '$1 ~ /^#/ || $2 != mount' /etc/fstab
    printf '%s\n' "$fstab_line"
  } | write_file 644 /etc/fstab
  fstab_change=$?
  refused_in_pipe "$fstab_change"
  [ "$fstab_change" = 1 ] || [ ! -d /run/systemd/system ] || systemctl daemon-reload
}

# What systemd has not heard of yet, it unmounts again: the mount is bound to a device that it takes for absent.
seen_by_systemd() {
  [ ! -d /run/systemd/system ] ||
    systemctl is-active --quiet "$(systemd-escape --path --suffix=device "/dev/disk/by-uuid/$UUID")"
}

# The directory under the mount takes no files: what is written while the volume is away would be lost to sight.
mount_it() {
  if [ "$(mounted_here)" != "$PARTITION" ]; then
    mkdir -p "$MOUNT" || refuse mount-failed "$MOUNT"
    chattr +i "$MOUNT" 2>/dev/null || :
    await 30 partition seen_by_systemd || :
    mount_out=$(mount "$MOUNT" 2>&1) || refuse mount-failed "$mount_out"
  fi
  [ "$(mounted_here)" = "$PARTITION" ] || refuse mount-failed "$MOUNT: $(mounted_here)"
  [ "$(stat -c %a "$MOUNT")" = "$(printf '%s' "$MODE" | sed 's/^0*//')" ] || chmod "$MODE" "$MOUNT" || refuse mount-failed "$MOUNT"
}

main() {
  need lsblk blkid wipefs sfdisk findmnt udevadm blockdev mount
  hold disk 600
  find_disk
  examine
  refuse_if_mount_busy
  [ "$STATE" = formatted ] || need "mkfs.$FSTYPE"
  [ "$STATE" != new ] || make_table
  [ "$STATE" != partitioned ] || make_filesystem
  UUID=$(value_of UUID "$PARTITION")
  [ -n "$UUID" ] || refuse format-failed "$(signature "$PARTITION")"
  write_fstab
  mount_it
  answer partition "$PARTITION"
  answer uuid "$UUID"
  answer filesystem "$(value_of TYPE "$PARTITION")"
  answer free_kib "$(df -Pk "$MOUNT" | awk 'NR == 2 { print $4 }')"
  if [ "$STATE" = made ]; then answer state made; else answer state already; fi
}

carry_out

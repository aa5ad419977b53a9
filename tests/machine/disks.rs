//! The right disk is found, and whatever holds anything stays as it is, to the last bit.

use quayside::remote::{Report, Wait};

use crate::world::{DATA, IMAGES, Machine, bits, disk, refused};

/// Nova's second disk, or another person's: it has the letter that the procedure takes for the volume's.
const SOMEBODYS: &str = "e0e0e0e0-1111-4222-8333-444444444444";
const VIRTIO: &str = "6f1f6a3e-1b7c-4d58-9aaa-000000000001";
/// Virtio keeps twenty characters of an id; of these two they are the same.
const TWIN: &str = "6f1f6a3e-1b7c-4d58-9aaa-000000000002";
const SCSI: &str = "7a2b6a3e-1b7c-4d58-9aaa-000000000003";

#[tokio::test]
#[ignore = "needs a real machine"]
async fn the_volume_is_found_among_other_disks() {
    let machine = Machine::up("disks", "booted").await;
    machine.attach(SOMEBODYS, "64M", "virtio");
    let _ = machine.root(
        "udevadm settle; mkfs.ext4 -q -L ephemeral0 /dev/vdc; mount /dev/vdc /mnt; echo precious >/mnt/data; umount /mnt",
    );
    let config_drive = machine.root("sha256sum /dev/vdb");
    let somebodys = bits(SOMEBODYS);

    // The volume comes while the job waits for it, and is not /dev/vdc.
    let made = machine
        .does_and(&disk(VIRTIO, IMAGES, true), |wait| {
            if wait == Wait::Disk {
                machine.attach(VIRTIO, "1G", "virtio");
            }
        })
        .await;
    assert!(
        matches!(&made, Ok(Report::Disk { device, made: true, .. }) if device == "/dev/vdd1"),
        "{made:?}"
    );
    assert_eq!(machine.says("cat /sys/block/vdd/serial").len(), 20);

    machine.attach(SCSI, "1G", "scsi");
    let made = machine.does(&disk(SCSI, DATA, false)).await;
    assert!(
        matches!(&made, Ok(Report::Disk { device, made: true, .. }) if device == "/dev/sda1"),
        "{made:?}"
    );

    let before = machine
        .root("sha256sum /etc/fstab; sfdisk -d /dev/vdd; sfdisk -d /dev/sda; findmnt -rn -t ext4");
    for (volume, mount) in [(VIRTIO, IMAGES), (SCSI, DATA)] {
        let again = machine.does(&disk(volume, mount, true)).await;
        assert!(matches!(again, Ok(Report::Disk { made: false, .. })));
    }
    let after = machine
        .root("sha256sum /etc/fstab; sfdisk -d /dev/vdd; sfdisk -d /dev/sda; findmnt -rn -t ext4");
    assert_eq!(before, after);

    // Which of the twins is meant cannot be known.
    machine.attach(TWIN, "64M", "virtio");
    let twin = bits(TWIN);
    let found = refused(machine.does(&disk(TWIN, "/srv/twin", true)).await);
    assert!(
        found.contains("/dev/vdd") && found.contains("/dev/vde"),
        "{found}"
    );

    let _ = machine.root("sync");
    assert_eq!(bits(TWIN), twin);
    assert_eq!(bits(SOMEBODYS), somebodys);
    assert_eq!(machine.root("sha256sum /dev/vdb"), config_drive);
}

/// What it is, how it is made of $DISK, what is told of it.
const KINDS: [(&str, &str, &str, &str); 10] = [
    ("ext4", "64M", "mkfs.ext4 -q $DISK", "TYPE=ext4"),
    ("xfs", "320M", "mkfs.xfs -q $DISK", "TYPE=xfs"),
    ("swap", "64M", "mkswap -q $DISK", "TYPE=swap"),
    (
        "msdos",
        "64M",
        "echo 2048,,83 | sfdisk -q --label dos $DISK",
        "PTTYPE=dos",
    ),
    (
        "gpt",
        "64M",
        "echo 2048,,L | sfdisk -q --label gpt $DISK; udevadm settle; mkfs.ext4 -q -L precious ${DISK}1",
        "precious",
    ),
    (
        "luks",
        "64M",
        "echo secret | cryptsetup luksFormat -q --pbkdf pbkdf2 --pbkdf-force-iterations 1000 $DISK -",
        "crypto_LUKS",
    ),
    (
        "lvm",
        "64M",
        "pvcreate -q $DISK; vgcreate -q lab $DISK; lvcreate -q -Wn -Zn -l 4 -n data lab",
        "in use",
    ),
    (
        "raid",
        "64M",
        "mdadm --create /dev/md7 --quiet --run --level=1 --raid-devices=2 --metadata=1.2 $DISK missing",
        "in use",
    ),
    (
        "mounted",
        "64M",
        "mkfs.ext4 -q $DISK; mkdir /srv/data; mount $DISK /srv/data; echo precious >/srv/data/file",
        "/srv/data",
    ),
    (
        "unknown",
        "64M",
        "printf data | dd of=$DISK bs=1M seek=1 conv=notrunc status=none",
        "unknown bytes",
    ),
];

#[tokio::test]
#[ignore = "needs a real machine"]
async fn a_disk_that_holds_anything_is_refused_and_stays_as_it_is() {
    let machine = Machine::up("full", "bare").await;
    let mut volumes = Vec::new();
    for (number, (kind, size, make, told)) in KINDS.into_iter().enumerate() {
        let volume = format!("{number:08}-1b7c-4d58-9aaa-00000000000{number}");
        machine.attach(
            &volume,
            size,
            if number % 2 == 0 { "virtio" } else { "scsi" },
        );
        let _ = machine.root("udevadm settle");
        let device = machine.device(&volume);
        assert!(device.starts_with("/dev/"), "{kind}: {device}");
        let _ = machine.root(&format!("DISK={device}; {make}"));
        volumes.push((kind, volume, told));
    }
    let _ = machine.root("udevadm settle; sync");
    let before: Vec<String> = volumes.iter().map(|(_, volume, _)| bits(volume)).collect();

    // Also when the deployment believes that it has just created them, but then unknown bytes are not looked for.
    for (number, (kind, volume, told)) in volumes.iter().enumerate() {
        let fresh = number % 3 == 0 && *kind != "unknown";
        let found = refused(machine.does(&disk(volume, IMAGES, fresh)).await);
        let told = if *told == "in use" {
            &machine.device(volume)
        } else {
            *told
        };
        assert!(found.contains(told), "{kind}: {found}");
    }
    // At rest they are told by their name.
    let _ =
        machine.root("vgchange -q -an lab; mdadm --stop --quiet /dev/md7; udevadm settle; sync");
    let at_rest: Vec<String> = volumes.iter().map(|(_, volume, _)| bits(volume)).collect();
    for (kind, told) in [("lvm", "LVM2_member"), ("raid", "linux_raid_member")] {
        let (_, volume, _) = volumes
            .iter()
            .find(|(name, ..)| *name == kind)
            .expect("a volume");
        let found = refused(machine.does(&disk(volume, IMAGES, false)).await);
        assert!(found.contains(told), "{kind}: {found}");
    }

    let _ = machine.root("sync");
    for (number, (kind, volume, _)) in volumes.iter().enumerate() {
        let now = bits(volume);
        assert_eq!(now, at_rest[number], "{kind}");
        // Taking them out of use has written to these two.
        assert!(
            now == before[number] || ["lvm", "raid"].contains(kind),
            "{kind}"
        );
    }
    assert_eq!(
        machine.says("findmnt -rn -o TARGET -M /docker-registry || true"),
        ""
    );
    assert_eq!(machine.says("grep -c quayside /etc/fstab || true"), "0");
}

//! What was found on a disk that is refused, in words. Scripts tell it in the terms of blkid, which stay the last thing
//! that a person reads.

use super::Text;

/// What happened to a disk that is refused. `found` is what `scripts/disk.sh` says.
pub(super) fn happened(text: &Text, machine: &str, found: &str) -> String {
    let machine = ("machine", machine.into());
    match Found::of(found) {
        Found::Holds(content) => {
            let what = ("what", holds(text, content).into());
            text.with("trouble-disk", &[machine, what])
        }
        Found::Unclear => text.with("trouble-disk-unclear", &[machine]),
        Found::Mounted(at) => text.with("trouble-disk-mounted", &[machine, ("mount", at.into())]),
        Found::Swap => text.with("trouble-disk-swap", &[machine]),
        Found::Held(by) => text.with("trouble-disk-held", &[machine, ("by", by.into())]),
        Found::Twins(disks) => text.with("trouble-disk-twins", &[machine, ("disks", disks.into())]),
        Found::ReadOnly => text.with("trouble-disk-read-only", &[machine]),
        Found::OtherStore(mount) => {
            text.with("trouble-disk-other", &[machine, ("mount", mount.into())])
        }
    }
}

pub(super) fn probably(text: &Text, found: &str) -> String {
    match Found::of(found) {
        Found::Holds(_) | Found::Unclear => text.get("trouble-disk-why"),
        Found::Mounted(_) | Found::Swap | Found::Held(_) => text.get("trouble-disk-used-why"),
        Found::Twins(_) => text.get("trouble-disk-twins-why"),
        Found::ReadOnly => text.get("trouble-disk-read-only-why"),
        Found::OtherStore(_) => text.get("trouble-disk-other-why"),
    }
}

pub(super) fn advice(text: &Text, found: &str) -> String {
    match Found::of(found) {
        Found::Twins(_) => text.get("trouble-disk-twins-do"),
        Found::ReadOnly => text.get("trouble-disk-read-only-do"),
        Found::OtherStore(_) => text.get("trouble-disk-other-do"),
        _ => text.get("trouble-disk-do"),
    }
}

/// What the script's detail means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found<'a> {
    Holds(Content<'a>),
    /// Something that its finder cannot put a name to.
    Unclear,
    Mounted(&'a str),
    Swap,
    /// By the device that the kernel has made of it.
    Held(&'a str),
    Twins(&'a str),
    ReadOnly,
    OtherStore(&'a str),
}

/// What a disk can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content<'a> {
    Filesystem { kind: &'a str },
    Luks,
    Lvm,
    Mbr,
    Gpt,
    Partitions,
    Raid,
    Swap,
    Unknown,
}

impl<'a> Found<'a> {
    fn of(found: &'a str) -> Self {
        if let Some(disks) = found.strip_prefix("twins: ") {
            return Self::Twins(disks);
        }
        if found.starts_with("read-only: ") {
            return Self::ReadOnly;
        }
        if let Some(store) = found.strip_prefix("other volume: ") {
            return Self::OtherStore(store.split_once(": ").map_or(store, |(mount, _)| mount));
        }
        if found == "unknown bytes" {
            return Self::Holds(Content::Unknown);
        }
        if found.starts_with("/dev/") {
            return match found.split_once(": ") {
                Some((_, "swap")) => Self::Swap,
                Some((_, at)) if at.starts_with('/') => Self::Mounted(at),
                Some((_, by)) => Self::Held(by),
                None => Self::Holds(Content::Partitions),
            };
        }

        Content::of(found).map_or(Self::Unclear, Self::Holds)
    }
}

impl<'a> Content<'a> {
    /// By blkid's words. A table of partitions counts before what is in them.
    fn of(found: &'a str) -> Option<Self> {
        let value = |key: &str| {
            let mut words = found.split([' ', ',']);
            words.find_map(|word| word.strip_prefix(key)?.strip_prefix('='))
        };
        match value("PTTYPE") {
            Some("dos") => return Some(Self::Mbr),
            Some("gpt") => return Some(Self::Gpt),
            Some(_) => return Some(Self::Partitions),
            None => {}
        }

        match value("TYPE")? {
            "crypto_LUKS" => Some(Self::Luks),
            "LVM1_member" | "LVM2_member" => Some(Self::Lvm),
            "swap" | "swsuspend" => Some(Self::Swap),
            kind if kind.ends_with("raid_member") => Some(Self::Raid),
            kind => Some(Self::Filesystem { kind }),
        }
    }
}

/// With its article, as the end of a sentence.
fn holds(text: &Text, content: Content<'_>) -> String {
    match content {
        Content::Filesystem { kind } => text.with("disk-filesystem", &[("kind", kind.into())]),
        Content::Luks => text.get("disk-luks"),
        Content::Lvm => text.get("disk-lvm"),
        Content::Mbr => text.get("disk-mbr"),
        Content::Gpt => text.get("disk-gpt"),
        Content::Partitions => text.get("disk-partitions"),
        Content::Raid => text.get("disk-raid"),
        Content::Swap => text.get("disk-swap"),
        Content::Unknown => text.get("disk-unknown"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn what_the_script_says_is_understood() {
        for (found, expected) in [
            (
                "TYPE=ext4 USAGE=filesystem",
                Found::Holds(Content::Filesystem { kind: "ext4" }),
            ),
            (
                "LABEL=old TYPE=xfs",
                Found::Holds(Content::Filesystem { kind: "xfs" }),
            ),
            ("TYPE=crypto_LUKS USAGE=crypto", Found::Holds(Content::Luks)),
            ("TYPE=LVM2_member USAGE=raid", Found::Holds(Content::Lvm)),
            (
                "TYPE=linux_raid_member USAGE=raid",
                Found::Holds(Content::Raid),
            ),
            (
                "TYPE=isw_raid_member USAGE=raid",
                Found::Holds(Content::Raid),
            ),
            ("TYPE=swap USAGE=other", Found::Holds(Content::Swap)),
            ("PTTYPE=dos", Found::Holds(Content::Mbr)),
            (
                "PTTYPE=gpt, /dev/vdb1 part ext4 precious",
                Found::Holds(Content::Gpt),
            ),
            ("PTTYPE=atari", Found::Holds(Content::Partitions)),
            ("/dev/vdb1 /dev/vdb2", Found::Holds(Content::Partitions)),
            ("unknown bytes", Found::Holds(Content::Unknown)),
            ("ambivalent: /dev/vdb 0x438 ext4 0x0 xfs", Found::Unclear),
            ("", Found::Unclear),
            ("/dev/vdb: swap", Found::Swap),
            ("/dev/vdb1: /srv/data", Found::Mounted("/srv/data")),
            ("/dev/vdb: dm-0", Found::Held("dm-0")),
            (
                "twins: /dev/vdd /dev/vde",
                Found::Twins("/dev/vdd /dev/vde"),
            ),
            ("read-only: /dev/vdb", Found::ReadOnly),
            (
                "other volume: /docker-registry: fb54",
                Found::OtherStore("/docker-registry"),
            ),
        ] {
            assert_eq!(Found::of(found), expected, "{found}");
        }
    }

    #[test]
    fn nobody_reads_blkid() {
        for language in Language::ALL {
            let text = Text::new(language);
            for found in ["TYPE=crypto_LUKS USAGE=crypto", "PTTYPE=dos", "PTTYPE=gpt"] {
                let words = happened(&text, "registry", found);
                assert!(!words.contains('=') && !words.contains('_'), "{words}");
            }
        }
        let text = Text::new(Language::English);
        let happened = happened(&text, "registry", "TYPE=crypto_LUKS");
        assert_eq!(
            happened,
            "The disk on registry is not empty, and stays as it is: it holds an encrypted disk (LUKS)."
        );
    }
}

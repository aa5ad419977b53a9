//! Which image: the newest Ubuntu with long support, then Debian, then what else is looked after.

use crate::openstack::Inventory;
use crate::openstack::image::Image;

/// An image with what is known of its support.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageChoice {
    pub image: Image,
    /// The system as people say it: `Ubuntu 24.04 LTS`; the image's own name where it is not known.
    pub system: String,
    pub support: Support,
}

/// Until when the system gets security updates for free (as its makers say).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Support {
    Ended(u16),
    Unknown,
    Until(u16),
}

/// The year in which this list was made: what ended before it has ended.
const NOW: u16 = 2026;

/// Name in the image, version, how people say it, last year of free updates, and how much we would like it.
/// Sources: ubuntu.com/about/release-cycle, wiki.debian.org/LTS, wiki.rockylinux.org, wiki.almalinux.org.
const SYSTEMS: [(&str, &str, &str, u16, u8); 17] = [
    ("ubuntu", "26.04", "Ubuntu 26.04 LTS", 2031, 88),
    ("ubuntu", "24.04", "Ubuntu 24.04 LTS", 2029, 90),
    ("ubuntu", "22.04", "Ubuntu 22.04 LTS", 2027, 80),
    ("ubuntu", "20.04", "Ubuntu 20.04 LTS", 2025, 20),
    ("ubuntu", "18.04", "Ubuntu 18.04 LTS", 2023, 10),
    ("debian", "13", "Debian 13", 2030, 85),
    ("debian", "12", "Debian 12", 2028, 75),
    ("debian", "11", "Debian 11", 2026, 40),
    ("debian", "10", "Debian 10", 2024, 10),
    ("rocky", "10", "Rocky Linux 10", 2035, 50),
    ("rocky", "9", "Rocky Linux 9", 2032, 55),
    ("rocky", "8", "Rocky Linux 8", 2029, 45),
    ("alma", "10", "AlmaLinux 10", 2035, 48),
    ("alma", "9", "AlmaLinux 9", 2032, 52),
    ("alma", "8", "AlmaLinux 8", 2029, 42),
    ("centos", "8", "CentOS 8", 2021, 5),
    ("centos", "7", "CentOS 7", 2024, 5),
];

/// Release names that stand in for versions in image names.
const NICKNAMES: [(&str, &str, &str); 9] = [
    ("resolute", "ubuntu", "26.04"),
    ("noble", "ubuntu", "24.04"),
    ("jammy", "ubuntu", "22.04"),
    ("focal", "ubuntu", "20.04"),
    ("bionic", "ubuntu", "18.04"),
    ("trixie", "debian", "13"),
    ("bookworm", "debian", "12"),
    ("bullseye", "debian", "11"),
    ("buster", "debian", "10"),
];

/// All images, the one to suggest first; those without updates last.
pub fn images(inventory: &Inventory) -> Vec<ImageChoice> {
    let images: &[Image] = inventory.images.as_deref().unwrap_or_default();
    let mut rated: Vec<(u8, ImageChoice)> = images.iter().map(rate).collect();
    // Of two images of one system the newer one.
    rated.sort_by(|(a, left), (b, right)| {
        b.cmp(a)
            .then_with(|| right.image.created_at.cmp(&left.image.created_at))
    });

    rated.into_iter().map(|(_, choice)| choice).collect()
}

fn rate(image: &Image) -> (u8, ImageChoice) {
    let Some((_, _, system, until, liking)) = system(image) else {
        let choice = ImageChoice {
            image: image.clone(),
            system: image.name.clone(),
            support: Support::Unknown,
        };
        return (30, choice);
    };
    let support = if until < NOW {
        Support::Ended(until)
    } else {
        Support::Until(until)
    };
    // An image with something in its name, such as "-gpu" or "-minimal", is somebody's own.
    let special = [
        "gpu", "cuda", "desktop", "minimal", "test", "old", "k8s", "octavia", "amphora",
    ];
    let name = image.name.to_ascii_lowercase();
    let plain = !special.iter().any(|word| name.contains(word));
    let choice = ImageChoice {
        image: image.clone(),
        system: system.to_owned(),
        support,
    };

    (if plain { liking } else { liking / 2 }, choice)
}

fn system(image: &Image) -> Option<(&'static str, &'static str, &'static str, u16, u8)> {
    let name = image.name.to_ascii_lowercase();
    let distro = image
        .distro
        .clone()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let version = image.version.clone().unwrap_or_default();
    let nickname = NICKNAMES.iter().find(|(word, ..)| name.contains(word));

    SYSTEMS.into_iter().find(|(system, number, ..)| {
        let is_system = distro.contains(system) || name.contains(system);
        let is_number = |found: String| found == *number || found.split('.').next() == Some(number);
        let told = is_system && numbers(&version).next().is_some_and(is_number);
        let named = is_system && numbers(&name).any(is_number);
        let nicked = nickname.is_some_and(|(_, of, is)| of == system && is == number);

        told || (version.is_empty() && (nicked || named))
    })
}

/// The numbers in a name: `debian-12-genericcloud` has `12`, `Ubuntu-24.04.3-Noble-x64` has `24.04` and `64`.
fn numbers(name: &str) -> impl Iterator<Item = String> {
    name.split(|c: char| !c.is_ascii_digit() && c != '.')
        .filter(|part| !part.is_empty())
        .map(|part| {
            let mut parts = part.trim_matches('.').split('.');
            match (parts.next(), parts.next()) {
                (Some(major), Some(minor)) => format!("{major}.{minor}"),
                (Some(major), None) => major.to_owned(),
                _ => String::new(),
            }
        })
}

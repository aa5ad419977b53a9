//! Who to log in as: the user that an image makes is a habit of its distribution.

/// The users to try, likeliest first. `name` is the image's name, `distribution` its `os_distro` property.
pub fn candidates(name: &str, distribution: Option<&str>) -> Vec<&'static str> {
    let likely = distribution.and_then(of_name).or_else(|| of_name(name));

    let mut users: Vec<_> = likely.into_iter().collect();
    for user in USUAL {
        if !users.contains(&user) {
            users.push(user);
        }
    }

    users
}

/// By how often they are met.
const USUAL: [&str; 9] = [
    "ubuntu",
    "debian",
    "rocky",
    "almalinux",
    "cloud-user",
    "centos",
    "fedora",
    "core",
    "opensuse",
];

/// Longer words first: "fedora-coreos" is not "fedora".
const WORDS: [(&str, &str); 20] = [
    ("fedora-coreos", "core"),
    ("fedoracoreos", "core"),
    ("flatcar", "core"),
    ("coreos", "core"),
    ("centos-stream", "cloud-user"),
    ("almalinux", "almalinux"),
    ("opensuse", "opensuse"),
    ("ubuntu", "ubuntu"),
    ("debian", "debian"),
    ("fedora", "fedora"),
    ("centos", "centos"),
    ("redhat", "cloud-user"),
    ("rocky", "rocky"),
    ("alma", "almalinux"),
    ("rhel", "cloud-user"),
    ("sles", "sles"),
    // Ubuntu by the names of its releases, as in the procedure's `Bionic-x64`.
    ("bionic", "ubuntu"),
    ("focal", "ubuntu"),
    ("jammy", "ubuntu"),
    ("noble", "ubuntu"),
];

fn of_name(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase().replace([' ', '_'], "-");
    WORDS
        .iter()
        .find(|(word, _)| name.contains(word))
        .map(|(_, user)| *user)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(name: &str, distribution: Option<&str>) -> &'static str {
        candidates(name, distribution)[0]
    }

    #[test]
    fn images_tell_their_user() {
        for (name, user) in [
            ("Bionic-x64", "ubuntu"),
            ("Ubuntu-22.04.5-Jammy-x64-2024-11", "ubuntu"),
            ("Debian 12 (bookworm)", "debian"),
            ("Rocky-9.4-x64-2024-06", "rocky"),
            ("AlmaLinux-9.4-x64", "almalinux"),
            ("CentOS Stream 9", "cloud-user"),
            ("CentOS-7-x64", "centos"),
            ("Fedora CoreOS 40", "core"),
            ("Fedora-Cloud-Base-41", "fedora"),
            ("openSUSE-Leap-15.6", "opensuse"),
            ("my-image", "ubuntu"),
        ] {
            assert_eq!(first(name, None), user, "{name}");
        }
    }

    #[test]
    fn the_property_counts_more_than_the_name() {
        assert_eq!(first("jammy-like", Some("debian")), "debian");
        assert_eq!(first("Debian", Some("unknown")), "debian");
    }

    #[test]
    fn nobody_is_tried_twice() {
        let mut users = candidates("rocky", None);
        users.sort_unstable();
        let before = users.len();
        users.dedup();

        assert_eq!(users.len(), before);
    }
}

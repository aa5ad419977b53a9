//! Who to log in as: an image says it, or the user that it makes is a habit of its distribution.

/// What is known of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Image<'a> {
    pub name: &'a str,
    /// Its `os_distro` property.
    pub distribution: Option<&'a str>,
    /// Its `os_admin_user` property.
    pub login: Option<&'a str>,
}

/// The users to try, likeliest first.
pub fn candidates<'a>(image: &Image<'a>) -> Vec<&'a str> {
    let likely = image
        .distribution
        .and_then(of_name)
        .or_else(|| of_name(image.name));

    let mut users: Vec<&'a str> = image.login.into_iter().collect();
    for user in likely.into_iter().chain(USUAL) {
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

    fn first<'a>(name: &'a str, distribution: Option<&'a str>) -> &'a str {
        let image = Image {
            name,
            distribution,
            login: None,
        };
        candidates(&image)[0]
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
    fn what_the_maker_says_counts_most() {
        let image = Image {
            name: "Rocky-9",
            distribution: Some("rocky"),
            login: Some("cloud"),
        };
        assert_eq!(candidates(&image)[..2], ["cloud", "rocky"]);
    }

    #[test]
    fn nobody_is_tried_twice() {
        let mut users = candidates(&Image {
            name: "rocky",
            distribution: None,
            login: Some("debian"),
        });
        users.sort_unstable();
        let before = users.len();
        users.dedup();

        assert_eq!(users.len(), before);
    }
}

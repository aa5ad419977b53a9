//! What may differ between clouds, and what is new every time.

/// Lower-case hexadecimal with or without hyphens, as long as an id, or an address.
pub fn is_id(text: &str) -> bool {
    let hex = text.chars().all(|c| c.is_ascii_hexdigit() || c == '-');

    (hex && text.len() >= 32) || text.parse::<std::net::IpAddr>().is_ok()
}

/// The text without what is new every time.
pub fn without_ids(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || "().,'\"".contains(c));
    let is_new = |word: &&str| is_id(word.trim_start_matches("req-")) || word.parse::<u8>().is_ok();

    words
        .filter(|word| !is_new(word))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Where clouds differ from each other, so that the practice cloud may too.
pub fn is_free(path: &str, key: &str) -> bool {
    // Images have whatever their owner wrote on them; volume types give their quotas their names.
    path.starts_with("/images[]")
        || path == "/quota_set"
        || (path == "/volume_types[]/description")
        || path == "/extensions[]/links"
        // The first project network is listed first or the public one is; only the public ones say it.
        || (path == "/networks[]" && key == "is_default")
        // As the operators have set Neutron up.
        || path.ends_with("/availability_zones")
        || (path == "/networks[]" && matches!(key, "qinq" | "vlan_transparent"))
}

/// How long the capture waited before this request, in seconds.
pub fn pause(name: &str) -> u64 {
    let waits = [
        ("server-get-active", 60),
        ("server-console-output", 60),
        ("volume-get-available", 10),
        ("volume-get-in-use", 20),
        ("detach-1", 5),
        ("019-active", 20),
        ("026-deleted", 20),
        ("server-get-deleted", 20),
        ("nohost-fault", 10),
        ("nohost-delete", 1),
    ];

    waits
        .iter()
        .find(|(part, _)| name.contains(part) && !name.contains("again"))
        .map_or(0, |(_, seconds)| *seconds)
}

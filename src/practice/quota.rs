//! Quotas of the three services, with the use counted from what is there. `-1` is no limit.

use serde_json::{Map, Value, json};

use super::state::State;
use crate::http::Response;

/// The limits of one project.
#[derive(Debug, Clone)]
pub(super) struct Limits {
    pub cores: i64,
    pub instances: i64,
    pub memory: i64,
    pub key_pairs: i64,
    pub floating: i64,
    pub groups: i64,
    pub rules: i64,
    pub ports: i64,
    pub volumes: i64,
    pub gigabytes: i64,
}

impl Limits {
    /// What a small project has.
    pub const SMALL: Self = Self {
        cores: 2,
        instances: 1,
        memory: 8192,
        key_pairs: 20,
        floating: 1,
        groups: 2,
        rules: 10,
        ports: 10,
        volumes: 1,
        gigabytes: 50,
    };
}

impl State {
    pub fn limits(&self, project: &str) -> &Limits {
        self.limits.get(project).unwrap_or(&Limits::SMALL)
    }

    /// Instances, cores and memory in use.
    pub fn compute_use(&self, project: &str) -> (i64, i64, i64) {
        let mine = self
            .servers
            .iter()
            .filter(|server| server.project == project);
        mine.fold((0, 0, 0), |(count, cores, memory), server| {
            let flavor = &server.flavor;

            (
                count + 1,
                cores + i64::from(flavor.vcpus),
                memory + i64::from(flavor.ram),
            )
        })
    }

    /// Volumes and gigabytes in use.
    pub fn volume_use(&self, project: &str) -> (i64, i64) {
        let mine = self
            .volumes
            .iter()
            .filter(|volume| volume.project == project);

        mine.fold((0, 0), |(count, size), volume| {
            (count + 1, size + i64::from(volume.size))
        })
    }

    /// Use and limit of what Neutron counts.
    pub fn network_use(&self, kind: &str, project: &str) -> (i64, i64) {
        let limits = self.limits(project);
        let mine = |owner: &str| owner == project;
        let groups = || self.groups.iter().filter(|group| mine(&group.project));
        let (used, limit) = match kind {
            "network" => (
                self.networks
                    .iter()
                    .filter(|one| mine(&one.project))
                    .count(),
                100,
            ),
            "subnet" => (
                self.subnets.iter().filter(|one| mine(&one.project)).count(),
                100,
            ),
            "router" => (
                self.routers.iter().filter(|one| mine(&one.project)).count(),
                10,
            ),
            "port" => (
                self.ports.iter().filter(|one| mine(&one.project)).count(),
                limits.ports,
            ),
            "floatingip" => (
                self.addresses
                    .iter()
                    .filter(|one| mine(&one.project))
                    .count(),
                limits.floating,
            ),
            "security_group" => (groups().count(), limits.groups),
            "security_group_rule" => (groups().map(|group| group.rules.len()).sum(), limits.rules),
            "subnetpool" => (0, -1),
            "router_route" => (0, 30),
            _ => (0, 10),
        };

        (i64::try_from(used).unwrap_or(i64::MAX), limit)
    }
}

/// Nova's `os-quota-sets/{project}/detail`.
pub(super) fn compute(state: &State, project: &str, detail: bool) -> Value {
    let limits = state.limits(project);
    let (instances, cores, memory) = state.compute_use(project);
    let entries = [
        ("cores", limits.cores, cores),
        ("fixed_ips", -1, 0),
        ("floating_ips", -1, 0),
        ("injected_file_content_bytes", 10240, 0),
        ("injected_file_path_bytes", 255, 0),
        ("injected_files", 5, 0),
        ("instances", limits.instances, instances),
        // Counted for each user when one is made; told as zero.
        ("key_pairs", limits.key_pairs, 0),
        ("metadata_items", 128, 0),
        ("ram", limits.memory, memory),
        ("security_group_rules", -1, 0),
        ("security_groups", -1, 0),
        ("server_group_members", 10, 0),
        ("server_groups", 10, 0),
    ];
    let mut set = Map::new();
    let _ = set.insert("id".to_owned(), json!(project));
    for (name, limit, used) in entries {
        let entry = if detail {
            json!({ "limit": limit, "in_use": used, "reserved": 0 })
        } else {
            json!(limit)
        };
        let _ = set.insert(name.to_owned(), entry);
    }

    json!({ "quota_set": set })
}

/// Nova's `limits`.
pub(super) fn compute_limits(state: &State, project: &str) -> Value {
    let limits = state.limits(project);
    let (instances, cores, memory) = state.compute_use(project);

    json!({ "limits": { "rate": [], "absolute": {
        "maxTotalCores": limits.cores,
        "maxPersonality": 5,
        "maxPersonalitySize": 10240,
        "maxTotalInstances": limits.instances,
        "maxTotalKeypairs": limits.key_pairs,
        "maxServerMeta": 128,
        "maxImageMeta": 128,
        "maxTotalRAMSize": limits.memory,
        "maxServerGroups": 10,
        "maxServerGroupMembers": 10,
        "maxTotalFloatingIps": -1,
        "maxSecurityGroups": -1,
        "maxSecurityGroupRules": -1,
        "totalRAMUsed": memory,
        "totalCoresUsed": cores,
        "totalInstancesUsed": instances,
        "totalFloatingIpsUsed": 0,
        "totalSecurityGroupsUsed": 0,
        "totalServerGroupsUsed": 0,
    } } })
}

/// Neutron's `quotas/{project}/details.json`.
pub(super) fn network(state: &State, project: &str) -> Response {
    const KINDS: [&str; 10] = [
        "network",
        "subnet",
        "subnetpool",
        "port",
        "router_route",
        "router",
        "floatingip",
        "rbac_policy",
        "security_group",
        "security_group_rule",
    ];
    let mut quota = Map::new();
    for kind in KINDS {
        if kind == "router_route" && !state.is_new() {
            continue;
        }
        let (used, limit) = state.network_use(kind, project);
        let entry = json!({ "limit": limit, "used": used, "reserved": 0 });
        let _ = quota.insert(kind.to_owned(), entry);
    }

    Response::json(200, &json!({ "quota": quota }))
}

/// Cinder's `os-quota-sets/{project}?usage=true`.
pub(super) fn volume(state: &State, project: &str, usage: bool) -> Value {
    let limits = state.limits(project);
    let (volumes, size) = state.volume_use(project);
    let mut set = Map::new();
    let mut add = |name: String, limit: i64, used: i64| {
        let entry = if usage {
            json!({ "limit": limit, "in_use": used, "reserved": 0 })
        } else {
            json!(limit)
        };
        let _ = set.insert(name, entry);
    };
    add("volumes".to_owned(), limits.volumes, volumes);
    add("per_volume_gigabytes".to_owned(), -1, 0);
    add("snapshots".to_owned(), 10, 0);
    add("gigabytes".to_owned(), limits.gigabytes, size);
    add("backups".to_owned(), 10, 0);
    add("backup_gigabytes".to_owned(), 1000, 0);
    for kind in &state.volume_types {
        let mine = || {
            state
                .volumes
                .iter()
                .filter(|volume| volume.project == project && volume.kind == kind.name)
        };
        let count = i64::try_from(mine().count()).unwrap_or_default();
        let size = mine().map(|volume| i64::from(volume.size)).sum();
        add(format!("volumes_{}", kind.name), -1, count);
        add(format!("gigabytes_{}", kind.name), -1, size);
        add(format!("snapshots_{}", kind.name), -1, 0);
    }
    add("groups".to_owned(), 10, 0);
    let _ = set.insert("id".to_owned(), json!(project));

    json!({ "quota_set": set })
}

/// Cinder's `limits`.
pub(super) fn volume_limits(state: &State, project: &str) -> Value {
    let limits = state.limits(project);
    let (volumes, size) = state.volume_use(project);

    json!({ "limits": { "rate": [], "absolute": {
        "maxTotalVolumes": limits.volumes,
        "maxTotalSnapshots": 10,
        "maxTotalVolumeGigabytes": limits.gigabytes,
        "maxTotalBackups": 10,
        "maxTotalBackupGigabytes": 1000,
        "totalVolumesUsed": volumes,
        "totalGigabytesUsed": size,
        "totalSnapshotsUsed": 0,
        "totalBackupsUsed": 0,
        "totalBackupGigabytesUsed": 0,
    } } })
}

//! Where the services of each practice cloud are, and which request is for which of them.

use crate::plan::cloud::Preset;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Service {
    Compute,
    Dns,
    Identity,
    Image,
    Network,
    Volume,
}

/// The addresses of a cloud's services.
#[derive(Debug, Clone)]
pub(super) struct Site {
    pub region: &'static str,
    roots: &'static [(Service, &'static str)],
    /// The newest microversions of Nova and Cinder.
    pub compute: (u16, u16),
    pub volume: (u16, u16),
}

impl Site {
    pub fn new(preset: Preset) -> Self {
        match preset {
            Preset::Campus => Self {
                region: "Campus",
                roots: &[
                    (Service::Compute, "https://compute.practice.example:8774"),
                    (Service::Identity, "https://identity.practice.example:5000"),
                    (Service::Image, "https://image.practice.example:9292"),
                    (Service::Network, "https://network.practice.example:9696"),
                    (Service::Volume, "https://volume.practice.example:8776"),
                ],
                compute: (2, 104),
                volume: (3, 71),
            },
            // One name with a path for each service, and services that are some years old.
            Preset::Harbour => Self {
                region: "harbour-1",
                roots: &[
                    (Service::Compute, "https://harbour.practice.example/compute"),
                    (Service::Dns, "https://harbour.practice.example/dns"),
                    (
                        Service::Identity,
                        "https://harbour.practice.example/identity",
                    ),
                    (Service::Image, "https://harbour.practice.example/image"),
                    (
                        Service::Network,
                        "https://harbour.practice.example/networking",
                    ),
                    (Service::Volume, "https://harbour.practice.example/volume"),
                ],
                compute: (2, 93),
                volume: (3, 70),
            },
        }
    }

    pub fn root(&self, service: Service) -> &'static str {
        self.roots
            .iter()
            .find(|(known, _)| *known == service)
            .map_or("", |(_, root)| root)
    }

    pub fn auth_url(&self) -> String {
        format!("{}/v3", self.root(Service::Identity))
    }

    /// The service that `url` is for, its address, and what comes after it.
    pub fn find<'u>(&self, url: &'u str) -> Option<(Service, String, &'u str)> {
        self.roots.iter().find_map(|(service, root)| {
            let rest = url.strip_prefix(root)?;

            (rest.is_empty() || rest.starts_with(['/', '?']))
                .then(|| (*service, (*root).to_owned(), rest))
        })
    }

    /// What the catalog says, `project` being whose token it is.
    pub fn endpoints(&self, project: &str) -> Vec<(&'static str, &'static str, String)> {
        let volume = self.root(Service::Volume);
        // Not every cloud has a DNS service.
        let names = Some(self.root(Service::Dns)).filter(|root| !root.is_empty());
        let names = names.map(|root| ("dns", "designate", root.to_owned()));
        let others = vec![
            (
                "compute",
                "nova",
                format!("{}/v2.1", self.root(Service::Compute)),
            ),
            ("identity", "keystone", self.auth_url()),
            ("image", "glance", self.root(Service::Image).to_owned()),
            ("volumev3", "cinderv3", format!("{volume}/v3/{project}")),
            ("block-storage", "cinder", format!("{volume}/v3")),
            ("network", "neutron", self.root(Service::Network).to_owned()),
        ];

        others.into_iter().chain(names).collect()
    }
}

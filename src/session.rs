//! From what a plan says to open doors: where to sign in, with which secrets, over which wires.
//!
//! Window and terminal begin every run here, on a real cloud and on a practice cloud alike.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::deploy::suggest::LocalKey;
use crate::deploy::{Materials, Only, Services};
use crate::dns::{Names, Resolver};
use crate::http::net::Network;
use crate::http::{CallError, Net, Reach};
use crate::keychain::{Unavailable, Vault};
use crate::openstack::clouds::{self, BadYaml, Found, Places, Unusable};
use crate::openstack::credentials::{Domain, Method, Project, User};
use crate::openstack::{Cloud, Credentials};
use crate::paths::Paths;
use crate::plan::cloud::{Preset, SignIn};
use crate::plan::name::Keeper;
use crate::plan::place::FilePath;
use crate::plan::{self, Certificate, Plan, SecretRef};
use crate::practice::{self, Speed, World};
use crate::remote::Shell;
use crate::remote::ssh::OpenSsh;
use crate::secret::Secret;

/// Megabytes of the layer that proves a registry: enough to see the speed, little enough for a slow line.
const PROOF: u32 = 16;
const PRACTICE_PROOF: u32 = 4;

/// What the official clients take the password from where their files leave it out.
const PASSWORD: &str = "OS_PASSWORD";

/// Where requests and jobs go.
#[derive(Clone)]
pub struct Doors {
    pub net: Net,
    pub names: Arc<dyn Names>,
    pub shell: Arc<dyn Shell>,
    /// The practice cloud, where they lead into one.
    pub practice: Option<World>,
}

impl std::fmt::Debug for Doors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Doors")
    }
}

impl Doors {
    /// The ways out that this sign-in needs; `speed` is a practice cloud's.
    pub fn of(sign_in: &SignIn, speed: Speed) -> Result<Self, Closed> {
        match sign_in {
            SignIn::Practice { preset } => Ok(Self::practice(World::new(*preset).speed(speed))),
            SignIn::ApplicationCredential { .. }
            | SignIn::CloudsYaml { .. }
            | SignIn::Password { .. } => Self::real(),
        }
    }

    pub fn real() -> Result<Self, Closed> {
        let shell = OpenSsh::new().map_err(|error| Closed::Ssh(error.kind()))?;

        Ok(Self {
            net: Arc::new(Network::new()),
            names: Arc::new(Resolver),
            shell: Arc::new(shell),
            practice: None,
        })
    }

    pub fn practice(world: World) -> Self {
        Self {
            net: world.net(),
            names: Arc::new(world.clone()),
            shell: Arc::new(world.clone()),
            practice: Some(world),
        }
    }
}

/// This computer: its directories, its keychain, and what was typed since the program began.
#[derive(Debug, Clone)]
pub struct Desk {
    pub paths: Paths,
    pub vault: Vault,
    typed: Vault,
}

/// Why a door stays closed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Closed {
    #[error(transparent)]
    Call(#[from] CallError),
    /// The file with the clouds is not understood.
    #[error(transparent)]
    Clouds(BadYaml),
    #[error("{}: {kind}", path.display())]
    File { path: PathBuf, kind: io::ErrorKind },
    #[error("{name}: {why}")]
    Keychain { name: String, why: Unavailable },
    #[error("there is no cloud {name}, only {known:?}")]
    NoCloud { name: String, known: Vec<String> },
    #[error("there is no clouds.yaml")]
    NoCloudsFile { looked: Vec<PathBuf> },
    #[error("{0} is not to be had")]
    NoSecret(SecretRef),
    /// No place for the sockets of SSH connections.
    #[error("SSH cannot begin: {0}")]
    Ssh(io::ErrorKind),
    #[error("{name}: {why}")]
    Unusable { name: String, why: Unusable },
}

impl Closed {
    /// The secret that would open it, if it were typed.
    pub fn secret(&self) -> Option<SecretRef> {
        match self {
            Self::Keychain { name, .. } => name.parse().ok(),
            Self::NoSecret(reference) => Some(reference.clone()),
            _ => None,
        }
    }
}

impl Desk {
    pub fn new(paths: Paths, vault: Vault) -> Self {
        Self {
            paths,
            vault,
            typed: Vault::memory(),
        }
    }

    /// The SSH keys of this computer, named as plans name files: below the home directory from `~` on.
    pub fn keys(&self) -> Vec<LocalKey> {
        let keys = self.paths.ssh_keys().into_iter();

        keys.filter_map(|(file, public)| {
            let file = match file.strip_prefix(&self.paths.home) {
                Ok(below) => format!("~/{}", below.display()),
                Err(_) => file.display().to_string(),
            };
            Some(LocalKey {
                private: file.parse().ok()?,
                public,
            })
        })
        .collect()
    }

    /// Remembers a secret for as long as the program runs.
    pub async fn typed(&self, reference: &SecretRef, secret: &Secret) {
        // Memory takes everything.
        let _ = self.typed.set(&reference.to_string(), secret).await;
    }

    /// The secret that a plan names: typed in this session, or from where the plan says.
    pub async fn secret(&self, reference: &SecretRef) -> Result<Secret, Closed> {
        if let Ok(Some(typed)) = self.typed.get(&reference.to_string()).await {
            return Ok(typed);
        }
        let environment = |name: &str| std::env::var(name).ok();
        match self.vault.resolve(reference, environment).await {
            Ok(found) => found.ok_or_else(|| Closed::NoSecret(reference.clone())),
            Err(why) => Err(Closed::Keychain {
                name: reference.to_string(),
                why,
            }),
        }
    }

    /// Signs in where the plan says.
    pub async fn sign_in(&self, doors: &Doors, cloud: &plan::Cloud) -> Result<Cloud, Closed> {
        let credentials = self.credentials(cloud).await?;

        Ok(Cloud::sign_in(doors.net.clone(), credentials).await?)
    }

    /// Everything that a run of the plan needs, except the cloud.
    pub async fn services(
        &self,
        doors: &Doors,
        cloud: Cloud,
        plan: &Plan,
        only: Only,
    ) -> Result<Services, Closed> {
        Ok(Services {
            cloud,
            net: doors.net.clone(),
            names: doors.names.clone(),
            shell: doors.shell.clone(),
            materials: self.materials(plan, only).await?,
        })
    }

    async fn credentials(&self, cloud: &plan::Cloud) -> Result<Credentials, Closed> {
        let mut credentials = match &cloud.sign_in {
            SignIn::ApplicationCredential {
                auth_url,
                id,
                secret,
                ca_file,
            } => {
                let secret = self.secret(secret).await?;
                let id = id.clone();
                let method = Method::ApplicationCredential { id, secret };
                self.trusting(
                    Credentials::new(auth_url.as_ref(), method),
                    ca_file.as_ref(),
                )?
            }
            SignIn::CloudsYaml { cloud } => self.cloud_of_file(cloud).await?,
            SignIn::Password {
                auth_url,
                user,
                user_domain,
                project,
                project_domain,
                project_id,
                password,
                ca_file,
            } => {
                let method = Method::Password {
                    user: User::Name {
                        name: user.clone(),
                        domain: Domain::Name(user_domain.clone()),
                    },
                    password: self.secret(password).await?,
                    project: Some(match project_id {
                        Some(id) => Project::Id(id.clone()),
                        None => Project::Name {
                            name: project.clone(),
                            domain: Domain::Name(project_domain.clone()),
                        },
                    }),
                };
                self.trusting(
                    Credentials::new(auth_url.as_ref(), method),
                    ca_file.as_ref(),
                )?
            }
            SignIn::Practice { preset } => practice_user(*preset, practice::project(*preset)),
        };
        if cloud.region.is_some() {
            credentials.region.clone_from(&cloud.region);
        }

        Ok(credentials)
    }

    fn trusting(
        &self,
        mut credentials: Credentials,
        ca_file: Option<&FilePath>,
    ) -> Result<Credentials, Closed> {
        if let Some(file) = ca_file {
            let roots = Some(read(&file.resolve(&self.paths.home))?);
            credentials.reach = Some(Arc::new(Reach {
                address: None,
                roots,
            }));
        }

        Ok(credentials)
    }

    /// The entry of `clouds.yaml`, with the certificates that it names.
    async fn cloud_of_file(&self, name: &str) -> Result<Credentials, Closed> {
        let found = self.found(name)?;
        let asks = found.asks();
        let mut credentials = found.credentials;
        if asks {
            let password = self.secret(&SecretRef::Env(PASSWORD.to_owned())).await?;
            match &mut credentials.method {
                Method::ApplicationCredential { secret, .. }
                | Method::ApplicationCredentialByName { secret, .. }
                | Method::Password {
                    password: secret, ..
                } => *secret = password,
            }
        }
        if let Some(file) = found.ca_file {
            credentials.reach = Some(Arc::new(Reach {
                address: None,
                roots: Some(read(&file)?),
            }));
        }

        Ok(credentials)
    }

    fn found(&self, name: &str) -> Result<Found, Closed> {
        let mut entries = self.clouds()?;
        match entries.remove(name) {
            Some(Ok(found)) => Ok(found),
            Some(Err(why)) => Err(Closed::Unusable {
                name: name.to_owned(),
                why,
            }),
            None => Err(Closed::NoCloud {
                name: name.to_owned(),
                known: entries.into_keys().collect(),
            }),
        }
    }

    /// The clouds that this computer's files have, each with its credentials or why it cannot be used.
    pub fn clouds(
        &self,
    ) -> Result<std::collections::BTreeMap<String, Result<Found, Unusable>>, Closed> {
        let variable = |name: &str| std::env::var_os(name).map(PathBuf::from);
        let places = Places {
            clouds_file: variable("OS_CLIENT_CONFIG_FILE"),
            secure_file: variable("OS_CLIENT_SECURE_FILE"),
            here: std::env::current_dir().ok(),
            config: Some(self.paths.config.clone()),
            system: Some(PathBuf::from("/etc")),
        };
        let first = |files: Vec<PathBuf>| files.into_iter().find(|file| file.is_file());
        let Some(file) = first(places.clouds()) else {
            return Err(Closed::NoCloudsFile {
                looked: places.clouds(),
            });
        };
        let secure = first(places.secure()).map(|file| read(&file)).transpose()?;

        clouds::clouds(&read(&file)?, secure.as_deref()).map_err(Closed::Clouds)
    }

    async fn materials(&self, plan: &Plan, only: Only) -> Result<Materials, Closed> {
        let home = self.paths.home.clone();
        let practising = matches!(plan.cloud.sign_in, SignIn::Practice { .. });
        let token = match &plan.name.keeper {
            Keeper::Cloudflare { .. } if practising => {
                Some(Secret::new(practice::CLOUDFLARE_TOKEN))
            }
            Keeper::Cloudflare { token, .. } => Some(self.secret(token).await?),
            // The cloud's own DNS service lets in whom the cloud lets in.
            Keeper::Designate { .. } | Keeper::Hand => None,
        };
        let mut materials = Materials {
            cloudflare_token: token,
            home: home.clone(),
            proof_megabytes: if practising { PRACTICE_PROOF } else { PROOF },
            ..Materials::default()
        };
        if only == Only::Cloud {
            return Ok(materials);
        }
        materials.registry_password = match self.secret(&plan.registry.password).await {
            // Nobody can log in to a practice registry later: any password will do.
            Err(_) if practising => Secret::new(uuid::Uuid::new_v4().simple().to_string()),
            secret => secret?,
        };
        match &plan.certificate {
            Certificate::CloudflareProxy => {}
            Certificate::Files { certificate, key } => {
                let key = Secret::new(read(&key.resolve(&home))?);
                materials.certificate = Some((read(&certificate.resolve(&home))?, key));
            }
            Certificate::LetsEncrypt { root, .. } => {
                let root = root.as_ref().map(|root| read(&root.resolve(&home)));
                materials.authority = root.transpose()?;
            }
        }

        Ok(materials)
    }
}

/// How a person signs in to a practice cloud, to this project of it.
pub fn practice_user(preset: Preset, project: &str) -> Credentials {
    let domain = || Domain::Name(practice::DOMAIN.to_owned());
    let method = Method::Password {
        user: User::Name {
            name: practice::USER.to_owned(),
            domain: domain(),
        },
        password: Secret::new(practice::PASSWORD),
        project: Some(Project::Name {
            name: project.to_owned(),
            domain: domain(),
        }),
    };

    Credentials::new(practice::auth_url(preset), method)
}

fn read(path: &Path) -> Result<String, Closed> {
    std::fs::read_to_string(path).map_err(|error| Closed::File {
        path: path.to_owned(),
        kind: error.kind(),
    })
}

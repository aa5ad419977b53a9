//! The security group: who may reach what on the instance.

use std::fmt;
use std::str::FromStr;

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use super::Named;
use super::text::Title;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "use", deny_unknown_fields)]
pub enum Firewall {
    /// A group the project has already; its rules are left as they are.
    Existing {
        group: Named,
    },
    New {
        name: Title,
        rules: Vec<Rule>,
    },
}

/// One opening for incoming traffic.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    pub from: Network,
    pub to: Opening,
}

/// Addresses, in CIDR notation (RFC 4632). Host bits are dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Network(IpNet);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadNetwork {
    #[error("a network is missing")]
    Empty,
    #[error("a network of IPv4 ends in /0 to /32, one of IPv6 in /0 to /128")]
    Prefix,
    #[error("a network looks like 192.168.73.0/24")]
    Shape,
}

impl Network {
    pub const fn new(net: IpNet) -> Self {
        Self(net)
    }

    pub const fn net(&self) -> IpNet {
        self.0
    }

    /// Everybody.
    pub fn is_everyone(&self) -> bool {
        self.0.prefix_len() == 0
    }

    pub fn is_v4(&self) -> bool {
        matches!(self.0, IpNet::V4(_))
    }
}

impl FromStr for Network {
    type Err = BadNetwork;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.is_empty() {
            return Err(BadNetwork::Empty);
        }
        if let Ok(address) = text.parse::<std::net::IpAddr>() {
            return Ok(Self(IpNet::from(address)));
        }
        let Some((address, prefix)) = text.split_once('/') else {
            return Err(BadNetwork::Shape);
        };
        let address: std::net::IpAddr = address.parse().map_err(|_| BadNetwork::Shape)?;
        let prefix: u8 = prefix.parse().map_err(|_| BadNetwork::Prefix)?;

        IpNet::new(address, prefix)
            .map(|net| Self(net.trunc()))
            .map_err(|_| BadNetwork::Prefix)
    }
}

impl TryFrom<String> for Network {
    type Error = BadNetwork;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Network> for String {
    fn from(network: Network) -> Self {
        network.to_string()
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What is opened: written `any`, `icmp`, `tcp/443`, `udp/5000-5010`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Opening {
    Any,
    Icmp,
    Tcp { from: u16, to: u16 },
    Udp { from: u16, to: u16 },
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadOpening {
    #[error("an opening is missing")]
    Empty,
    #[error("an opening is any, icmp, tcp/PORT or udp/PORT; a port alone is one of TCP")]
    Shape,
    #[error("a port is between 1 and 65535")]
    Port,
    #[error("a range of ports goes from the lower to the higher one")]
    Backwards,
}

impl Opening {
    pub const fn tcp(port: u16) -> Self {
        Self::Tcp {
            from: port,
            to: port,
        }
    }

    /// Whether traffic to the TCP port comes through.
    pub fn lets_tcp(self, port: u16) -> bool {
        match self {
            Self::Any => true,
            Self::Tcp { from, to } => (from..=to).contains(&port),
            Self::Icmp | Self::Udp { .. } => false,
        }
    }
}

impl FromStr for Opening {
    type Err = BadOpening;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.to_ascii_lowercase();
        let (protocol, ports) = match text.split_once('/') {
            Some((protocol, ports)) => (protocol.trim(), ports.trim()),
            None if text.starts_with(|c: char| c.is_ascii_digit()) => ("tcp", text.as_str()),
            None => (text.as_str(), ""),
        };
        match (protocol, ports) {
            ("", _) => Err(BadOpening::Empty),
            ("any" | "all", "") => Ok(Self::Any),
            ("icmp", "") => Ok(Self::Icmp),
            ("tcp", ports) => range(ports).map(|(from, to)| Self::Tcp { from, to }),
            ("udp", ports) => range(ports).map(|(from, to)| Self::Udp { from, to }),
            _ => Err(BadOpening::Shape),
        }
    }
}

fn range(text: &str) -> Result<(u16, u16), BadOpening> {
    if text.is_empty() {
        return Err(BadOpening::Shape);
    }
    let port = |text: &str| match text.trim().parse::<u16>() {
        Ok(port) if port > 0 => Ok(port),
        _ if text.trim().chars().all(|c| c.is_ascii_digit()) => Err(BadOpening::Port),
        _ => Err(BadOpening::Shape),
    };
    let (from, to) = match text.split_once(['-', ':']) {
        Some((from, to)) => (port(from)?, port(to)?),
        None => (port(text)?, port(text)?),
    };

    if from <= to {
        Ok((from, to))
    } else {
        Err(BadOpening::Backwards)
    }
}

impl TryFrom<String> for Opening {
    type Error = BadOpening;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Opening> for String {
    fn from(opening: Opening) -> Self {
        opening.to_string()
    }
}

impl fmt::Display for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.write_str("any"),
            Self::Icmp => f.write_str("icmp"),
            Self::Tcp { from, to } if from == to => write!(f, "tcp/{from}"),
            Self::Tcp { from, to } => write!(f, "tcp/{from}-{to}"),
            Self::Udp { from, to } if from == to => write!(f, "udp/{from}"),
            Self::Udp { from, to } => write!(f, "udp/{from}-{to}"),
        }
    }
}

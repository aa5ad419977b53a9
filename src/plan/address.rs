//! The address under which the world reaches the instance.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::Named;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "use", deny_unknown_fields)]
pub enum Address {
    /// A floating address that the project has already; used, never given back.
    Existing { id: String, ip: IpAddr },
    /// A new floating address from the pool (an external network).
    New { pool: Named },
    /// None is needed: the instance's own address is public.
    Own,
}

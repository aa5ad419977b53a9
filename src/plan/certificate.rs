//! Where the registry's certificate comes from.

use serde::{Deserialize, Serialize};

use super::place::{Email, FilePath, WebAddress};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "by", deny_unknown_fields)]
pub enum Certificate {
    /// Cloudflare's proxy shows its own; between it and the instance goes plain HTTP, as in the procedure.
    CloudflareProxy,
    /// The operator's own, PEM.
    Files {
        certificate: FilePath,
        key: FilePath,
    },
    /// Let's Encrypt (or another authority that speaks ACME, RFC 8555), asked and renewed by the instance itself.
    LetsEncrypt {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        email: Option<Email>,
        /// The authority's directory where it is not Let's Encrypt.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        directory: Option<WebAddress>,
        /// The authority's own root, PEM, where machines do not know it: a private authority.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        root: Option<FilePath>,
    },
}

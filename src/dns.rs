//! Names in the DNS: records at Cloudflare, and what the world's name servers answer.

pub mod cloudflare;
pub mod lookup;

pub use cloudflare::Cloudflare;
pub use lookup::{Names, Resolver};

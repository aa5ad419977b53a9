//! Names in the DNS.

//! As much of a certificate as the practice machines need: for whom it is, from whom, until when (X.509, DER).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// A certificate's bytes.
pub(super) struct Certificate(Vec<u8>);

impl Certificate {
    /// The first certificate of a PEM text.
    pub fn read(text: &str) -> Option<Self> {
        const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
        let body = text.split_once(BEGIN)?.1;
        let body = body.split_once("-----END CERTIFICATE-----")?.0;
        let plain: String = body.split_whitespace().collect();

        STANDARD.decode(plain).ok().map(Self)
    }

    /// Whether the name, or the wildcard above it, stands in it.
    pub fn names(&self, host: &str) -> bool {
        let wildcard = host
            .split_once('.')
            .map(|(_, parent)| format!("*.{parent}"))
            .unwrap_or_default();

        [host, &wildcard].iter().any(|name| {
            // A DNS name stands there in ASCII, behind its length.
            let length = u8::try_from(name.len()).unwrap_or(u8::MAX);
            let wanted: Vec<u8> = std::iter::once(length).chain(name.bytes()).collect();
            self.0.windows(wanted.len()).any(|window| window == wanted)
        })
    }

    /// The first common name, which is the issuer's.
    pub fn issuer(&self) -> Option<String> {
        const COMMON_NAME: [u8; 5] = [0x06, 0x03, 0x55, 0x04, 0x03];
        let at = self.0.windows(5).position(|window| window == COMMON_NAME)?;
        let rest = &self.0[at + 5..];
        let length = usize::from(*rest.get(1)?);

        String::from_utf8(rest.get(2..2 + length)?.to_vec()).ok()
    }

    /// The second UTC time of the certificate, as RFC 3339: `YYMMDDHHMMSSZ` is how it stands there.
    pub fn not_after(&self) -> Option<String> {
        let mut times = self.0.windows(15).filter(|window| {
            window[0] == 0x17
                && window[1] == 13
                && window[14] == b'Z'
                && window[2..14].iter().all(u8::is_ascii_digit)
        });
        let text = String::from_utf8(times.nth(1)?[2..14].to_vec()).ok()?;
        let part = |from: usize| text.get(from..from + 2);

        Some(format!(
            "20{}-{}-{}T{}:{}:{}Z",
            part(0)?,
            part(2)?,
            part(4)?,
            part(6)?,
            part(8)?,
            part(10)?
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_for_whom_from_whom_and_until_when() {
        let certificate = Certificate::read(include_str!("pem/certificate.pem")).unwrap();

        assert!(certificate.names("registry.example.org"));
        assert!(certificate.names("images.neuro.example.org"));
        assert!(!certificate.names("example.org"));
        assert_eq!(certificate.issuer().as_deref(), Some("Neuro lab authority"));
        assert_eq!(
            certificate.not_after().as_deref(),
            Some("2028-10-25T00:07:38Z")
        );
        assert!(Certificate::read("nonsense").is_none());
    }
}

//! The rows about TLS, shared by receive and send logs.

use super::script::{Dialogue, Marks};
use super::stream::Build;

/// What a session negotiates.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    None,
    V1_0,
    V1_2,
    V1_3,
}

/// The rows about a certificate, `Sending` or `Received`.
pub fn certificate(talk: &mut Dialogue, build: Build, direction: &str) {
    let thumbprint = "0A1B2C3D4E5F60718293A4B5C6D7E8F901234567";
    let names = "mail.contoso.com;autodiscover.contoso.com";
    if build == Build::Joined {
        let direction = if direction == "Sending" { direction } else { "Remote" };
        let data = format!(
            " CN=mail.contoso.com, O=Contoso CN=Contoso Issuing CA 1, O=Contoso 5F00000012AB34CD56EF {thumbprint} \
             2023-09-01T00:00:00.000Z 2024-09-01T00:00:00.000Z {names}"
        );
        let context = format!(
            "{direction} certificate Subject Issuer name Serial number Thumbprint Not before Not after Subject \
             alternate names"
        );
        return talk.note(data, context);
    }
    talk.note("", format!("{direction} certificate"));
    talk.note("CN=mail.contoso.com, O=Contoso", "Certificate subject");
    talk.note("CN=Contoso Issuing CA 1, O=Contoso", "Certificate issuer name");
    talk.note("5F00000012AB34CD56EF", "Certificate serial number");
    talk.note(thumbprint, "Certificate thumbprint");
    talk.note(names, "Certificate alternate names");
}

/// The row about a successful negotiation; `side` is our role, `SERVER` or `CLIENT`.
pub fn negotiated(talk: &mut Dialogue, tls: Tls, side: &str) {
    let (version, cipher, bits, hash, hash_bits) = match tls {
        Tls::V1_0 => ("TLS1_0", "CALG_AES_128", 128, "CALG_SHA1", 160),
        Tls::V1_3 => ("TLS1_3", "CALG_AES_256", 256, "CALG_SHA_384", 0),
        Tls::V1_2 | Tls::None => ("TLS1_2", "CALG_AES_256", 256, "CALG_SHA_384", 0),
    };
    let result = format!(
        "TLS protocol SP_PROT_{version}_{side} negotiation succeeded using bulk encryption algorithm {cipher} with \
         strength {bits} bits, MAC hash algorithm {hash} with strength {hash_bits} bits and key exchange algorithm \
         CALG_ECDH_EPHEM with strength 256 bits"
    );
    talk.note("", result);
    if tls == Tls::V1_0 {
        talk.mark(Marks::TLS_1_0);
    }
}

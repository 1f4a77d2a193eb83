//! TLS and certificates.
//!
//! Exchange issues a certificate to itself at setup, which only the servers of its organization trust (Microsoft, *Digital certificates and
//! encryption in Exchange Server*).
//!
//! Versions before 1.2 are deprecated by RFC 8996; RC4 by RFC 7465, 3DES and the others by NIST SP 800-131A.

use super::{Rule, rule};
use crate::finding::FindingKind::*;

pub(super) static RULES: &[Rule] = &[
    rule(TlsFailed, "log:receive,send tls:failed", &["client", "target", "reason"]),
    rule(OldTls, "log:receive,send tls<1.2", &["tls", "client", "target"]),
    rule(WeakCipher, "log:receive,send cipher:RC4,3DES,DES,RC2,NULL", &["cipher", "client", "target"]),
    rule(TlsNotUsed, r"log:send tls:none messages>0 /^250[ -]STARTTLS/", &["target", "recipient-domain"]),
    rule(
        ClearText,
        "log:receive tls:none messages>0 -verb:XPROXYFROM,XPROXY -client:127.0.0.0/8,::1,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7,fe80::/10",
        &["connector", "client"],
    ),
    rule(CertificateExpired, "certificate-state:expired", &["certificate"]),
    rule(CertificateExpiring, "certificate-expires:{last}..{soon} -certificate-state:expired", &["certificate"]),
    rule(CertificateNotYetValid, "certificate-state:not-yet-valid", &["certificate"]),
    rule(CertificateSelfSigned, "certificate-state:self-signed", &["certificate"]),
];

//! TLS and certificates.
//!
//! Exchange issues a certificate to itself at setup, which only the servers of its organization trust (Microsoft, *Digital certificates and
//! encryption in Exchange Server*).
//!
//! Whom a certificate is for: RFC 9525, section 6. Whether to go on with another name is left to either side (RFC 3207, section 4.1). A
//! Send connector with TlsAuthLevel DomainValidation compares it (Microsoft, *Set-SendConnector*), and so do MTA-STS (RFC 8461, section
//! 4.2) and mail clients (RFC 8314, section 3).
//!
//! Which certificate a server presents: Microsoft, *Selection of inbound STARTTLS certificates*.
//!
//! Versions before 1.2 are deprecated by RFC 8996; RC4 by RFC 7465, 3DES and the others by NIST SP 800-131A.

use super::concern::Concern::{Certificates, OwnCertificates};
use super::{Rule, rule};
use crate::finding::FindingKind::*;
use crate::store::CertificateState;

pub(super) static RULES: &[Rule] = &[
    // RFC 3207, section 4: a server that has no TLS for the moment answers STARTTLS with 454.
    rule(TlsFailed, "log:receive,send (tls:failed OR /^454 .*TLS/)", &["client", "target", "reason"]),
    rule(OldTls, "log:receive,send tls<1.2", &["tls", "client", "target"]),
    rule(WeakCipher, "log:receive,send cipher:RC4,3DES,DES,RC2,NULL", &["cipher", "client", "target"]),
    rule(TlsNotUsed, "log:send tls:none messages>0 capability:<STARTTLS>", &["target", "recipient-domain"]),
    rule(
        ClearText,
        "log:receive tls:none messages>0 -verb:XPROXYFROM,XPROXY -client:127.0.0.0/8,::1,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7,fe80::/10",
        &["connector", "client"],
    ),
    // Opportunistic TLS looks at no certificate (RFC 7435), so one of somebody else does no harm unless TLS failed. After
    // X-ANONYMOUSTLS it is that of a server of the organization.
    rule(
        CertificateExpired,
        "certificate-state:expired (certificate-state:own-expired OR tls:failed OR status:4.7.5 OR verb:X-ANONYMOUSTLS)",
        &["certificate"],
    )
    .about(Certificates(CertificateState::Expired)),
    rule(CertificateExpiredOthers, "certificate-state:expired -finding:certificate-expired", &["certificate"])
        .about(Certificates(CertificateState::Expired)),
    // Others renew theirs when less than 30 days are left, so that on any day some are about to expire.
    rule(
        CertificateExpiring,
        "(own-certificate-expires:{last}..{soon} OR (certificate-expires:{last}..{soon} verb:X-ANONYMOUSTLS)) \
         -certificate-state:own-expired,replaced",
        &["certificate"],
    )
    .about(OwnCertificates(CertificateState::ExpiresSoon)),
    rule(CertificateNotYetValid, "certificate-state:not-yet-valid", &["certificate"])
        .about(Certificates(CertificateState::NotYetValid)),
    rule(CertificateSelfSigned, "certificate-state:self-signed", &["certificate"])
        .about(Certificates(CertificateState::SelfSigned)),
    // After X-ANONYMOUSTLS nobody compares names: servers of one organization know each other's certificates from Active Directory.
    rule(
        CertificateName,
        "log:receive,send certificate-state:name-mismatch -verb:X-ANONYMOUSTLS",
        &["certificate", "connector"],
    )
    .about(Certificates(CertificateState::NameMismatch)),
    rule(CertificateChanged, "certificate-state:changed", &["server", "connector", "certificate"])
        .about(OwnCertificates(CertificateState::Changed)),
];

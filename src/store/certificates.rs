//! What certificates are that were presented, in words of a session.

use super::by_word::ByWord;
use super::words::words;
use crate::exchange::certificate::Validity;

words! {
    /// What a certificate that either side presented is, at the time at which it was.
    CertificateState, "All of them, in the order of the help.";
    #[default] Valid, "valid", "It is valid, for more than 30 days.";
    ExpiresSoon, "expires-soon", "It is valid, and expires within 30 days.";
    Expired, "expired", "It is no longer valid.";
    OwnExpired, "own-expired", "It is the server's own, and no longer valid.";
    NotYetValid, "not-yet-valid", "It is not valid yet.";
    SelfSigned, "self-signed", "Its holder issued it.";
    NameMismatch, "name-mismatch", "It names other hosts than the one that presented it.";
    Changed, "changed", "It is the server's own, which presented another one too on the same connector.";
    Replaced, "replaced", "It is the server's own, which later presented only another one on the same connector.";
}

impl From<Validity> for CertificateState {
    fn from(validity: Validity) -> CertificateState {
        match validity {
            Validity::Valid => CertificateState::Valid,
            Validity::ExpiresSoon => CertificateState::ExpiresSoon,
            Validity::Expired => CertificateState::Expired,
            Validity::NotYetValid => CertificateState::NotYetValid,
        }
    }
}

/// The sessions in which certificates were presented, by what these are; a session may have several of the words.
pub type CertificateStates = ByWord<CertificateState>;

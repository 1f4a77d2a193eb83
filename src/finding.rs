//! The kinds of findings: what deserves an administrator's attention.
//!
//! A kind is a word that queries use (`finding:relay-denied`), and how much it matters. Which sessions a finding has is a
//! rule in [`crate::findings`], its sentences are texts of the page.

use serde::Serialize;

/// The table of severities, one row each: variant, word, documentation.
macro_rules! severities {
    ($($variant:ident, $word:literal, $doc:literal;)*) => {
        /// How much a finding matters.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        #[cfg_attr(test, derive(ts_rs::TS))]
        pub enum FindingSeverity {
            $(#[doc = $doc] #[serde(rename = $word)] $variant,)*
        }

        impl FindingSeverity {
            /// All severities, the worst first.
            pub const ALL: &[FindingSeverity] = &[$(FindingSeverity::$variant,)*];

            /// The word that the page and queries use.
            pub fn word(self) -> &'static str {
                match self { $(FindingSeverity::$variant => $word,)* }
            }
        }
    };
}

severities! {
    Problem, "problem", "Mail is lost or stuck, or somebody may get in who should not.";
    Warning, "warning", "Something goes wrong, or will.";
    Note, "note", "Worth knowing.";
}

/// The table of kinds, one row each: variant, word, severity, documentation. The order is that of the page within a
/// severity.
macro_rules! finding_kinds {
    ($($variant:ident, $word:literal, $severity:ident, $doc:literal;)*) => {
        /// A kind of finding.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        #[cfg_attr(test, derive(ts_rs::TS))]
        pub enum FindingKind {
            $(#[doc = $doc] #[serde(rename = $word)] $variant,)*
        }

        impl FindingKind {
            /// All kinds.
            pub const ALL: &[FindingKind] = &[$(FindingKind::$variant,)*];

            /// The word that the page and queries use.
            pub fn word(self) -> &'static str {
                match self { $(FindingKind::$variant => $word,)* }
            }

            /// How much it matters.
            pub fn severity(self) -> FindingSeverity {
                match self { $(FindingKind::$variant => FindingSeverity::$severity,)* }
            }

            /// Whether it is about wrong names and passwords, of which a session may have many.
            pub fn is_about_passwords(self) -> bool {
                use FindingKind::*;
                matches!(self, GuessedPassword | PasswordSpray | DistributedSpray | FailedLogons | FailedUser)
            }

            /// Its documentation in the page's types.
            #[cfg(test)]
            pub(crate) fn doc(self) -> &'static str {
                match self { $(FindingKind::$variant => $doc,)* }
            }
        }
    };
}

finding_kinds! {
    OpenRelay, "open-relay", Problem, "Clients that did not log on got mail for other organisations accepted.";
    GuessedPassword, "guessed-password", Problem, "A client logged on after several wrong passwords.";
    LogonAfterFailures, "logon-after-failures", Problem, "A client logged on after many failed logons in other sessions.";
    PasswordSpray, "password-spray", Problem, "One address tried the passwords of many users in vain.";
    DistributedSpray, "distributed-spray", Problem, "Many addresses tried the passwords of many users in vain.";
    UnreachableTarget, "unreachable-target", Problem, "Servers that could not be reached.";
    DnsFailed, "dns-failed", Problem, "Domains that could not be resolved.";
    BackPressure, "back-pressure", Problem, "A server refused mail as it was short of resources.";
    ProxyFailed, "proxy-failed", Problem, "The front end could not pass sessions on to the Transport service.";
    OwnLogonRefused, "own-logon-refused", Problem, "Another server refused the logon of this one.";
    ServiceInactive, "service-inactive", Problem, "A server did not take mail: its transport service was inactive.";
    MailLoop, "mail-loop", Problem, "Mail that went round in a loop was refused.";
    Expired, "expired", Problem, "Messages expired in the queue.";
    CutOff, "cut-off", Problem, "The connection was lost in the middle of a message.";
    RelayDenied, "relay-denied", Warning, "Mail to other organisations that this server refused to relay.";
    UnknownRecipient, "unknown-recipient", Warning, "Mail to recipients that this server does not know.";
    SendAsDenied, "send-as-denied", Warning, "Mail in the name of a sender that the client may not use.";
    SenderRefused, "sender-refused", Warning, "Mail that this server refused because of its sender.";
    MessageTooLarge, "message-too-large", Warning, "Mail that was refused for its size.";
    BlockedAsSpam, "blocked-as-spam", Note, "Mail that this server refused as spam, or from a blocked address.";
    RefusedHere, "refused-here", Warning, "Mail that this server refused for another reason.";
    RefusedByOthers, "refused-by-others", Warning, "Mail that other servers refused.";
    BlockListed, "block-listed", Problem, "Other servers refused mail because of the address or the name of this server.";
    Greylisted, "greylisted", Note, "Mail that was put off by greylisting.";
    DeferredHere, "deferred-here", Warning, "Mail that this server put off for another reason, and of which nobody knows whether it came again.";
    DeferredByOthers, "deferred-by-others", Warning, "Mail that other servers put off for another reason, and of which nobody knows whether it was sent again.";
    DeferredUnresolved, "deferred-unresolved", Warning, "Mail that was put off, and not accepted later in these logs.";
    DeferredRecovered, "deferred-recovered", Note, "Mail that was put off, and accepted later.";
    DoubledMail, "doubled-mail", Note, "Mail came to a mailbox that had it already.";
    TlsFailed, "tls-failed", Warning, "TLS could not be agreed on.";
    OldTls, "old-tls", Warning, "Sessions with a TLS version before 1.2.";
    WeakCipher, "weak-cipher", Warning, "Sessions with a cipher that is considered broken.";
    TlsNotUsed, "tls-not-used", Note, "Mail that was sent in clear although the other server offers TLS.";
    ClearText, "clear-text", Note, "Mail that was received in clear.";
    CertificateExpired, "certificate-expired", Problem, "A certificate of this organisation that had expired was presented, or one of others and TLS failed.";
    CertificateExpiredOthers, "certificate-expired-others", Note, "A certificate of others that had expired was presented, and did no harm.";
    CertificateExpiring, "certificate-expiring", Warning, "A certificate of this organisation that expires soon was presented.";
    CertificateNotYetValid, "certificate-not-yet-valid", Warning, "A certificate that was not valid yet was presented.";
    CertificateSelfSigned, "certificate-self-signed", Note, "A certificate was presented that its holder issued.";
    CertificateName, "certificate-name", Note, "A certificate was presented that names other hosts than its own.";
    CertificateChanged, "certificate-changed", Note, "A server presented several certificates in turn on one connector.";
    PasswordInClear, "password-in-clear", Warning, "Passwords that were sent without TLS.";
    FailedLogons, "failed-logons", Warning, "An address from which logons failed often.";
    FailedUser, "failed-user", Warning, "A user whose logons failed often.";
    LogonsNotChecked, "logons-not-checked", Warning, "Logons that failed often, although neither name nor password was refused.";
    MayRelay, "may-relay", Note, "Clients that may relay without a logon.";
    Tarpitted, "tarpitted", Note, "Sessions that Exchange slowed down on purpose.";
    LongPause, "long-pause", Warning, "Sessions that had long pauses.";
    RewrittenSmtp, "rewritten-smtp", Warning, "SMTP was rewritten on its way, by a firewall.";
    NothingDone, "nothing-done", Note, "Connections in which the other side said nothing.";
    ForeignProtocol, "foreign-protocol", Note, "Something other than SMTP was spoken to an SMTP port.";
    MissingRows, "missing-rows", Warning, "Rows are missing within sessions.";
    LogMissingFiles, "log-missing-files", Warning, "Files of a log are missing: numbers between others, or whole days.";
    LogIncomplete, "log-incomplete", Warning, "Files of a log were not read to their end, or are truncated.";
    LogSilent, "log-silent", Note, "A log has no entries at hours at which it has some on other days.";
    LogNotWritten, "log-not-written", Note, "Message tracking names connectors of which no protocol log is open.";
    ServiceRestarted, "service-restarted", Note, "A service was started between two sessions.";
    ClockOffset, "clock-offset", Warning, "The clocks of two servers differ.";
    FailureBurst, "failure-burst", Warning, "An hour in which far more sessions of a log were refused, put off or failed than at that hour of other days.";
    NewReason, "new-reason", Warning, "Sessions were refused, put off or failed for a reason that the log did not have before.";
    SessionBurst, "session-burst", Note, "An hour with far more sessions of a log than at that hour of other days.";
    FewSessions, "few-sessions", Note, "An hour with far fewer sessions of a log than at that hour of other days.";
    WebErrors, "web-errors", Warning, "Requests that ended with an error of the server.";
    WebLogonsFailed, "web-logons-failed", Note, "Requests that were refused for want of a logon.";
    SlowRequests, "slow-requests", Note, "Requests and commands that took long.";
}

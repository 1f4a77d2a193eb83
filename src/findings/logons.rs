//! Logons, passwords, and who may relay.

use super::{AfterFailures, Rule, Threshold, after, distinct, many, rule};
use crate::finding::FindingKind::*;

pub(super) static RULES: &[Rule] = &[
    rule(GuessedPassword, "auth:guessed failed-attempts>={guesses}", &["user", "client"]),
    after(
        LogonAfterFailures,
        "auth:ok",
        &["user", "client"],
        AfterFailures { of: "client", many: Threshold::FailuresBefore, within: Threshold::MinutesBefore },
    ),
    distinct(PasswordSpray, "auth:failed", &["client"], "user", Threshold::SprayedUsers),
    many(FailedLogons, "auth:failed -finding:password-spray", &["client"], Threshold::FailedLogons),
    many(FailedUser, "auth:failed", &["user"], Threshold::FailedLogons),
    // POP3 and IMAP4 logs do not name TLS: it is there from the beginning on ports 995 and 993, and on 110 and 143 after STLS
    // or STARTTLS (RFC 8314). A server that refuses AUTH LOGIN at once (503, 504, 530: RFC 4954, section 4) gets no
    // password; AUTH PLAIN may have it on the line.
    rule(
        PasswordInClear,
        "(log:receive tls:none (mechanism:<PLAIN> OR (mechanism:<LOGIN> (auth:ok OR -code:503,504,530)))) \
         OR (log:pop3,imap4 port:110,143 verb:<login>,<pass> -verb:<stls>,<starttls> -client:127.0.0.0/8,::1)",
        &["client", "user"],
    ),
    rule(
        OpenRelay,
        "log:receive auth:none messages>0 permissions:SMTPAcceptAnyRecipient \
         -client:127.0.0.0/8,::1,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7,fe80::/10",
        &["connector", "client"],
    ),
    rule(
        MayRelay,
        "log:receive auth:none messages>0 permissions:SMTPAcceptAnyRecipient -finding:open-relay",
        &["connector", "client"],
    ),
];

//! Logons, passwords, and who may relay.

use super::{Rule, Threshold, distinct, many, rule};
use crate::finding::FindingKind::*;

pub(super) static RULES: &[Rule] = &[
    rule(GuessedPassword, "auth:guessed failed-attempts>={guesses}", &["user", "client"]),
    distinct(PasswordSpray, "auth:failed", &["client"], "user", Threshold::SprayedUsers),
    many(FailedLogons, "auth:failed -finding:password-spray", &["client"], Threshold::FailedLogons),
    many(FailedUser, "auth:failed", &["user"], Threshold::FailedLogons),
    rule(PasswordInClear, "log:receive tls:none mechanism:<LOGIN>,<PLAIN>", &["client", "user"]),
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

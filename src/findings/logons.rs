//! Logons, passwords, and who may relay.
//!
//! Who tries passwords is refused for a wrong name or password. A logon that fails for another reason, as the server that has the
//! mailbox is down, is no such try, however often a program repeats it.

use super::concern::Concern::LoggedOn;
use super::{AfterFailures, Besides, Rule, Spraying, Threshold, besides, distinct, many_logons, rule};
use crate::finding::FindingKind::*;
use crate::summarise::FailedLogons as Logons;

pub(super) static RULES: &[Rule] = &[
    rule(GuessedPassword, "auth:guessed guesses>={guesses}", &["user", "client"]).about(LoggedOn),
    besides(
        LogonAfterFailures,
        "auth:ok",
        &["user", "client"],
        Besides::After(AfterFailures {
            of: "client",
            many: Threshold::FailuresBefore,
            within: Threshold::MinutesBefore,
        }),
    )
    .about(LoggedOn),
    Rule {
        besides: Some(Besides::Sprayed(Spraying {
            users: Threshold::SprayedUsers,
            clients: None,
            within: Threshold::SprayMinutes,
        })),
        ..distinct(PasswordSpray, "auth:denied -log:send", &["client"], "user", Threshold::SprayedUsers)
    },
    // What each address does alone is not worth a word: a botnet has thousands of them.
    besides(
        DistributedSpray,
        "auth:denied -log:send -finding:password-spray",
        &["user"],
        Besides::Sprayed(Spraying {
            users: Threshold::SpreadLogons,
            clients: Some(Threshold::SpreadLogons),
            within: Threshold::SpreadMinutes,
        }),
    ),
    many_logons(FailedLogons, "auth:denied -log:send -finding:password-spray", &["client"], Logons::Denied),
    many_logons(FailedUser, "auth:denied -log:send", &["user"], Logons::Denied),
    many_logons(LogonsNotChecked, "auth:failed -auth:denied -log:send", &["log", "reason"], Logons::NotChecked),
    // A connector that tries one mechanism after the other is on if one of them succeeds.
    rule(OwnLogonRefused, sending!("auth:failed-only"), &["target", "reason"]),
    // POP3 and IMAP4 logs do not name TLS: it is there from the beginning on ports 995 and 993, and on 110 and 143 after STLS
    // or STARTTLS (RFC 8314). A server that refuses AUTH LOGIN at once (503, 504, 530: RFC 4954, section 4) gets no
    // password; AUTH PLAIN may have it on the line.
    rule(
        PasswordInClear,
        "(log:receive tls:none (mechanism:<PLAIN> OR (mechanism:<LOGIN> (auth:ok OR -code:503,504,530)))) \
         OR (log:pop3,imap4 port:110,143 (verb:<login>,<pass> OR mechanism:<PLAIN>,<LOGIN>) -verb:<stls>,<starttls> \
         -client:127.0.0.0/8,::1)",
        &["client", "user"],
    ),
    // After X-ANONYMOUSTLS it is a server of the same organization, whose certificate is known from Active Directory. Domains are
    // the server's own if it takes mail for them from clients that may not relay.
    besides(
        OpenRelay,
        "log:receive auth:none messages>0 permissions:SMTPAcceptAnyRecipient -verb:X-ANONYMOUSTLS \
         -client:127.0.0.0/8,::1,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7,fe80::/10",
        &["connector", "client"],
        Besides::Foreign(
            "log:receive auth:none outcome:accepted permissions:SMTPSubmit -permissions:SMTPAcceptAnyRecipient \
             -verb:X-ANONYMOUSTLS",
        ),
    ),
    rule(
        MayRelay,
        "log:receive auth:none messages>0 permissions:SMTPAcceptAnyRecipient -verb:X-ANONYMOUSTLS -finding:open-relay",
        &["connector", "client"],
    ),
];

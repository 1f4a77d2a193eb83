//! Replies to AUTH and X-EXPS. Many servers refuse a logon with codes that mean something else after other commands
//! (`550 5.7.1`, `554`), so here they are explained as the result of a logon.
//!
//! Sources: RFC 4954, 4 and 6; RFC 4616 for PLAIN; Microsoft's pages on receive connectors, on SMTP client submission
//! and on KB 979174 (454 4.7.0). The wording is that of logs.

use alloc::borrow::Cow;

use super::online_replies::ONLINE;
use super::reply_rule::{ReplyRule, detail, on};
use crate::smtp::Reply;

/// What a refusal of AUTH means; `None` for a positive reply.
pub fn explain_auth_reply(reply: &Reply<'_>) -> Option<Cow<'static, str>> {
    // 535 5.7.139 and its kind name the policy of Exchange Online.
    let online = ONLINE.iter().filter(|_| reply.status.is_some_and(|status| status.detail > 99));
    let rule = online.chain(AUTH).find(|rule| rule.matches(reply))?;
    Some(Cow::Borrowed(rule.sentence))
}

pub(super) static AUTH: &[ReplyRule] = &[
    // RFC 4954, 4: "530 5.7.0", "538 5.7.11"; Exchange: "530 5.7.0 Must issue a STARTTLS command first".
    on(
        (400, 599),
        "530 5.7.0 Must issue a STARTTLS command first",
        "The server accepts a logon only over TLS. Enable STARTTLS on the client, and check that nothing in between \
         removes STARTTLS from the EHLO reply.",
    )
    .text("STARTTLS"),
    on(
        (538, 538),
        "538 5.7.11 Encryption required for requested authentication mechanism",
        "The server accepts this mechanism only over TLS. Enable STARTTLS on the client.",
    ),
    // RFC 4954, 6: "432 4.7.12", "534 5.7.9".
    on(
        (432, 432),
        "432 4.7.12 A password transition is needed",
        "The user must first log on with PLAIN or LOGIN, or change the password, before this mechanism can be used.",
    ),
    on(
        (534, 534),
        "534 5.7.9 Authentication mechanism is too weak",
        "The server does not accept this mechanism for the account. Some providers require an application password or \
         OAuth; check the account's settings there.",
    ),
    // RFC 4954, 4: "503" for a second AUTH after a success, and during a transaction.
    on(
        (503, 503),
        "503 5.5.1 Already authenticated",
        "AUTH is not allowed at this point: the client has already logged on, sent no EHLO, or began a message.",
    ),
    // RFC 4954, 4: "501 5.5.2" cannot be decoded; "501 5.7.0" cancelled by the client; 5.5.6: "500 5.5.6" line too long.
    on(
        (501, 501),
        "501 5.5.4 Invalid arguments",
        "The logon was not completed: what the client sent is not valid base64 or lacks a part, or the client cancelled \
         it with *. The password was not checked. Check which mechanism the client is configured for.",
    ),
    on(
        (500, 500),
        "500 5.3.3 Unrecognized command",
        "The server does not know AUTH here: it is not enabled for this connector or port, or only after STARTTLS. \
         Check AuthMechanism on the receive connector, and whether a firewall filters ESMTP commands.",
    ),
    on(
        (502, 502),
        "502 5.5.1 Command not implemented",
        "The server does not offer AUTH on this port. Clients usually log on at port 587.",
    ),
    // RFC 4954, 4: "504 5.5.4"; Exchange: "504 5.7.4 Unrecognized authentication type".
    on(
        (504, 504),
        "504 5.7.4 Unrecognized authentication type",
        "The client used an authentication mechanism that the server does not offer here. The EHLO reply lists those \
         offered; AUTH LOGIN is usually offered only after STARTTLS. Check AuthMechanism on the receive connector.",
    ),
    // KB 979174 for Exchange; RFC 4954, 4: "454 4.7.0 Temporary authentication failure".
    on(
        (454, 454),
        "454 4.7.0 Temporary authentication failure",
        "The server could not check the logon at the moment. Between Exchange servers Kerberos failed: check for a clock \
         difference of more than five minutes, Active Directory replication, the server's SPNs, and blocked ports to \
         the domain controllers.",
    ),
    on(
        (421, 421),
        "421 4.7.0 Too many errors on this connection, closing transmission channel",
        "The server closed the connection during the logon: too many failed attempts, a time limit, or a shutdown.",
    ),
    // RFC 4954, 6: "535 5.7.8"; Exchange writes 5.7.3.
    on(
        (535, 535),
        "535 5.7.3 Authentication unsuccessful",
        "The logon failed: wrong user name or password, or the account is locked, disabled or not allowed to use SMTP. \
         In the log of the server that replied, the preceding row shows the user name; the security log of the domain \
         controller has the reason.",
    ),
    detail(
        7,
        8,
        "550 5.7.8 Authentication credentials invalid",
        "The logon failed: wrong user name or password, or the account may not use SMTP.",
    ),
    on((525, 525), "525 5.7.13 User account disabled", "The logon failed: the account is disabled (RFC 5248)."),
    on(
        (400, 499),
        "451 4.3.0 Try again",
        "The server could not complete the logon; it may succeed later. The text of the reply gives the reason.",
    ),
    on(
        (500, 599),
        "550 5.7.1 Access denied",
        "The server refused the logon: wrong user name or password, or the account or this address may not log on. The \
         text of the reply gives the reason.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn explain(line: &str) -> Cow<'static, str> {
        explain_auth_reply(&Reply::parse(line.as_bytes()).expect("a reply")).unwrap_or_default()
    }

    #[test]
    fn every_sample_is_explained_by_its_own_rule() {
        for rule in AUTH {
            assert_eq!(explain(rule.sample), rule.sentence, "{}", rule.sample);
            assert!(rule.sentence.ends_with('.') && rule.sentence.len() <= 420, "{}", rule.sentence);
        }
    }

    #[test]
    fn every_refusal_of_a_logon_is_explained_as_such() {
        for line in ["535 x", "535 5.7.1 Authentication failed", "550 5.7.1 Unable to relay", "554 5.7.1 Access denied"]
        {
            assert!(explain(line).contains("logon") && !explain(line).contains("elay"), "{line}");
        }
        for code in 400..=599 {
            assert_ne!(explain(&alloc::format!("{code} x")), "");
        }
        assert_eq!(explain("235 2.7.0 Authentication successful"), "");
        assert!(
            explain("535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled").contains("Online")
        );
    }
}

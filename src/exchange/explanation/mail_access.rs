//! What a rejection in a POP3 or IMAP4 log means.
//!
//! Sources: RFC 1939 and RFC 3501 for the statuses, RFC 2449, 3206 and 5530 for the codes in brackets; Microsoft's
//! pages on protocol logging for POP3 and IMAP4, on Get-CASMailbox and on event 4625.

use crate::bytes::contains;
use crate::exchange::mail_access::{AccessContext, AccessStatus, AccessVerb};

/// What a rejection means, one or two sentences; `None` if the command was not rejected.
pub fn explain_access(verb: AccessVerb, context: &[u8]) -> Option<&'static str> {
    let context = AccessContext::new(context);
    context.status().is_refusal().then(|| {
        by_words(ERRORS, context.error())
            .or_else(|| by_words(REPLIES, context.reply()))
            .unwrap_or_else(|| by_command(verb, context.reply()))
    })
}

/// Like [`explain_access`], for a reply in a row of its own, as Exchange 2007 logs it.
pub fn explain_access_reply(reply: &[u8]) -> &'static str {
    by_words(REPLIES, reply).unwrap_or_else(|| by_command(AccessVerb::Unknown, reply))
}

fn by_words(table: &[(&str, &'static str)], text: &[u8]) -> Option<&'static str> {
    table.iter().find(|(words, _)| contains(text, words.as_bytes())).map(|(_, sentence)| *sentence)
}

fn by_command(verb: AccessVerb, reply: &[u8]) -> &'static str {
    match (AccessStatus::is_bad(reply), verb.is_logon()) {
        (true, true) => {
            "The server did not take the logon at all, so no password was wrong: before STARTTLS or STLS it does not allow this one, \
             or it does not offer the mechanism."
        }
        (true, false) => {
            "The server did not understand the command, its arguments are wrong, or it is not allowed in this state of \
             the session."
        }
        (false, true) => LOGON_FAILED,
        (false, false) => {
            "The server did not execute the command. The log gives no reason beyond the text of the reply."
        }
    }
}

const LOGON_FAILED: &str = "The logon failed, and the log does not say why: a wrong password, a locked or disabled account, or the protocol \
     is disabled for this mailbox (Get-CASMailbox).";

/// Exchange's words in `ErrMsg`: statuses of Windows' security packages (see [`crate::exchange::AuthError`]) and results
/// of proxying from Client Access to the back end (Microsoft's page on client access protocol proxying).
const ERRORS: &[(&str, &str)] = &[
    (
        "LogonDenied",
        "The logon failed: wrong password, unknown user, or the account is locked, disabled or may not log on. Event \
         4625 in the security log of the domain controller or of this server has the reason.",
    ),
    (
        "ProxyNotAuthenticated",
        "This front end proxied the logon to the server named after “Proxy:”, which rejected it. The POP3 or IMAP4 \
         back-end log there has the reason: usually a wrong password, or the protocol is disabled for the mailbox.",
    ),
    (
        "Proxy",
        "This front end could not proxy the session to the server named after “Proxy:”. Check that the back-end \
         service of the protocol is running there, and that its port is reachable.",
    ),
];

/// Words in the reply: response codes of RFC 2449 (IN-USE, LOGIN-DELAY), RFC 3206 (SYS/…, AUTH), RFC 5530 (the longer
/// ones) and RFC 3501, 7.1 (TRYCREATE), and Exchange's replies to a failed logon.
const REPLIES: &[(&str, &str)] = &[
    (
        "[IN-USE]",
        "The mailbox is locked by another session of the same user; POP3 allows one at a time. The client may retry.",
    ),
    ("[INUSE]", "Another session is using the resource. The client may retry."),
    ("[LOGIN-DELAY]", "The user logs on more often than the server allows; the client has to wait."),
    ("[SYS/TEMP]", "Temporary server error, not caused by the client."),
    ("[SYS/PERM]", "Permanent server error: a retry does not help, an administrator has to act."),
    ("[UNAVAILABLE]", "A subsystem that the server depends on is unavailable. The client may retry."),
    ("[AUTH]", "The credentials were rejected."),
    ("[AUTHENTICATIONFAILED]", "The credentials were rejected."),
    ("[AUTHORIZATIONFAILED]", "The credentials are correct, but this user may not access that mailbox."),
    ("[EXPIRED]", "The credentials are correct but have expired: the password must be changed."),
    ("[PRIVACYREQUIRED]", "The server requires encryption: STARTTLS or STLS, or the TLS port."),
    ("[OVERQUOTA]", "The mailbox is full."),
    ("[TRYCREATE]", "The folder does not exist; the client may create it."),
    ("[NONEXISTENT]", "The folder does not exist."),
    ("[NOPERM]", "The user does not have permission for this on the folder."),
    ("[CONTACTADMIN]", "The server reports that an administrator has to act."),
    ("Logon failure", LOGON_FAILED),
    ("LOGIN failed", LOGON_FAILED),
    ("AUTHENTICATE failed", LOGON_FAILED),
];

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    #[test]
    fn every_word_has_its_own_explanation() {
        for (word, sentence) in ERRORS {
            let context = format!("R=\"a1 NO LOGIN failed.\";ErrMsg={word}");
            assert_eq!(explain_access(AccessVerb::Login, context.as_bytes()), Some(*sentence));
        }
        for (code, sentence) in REPLIES {
            assert_eq!(explain_access(AccessVerb::Other, format!("R=\"-ERR {code} x\"").as_bytes()), Some(*sentence));
            assert_eq!(explain_access_reply(format!("-ERR {code} x").as_bytes()), *sentence);
        }
    }

    #[test]
    fn an_unknown_reply_is_explained_by_its_command() {
        let explain = |verb, context: &str| explain_access(verb, context.as_bytes());
        let logon = explain(AccessVerb::Pass, "R=\"-ERR Logon failure\"");
        assert!(logon.is_some_and(|sentence| sentence.contains("logon failed")));
        let bad = explain(AccessVerb::Other, "R=\"a1 BAD what\"");
        assert!(bad.is_some_and(|sentence| sentence.contains("understand")));
        assert_ne!(Some(explain_access_reply(b"-ERR unknown user name or bad password")), bad);
        assert_ne!(explain(AccessVerb::Other, "R=\"a1 NO no\""), bad);
        assert_eq!(explain(AccessVerb::Login, "R=ok"), None);
        assert_eq!(explain(AccessVerb::Login, ""), None);
    }
}

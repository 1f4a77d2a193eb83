//! What a refusal in a POP3 or IMAP4 log means.

use crate::bytes::{contains, words};
use crate::exchange::mail_access::{AccessContext, AccessVerb};

/// What a refusal means, one or two sentences; `None` where the command was not refused.
pub fn explain_access(verb: AccessVerb, context: &[u8]) -> Option<&'static str> {
    let context = AccessContext::new(context);
    context.status().is_refusal().then(|| {
        by_words(ERRORS, context.error())
            .or_else(|| by_words(REPLIES, context.reply()))
            .unwrap_or_else(|| by_command(verb, context.reply()))
    })
}

/// As [`explain_access`], for a reply in the layout of 2007, which stands in a row of its own.
pub fn explain_access_reply(reply: &[u8]) -> &'static str {
    by_words(REPLIES, reply).unwrap_or_else(|| by_command(AccessVerb::Unknown, reply))
}

fn by_words(table: &[(&str, &'static str)], text: &[u8]) -> Option<&'static str> {
    table.iter().find(|(words, _)| contains(text, words.as_bytes())).map(|(_, sentence)| *sentence)
}

fn by_command(verb: AccessVerb, reply: &[u8]) -> &'static str {
    if verb.is_logon() {
        LOGON_REFUSED
    } else if words(reply).take(2).any(|word| word.eq_ignore_ascii_case(b"BAD")) {
        "The server did not understand the command, its arguments are wrong, or it is not allowed at this point of the \
         session."
    } else {
        "The server did not carry out the command. Its words are the only reason that the log gives."
    }
}

const LOGON_REFUSED: &str = "The logon was refused, and the log does not say why: a wrong password, an account that is locked or \
    disabled, or a protocol that is switched off for this mailbox (Get-CASMailbox).";

/// Words of Exchange in `ErrMsg`.
const ERRORS: &[(&str, &str)] = &[
    (
        "LogonDenied",
        "The logon was refused: the password is wrong, the user is not known, or the account is locked, disabled or may \
         not log on. Event 4625 in the security log of the domain controller or of this server has the reason.",
    ),
    (
        "ProxyNotAuthenticated",
        "This front end passed the logon on to the server behind “Proxy:”, and that one did not accept it. Its own log \
         (POP3 or IMAP4 back end) has the reason: mostly a wrong password, or the protocol is switched off for the mailbox.",
    ),
    (
        "Proxy",
        "This front end could not pass the session on to the server behind “Proxy:”. Look at whether the back end service \
         of the protocol runs there, and whether its port can be reached.",
    ),
];

/// Words of the reply: response codes of RFC 2449, 3206 and 5530, and what Exchange says to a refused logon.
const REPLIES: &[(&str, &str)] = &[
    (
        "[IN-USE]",
        "The mailbox is locked by another session of the same user; POP3 lets in one at a time. The client may try again.",
    ),
    ("[INUSE]", "Another session holds what the command needs. The client may try again."),
    ("[LOGIN-DELAY]", "The user logs on more often than the server allows; the client has to wait."),
    ("[SYS/TEMP]", "The server cannot do it at the moment, and says that it is not the client's fault."),
    ("[SYS/PERM]", "The server cannot do it, and says that trying again does not help: an administrator has to look."),
    ("[UNAVAILABLE]", "Something behind the server cannot be reached at the moment. The client may try again."),
    ("[AUTH]", "The credentials were not accepted."),
    ("[AUTHENTICATIONFAILED]", "The credentials were not accepted."),
    ("[AUTHORIZATIONFAILED]", "The credentials are right, but this user may not act for that mailbox."),
    ("[EXPIRED]", "The credentials are right but have expired: the password has to be changed."),
    ("[PRIVACYREQUIRED]", "The server wants encryption first: STARTTLS or STLS, or the port with TLS."),
    ("[OVERQUOTA]", "The mailbox is full."),
    ("[TRYCREATE]", "The folder does not exist; the client may create it."),
    ("[NONEXISTENT]", "The folder does not exist."),
    ("[NOPERM]", "The user may not do that with this folder."),
    ("[CONTACTADMIN]", "The server says that an administrator has to look."),
    ("Logon failure", LOGON_REFUSED),
    ("LOGIN failed", LOGON_REFUSED),
    ("AUTHENTICATE failed", LOGON_REFUSED),
];

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    #[test]
    fn every_row_explains_its_own_sample() {
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
    fn what_is_not_known_is_told_by_the_command() {
        let explain = |verb, context: &str| explain_access(verb, context.as_bytes());
        let logon = explain(AccessVerb::Pass, "R=\"-ERR Logon failure\"");
        assert!(logon.is_some_and(|sentence| sentence.contains("logon was refused")));
        let bad = explain(AccessVerb::Other, "R=\"a1 BAD what\"");
        assert!(bad.is_some_and(|sentence| sentence.contains("understand")));
        assert_ne!(Some(explain_access_reply(b"-ERR unknown user name or bad password")), bad);
        assert_ne!(explain(AccessVerb::Other, "R=\"a1 NO no\""), bad);
        assert_eq!(explain(AccessVerb::Login, "R=ok"), None);
        assert_eq!(explain(AccessVerb::Login, ""), None);
    }
}

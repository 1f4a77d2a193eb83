//! The credentials that the two sides of a session send: what an entry is or contains by its kind and by what was said
//! before it.

use super::masking::{FindSecret, secret_in_command};
use super::opened::Opened;
use crate::content::TextKind;
use crate::exchange::mail_access::command::secret as access_secret;
use crate::exchange::{AccessCommand, AccessStatus, AccessVerb};
use crate::smtp::{self, Reply, Verb};

/// Whether all of the `data` of the entry at `place` is a credential.
pub fn is_credential(opened: &Opened<'_>, place: u32) -> bool {
    let (text, kind) = opened.text(place);
    // If a log was mistaken for one of the other direction, the client's commands appear as replies.
    let may_respond = matches!(kind, TextKind::Command(Verb::Other) | TextKind::Reply { code: 0, .. });
    !smtp::is_placeholder(text.data)
        && match kind {
            TextKind::Credential => true,
            TextKind::Access { verb: AccessVerb::Unknown, .. } => is_access_response(opened, place),
            _ => may_respond && Reply::parse(text.data).is_none() && is_response(opened, place),
        }
}

/// Whether the entry at `place` is not a POP3 or IMAP4 command but a step of an authentication: entirely a credential.
pub fn is_access_credential(opened: &Opened<'_>, place: u32, verb: AccessVerb) -> bool {
    verb == AccessVerb::Unknown
        && (is_access_response(opened, place) || access_secret(opened.text(place).0.data).is_some())
}

/// The function that finds a credential in the `data` of an entry of that kind.
pub fn find_in(kind: TextKind, data: &[u8]) -> FindSecret {
    match kind {
        TextKind::Access { .. } | TextKind::AccessReply(AccessStatus::None) => access_secret,
        // A supposed SMTP log may be a POP3 or IMAP4 log in the layout of 2007, which has the same columns.
        TextKind::Command(Verb::Other) | TextKind::Reply { code: 0, .. }
            if AccessCommand::parse(data).verb.is_logon() =>
        {
            access_secret
        }
        TextKind::Command(_) | TextKind::Answered { .. } | TextKind::Reply { code: 0 | 334, .. } => secret_in_command,
        _ => smtp::secret,
    }
}

/// Number of entries after an AUTH command within which anything but a command counts as a response to a challenge.
const MAX_RESPONSE_DISTANCE: u32 = 32;

/// The places where the AUTH that the entry at `place` responds to may be, nearest first.
fn places_before(place: u32) -> impl Iterator<Item = u32> {
    (place.saturating_sub(MAX_RESPONSE_DISTANCE)..place).rev()
}

/// Whether the entry at `place` follows AUTH, or a challenge, with no known command in between: the client sends what
/// it was asked for, or sends it in spite of a refusal (user name and password of `AUTH LOGIN`).
fn is_response(opened: &Opened<'_>, place: u32) -> bool {
    for before in places_before(place) {
        let (text, kind) = opened.text(before);
        if !matches!(kind, TextKind::Command(_) | TextKind::Reply { .. }) {
            continue;
        }
        match (Reply::parse(text.data).map(|reply| reply.code), smtp::Command::parse(text.data).verb) {
            (Some(334), _) => return true,
            (Some(235), _) => return false,
            (_, Verb::Other | Verb::AuthInfo) => {}
            (_, verb) => return smtp::authenticates(verb),
        }
    }
    false
}

/// Whether the entry at `place` continues an AUTHENTICATE, an AUTH, or a LOGIN whose arguments follow as literals, that
/// has not been answered yet.
fn is_access_response(opened: &Opened<'_>, place: u32) -> bool {
    for before in places_before(place) {
        match opened.text(before).1 {
            TextKind::Access { verb: AccessVerb::Auth, status } => return status == AccessStatus::None,
            TextKind::Access { verb: AccessVerb::Login, status } => {
                return status == AccessStatus::None && ends_with_literal(opened.text(before).0.data);
            }
            TextKind::Access { verb: AccessVerb::Unknown, .. } | TextKind::AccessReply(AccessStatus::None) => {}
            TextKind::Access { .. } | TextKind::AccessReply(_) => return false,
            _ => {}
        }
    }
    false
}

/// Whether a command announces that its next argument follows in a line of its own: `{7}` (RFC 3501, 4.3), `{7+}`
/// (RFC 7888).
fn ends_with_literal(command: &[u8]) -> bool {
    let inner = command.trim_ascii_end().strip_suffix(b"}");
    let size = inner.and_then(|inner| inner.rsplit(|&byte| byte == b'{').next());
    size.is_some_and(|size| size.first().is_some_and(u8::is_ascii_digit))
}

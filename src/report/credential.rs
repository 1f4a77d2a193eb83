//! The credentials that the two sides of a session send: what an entry is or contains by its kind and by what was said
//! before it.

use super::masking::{FindSecret, credentials_in, is_unknown, response_in, secret_in_command};
use super::ordered::Ordered;
use crate::bytes::{begins_with, contains};
use crate::content::TextKind;
use crate::entry::LogType;
use crate::exchange::InformationKind;
use crate::exchange::mail_access::command::secret as access_secret;
use crate::exchange::{AccessCommand, AccessStatus, AccessVerb};
use crate::smtp::{self, AuthArgument, Reply, Verb};

/// Whether all of the `data` of the entry at `place` is a credential.
pub fn is_credential(ordered: &Ordered<'_>, place: u32) -> bool {
    let kind = ordered.kind(place);
    let responds = match kind {
        TextKind::Credential => true,
        TextKind::Access { verb: AccessVerb::Unknown, .. } => is_access_response(ordered, place),
        TextKind::Information(InformationKind::Unknown) => continues_credential(ordered, place),
        TextKind::Command(_) | TextKind::Reply { .. } if answers_challenge(ordered, place, kind) => true,
        // If a log was mistaken for one of the other direction, the client's commands appear as replies.
        TextKind::Command(Verb::Other) | TextKind::Reply { code: 0, .. } => {
            Reply::parse(ordered.text(place).0.data).is_none() && is_response(ordered, place)
        }
        _ => false,
    };
    responds && !smtp::is_placeholder(ordered.text(place).0.data)
}

/// Whether the entry at `place` is not a POP3 or IMAP4 command but a step of an authentication: entirely a credential.
pub fn is_access_credential(ordered: &Ordered<'_>, place: u32, verb: AccessVerb) -> bool {
    verb == AccessVerb::Unknown
        && (is_access_response(ordered, place) || access_secret(ordered.text(place).0.data).is_some())
}

/// Whether the entry at `place` is a line of the client that is no known command: it may be anything.
pub fn is_unknown_line(ordered: &Ordered<'_>, place: u32) -> bool {
    let may_be_unknown = matches!(
        ordered.kind(place),
        TextKind::Command(Verb::Other)
            | TextKind::Answered { verb: Verb::Other, .. }
            | TextKind::Access { verb: AccessVerb::Unknown, .. }
    );
    may_be_unknown && is_unknown(ordered.text(place).0.data)
}

/// Whether the context of the entry at `place` may be what the client sent: in a row with a field too many, the command is
/// one column further on. Results of commands have names (`R=ok`).
pub fn is_unknown_context(ordered: &Ordered<'_>, place: u32) -> bool {
    let may_be_shifted = match ordered.kind(place) {
        TextKind::Command(Verb::Other) | TextKind::Answered { verb: Verb::Other, .. } => true,
        TextKind::Access { verb, .. } => verb == AccessVerb::Unknown || verb.is_logon(),
        _ => false,
    };
    if !may_be_shifted {
        return false;
    }
    let context = ordered.text(place).0.context;
    let word = context.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let has_name = word > 0 && context.get(word) == Some(&b'=');
    !context.is_empty() && !has_name && is_unknown(context)
}

/// Whether the credential of the entry at `place` is the name of a user, as the prompts of AUTH LOGIN ask for it first.
pub fn is_user_name(ordered: &Ordered<'_>, place: u32) -> bool {
    for before in places_before(place) {
        let (text, kind) = ordered.text(before);
        let asks_for = |prompt: &[u8]| [text.data, text.context].iter().any(|field| contains(field, prompt));
        match kind {
            _ if asks_for(PROMPTS[0]) || asks_for(PROMPTS[1]) => return true,
            TextKind::Reply { code: 334, .. } if !smtp::is_placeholder(text.data.get(4..).unwrap_or_default()) => {
                return false;
            }
            TextKind::Command(_) | TextKind::Answered { .. } | TextKind::Access { .. } => {
                return begins_login(text.data);
            }
            TextKind::Credential => return false,
            _ => {}
        }
    }
    false
}

/// `Username:` and `User Name`, the prompts for a name in base64.
const PROMPTS: [&[u8]; 2] = [b"VXNlcm5hbWU6", b"VXNlciBOYW1l"];

/// Whether a command begins AUTH LOGIN: the name of a user follows, or the command has it.
pub fn begins_login(command: &[u8]) -> bool {
    let (command, access) = (smtp::Command::parse(command), AccessCommand::parse(command));
    let argument = match access.verb {
        AccessVerb::Auth => access.argument,
        _ if smtp::authenticates(command.verb) => command.argument,
        _ => return false,
    };
    AuthArgument::parse(argument).mechanism.eq_ignore_ascii_case(b"LOGIN")
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
        TextKind::Record { .. } | TextKind::Delivery => smtp::secret_in_text,
        _ => smtp::secret,
    }
}

/// The same in the `context` of such an entry.
pub fn find_in_context(kind: TextKind) -> FindSecret {
    match kind {
        // A note on a logon may have the response to it.
        TextKind::Access { verb: AccessVerb::Auth, .. } => response_in,
        _ => smtp::secret_in_text,
    }
}

/// Whether the entry at `place` may be the rest of a credential: in an L-file, a line break in a text begins another line,
/// which is an entry of its own. A note of the service has more than one word.
fn continues_credential(ordered: &Ordered<'_>, place: u32) -> bool {
    let is_l_file = matches!(ordered.log_type, LogType::InternetMail | LogType::InternetNews);
    let is_word = !ordered.text(place).0.data.trim_ascii().contains(&b' ');
    let Some(before) = place.checked_sub(1).filter(|_| is_l_file && is_word) else { return false };
    let (text, kind) = ordered.text(before);
    let credentials = credentials_in(text.data, find_in(kind, text.data));
    credentials.iter().any(|range| range.end >= text.data.trim_ascii_end().len())
}

/// Number of entries after an AUTH command within which anything but a command counts as a response to a challenge.
const MAX_RESPONSE_DISTANCE: u32 = 32;

/// The places where the AUTH that the entry at `place` responds to may be, nearest first.
fn places_before(place: u32) -> impl Iterator<Item = u32> {
    (place.saturating_sub(MAX_RESPONSE_DISTANCE)..place).rev()
}

/// Whether the entry at `place`, of that kind, directly follows a challenge of the other side: whatever it looks like, it
/// responds to that, unless it is a command with which a session goes on where rows are missing.
#[inline(never)]
fn answers_challenge(ordered: &Ordered<'_>, place: u32, kind: TextKind) -> bool {
    let said = |before| match ordered.kind(before) {
        said @ (TextKind::Command(_) | TextKind::Reply { .. }) => Some((before, said)),
        _ => None,
    };
    let is_challenge = match (kind, places_before(place).find_map(said)) {
        (TextKind::Command(_), Some((_, TextKind::Reply { code, .. }))) => code == 334,
        (TextKind::Reply { .. }, Some((before, TextKind::Command(Verb::Other)))) => {
            Reply::parse(ordered.text(before).0.data).is_some_and(|reply| reply.code == 334)
        }
        _ => false,
    };
    is_challenge && !goes_on(ordered.text(place).0.data)
}

/// Whether a line is a command of SMTP as it should be: of one that has no argument, or with the argument that it has.
fn goes_on(line: &[u8]) -> bool {
    let command = smtp::Command::parse(line);
    match command.verb {
        Verb::Other => false,
        Verb::Mail => begins_with(command.argument, b"FROM:"),
        Verb::Rcpt => begins_with(command.argument, b"TO:"),
        Verb::Ehlo | Verb::Helo | Verb::Bdat => true,
        verb => smtp::authenticates(verb) || command.argument.is_empty(),
    }
}

/// Whether the entry at `place` follows AUTH, or a challenge, with no known command in between: the client sends what
/// it was asked for, or sends it in spite of a refusal (user name and password of `AUTH LOGIN`).
fn is_response(ordered: &Ordered<'_>, place: u32) -> bool {
    for before in places_before(place) {
        let (text, kind) = ordered.text(before);
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
fn is_access_response(ordered: &Ordered<'_>, place: u32) -> bool {
    for before in places_before(place) {
        match ordered.text(before).1 {
            TextKind::Access { verb: AccessVerb::Auth, status } => return status == AccessStatus::None,
            TextKind::Access { verb: AccessVerb::Login, status } => {
                return status == AccessStatus::None && ends_with_literal(ordered.text(before).0.data);
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

//! The class of a text: what is known about it without parsing, from the log and the event.

use super::text::Text;
use crate::entry::{Event, LogType, Meaning, Role};
use crate::smtp::Reply;

/// How a text is to be read. The same bytes in another class are another text: `QUIT` may be a command of SMTP, a
/// command of POP3, or a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextClass {
    /// The connection begins.
    Connect,
    /// The connection ends.
    Disconnect,
    /// A command of an SMTP or NNTP client.
    Command,
    /// Such a command together with its status.
    AnsweredCommand,
    /// A response of a client while it authenticates.
    Credential,
    /// A reply of an SMTP or NNTP server.
    Reply,
    /// The first line of such a reply, where the log has no others.
    FirstReplyLine,
    /// A note by Exchange in an SMTP log.
    Information,
    /// A command of a POP3 or IMAP4 client.
    AccessCommand,
    /// A reply of a POP3 or IMAP4 server.
    AccessReply,
    /// A row of a connectivity log between `+` and `-`.
    Delivery,
    /// A web request.
    Request,
    /// The event of a message, the action of an agent.
    Record,
}

impl TextClass {
    /// All classes, in their order.
    pub const ALL: &[TextClass] = &[
        TextClass::Connect,
        TextClass::Disconnect,
        TextClass::Command,
        TextClass::AnsweredCommand,
        TextClass::Credential,
        TextClass::Reply,
        TextClass::FirstReplyLine,
        TextClass::Information,
        TextClass::AccessCommand,
        TextClass::AccessReply,
        TextClass::Delivery,
        TextClass::Request,
        TextClass::Record,
    ];

    /// The class of a text in a log of that type.
    #[inline]
    pub fn of(log_type: LogType, text: Text<'_>, meaning: Meaning) -> TextClass {
        match speaker(log_type, text, meaning) {
            Role::Connect => TextClass::Connect,
            Role::Disconnect => TextClass::Disconnect,
            // The echo of a credential is information.
            Role::Client | Role::Information if meaning == Meaning::Credential => TextClass::Credential,
            Role::Client if log_type.is_mail_access() => TextClass::AccessCommand,
            Role::Client if meaning == Meaning::AnsweredCommand => TextClass::AnsweredCommand,
            Role::Client => TextClass::Command,
            Role::Server if log_type.is_mail_access() => TextClass::AccessReply,
            Role::Server if log_type == LogType::SmtpService => TextClass::FirstReplyLine,
            Role::Server => TextClass::Reply,
            Role::Information if log_type == LogType::Connectivity => TextClass::Delivery,
            Role::Information => TextClass::Information,
            Role::Record if log_type == LogType::Http => TextClass::Request,
            Role::Record => TextClass::Record,
        }
    }
}

/// The speaker of a text. If the event does not distinguish the sides, a text that begins with a reply code is a reply.
#[inline]
fn speaker(log_type: LogType, text: Text<'_>, meaning: Meaning) -> Role {
    let is_said = matches!(text.event, Event::Send | Event::Receive);
    if is_said && log_type.has_both_sides() && meaning == Meaning::AsWritten && Reply::parse(text.data).is_some() {
        return Role::Server;
    }
    log_type.role(text.event)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(log_type: LogType, event: Event, data: &str, meaning: Meaning) -> TextClass {
        TextClass::of(log_type, Text { event, data: data.as_bytes(), context: b"" }, meaning)
    }

    #[test]
    fn the_side_that_speaks_follows_from_log_and_event() {
        use Event::{Connect, Disconnect, Information, Receive, Send};
        let cases = [
            (LogType::SmtpReceive, Receive, TextClass::Command),
            (LogType::SmtpReceive, Send, TextClass::Reply),
            (LogType::SmtpSend, Send, TextClass::Command),
            (LogType::SmtpSend, Receive, TextClass::Reply),
            (LogType::SmtpSend, Connect, TextClass::Connect),
            (LogType::Pop3, Disconnect, TextClass::Disconnect),
            (LogType::Pop3, Receive, TextClass::AccessCommand),
            (LogType::Imap4, Send, TextClass::AccessReply),
            (LogType::SmtpReceive, Information, TextClass::Information),
            (LogType::Connectivity, Send, TextClass::Delivery),
            (LogType::Http, Receive, TextClass::Request),
            (LogType::Tracking, Information, TextClass::Record),
        ];
        for (log_type, event, expected) in cases {
            assert_eq!(class(log_type, event, "250 x", Meaning::AsWritten), expected, "{log_type:?} {event:?}");
        }
    }

    #[test]
    fn a_reply_code_makes_a_reply_if_both_sides_share_an_event() {
        for event in [Event::Send, Event::Receive] {
            let of = |log_type, data| class(log_type, event, data, Meaning::AsWritten);
            assert_eq!(of(LogType::InternetMail, "250 ok"), TextClass::Reply);
            assert_eq!(of(LogType::InternetMail, "quit"), TextClass::Command);
            assert_eq!(of(LogType::SmtpService, "250-first line"), TextClass::FirstReplyLine);
        }
        let answered = class(LogType::NntpService, Event::Receive, "250 x", Meaning::AnsweredCommand);
        assert_eq!(answered, TextClass::AnsweredCommand, "a command may look like a reply");
    }

    #[test]
    fn a_credential_is_one_by_the_mark_of_its_entry_alone() {
        for log_type in [LogType::InternetMail, LogType::Pop3, LogType::SmtpReceive] {
            let of = |meaning| class(log_type, Event::Receive, "quit", meaning);
            assert_eq!(of(Meaning::Credential), TextClass::Credential);
            assert_ne!(of(Meaning::AsWritten), TextClass::Credential);
        }
    }
}

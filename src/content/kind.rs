//! What a text is: the result of parsing it once.

use super::class::TextClass;
use super::text::Text;
use super::{smtp, virtual_server, web};
use crate::entry::Role;
use crate::exchange::information::InformationKind;
use crate::exchange::{AccessCommand, AccessContext, AccessStatus, AccessVerb, worst_code};
use crate::smtp::{Command, Reply, Verb};

/// What a text is, stored so that the text need not be parsed again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextKind {
    /// The connection begins.
    Connect,
    /// The connection ends.
    Disconnect,
    /// A command of the client.
    Command(Verb),
    /// A reply of the server.
    Reply {
        /// The reply code; 0 if the text does not begin with one.
        code: u16,
        /// Whether more lines of the same reply follow (`250-`).
        continued: bool,
    },
    /// A command of the client together with the status that answered it; IIS logs both in one row.
    Answered {
        /// The verb.
        verb: Verb,
        /// The reply code; 0 where the status is not one (QUIT has 240).
        status: u16,
    },
    /// A response of the client while it authenticates: a credential.
    Credential,
    /// A note by Exchange, not part of the dialogue of an SMTP session.
    Information(InformationKind),
    /// A row of a connectivity log between `+` and `-`.
    Delivery,
    /// A record: the event of a message, the action of an agent, a request.
    Record {
        /// Its reply code or HTTP status; 0 if there is none.
        code: u16,
    },
    /// A command of a POP3 or IMAP4 client, with its reply where the log has both in one row.
    Access {
        /// The command.
        verb: AccessVerb,
        /// The status in its reply.
        status: AccessStatus,
    },
    /// A reply to such a command in a row of its own.
    AccessReply(AccessStatus),
}

impl TextKind {
    /// Parses a text of that class.
    pub fn of(class: TextClass, text: Text<'_>) -> TextKind {
        match class {
            TextClass::Connect => TextKind::Connect,
            TextClass::Disconnect => TextKind::Disconnect,
            TextClass::Command => TextKind::Command(Command::parse(text.data).verb),
            TextClass::AnsweredCommand => {
                let (verb, status) = (Command::parse(text.data).verb, virtual_server::status(text.context));
                TextKind::Answered { verb, status }
            }
            TextClass::Credential => TextKind::Credential,
            TextClass::Reply => {
                let (code, continued) = smtp::reply_code(text.data);
                TextKind::Reply { code, continued }
            }
            // IIS logs only the first line of a reply.
            TextClass::FirstReplyLine => TextKind::Reply { code: smtp::reply_code(text.data).0, continued: false },
            TextClass::Information => TextKind::Information(InformationKind::of(text.data, text.context)),
            TextClass::AccessCommand => {
                let status = AccessContext::new(text.context).status();
                TextKind::Access { verb: AccessCommand::parse(text.data).verb, status }
            }
            TextClass::AccessReply => TextKind::AccessReply(AccessStatus::parse(text.data)),
            TextClass::Delivery => TextKind::Delivery,
            TextClass::Request => TextKind::Record { code: web::status(text.data) },
            TextClass::Record => TextKind::Record { code: worst_code(text.context) },
        }
    }

    /// Whether a text of that kind may be a line in a protocol other than SMTP.
    pub fn may_be_foreign(self) -> bool {
        matches!(
            self,
            TextKind::Command(Verb::Other)
                | TextKind::Answered { verb: Verb::Other, .. }
                | TextKind::Reply { code: 0, .. }
        )
    }

    /// The verb of an SMTP command.
    pub fn verb(self) -> Option<Verb> {
        match self {
            TextKind::Command(verb) | TextKind::Answered { verb, .. } => Some(verb),
            _ => None,
        }
    }

    /// The reply code or HTTP status; 0 if there is none.
    pub fn code(self) -> u16 {
        match self {
            TextKind::Reply { code, .. } | TextKind::Answered { status: code, .. } | TextKind::Record { code } => code,
            _ => 0,
        }
    }

    /// The speaker.
    pub fn role(self) -> Role {
        match self {
            TextKind::Connect => Role::Connect,
            TextKind::Disconnect => Role::Disconnect,
            TextKind::Command(_) | TextKind::Answered { .. } | TextKind::Credential | TextKind::Access { .. } => {
                Role::Client
            }
            TextKind::Reply { .. } | TextKind::AccessReply(_) => Role::Server,
            TextKind::Information(_) | TextKind::Delivery => Role::Information,
            TextKind::Record { .. } => Role::Record,
        }
    }
}

impl<'a> Text<'a> {
    /// The field that contains the reply of a text of that kind: `context` where `data` is the command, else `data`.
    pub fn answer(&self, kind: TextKind) -> &'a [u8] {
        if matches!(kind, TextKind::Answered { .. }) { self.context } else { self.data }
    }

    /// The reply in a text of that kind.
    pub fn reply(&self, kind: TextKind) -> Option<Reply<'a>> {
        Reply::parse(self.answer(kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::Event;

    #[test]
    fn a_text_is_parsed_as_its_class_says() {
        let kind = |class, data: &str, context: &str| {
            TextKind::of(class, Text { event: Event::Receive, data: data.as_bytes(), context: context.as_bytes() })
        };
        let reply = |continued| TextKind::Reply { code: 250, continued };
        let answered = |verb, status| TextKind::Answered { verb, status };
        let access = |verb, status| TextKind::Access { verb, status };
        let cases = [
            (TextClass::Command, "quit", "", TextKind::Command(Verb::Quit)),
            (TextClass::Command, "RCPT TO:<a@b>", "", TextKind::Command(Verb::Rcpt)),
            (TextClass::Command, "x", "authentication response", TextKind::Command(Verb::Other)),
            (TextClass::AccessCommand, "quit", "", access(AccessVerb::Logout, AccessStatus::None)),
            (TextClass::AccessReply, "+OK", "", TextKind::AccessReply(AccessStatus::Ok)),
            (TextClass::Reply, "250-SIZE", "", reply(true)),
            (TextClass::Reply, "250 ok", "", reply(false)),
            (TextClass::FirstReplyLine, "250-first line", "", reply(false)),
            (TextClass::Reply, "hello", "", TextKind::Reply { code: 0, continued: false }),
            (TextClass::AnsweredCommand, "RCPT TO:<a@b>", "550", answered(Verb::Rcpt, 550)),
            (TextClass::AnsweredCommand, "DATA <x@y>", "250 29518 bytes", answered(Verb::Data, 250)),
            (TextClass::AnsweredCommand, "QUIT", "240 6219 ms", answered(Verb::Quit, 0)),
            (TextClass::AnsweredCommand, "250 x", "", answered(Verb::Other, 0)),
            (TextClass::Credential, "quit", "", TextKind::Credential),
            (TextClass::Delivery, "x[192.0.2.1]", "", TextKind::Delivery),
            (TextClass::Disconnect, "", "Local", TextKind::Disconnect),
            (TextClass::Request, "GET /owa/ 302", "", TextKind::Record { code: 302 }),
        ];
        for (class, data, context, expected) in cases {
            assert_eq!(kind(class, data, context), expected, "{class:?} {data}");
        }
    }
}

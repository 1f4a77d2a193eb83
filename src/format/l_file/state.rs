//! What earlier lines of an L-file determine for the later ones: the connection, the service, an AUTH in progress.

use super::line::{LFileLine, echoed, first_word, is_command, is_one_of, is_reply, looks_encoded, second_word};
use crate::entry::{Entry, Event, Labels, LogType, Meaning, SessionKey};
use crate::time::Timestamp;
use alloc::format;
use alloc::vec::Vec;

/// The state of an L-file after the lines read so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LFileState {
    file_name: Vec<u8>,
    /// The session-id: the name of the file, followed from the second connection on by its number in the file.
    session: Vec<u8>,
    connections: u32,
    /// The host at the other end.
    remote: Vec<u8>,
    /// Time and event of the last line with a time.
    last: Option<(Timestamp, Event)>,
    /// The service whose own words occurred.
    pub(super) service: Option<LogType>,
    /// AUTH is in progress, and lines of this event are the client's.
    authenticating: Option<Event>,
}

impl LFileState {
    /// The state before the first line of a file.
    pub fn of_file(name: &str) -> LFileState {
        let name = if name.is_empty() { "L-file" } else { name };
        LFileState { file_name: name.into(), session: name.into(), ..LFileState::default() }
    }

    /// A connection begins: a further one, unless the line before announced the same.
    fn connect(&mut self, host: &[u8]) {
        let is_repeated = matches!(self.last, Some((_, Event::Connect))) && self.remote == host;
        if self.last.is_some() && !is_repeated {
            self.connections += 1;
            self.session.clone_from(&self.file_name);
            self.session.extend_from_slice(format!(" ({})", self.connections + 1).as_bytes());
            self.authenticating = None;
        }
        self.remote = host.to_vec();
    }

    /// Whether a text is the client's response to an AUTH challenge.
    fn answers_auth(&mut self, event: Event, text: &[u8]) -> bool {
        // What the client sends may look like a reply.
        if is_reply(text) && self.authenticating != Some(event) {
            // `334` of SMTP, `+` of POP3 and IMAP4, `381` and `383` of NNTP request a response.
            let is_challenge =
                [&b"334"[..], b"+ ", b"381", b"383"].iter().any(|code| text.starts_with(code)) || text == b"+";
            self.authenticating = self.authenticating.filter(|_| is_challenge);
            return false;
        }
        let words = [first_word(text), second_word(text)];
        let is_any = |verbs: &[&str]| words.iter().any(|word| is_one_of(word, verbs));
        // The arguments of LOGIN may follow as literals: `a1 LOGIN {3}` (RFC 3501, 4.3).
        if is_any(&["AUTH", "AUTHENTICATE", "AUTHINFO"]) || (is_any(&["LOGIN"]) && text.ends_with(b"}")) {
            self.authenticating = Some(event);
            return false;
        }
        let is_response = self.authenticating == Some(event) && !is_command(text);
        matches!(event, Event::Send | Event::Receive) && (is_response || looks_encoded(text))
    }

    /// The entry in a line with a time.
    pub(super) fn row<'a>(&'a mut self, time: Timestamp, line: LFileLine<'a>) -> Entry<'a> {
        if line.event == Event::Connect {
            self.connect(line.host);
        }
        self.last = Some((time, line.event));
        let said = line.repeats.map_or((line.event, line.text), |event| (event, echoed(line.text).unwrap_or_default()));
        self.entry(time, line.event, line.text, said)
    }

    /// The entry in a line without a time, which continues the line before it.
    pub(super) fn continuation<'a>(&'a mut self, line: &'a [u8]) -> Option<Entry<'a>> {
        let (time, event) = self.last?;
        let in_dialogue = matches!(event, Event::Send | Event::Receive);
        let event = if in_dialogue { event } else { Event::Information };
        Some(self.entry(time, event, line, (event, line)))
    }

    /// `said` is the event and the text that is repeated, where the line is an echo.
    fn entry<'a>(&'a mut self, time: Timestamp, event: Event, data: &'a [u8], said: (Event, &[u8])) -> Entry<'a> {
        let meaning = if self.answers_auth(said.0, said.1) { Meaning::Credential } else { Meaning::AsWritten };
        let labels = Labels { remote: self.remote.as_slice(), ..Labels::default() };
        Entry {
            time,
            session: SessionKey::Id(&self.session),
            sequence: None,
            labels,
            event,
            data,
            context: b"",
            meaning,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn auth_responses_are_recognised_by_the_lines_before_them() {
        let mut state = LFileState::default();
        let mut answers = |event, text: &str| state.answers_auth(event, text.as_bytes());
        use Event::{Receive as Client, Send as Server};
        let dialogue = [
            (Client, "hunter2", false),
            (Client, "AUTH LOGIN", false),
            (Server, "334 VXNlcm5hbWU6", false),
            (Client, "YW5uYQ==", true),
            (Server, "334 UGFzc3dvcmQ6", false),
            (Client, "250 hunter2", true),
            (Server, "235 ok", false),
            (Client, "hunter2", false),
            (Client, "a1 LOGIN {3}", false),
            (Server, "+ OK", false),
            (Client, "ann {7}", true),
            (Server, "+ OK", false),
            (Client, "hunter2", true),
            (Server, "a1 OK", false),
            (Client, "AUTH NTLM", false),
            (Client, "MAIL FROM:<a@b>", false),
            (Client, "c2VjcmV0c2VjcmV0c2VjcmV0", true),
        ];
        for (event, text, expected) in dialogue {
            assert_eq!(answers(event, text), expected, "{text}");
        }
    }
}

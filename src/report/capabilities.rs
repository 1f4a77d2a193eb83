//! The service extensions that a server offers in its reply to EHLO.

use super::dialogue::Dialogue;
use super::masking::DisplayText;
use super::opened::Opened;
use super::reportable::report_type;
use crate::content::TextKind;
use crate::exchange::{Capability, capabilities};
use crate::smtp::{Reply, Verb};
use alloc::vec::Vec;

report_type! {
    /// A service extension that a server offers.
    pub struct CapabilityDetail {
        /// The EHLO keyword, as logged.
        pub keyword: DisplayText<'static>,
        /// Its parameters, separated by blanks; may be empty.
        pub parameters: DisplayText<'static>,
        /// Its meaning in one sentence; empty if the keyword is unknown.
        pub meaning: &'static str,
    }
}

/// The extensions in an EHLO reply, if the entry at `place` is its last line; otherwise none.
///
/// Up to Exchange 2013, each line of the reply is an entry of its own, so the extensions are collected from all lines.
pub fn offered(opened: &Opened<'_>, dialogue: &Dialogue, place: u32) -> Vec<CapabilityDetail> {
    let Some(ehlo) = ehlo_of_last_line(opened, dialogue, place) else { return Vec::new() };
    let lines = (ehlo..=place).filter(|&line| dialogue.answers(line) == Some(ehlo));
    lines.enumerate().flat_map(|(number, line)| in_line(opened, line, number == 0)).collect()
}

/// The place of the EHLO that the entry at `place` answers, if that entry is the last line of a positive reply.
fn ehlo_of_last_line(opened: &Opened<'_>, dialogue: &Dialogue, place: u32) -> Option<u32> {
    let is_last_line = opened.text(place).1 == TextKind::Reply { code: 250, continued: false };
    let command = dialogue.answers(place).filter(|_| is_last_line)?;
    (opened.text(command).1 == TextKind::Command(Verb::Ehlo)).then_some(command)
}

fn in_line(opened: &Opened<'_>, place: u32, is_first: bool) -> Vec<CapabilityDetail> {
    let mask = opened.mask();
    // Masked as a whole, since the words before a credential can determine where it begins.
    let line = mask.text(opened.text(place).0.data);
    let Some(reply) = Reply::parse(line.as_str().as_bytes()) else { return Vec::new() };
    let detail = |capability: Capability<'_>| CapabilityDetail {
        keyword: mask.name(capability.keyword).into_owned(),
        parameters: mask.name(capability.parameters).into_owned(),
        meaning: capability.meaning().unwrap_or_default(),
    };
    capabilities(reply.text, is_first).map(detail).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::store::SessionIndex;
    use crate::store::files::FileEnd;

    /// The extensions after each entry of a session that consists of a command and the server's replies, e.g.
    /// `SIZE=37748736 DSN`.
    fn offered_after(command: &str, replies: &[&str]) -> Vec<String> {
        let rows = core::iter::once(("<", command)).chain(replies.iter().map(|reply| (">", *reply)));
        let log: String = rows
            .enumerate()
            .map(|(number, (event, data))| {
                format!("2026-01-05T10:00:00.00{number}Z,EX01\\Relay,08DE4C1234567890,{number},192.0.2.10:25,198.51.100.7:4711,{event},{data},\r\n")
            })
            .collect();
        let mut engine = Engine::new(7);
        engine.begin_file("RECV2026010510-1.LOG", "", log.len() as u64);
        engine.push(log.as_bytes());
        engine.end_file(FileEnd::Complete);
        engine.publish();
        let opened = Opened::new(engine.archive(), SessionIndex(0));
        let (mut dialogue, mut all) = (Dialogue::default(), usize::MAX);
        dialogue.read_on(&opened, &mut all);
        let entries = (0..=replies.len() as u32).map(|place| offered(&opened, &dialogue, place));
        entries.map(|extensions| extensions.iter().map(shown).collect::<Vec<_>>().join(" ")).collect()
    }

    fn shown(extension: &CapabilityDetail) -> String {
        let parameters = extension.parameters.as_str().replace(' ', ",");
        let keyword = extension.keyword.as_str();
        if parameters.is_empty() { keyword.into() } else { format!("{keyword}={parameters}") }
    }

    #[test]
    fn extensions_of_a_reply_in_one_row() {
        let reply = "250  mail.contoso.com Hello [198.51.100.7] SIZE 37748736 DSN AUTH NTLM LOGIN 8BITMIME";
        assert_eq!(offered_after("EHLO a.example", &[reply]), ["", "SIZE=37748736 DSN AUTH=NTLM,LOGIN 8BITMIME"]);
    }

    #[test]
    fn extensions_of_a_reply_in_several_rows_belong_to_the_last_row() {
        let rows = ["250-mail.contoso.com Hello [198.51.100.7]", "250-SIZE", "250-XFUTURE one", "250 CHUNKING"];
        assert_eq!(offered_after("EHLO a.example", &rows), ["", "", "", "", "SIZE XFUTURE=one CHUNKING"]);
    }

    #[test]
    fn other_replies_have_no_extensions() {
        assert_eq!(offered_after("HELO a.example", &["250 mail.contoso.com Hello SIZE 5 DSN"]), ["", ""]);
        assert_eq!(offered_after("EHLO a.example", &["550 5.7.1 SIZE DSN"]), ["", ""]);
        assert_eq!(offered_after("NOOP", &["250 2.0.0 OK SIZE"]), ["", ""]);
    }

    #[test]
    fn a_credential_in_a_reply_is_masked() {
        assert_eq!(offered_after("EHLO a.example", &["250 x Hello AUTH PLAIN c2VjcmV0"]), ["", "AUTH=PLAIN,*****"]);
    }
}

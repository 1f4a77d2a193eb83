//! The session that was asked for last: it may have millions of entries, so it is read in steps, and kept for its pages, which
//! are asked for one after the other.

use crate::archive::Archive;
use crate::query::Matches;
use crate::report::detail::{SessionDetail, detail};
use crate::report::dialogue::Dialogue;
use crate::report::opened::{Closed, Opened};
use crate::report::related::{RelatedSession, related};
use crate::store::SessionIndex;
use alloc::vec::Vec;
use core::ops::Range;

/// Number of entries that are read in a step.
const STEP: usize = 1 << 17;

/// A session, as far as it has been read, and its detail once that was asked for.
#[derive(Debug, Default)]
pub(super) struct LastSession(Option<(Closed, Dialogue, Option<SessionDetail>)>);

impl LastSession {
    fn take<'a>(
        &mut self,
        archive: &'a Archive,
        session: SessionIndex,
    ) -> (Opened<'a>, Dialogue, Option<SessionDetail>) {
        match self.0.take().filter(|(closed, ..)| closed.index == session && closed.holds(archive)) {
            Some((closed, dialogue, known)) => (closed.open(archive), dialogue, known),
            None => (Opened::new(archive, session), Dialogue::default(), None),
        }
    }

    /// Reads some of a published session. Returns whether it has been read.
    pub fn read_some(&mut self, archive: &Archive, session: SessionIndex) -> bool {
        let (mut opened, mut dialogue, known) = self.take(archive, session);
        let mut room = STEP;
        let is_read = opened.look_for_secrets(&mut room)
            && dialogue.read_on(&opened, &mut room)
            && dialogue.read_recorded(&opened, &mut room);
        self.0 = Some((opened.close(), dialogue, known));
        is_read
    }

    /// A published session with the entries in `range`.
    pub fn detail(
        &mut self,
        archive: &Archive,
        session: SessionIndex,
        range: Range<u32>,
        matches: &Matches,
    ) -> SessionDetail {
        while !self.read_some(archive, session) {}
        let (opened, dialogue, known) = self.take(archive, session);
        let known = known.unwrap_or_else(|| detail(&opened, &dialogue));
        let page = known.page(&opened, &dialogue, range, matches);
        self.0 = Some((opened.close(), dialogue, Some(known)));
        page
    }

    /// The sessions that are related to a published session, by start.
    pub fn related(&mut self, archive: &Archive, session: SessionIndex) -> Vec<RelatedSession> {
        while !self.read_some(archive, session) {}
        let (opened, dialogue, known) = self.take(archive, session);
        let related = related(&opened, &dialogue);
        self.0 = Some((opened.close(), dialogue, known));
        related
    }
}

#[cfg(test)]
mod tests {
    use super::STEP;
    use crate::bytes::steps::steps;
    use crate::engine::Engine;
    use crate::store::SessionIndex;
    use crate::store::files::FileEnd;
    use alloc::format;
    use alloc::string::String;

    /// A session of so many commands and replies.
    fn conversation(commands: usize) -> Engine {
        session((0..commands).map(|number| format!("NOOP {number}")))
    }

    /// A session of these commands, each with a reply.
    fn session(commands: impl Iterator<Item = String>) -> Engine {
        let row = |number, event, data: &str| {
            format!(
                "2026-03-02T08:00:00.000Z,EX01\\R,08DE70D533580021,{number},192.0.2.1:25,192.0.2.7:25,{event},{data},\n"
            )
        };
        let both = |(number, command): (usize, String)| {
            row(2 * number, '<', &command) + &row(2 * number + 1, '>', "250 2.0.0 OK")
        };
        let log: String = commands.enumerate().map(both).collect();
        let mut engine = Engine::new(7);
        engine.begin_file("RECV1.LOG", "", None);
        engine.push(log.as_bytes());
        engine.end_file(FileEnd::Complete);
        engine.publish();
        engine
    }

    #[test]
    fn a_long_session_is_read_in_steps_of_some_entries() {
        for length in [1, 2] {
            let engine = conversation(length * STEP / 2);
            // Its entries are searched for secrets, and replayed.
            for number in 1..=2 * length {
                let looked_at = steps(|| assert_eq!(engine.read_some(SessionIndex(0)), number == 2 * length));
                assert!((1..5 * STEP as u64).contains(&looked_at), "step {number}: {looked_at}");
            }
            assert_eq!(steps(|| assert!(engine.read_some(SessionIndex(0)))), 0);
            assert_eq!(engine.detail(SessionIndex(0), 0..9).entries.len(), 9);
        }
    }

    #[test]
    fn of_many_recipients_the_first_are_reported_and_the_others_counted() {
        for (count, shown, more) in [(3, 3, None), (20, 20, None), (5_000, 20, Some(4_980))] {
            let recipients = (0..count).map(|number| format!("RCPT TO:<user{number}@contoso.com>"));
            let engine = session([String::from("MAIL FROM:<anna@fabrikam.com>")].into_iter().chain(recipients));
            let message = &engine.detail(SessionIndex(0), 0..9).transactions[0];
            assert_eq!((message.recipients.len(), message.more_recipients), (shown, more));
        }
    }
}

//! The session that was asked for last: it may have millions of entries, so it is read in steps, and kept for its pages, which
//! are asked for one after the other.

use crate::archive::Archive;
use crate::query::Matches;
use crate::report::detail::{SessionDetail, detail};
use crate::report::dialogue::Dialogue;
use crate::report::opened::{Closed, Opened};
use crate::report::related::message_ids;
use crate::store::SessionIndex;
use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use core::ops::Range;

/// Number of entries that are read in a step.
const STEP: usize = 1 << 14;

/// A session, as far as it has been read, and what was found out about it once that was asked for.
#[derive(Debug, Default)]
pub(super) struct LastSession(Option<Last<Closed>>);

/// The session is open, or closed.
#[derive(Debug)]
struct Last<S> {
    session: S,
    dialogue: Dialogue,
    detail: Option<SessionDetail>,
}

impl<S> Last<S> {
    fn with<T>(self, change: impl FnOnce(S) -> T) -> Last<T> {
        let Last { session, dialogue, detail } = self;
        Last { session: change(session), dialogue, detail }
    }
}

impl LastSession {
    fn take<'a>(&mut self, archive: &'a Archive, session: SessionIndex) -> Last<Opened<'a>> {
        match self.0.take().filter(|last| last.session.index == session && last.session.holds(archive)) {
            Some(last) => last.with(|closed| closed.open(archive)),
            None => {
                let session = Opened::new(archive, session);
                Last { session, dialogue: Dialogue::default(), detail: None }
            }
        }
    }

    fn keep(&mut self, last: Last<Opened<'_>>) {
        self.0 = Some(last.with(Opened::close));
    }

    /// Reads some of a published session. Returns whether it has been read.
    pub fn read_some(&mut self, archive: &Archive, session: SessionIndex) -> bool {
        let mut last = self.take(archive, session);
        let (opened, dialogue, mut room) = (&mut last.session, &mut last.dialogue, STEP);
        let is_read = opened.look_for_secrets(&mut room)
            && dialogue.read_on(opened, &mut room)
            && dialogue.read_recorded(opened, &mut room);
        self.keep(last);
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
        let mut last = self.take(archive, session);
        let (opened, dialogue) = (&last.session, &last.dialogue);
        let page = last.detail.get_or_insert_with(|| detail(opened, dialogue)).page(opened, dialogue, range, matches);
        self.keep(last);
        page
    }

    /// A step towards the Message-IDs of a published session.
    pub fn message_ids_step(&mut self, archive: &Archive, session: SessionIndex) -> Option<BTreeSet<Vec<u8>>> {
        if !self.read_some(archive, session) {
            return None;
        }
        let last = self.take(archive, session);
        let ids = message_ids(&last.session, &last.dialogue);
        self.keep(last);
        Some(ids)
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
        session_of_replies(commands, "250 2.0.0 OK")
    }

    fn session_of_replies(commands: impl Iterator<Item = String>, reply: &str) -> Engine {
        session_of_rows(
            commands
                .enumerate()
                .flat_map(|(number, command)| [(2 * number, '<', command), (2 * number + 1, '>', String::from(reply))]),
        )
    }

    /// A session of rows with these sequence-numbers, events and texts.
    fn session_of_rows(rows: impl Iterator<Item = (usize, char, String)>) -> Engine {
        let row = |(number, event, data): (usize, char, String)| {
            format!(
                "2026-03-02T08:00:00.000Z,EX01\\R,08DE70D533580021,{number},192.0.2.1:25,192.0.2.7:25,{event},{data},\n"
            )
        };
        let log: String = rows.map(row).collect();
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
    fn a_session_with_missing_rows_is_read_in_steps_of_some_queues() {
        let rows = (0..STEP / 8).map(|number| match number % 2 {
            0 => (3 * number, '<', format!("RCPT TO:<user{number}@contoso.com>")),
            _ => (3 * number, '>', String::from("250 2.1.5 OK")),
        });
        let engine = session_of_rows(rows);
        let mut most = 0;
        for _ in 0..STEP {
            let mut is_read = false;
            most = most.max(steps(|| is_read = engine.read_some(SessionIndex(0))));
            if is_read {
                assert!((STEP as u64..12 * STEP as u64).contains(&most), "{most}");
                return;
            }
        }
        panic!("it is never read");
    }

    #[test]
    fn of_many_attempts_the_first_are_reported_and_the_others_counted() {
        for (count, shown, more) in [(3, 3, None), (20, 20, None), (5_000, 20, Some(4_980))] {
            let attempts = (0..count).map(|number| format!("AUTH PLAIN AGFubgBodW50ZXI{number}"));
            let engine = session_of_replies(attempts, "535 5.7.3 Authentication unsuccessful");
            let detail = engine.detail(SessionIndex(0), 0..9);
            assert_eq!((detail.auth.len(), detail.more_attempts), (shown, more));
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

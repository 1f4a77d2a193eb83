//! A whole conversation: which reply answers which command, and its mail transactions (RFC 5321, 3.3).
//!
//! Replies answer commands in the order in which the commands were sent, first in first out; adjacency means nothing,
//! since a client may send several commands before the first reply (PIPELINING, RFC 2920). In addition, a log may lack
//! rows. So a reply must also be one that the command can get (`354` answers DATA, `221` QUIT); commands before the
//! first one that it can answer have lost their replies and are dropped.
//!
//! DATA gets two replies, `354` and, after the message, the final one; AUTH gets any number of `334` before the final
//! one. A connection begins with a reply that answers no command, the greeting.
//!
//! A transaction extends from MAIL to the reply to the end of the data, to RSET or another EHLO, or to the end of the
//! connection. An entry is identified by its place, an increasing number chosen by the caller.

use super::command::Verb;
use super::reply::Class;
use alloc::collections::VecDeque;
use alloc::vec::Vec;
use serde::Serialize;

/// The most commands that can wait for replies; a log without replies must not make the queue grow without bound.
const MAX_PENDING: usize = 4096;

/// A reply to a command: where it is, and its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReplyRef {
    /// Place of the reply.
    pub place: u32,
    /// Its code.
    pub code: u16,
}

/// A RCPT command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Place of the command.
    pub place: u32,
    /// Its reply.
    pub reply: Option<ReplyRef>,
}

/// The outcome of a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum TransactionOutcome {
    /// The server accepted the message.
    Accepted,
    /// Rejected permanently (5xx).
    Rejected,
    /// Rejected temporarily (4xx).
    Deferred,
    /// Aborted by RSET, EHLO or another MAIL, without a rejection.
    Reset,
    /// The connection, or the log, ended before the final reply.
    Unfinished,
}

/// One mail transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transaction {
    /// Place of MAIL.
    pub mail: u32,
    /// The recipients in the order of RCPT.
    pub recipients: Vec<Recipient>,
    /// Sum of the sizes in BDAT, in bytes.
    pub chunk_bytes: u64,
    /// The outcome.
    pub outcome: TransactionOutcome,
    /// The reply that decided it.
    pub decision: Option<ReplyRef>,
    /// Place of its last command or reply.
    pub last: u32,
    /// The worst rejection so far.
    refusal: Option<ReplyRef>,
    open: bool,
}

/// What is waiting for a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Awaiting {
    Greeting,
    Command(Verb),
    /// The message after `354`.
    Content,
    /// The last chunk of a message.
    LastChunk,
}

#[derive(Clone, Copy, Debug)]
struct Pending {
    awaiting: Awaiting,
    place: u32,
    transaction: Option<usize>,
}

/// Follows a conversation row by row; see the documentation of the module.
#[derive(Debug, Default)]
pub struct Conversation {
    pending: VecDeque<Pending>,
    transactions: Vec<Transaction>,
    current: Option<usize>,
}

impl Conversation {
    /// Resets it for another conversation.
    pub fn clear(&mut self) {
        self.pending.clear();
        self.transactions.clear();
        self.current = None;
    }

    /// The connection is open: a greeting follows.
    pub fn connected(&mut self, place: u32) {
        self.pending.clear();
        self.await_reply(Awaiting::Greeting, place);
    }

    /// A command. `chunk` is the size of a BDAT chunk in bytes, and whether it is the last one.
    pub fn command(&mut self, verb: Verb, chunk: Option<(u64, bool)>, place: u32) {
        match verb {
            Verb::Mail => self.open_transaction(place),
            Verb::Rset | Verb::Ehlo | Verb::Helo => self.close(TransactionOutcome::Reset),
            _ => {}
        }
        let is_last_chunk = chunk.is_some_and(|(_, last)| last);
        let awaiting = if is_last_chunk { Awaiting::LastChunk } else { Awaiting::Command(verb) };
        self.await_reply(awaiting, place);
        let Some(transaction) = self.current.and_then(|current| self.transactions.get_mut(current)) else { return };
        transaction.last = place;
        transaction.chunk_bytes = transaction.chunk_bytes.saturating_add(chunk.map_or(0, |(size, _)| size));
        match verb {
            Verb::Rcpt => transaction.recipients.push(Recipient { place, reply: None }),
            // The last chunk completes the message: the next MAIL begins another transaction.
            Verb::Bdat if is_last_chunk => self.current = None,
            _ => {}
        }
    }

    /// A reply: all of its lines, or, if `continued` is set, one line that is not the last. Returns the place of the
    /// command that it answers.
    pub fn reply(&mut self, code: u16, continued: bool, place: u32) -> Option<u32> {
        let answered = self.pending.iter().position(|pending| pending.awaiting.can_get(code))?;
        let pending = *self.pending.get(answered)?;
        if !continued {
            self.pending.drain(..answered);
            self.settle(pending, ReplyRef { place, code });
        }
        (pending.awaiting != Awaiting::Greeting).then_some(pending.place)
    }

    /// The connection, or the log, has ended.
    pub fn finish(&mut self) {
        for index in 0..self.transactions.len() {
            self.conclude(index, TransactionOutcome::Unfinished);
        }
        self.current = None;
        self.pending.clear();
    }

    /// The transactions so far.
    pub fn transactions(&self) -> &[Transaction] {
        &self.transactions
    }

    fn await_reply(&mut self, awaiting: Awaiting, place: u32) {
        if self.pending.len() < MAX_PENDING {
            self.pending.push_back(Pending { awaiting, place, transaction: self.current });
        }
    }

    fn open_transaction(&mut self, place: u32) {
        self.close(TransactionOutcome::Reset);
        self.current = Some(self.transactions.len());
        self.transactions.push(Transaction {
            mail: place,
            recipients: Vec::new(),
            chunk_bytes: 0,
            outcome: TransactionOutcome::Unfinished,
            decision: None,
            last: place,
            refusal: None,
            open: true,
        });
    }

    fn close(&mut self, outcome: TransactionOutcome) {
        if let Some(current) = self.current.take() {
            self.conclude(current, outcome);
        }
    }

    /// Ends a transaction without a final reply: a rejection in it is the reason.
    fn conclude(&mut self, index: usize, outcome: TransactionOutcome) {
        let Some(transaction) = self.transactions.get_mut(index).filter(|transaction| transaction.open) else { return };
        transaction.open = false;
        transaction.outcome = match transaction.refusal {
            // Other recipients were accepted, so the rejection does not explain the end.
            Some(_) if transaction.recipients.iter().any(is_accepted) => outcome,
            Some(refusal) => refused(refusal.code),
            None => outcome,
        };
        transaction.decision = transaction.refusal;
    }

    /// The command at the head of the queue has got its reply.
    fn settle(&mut self, pending: Pending, reply: ReplyRef) {
        let class = Class::of(reply.code).unwrap_or(Class::Permanent);
        if class == Class::Intermediate {
            if let Some(head) = self.pending.front_mut().filter(|head| head.awaiting == Awaiting::Command(Verb::Data)) {
                head.awaiting = Awaiting::Content;
            }
        } else {
            self.pending.pop_front();
        }
        let Some(index) = pending.transaction else { return };
        let Some(transaction) = self.transactions.get_mut(index) else { return };
        transaction.last = reply.place;
        match pending.awaiting {
            Awaiting::Command(Verb::Rcpt) => transaction.recipient_replied(pending.place, reply),
            Awaiting::Command(Verb::Mail | Verb::Data | Verb::Bdat) if class.is_failure() => self.decide(index, reply),
            // The row with `354` is missing.
            Awaiting::Command(Verb::Data) if class == Class::Positive => self.decide(index, reply),
            Awaiting::Content | Awaiting::LastChunk => self.decide(index, reply),
            _ => {}
        }
    }

    fn decide(&mut self, index: usize, reply: ReplyRef) {
        let Some(transaction) = self.transactions.get_mut(index) else { return };
        transaction.open = false;
        transaction.decision = Some(reply);
        transaction.outcome = match Class::of(reply.code) {
            Some(Class::Positive | Class::Intermediate) => TransactionOutcome::Accepted,
            _ => refused(reply.code),
        };
        if self.current == Some(index) {
            self.current = None;
        }
    }
}

impl Transaction {
    fn recipient_replied(&mut self, place: u32, reply: ReplyRef) {
        if let Some(recipient) = self.recipients.iter_mut().find(|recipient| recipient.place == place) {
            recipient.reply = Some(reply);
        }
        if reply.code >= 400 && self.refusal.is_none_or(|worst| reply.code / 100 > worst.code / 100) {
            self.refusal = Some(reply);
        }
    }
}

impl Awaiting {
    /// Whether a reply with this code can answer it. A rejection can answer anything.
    fn can_get(self, code: u16) -> bool {
        use Verb::{Auth, Data, Ehlo, Helo, Mail, Quit, Rset, StartTls, XAnonymousTls, XExch50, XExchangeAuth, XExps};
        let Awaiting::Command(verb) = self else {
            return match self {
                Awaiting::Greeting => code == 220 || code >= 400,
                _ => code / 100 != 3,
            };
        };
        match code {
            220 => matches!(verb, StartTls | XAnonymousTls),
            221 => verb == Quit,
            235 | 334 | 535 => matches!(verb, Auth | XExps | XExchangeAuth),
            354 => matches!(verb, Data | XExch50),
            250 => !matches!(verb, Quit | StartTls | XAnonymousTls | Auth | XExps | XExchangeAuth),
            200..=399 => !matches!(verb, Helo | Ehlo | Mail | Rset | Quit | StartTls | Auth | Data),
            _ => true,
        }
    }
}

fn is_accepted(recipient: &Recipient) -> bool {
    recipient.reply.is_some_and(|reply| reply.code < 300)
}

fn refused(code: u16) -> TransactionOutcome {
    if code < 500 { TransactionOutcome::Deferred } else { TransactionOutcome::Rejected }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::smtp::{Command, Reply};
    use alloc::vec;

    /// Plays a drawing: one row a line, `C: ` before commands and `S: ` before replies, `+` for the connection.
    fn play(drawing: &str) -> (Conversation, Vec<Option<u32>>) {
        let mut conversation = Conversation::default();
        let mut answers = vec![];
        for (place, row) in drawing.lines().map(str::trim).filter(|row| !row.is_empty()).enumerate() {
            let place = place as u32;
            let answer = match row.split_at(3.min(row.len())) {
                ("C: ", text) => {
                    let command = Command::parse(text.as_bytes());
                    let chunk = crate::smtp::Chunk::parse(command.argument).filter(|_| command.verb == Verb::Bdat);
                    conversation.command(command.verb, chunk.map(|chunk| (chunk.size, chunk.last)), place);
                    None
                }
                ("S: ", text) => {
                    let reply = Reply::parse(text.as_bytes()).unwrap();
                    conversation.reply(reply.code, reply.continued, place)
                }
                _ => {
                    conversation.connected(place);
                    None
                }
            };
            answers.push(answer);
        }
        conversation.finish();
        (conversation, answers)
    }

    fn outcomes(drawing: &str) -> Vec<(TransactionOutcome, usize, Option<u16>)> {
        let (conversation, _) = play(drawing);
        let shape = |t: &Transaction| (t.outcome, t.recipients.len(), t.decision.map(|reply| reply.code));
        conversation.transactions().iter().map(shape).collect()
    }

    use TransactionOutcome::{Accepted, Deferred, Rejected, Reset, Unfinished};

    #[test]
    fn replies_answer_commands_in_their_order() {
        let (_, answers) = play(
            "+
             S: 220 ready
             C: EHLO a
             S: 250-x
             S: 250 y
             C: MAIL FROM:<a@b>
             C: RCPT TO:<c@d>
             C: DATA
             S: 250 2.1.0 ok
             S: 250 2.1.5 ok
             S: 354 go on
             S: 250 2.6.0 taken
             C: QUIT
             S: 221 bye",
        );
        let answered: Vec<(usize, u32)> =
            answers.iter().enumerate().filter_map(|(reply, command)| Some((reply, (*command)?))).collect();
        assert_eq!(answered, [(3, 2), (4, 2), (8, 5), (9, 6), (10, 7), (11, 7), (13, 12)]);
    }

    #[test]
    fn a_lost_reply_does_not_shift_the_others() {
        let (_, answers) = play("C: MAIL FROM:<a@b>\nC: DATA\nS: 354 go on\nS: 250 taken\nC: QUIT\nS: 221 bye");
        assert_eq!(answers, [None, None, Some(1), Some(1), None, Some(4)]);
        let (_, answers) = play("S: 250 what\nC: QUIT\nS: 250 odd\nS: 221 bye");
        assert_eq!(answers, [None, None, None, Some(1)]);
    }

    #[test]
    fn several_transactions_are_kept_apart() {
        let two = "C: MAIL FROM:<a@b>\nS: 250 ok\nC: RCPT TO:<c@d>\nS: 250 ok\nC: RCPT TO:<e@f>\nS: 550 5.1.1 no
                   C: DATA\nS: 354 go\nS: 250 2.6.0 ok
                   C: MAIL FROM:<>\nS: 250 ok\nC: RCPT TO:<g@h>\nS: 450 later\nC: RSET\nS: 250 ok
                   C: MAIL FROM:<x@y>\nS: 250 ok\nC: RSET\nS: 250 ok
                   C: MAIL FROM:<x@y>\nS: 550 5.7.1 no\nC: QUIT\nS: 221 bye";
        let expected = [(Accepted, 2, Some(250)), (Deferred, 1, Some(450)), (Reset, 0, None), (Rejected, 0, Some(550))];
        assert_eq!(outcomes(two), expected);
    }

    #[test]
    fn chunks_are_added_up_and_the_last_one_decides() {
        let drawing = "C: MAIL FROM:<a@b>\nC: RCPT TO:<c@d>\nC: BDAT 1000\nC: BDAT 24 LAST\nC: MAIL FROM:<e@f>
                       S: 250 ok\nS: 250 ok\nS: 250 ok\nS: 250 2.6.0 taken\nS: 452 4.3.1 full";
        assert_eq!(outcomes(drawing), [(Accepted, 1, Some(250)), (Deferred, 0, Some(452))]);
        assert_eq!(play(drawing).0.transactions()[0].chunk_bytes, 1024);
    }

    #[test]
    fn the_end_leaves_transactions_unfinished() {
        assert_eq!(
            outcomes("C: MAIL FROM:<a@b>\nS: 250 ok\nC: RCPT TO:<c@d>\nS: 250 ok\nC: DATA\nS: 354 go"),
            [(Unfinished, 1, None)]
        );
        assert_eq!(outcomes("C: MAIL FROM:<a@b>\nS: 250 ok\nC: RCPT TO:<c@d>\nS: 550 no"), [(Rejected, 1, Some(550))]);
    }

    #[test]
    fn authentication_takes_as_many_replies_as_it_needs() {
        let (_, answers) = play("C: AUTH LOGIN\nS: 334 x\nS: 334 y\nS: 535 5.7.3 no\nC: AUTH LOGIN\nS: 235 yes");
        assert_eq!(answers, [None, Some(0), Some(0), Some(0), None, Some(4)]);
    }

    proptest::proptest! {
        #[test]
        fn rows_in_any_order_are_tolerated(rows in proptest::collection::vec((0usize..16, 0u16..700, proptest::bool::ANY), 0..200)) {
            let mut conversation = Conversation::default();
            for (place, (verb, code, flag)) in rows.iter().enumerate() {
                match verb {
                    0 => conversation.connected(place as u32),
                    1..=7 => drop(conversation.reply(*code, *flag, place as u32)),
                    _ => conversation.command(Verb::ALL[*verb], flag.then_some((u64::from(*code), *flag)), place as u32),
                }
            }
            conversation.finish();
            proptest::prop_assert!(conversation.transactions().len() <= rows.len());
        }
    }
}

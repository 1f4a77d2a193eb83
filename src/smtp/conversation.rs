//! A whole conversation: which reply answers which command, and its mail transactions (RFC 5321, 3.3).
//!
//! Which command a reply answers is decided in the [`Queue`]. A connection begins with a reply that answers no command,
//! the greeting. `421` answers whatever waits, since the server closes the connection (RFC 5321, 3.8).
//!
//! A transaction extends from MAIL to the reply to the end of the data, to RSET or another EHLO, or to the end of the
//! connection. Where its beginning may be in rows that are not in the log, the recipients and the message make a
//! transaction of an unknown sender; a client that names recipients without a sender makes none.
//!
//! A refusal may follow from another one: after `452` to every RCPT, DATA gets `503`. Such a reply decides nothing, and
//! the refusal before it is the reason.
//!
//! An entry is identified by its place, an increasing number chosen by the caller.

use super::awaited::Awaited;
use super::command::Verb;
use super::queue::{Answered, Queue};
use super::reply::Class;
use super::waiting::{NOWHERE, Waiting};
use alloc::vec::Vec;
use serde::Serialize;

pub use super::waiting::ReplyRef;

/// The missing rows in which another transaction can begin, up to the first RCPT (RSET and MAIL with their replies), up
/// to DATA (and RCPT with its reply), and up to the reply to the message.
const ROWS_TO_RCPT: u32 = 4;
const ROWS_TO_DATA: u32 = 6;
const ROWS_TO_MESSAGE: u32 = 7;

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
    /// Place of MAIL; `None` if it is not in the log, so that the sender is unknown.
    pub mail: Option<u32>,
    /// Place of its first command or reply.
    pub first: u32,
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
    /// Number of recipients that were accepted.
    accepted: u32,
    is_decided: bool,
}

/// A message that has been answered, while more replies to it may follow.
#[derive(Clone, Copy, Debug)]
struct Delivery {
    transaction: usize,
    /// Place of the command that the replies answer.
    command: u32,
    /// The reply to the message, as long as it is the only one.
    first: Option<ReplyRef>,
    /// Position of the first recipient that the next reply can be about.
    next: usize,
}

/// What a reply answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The place of the command; `None` if it is unknown or not in the log, and for the greeting.
    pub command: Option<u32>,
    /// The place of the refusal that it follows from.
    pub cause: Option<u32>,
}

/// Follows a conversation row by row; see the documentation of the module.
#[derive(Debug, Default)]
pub struct Conversation {
    queue: Queue,
    transactions: Vec<Transaction>,
    current: Option<usize>,
    /// No transaction can have been left open by rows before the first one, or by missing ones.
    nothing_open: bool,
    /// Rows missing since the last one of the current transaction.
    missing: u32,
    /// The last refusal of something that the next commands need.
    cause: Option<ReplyRef>,
    /// AUTH is in progress: lines that are no commands are part of it.
    authenticating: bool,
    /// The message that the last reply answered.
    delivery: Option<Delivery>,
    /// The transaction whose message is on its way: asked for (`354`) or begun in chunks, and not answered.
    sending: Option<usize>,
    /// The place of the temporary refusal that came meanwhile and after which the client has sent nothing.
    interrupted: Option<u32>,
    /// The pairs of reply and command that became certain after the reply.
    late: Vec<(u32, u32)>,
}

impl Conversation {
    /// Resets it for another conversation.
    pub fn clear(&mut self) {
        self.queue.clear();
        self.transactions.clear();
        self.current = None;
        self.nothing_open = false;
        self.missing = 0;
        self.cause = None;
        self.authenticating = false;
        self.delivery = None;
        self.sending = None;
        self.interrupted = None;
        self.late.clear();
    }

    /// The connection is open: a greeting follows.
    pub fn connected(&mut self, place: u32) {
        self.queue.clear();
        self.nothing_open = true;
        self.await_reply(Awaited::GREETING, place);
    }

    /// So many rows are missing, before the first one or between two.
    pub fn missing(&mut self, rows: u32) {
        self.queue.missing(rows);
        self.missing = self.missing.saturating_add(rows);
        self.nothing_open &= self.current.is_some();
        self.delivery = None;
        self.sending = None;
        self.authenticating = false;
        self.settle_late();
    }

    /// A command. `chunk` is the size of a BDAT chunk in bytes, and whether it is the last one.
    pub fn command(&mut self, verb: Verb, chunk: Option<(u64, bool)>, place: u32) {
        if verb == Verb::Other && self.authenticating {
            return;
        }
        self.begin(verb, place);
        let is_last_chunk = chunk.is_some_and(|(_, last)| last);
        self.await_reply(if is_last_chunk { Awaited::MESSAGE } else { Awaited::of_verb(verb) }, place);
        self.continue_transaction(verb, chunk, place);
    }

    /// A command with its status in the same row. `code` is 0 if the row has none.
    pub fn answered_command(&mut self, verb: Verb, chunk: Option<(u64, bool)>, code: u16, place: u32) -> Answer {
        self.begin(verb, place);
        let is_end = verb == Verb::Data || chunk.is_some_and(|(_, last)| last);
        let awaited = if is_end { Awaited::MESSAGE } else { Awaited::of_verb(verb) };
        let waiting = Waiting { awaited, place, transaction: self.current };
        self.continue_transaction(verb, chunk, place);
        if code == 0 {
            return Answer::default();
        }
        let cause = self.settle(waiting, ReplyRef { place, code, follows: false }, || Awaited::by_code(code));
        Answer { command: Some(place), cause }
    }

    /// A reply: all of its lines, or, if `continued` is set, one line that is not the last. `exact` is what it can
    /// answer by its text.
    pub fn reply(&mut self, code: u16, continued: bool, place: u32, exact: impl Fn() -> Awaited) -> Answer {
        let reply = ReplyRef { place, code, follows: false };
        let answered = self.queue.reply(reply, continued, &exact);
        self.settle_late();
        let waiting = match answered {
            Answered::Command(waiting) => waiting,
            Answered::Nothing => Waiting { awaited: exact(), place: NOWHERE, transaction: None },
            Answered::OneOfSeveral => {
                // AUTH is sent alone, so its final reply ends it even where the command is uncertain.
                self.authenticating &= continued || Class::of(code) == Some(Class::Intermediate);
                return Answer::default();
            }
        };
        let is_logged = waiting.place != NOWHERE && waiting.awaited != Awaited::GREETING;
        let command = is_logged.then_some(waiting.place);
        if continued {
            let delivery = self.delivery.as_ref().filter(|_| answered == Answered::Nothing && code != 421);
            let further = delivery.filter(|delivery| self.awaits_further(delivery)).map(|delivery| delivery.command);
            return Answer { command: command.or(further), cause: None };
        }
        let interrupts = self.sending.is_some() && Class::of(code) == Some(Class::Transient);
        self.interrupted = interrupts.then_some(place);
        if let Some(delivery) = self.delivery.take().filter(|_| answered == Answered::Nothing && code != 421) {
            return Answer { command: self.deliver_to_next(delivery, reply), cause: None };
        }
        let cause = self.settle(waiting, reply, &exact);
        if code == 421 {
            self.close_connection(reply);
        }
        Answer { command, cause }
    }

    /// The connection, or the log, has ended.
    pub fn finish(&mut self) {
        self.queue.finish();
        self.settle_late();
        self.transactions.iter_mut().for_each(Transaction::conclude);
        self.current = None;
    }

    /// Whether a transaction has begun and not ended.
    pub fn is_in_transaction(&self) -> bool {
        self.current.is_some()
    }

    /// Whether a message was on its way at the end, and nothing was said about it.
    pub fn is_sending(&self) -> bool {
        let transaction = self.sending.and_then(|index| self.transactions.get(index));
        transaction.is_some_and(|transaction| transaction.outcome == TransactionOutcome::Unfinished)
    }

    /// The place of the temporary refusal that came last while a message was on its way, if the client sent nothing after it.
    pub fn interrupted(&self) -> Option<u32> {
        self.interrupted
    }

    /// The transactions so far.
    pub fn transactions(&self) -> &[Transaction] {
        &self.transactions
    }

    /// Number of the queues of commands that are possible; 0 where it is certain which commands wait.
    pub fn possible_queues(&self) -> usize {
        self.queue.possible()
    }

    /// The places of replies and of the commands that they answer, where that became certain after the reply.
    pub fn late(&self) -> &[(u32, u32)] {
        &self.late
    }

    fn await_reply(&mut self, awaited: Awaited, place: u32) {
        self.queue.push(Waiting { awaited, place, transaction: self.current });
    }

    /// What a command means to the transaction before it.
    fn begin(&mut self, verb: Verb, place: u32) {
        self.authenticating = Awaited::of_verb(verb) == Awaited::AUTH;
        self.delivery = None;
        self.interrupted = None;
        match verb {
            Verb::Mail => {
                self.abort();
                self.open(Some(place), place);
            }
            Verb::Rset | Verb::Ehlo | Verb::Helo => self.abort(),
            Verb::Rcpt => self.ensure_transaction(ROWS_TO_RCPT, place),
            Verb::Data | Verb::Bdat => self.ensure_transaction(ROWS_TO_DATA, place),
            _ => {}
        }
    }

    /// Adds a command to the current transaction.
    fn continue_transaction(&mut self, verb: Verb, chunk: Option<(u64, bool)>, place: u32) {
        let Some(transaction) = self.current.and_then(|current| self.transactions.get_mut(current)) else { return };
        transaction.last = place;
        transaction.chunk_bytes = transaction.chunk_bytes.saturating_add(chunk.map_or(0, |(size, _)| size));
        if verb == Verb::Bdat {
            self.sending = self.current;
        }
        match verb {
            Verb::Rcpt => transaction.recipients.push(Recipient { place, reply: None }),
            // The last chunk completes the message: the next MAIL begins another transaction.
            Verb::Bdat if chunk.is_some_and(|(_, last)| last) => self.current = None,
            _ => {}
        }
    }

    /// The current transaction; if its MAIL may be in missing rows, one of an unknown sender. In `rows` missing rows a
    /// transaction can end and another one come as far as this.
    fn ensure_transaction(&mut self, rows: u32, place: u32) {
        let is_another = self.current.is_some() && self.missing >= rows;
        if is_another || (self.current.is_none() && !self.nothing_open) {
            self.open(None, place);
        }
        self.missing = 0;
    }

    fn open(&mut self, mail: Option<u32>, first: u32) {
        self.current = Some(self.transactions.len());
        self.missing = 0;
        self.transactions.push(Transaction {
            mail,
            first,
            recipients: Vec::new(),
            chunk_bytes: 0,
            outcome: TransactionOutcome::Unfinished,
            decision: None,
            last: first,
            refusal: None,
            accepted: 0,
            is_decided: false,
        });
    }

    /// The client aborts the current transaction, or begins anew.
    fn abort(&mut self) {
        self.nothing_open = true;
        if self.current.is_some() && self.sending == self.current {
            self.sending = None;
        }
        let aborted = self.current.take().and_then(|current| self.transactions.get_mut(current));
        if let Some(transaction) = aborted.filter(|transaction| !transaction.is_decided) {
            transaction.outcome = TransactionOutcome::Reset;
        }
    }

    /// Settles what has become certain since.
    fn settle_late(&mut self) {
        while let Some(pair) = self.queue.settled() {
            if pair.command.place != NOWHERE && pair.command.awaited != Awaited::GREETING {
                self.late.push((pair.reply.place, pair.command.place));
            }
            self.settle(pair.command, pair.reply, || pair.exact);
        }
    }

    /// A command has got its reply, or one of its replies. Returns the place of the refusal that the reply follows from.
    fn settle(&mut self, command: Waiting, reply: ReplyRef, exact: impl Fn() -> Awaited) -> Option<u32> {
        let class = Class::of(reply.code).unwrap_or(Class::Permanent);
        if command.awaited == Awaited::AUTH {
            self.authenticating = command.after(reply.code).is_some();
        }
        if command.place == NOWHERE && command.transaction.is_none() {
            self.unlogged_command_answered(command.awaited, reply, class);
        }
        let cause = if class.is_failure() { self.cause_of(command, &exact) } else { None };
        let reply = ReplyRef { follows: cause.is_some(), ..reply };
        if cause.is_none() {
            self.remember_cause(command, reply, class);
        }
        if let Some(index) = command.transaction {
            self.transaction_replied(index, command, reply, class);
        }
        cause.map(|cause| cause.place)
    }

    fn transaction_replied(&mut self, index: usize, command: Waiting, reply: ReplyRef, class: Class) {
        let Some(transaction) = self.transactions.get_mut(index) else { return };
        transaction.last = transaction.last.max(reply.place);
        match command.awaited {
            Awaited::RCPT => transaction.recipient_replied(command.place, reply),
            Awaited::MAIL | Awaited::DATA | Awaited::CHUNK if class.is_failure() => self.decide(index, reply),
            Awaited::DATA if class == Class::Intermediate => self.sending = Some(index),
            // The row with `354` is missing.
            Awaited::DATA if class == Class::Positive => self.decide(index, reply),
            Awaited::MESSAGE => {
                self.decide(index, reply);
                self.delivery =
                    Some(Delivery { transaction: index, command: command.place, first: Some(reply), next: 0 });
            }
            _ => {}
        }
    }

    /// The earlier refusal that a refusal of this command follows from: it complains about the sequence of commands,
    /// and no recipient has been accepted.
    fn cause_of(&self, command: Waiting, exact: impl Fn() -> Awaited) -> Option<ReplyRef> {
        let cause = self.cause?;
        let transaction = command.transaction.and_then(|index| self.transactions.get(index));
        let has_recipient = transaction.is_some_and(|transaction| transaction.accepted > 0);
        let follows = !has_recipient && exact().is_out_of_sequence();
        let refusal = transaction.and_then(|transaction| transaction.refusal);
        follows.then_some(refusal.unwrap_or(cause))
    }

    /// Remembers a refusal of what later commands need, or forgets it once they have it.
    fn remember_cause(&mut self, command: Waiting, reply: ReplyRef, class: Class) {
        match command.awaited {
            Awaited::HELLO
            | Awaited::MAIL
            | Awaited::RCPT
            | Awaited::DATA
            | Awaited::MESSAGE
            | Awaited::CHUNK
            | Awaited::AUTH
            | Awaited::TLS
                if class.is_failure() =>
            {
                self.cause = Some(reply);
            }
            Awaited::HELLO | Awaited::MAIL | Awaited::RCPT | Awaited::RSET => self.cause = None,
            _ => {}
        }
    }

    /// A command that is not in the log has got a reply, which may show that there was a message.
    fn unlogged_command_answered(&mut self, awaited: Awaited, reply: ReplyRef, class: Class) {
        let is_message = class != Class::Intermediate && awaited.is_within(Awaited::DELIVERY);
        let is_data = class == Class::Intermediate && awaited.meets(Awaited::DATA);
        if !is_message && !is_data {
            return;
        }
        self.ensure_transaction(ROWS_TO_MESSAGE, reply.place);
        let Some(index) = self.current else { return };
        if is_message {
            self.decide(index, reply);
        } else {
            self.sending = Some(index);
        }
    }

    /// Whether there can be another reply to a message.
    fn awaits_further(&self, delivery: &Delivery) -> bool {
        let transaction = self.transactions.get(delivery.transaction);
        transaction.is_some_and(|transaction| transaction.accepted > 1 && delivery.next < transaction.recipients.len())
    }

    /// Another reply after the one to the message, to which no command belongs: there is one for each recipient that was
    /// accepted, as in LMTP (RFC 2033, 4.2).
    fn deliver_to_next(&mut self, mut delivery: Delivery, reply: ReplyRef) -> Option<u32> {
        let transaction = self.transactions.get_mut(delivery.transaction)?;
        let replies = [delivery.first.take(), Some(reply)];
        if transaction.accepted < 2 {
            return None;
        }
        for reply in replies.into_iter().flatten() {
            let mut recipients = transaction.recipients.iter_mut().enumerate().skip(delivery.next);
            let (place, recipient) = recipients.find(|(_, recipient)| is_accepted(recipient))?;
            delivery.next = place + 1;
            recipient.reply = Some(reply);
            transaction.last = reply.place;
            if reply.code < 300 && transaction.outcome != TransactionOutcome::Accepted {
                transaction.outcome = TransactionOutcome::Accepted;
                transaction.decision = Some(reply);
            }
        }
        self.delivery = Some(delivery);
        Some(delivery.command)
    }

    /// The server closes the connection: everything that waits has got its last reply.
    fn close_connection(&mut self, reply: ReplyRef) {
        for waiting in self.queue.take_all() {
            self.settle(waiting, reply, || Awaited::ALL);
        }
        self.settle_late();
    }

    fn decide(&mut self, index: usize, reply: ReplyRef) {
        if self.sending == Some(index) {
            self.sending = None;
        }
        let Some(transaction) = self.transactions.get_mut(index) else { return };
        if self.current == Some(index) {
            self.current = None;
            self.nothing_open = true;
        }
        if reply.follows && transaction.is_decided {
            return;
        }
        let decision = if reply.follows { transaction.refusal.or(self.cause).unwrap_or(reply) } else { reply };
        transaction.is_decided = true;
        transaction.last = transaction.last.max(reply.place);
        transaction.decision = Some(decision);
        transaction.outcome = match Class::of(decision.code) {
            Some(Class::Positive | Class::Intermediate) => TransactionOutcome::Accepted,
            _ => refused(decision.code),
        };
    }
}

impl Transaction {
    /// The outcome without a final reply: a rejection is the reason, unless other recipients were accepted.
    fn conclude(&mut self) {
        if self.is_decided {
            return;
        }
        self.decision = self.refusal;
        if let Some(refusal) = self.refusal.filter(|_| self.accepted == 0) {
            self.outcome = refused(refusal.code);
        }
    }

    fn recipient_replied(&mut self, place: u32, reply: ReplyRef) {
        if let Ok(at) = self.recipients.binary_search_by_key(&place, |recipient| recipient.place)
            && let Some(recipient) = self.recipients.get_mut(at)
        {
            recipient.reply = Some(reply);
            self.accepted += u32::from(is_accepted(recipient));
        }
        let is_worse = || self.refusal.is_none_or(|worst| reply.code / 100 > worst.code / 100);
        if reply.code >= 400 && !reply.follows && is_worse() {
            self.refusal = Some(reply);
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
    use alloc::{format, vec};

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
                    conversation.reply(reply.code, reply.continued, place, || Awaited::by_reply(&reply)).command
                }
                ("...", rows) => {
                    conversation.missing(rows.trim().parse().unwrap());
                    None
                }
                _ => {
                    conversation.connected(place);
                    None
                }
            };
            answers.push(answer);
        }
        conversation.finish();
        for &(reply, command) in conversation.late() {
            answers[reply as usize] = Some(command);
        }
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

    /// Whether a message was on its way at the end, and whether one was interrupted.
    fn sending(drawing: &str) -> (bool, bool) {
        let (conversation, _) = play(drawing);
        (conversation.is_sending(), conversation.interrupted().is_some())
    }

    #[test]
    fn a_message_is_on_its_way_until_it_is_answered() {
        let addressed = "C: MAIL FROM:<a@b>\nS: 250 ok\nC: RCPT TO:<c@d>\nS: 250 ok\n";
        let after = |rows: &str| sending(&format!("{addressed}{rows}"));
        assert_eq!(after(""), (false, false));
        assert_eq!(after("C: DATA"), (false, false), "nobody has asked for it");
        assert_eq!(after("C: DATA\nS: 354 go"), (true, false));
        assert_eq!(after("C: BDAT 10\nS: 250 ok"), (true, false));
        assert_eq!(after("C: BDAT 10 LAST"), (true, false));
        assert_eq!(after("C: BDAT 10 LAST\nS: 250 2.6.0 queued"), (false, false));
        assert_eq!(after(&format!("C: BDAT 10 LAST\nS: 250 2.6.0 queued\n{addressed}")), (false, false));
        assert_eq!(after("C: BDAT 10\nS: 250 ok\nC: RSET\nS: 250 ok"), (false, false));
        assert_eq!(after("C: DATA\nS: 354 go\n... 2"), (false, false), "its reply may be missing");
    }

    #[test]
    fn a_message_is_interrupted_by_what_is_said_last() {
        let data = "C: MAIL FROM:<a@b>\nS: 250 ok\nC: RCPT TO:<c@d>\nS: 250 ok\nC: DATA\nS: 354 go\n";
        let after = |rows: &str| sending(&format!("{data}{rows}"));
        assert_eq!(after("S: 421 4.4.1 timed out"), (false, true));
        assert_eq!(after("S: 451 4.3.0 later"), (false, true));
        assert_eq!(after("S: 451 4.3.0 later\nC: QUIT\nS: 221 bye"), (false, false));
        assert_eq!(after("S: 250 2.6.0 queued\nS: 421 4.4.1 timed out"), (false, false));
        assert_eq!(after("S: 550 5.7.1 no"), (false, false));
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
                    0 if *flag => conversation.connected(place as u32),
                    0 => conversation.missing(u32::from(*code)),
                    1..=7 => drop(conversation.reply(*code, *flag, place as u32, || Awaited::by_code(*code))),
                    _ => conversation.command(Verb::ALL[*verb], flag.then_some((u64::from(*code), *flag)), place as u32),
                }
            }
            conversation.finish();
            proptest::prop_assert!(conversation.transactions().len() <= rows.len());
        }
    }
}

//! The script of one session: its rows with the pauses between them.

use super::random::Random;

/// The counters of the truth to which a row, and so its session, contributes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks(u8);

impl Marks {
    /// A reply of 500 to 599.
    pub const REPLY_5XX: Marks = Marks(1);
    /// A reply of 400 to 499.
    pub const REPLY_4XX: Marks = Marks(2);
    /// Text that contains the needle.
    pub const NEEDLE: Marks = Marks(4);
    /// A TLS negotiation that ended with version 1.0.
    pub const TLS_1_0: Marks = Marks(8);
    /// An authentication that failed.
    pub const AUTH_FAILED: Marks = Marks(16);
    /// An accepted mail.
    pub const ACCEPTED: Marks = Marks(32);

    /// Every mark.
    pub const ALL: [Marks; 6] =
        [Marks::REPLY_5XX, Marks::REPLY_4XX, Marks::NEEDLE, Marks::TLS_1_0, Marks::AUTH_FAILED, Marks::ACCEPTED];

    /// The union of both.
    pub fn with(self, other: Marks) -> Marks {
        Marks(self.0 | other.0)
    }

    /// Whether these include the other.
    pub fn has(self, other: Marks) -> bool {
        self.0 & other.0 == other.0
    }
}

/// One row of a session, without the fields that all rows of a session share.
pub struct Row {
    /// Time since the row before it, in milliseconds.
    pub delay: u64,
    /// Whether the local endpoint is known yet; the send log leaves it empty until the connection is established.
    pub connected: bool,
    /// `+ - > < *`
    pub event: char,
    /// The data field; in a connectivity log the description.
    pub data: String,
    /// The context field; empty in a connectivity log.
    pub context: String,
    /// The counters to which the row contributes.
    pub marks: Marks,
}

/// One session, before it is interleaved with others.
pub struct Script {
    /// Connector-id; in a connectivity log the source.
    pub connector: String,
    /// Local endpoint; in a connectivity log the destination.
    pub local: String,
    /// Remote endpoint; empty in a connectivity log.
    pub remote: String,
    /// The rows in their order.
    pub rows: Vec<Row>,
    /// Sequence-number of the first row: above 0 if the beginning is lost.
    pub first_sequence: u64,
}

/// Writes the rows of a session one after another.
pub struct Dialogue<'r> {
    /// The source of random numbers.
    pub random: &'r mut Random,
    rows: Vec<Row>,
    command: char,
    reply: char,
    connected: bool,
    pause: u64,
}

impl<'r> Dialogue<'r> {
    /// A conversation of a receive log: the client sends commands, we reply.
    pub fn receive(random: &'r mut Random) -> Dialogue<'r> {
        Dialogue { random, rows: Vec::new(), command: '<', reply: '>', connected: true, pause: 0 }
    }

    /// A conversation of a send log: we send commands, the remote server replies.
    pub fn send(random: &'r mut Random) -> Dialogue<'r> {
        Dialogue { random, rows: Vec::new(), command: '>', reply: '<', connected: false, pause: 0 }
    }

    /// The connection is established.
    pub fn connect(&mut self) {
        self.connected = true;
        self.push('+', String::new(), String::new(), Marks::default());
    }

    /// The connection ends; `how` is Exchange's term for it.
    pub fn disconnect(&mut self, how: &str) {
        self.push('-', String::new(), how.into(), Marks::default());
    }

    /// A command of the client.
    pub fn command(&mut self, text: impl Into<String>) {
        self.push(self.command, text.into(), String::new(), Marks::default());
    }

    /// A reply of the server.
    pub fn reply(&mut self, text: impl Into<String>) {
        let text = text.into();
        let marks = match text.as_bytes().first() {
            Some(b'5') => Marks::REPLY_5XX,
            Some(b'4') => Marks::REPLY_4XX,
            _ => Marks::default(),
        };
        self.push(self.reply, text, String::new(), marks);
    }

    /// A line of information from Exchange itself.
    pub fn note(&mut self, data: impl Into<String>, context: impl Into<String>) {
        self.push('*', data.into(), context.into(), Marks::default());
    }

    /// Makes the last row contribute to a counter.
    pub fn mark(&mut self, marks: Marks) {
        if let Some(row) = self.rows.last_mut() {
            row.marks = row.marks.with(marks);
        }
    }

    /// Lets time pass before the next row, in milliseconds.
    pub fn pause(&mut self, low: u64, high: u64) {
        self.pause += self.random.between(low, high);
    }

    /// Swaps the last two rows, as with PIPELINING, where a command may precede the reply to the previous one.
    pub fn swap_last_two(&mut self) {
        let last = self.rows.len().saturating_sub(1);
        if last > 0 {
            self.rows.swap(last - 1, last);
        }
    }

    /// The rows.
    pub fn finish(self) -> Vec<Row> {
        self.rows
    }

    fn push(&mut self, event: char, data: String, context: String, marks: Marks) {
        // Most rows follow within a few milliseconds; a peer far away takes a round trip.
        let delay = self.pause + self.random.weighted(&[(6, 0), (6, 1), (4, 16), (3, 40), (1, 180)]);
        self.pause = 0;
        self.rows.push(Row { delay, connected: self.connected, event, data, context, marks });
    }
}

//! Interleaves the sessions of one log by the time of their rows, and cuts files.
//!
//! All rows of a session are made when it begins, so memory holds the current file and the open sessions, never the
//! whole log.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::iter::Peekable;
use std::vec::IntoIter;

use super::random::Random;
use super::script::Marks;
use super::time::Date;
use super::{Count, LogFile};

/// Exchange cuts a file when it reaches this size.
pub const FILE_BYTES: usize = 10_000_000;

/// Sessions of a calm log are shorter than this, in milliseconds.
const LONGEST_CALM: u64 = 600_000;

const HOUR: u64 = 3_600_000;

/// One entry, ready to be written.
pub struct Line {
    /// Milliseconds since 1970, never less than that of the previous line.
    pub time: u64,
    /// The whole line, including its line end.
    pub text: String,
    /// The counters to which it contributes.
    pub marks: Marks,
}

/// One session, before it is interleaved with others.
pub struct Strand {
    /// Its lines in order.
    pub lines: Vec<Line>,
    /// Number of sessions that a reader finds in it: one, except in logs without session-ids or sessions.
    pub sessions: u64,
}

impl Strand {
    /// A strand that is one session, whose lines contribute to no particular counter.
    pub fn of(lines: impl IntoIterator<Item = (u64, String)>) -> Strand {
        let line = |(time, text)| Line { time, text, marks: Marks::default() };
        Strand { lines: lines.into_iter().map(line).collect(), sessions: 1 }
    }
}

/// Names a file by the time of its beginning and its number within that period, from 1.
type Name<'j> = dyn Fn(&Date, u64) -> String + 'j;

/// Makes the session with a given number, from 0, that begins at a given time.
type Begin<'j> = dyn FnMut(&mut Random, u64, u64) -> Strand + 'j;

/// One log: the names and contents of its files.
pub struct Journal<'j> {
    /// Folder of all files.
    pub folder: String,
    /// Names of its files.
    pub name: Box<Name<'j>>,
    /// The header of a file; its time is that of the first entry.
    pub header: Box<dyn Fn(u64) -> String + 'j>,
    /// Number of hours per file.
    pub hours: u64,
    /// Maximum size of a file, in bytes.
    pub most_bytes: usize,
    /// Start of the first session, in milliseconds since 1970.
    pub begin: u64,
    /// Mean time between two sessions in milliseconds.
    pub pace: u64,
    /// Whether no session continues into the next period of files: without session-ids, a reader could not reassemble
    /// it from files in a different order.
    pub calm: bool,
    /// Its sessions.
    pub strand: Box<Begin<'j>>,
}

impl Journal<'_> {
    /// Beginning of the file that contains entries of a given time, in hours since 1970.
    fn period(&self, time: u64) -> u64 {
        time / HOUR / self.hours * self.hours
    }

    /// Start of the session after one that began at `begin`.
    fn after(&self, begin: u64, random: &mut Random) -> u64 {
        let next = begin + random.between(1, 2 * self.pace);
        let late = self.period(next + LONGEST_CALM);
        if self.calm && self.period(next) != late { late * HOUR } else { next }
    }
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files.
    pub files: u64,
    /// Their size in bytes.
    pub bytes: u64,
    /// Sessions and entries.
    pub all: Count,
    /// Those with each of the marks, in the order of [`Marks::ALL`].
    pub marked: [Count; Marks::ALL.len()],
    /// Largest number of sessions that were open at the same time.
    pub most_open: u64,
}

impl Written {
    /// Counts one entry, or one session with the marks of all its entries.
    fn add(&mut self, marks: Marks, one: Count) {
        self.all.add(one);
        for (mark, count) in Marks::ALL.into_iter().zip(&mut self.marked) {
            if marks.has(mark) {
                count.add(one);
            }
        }
    }

    /// Adds another log.
    pub fn join(&mut self, other: &Written) {
        self.files += other.files;
        self.bytes += other.bytes;
        self.all.add(other.all);
        self.marked.iter_mut().zip(other.marked).for_each(|(count, other)| count.add(other));
        self.most_open = self.most_open.max(other.most_open);
    }
}

/// A session in progress.
struct Open {
    lines: Peekable<IntoIter<Line>>,
    sessions: u64,
    marks: Marks,
}

/// Writes one log of about `bytes` bytes. Every session is written to its end.
pub fn weave(journal: &mut Journal, random: &mut Random, bytes: u64, sink: &mut dyn FnMut(LogFile)) -> Written {
    let mut open: BTreeMap<u64, Open> = BTreeMap::new();
    // Sessions by the time of their next entry, then by the order in which they began.
    let mut queue: BinaryHeap<Reverse<(u64, u64)>> = BinaryHeap::new();
    let mut files = Files { sink, period: 0, number: 0, text: String::new(), written: Written::default() };
    let (mut started, mut begin, mut written) = (0, journal.begin, 0);
    loop {
        let due = queue.peek().map(|Reverse((time, _))| *time);
        if written < bytes && due.is_none_or(|time| begin <= time) {
            let Strand { lines, sessions } = (journal.strand)(random, started, begin);
            let longest = if journal.calm { LONGEST_CALM } else { u64::MAX };
            assert!(lines.last().is_none_or(|line| line.time - begin < longest), "too long for a calm log");
            queue.push(Reverse((begin, started)));
            open.insert(started, Open { lines: lines.into_iter().peekable(), sessions, marks: Marks::default() });
            files.written.most_open = files.written.most_open.max(open.len() as u64);
            started += 1;
            begin = journal.after(begin, random);
            continue;
        }
        let Some(Reverse((_, number))) = queue.pop() else {
            break;
        };
        let Some(session) = open.get_mut(&number) else {
            break;
        };
        if let Some(line) = session.lines.next() {
            session.marks = session.marks.with(line.marks);
            written += line.text.len() as u64;
            files.entry(journal, &line);
        }
        match session.lines.peek() {
            Some(line) => queue.push(Reverse((line.time, number))),
            None => {
                files.written.add(session.marks, Count { sessions: session.sessions, entries: 0 });
                open.remove(&number);
            }
        }
    }
    files.cut(journal);
    files.written
}

/// The current file.
struct Files<'s> {
    sink: &'s mut dyn FnMut(LogFile),
    period: u64,
    number: u64,
    text: String,
    written: Written,
}

impl Files<'_> {
    fn entry(&mut self, journal: &Journal, line: &Line) {
        self.make_room(journal, line.time);
        self.written.add(line.marks, Count { sessions: 0, entries: 1 });
        self.text.push_str(&line.text);
    }

    /// Starts the next file if this one is full or its period is over.
    fn make_room(&mut self, journal: &Journal, time: u64) {
        let period = journal.period(time);
        let full = self.text.len() >= journal.most_bytes;
        if period == self.period && !full {
            return;
        }
        self.cut(journal);
        self.number = if period == self.period { self.number + 1 } else { 1 };
        self.period = period;
        self.text.push_str(&(journal.header)(time));
    }

    fn cut(&mut self, journal: &Journal) {
        let text = std::mem::take(&mut self.text).into_bytes();
        if text.is_empty() {
            return;
        }
        self.written.files += 1;
        self.written.bytes += text.len() as u64;
        let name = (journal.name)(&Date::new(self.period * HOUR), self.number);
        (self.sink)(LogFile { folder: journal.folder.clone(), name, text });
    }
}

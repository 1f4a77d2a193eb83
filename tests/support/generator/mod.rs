//! Writes logs as busy Exchange servers would: sessions of many kinds, dozens of them open at once, rows in
//! chronological order, a new file every hour and at 10 MB. The contents are counted along the way, so that tests and
//! benchmarks know the truth.
//!
//! The sessions are modelled on real logs; every name and address is fictitious. The same plan gives the same bytes on
//! every machine.

mod agent;
pub mod client_access;
mod connectivity;
pub mod family;
mod http;
mod http_proxy;
mod iis_record;
mod imap4;
mod internet_mail;
mod internet_news;
mod l_file;
mod names;
mod nntp_service;
mod pop3;
pub mod random;
mod receive;
mod row;
mod script;
mod send;
mod smtp_service;
mod stream;
mod time;
mod tls;
mod tracking;
mod tracking_2003;
pub mod weave;

use script::Marks;
use weave::Written;

/// Occurs in the sender of a few mails, in lower or upper case, and nowhere else.
pub const NEEDLE: &str = "zephyrquill";

/// What to write.
pub struct Plan {
    /// Different seeds give different logs.
    pub seed: u64,
    /// Approximate size of all files together, in bytes.
    pub bytes: u64,
}

/// A written file.
pub struct LogFile {
    /// Folder, with `/` between its parts.
    pub folder: String,
    /// Name, e.g. `RECV2024031205-1.LOG`.
    pub name: String,
    /// Contents.
    pub text: Vec<u8>,
}

/// The kinds of transport log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// SMTP Receive protocol log.
    Receive,
    /// SMTP Send protocol log.
    Send,
    /// Connectivity log.
    Connectivity,
}

/// How often something occurs in the logs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Sessions with at least one such entry.
    pub sessions: u64,
    /// Number of such entries.
    pub entries: u64,
}

/// What was written: everything that a reader should find.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Truth {
    /// Files.
    pub files: u64,
    /// Their size in bytes.
    pub bytes: u64,
    /// All sessions and entries.
    pub all: Count,
    /// Of the receive logs.
    pub receive: Count,
    /// Of the send logs.
    pub send: Count,
    /// Of the connectivity logs.
    pub connectivity: Count,
    /// Replies of 500 to 599.
    pub replies_5xx: Count,
    /// Replies of 400 to 499.
    pub replies_4xx: Count,
    /// Text with [`NEEDLE`].
    pub needle: Count,
    /// TLS negotiations that ended with version 1.0.
    pub tls_1_0: Count,
    /// Authentications that failed.
    pub auth_failed: Count,
    /// Accepted mails.
    pub accepted: Count,
    /// Largest number of sessions that were open at the same time in one log.
    pub most_open: u64,
}

impl Truth {
    /// Adds one log.
    fn add(&mut self, kind: Kind, written: &Written) {
        self.files += written.files;
        self.bytes += written.bytes;
        self.most_open = self.most_open.max(written.most_open);
        self.all.add(written.all);
        match kind {
            Kind::Receive => &mut self.receive,
            Kind::Send => &mut self.send,
            Kind::Connectivity => &mut self.connectivity,
        }
        .add(written.all);
        for (mark, count) in Marks::ALL.into_iter().zip(written.marked) {
            self.marked(mark).add(count);
        }
    }

    fn marked(&mut self, mark: Marks) -> &mut Count {
        match mark {
            Marks::REPLY_5XX => &mut self.replies_5xx,
            Marks::REPLY_4XX => &mut self.replies_4xx,
            Marks::NEEDLE => &mut self.needle,
            Marks::TLS_1_0 => &mut self.tls_1_0,
            Marks::AUTH_FAILED => &mut self.auth_failed,
            _ => &mut self.accepted,
        }
    }
}

impl Count {
    fn add(&mut self, other: Count) {
        self.sessions += other.sessions;
        self.entries += other.entries;
    }
}

/// Writes the planned transport logs: `sink` receives one file after another. Returns what they contain.
pub fn generate(plan: &Plan, sink: &mut dyn FnMut(LogFile)) -> Truth {
    let mut truth = Truth::default();
    for (number, log) in (0_u64..).zip(&stream::LOGS) {
        let written = stream::write(log, stream::seed(plan, number), plan.bytes * log.share / 100, sink);
        truth.add(log.kind, &written);
    }
    truth
}

/// Writes the transport logs of one kind.
fn write_kind(kind: Kind, plan: &Plan, sink: &mut dyn FnMut(LogFile)) -> Written {
    let logs = || (0_u64..).zip(&stream::LOGS).filter(|(_, log)| log.kind == kind);
    let shares: u64 = logs().map(|(_, log)| log.share).sum();
    let mut all = Written::default();
    for (number, log) in logs() {
        all.join(&stream::write(log, stream::seed(plan, number), plan.bytes * log.share / shares, sink));
    }
    all
}

//! Reads Microsoft Exchange logs as sessions.
//!
//! # The log
//!
//! An Exchange server writes what its SMTP connections say into text files, a comma separated line for each command,
//! reply and note, the lines of all connections mixed as they happen. What a person wants to read is one connection:
//! who spoke, in which order, how it ended. Every line names its session and its place in it (`session-id`,
//! `sequence-number`), so the conversation can be put together again, from several files if need be.
//!
//! # The way of a byte
//!
//! ```text
//! push(&[u8]) ──▶ text: lines, fields ──▶ format: Entry ──▶ session: which one ──▶ store: columns, strings
//!                                                                                     │ publish
//!            page ◀── report, export ◀── query ◀── facts and outcome of each session ◀┘
//! ```
//!
//! One direction, one pass: a byte is read once, and everything after that is answered from the store. Chunks may be
//! split anywhere. Reading never fails: what is odd becomes a located [`diagnostic`], and the bytes in entries,
//! headers, blank lines and diagnosed lines add up to the bytes of the file. Files may be UTF-8, UTF-16 or Windows-1252;
//! after line splitting all text is UTF-8, while positions and spans still count the bytes of the file.
//!
//! # The layers
//!
//! A name may only point down this list; a test over the `use` lines holds that.
//!
//! | layer | knows |
//! | --- | --- |
//! | [`text`], [`time`], [`diagnostic`] | bytes, encodings, lines, CSV fields, `#` headers, time stamps |
//! | [`smtp`] | commands, replies, status codes, transactions as the RFCs define them |
//! | [`exchange`] | Exchange's own wording: TLS, certificates, permissions, tarpits, connectivity |
//! | [`entry`], [`format`](mod@format) | one file a log family: how it is recognised, how its lines become entries |
//! | [`content`] | what the text of an entry is and says, by log family |
//! | [`store`] | columns and interned strings: entries, sessions and their facts, files, tables |
//! | [`session`] | which entry belongs to which session, and how the facts of a session are computed |
//! | [`archive`] | all that was read, in one place |
//! | [`ingest`] | files into the archive: begin, push, end, publish; the origins of files |
//! | [`query`], [`report`], [`export`] | questions over the archive |
//! | [`engine`] | wires the above together: the whole of the Rust interface |
//! | `wasm` | the only module that knows JavaScript |
//!
//! Everything above `wasm` is `no_std` with `alloc` and reads no clock, no locale and no random source: the same bytes
//! give the same answers everywhere.
//!
//! # Example
//!
//! ```
//! use exchange_log_viewer::Engine;
//! use exchange_log_viewer::FileEnd;
//!
//! let log = b"2026-01-05T10:00:00.000Z,EX01\\Relay,08DE4C1234567890,0,192.0.2.10:25,198.51.100.7:4711,+,,\r\n\
//!             2026-01-05T10:00:00.010Z,EX01\\Relay,08DE4C1234567890,1,192.0.2.10:25,198.51.100.7:4711,-,,Remote\r\n";
//! let mut engine = Engine::new();
//! engine.begin_file("RECV2026010510-1.LOG", "", log.len() as u64);
//! for byte in log {
//!     engine.push(&[*byte]);
//! }
//! engine.end_file(FileEnd::Complete);
//! engine.publish();
//! assert_eq!(engine.count("ip:198.51.100.0/24 ended:remote", 0).unwrap(), (1, 2));
//! ```
//!
//! # What this does not do
//!
//! It does not open files: bytes are pushed by whoever can read them. It does not unpack archives, does not resolve names,
//! does not judge whether a server is configured well, and keeps nothing when it is dropped.

// With missing-docs-in-crate-items in .clippy.toml: whatever another module can name is documented.
#![warn(clippy::missing_docs_in_private_items)]
#![cfg_attr(not(any(test, feature = "wasm")), no_std)]

extern crate alloc;

mod archive;
mod bytes;
mod content;
mod diagnostic;
mod engine;
mod entry;
mod exchange;
mod export;
mod format;
mod ingest;
mod query;
mod report;
mod session;
mod smtp;
mod store;
mod text;
mod time;
#[cfg(test)]
mod typescript;
#[cfg(feature = "wasm")]
mod wasm;

// The Rust interface. The binding is the other one: with it, whatever the page does not call is reported as dead code.
#[cfg(not(feature = "wasm"))]
pub use {
    archive::Archive,
    diagnostic::DiagnosticKind,
    engine::Engine,
    entry::LogType,
    export::{ExportFormat, Exporter, TableExporter},
    format::Correction,
    query::{
        Condition, Example, Expression, FieldHelp, Pattern, Problem, QUESTIONS as query_questions,
        examples as query_examples, help as query_help, parse as parse_query,
    },
    report::coverage::{BinWidth, Coverage, grid::CoverageCell},
    report::detail::{SessionDetail, detail},
    report::list::SortOrder,
    report::masking::DisplayText,
    report::query::QueryAnswer,
    report::related::{RelatedSession, related},
    report::reportable::Reportable,
    report::session_column::SessionColumn,
    report::summary::{Summary, diagnostics, summary},
    report::table_order::TableOrder,
    report::timeline::{Timeline, timeline},
    report::units::Count,
    store::files::FileEnd,
    store::{FileIndex, Outcome, SessionIndex},
    text::Encoding,
};

//! Reads Microsoft Exchange logs as sessions.
//!
//! # The log
//!
//! An Exchange server logs its SMTP connections in text files: one comma-separated line for each command, reply and
//! note, with the lines of all connections interleaved. What an administrator wants to read is one connection: what
//! client and server sent, in which order, and how it ended. Every line names its session and its place in it
//! (`session-id`, `sequence-number`), so the conversation can be reassembled, from several files if need be. Logs
//! without these names are grouped by what they have: the requests of a user, the events of a message, the commands of
//! one host until it pauses.
//!
//! # Data flow
//!
//! ```text
//!  push(&[u8])                                                             query text
//!      │                                                                       │
//!      ▼                                                                       │
//!    text ──lines, fields──▶ format ──Entry──▶ batch                           ▼
//!                               │                │ rows            store ──▶ query ──matches──▶ report ──▶ the page
//!      located diagnostics ◀────┘                ▼                   ▲                            └─────▶ export
//!                                             session ──which one?──┤
//!                                                └─────publish──────┘
//!                                       order, replay, facts, outcome of each session
//! ```
//!
//! A `FileParser` does all up to the batch, on this thread or on another one; `ingest` drives it and merges what it made,
//! `engine` wires that to the rest. There is one direction and one pass: a byte is read
//! once, and everything after that is answered from the store. Chunks may be split anywhere. Reading never fails:
//! whatever is odd becomes a located [`diagnostic`], and the bytes in entries, headers, blank lines and diagnosed lines
//! add up to the bytes of the file. Files may be UTF-8, UTF-16 or Windows-1252; after line splitting all text is UTF-8,
//! while positions still count the bytes of the file. Text of a log leaves through `report` and `export` only after
//! masking: fields of a report take no other type.
//!
//! # The layers
//!
//! A file may only name files in its own row or above, and no two files name each other, except a parent module and its
//! children. `tests/layers` checks both.
//!
//! | layer | contents |
//! | --- | --- |
//! | [`bytes`], [`sort`], [`work`] | comparing, splitting and hashing byte text; the one reader of decimal digits; sorting; long work that rests |
//! | [`diagnostic`], [`text`], [`time`] | diagnostics; encodings, lines, CSV fields, `#` headers; time stamps |
//! | [`smtp`] | commands, replies, status codes and transactions as the RFCs define them |
//! | [`exchange`] | Exchange's own wording: TLS, certificates, permissions, tarpits, connectivity; explanations |
//! | [`entry`], [`finding`] | log types, and the row that every format yields; the kinds of findings |
//! | [`content`] | what the text of an entry is and says, by log family |
//! | [`format`](mod@format) | one file a log family: how it is recognised, how its rows become entries |
//! | [`store`] | columns and interned strings: entries, sessions and their facts, files, tables |
//! | [`batch`] | what the parser of a file hands to the store |
//! | [`session`] | which session an entry belongs to; order, replay, facts and outcome of a session |
//! | [`archive`] | everything that was read, in one place |
//! | [`ingest`] | files into the archive: begin, push, end, publish; the origins of files |
//! | [`query`], [`summarise`](mod@summarise) | which sessions and rows match; grouped by the values of fields |
//! | [`findings`] | what deserves attention: rules made of queries and groups |
//! | [`report`], [`export`] | answers, masked; a message followed over all logs |
//! | [`engine`] | wires the above together: the Rust interface |
//! | `fuzzing` | what the fuzzers reach of the inside |
//! | `wasm` | the binding, and the only module that knows JavaScript |
//!
//! Everything above `wasm` is `no_std` with `alloc` and reads no clock, no locale and no random source: the same bytes
//! give the same answers everywhere. The random number under which an engine hashes is given to it, and changes no
//! answer.
//!
//! All modules are private. The crate exports the list at the end of this file or, with the feature `wasm`, the binding
//! alone; the compiler then reports whatever the page does not reach.
//!
//! # Decisions
//!
//! - `session` is above `store` and not below it: a session's facts are columns of the store, and what computes them
//!   borrows it. What a text is (`content`) is decided below both, once for each distinct text.
//! - One engine runs in one worker, and every question is answered by one store; several engines that share the files
//!   of an archive would have to merge every answer. What can be done without the store, which is most of reading, is done by
//!   a `FileParser`, of which there may be many; what crosses is a [`batch`].
//! - Rows cross to the page as typed columns and details as objects; 64-bit numbers cross as `f64`, whose units their
//!   types name.
//! - `query` and `report` read the archive's columns directly instead of through an interface: a search scans interned
//!   texts by the block, and any call per row costs more than the comparison.
//!
//! # Example
//!
//! ```
//! use exchange_log_viewer::{Engine, FileEnd};
//!
//! let log = b"2026-01-05T10:00:00.000Z,EX01\\Relay,08DE4C1234567890,0,192.0.2.10:25,198.51.100.7:4711,+,,\r\n\
//!             2026-01-05T10:00:00.010Z,EX01\\Relay,08DE4C1234567890,1,192.0.2.10:25,198.51.100.7:4711,-,,Remote\r\n";
//! let mut engine = Engine::new(0x5EED);
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
//! It does not open files: the caller pushes their bytes. It does not unpack archives, does not resolve names, and keeps
//! nothing when it is dropped.

// With missing-docs-in-crate-items in .clippy.toml: whatever another module can name is documented.
#![warn(clippy::missing_docs_in_private_items)]
#![cfg_attr(not(any(test, feature = "wasm")), no_std)]

extern crate alloc;

mod archive;
mod batch;
mod bytes;
mod content;
mod diagnostic;
mod engine;
mod entry;
mod exchange;
mod export;
mod finding;
mod findings;
mod format;
#[cfg(fuzzing)]
pub mod fuzzing;
mod ingest;
mod query;
mod report;
mod session;
mod smtp;
mod sort;
mod store;
mod summarise;
mod text;
mod time;
#[cfg(test)]
mod typescript;
#[cfg(feature = "wasm")]
mod wasm;
mod work;

// The Rust interface. The binding is the other one: with it, whatever the page does not call is reported as dead code.
#[cfg(not(feature = "wasm"))]
pub use {
    archive::Archive,
    batch::{Batch, DamagedBatch, FileParser},
    diagnostic::DiagnosticKind,
    engine::{Engine, SummaryScope},
    entry::LogType,
    export::{ExportContents, ExportFormat, Exporter, Separator, Sheet, TableExporter, Zone},
    finding::{FindingKind, FindingSeverity},
    findings::Threshold,
    format::Correction,
    query::{
        Condition, Dimension, Example, Expression, FieldHelp, Narrowing, Pattern, Period, Problem,
        QUESTIONS as query_questions, Shape, examples as query_examples, help as query_help, parse as parse_query,
    },
    report::completion::{Completion, CompletionItem, CompletionKind},
    report::coverage::{
        BinWidth, Coverage,
        grid::{CoverageCell, GapCell},
    },
    report::detail::{SessionDetail, next_match},
    report::findings::log::FindingLog,
    report::list::SortOrder,
    report::masking::DisplayText,
    report::messages::delays::{DelayReport, HopDelay},
    report::messages::way::{Hop, LinkedMessage, MessageWay, MissingHop},
    report::messages::{FoundMessage, FoundMessages, OutcomePart},
    report::nearby::{NearQuery, Nearby},
    report::query::{QueryAnswer, QueryExample, QueryField, QueryHelp, QueryPart, QueryPiece, UnderstoodWord},
    report::related::RelatedSession,
    report::reportable::Reportable,
    report::same_request::SameRequest,
    report::session_column::SessionColumn,
    report::summarised::{SummaryAnswer, SummaryGroup, SummaryTable, SummaryValue},
    report::summary::{DiagnosticReport, Summary, summary},
    report::table_order::TableOrder,
    report::timeline::{SeriesMeasure, Timeline, TimelineSpan},
    report::transaction::TransactionFact,
    report::units::Count,
    store::files::FileEnd,
    store::{FileIndex, Noise, Outcome, SessionIndex},
    summarise::{Measure, Order, Question},
    text::Encoding,
    time::Timestamp,
};

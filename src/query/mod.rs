//! The query language: text in, typed and compiled expression out.
//!
//! ```
//! use exchange_log_viewer::parse_query;
//!
//! let query = parse_query("log:receive code:5xx -tls<1.2").expect("a query");
//! assert_eq!(query.to_string(), "log:receive code:500..599 -tls:ssl2,ssl3,1.0,1.1");
//!
//! let problem = parse_query("fom:ann").expect_err("no such field");
//! assert_eq!((problem.from, problem.to), (0, 3));
//! ```
//!
//! # The language
//!
//! Adjacent terms must all hold; `AND` means the same. `OR` joins alternatives and has lower precedence, so `a b OR c
//! d` is `(a b) OR (c d)`. `-` or `NOT` excludes the term or parenthesis that follows. The case of the three keywords does
//! not matter; in quotes they are words.
//!
//! | term | holds when |
//! | --- | --- |
//! | `relay`, `"Unable to relay"` | the text occurs in `data`, `context`, an endpoint, the connector-id or the session-id |
//! | `RN=*;`, `*` | a word with `*`, which stands for any text, within one of these strings; in quotes, and in `**`, it is literal |
//! | `/5\.7\.\d+/` | the regular expression matches one of these strings |
//! | `from:ann` | the field contains the text |
//! | `from:<ann@contoso.com>` | the field is exactly this text; `from:<>` is the null sender |
//! | `connector:<"EX01\Relay for printers">` | the same for text with blanks, commas, brackets or `*`, with quotes inside |
//! | `from:*@contoso.com` | the whole field matches; `user:*` means any value |
//! | `code:550,4xx` | the field is one of the list |
//! | `gap>30s` `size>=10mb` `messages=0` | the comparison holds; `=` is the same as `:` |
//! | `duration:1s..5s` | it is in the range, ends included |
//! | `start:08:25` `after:2026-03-01 14:30` | the session began in that minute, or at that time or later |
//! | `sc-substatus:7`, `column.user:ann` | the column of that name satisfies it, in every table that has one |
//!
//! | `tls1.0`, `192.0.2.1`, `<1@contoso.com>` | a word that no log has in these letters is read by its shape, see `reading.rs` |
//! | `last 2h`, `today` | the session began in that time before the last entry, or on its day |
//!
//! `&&`, `||` and `!` mean `AND`, `OR` and `-`. A pasted line of a log is its session, or its message. [`understood()`] says how words were
//! understood, and what else they may mean.
//!
//! [`slot()`] is what may stand at a cursor, and [`pieces()`] are the colours of a query; both read it with the lexer, valid or not.
//!
//! [`exactly()`] writes the condition that a field has one value, [`narrowed`] adds it to a query, and [`parts`] are the
//! terms and parentheses that a query joins by AND. Angle brackets around the cell of a column do not count for `<…>`.
//!
//! Case is ignored, and so are blanks around operators. Times without `Z` or an offset are in the offset that
//! [`Surroundings`] give; `time.rs` has their forms. `lexer.rs`
//! decides which terms are fields and which are text: log lines can be pasted, and a misspelt field is reported instead
//! of finding nothing. The table of fields is in `field.rs`; [`help`] and [`examples`] are what the help page shows.
//!
//! # What matches, and what is marked
//!
//! In dialogues, sessions match and not entries: an expression holds for a session as a whole. Two adjacent words may
//! be in different entries, and `-word` means that no entry contains it. In logs of records (requests, tracking,
//! agents) and in logs without sessions, rows match: an expression holds for a row as a whole, and a group of records
//! matches when one of its rows does.
//!
//! A [`Condition`] is about an entry or about the session ([`Condition::level`]). A condition about an entry holds for
//! a session when it holds for any of its entries. In a session that matches, the entries are marked for which a
//! condition about entries holds that is not excluded ([`Expression::marking_conditions`]): words, regular expressions,
//! `code`, `status`, `verb`, `event`, `from`, `to`, `message-id`. All other fields (`log`, `ip`, `duration` …) describe
//! the session and mark nothing.
//!
//! # How it is answered
//!
//! Parsing knows nothing of the store except the names of its columns ([`parse_in`]). Every condition is typed and
//! compiled: a [`Pattern`] for interned strings, a [`Range`] for numbers, a [`Choice`] of words. [`evaluating`] answers
//! the query from the store. Texts of kinds that are uncommon are found without passing over the others, and sessions for which a
//! condition holds that each of them was asked are remembered until more is read.
//!
//! Hostile queries are bounded: length, nesting and the memory of regular expressions have limits, and a regular
//! expression runs in time linear in the text.
//!
//! [`Choice`]: choice::Choice
//! [`Condition`]: expression::Condition
//! [`Condition::level`]: expression::Condition::level
//! [`Pattern`]: pattern::Pattern
//! [`Range`]: value::Range

mod ascii;
mod automaton;
mod bits;
mod calendar;
mod cells;
mod certificates;
mod choice;
mod classes;
mod column_condition;
mod conditions;
mod deferral;
mod dimension;
mod display;
mod distance;
mod eval;
mod exactly;
mod example;
mod expression;
mod field;
mod files;
mod finder;
mod finding;
mod folded;
mod head;
mod held;
mod lexer;
mod logged_on;
mod matching;
mod memo;
mod narrow;
mod near;
mod parser;
mod part;
mod pattern;
mod period;
mod pieces;
mod problem;
mod reading;
mod recent;
#[cfg(test)]
mod record_tests;
mod refused;
mod regex;
mod scope;
mod sessions;
mod shape;
mod slot;
mod source;
#[cfg(test)]
mod tests;
mod time;
mod token;
mod uncommon;
mod understood;
mod value;
mod words;
mod written;

use alloc::string::String;

pub use calendar::Calendar;
pub use certificates::certificate_states;
pub use deferral::deferrals;
pub use dimension::{Dimension, OfRow, Values};
pub use display::value_of;
pub use distance::distance;
pub use eval::{Matches, evaluating, groups, hold, matches_of};
pub use exactly::exactly;
pub use example::{Example, Name, QUESTIONS, examples, with_names};
#[cfg(not(feature = "wasm"))]
pub use expression::Condition;
pub use expression::Expression;
pub use field::{FieldHelp, help};
pub use finding::Findings;
pub use held::Held;
pub use logged_on::{logged_on, plain_user};
pub use narrow::{Narrowing, Part, joined, narrowed, parts, texts_of_parts};
pub use near::{Candidate, candidates};
pub use pattern::Pattern;
pub use period::{Period, with_period};
pub use pieces::{Piece, PieceKind, pieces};
pub use problem::Problem;
pub use refused::Refused;
pub use scope::{Few, sessions_with};
pub use shape::Shape;
pub use slot::{KEYWORDS, Slot, can_be_compared, can_be_listed, column_term, fields_like, slot, written_value};
pub use source::{See, Source};
pub use time::{Clock, write_time as written_time};
pub use understood::{Understood, understood};
pub use words::words_of;

/// Parses a query. Times without an offset are UTC. A query without any term matches everything.
///
/// # Errors
///
/// A [`Problem`]: what is wrong, where, and what to do.
#[cfg(not(feature = "wasm"))]
pub fn parse(text: &str) -> Result<Expression, Problem> {
    parse_in(text, &Surroundings::default())
}

/// The context in which a query is parsed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Surroundings<'c> {
    /// What its times are relative to.
    pub clock: Clock,
    /// The names of the columns of open tables. `None` if they are not known: then every `column.name` is accepted as a
    /// column, and no other name.
    pub columns: Option<&'c [String]>,
    /// What is known of findings; without it, none has a session.
    pub findings: Option<&'c dyn Findings>,
}

/// Parses a query that may name the columns of open tables.
///
/// # Errors
///
/// A [`Problem`]: what is wrong, where, and what to do; also for the name of a column that does not exist.
pub fn parse_in(text: &str, surroundings: &Surroundings<'_>) -> Result<Expression, Problem> {
    parser::parse(text, surroundings).map(|parsed| parsed.expression).map_err(|error| error.located(text))
}

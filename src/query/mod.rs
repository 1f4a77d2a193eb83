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
//! Terms that stand side by side must all hold; `AND` says the same. `OR` joins alternatives and binds weaker, so
//! `a b OR c d` is `(a b) OR (c d)`. `-` or `NOT` excludes the term or parenthesis after it. The three keywords are
//! written in capitals, for the words themselves are frequent in logs.
//!
//! | term | holds when |
//! | --- | --- |
//! | `relay`, `"Unable to relay"` | the text stands in `data` or `context` of an entry, in an endpoint, the connector-id or the session-id |
//! | `RN=*;` | a word with `*`: any text, also none, within one of these strings; in quotes `*` is a star |
//! | `/5\.7\.\d+/` | the regular expression matches one of these strings |
//! | `from:ann` | the field contains the text |
//! | `from:<ann@contoso.com>` | it is exactly this text (`from`, `to`, `message-id`); `from:<>` is the null sender |
//! | `from:*@contoso.com` | the whole of it matches; `user:*` means that there is any |
//! | `code:550,4xx` | one of the list |
//! | `gap>30s` `size>=10mb` `messages=0` | the comparison holds; `=` is the same as `:` |
//! | `duration:1s..5s` | it lies in the range, ends included |
//!
//! | `sc-substatus:7`, `column.user:ann` | the column of that name fulfils it, in whatever table has one |
//!
//! Case never counts. Times without `Z` or an offset are UTC, or as far east of it as [`Surroundings`] say.
//! Which terms are fields and which are text is decided in `lexer.rs`: log lines can be pasted, and a misspelt field is a
//! problem instead of finding nothing. The fields are the table in `field.rs`; [`help`] and [`examples`] are what the help
//! page shows.
//!
//! # What matches, and what is marked
//!
//! Of dialogues sessions match, not entries: an expression holds or does not hold for a session as a whole. Two words side
//! by side may stand in different entries, and `-word` means that no entry has it. Of records (requests, tracking, agents)
//! and of logs without sessions rows match: an expression holds or does not hold for a row as a whole, and a group of
//! records matches when one of its rows does.
//!
//! A [`Condition`] is about an entry or about the session ([`Condition::level`]). A condition about an entry holds for a session when it
//! holds for any of its entries. In a session that matches, those entries are marked for which a condition about entries
//! holds that is not excluded ([`Expression::marking_conditions`]): words, expressions, `code`, `status`, `verb`, `event`, `from`,
//! `to`, `message-id`. All other fields (`log`, `ip`, `duration` …) describe the session and mark nothing by themselves.
//!
//! # How it is answered
//!
//! Reading a query knows nothing of the store but the names of the columns that there are ([`parse_in`]): every condition is
//! typed and compiled, a [`Pattern`] over interned strings, a [`Range`] over a column, a [`Choice`] of words. [`evaluate`]
//! answers it from the store.
//!
//! Hostile queries are bounded: length, nesting, and the memory of regular expressions have limits, and running an
//! expression takes time linear in the text.
//!
//! [`Choice`]: choice::Choice
//! [`Condition`]: expression::Condition
//! [`Condition::level`]: expression::Condition::level
//! [`Pattern`]: pattern::Pattern
//! [`Range`]: value::Range

mod ascii;
mod automaton;
mod bits;
mod cells;
mod choice;
mod column_condition;
mod display;
mod eval;
mod example;
mod expression;
mod field;
mod files;
mod finder;
mod folded;
mod lexer;
mod matching;
mod memo;
mod parser;
mod pattern;
mod problem;
#[cfg(test)]
mod record_tests;
mod regex;
mod sessions;
#[cfg(test)]
mod tests;
mod value;

use alloc::string::String;

pub use display::exactly;
pub use eval::{Matches, evaluate};
pub use example::{Example, QUESTIONS, examples};
#[cfg(not(feature = "wasm"))]
pub use expression::Condition;
pub use expression::Expression;
pub use field::{FieldHelp, TextField, help};
#[cfg(not(feature = "wasm"))]
pub use pattern::Pattern;
pub use problem::Problem;

/// Parses a query. Times without an offset are UTC. A query without any term is the expression that everything matches.
///
/// # Errors
///
/// A [`Problem`] that says what is wrong, where, and what to do.
#[cfg(not(feature = "wasm"))]
pub fn parse(text: &str) -> Result<Expression, Problem> {
    parse_in(text, &Surroundings::default())
}

/// What a query is read in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Surroundings<'c> {
    /// Minutes east of UTC of times that do not say their offset.
    pub offset_minutes: i32,
    /// The columns that there are. `None` where that is not known: then every `column.name` is one, and no other name.
    pub columns: Option<&'c [String]>,
}

/// Parses a query among the columns of open tables.
///
/// # Errors
///
/// A [`Problem`] that states what is wrong, where, and what to do; also for the name of a column that is not there.
pub fn parse_in(text: &str, surroundings: &Surroundings<'_>) -> Result<Expression, Problem> {
    parser::parse(text, surroundings).map_err(|error| error.located(text))
}

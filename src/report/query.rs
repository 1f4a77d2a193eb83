//! Answers to queries, and the documentation of the query language.

use super::masking::{DisplayText, Mask, own_query};
use super::opened::{look_for_secrets, secrets_of};
use super::reportable::{Reportable, report_type};
use super::units::{Count, TimeMs};
use crate::archive::Archive;
use crate::entry::LogType;
use crate::exchange::address;
use crate::query::{self, Example, FieldHelp, Name, Part, Piece, PieceKind, Problem, Shape, Understood};
use crate::session::view::SessionView;
use crate::time::{DAY, MINUTE, Timestamp};
use crate::work::Tally;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::Serialize;

/// The answer to a query.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(untagged)]
pub enum QueryAnswer {
    /// The query is valid.
    Counted {
        /// Always true.
        #[cfg_attr(test, ts(type = "true"))]
        ok: bool,
        /// Its numbers of matches.
        counts: QueryCounts,
        /// Its words that have the shape of something.
        understood: Vec<UnderstoodWord>,
        /// Whether it says itself what it wants of noise, so that none is hidden.
        #[serde(rename = "asksNoise")]
        asks_noise: bool,
    },
    /// The query is invalid.
    Refused {
        /// Always false.
        #[cfg_attr(test, ts(type = "false"))]
        ok: bool,
        /// The reason.
        problem: Problem,
    },
}

impl Reportable for QueryAnswer {}

impl QueryAnswer {
    /// The answer for these numbers of sessions and entries, the words that were understood, and whether noise is asked for.
    pub fn new(
        result: Result<(usize, u64), Problem>,
        understood: Vec<UnderstoodWord>,
        asks_noise: bool,
    ) -> QueryAnswer {
        match result {
            Ok(counts) => QueryAnswer::Counted { ok: true, counts: counts.into(), understood, asks_noise },
            Err(problem) => QueryAnswer::Refused { ok: false, problem },
        }
    }
}

report_type! {
    /// A word of a query, or all of its text, that has the shape of something.
    #[derive(PartialEq)]
    pub struct UnderstoodWord {
        /// Its first UTF-16 code unit.
        pub from: u32,
        /// The code unit after its last one.
        pub to: u32,
        /// What it is.
        pub shape: Shape,
        /// Whether it was searched for as text.
        pub is_text: bool,
        /// The query that says the same in its place.
        pub query: DisplayText<'static>,
        /// Queries that may stand in its place instead.
        pub others: Vec<DisplayText<'static>>,
        /// The time of the last entry, if it was understood by that; otherwise null.
        pub last: Option<TimeMs>,
    }
}

impl UnderstoodWord {
    /// The word as the page gets it.
    pub fn new(understood: Understood) -> UnderstoodWord {
        let Understood { from, to, shape, is_text, query, others, last } = understood;
        let others = others.into_iter().map(own_query).collect();
        UnderstoodWord { from, to, shape, is_text, query: own_query(query), others, last: last.map(Into::into) }
    }
}

report_type! {
    /// Numbers of matches.
    #[derive(Default)]
    pub struct QueryCounts {
        /// Number of sessions that match.
        pub sessions: Count,
        /// Number of entries that match.
        pub entries: Count,
    }
}

impl From<(usize, u64)> for QueryCounts {
    /// From numbers of sessions and entries.
    fn from((sessions, entries): (usize, u64)) -> Self {
        QueryCounts { sessions: (sessions as u64).into(), entries: entries.into() }
    }
}

report_type! {
    /// A part of a query: a term or a parenthesis of which all must hold.
    #[derive(PartialEq)]
    pub struct QueryPart {
        /// Its first UTF-16 code unit.
        pub from: u32,
        /// The code unit after its last one.
        pub to: u32,
        /// Whether it is excluded.
        pub excluded: bool,
        /// The name of the field, or `column.` and the name of the column, if it is one condition; otherwise empty.
        pub field: DisplayText<'static>,
        /// The conditions of which it is made, a value each, if all of them are about one field: those of a list, and alternatives.
        pub conditions: Vec<DisplayText<'static>>,
    }
}

impl QueryPart {
    /// The part as the page gets it.
    pub fn new(Part { from, to, excluded, field, conditions }: Part) -> QueryPart {
        let conditions = conditions.into_iter().map(own_query).collect();
        QueryPart { from, to, excluded, field: own_query(field), conditions }
    }
}

report_type! {
    /// A piece of a query, for its colour.
    #[derive(PartialEq)]
    pub struct QueryPiece {
        /// Its first UTF-16 code unit.
        pub from: u32,
        /// The code unit after its last one.
        pub to: u32,
        /// What it is.
        pub kind: PieceKind,
        /// Whether it is in something that is excluded.
        pub excluded: bool,
    }
}

impl From<Piece> for QueryPiece {
    fn from(Piece { from, to, kind, excluded }: Piece) -> QueryPiece {
        QueryPiece { from, to, kind, excluded }
    }
}

report_type! {
    /// The query language, for the help page.
    pub struct QueryHelp {
        /// All fields, in display order.
        pub fields: Vec<QueryField>,
        /// The headings of the examples.
        pub questions: &'static [&'static str],
        /// Worked examples, in the order of the headings.
        pub examples: Vec<QueryExample>,
    }
}

report_type! {
    /// What the help page says about a field.
    pub struct QueryField {
        /// The name to write before the colon.
        pub name: &'static str,
        /// Other names of the same field.
        pub aliases: &'static [&'static str],
        /// The values it takes, as the rest of a sentence that begins with "takes"; code is between backticks.
        pub takes: DisplayText<'static>,
        /// A query that uses it.
        pub sample: DisplayText<'static>,
        /// What it means, one sentence.
        pub help: &'static str,
        /// Whether entries that match are marked in the conversation.
        pub marks: bool,
    }
}

report_type! {
    /// One question and the query that answers it.
    pub struct QueryExample {
        /// The question that it belongs to: index into the headings.
        pub question: u8,
        /// What it finds, one sentence.
        pub answer: &'static str,
        /// The query.
        pub query: DisplayText<'static>,
    }
}

impl QueryHelp {
    /// The complete language. Its examples name what is in the open logs; days begin `offset_minutes` east of UTC.
    pub async fn of(archive: &Archive, offset_minutes: i32) -> QueryHelp {
        let (mask, names) = (Mask::of(archive), names(archive, offset_minutes).await);
        let named = |wanted: Name| names.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value.as_str());
        let filled = |query: &str| mask.composed(query::with_names(query, named)).into_owned();
        let field = |field: FieldHelp| QueryField {
            name: field.name,
            aliases: field.aliases,
            takes: mask.sentence(field.takes),
            sample: filled(field.sample),
            help: field.help,
            marks: field.marks,
        };
        let example = |example: &Example| QueryExample {
            question: example.question,
            answer: example.answer,
            query: filled(example.query),
        };
        QueryHelp {
            fields: query::help().into_iter().map(field).collect(),
            questions: query::QUESTIONS,
            examples: query::examples().iter().map(example).collect(),
        }
    }
}

/// Sessions that are looked at for names.
const MAX_SESSIONS: usize = 5_000;

/// The first of each kind of name in the open logs.
async fn names(archive: &Archive, offset_minutes: i32) -> Vec<(Name, String)> {
    let mut searched = Tally::default();
    let mut names: Vec<(Name, String)> = Vec::new();
    let mut remotes: Vec<String> = Vec::new();
    for (index, session) in archive.store.sessions.iter().take(archive.published().min(MAX_SESSIONS)) {
        let view = SessionView::new(&archive.store, session);
        let connector = archive.store.strings.text(session.labels.connector);
        let is_connector = session.log_type == LogType::SmtpReceive && !connector.is_empty();
        let (sender, recipient) = (text_of(view.sender()), text_of(view.recipient()));
        let is_message = session.log_type == LogType::Tracking;
        let id = text_of(view.session_id().trim_matches(['<', '>']).as_bytes());
        let user = String::from_utf8_lossy(view.user());
        let found = [
            (Name::Connector, is_connector.then(|| query::value_of(&connector))),
            (Name::Session, id.clone().filter(|_| !is_message)),
            // Records of a message without an id have an id of their own.
            (Name::MessageId, id.filter(|id| is_message && id.contains('@') && !id.contains(' '))),
            (Name::Server, text_of(view.server().as_bytes())),
            (Name::SenderDomain, sender.as_deref().and_then(domain)),
            (Name::Sender, sender.filter(|address| address.contains('@'))),
            (Name::RecipientDomain, recipient.as_deref().and_then(domain)),
            (Name::Recipient, recipient.filter(|address| address.contains('@'))),
            (Name::User, (!user.is_empty()).then(|| query::value_of(&user))),
        ];
        let is_new = |name: Name| names.iter().all(|(known, _)| *known != name);
        let new: Vec<(Name, String)> =
            found.into_iter().filter_map(|(name, value)| Some((name, value.filter(|_| is_new(name))?))).collect();
        if !new.is_empty() {
            searched.add(session.entry_count as usize).await;
            look_for_secrets(archive, [index]).await;
            let secrets = secrets_of(archive, index);
            names.extend(new.into_iter().filter(|(_, value)| secrets.ranges(value.as_bytes()).is_empty()));
        }
        let remote = address(archive.store.strings.get(session.labels.remote)).map(|address| address.to_string());
        if let Some(remote) = remote.filter(|remote| remotes.len() < 2 && !remotes.contains(remote)) {
            remotes.push(remote);
        }
    }
    if let [one, ..] = remotes.as_slice() {
        let network = one.rsplit_once('.').map_or_else(|| one.clone(), |(network, _)| format!("{network}.0/24"));
        names.extend([(Name::Remote, one.clone()), (Name::Network, network), (Name::Remotes, remotes.join(","))]);
    }
    names.extend(days(archive, offset_minutes));
    names
}

/// The last day of the logs, and the day after it.
fn days(archive: &Archive, offset_minutes: i32) -> impl Iterator<Item = (Name, String)> {
    let last = archive.files.period().map(|(_, last)| last.saturating_add(i64::from(offset_minutes) * MINUTE));
    let day = |time: i64| String::from(Timestamp(time).to_iso().as_str().get(..10).unwrap_or_default());
    let days = last.map(|last| [(Name::Day, day(last)), (Name::NextDay, day(last.saturating_add(DAY)))]);
    days.into_iter().flatten().filter(|(_, day)| !day.is_empty())
}

/// A name that a query needs no quotes for.
fn text_of(name: &[u8]) -> Option<String> {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"._-@+=".contains(byte);
    (!name.is_empty() && name.iter().all(is_plain)).then(|| String::from_utf8_lossy(name).into_owned())
}

/// The domain of an address, after its `@`.
fn domain(address: &str) -> Option<String> {
    address.rsplit_once('@').filter(|(_, domain)| !domain.is_empty()).map(|(_, domain)| format!("@{domain}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::store::files::FileEnd;

    const LOG: &str = "#Software: Microsoft Exchange Server\r\n#Log-type: SMTP Receive Protocol Log\r\n#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\r\n\
        2026-04-07T23:30:00.000Z,EX07\\Relay for printers,08DE0000000000A1,0,192.0.2.4:25,203.0.113.77:4711,+,,\r\n\
        2026-04-07T23:30:01.000Z,EX07\\Relay for printers,08DE0000000000A1,1,192.0.2.4:25,203.0.113.77:4711,<,MAIL FROM:<fax@tailspin.example>,\r\n";

    #[test]
    fn examples_name_what_is_in_the_logs() {
        let mut engine = Engine::new(7);
        engine.begin_corrected_file("RECV.LOG", "", None, crate::format::Correction::default());
        engine.push(LOG.as_bytes());
        engine.end_file(FileEnd::Complete);
        engine.publish();
        let help = engine.help(60);
        let queries: Vec<&str> = help.examples.iter().map(|example| example.query.as_str()).collect();
        assert_eq!(queries[0], r#"log:receive connector:"EX07\Relay for printers" messages>0 after:2026-04-08"#);
        assert!(queries.contains(&"session:08DE0000000000A1"), "{queries:?}");
        assert!(queries.contains(&"ip:203.0.113.0/24 OR helo:*printer*"), "{queries:?}");
        let sample = |name| help.fields.iter().find(|field| field.name == name).map(|field| field.sample.as_str());
        assert_eq!(sample("from"), Some("from:*@tailspin.example"));
        for text in queries.iter().copied().chain(help.fields.iter().map(|field| field.sample.as_str())) {
            assert!(engine.count(text, 60).is_ok(), "{text}");
        }
        assert_eq!(engine.count(queries[0].split_once(" messages").map_or("", |(head, _)| head), 0), Ok((1, 2)));
    }

    #[test]
    fn without_logs_the_examples_are_as_they_are_written() {
        let help = Engine::new(7).help(0);
        let written: Vec<&str> = query::examples().iter().map(|example| example.query).collect();
        assert_eq!(help.examples.iter().map(|example| example.query.as_str()).collect::<Vec<_>>(), written);
    }
}

//! How a word, or a whole text, is read that has the shape of something: as which query, and what else it may mean.
//!
//! A word that logs have in the same letters is searched for as text, as every other word: `rejected`, `550`, an e-mail
//! address. What it may mean besides is offered. A word that no log has is read as what it is: `tls1.0`, `last 2h`,
//! `2001:DB8:0::1`. In quotes everything is text.

use super::display::{exact_value_of, quoted};
use super::field::field_named;
use super::recent::recent;
use super::shape::{self, Shape};
use super::time::{Clock, is_date, is_date_and_time, is_named, write_time};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::net::IpAddr;
use uuid::Uuid;
use uuid::fmt::Hyphenated;

/// A word or a text, and how it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// What it is.
    pub shape: Shape,
    /// Whether it is searched for as text.
    pub is_text: bool,
    /// The query that says the same: text is in quotes.
    pub query: String,
    /// Queries that it may mean instead.
    pub others: Vec<String>,
    /// The time of the last entry, in milliseconds since 1970 UTC, for words that are about it.
    pub last: Option<i64>,
}

impl Reading {
    /// How a word is read; `None` as the text that it is, with no other meaning.
    pub fn of(word: &str, clock: &Clock) -> Option<Reading> {
        let shape = Shape::of(word)?;
        let is_text = shape.is_text(word);
        let mut queries = queries(shape, word, clock)?;
        let text = quoted(word);
        let query = if is_text {
            text
        } else {
            queries.push(text);
            queries.remove(0)
        };
        let last = clock.period.map(|(_, last)| last).filter(|_| matches!(shape, Shape::Recent | Shape::Day));
        Some(Reading { shape, is_text, query, others: queries, last })
    }

    /// How a text as a whole is read that was pasted.
    pub fn of_pasted(text: &str) -> Option<Reading> {
        let columns = columns_of_lines(text);
        let sessions = ids_in_lines(&columns);
        let messages = message_ids_in_lines(&columns);
        let requests = request_ids_in_lines(&columns);
        let query = match (sessions.is_empty(), messages.is_empty(), requests.is_empty()) {
            (false, ..) => format!("session:{}", sessions.join(",")),
            (_, false, _) => format!("message-id:{}", messages.join(",")),
            (.., false) => requests.join(" OR "),
            _ if columns.is_empty() => request_in_web_log(text)?,
            // A line with neither id.
            _ => open_at(time_at_end(columns.first()?)?.1),
        };
        let others = Vec::from([quoted(text)]);
        Some(Reading { shape: Shape::LogLine, is_text: false, query, others, last: None })
    }

    /// How a reply as a whole is read: its words are searched for, in any order.
    pub fn of_reply(text: &str) -> Option<Reading> {
        let (code, status) = shape::reply(text)?;
        let others = Vec::from([quoted(text), format!("code:{code} status:{status}")]);
        Some(Reading { shape: Shape::Reply, is_text: true, query: text.to_string(), others, last: None })
    }
}

/// What a word of a shape means, as queries; the first is what it is read as if it is not read as text.
fn queries(shape: Shape, word: &str, clock: &Clock) -> Option<Vec<String>> {
    let lower = || word.to_ascii_lowercase();
    Some(match shape {
        Shape::Outcome => Vec::from([format!("outcome:{}", lower())]),
        Shape::Trouble => Vec::from([String::from("outcome:deferred,rejected,failed"), String::from("code:4xx,5xx")]),
        Shape::Log => Vec::from([format!("log:{}", lower())]),
        Shape::Weekday => Vec::from([format!("weekday:{}", lower())]),
        Shape::Tls => Vec::from([format!("tls:{}", super::choice::Choice::word(shape::tls_version(word)?))]),
        Shape::Recent | Shape::Day => Vec::from([match clock.period {
            Some((_, last)) => before(last, word, clock)?,
            // Nothing is open, so this is all of it.
            None => format!("start>={}", write_time(0)),
        }]),
        Shape::Date => Vec::from([format!("start:{word}")]),
        // Who looks for the time of an entry wants the sessions that it is in. Exchange Online has times in replies, too.
        Shape::Time => {
            let open = format!("(start<={word} end>={word})");
            Vec::from([format!("({open} OR {})", quoted(word)), open, format!("start:{word}")])
        }
        Shape::Ip => {
            let address = shape::ip(word)?.to_canonical();
            Vec::from([anywhere(address, word), format!("ip:{address}")])
        }
        Shape::Network => Vec::from([format!("ip:{}", shape::network(word)?)]),
        Shape::Endpoint => {
            let (address, port) = shape::endpoint(word)?;
            Vec::from([format!("(ip:{} port:{port})", address.to_canonical())])
        }
        Shape::Bracketed => {
            let value = exact_value_of(shape::bracketed(word)?);
            Vec::from([format!("(message-id:{value} OR from:{value} OR to:{value} OR {})", quoted(word))])
        }
        Shape::Mailbox => {
            let value = exact_value_of(word);
            ["from", "to", "message-id"].map(|name| format!("{name}:{value}")).into()
        }
        Shape::SessionId => Vec::from([format!("session:{word}")]),
        Shape::Status => Vec::from([format!("status:{word}")]),
        Shape::Code => Vec::from([format!("code:{word}")]),
        Shape::Reply | Shape::LogLine => return None,
    })
}

/// The time before the last entry, or the day, that a word names. `None` if no query can name it.
fn before(last: i64, word: &str, clock: &Clock) -> Option<String> {
    match shape::days_ago(word) {
        Some(ago) => clock.day_before(last, ago).map(|day| format!("start:{day}")),
        None => {
            let begin = last.saturating_sub(recent(word)?.milliseconds).max(0);
            is_named(begin).then(|| format!("start>={}", write_time(begin)))
        }
    }
}

/// An address where it is one, and as a whole in any text: `192.0.2.1` is not in `192.0.2.10`.
fn anywhere(address: IpAddr, word: &str) -> String {
    let text = match address {
        IpAddr::V4(_) if address.to_string() == word => format!(r"/(?-u:\b){}(?-u:\b)/", word.replace('.', r"\.")),
        _ => quoted(word),
    };
    format!("(ip:{address} OR {text})")
}

/// Fewest columns of a line of a log.
const FEWEST_COLUMNS: usize = 5;

/// Fewest columns of a line of IIS after date and time: an address, a command or a request, and its result.
const WEB_COLUMNS: usize = 6;

/// Most session-ids that are taken from pasted lines.
const IDS: usize = 20;

/// The columns of lines of logs, which begin with a time, or of an exported row, in which all are in quotes; none of another text.
fn columns_of_lines(text: &str) -> Vec<&str> {
    let separator = if text.contains(',') { ',' } else { ';' };
    let columns: Vec<&str> = text.split(separator).map(str::trim).collect();
    let is_quoted = |column: &&str| column.len() > 1 && column.starts_with('"') && column.ends_with('"');
    let bare: Vec<&str> = columns.iter().map(|column| column.trim_matches('"')).collect();
    let begins = |first: &&str| time_at_end(first).is_some_and(|(before, _)| may_be_before_line(before));
    let is_of_log = bare.first().is_some_and(begins) || columns.iter().all(is_quoted);
    if bare.len() >= FEWEST_COLUMNS && is_of_log { bare } else { Vec::new() }
}

/// Whether a text is nothing, or what tools put before a line of a log: its file and number, `> `, a quotation mark. A part of a query
/// is none: the line would swallow it.
fn may_be_before_line(text: &str) -> bool {
    let text = text.trim();
    let is_field = text.strip_suffix(':').is_some_and(|name| field_named(name.trim_start_matches('-')).is_some());
    text.is_empty() || (text.ends_with([':', '>', '|', '"', '\u{feff}']) && !is_field)
}

/// The Message-IDs of rows of message tracking, which name no session.
fn message_ids_in_lines(columns: &[&str]) -> Vec<String> {
    let mut ids = Vec::new();
    for id in columns.iter().filter_map(|column| shape::bracketed(column)).map(exact_value_of) {
        if !ids.contains(&id) && ids.len() < IDS {
            ids.push(id);
        }
    }
    ids
}

/// The ids of requests in rows of HttpProxy logs, which are in the second column.
fn request_ids_in_lines(columns: &[&str]) -> Vec<String> {
    let is_id = |column: &str| Uuid::try_parse(column).is_ok() && column.len() == Hyphenated::LENGTH;
    let after_time = columns.windows(2).filter(|pair| is_time(pair[0])).map(|pair| pair[1]);
    after_time.filter(|column| is_id(column)).map(quoted).take(IDS).collect()
}

/// The sessions of the addresses in a line of IIS at its time: its columns are parted by blanks, and their order is not known. Of
/// several lines it is the first.
fn request_in_web_log(lines: &str) -> Option<String> {
    let mut columns = lines.split_whitespace();
    let (date, clock) = (columns.next()?, columns.next()?);
    let time = format!("{date}T{clock}");
    let line: Vec<&str> = columns.take_while(|column| !is_date(column)).collect();
    let addresses: Vec<String> =
        line.iter().filter_map(|column| shape::ip(column)).map(|ip| format!("ip:{ip}")).collect();
    let is_web = line.len() >= WEB_COLUMNS && is_date_and_time(&time) && !addresses.is_empty();
    is_web.then(|| format!("{} {}", open_at(&format!("{time}Z")), addresses.join(" ")))
}

/// The sessions that were open at a time.
fn open_at(time: &str) -> String {
    format!("start<={time} end>={time}")
}

/// The session-ids of lines of logs: of the second or third column, after the time.
fn ids_in_lines<'t>(columns: &[&'t str]) -> Vec<&'t str> {
    let mut ids = Vec::new();
    for (place, column) in columns.iter().enumerate().skip(1).filter(|(_, column)| shape::is_session_id(column)) {
        let is_after =
            columns.get(place.saturating_sub(2)..place).is_some_and(|before| before.iter().any(|one| is_time(one)));
        if is_after && !ids.contains(column) && ids.len() < IDS {
            ids.push(*column);
        }
    }
    ids
}

/// The time such as `2026-01-05T10:00:00.000Z` with which a column ends, and what is before it: where lines were joined, that is the last
/// column of one.
fn time_at_end(column: &str) -> Option<(&str, &str)> {
    const FORM: &[u8] = b"0000-00-00T00:00:00.000Z";
    let (before, end) = column.split_at_checked(column.len().checked_sub(FORM.len())?)?;
    let fits = |(byte, form): (u8, &u8)| if *form == b'0' { byte.is_ascii_digit() } else { byte == *form };
    end.bytes().zip(FORM).all(fits).then_some((before, end))
}

fn is_time(column: &str) -> bool {
    time_at_end(column).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(word: &str) -> (String, Vec<String>) {
        let clock = Clock { offset_minutes: 60, now: None, period: Some((1_767_600_000_000, 1_767_607_200_000)) };
        let Reading { query, others, .. } = Reading::of(word, &clock).expect(word);
        (query, others)
    }

    #[test]
    fn words_and_what_they_may_mean() {
        for (word, query, others) in [
            ("Rejected", "\"Rejected\"", &["outcome:rejected"][..]),
            ("error", "\"error\"", &["outcome:deferred,rejected,failed", "code:4xx,5xx"]),
            ("imap4", "\"imap4\"", &["log:imap4"]),
            ("Monday", "\"Monday\"", &["weekday:monday"]),
            ("tls1.0", "tls:1.0", &["\"tls1.0\""]),
            ("TLSv1", "tls:1.0", &["\"TLSv1\""]),
            ("ssl3", "\"ssl3\"", &["tls:ssl3"]),
            ("last 2h", "start>=2026-01-05T08:00:00.000Z", &["\"last 2h\""]),
            ("today", "start:2026-01-05", &["\"today\""]),
            ("yesterday", "start:2026-01-04", &["\"yesterday\""]),
            ("192.0.2.1", r"(ip:192.0.2.1 OR /(?-u:\b)192\.0\.2\.1(?-u:\b)/)", &["ip:192.0.2.1", "\"192.0.2.1\""]),
            ("[2001:DB8::1]", "(ip:2001:db8::1 OR \"[2001:DB8::1]\")", &["ip:2001:db8::1", "\"[2001:DB8::1]\""]),
            ("192.0.2.0/24", "ip:192.0.2.0/24", &["\"192.0.2.0/24\""]),
            ("192.0.2.1:25", "\"192.0.2.1:25\"", &["(ip:192.0.2.1 port:25)"]),
            ("a@b.c", "\"a@b.c\"", &["from:<a@b.c>", "to:<a@b.c>", "message-id:<a@b.c>"]),
            ("<a@b>", "(message-id:<a@b> OR from:<a@b> OR to:<a@b> OR \"<a@b>\")", &["\"<a@b>\""]),
            ("08DE4C1234567890", "\"08DE4C1234567890\"", &["session:08DE4C1234567890"]),
            ("5.7.1", "\"5.7.1\"", &["status:5.7.1"]),
            ("550", "\"550\"", &["code:550"]),
            ("2026-03-01", "\"2026-03-01\"", &["start:2026-03-01"]),
            ("TLS 1.2", "tls:1.2", &["\"TLS 1.2\""]),
            (
                "2026-03-01T08:00:02.020Z",
                "((start<=2026-03-01T08:00:02.020Z end>=2026-03-01T08:00:02.020Z) OR \"2026-03-01T08:00:02.020Z\")",
                &[
                    "(start<=2026-03-01T08:00:02.020Z end>=2026-03-01T08:00:02.020Z)",
                    "start:2026-03-01T08:00:02.020Z",
                    "\"2026-03-01T08:00:02.020Z\"",
                ],
            ),
            ("192.0.2.10-20", "ip:192.0.2.10-20", &["\"192.0.2.10-20\""]),
        ] {
            assert_eq!(read(word), (query.to_string(), others.iter().map(ToString::to_string).collect()), "{word}");
        }
    }

    #[test]
    fn without_logs_there_is_no_last_entry() {
        let query = |word| Reading::of(word, &Clock::default()).map(|reading| (reading.query, reading.last));
        assert_eq!(query("last 2h"), Some((String::from("start>=1970-01-01T00:00:00.000Z"), None)));
        assert_eq!(query("today"), query("last 2h"));
        let far = Clock { period: Some((0, i64::MAX)), ..Clock::default() };
        assert_eq!((Reading::of("today", &far), Reading::of("last 2h", &far)), (None, None));
    }

    #[test]
    fn lines_are_their_sessions() {
        let line = r"2026-01-05T10:00:00.000Z,EX01\Relay,08DE4C1234567890,0,192.0.2.10:25,198.51.100.7:4711,+,,";
        let query = |text: &str| Reading::of_pasted(text).map(|reading| reading.query);
        assert_eq!(query(line).as_deref(), Some("session:08DE4C1234567890"));
        let other = "2026-01-05T10:00:00.010Z,08DE4C12345678AB,SMTP,contoso.com,+,x,y";
        assert_eq!(query(&[line, other].concat()).as_deref(), Some("session:08DE4C1234567890,08DE4C12345678AB"));
        assert_eq!(query(&line.replace(',', ";")).as_deref(), Some("session:08DE4C1234567890"));
        let tracking = "2026-01-05T10:00:00.000Z,192.0.2.10,EX01,,,,,SMTP,RECEIVE,7,<1.2@fabrikam.com>,,bob@contoso.com,,1,,,,Offer";
        assert_eq!(query(tracking).as_deref(), Some("message-id:<1.2@fabrikam.com>"));
        let web = r"2026-01-05 10:00:00 192.0.2.10 POST /EWS/Exchange.asmx - 443 CONTOSO\ann 203.0.113.9 Outlook - 200 0 0 15";
        let at = "start<=2026-01-05T10:00:00Z end>=2026-01-05T10:00:00Z ip:192.0.2.10 ip:203.0.113.9";
        assert_eq!(query(web).as_deref(), Some(at));
        let proxy = "2026-01-05T10:00:00.000Z,6f9619ff-8b86-d011-b42d-00cf4fc964ff,15,1,2507,,Owa,https,/owa";
        assert_eq!(query(proxy).as_deref(), Some("\"6f9619ff-8b86-d011-b42d-00cf4fc964ff\""));
        let at = "start<=2026-01-05T10:00:00.000Z end>=2026-01-05T10:00:00.000Z";
        assert_eq!(
            query("2026-01-05T10:00:00.000Z,a,b,c,d,08DE4C1234567890").as_deref(),
            Some(at),
            "no session-id there"
        );
        assert_eq!(query("RECV2026-1.LOG:12:2026-01-05T10:00:00.000Z,a,b,c,d").as_deref(), Some(at));
        let exported = r#""1/5/2026 10:00:00 AM","EX01","RECEIVE","<1.2@fabrikam.com>","bob@contoso.com""#;
        assert_eq!(query(exported).as_deref(), Some("message-id:<1.2@fabrikam.com>"));
        let found = |before: &str| query(&[before, line].concat());
        for before in ["> ", "RECV.LOG:12:", "\u{feff}"] {
            assert_eq!(found(before).as_deref(), Some("session:08DE4C1234567890"), "{before}");
        }
        for before in ["-", "code:250 OR ", "start:", "-log:send ", "("] {
            assert_eq!(found(before), None, "{before}");
        }
        assert_eq!(query("EHLO a,b,c,d,e,f"), None);
    }
}

//! The dimensions: the fields by whose values sessions and rows can be grouped.
//!
//! A dimension has the name of a field of the query language, or of a part of one (the network of a client, the hour of
//! a start), and its values are those that the field has in a query: where they are is defined once, in
//! [`super::source`] and [`super::cells`]. So every value can be written as a condition that finds exactly its group.

use super::calendar::Calendar;
use super::cells::{addresses_in, columns_named, columns_of, ip_addresses_in, whole_number};
use super::choice::Choice;
use super::exactly::exactly;
use super::expression::{Condition, Expression};
use super::field::{FIELDS, IpField, Kind, NumberField, TextField, TimeField, name_of};
use super::source::{self, CLIENT, See, Source, TARGET, domain, is_ipv4, is_outbound};
use super::token::COLUMN;
use super::value::CODES;
use crate::archive::Archive;
use crate::content::{Text, TextKind};
use crate::entry::LogType;
use crate::exchange::{TlsVersion, address, endpoint};
use crate::format::Property;
use crate::session::view::{SessionView, Tls};
use crate::smtp::Reply;
use crate::store::Logon;
use crate::store::tables::Table;
use crate::text::is_blank;
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use chrono::Weekday;
use core::net::IpAddr;
use ipnet::IpNet;

/// What sessions and rows can be grouped by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dimension {
    kind: DimensionKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum DimensionKind {
    /// A field of the table of fields.
    Field(Kind),
    /// The network of the client: 24 bits of an IPv4 address, 64 of an IPv6 address.
    Network,
    /// When a session began.
    Start(Calendar),
    /// The columns of one name.
    Column(String),
}

/// The names of the dimensions that are no fields.
const PARTS: [(&str, DimensionKind); 5] = [
    ("network", DimensionKind::Network),
    ("second", DimensionKind::Start(Calendar::Second)),
    ("minute", DimensionKind::Start(Calendar::Minute)),
    ("hour", DimensionKind::Start(Calendar::Hour)),
    ("day", DimensionKind::Start(Calendar::Day)),
];

/// Where values are.
pub enum Values {
    /// In sessions and their texts.
    In(Vec<Source>),
    /// They are parts of the start of a session.
    Start(Calendar),
    /// They are what became of mail that sessions put off.
    Deferral,
}

impl Dimension {
    /// The dimension of that name; the name of a column comes after `column.`. `None` if there is none.
    pub fn named(name: &str) -> Option<Dimension> {
        let part = PARTS.into_iter().find(|(own, _)| *own == name).map(|(_, kind)| kind);
        let column = || name.strip_prefix(COLUMN).map(|column| DimensionKind::Column(column.to_owned()));
        let field = || {
            let field = FIELDS.iter().find(|field| field.name == name && is_grouped_by(field.kind))?;
            Some(DimensionKind::Field(field.kind))
        };
        part.or_else(column).or_else(field).map(|kind| Dimension { kind })
    }

    /// The names of all dimensions but those of columns, in the order of the fields.
    #[cfg(not(feature = "wasm"))]
    pub fn names() -> impl Iterator<Item = &'static str> {
        let fields = FIELDS.iter().filter(|field| is_grouped_by(field.kind)).map(|field| field.name);
        fields.chain(PARTS.into_iter().map(|(name, _)| name))
    }

    /// Whether its values say what is noise.
    pub fn is_noise(&self) -> bool {
        self.kind == DimensionKind::Field(Kind::Noise)
    }

    /// Its name.
    pub fn name(&self) -> String {
        match &self.kind {
            DimensionKind::Field(kind) => name_of(*kind).to_owned(),
            DimensionKind::Column(name) => format!("{COLUMN}{name}"),
            kind => PARTS.iter().find(|(_, own)| own == kind).map_or("", |(name, _)| name).to_owned(),
        }
    }

    /// Where its values are in sessions.
    pub fn values(&self) -> Values {
        match &self.kind {
            DimensionKind::Start(calendar) => Values::Start(*calendar),
            DimensionKind::Field(Kind::Weekday) => Values::Start(Calendar::Weekday),
            DimensionKind::Network => Values::In(Vec::from([Source::Session(client_network)])),
            DimensionKind::Field(Kind::Deferral) => Values::Deferral,
            DimensionKind::Column(_) => Values::In(Vec::new()),
            DimensionKind::Field(kind) => Values::In(sources(*kind)),
        }
    }

    /// The columns of a table that have its values.
    pub fn columns(&self, archive: &Archive, table: &Table) -> Vec<usize> {
        match &self.kind {
            DimensionKind::Field(kind) => columns_of(*kind, table),
            DimensionKind::Network => columns_of(Kind::Ip(IpField::Client), table),
            DimensionKind::Column(name) => columns_named(archive, name, table),
            DimensionKind::Start(_) => Vec::new(),
        }
    }

    /// The values in a cell of one of these columns.
    pub fn in_cell(&self, cell: &[u8], see: See<'_>) {
        if is_blank(cell) {
            return;
        }
        match &self.kind {
            DimensionKind::Network => {
                ip_addresses_in(cell).for_each(|address| see(network(address).to_string().as_bytes()))
            }
            DimensionKind::Field(Kind::Ip(_)) => {
                ip_addresses_in(cell).for_each(|address| see(address.to_canonical().to_string().as_bytes()));
            }
            DimensionKind::Field(Kind::Text(TextField::SenderDomain | TextField::RecipientDomain)) => {
                addresses_in(cell).map(domain).filter(|domain| !domain.is_empty()).for_each(see);
            }
            DimensionKind::Field(Kind::Text(field)) if field.is_listed_in_cells() => {
                let is_value = |value: &&[u8]| !value.is_empty() || field.has_empty_values();
                addresses_in(cell).filter(is_value).for_each(see);
            }
            DimensionKind::Field(Kind::Number(_)) => {
                // A number that can be no code is nothing that a query could ask for.
                if let Some(number) = whole_number(cell).filter(|number| CODES.contains(number)) {
                    see(number.to_string().as_bytes());
                }
            }
            _ => see(cell),
        }
    }

    /// What part of a session or of the file of a row, if any, has its value, where there is no column for it.
    pub fn of_row(&self) -> OfRow {
        match &self.kind {
            DimensionKind::Start(calendar) => OfRow::Start(*calendar),
            DimensionKind::Field(Kind::Weekday) => OfRow::Start(Calendar::Weekday),
            DimensionKind::Field(Kind::Log) => OfRow::Log,
            DimensionKind::Field(Kind::Text(TextField::Server)) => OfRow::Server,
            DimensionKind::Field(Kind::Text(TextField::Service)) => OfRow::Service,
            _ => OfRow::Session,
        }
    }

    /// A query without what narrows this dimension: the parts at its top that are about nothing else.
    pub fn left_out_of(&self, query: &Expression) -> Expression {
        let remaining = |part: &&Expression| !self.is_narrowed_by(part);
        match query {
            Expression::All(parts) => Expression::all(parts.iter().filter(remaining).cloned().collect()),
            part => Expression::all(Some(part).filter(remaining).into_iter().cloned().collect()),
        }
    }

    fn is_narrowed_by(&self, part: &Expression) -> bool {
        match part {
            Expression::All(parts) | Expression::Any(parts) => {
                !parts.is_empty() && parts.iter().all(|part| self.is_narrowed_by(part))
            }
            Expression::Not(part) => self.is_narrowed_by(part),
            Expression::Condition(condition) => self.is_about(condition),
        }
    }

    fn is_about(&self, condition: &Condition) -> bool {
        match (&self.kind, condition) {
            (DimensionKind::Column(own), Condition::Column(column)) => column.name.eq_ignore_ascii_case(own),
            (DimensionKind::Column(_), _) => false,
            (DimensionKind::Field(own), condition) => condition.kind() == Some(*own),
            (DimensionKind::Network, condition) => condition.kind() == Some(Kind::Ip(IpField::Client)),
            (DimensionKind::Start(_), condition) => condition.kind() == Some(Kind::Time(TimeField::Start)),
        }
    }

    /// The condition that a session or a row has this value. `None` if no query can say that: a text that is not UTF-8, or
    /// a very long one.
    pub fn condition(&self, value: &[u8]) -> Option<String> {
        let text = core::str::from_utf8(value).ok()?;
        match &self.kind {
            // Of an address nothing but the angle brackets is left.
            DimensionKind::Field(Kind::Text(field)) if field.has_empty_values() && text.is_empty() => {
                Some(format!("{}:<>", self.name()))
            }
            DimensionKind::Network => exactly(name_of(Kind::Ip(IpField::Client)), text, 0),
            DimensionKind::Start(_) => Some(format!("{}:{text}", name_of(Kind::Time(TimeField::Start)))),
            DimensionKind::Field(_) | DimensionKind::Column(_) => exactly(&self.name(), text, 0),
        }
    }

    /// The condition that a session or a row has no value. `None` where every session has one.
    pub fn without(&self) -> Option<String> {
        let name = self.name();
        Some(match &self.kind {
            DimensionKind::Field(Kind::Text(field)) if field.has_empty_values() => format!("-{name}:*,<>"),
            DimensionKind::Field(Kind::Text(_)) => format!("-{name}:*"),
            DimensionKind::Column(_) => exactly(&name, "", 0)?,
            DimensionKind::Field(Kind::Tls) => format!("-{name}:*,none,unknown,failed"),
            DimensionKind::Field(Kind::Ip(_)) => format!("-{name}:0.0.0.0/0,::/0"),
            DimensionKind::Network => format!("-{}:0.0.0.0/0,::/0", name_of(Kind::Ip(IpField::Client))),
            DimensionKind::Field(Kind::Deferral) => format!("-{name}:*"),
            DimensionKind::Field(Kind::Number(_)) => format!("-{name}:100..999"),
            DimensionKind::Field(Kind::Status) => format!("-{name}:2.*,4.*,5.*"),
            DimensionKind::Field(_) | DimensionKind::Start(_) => return None,
        })
    }

    /// Whether its values are words of the program, times, addresses and networks, in which no secret is.
    pub fn has_own_words(&self) -> bool {
        use DimensionKind::{Field, Network, Start};
        matches!(
            self.kind,
            Start(_)
                | Network
                | Field(Kind::Log | Kind::Outcome | Kind::Noise | Kind::Deferral | Kind::Tls | Kind::Auth)
                | Field(Kind::Weekday | Kind::Ip(_))
        )
    }

    /// The name of the columns that have its values, if it is one of columns.
    pub fn column(&self) -> Option<&[u8]> {
        match &self.kind {
            DimensionKind::Column(name) => Some(name.as_bytes()),
            _ => None,
        }
    }

    /// Whether Exchange itself writes its values, and no client.
    pub fn is_of_exchange(&self) -> bool {
        use TextField::{Connector, Local, Remote, Server, Service};
        match &self.kind {
            DimensionKind::Field(Kind::Text(field)) => matches!(field, Connector | Local | Remote | Server | Service),
            DimensionKind::Field(Kind::Ip(_) | Kind::Status) | DimensionKind::Network => true,
            _ => self.column().and_then(Property::of_column).is_some_and(Property::is_of_exchange),
        }
    }

    /// The name of a value that is a word of the query language, where it has another one.
    pub fn name_of_value(&self, value: &[u8]) -> Option<&'static str> {
        let is_log = self.kind == DimensionKind::Field(Kind::Log);
        let word = core::str::from_utf8(value).ok().filter(|_| is_log)?;
        <LogType as Choice>::read(word).map(Choice::name)
    }

    /// The place of a value in the order of values, before they are ordered as texts.
    pub fn place(&self, value: &[u8]) -> u8 {
        if self.kind != DimensionKind::Field(Kind::Weekday) {
            return 0;
        }
        let word = core::str::from_utf8(value).ok();
        word.and_then(Weekday::read).map_or(0, |day| day.num_days_from_monday() as u8)
    }
}

/// Where a row of a table has a value of a dimension for which it has no column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfRow {
    /// In its session, if it belongs to one.
    Session,
    /// In the origin of its file.
    Server,
    /// In the origin of its file.
    Service,
    /// It is the log.
    Log,
    /// It is a part of the time of the row.
    Start(Calendar),
}

/// Whether sessions can be grouped by a field: its values are few, or people ask for them.
fn is_grouped_by(kind: Kind) -> bool {
    match kind {
        Kind::Text(field) => {
            use TextField::{File, Information, Refusal, Session, Verb};
            !matches!(field, File | Session | Verb | Refusal | Information)
        }
        Kind::Number(number) => matches!(number, NumberField::Code | NumberField::HttpStatus),
        Kind::Log | Kind::Outcome | Kind::Noise | Kind::Deferral | Kind::Status | Kind::Tls | Kind::Auth => true,
        Kind::Weekday => true,
        Kind::Ip(field) => field != IpField::Any,
        Kind::Event | Kind::Time(_) | Kind::After | Kind::Before => false,
        Kind::Finding | Kind::Severity | Kind::CertificateState => false,
    }
}

fn sources(kind: Kind) -> Vec<Source> {
    match kind {
        Kind::Text(TextField::Cipher) => Vec::from([Source::Fact(|session| session.facts.tls, cipher)]),
        Kind::Text(field) => source::sources(field),
        Kind::Log => Vec::from([Source::Word(|session| session.log_type.word())]),
        Kind::Outcome => Vec::from([Source::Word(|session| session.facts.outcome.key())]),
        Kind::Noise => Vec::from([Source::Word(|session| session.facts.noise.key())]),
        Kind::Tls => Vec::from([Source::Fact(|session| session.facts.tls, tls)]),
        Kind::Auth => Vec::from([Source::Session(logon)]),
        Kind::Number(NumberField::Code) => Vec::from([Source::Derived(|kind| kind.code() != 0, code)]),
        Kind::Status => Vec::from([Source::Derived(is_reply, status)]),
        Kind::Ip(IpField::Client) => CLIENT.to_vec(),
        Kind::Ip(IpField::Target) => TARGET.to_vec(),
        _ => Vec::new(),
    }
}

/// See [`DimensionKind::Network`].
fn client_network(view: &SessionView<'_>, see: See<'_>) {
    if !is_outbound(view.session()) {
        network_of_endpoint(view.remote(), see);
    }
}

/// The network of an endpoint as it is written everywhere.
fn network_of_endpoint(text: &[u8], see: See<'_>) {
    let text = endpoint(text).0;
    if let Some(dot) = memchr::memrchr(b'.', text).filter(|_| is_ipv4(text)) {
        see(&[text.get(..=dot).unwrap_or_default(), b"0/24"].concat());
    } else if let Some(address) = address(text) {
        see(network(address).to_string().as_bytes());
    }
}

/// The network of an address: see [`DimensionKind::Network`].
pub(super) fn network(address: IpAddr) -> IpNet {
    let address = address.to_canonical();
    let bits = if address.is_ipv4() { 24 } else { 64 };
    IpNet::new(address, bits).map_or(IpNet::from(address), |network| network.trunc())
}

fn cipher(view: &SessionView<'_>, see: See<'_>) {
    if let Tls::Negotiated(result) = view.tls() {
        see(result.cipher_name().as_bytes());
    }
}

fn tls(view: &SessionView<'_>, see: See<'_>) {
    match view.tls() {
        Tls::None => see(b"none"),
        Tls::Unknown => see(b"unknown"),
        Tls::Failed(_) => see(b"failed"),
        Tls::Negotiated(result) => {
            result.known_version().map(TlsVersion::word).into_iter().for_each(|word| see(word.as_bytes()))
        }
    }
}

/// The words of the field `auth`, several of which may hold.
fn logon(view: &SessionView<'_>, see: See<'_>) {
    let facts = &view.session().facts;
    let words: [(&str, bool); 7] = [
        ("ok", facts.logon.succeeded()),
        ("failed", facts.failed_attempts > 0),
        ("denied", facts.denied_attempts > 0),
        ("failed-only", facts.logon == Logon::Failed),
        ("guessed", facts.logon == Logon::Guessed),
        ("tested", facts.logon == Logon::Tested),
        ("none", facts.logon == Logon::None),
    ];
    words.into_iter().filter(|(_, holds)| *holds).for_each(|(word, _)| see(word.as_bytes()));
}

fn code(kind: TextKind, _: Text<'_>, see: See<'_>) {
    let digits = [10_000, 1_000, 100, 10, 1].map(|unit| b'0' + (kind.code() / unit % 10) as u8);
    let begin = digits.iter().position(|digit| *digit != b'0').unwrap_or(digits.len() - 1);
    see(digits.get(begin..).unwrap_or_default());
}

fn is_reply(kind: TextKind) -> bool {
    matches!(kind, TextKind::Reply { .. } | TextKind::Record { .. })
}

fn status(kind: TextKind, text: Text<'_>, see: See<'_>) {
    let reply = if matches!(kind, TextKind::Record { .. }) { text.context } else { text.data };
    if let Some(status) = Reply::parse(reply).and_then(|reply| reply.status) {
        see(status.to_string().as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_are_written_as_addresses_are() {
        for (endpoint, written) in [
            ("192.0.2.77:25", "192.0.2.0/24"),
            (" 203.0.113.255 ", "203.0.113.0/24"),
            ("[2001:db8::1:2]:2525", "2001:db8::/64"),
            ("2001:db8:0:0:9::1", "2001:db8::/64"),
            ("[::ffff:192.0.2.77]:25", "192.0.2.0/24"),
            ("192.0.2.1%3", "192.0.2.0/24"),
            ("192.0.2.256", ""),
            ("192.0.2.01:25", ""),
            ("192.0.2", ""),
            ("ex01.contoso.com:25", ""),
            ("", ""),
        ] {
            let mut found = String::new();
            network_of_endpoint(endpoint.as_bytes(), &mut |network| {
                found.push_str(core::str::from_utf8(network).unwrap_or_default());
            });
            assert_eq!(found, written, "{endpoint}");
        }
    }
}

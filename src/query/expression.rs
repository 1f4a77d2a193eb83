//! A parsed query: conditions joined by AND, OR and NOT.

use alloc::boxed::Box;
use alloc::collections::BTreeSet;
use alloc::rc::Rc;
use alloc::string::ToString;
use alloc::vec::Vec;
use chrono::Weekday;

use super::column_condition::ColumnCondition;
use super::field::{IpField, Kind, Level, NumberField, TextField, TimeField};
use super::held::Held;
use super::pattern::Pattern;
use super::time::weekday_of;
use super::value::{AuthMatch, IpNets, Range, StatusMatch, TlsMatch};
use crate::entry::{Event, LogType};
use crate::finding::{FindingKind, FindingSeverity};
use crate::store::{CertificateState, Deferral, Noise, Outcome};

/// A query, or a part of one.
///
/// `All` never holds an `All` directly and `Any` no `Any`; neither holds exactly one part, nor two that are written alike: a
/// query of a thousand equal words asks one question. The only `All` without any
/// part is the query without any term, which every session matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// Every part holds.
    All(Vec<Expression>),
    /// At least one part holds.
    Any(Vec<Expression>),
    /// The part does not hold.
    Not(Box<Expression>),
    /// One question.
    Condition(Condition),
}

/// One question about a session. Where a condition holds a list, one of the list is enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// A word, phrase or regular expression: matches in `data` or `context` of an entry, in an endpoint, in the
    /// connector-id or in the session-id.
    Text(Pattern),
    /// Text of one field.
    Field(TextField, Vec<Pattern>),
    /// A number of one field.
    Number(NumberField, Vec<Range>),
    /// Kind of log.
    Log(Vec<LogType>),
    /// Event of an entry.
    Event(Vec<Event>),
    /// Outcome of the session.
    Outcome(Vec<Outcome>),
    /// Whether a certificate was valid, and who issued it.
    CertificateState(Vec<CertificateState>),
    /// A finding.
    Finding(FindingCondition),
    /// Whether the session is noise, and why.
    Noise(Vec<Noise>),
    /// What became of mail that was put off.
    Deferral(Vec<Deferral>),
    /// An address.
    Ip(IpField, IpNets),
    /// Enhanced status code of an entry.
    Status(Vec<StatusMatch>),
    /// TLS version.
    Tls(TlsMatch),
    /// Result or mechanism of authentication.
    Auth(Vec<AuthMatch>),
    /// A time of the session, in milliseconds since 1970 UTC.
    Time(TimeField, Vec<Range<i64>>),
    /// The day of the week on which the session began, on a clock that is so many minutes east of UTC.
    Weekday(Vec<Weekday>, i32),
    /// A column of tables by its own name.
    Column(ColumnCondition),
}

/// The question whether a session is one of some findings.
#[derive(Clone, Debug)]
pub struct FindingCondition {
    /// Which findings.
    pub asked: Asked,
    /// What is found of each that is known.
    pub(super) held: Vec<Rc<Held>>,
}

/// What is found follows from what is asked.
impl PartialEq for FindingCondition {
    fn eq(&self, other: &Self) -> bool {
        self.asked == other.asked
    }
}

impl Eq for FindingCondition {}

/// How findings are named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// By their kinds.
    Kinds(Vec<FindingKind>),
    /// By their severities.
    Severities(Vec<FindingSeverity>),
}

impl FindingCondition {
    /// The kind of its field.
    pub(super) fn kind(&self) -> Kind {
        match self.asked {
            Asked::Kinds(_) => Kind::Finding,
            Asked::Severities(_) => Kind::Severity,
        }
    }
}

impl Asked {
    /// The kinds of findings.
    pub(super) fn kinds(&self) -> impl Iterator<Item = FindingKind> + '_ {
        let is_asked = move |kind: &FindingKind| match self {
            Asked::Kinds(kinds) => kinds.contains(kind),
            Asked::Severities(severities) => severities.contains(&kind.severity()),
        };
        FindingKind::ALL.iter().copied().filter(is_asked)
    }
}

impl Expression {
    /// Whether texts or cells have to be read to answer it: otherwise what is known of sessions and files is enough.
    pub(super) fn asks_texts(&self) -> bool {
        match self {
            Expression::All(parts) | Expression::Any(parts) => parts.iter().any(Expression::asks_texts),
            Expression::Not(part) => part.asks_texts(),
            Expression::Condition(condition) => condition.asks_texts(),
        }
    }
}

impl Condition {
    fn asks_texts(&self) -> bool {
        use Condition::{Finding, Log, Noise, Number, Outcome, Time, Weekday};
        let is_of_entries = self.level() == Level::Entry;
        is_of_entries
            || !matches!(self, Finding(_) | Log(_) | Noise(_) | Number(..) | Outcome(_) | Time(..) | Weekday(..))
    }

    /// Whether the condition is about one entry or about the session.
    pub fn level(&self) -> Level {
        match self {
            Condition::Text(_) | Condition::Column(_) => Level::Entry,
            _ => self.kind().map_or(Level::Session, |kind| kind.level()),
        }
    }
}

impl Condition {
    /// Whether it is about times and holds for one, in milliseconds since 1970 UTC. `None` if it is about something else.
    pub(super) fn at_time(&self) -> Option<impl Fn(i64) -> bool + '_> {
        let is_about_time = match self {
            Condition::Time(field, _) => matches!(field, TimeField::Start | TimeField::End),
            condition => matches!(condition, Condition::Weekday(..)),
        };
        is_about_time.then_some(move |time| match self {
            Condition::Time(_, ranges) => ranges.iter().any(|range| range.holds(time)),
            Condition::Weekday(days, offset_minutes) => days.contains(&weekday_of(time, *offset_minutes)),
            _ => false,
        })
    }

    /// Whether it looks into the cells of records, so that a record for which the query holds is worth a mark.
    pub(super) fn asks_cells(&self) -> bool {
        self.level() == Level::Entry || self.kind().is_some_and(|kind: Kind| !kind.properties().is_empty())
    }
}

impl Default for Expression {
    /// The query without any term.
    fn default() -> Self {
        Expression::All(Vec::new())
    }
}

impl Expression {
    /// This query and another one.
    pub fn and(self, other: Expression) -> Expression {
        Expression::all(Vec::from([self, other]))
    }

    /// This query without noise, unless it says itself what it wants of it.
    pub fn without_noise(self) -> Expression {
        match self.asks_noise() {
            true => self,
            false => self.and(Expression::Not(Box::new(Expression::Condition(Condition::Noise(Noise::ANY.to_vec()))))),
        }
    }

    /// Whether it asks for noise, or excludes it.
    pub fn asks_noise(&self) -> bool {
        match self {
            Expression::All(parts) | Expression::Any(parts) => parts.iter().any(Expression::asks_noise),
            Expression::Not(part) => part.asks_noise(),
            Expression::Condition(condition) => matches!(condition, Condition::Noise(_)),
        }
    }

    /// Both at once; flat.
    pub(super) fn all(parts: Vec<Expression>) -> Expression {
        Expression::joined(parts, Expression::All, |part| match part {
            Expression::All(parts) => Ok(parts),
            other => Err(other),
        })
    }

    /// Either of them; flat.
    pub fn any(parts: Vec<Expression>) -> Expression {
        Expression::joined(parts, Expression::Any, |part| match part {
            Expression::Any(parts) => Ok(parts),
            other => Err(other),
        })
    }

    fn joined(
        parts: Vec<Expression>,
        join: impl Fn(Vec<Expression>) -> Expression,
        split: impl Fn(Expression) -> Result<Vec<Expression>, Expression>,
    ) -> Expression {
        let mut flat = Vec::with_capacity(parts.len());
        for part in parts {
            match split(part) {
                Ok(inner) => flat.extend(inner),
                Err(part) => flat.push(part),
            }
        }
        // What is written alike is read alike.
        let mut written: BTreeSet<Vec<u8>> = BTreeSet::new();
        flat.retain(|part: &Expression| written.insert(part.to_string().into_bytes()));
        match flat.pop() {
            Some(only) if flat.is_empty() => only,
            last => {
                flat.extend(last);
                join(flat)
            }
        }
    }

    /// Forgets what findings hold for: what was read before is no longer open.
    pub fn forget_findings(&mut self) {
        match self {
            Expression::All(parts) | Expression::Any(parts) => parts.iter_mut().for_each(Expression::forget_findings),
            Expression::Not(part) => part.forget_findings(),
            Expression::Condition(Condition::Finding(finding)) => finding.held.clear(),
            Expression::Condition(_) => {}
        }
    }

    /// The conditions that mark entries: those about entries that are not excluded.
    pub fn marking_conditions(&self) -> Vec<&Condition> {
        let mut conditions = self.positive_conditions();
        conditions.retain(|condition| condition.level() == Level::Entry);
        conditions
    }

    /// The conditions that are not excluded.
    pub(super) fn positive_conditions(&self) -> Vec<&Condition> {
        let mut conditions = Vec::new();
        self.collect_positive(true, &mut conditions);
        conditions
    }

    fn collect_positive<'e>(&'e self, positive: bool, conditions: &mut Vec<&'e Condition>) {
        match self {
            Expression::All(parts) | Expression::Any(parts) => {
                parts.iter().for_each(|part| part.collect_positive(positive, conditions));
            }
            Expression::Not(part) => part.collect_positive(!positive, conditions),
            Expression::Condition(condition) if positive => conditions.push(condition),
            Expression::Condition(_) => {}
        }
    }
}

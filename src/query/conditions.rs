//! Terms to conditions: what a field asks with its operator and its values, and what a word does.

use super::Surroundings;
use super::choice::{Choice, in_order};
use super::column_condition::{ColumnCondition, ColumnTest, ColumnValue};
use super::distance::distance;
use super::expression::{Asked, Condition, FindingCondition};
use super::field::{Field, Kind, NumberField, TimeField};
use super::finding::Findings;
use super::pattern::Pattern;
use super::problem::SyntaxError;
use super::regex;
use super::time::{Clock, Span};
use super::token::{Form, Name, Operator, Value};
use super::value::{
    AuthMatch, IpNets, Range, StatusMatch, TlsMatch, Unit, read_nets, read_number, read_range, reversed,
};
use super::words::words_of;
use crate::exchange::TlsVersion;
use crate::store::value::number;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// Most memory in bytes that all compiled patterns of a query may take together.
const MAX_MEMORY: usize = 8 << 20;

/// Makes conditions.
pub(super) struct Conditions<'t> {
    pub clock: Clock,
    pub findings: Option<&'t dyn Findings>,
    /// Bytes that the patterns so far take.
    pub memory: usize,
}

impl<'t> Conditions<'t> {
    pub fn new(surroundings: &Surroundings<'t>) -> Conditions<'t> {
        Conditions { clock: surroundings.clock, findings: surroundings.findings, memory: 0 }
    }

    /// The condition of a field or a column, which begins and ends there.
    pub fn of_field(
        &mut self,
        (from, to): (usize, usize),
        name: Name,
        operator: Operator,
        values: &[Value<'t>],
    ) -> Result<Condition, SyntaxError> {
        match name {
            Name::Column(name) => {
                let test = self.column_test(operator, values)?;
                Ok(Condition::Column(ColumnCondition { name, test }))
            }
            Name::Field(field) => match comparison_error(field, operator, values) {
                Some(message) => Err(SyntaxError::new(from, to, message)),
                None => self.condition(field, operator, values),
            },
        }
    }

    /// The condition of a word, a phrase or an expression.
    pub fn of_text(&mut self, form: &Form<'t>, from: usize, to: usize) -> Result<Condition, SyntaxError> {
        self.text(form, from, to).map(Condition::Text)
    }

    fn condition(&mut self, field: &Field, operator: Operator, values: &[Value<'t>]) -> Result<Condition, SyntaxError> {
        Ok(match field.kind {
            Kind::Text(text) => Condition::Field(text, each(values, |value| self.text_value(value))?),
            Kind::Number(number) => {
                refuse_thousands(field, number, values)?;
                Condition::Number(
                    number,
                    each(values, |value| read(field, value, |text| range(number, operator, text)))?,
                )
            }
            Kind::Log => Condition::Log(choices(field, values)?),
            Kind::Event => Condition::Event(choices(field, values)?),
            Kind::Outcome => Condition::Outcome(choices(field, values)?),
            Kind::CertificateState => Condition::CertificateState(choices(field, values)?),
            Kind::Finding => self.finding(Asked::Kinds(choices(field, values)?)),
            Kind::Severity => self.finding(Asked::Severities(choices(field, values)?)),
            Kind::Noise => Condition::Noise(choices(field, values)?),
            Kind::Deferral => Condition::Deferral(choices(field, values)?),
            Kind::Ip(ip) => Condition::Ip(ip, IpNets(each(values, |value| read(field, value, read_nets))?.concat())),
            Kind::Status => {
                Condition::Status(each(values, |value| read(field, value, |text| Ok(StatusMatch::read(text))))?)
            }
            Kind::Tls => Condition::Tls(tls(field, operator, values)?),
            Kind::Auth => Condition::Auth(each(values, |value| self.auth(value))?),
            Kind::After => Condition::Time(TimeField::Start, self.times(field, Operator::AtLeast, values)?),
            Kind::Before => Condition::Time(TimeField::Start, self.times(field, Operator::Below, values)?),
            Kind::Weekday => Condition::Weekday(choices(field, values)?, self.clock.offset_minutes),
            Kind::Time(time) => Condition::Time(time, self.times(field, operator, values)?),
        })
    }

    /// The sessions of findings, as far as they are known.
    fn finding(&self, asked: Asked) -> Condition {
        let known = |kind| self.findings.map(|findings| findings.held_by(kind));
        let held = asked.kinds().filter_map(known).collect();
        Condition::Finding(FindingCondition { asked, held })
    }

    fn column_test(&mut self, operator: Operator, values: &[Value<'t>]) -> Result<ColumnTest, SyntaxError> {
        if operator == Operator::Is {
            return each(values, |value| self.column_value(value)).map(ColumnTest::Any);
        }
        let [value] = values else {
            let (from, to) = (values.first().map_or(0, |first| first.from), values.last().map_or(0, |last| last.to));
            return Err(SyntaxError::new(from, to, "A comparison takes one value; use a colon for a list."));
        };
        let text = value.form.text();
        if let Some(bound) = number(text.as_bytes()) {
            return Ok(ColumnTest::Number(bounded(operator, bound)));
        }
        let span = self.clock.read(text).map_err(|message| SyntaxError::new(value.from, value.to, message))?;
        span.map(|span| ColumnTest::Time(within(operator, span))).ok_or_else(|| {
            let message = format!(
                "A column cannot be compared with `{text}`; use a number such as `500` or a time such as `2026-03-01T14`."
            );
            SyntaxError::new(value.from, value.to, message)
        })
    }

    fn column_value(&mut self, value: &Value<'t>) -> Result<ColumnValue, SyntaxError> {
        let pattern = self.text_value(value)?;
        Ok(match value.form {
            Form::Raw(text) => ColumnValue::plain(pattern, text),
            _ => ColumnValue::text(pattern),
        })
    }

    /// A word, phrase or regular expression that may match anywhere.
    fn text(&mut self, form: &Form<'t>, from: usize, to: usize) -> Result<Pattern, SyntaxError> {
        let pattern = match form {
            Form::Quoted(text) => Pattern::contains(text),
            Form::Exact(text) => Pattern::exact(text),
            Form::Regex(expression) => Pattern::regex(expression),
            // Stars at the ends of a word change nothing, since it matches anywhere. Several stars alone are literal: they
            // are what firewalls write over a banner.
            Form::Raw("*") => Pattern::whole("*"),
            Form::Raw(text) => match text.trim_matches('*') {
                "" => Pattern::contains(text),
                inner if inner.contains('*') => Pattern::whole(&format!("*{inner}*")),
                inner => Pattern::contains(inner),
            },
        };
        self.checked(pattern, form, from, to)
    }

    fn text_value(&mut self, value: &Value<'t>) -> Result<Pattern, SyntaxError> {
        let pattern = match value.form {
            Form::Quoted(ref text) => Pattern::contains(text),
            Form::Exact(ref text) => Pattern::exact(text),
            Form::Regex(expression) => Pattern::regex(expression),
            Form::Raw(text) => raw_value(text),
        };
        self.checked(pattern, &value.form, value.from, value.to)
    }

    fn auth(&mut self, value: &Value<'t>) -> Result<AuthMatch, SyntaxError> {
        let word = match value.form {
            Form::Raw(text) => text.to_ascii_lowercase(),
            Form::Quoted(ref text) => text.to_ascii_lowercase(),
            Form::Exact(_) | Form::Regex(_) => String::new(),
        };
        match AuthMatch::WORDS.iter().find(|(known, _)| *known == word) {
            Some((_, wanted)) => Ok(wanted.clone()),
            None => Ok(AuthMatch::Mechanism(self.text_value(value)?)),
        }
    }

    fn times(&self, field: &Field, operator: Operator, values: &[Value<'t>]) -> Result<Vec<Range<i64>>, SyntaxError> {
        if let ([first, .., last], Operator::AtLeast | Operator::Below) = (values, operator) {
            let message = format!("`{}` takes one time, not a list.", field.name);
            return Err(SyntaxError::new(first.from, last.to, message));
        }
        each(values, |value| read(field, value, |text| self.time(operator, text)))
    }

    /// A time, or `x..y` from the beginning of the first to the end of the second.
    fn time(&self, operator: Operator, text: &str) -> Result<Option<Range<i64>>, String> {
        let Some((low, high)) = text.split_once("..").filter(|_| operator == Operator::Is) else {
            return Ok(self.clock.read(text)?.map(|span| within(operator, span)));
        };
        let (low, high) = (self.clock.read(low)?, self.clock.read(high)?);
        let range = low.zip(high).map(|(low, high)| (low.first, high.last));
        match range {
            Some((first, last)) if first > last => Err(reversed(text)),
            range => Ok(range.map(|(first, last)| Range::Between(first, last))),
        }
    }

    /// Locates an error in a pattern, and keeps account of memory.
    fn checked(
        &mut self,
        pattern: Result<Pattern, regex::PatternError>,
        form: &Form<'t>,
        from: usize,
        to: usize,
    ) -> Result<Pattern, SyntaxError> {
        let pattern = pattern.map_err(|error| pattern_error(error, form, from, to))?;
        self.memory += pattern.memory();
        if self.memory > MAX_MEMORY {
            let message = "The patterns of the query take too much memory; use fewer or shorter ones.";
            return Err(SyntaxError::new(from, to, message));
        }
        Ok(pattern)
    }
}

fn pattern_error(error: regex::PatternError, form: &Form<'_>, from: usize, to: usize) -> SyntaxError {
    match form {
        Form::Regex(_) => {
            let place = error.place.map_or(from..to, |place| from + 1 + place.start..from + 1 + place.end);
            let message = format!(
                "The regular expression cannot be used: {}. To search for the text itself, put it in quotes.",
                error.message
            );
            SyntaxError::new(place.start, place.end, message)
        }
        _ => SyntaxError::new(from, to, format!("This text cannot be searched for: {}.", error.message)),
    }
}

fn comparison_error(field: &Field, operator: Operator, values: &[Value<'_>]) -> Option<String> {
    if operator == Operator::Is {
        return None;
    }
    if !field.kind.compares() {
        return Some(format!("`{}` cannot be compared; use a colon, as in `{}`.", field.name, field.sample));
    }
    (values.len() > 1).then(|| match field.kind {
        Kind::Number(number) if number.unit() != Unit::ReplyCode => {
            let digits: String = values.iter().map(|value| value.form.text()).collect();
            format!(
                "A comparison takes one number, without separators of thousands and with a decimal point, as in `{}{}{digits}`.",
                field.name,
                operator.sign()
            )
        }
        _ => format!("A comparison takes one value; use a colon for a list, as in `{}:…,…`.", field.name),
    })
}

/// A plain value is found anywhere in the field's text; `<…>` and wildcards are about the whole of it.
fn raw_value(text: &str) -> Result<Pattern, regex::PatternError> {
    match text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
        Some(whole) if whole.contains('*') => return Pattern::whole(whole),
        Some(exact) => return Pattern::exact(exact),
        None => {}
    }
    let inner = text.trim_matches('*');
    match (text.starts_with('*') && text.ends_with('*'), inner) {
        (true, "") => Pattern::whole("*"),
        (true, inner) if !inner.contains('*') => Pattern::contains(inner),
        _ if text.contains('*') => Pattern::whole(text),
        _ => Pattern::contains(text),
    }
}

fn each<'v, 't: 'v, T>(
    values: &'v [Value<'t>],
    read: impl FnMut(&'v Value<'t>) -> Result<T, SyntaxError>,
) -> Result<Vec<T>, SyntaxError> {
    values.iter().map(read).collect()
}

/// Reads one value that is not text; the error names what the field takes.
fn read<T>(
    field: &Field,
    value: &Value<'_>,
    read: impl FnOnce(&str) -> Result<Option<T>, String>,
) -> Result<T, SyntaxError> {
    let text = match &value.form {
        Form::Raw(text) => text,
        Form::Quoted(text) | Form::Exact(text) => text.as_str(),
        Form::Regex(_) => {
            let message =
                format!("`{}` does not take a regular expression; it takes {}.", field.name, field.kind.takes());
            return Err(SyntaxError::new(value.from, value.to, message));
        }
    };
    let error = |message| SyntaxError::new(value.from, value.to, message);
    read(text).map_err(error)?.ok_or_else(|| error(misfit(field, text)))
}

fn misfit(field: &Field, text: &str) -> String {
    format!(
        "`{text}` is not a value of `{}`, which takes {}. To search for the text itself, put all of it in quotes.",
        field.name,
        field.kind.takes()
    )
}

fn range(field: NumberField, operator: Operator, text: &str) -> Result<Option<Range>, String> {
    let unit = field.unit();
    match operator {
        Operator::Is => read_range(text, unit),
        comparison => Ok(read_number(text, unit).map(|bound| bounded(comparison, bound))),
    }
}

fn bounded<T>(operator: Operator, bound: T) -> Range<T> {
    match operator {
        Operator::Is => Range::Is(bound),
        Operator::Above => Range::Above(bound),
        Operator::AtLeast => Range::AtLeast(bound),
        Operator::Below => Range::Below(bound),
        Operator::AtMost => Range::AtMost(bound),
    }
}

/// `messages:1,000` is a thousand for who writes it, and a list of 1 and 0 for the query.
fn refuse_thousands(field: &Field, number: NumberField, values: &[Value<'_>]) -> Result<(), SyntaxError> {
    let is_group = |value: &Value<'_>| {
        let text = value.form.text();
        text.len() == 3 && text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    match (values.first(), values.iter().skip(1).find(|value| is_group(value))) {
        (Some(first), Some(group)) if number.unit() != Unit::ReplyCode => {
            let message = format!("Write numbers without separators of thousands, as in `{}`.", field.sample);
            Err(SyntaxError::new(first.from, group.to, message))
        }
        _ => Ok(()),
    }
}

/// What compares with a span as the operator says: after 08:25 is after the whole minute.
fn within(operator: Operator, span: Span) -> Range<i64> {
    match operator {
        Operator::Is => Range::Between(span.first, span.last),
        Operator::Above => Range::Above(span.last),
        Operator::AtLeast => Range::AtLeast(span.first),
        Operator::Below => Range::Below(span.first),
        Operator::AtMost => Range::AtMost(span.last),
    }
}

fn choices<T: Choice>(field: &Field, values: &[Value<'_>]) -> Result<Vec<T>, SyntaxError> {
    let several = |text: &str| Some(T::several(text).to_vec()).filter(|several| !several.is_empty());
    // A star is any value, as in the fields of texts.
    let any = |text: &str| (text == "*").then(|| T::ALL.to_vec());
    let chosen = |text: &str| T::read(text).map(|one| Vec::from([one])).or_else(|| several(text)).or_else(|| any(text));
    let read_one = |text: &str| match chosen(text) {
        Some(chosen) => Ok(Some(chosen)),
        None => no_choice(field, text).map_or(Ok(None), Err),
    };
    each(values, |value| read(field, value, read_one)).map(|chosen| in_order(&chosen.concat()))
}

/// Most words that are offered for one that a field does not take.
const OFFERED: usize = 5;

/// What to say of a word that a field does not take, if there are some like it. A list of all of them may be long.
fn no_choice(field: &Field, text: &str) -> Option<String> {
    let typed = text.to_ascii_lowercase();
    let is_like = |word: &str| word.contains(&typed) || distance(word.as_bytes(), typed.as_bytes(), 2).is_some();
    let words = words_of(field.name).into_iter().filter(|word| typed.len() > 2 && is_like(word));
    let words: Vec<String> = words.take(OFFERED).map(|word| format!("`{word}`")).collect();
    let (last, others) = words.split_last()?;
    let likely = if others.is_empty() { last.clone() } else { format!("{} or {last}", others.join(", ")) };
    Some(format!(
        "`{text}` is not a value of `{}`. Did you mean {likely}? To search for the text itself, put all of it in quotes.",
        field.name
    ))
}

fn tls(field: &Field, operator: Operator, values: &[Value<'_>]) -> Result<TlsMatch, SyntaxError> {
    let compare: Option<fn(&TlsVersion, &TlsVersion) -> bool> = match operator {
        Operator::Is => None,
        Operator::Above => Some(TlsVersion::gt),
        Operator::AtLeast => Some(TlsVersion::ge),
        Operator::Below => Some(TlsVersion::lt),
        Operator::AtMost => Some(TlsVersion::le),
    };
    let mut tls = TlsMatch::default();
    for value in values {
        read(field, value, |text| Ok(tls.add(text, compare)))?;
    }
    match values {
        [value] if tls == TlsMatch::default() => Err(SyntaxError::new(
            value.from,
            value.to,
            "There is no TLS version beyond this one, so nothing can match.",
        )),
        _ => Ok(tls),
    }
}

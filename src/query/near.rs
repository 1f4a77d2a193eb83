//! Where to look for what a part of a query did not find: values near to it, and other fields that may have it.

use super::Surroundings;
use super::dimension::Dimension;
use super::display::{value_of, word_of};
use super::field::{Kind, field_named};
use super::parser::parse;
use super::slot::bare;
use super::time::is_date;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// Where to look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Candidate {
    /// At the values of a dimension that are near to a text.
    Values(Dimension, String),
    /// At what these queries find.
    Queries(Vec<String>),
}

/// Fields in which somebody may look for a value that is in another one.
const FIELDS: &[&str] = &[
    "from",
    "to",
    "user",
    "helo",
    "server",
    "connector",
    "client",
    "target",
    "ip",
    "sender-domain",
    "recipient-domain",
    "message-id",
    "subject",
    "session",
    "reply",
    "ended",
    "code",
    "http-status",
    "status",
];
/// Fields whose values are near to a word that no field names.
const OF_WORDS: &[&str] = &["connector", "server", "helo", "user", "from", "to"];
/// Queries that are looked at together.
const TOGETHER: usize = 4;

/// Where to look for what a part of a query did not find, which is one condition with one value that is not excluded.
pub fn candidates(part: &str, surroundings: &Surroundings<'_>) -> Vec<Candidate> {
    let Ok(parsed) = parse(part, surroundings) else { return Vec::new() };
    let [only] = parsed.parts.as_slice() else { return Vec::new() };
    if only.excluded || !only.is_condition {
        return Vec::new();
    }
    match (&only.subject, only.values()) {
        (Some(field), [value]) => of_field(field, bare(part.get(value.clone()).unwrap_or_default()), surroundings),
        (None, []) => of_word(bare(part)),
        _ => Vec::new(),
    }
}

fn of_field(field: &str, value: &str, surroundings: &Surroundings<'_>) -> Vec<Candidate> {
    // Comparisons, classes and times have no values that are near.
    let is_pattern = value.contains('*') || value.starts_with('/');
    let is_number = field_named(field).is_some_and(|field| matches!(field.kind, Kind::Number(_) | Kind::Time(_)));
    if value.is_empty() || is_pattern || is_date(value) || (is_number && Dimension::named(field).is_none()) {
        return Vec::new();
    }
    let near = Dimension::named(field).map(|dimension| Candidate::Values(dimension, String::from(value)));
    let others = FIELDS.iter().filter(|other| **other != field);
    let written = others.map(|other| format!("{other}:{}", value_of(value)));
    let valid: Vec<String> = written.filter(|query| parse(query, surroundings).is_ok()).collect();
    let text = Candidate::Queries(Vec::from([word_of(value)]));
    let takes_text = field_named(field).is_none_or(|field| field.kind.takes_text());
    near.into_iter()
        .chain(Some(text).filter(|_| takes_text))
        .chain(valid.chunks(TOGETHER).map(|queries| Candidate::Queries(queries.to_vec())))
        .collect()
}

fn of_word(word: &str) -> Vec<Candidate> {
    let dimensions = OF_WORDS.iter().filter_map(|name| Dimension::named(name));
    dimensions.map(|dimension| Candidate::Values(dimension, String::from(word))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn queries(part: &str) -> Vec<String> {
        let candidates = candidates(part, &Surroundings::default()).into_iter();
        let shown = candidates.flat_map(|candidate| match candidate {
            Candidate::Values(dimension, value) => Vec::from([format!("near {} {value}", dimension.name())]),
            Candidate::Queries(queries) => queries,
        });
        shown.collect()
    }

    #[test]
    fn where_to_look() {
        let of_to = queries("to:<ann@contoso.com>");
        assert_eq!(
            of_to[..4],
            ["near to ann@contoso.com", "ann@contoso.com", "from:ann@contoso.com", "user:ann@contoso.com"]
        );
        assert!(!of_to.iter().any(|query| query.starts_with("to:") || query.starts_with("ip:")), "{of_to:?}");
        assert!(queries("client:192.0.2.1").contains(&String::from("target:192.0.2.1")));
        assert_eq!(queries("relya")[..2], ["near connector relya", "near server relya"]);
        for part in ["-to:ann", "to:a,b", "a OR b", "after:2026-03-01", "gap>30s", "from:*", "", "from:"] {
            assert_eq!(queries(part), Vec::<String>::new(), "{part}");
        }
    }
}

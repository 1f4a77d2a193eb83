//! The words that fields take.

use super::choice::Choice;
use super::field::{Kind, field_named};
use super::value::AuthMatch;
use crate::entry::{Event, LogType};
use crate::exchange::TlsVersion;
use crate::finding::{FindingKind, FindingSeverity};
use crate::store::{CertificateState, Deferral, Noise, Outcome};
use alloc::vec::Vec;
use chrono::Weekday;

/// The words that a field takes, where it takes nothing else.
pub fn words_of(field: &str) -> Vec<&'static str> {
    fn all<T: Choice>() -> Vec<&'static str> {
        T::ALL.iter().filter(|choice| choice.is_listed()).map(|choice| choice.word()).collect()
    }
    match field_named(field).map(|field| field.kind) {
        Some(Kind::Log) => all::<LogType>(),
        Some(Kind::Event) => all::<Event>(),
        Some(Kind::Outcome) => all::<Outcome>(),
        Some(Kind::CertificateState) => all::<CertificateState>(),
        Some(Kind::Finding) => all::<FindingKind>(),
        Some(Kind::Severity) => all::<FindingSeverity>(),
        Some(Kind::Noise) => [all::<Noise>().as_slice(), &["*"]].concat(),
        Some(Kind::Deferral) => [all::<Deferral>().as_slice(), &["*"]].concat(),
        Some(Kind::Weekday) => all::<Weekday>(),
        Some(Kind::Tls) => [all::<TlsVersion>().as_slice(), &["none", "unknown", "failed", "*"]].concat(),
        Some(Kind::Auth) => AuthMatch::WORDS.iter().map(|(word, _)| *word).collect(),
        _ => Vec::new(),
    }
}

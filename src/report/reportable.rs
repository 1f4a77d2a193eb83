//! What a report may contain: numbers with their unit, the program's own words, and masked text.
//!
//! A report is declared with [`report_type!`], which rejects fields of any other type. So a field with text of a log as
//! a `String` does not compile:
//!
//! ```compile_fail
//! # use exchange_log_viewer::Reportable;
//! fn leaves<T: Reportable>(_: T) {}
//! leaves(String::from("AUTH PLAIN AGFubmEAc2VjcmV0"));
//! ```
//!
//! ```
//! # use exchange_log_viewer::{DisplayText, Reportable};
//! fn leaves<T: Reportable>(_: T) {}
//! leaves(DisplayText::from("a word of the program"));
//! ```

use super::masking::DisplayText;
use super::units::{ByteCount, Count, DurationMs, TimeMs};
use crate::diagnostic::Severity;
use crate::entry::{LogType, Role};
use crate::finding::{FindingKind, FindingSeverity};
use crate::format::{Evidence, Property};
use crate::query::{PieceKind, Problem, Shape};
use crate::smtp::conversation::TransactionOutcome;
use crate::store::ColumnType;
use crate::store::files::FileEnd;
use crate::store::{Noise, Outcome};
use alloc::collections::BTreeMap;
use alloc::vec::Vec;

/// Types in which all text of a log has been masked.
pub trait Reportable: serde::Serialize {}

macro_rules! reportable {
    ($($type:ty),* $(,)?) => { $(impl Reportable for $type {})* };
}

reportable!(bool, u8, u16, u32, i64, u64, &'static str, DisplayText<'_>, TimeMs, DurationMs, ByteCount, Count);
reportable!(
    LogType,
    Role,
    Evidence,
    Property,
    Noise,
    Outcome,
    FindingKind,
    FindingSeverity,
    TransactionOutcome,
    ColumnType,
    FileEnd,
    Severity,
    Shape,
    PieceKind
);
// A problem quotes only the query, which the user wrote.
reportable!(Problem);

impl<T: Reportable> Reportable for Option<T> {}
impl<T: Reportable> Reportable for Vec<T> {}
impl<T: Reportable> Reportable for &'static [T] {}
impl<K: Reportable, V: Reportable> Reportable for BTreeMap<K, V> {}

/// Declares a report: an object with these fields, all of which are [`Reportable`]. Their names are in camelCase on the
/// page, whose types are generated from the declaration.
macro_rules! report_type {
    (
        $(#[$meta:meta])*
        pub struct $name:ident $(<$life:lifetime>)? { $($(#[$field_meta:meta])* pub $field:ident: $type:ty,)* }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, serde::Serialize)]
        #[cfg_attr(test, derive(ts_rs::TS))]
        #[serde(rename_all = "camelCase")]
        pub struct $name $(<$life>)? { $($(#[$field_meta])* pub $field: $type,)* }

        impl $(<$life>)? $crate::report::reportable::Reportable for $name $(<$life>)? {}

        impl $(<$life>)? $name $(<$life>)? {
            #[allow(dead_code, reason = "compiled to check the types of the fields, never run")]
            fn check_fields(&self) {
                fn check<T: $crate::report::reportable::Reportable>(_: &T) {}
                $(check(&self.$field);)*
            }
        }
    };
}

/// Declares the values of a field as an enum of words.
macro_rules! report_words {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$word_meta:meta])* $word:ident,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
        #[cfg_attr(test, derive(ts_rs::TS))]
        #[serde(rename_all = "camelCase")]
        pub enum $name { $($(#[$word_meta])* $word,)* }

        impl $crate::report::reportable::Reportable for $name {}
    };
}

pub(crate) use {report_type, report_words};

//! Completion of a query: what may stand at the cursor, and how often it would be found.

use super::masking::{DisplayText, Mask};
use super::reportable::{Reportable, report_type};
use super::summarised::{SummaryGroup, SummaryValue};
use super::units::Count;
use crate::archive::Archive;
use crate::query::{self, Slot};
use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

/// What is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum CompletionKind {
    /// The name of a field, with the operator that it is used with most.
    Field,
    /// A column of an open table.
    Column,
    /// A word that joins terms.
    Keyword,
    /// A value that sessions or rows have, or a word that the field takes.
    Value,
    /// An example of a value.
    Example,
}

impl Reportable for CompletionKind {}

report_type! {
    /// What may stand at a place of a query.
    #[derive(Default)]
    pub struct Completion {
        /// First UTF-16 code unit of what an item replaces.
        pub from: u32,
        /// The code unit after its last one.
        pub to: u32,
        /// What may stand there.
        pub items: Vec<CompletionItem>,
    }
}

report_type! {
    /// One of the texts that may stand there.
    pub struct CompletionItem {
        /// What it is.
        pub kind: CompletionKind,
        /// What is written.
        pub text: DisplayText<'static>,
        /// What is shown.
        pub label: DisplayText<'static>,
        /// What it means; may be empty.
        pub help: &'static str,
        /// The number of sessions and rows that have the value, under the rest of the query; null if it is not counted.
        pub count: Option<Count>,
    }
}

/// Most values that are offered.
pub const VALUES: usize = 12;
/// Most columns that are offered.
const COLUMNS: usize = 8;

/// The items for the beginning of a term: fields, columns and keywords.
pub fn terms(archive: &Archive, slot: &Slot, columns: &[String]) -> Vec<CompletionItem> {
    let mask = Mask::of(archive);
    let help = query::help();
    let fields = query::fields_like(&slot.typed).into_iter().filter_map(|name| {
        let field = help.iter().find(|field| field.name == name)?;
        let signs = operator_in(field.sample.get(name.len()..).unwrap_or_default(), name);
        let written = DisplayText::concat([name, signs].map(DisplayText::from));
        Some(item(CompletionKind::Field, written, DisplayText::from(name), field.help))
    });
    let typed = slot.typed.to_lowercase();
    let bare = typed.strip_prefix("column.").unwrap_or(&typed);
    let is_like = |name: &&String| !typed.is_empty() && name.to_lowercase().starts_with(bare);
    let columns = columns.iter().filter(is_like).take(COLUMNS).map(|name| {
        let written = mask.composed(query::column_term(name)).into_owned();
        item(CompletionKind::Column, written, mask.composed(name.as_str()).into_owned(), "")
    });
    let keywords = query::KEYWORDS.iter().filter(|(keyword, _)| {
        slot.follows && keyword.get(..typed.len()).is_some_and(|head| head.eq_ignore_ascii_case(&typed))
    });
    let keywords = keywords.map(|&(keyword, help)| {
        item(CompletionKind::Keyword, DisplayText::from(keyword), DisplayText::from(keyword), help)
    });
    fields.chain(columns).chain(keywords).collect()
}

/// The operator that a field is written with: that of its sample, where its values are no words.
fn operator_in(sample: &'static str, name: &str) -> &'static str {
    let signs = sample.len() - sample.trim_start_matches(['<', '>', '=']).len();
    if signs == 0 || !query::words_of(name).is_empty() { ":" } else { sample.get(..signs).unwrap_or(":") }
}

fn item(
    kind: CompletionKind,
    text: DisplayText<'static>,
    label: DisplayText<'static>,
    help: &'static str,
) -> CompletionItem {
    CompletionItem { kind, text, label, help, count: None }
}

/// The item for the value of a group; `None` for one that no query can ask for, as for one that is masked.
pub fn value(group: &SummaryGroup) -> Option<CompletionItem> {
    let [SummaryValue { text, known: true, condition: Some(condition) }] = group.values.as_slice() else { return None };
    let written = condition.part(query::written_value);
    let label = if text.as_str().is_empty() { written.clone() } else { text.clone() };
    let count = Some(group.sessions + group.rows);
    let (text, label) = (written.into_owned(), label.into_owned());
    (!text.as_str().is_empty()).then_some(CompletionItem { kind: CompletionKind::Value, text, label, help: "", count })
}

/// The words that a field takes and that are not among the items yet.
pub fn words(slot: &Slot, items: &[CompletionItem]) -> Vec<CompletionItem> {
    let typed = slot.typed.to_ascii_lowercase();
    let is_new = |word: &&str| word.contains(&typed) && items.iter().all(|item| item.text.as_str() != *word);
    let fits = |word: &&str| fits(slot, word);
    let words = query::words_of(&slot.field).into_iter().filter(is_new).filter(fits);
    words.map(|word| item(CompletionKind::Value, DisplayText::from(word), DisplayText::from(word), "")).collect()
}

/// Whether a value can be written at the place.
fn fits(slot: &Slot, value: &str) -> bool {
    match slot.comparison.as_str() {
        "" => !slot.in_list || query::can_be_listed(&slot.field, value),
        operator => !slot.in_list && query::can_be_compared(&slot.field, operator, value),
    }
}

/// An example of a value, for a field whose values are not counted.
pub fn example(archive: &Archive, slot: &Slot, last_day: Option<String>) -> Option<CompletionItem> {
    let help = query::help().into_iter().find(|field| field.name == slot.field)?;
    let sample = help.sample.get(help.name.len()..)?;
    let is_alone = slot.comparison.is_empty() && !slot.in_list;
    let signs: &[char] = if is_alone { &[':', '='] } else { &[':', '=', '<', '>'] };
    let text = match last_day.filter(|_| slot.takes_time) {
        Some(day) => Mask::of(archive).composed(day).into_owned(),
        None => DisplayText::from(sample.trim_start_matches(signs)),
    };
    (slot.typed.is_empty() && fits(slot, text.as_str()))
        .then(|| item(CompletionKind::Example, text.clone(), text, help.help))
}

//! Facts that need no more than a name and a value.

use super::masking::DisplayText;
use super::reportable::report_type;

report_type! {
    /// A name and a value for the list of facts.
    pub struct Fact {
        /// Stable name, e.g. `client-name`; the page has the label for it.
        pub name: &'static str,
        /// The value as it is displayed.
        pub value: DisplayText<'static>,
        /// Place in the session of the entry that it comes from.
        pub entry: Option<u32>,
    }
}

impl Fact {
    /// A fact from the entry at a place; `None` where the value is empty.
    pub fn new(name: &'static str, value: DisplayText<'_>, entry: u32) -> Option<Fact> {
        (!value.is_empty()).then(|| Fact { name, value: value.into_owned(), entry: Some(entry) })
    }
}

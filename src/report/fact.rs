//! Facts that consist of a name and a value.

use super::masking::DisplayText;
use super::reportable::report_type;

report_type! {
    /// A fact that consists of a name and a value.
    pub struct Fact {
        /// Stable name, e.g. `client-name`, for which the page has a label.
        pub name: &'static str,
        /// The value, as displayed.
        pub value: DisplayText<'static>,
        /// Position in the session of the entry that it comes from.
        pub entry: Option<u32>,
    }
}

impl Fact {
    /// A fact from the entry at `place`; `None` if the value is empty.
    pub fn new(name: &'static str, value: DisplayText<'_>, entry: u32) -> Option<Fact> {
        (!value.is_empty()).then(|| Fact { name, value: value.into_owned(), entry: Some(entry) })
    }
}

//! Findings in queries: `finding:relay-denied` holds for the sessions of a finding.

use core::fmt;

use super::held::Held;
use crate::finding::FindingKind;
use alloc::rc::Rc;

/// What is known of findings, when a query is parsed.
pub trait Findings {
    /// The sessions and rows of a finding, and what it marks.
    fn held_by(&self, kind: FindingKind) -> Rc<Held>;
}

// What answers may hold everything that is open, which nobody wants to read.
impl fmt::Debug for dyn Findings + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Findings")
    }
}

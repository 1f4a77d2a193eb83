//! Findings in queries: `finding:relay-denied` holds for the sessions of a finding.

use core::fmt;

use super::expression::Expression;
use crate::finding::FindingKind;

/// What is known of findings, when a query is parsed.
pub trait Findings {
    /// The query that finds exactly the sessions and rows of a finding.
    fn sessions_of(&self, kind: FindingKind) -> Expression;
}

// What answers may hold everything that is open, which nobody wants to read.
impl fmt::Debug for dyn Findings + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Findings")
    }
}

//! Findings in queries: `finding:relay-denied` holds for the sessions of a finding.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;

use super::expression::Expression;
use super::field::Kind;
use crate::finding::{FindingKind, FindingSeverity};

/// What is known of findings, when a query is parsed.
pub trait Findings {
    /// The query that finds exactly the sessions and rows of a finding.
    fn sessions_of(&self, kind: FindingKind) -> Expression;
}

// Whoever answers may know everything that is open, which nobody wants to read.
impl fmt::Debug for dyn Findings + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Findings")
    }
}

/// The question whether a session is one of some findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingCondition {
    /// Which findings.
    pub asked: Asked,
    /// What finds their sessions.
    pub holds: Box<Expression>,
}

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

//! The findings of what is open, each looked for once.

use super::Engine;
use crate::finding::FindingKind;
use crate::findings::{Thresholds, find};
use crate::query::{Expression, Findings};
use crate::report::findings::{FindingReport, finding};
use alloc::collections::BTreeMap;
use alloc::vec::Vec;

/// What has been found.
#[derive(Debug, Default)]
pub(super) struct KnownFindings {
    expressions: BTreeMap<FindingKind, Expression>,
    reports: BTreeMap<FindingKind, FindingReport>,
}

impl Findings for Engine {
    fn sessions_of(&self, kind: FindingKind) -> Expression {
        let known = self.findings.borrow().expressions.get(&kind).cloned();
        known.unwrap_or_else(|| {
            self.finding(kind);
            self.findings.borrow().expressions.get(&kind).cloned().unwrap_or_else(|| Expression::Any(Vec::new()))
        })
    }
}

impl Engine {
    /// The finding of a kind, with figures; without sessions and rows if there is none.
    pub fn finding(&self, kind: FindingKind) -> FindingReport {
        if let Some(report) = self.findings.borrow().reports.get(&kind) {
            return report.clone();
        }
        let surroundings = self.surroundings(0, &[]);
        let found = find(&self.archive, &self.assignments, &self.thresholds, kind, &surroundings);
        let report = finding(&self.archive, &mut self.assignments.borrow_mut(), kind, &found);
        let mut known = self.findings.borrow_mut();
        known.expressions.insert(kind, found.expression);
        known.reports.insert(kind, report.clone());
        report
    }

    /// Sets what findings compare with, in the order of [`Threshold::ALL`](crate::findings::Threshold::ALL). If that is
    /// new, known findings are forgotten, and the current query runs again.
    pub fn set_thresholds(&mut self, values: &[u32]) {
        let thresholds = Thresholds::new(values);
        if thresholds != self.thresholds {
            self.thresholds = thresholds;
            self.findings.take();
            self.run_again();
        }
    }
}

//! The findings of what is open, each looked for once.

use super::Engine;
use crate::finding::FindingKind;
use crate::findings::{Thresholds, find};
use crate::query::{Findings, Held};
use crate::report::findings::{FindingReport, finding};
use alloc::collections::BTreeMap;
use alloc::rc::Rc;

/// What has been found.
pub(super) type KnownFindings = BTreeMap<FindingKind, (Rc<Held>, FindingReport)>;

impl Findings for Engine {
    fn held_by(&self, kind: FindingKind) -> Rc<Held> {
        self.known_finding(kind).0
    }
}

impl Engine {
    /// The finding of a kind, with figures; without sessions and rows if there is none.
    pub fn finding(&self, kind: FindingKind) -> FindingReport {
        self.known_finding(kind).1
    }

    fn known_finding(&self, kind: FindingKind) -> (Rc<Held>, FindingReport) {
        if let Some(known) = self.findings.borrow().get(&kind) {
            return known.clone();
        }
        let surroundings = self.surroundings(0, &[]);
        let found = find(&self.archive, &self.assignments, &self.thresholds, kind, &surroundings);
        let report = finding(&self.archive, &mut self.assignments.borrow_mut(), kind, &found);
        let known = (Rc::new(found.held), report);
        self.findings.borrow_mut().insert(kind, known.clone());
        known
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

//! The findings of what is open, each looked for once.

use super::Engine;
use crate::finding::FindingKind;
use crate::findings::{Search, Thresholds, has_rule};
use crate::query::{Findings, Held};
use crate::report::coverage::BinWidth;
use crate::report::findings::logs::log_finding;
use crate::report::findings::{FindingReport, finding};
use alloc::rc::Rc;

/// What was found of a kind, and how it is reported.
pub(super) type KnownFinding = (Rc<Held>, FindingReport);

impl Findings for Engine {
    /// What is known of a finding. Of one that is not known yet nothing is, and it is noted that it is missing.
    fn held_by(&self, kind: FindingKind) -> Rc<Held> {
        let known = self.answers.borrow_mut().findings.known(&kind);
        known.map_or_else(
            || {
                self.missing.set(Some(kind));
                Rc::default()
            },
            |(held, _)| held,
        )
    }
}

impl Engine {
    /// A step towards the finding of a kind, with figures; without sessions and rows if there is none.
    pub fn finding_step(&self, kind: FindingKind) -> Option<FindingReport> {
        let known = self.answers.borrow_mut().findings.go_on(&kind);
        if let Some(known) = known {
            return known.map(|(_, report)| report);
        }
        if !has_rule(kind) {
            return self.log_finding_step(kind);
        }
        let surroundings = self.surroundings(0, &[]);
        let search = self.with_findings_step(|| Search::of(kind, &self.thresholds, &surroundings))?;
        let known = self.answers.borrow_mut().findings.ask(kind, |&kind| {
            let (archive, assignments) = (Rc::clone(&self.archive), Rc::clone(&self.assignments));
            async move {
                let found = search.find(&archive, &assignments).await;
                let report = finding(&archive, &assignments, kind, &found).await;
                (Rc::new(found.held), report)
            }
        });
        known.map(|(_, report)| report)
    }

    /// The same for a finding about logs and their hours, which follows from their coverage.
    fn log_finding_step(&self, kind: FindingKind) -> Option<FindingReport> {
        let (coverage, hours) = self.coverage_and_hours_step(BinWidth::Auto)?;
        let known = self.answers.borrow_mut().findings.ask(kind, |&kind| {
            let (archive, assignments) = (Rc::clone(&self.archive), Rc::clone(&self.assignments));
            let thresholds = self.thresholds.clone();
            async move {
                let (found, report) = log_finding(&archive, &assignments, &coverage, &hours, &thresholds, kind).await;
                (Rc::new(found.held), report)
            }
        });
        known.map(|(_, report)| report)
    }

    /// What comes of a query that may ask for findings; `None` after a step towards one that is missing.
    pub(super) fn with_findings_step<T>(&self, read: impl FnOnce() -> T) -> Option<T> {
        self.missing.take();
        let read = read();
        match self.missing.take() {
            Some(kind) => {
                self.finding_step(kind);
                None
            }
            None => Some(read),
        }
    }

    /// Sets what findings compare with, in the order of [`Threshold::ALL`](crate::findings::Threshold::ALL). If that is
    /// new, known findings are forgotten, and it takes a step towards the current query, which runs again. Returns whether that
    /// is done.
    pub fn set_thresholds_step(&mut self, values: &[u32]) -> bool {
        let thresholds = Thresholds::new(values);
        if thresholds != self.thresholds {
            self.thresholds = thresholds;
            self.answers.take();
            self.view.is_outdated = true;
        }
        self.run_again_step()
    }
}

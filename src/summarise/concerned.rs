//! The groups with sessions of which something holds for the very value of the group: a session has several recipients, and not all
//! of them were refused.

use super::groups::{Unit, each};
use super::{Assigned, Summarised};
use crate::archive::Archive;
use crate::query::{Matches, See};
use crate::store::SessionIndex;
use alloc::vec::Vec;
use fixedbitset::FixedBitSet;

/// The numbers of the groups with a session whose value of a dimension, given by its place, is among those that `values` names of
/// it. Where a session has only one value, or a row, it is taken for that.
pub async fn groups_concerned(
    archive: &Archive,
    matches: &Matches,
    summarised: &Summarised,
    dimension: usize,
    values: &mut dyn FnMut(SessionIndex, See<'_>),
) -> FixedBitSet {
    let assigned: Vec<&Assigned> = summarised.assigned();
    let mut concerned = FixedBitSet::with_capacity(summarised.len());
    let mut last = Groups { session: None, groups: Vec::new() };
    let mut take = |own: &mut Groups| own.take(summarised, dimension, values, &mut concerned);
    each(archive, matches, &assigned, &mut |unit, key| {
        let session = match unit {
            Unit::Session(session) => Some(session),
            Unit::Row(..) => None,
        };
        if session.is_none() || session != last.session {
            take(&mut last);
            last.session = session;
        }
        last.groups.extend(summarised.groups.find(key));
        true
    })
    .await;
    take(&mut last);
    concerned
}

/// The groups of one session, or of one row.
struct Groups {
    session: Option<SessionIndex>,
    groups: Vec<usize>,
}

impl Groups {
    /// Adds those that are concerned, and forgets them all.
    fn take(
        &mut self,
        summarised: &Summarised,
        dimension: usize,
        values: &mut dyn FnMut(SessionIndex, See<'_>),
        concerned: &mut FixedBitSet,
    ) {
        let value = |group: usize| summarised.group(group as u32).and_then(|group| summarised.value(group, dimension));
        let first = self.groups.first().map(|group| value(*group));
        let session = self.session.filter(|_| self.groups.iter().any(|group| Some(value(*group)) != first));
        match session {
            None => concerned.extend(self.groups.iter().copied()),
            Some(session) => values(session, &mut |named| {
                let is_named = |group: &&usize| value(**group).is_some_and(|own| own.eq_ignore_ascii_case(named));
                concerned.extend(self.groups.iter().filter(is_named).copied());
            }),
        }
        self.groups.clear();
    }
}

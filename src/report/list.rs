//! The list of sessions that a query found, sorted by a column.

use super::session_column::{Row, SessionColumn};
use crate::archive::Archive;
use crate::store::SessionIndex;
use alloc::vec::Vec;

/// Column and direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SortOrder {
    /// The column.
    pub column: SessionColumn,
    /// Largest first.
    pub descending: bool,
}

/// The sessions that a query found. Sorted on request; the order is kept until another one is requested.
#[derive(Debug, Default)]
pub struct SessionList {
    sessions: Vec<SessionIndex>,
    order: Option<SortOrder>,
}

impl SessionList {
    /// A list of the given sessions.
    pub fn new(sessions: Vec<SessionIndex>) -> Self {
        SessionList { sessions, order: None }
    }

    /// The sessions in any order.
    pub fn sessions(&self) -> &[SessionIndex] {
        &self.sessions
    }

    /// The sessions in the requested order.
    pub fn ordered(&mut self, archive: &Archive, order: SortOrder) -> &[SessionIndex] {
        if self.order != Some(order) {
            sort(&mut self.sessions, archive, order);
            self.order = Some(order);
        }
        &self.sessions
    }
}

fn sort(sessions: &mut [SessionIndex], archive: &Archive, order: SortOrder) {
    let kind = order.column.kind();
    let row = |index: SessionIndex| Row::new(archive, index);
    let number = |index: SessionIndex| kind.number(row(index));
    match sessions.first().copied().and_then(number) {
        Some(_) => {
            let value = |index| number(index).unwrap_or_default();
            sort_by(sessions, archive, order.descending, value, |number| kind.is_missing(*number));
        }
        None => sort_by(sessions, archive, order.descending, |index| kind.text(row(index)), |text| text.is_empty()),
    }
}

/// Sessions of equal value are ordered by start, and those without a value come last, whatever the direction.
fn sort_by<V: Ord>(
    sessions: &mut [SessionIndex],
    archive: &Archive,
    descending: bool,
    value: impl Fn(SessionIndex) -> V,
    is_missing: impl Fn(&V) -> bool,
) {
    let keyed = |&index: &SessionIndex| (value(index), archive.store.sessions.get(index).start, index);
    let mut keyed: Vec<_> = sessions.iter().map(keyed).collect();
    // The stable sort benefits from the existing order: sessions are nearly sorted by start.
    keyed.sort_by(|a, b| {
        let by_value = if descending { b.0.cmp(&a.0) } else { a.0.cmp(&b.0) };
        let missing_last = is_missing(&a.0).cmp(&is_missing(&b.0));
        missing_last.then(by_value).then_with(|| (a.1, a.2).cmp(&(b.1, b.2)))
    });
    for (slot, (_, _, index)) in sessions.iter_mut().zip(keyed) {
        *slot = index;
    }
}

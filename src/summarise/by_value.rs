//! Sessions by a value that they have.

use super::assigned::Assigned;
use super::{Assignments, FEW};
use crate::archive::Archive;
use crate::query::{Dimension, Few};
use crate::store::SessionIndex;
use crate::work;
use alloc::vec::Vec;
use fixedbitset::FixedBitSet;

/// A session of a row with a value of a dimension, which is known by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfValue {
    /// The number of the value.
    pub value: u32,
    /// The row.
    pub row: u32,
    /// The session.
    pub session: SessionIndex,
}

/// Some sessions by the values that they have of a dimension, and the rows that they are in, in order of both.
pub async fn by_value(
    archive: &Archive,
    assignments: &Assignments,
    dimension: &Dimension,
    sessions: &FixedBitSet,
    row: impl Fn(SessionIndex) -> Option<u32>,
) -> Vec<OfValue> {
    let mut found = match Few::new(&archive.store, sessions, FEW) {
        Some(few) => packed(sessions, &Assigned::new(archive, dimension, 0, Some(&few)).await, row).await,
        None => packed(sessions, &*assignments.of(archive, dimension, 0).await, row).await,
    };
    work::sort(&mut found).await;
    let mut unpacked = Vec::with_capacity(found.len());
    work::each(found.into_iter(), |packed| {
        let [value, row, session] = [64, 32, 0].map(|shift| (packed >> shift) as u32);
        unpacked.push(OfValue { value, row, session: SessionIndex(session) });
    })
    .await;
    unpacked
}

/// Value, row and session as one number each, which are sorted by the code that sorts others.
async fn packed(sessions: &FixedBitSet, values: &Assigned, row: impl Fn(SessionIndex) -> Option<u32>) -> Vec<u128> {
    let (mut found, mut place) = (Vec::new(), 0);
    work::each(sessions.ones().map(|index| SessionIndex(index as u32)), |session| {
        let Some(row) = row(session) else { return };
        values.sessions.each(session.0, &mut place, |value| {
            if value.is_some() {
                let packed = u128::from(value.0) << 64 | u128::from(row) << 32 | u128::from(session.0);
                found.push(packed);
            }
        });
    })
    .await;
    found
}

//! Sessions by a value that they have, and nothing else: a pass over some sessions, without what a summary keeps.

use super::names::Names;
use crate::archive::Archive;
use crate::query::{Dimension, Source, Values};
use crate::session::view::SessionView;
use crate::store::{Session, SessionIndex};
use crate::work;
use alloc::vec::Vec;

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

/// The sessions that are in a row, by the values that each has as a whole of a dimension, in order of values and rows. Values of texts and
/// of columns do not count.
pub async fn by_value(archive: &Archive, dimension: &Dimension, row: impl Fn(&Session) -> Option<u32>) -> Vec<OfValue> {
    let Values::In(sources) = dimension.values() else { return Vec::new() };
    let mut names = Names::new(archive.hash_key.clone());
    // Value, row and session as one number each, which are sorted by the code that sorts others.
    let mut found: Vec<u128> = Vec::new();
    work::each(archive.store.sessions.of(0..archive.published()), |(index, session)| {
        let Some(row) = row(session) else { return };
        let view = SessionView::new(&archive.store, session);
        for source in &sources {
            let Source::Session(values) = source else { continue };
            values(&view, &mut |value| {
                let value = names.intern(value);
                found.push(u128::from(value.0) << 64 | u128::from(row) << 32 | u128::from(index.0));
            });
        }
    })
    .await;
    work::sort(&mut found).await;
    let mut unpacked = Vec::with_capacity(found.len());
    work::each(found.into_iter(), |packed| {
        let [value, row, session] = [64, 32, 0].map(|shift| (packed >> shift) as u32);
        unpacked.push(OfValue { value, row, session: SessionIndex(session) });
    })
    .await;
    unpacked
}

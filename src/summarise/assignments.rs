//! The values of dimensions, remembered from one question to the next.

use super::assigned::Assigned;
use crate::archive::Archive;
use crate::query::Dimension;
use alloc::rc::Rc;
use alloc::vec::Vec;
use core::cell::RefCell;

/// What was worked out for earlier questions.
#[derive(Debug, Default)]
pub struct Assignments {
    known: RefCell<Vec<(Dimension, i32, Rc<Assigned>)>>,
}

/// Sessions are few if they have at most one of so many entries: what is worked out for them is not remembered, so it has to cost
/// little beside what is worked out for all.
pub const FEW: u32 = 32;

/// Most dimensions that are remembered: those of the summaries with names and of a page of facets, and a few more. With 284,000 sessions
/// each takes about 3 MB.
const REMEMBERED: usize = 24;
/// Most values that are remembered in all, one for each session and dimension: of millions of sessions, fewer dimensions.
const REMEMBERED_VALUES: usize = 1 << 25;

impl Assignments {
    /// The values of a dimension. Times are shown on a clock that is `offset_minutes` east of UTC.
    pub async fn of(&self, archive: &Archive, dimension: &Dimension, offset_minutes: i32) -> Rc<Assigned> {
        let known = self.take(dimension, offset_minutes);
        let assigned = match known {
            Some(assigned) => assigned,
            None => Rc::new(Assigned::new(archive, dimension, offset_minutes, None).await),
        };
        let mut known = self.known.borrow_mut();
        let most = (REMEMBERED_VALUES / archive.published().max(1)).clamp(1, REMEMBERED);
        let too_many = (known.len() + 1).saturating_sub(most);
        known.drain(..too_many);
        known.push((dimension.clone(), offset_minutes, Rc::clone(&assigned)));
        assigned
    }

    fn take(&self, dimension: &Dimension, offset_minutes: i32) -> Option<Rc<Assigned>> {
        let mut known = self.known.borrow_mut();
        let place = known.iter().position(|(known, offset, _)| known == dimension && *offset == offset_minutes)?;
        Some(known.remove(place).2)
    }

    /// Forgets all of it.
    pub fn forget(&self) {
        self.known.take();
    }
}

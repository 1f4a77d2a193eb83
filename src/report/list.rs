//! The list of sessions that a query found, sorted by a column.

use super::session_column::{ColumnKind, Row, SessionColumn};
use crate::archive::Archive;
use crate::store::SessionIndex;
use crate::work::{PART, Tally, ascending, each, rest, sort};
use alloc::borrow::Cow;
use alloc::vec::Vec;

/// Column and direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SortOrder {
    /// The column.
    pub column: SessionColumn,
    /// Largest first.
    pub descending: bool,
}

/// What is sorted by, as one number: the value, or the beginning of a text, above a place in a list.
///
/// A comparison that looks up texts of millions of sessions waits for the memory, so all are sorted by these numbers first, and
/// those that begin alike by their texts.
type Keyed = u128;

/// Bytes of a text in a key, besides one that tells how many there are: a text comes before one that begins with it.
const BEGINNING: usize = 11;
/// All of a key.
const WHOLE: u128 = u128::MAX >> u32::BITS;

fn keyed(key: u128, place: u32) -> Keyed {
    key << u32::BITS | u128::from(place)
}

fn keyed_by(key: u128, descending: bool, place: u32) -> Keyed {
    keyed(if descending { WHOLE - key } else { key }, place)
}

fn key(keyed: Keyed) -> u128 {
    keyed >> u32::BITS
}

fn place(keyed: Keyed) -> u32 {
    keyed as u32
}

/// Sorts sessions. Those of equal value are ordered by start, and those without a value come last, whatever the direction.
pub async fn ordered(archive: &Archive, sessions: &[SessionIndex], order: SortOrder) -> Vec<SessionIndex> {
    let sessions = by_start(archive, sessions).await;
    let kind = order.column.kind();
    let (mut with_value, mut without) = (Vec::new(), Vec::new());
    let see = |(place, index): (u32, &SessionIndex)| match key_of(kind, Row::new(archive, *index)) {
        Some(key) => with_value.push(keyed_by(key, order.descending, place)),
        None => without.push(*index),
    };
    each((0..).zip(&sessions), see).await;
    sort(&mut with_value).await;
    let session = |keyed: Keyed| sessions.get(place(keyed) as usize).copied().unwrap_or_default();
    if kind.is_text() {
        let text = |keyed: Keyed| kind.text(Row::new(archive, session(keyed)));
        sort_alike(&mut with_value, &text, order.descending).await;
    }
    let mut sorted = Vec::with_capacity(sessions.len());
    each(with_value.into_iter(), |keyed| sorted.push(session(keyed))).await;
    sorted.append(&mut without);
    sorted
}

async fn by_start(archive: &Archive, sessions: &[SessionIndex]) -> Vec<SessionIndex> {
    let mut starts = Vec::with_capacity(sessions.len());
    let start = |index| ascending(archive.store.sessions.get(index).start.0).into();
    each(sessions.iter(), |&index| starts.push(keyed(start(index), index.0))).await;
    sort(&mut starts).await;
    let mut sorted = Vec::with_capacity(sessions.len());
    each(starts.into_iter(), |keyed| sorted.push(SessionIndex(place(keyed)))).await;
    sorted
}

/// What a session is sorted by first; `None` without a value.
fn key_of(kind: ColumnKind, row: Row<'_>) -> Option<u128> {
    match kind.number(row) {
        Some(number) => Some(ascending(number).into()).filter(|_| !kind.is_missing(number)),
        None => Some(kind.text(row)).filter(|text| !text.is_empty()).map(|text| beginning(&text)),
    }
}

fn beginning(text: &[u8]) -> u128 {
    let bytes = text.iter().copied().chain(core::iter::repeat(0)).take(BEGINNING);
    let count = text.len().min(BEGINNING + 1) as u8;
    bytes.chain([count]).fold(0, |sum, byte| sum << u8::BITS | u128::from(byte))
}

/// Sorts what begins alike by what follows.
async fn sort_alike<'t>(sorted: &mut [Keyed], text: &dyn Fn(Keyed) -> Cow<'t, [u8]>, descending: bool) {
    let (mut unsorted, mut tally) = (Vec::from([sorted]), Tally::default());
    while let Some(some) = unsorted.pop() {
        let Some(first) = some.first().copied() else { continue };
        let count = some.iter().take_while(|other| key(**other) == key(first)).count();
        let (alike, others) = some.split_at_mut(count);
        unsorted.push(others);
        // As a rule all are equal, and in the order in which they are to be.
        if count < 2 || is_whole(first, descending) {
            // Nothing follows.
        } else if count <= PART {
            sort_few(alike, text, descending);
        } else if let Some(same) = common_beginning(alike, text).await {
            let follows = |keyed: Keyed| {
                keyed_by(beginning(text(keyed).get(same..).unwrap_or_default()), descending, place(keyed))
            };
            for part in alike.chunks_mut(PART) {
                part.iter_mut().for_each(|keyed| *keyed = follows(*keyed));
                if part.len() == PART {
                    rest().await;
                }
            }
            sort(alike).await;
            unsorted.push(alike);
        }
        tally.add(count).await;
    }
}

/// Whether a key has all of the text.
fn is_whole(keyed: Keyed, descending: bool) -> bool {
    let key = if descending { WHOLE - key(keyed) } else { key(keyed) };
    usize::from(key as u8) <= BEGINNING
}

/// Sorts what begins alike and is at most a part.
fn sort_few<'t>(alike: &mut [Keyed], text: &dyn Fn(Keyed) -> Cow<'t, [u8]>, descending: bool) {
    let mut texts: Vec<_> = alike.iter().map(|keyed| (text(*keyed), *keyed)).collect();
    let is_same = |first: &Cow<'_, [u8]>, other: &Cow<'_, [u8]>| core::ptr::eq(&**first, &**other) || first == other;
    if texts.iter().all(|(text, _)| is_same(&texts[0].0, text)) {
        return;
    }
    texts.sort_by(|(one, _), (other, _)| if descending { other.cmp(one) } else { one.cmp(other) });
    alike.iter_mut().zip(texts).for_each(|(slot, (_, keyed))| *slot = keyed);
}

/// The number of bytes with which all texts begin; `None` if all are equal.
async fn common_beginning<'t>(alike: &[Keyed], text: &dyn Fn(Keyed) -> Cow<'t, [u8]>) -> Option<usize> {
    let first = alike.first().map(|first| text(*first))?;
    let (mut same, mut are_equal) = (first.len(), true);
    for part in alike.chunks(PART) {
        for other in part {
            let other = text(*other);
            // The same place in the memory, of whatever length, need not be compared.
            if !core::ptr::eq(&*first, &*other) && first != other {
                same = first.iter().zip(&*other).take(same).take_while(|(one, other)| one == other).count();
                are_equal = false;
            }
        }
        if part.len() == PART {
            rest().await;
        }
    }
    (!are_equal).then_some(same)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::work::finish;

    #[test]
    fn texts_that_begin_alike_are_in_the_order_of_their_bytes() {
        let long = b"mail.contoso.com.".repeat(400);
        let mut texts: Vec<Vec<u8>> =
            ["", "a", "a\0", "a\0\0", "a\0b", "ab", "[2001:db8::1]:25", "[2001:db8::10]:25", "\u{ff}"]
                .map(|text| text.as_bytes().to_vec())
                .into();
        for more in ["", "a", "b", "\0", "mail", "mail.contoso", "zz"] {
            texts.push([&long[..], more.as_bytes()].concat());
            texts.push([&long[..12], more.as_bytes()].concat());
        }
        texts.extend(texts.clone());
        let places = 0..texts.len() as u32;
        for descending in [false, true] {
            let text = |keyed: Keyed| Cow::Borrowed(texts[place(keyed) as usize].as_slice());
            let mut sorted: Vec<Keyed> =
                places.clone().map(|place| keyed_by(beginning(&texts[place as usize]), descending, place)).collect();
            sorted.sort_unstable();
            finish(sort_alike(&mut sorted, &text, descending));
            let mut expected: Vec<u32> = places.clone().collect();
            expected.sort_by(|one, other| {
                let order = texts[*one as usize].cmp(&texts[*other as usize]);
                if descending { order.reverse() } else { order }
            });
            assert_eq!(sorted.into_iter().map(place).collect::<Vec<_>>(), expected, "{descending}");
        }
    }
}

//! Rows of a batch as bytes: each of the same length, one after the other, in the order of their fields, numbers with the
//! lowest byte first. Reading them takes no longer than copying them.

use super::{EntryRow, Fragment, KeyKind, TextRow, Word};
use crate::content::TextClass;
use crate::entry::{Event, Labels, LogType};
use crate::time::Timestamp;
use alloc::vec::Vec;
use serde::de::Error;
use serde::{Deserializer, Serializer};

/// A row of so many bytes.
pub(super) trait Flat<const BYTES: usize>: Sized {
    /// The row as bytes.
    fn to_bytes(&self) -> [u8; BYTES];
    /// The row; `None` if these are not its bytes.
    fn from_bytes(bytes: &[u8; BYTES]) -> Option<Self>;
}

/// Serializes rows as bytes.
pub(super) fn serialize<const BYTES: usize, T: Flat<BYTES>, S: Serializer>(
    rows: &[T],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut bytes = Vec::with_capacity(rows.len() * BYTES);
    rows.iter().for_each(|row| bytes.extend_from_slice(&row.to_bytes()));
    serializer.serialize_bytes(&bytes)
}

/// Reads rows from bytes.
pub(super) fn deserialize<'de, const BYTES: usize, T: Flat<BYTES>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    let bytes: &[u8] = serde_bytes::deserialize(deserializer)?;
    let (rows, rest) = bytes.as_chunks::<BYTES>();
    let rows = rest.is_empty().then(|| rows.iter().map(T::from_bytes).collect()).flatten();
    rows.ok_or_else(|| D::Error::custom("damaged"))
}

impl Flat<4> for u32 {
    fn to_bytes(&self) -> [u8; 4] {
        self.to_le_bytes()
    }

    fn from_bytes(bytes: &[u8; 4]) -> Option<u32> {
        Some(u32::from_le_bytes(*bytes))
    }
}

/// Numbers as bytes, so many of them.
fn joined<const NUMBERS: usize, const BYTES: usize>(numbers: [u32; NUMBERS]) -> [u8; BYTES] {
    let mut bytes = [0; BYTES];
    for (to, number) in bytes.as_chunks_mut::<4>().0.iter_mut().zip(numbers) {
        *to = number.to_le_bytes();
    }
    bytes
}

fn parted<const NUMBERS: usize>(bytes: &[u8]) -> [u32; NUMBERS] {
    let mut numbers = bytes.as_chunks::<4>().0.iter().map(|number| u32::from_le_bytes(*number));
    core::array::from_fn(|_| numbers.next().unwrap_or_default())
}

/// Set beside the upper bits of a time if its entry has a sequence-number.
const HAS_SEQUENCE: u32 = 1 << 31;

impl Flat<20> for EntryRow {
    fn to_bytes(&self) -> [u8; 20] {
        let EntryRow { time, sequence, fragment, text } = *self;
        let marked = (time.0 >> 32) as u32 | sequence.map_or(0, |_| HAS_SEQUENCE);
        joined([time.0 as u32, marked, sequence.unwrap_or_default(), fragment, text.0])
    }

    fn from_bytes(bytes: &[u8; 20]) -> Option<EntryRow> {
        let [low, marked, sequence, fragment, text] = parted(bytes);
        let time = Timestamp(i64::from(marked & !HAS_SEQUENCE) << 32 | i64::from(low));
        let sequence = (marked & HAS_SEQUENCE != 0).then_some(sequence);
        Some(EntryRow { time, sequence, fragment, text: Word(text) })
    }
}

impl Flat<8> for TextRow {
    fn to_bytes(&self) -> [u8; 8] {
        let TextRow { data_length, class, event } = *self;
        joined([data_length, class as u32 | (event as u32) << 8])
    }

    fn from_bytes(bytes: &[u8; 8]) -> Option<TextRow> {
        let [data_length, codes] = parted(bytes);
        let [class, event, ..] = codes.to_le_bytes();
        let class = *TextClass::ALL.get(usize::from(class))?;
        Some(TextRow { data_length, class, event: Event::parse(&[event])? })
    }
}

impl Flat<20> for Fragment {
    fn to_bytes(&self) -> [u8; 20] {
        let Fragment { log_type, kind, id, labels: Labels { connector, local, remote } } = *self;
        joined([log_type as u32 | (kind as u32) << 8, id.0, connector.0, local.0, remote.0])
    }

    fn from_bytes(bytes: &[u8; 20]) -> Option<Fragment> {
        let [codes, id, connector, local, remote] = parted(bytes);
        let [log_type, kind, ..] = codes.to_le_bytes();
        let [id, connector, local, remote] = [id, connector, local, remote].map(Word);
        let log_type = *LogType::ALL.get(usize::from(log_type))?;
        let kind = *KeyKind::ALL.get(usize::from(kind))?;
        Some(Fragment { log_type, kind, id, labels: Labels { connector, local, remote } })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_lists() {
        assert!(TextClass::ALL.iter().enumerate().all(|(code, &class)| class as usize == code));
        assert!(LogType::ALL.iter().enumerate().all(|(code, &log_type)| log_type as usize == code));
        assert!(KeyKind::ALL.iter().enumerate().all(|(code, &kind)| kind as usize == code));
    }

    #[test]
    fn an_entry_keeps_whether_it_has_a_sequence_number() {
        for sequence in [None, Some(0), Some(7), Some(u32::MAX)] {
            let row = EntryRow { time: Timestamp(1_772_438_400_123), sequence, fragment: 1, text: Word(2) };
            assert_eq!(EntryRow::from_bytes(&row.to_bytes()), Some(row));
        }
    }
}

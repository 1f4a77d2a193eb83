//! Puts the entries of a session in order and takes out duplicates.
//!
//! The order is that of the sequence-numbers, never that of the time stamps or of the rows in the file; logs without
//! sequence-numbers are ordered by time. The numbers of POP3 and IMAP4 rows may repeat and go back (a `CloseSession`
//! may have number 1 after a row with number 2): those rows are ordered by time, rows of the same time by number with
//! the closing one last, and they keep their numbers. The tracker notices that entries come in order, as they mostly
//! do, so this runs for few sessions.
//!
//! An entry is a duplicate if number, time, text and extra cells are the same: a file was opened twice, or two copies
//! overlap. So is the beginning of a row of another file in a last line without a line end: that file was copied while the row was
//! written. Equal rows of one file are two entries, and as many are kept as the file with the most of them has, unless rows with sequence-numbers are repeated as a block, as when
//! copies of a log were concatenated.
//!
//! A session may be put in order any number of times while its files are read, and each time starts from all of its rows
//! as they were read, the duplicates included. So the result does not depend on what was known in between.

use crate::bytes::steps::step;
use crate::entry::{LogType, Role};
use crate::store::sessions::Flags;
use crate::store::tables::CellsPlace;
use crate::store::{EntryIndex, FileIndex, Files, SessionIndex, Store, Tables, TextIndex};
use crate::time::Timestamp;
use alloc::collections::BTreeSet;
use alloc::vec::Vec;

/// Puts a session in order. `count` is called with the file of every duplicate that was taken out, and 1, after it was
/// called with those that were taken out before, and -1.
pub fn put_in_order(
    store: &mut Store,
    tables: &Tables,
    files: &Files,
    index: SessionIndex,
    mut count: impl FnMut(FileIndex, i64),
) {
    let mut order = store.put_back_duplicates(index, |duplicate| count(files.of_entry(duplicate), -1));
    let log_type = store.sessions.get(index).log_type;
    let has_sequence = log_type.has_sequence();
    let key = |&entry: &EntryIndex| {
        let row = store.entries.get(entry);
        // Of rows of the same millisecond in two files, those of the file whose first entry is earlier come first.
        let file_begin = store.entries.time(files.get(files.of_entry(entry)).first_entry);
        let number = if has_sequence { row.sequence } else { 0 };
        let among_equals =
            log_type.is_mail_access().then(|| (store.texts.kind(row.text).role() == Role::Disconnect, row.sequence));
        (number, row.time, among_equals, file_begin, entry)
    };
    order.sort_by_cached_key(key);
    let copies = take_copies(store, tables, files, &mut order, log_type);
    let was_reordered = |pair: &[EntryIndex]| pair[0] > pair[1] && files.of_entry(pair[0]) == files.of_entry(pair[1]);
    let reordered = order.windows(2).any(was_reordered);
    copies.iter().for_each(|&copy| count(files.of_entry(copy), 1));
    store.take_duplicates(index, &copies);
    relink(store, &order, has_sequence || log_type.is_mail_access());
    let session = store.sessions.get_mut(index);
    session.last = order.last().copied().unwrap_or(EntryIndex::NONE);
    session.entry_count = order.len() as u32;
    let of_one_file = |pair: &[EntryIndex]| files.of_entry(pair[0]) == files.of_entry(pair[1]);
    // A file with nothing but duplicates contributes nothing.
    session.flags.set(Flags::STRADDLES, !order.windows(2).all(of_one_file));
    // Records are independent of each other, so none of them is out of order.
    session.flags.set(Flags::REORDERED, reordered && !log_type.is_grouped());
    session.flags.set(Flags::DUPLICATES, !copies.is_empty());
}

/// Removes the duplicates from `order` and returns them.
fn take_copies(
    store: &Store,
    tables: &Tables,
    files: &Files,
    order: &mut Vec<EntryIndex>,
    log_type: LogType,
) -> Vec<EntryIndex> {
    let is_numbered = log_type.has_sequence() || log_type.is_mail_access();
    let number_and_time = |&entry: &EntryIndex| {
        let row = store.entries.get(entry);
        (if is_numbered { row.sequence } else { 0 }, row.time)
    };
    let compared = Compared { store, tables, files, is_numbered };
    let mut is_copy = Vec::new();
    // Entries of the same number (or, without numbers, of the same time) are adjacent.
    for equals in order.chunk_by(|one, other| number_and_time(one) == number_and_time(other)) {
        let first = is_copy.len();
        is_copy.resize(first + equals.len(), false);
        if let Some(is_copy) = is_copy.get_mut(first..).filter(|_| equals.len() > 1) {
            compared.mark_copies(equals, is_copy);
        }
    }
    let (mut copies, mut marks) = (Vec::new(), is_copy.into_iter());
    order.retain(|&entry| {
        let is_copy = marks.next().unwrap_or(false);
        if is_copy {
            copies.push(entry);
        }
        !is_copy
    });
    copies
}

/// Most rows of one number and time among which that is looked for of which a file has only the beginning: an anonymised log
/// may have one number and one time for all rows.
const MOST_COMPARED: usize = 1000;

/// What an entry next to another one is: whether it follows, its time and text. Not its number, which it may get later if
/// its log has no sequence-numbers.
type Neighbour = (bool, Timestamp, TextIndex);

/// Compares entries of the same number and time. They are sorted by what they say, so that equal ones are adjacent: any
/// number of rows may have one number and one time.
struct Compared<'a> {
    store: &'a Store,
    tables: &'a Tables,
    files: &'a Files,
    is_numbered: bool,
}

impl Compared<'_> {
    /// Marks those that repeat an earlier one.
    fn mark_copies(&self, entries: &[EntryIndex], is_copy: &mut [bool]) {
        let read = |(place, &entry): (usize, &EntryIndex)| {
            (self.store.entries.text(entry), self.tables.place_of(entry), place, entry)
        };
        let mut rows: Vec<_> = entries.iter().enumerate().map(read).collect();
        let compare = |one: &(TextIndex, Option<CellsPlace>, usize, EntryIndex), other: &(_, _, _, _)| {
            step();
            one.0.cmp(&other.0).then_with(|| self.tables.compare_cells(one.1, other.1))
        };
        rows.sort_by(compare);
        for equal in rows.chunk_by(|one, other| compare(one, other).is_eq()).filter(|equal| equal.len() > 1) {
            let file = self.file_with_most(equal.iter().map(|&(.., entry)| entry));
            let mut blocks: BTreeSet<Neighbour> = BTreeSet::new();
            for &(_, _, place, entry) in equal {
                let repeats = self.files.of_entry(entry) != file
                    || (self.is_numbered && self.neighbours(entry).any(|neighbour| blocks.contains(&neighbour)));
                if !repeats {
                    blocks.extend(self.neighbours(entry));
                } else if let Some(is_copy) = is_copy.get_mut(place) {
                    *is_copy = true;
                }
            }
        }
        for (&entry, is_copy) in entries.iter().zip(is_copy) {
            let is_open = self.files.get(self.files.of_entry(entry)).open_end == entry;
            *is_copy |= is_open && entries.iter().take(MOST_COMPARED).any(|&other| self.is_beginning_of(entry, other));
        }
    }

    /// Whether a row is the beginning of one of another file, which goes on.
    fn is_beginning_of(&self, cut: EntryIndex, whole: EntryIndex) -> bool {
        step();
        let Compared { store, tables, files, .. } = self;
        let ([cut_text, text], [cut_cells, cells]) = (
            [cut, whole].map(|entry| store.texts.get(store.entries.text(entry))),
            [cut, whole].map(|entry| tables.place_of(entry)),
        );
        // A context that is made of other fields is there nevertheless.
        let is_context_whole = cut_text.context.is_empty() || cut_text.context == text.context;
        let is_cut_in_data = is_context_whole && text.data.starts_with(cut_text.data);
        let is_cut_in_context = cut_text.data == text.data && text.context.starts_with(cut_text.context);
        files.of_entry(cut) != files.of_entry(whole)
            && cut_text.event == text.event
            && (is_cut_in_data || is_cut_in_context)
            && tables.begin_alike(cut_cells, cells, &store.strings)
            && (cut_text != text || tables.compare_cells(cut_cells, cells).is_ne())
    }

    /// The file that has most of equal rows: those of the others are copies of them. Of several files, it is the first.
    fn file_with_most(&self, equal: impl Iterator<Item = EntryIndex>) -> FileIndex {
        let files: Vec<FileIndex> = equal.map(|entry| self.files.of_entry(entry)).collect();
        let most = files.chunk_by(|one, other| one == other).rev().max_by_key(|rows| rows.len());
        most.and_then(<[FileIndex]>::first).copied().unwrap_or_default()
    }

    /// The rows next to an entry in its file that are other rows than itself. Two equal entries of one file with an equal
    /// neighbour are in equal blocks of rows: the file contains two copies of a log. A row that is merely repeated is no
    /// copy.
    fn neighbours(&self, entry: EntryIndex) -> impl Iterator<Item = Neighbour> {
        let entries = &self.store.entries;
        let row = |index: EntryIndex| {
            let row = entries.get(index);
            (row.time, row.sequence, row.text)
        };
        let own = row(entry);
        let before = entry.0.checked_sub(1).map(|index| (false, EntryIndex(index)));
        let after = entry.0.checked_add(1).map(|index| (true, EntryIndex(index)));
        let file = self.files.of_entry(entry);
        let is_there =
            move |&(_, index): &(bool, EntryIndex)| index < entries.next_index() && self.files.of_entry(index) == file;
        before.into_iter().chain(after).filter(is_there).filter_map(move |(follows, index)| {
            let (time, sequence, text) = row(index);
            ((time, sequence, text) != own).then_some((follows, time, text))
        })
    }
}

fn relink(store: &mut Store, order: &[EntryIndex], is_numbered: bool) {
    let mut previous = EntryIndex::NONE;
    for (place, &entry) in order.iter().enumerate() {
        store.entries.relink(entry, previous);
        if !is_numbered {
            store.entries.renumber(entry, place as u32);
        }
        previous = entry;
    }
}

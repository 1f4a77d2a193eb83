//! Puts the entries of a session in order and takes out duplicates.
//!
//! The order is that of the sequence-numbers, never that of the time stamps or of the rows in the file; logs without
//! sequence-numbers are ordered by time. The numbers of POP3 and IMAP4 rows may repeat and go back (a `CloseSession`
//! may have number 1 after a row with number 2): those rows are ordered by time, rows of the same time by number with
//! the closing one last, and they keep their numbers. The tracker notices that entries come in order, as they mostly
//! do, so this runs for few sessions.
//!
//! An entry is a duplicate if number, time, text and extra cells are the same: a file was opened twice, or two copies
//! overlap. Equal rows of one file are two entries, unless rows with sequence-numbers are repeated as a block, as when
//! copies of a log were concatenated.
//!
//! A session may be put in order any number of times while its files are read, and each time starts from all of its rows
//! as they were read, the duplicates included. So the result does not depend on what was known in between.

use crate::entry::{LogType, Role};
use crate::store::sessions::Flags;
use crate::store::{EntryIndex, FileIndex, Files, SessionIndex, Store, Tables};
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
    order.sort_unstable_by_key(key);
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
    let (has_sequence, is_numbered) = (log_type.has_sequence(), log_type.has_sequence() || log_type.is_mail_access());
    let mut copies = Vec::new();
    let mut kept: Vec<EntryIndex> = Vec::with_capacity(order.len());
    for &entry in order.iter() {
        let row = store.entries.get(entry);
        let file = files.of_entry(entry);
        // Entries of the same number (or, without numbers, of the same time) are adjacent.
        let before = kept.iter().rev().map(|&other| (other, store.entries.get(other)));
        let copy = before
            .take_while(|(_, other)| other.time == row.time && (!is_numbered || other.sequence == row.sequence))
            .any(|(index, other)| {
                let of_copy =
                    || files.of_entry(index) != file || (has_sequence && is_in_repeated_block(store, entry, index));
                other.text == row.text && of_copy() && tables.same_cells(entry, index)
            });
        if copy { &mut copies } else { &mut kept }.push(entry);
    }
    *order = kept;
    copies
}

/// Whether two equal entries of one file are in equal blocks of rows: the entries next to them are equal, and other rows
/// than they are. Then the file contains two copies of a log; a row that is merely repeated is not a copy.
fn is_in_repeated_block(store: &Store, entry: EntryIndex, other: EntryIndex) -> bool {
    let row = |index: u32| {
        let index = EntryIndex(index);
        (index < store.entries.next_index())
            .then(|| store.entries.get(index))
            .map(|row| (row.time, row.sequence, row.text))
    };
    let own = row(entry.0);
    let equal = |one: Option<u32>, other: Option<u32>| {
        let neighbours = one.zip(other).map(|(one, other)| (row(one), row(other)));
        neighbours.is_some_and(|(one, other)| one.is_some() && one == other && one != own)
    };
    equal(entry.0.checked_sub(1), other.0.checked_sub(1)) || equal(entry.0.checked_add(1), other.0.checked_add(1))
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

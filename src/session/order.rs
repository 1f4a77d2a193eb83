//! Puts the entries of a session in order and takes out what is there twice.
//!
//! Order is the sequence-number, never the time stamp and never the place in the file; logs without sequence-number are
//! ordered by time. The numbers of POP3 and IMAP4 rows may repeat and fall back (formats.md section 3.1 has a `CloseSession`
//! with 1 behind a row with 2): those rows are ordered by time, at the same time by number, the closing one last, and keep
//! the number that they came with. Entries mostly come in order already, which the tracker notices, so this runs for few sessions.
//!
//! An entry is there twice when number, time, text and the cells beside it are the same: the same file was opened twice, or
//! two copies overlap. Without a sequence-number, or with one that may repeat, two equal rows of one file are two rows; only
//! those of different files are copies.

use crate::entry::{LogType, Role};
use crate::store::sessions::Flags;
use crate::store::{EntryIndex, FileIndex, Files, SessionIndex, Store, Tables};
use alloc::vec::Vec;

/// Puts a session in order; `dropped` is called with the file of every entry that was taken out.
pub fn put_in_order(
    store: &mut Store,
    tables: &Tables,
    files: &Files,
    index: SessionIndex,
    mut dropped: impl FnMut(FileIndex),
) {
    let mut order = Vec::new();
    store.entries_of(index, &mut order);
    let log_type = store.sessions.get(index).log_type;
    let has_sequence = log_type.has_sequence();
    let key = |&entry: &EntryIndex| {
        let row = store.entries.get(entry);
        // Rows of the same millisecond in two files: the file that began earlier holds the earlier ones.
        let file_begin = files.get(files.of_entry(entry)).times.map(|(first, _)| first);
        let number = if has_sequence { row.sequence } else { 0 };
        let among_equals =
            log_type.is_mail_access().then(|| (store.texts.kind(row.text).role() == Role::Disconnect, row.sequence));
        (number, row.time, among_equals, file_begin, entry)
    };
    order.sort_unstable_by_key(key);
    let read = order.len();
    let copies = take_copies(store, tables, files, &mut order, log_type);
    let stood_otherwise = |pair: &[EntryIndex]| pair[0] > pair[1] && files.of_entry(pair[0]) == files.of_entry(pair[1]);
    let reordered = order.windows(2).any(stood_otherwise);
    for &copy in &copies {
        dropped(files.of_entry(copy));
        store.entries.drop_duplicate(copy);
    }
    relink(store, &order, has_sequence || log_type.is_mail_access());
    let session = store.sessions.get_mut(index);
    session.last = order.last().copied().unwrap_or(EntryIndex::NONE);
    session.entry_count = order.len() as u32;
    let of_one_file = |pair: &[EntryIndex]| files.of_entry(pair[0]) == files.of_entry(pair[1]);
    // A file that only repeats what was there gives nothing.
    session.flags.set(Flags::STRADDLES, !order.windows(2).all(of_one_file));
    // Records stand for themselves, so that none of them is out of place.
    let reordered = !log_type.is_grouped() && (reordered || session.flags.has(Flags::REORDERED));
    session.flags.set(Flags::REORDERED, reordered);
    session.flags.set(Flags::DUPLICATES, order.len() < read || session.flags.has(Flags::DUPLICATES));
    session.last_sequence = store.entries.get(session.last).sequence;
    session.unordered = false;
}

/// Takes the entries out of `order` that another entry right before them says already.
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
        // Entries of the same number (or, without numbers, of the same time) lie side by side.
        let beside = kept.iter().rev().map(|&other| (other, store.entries.get(other)));
        let copy = beside
            .take_while(|(_, other)| other.time == row.time && (!is_numbered || other.sequence == row.sequence))
            .any(|(index, other)| {
                let of_other_file = has_sequence || files.of_entry(index) != file;
                other.text == row.text && of_other_file && tables.same_cells(entry, index)
            });
        if copy { &mut copies } else { &mut kept }.push(entry);
    }
    *order = kept;
    copies
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

//! What reading and publishing cost, counted in steps: for twice the rows hardly more than twice as many.

use super::Ingest;
use super::publisher::{AHEAD_ENTRIES, PART_ENTRIES};
use crate::archive::Archive;
use crate::bytes::HashKey;
use crate::bytes::steps::{assert_nearly_linear, steps};
use crate::format::Correction;
use crate::store::SessionIndex;
use crate::store::files::FileEnd;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// Folder, name and text of a file.
type Text<'a> = (&'a str, &'a str, String);

fn open<'a>(files: impl IntoIterator<Item = Text<'a>>) -> Archive {
    let (mut archive, mut ingest) = (Archive::new(HashKey::default()), Ingest::new(HashKey::default()));
    for (folder, name, text) in files {
        ingest.begin_file(&mut archive, name, folder, None, Correction::default());
        ingest.push(&mut archive, text.as_bytes());
        ingest.end_file(&mut archive, FileEnd::Complete);
    }
    ingest.publish(&mut archive);
    archive
}

fn lines(n: usize, line: impl Fn(usize) -> String) -> String {
    (0..n).map(line).collect()
}

/// Rows of a send log, whose connector does not name the server: its folder is its origin.
fn sent(n: usize, what: impl Fn(usize) -> String) -> String {
    lines(n, |row| format!("2026-03-02T10:00:00.000Z,Out,08DE70D533580021,{row},,192.0.2.1:25,<,{},\n", what(row)))
}

#[test]
fn rows_of_equal_time_and_number_are_compared_by_sorting() {
    assert_nearly_linear(1000, |n| {
        let row = |row| {
            format!("2026-03-02T10:00:00.000Z,EX\\R,08DE70D533580021,1,192.0.2.1:25,192.0.2.7:25,<,NOOP {row},\n")
        };
        let archive = open(["a", "b"].map(|name| ("", name, lines(n, row))));
        let session = archive.store.sessions.iter().next().map(|(_, session)| session.entry_count);
        assert_eq!(session, Some(n as u32), "each row of the second file is a copy");
    });
}

#[test]
fn events_of_equal_time_are_compared_by_sorting() {
    let columns = "#Log-type: Message Tracking Log\n#Fields: date-time,source,event-id,message-id,recipient-address\n";
    assert_nearly_linear(1000, |n| {
        let event = |row| format!("2026-03-02T10:00:00.000Z,SMTP,DELIVER,<a@contoso.com>,{row}@contoso.com\n");
        let archive = open(["a", "b"].map(|name| ("", name, format!("{columns}{}", lines(n, event)))));
        let session = archive.store.sessions.iter().next().map(|(_, session)| session.entry_count);
        assert_eq!(session, Some(n as u32));
    });
}

#[test]
fn a_row_of_another_folder_is_looked_up() {
    assert_nearly_linear(1000, |n| {
        // The latest session of the id is that of the other folder, and longer than one would walk through.
        let own = |folder: &'static str| (folder, "SEND1.LOG", sent(n, |row| format!("{folder} {}", row % 10)));
        let archive = open([own("a"), own("b"), own("a")]);
        assert_eq!(archive.store.sessions.len(), 2);
    });
}

#[test]
fn sessions_of_one_id_are_tried_to_a_limit() {
    assert_nearly_linear(4000, |n| {
        let begin = |row| {
            format!(
                "2026-03-02T10:{:02}:{:02}.{:03}Z,EX\\R,08DE70D533580021,0,a,b,+,,\n",
                row / 60_000,
                row / 1000 % 60,
                row % 1000
            )
        };
        assert_eq!(open([("", "a", lines(n, begin))]).store.sessions.len(), n);
    });
}

#[test]
fn tables_of_equal_name_and_size_are_compared_by_their_digests() {
    assert_nearly_linear(1000, |n| {
        let files = (0..2 * n).map(|file| ("", "T.LOG", format!("#Fields: date,a\n2026-03-02,{:06}\n", file / 2)));
        let archive = open(files);
        assert_eq!(archive.files.iter().filter(|(_, file)| file.duplicates == 1).count(), n);
    });
}

#[test]
fn names_of_columns_are_compared_once_whatever_lines_follow() {
    let columns = "#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\n";
    let of_lines = |n| steps(|| drop(open([("", "a", format!("{columns}{}", lines(n, |_| "x\n".into())))])));
    assert!(of_lines(1000) > 0, "they are counted");
    assert_eq!(of_lines(2000), of_lines(1000));
}

#[test]
fn publishing_takes_parts_of_some_entries() {
    for parts in [1, 2] {
        let (mut archive, mut ingest) = (Archive::new(HashKey::default()), Ingest::new(HashKey::default()));
        ingest.begin_file(&mut archive, "a", "", None, Correction::default());
        let row = |row| format!("2026-03-02T10:00:00.000Z,EX\\R,08DE70D5{row:08X},0,a,b,+,,\n");
        ingest.push(&mut archive, lines(parts * PART_ENTRIES + 5, row).as_bytes());
        for part in 0..=parts {
            let looked_at = steps(|| assert_eq!(ingest.prepare_publishing(&mut archive), part == parts));
            assert!(looked_at > 0 && looked_at <= PART_ENTRIES as u64 && archive.published == 0, "part {part}");
        }
        let looked_at = steps(|| ingest.publish(&mut archive));
        assert_eq!((looked_at, archive.published()), (0, parts * PART_ENTRIES + 5));
    }
}

#[test]
fn sessions_that_have_ended_are_looked_at_ahead_once() {
    let (mut archive, mut ingest) = (Archive::new(HashKey::default()), Ingest::new(HashKey::default()));
    ingest.begin_file(&mut archive, "a", "", None, Correction::default());
    let entry = |session, number, event| {
        format!("2026-03-02T10:00:00.000Z,EX\\R,08DE70D5{session:08X},{number},a,b,{event},,\n")
    };
    // Of three sessions, one has not ended.
    let row = |row: usize| entry(row / 2, row % 2, [["+"; 3], ["-", "-", "*"]][row % 2][row / 2 % 3]);
    ingest.push(&mut archive, lines(6 * AHEAD_ENTRIES, row).as_bytes());
    ingest.end_file(&mut archive, FileEnd::Complete);
    let ahead = steps(|| while ingest.look_ahead(&mut archive) {});
    assert_eq!(ahead, 4 * AHEAD_ENTRIES as u64);
    // One that is known gets another entry, twice.
    ingest.begin_file(&mut archive, "b", "", None, Correction::default());
    ingest.push(&mut archive, [entry(0, 2, "*"), entry(0, 3, "*")].concat().as_bytes());
    ingest.end_file(&mut archive, FileEnd::Complete);
    let looked_at = steps(|| ingest.publish(&mut archive));
    assert_eq!((looked_at, archive.published()), (2 * AHEAD_ENTRIES as u64 + 4, 3 * AHEAD_ENTRIES));
}

#[test]
fn a_session_of_many_entries_is_read_in_parts_too() {
    let (mut archive, mut ingest) = (Archive::new(HashKey::default()), Ingest::new(HashKey::default()));
    ingest.begin_file(&mut archive, "a", "", None, Correction::default());
    let row = |row| format!("2026-03-02T10:00:00.000Z,EX\\R,08DE70D533580021,{row},a,b,<,NOOP,\n");
    ingest.push(&mut archive, lines(2 * PART_ENTRIES + 5, row).as_bytes());
    for part in 0..=2 {
        let looked_at = steps(|| assert!(!ingest.prepare_publishing(&mut archive)));
        assert!(looked_at > 0 && looked_at <= PART_ENTRIES as u64, "part {part}");
    }
    assert_eq!(steps(|| ingest.publish(&mut archive)), 0);
}

#[test]
fn a_session_with_missing_rows_is_read_in_parts_of_some_queues() {
    let (mut archive, mut ingest) = (Archive::new(HashKey::default()), Ingest::new(HashKey::default()));
    ingest.begin_file(&mut archive, "a", "", None, Correction::default());
    let row = |row| {
        let (number, said) = (3 * row, if row % 2 == 0 { "<,RCPT TO:<ann@contoso.com>" } else { ">,250 2.1.5 OK" });
        format!("2026-03-02T10:00:00.000Z,EX\\R,08DE70D533580021,{number},a,b,{said},\n")
    };
    ingest.push(&mut archive, lines(PART_ENTRIES / 4, row).as_bytes());
    ingest.end_file(&mut archive, FileEnd::Complete);
    let (mut parts, mut is_done) = (0, false);
    while !is_done {
        let looked_at = steps(|| is_done = ingest.prepare_publishing(&mut archive));
        assert!(looked_at < 12 * PART_ENTRIES as u64, "part {parts}: {looked_at}");
        parts += 1;
    }
    assert!((2..40).contains(&parts), "{parts}");
    ingest.publish(&mut archive);
    assert_eq!(archive.store.sessions.get(SessionIndex(0)).facts.recipients as usize, PART_ENTRIES / 8);
}

/// The files below a folder, with their names.
fn files_below(folder: &std::path::Path) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut files = Vec::new();
    for path in entries {
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            files.push((name.unwrap_or_default(), std::fs::read(&path).expect("a file")));
        }
    }
    files
}

/// The sessions of a file that is published in parts of so many entries, half of it before the rest is read.
fn published_in_parts(name: &str, bytes: &[u8], most: usize) -> String {
    let (mut archive, mut ingest) = (Archive::new(HashKey::default()), Ingest::new(HashKey::default()));
    ingest.begin_file(&mut archive, name, "", None, Correction::default());
    let (half, rest) = bytes.split_at(bytes.len() / 2);
    ingest.push(&mut archive, half);
    ingest.look_at_some(&mut archive, most);
    ingest.push(&mut archive, rest);
    ingest.end_file(&mut archive, FileEnd::Complete);
    while !ingest.look_at_some(&mut archive, most) {}
    ingest.publish(&mut archive);
    format!("{:?}", archive.store.sessions.iter().collect::<Vec<_>>())
}

#[test]
fn sessions_read_in_parts_are_those_read_at_once() {
    let files = files_below("tests/fixtures".as_ref());
    let logs = files.iter().filter(|(name, _)| !name.ends_with(".json") && !name.starts_with("expected."));
    let mut in_parts = 0;
    for (name, bytes) in logs {
        let at_once = published_in_parts(name, bytes, usize::MAX);
        for most in [1, 3] {
            assert_eq!(published_in_parts(name, bytes, most), at_once, "{name}, {most} entries at a time");
            in_parts += 1;
        }
    }
    assert!(in_parts > 200, "{in_parts}");
}

//! What a part of an export costs, counted in entries that are looked at: however long a session is, not much.

use super::by_start::{ByStart, RUN};
use super::part::ENTRIES;
use super::{ExportFormat, Exporter};
use crate::archive::Archive;
use crate::bytes::HashKey;
use crate::bytes::steps::{assert_nearly_linear, steps};
use crate::format::Correction;
use crate::ingest::Ingest;
use crate::store::SessionIndex;
use crate::store::files::FileEnd;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// A session of that many messages, four entries each, that is whole and not encrypted.
fn session(messages: usize) -> Archive {
    session_of((0..messages).flat_map(|number| mail(number).into_iter().chain(recipient(number))))
}

/// A session of one message to that many recipients, two entries each.
fn message(recipients: usize) -> Archive {
    session_of(mail(0).into_iter().chain((0..recipients).flat_map(recipient)))
}

fn mail(number: usize) -> [String; 2] {
    [format!("<,MAIL FROM:<ann{number}@contoso.com>,"), String::from(">,250 2.1.0 Sender OK,")]
}

fn recipient(number: usize) -> [String; 2] {
    [format!("<,RCPT TO:<bob{number}@fabrikam.com>,"), String::from(">,550 5.1.1 User unknown,")]
}

/// A session of these lines.
fn session_of(lines: impl Iterator<Item = String>) -> Archive {
    let lines = [String::from("+,,")].into_iter().chain(lines).chain([String::from("-,,Local")]);
    read(lines.enumerate().map(|(number, line)| {
        format!("2026-03-02T08:00:00.000Z,EX01\\R,08DE70D533580021,{number},192.0.2.1:25,192.0.2.7:25,{line}\n")
    }))
}

/// So many sessions of one row, of which few begin after the one before them.
fn sessions(count: usize) -> Archive {
    read((0..count).map(|number| {
        let ms = number * 7_919 % count;
        let time = format!("{:02}:{:02}.{:03}", ms / 60_000, ms / 1_000 % 60, ms % 1_000);
        format!("2026-03-02T08:{time}Z,EX01\\R,08DE70D5{number:08X},0,192.0.2.1:25,192.0.2.7:25,+,,\n")
    }))
}

fn read(rows: impl Iterator<Item = String>) -> Archive {
    let mut log = String::from(
        "#Log-type: SMTP Receive Protocol Log\n#Fields: date-time,connector-id,session-id,sequence-number,\
         local-endpoint,remote-endpoint,event,data,context\n",
    );
    rows.for_each(|row| log += &row);
    let (mut archive, mut ingest) = (Archive::new(HashKey::default()), Ingest::new(HashKey::default()));
    ingest.begin_file(&mut archive, "RECV1.LOG", "", None, Correction::default());
    ingest.push(&mut archive, log.as_bytes());
    ingest.end_file(&mut archive, FileEnd::Complete);
    ingest.publish(&mut archive);
    archive
}

/// The size of each part, and the number of entries that are looked at for it.
fn parts(archive: &Archive, format: ExportFormat) -> Vec<(usize, u64)> {
    let mut exporter = Exporter::new(format, Vec::from([SessionIndex(0)]));
    let mut parts = Vec::new();
    loop {
        let mut part = None;
        let looked_at = steps(|| part = exporter.next_part(archive));
        match part {
            Some(part) => parts.push((part.len(), looked_at)),
            None => return parts,
        }
    }
}

#[test]
fn sessions_are_put_in_order_in_runs() {
    for runs in [2, 4] {
        let archive = sessions(runs * RUN + 5);
        let all: Vec<SessionIndex> = archive.store.sessions.iter().map(|(index, _)| index).collect();
        let mut by_start = ByStart::new(all.clone());
        let mut contents = None;
        for run in 0..=runs {
            assert!(contents.is_none() && by_start.take(&archive).is_none(), "run {run}");
            assert_eq!(by_start.order_run(&archive), run == runs, "run {run}");
            contents = by_start.contents(&archive);
        }
        assert_eq!(contents.map(|contents| contents.sessions.0), Some(all.len() as f64));
        let mut taken = all.clone();
        taken.fill_with(|| by_start.take(&archive).unwrap_or_default());
        let starts: Vec<_> = taken.iter().map(|&index| (archive.store.sessions.get(index).start, index)).collect();
        assert!(starts.is_sorted() && by_start.take(&archive).is_none());
        taken.sort_unstable();
        assert_eq!(taken, all);
    }
}

#[test]
fn the_row_of_a_long_session_takes_parts_of_some_entries() {
    for messages in [40_000, 80_000] {
        let parts = parts(&session(messages), ExportFormat::Csv);
        // The first part opens the session, and the last one writes the row.
        let [_, read @ .., (size, _)] = &parts[..] else { panic!("{parts:?}") };
        assert!(*size > 40 * messages, "{parts:?}");
        // Four entries for each message are searched for secrets, replayed, and gathered with a recipient.
        assert_eq!(read.len(), 13 * messages / ENTRIES, "{parts:?}");
        assert!(read.iter().all(|&(_, looked_at)| looked_at < 5 * ENTRIES as u64), "{parts:?}");
    }
}

#[test]
fn a_message_with_many_recipients_takes_parts_of_some_of_them() {
    for recipients in [20_000, 40_000] {
        for format in [ExportFormat::Messages, ExportFormat::Ndjson] {
            let parts = parts(&message(recipients), format);
            // The first parts read the session, its secrets, whether it was encrypted, and the message.
            let first = parts.iter().position(|&(size, _)| size > super::part::SIZE / 2).unwrap_or_default();
            assert!(first <= 1 + 8 * recipients / ENTRIES, "{format:?}: {parts:?}");
            let written = parts.get(first + 1..).unwrap_or_default();
            assert!(written.len() > recipients / 2_000, "{format:?}: {} parts", written.len());
            assert!(written.iter().all(|&(size, _)| size < 2 * super::part::SIZE), "{format:?}: {parts:?}");
            assert!(written.iter().all(|&(_, looked_at)| looked_at < ENTRIES as u64 / 2), "{format:?}: {parts:?}");
        }
    }
    // The row of a session gathers them.
    let parts = parts(&message(5 * ENTRIES), ExportFormat::Csv);
    let [.., (size, _)] = &parts[..] else { panic!("{parts:?}") };
    assert!(*size > 5 * ENTRIES * 20, "{parts:?}");
    let read = parts.iter().filter(|&&(size, looked_at)| size == 0 && looked_at < 5 * ENTRIES as u64);
    // The entries are searched for secrets and replayed, and the recipients gathered.
    assert!(read.count() >= 2 * 10 + 4, "{parts:?}");
}

#[test]
fn a_row_of_a_message_costs_the_same_in_a_long_session() {
    for format in [ExportFormat::Csv, ExportFormat::Messages, ExportFormat::Ndjson, ExportFormat::Text] {
        assert_nearly_linear(2_000, |messages| {
            let archive = session(messages);
            assert!(!parts(&archive, format).is_empty());
        });
    }
}

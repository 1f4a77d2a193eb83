//! What holds of everything that was read, whatever the bytes were.

use super::result::{details, export, ndjson, result};
use exchange_log_viewer::{Encoding, Engine, ExportFormat, SessionIndex};

/// Asserts everything that follows. `what` names the input in failures.
pub fn check(engine: &mut Engine, files: &[&[u8]], what: &str) {
    check_reading(engine, files, what);
    check_sessions(engine, what);
    result(engine);
}

/// Asserts that every byte of the files is accounted for, every diagnostic points into its file, and everything stored
/// is UTF-8.
pub fn check_reading(engine: &Engine, files: &[&[u8]], what: &str) {
    check_accounts(engine, files, what);
    check_places(engine, files, what);
    check_texts(engine, what);
}

fn check_accounts(engine: &Engine, files: &[&[u8]], what: &str) {
    for ((_, file), bytes) in engine.archive().files.iter().zip(files) {
        assert_eq!(file.read, bytes.len() as u64, "{what}");
        assert_eq!(file.accounts.total(), file.read, "{what}: {:?}", file.accounts);
    }
}

fn check_places(engine: &Engine, files: &[&[u8]], what: &str) {
    for (file, kind, row) in engine.archive().diagnostics.iter() {
        let bytes = files[file.0 as usize];
        let lines = line_ends(bytes, bytes.len()) + 1;
        assert!(row.count >= row.locations.len() as u64, "{what}: {}", kind.name());
        for place in &row.locations {
            let (line, byte) = (place.position.line, place.position.byte);
            assert!((1..=lines).contains(&line) && byte <= bytes.len() as u64, "{what}: {} {place:?}", kind.name());
            let before = line_ends(bytes, byte as usize);
            assert_eq!(line, before + 1, "{what}: {} {place:?}", kind.name());
            assert!(str::from_utf8(&place.excerpt).is_ok(), "{what}: {} {place:?}", kind.name());
        }
    }
}

/// Number of line ends before a position in a file, in its encoding.
fn line_ends(bytes: &[u8], place: usize) -> u64 {
    let ends = match Encoding::of_file(bytes) {
        Encoding::Utf16Le => bytes[..place].chunks(2).filter(|unit| *unit == b"\n\0").count(),
        Encoding::Utf16Be => bytes[..place].chunks(2).filter(|unit| *unit == b"\0\n").count(),
        _ => bytes[..place].iter().filter(|&&byte| byte == b'\n').count(),
    };
    ends as u64
}

/// Whatever the files contain, everything stored from them is UTF-8.
fn check_texts(engine: &Engine, what: &str) {
    let archive = engine.archive();
    let check = |text: &[u8]| assert!(str::from_utf8(text).is_ok(), "{what}: {}", text.escape_ascii());
    let mut order = Vec::new();
    for (index, session) in archive.store.sessions.iter() {
        let labels = session.labels;
        [labels.connector, labels.local, labels.remote]
            .iter()
            .for_each(|&label| check(archive.store.strings.get(label)));
        archive.store.entries_of(index, &mut order);
        for &entry in &order {
            let text = archive.store.texts.get(archive.store.entries.get(entry).text);
            check(text.data);
            check(text.context);
        }
    }
    for table in archive.tables.iter() {
        (0..table.len()).flat_map(|row| table.row(row)).for_each(|cell| check(archive.store.strings.get(cell)));
    }
}

/// Asserts that every entry belongs to one session, that exports can be read back, and that no text of a log forges a
/// line of them.
pub fn check_sessions(engine: &Engine, what: &str) {
    let archive = engine.archive();
    let sessions = details(engine);
    let shown: usize = sessions.iter().map(|session| session["entries"].as_array().map_or(0, Vec::len)).sum();
    let stored = archive.store.entries.session_texts().flat_map(|(sessions, _)| sessions);
    let kept = stored.filter(|session| **session != SessionIndex::NONE).count();
    assert_eq!(shown, kept, "{what}: every entry belongs to one session");
    for format in [ExportFormat::Ndjson, ExportFormat::Text] {
        let text = export(engine, format, "").replace("\r\n", "\n");
        let forged = |character: char| {
            character.is_control() && character != '\n' || ['\u{2028}', '\u{2029}'].contains(&character)
        };
        assert!(!text.contains(forged), "{what}: {}", text.escape_debug());
    }
    let lines = ndjson(engine, "");
    assert_eq!(lines.len(), sessions.len(), "{what}");
    let exported: usize = lines.iter().map(|session| session["entries"].as_array().map_or(0, Vec::len)).sum();
    assert_eq!(exported, shown, "{what}");
    let rows = csv::Reader::from_reader(export(engine, ExportFormat::Csv, "").as_bytes()).into_records().count();
    assert_eq!(rows, sessions.len(), "{what}");
    assert_eq!(export(engine, ExportFormat::Text, "").is_empty(), sessions.is_empty(), "{what}");
}

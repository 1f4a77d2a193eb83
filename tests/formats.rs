//! Every format that the generator writes is recognised: each row is read once, in as many sessions as were written.
//!
//! The generator knows nothing of the viewer, so its counts and the viewer's are independent.

use crate::support::generator::family::{FORMATS, Format, generate_formats};
use crate::support::generator::weave::Written;
use crate::support::generator::{LogFile, Plan};
use exchange_log_viewer::{Engine, FileEnd, LogType};

/// Bytes of each format: enough for several files of those with hourly files.
const BYTES: u64 = 3_000_000;

fn written(format: &'static Format) -> (Vec<LogFile>, Written) {
    let mut files = Vec::new();
    let plan = Plan { seed: 7, bytes: BYTES };
    let mut all = generate_formats(&plan, &[format], &mut |_, file| files.push(file));
    (files, all.remove(0).1)
}

fn read<'f>(files: impl IntoIterator<Item = &'f LogFile>) -> Engine {
    let mut engine = Engine::new(7);
    for file in files {
        engine.begin_file(&file.name, &file.folder, file.text.len() as u64);
        for chunk in file.text.chunks(100_000) {
            engine.push(chunk);
        }
        engine.end_file(FileEnd::Complete);
    }
    engine.publish();
    engine
}

#[test]
fn every_log_type_is_generated() {
    let generated: Vec<&str> = FORMATS.iter().map(|format| format.log_type).collect();
    for log_type in LogType::ALL.iter().filter(|log_type| **log_type != LogType::Unknown) {
        assert!(generated.contains(&log_type.key()), "no generated log of type {}", log_type.key());
    }
}

#[test]
fn every_format_is_read_completely() {
    for format in &FORMATS {
        let (files, written) = written(format);
        let engine = read(files.iter());
        let archive = engine.archive();
        for (_, file) in archive.files.iter() {
            let name = archive.store.strings.text(file.name);
            assert_eq!(file.log_type.key(), format.log_type, "{}: {name}", format.name);
            assert_eq!(file.accounts.total(), file.read, "{}: {name}", format.name);
            assert_eq!(file.accounts.diagnosed, 0, "{}: {name}", format.name);
        }
        let entries: u64 = archive.files.iter().map(|(_, file)| file.entries).sum();
        assert_eq!(entries, written.all.entries, "{}: entries", format.name);
        assert_eq!(archive.store.sessions.len() as u64, written.all.sessions, "{}: sessions", format.name);
    }
}

#[test]
fn a_log_that_is_opened_twice_counts_once() {
    for format in FORMATS.iter().filter(|format| format.log_type != "table") {
        let (files, written) = written(format);
        let engine = read(files.iter().chain(&files));
        let archive = engine.archive();
        let entries: u64 = archive.files.iter().map(|(_, file)| file.entries).sum();
        assert_eq!(entries, written.all.entries, "{}: entries", format.name);
        assert_eq!(archive.store.sessions.len() as u64, written.all.sessions, "{}: sessions", format.name);
    }
}

/// Logs whose rows have numbers: two copies in one file are told by rows that are repeated as a block.
const NUMBERED: [&str; 4] = ["smtpReceive", "smtpSend", "pop3", "imap4"];

#[test]
fn a_log_that_is_concatenated_with_itself_counts_once() {
    for format in FORMATS.iter().filter(|format| NUMBERED.contains(&format.name)) {
        let (mut files, written) = written(format);
        files.iter_mut().for_each(|file| file.text.extend_from_within(..));
        for reversed in [false, true] {
            if reversed {
                files.reverse();
            }
            let engine = read(&files);
            let archive = engine.archive();
            let entries: u64 = archive.files.iter().map(|(_, file)| file.entries).sum();
            assert_eq!(entries, written.all.entries, "{}: entries", format.name);
            assert_eq!(archive.store.sessions.len() as u64, written.all.sessions, "{}: sessions", format.name);
        }
    }
}

/// Sessions of POP3 with one id and one client, after restarts of the service; each begins a minute after the one before.
fn of_one_counter(first: u32, count: u32) -> String {
    let session = |minute: u32| {
        let row = |second: u32, number: u32, command: &str| {
            format!(
                "2026-03-02T08:{minute:02}:{second:02}.000Z,00000000000000E2,{number},192.0.2.14:995,198.51.100.31:50111,,1,2,3,{command},,R=OK,\r\n"
            )
        };
        [row(0, 0, "OpenSession"), row(1, 1, "capa"), row(2, 2, "stat"), row(3, 1, "CloseSession")].concat()
    };
    let header = "#Software: Microsoft Exchange Server\r\n#Log-type: POP3 Log\r\n\
        #Fields: dateTime,sessionId,seqNumber,sIp,cIp,user,duration,rqsize,rpsize,command,parameters,context,puid\r\n";
    header.to_string() + &(first..first + count).map(session).collect::<String>()
}

#[test]
fn copies_of_sessions_whose_id_was_used_again_count_once() {
    let hours = [of_one_counter(0, 3), of_one_counter(3, 2)];
    let doubled = [hours[0].repeat(2), hours[1].repeat(2)];
    let both = [hours.concat(), [&*hours[1], &*hours[0]].concat(), doubled.concat(), hours.concat().repeat(2)];
    let orders: [&[&String]; 10] = [
        &[&hours[0], &hours[1]],
        &[&hours[1], &hours[0]],
        &[&doubled[0], &doubled[1]],
        &[&doubled[1], &doubled[0]],
        &[&hours[1], &hours[0], &hours[1], &hours[0]],
        &[&doubled[1], &hours[0], &hours[1]],
        &[&both[0]],
        &[&both[1], &both[0]],
        &[&both[2]],
        &[&both[3], &doubled[0]],
    ];
    for (place, texts) in orders.into_iter().enumerate() {
        let file =
            |text: &&String| LogFile { folder: String::new(), name: "POP3.LOG".into(), text: text.as_bytes().to_vec() };
        let files: Vec<LogFile> = texts.iter().map(file).collect();
        let engine = read(&files);
        let archive = engine.archive();
        let entries: u64 = archive.files.iter().map(|(_, file)| file.entries).sum();
        assert_eq!((archive.store.sessions.len(), entries), (5, 20), "order {place}");
    }
}

/// Logs of which that is not known: tables have no copies of rows, a line of an L-file may be any text, and the name of the client
/// is left out of QUIT only where all of it is there.
const NOT_KNOWN_BY_BEGINNINGS: [&str; 4] = ["httpProxy", "internetMail", "internetNews", "smtpService-iis"];

/// A copy that was made while its last row was written: what is cut off is not a row of its own beside the whole one.
#[test]
fn the_beginning_of_a_row_in_a_copy_counts_once() {
    for format in FORMATS.iter().filter(|format| !NOT_KNOWN_BY_BEGINNINGS.contains(&format.name)) {
        let mut files = Vec::new();
        generate_formats(&Plan { seed: 7, bytes: 20_000 }, &[format], &mut |_, file| files.push(file));
        let count = |files: &[&LogFile]| {
            let engine = read(files.iter().copied());
            let entries: u64 = engine.archive().files.iter().map(|(_, file)| file.entries).sum();
            (engine.archive().store.sessions.len(), entries)
        };
        let whole = files.last().unwrap();
        let expected = count(&[whole]);
        let begin = whole.text.trim_ascii_end().iter().rposition(|byte| *byte == b'\n').unwrap() + 1;
        for end in begin + 1..=whole.text.len() {
            let text = whole.text[..end].to_vec();
            let cut = LogFile { folder: format!("copies/{}", whole.folder), name: whole.name.clone(), text };
            let shown = String::from_utf8_lossy(&whole.text[begin..end]);
            assert_eq!(count(&[whole, &cut]), expected, "{}: {shown}", format.name);
            assert_eq!(count(&[&cut, whole]), expected, "{}: {shown}, first", format.name);
        }
    }
}

//! A file is recognised without its name, without its header, when another log follows in the same file, and as it
//! arrives in tickets and mails: indented, quoted, as the output of a search, after syslog headers, saved by a
//! spreadsheet, broken into several lines.
//!
//! Every log of the fixtures is read unchanged, and then in these ways; the same must be found in it. Logs that cannot be
//! recognised so are listed with the reason, and must really be exceptions.

use crate::support::fixtures::{Input, cases};
use crate::support::ways::{PREFIXES, cut, each_line, filled};
use exchange_log_viewer::{Engine, FileEnd, LogType};
use std::collections::BTreeSet;

/// Cases whose logs need their name, with the reason.
const NEED_NAME: &[(&str, &str)] =
    &[("mail-access-headerless", "rows without a header, whose port and command occur in both POP3 and IMAP4")];

/// Cases whose logs need their header, with the reason.
const NEED_HEADER: &[(&str, &str)] = &[
    ("columns-reordered", "only the header gives the order of the columns"),
    ("fault-columns-of-one-name", "only the header names the columns"),
    (
        "header-changes-log-type",
        "send rows look like receive rows, and an administrator chose the columns of the SMTP virtual server",
    ),
    ("http-subset", "only the header names the columns"),
    ("log-type-of-others", "port and command of the rows occur in both POP3 and IMAP4"),
    ("spreadsheet-times", "without the names of the columns, a date that a spreadsheet changed is not known to be one"),
    ("smtpsvc-w3c-subset", "only the header names the columns"),
    ("smtpsvc-w3c-time-only", "only the header names the columns"),
];

/// What was found in a log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Found {
    log_types: BTreeSet<LogType>,
    entries: u64,
    sessions: u64,
}

fn engine_with(name: &str, bytes: &[u8]) -> Engine {
    let mut engine = Engine::new(7);
    engine.begin_file(name, "", bytes.len() as u64);
    engine.push(bytes);
    engine.end_file(FileEnd::Complete);
    engine
}

fn read(name: &str, bytes: &[u8]) -> Found {
    let engine = engine_with(name, bytes);
    let (_, file) = engine.archive().files.iter().next().unwrap();
    Found {
        log_types: file.log_types.iter().collect(),
        entries: file.entries + file.duplicates,
        sessions: file.sessions,
    }
}

/// The logs of all cases that yield anything, with the name of their case.
fn logs() -> Vec<(String, Input)> {
    let all = cases().into_iter().flat_map(|case| case.inputs.into_iter().map(move |input| (case.name.clone(), input)));
    all.filter(|(_, input)| input.correction.read_as.is_none() && read(&input.name, &input.bytes).entries > 0).collect()
}

/// Checks that a different result is found for the listed cases, and for no others. `way` says how the logs were changed.
fn compare(way: &str, listed: &[(&str, &str)], other: impl Fn(&Input) -> Option<Found>) {
    let faults = faults(way, listed, other);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The cases that were to be compared otherwise.
fn faults(way: &str, listed: &[(&str, &str)], other: impl Fn(&Input) -> Option<Found>) -> Vec<String> {
    let (mut needed, mut faults) = (BTreeSet::new(), Vec::new());
    for (case, input) in logs() {
        let expected = read(&input.name, &input.bytes);
        let Some(found) = other(&input).filter(|found| *found != expected) else { continue };
        if listed.iter().all(|(name, _)| *name != case) {
            faults.push(format!("{way}: {case}, {}: {found:?} instead of {expected:?}", input.name));
        }
        needed.insert(case);
    }
    for (case, reason) in listed.iter().filter(|(case, _)| !needed.contains(*case)) {
        faults.push(format!("{way}: {case} is in the list ({reason}), but does not need to be"));
    }
    faults
}

#[test]
fn the_name_of_a_file_is_not_needed() {
    compare("without name", NEED_NAME, |input| Some(read("notes.txt", &input.bytes)));
    compare("without name", NEED_NAME, |input| Some(read("CONNECTLOG2026030208-1.LOG", &input.bytes)));
}

#[test]
fn the_header_of_a_log_is_not_needed() {
    compare("without header", NEED_HEADER, |input| {
        let whole = read(&input.name, &input.bytes);
        let text = std::str::from_utf8(&input.bytes).ok()?;
        let rows: String =
            text.split_inclusive('\n').filter(|line| !line.trim_start_matches('\u{FEFF}').starts_with('#')).collect();
        // Without its header a table has no columns, and a log without a header would be unchanged.
        (rows.len() < text.len() && !whole.log_types.contains(&LogType::Table))
            .then(|| read(&input.name, rows.as_bytes()))
    });
}

#[test]
fn another_log_may_follow_in_the_same_file() {
    let logs = logs();
    let mut compared = 0;
    for (place, (case, first)) in logs.iter().enumerate() {
        // The distance pairs different cases, and over all pairs every log comes first once and second once.
        for distance in [1, 7, 17, 31] {
            let (other, second) = &logs[(place + distance) % logs.len()];
            // Column names alone continue the preceding log if that has the same columns.
            // A file has one encoding.
            let is_utf16 = first.bytes.iter().take(4).any(|byte| matches!(byte, 0 | 0xFE | 0xFF));
            if is_utf16 || !first.bytes.ends_with(b"\n") || !second.bytes.starts_with(b"#Software") {
                continue;
            }
            let (one, two) = (read("notes.txt", &first.bytes), read("notes.txt", &second.bytes));
            let both = read("notes.txt", &[&first.bytes[..], &second.bytes].concat());
            let expected = Found {
                log_types: one.log_types.union(&two.log_types).copied().collect(),
                entries: one.entries + two.entries,
                // A session may have entries in both.
                sessions: both.sessions,
            };
            assert_eq!(both, expected, "{case}/{} and {other}/{}", first.name, second.name);
            compared += 1;
        }
    }
    assert!(compared > 200, "only {compared} pairs were compared");
}

const INDENTED: &[(&str, &str)] =
    &[("text-byte-order-mark", "a byte order mark in the middle of a line is not removed")];

const LINE_IS_NO_ROW: &str = "each of its lines is a property, and none is a row by itself";

const IN_SEARCH_OUTPUT: &[(&str, &str)] = &[
    ("export-tracking-list", LINE_IS_NO_ROW),
    ("mail-access-headerless", "the name of the file decides between POP3 and IMAP4, and the path is another one"),
    ("prefix-indent", "something else already precedes its rows, and only one kind of prefix is removed"),
    ("prefix-quoted", "as above"),
    ("search-context", "as above"),
    ("syslog-3164", "as above"),
    ("syslog-5424", "as above"),
    ("text-byte-order-mark", "a byte order mark in the middle of a line is not removed"),
    ("wrapped-words", "a row that is both broken and found by a search is not joined"),
];

const AFTER_SYSLOG_HEADERS: &[(&str, &str)] = &[
    ("export-tracking-list", LINE_IS_NO_ROW),
    ("prefix-indent", "something else already precedes its rows, and only one kind of prefix is removed"),
    ("search-context", "as above"),
    ("search-findstr", "as above"),
    ("search-grep", "as above"),
    ("search-line-numbers", "as above"),
    ("search-select-string", "as above"),
];

/// Cases that read otherwise after each of [`PREFIXES`], with the reason.
const WITH_PREFIX: [&[(&str, &str)]; PREFIXES.len()] =
    [INDENTED, INDENTED, INDENTED, IN_SEARCH_OUTPUT, IN_SEARCH_OUTPUT, IN_SEARCH_OUTPUT, AFTER_SYSLOG_HEADERS];

#[test]
fn what_precedes_the_lines_of_a_log_is_removed() {
    for ((name, prefixed), exceptions) in PREFIXES.iter().zip(WITH_PREFIX) {
        compare(name, exceptions, |input| changed(input, |text| Some(each_line(text, prefixed))));
    }
}

const BROKEN_TWICE: &str = "its lines are broken already";
const CONTEXT: &str = "several kinds of lines precede its rows, so the beginning of a row is not known";
const CONTINUED: &str = "a line without a time continues the entry before it, in a whole file as well";
const DAMAGED: &str = "the row before the broken one lacks fields, and nothing shows that it is complete";
const LONG_WORD: &str = "some of its words are longer than a line";
const NO_BEGINNING: &str = "its rows begin with anything, so where one ends between words is not known";
const NUL_BYTES: &str = "a line with NUL bytes is not joined with another";
const VERSION: &str =
    "the rest of its rows begins with a version, which looks like the address at the beginning of a row";

/// Ways in which programs break lines, with the cases that read otherwise and the reasons.
type Broken = (&'static str, fn(&str) -> String, &'static [(&'static str, &'static str)]);

const BROKEN: &[Broken] = &[
    (
        "cut at 76",
        |line| cut(line, 76),
        &[
            ("fault-nul-middle", NUL_BYTES),
            ("l-file-auth", CONTINUED),
            ("search-context", CONTEXT),
            ("wrapped-hard", BROKEN_TWICE),
        ],
    ),
    ("cut at 80", |line| cut(line, 80), &[("fault-nul-middle", NUL_BYTES), ("search-context", CONTEXT)]),
    (
        "cut at 100",
        |line| cut(line, 100),
        &[("columns-reordered", NO_BEGINNING), ("fault-missing-session-id", DAMAGED), ("fault-nul-middle", NUL_BYTES)],
    ),
    ("cut at 120", |line| cut(line, 120), &[("fault-nul-middle", NUL_BYTES), ("tracking-2003", VERSION)]),
    (
        "filled to 72",
        |line| filled(line, 72),
        &[
            ("columns-reordered", NO_BEGINNING),
            ("export-tracking", NO_BEGINNING),
            ("export-tracking-selected", NO_BEGINNING),
            ("fault-nul-middle", NUL_BYTES),
            ("l-file-auth", CONTINUED),
            ("l-file-echoes", CONTINUED),
            ("l-file-imap4", CONTINUED),
            ("l-file-ims-outbound", CONTINUED),
            ("l-file-ins", CONTINUED),
            ("l-file-pop3", CONTINUED),
            ("nntp-logons", CONTINUED),
            ("noise", LONG_WORD),
            ("message-trace", NO_BEGINNING),
            ("message-trace-detail", NO_BEGINNING),
            ("search-context", CONTEXT),
            ("search-grep", CONTEXT),
            ("syslog-3164", CONTEXT),
            ("wrapped-hard", BROKEN_TWICE),
        ],
    ),
    (
        "filled to 76",
        |line| filled(line, 76),
        &[
            ("columns-reordered", NO_BEGINNING),
            ("export-tracking", NO_BEGINNING),
            ("export-tracking-ambiguous", NO_BEGINNING),
            ("export-tracking-context", NO_BEGINNING),
            ("export-tracking-selected", NO_BEGINNING),
            ("fault-nul-middle", NUL_BYTES),
            ("l-file-auth", CONTINUED),
            ("l-file-imap4", CONTINUED),
            ("l-file-ins", CONTINUED),
            ("l-file-pop3", CONTINUED),
            ("nntp-logons", CONTINUED),
            ("noise", LONG_WORD),
            ("message-trace", NO_BEGINNING),
            ("message-trace-detail", NO_BEGINNING),
            ("message-trace-selected", NO_BEGINNING),
            ("search-context", CONTEXT),
            ("search-grep", CONTEXT),
            ("syslog-3164", CONTEXT),
            ("wrapped-hard", BROKEN_TWICE),
        ],
    ),
    (
        "filled to 100",
        |line| filled(line, 100),
        &[
            ("columns-reordered", NO_BEGINNING),
            ("export-agent-log", NO_BEGINNING),
            ("export-tracking", NO_BEGINNING),
            ("export-tracking-cultures", NO_BEGINNING),
            ("fault-nul-middle", NUL_BYTES),
            ("l-file-ims-inbound", CONTINUED),
            ("l-file-ims-outbound", CONTINUED),
            ("l-file-ins", CONTINUED),
            ("nntp-logons", CONTINUED),
            ("message-trace", NO_BEGINNING),
            ("search-grep", CONTEXT),
        ],
    ),
];

#[test]
fn broken_lines_are_joined() {
    let faults: Vec<String> = BROKEN
        .iter()
        .flat_map(|(name, broken, exceptions)| {
            faults(name, exceptions, |input| changed(input, |text| Some(each_line(text, |_, line| broken(line)))))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Whether a file says that its lines look broken, or which of them were not recognised.
fn says_so(name: &str, bytes: &[u8]) -> bool {
    let engine = engine_with(name, bytes);
    let mut kinds = engine.archive().diagnostics.iter().map(|(_, kind, _)| kind.name());
    kinds.any(|kind| matches!(kind, "joined-row" | "wrapped-row" | "unrecognised-line"))
}

#[test]
fn a_file_whose_broken_lines_are_not_all_joined_says_so() {
    for (name, broken, exceptions) in BROKEN {
        // What continues an entry is part of its text, so nothing is missing.
        let is_checked = |case: &str| exceptions.iter().any(|(name, reason)| *name == case && *reason != CONTINUED);
        for (case, input) in logs().into_iter().filter(|(case, _)| is_checked(case)) {
            let Ok(text) = str::from_utf8(&input.bytes) else { continue };
            let text = each_line(text, |_, line| broken(line));
            let is_same = read(&input.name, text.as_bytes()) == read(&input.name, &input.bytes);
            assert!(is_same || says_so(&input.name, text.as_bytes()), "{name}: {case}, {}", input.name);
        }
    }
}

const SEMICOLONS: &[(&str, &str)] = &[
    ("fault-formula", "a field has a line break, and this test changes each line by itself"),
    ("fault-quoted-line-break", "as above"),
    ("spreadsheet-one-cell", "its headers have semicolons already, so they get others"),
    ("wrapped-hard", "a row has several lines, and this test changes each by itself"),
];

const TABS: &[(&str, &str)] = &[
    ("fault-formula", "a field has a line break, and this test changes each line by itself"),
    ("fault-quoted-line-break", "as above"),
    ("prefix-indent", "a tab that indents a row is an empty first field"),
    ("spreadsheet-one-cell", "its headers have semicolons already, so they get others"),
    ("wrapped-hard", "a row has several lines, and this test changes each by itself"),
];

/// The lines of a log of commas with another separator, quoted as spreadsheets do.
fn separated(text: &str, separator: &str) -> String {
    each_line(text, |_, line| {
        if line.starts_with('#') {
            return line.replace(',', separator);
        }
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(line.as_bytes());
        let mut writer = csv::WriterBuilder::new().delimiter(separator.as_bytes()[0]).from_writer(Vec::new());
        reader.byte_records().for_each(|record| writer.write_byte_record(&record.unwrap()).unwrap());
        String::from_utf8_lossy(&writer.into_inner().unwrap()).trim_end_matches('\n').to_string()
    })
}

#[test]
fn the_separator_of_a_spreadsheet_is_found() {
    let has_commas = |text: &str| text.lines().any(|line| line.starts_with("#Fields: ") && line.contains(','));
    for (separator, exceptions) in [(";", SEMICOLONS), ("\t", TABS)] {
        let change = |text: &str| has_commas(text).then(|| separated(text, separator));
        compare(separator, exceptions, |input| changed(input, change));
    }
}

/// What is found in a log as UTF-8 after a change.
fn changed(input: &Input, change: impl Fn(&str) -> Option<String>) -> Option<Found> {
    Some(read(&input.name, change(std::str::from_utf8(&input.bytes).ok()?)?.as_bytes()))
}

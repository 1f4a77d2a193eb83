//! The summary of what was opened: files, counts, diagnostics.

use super::masking::{DisplayText, Mask, str_of};
use super::opened::{look_for_secrets, secrets_of};
use super::query::QueryCounts;
use super::reportable::report_type;
use super::units::{ByteCount, Count, DurationMs, TimeMs};
use crate::archive::Archive;
use crate::archive::Credentials;
use crate::bytes::beginning;
use crate::diagnostic::{DiagnosticKind, Severity};
use crate::entry::LogType;
use crate::format::Evidence;
use crate::session::view::SessionView;
use crate::sort;
use crate::store::File;
use crate::store::FileIndex;
use crate::store::diagnostics::{Location, Occurrences};
use crate::store::files::FileEnd;
use crate::text::secrets::{FoundSecrets, Secrets};
use crate::time::Timestamp;
use crate::work::{self, Tally};
use alloc::collections::BTreeMap;
use alloc::collections::BTreeSet;
use alloc::vec::Vec;

report_type! {
    /// The result of `open`, which the status line shows.
    pub struct Summary {
        /// Number of files.
        pub files: Count,
        /// Number of entries.
        pub entries: Count,
        /// Number of sessions.
        pub sessions: Count,
        /// Number of bytes read.
        pub bytes: ByteCount,
        /// Numbers of matches of the current query; set by the binding.
        pub counts: QueryCounts,
        /// Linear memory of the engine in bytes; set by the binding.
        pub memory_bytes: ByteCount,
        /// Time from the first request of bytes to the last publication; set by the page, which has a clock.
        pub elapsed_ms: DurationMs,
        /// Diagnostics by kind.
        pub diagnostics: Vec<DiagnosticCount>,
        /// The files in the order of opening.
        pub per_file: Vec<FileReport>,
    }
}

report_type! {
    /// The number of times that a diagnostic occurred in all files.
    pub struct DiagnosticCount {
        /// Stable name in kebab-case, e.g. `unterminated-quote`.
        pub kind: &'static str,
        /// Its severity.
        pub severity: Severity,
        /// Number of occurrences.
        pub count: Count,
    }
}

report_type! {
    /// One file.
    pub struct FileReport {
        /// Index of the file, in the order of opening.
        pub file: u32,
        /// Its name.
        pub name: DisplayText<'static>,
        /// Its folder as far as the browser knows it, with `/` between its parts; may be empty.
        pub folder: DisplayText<'static>,
        /// The log type that it was first recognised as.
        pub log_type: LogType,
        /// All log types in it, in the order of LOG_TYPES, since logs may have been concatenated.
        pub log_types: Vec<LogType>,
        /// The `#Log-type` of a table, otherwise the name of the log type.
        pub log_type_name: DisplayText<'static>,
        /// How it was recognised.
        pub evidence: Evidence,
        /// The server: as set by the user, or else inferred from its sessions or its folder; empty if unknown.
        pub server: DisplayText<'static>,
        /// The service: as set by the user, or else inferred from its sessions or its folder; empty if unknown.
        pub service: DisplayText<'static>,
        /// Its announced size, or else the number of bytes read.
        pub bytes: ByteCount,
        /// Bytes in entries, headers, blank lines and diagnosed lines; always equals the bytes that were read.
        pub accounted_bytes: ByteCount,
        /// `complete`, or the reason why reading stopped early.
        pub end: FileEnd,
        /// Number of its entries, without copies.
        pub entries: Count,
        /// Number of sessions with entries in it.
        pub sessions: Count,
        /// Number of rows that were already read from another copy, and are not counted again.
        pub duplicates: Count,
        /// Earliest time of its entries; null without entries.
        pub first_time: Option<TimeMs>,
        /// Latest time of its entries; null without entries.
        pub last_time: Option<TimeMs>,
        /// True if some of these times are local times of the server in an unnamed time zone; otherwise omitted.
        #[serde(skip_serializing_if = "core::ops::Not::not")]
        #[cfg_attr(test, ts(optional, as = "Option<bool>"))]
        pub local_times: bool,
        /// Number of diagnostics.
        pub diagnostics: Count,
    }
}

report_type! {
    /// One kind of diagnostic in one file.
    pub struct DiagnosticReport {
        /// Stable name in kebab-case.
        pub kind: &'static str,
        /// Its severity.
        pub severity: Severity,
        /// Its meaning and remedy, in one sentence.
        pub sentence: &'static str,
        /// Number of occurrences.
        pub count: Count,
        /// Index of the file.
        pub file: u32,
        /// The first few locations.
        pub places: Vec<DiagnosticPlace>,
    }
}

report_type! {
    /// The location of a diagnostic.
    pub struct DiagnosticPlace {
        /// Line number in the file, from 1.
        pub line: Count,
        /// Offset of the first byte of the line in the file, from 0.
        pub byte: ByteCount,
        /// The line, truncated to 200 characters, with credentials masked.
        pub excerpt: DisplayText<'static>,
    }
}

/// The summary of everything that was read.
pub fn summary(archive: &Archive) -> Summary {
    let mut in_file: BTreeMap<FileIndex, u64> = BTreeMap::new();
    let mut by_kind = BTreeMap::new();
    for (file, kind, row) in archive.diagnostics.iter() {
        *in_file.entry(file).or_default() += row.count;
        *by_kind.entry(kind).or_insert(0u64) += row.count;
    }
    let per_file: Vec<FileReport> = archive
        .files
        .iter()
        .map(|(index, file)| file_report(archive, index, file, in_file.get(&index).copied().unwrap_or(0)))
        .collect();
    let count = |(kind, count): (DiagnosticKind, u64)| DiagnosticCount {
        kind: kind.name(),
        severity: kind.severity(),
        count: count.into(),
    };
    Summary {
        files: (archive.files.len() as u64).into(),
        entries: archive.files.iter().map(|(_, file)| file.entries).sum::<u64>().into(),
        sessions: (archive.store.sessions.len() as u64).into(),
        bytes: archive.files.iter().map(|(_, file)| file.read).sum::<u64>().into(),
        counts: QueryCounts::default(),
        memory_bytes: ByteCount::default(),
        elapsed_ms: DurationMs::default(),
        diagnostics: by_kind.into_iter().map(count).collect(),
        per_file,
    }
}

fn file_report(archive: &Archive, index: FileIndex, file: &File, diagnostics: u64) -> FileReport {
    let mask = Mask::of(archive);
    let origin = archive.store.origins.get(index);
    let text = |index| mask.string(index).into_owned();
    let time = |time: Timestamp| TimeMs::from(time.0);
    FileReport {
        file: index.0,
        name: text(file.name),
        log_type: file.log_type,
        log_types: file.log_types.iter().collect(),
        log_type_name: match file.log_type {
            LogType::Table if !file.log_type_name.is_empty() => text(file.log_type_name),
            log_type => log_type.name().into(),
        },
        evidence: file.evidence,
        server: text(origin.server()),
        service: text(origin.service()),
        folder: text(file.folder),
        bytes: file.size.unwrap_or(file.read).into(),
        accounted_bytes: file.accounts.total().into(),
        end: file.end,
        entries: file.entries.into(),
        sessions: file.sessions.into(),
        duplicates: file.duplicates.into(),
        first_time: file.times.map(|times| time(times.0)),
        last_time: file.times.map(|times| time(times.1)),
        local_times: file.local_times,
        diagnostics: diagnostics.into(),
    }
}

/// Most bytes of a line that are shown.
const MAX_SHOWN: usize = 200;

/// What excerpts may repeat: the secrets of the sessions that excerpts of entries name.
async fn secrets_of_excerpts(archive: &Archive) -> Secrets {
    let excerpts = archive.diagnostics.iter().flat_map(|(_, _, row)| &row.locations);
    let excerpts = excerpts.map(|place| beginning(&place.excerpt, MAX_SHOWN));
    let fields: BTreeSet<&[u8]> = sort::set(excerpts.flat_map(|line| line.split(|byte| b",;\t\" ".contains(byte))));
    if fields.is_empty() || archive.credentials == Credentials::Shown {
        return Secrets::NONE;
    }
    let (store, mut named) = (&archive.store, Vec::new());
    work::each(store.sessions.iter().take(archive.published()), |(index, session)| {
        if SessionView::new(store, session).with_session_id(|id| fields.contains(id)) {
            named.push((index, session.entry_count));
        }
    })
    .await;
    let (mut found, mut searched) = (FoundSecrets::default(), Tally::default());
    for (session, entries) in named {
        look_for_secrets(archive, [session]).await;
        found.add_all(&secrets_of(archive, session)).await;
        searched.add(entries as usize).await;
    }
    Secrets::of(found).await
}

/// What is shown of a line: the beginning of what was masked, as the beginning of a line may not show its secrets.
fn excerpt(mask: Mask<'_>, kind: DiagnosticKind, place: &Location) -> DisplayText<'static> {
    let line = match () {
        () if !kind.is_of_entry(&place.excerpt) => mask.unknown_line(&place.excerpt),
        () if place.is_cut => mask.cut_line(&place.excerpt),
        () if kind.is_read() => mask.read_line(&place.excerpt),
        () => mask.line(&place.excerpt),
    };
    line.part(|line| str_of(beginning(line.as_bytes(), MAX_SHOWN))).into_owned()
}

/// All diagnostics, by file and kind.
pub async fn diagnostics(archive: &Archive) -> Vec<DiagnosticReport> {
    let secrets = secrets_of_excerpts(archive).await;
    let mask = Mask::with(archive, &secrets);
    let place = |kind: DiagnosticKind, place: &Location| DiagnosticPlace {
        line: place.position.line.into(),
        byte: place.position.byte.into(),
        excerpt: excerpt(mask, kind, place),
    };
    let report = |(file, kind, row): (FileIndex, DiagnosticKind, &Occurrences)| DiagnosticReport {
        kind: kind.name(),
        severity: kind.severity(),
        sentence: kind.sentence(),
        count: row.count.into(),
        file: file.0,
        places: row.locations.iter().map(|location| place(kind, location)).collect(),
    };
    archive.diagnostics.iter().map(report).collect()
}

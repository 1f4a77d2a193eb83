//! What was opened: files, counts, oddities.

use super::masking::masked_line;
use crate::archive::Archive;
use crate::entry::LogType;
use crate::format::Evidence;
use crate::store::File;
use crate::store::{FileIndex, files::FileEnd};
use crate::time::Timestamp;
use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::Serialize;

/// What `open` resolves to; see the contract.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// Number of files.
    pub files: f64,
    /// Number of entries.
    pub entries: f64,
    /// Number of sessions.
    pub sessions: f64,
    /// Bytes that were read.
    pub bytes: f64,
    /// Filled in by the module that knows the memory.
    pub memory_bytes: f64,
    /// Filled in by the page, which has a clock.
    pub elapsed_ms: f64,
    /// Oddities by kind.
    pub diagnostics: Vec<DiagnosticCount>,
    /// The files in the order of opening.
    pub per_file: Vec<FileReport>,
}

/// How often an oddity was met in all files.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DiagnosticCount {
    /// Its name.
    pub kind: &'static str,
    /// How grave it is.
    pub severity: crate::diagnostic::Severity,
    /// How often.
    pub count: f64,
}

/// One file; see the contract.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct FileReport {
    pub file: u32,
    pub name: String,
    pub folder: String,
    pub log_type: LogType,
    pub log_types: Vec<LogType>,
    pub log_type_name: String,
    pub evidence: Evidence,
    pub server: String,
    pub service: String,
    pub bytes: f64,
    pub accounted_bytes: f64,
    pub end: FileEnd,
    pub entries: f64,
    pub sessions: f64,
    pub duplicates: f64,
    pub first_time: Option<f64>,
    pub last_time: Option<f64>,
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub local_times: bool,
    pub diagnostics: f64,
}

/// One kind of oddity in one file; see the contract.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct DiagnosticReport {
    pub kind: &'static str,
    pub severity: crate::diagnostic::Severity,
    pub sentence: &'static str,
    pub count: f64,
    pub file: u32,
    pub places: Vec<DiagnosticPlace>,
}

/// Where something odd stands.
#[derive(Debug, Serialize)]
pub struct DiagnosticPlace {
    /// Line in the file, from 1.
    pub line: f64,
    /// Offset in the file.
    pub byte: f64,
    /// The beginning of the line.
    pub excerpt: String,
}

/// The summary of all that was read.
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
    let count = |(kind, count): (crate::diagnostic::DiagnosticKind, u64)| DiagnosticCount {
        kind: kind.name(),
        severity: kind.severity(),
        count: count as f64,
    };
    Summary {
        files: archive.files.len() as f64,
        entries: per_file.iter().map(|file| file.entries).sum(),
        sessions: archive.store.sessions.len() as f64,
        bytes: archive.files.iter().map(|(_, file)| file.read as f64).sum(),
        memory_bytes: 0.0,
        elapsed_ms: 0.0,
        diagnostics: by_kind.into_iter().map(count).collect(),
        per_file,
    }
}

fn file_report(archive: &Archive, index: FileIndex, file: &File, diagnostics: u64) -> FileReport {
    let strings = &archive.store.strings;
    let origin = archive.store.origins.get(index);
    let header = strings.text(file.log_type_name);
    let time = |time: Timestamp| time.0 as f64;
    FileReport {
        file: index.0,
        name: strings.text(file.name),
        log_type: file.log_type,
        log_types: file.log_types.iter().collect(),
        log_type_name: match file.log_type {
            LogType::Table if !header.is_empty() => header,
            log_type => log_type.name().to_string(),
        },
        evidence: file.evidence,
        server: strings.text(origin.server()),
        service: strings.text(origin.service()),
        folder: strings.text(file.folder),
        bytes: file.size.unwrap_or(file.read) as f64,
        accounted_bytes: file.accounts.total() as f64,
        end: file.end,
        entries: file.entries as f64,
        sessions: file.sessions as f64,
        duplicates: file.duplicates as f64,
        first_time: file.times.map(|times| time(times.0)),
        last_time: file.times.map(|times| time(times.1)),
        local_times: file.local_times,
        diagnostics: diagnostics as f64,
    }
}

/// All oddities, by file and kind.
pub fn diagnostics(archive: &Archive) -> Vec<DiagnosticReport> {
    let place = |place: &crate::store::diagnostics::Place| DiagnosticPlace {
        line: place.position.line as f64,
        byte: place.position.byte as f64,
        excerpt: masked_line(archive.credentials, &place.excerpt),
    };
    let report =
        |(file, kind, row): (FileIndex, crate::diagnostic::DiagnosticKind, &crate::store::diagnostics::Occurrences)| {
            DiagnosticReport {
                kind: kind.name(),
                severity: kind.severity(),
                sentence: kind.sentence(),
                count: row.count as f64,
                file: file.0,
                places: row.places.iter().map(place).collect(),
            }
        };
    archive.diagnostics.iter().map(report).collect()
}

//! The TypeScript types of what crosses to the page as objects, from the declarations of the reports.
//!
//! Names, optional properties and documentation are those of the Rust declarations, read by ts-rs, which heeds serde's
//! attributes.

use crate::diagnostic::Severity;
use crate::entry::Role;
use crate::export::{ExportContents, ExportFormat, Separator};
use crate::format::{Evidence, Property};
use crate::query::{Narrowing, PieceKind, Problem, Shape};
use crate::report::authentication::{AttemptFact, Authentication, LogonResult};
use crate::report::capabilities::CapabilityDetail;
use crate::report::certificates::{CertificateFact, CertificateValidity, HostFit, Presented};
use crate::report::completion::{Completion, CompletionItem, CompletionKind};
use crate::report::connection::{ConnectionAttempt, ConnectivityFact, FailedQuery, ResolvedHost, UnhealthyTarget};
use crate::report::coverage::BinWidth;
use crate::report::coverage::defaults::UnloggedLog;
use crate::report::coverage::grid::{CoverageCell, CoverageGap, GapCell};
use crate::report::coverage::missing::MissingFiles;
use crate::report::coverage::restarts::Restart;
use crate::report::coverage::silence::CoverageSilence;
use crate::report::coverage::{Coverage, CoverageRow, FileTrouble};
use crate::report::detail::{LargestGap, SessionDetail};
use crate::report::entries::{EntryDetail, FieldDetail, OwnLabels};
use crate::report::fact::Fact;
use crate::report::facts::{PermissionFact, TlsFact};
use crate::report::findings::FindingReport;
use crate::report::findings::log::FindingLog;
use crate::report::mail_access::{BudgetFact, CommandFact, MailAccessFact, MailboxFact, ProxyFact, SlowestCommand};
use crate::report::messages::delays::{DelayReport, HopDelay, HopEnd};
use crate::report::messages::way::{
    Branch, Certainty, ClockOffset, Hop, HopKind, Join, LinkedMessage, MessageLink, MessageWay, MissingHop, MissingWhy,
    Place, PlaceKind,
};
use crate::report::messages::{
    FoundMessage, FoundMessages, HeaderBlock, MessageOutcome, MessageSearch, OutcomePart, PartKind, ReceivedLine,
};
use crate::report::nearby::{NearQuery, Nearby};
use crate::report::query::{
    QueryAnswer, QueryCounts, QueryExample, QueryField, QueryHelp, QueryPart, QueryPiece, UnderstoodWord,
};
use crate::report::related::{RelatedSession, Relation};
use crate::report::reply::ReplyFact;
use crate::report::same_request::{RequestOutcome, RequestRow, SameRequest};
use crate::report::severity::EntrySeverity;
use crate::report::summarised::{SummaryAnswer, SummaryGroup, SummaryTable, SummaryValue};
use crate::report::summary::{DiagnosticCount, DiagnosticPlace, DiagnosticReport, FileReport, Summary};
use crate::report::tables::{CellMeaning, TableColumn, TableReport, TableWindow};
use crate::report::timeline::{SeriesMeasure, TimelineSpan};
use crate::report::transaction::{RecipientFact, RecipientResult, TransactionFact};
use crate::report::units::{ByteCount, Count, DurationMs, TimeMs};
use crate::smtp::conversation::TransactionOutcome;
use crate::store::ColumnType;
use crate::store::files::FileEnd;
use std::format;
use std::string::{String, ToString};
use std::vec::Vec;
use ts_rs::{Config, TS};

const HEAD: &str = "\
// Generated from the declarations in Rust by src/typescript/reports.rs: `UPDATE_GOLDEN=1 cargo test --lib typescript`
// renews it.
// biome-ignore-all format: generated
// biome-ignore-all lint: generated

import type { FindingKind, FindingSeverity, LogType, Noise, Outcome } from './tables.js';
";

/// The declarations of some types.
macro_rules! declarations {
    ($config:expr, $($type:ty),* $(,)?) => { [$(declaration::<$type>($config)),*].concat() };
}

/// All of them.
pub(super) fn declarations() -> String {
    let config = &Config::new();
    let units = declarations!(config, TimeMs, DurationMs, ByteCount, Count);
    let files = declarations!(
        config,
        Summary,
        DiagnosticCount,
        Severity,
        FileReport,
        Evidence,
        FileEnd,
        DiagnosticReport,
        DiagnosticPlace
    );
    let coverage = declarations!(
        config,
        BinWidth,
        Coverage,
        CoverageRow,
        CoverageCell,
        MissingFiles,
        CoverageGap,
        CoverageSilence,
        GapCell,
        Restart,
        UnloggedLog,
        FileTrouble
    );
    let queries = declarations!(
        config,
        QueryAnswer,
        QueryCounts,
        Problem,
        QueryPart,
        UnderstoodWord,
        Shape,
        QueryPiece,
        PieceKind,
        Completion,
        CompletionItem,
        CompletionKind,
        FindingReport,
        FindingLog,
        Nearby,
        NearQuery,
        Narrowing,
        TimelineSpan,
        SeriesMeasure,
        QueryHelp,
        QueryField,
        QueryExample,
        SummaryAnswer,
        SummaryTable,
        SummaryGroup,
        SummaryValue
    );
    let session = declarations!(
        config,
        SessionDetail,
        LargestGap,
        Fact,
        TlsFact,
        CertificateFact,
        CertificateValidity,
        HostFit,
        Presented,
        LogonResult,
        AttemptFact,
        Authentication,
        PermissionFact,
        TransactionFact,
        RecipientFact,
        RecipientResult,
        TransactionOutcome,
        ReplyFact,
        ConnectivityFact,
        ResolvedHost,
        FailedQuery,
        UnhealthyTarget,
        ConnectionAttempt,
        MailAccessFact,
        CommandFact,
        SlowestCommand,
        ProxyFact,
        MailboxFact,
        BudgetFact
    );
    let entries = declarations!(config, EntryDetail, Role, EntrySeverity, OwnLabels, FieldDetail, CapabilityDetail);
    let export = declarations!(config, ExportFormat, Separator, ExportContents);
    let related = declarations!(config, RelatedSession, Relation, SameRequest, RequestRow, RequestOutcome);
    let messages = declarations!(
        config,
        FoundMessages,
        MessageSearch,
        HeaderBlock,
        ReceivedLine,
        FoundMessage,
        MessageOutcome,
        OutcomePart,
        PartKind,
        DelayReport,
        HopDelay,
        HopEnd,
        MessageWay,
        LinkedMessage,
        MessageLink,
        Place,
        PlaceKind,
        Hop,
        HopKind,
        Join,
        Certainty,
        Branch,
        MissingHop,
        MissingWhy,
        ClockOffset
    );
    let tables = declarations!(config, TableReport, TableColumn, ColumnType, Property, TableWindow, CellMeaning);
    [HEAD, &units, &files, &coverage, &queries, &session, &entries, &related, &messages, &tables, &export].concat()
}

/// `export interface Name { … }` for an object, `export type Name = …;` for anything else, under its documentation.
fn declaration<T: TS>(config: &Config) -> String {
    let docs = docs("", &T::docs().unwrap_or_default());
    let (name, of) = (T::ident(config), T::inline(config));
    match of.strip_prefix('{').and_then(|of| of.strip_suffix('}')).filter(|of| !of.contains(['{', '}'])) {
        Some(fields) => format!("\n{docs}export interface {name} {{\n{}}}\n", properties(fields)),
        None => format!("\n{docs}export type {name} = {};\n", without_comments(&of).replace('"', "'")),
    }
}

fn is_comment(line: &str) -> bool {
    line.starts_with(['/', '*'])
}

/// Objects inside of a type are in one line, which has no room for documentation.
fn without_comments(of: &str) -> String {
    of.lines().map(str::trim).filter(|line| !is_comment(line)).collect::<Vec<_>>().join(" ").replace(", }", " }")
}

/// One property a line, each under its documentation.
fn properties(fields: &str) -> String {
    let (mut lines, mut comment) = (String::new(), String::new());
    for line in fields.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if is_comment(line) {
            comment += line;
            comment += "\n";
            continue;
        }
        lines += &docs("  ", &comment);
        comment.clear();
        lines.extend(line.split_inclusive(", ").map(|field| format!("  {};\n", field.trim().trim_end_matches(','))));
    }
    lines
}

/// A comment in one line where there is room for it.
fn docs(indent: &str, comment: &str) -> String {
    let lines: Vec<&str> = comment.lines().map(|line| line.trim().trim_start_matches(['/', '*']).trim()).collect();
    // Links are for rustdoc.
    let text = lines.join("\n").trim().replace("[`", "`").replace("`]", "`");
    match text.lines().collect::<Vec<_>>()[..] {
        [] => String::new(),
        [line] => format!("{indent}/** {line} */\n"),
        ref lines => {
            let lines: String =
                lines.iter().map(|line| format!("{indent} * {line}").trim_end().to_string() + "\n").collect();
            format!("{indent}/**\n{lines}{indent} */\n")
        }
    }
}

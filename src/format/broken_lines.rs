//! Files whose lines a mail program, a forum or a console broke: the first lines are kept until they show how, and then
//! the lines are joined before anything else is done with them.
//!
//! How they were broken is tried, not guessed: of the ways that the lengths of the lines suggest, and of leaving the
//! lines as they are, the one counts by which the first lines have the most rows.

use super::export::exported;
use super::held::HeldLines;
use super::line_breaks::{LineBreaks, MAX_WIDTH, count, first_broken};
use super::line_pieces::BrokenLines;
use super::reader::{Layout, LogReader, State};
use super::refusal::{likeness, looks_binary};
use super::repair::repaired;
use super::sink::{Account, Cells, Evidence, RowSink};
use super::wrapped::begins_row;
use crate::diagnostic::{DiagnosticKind, Position};
use crate::entry::{Entry, LogType};
use crate::text::prefix::indent;
use crate::text::{Fields, HeaderLine, Line};
use core::mem;

/// First lines of a file that are kept to find out how lines were broken.
const MAX_OPENING: usize = 64;

impl LogReader {
    /// Takes a line of a file whose lines are not simply lines, or that is not known to be otherwise.
    #[cold]
    pub(super) fn line_of_layout(&mut self, line: &Line<'_>, sink: &mut impl RowSink) {
        match &mut self.layout {
            Layout::Opening(lines) if may_be_broken(line) && lines.len() < MAX_OPENING && lines.has_room(line) => {
                lines.push(line);
            }
            Layout::Opening(_) => {
                self.end_opening(sink);
                self.line_in_layout(line, sink);
            }
            Layout::Broken(_) => self.piece(line, sink),
            Layout::Whole => self.whole_line(line, sink),
        }
    }

    fn line_in_layout(&mut self, line: &Line<'_>, sink: &mut impl RowSink) {
        if matches!(self.layout, Layout::Broken(_)) { self.piece(line, sink) } else { self.whole_line(line, sink) }
    }

    /// Reads the first lines, now that they show how lines were broken.
    pub(super) fn end_opening(&mut self, sink: &mut impl RowSink) {
        let Layout::Opening(lines) = &mut self.layout else { return };
        let lines = mem::take(lines);
        self.layout = Layout::Whole;
        match self.breaks(&lines) {
            Some(breaks) => self.layout = Layout::Broken(BrokenLines::new(breaks)),
            None => self.report_broken(&lines, sink),
        }
        lines.iter().for_each(|line| self.line_in_layout(&line, sink));
    }

    /// Reports lines that look like a broken row although no way of joining them makes one.
    fn report_broken(&mut self, lines: &HeldLines, sink: &mut impl RowSink) {
        // Lines of something else may be as long, and have as many separators.
        if lines.texts().find(|text| !text.trim_ascii().is_empty()).and_then(likeness).is_some() {
            return;
        }
        let first = first_broken(lines.texts()).and_then(|first| lines.iter().nth(first));
        if let Some(line) = first.filter(|_| self.tried(lines, None).rows() == 0) {
            sink.diagnostic(DiagnosticKind::WrappedRow, line.position, line.text);
        }
    }

    /// How the lines of a file were broken that begins with these; `None` if they are best as they are.
    fn breaks(&mut self, lines: &HeldLines) -> Option<LineBreaks> {
        let ways = LineBreaks::ways(lines.texts());
        if ways.is_empty() {
            return None;
        }
        let as_they_are = self.tried(lines, None);
        // A record of `Format-List` knows itself which lines continue a value.
        if as_they_are.lists > 0 {
            return None;
        }
        let mut best = (as_they_are, None);
        for way in ways.iter().filter(|_| as_they_are.diagnosed > 0) {
            let tally = self.tried(lines, Some(way));
            if tally.is_better_than(best.0) {
                best = (tally, Some(way));
            }
        }
        let is_no_worse =
            |tally: Tally| tally.rows() > 0 && (as_they_are.diagnosed == 0 || tally.diagnosed < as_they_are.diagnosed);
        let explained =
            || ways.iter().find(|way| way.explains(lines.texts()) && is_no_worse(self.tried(lines, Some(way))));
        best.1.or_else(explained).cloned()
    }

    /// What the lines contain if they were broken like this.
    fn tried(&mut self, lines: &HeldLines, breaks: Option<&LineBreaks>) -> Tally {
        let layout = breaks.map_or(Layout::Whole, |breaks| Layout::Broken(BrokenLines::new(breaks.clone())));
        // Made once: csv-core's tables take longer than the lines of a small file.
        let records = mem::take(&mut self.records);
        let mut reader = self.anew(layout, records);
        let mut tally = Tally::default();
        lines.iter().for_each(|line| reader.line_in_layout(&line, &mut tally));
        reader.finish(1, true, &mut tally);
        self.records = reader.records;
        tally
    }

    /// Takes a line that may continue the one before.
    fn piece(&mut self, line: &Line<'_>, sink: &mut impl RowSink) {
        let Layout::Broken(broken) = &mut self.layout else { return };
        let mut joint = broken.joint(line);
        // The line is full, but may be the last one of a row.
        let is_uncertain = !broken.breaks.knows_rows() && joint == Some(b" ");
        if joint.is_some() && (broken.breaks.begins_row(line.text) || is_uncertain) {
            let joined = mem::take(&mut broken.joined);
            joint = joint.filter(|_| !self.reads(&joined));
            let Layout::Broken(broken) = &mut self.layout else { return };
            broken.joined = joined;
        }
        match (joint, &mut self.layout) {
            (Some(joint), Layout::Broken(broken)) => broken.append(joint, line),
            _ => {
                self.end_line(sink);
                if let Layout::Broken(broken) = &mut self.layout {
                    broken.begin(line);
                }
            }
        }
    }

    /// Reads the pieces as one line.
    pub(super) fn end_line(&mut self, sink: &mut impl RowSink) {
        let Layout::Broken(broken) = &mut self.layout else { return };
        let pieces = mem::take(&mut broken.pieces);
        let text = broken.breaks.text(&broken.joined, false).to_vec();
        let text = broken.breaks.decoded(text);
        let Some(line) = pieces.as_one(pieces.len(), &text) else { return };
        if pieces.len() > 1 {
            let kind = if self.reads(&text) { DiagnosticKind::JoinedRow } else { DiagnosticKind::WrappedRow };
            sink.diagnostic(kind, line.position, line.text);
        }
        self.whole_line(&line, sink);
    }

    /// Whether a line is a header or a row, with or without a prefix, damaged or not.
    fn reads(&mut self, line: &[u8]) -> bool {
        let prefix = self.prefix.like_last(line).or_else(|| self.find_prefix(line));
        let text = prefix.and_then(|prefix| line.get(prefix.row..)).unwrap_or(line);
        if HeaderLine::parse(text).is_some() || self.is_row(text) {
            return true;
        }
        let State::Log(log) = &self.state else {
            return self.recognition.header_in_row(text, &mut self.records).is_some();
        };
        repaired(log, text, &mut self.records, &mut self.workspace).is_some()
            || exported(log, text, &mut self.records, &mut self.workspace).is_some()
    }
}

/// Whether a line may be a piece of a broken one, or may be followed by such: it is no row that is longer than any line
/// would be.
fn may_be_broken(line: &Line<'_>) -> bool {
    let text = line.text.get(indent(line.text)..).unwrap_or_default();
    let is_whole = count(text) > MAX_WIDTH && (text.starts_with(b"#") || begins_row(text)) && text.contains(&b' ');
    !line.overlong && !line.only_nul && !is_whole && !looks_binary(line.text)
}

/// What lines contain.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    entries: u64,
    table_rows: u64,
    diagnosed: u64,
    /// Records of `Format-List`.
    lists: u64,
}

impl Tally {
    fn rows(self) -> u64 {
        self.entries + self.table_rows
    }

    /// Whether there are more rows: those of a log, before those of tables.
    fn is_better_than(self, other: Tally) -> bool {
        (self.entries, self.table_rows) > (other.entries, other.table_rows)
    }
}

impl RowSink for Tally {
    fn recognised(&mut self, _: LogType, _: &[u8], _: Evidence) {}
    fn columns(&mut self, _: LogType, _: &[u8], _: &[&[u8]]) {}
    fn entry(&mut self, _: LogType, _: &Entry<'_>, _: Cells<'_>, _: Position) {
        self.entries += 1;
    }
    fn table_row(&mut self, _: &Fields<'_>) {
        self.table_rows += 1;
    }
    fn diagnostic(&mut self, kind: DiagnosticKind, _: Position, _: &[u8]) {
        self.lists += u64::from(kind == DiagnosticKind::ListOutput);
    }
    fn account(&mut self, account: Account, _: u64) {
        self.diagnosed += u64::from(account == Account::Diagnosed);
    }
}

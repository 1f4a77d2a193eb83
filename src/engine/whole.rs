//! The questions that take steps, each answered at once.

use super::{Engine, SummaryScope};
use crate::export::{ExportFormat, Exporter, TableExporter};
use crate::finding::FindingKind;
use crate::query::Problem;
use crate::report::completion::Completion;
use crate::report::coverage::{BinWidth, Coverage};
use crate::report::findings::FindingReport;
use crate::report::list::SortOrder;
use crate::report::messages::FoundMessages;
use crate::report::messages::delays::DelayReport;
use crate::report::messages::way::MessageWay;
use crate::report::nearby::Nearby;
use crate::report::query::QueryHelp;
use crate::report::related::RelatedSession;
use crate::report::same_request::SameRequest;
use crate::report::summarised::SummaryTable;
use crate::report::summary::DiagnosticReport;
use crate::report::table_order::TableOrder;
use crate::report::tables::TableWindow;
use crate::report::timeline::{SeriesMeasure, Timeline, TimelineSpan};
use crate::report::window::Window;
use crate::store::{FileIndex, SessionIndex};
use crate::summarise::Question;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

fn whole<T>(mut step: impl FnMut() -> Option<T>) -> T {
    loop {
        if let Some(answer) = step() {
            return answer;
        }
    }
}

impl Engine {
    /// The sessions that match the current query, in the order in which they were read.
    pub fn sessions(&self) -> &[SessionIndex] {
        &self.view.sessions
    }

    /// Makes what has been read so far visible, and runs the current query again.
    pub fn publish(&mut self) {
        while !self.publish_step() {}
    }

    /// [`Engine::set_origin_step`] at once.
    pub fn set_origin(&mut self, files: &[FileIndex], server: Option<&str>, service: Option<&str>) {
        while !self.set_origin_step(files, server, service) {}
    }

    /// [`Engine::set_query_offset_step`] at once.
    pub fn set_query_offset(&mut self, minutes: i32) {
        while !self.set_query_offset_step(minutes) {}
    }

    /// [`Engine::hide_noise_step`] at once.
    pub fn hide_noise(&mut self, hidden: bool) {
        while !self.hide_noise_step(hidden) {}
    }

    /// [`Engine::set_thresholds_step`] at once.
    pub fn set_thresholds(&mut self, values: &[u32]) {
        while !self.set_thresholds_step(values) {}
    }

    /// [`Engine::query_step`] at once.
    ///
    /// # Errors
    ///
    /// If the query is not valid; the current one is kept.
    pub fn query(&mut self, text: &str, offset_minutes: i32) -> Result<(usize, u64), Problem> {
        whole(|| self.query_step(text, offset_minutes))
    }

    /// [`Engine::count_step`] at once.
    ///
    /// # Errors
    ///
    /// If the query is not valid.
    pub fn count(&self, text: &str, offset_minutes: i32) -> Result<(usize, u64), Problem> {
        whole(|| self.count_step(text, offset_minutes))
    }

    /// [`Engine::complete_step`] at once.
    pub fn complete(&self, text: &str, cursor: u32, offset_minutes: i32) -> Completion {
        whole(|| self.complete_step(text, cursor, offset_minutes))
    }

    /// [`Engine::nearby_step`] at once.
    pub fn nearby(&self, text: &str, part: u32, step: u32, offset_minutes: i32) -> Nearby {
        whole(|| self.nearby_step(text, part, step, offset_minutes))
    }

    /// [`Engine::finding_step`] at once.
    pub fn finding(&self, kind: FindingKind) -> FindingReport {
        whole(|| self.finding_step(kind))
    }

    /// [`Engine::summarise_step`] at once.
    ///
    /// # Errors
    ///
    /// If the query in the scope is not valid.
    pub fn summarise(
        &self,
        question: &Question,
        scope: &SummaryScope,
        rows: Range<usize>,
    ) -> Result<SummaryTable, Problem> {
        whole(|| self.summarise_step(question, scope, rows.clone()))
    }

    /// [`Engine::coverage_step`] at once.
    pub fn coverage(&self, width: BinWidth) -> Coverage {
        whole(|| self.coverage_step(width))
    }

    /// [`Engine::timeline_span_step`] at once.
    pub fn timeline_span(&self, queries: &[String]) -> TimelineSpan {
        whole(|| self.timeline_span_step(queries))
    }

    /// [`Engine::timeline_step`] at once.
    pub fn timeline(&self, edges: &[i64], queries: &[(String, SeriesMeasure)]) -> Timeline {
        whole(|| self.timeline_step(edges, queries))
    }

    /// [`Engine::window_step`] at once.
    pub fn window(&self, order: SortOrder, rows: Range<u32>) -> Window {
        whole(|| self.window_step(order, rows.clone()))
    }

    /// [`Engine::row_of_step`] at once.
    pub fn row_of(&self, order: SortOrder, session: SessionIndex) -> Option<usize> {
        whole(|| self.row_of_step(order, session))
    }

    /// [`Engine::related_step`] at once.
    pub fn related(&self, session: SessionIndex) -> Vec<RelatedSession> {
        whole(|| self.related_step(session))
    }

    /// [`Engine::find_messages_step`] at once.
    pub fn find_messages(&self, text: &str, limit: usize) -> FoundMessages {
        whole(|| self.find_messages_step(text, limit))
    }

    /// [`Engine::delays_step`] at once.
    pub fn delays(&self) -> DelayReport {
        whole(|| self.delays_step())
    }

    /// [`Engine::follow_message_step`] at once.
    pub fn follow_message(&self, key: &str) -> Option<MessageWay> {
        whole(|| self.follow_message_step(key))
    }

    /// [`Engine::diagnostics_step`] at once.
    pub fn diagnostics(&self) -> Vec<DiagnosticReport> {
        whole(|| self.diagnostics_step())
    }

    /// [`Engine::help_step`] at once.
    pub fn help(&self, offset_minutes: i32) -> QueryHelp {
        whole(|| self.help_step(offset_minutes))
    }

    /// [`Engine::table_window_step`] at once.
    pub fn table_window(&self, table: u32, order: Option<TableOrder>, rows: Range<u32>) -> TableWindow {
        whole(|| self.table_window_step(table, order, rows.clone()))
    }

    /// [`Engine::place_of_row_step`] at once.
    pub fn place_of_row(&self, table: u32, order: Option<TableOrder>, row: u32) -> Option<usize> {
        whole(|| self.place_of_row_step(table, order, row))
    }

    /// [`Engine::same_request_step`] at once.
    pub fn same_request(&self, table: u32, order: Option<TableOrder>, place: u32) -> SameRequest {
        whole(|| self.same_request_step(table, order, place))
    }

    /// [`Engine::table_part_step`] at once.
    pub fn table_part(&self, table: u32, order: Option<TableOrder>, rows: Range<u32>, columns: &[u32]) -> TableWindow {
        whole(|| self.table_part_step(table, order, rows.clone(), columns))
    }

    /// [`Engine::export_table_step`] at once.
    pub fn export_table(&self, table: u32, order: Option<TableOrder>, columns: Vec<u32>) -> TableExporter {
        whole(|| self.export_table_step(table, order, &columns))
    }

    /// [`Engine::export_step`] at once.
    ///
    /// # Errors
    ///
    /// If the query is not valid.
    pub fn export(
        &self,
        format: ExportFormat,
        text: &str,
        offset_minutes: i32,
    ) -> Result<(Exporter, usize, u64), Problem> {
        whole(|| self.export_step(format, text, offset_minutes))
    }
}

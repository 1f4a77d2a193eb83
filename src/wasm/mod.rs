//! The binding to JavaScript: convert, delegate, convert.
//!
//! This is the only module that knows JavaScript, and it knows nothing about logs. Lists cross as columns (`columns`),
//! everything else as objects through one serializer (`to_object`), which accepts only reports. The types in the
//! signatures are declared in `www/src/contract`, where those of reports and tables are generated; the build adds
//! wasm-bindgen's declaration of [`LogEngine`], against which the page is checked.

mod columns;
mod parser;

use crate::batch::Batch;
use crate::engine::{Engine, SummaryScope};
use crate::export::{ExportContents, ExportFormat, Exporter, Separator, Sheet, TableExporter, Zone};
use crate::finding::FindingKind;
use crate::format::Correction;
use crate::query::{Dimension, Period, Problem};
use crate::report::completion::Completion;
use crate::report::coverage::Coverage;
use crate::report::detail::SessionDetail;
use crate::report::findings::FindingReport;
use crate::report::list::SortOrder;
use crate::report::messages::FoundMessages;
use crate::report::messages::delays::DelayReport;
use crate::report::messages::way::MessageWay;
use crate::report::nearby::Nearby;
use crate::report::query::{QueryAnswer, QueryCounts, QueryHelp, QueryPart, QueryPiece};
use crate::report::related::RelatedSession;
use crate::report::reportable::Reportable;
use crate::report::same_request::SameRequest;
use crate::report::session_column::SessionColumn;
use crate::report::summarised::SummaryAnswer;
use crate::report::summary::{DiagnosticReport, Summary};
use crate::report::table_order::TableOrder;
use crate::report::tables::{TableReport, TableWindow};
use crate::report::timeline::{SeriesMeasure, TimelineSpan};
use crate::report::{detail, summary};
use crate::store::files::FileEnd;
use crate::store::{FileIndex, SessionIndex};
use crate::summarise::{Order, Question};
use crate::time::Timestamp;
use alloc::string::String;
use alloc::vec::Vec;
use core::hint::black_box;
use js_sys::{Error, Uint8Array};
use serde::de::{DeserializeOwned, IntoDeserializer};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};

/// The engine as JavaScript sees it. Where an answer may be undefined, and nothing else is said of that, it takes further steps:
/// the same is asked again until it is there, and other things may be asked in between.
#[wasm_bindgen]
pub struct LogEngine {
    engine: Engine,
    export: Option<Export>,
}

/// Share of the memory that is kept free while files are read: the largest table of the store that has to be copied to
/// grow, and what sorting, searching and exporting need afterwards. It is asked for as a whole, since the memory may not
/// grow as far as it says, and is only asked for once it is worth mentioning.
const RESERVE_SHARE: u64 = 4;
/// In bytes.
const LEAST_RESERVE: usize = 16 << 20;

/// The export in progress.
enum Export {
    Sessions(Exporter),
    Table(TableExporter),
}

/// The imports of this module's declarations.
#[wasm_bindgen(typescript_custom_section)]
const IMPORTS: &str = "\
import type {
  Completion,
  Coverage,
  CoverageWidth,
  DelayReport,
  DiagnosticReport,
  ExportContents,
  ExportFormat,
  FileState,
  FindingReport,
  FoundMessages,
  MessageWay,
  Narrowing,
  Nearby,
  QueryAnswer,
  QueryCounts,
  QueryHelp,
  QueryPart,
  QueryPiece,
  RelatedSession,
  SameRequest,
  Separator,
  SeriesMeasure,
  SessionDetail,
  Summary,
  SummaryAnswer,
  TableReport,
  TableWindow,
  TimelineSpan,
} from './reports.js';
import type { Dimension, FindingKind, LogType, SessionColumns, SortKey, SummaryOrder } from './tables.js';

type Strings = string[];
type Sums = Float64Array[];
";

/// Serializes all objects that cross: missing values become `null`, maps become objects.
fn to_object<T: Reportable>(value: &T) -> Result<JsValue, Error> {
    let serializer = Serializer::new().serialize_missing_as_null(true).serialize_maps_as_objects(true);
    value.serialize(&serializer).map_err(|error| Error::new(&error.to_string()))
}

/// An answer, or undefined as long as there are further steps to it.
fn once_known<T: Reportable>(answer: Option<T>) -> Result<JsValue, Error> {
    answer.map_or(Ok(JsValue::UNDEFINED), |answer| to_object::<T>(&answer))
}

/// The value of an enum with that name; `what` describes the enum in an error message.
fn word<T: DeserializeOwned>(what: &str, word: &str) -> Result<T, Error> {
    T::deserialize(word.into_deserializer()).map_err(|_: serde::de::value::Error| unknown(what, word))
}

/// What the user corrected about a file; an empty `read_as` detects the log type.
fn correction(read_as: &str, offset_minutes: i32) -> Result<Correction, Error> {
    let read_as = match read_as {
        "" => None,
        key => Some(word("log type", key)?),
    };
    Ok(Correction { read_as, offset_minutes })
}

/// The reason for a file to end.
fn file_end(end: &str) -> Result<FileEnd, Error> {
    match word("way for a file to end", end)? {
        FileEnd::Reading => Err(unknown("way for a file to end", end)),
        end => Ok(end),
    }
}

fn unknown(what: &str, name: &str) -> Error {
    Error::new(&format!("There is no {what} called {name}."))
}

#[wasm_bindgen]
impl LogEngine {
    /// An engine without logs. `seed` is a random number; every one gives the same answers.
    #[wasm_bindgen(constructor)]
    pub fn new(seed: u64) -> LogEngine {
        LogEngine { engine: Engine::new(seed), export: None }
    }

    /// Begins a file; returns its index. `folder` has `/` between its parts, `size` is in bytes and omitted if unknown,
    /// an empty `readAs` detects the log type, `offsetMinutes` is the offset from UTC of times that do not name their
    /// zone.
    #[wasm_bindgen(js_name = beginFile)]
    pub fn begin_file(
        &mut self,
        name: &str,
        folder: &str,
        size: Option<f64>,
        #[wasm_bindgen(js_name = readAs, unchecked_param_type = "LogType | ''")] read_as: &str,
        #[wasm_bindgen(js_name = offsetMinutes)] offset_minutes: i32,
    ) -> Result<u32, Error> {
        let correction = correction(read_as, offset_minutes)?;
        Ok(self.engine.begin_corrected_file(name, folder, size.map(|size| size as u64), correction).0)
    }

    /// Whether there is memory to read on, with a reserve to show what was read. The memory grows by the reserve if need
    /// be.
    #[wasm_bindgen(js_name = hasRoom)]
    pub fn has_room(&self) -> bool {
        let reserve = (memory_bytes() / RESERVE_SHARE) as usize;
        reserve < LEAST_RESERVE || black_box(&mut Vec::<u8>::new()).try_reserve_exact(reserve).is_ok()
    }

    /// The name of a file or folder as a message shows it, without the credentials in it.
    #[wasm_bindgen(js_name = maskedName)]
    pub fn masked_name(&self, name: &str) -> String {
        String::from(Engine::masked_name(name).as_str())
    }

    /// Pushes the next bytes of the file.
    pub fn push(&mut self, chunk: &[u8]) {
        self.engine.push(chunk);
    }

    /// Takes the next batch of the file, which a `LogParser` with the seed of this engine made of its bytes; instead of `push`.
    pub fn merge(&mut self, batch: &[u8]) -> Result<(), Error> {
        let batch = Batch::from_bytes(batch).map_err(|_| Error::new("The batch is damaged."))?;
        self.engine.merge(&batch);
        Ok(())
    }

    /// Ends the file; `end` is the reason.
    #[wasm_bindgen(js_name = endFile)]
    pub fn end_file(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Exclude<FileState, 'reading'>")] end: &str,
    ) -> Result<(), Error> {
        self.engine.end_file(file_end(end)?);
        Ok(())
    }

    /// Does a part of what `publish` would do, while nothing can be read. Returns whether there may be more.
    #[wasm_bindgen(js_name = lookAhead)]
    pub fn look_ahead(&mut self) -> bool {
        self.engine.look_ahead()
    }

    /// Does a part of what `publish` would do, which then takes less. Returns whether that was the last part.
    #[wasm_bindgen(js_name = preparePublishing)]
    pub fn prepare_publishing(&mut self) -> bool {
        self.engine.prepare_publishing()
    }

    /// Makes what has been read so far visible. `elapsedMs` is 0, since the engine has no clock.
    #[wasm_bindgen(unchecked_return_type = "Summary | undefined")]
    pub fn publish(&mut self) -> Result<JsValue, Error> {
        once_known::<Summary>(self.engine.publish_step().then(|| self.summary()))
    }

    fn answer(&self, result: Result<(usize, u64), Problem>, text: &str, offset_minutes: i32) -> QueryAnswer {
        let understood = self.engine.understood(text, offset_minutes);
        QueryAnswer::new(result, understood, self.engine.asks_noise(text, offset_minutes))
    }

    fn summary(&self) -> Summary {
        let mut summary = summary::summary(self.engine.archive());
        summary.memory_bytes = memory_bytes().into();
        summary.counts = self.engine.counts().into();
        summary
    }

    /// Sets server and service of files: undefined keeps a value, the empty string reverts to the inferred one.
    /// `elapsedMs` is 0.
    #[wasm_bindgen(js_name = setOrigin, unchecked_return_type = "Summary | undefined")]
    pub fn set_origin(
        &mut self,
        files: &[u32],
        server: Option<String>,
        service: Option<String>,
    ) -> Result<JsValue, Error> {
        let files: Vec<FileIndex> = files.iter().copied().map(FileIndex).collect();
        let is_done = self.engine.set_origin_step(&files, server.as_deref(), service.as_deref());
        once_known::<Summary>(is_done.then(|| self.summary()))
    }

    /// Shows and exports credentials from now on, or masks them, as in a new engine and after `clear`.
    #[wasm_bindgen(js_name = showCredentials)]
    pub fn show_credentials(&mut self, shown: bool) {
        self.engine.show_credentials(shown);
    }

    /// All diagnostics, by file and kind.
    #[wasm_bindgen(unchecked_return_type = "DiagnosticReport[] | undefined")]
    pub fn diagnostics(&self) -> Result<JsValue, Error> {
        once_known::<Vec<DiagnosticReport>>(self.engine.diagnostics_step())
    }

    /// Sets the current query. `offsetMinutes` is the offset from UTC of times in it that do not have their own; `now` the
    /// time in milliseconds since 1970 UTC, for `today` and `yesterday`.
    #[wasm_bindgen(unchecked_return_type = "QueryAnswer | undefined")]
    pub fn query(
        &mut self,
        text: &str,
        #[wasm_bindgen(js_name = offsetMinutes)] offset_minutes: i32,
        now: f64,
    ) -> Result<JsValue, Error> {
        self.engine.set_now(now as i64);
        let result = self.engine.query_step(text, offset_minutes);
        once_known::<QueryAnswer>(result.map(|result| self.answer(result, text, offset_minutes)))
    }

    /// Sets the offset from UTC of the times in the current query, in minutes, and runs it again.
    #[wasm_bindgen(js_name = setQueryOffset, unchecked_return_type = "QueryCounts | undefined")]
    pub fn set_query_offset(&mut self, minutes: i32) -> Result<JsValue, Error> {
        let is_done = self.engine.set_query_offset_step(minutes);
        once_known::<QueryCounts>(is_done.then(|| QueryCounts::from(self.engine.counts())))
    }

    /// Whether queries that do not ask for noise leave it out from now on; runs the current query again.
    #[wasm_bindgen(js_name = hideNoise, unchecked_return_type = "QueryCounts | undefined")]
    pub fn hide_noise(&mut self, hidden: bool) -> Result<JsValue, Error> {
        let is_done = self.engine.hide_noise_step(hidden);
        once_known::<QueryCounts>(is_done.then(|| QueryCounts::from(self.engine.counts())))
    }

    /// Counts matches without changing the current query. Its parameters are those of `query`.
    #[wasm_bindgen(unchecked_return_type = "QueryAnswer | undefined")]
    pub fn count(
        &mut self,
        text: &str,
        #[wasm_bindgen(js_name = offsetMinutes)] offset_minutes: i32,
        now: f64,
    ) -> Result<JsValue, Error> {
        self.engine.set_now(now as i64);
        let result = self.engine.count_step(text, offset_minutes);
        once_known::<QueryAnswer>(result.map(|result| self.answer(result, text, offset_minutes)))
    }

    /// The parts of a query, which all must hold; none if it is not valid. `offsetMinutes` is that of `query`.
    #[wasm_bindgen(js_name = queryParts, unchecked_return_type = "QueryPart[]")]
    pub fn query_parts(
        &self,
        text: &str,
        #[wasm_bindgen(js_name = offsetMinutes)] offset_minutes: i32,
    ) -> Result<JsValue, Error> {
        to_object::<Vec<QueryPart>>(&self.engine.query_parts(text, offset_minutes))
    }

    /// The pieces of a query, valid or not, for its colours.
    #[wasm_bindgen(js_name = queryPieces, unchecked_return_type = "QueryPiece[]")]
    pub fn query_pieces(&self, text: &str) -> Result<JsValue, Error> {
        to_object::<Vec<QueryPiece>>(&self.engine.query_pieces(text))
    }

    /// What may stand at the cursor, which is given in UTF-16 code units.
    #[wasm_bindgen(unchecked_return_type = "Completion | undefined")]
    pub fn complete(
        &self,
        text: &str,
        cursor: u32,
        #[wasm_bindgen(js_name = offsetMinutes)] offset_minutes: i32,
    ) -> Result<JsValue, Error> {
        once_known::<Completion>(self.engine.complete_step(text, cursor, offset_minutes))
    }

    /// What a part of a query finds by itself, and in further steps what is near to it.
    #[wasm_bindgen(unchecked_return_type = "Nearby | undefined")]
    pub fn nearby(
        &self,
        text: &str,
        part: u32,
        step: u32,
        #[wasm_bindgen(js_name = offsetMinutes)] offset_minutes: i32,
    ) -> Result<JsValue, Error> {
        once_known::<Nearby>(self.engine.nearby_step(text, part, step, offset_minutes))
    }

    /// The finding of a kind, with figures; without sessions and rows if there is none.
    #[wasm_bindgen(unchecked_return_type = "FindingReport | undefined")]
    pub fn finding(&self, #[wasm_bindgen(unchecked_param_type = "FindingKind")] kind: &str) -> Result<JsValue, Error> {
        let known = FindingKind::ALL.iter().find(|known| known.word() == kind);
        let kind = known.ok_or_else(|| unknown("finding", kind))?;
        once_known::<FindingReport>(self.engine.finding_step(*kind))
    }

    /// Sets what findings compare with, in the order of `THRESHOLDS`. If that is new, known findings are forgotten, and the
    /// current query runs again. True once that is done.
    #[wasm_bindgen(js_name = setThresholds)]
    pub fn set_thresholds(&mut self, values: &[u32]) -> Option<bool> {
        self.engine.set_thresholds_step(values).then_some(true)
    }

    /// A query of which all of these parts must hold.
    #[wasm_bindgen(js_name = joinedQuery)]
    pub fn joined_query(
        &self,
        parts: Vec<String>,
        #[wasm_bindgen(js_name = offsetMinutes)] offset_minutes: i32,
    ) -> String {
        self.engine.joined_query(&parts, offset_minutes)
    }

    /// The condition that a field has exactly this value, as a query. `field` is a field of the query language, `column.`
    /// and the name of a column, or empty for a text that occurs anywhere. Numbers are in their smallest unit, times in
    /// milliseconds since 1970 UTC. Undefined if no query says so, as for a value that is masked.
    pub fn condition(
        &self,
        field: &str,
        value: &str,
        #[wasm_bindgen(js_name = offsetMinutes)] offset_minutes: i32,
    ) -> Option<String> {
        self.engine.condition(field, value, offset_minutes)
    }

    /// A query with the condition that a field has exactly this value. Undefined if there is none, or if the query is not
    /// valid.
    #[wasm_bindgen(js_name = narrowedQuery)]
    pub fn narrowed_query(
        &self,
        text: &str,
        #[wasm_bindgen(unchecked_param_type = "Narrowing")] how: &str,
        field: &str,
        value: &str,
        #[wasm_bindgen(js_name = offsetMinutes)] offset_minutes: i32,
    ) -> Result<Option<String>, Error> {
        Ok(self.engine.narrowed_query(text, word("way to narrow", how)?, (field, value), offset_minutes))
    }

    /// A query with a condition, such as that of a group of a summary. Undefined if one of them is not valid.
    #[wasm_bindgen(js_name = narrowedBy)]
    pub fn narrowed_by(
        &self,
        text: &str,
        #[wasm_bindgen(unchecked_param_type = "Narrowing")] how: &str,
        condition: &str,
        #[wasm_bindgen(js_name = offsetMinutes)] offset_minutes: i32,
    ) -> Result<Option<String>, Error> {
        Ok(self.engine.narrowed_by(text, word("way to narrow", how)?, condition, offset_minutes))
    }

    /// Rows `from` (inclusive) to `to` (exclusive) of the list of sessions.
    #[wasm_bindgen(unchecked_return_type = "SessionWindow | undefined")]
    pub fn window(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "SortKey")] key: &str,
        descending: bool,
        from: u32,
        to: u32,
    ) -> Result<JsValue, Error> {
        let order = sort_order(key, descending)?;
        self.engine.window_step(order, from..to).map_or(Ok(JsValue::UNDEFINED), |window| columns::window(&window))
    }

    /// Row of a session in the list; -1 if it is not listed.
    #[wasm_bindgen(js_name = rowOf)]
    pub fn row_of(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "SortKey")] key: &str,
        descending: bool,
        session: u32,
    ) -> Result<Option<f64>, Error> {
        let row = self.engine.row_of_step(sort_order(key, descending)?, SessionIndex(session));
        Ok(row.map(|row| row.map_or(-1.0, |row| row as f64)))
    }

    /// One session, with at most `limit` of its entries, starting with `firstEntry`; undefined while that takes further
    /// steps, which begin anew once another session is asked for.
    #[wasm_bindgen(unchecked_return_type = "SessionDetail | undefined")]
    pub fn detail(
        &self,
        session: u32,
        #[wasm_bindgen(js_name = firstEntry)] first_entry: u32,
        limit: u32,
    ) -> Result<JsValue, Error> {
        if session as usize >= self.engine.archive().published() {
            return Err(Error::new(&format!("There is no session {session}.")));
        }
        if !self.engine.read_some(SessionIndex(session)) {
            return Ok(JsValue::UNDEFINED);
        }
        let range = first_entry..first_entry.saturating_add(limit);
        to_object::<SessionDetail>(&self.engine.detail(SessionIndex(session), range))
    }

    /// Position of the next entry of a session after `entry` that the current query matches, or of the one before it;
    /// beyond the last follows the first. -1 if it matches none.
    #[wasm_bindgen(js_name = nextMatch)]
    pub fn next_match(&self, session: u32, entry: i32, backwards: bool) -> Result<f64, Error> {
        let archive = self.engine.archive();
        if session as usize >= archive.published() {
            return Err(Error::new(&format!("There is no session {session}.")));
        }
        let found = detail::next_match(archive, SessionIndex(session), self.engine.matches(), entry.into(), backwards);
        Ok(found.map_or(-1.0, f64::from))
    }

    /// Related sessions, by start.
    #[wasm_bindgen(unchecked_return_type = "RelatedSession[] | undefined")]
    pub fn related(&self, session: u32) -> Result<JsValue, Error> {
        if session as usize >= self.engine.archive().published() {
            return Err(Error::new(&format!("There is no session {session}.")));
        }
        once_known::<Vec<RelatedSession>>(self.engine.related_step(SessionIndex(session)))
    }

    /// The messages that a text asks for: a Message-ID, an address, words of a subject, or a pasted block of headers; at most
    /// `limit` of them, the latest activity first.
    #[wasm_bindgen(js_name = findMessages, unchecked_return_type = "FoundMessages | undefined")]
    pub fn find_messages(&self, text: &str, limit: u32) -> Result<JsValue, Error> {
        once_known::<FoundMessages>(self.engine.find_messages_step(text, limit as usize))
    }

    /// How long messages took within each server and from one to the next, as message tracking shows it.
    #[wasm_bindgen(unchecked_return_type = "DelayReport | undefined")]
    pub fn delays(&self) -> Result<JsValue, Error> {
        once_known::<DelayReport>(self.engine.delays_step())
    }

    /// The way of a found message over all logs and servers; null if no message has that key.
    #[wasm_bindgen(js_name = followMessage, unchecked_return_type = "MessageWay | null | undefined")]
    pub fn follow_message(&self, key: &str) -> Result<JsValue, Error> {
        once_known::<Option<MessageWay>>(self.engine.follow_message_step(key))
    }

    /// What the current query spans, whatever it says of the period, together with further queries.
    #[wasm_bindgen(js_name = timelineSpan, unchecked_return_type = "TimelineSpan | undefined")]
    pub fn timeline_span(&self, queries: Vec<String>) -> Result<JsValue, Error> {
        once_known::<TimelineSpan>(self.engine.timeline_span_step(&queries))
    }

    /// Sessions over time, whatever the current query says of the period, and a measure of each of up to five other queries.
    /// Each bin is from one of the `edges` to the next, in milliseconds since 1970 UTC.
    #[wasm_bindgen(unchecked_return_type = "Timeline | undefined")]
    pub fn timeline(
        &self,
        edges: &[f64],
        queries: Vec<String>,
        #[wasm_bindgen(unchecked_param_type = "SeriesMeasure[]")] measures: Vec<String>,
    ) -> Result<JsValue, Error> {
        let edges: Vec<i64> = edges.iter().map(|&edge| edge as i64).collect();
        let measures = measures.iter().map(|name| word::<SeriesMeasure>("measure", name));
        let queries = queries.into_iter().zip(measures).map(|(text, measure)| Ok((text, measure?)));
        let timeline = self.engine.timeline_step(&edges, &queries.collect::<Result<Vec<_>, Error>>()?);
        timeline.map_or(Ok(JsValue::UNDEFINED), |timeline| columns::timeline(&timeline))
    }

    /// A query that finds only what began from `from` (included) to `to` (excluded), in milliseconds since 1970 UTC, or at
    /// any time if they are omitted, whatever period it asked for before. The times are written with their offsets from UTC
    /// in minutes, unless those are `offsetMinutes`. Undefined if the query is not valid, or cannot name the period.
    #[wasm_bindgen(js_name = queryWithPeriod)]
    pub fn query_with_period(
        &self,
        text: &str,
        from: Option<f64>,
        to: Option<f64>,
        #[wasm_bindgen(js_name = fromMinutes)] from_minutes: i32,
        #[wasm_bindgen(js_name = toMinutes)] to_minutes: i32,
        #[wasm_bindgen(js_name = offsetMinutes)] offset_minutes: i32,
    ) -> Option<String> {
        let period = from.zip(to).map(|(from, to)| Period { from: from as i64, to: to as i64 });
        self.engine.query_with_period(text, period, [from_minutes, to_minutes], offset_minutes)
    }

    /// The coverage of each log, by hour or day.
    #[wasm_bindgen(unchecked_return_type = "Coverage | undefined")]
    pub fn coverage(
        &self,
        #[wasm_bindgen(unchecked_param_type = "CoverageWidth")] width: &str,
    ) -> Result<JsValue, Error> {
        once_known::<Coverage>(self.engine.coverage_step(word("width of a column", width)?))
    }

    /// The logs that are shown as tables.
    #[wasm_bindgen(unchecked_return_type = "TableReport[]")]
    pub fn tables(&self) -> Result<JsValue, Error> {
        to_object::<Vec<TableReport>>(&self.engine.table_rows().tables(self.engine.archive()))
    }

    /// Rows of a table, sorted by a column; -1 for the order of the log.
    #[wasm_bindgen(js_name = tableWindow, unchecked_return_type = "TableWindow | undefined")]
    pub fn table_window(
        &mut self,
        table: u32,
        column: i32,
        descending: bool,
        from: u32,
        to: u32,
    ) -> Result<JsValue, Error> {
        once_known::<TableWindow>(self.engine.table_window_step(table, table_order(column, descending), from..to))
    }

    /// The same with some of the columns, in this order, and with the beginning of each cell, as a list shows it.
    #[wasm_bindgen(js_name = tablePart, unchecked_return_type = "TableWindow | undefined")]
    pub fn table_part(
        &mut self,
        table: u32,
        column: i32,
        descending: bool,
        from: u32,
        to: u32,
        columns: Vec<u32>,
    ) -> Result<JsValue, Error> {
        let order = table_order(column, descending);
        once_known::<TableWindow>(self.engine.table_part_step(table, order, from..to, &columns))
    }

    /// Position of a row of a table, whatever a query finds, among the rows that match the current one; -1 if it does not
    /// match. The order is that of `tableWindow`.
    #[wasm_bindgen(js_name = placeOfRow)]
    pub fn place_of_row(&self, table: u32, column: i32, descending: bool, row: u32) -> Option<f64> {
        let place = self.engine.place_of_row_step(table, table_order(column, descending), row)?;
        Some(place.map_or(-1.0, |place| place as f64))
    }

    /// The rows that are about the same web request as the row at `place` in the order of `tableWindow`.
    #[wasm_bindgen(js_name = sameRequest, unchecked_return_type = "SameRequest | undefined")]
    pub fn same_request(&self, table: u32, column: i32, descending: bool, place: u32) -> Result<JsValue, Error> {
        once_known::<SameRequest>(self.engine.same_request_step(table, table_order(column, descending), place))
    }

    /// Groups what the current query and `within` find by up to three dimensions: groups `from` (inclusive) to `to`
    /// (exclusive) in an order. With `facet`, what narrows the first dimension is left out of the current query.
    /// `counted` is the dimension whose distinct values are counted, or empty.
    #[allow(clippy::too_many_arguments, reason = "JavaScript passes plain values")]
    #[wasm_bindgen(unchecked_return_type = "SummaryAnswer | undefined")]
    pub fn summarise(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Dimension[]")] dimensions: Vec<String>,
        #[wasm_bindgen(unchecked_param_type = "Dimension | ''")] counted: &str,
        quantiles: bool,
        #[wasm_bindgen(unchecked_param_type = "SummaryOrder")] order: &str,
        descending: bool,
        within: &str,
        facet: bool,
        from: u32,
        to: u32,
    ) -> Result<JsValue, Error> {
        let question = Question {
            dimensions: dimensions.iter().map(|name| dimension(name)).collect::<Result<_, _>>()?,
            distinct: Some(counted).filter(|name| !name.is_empty()).map(dimension).transpose()?,
            quantiles,
            order: Order::named(order).ok_or_else(|| unknown("order", order))?,
            descending,
        };
        let scope = SummaryScope { within: within.into(), is_facet: facet };
        let result = self.engine.summarise_step(&question, &scope, from as usize..to as usize);
        once_known::<SummaryAnswer>(result.map(SummaryAnswer::from))
    }

    /// Starts a CSV export of a table: the rows that match the current query, with these columns. True once it
    /// has been started.
    #[wasm_bindgen(js_name = beginTableExport)]
    pub fn begin_table_export(
        &mut self,
        table: u32,
        column: i32,
        descending: bool,
        columns: Vec<u32>,
        #[wasm_bindgen(unchecked_param_type = "Separator")] separator: &str,
    ) -> Result<Option<bool>, Error> {
        let separator: Separator = word("separator", separator)?;
        let exporter = self.engine.export_table_step(table, table_order(column, descending), &columns);
        let begun = exporter.map(|exporter| self.export = Some(Export::Table(exporter.separated_by(separator))));
        Ok(begun.map(|()| true))
    }

    /// Starts an export of the sessions that match a query, unless the query is invalid. The rest is about CSV:
    /// `zoneTimes` and `zoneMinutes` are the offsets of the zone of times, each with the time in milliseconds since 1970
    /// from which it applies; without any they are in UTC.
    #[allow(clippy::too_many_arguments, reason = "JavaScript passes plain values")]
    #[wasm_bindgen(js_name = beginExport, unchecked_return_type = "QueryAnswer | undefined")]
    pub fn begin_export(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "ExportFormat")] format: &str,
        text: &str,
        #[wasm_bindgen(js_name = offsetMinutes)] offset_minutes: i32,
        #[wasm_bindgen(unchecked_param_type = "Separator")] separator: &str,
        #[wasm_bindgen(js_name = decimalComma)] decimal_comma: bool,
        #[wasm_bindgen(js_name = zoneTimes)] zone_times: &[f64],
        #[wasm_bindgen(js_name = zoneMinutes)] zone_minutes: &[i32],
    ) -> Result<JsValue, Error> {
        let offsets = zone_times.iter().zip(zone_minutes).map(|(&time, &minutes)| (Timestamp(time as i64), minutes));
        let sheet = Sheet { separator: word("separator", separator)?, decimal_comma, zone: Zone::new(offsets) };
        let format: ExportFormat = word("export format", format)?;
        let Some(result) = self.engine.export_step(format, text, offset_minutes) else {
            return Ok(JsValue::UNDEFINED);
        };
        let begun = result.map(|(exporter, sessions, entries)| {
            self.export = Some(Export::Sessions(exporter.for_sheet(sheet)));
            (sessions, entries)
        });
        to_object::<QueryAnswer>(&QueryAnswer::new(begun, Vec::new(), false))
    }

    /// What the export of sessions that has been started contains; undefined while that takes further steps.
    #[wasm_bindgen(js_name = exportContents, unchecked_return_type = "ExportContents | undefined")]
    pub fn export_contents(&mut self) -> Result<JsValue, Error> {
        match &mut self.export {
            Some(Export::Sessions(export)) => match export.contents(self.engine.archive()) {
                Some(contents) => to_object::<ExportContents>(&contents),
                None => Ok(JsValue::UNDEFINED),
            },
            _ => Err(Error::new("No export of sessions has been started.")),
        }
    }

    /// How much of the export is done, from 0 to 1.
    #[wasm_bindgen(js_name = exportedShare)]
    pub fn exported_share(&self) -> f64 {
        match &self.export {
            Some(Export::Sessions(export)) => export.share(),
            Some(Export::Table(export)) => export.share(),
            None => 1.0,
        }
    }

    /// The next part of the export; undefined at the end.
    #[wasm_bindgen(js_name = nextExportPart)]
    pub fn next_export_part(&mut self) -> Option<Uint8Array> {
        let archive = self.engine.archive();
        let part = match self.export.as_mut()? {
            Export::Sessions(export) => export.next_part(archive),
            Export::Table(export) => export.next_part(archive),
        };
        if part.is_none() {
            self.export = None;
        }
        part.map(|part| Uint8Array::from(part.as_slice()))
    }

    /// Fields and examples of the query language; the examples name what is in the open logs. `offsetMinutes` is the
    /// offset from UTC of their days.
    #[wasm_bindgen(unchecked_return_type = "QueryHelp | undefined")]
    pub fn help(&self, #[wasm_bindgen(js_name = offsetMinutes)] offset_minutes: i32) -> Result<JsValue, Error> {
        once_known::<QueryHelp>(self.engine.help_step(offset_minutes))
    }

    /// Closes all files, and masks credentials again. The current query stays.
    pub fn clear(&mut self) {
        self.engine.clear();
        self.export = None;
    }
}

fn dimension(name: &str) -> Result<Dimension, Error> {
    Dimension::named(name).ok_or_else(|| unknown("dimension", name))
}

fn sort_order(key: &str, descending: bool) -> Result<SortOrder, Error> {
    let column = SessionColumn::sort_key(key).ok_or_else(|| unknown("column", key))?;
    Ok(SortOrder { column, descending })
}

fn table_order(column: i32, descending: bool) -> Option<TableOrder> {
    usize::try_from(column).ok().map(|column| TableOrder { column, descending })
}

/// Size of the linear memory in bytes.
fn memory_bytes() -> u64 {
    let memory: js_sys::WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    let buffer: js_sys::ArrayBuffer = memory.buffer().unchecked_into();
    match buffer.byte_length() {
        // All of 4 GiB, which is more than the number can say; the memory is never empty.
        0 => 1 << 32,
        bytes => bytes.into(),
    }
}

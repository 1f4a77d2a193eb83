//! What the page shows of what the query finds: sessions, messages, findings, tables and summaries.

use super::conversion::{dimension, once_known, sort_order, table_order, to_object, unknown, word};
use super::{LogEngine, columns};
use crate::engine::SummaryScope;
use crate::finding::FindingKind;
use crate::report::coverage::Coverage;
use crate::report::detail;
use crate::report::detail::SessionDetail;
use crate::report::findings::FindingReport;
use crate::report::messages::FoundMessages;
use crate::report::messages::delays::DelayReport;
use crate::report::messages::way::MessageWay;
use crate::report::related::RelatedSession;
use crate::report::same_request::SameRequest;
use crate::report::summarised::SummaryAnswer;
use crate::report::tables::{TableReport, TableWindow};
use crate::report::timeline::{SeriesMeasure, TimelineSpan};
use crate::store::SessionIndex;
use crate::summarise::{Order, Question};
use alloc::string::String;
use alloc::vec::Vec;
use js_sys::Error;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[wasm_bindgen]
impl LogEngine {
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
}

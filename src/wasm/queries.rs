//! The query language: what is asked, completed, and narrowed.

use super::LogEngine;
use super::conversion::{once_known, to_object, word};
use crate::query::{Period, Problem};
use crate::report::completion::Completion;
use crate::report::nearby::Nearby;
use crate::report::query::{QueryAnswer, QueryCounts, QueryHelp, QueryPart, QueryPiece};
use alloc::string::String;
use alloc::vec::Vec;
use js_sys::Error;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[wasm_bindgen]
impl LogEngine {
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

    /// Fields and examples of the query language; the examples name what is in the open logs. `offsetMinutes` is the
    /// offset from UTC of their days.
    #[wasm_bindgen(unchecked_return_type = "QueryHelp | undefined")]
    pub fn help(&self, #[wasm_bindgen(js_name = offsetMinutes)] offset_minutes: i32) -> Result<JsValue, Error> {
        once_known::<QueryHelp>(self.engine.help_step(offset_minutes))
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
}

impl LogEngine {
    fn answer(&self, result: Result<(usize, u64), Problem>, text: &str, offset_minutes: i32) -> QueryAnswer {
        let understood = self.engine.understood(text, offset_minutes);
        QueryAnswer::new(result, understood, self.engine.asks_noise(text, offset_minutes))
    }
}

//! Exports, part by part.

use super::LogEngine;
use super::conversion::{table_order, to_object, word};
use crate::export::{ExportContents, ExportFormat, Exporter, Separator, Sheet, TableExporter, Zone};
use crate::report::query::QueryAnswer;
use crate::time::Timestamp;
use alloc::vec::Vec;
use js_sys::{Error, Uint8Array};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// The export in progress.
pub(super) enum Export {
    Sessions(Exporter),
    Table(TableExporter),
}

#[wasm_bindgen]
impl LogEngine {
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
}

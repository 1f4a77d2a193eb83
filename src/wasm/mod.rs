//! The binding to JavaScript: convert, delegate, convert.
//!
//! This is the only module that knows JavaScript, and it knows nothing of logs. Rows cross as columns (`columns`), one
//! thing at a time as an object by the one serializer (`to_object`). The page's `contract.ts` declares what crosses.

mod columns;

use crate::engine::Engine;
use crate::entry::LogType;
use crate::export::{ExportFormat, Exporter, TableExporter};
use crate::format::Correction;
use crate::report::coverage::BinWidth;
use crate::report::list::SortOrder;
use crate::report::query::{QueryAnswer, QueryHelp};
use crate::report::reportable::Reportable;
use crate::report::session_column::SessionColumn;
use crate::report::table_order::TableOrder;
use crate::report::{detail, related, summary, timeline};
use crate::store::files::FileEnd;
use crate::store::{FileIndex, SessionIndex};
use js_sys::{Error, Uint8Array};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};

/// The engine as JavaScript sees it.
#[wasm_bindgen]
pub struct LogEngine {
    engine: Engine,
    export: Option<Export>,
}

/// The export under way.
enum Export {
    Sessions(Exporter),
    Table(TableExporter),
}

/// The one way in which objects cross: missing values are `null`, maps are objects.
fn to_object(value: &impl Reportable) -> Result<JsValue, Error> {
    let serializer = Serializer::new().serialize_missing_as_null(true).serialize_maps_as_objects(true);
    value.serialize(&serializer).map_err(|error| Error::new(&error.to_string()))
}

fn unknown(what: &str, name: &str) -> Error {
    Error::new(&format!("There is no {what} called {name}."))
}

#[wasm_bindgen]
impl LogEngine {
    /// An engine without logs.
    #[wasm_bindgen(constructor)]
    pub fn new() -> LogEngine {
        LogEngine { engine: Engine::new(), export: None }
    }

    /// Starts a file; returns its index. `size` is nothing where it is not known before, `read_as` is a `LogType`, empty to
    /// find out; `offset_minutes` belongs to times that do not say their zone.
    #[wasm_bindgen(js_name = beginFile)]
    pub fn begin_file(
        &mut self,
        name: &str,
        folder: &str,
        size: Option<f64>,
        read_as: &str,
        offset_minutes: i32,
    ) -> Result<u32, Error> {
        let read_as = match read_as {
            "" => None,
            key => Some(LogType::from_key(key).ok_or_else(|| unknown("log type", key))?),
        };
        let correction = Correction { read_as, offset_minutes };
        Ok(self.engine.begin_corrected_file(name, folder, size.map(|size| size as u64), correction).0)
    }

    /// Takes the next bytes of the file.
    pub fn push(&mut self, chunk: &[u8]) {
        self.engine.push(chunk);
    }

    /// Ends the file, with one of the contract's words for it.
    #[wasm_bindgen(js_name = endFile)]
    pub fn end_file(&mut self, end: &str) -> Result<(), Error> {
        let end = match end {
            "complete" => FileEnd::Complete,
            "cancelled" => FileEnd::Cancelled,
            "unreadable" => FileEnd::Unreadable,
            "changed" => FileEnd::Changed,
            "encrypted" => FileEnd::Encrypted,
            "damaged" => FileEnd::Damaged,
            "limited" => FileEnd::Limited,
            "nested" => FileEnd::Nested,
            "unsupported" => FileEnd::Unsupported,
            other => return Err(unknown("way for a file to end", other)),
        };
        self.engine.end_file(end);
        Ok(())
    }

    /// Makes what was read so far visible; returns the `Summary`.
    pub fn publish(&mut self) -> Result<JsValue, Error> {
        self.engine.publish();
        self.summary()
    }

    fn summary(&self) -> Result<JsValue, Error> {
        let mut summary = summary::summary(self.engine.archive());
        summary.memory_bytes = u64::from(memory_bytes()).into();
        to_object(&summary)
    }

    /// Sets server and service of files; nothing leaves what is there, the empty string takes it back. Returns the
    /// `Summary`.
    #[wasm_bindgen(js_name = setOrigin)]
    pub fn set_origin(
        &mut self,
        files: &[u32],
        server: Option<String>,
        service: Option<String>,
    ) -> Result<JsValue, Error> {
        let files: Vec<FileIndex> = files.iter().copied().map(FileIndex).collect();
        self.engine.set_origin(&files, server.as_deref(), service.as_deref());
        self.summary()
    }

    /// Whether credentials stand in what is shown and exported from now on; they are masked until then.
    #[wasm_bindgen(js_name = showCredentials)]
    pub fn show_credentials(&mut self, shown: bool) {
        self.engine.show_credentials(shown);
    }

    /// All oddities, as `DiagnosticReport[]`.
    pub fn diagnostics(&self) -> Result<JsValue, Error> {
        to_object(&summary::diagnostics(self.engine.archive()))
    }

    /// Sets the current query; returns a `QueryAnswer`.
    pub fn query(&mut self, text: &str, offset_minutes: i32) -> Result<JsValue, Error> {
        to_object(&QueryAnswer::from(self.engine.query(text, offset_minutes)))
    }

    /// Counts without changing the current query; returns a `QueryAnswer`.
    pub fn count(&self, text: &str, offset_minutes: i32) -> Result<JsValue, Error> {
        to_object(&QueryAnswer::from(self.engine.count(text, offset_minutes)))
    }

    /// Rows of the session list, as `SessionWindow`.
    pub fn window(&mut self, key: &str, descending: bool, from: u32, to: u32) -> Result<JsValue, Error> {
        let order = sort_order(key, descending)?;
        columns::window(&self.engine.window(order, from..to))
    }

    /// Row of a session in the list, -1 when it is not in it.
    #[wasm_bindgen(js_name = rowOf)]
    pub fn row_of(&mut self, key: &str, descending: bool, session: u32) -> Result<f64, Error> {
        let row = self.engine.row_of(sort_order(key, descending)?, SessionIndex(session));
        Ok(row.map_or(-1.0, |row| row as f64))
    }

    /// One session, as `SessionDetail`.
    pub fn detail(&self, session: u32, first_entry: u32, limit: u32) -> Result<JsValue, Error> {
        let archive = self.engine.archive();
        if session as usize >= archive.published() {
            return Err(Error::new(&format!("There is no session {session}.")));
        }
        let range = first_entry..first_entry.saturating_add(limit);
        to_object(&detail::detail(archive, SessionIndex(session), range, self.engine.matches()))
    }

    /// Where else a session can be read, as `RelatedSession[]`.
    pub fn related(&self, session: u32) -> Result<JsValue, Error> {
        let archive = self.engine.archive();
        if session as usize >= archive.published() {
            return Err(Error::new(&format!("There is no session {session}.")));
        }
        to_object(&related::related(archive, SessionIndex(session)))
    }

    /// The sessions over time, as `Timeline`.
    pub fn timeline(&self, bins: u32) -> Result<JsValue, Error> {
        let list = self.engine.sessions();
        columns::timeline(&timeline::timeline(self.engine.archive(), list, bins as usize))
    }

    /// What is there by hour or day (`auto`, `hour`, `day`), as `Coverage`.
    pub fn coverage(&self, width: &str) -> Result<JsValue, Error> {
        let width = BinWidth::from_name(width).ok_or_else(|| unknown("width of a column", width))?;
        to_object(&self.engine.coverage(width))
    }

    /// The logs without sessions, as `TableReport[]`.
    pub fn tables(&self) -> Result<JsValue, Error> {
        to_object(&self.engine.table_rows().tables(self.engine.archive()))
    }

    /// Rows of a table in the order of a column, -1 for the order of the log; as `TableWindow`.
    #[wasm_bindgen(js_name = tableWindow)]
    pub fn table_window(
        &mut self,
        table: u32,
        column: i32,
        descending: bool,
        from: u32,
        to: u32,
    ) -> Result<JsValue, Error> {
        to_object(&self.engine.table_window(table, table_order(column, descending), from..to))
    }

    /// Starts an export of a table as CSV: the rows that the current query found, with these columns.
    #[wasm_bindgen(js_name = beginTableExport)]
    pub fn begin_table_export(&mut self, table: u32, column: i32, descending: bool, columns: Vec<u32>) {
        let order = table_order(column, descending);
        self.export = Some(Export::Table(self.engine.export_table(table, order, columns)));
    }

    /// Starts an export of the sessions that match a query; returns a `QueryAnswer`.
    #[wasm_bindgen(js_name = beginExport)]
    pub fn begin_export(&mut self, format: &str, text: &str, offset_minutes: i32) -> Result<JsValue, Error> {
        let format = ExportFormat::from_name(format).ok_or_else(|| unknown("export format", format))?;
        let result = self.engine.export(format, text, offset_minutes);
        to_object(&QueryAnswer::from(result.map(|(exporter, sessions, entries)| {
            self.export = Some(Export::Sessions(exporter));
            (sessions, entries)
        })))
    }

    /// The next part of the export, nothing when it is complete.
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

    /// Fields and examples of the query language.
    pub fn help(&self) -> Result<JsValue, Error> {
        to_object(&QueryHelp::new())
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.engine.clear();
        self.export = None;
    }
}

fn sort_order(key: &str, descending: bool) -> Result<SortOrder, Error> {
    let column = SessionColumn::sort_key(key).ok_or_else(|| unknown("column", key))?;
    Ok(SortOrder { column, descending })
}

fn table_order(column: i32, descending: bool) -> Option<TableOrder> {
    usize::try_from(column).ok().map(|column| TableOrder { column, descending })
}

/// Bytes of linear memory.
fn memory_bytes() -> u32 {
    let memory: js_sys::WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    let buffer: js_sys::ArrayBuffer = memory.buffer().unchecked_into();
    buffer.byte_length()
}

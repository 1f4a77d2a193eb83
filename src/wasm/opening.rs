//! Opening: files and their bytes come in, and what was read is published.

use super::LogEngine;
use super::conversion::{correction, file_end, once_known};
use crate::batch::Batch;
use crate::engine::Engine;
use crate::report::summary;
use crate::report::summary::{DiagnosticReport, Summary};
use crate::store::FileIndex;
use alloc::string::String;
use alloc::vec::Vec;
use core::hint::black_box;
use js_sys::Error;
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};

/// Share of the memory that is kept free while files are read: the largest table of the store that has to be copied to
/// grow, and what sorting, searching and exporting need afterwards. It is asked for as a whole, since the memory may not
/// grow as far as it says, and is only asked for once it is worth mentioning.
const RESERVE_SHARE: u64 = 4;
/// In bytes.
const LEAST_RESERVE: usize = 16 << 20;

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

    /// Closes all files, and masks credentials again. The current query stays.
    pub fn clear(&mut self) {
        self.engine.clear();
        self.export = None;
    }
}

impl LogEngine {
    fn summary(&self) -> Summary {
        let mut summary = summary::summary(self.engine.archive());
        summary.memory_bytes = memory_bytes().into();
        summary.counts = self.engine.counts().into();
        summary
    }
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

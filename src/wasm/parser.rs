//! The parser of files as JavaScript sees it: what a worker without an engine does.

use super::conversion::{correction, file_end};
use crate::batch::{Batch, FileParser};
use alloc::vec::Vec;
use js_sys::{Array, Error, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;

/// Turns the bytes of files into batches, for an engine with the same seed to merge in their order.
#[wasm_bindgen]
pub struct LogParser {
    parser: FileParser,
}

#[wasm_bindgen]
impl LogParser {
    /// A parser for an engine with that seed.
    #[wasm_bindgen(constructor)]
    pub fn new(seed: u64) -> LogParser {
        LogParser { parser: FileParser::new(seed) }
    }

    /// Begins a file; see `LogEngine.beginFile`.
    #[wasm_bindgen(js_name = beginFile)]
    pub fn begin_file(
        &mut self,
        name: &str,
        #[wasm_bindgen(js_name = readAs, unchecked_param_type = "LogType | ''")] read_as: &str,
        #[wasm_bindgen(js_name = offsetMinutes)] offset_minutes: i32,
    ) -> Result<(), Error> {
        self.parser.begin(name, correction(read_as, offset_minutes)?);
        Ok(())
    }

    /// Pushes the next bytes of the file; returns the batches that are full.
    #[wasm_bindgen(unchecked_return_type = "Uint8Array<ArrayBuffer>[]")]
    pub fn push(&mut self, chunk: &[u8]) -> Array {
        let full = Array::new();
        self.parser.push(chunk, |batch| add(&full, batch));
        full
    }

    /// Returns what has been read since the last batch, if anything has.
    #[wasm_bindgen(unchecked_return_type = "Uint8Array<ArrayBuffer>[]")]
    pub fn flush(&mut self) -> Array {
        let rest = Array::new();
        self.parser.flush(|batch| add(&rest, batch));
        rest
    }

    /// Marks what the beginning of a file says, which has been pushed up to the end of a line. Returns whether the file can be
    /// parsed in parts.
    pub fn mark(&mut self) -> bool {
        self.parser.mark()
    }

    /// Drops what has been pushed, and goes on at a byte of the file where a line begins: the parser reads a part of the file.
    #[wasm_bindgen(js_name = skipTo)]
    pub fn skip_to(&mut self, byte: f64) {
        self.parser.skip_to(byte as u64);
    }

    /// Whether the part that follows can be read by a parser that was pushed no more than the beginning of the file.
    #[wasm_bindgen(js_name = isAsMarked)]
    pub fn is_as_marked(&self) -> bool {
        self.parser.is_as_marked()
    }

    /// Ends the file; `end` is the reason. Returns the last batch.
    #[wasm_bindgen(js_name = endFile, unchecked_return_type = "Uint8Array<ArrayBuffer>[]")]
    pub fn end_file(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Exclude<FileState, 'reading'>")] end: &str,
    ) -> Result<Array, Error> {
        let last = Array::new();
        self.parser.end(file_end(end)?, |batch| add(&last, batch));
        Ok(last)
    }
}

fn add(batches: &Array, batch: &Batch) {
    let bytes: Vec<u8> = batch.to_bytes();
    batches.push(&Uint8Array::from(bytes.as_slice()));
}

//! Columns as typed arrays: copied out, since a view would detach when the memory grows.

use crate::report::timeline::Timeline;
use crate::report::window::Window;
use js_sys::{Array, Error, Float64Array, Object, Reflect, Uint8Array, Uint16Array, Uint32Array};
use wasm_bindgen::JsValue;

/// An object whose properties are set one by one.
struct Columns(Object);

impl Columns {
    fn set(&self, name: &str, value: impl Into<JsValue>) -> Result<&Self, Error> {
        Reflect::set(&self.0, &name.into(), &value.into()).map_err(|_| Error::new("A property cannot be set."))?;
        Ok(self)
    }

    fn u32s(&self, name: &str, column: &[u32]) -> Result<&Self, Error> {
        self.set(name, Uint32Array::from(column))
    }

    fn f64s(&self, name: &str, column: &[f64]) -> Result<&Self, Error> {
        self.set(name, Float64Array::from(column))
    }
}

/// A window as `SessionWindow` of the contract.
pub fn window(window: &Window) -> Result<JsValue, Error> {
    let columns = Columns(Object::new());
    columns
        .set("from", window.from)?
        .set("length", window.session.len() as u32)?
        .set("total", window.total)?
        .set("outcome", Uint8Array::from(window.outcome.as_slice()))?
        .set("code", Uint16Array::from(window.code.as_slice()))?
        .set("flags", Uint16Array::from(window.flags.as_slice()))?
        .set("strings", window.strings.strings().iter().map(|text| JsValue::from(text.as_str())).collect::<Array>())?;
    columns
        .f64s("start", &window.start)?
        .f64s("duration", &window.duration)?
        .f64s("gap", &window.gap)?
        .f64s("size", &window.size)?;
    columns
        .u32s("session", &window.session)?
        .u32s("messages", &window.messages)?
        .u32s("recipients", &window.recipients)?
        .u32s("entries", &window.entries)?
        .u32s("log", &window.log)?
        .u32s("server", &window.server)?
        .u32s("service", &window.service)?
        .u32s("connector", &window.connector)?
        .u32s("local", &window.local)?
        .u32s("remote", &window.remote)?
        .u32s("helo", &window.helo)?
        .u32s("sender", &window.sender)?
        .u32s("recipient", &window.recipient)?
        .u32s("tls", &window.tls)?
        .u32s("auth", &window.auth)?
        .u32s("user", &window.user)?
        .u32s("sessionId", &window.session_id)?;
    Ok(columns.0.into())
}

/// A timeline as `Timeline` of the contract.
pub fn timeline(timeline: &Timeline) -> Result<JsValue, Error> {
    let columns = Columns(Object::new());
    columns
        .set("start", timeline.start as f64)?
        .set("binMs", timeline.bin_ms as f64)?
        .set("bins", timeline.bins as u32)?
        .u32s("counts", &timeline.counts)?;
    Ok(columns.0.into())
}

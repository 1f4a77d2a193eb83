//! Columns as typed arrays: copied out, since a view would detach when the memory grows.

use crate::report::timeline::Timeline;
use crate::report::window::{ColumnValues, Window};
use js_sys::{Array, Error, Float64Array, Object, Reflect, Uint8Array, Uint16Array, Uint32Array};
use wasm_bindgen::JsValue;

/// An object whose properties are set one by one.
#[derive(Default)]
struct Properties(Object);

impl Properties {
    fn set(&self, name: &str, value: impl Into<JsValue>) -> Result<&Self, Error> {
        Reflect::set(&self.0, &name.into(), &value.into()).map_err(|_| Error::new("A property cannot be set."))?;
        Ok(self)
    }
}

/// A window as `SessionWindow` of the contract.
pub fn window(window: &Window) -> Result<JsValue, Error> {
    let handles: Vec<u32> = window.sessions.iter().map(|session| session.0).collect();
    let columns = Properties::default();
    for (column, values) in &window.columns {
        columns.set(column.name(), typed_array(values))?;
    }
    let object = Properties::default();
    object
        .set("from", window.from)?
        .set("length", window.sessions.len() as u32)?
        .set("total", window.total)?
        .set("columns", columns.0)?
        .set("handle", Uint32Array::from(handles.as_slice()))?
        .set("strings", window.strings.strings().iter().map(|text| JsValue::from(text.as_str())).collect::<Array>())?;
    Ok(object.0.into())
}

fn typed_array(values: &ColumnValues) -> JsValue {
    match values {
        ColumnValues::F64(values) => Float64Array::from(values.as_slice()).into(),
        ColumnValues::U32(values) => Uint32Array::from(values.as_slice()).into(),
        ColumnValues::U16(values) => Uint16Array::from(values.as_slice()).into(),
        ColumnValues::U8(values) => Uint8Array::from(values.as_slice()).into(),
    }
}

/// A timeline as `Timeline` of the contract.
pub fn timeline(timeline: &Timeline) -> Result<JsValue, Error> {
    let object = Properties::default();
    object
        .set("start", timeline.start as f64)?
        .set("binMs", timeline.bin_ms as f64)?
        .set("bins", timeline.bins as u32)?
        .set("counts", Uint32Array::from(timeline.counts.as_slice()))?;
    Ok(object.0.into())
}

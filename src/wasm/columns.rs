//! Columns as typed arrays, which are copies, since views are detached when the memory grows.

use crate::report::timeline::Timeline;
use crate::report::window::{ColumnValues, Window};
use js_sys::{Array, Error, Float64Array, Object, Reflect, Uint8Array, Uint16Array, Uint32Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Sets a property of an object.
fn set(object: &Object, name: &str, value: impl Into<JsValue>) -> Result<(), Error> {
    Reflect::set(object, &name.into(), &value.into()).map_err(|_| Error::new("A property cannot be set."))?;
    Ok(())
}

/// The Rust types of properties, under their TypeScript names.
#[allow(non_camel_case_types, reason = "TypeScript's name")]
type number = f64;
type SessionColumns = Object;
type Strings = Array;
type Sums = Array;

/// Declares a function that makes an object, and the TypeScript type of the object, from one list of properties.
macro_rules! object {
    (
        #[doc = $docs:literal]
        pub fn $function:ident($from:ident: &$From:ty) -> $interface:ident {
            $(#[doc = $property_docs:literal] $property:ident: $type:ident = $value:expr,)*
        }
    ) => {
        #[doc = $docs]
        pub fn $function($from: &$From) -> Result<JsValue, Error> {
            let object = Object::new();
            $({
                let value: $type = $value;
                set(&object, stringify!($property), value)?;
            })*
            Ok(object.into())
        }

        const _: () = {
            #[wasm_bindgen(typescript_custom_section)]
            const DECLARATION: &str = concat!(
                "/**", $docs, " */\nexport interface ", stringify!($interface), " {\n",
                $("  /**", $property_docs, " */\n  ", stringify!($property), ": ", stringify!($type), ";\n",)*
                "}\n",
            );
        };
    };
}

object! {
    /// Rows `from` (inclusive) to `from + length` (exclusive) of the sorted, filtered list of sessions.
    pub fn window(window: &Window) -> SessionWindow {
        /// Index of the window's first row in the list.
        from: number = window.from.into(),
        /// Number of rows in the window.
        length: number = window.sessions.len() as f64,
        /// Number of rows in the whole list.
        total: number = window.total.into(),
        /// Handle of each session, for `detail`; stable until `clear`.
        handle: Uint32Array = handles(window),
        /// The columns of the list.
        columns: SessionColumns = columns(window)?,
        /// The strings to which columns of texts refer; the first is empty.
        strings: Strings = window.strings.strings().iter().map(|text| JsValue::from(text.as_str())).collect(),
    }
}

object! {
    /// Sessions per bin, stacked by outcome, of the sessions that match the query whatever it says of the period.
    pub fn timeline(timeline: &Timeline) -> Timeline {
        /// Number of bins.
        bins: number = timeline.bins as f64,
        /// `counts[outcome * bins + bin]`, outcomes in the order of OUTCOMES.
        counts: Uint32Array = Uint32Array::from(timeline.counts.as_slice()),
        /// The sum in each bin, for each further query; empty for one that is not valid.
        series: Sums = timeline.series.iter().map(|sums| JsValue::from(sums_array(sums))).collect(),
    }
}

fn sums_array(sums: &[u64]) -> Float64Array {
    let sums: Vec<f64> = sums.iter().map(|&sum| sum as f64).collect();
    Float64Array::from(sums.as_slice())
}

fn handles(window: &Window) -> Uint32Array {
    let handles: Vec<u32> = window.sessions.iter().map(|session| session.0).collect();
    Uint32Array::from(handles.as_slice())
}

fn columns(window: &Window) -> Result<SessionColumns, Error> {
    let columns = Object::new();
    for (column, values) in &window.columns {
        set(&columns, column.name(), typed_array(values))?;
    }
    Ok(columns)
}

fn typed_array(values: &ColumnValues) -> JsValue {
    match values {
        ColumnValues::F64(values) => Float64Array::from(values.as_slice()).into(),
        ColumnValues::U32(values) => Uint32Array::from(values.as_slice()).into(),
        ColumnValues::U16(values) => Uint16Array::from(values.as_slice()).into(),
        ColumnValues::U8(values) => Uint8Array::from(values.as_slice()).into(),
    }
}

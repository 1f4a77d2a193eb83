//! Between the values of JavaScript and those of the engine.

use crate::format::Correction;
use crate::query::Dimension;
use crate::report::list::SortOrder;
use crate::report::reportable::Reportable;
use crate::report::session_column::SessionColumn;
use crate::report::table_order::TableOrder;
use crate::store::files::FileEnd;
use js_sys::Error;
use serde::de::{DeserializeOwned, IntoDeserializer};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::JsValue;

/// Serializes all objects that cross: missing values become `null`, maps become objects.
pub(super) fn to_object<T: Reportable>(value: &T) -> Result<JsValue, Error> {
    let serializer = Serializer::new().serialize_missing_as_null(true).serialize_maps_as_objects(true);
    value.serialize(&serializer).map_err(|error| Error::new(&error.to_string()))
}

/// An answer, or undefined as long as there are further steps to it.
pub(super) fn once_known<T: Reportable>(answer: Option<T>) -> Result<JsValue, Error> {
    answer.map_or(Ok(JsValue::UNDEFINED), |answer| to_object::<T>(&answer))
}

/// The value of an enum with that name; `what` describes the enum in an error message.
pub(super) fn word<T: DeserializeOwned>(what: &str, word: &str) -> Result<T, Error> {
    T::deserialize(word.into_deserializer()).map_err(|_: serde::de::value::Error| unknown(what, word))
}

/// What the user corrected about a file; an empty `read_as` detects the log type.
pub(super) fn correction(read_as: &str, offset_minutes: i32) -> Result<Correction, Error> {
    let read_as = match read_as {
        "" => None,
        key => Some(word("log type", key)?),
    };
    Ok(Correction { read_as, offset_minutes })
}

/// The reason for a file to end.
pub(super) fn file_end(end: &str) -> Result<FileEnd, Error> {
    match word("way for a file to end", end)? {
        FileEnd::Reading => Err(unknown("way for a file to end", end)),
        end => Ok(end),
    }
}

pub(super) fn unknown(what: &str, name: &str) -> Error {
    Error::new(&format!("There is no {what} called {name}."))
}

pub(super) fn dimension(name: &str) -> Result<Dimension, Error> {
    Dimension::named(name).ok_or_else(|| unknown("dimension", name))
}

pub(super) fn sort_order(key: &str, descending: bool) -> Result<SortOrder, Error> {
    let column = SessionColumn::sort_key(key).ok_or_else(|| unknown("column", key))?;
    Ok(SortOrder { column, descending })
}

pub(super) fn table_order(column: i32, descending: bool) -> Option<TableOrder> {
    usize::try_from(column).ok().map(|column| TableOrder { column, descending })
}

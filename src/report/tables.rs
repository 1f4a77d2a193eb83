//! Logs without sessions, as tables.

use crate::engine::Archive;
use crate::query::Expression;
use crate::store::tables::Table;
use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

/// One table; see the contract.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct TableReport {
    pub table: u32,
    pub name: String,
    pub columns: Vec<String>,
    pub rows: f64,
}

/// Some rows of a table; see the contract.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct TableWindow {
    pub table: u32,
    pub from: f64,
    pub total: f64,
    pub rows: Vec<Vec<String>>,
}

//! A fact that needs no more than a name and a value.

use alloc::string::String;
use serde::Serialize;

/// A name and a value; see the contract.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct Fact {
    pub name: &'static str,
    pub value: String,
    pub entry: Option<u32>,
}

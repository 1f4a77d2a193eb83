//! Reads Microsoft Exchange logs as sessions.
#![cfg_attr(not(any(test, feature = "wasm")), no_std)]

extern crate alloc;

pub mod diagnostic;
pub mod engine;
pub mod entry;
pub mod export;
pub mod exchange;
pub mod format;
pub mod query;
pub mod report;
pub mod session;
pub mod smtp;
pub mod store;
pub mod text;
pub mod time;
#[cfg(feature = "wasm")]
pub mod wasm;

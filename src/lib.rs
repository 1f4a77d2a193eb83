//! Reads Microsoft Exchange logs as sessions.
#![cfg_attr(not(any(test, feature = "wasm")), no_std)]

extern crate alloc;

pub mod query;

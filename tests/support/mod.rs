//! Helpers shared by the tests.

pub mod base64;
pub mod fixtures;
pub mod generator;
pub mod golden;
pub mod json;
pub mod mutation;
pub mod promises;
pub mod result;
pub mod ways;

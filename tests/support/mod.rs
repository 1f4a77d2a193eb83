//! What the tests have in common.

pub mod fixtures;
pub mod generator;
pub mod golden;
pub mod json;
pub mod mutation;
pub mod result;

//! The width of the columns of the coverage view.

use serde::Deserialize;

/// The requested width of columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "CoverageWidth"))]
#[serde(rename_all = "camelCase")]
pub enum BinWidth {
    /// Hours for a few days of logs, otherwise days.
    #[default]
    Auto,
    /// Hours, unless there are too many.
    Hour,
    /// Days.
    Day,
}

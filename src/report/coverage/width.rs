//! How wide the columns of the coverage are.

use serde::Deserialize;

/// How wide a column is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "CoverageWidth"))]
#[serde(rename_all = "camelCase")]
pub enum BinWidth {
    /// Hours for some days, else days.
    #[default]
    Auto,
    /// Hours, as far as there are not too many of them.
    Hour,
    /// Days.
    Day,
}

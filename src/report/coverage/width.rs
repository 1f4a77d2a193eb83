//! How wide the columns of the coverage are.

/// How wide a column is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BinWidth {
    /// Hours for some days, else days.
    #[default]
    Auto,
    /// Hours, as far as there are not too many of them.
    Hour,
    /// Days.
    Day,
}

impl BinWidth {
    /// The width of that name.
    pub fn from_name(name: &str) -> Option<BinWidth> {
        match name {
            "auto" => Some(BinWidth::Auto),
            "hour" => Some(BinWidth::Hour),
            "day" => Some(BinWidth::Day),
            _ => None,
        }
    }
}

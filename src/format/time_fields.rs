//! Where the time of a row is in the rows of an export, and how it is replaced.

use crate::text::Fields;
use crate::time::{CultureTime, TimestampReader};

/// The fields of a row that contain its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TimeFields {
    /// One field for both.
    One(usize),
    /// The date and the time of day.
    Two(usize, usize),
}

impl TimeFields {
    /// Where `place` finds the columns of these names.
    pub(super) fn find(place: impl Fn(&str) -> Option<usize>) -> Option<TimeFields> {
        let one = ["date-time", "Timestamp"].into_iter().find_map(&place).map(TimeFields::One);
        let two = || Some(TimeFields::Two(place("date")?, place("time")?));
        // The details of a message trace have both in it.
        one.or_else(two).or_else(|| place("Date").map(TimeFields::One))
    }

    /// The time in a row.
    pub(super) fn read(self, fields: &Fields<'_>) -> Option<CultureTime> {
        match self {
            TimeFields::One(field) => CultureTime::read(fields.get(field)),
            TimeFields::Two(date, time) => CultureTime::read(&[fields.get(date), fields.get(time)].join(&b' ')),
        }
    }

    /// Whether a row has a date with a time that is written in an unknown way.
    pub(super) fn is_unknown(self, fields: &Fields<'_>) -> bool {
        const MAX: usize = 80;
        let TimeFields::One(field) = self else { return false };
        let cell = fields.get(field);
        // A line break is that of a row that was broken there.
        let is_line = cell.len() <= MAX && !cell.contains(&b'\n');
        let may_be_time = is_line && cell.iter().filter(|byte| byte.is_ascii_digit()).count() >= 6;
        may_be_time && TimestampReader::default().read(cell).is_none() && self.read(fields).is_none()
    }

    /// The cell at `place` of a row with that time.
    pub(super) fn cell<'a>(self, place: usize, cell: &'a [u8], time: &'a str) -> &'a [u8] {
        match self {
            TimeFields::One(field) if field == place => time.as_bytes(),
            TimeFields::Two(date, _) if date == place => time.get(..10).unwrap_or_default().as_bytes(),
            TimeFields::Two(_, clock) if clock == place => time.get(11..19).unwrap_or_default().as_bytes(),
            // Export-Csv writes the type of what is not one value; the value is not known then.
            _ if is_type_name(cell) => b"",
            _ => cell,
        }
    }
}

/// Whether a cell is the name of a .NET type: `System.String[]`.
fn is_type_name(cell: &[u8]) -> bool {
    let of_name = |byte: &u8| byte.is_ascii_alphanumeric() || b".[]`_,+ ".contains(byte);
    (cell.starts_with(b"System.") || cell.starts_with(b"Microsoft.Exchange."))
        && [&b"]"[..], b"Collection", b"List"].iter().any(|end| cell.ends_with(end))
        && cell.iter().all(of_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_types_are_not_values() {
        for name in [
            "System.String[]",
            "System.Object[]",
            "System.Collections.ArrayList",
            "System.Collections.Generic.List`1[System.String]",
            "Microsoft.Exchange.Data.MultiValuedProperty`1[System.String]",
        ] {
            assert!(is_type_name(name.as_bytes()), "{name}");
        }
        for value in ["System", "anna@contoso.com", "[System.]", "System.Probe <a@contoso.com>"] {
            assert!(!is_type_name(value.as_bytes()), "{value}");
        }
    }
}

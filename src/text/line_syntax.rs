//! How lines are cut into fields, and where the fields are in lines that separators alone do not cut because the last
//! field may contain the separator.

use core::ops::Range;

/// How a line is cut into fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineSyntax {
    /// Commas between the fields, quotes around those that contain one (RFC 4180).
    #[default]
    Commas,
    /// One space between the fields, no quoting: W3C extended log file format.
    Spaces,
    /// One tab between the fields, no quoting.
    Tabs,
    /// Semicolons between the fields, quotes as with commas: what a spreadsheet saves where the comma is the decimal
    /// separator.
    Semicolons,
    /// Tabs between the fields, quotes as with commas: text of a spreadsheet, `Unicode Text` of Excel.
    QuotedTabs,
    /// A comma and a space between the fields, no quoting; the fifteenth and last field is the rest of the line, which
    /// may contain commas: Microsoft IIS format.
    Iis,
    /// `host ident user [time] "request" status bytes`: NCSA Common Log Format.
    CommonLog,
    /// `time : text`, and lines without a time that continue the one before: L-files of Exchange 4.0 to 5.5.
    Stamped,
}

impl LineSyntax {
    /// The syntax of a line of column names. W3C extended logs put spaces between the names, and between the values.
    pub fn of_column_names(names: &[u8]) -> LineSyntax {
        let has = |byte| memchr::memchr(byte, names).is_some();
        if has(b'\t') {
            LineSyntax::Tabs
        } else if has(b';') && !has(b',') {
            LineSyntax::Semicolons
        } else if has(b' ') && !has(b',') {
            LineSyntax::Spaces
        } else {
            LineSyntax::Commas
        }
    }

    /// The byte between two fields.
    pub fn separator(self) -> u8 {
        match self {
            LineSyntax::Commas | LineSyntax::Iis => b',',
            LineSyntax::Spaces | LineSyntax::CommonLog | LineSyntax::Stamped => b' ',
            LineSyntax::Tabs | LineSyntax::QuotedTabs => b'\t',
            LineSyntax::Semicolons => b';',
        }
    }

    /// How the rows of a log of this syntax are cut if they are separated like the column names `saved`: spreadsheets
    /// replace the separators of what they open. `None` if no program does that.
    pub fn saved_as(self, saved: LineSyntax) -> Option<LineSyntax> {
        use LineSyntax::{Commas, QuotedTabs, Semicolons, Spaces, Tabs};
        match (self, saved) {
            _ if self == saved => Some(self),
            (Commas | Spaces, Tabs | QuotedTabs) => Some(QuotedTabs),
            (Commas | Spaces | Tabs, Semicolons) => Some(Semicolons),
            (Spaces | Tabs, Commas) => Some(Commas),
            _ => None,
        }
    }

    /// Whether a line that is not a row by itself may continue the previous row.
    pub fn has_continuation_lines(self) -> bool {
        self == LineSyntax::Stamped
    }
}

/// Fields of a row in the Microsoft IIS format.
const IIS_FIELDS: usize = 15;

/// Bytes that the time stamp of an L-file may take: `12/31/1999 12:59:59 PM`, with room for other locales.
const MAX_STAMP: usize = 32;

/// The fields of [`LineSyntax::Iis`]; `None` for a line of another shape. The last field may contain commas, and the
/// comma at its end is not part of it.
pub(super) fn iis(line: &[u8]) -> Option<[Range<usize>; IIS_FIELDS]> {
    let mut fields = [const { 0..0 }; IIS_FIELDS];
    let (last, before) = fields.split_last_mut()?;
    let mut start = 0;
    for field in before {
        let end = start + memchr::memmem::find(line.get(start..)?, b", ")?;
        *field = start..end;
        start = end + 2;
    }
    let rest = line.get(start..)?;
    *last = start..start + rest.strip_suffix(b",").unwrap_or(rest).len();
    Some(fields)
}

/// The fields of [`LineSyntax::CommonLog`]; `None` for a line of another shape. The request may contain quotes, so it
/// extends to the last one in the line.
pub(super) fn common_log(line: &[u8]) -> Option<[Range<usize>; 7]> {
    let host = 0..memchr::memchr(b' ', line)?;
    let ident = word_after(line, host.end)?;
    let user = word_after(line, ident.end)?;
    let time_start = after(line, user.end, b" [")?;
    let time = time_start..time_start + memchr::memchr(b']', line.get(time_start..)?)?;
    let request_start = after(line, time.end, b"] \"")?;
    let request = request_start..memchr::memrchr(b'"', line).filter(|&end| end >= request_start)?;
    let status = word_after(line, request.end + 1)?;
    let bytes_start = after(line, status.end, b" ")?;
    let bytes = bytes_start..line.trim_ascii_end().len().max(bytes_start);
    Some([host, ident, user, time, request, status, bytes])
}

/// The fields of [`LineSyntax::Stamped`]; `None` for a line of another shape.
pub(super) fn stamped(line: &[u8]) -> Option<[Range<usize>; 2]> {
    let head = line.get(..MAX_STAMP.min(line.len()))?;
    let end = memchr::memmem::find(head, b" :")?;
    let start = match line.get(end + 2) {
        None => end + 2,
        Some(b' ') => end + 3,
        Some(_) => return None,
    };
    is_stamp(line.get(..end)?).then_some([0..end, start..line.len()])
}

/// Whether a text consists of a date and a time of day.
fn is_stamp(text: &[u8]) -> bool {
    let of_stamp = |byte: &u8| {
        matches!(byte, b'0'..=b'9' | b'/' | b'.' | b'-' | b':' | b' ' | b'A' | b'P' | b'M' | b'a' | b'p' | b'm')
    };
    text.first().is_some_and(u8::is_ascii_digit)
        && text.iter().all(of_stamp)
        && text.iter().any(|byte| matches!(byte, b'/' | b'.' | b'-'))
        && text.contains(&b' ')
}

/// The place after `text`, if the line has it at `place`.
fn after(line: &[u8], place: usize, text: &[u8]) -> Option<usize> {
    line.get(place..)?.starts_with(text).then_some(place + text.len())
}

/// The word after the space at `place`.
fn word_after(line: &[u8], place: usize) -> Option<Range<usize>> {
    let start = after(line, place, b" ")?;
    let length = memchr::memchr(b' ', line.get(start..)?)?;
    (length > 0).then_some(start..start + length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    fn cut<const N: usize>(line: &str, fields: Option<[Range<usize>; N]>) -> Option<Vec<&str>> {
        Some(fields?.into_iter().map(|field| &line[field]).collect())
    }

    #[test]
    fn the_last_field_of_the_iis_format_may_contain_commas() {
        let line = "192.0.2.7, h, 4/23/2009, 9:47:02, SMTPSVC1, EX03, -, 47, 0, 114, 0, 0, -, -, 220 a, b: c, d ,";
        let fields = cut(line, iis(line.as_bytes())).unwrap();
        assert_eq!((fields[0], fields[4], fields[13], fields[14]), ("192.0.2.7", "SMTPSVC1", "-", "220 a, b: c, d "));
        assert_eq!(iis(b"a, b, c"), None);
        assert_eq!(iis(b""), None);
    }

    #[test]
    fn the_request_of_the_common_log_extends_to_the_last_quote() {
        let line = "192.0.2.7 - X [11/Oct/2006:13:17:02 -0600] \"- -?354+END+WITH+\".\" SMTP\" 0 54";
        let fields = cut(line, common_log(line.as_bytes())).unwrap();
        assert_eq!(fields[3..], ["11/Oct/2006:13:17:02 -0600", "- -?354+END+WITH+\".\" SMTP", "0", "54"]);
        for line in ["", "a b c", "a b c [t] \"r", "a b c [t] \"r\"", "a b c [t] r\" 1 2", "a b c [t \"r\" 1 2"] {
            assert_eq!(common_log(line.as_bytes()), None, "{line}");
        }
    }

    #[test]
    fn a_stamp_contains_a_date_and_a_time() {
        let both = |line: &'static str| cut(line, stamped(line.as_bytes()));
        assert_eq!(both("5/13/00 2:36:27 PM : <<< QUIT"), Some(["5/13/00 2:36:27 PM", "<<< QUIT"].to_vec()));
        assert_eq!(both("13.05.00 14:36:27 : "), Some(["13.05.00 14:36:27", ""].to_vec()));
        assert_eq!(both("13.05.00 14:36:27 :"), Some(["13.05.00 14:36:27", ""].to_vec()));
        for line in ["", "250-SIZE", "12 monkeys : x", "1 : x", "5/13/00 2:36:27 PM :x", "Subject : 5/13/00"] {
            assert_eq!(both(line), None, "{line}");
        }
    }
}

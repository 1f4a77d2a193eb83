//! The `#Name: value` lines at the top of a log, and in its middle after a service restart.

/// A header line, split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeaderLine<'a> {
    /// The text between `#` and the colon; all text after `#` if there is no colon.
    pub name: &'a [u8],
    /// The text after the colon, without the blanks around it.
    pub value: &'a [u8],
}

impl<'a> HeaderLine<'a> {
    /// The header in a line that begins with `#`; `None` for any other line.
    pub fn parse(line: &'a [u8]) -> Option<Self> {
        let text = line.strip_prefix(b"#")?;
        let colon = memchr::memchr(b':', text).unwrap_or(text.len());
        let value = text.get(colon + 1..).unwrap_or_default();
        Some(HeaderLine { name: without_empty_cells(&text[..colon]), value: without_empty_cells(value) })
    }

    /// The header in a line, and whether the line may have more than that: it goes on after a character that ends lines
    /// elsewhere, or it begins as rows do.
    pub fn first(line: &'a [u8]) -> Option<(Self, bool)> {
        // Nearly all lines are rows, which need no search for their end.
        if !line.starts_with(b"#") {
            return None;
        }
        let text = line.trim_ascii_end();
        let end = end_of_line(text);
        let header = HeaderLine::parse(text.get(..end)?)?;
        let is_cut = end < text.len();
        Some((header, is_cut || header.name.first().is_some_and(u8::is_ascii_digit)))
    }

    /// Whether servers write a header of that name. Other lines may begin with `#` as well.
    pub fn is_known(&self) -> bool {
        const NAMES: [&str; 7] = ["Software", "Version", "Log-type", "Date", "Fields", "Start-Date", "Remark"];
        NAMES.iter().any(|name| self.is(name)) || self.columns().is_some()
    }

    /// The column names, if this is the header that lists them: `#Fields`, or the line of words separated by tabs at
    /// the top of a tracking log of Exchange 2000/2003, which has no name (KB 246965). A spreadsheet may have replaced
    /// the tabs.
    pub fn columns(&self) -> Option<&'a [u8]> {
        let count = |separator: u8| memchr::memchr_iter(separator, self.name).count();
        let unnamed = self.value.is_empty() && (count(b'\t') > 0 || count(b';').max(count(b',')) > 4);
        if unnamed { Some(self.name) } else { self.is("Fields").then_some(self.value) }
    }

    /// Whether this is the header of that name; case does not matter (documents and files differ in it).
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name.as_bytes())
    }
}

/// Line ends of other systems, which end no line here: CR alone, as Macintosh had it, and those of Unicode (UAX #14, class BK,
/// and NEL).
const OTHER_LINE_ENDS: [&[u8]; 6] = [b"\r", b"\x0B", b"\x0C", b"\xC2\x85", b"\xE2\x80\xA8", b"\xE2\x80\xA9"];

/// The place of the first of them in a text.
fn end_of_line(text: &[u8]) -> usize {
    let is_end = |rest: &[u8]| OTHER_LINE_ENDS.iter().any(|end| rest.starts_with(end));
    let mut may_be = text.iter().enumerate().filter(|(_, byte)| matches!(byte, 0x0B..=0x0D | 0xC2 | 0xE2));
    may_be.find(|(at, _)| text.get(*at..).is_some_and(is_end)).map_or(text.len(), |(at, _)| at)
}

/// The text without the blanks around it, and without the separators of the empty cells by which a spreadsheet makes
/// all rows equally long.
fn without_empty_cells(text: &[u8]) -> &[u8] {
    let is_separator = |byte: &u8| matches!(byte, b',' | b';') || byte.is_ascii_whitespace();
    let end = text.iter().rposition(|byte| !is_separator(byte)).map_or(0, |last| last + 1);
    let start = text.iter().position(|byte| !is_separator(byte)).unwrap_or(end);
    text.get(start..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_has_a_name_and_a_value() {
        let header = HeaderLine::parse(b"#Log-type: SMTP Send Protocol Log").unwrap();
        assert!(header.is("log-TYPE"));
        assert_eq!(header.value, b"SMTP Send Protocol Log");
        assert_eq!(HeaderLine::parse(b"#Fields: a,b \t").unwrap().value, b"a,b");
        assert_eq!(HeaderLine::parse(b"#nothing").unwrap(), HeaderLine { name: b"nothing", value: b"" });
        assert_eq!(HeaderLine::parse(b"2026-01-01"), None);
    }

    #[test]
    fn a_line_that_has_more_than_a_header_is_told() {
        let first =
            |line: &str| HeaderLine::first(line.as_bytes()).map(|(header, has_more)| (header.value.len(), has_more));
        for (line, expected) in [
            ("#Fields: a,b", Some((3, false))),
            ("#Fields: a,b\r", Some((3, false))),
            ("#Fields: a,b,,, \r\r", Some((3, false))),
            ("#Fields: a,b\r2026-03-02T08:00:00.000Z,c", Some((3, true))),
            ("#Fields: a,b\u{2028}c", Some((3, true))),
            ("#Fields: a,b\u{85}c", Some((3, true))),
            ("#Remark: \u{C4}\u{2029}", Some((2, true))),
            ("#2026-03-02T08:00:00.000Z,c", Some((12, true))),
            ("# Message Tracking Log File", Some((0, false))),
            ("2026", None),
        ] {
            assert_eq!(first(line), expected, "{line:?}");
        }
    }

    #[test]
    fn empty_cells_of_a_spreadsheet_are_not_part_of_a_value() {
        let value = |line| HeaderLine::parse(line).unwrap().value;
        assert_eq!(value(b"#Log-type: SMTP Send Protocol Log;;;;"), b"SMTP Send Protocol Log");
        assert_eq!(value(b"#Version: 15.0.0.0,,,,"), b"15.0.0.0");
        assert_eq!(value(b"#Fields:;date;time;\t"), b"date;time");
        assert_eq!(HeaderLine::parse(b"#Remark;;;").unwrap().name, b"Remark");
    }

    #[test]
    fn columns_are_named_with_and_without_a_name() {
        let columns = |line| HeaderLine::parse(line).unwrap().columns();
        assert_eq!(columns(b"#Fields: a,b"), Some(&b"a,b"[..]));
        assert_eq!(columns(b"# Date\tTime\tclient-ip"), Some(&b"Date\tTime\tclient-ip"[..]));
        assert_eq!(columns(b"# Message Tracking Log File"), None);
        assert_eq!(columns(b"#Software: a\tb"), None);
    }
}

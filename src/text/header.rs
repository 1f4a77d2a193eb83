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
        Some(HeaderLine { name: text[..colon].trim_ascii(), value: value.trim_ascii() })
    }

    /// The column names, if this is the header that lists them: `#Fields`, or the line of words separated by tabs at
    /// the top of a tracking log of Exchange 2000/2003, which has no name (KB 246965).
    pub fn columns(&self) -> Option<&'a [u8]> {
        let unnamed = self.value.is_empty() && self.name.contains(&b'\t');
        if unnamed { Some(self.name) } else { self.is("Fields").then_some(self.value) }
    }

    /// Whether this is the header of that name; case does not matter (documents and files differ in it).
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name.as_bytes())
    }
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
    fn columns_are_named_with_and_without_a_name() {
        let columns = |line| HeaderLine::parse(line).unwrap().columns();
        assert_eq!(columns(b"#Fields: a,b"), Some(&b"a,b"[..]));
        assert_eq!(columns(b"# Date\tTime\tclient-ip"), Some(&b"Date\tTime\tclient-ip"[..]));
        assert_eq!(columns(b"# Message Tracking Log File"), None);
        assert_eq!(columns(b"#Software: a\tb"), None);
    }
}

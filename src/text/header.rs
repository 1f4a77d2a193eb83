//! The `#Name: value` lines on top of a log, and in its middle after a service restart.

/// A header line, split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeaderLine<'a> {
    /// What stands between `#` and the colon; the whole text behind `#` when there is no colon.
    pub name: &'a [u8],
    /// What stands behind the colon, without the blanks around it.
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
}

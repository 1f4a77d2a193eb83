//! Distinguished names, as Windows writes them: `CN=mail.contoso.com, O="Contoso, Ltd.", C=GB`.
//!
//! Windows quotes any value that contains `=`, `,` or `+`, and doubles quotes within. Other software writes RFC 4514,
//! with a backslash before such characters.

/// The distinguished names of subject and issuer, as far as the log shows where one ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names<'a> {
    /// Both; either may be empty.
    Known {
        /// The subject.
        subject: &'a [u8],
        /// The issuer.
        issuer: &'a [u8],
    },
    /// Both together.
    Undivided(&'a [u8]),
}

/// Divides subject and issuer, which are separated by a blank, as are the parts of each.
///
/// The second begins at an attribute (`CN=`, `O=`) outside quotes that follows neither a comma nor a plus. If there is
/// not exactly one such place, the names are those of a self-signed certificate if both halves are equal; otherwise
/// they are not divided arbitrarily.
pub fn divide(names: &[u8]) -> Names<'_> {
    let both = |at: usize| names.split_at_checked(at).map(|(first, second)| (first.trim_ascii(), second.trim_ascii()));
    let halves = || both(names.len() / 2).filter(|(subject, issuer)| subject == issuer && !subject.is_empty());
    let mut starts = Starts { names, position: 0, quoted: false };
    let divided = match (starts.next(), starts.next()) {
        (Some(start), None) => both(start),
        (Some(_), Some(_)) => halves(),
        (None, _) => None,
    };
    divided.map_or(Names::Undivided(names.trim_ascii()), |(subject, issuer)| Names::Known { subject, issuer })
}

/// The value of the attribute CN, without quotes; `None` if the name has none.
pub fn common_name(name: &[u8]) -> Option<&[u8]> {
    let mut starts = Values { name, position: 0 };
    let value = starts.find(|(key, _)| key.eq_ignore_ascii_case(b"CN")).map(|(_, value)| value)?;
    let value = value.trim_ascii();
    let unquoted = value.strip_prefix(b"\"").and_then(|value| value.strip_suffix(b"\""));
    Some(unquoted.unwrap_or(value)).filter(|value| !value.is_empty())
}

/// Steps over one character of a name: whether quotes begin or end there, and how many bytes it takes.
fn step(rest: &[u8]) -> (bool, usize) {
    match rest {
        [b'\\', b',' | b'+' | b'"' | b'\\' | b'<' | b'>' | b';' | b'=' | b'#', ..] => (false, 2),
        [b'"', ..] => (true, 1),
        _ => (false, 1),
    }
}

/// The positions at which distinguished names begin, except the first.
struct Starts<'a> {
    names: &'a [u8],
    position: usize,
    quoted: bool,
}

impl Iterator for Starts<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        loop {
            let rest = self.names.get(self.position..).filter(|rest| !rest.is_empty())?;
            let (turns, length) = step(rest);
            self.quoted ^= turns;
            self.position += length;
            if rest.starts_with(b" ") && !self.quoted && self.begins_name() {
                return Some(self.position);
            }
        }
    }
}

impl Starts<'_> {
    /// Whether an attribute at the position begins a name, rather than continuing the preceding one.
    fn begins_name(&self) -> bool {
        let Some((before, after)) = self.names.split_at_checked(self.position) else {
            return false;
        };
        let key = after.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'.').count();
        let is_attribute = key > 0 && after.get(key) == Some(&b'=');
        is_attribute && !matches!(last_letter(before), None | Some(b',' | b'+' | b';'))
    }
}

/// The last byte that is not a blank. Looks back a few bytes only: a long run of blanks is no separator.
fn last_letter(before: &[u8]) -> Option<u8> {
    const FEW: usize = 4;
    let tail = before.get(before.len().saturating_sub(FEW)..)?;
    tail.trim_ascii_end().last().copied()
}

/// Keys and values of a distinguished name.
struct Values<'a> {
    name: &'a [u8],
    position: usize,
}

impl<'a> Iterator for Values<'a> {
    type Item = (&'a [u8], &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let begin = self.position;
        let mut quoted = false;
        while let Some(rest) = self.name.get(self.position..).filter(|rest| !rest.is_empty()) {
            if !quoted && matches!(rest.first(), Some(b',' | b'+' | b';')) {
                break;
            }
            let (turns, length) = step(rest);
            quoted ^= turns;
            self.position += length;
        }
        let part = self.name.get(begin..self.position.min(self.name.len()))?;
        if part.is_empty() && self.position >= self.name.len() {
            return None;
        }
        self.position += 1;
        let equals = part.iter().position(|byte| *byte == b'=').unwrap_or(part.len());
        Some((part.get(..equals)?.trim_ascii(), part.get(equals + 1..).unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(text: &str) -> String {
        let text = match divide(text.as_bytes()) {
            Names::Known { subject, issuer } => format!("{}|{}", subject.escape_ascii(), issuer.escape_ascii()),
            Names::Undivided(names) => format!("{}", names.escape_ascii()),
        };
        text.replace("\\\"", "\"").replace("\\\\", "\\")
    }

    #[test]
    fn names_are_divided_where_the_second_begins() {
        for (names, expected) in [
            ("CN=a, O=Contoso Corp CN=CA 5, O=Fabrikam", "CN=a, O=Contoso Corp|CN=CA 5, O=Fabrikam"),
            ("CN=a OU=Root, O=Fabrikam", "CN=a|OU=Root, O=Fabrikam"),
            ("CN=a E=x@fabrikam.com, CN=CA", "CN=a|E=x@fabrikam.com, CN=CA"),
            ("CN=a + OU=b CN=CA", "CN=a + OU=b|CN=CA"),
            ("CN=a OID.2.5.4.97=VATDE-1, CN=CA", "CN=a|OID.2.5.4.97=VATDE-1, CN=CA"),
            (r#"CN=a, O="Contoso CN=x, Inc." CN=CA"#, r#"CN=a, O="Contoso CN=x, Inc."|CN=CA"#),
            (r#"CN=a, O="Contoso ""East"", Ltd." CN=CA"#, r#"CN=a, O="Contoso ""East"", Ltd."|CN=CA"#),
            (r"CN=a,O=Contoso\, Ltd.,C=GB CN=CA,C=US", r"CN=a,O=Contoso\, Ltd.,C=GB|CN=CA,C=US"),
            (r#"CN=a, O=Contoso \"East CN=CA"#, r#"CN=a, O=Contoso \"East|CN=CA"#),
            ("CN=a b CN=c d CN=a b CN=c d", "CN=a b CN=c d|CN=a b CN=c d"),
        ] {
            assert_eq!(divided(names), expected);
        }
    }

    #[test]
    fn an_uncertain_boundary_is_not_guessed() {
        for names in ["CN=a CN=b CN=c", "CN=a, O=b", ""] {
            assert_eq!(divided(names), names);
        }
    }

    #[test]
    fn the_common_name_is_unquoted() {
        let name = |text: &'static str| common_name(text.as_bytes()).map(|name| core::str::from_utf8(name).unwrap());
        assert_eq!(name("CN=mail.contoso.com, O=Contoso"), Some("mail.contoso.com"));
        assert_eq!(name(r#"O="Contoso, CN=x", CN="a, b""#), Some("a, b"));
        assert_eq!(name(r"O=Contoso\, CN=x, cn=a"), Some("a"));
        assert_eq!(name("E=x@contoso.com+CN=a"), Some("a"));
        assert_eq!(name("OU=Root, O=Fabrikam"), None);
        assert_eq!(name("CN="), None);
        assert_eq!(name(",,"), None);
    }
}

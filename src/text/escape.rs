//! Escaped text: `%3D`, `+` for a blank, `&quot;`, `\"`, `\u0022`, `\r\n`, and quotes doubled in CSV.
//!
//! Logs quote URLs, HTML, XML and JSON, sometimes several times over. What is looked for in a text is also looked for
//! in what it means, and [`Unescaped`] leads back from there to the bytes of the log.

use alloc::vec::Vec;
use core::ops::Range;

/// How often text may be escaped over and over; more is not a habit of any program.
const MAX_DEPTH: usize = 3;

/// References of HTML and XML (HTML, 13.5), without `&` and `;`.
const REFERENCES: &[(&[u8], u8)] = &[
    (b"quot", b'"'),
    (b"apos", b'\''),
    (b"amp", b'&'),
    (b"lt", b'<'),
    (b"gt", b'>'),
    (b"#34", b'"'),
    (b"#39", b'\''),
    (b"#38", b'&'),
    (b"#58", b':'),
    (b"#60", b'<'),
    (b"#61", b'='),
    (b"#62", b'>'),
    (b"#x22", b'"'),
    (b"#x27", b'\''),
    (b"#x3D", b'='),
];

/// A text without its escapes.
#[derive(Debug)]
pub struct Unescaped {
    /// What the text means.
    pub text: Vec<u8>,
    /// Where each byte of it begins in the log, and the end of the text in the log.
    places: Vec<usize>,
}

/// The text without its escapes, without the escapes that this reveals, and so on; nothing for a text without any.
pub fn unescaped(text: &[u8]) -> Vec<Unescaped> {
    let mut found: Vec<Unescaped> = Vec::new();
    while found.len() < MAX_DEPTH {
        let next = match found.last() {
            None => unescape(text),
            Some(Unescaped { text, places }) => unescape(text).map(|inner| Unescaped {
                text: inner.text,
                places: inner.places.iter().filter_map(|&place| places.get(place).copied()).collect(),
            }),
        };
        match next {
            Some(next) => found.push(next),
            None => break,
        }
    }
    found
}

/// A text of several lines as it may have been before a mail program broke it: with the lines joined, and with a blank
/// for each line break. Nothing for a text of one line.
pub fn joined(text: &[u8]) -> Vec<Unescaped> {
    let is_break = |byte: &u8| matches!(byte, b'\r' | b'\n');
    if memchr::memchr2(b'\r', b'\n', text).is_none() {
        return Vec::new();
    }
    let kept = || text.iter().enumerate().filter(|(_, byte)| !is_break(byte));
    let with_blanks = text.iter().map(|byte| if is_break(byte) { b' ' } else { *byte });
    Vec::from([
        Unescaped {
            text: kept().map(|(_, byte)| *byte).collect(),
            places: kept().map(|(place, _)| place).chain([text.len()]).collect(),
        },
        Unescaped { text: with_blanks.collect(), places: (0..=text.len()).collect() },
    ])
}

impl Unescaped {
    /// The bytes of the log that mean a piece of the text.
    pub fn in_log(&self, piece: &Range<usize>) -> Range<usize> {
        let place = |at: usize| self.places.get(at).or(self.places.last()).copied().unwrap_or(0);
        place(piece.start)..place(piece.end)
    }
}

/// One round; `None` for a text without escapes.
fn unescape(text: &[u8]) -> Option<Unescaped> {
    let first = first_escape(text)?;
    let (mut plain, mut places) = (Vec::with_capacity(text.len()), Vec::with_capacity(text.len() + 1));
    plain.extend_from_slice(text.get(..first)?);
    places.extend(0..first);
    let mut at = first;
    while let Some(&byte) = text.get(at) {
        let (meant, length) = escape(text, at).unwrap_or((byte, 1));
        plain.push(meant);
        places.push(at);
        at += length;
    }
    places.push(at);
    Some(Unescaped { text: plain, places })
}

/// Where the first escape is. Nearly every text has none.
fn first_escape(text: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + text.get(from..)?.iter().position(|&byte| MAY_ESCAPE[usize::from(byte)])?;
        if escape(text, at).is_some() {
            return Some(at);
        }
        from = at + 1;
    }
}

/// Whether an escape may begin with a byte.
static MAY_ESCAPE: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = b"%+&\\\"";
    let mut place = 0;
    while place < bytes.len() {
        table[bytes[place] as usize] = true;
        place += 1;
    }
    table
};

/// The byte that an escape stands for, and the length of the escape.
fn escape(text: &[u8], at: usize) -> Option<(u8, usize)> {
    let rest = text.get(at..)?;
    match rest.first()? {
        b'+' => Some((b' ', 1)),
        // In a quoted field.
        b'"' if rest.get(1) == Some(&b'"') => Some((b'"', 2)),
        b'%' => Some((hex(rest.get(1..3)?)?, 3)),
        b'\\' => match rest.get(1)? {
            // A backslash by itself in a layer above: `\\u0022` in JSON inside JSON.
            &sign @ (b'"' | b'\'' | b'/' | b'\\') => Some((sign, 2)),
            b'r' => Some((b'\r', 2)),
            b'n' => Some((b'\n', 2)),
            b'u' => Some((hex(rest.get(2..6)?.strip_prefix(b"00")?)?, 6)),
            _ => None,
        },
        b'&' => REFERENCES.iter().find_map(|(name, byte)| {
            let (head, rest) = rest.get(1..)?.split_at_checked(name.len())?;
            (head.eq_ignore_ascii_case(name) && rest.starts_with(b";")).then_some((*byte, name.len() + 2))
        }),
        _ => None,
    }
}

fn hex(digits: &[u8]) -> Option<u8> {
    let value = |digit: u8| char::from(digit).to_digit(16);
    let &[high, low] = digits else { return None };
    u8::try_from(value(high)? << 4 | value(low)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_taken_off_layer_by_layer() {
        let layers =
            |text: &str| -> Vec<Vec<u8>> { unescaped(text.as_bytes()).into_iter().map(|one| one.text).collect() };
        assert_eq!(layers("a%253Db"), [b"a%3Db".to_vec(), b"a=b".to_vec()]);
        assert_eq!(layers("&quot;a&quot;&#58;b+c"), [b"\"a\":b c".to_vec()]);
        assert_eq!(layers(r#"{\"a\":\u0022b\u0022}"#), [b"{\"a\":\"b\"}".to_vec()]);
        assert_eq!(layers(r"a\\u0022\r\n"), [b"a\\u0022\r\n".to_vec(), b"a\"\r\n".to_vec()]);
        assert_eq!(layers(r"a\\u0022"), [br"a\u0022".to_vec(), b"a\"".to_vec()]);
        assert_eq!(layers("%2525252541").len(), MAX_DEPTH);
        for text in ["", "plain", r"CONTOSO\ann", "100 %", "50%ag", "a&b;", "%u0041"] {
            assert!(unescaped(text.as_bytes()).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_piece_leads_back_to_the_log() {
        let log = b"a%253Db%20c";
        let layers = unescaped(log);
        let last = layers.last().unwrap();
        assert_eq!(last.text, b"a=b c");
        assert_eq!(&log[last.in_log(&(1..2))], b"%253D");
        assert_eq!(&log[last.in_log(&(2..5))], b"b%20c");
        assert_eq!(last.in_log(&(5..5)), 11..11);
    }
}

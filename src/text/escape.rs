//! Escaped text: `%3D`, `+` for a blank, `&quot;`, `&#233;`, `\"`, `\u00e9`, `\r\n`, and quotes doubled in CSV.
//!
//! Logs quote URLs, HTML, XML and JSON, sometimes several times over. What is looked for in a text is also looked for
//! in what it means, and [`Unescaped`] leads back from there to the bytes of the log.

use alloc::vec::Vec;
use core::ops::Range;

/// How often text may be escaped over and over; more is not a habit of any program.
const MAX_DEPTH: usize = 3;

/// References of HTML and XML by name (HTML, 13.5), without `&` and `;`.
const REFERENCES: &[(&[u8], u8)] = &[(b"quot", b'"'), (b"apos", b'\''), (b"amp", b'&'), (b"lt", b'<'), (b"gt", b'>')];

/// Most digits of a reference by number, `&#x10FFFF;`.
const MAX_DIGITS: usize = 7;

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
        let escape = if MAY_ESCAPE[usize::from(byte)] { escape(text, at) } else { None };
        let (meant, length) = escape.unwrap_or((Meant::byte(byte), 1));
        plain.extend_from_slice(meant.as_bytes());
        places.extend(meant.as_bytes().iter().map(|_| at));
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

/// What an escape stands for: a byte, or a character in UTF-8.
struct Meant {
    bytes: [u8; 4],
    length: usize,
}

impl Meant {
    fn byte(byte: u8) -> Meant {
        Meant { bytes: [byte, 0, 0, 0], length: 1 }
    }

    fn character(code: u32) -> Option<Meant> {
        let mut bytes = [0; 4];
        let length = char::from_u32(code)?.encode_utf8(&mut bytes).len();
        Some(Meant { bytes, length })
    }

    fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}

/// What an escape stands for, and its length.
#[inline(never)]
fn escape(text: &[u8], at: usize) -> Option<(Meant, usize)> {
    let rest = text.get(at..)?;
    match rest.first()? {
        b'+' => Some((Meant::byte(b' '), 1)),
        // In a quoted field.
        b'"' if rest.get(1) == Some(&b'"') => Some((Meant::byte(b'"'), 2)),
        b'%' => Some((Meant::byte(u8::try_from(number(rest.get(1..3)?, 16)?).ok()?), 3)),
        b'\\' => match rest.get(1)? {
            // A backslash by itself in a layer above: `\\u0022` in JSON inside JSON.
            &sign @ (b'"' | b'\'' | b'/' | b'\\') => Some((Meant::byte(sign), 2)),
            b'r' => Some((Meant::byte(b'\r'), 2)),
            b'n' => Some((Meant::byte(b'\n'), 2)),
            b'u' => utf16(rest),
            _ => None,
        },
        b'&' => reference(rest.get(1..)?),
        _ => None,
    }
}

/// A character that JSON has as one or two units of UTF-16 (RFC 8259, 7).
fn utf16(text: &[u8]) -> Option<(Meant, usize)> {
    let unit = |at: usize| number(text.get(at..)?.strip_prefix(b"\\u")?.get(..4)?, 16);
    let high = unit(0)?;
    match high {
        0xD800..0xDC00 => {
            let low = unit(6)?.checked_sub(0xDC00)?;
            Some((Meant::character(0x10000 + ((high - 0xD800) << 10) + low)?, 12))
        }
        _ => Some((Meant::character(high)?, 6)),
    }
}

/// A reference of HTML or XML, whose `&` is before the text.
fn reference(text: &[u8]) -> Option<(Meant, usize)> {
    let Some(digits) = text.strip_prefix(b"#") else {
        return REFERENCES.iter().find_map(|(name, byte)| {
            let (head, rest) = text.split_at_checked(name.len())?;
            (head.eq_ignore_ascii_case(name) && rest.starts_with(b";")).then_some((Meant::byte(*byte), name.len() + 2))
        });
    };
    let (digits, radix) = match digits {
        [b'x' | b'X', digits @ ..] => (digits, 16),
        _ => (digits, 10),
    };
    let count = digits.iter().take(MAX_DIGITS + 1).position(|&byte| byte == b';')?;
    let length = text.len() - digits.len() + count + 2;
    Some((Meant::character(number(digits.get(..count)?, radix)?)?, length))
}

/// The number that some digits are; `None` for other signs, and without any.
#[inline(never)]
fn number(digits: &[u8], radix: u32) -> Option<u32> {
    let next = |number: u32, &digit: &u8| Some(number * radix + char::from(digit).to_digit(radix)?);
    digits.iter().try_fold(0, next).filter(|_| !digits.is_empty())
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
        assert_eq!(layers(r"Z\u00e9bra \u5bc6 \uD83D\udc4d"), ["Zébra 密 👍".as_bytes()]);
        assert_eq!(layers("Z&#233;bra P&#x40; &#X5BC6;"), ["Zébra P@ 密".as_bytes()]);
        assert_eq!(layers("Z%E9bra"), [b"Z\xE9bra"]);
        for text in [
            "",
            "plain",
            r"CONTOSO\ann",
            "100 %",
            "50%ag",
            "a&b;",
            "%u0041",
            r"\ud83d",
            r"\ud83dx",
            "&#;",
            "&#x;",
            "&#1114112;",
            "&#00000000065;",
        ] {
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

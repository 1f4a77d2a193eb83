//! The encoding of a file, and its conversion to UTF-8. After line splitting, all text is UTF-8.
//!
//! Exchange writes UTF-8. Extracts that an administrator makes with `>` or `Out-File` of PowerShell are UTF-16; older
//! servers and other tools write Windows-1252. The first bytes of a file determine whether it is UTF-16, once for the
//! whole file. Windows-1252 is determined line by line: a line that is not UTF-8 is read as Windows-1252, in which
//! every sequence of bytes is valid, so a file may contain both. So are lines of UTF-16 in a file that is not, which `>>` of
//! Windows PowerShell appends whatever the file is.
//!
//! Only complete lines are decoded. The line framer joins a character that is split over two chunks, as it joins the
//! line itself, and lines are cut in the bytes of the file, so positions and spans count those. For a line of ASCII the
//! bytes are read once, eight at a time; it and a line of UTF-8 are passed on without a copy.
//!
//! Why not `encoding_rs`: with its decoders for these three encodings it links those of all others, 176 kB of
//! WebAssembly for a task that takes a hundred lines here. Per line it takes a seventh of the instructions for
//! Windows-1252 and a fifth for UTF-16 beyond ASCII, both of which are rare in logs, but nearly four times as many for
//! UTF-16 that is all ASCII, the usual output of PowerShell.

use crate::bytes::is_ascii;
use alloc::vec::Vec;
use core::char::REPLACEMENT_CHARACTER;

/// How bytes encode characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, of which ASCII is a part.
    #[default]
    Utf8,
    /// Windows-1252, the code page of western Windows; for single lines, never for a whole file.
    Windows1252,
    /// UTF-16, the low byte of a code unit first.
    Utf16Le,
    /// UTF-16, the high byte of a code unit first.
    Utf16Be,
    /// UTF-16, the low byte of a code unit first; for single lines of another file, never for a whole one.
    Utf16Line,
}

/// Number of bytes at the beginning of a file that determine its encoding.
pub const HEAD: usize = 4;

impl Encoding {
    /// The encoding of a file that begins with `head`, its first [`HEAD`] bytes, or all if it has fewer: UTF-16 if it
    /// has the byte order mark, or if the first two characters are ASCII and alternate with NUL bytes.
    pub fn of_file(head: &[u8]) -> Encoding {
        let is_text = |byte: u8| matches!(byte, b' '..=b'~' | b'\t' | b'\r' | b'\n');
        match *head {
            [0xFF, 0xFE, ..] => Encoding::Utf16Le,
            [0xFE, 0xFF, ..] => Encoding::Utf16Be,
            [a, 0, b, 0, ..] if is_text(a) && is_text(b) => Encoding::Utf16Le,
            [0, a, 0, b, ..] if is_text(a) && is_text(b) => Encoding::Utf16Be,
            _ => Encoding::Utf8,
        }
    }

    /// Whether it is UTF-16.
    pub fn is_utf16(self) -> bool {
        matches!(self, Encoding::Utf16Le | Encoding::Utf16Be | Encoding::Utf16Line)
    }

    /// The encoding of a line of a file with this one: that of the file, unless it is UTF-16 in a file that is not. Its line
    /// end is cut in half: the other byte of it begins the next line.
    #[inline]
    pub fn of_line(self, line: &[u8]) -> Encoding {
        let is_other = !self.is_utf16()
            && (line.get(1) == Some(&0) || line.starts_with(b"\xFF\xFE"))
            && (Encoding::of_file(line) == Encoding::Utf16Le || line == b"\r\0\n");
        if is_other { Encoding::Utf16Line } else { self }
    }

    /// Bytes that an ASCII character takes in the file.
    pub fn unit(self) -> u64 {
        if self.is_utf16() { 2 } else { 1 }
    }

    /// The places after the line ends in bytes that begin with a complete character.
    #[inline]
    pub fn line_ends(self, bytes: &[u8]) -> impl Iterator<Item = usize> + '_ {
        memchr::memchr_iter(b'\n', bytes).filter_map(move |at| match self {
            Encoding::Utf8 | Encoding::Windows1252 => Some(at + 1),
            // The same byte may be half of another character.
            Encoding::Utf16Le | Encoding::Utf16Line => (at % 2 == 0 && bytes.get(at + 1) == Some(&0)).then_some(at + 2),
            Encoding::Utf16Be => (at % 2 == 1 && bytes.get(at - 1) == Some(&0)).then_some(at + 1),
        })
    }

    /// The code unit in two bytes of UTF-16.
    pub fn code_unit(self, bytes: [u8; 2]) -> u16 {
        if self == Encoding::Utf16Be { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) }
    }

    /// A line of a file with this encoding as UTF-8, and the encoding in which it was read. `cut`: its last character
    /// may be incomplete because the line continues or the file ends. Unpaired surrogates and a character that is cut
    /// become U+FFFD. `buffer` holds the text unless it is the line itself.
    #[inline]
    pub fn decode<'a>(self, line: &'a [u8], cut: bool, buffer: &'a mut Vec<u8>) -> (Encoding, &'a [u8]) {
        if !self.is_utf16() && is_ascii(line) {
            return (Encoding::Utf8, line);
        }
        self.decode_beyond_ascii(line, cut, buffer)
    }

    fn decode_beyond_ascii<'a>(self, line: &'a [u8], cut: bool, buffer: &'a mut Vec<u8>) -> (Encoding, &'a [u8]) {
        buffer.clear();
        if self.is_utf16() {
            self.decode_utf16(line, buffer);
            return (self, buffer);
        }
        match core::str::from_utf8(line) {
            Ok(_) => (Encoding::Utf8, line),
            Err(error) if cut && error.error_len().is_none() => {
                buffer.extend_from_slice(line.get(..error.valid_up_to()).unwrap_or_default());
                push(REPLACEMENT_CHARACTER, buffer);
                (Encoding::Utf8, buffer)
            }
            Err(_) => {
                line.iter().for_each(|&byte| push(windows_1252(byte), buffer));
                (Encoding::Windows1252, buffer)
            }
        }
    }

    fn decode_utf16(self, line: &[u8], buffer: &mut Vec<u8>) {
        let line = if self == Encoding::Utf16Line { line.strip_suffix(b"\n").unwrap_or(line) } else { line };
        let (pairs, half) = line.as_chunks::<2>();
        let units = pairs.iter().map(|&pair| self.code_unit(pair));
        if units.clone().fold(0, |all, unit| all | unit) < 0x80 {
            buffer.extend(units.map(|unit| unit as u8));
        } else {
            let characters = char::decode_utf16(units);
            characters.for_each(|character| push(character.unwrap_or(REPLACEMENT_CHARACTER), buffer));
        }
        if !half.is_empty() {
            push(REPLACEMENT_CHARACTER, buffer);
        }
    }
}

fn push(character: char, text: &mut Vec<u8>) {
    text.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
}

/// The characters of 0x80 to 0x9F; every other byte is the character with the same number. Undefined bytes are control
/// characters (WHATWG Encoding Standard, index windows-1252).
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '\u{2DC}', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

fn windows_1252(byte: u8) -> char {
    let special = byte.checked_sub(0x80).and_then(|place| WINDOWS_1252.get(usize::from(place)));
    special.copied().unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::{String, ToString};

    fn decoded(encoding: Encoding, line: &[u8], cut: bool) -> (Encoding, String) {
        let mut buffer = b"left over".to_vec();
        let (encoding, text) = encoding.decode(line, cut, &mut buffer);
        (encoding, core::str::from_utf8(text).unwrap().to_string())
    }

    #[test]
    fn the_first_bytes_identify_utf16() {
        let of = |head: &[u8]| Encoding::of_file(head);
        assert_eq!([of(b"\xFF\xFE#\0"), of(b"#\0S\0"), of(b"2\x000\0"), of(b"\xFF\xFE")], [Encoding::Utf16Le; 4]);
        assert_eq!([of(b"\xFE\xFF\0#"), of(b"\0#\0S"), of(b"\0\r\0\n"), of(b"\xFE\xFF")], [Encoding::Utf16Be; 4]);
        for head in
            [&b"#Sof"[..], b"", b"\xFF", b"#\0", b"\xEF\xBB\xBF#", b"\0\0\0\0", b"\x01\0\x02\0", b"\0#\0", b"a\0\0b"]
        {
            assert_eq!(of(head), Encoding::Utf8, "{}", head.escape_ascii());
        }
    }

    #[test]
    fn a_line_may_be_utf16_in_another_file() {
        let utf8 = Encoding::Utf8;
        for line in [&b"a\0,\0\r\0\n"[..], b"a\0,\0", b"\xFF\xFEa\0\n", b"\r\0\n"] {
            assert_eq!(utf8.of_line(line), Encoding::Utf16Line, "{}", line.escape_ascii());
        }
        for line in [&b""[..], b"\n", b"a", b"a\0", b"a\0b", b"\0\0\0\0\n", b"ab\0\0", b"\0a\0b"] {
            assert_eq!(utf8.of_line(line), utf8, "{}", line.escape_ascii());
        }
        assert_eq!(Encoding::Utf16Be.of_line(b"a\0b\0"), Encoding::Utf16Be);
        assert_eq!(decoded(Encoding::Utf16Line, b"a\0\xE9\0\r\0\n", false), (Encoding::Utf16Line, "a\u{e9}\r".into()));
    }

    #[test]
    fn a_line_that_is_not_utf8_is_windows_1252() {
        let (utf8, ansi) = (Encoding::Utf8, Encoding::Windows1252);
        assert_eq!(decoded(utf8, b"plain\r\n", false), (utf8, "plain\r\n".into()));
        assert_eq!(decoded(utf8, "prêt €\n".as_bytes(), false), (utf8, "prêt €\n".into()));
        assert_eq!(decoded(utf8, b"pr\xEAt \x80\n", false), (ansi, "prêt €\n".into()));
        assert_eq!(
            decoded(utf8, b"\x81\x8D\x8F\x90\x9D\xA0\xFF", false),
            (ansi, "\u{81}\u{8D}\u{8F}\u{90}\u{9D}\u{A0}ÿ".into())
        );
        assert_eq!(decoded(utf8, b"\xC3\xA9 \xE9", false), (ansi, "Ã© é".into()), "one encoding for the whole line");
    }

    #[test]
    fn a_split_character_does_not_change_the_encoding() {
        for (line, text) in [(&b"pr\xC3\xAAt \xE2\x82"[..], "prêt \u{FFFD}"), (b"\xF0\x9F\x98", "\u{FFFD}")] {
            assert_eq!(decoded(Encoding::Utf8, line, true), (Encoding::Utf8, text.into()));
            assert_eq!(decoded(Encoding::Utf8, line, false).0, Encoding::Windows1252);
        }
        assert_eq!(decoded(Encoding::Utf8, b"\xEAt \xE2\x82", true), (Encoding::Windows1252, "êt â‚".into()));
    }

    #[test]
    fn utf16_is_read_in_both_orders() {
        let text = "a,é€😀\u{FEFF}\0\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decoded(Encoding::Utf16Le, &little, false), (Encoding::Utf16Le, text.into()));
        assert_eq!(decoded(Encoding::Utf16Be, &big, false), (Encoding::Utf16Be, text.into()));
        assert_eq!(decoded(Encoding::Utf16Le, b"a\0\n\0", false).1, "a\n");
    }

    #[test]
    fn invalid_utf16_is_replaced() {
        let read = |line: &[u8]| decoded(Encoding::Utf16Be, line, true).1;
        assert_eq!(read(b"\0a\xD8\x3D\0b"), "a\u{FFFD}b", "a high surrogate alone");
        assert_eq!(read(b"\0a\xDE\x00\0b"), "a\u{FFFD}b", "a low surrogate alone");
        assert_eq!(read(b"\xD8\x3D\xD8\x3D\xDE\x00"), "\u{FFFD}😀");
        assert_eq!(read(b"\0a\0"), "a\u{FFFD}", "half a code unit");
        assert_eq!(read(b"\xD8\x3D\xDE"), "\u{FFFD}\u{FFFD}");
    }

    #[test]
    fn line_ends_of_utf16_are_whole_code_units() {
        let ends = |encoding: Encoding, bytes: &[u8]| encoding.line_ends(bytes).collect::<Vec<_>>();
        assert_eq!(ends(Encoding::Utf8, b"a\n\nb"), [2, 3]);
        // U+010A, U+0A00, U+0A0A and the line end.
        assert_eq!(ends(Encoding::Utf16Le, b"\x0A\x01\x00\x0A\x0A\x0A\x0A\x00a\0"), [8]);
        assert_eq!(ends(Encoding::Utf16Be, b"\x01\x0A\x0A\x00\x0A\x0A\x00\x0A\0a"), [8]);
        assert_eq!(ends(Encoding::Utf16Le, b"\x0A"), [0; 0]);
    }
}

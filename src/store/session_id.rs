//! The session-id.
//!
//! In real logs it is 16 hexadecimal digits: the .NET tick count at which the service started, plus a running number.
//! Microsoft's documentation calls it a GUID. Anything else is kept as text, so that two ids are equal exactly if they
//! are written the same way. Equal ids do not mean the same session, since two servers may use the same one.

use super::index::StringIndex;
use super::strings::Strings;
use crate::bytes::HashKey;
use alloc::string::String;
use uuid::Uuid;

/// A session-id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SessionId {
    /// 16 hexadecimal digits in capitals: 100-nanosecond ticks since 0001-01-01, plus a running number.
    Ticks(u64),
    /// A GUID in hyphenated form, in lower case.
    Guid(Uuid),
    /// Anything else, as logged.
    Text(StringIndex),
}

impl SessionId {
    /// Parses an id; anything but ticks and GUIDs is interned.
    #[inline]
    pub fn read(text: &[u8], strings: &mut Strings) -> SessionId {
        match parse_ticks(text) {
            Some(ticks) => SessionId::Ticks(ticks),
            None => read_other(text, strings),
        }
    }

    /// The id that is written so; `None` if no session can have it because the text has never occurred.
    pub fn known(text: &[u8], strings: &Strings) -> Option<SessionId> {
        let parsed = parse_ticks(text).map(SessionId::Ticks).or_else(|| parse_guid(text).map(SessionId::Guid));
        parsed.or_else(|| strings.find(text).map(SessionId::Text))
    }

    /// As logged.
    pub fn to_text(self, strings: &Strings) -> String {
        self.with_text(strings, |text| String::from_utf8_lossy(text).into_owned())
    }

    /// Calls `see` with the id as logged; does not allocate.
    pub fn with_text<T>(&self, strings: &Strings, see: impl FnOnce(&[u8]) -> T) -> T {
        match self {
            SessionId::Ticks(ticks) => see(&ticks_text(*ticks)),
            SessionId::Guid(guid) => see(guid.hyphenated().encode_lower(&mut Uuid::encode_buffer()).as_bytes()),
            SessionId::Text(text) => see(strings.get(*text)),
        }
    }

    /// The hash by which sessions are found.
    #[inline]
    pub(crate) fn hash(&self, key: &HashKey) -> u32 {
        match self {
            SessionId::Ticks(ticks) => key.hash([&ticks.to_le_bytes()]),
            SessionId::Guid(guid) => key.hash([guid.as_bytes()]),
            SessionId::Text(text) => key.hash([&text.0.to_le_bytes()]),
        }
    }
}

fn ticks_text(ticks: u64) -> [u8; 16] {
    core::array::from_fn(|place| b"0123456789ABCDEF"[(ticks >> (60 - 4 * place)) as usize & 15])
}

fn read_other(text: &[u8], strings: &mut Strings) -> SessionId {
    parse_guid(text).map_or_else(|| SessionId::Text(strings.intern(text)), SessionId::Guid)
}

/// A GUID in hyphenated form, in lower case.
fn parse_guid(text: &[u8]) -> Option<Uuid> {
    Uuid::try_parse_ascii(text).ok().filter(|guid| {
        let mut buffer = Uuid::encode_buffer();
        guid.hyphenated().encode_lower(&mut buffer).as_bytes() == text
    })
}

/// Exactly 16 hexadecimal digits, letters in upper case.
#[inline]
fn parse_ticks(text: &[u8]) -> Option<u64> {
    let (high, low) = text.split_first_chunk::<8>()?;
    Some(u64::from(parse_eight(*high)?) << 32 | u64::from(parse_eight(low.try_into().ok()?)?))
}

/// Eight hexadecimal digits at once, since this runs for every row: each byte becomes its value, then neighbours are
/// combined, twice as many with each step.
#[inline]
fn parse_eight(text: [u8; 8]) -> Option<u32> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    let word = u64::from_be_bytes(text);
    // The highest bit of each byte shows whether the byte is at least `least`; exact for bytes below 0x80.
    let at_least = |least: u8| (word | HIGH).wrapping_sub(u64::from(least) * ONES) & HIGH;
    let digit = at_least(b'0') & !at_least(b'9' + 1);
    let letter = at_least(b'A') & !at_least(b'F' + 1);
    if word & HIGH != 0 || (digit | letter) != HIGH {
        return None;
    }
    // The low four bits of a digit are its value, those of a letter are nine less.
    let nibbles = (word & (0x0F * ONES)) + (letter >> 7) * 9;
    let bytes = (nibbles | nibbles >> 4) & 0x00FF_00FF_00FF_00FF;
    let pairs = (bytes | bytes >> 8) & 0x0000_FFFF_0000_FFFF;
    Some((pairs | pairs >> 16) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_digit_is_read_in_every_place() {
        for place in 0..16 {
            for byte in 0..=255u8 {
                let mut text = *b"0123456789ABCDEF";
                text[place] = byte;
                let slow = core::str::from_utf8(&text)
                    .ok()
                    .filter(|text| text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'A'..=b'F')))
                    .and_then(|text| u64::from_str_radix(text, 16).ok());
                assert_eq!(parse_ticks(&text), slow, "{byte} at {place}");
            }
        }
        assert_eq!(parse_ticks(b"0123456789ABCDE"), None);
        assert_eq!(parse_ticks(b"0123456789ABCDEF0"), None);
    }

    #[test]
    fn an_id_is_written_as_read() {
        let mut strings = Strings::default();
        let guid = "0f8fad5b-d9cb-469f-a165-70867728950e";
        let texts = ["08D7D4D2EFBC4CC6", "0000000000000000", "08d7d4d2efbc4cc6", "08D7", guid, "08C8881116H56738", "x"];
        for text in texts {
            let id = SessionId::read(text.as_bytes(), &mut strings);
            assert_eq!(id.to_text(&strings), text);
            assert_eq!(SessionId::known(text.as_bytes(), &strings), Some(id));
        }
        assert!(matches!(SessionId::read(guid.as_bytes(), &mut strings), SessionId::Guid(_)));
        assert_eq!(SessionId::known(b"never met", &strings), None);
        let capitals = SessionId::read(guid.to_uppercase().as_bytes(), &mut strings);
        assert!(matches!(capitals, SessionId::Text(_)));
    }
}

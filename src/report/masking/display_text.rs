//! The type of every text that is displayed or exported.

use super::hidden::hidden_characters;
use crate::session::records::addresses;
use crate::smtp::Status;
use crate::time::{MINUTE, Timestamp};
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::borrow::Borrow;
use core::fmt::{self, Display, Formatter};
use core::ops::Deref;
use serde::Serialize;

/// Text that may be displayed and exported, because nothing in it is a credential that the user has not asked for.
///
/// Text of a log is converted only by [`Mask`](super::Mask). Text that cannot contain a credential needs no mask: the
/// program's own words (`&'static str`), numbers, times, status codes. Texts are composed of such parts by joining,
/// never by formatting, so that no other text gets in.
///
/// ```compile_fail
/// # use exchange_log_viewer::DisplayText;
/// let of_a_log = String::from("AUTH PLAIN AGFubmEAc2VjcmV0");
/// let text = DisplayText::from(of_a_log.as_str());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct DisplayText<'a>(Cow<'a, str>);

impl<'a> DisplayText<'a> {
    /// Text that has been masked.
    pub(super) fn masked(text: Cow<'a, str>) -> Self {
        DisplayText(text)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The same text, owned. Not inlined, nor are the masks: reports call them at more than a hundred places.
    #[inline(never)]
    pub fn into_owned(self) -> DisplayText<'static> {
        DisplayText(Cow::Owned(self.0.into_owned()))
    }

    /// The parts, concatenated.
    pub fn concat<const N: usize>(parts: [DisplayText<'_>; N]) -> DisplayText<'static> {
        joined(&parts, "")
    }

    /// The non-empty parts, with `separator` between them.
    pub fn join<'p>(parts: impl IntoIterator<Item = DisplayText<'p>>, separator: &'static str) -> DisplayText<'static> {
        let parts: Vec<DisplayText<'p>> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        joined(&parts, separator)
    }

    /// Appends a text that is not empty, after a separator unless it is the first one.
    pub fn append(&mut self, text: &DisplayText<'_>, separator: &'static str) {
        if !text.is_empty() {
            let own = self.0.to_mut();
            own.push_str(if own.is_empty() { "" } else { separator });
            own.push_str(text);
        }
    }

    /// A part of the text: by its type, `find` can return only a piece of its argument, or the program's own words.
    pub fn part(&self, find: impl FnOnce(&str) -> &str) -> DisplayText<'_> {
        DisplayText(Cow::Borrowed(find(&self.0)))
    }

    /// The text if it has at most `bytes`; otherwise the characters that fit, and an ellipsis.
    pub fn head(self, bytes: usize) -> Self {
        if self.0.len() <= bytes {
            return self;
        }
        let head = self.0.get(..self.0.floor_char_boundary(bytes)).unwrap_or_default();
        DisplayText(Cow::Owned(format!("{head}…")))
    }

    /// The addresses in the text of a cell of recipients.
    pub fn addresses(&self) -> impl Iterator<Item = DisplayText<'_>> {
        let parts = addresses(self.0.as_bytes()).filter_map(|part| core::str::from_utf8(part).ok());
        parts.map(|part| DisplayText(Cow::Borrowed(part)))
    }

    /// The text with every `character` replaced.
    pub fn replace(self, character: char, replacement: &'static str) -> Self {
        if self.0.contains(character) { DisplayText(Cow::Owned(self.0.replace(character, replacement))) } else { self }
    }

    /// The text on one line: line breaks and tabs become blanks, and other characters that do not show become marks that
    /// name them, `<U+202E>`, as the page shows them.
    pub fn one_line(self) -> Self {
        self.with_marks(|_| ' ')
    }

    /// The text with its line breaks and tabs, and with marks in place of other characters that do not show.
    pub fn marked(self) -> Self {
        self.with_marks(|blank| blank)
    }

    fn with_marks(self, blank: fn(char) -> char) -> Self {
        let mut hidden = hidden_characters(&self.0).peekable();
        if hidden.peek().is_none() {
            drop(hidden);
            return self;
        }
        let (mut shown, mut from) = (String::with_capacity(self.0.len()), 0);
        for (place, character) in hidden {
            shown.push_str(self.0.get(from..place).unwrap_or_default());
            match character {
                '\t' | '\r' | '\n' => shown.push(blank(character)),
                _ => shown.push_str(&format!("<U+{:04X}>", u32::from(character))),
            }
            from = place + character.len_utf8();
        }
        shown.push_str(self.0.get(from..).unwrap_or_default());
        DisplayText(Cow::Owned(shown))
    }

    /// The text with its ASCII letters in capitals.
    pub fn to_ascii_uppercase(&self) -> DisplayText<'static> {
        DisplayText(Cow::Owned(self.0.to_ascii_uppercase()))
    }

    /// A time as ISO 8601 in UTC: `2026-03-01T09:30:00.000Z`.
    pub fn time(time: Timestamp) -> Self {
        DisplayText(Cow::Owned(time.to_iso().as_str().to_string()))
    }

    /// A time as spreadsheets read it, at an offset from UTC: `2026-03-01 10:30:00.000`. They read the milliseconds only
    /// after the decimal sign of their culture.
    pub fn spreadsheet_time(time: Timestamp, offset_minutes: i32, decimal_comma: bool) -> Self {
        let local = Timestamp(time.0.saturating_add(i64::from(offset_minutes) * MINUTE));
        let text = local.to_iso().as_str().trim_end_matches('Z').replace('T', " ");
        DisplayText(Cow::Owned(if decimal_comma { text.replace('.', ",") } else { text }))
    }

    /// An offset from UTC: `UTC`, `UTC+01:00`.
    pub fn offset(minutes: i32) -> Self {
        let (sign, size) = (if minutes < 0 { '-' } else { '+' }, minutes.unsigned_abs());
        match size {
            0 => "UTC".into(),
            _ => DisplayText(Cow::Owned(format!("UTC{sign}{:02}:{:02}", size / 60, size % 60))),
        }
    }

    /// Something with its number of occurrences, if there are several: `HTTP × 3`.
    pub fn times(self, count: u64) -> DisplayText<'a> {
        if count > 1 { DisplayText::concat([self, " × ".into(), count.into()]) } else { self }
    }

    /// Milliseconds as seconds: `1.250 s`.
    pub fn seconds(ms: i64) -> Self {
        DisplayText(Cow::Owned(format!("{}.{:03} s", ms / 1000, (ms % 1000).abs())))
    }
}

fn joined(parts: &[DisplayText<'_>], separator: &'static str) -> DisplayText<'static> {
    let parts: Vec<&str> = parts.iter().map(DisplayText::as_str).collect();
    DisplayText(Cow::Owned(parts.join(separator)))
}

/// A piece of a text as text, for [`DisplayText::part`] with functions that take bytes. Empty if a character is split.
pub fn str_of(piece: &[u8]) -> &str {
    core::str::from_utf8(piece).unwrap_or_default()
}

impl From<&'static str> for DisplayText<'_> {
    fn from(words: &'static str) -> Self {
        DisplayText(Cow::Borrowed(words))
    }
}

impl From<u64> for DisplayText<'_> {
    fn from(number: u64) -> Self {
        DisplayText(Cow::Owned(number.to_string()))
    }
}

impl From<Status> for DisplayText<'_> {
    fn from(status: Status) -> Self {
        DisplayText(Cow::Owned(status.to_string()))
    }
}

impl Display for DisplayText<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Deref for DisplayText<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for DisplayText<'_> {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for DisplayText<'_> {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

/// For maps with such texts as keys.
impl Borrow<str> for DisplayText<'_> {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

#[cfg(test)]
impl ts_rs::TS for DisplayText<'_> {
    type WithoutGenerics = DisplayText<'static>;
    type OptionInnerType = Self;

    fn name(_: &ts_rs::Config) -> alloc::string::String {
        "string".to_string()
    }

    fn inline(config: &ts_rs::Config) -> alloc::string::String {
        Self::name(config)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_for_spreadsheets() {
        let time = Timestamp(1_772_353_510_123);
        assert_eq!(DisplayText::spreadsheet_time(time, 0, false), "2026-03-01 08:25:10.123");
        assert_eq!(DisplayText::spreadsheet_time(time, 60, true), "2026-03-01 09:25:10,123");
        assert_eq!(DisplayText::spreadsheet_time(time, -570, false), "2026-02-28 22:55:10.123");
        let offsets = [0, 60, -570].map(DisplayText::offset);
        assert_eq!(offsets, ["UTC", "UTC+01:00", "UTC-09:30"].map(DisplayText::from));
    }

    #[test]
    fn parts_are_joined() {
        let parts = ["a", "", "b"].map(DisplayText::from);
        assert_eq!(DisplayText::join(parts, ", "), "a, b");
        assert_eq!(DisplayText::concat(["a ".into(), 5u64.into()]), "a 5");
        assert_eq!(DisplayText::seconds(61_005), "61.005 s");
        assert_eq!(DisplayText::from("a\r\nb").one_line(), "a  b");
        assert_eq!(
            DisplayText::from("a\u{1B}[2J\u{7F}\tb\u{85}\u{202E}c").one_line(),
            "a<U+001B>[2J<U+007F> b<U+0085><U+202E>c"
        );
        assert_eq!(DisplayText::from("a\tb\r\nc\u{1B}\u{200B}").marked(), "a\tb\r\nc<U+001B><U+200B>");
        let text = DisplayText::from("a; ;b c;");
        assert!(text.addresses().eq(["a", "b c"].map(DisplayText::from)));
    }
}

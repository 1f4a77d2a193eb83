//! How far quotes, brackets and blanks extend.

/// Most blanks between a name and what follows it: lists align their values.
const MAX_BLANKS: usize = 64;

/// The length of a value up to the quote that closes it, which is neither doubled nor escaped.
pub(super) fn quoted_length(text: &[u8], quote: u8) -> usize {
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'\\' => at += 2,
            byte if byte == quote && text.get(at + 1) == Some(&quote) && at > 0 => at += 2,
            byte if byte == quote => return at,
            _ => at += 1,
        }
    }
    text.len()
}

/// Longest value in braces, in bytes.
const MAX_BRACED: usize = 256;

/// The length of a value of ODBC that begins after a brace: up to the one that closes it, which is not doubled. `None`
/// where more of a value follows that only begins with a brace.
pub(super) fn braced_length(text: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        let rest = text.get(at..text.len().min(MAX_BRACED))?;
        at += memchr::memchr(b'}', rest)?;
        match text.get(at + 1) {
            Some(b'}') => at += 2,
            Some(byte) if !byte.is_ascii_whitespace() && !b";,&\"'".contains(byte) => return None,
            _ => return Some(at),
        }
    }
}

/// The length of an object or array of JSON; all of the text if it is not closed.
pub(super) fn nested_length(text: &[u8]) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        at += 1;
        match byte {
            b'"' => at += quoted_length(text.get(at..).unwrap_or_default(), b'"') + 1,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

/// The end of the name before `at`, and whether it is in quotes.
pub(super) fn before_blanks_and_quote(text: &[u8], at: usize) -> (usize, bool) {
    let back = |end: usize, class: fn(&u8) -> bool, most: usize| {
        let head = text.get(..end).unwrap_or_default();
        end - head.iter().rev().take(most).take_while(|byte| class(byte)).count()
    };
    let end = before_blanks(text, at);
    let end = back(end, |byte| *byte == b'*', 2);
    // In brackets: `form['password'] = `.
    let inner = end - usize::from(matches!(text.get(..end), Some([.., b'"' | b'\'', b']'])));
    let name_end = back(inner, |byte| matches!(byte, b'"' | b'\''), 2);
    (name_end, name_end < inner)
}

/// The end of what is before the blanks that end at `at`: also of blanks that do not break, as French has them before a
/// colon, of those of full width, and of marks of the direction of text.
fn before_blanks(text: &[u8], at: usize) -> usize {
    let mut end = at;
    let is_near = |end: usize| at - end < MAX_BLANKS;
    while is_near(end)
        && let Some(head) = text.get(..end)
    {
        end -= match head {
            [.., b' ' | b'\t'] => 1,
            [.., 0xC2, 0xA0] => 2,
            [.., 0xE2, 0x80, 0x8B..=0x8F | 0xAF] | [.., 0xE3, 0x80, 0x80] => 3,
            _ => break,
        };
    }
    end
}

/// Number of blanks at a place.
pub(super) fn blanks(text: &[u8], at: usize) -> usize {
    text.get(at..).unwrap_or_default().iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

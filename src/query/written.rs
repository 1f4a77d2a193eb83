//! How far words, phrases and expressions go in the text of a query.

use alloc::string::String;

/// Text up to a space or a parenthesis that it did not open, or up to a comma in a list.
pub(super) fn raw(text: &str, list: bool) -> &str {
    let mut open = 0_usize;
    let end = text.find(|character: char| match character {
        '(' => {
            open += 1;
            false
        }
        ')' if open > 0 => {
            open -= 1;
            false
        }
        character => ends_term(character, list),
    });
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

pub(super) fn ends_term(character: char, list: bool) -> bool {
    character.is_whitespace() || character == ')' || (list && character == ',')
}

/// Whether a character begins a phrase. Mail programs and word processors put those of print around what is copied from them.
pub(super) fn is_quotation_mark(character: char) -> bool {
    character == '"' || is_printed_mark(character)
}

fn is_printed_mark(character: char) -> bool {
    matches!(character, '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}')
}

/// The phrase at the beginning of `text`, and the length of it with its quotation marks. Those of print end with any of them, as
/// languages differ, and are not doubled.
pub(super) fn quoted(text: &str) -> Option<(String, usize)> {
    let mut phrase = String::new();
    let mut characters = text.char_indices().peekable();
    let (_, opening) = characters.next()?;
    while let Some((at, character)) = characters.next() {
        let is_end = match opening {
            '"' => character == '"' && characters.next_if(|&(_, next)| next == '"').is_none(),
            _ => is_quotation_mark(character),
        };
        if is_end {
            return Some((phrase, at + character.len_utf8()));
        }
        phrase.push(character);
    }
    None
}

/// The text of `<"…">` at the beginning of `text`, and the length of it all, if nothing else belongs to the value.
pub(super) fn exact(text: &str) -> Option<(String, usize)> {
    let (exact, length) = quoted(text.strip_prefix('<').filter(|inner| inner.starts_with('"'))?)?;
    let rest = text.get(1 + length..)?.strip_prefix('>')?;
    rest.chars().next().is_none_or(|next| ends_term(next, true)).then_some((exact, length + 2))
}

/// Whether a value begins and ends with angle brackets.
pub(super) fn is_bracketed(text: &str) -> bool {
    let word = raw(text, true);
    exact(text).is_some() || (word.len() > 1 && word.starts_with('<') && word.ends_with('>'))
}

/// Whether a value without spaces is a regular expression between slashes.
pub(super) fn is_expression(word: &str) -> bool {
    word.len() > 2 && word.starts_with('/') && word.ends_with('/')
}

/// The end of the regular expression at the beginning of `text`.
pub(super) fn regex_end(text: &str, list: bool) -> Option<usize> {
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => {
                characters.next();
            }
            '/' if characters.peek().is_none_or(|&(_, next)| ends_term(next, list)) => return Some(at),
            _ => {}
        }
    }
    None
}

//! Characters that do not show.

/// Whether a character is drawn as nothing, turns the text beside it, ends a line or drives a terminal: control and format
/// characters (Unicode's Cc and Cf), separators of lines and paragraphs (Zl, Zp), whatever else is ignored by default
/// (Default_Ignorable_Code_Point, DerivedCoreProperties.txt), the blank of braille, and what replaces bytes that are no
/// text (U+FFFD). Not the signs before Arabic numbers, which are visible, and not the selectors of the style of an emoji after one.
fn is_hidden(before: char, character: char) -> bool {
    match character {
        ' '..='~' => false,
        '\u{FE0E}' | '\u{FE0F}' => !may_be_emoji(before),
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{AD}' | '\u{34F}' | '\u{61C}' => true,
        '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}' => true,
        '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{2800}' => true,
        '\u{3164}' | '\u{FE00}'..='\u{FE0D}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{FFFD}' => true,
        '\u{13430}'..='\u{1343F}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' => true,
        '\u{E0000}'..='\u{E0FFF}' => true,
        _ => false,
    }
}

/// Whether a selector of style after this character is seen in it: emoji and the symbols that can be one
/// (emoji-variation-sequences.txt), apart from digits, `#` and `*`, which are keys only together with what follows the selector.
fn may_be_emoji(character: char) -> bool {
    matches!(character, '\u{A9}' | '\u{AE}' | '\u{203C}'..='\u{3299}' | '\u{1F000}'..='\u{1FAFF}')
}

/// The characters of a text that do not show, each with its place in bytes.
pub fn hidden_characters(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut before = '\0';
    text.char_indices().filter(move |&(_, character)| is_hidden(core::mem::replace(&mut before, character), character))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use alloc::string::String;
    use alloc::vec::Vec;

    /// All of them but the tab, which becomes a blank, as ranges of code points, one a line.
    fn ranges() -> String {
        let is_listed =
            |code: &u32| char::from_u32(*code).is_some_and(|character| character != '\t' && is_hidden('a', character));
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        for code in (0..=0x10_FFFF).filter(is_listed) {
            match ranges.last_mut() {
                Some((_, last)) if *last + 1 == code => *last = code,
                _ => ranges.push((code, code)),
            }
        }
        ranges.iter().map(|(first, last)| format!("{first:04X}..{last:04X}\n")).collect()
    }

    /// The page has a definition of its own, and its tests read the same list.
    #[test]
    fn the_page_and_exports_mark_the_same_characters() {
        assert_eq!(include_str!("../../../tests/hidden-characters.txt"), ranges());
    }

    #[test]
    fn letters_accents_and_emoji_show() {
        for text in ["Müller, \u{0301}", "日本語", "שלום", "👍\u{FE0F}", "☎\u{FE0E}", "\u{600}12", "\u{A0}"]
        {
            assert_eq!(hidden_characters(text).next(), None, "{text}");
        }
    }

    #[test]
    fn a_selector_of_style_shows_only_after_what_has_styles() {
        let found: Vec<_> = hidden_characters("a\u{FE0F} ©\u{FE0F} \u{FE0E}☎\u{FE0F}\u{FE0F}").collect();
        assert_eq!(found, [(1, '\u{FE0F}'), (11, '\u{FE0E}'), (20, '\u{FE0F}')]);
    }

    #[test]
    fn whatever_turns_or_ends_a_line_is_hidden() {
        let all = (0..=0x10_FFFF).filter_map(char::from_u32);
        for character in all.filter(|character| character.is_control()) {
            assert!(is_hidden('a', character), "{character:?}");
        }
        // UAX #9, 2, and the line terminators of UAX #14.
        for character in
            "\u{61C}\u{200E}\u{200F}\u{202A}\u{202E}\u{2066}\u{2069}\u{2028}\u{2029}\u{85}\u{B}\u{C}".chars()
        {
            assert!(is_hidden('a', character), "{character:?}");
        }
    }
}

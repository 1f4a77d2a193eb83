//! Dates with the name of the month, as the long format of a culture and RFC 1123 have them: `Sunday, March 15, 2026 1:00:00 PM`.

use alloc::format;
use alloc::vec::Vec;

/// Bytes of the longest time that is read.
const MAX: usize = 80;

/// Digits of the shortest time: of the day, the year in its century, the hour and the minute.
const MIN_DIGITS: usize = 6;

/// What is between the month and the year, or the day.
const BETWEEN: [&str; 3] = ["de", "del", "of"];

/// The names of each month in English, German, French, Spanish, Italian, Dutch, Portuguese and the languages of Scandinavia, and
/// the English abbreviation.
const MONTHS: [&str; 12] = [
    "january jan januar jänner janvier enero gennaio januari janeiro",
    "february feb februar février febrero febbraio februari fevereiro",
    "march mar märz mars marzo maart março marts",
    "april apr avril abril aprile",
    "may mai mayo maggio mei maio maj",
    "june jun juni juin junio giugno junho",
    "july jul juli juillet julio luglio julho",
    "august aug août agosto augustus augusti",
    "september sep septembre septiembre settembre setembro",
    "october oct oktober octobre octubre ottobre outubro",
    "november nov novembre noviembre novembro",
    "december dec dezember décembre diciembre dicembre dezembro desember",
];

/// The time with the number of the month instead of its name, the year first; `None` for a text without a day, the name of a
/// month, and a year.
pub(super) fn with_number_of_month(text: &[u8]) -> Option<Vec<u8>> {
    // Every line that is no row comes here, and nearly none has the digits of a date and a time.
    let digits = || text.iter().filter(|byte| byte.is_ascii_digit()).count();
    if text.len() > MAX || digits() < MIN_DIGITS || !text.iter().any(u8::is_ascii_alphabetic) {
        return None;
    }
    let text = core::str::from_utf8(text).ok()?;
    let is_of_word = |character: char| character.is_alphanumeric();
    let mut rest = text;
    let (mut month, mut numbers) = (None, Vec::new());
    while numbers.len() < 2 || month.is_none() {
        rest = rest.trim_start_matches(|character| !is_of_word(character));
        let (word, after) = rest.split_at(rest.find(|character| !is_of_word(character)).unwrap_or(rest.len()));
        if word.is_empty() || after.starts_with(':') {
            return None;
        }
        rest = after;
        match number_of(word) {
            Some(_) if month.is_some() => return None,
            Some(number) => month = Some(number),
            None if word.bytes().all(|byte| byte.is_ascii_digit()) => numbers.push(word),
            // The day of the week may have the abbreviation of a month, and then the month is a word that is not known: `mar 10 ene 2026`.
            None if month.is_some() && !BETWEEN.contains(&word) => return None,
            // The day of the week, `de`.
            None => {}
        }
    }
    let (day, year) = match *numbers.as_slice() {
        [year, day] if year.len() == 4 => (day, year),
        [day, year] => (day, year),
        _ => return None,
    };
    let century = if year.len() == 2 { "20" } else { "" };
    let clock = rest.trim_start_matches(|character| !is_of_word(character));
    // A second name is that of another date.
    let has_other = clock.split(|character| !is_of_word(character)).any(|word| number_of(word).is_some());
    (!has_other).then(|| format!("{century}{year}-{}-{day} {clock}", month.unwrap_or_default()).into_bytes())
}

/// The number of the month with that name.
fn number_of(word: &str) -> Option<usize> {
    let is_name = |names: &&str| names.split(' ').any(|name| name.eq_ignore_ascii_case(word));
    MONTHS.iter().position(is_name).map(|place| place + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_by_their_names() {
        let read = |text: &str| with_number_of_month(text.as_bytes()).map(|text| String::from_utf8(text).unwrap());
        for text in
            ["martes, 3 de marzo de 2026 8:00", "mardi 3 mars 2026 8:00", "2026 March 3, 8:00", "03-Mar-2026 8:00"]
        {
            let found = read(text).unwrap().replace("-03 ", "-3 ");
            assert_eq!(found, "2026-3-3 8:00", "{text}");
        }
        for text in ["mar 10 ene 2026 8:00", "mar. 10 gen 2026 8:00", "March 3 or 4 2026 8:00"] {
            assert_eq!(read(text), None, "{text}: the month may be another one");
        }
        for text in
            ["", "3/1/2026 1:00:00 PM", "March 15 8:00:00", "15 March", "15 3 2026 8:00 may", "8:00 15 March 2026"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

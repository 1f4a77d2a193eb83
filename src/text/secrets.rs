//! Secrets that are known from one text and must not be seen in another.
//!
//! Servers quote what they refuse, logs echo what they read, and a table has the cells of a text once more. A password
//! among the words of a reply looks like any other word, but it was sent a few entries before. Whoever quotes it may
//! have changed it: the case of its letters (`Unrecognized command 'SWORD-FISH'`), its escapes, its encoding. So forms
//! are kept in small letters, as which a text is compared with them, and letters beyond ASCII both in UTF-8 and in
//! Latin-1.

use super::escape::{joined, unescaped};
use super::secret::is_no_word;
use crate::bytes::base64;
use crate::work::{self, each_part};
use alloc::string::String;
use alloc::vec::Vec;
use core::mem::size_of;
use core::ops::Range;

/// Minimum length of a secret that is looked for in bytes; shorter ones are parts of many words.
const MIN_LENGTH: usize = 4;

/// Minimum length of a secret that consists of digits, in bytes; shorter ones are counts and sizes.
pub const MIN_NUMBER: usize = 6;

/// From this length in bytes a secret is also found as a part of a longer word.
const MIN_INSIDE: usize = 12;

/// From this length in bytes a secret is also found where a blank is inside it: a mail program broke the row, and the
/// lines were joined.
const MIN_BROKEN: usize = 8;

/// Most blanks inside a secret that was broken.
const MAX_BLANKS: usize = 2;

/// Minimum length of a word that may encode a secret, in bytes.
const MIN_ENCODED: usize = 6;

/// Most secrets that begin with one another and are tried at one place.
const MAX_NESTED: usize = 64;

/// From this length in bytes the beginning of a secret is masked like all of it. So no text takes time because it is
/// everywhere nearly the same as a secret.
const MIN_BEGINNING: usize = 256;

/// Texts in small letters one after the other, in one piece of memory: there may be a million secrets.
#[derive(Debug, Default)]
struct Texts {
    bytes: Vec<u8>,
    ranges: Vec<Range<usize>>,
}

impl Texts {
    const NONE: Texts = Texts { bytes: Vec::new(), ranges: Vec::new() };

    fn add(&mut self, text: &[u8]) {
        let begin = self.bytes.len();
        self.bytes.extend(text.iter().map(u8::to_ascii_lowercase));
        self.ranges.push(begin..self.bytes.len());
    }

    fn len(&self) -> usize {
        self.ranges.len()
    }

    fn at(&self, range: &Range<usize>) -> &[u8] {
        self.bytes.get(range.clone()).unwrap_or_default()
    }

    fn get(&self, index: usize) -> Option<&[u8]> {
        self.ranges.get(index).map(|range| self.at(range))
    }

    fn iter(&self) -> impl Iterator<Item = &[u8]> {
        self.ranges.iter().map(|range| self.at(range))
    }
}

/// What may be repeated of secrets, in the order in which they were found.
#[derive(Debug, Default)]
pub struct FoundSecrets(Texts);

impl FoundSecrets {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.len() == 0
    }

    /// Adds what may be repeated of a secret: all of it, without its escapes, without the quotes, brackets and points around
    /// it, and the password that it begins with, where words follow that belong to the text around it; but nothing that
    /// is public, so that its repetition reveals nothing.
    pub fn add(&mut self, secret: &[u8], is_public: &dyn Fn(&[u8]) -> bool) {
        let secret = secret.trim_ascii();
        let bare = without_signs(secret);
        let word = without_signs(bare.split(u8::is_ascii_whitespace).next().unwrap_or_default());
        let first = self.0.len();
        let mut add = |form: &[u8]| {
            if !is_public(form) {
                self.add_form(form, first);
            }
        };
        add(secret);
        add(bare);
        if is_no_word(word) {
            add(word);
        }
        for layer in unescaped(secret) {
            let meant = layer.text.trim_ascii();
            add(meant);
            add(without_signs(meant));
        }
    }

    /// Adds the secrets of a session, in steps.
    pub async fn add_all(&mut self, secrets: &Secrets) {
        work::each(secrets.forms.iter(), |secret| self.add(secret, &|_| false)).await;
    }

    /// Adds a form of a secret whose others begin at an index, in both encodings.
    #[inline(never)]
    fn add_form(&mut self, form: &[u8], first: usize) {
        self.add_new(form, first);
        if let Some(recoded) = recoded(form) {
            self.add_new(&recoded, first);
        }
    }

    fn add_new(&mut self, form: &[u8], first: usize) {
        let is_form = |other| self.0.get(other).is_some_and(|other| other.eq_ignore_ascii_case(form));
        if is_telling(form) && !(first..self.0.len()).any(is_form) {
            self.0.add(form);
        }
    }

    /// For each form, its first bytes, and then its index.
    fn keys(&self) -> Vec<u128> {
        let key = |(index, form): (usize, &[u8])| {
            let mut first = [0; FIRST_BYTES];
            first.iter_mut().zip(form).for_each(|(byte, own)| *byte = *own);
            let first = first.into_iter().fold(0_u128, |number, byte| number << 8 | u128::from(byte));
            first << INDEX_BITS | index as u128
        };
        self.0.iter().enumerate().map(key).collect()
    }

    fn form(&self, key: u128) -> &[u8] {
        self.0.get((key & ((1 << INDEX_BITS) - 1)) as usize).unwrap_or_default()
    }
}

/// Number of the first bytes of a form that are in its key: most comparisons need no others.
const FIRST_BYTES: usize = 11;

/// The bits of a key that are the index of a form.
const INDEX_BITS: u32 = u128::BITS - 8 * FIRST_BYTES as u32;

/// Secrets, and what they look like where they are repeated.
#[derive(Debug, Default)]
pub struct Secrets {
    /// In order.
    forms: Texts,
    /// For each form, the index of the longest other one that it begins with.
    parents: Vec<Option<usize>>,
    /// The bytes that a form begins with, in letters of both cases.
    firsts: Firsts,
    /// Length of the longest form in bytes.
    longest: usize,
}

/// A set of bytes.
#[derive(Clone, Copy, Debug, Default)]
struct Firsts([u64; 4]);

impl Firsts {
    const NONE: Firsts = Firsts([0; 4]);

    fn add(&mut self, byte: u8) {
        self.0[usize::from(byte >> 6)] |= 1 << (byte & 63);
    }

    fn contain(self, byte: u8) -> bool {
        self.0[usize::from(byte >> 6)] & 1 << (byte & 63) != 0
    }
}

impl Secrets {
    /// No secrets.
    pub const NONE: Secrets = Secrets { forms: Texts::NONE, parents: Vec::new(), firsts: Firsts::NONE, longest: 0 };

    /// These secrets, put in order in steps.
    pub async fn of(found: FoundSecrets) -> Secrets {
        let mut order = found.keys();
        let first = |key: &u128| key >> INDEX_BITS;
        work::sort_by(&mut order, &|one, other| {
            first(one).cmp(&first(other)).then_with(|| found.form(*one).cmp(found.form(*other)))
        })
        .await;
        let (mut secrets, mut beginnings) = (Secrets::NONE, Vec::new());
        each_part(order.len(), &mut |part| {
            let keys = order.get(part).unwrap_or_default();
            keys.iter().for_each(|key| secrets.append(found.form(*key), &mut beginnings));
        })
        .await;
        secrets
    }

    /// These few secrets.
    #[cfg(test)]
    pub fn new<'s>(secrets: impl IntoIterator<Item = &'s [u8]>) -> Secrets {
        let mut found = FoundSecrets::default();
        secrets.into_iter().for_each(|secret| found.add(secret, &|_| false));
        work::finish(Secrets::of(found))
    }

    /// Adds the next form in order. `beginnings` are the forms that the last one begins with, and itself.
    fn append(&mut self, form: &[u8], beginnings: &mut Vec<usize>) {
        while let Some(&last) = beginnings.last() {
            let begin = self.forms.get(last).unwrap_or_default();
            if begin == form {
                return;
            } else if form.starts_with(begin) {
                break;
            }
            beginnings.pop();
        }
        self.parents.push(beginnings.last().copied());
        beginnings.push(self.forms.len());
        if let Some(&first) = form.first() {
            self.firsts.add(first);
            self.firsts.add(first.to_ascii_uppercase());
        }
        self.longest = self.longest.max(form.len());
        self.forms.add(form);
    }

    /// What they take of memory, in bytes.
    pub fn size(&self) -> usize {
        let each = size_of::<Range<usize>>() + size_of::<Option<usize>>();
        self.forms.bytes.len() + self.forms.len() * each
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.forms.len() == 0
    }

    /// Whether a text is long enough for a secret to be in it.
    pub fn may_be_in(text: &[u8]) -> bool {
        text.len() >= MIN_LENGTH
    }

    /// Where they are in a text: as they are, escaped, broken over lines, or in base64.
    pub fn ranges(&self, text: &[u8]) -> Vec<Range<usize>> {
        if self.is_empty() {
            return Vec::new();
        }
        let mut ranges = self.ranges_in_layer(text);
        ranges.extend(self.broken(text));
        for layer in unescaped(text).into_iter().chain(joined(text)) {
            ranges.extend(self.ranges_in_layer(&layer.text).iter().map(|range| layer.in_log(range)));
        }
        ranges
    }

    fn ranges_in_layer(&self, text: &[u8]) -> Vec<Range<usize>> {
        let mut ranges = self.plain(text);
        ranges.extend(encoded_words(text).filter(|word| {
            let decoded = text.get(word.clone()).and_then(base64::decoded);
            decoded.is_some_and(|decoded| !self.plain(&decoded).is_empty())
        }));
        ranges
    }

    /// Where they are with a blank inside.
    fn broken(&self, text: &[u8]) -> Vec<Range<usize>> {
        if self.longest < MIN_BROKEN || !text.iter().any(u8::is_ascii_whitespace) {
            return Vec::new();
        }
        let places: Vec<usize> = (0..text.len()).filter(|&place| !is_blank_at(text, place)).collect();
        let letters: Vec<u8> = places.iter().filter_map(|&place| text.get(place).copied()).collect();
        let in_log = |range: &Range<usize>| {
            let last = range.end.checked_sub(1).and_then(|last| places.get(last));
            Some(*places.get(range.start)?..last? + 1)
        };
        let is_broken = |range: &Range<usize>| {
            let is_near = |found: &Range<usize>| (1..=MAX_BLANKS).contains(&(found.len() - range.len()));
            range.len() >= MIN_BROKEN && in_log(range).is_some_and(|found| is_near(&found) && is_whole(text, &found))
        };
        self.found(&letters, &is_broken).iter().filter_map(in_log).collect()
    }

    fn plain(&self, text: &[u8]) -> Vec<Range<usize>> {
        self.found(text, &|range| is_whole(text, range))
    }

    /// Where they are as they are, in letters of any case, if a place is accepted. They may overlap.
    fn found(&self, text: &[u8], accepts: &dyn Fn(&Range<usize>) -> bool) -> Vec<Range<usize>> {
        let next = |at: usize| {
            let rest = text.get(at..)?;
            Some(at + rest.iter().position(|&byte| self.firsts.contain(byte))?)
        };
        let (mut ranges, mut end, mut place) = (Vec::new(), 0, next(0));
        // Texts without one of the first letters are not copied.
        let small = if place.is_some() { text.to_ascii_lowercase() } else { Vec::new() };
        while let Some(at) = place {
            let length = self.length_at(&small, at, accepts).unwrap_or(0);
            if length > 0 && at + length > end {
                end = at + length;
                ranges.push(at..end);
            }
            // Another one may begin inside.
            place = next(at + if length < MIN_BEGINNING { 1 } else { length });
        }
        ranges
    }

    /// The length of the longest form at a place of a text in small letters. All forms that a text begins with are among the last one before it in
    /// order and those that it begins with in turn.
    fn length_at(&self, text: &[u8], at: usize, accepts: &dyn Fn(&Range<usize>) -> bool) -> Option<usize> {
        let rest = text.get(at..)?;
        let after = self.forms.ranges.partition_point(|range| self.forms.at(range) <= rest);
        let last = after.checked_sub(1);
        let nested = core::iter::successors(last, |&index| self.parents.get(index).copied().flatten());
        let mut lengths = nested.take(MAX_NESTED).filter_map(|index| self.forms.get(index));
        let whole = lengths.find(|form| rest.starts_with(form) && accepts(&(at..at + form.len()))).map(<[u8]>::len);
        whole.max(self.beginning_at(rest, after))
    }

    /// How much of a long form a text begins with, if that is enough. The form that has most in common with the text is
    /// next to the place that the text would have among the forms.
    fn beginning_at(&self, text: &[u8], after: usize) -> Option<usize> {
        if self.longest < MIN_BEGINNING {
            return None;
        }
        let neighbours = [after.checked_sub(1), Some(after)].into_iter().flatten().filter_map(|at| self.forms.get(at));
        let common = |form: &[u8]| form.iter().zip(text).take_while(|(one, other)| one == other).count();
        neighbours.map(common).max().filter(|&length| length >= MIN_BEGINNING)
    }
}

/// A text with letters beyond ASCII in the other encoding, UTF-8 or Latin-1; `None` for one that has none, or cannot be
/// in Latin-1.
#[inline(never)]
fn recoded(text: &[u8]) -> Option<Vec<u8>> {
    match core::str::from_utf8(text) {
        _ if text.is_ascii() => None,
        Ok(text) => text.chars().map(|letter| u8::try_from(letter).ok()).collect(),
        Err(_) => Some(text.iter().map(|&byte| char::from(byte)).collect::<String>().into_bytes()),
    }
}

fn is_blank_at(text: &[u8], place: usize) -> bool {
    text.get(place).is_some_and(u8::is_ascii_whitespace)
}

/// A text without the signs that enclose or end a value.
#[inline(never)]
fn without_signs(text: &[u8]) -> &[u8] {
    let is_sign = |byte: &u8| b"\"'<>()[]{},;.:".contains(byte);
    let start = text.iter().position(|byte| !is_sign(byte)).unwrap_or(text.len());
    let end = text.iter().rposition(|byte| !is_sign(byte)).map_or(start, |last| last + 1);
    text.get(start..end).unwrap_or_default()
}

fn is_telling(form: &[u8]) -> bool {
    form.len() >= if form.iter().all(u8::is_ascii_digit) { MIN_NUMBER } else { MIN_LENGTH }
}

/// Whether a range of a text is a word or several, or long enough to be none by accident.
fn is_whole(text: &[u8], range: &Range<usize>) -> bool {
    let is_letter = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(u8::is_ascii_alphanumeric);
    range.len() >= MIN_INSIDE || (!is_letter(range.start.checked_sub(1)) && !is_letter(Some(range.end)))
}

/// The words of a text that may be base64.
fn encoded_words(text: &[u8]) -> impl Iterator<Item = Range<usize>> + use<'_> {
    let mut at = 0;
    core::iter::from_fn(move || {
        loop {
            at += text.get(at..)?.iter().position(|byte| base64::is_digit(*byte))?;
            let start = at;
            at += text.get(at..)?.iter().take_while(|byte| base64::is_digit(**byte)).count();
            at += text.get(at..)?.iter().take(2).take_while(|byte| **byte == b'=').count();
            if at - start >= MIN_ENCODED {
                return Some(start..at);
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text with `*` for each secret.
    fn masked(secrets: &[&str], text: &str) -> String {
        let secrets = Secrets::new(secrets.iter().map(|secret| secret.as_bytes()));
        let mut ranges = secrets.ranges(text.as_bytes());
        ranges.sort_by_key(|range| (range.start, range.end));
        ranges.dedup();
        let mut shown = String::from(text);
        for range in ranges.into_iter().rev() {
            shown.replace_range(range, "*");
        }
        shown
    }

    #[test]
    fn a_secret_is_found_in_every_form() {
        for (text, shown) in [
            ("535 5.7.8 sword-fish is wrong", "535 5.7.8 * is wrong"),
            ("'sword-fish'", "'*'"),
            ("c3dvcmQtZmlzaA==", "*"),
            ("x c3dvcmQtZmlzaA x", "x * x"),
            ("AGFubgBzd29yZC1maXNo", "*"),
            ("a%3Dsword%2Dfish", "a%3D*"),
            ("\\u0022sword-fish\\u0022", "\\u0022*\\u0022"),
            ("sword\r\n-fish", "*"),
            ("swordfish, sword-fishes", "swordfish, sword-fishes"),
            ("unknown command 'SWORD-FISH', Sword-Fish", "unknown command '*', *"),
            ("U1dPUkQtRklTSA==", "*"),
        ] {
            assert_eq!(masked(&["sword-fish"], text), shown);
        }
        assert_eq!(masked(&["Sword-Fish7"], "sword-fish7, SWORD-FISH7"), "*, *");
        assert_eq!(masked(&[r#""Sword\"Fish7""#], r#"no Sword"Fish7 here"#), "no * here");
        for text in
            ["Sürd-Fish7", "S\\u00fcrd-fish7", "S&#252;rd-Fish7", "S&#xfc;rd-Fish7", "S%FCrd-Fish7", "S%C3%BCrd-Fish7"]
        {
            assert_eq!(masked(&["Sürd-Fish7"], text), "*", "{text}");
            assert_eq!(masked(&[text], "Sürd-Fish7"), "*", "{text}");
        }
        assert_eq!(masked(&["P@rd-Fish7"], "P&#64;rd-Fish7"), "*");
        assert_eq!(masked(&["密rd-Fish7"], "\\u5bc6rd-Fish7"), "*");
        assert_eq!(masked(&["\"sword fish\""], "no sword fish here"), "no * here");
        assert_eq!(masked(&["sword-fish\"; "], "no sword-fish here"), "no * here");
        assert_eq!(
            masked(&["Sw0rd was wrong"], "Sw0rd was refused, which was wrong"),
            "* was refused, which was wrong"
        );
        assert_eq!(masked(&["a%26bcd"], "a&bcd"), "*");
        for (text, shown) in [
            ("no Sword-F ish7 here", "no * here"),
            ("no Sword-F\r\nish7 here", "no * here"),
            ("no Sword-F\r\n ish7 here", "no Sword-F\r\n ish7 here"),
            ("no Sword -F ish7 here", "no * here"),
            ("no S w o r d-Fish7 here", "no S w o r d-Fish7 here"),
        ] {
            assert_eq!(masked(&["Sword-Fish7"], text), shown, "{text}");
        }
        assert_eq!(masked(&["hunter2"], "hunt er2"), "hunt er2", "too short");
        assert_eq!(masked(&["c2VjcmV0UGFzc3dvcmQx"], "xc2VjcmV0UGFzc3dvcmQxyz"), "x*yz", "too long for an accident");
    }

    #[test]
    fn what_is_too_short_or_a_number_is_not_looked_for() {
        assert_eq!(masked(&["abc", "7392", ""], "abc 7392"), "abc 7392");
        assert_eq!(masked(&["abcd", "739274"], "abcd 739274"), "* *");
    }

    #[test]
    fn the_longest_of_secrets_that_begin_with_one_another_is_found() {
        let secrets = ["pass", "pass word", "pass word 1", "past", "passe"];
        assert_eq!(
            masked(&secrets, "pass word 1; pass word 2; pass; passer; paste; past"),
            "*; * 2; *; passer; paste; *"
        );
    }

    #[test]
    fn a_secret_that_begins_inside_another_one_is_found() {
        let secrets = Secrets::new([&b"{sword"[..], b"sword;fish"]);
        assert_eq!(secrets.ranges(b"x={sword;fish"), [2..8, 3..13]);
    }

    #[test]
    fn the_beginning_of_a_long_secret_is_found() {
        let (head, tail) = ("h".repeat(300), "j".repeat(300));
        let secrets = [head.clone() + "one" + &tail, head.clone() + "two" + &tail];
        let secrets: Vec<&str> = secrets.iter().map(String::as_str).collect();
        assert_eq!(masked(&secrets, &(head.clone() + "two" + &tail)), "*");
        assert_eq!(masked(&secrets, &(head.clone() + "too")), "*oo");
        assert_eq!(masked(&secrets, &("h".repeat(299) + "-x")), "*-x");
        assert_eq!(masked(&secrets, &head[..200]), head[..200], "too short");
    }

    #[test]
    fn time_is_linear_where_a_text_is_nearly_a_secret() {
        let secret = "a".repeat(500_000) + "b";
        let text = "a".repeat(500_000) + &"a ".repeat(250_000);
        assert!(masked(&[&secret], &text).starts_with("*"));
    }

    #[test]
    fn comparisons_grow_with_the_length_of_the_text() {
        let text = alloc::vec![b'a'; 100_000];
        let nested = (4..400).filter_map(|length| text.get(..length));
        assert!(Secrets::new(nested).ranges(&text).len() <= text.len());
    }
}

//! Values with a name: `name=value`, `"name":"value"`, `Name: value`, `<name>value</name>`.

use super::extent::{before_blanks_and_quote, blanks, braced_length, nested_length, quoted_length};
use super::harmless::{is_case_number, is_count, is_reference, is_word_about, without_domain};
use super::label::{MAX_TAG, follows_label};
use super::name::{
    before_links, is_number, is_password, is_secret_header, is_secret_name, is_word, name_before, name_length,
    secret_start, secret_start_in_sentence,
};
use super::shape::is_no_word;
use core::ops::Range;

/// Longest value of `code`, which is checked before it counts as a secret, in bytes.
const MAX_CODE: usize = 2048;

/// Least digits of a PIN or another number that is a secret.
const MIN_CODE: usize = 4;

/// Least digits of a password.
const MIN_NUMBER: usize = 6;

/// Shortest word in brackets that is a password whatever it looks like, in bytes: `password(s)`.
const MIN_ENCLOSED: usize = 4;

/// Words that a secret follows in `password for ann@contoso.com: x`, in some languages.
const FOR: &[&str] =
    &[" for", " of", " f\u{FC}r", " von", " pour", " de", " para", " per", " di", " voor", " van", " dla", " для"];

/// Most words between these and the secret.
const MAX_FOR: usize = 4;

/// Elements of HTML in which a name may be.
const MARKUP: &[&str] = &["</b>", "</i>", "</u>", "</em>", "</strong>", "</span>", "</font>", "</label>"];

/// The value after `=`, or another sign that assigns.
pub(super) fn assigned(text: &[u8], sign: Range<usize>) -> Option<Range<usize>> {
    // `=>`, `:=` and `!=`.
    let is_arrow = sign.len() == 1 && text.get(sign.end) == Some(&b'>');
    let sign = sign.start..sign.end + usize::from(is_arrow);
    let doubled =
        sign.start.checked_sub(1).and_then(|before| text.get(before)).is_some_and(|byte| b":!".contains(byte));
    let (end, _) = before_blanks_and_quote(text, sign.start - usize::from(doubled));
    let (start, name) = name_before(text, end);
    if name.eq_ignore_ascii_case(b"code") {
        return code(text, sign.end);
    }
    let secret = secret_start(text, start, name);
    let is_named_before = || {
        let tag = tag_around(text, start);
        follows_secret_name(text, start) || names_secret(tag) || is_secret_element(tag)
    };
    let is_secret = secret.is_some()
        || name.eq_ignore_ascii_case(b"bearer")
        || (name.eq_ignore_ascii_case(b"value") && is_named_before());
    let start = secret.unwrap_or(start);
    let in_url = start.checked_sub(1).and_then(|before| text.get(before)).is_some_and(|byte| b"?&".contains(byte));
    let around = quote_before(text, start);
    let value = is_secret
        .then(|| value(text, sign.end, Ends { around, at_blank: in_url }))
        .map(|range| if may_be_of_address(name) { without_domain(text, range) } else { range })
        .filter(|range| is_worth_masking(text, range) && !text.get(range.clone()).is_some_and(is_count))?;
    Some(if is_secret_header(name) && !in_url { cookies(text, value) } else { value })
}

/// The word after a bar, `password|x`, unless it is the name of the next column.
pub(super) fn barred(text: &[u8], at: usize) -> Option<Range<usize>> {
    let (start, name) = name_before(text, at);
    if is_word(name) || secret_start(text, start, name).is_none() {
        return None;
    }
    let rest = text.get(at + 1..)?;
    let length = rest.iter().position(|byte| *byte == b'|' || byte.is_ascii_whitespace()).unwrap_or(rest.len());
    is_no_word(rest.get(..length)?).then_some(at + 1..at + 1 + length)
}

/// The value after an arrow, `->`, whose head is at `at`.
pub(super) fn pointed(text: &[u8], at: usize) -> Option<Range<usize>> {
    let head = text.get(..at)?;
    let shaft = head.iter().rev().take(3).take_while(|byte| **byte == b'-').count();
    if shaft > 0 { after_arrow(text, at - shaft..at + 1) } else { None }
}

/// The value after an arrow. Words that are also results, `pass -> fail`, are no names there.
fn after_arrow(text: &[u8], arrow: Range<usize>) -> Option<Range<usize>> {
    let (end, _) = before_blanks_and_quote(text, arrow.start);
    if is_word(name_before(text, end).1) { None } else { assigned(text, arrow) }
}

/// The value after a sign beyond ASCII that begins at `at`.
pub(super) fn after_sign(text: &[u8], at: usize) -> Option<Range<usize>> {
    let sign = at..at + 3;
    match core::str::from_utf8(text.get(sign.clone())?).ok()? {
        "\u{FF1A}" | "\u{FE55}" | "\u{FE30}" | "\u{2236}" => stated(text, sign),
        "\u{FF1D}" | "\u{FE66}" => assigned(text, sign),
        "\u{2192}" | "\u{21D2}" | "\u{21E8}" | "\u{279C}" | "\u{27A1}" | "\u{27F6}" | "\u{27F9}" => {
            after_arrow(text, sign)
        }
        "\u{FF08}" => enclosed(text, sign),
        _ => None,
    }
}

/// The value in `Password(x)`: a word, or arguments in quotes. What programs make is no word: `token(expired)`.
pub(super) fn enclosed(text: &[u8], bracket: Range<usize>) -> Option<Range<usize>> {
    let (_, name) = name_before(text, bracket.start);
    if !is_secret_name(name) || is_word(name) {
        return None;
    }
    let rest = text.get(bracket.end..)?;
    let rest = rest.get(..rest.len().min(MAX_TAG))?;
    let close = if bracket.len() > 1 { "\u{FF09}" } else { ")" };
    let length = memchr::memmem::find(rest, close.as_bytes())?;
    let content = rest.get(..length)?;
    let is_quoted = content.first().is_some_and(|first| b"\"'".contains(first));
    let may_be_word = || is_password(name) && length >= MIN_ENCLOSED;
    let is_secret = is_quoted || (!content.contains(&b' ') && (is_no_word(content) || may_be_word()));
    is_secret.then(|| bracket.end..bracket.end + length).filter(|range| is_worth_masking(text, range))
}

/// The value after `"name":`, `name:`, or in a header or a statement after `Name: `.
pub(super) fn stated(text: &[u8], colon: Range<usize>) -> Option<Range<usize>> {
    let (end, is_quoted) = before_blanks_and_quote(text, colon.start);
    let (start, name) = name_before(text, end);
    let secret = secret_start(text, start, name);
    if is_quoted {
        let is_named = || follows_secret_name(text, start) || is_of_secret_object(text, start, colon.end);
        let is_value =
            || [&b"value"[..], b"newvalue", b"oldvalue"].iter().any(|value| name.eq_ignore_ascii_case(value));
        let is_secret = secret.is_some() || (is_value() && is_named());
        return is_secret.then(|| member(text, colon.end)).filter(|range| is_worth_masking(text, range));
    }
    if !name.is_empty() {
        match follows_password_for(text, end) {
            1 => return word(text, colon.end).filter(|range| is_worth_masking(text, range)),
            0 if follows_secret_is(text, end) => {
                return word(text, colon.end).filter(|range| is_worth_masking(text, range));
            }
            0 => {}
            _ => return no_word(text, colon.end),
        }
    }
    let start = secret?;
    if is_reference_at(text, name, colon.end) || text.get(..start).is_some_and(|before| before.ends_with(b"/etc/")) {
        return None;
    }
    if is_secret_header(name) {
        return Some(header(text, colon.end)).filter(|range| is_worth_masking(text, range));
    }
    // The value of a name in LDIF is base64 after two colons (RFC 2849).
    let at = colon.end + usize::from(text.get(colon.end) == Some(&b':'));
    let at = after_markup(text, at);
    match text.get(at)? {
        // A blank in a log of IIS; the text without escapes decides. And what follows `:=` is assigned.
        b'+' | b'=' => None,
        b' ' | b'\t' if is_word(name) => telling_word(text, at, is_number(name)),
        b' ' | b'\t' => word(text, at).filter(|range| is_worth_masking(text, range)),
        _ => Some(value(text, at, Ends { around: quote_before(text, start), at_blank: true })),
    }
}

/// The place after what ends bold text: `**Password:** x`, `<b>Password:</b> x`.
fn after_markup(text: &[u8], at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let stars = rest.iter().take(3).take_while(|byte| **byte == b'*').count();
    if stars > 0 && rest.get(stars) == Some(&b' ') {
        return at + stars;
    }
    let is_tag = |tag: &&&str| rest.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag.as_bytes()));
    at + MARKUP.iter().find(is_tag).map_or(0, |tag| tag.len())
}

/// The content of an element.
pub(super) fn element(text: &[u8], at: usize) -> Option<Range<usize>> {
    let from = at.saturating_sub(MAX_TAG);
    let head = text.get(from..at)?;
    let tag = head.get(memchr::memrchr(b'<', head)? + 1..)?;
    if tag.contains(&b'>') || tag.ends_with(b"/") {
        return None;
    }
    let open = at - tag.len() - 1;
    let local = local_name(tag);
    let is_of_label = || local != b"th" && follows_label(text, open);
    if !is_secret_element(tag) && !names_secret(tag) && !is_in_secret(text, open, local) && !is_of_label() {
        return None;
    }
    let start = at + 1;
    let rest = text.get(start..)?;
    match rest.strip_prefix(b"<![CDATA[") {
        Some(inner) => {
            let start = text.len() - inner.len();
            Some(start..start + memchr::memmem::find(inner, b"]]>").unwrap_or(inner.len()))
        }
        None => Some(start..start + memchr::memchr(b'<', rest).unwrap_or(rest.len())),
    }
    .filter(|range| is_worth_masking(text, range))
}

/// The name of an element without its namespace.
fn local_name(tag: &[u8]) -> &[u8] {
    let name = tag.split(u8::is_ascii_whitespace).next().unwrap_or_default();
    name.rsplit(|&byte| byte == b':').next().unwrap_or_default()
}

/// Whether the name of an element is that of a secret.
fn is_secret_element(tag: &[u8]) -> bool {
    let local = local_name(tag);
    is_secret_name(local) && local.len() == name_length(local)
}

/// Whether the tag at `open` begins the value of a setting that is a secret: `<setting name="Password"><value>`.
fn is_in_secret(text: &[u8], open: usize, local: &[u8]) -> bool {
    let head = text.get(..open).unwrap_or_default().trim_ascii_end();
    local.eq_ignore_ascii_case(b"value")
        && head.strip_suffix(b">").is_some_and(|inner| names_secret(tag_before(inner, inner.len())))
}

/// The beginning of the tag in which a place is; empty if it is in none.
fn tag_before(text: &[u8], at: usize) -> &[u8] {
    let near = text.get(at.saturating_sub(MAX_TAG)..at).unwrap_or_default();
    let open = memchr::memrchr2(b'<', b'>', near).filter(|&open| near.get(open) == Some(&b'<'));
    open.and_then(|open| near.get(open + 1..)).unwrap_or_default()
}

/// The tag in which a place is, whose other attributes may also follow it; empty if it is in none.
fn tag_around(text: &[u8], at: usize) -> &[u8] {
    let before = tag_before(text, at);
    let near = text.get(at - before.len()..text.len().min(at + MAX_TAG)).unwrap_or_default();
    match before {
        [] => before,
        _ => near.split(|byte| *byte == b'>').next().unwrap_or_default(),
    }
}

/// Whether an attribute of a tag says that the content is a secret: `<S N="Password">`, as PowerShell serializes
/// properties, `<Property Name="Password">`, or `<input type="password">`.
fn names_secret(tag: &[u8]) -> bool {
    let mut parts = tag.split(|byte| matches!(byte, b'"' | b'\''));
    while let (Some(attribute), Some(value)) = (parts.next(), parts.next()) {
        let attribute = attribute.trim_ascii().rsplit(u8::is_ascii_whitespace).next().unwrap_or_default();
        let is_name = [&b"n="[..], b"name=", b"key=", b"type="].iter().any(|name| attribute.eq_ignore_ascii_case(name));
        if is_name && is_secret_name(value) {
            return true;
        }
    }
    false
}

/// What ends a value besides `&`, `;` and the end of the line.
#[derive(Clone, Copy)]
struct Ends {
    /// A quote before the name.
    around: Option<u8>,
    /// A blank, as in URLs and lists. Elsewhere a value may contain blanks and commas, and ends before the next name.
    at_blank: bool,
}

/// The value that begins at `at`, without quotes around it.
fn value(text: &[u8], at: usize, ends: Ends) -> Range<usize> {
    let start = at + blanks(text, at).min(2);
    let rest = text.get(start..).unwrap_or_default();
    match rest {
        // A quote in a quoted field is doubled.
        [b'"', b'"', byte, ..] if !is_separator(*byte) => {
            let length = rest.get(2..).and_then(|inner| memchr::memmem::find(inner, b"\"\""));
            start + 2..length.map_or(text.len(), |length| start + 2 + length)
        }
        [quote @ (b'"' | b'\''), ..] => start + 1..start + 1 + quoted_length(rest.get(1..).unwrap_or_default(), *quote),
        [b'{', inner @ ..] if let Some(length) = braced_length(inner) => start + 1..start + 1 + length,
        _ => start..start + plain_length(rest, ends),
    }
}

/// The value of a member of JSON that begins at `at`: an object or array is a secret as a whole.
fn member(text: &[u8], at: usize) -> Range<usize> {
    let start = at + blanks(text, at);
    match text.get(start..) {
        Some(nested @ [b'{' | b'[', ..]) => start..start + nested_length(nested),
        _ => value(text, at, Ends { around: None, at_blank: false }),
    }
}

fn plain_length(text: &[u8], ends: Ends) -> usize {
    let ends = |at: usize| match text.get(at) {
        Some(b'&' | b';' | b'\r' | b'\n' | b'\t' | 0) => true,
        Some(b' ') if ends.at_blank => true,
        Some(b' ' | b',') => begins_named_value(text.get(at + 1..).unwrap_or_default()),
        Some(b'<') => text.get(at + 1) == Some(&b'/'),
        Some(byte) => ends.around == Some(*byte) && text.get(at + 1).is_none_or(|byte| !is_inside(*byte)),
        None => true,
    };
    (0..=text.len()).find(|&at| ends(at)).unwrap_or(text.len())
}

/// Whether a text begins with `name=` or `"name":`.
pub(super) fn begins_named_value(text: &[u8]) -> bool {
    let lead = text.iter().take(3).take_while(|byte| b" \"'".contains(byte)).count();
    let rest = text.get(lead..).unwrap_or_default();
    let length = name_length(rest);
    let after = rest.get(length..).unwrap_or_default();
    let quoted = after.strip_prefix(b"\"").or(after.strip_prefix(b"'"));
    // Base64 ends with an equals sign.
    let assigns = after.starts_with(b"=") && after.get(1).is_some_and(|byte| !b"=;&, ".contains(byte));
    length > 0 && (assigns || quoted.is_some_and(|after| after.starts_with(b":")) || after.starts_with(b": "))
}

/// The value of a header: to the end of the line, without the scheme of an authorization.
fn header(text: &[u8], at: usize) -> Range<usize> {
    let start = at + blanks(text, at);
    let rest = text.get(start..).unwrap_or_default();
    let end = start + rest.iter().position(|byte| b"\r\n".contains(byte)).unwrap_or(rest.len());
    let scheme = super::shape::scheme_length(text.get(start..end).unwrap_or_default());
    start + scheme..end
}

/// The word after a statement, unless it is the beginning of a sentence: a word in quotes, the last word, or one that
/// no language has.
fn word(text: &[u8], at: usize) -> Option<Range<usize>> {
    let (range, is_quoted) = next_word(text, at);
    let after = text.get(range.end..)?;
    let is_last = after.starts_with(b"\"") || after.trim_ascii().is_empty();
    (is_quoted || is_last || is_no_word(text.get(range.clone())?)).then_some(range)
}

/// The same after a name that is also a word, as in `SPF: pass: accepted`: a last word may be one of a language.
fn telling_word(text: &[u8], at: usize, is_number: bool) -> Option<Range<usize>> {
    let (range, is_quoted) = next_word(text, at);
    let word = text.get(range.clone())?;
    let digits = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let is_code = is_number && digits >= MIN_CODE && word.get(digits..)?.iter().all(|byte| b".,;)".contains(byte));
    (is_quoted || is_code || is_no_word(word)).then_some(range)
}

/// The next word, if no language has it and it is no number of a case.
pub(super) fn no_word(text: &[u8], at: usize) -> Option<Range<usize>> {
    let (range, is_quoted) = next_word(text, at);
    let word = text.get(range.clone())?;
    (is_quoted || (is_no_word(word) && !is_case_number(word))).then_some(range)
}

/// Whether the word after the name of a secret is the number of a case, an order or a model.
pub(super) fn is_reference_at(text: &[u8], name: &[u8], at: usize) -> bool {
    let (range, is_quoted) = next_word(text, at);
    let is_last = text.get(range.end..).unwrap_or_default().trim_ascii().is_empty();
    !is_quoted && is_reference(name, text.get(range).unwrap_or_default(), is_last)
}

/// Whether a value of that name may be a part of a mail address, and is no password, which may contain the sign of one.
fn may_be_of_address(name: &[u8]) -> bool {
    !is_password(name) && !name.eq_ignore_ascii_case(b"pass")
}

/// The word after the blanks at `at`, without quotes around it, and whether there are some.
fn next_word(text: &[u8], at: usize) -> (Range<usize>, bool) {
    let start = at + blanks(text, at);
    let rest = text.get(start..).unwrap_or_default();
    if matches!(rest.first(), Some(b'"' | b'\'')) {
        return (value(text, start, Ends { around: None, at_blank: true }), true);
    }
    if let Some(quoted) = in_other_quotes(rest) {
        return (start + quoted.start..start + quoted.end, true);
    }
    let length = rest.iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'"').unwrap_or(rest.len());
    (start..start + length, false)
}

/// Quotes of other languages, which some set apart by blanks that do not break.
const QUOTES: [(&str, &str); 6] = [
    ("\u{AB}", "\u{BB}"),
    ("\u{201E}", "\u{201C}"),
    ("\u{201C}", "\u{201D}"),
    ("\u{2039}", "\u{203A}"),
    ("\u{300C}", "\u{300D}"),
    ("\u{300E}", "\u{300F}"),
];

/// Longest text in such quotes that is a secret, in bytes.
const MAX_QUOTED: usize = 200;

/// Where in a text that begins with such a quote the text in quotes is.
fn in_other_quotes(text: &[u8]) -> Option<Range<usize>> {
    // All of them are beyond ASCII.
    text.first().filter(|byte| !byte.is_ascii())?;
    let (open, close) = QUOTES.iter().find(|(open, _)| text.starts_with(open.as_bytes()))?;
    let inner = text.get(open.len()..text.len().min(MAX_QUOTED))?;
    let inner = inner.get(..memchr::memmem::find(inner, close.as_bytes())?)?;
    let blanks = [&b" "[..], "\u{A0}".as_bytes(), "\u{202F}".as_bytes()];
    let lead = blanks.iter().find(|blank| inner.starts_with(blank)).map_or(0, |blank| blank.len());
    let tail = blanks.iter().find(|blank| inner.ends_with(blank)).map_or(0, |blank| blank.len());
    (lead + tail < inner.len()).then(|| open.len() + lead..open.len() + inner.len() - tail)
}

/// The code of an OAuth answer (RFC 6749, 4.1.2). Error codes have the same name.
fn code(text: &[u8], at: usize) -> Option<Range<usize>> {
    let rest = text.get(at..)?;
    let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || b"-._~/+!*%".contains(byte);
    let length = rest.iter().take(MAX_CODE).take_while(is_part).count();
    let code = rest.get(..length)?;
    let has = |class: fn(&u8) -> bool| code.iter().any(class);
    let is_error = code.starts_with(b"0x") || code.starts_with(b"0X");
    let is_code = length >= 8 && has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic) && !is_error;
    is_code.then_some(at..at + length)
}

/// Whether a value is none of those that say that there is a secret, or none.
fn is_worth_masking(text: &[u8], range: &Range<usize>) -> bool {
    !is_word_about(text.get(range.clone()).unwrap_or_default())
}

/// Whether the attribute before `start` has the name of a secret: `key="password" value=`.
fn follows_secret_name(text: &[u8], start: usize) -> bool {
    let head = text.get(..start).unwrap_or_default();
    let between = head.iter().rev().take(6).take_while(|byte| b" ,\"'".contains(byte)).count();
    between > 1 && is_secret_name(name_before(text, start - between).1)
}

/// Whether the object of JSON that has `"value":` from `start` to `end` says that this is a secret, before or after it:
/// `{"key":"password","type":"text","value":`, `{"value":"x","name":"password"}`. It is short.
#[inline(never)]
fn is_of_secret_object(text: &[u8], start: usize, end: usize) -> bool {
    let before = text.get(start.saturating_sub(MAX_TAG)..start).unwrap_or_default();
    let open = before.iter().rposition(|byte| b"{}".contains(byte)).filter(|&open| before.get(open) == Some(&b'{'));
    let members = open.and_then(|open| before.get(open + 1..)).unwrap_or_default();
    if names_secret_member(members) {
        return true;
    }
    let near = text.get(..text.len().min(end + 2 * MAX_TAG)).unwrap_or_default();
    let after = near.get(member(near, end).end..).unwrap_or_default();
    names_secret_member(after.split(|byte| b"{}".contains(byte)).next().unwrap_or_default())
}

/// Whether members of an object name a secret: `"name":"password"`.
fn names_secret_member(members: &[u8]) -> bool {
    let parts = members.split(|byte| b"\"'".contains(byte)).map(<[u8]>::trim_ascii).filter(|part| !part.is_empty());
    let (mut key, mut sign): (&[u8], &[u8]) = (b"", b"");
    for part in parts {
        let is_name = || [&b"name"[..], b"key", b"type"].iter().any(|name| key.eq_ignore_ascii_case(name));
        if sign == b":" && is_name() && is_secret_name(part) {
            return true;
        }
        (key, sign) = (sign, part);
    }
    false
}

/// Number of the words before `end` that say whom or what a secret is for: 1 in `password for ann@contoso.com: x`, 3 in
/// `password for the attached zip: x`; 0 where none is named.
pub(super) fn follows_password_for(text: &[u8], end: usize) -> usize {
    let near = text.get(end.saturating_sub(MAX_TAG)..end).unwrap_or_default();
    let is_secret = |before: &[u8]| {
        FOR.iter().filter_map(|word| before.strip_suffix(word.as_bytes())).any(|before| {
            let (start, name) = name_before(before, before.len());
            secret_start(before, start, name).is_some()
        })
    };
    let blanks = memchr::memrchr_iter(b' ', near).take(MAX_FOR);
    let heads = blanks.map(|blank| near.get(..blank).unwrap_or_default());
    heads.zip(1..).find(|(before, _)| is_secret(before)).map_or(0, |(_, words)| words)
}

/// Whether the words that end at `end` lead from the name of a secret to it: `password is: x`, `password was set to: x`.
fn follows_secret_is(text: &[u8], end: usize) -> bool {
    before_links(text, end).is_some_and(|end| {
        let (start, name) = name_before(text, end);
        let is_secret = !is_word(name) && secret_start_in_sentence(text, start, name).is_some();
        is_secret || follows_password_for(text, end) == 1
    })
}

/// The value after the name of a secret in quotes, in a list of pairs such as IMAP4 has it (RFC 2971): `("password" "x")`.
/// The blank between them is at `at`. A word without quotes may be one of a sentence.
pub(super) fn paired(text: &[u8], at: usize) -> Option<Range<usize>> {
    let (Some([.., b'"']), Some([b' ', next, ..])) = (text.get(..at), text.get(at..)) else { return None };
    let (end, _) = before_blanks_and_quote(text, at);
    let (start, name) = name_before(text, end);
    // In `key="password" value=` the first is a value.
    let is_item = matches!(text.get(..start), Some([b'"'] | [.., b' ' | b'(' | b'"', b'"']));
    if !is_item || !is_secret_name(name) {
        return None;
    }
    if *next == b'"' {
        return Some(value(text, at + 1, Ends { around: None, at_blank: true }));
    }
    let (word, _) = next_word(text, at);
    text.get(word.clone()).is_some_and(|found| is_no_word(found) && !is_parameter_name(found)).then_some(word)
}

/// Whether a word is the name of a parameter of PowerShell, `-SmtpServer`, after which comes its value.
pub(super) fn is_parameter_name(word: &[u8]) -> bool {
    let name = word.strip_prefix(b"-").unwrap_or_default();
    name.first().is_some_and(u8::is_ascii_alphabetic) && name.iter().all(u8::is_ascii_alphanumeric)
}

/// Whether a word of digits is what that name is of, in a sentence: `the password is 12345678`, `your PIN is 4711`. A shorter number after
/// `password` counts days.
pub(super) fn is_code(name: &[u8], word: &[u8]) -> bool {
    let digits = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let least = if is_number(name) { MIN_CODE } else { MIN_NUMBER };
    let is_named = is_number(name) || is_password(name);
    is_named && digits >= least && word.iter().skip(digits).all(|byte| b".,;!?)".contains(byte))
}

/// The value of cookies with the others after it: `a=1; b=2`.
fn cookies(text: &[u8], first: Range<usize>) -> Range<usize> {
    let mut end = first.end;
    while let Some(b';') = text.get(end) {
        let start = end + 1 + blanks(text, end + 1);
        let rest = text.get(start..).unwrap_or_default();
        let length = name_length(rest);
        if length == 0 || rest.get(length) != Some(&b'=') {
            break;
        }
        end = start + plain_length(rest, Ends { around: None, at_blank: true });
    }
    first.start..end
}

fn quote_before(text: &[u8], start: usize) -> Option<u8> {
    let before = text.get(start.checked_sub(1)?)?;
    matches!(before, b'"' | b'\'').then_some(*before)
}

/// Whether a quote before that byte is a part of the text in quotes.
fn is_inside(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

fn is_separator(byte: u8) -> bool {
    matches!(byte, b'&' | b';' | b',' | b' ' | b'}' | b'>' | b'/' | b'\r' | b'\n' | b'\t')
}

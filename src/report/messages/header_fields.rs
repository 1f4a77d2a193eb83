//! The fields of a pasted block of headers (RFC 5322, 2.2), also where it came by a mail, a ticket or a web page: those quote and indent
//! lines, take their indentation off, put empty lines between them, or make one line of all.

use crate::bytes::split_once;
use alloc::vec::Vec;

/// The fields of which one makes a text a block of headers.
const KNOWN: [&[u8]; 6] = [RECEIVED, b"Message-ID", b"From", b"To", b"Subject", b"Date"];
const RECEIVED: &[u8] = b"Received";

/// The fields of a block, unfolded: name and value. An empty line ends them: what follows is the text of the message.
pub fn fields(text: &str) -> Vec<(Vec<u8>, Vec<u8>)> {
    let text = text.replace(['\u{A0}', '\u{202F}'], " ");
    let lines = lines(&text);
    let indent = indent(&lines);
    let mut found: Vec<(Vec<u8>, Vec<u8>)> = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        let (line, is_folded) = (line.trim_ascii(), place > 0 && indent_of(line) > indent);
        if line.is_empty() {
            if found.iter().any(|(name, _)| is_known(name)) {
                break;
            }
            found.clear();
            continue;
        }
        let named = split_once(line, b":").filter(|(name, _)| !is_folded && is_name(name));
        match (named, found.last_mut()) {
            (Some((name, value)), _) => found.push((name.to_vec(), value.trim_ascii().to_vec())),
            // A field whose lines are not indented any more goes on where it can have no end yet.
            (None, Some((name, value))) if is_folded || value.is_empty() || name.eq_ignore_ascii_case(RECEIVED) => {
                value.push(b' ');
                value.extend_from_slice(line);
            }
            _ => {}
        }
    }
    for (_, value) in &mut found {
        *value = value.trim_ascii().to_vec();
    }
    found
}

/// The lines, without the marks of a quotation, and without the empty lines where there is one between all others.
fn lines(text: &str) -> Vec<&[u8]> {
    let is_quoted = text.trim_start().starts_with('>');
    let as_written = match text.contains('\n') {
        true => text.split('\n').collect(),
        false => split_before_fields(text),
    };
    let inner = as_written.into_iter().map(|line| if is_quoted { unquoted(line) } else { line });
    let lines: Vec<&[u8]> = inner.map(|line| line.as_bytes().trim_ascii_end()).collect();
    let has_empty_between = lines.len() > 4 && lines.iter().skip(1).step_by(2).all(|line| line.is_empty());
    let others = lines.iter().copied().step_by(2);
    if has_empty_between && others.clone().filter(|line| begins_with_known(line)).count() > 1 {
        return others.collect();
    }
    lines
}

/// A line without the marks of a quotation.
fn unquoted(line: &str) -> &str {
    let mut rest = line;
    while let Some(inner) = rest.trim_start().strip_prefix('>') {
        rest = inner.strip_prefix(' ').unwrap_or(inner);
    }
    rest
}

/// The fields of a block that has become one line.
fn split_before_fields(text: &str) -> Vec<&str> {
    let (mut found, mut begin) = (Vec::new(), 0);
    for (place, _) in text.match_indices(' ') {
        // Names of fields with one word may be words of a subject.
        let is_field = |name: &[u8]| is_known(name) || (is_name(name) && name.contains(&b'-'));
        // Only as far as the next blank, as there may be very many.
        let next = text[place + 1..].split_once(' ').and_then(|(word, _)| word.strip_suffix(':'));
        if next.is_some_and(|name| is_field(name.as_bytes())) {
            found.push(&text[begin..place]);
            begin = place + 1;
        }
    }
    found.push(&text[begin..]);
    found
}

/// How far the block is indented, apart from its first line, whose indentation may not have been copied.
fn indent(lines: &[&[u8]]) -> usize {
    let known = lines.iter().skip(1).filter(|line| begins_with_known(line.trim_ascii_start()));
    known.map(|line| indent_of(line)).min().unwrap_or(0)
}

fn indent_of(line: &[u8]) -> usize {
    line.len() - line.trim_ascii_start().len()
}

fn begins_with_known(line: &[u8]) -> bool {
    split_once(line, b":").is_some_and(|(name, _)| is_known(name))
}

/// Whether it is one of the fields of which one makes a text a block of headers.
pub fn is_known(name: &[u8]) -> bool {
    KNOWN.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Whether it can be the name of a field: those that servers and clients write have letters, digits and hyphens.
fn is_name(name: &[u8]) -> bool {
    let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    name.first().is_some_and(u8::is_ascii_alphabetic) && name.iter().all(is_of_name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    const BLOCK: &str = "Received: from mx1.fabrikam.com (203.0.113.7) by\n EX01.contoso.com (192.0.2.10) with SMTP; Mon, 2 Mar 2026\n \
                         08:01:04 +0100\nMessage-ID:\n <m1@fabrikam.com>\nSubject: Offer: 12\nX-Mailer: 1\nFrom: Ann <ann@fabrikam.com>";

    #[test]
    fn a_block_says_the_same_however_it_was_copied() {
        let expected = fields(BLOCK);
        assert_eq!(expected.len(), 5);
        assert!(expected[0].1.ends_with(b"Mon, 2 Mar 2026 08:01:04 +0100"));
        let lines = || BLOCK.split('\n');
        let each = |change: &dyn Fn(&str) -> String| lines().map(change).collect::<Vec<_>>().join("\n");
        let copies = [
            each(&|line| alloc::format!("> {line}")),
            each(&|line| alloc::format!(">> {line}\r")),
            each(&|line| alloc::format!("    {line}")).trim().into(),
            each(&|line| alloc::format!("\t{line}")),
            each(&|line| line.trim().into()),
            each(&|line| alloc::format!("{line}\n")),
            BLOCK.replace(' ', "\u{A0}"),
            lines().map(str::trim).collect::<Vec<_>>().join(" "),
            alloc::format!("Delivery has failed:\n\nOriginal message headers:\n\n{BLOCK}\n\nDate: no field"),
        ];
        for copy in copies {
            let shown = |of: &[(Vec<u8>, Vec<u8>)]| {
                of.iter()
                    .map(|(name, value)| String::from_utf8_lossy(&[&name[..], b":", value].concat()).into())
                    .collect()
            };
            let (own, wanted): (Vec<String>, Vec<String>) = (shown(&fields(&copy)), shown(&expected));
            assert_eq!(own, wanted, "{copy}");
        }
    }

    #[test]
    fn what_follows_the_headers_is_no_field() {
        let names = |text: &str| fields(text).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(names("Subject: Offer\n\nFrom: the desk of Ann\nTo: whom it may concern"), [b"Subject"]);
        assert_eq!(fields("Subject: Offer\nHello Bob"), [(b"Subject".to_vec(), b"Offer".to_vec())]);
        assert_eq!(fields("DKIM-Signature: v=1;\n\tFrom:To\nTo: bob@contoso.com").len(), 2);
    }
}

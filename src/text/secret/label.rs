//! Labels of secrets in the element before: `<td>Password</td><td>x</td>`, `<key>Password</key><string>x</string>`.

use super::name::{is_word, name_before, secret_start};

/// Longest tag that is searched, in bytes.
pub(super) const MAX_TAG: usize = 256;

/// Most tags between a label and the content of the element after it, such as those of bold text.
const MAX_TAGS: usize = 4;

/// Longest label in bytes, and most blanks in it. A longer text is a sentence about passwords.
const MAX_LABEL: usize = 64;
const MAX_BLANKS: usize = 2;

/// Whether the tag at `tag` begins the element after one that has the name of a secret as its content. The cells of a row do not
/// name those of the next one.
pub(super) fn follows_label(text: &[u8], tag: usize) -> bool {
    let (mut end, mut is_next) = (tag, false);
    for _ in 0..MAX_TAGS {
        let head = text.get(..end).unwrap_or_default().trim_ascii_end();
        let Some(inner) = head.strip_suffix(b">") else { break };
        let near = inner.get(inner.len().saturating_sub(MAX_TAG)..).unwrap_or_default();
        let Some(open) = memchr::memrchr(b'<', near) else { break };
        let before = near.get(open + 1..).unwrap_or_default();
        let name = before.strip_prefix(b"/").unwrap_or(before);
        if name.eq_ignore_ascii_case(b"tr") {
            return false;
        }
        is_next |= name.len() < before.len();
        end = inner.len() - near.len() + open;
    }
    is_next && is_label(text, end)
}

/// Whether the content that ends at `end` is the name of a secret.
fn is_label(text: &[u8], end: usize) -> bool {
    let near = text.get(end.saturating_sub(MAX_LABEL)..end).unwrap_or_default();
    let Some(begin) = memchr::memrchr(b'>', near) else { return false };
    let label = near.get(begin + 1..).unwrap_or_default().trim_ascii();
    let label = label.strip_suffix(b":").or(label.strip_suffix("\u{FF1A}".as_bytes())).unwrap_or(label);
    let label = label.trim_ascii_end();
    let label = label.strip_suffix("\u{A0}".as_bytes()).unwrap_or(label);
    let (start, name) = name_before(label, label.len());
    label.iter().filter(|byte| **byte == b' ').count() <= MAX_BLANKS
        && !is_word(name)
        && secret_start(label, start, name).is_some()
}

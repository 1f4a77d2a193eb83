//! Fields without a value: IIS and other writers of W3C logs put `-` there.

/// Whether a field has no value.
pub fn is_blank(field: &[u8]) -> bool {
    matches!(field, b"" | b"-")
}

/// The field, or nothing if it has no value.
pub fn or_empty(field: &[u8]) -> &[u8] {
    if is_blank(field) { b"" } else { field }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lone_hyphen_is_blank() {
        assert!(is_blank(b"") && is_blank(b"-"));
        assert!(!is_blank(b"--") && !is_blank(b" ") && !is_blank(b"0"));
        assert_eq!([or_empty(b"-"), or_empty(b"-1")], [&b""[..], b"-1"]);
    }
}

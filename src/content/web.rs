//! Texts of web requests: `verb path status` and, in the context, `substatus 2 win32 5`.

use super::text::Text;
use crate::bytes::{decimal_u32, words};
use crate::exchange::RequestResult;

/// The HTTP status at the end of a request; 0 if there is none.
pub(super) fn status(data: &[u8]) -> u16 {
    let last = data.rsplit(|&byte| byte == b' ').next().unwrap_or_default();
    let status = decimal_u32(last).filter(|status| (100..=999).contains(status));
    status.and_then(|status| u16::try_from(status).ok()).unwrap_or(0)
}

/// The result of a request with that status.
pub fn result(status: u16, text: Text<'_>) -> RequestResult {
    let after = |name: &[u8]| words(text.context).skip_while(|word| *word != name).nth(1).unwrap_or_default();
    RequestResult::new(status, after(b"substatus"), after(b"win32"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::Event;

    #[test]
    fn the_status_is_the_last_word() {
        assert_eq!(status(b"GET /owa/ 302"), 302);
        assert_eq!([&b"GET /owa/ 99"[..], b"GET /2020", b"", b"GET / 1000"].map(status), [0; 4]);
    }

    #[test]
    fn details_are_in_the_context() {
        let of = |context: &str| {
            let text = Text { event: Event::Information, data: b"GET / 401", context: context.as_bytes() };
            let RequestResult { substatus, error, .. } = result(401, text);
            (substatus, error)
        };
        assert_eq!(of("substatus 1 win32 1326"), (1, 1326));
        assert_eq!(of("win32 0x8009030E"), (0, 0x8009_030E));
        assert_eq!((of(""), of("substatus"), of("substatus x")), ((0, 0), (0, 0), (0, 0)));
    }
}

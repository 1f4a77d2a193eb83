//! The result of a web request: the HTTP status with the details that IIS adds.

use super::security_status::code;
use super::win32;
use crate::bytes::rsplit_once;

/// `401`, substatus `2`, Windows error `5`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RequestResult {
    /// The HTTP status.
    pub status: u16,
    /// Field `sc-substatus`: more about the status; 0 if there is none.
    pub substatus: u32,
    /// Field `sc-win32-status`: the error of Windows; 0 if there is none.
    pub error: u32,
}

impl RequestResult {
    /// From the fields as logged.
    pub fn new(status: u16, substatus: &[u8], error: &[u8]) -> RequestResult {
        RequestResult { status, substatus: code(substatus).unwrap_or(0), error: code(error).unwrap_or(0) }
    }

    /// The name of the error of Windows; empty if there is none, or it is unknown.
    pub fn error_name(self) -> &'static str {
        win32::of(self.error).map_or("", |error| error.name)
    }

    /// Whether a user could not log on: the name or password was wrong, or the account may not.
    pub fn is_failed_logon(self) -> bool {
        self.status == 401 && win32::denies_logon(self.error)
    }

    /// Whether it is one of the steps before a logon, in which the server asks for credentials or for the next part of
    /// them: 401.2, and with Negotiate and NTLM 401.1 without an error or with SEC_E_NO_CREDENTIALS (RFC 4559, 4;
    /// MS-NTHT).
    pub fn is_logon_step(self) -> bool {
        let asks = win32::asks_for_credentials(self.error);
        self.status == 401
            && (asks || self.substatus == 2 || (self.substatus == 1 && self.error == 0))
            && !self.is_failed_logon()
    }
}

/// Whether a text is a GUID with hyphens and without braces, as Exchange logs the ids of requests.
pub fn is_guid(text: &[u8]) -> bool {
    let is_part = |(place, byte): (usize, &u8)| match place {
        8 | 13 | 18 | 23 => *byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    text.len() == GUID_BYTES && text.iter().enumerate().all(is_part)
}

/// Length of a GUID with hyphens and without braces.
const GUID_BYTES: usize = 36;

/// The id that the front end (CAFE) has given to a request, in the query string that IIS logs:
/// `&CorrelationID=<empty>;&cafeReqId=5399c497-d85f-4914-bc22-1ff088e33d72;`. `None` if it has none.
pub fn request_id(query: &[u8]) -> Option<&[u8]> {
    // A client may send the same words: Exchange appends its own.
    let (_, id) = rsplit_once(query, b"cafeReqId=")?;
    id.get(..GUID_BYTES).filter(|id| is_guid(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_the_front_end_is_what_exchange_appends() {
        const ID: &[u8] = b"5399c497-d85f-4914-bc22-1ff088e33d72";
        for (query, id) in [
            ("&CorrelationID=<empty>;&cafeReqId=5399c497-d85f-4914-bc22-1ff088e33d72;", Some(ID)),
            ("cafeReqId=5399c497-d85f-4914-bc22-1ff088e33d72", Some(ID)),
            ("cafeReqId=1&cafeReqId=5399c497-d85f-4914-bc22-1ff088e33d72;", Some(ID)),
            ("&cafeReqId=5399c497-d85f-4914-bc22-1ff088e33d7", None),
            ("&cafeReqId=<empty>;", None),
            ("-", None),
        ] {
            assert_eq!(request_id(query.as_bytes()), id, "{query}");
        }
    }

    #[test]
    fn the_first_steps_and_a_wrong_password_are_told_apart() {
        let result = |substatus: &str, error: &str| RequestResult::new(401, substatus.as_bytes(), error.as_bytes());
        for (substatus, error) in
            [("2", "5"), ("2", "2148074254"), ("1", "2148074254"), ("1", "0"), ("1", "-2146893042")]
        {
            let result = result(substatus, error);
            assert!(result.is_logon_step() && !result.is_failed_logon(), "{substatus} {error}");
        }
        for (substatus, error) in
            [("1", "1326"), ("1", "2148074252"), ("0", "1909"), ("1", "0x8009030C"), ("2", "1326")]
        {
            let result = result(substatus, error);
            assert!(!result.is_logon_step() && result.is_failed_logon(), "{substatus} {error}");
        }
        for (substatus, error) in [("-", "-"), ("0", "0"), ("3", "5"), ("1", "2148074248")] {
            let result = result(substatus, error);
            assert!(!result.is_logon_step() && !result.is_failed_logon(), "{substatus} {error}");
        }
    }
}

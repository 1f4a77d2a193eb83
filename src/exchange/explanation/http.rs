//! What the status of a request means where it is not simply "done" (RFC 9110), and what Exchange means by it.

/// What a status means; `None` for one that needs no word.
pub fn explain_http(status: u16) -> Option<&'static str> {
    Some(match status {
        400 => "The server did not understand the request; also what Exchange answers to headers that are too long.",
        401 => "Credentials are wanted, or were refused. Normal once or twice in front of a request that succeeds.",
        403 => {
            "Logged on, but not allowed: access to this service is switched off, or the address or device is blocked."
        }
        404 => "Nothing is there under this address.",
        405 => "The address does not take this method.",
        408 => "The client did not send its request in time.",
        413 => "The request is larger than the server takes.",
        414 => "The address is longer than the server takes.",
        440 => "The logon to Outlook on the web has run out; the client logs on again.",
        449 => "ActiveSync: the device must take the policy first, and then come again.",
        451 => "ActiveSync: the mailbox is at another address, which the client is told.",
        500 => "The server failed on this request. Its event log and the log of the service say more.",
        501 => "The server does not know this method.",
        502 => "A server in front got no proper answer from the one behind it.",
        503 => "The service is not there for now: its application pool is stopped, or it is overloaded.",
        504 => "A server in front waited too long for the one behind it.",
        507 => "The server has no room for this.",
        402..=499 => "The server refused the request.",
        505..=599 => "The server failed on this request.",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_have_a_sentence() {
        assert!(explain_http(200).is_none() && explain_http(304).is_none() && explain_http(0).is_none());
        for status in [400, 401, 403, 440, 449, 499, 500, 503, 599] {
            assert!(explain_http(status).is_some_and(|sentence| sentence.ends_with('.')), "{status}");
        }
    }
}

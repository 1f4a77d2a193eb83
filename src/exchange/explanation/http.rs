//! What an HTTP status means (RFC 9110), and how Exchange uses it.

/// What a status means; `None` for success, redirects and unknown codes.
pub fn explain_http(status: u16) -> Option<&'static str> {
    Some(match status {
        400 => "The server did not understand the request; Exchange also returns this if the headers are too long.",
        401 => "Credentials are required or were rejected. Normal once or twice before a request that succeeds.",
        403 => {
            "Authenticated but not allowed: access to this service is disabled, or the address or device is blocked."
        }
        404 => "Nothing exists at this address.",
        405 => "The address does not support this method.",
        408 => "The client did not complete its request in time.",
        413 => "The request is larger than the server accepts.",
        414 => "The address is longer than the server accepts.",
        440 => "The Outlook on the web session has timed out; the client signs in again.",
        449 => "ActiveSync: the device must apply the policy first, then retry.",
        451 => "ActiveSync: the mailbox is at another address; the client is redirected there.",
        500 => "The server failed to process the request. Check its event log and the log of the service.",
        501 => "The server does not support this method.",
        502 => "The proxy server got no valid response from the back-end server.",
        503 => "The service is unavailable: its application pool is stopped, or it is overloaded.",
        504 => "The proxy server got no response from the back-end server in time.",
        507 => "The server has insufficient storage.",
        402..=499 => "The server rejected the request.",
        505..=599 => "The server failed to process the request.",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_are_explained() {
        assert!(explain_http(200).is_none() && explain_http(304).is_none() && explain_http(0).is_none());
        for status in [400, 401, 403, 440, 449, 499, 500, 503, 599] {
            assert!(explain_http(status).is_some_and(|sentence| sentence.ends_with('.')), "{status}");
        }
    }
}

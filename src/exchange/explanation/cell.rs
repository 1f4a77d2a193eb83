//! What cells of tables mean: results and latencies of HttpProxy logs, and of the web site logs that belong to them.
//!
//! HttpProxy is the front end of all client protocols since Exchange 2013. Its columns are described in Microsoft's
//! troubleshooting articles and in the log parsers of CSS-Exchange; their times are milliseconds. `WebExceptionStatus`
//! and the socket errors in `GenericErrors` are those of .NET.

use super::http::explain_request;
use crate::bytes::{contains, decimal, decimal_u32};
use crate::exchange::security_status::code;
use crate::exchange::{RequestResult, win32};
use alloc::borrow::Cow;
use alloc::format;

/// What a cell in the column of that name means; `None` if that is unknown, or plain.
pub fn explain_cell(column: &[u8], value: &[u8]) -> Option<Cow<'static, str>> {
    if value.is_empty() || value == b"-" {
        return None;
    }
    let is = |name: &&str| name.as_bytes().eq_ignore_ascii_case(column);
    if ["HttpStatus", "BackEndStatus", "sc-status"].iter().any(is) {
        let status = decimal_u32(value).and_then(|status| u16::try_from(status).ok())?;
        return explain_request(RequestResult { status, ..RequestResult::default() });
    }
    if is(&"sc-win32-status") {
        return win32::of(code(value)?).map(|error| Cow::Owned(format!("{}: {}", error.name, error.explanation)));
    }
    if ["ErrorCode", "GenericErrors"].iter().any(is) {
        return ERRORS
            .iter()
            .find(|(word, _)| contains(value, word.as_bytes()))
            .map(|(_, meaning)| Cow::Borrowed(*meaning));
    }
    // A latency of 0 has no meaning worth a line.
    let has_passed = value.iter().any(|byte| matches!(byte, b'1'..=b'9')) && decimal(value.get(..1)?).is_some();
    let meaning = LATENCIES.iter().find(|(name, _)| is(name)).map(|(_, meaning)| Cow::Borrowed(*meaning));
    meaning.filter(|_| has_passed)
}

/// Words in the errors of HttpProxy. The first that occurs explains the cell, so the causes come first.
const ERRORS: &[(&str, &str)] = &[
    (
        "NameResolutionFailure",
        "The front end could not resolve the name of the back-end server. Check DNS on this server.",
    ),
    (
        "ConnectFailure",
        "The front end could not connect to the back-end server. Check that the server is up, that its Exchange Back End \
         site runs, and that port 444 is open.",
    ),
    (
        "TrustFailure",
        "The front end does not trust the certificate of the back-end server. Check the certificate that is bound to \
         port 444 of the Exchange Back End site.",
    ),
    (
        "SecureChannelFailure",
        "TLS between front end and back end failed. Compare the TLS versions of both servers and the certificate that \
         is bound to port 444.",
    ),
    (
        "KeepAliveFailure",
        "The back end closed a connection that the front end wanted to use again. Normal in small numbers; many come \
         from restarts of an application pool.",
    ),
    (
        "ReceiveFailure",
        "The response of the back end broke off. Look for restarts of its application pool at that time.",
    ),
    ("SendFailure", "The request could not be sent to the back end in full."),
    ("ConnectionClosed", "The back end closed the connection before its response was complete."),
    (
        "MaximumConcurrencyReached",
        "The limit of requests to this back-end server was reached. Look for requests that take long.",
    ),
    (
        "Timeout",
        "The back end did not respond in time. Check the load of that server and its protocol log at the same time.",
    ),
    ("UserNotFound", "No mailbox was found for the user in the request."),
    (
        "MailboxGuidWithDomainNotFound",
        "No mailbox has this GUID. It was moved, disabled or deleted, and the client still asks for it.",
    ),
    (
        "DatabaseNameNotFound",
        "No database of that name was found. Check that the mailbox is on a database that exists and is mounted.",
    ),
    (
        "DatabaseGuidNotFound",
        "No database with that GUID was found. Check that the mailbox is on a database that exists and is mounted.",
    ),
    ("ServerNotFound", "The back-end server is not known to Exchange."),
    (
        "remote host closed the connection",
        "The client closed the connection before it had the whole response. Normal in small numbers.",
    ),
    ("0x800703E3", "The client closed the connection before the request was complete. Normal in small numbers."),
    ("0x80070040", "The client closed the connection before it had the whole response. Normal in small numbers."),
    ("Unauthenticated", "The request had no valid credentials. Normal before a request that succeeds."),
];

/// Times of a request, in the order in which it passes through HttpProxy.
const LATENCIES: &[(&str, &str)] = &[
    ("TotalRequestTime", "The whole request, in ms."),
    ("HttpPipelineLatency", "Authentication and other modules of IIS before the proxy, in ms."),
    ("CalculateTargetBackEndLatency", "Finding the server with the active copy of the mailbox database, in ms."),
    ("ServerLocatorLatency", "Finding the server with the active copy of the mailbox database, in ms."),
    ("TotalAccountForestLatency", "Active Directory lookups for the account, in ms."),
    ("TotalResourceForestLatency", "Active Directory lookups in the resource forest, in ms."),
    ("ADLatency", "All Active Directory lookups, in ms. If it is long, check the domain controllers."),
    ("TotalSharedCacheLatency", "Lookups in the cache of the front end, in ms."),
    ("KerberosAuthHeaderLatency", "Getting a Kerberos ticket for the back end, in ms."),
    (
        "ClientReqStreamLatency",
        "Receiving the request from the client, in ms. If it is long, the client's network is slow.",
    ),
    ("BackendReqInitLatency", "Opening the connection to the back end, in ms."),
    ("BackendReqStreamLatency", "Sending the request to the back end, in ms."),
    (
        "BackendProcessingLatency",
        "Waiting for the back end to process the request, in ms. If it is long, look at that server, not at the front end. \
         Requests that wait for new items (Ping, notifications) are long by design.",
    ),
    ("BackendRespInitLatency", "Waiting for the response of the back end to begin, in ms."),
    ("BackendRespStreamLatency", "Receiving the response from the back end, in ms."),
    (
        "ClientRespStreamLatency",
        "Sending the response to the client, in ms. If it is long, the client's network is slow.",
    ),
    ("HandlerCompletionLatency", "Completing the request in the front end, in ms."),
    ("ProxyTime", "The time that the request was with the back end, in ms."),
    ("CoreLatency", "The time in the front end without the back end, in ms."),
    ("RoutingLatency", "Choosing the back-end server, in ms."),
    ("HttpProxyOverhead", "What the front end adds to the time of the back end, in ms."),
    ("time-taken", "From the first byte of the request to the last of the response, in ms."),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn explain(column: &str, value: &str) -> String {
        explain_cell(column.as_bytes(), value.as_bytes()).unwrap_or_default().into_owned()
    }

    #[test]
    fn results_are_explained() {
        assert!(explain("HttpStatus", "503").contains("unavailable"));
        assert!(explain("BackEndStatus", "401").contains("Credentials"));
        assert!(explain("sc-win32-status", "2148074254").starts_with("SEC_E_NO_CREDENTIALS: "));
        assert!(
            explain("GenericErrors", "WebException=System.Net.WebException;WebExceptionStatus=ConnectFailure;")
                .contains("port 444")
        );
        assert!(explain("errorcode", "DatabaseGuidNotFound").contains("database"));
        for (column, value) in
            [("HttpStatus", "200"), ("HttpStatus", ""), ("ErrorCode", "-"), ("GenericErrors", "odd"), ("Method", "GET")]
        {
            assert_eq!(explain(column, value), "", "{column} {value}");
        }
    }

    #[test]
    fn a_latency_is_explained_unless_it_is_0() {
        assert!(explain("BackendProcessingLatency", "12.5").contains("look at that server"));
        assert_eq!([explain("ProxyTime", "0"), explain("ProxyTime", ""), explain("ProxyTime", "x1")], ["", "", ""]);
    }

    #[test]
    fn every_meaning_is_a_sentence() {
        assert!(ERRORS.iter().chain(LATENCIES).all(|(_, meaning)| meaning.ends_with('.')));
    }
}

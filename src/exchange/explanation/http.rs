//! What the result of a web request means: the HTTP status (RFC 9110, 15), the details of IIS, and how Exchange uses both
//! (Microsoft's troubleshooting articles on Outlook on the web, ActiveSync, MAPI over HTTP and HttpProxy).

use crate::exchange::RequestResult;
use crate::exchange::win32::{self, Win32Error};
use alloc::borrow::Cow;
use alloc::format;

/// What a result means, and what to do; `None` for success, redirects and unknown codes without an error of Windows.
pub fn explain_request(result: RequestResult) -> Option<Cow<'static, str>> {
    let error = win32::of(result.error);
    if result.status == 401 {
        return Some(explain_logon(result, error));
    }
    let meaning = explain_substatus(result).or_else(|| explain_status(result.status));
    match (meaning, error) {
        (Some(meaning), None) => Some(Cow::Borrowed(meaning)),
        (Some(meaning), Some(error)) => {
            Some(Cow::Owned(format!("{meaning} Windows reports {}: {}", error.name, error.explanation)))
        }
        (None, Some(error)) => Some(Cow::Owned(format!("{}: {}", error.name, error.explanation))),
        (None, None) => None,
    }
}

/// What a 401 means: a step of a logon, or a failed one. Only the former is normal.
fn explain_logon(result: RequestResult, error: Option<Win32Error>) -> Cow<'static, str> {
    match error {
        Some(error) if result.is_failed_logon() => Cow::Owned(format!("The logon failed ({}). {}", error.name, error.explanation)),
        _ if result.is_logon_step() => Cow::Borrowed(match result.substatus {
            2 => {
                "A step of the logon: the request had no credentials, and the server names the methods that it accepts. \
                 Normal before a request that succeeds. If none does, the client sends no credentials, or has no method \
                 in common with the server."
            }
            _ => {
                "A step of the logon with Negotiate or NTLM, in which the client is asked for its credentials or the next \
                 part of them. Normal before a request that succeeds. If none does, the client does not go on: check the \
                 credentials that it has stored, SPNs, and proxies in between."
            }
        }),
        Some(error) => match explain_substatus(result) {
            Some(meaning) => Cow::Owned(format!("{meaning} Windows reports {}: {}", error.name, error.explanation)),
            None => Cow::Owned(format!("Access was refused ({}). {}", error.name, error.explanation)),
        },
        None => Cow::Borrowed(explain_substatus(result).unwrap_or(
            "Credentials are required or were rejected; the log does not show which. Normal as the first step of a logon, \
             if a request that succeeds follows.",
        )),
    }
}

fn explain_substatus(result: RequestResult) -> Option<&'static str> {
    let is = |(status, substatus, _): &&(u16, u32, &str)| (*status, *substatus) == (result.status, result.substatus);
    SUBSTATUSES.iter().find(is).map(|(_, _, meaning)| *meaning)
}

/// Statuses with the substatus of IIS: Microsoft's "HTTP status codes in IIS" (formerly KB 943891; for IIS 5 and 6
/// KB 318380).
const SUBSTATUSES: &[(u16, u32, &str)] = &[
    (400, 1, "The Destination header is not valid."),
    (400, 2, "The Depth header is not valid."),
    (400, 3, "The If header is not valid."),
    (400, 4, "The Overwrite header is not valid."),
    (400, 5, "The Translate header is not valid."),
    (400, 6, "The body of the request is not valid."),
    (400, 7, "The Content-Length is not valid."),
    (400, 8, "The time-out in the request is not valid."),
    (400, 9, "The lock token is not valid."),
    (
        401,
        3,
        "The user is logged on, but the permissions of the file or folder (ACL) do not allow access. Check the NTFS \
         permissions of the virtual directory.",
    ),
    (401, 4, "An ISAPI filter refused the logon."),
    (401, 5, "An ISAPI or CGI application refused the logon."),
    (401, 7, "A URL authorisation policy of IIS denies access."),
    (401, 501, "Dynamic IP Restrictions: too many requests at the same time from this address."),
    (401, 502, "Dynamic IP Restrictions: too many requests from this address within the period."),
    (401, 503, "The address of the client is on the list of denied addresses."),
    (401, 504, "The host name of the client is on the list of denied names."),
    (403, 1, "Execute access is forbidden in this virtual directory."),
    (403, 2, "Read access is forbidden in this virtual directory."),
    (403, 3, "Write access is forbidden in this virtual directory."),
    (
        403,
        4,
        "The virtual directory requires HTTPS, and the request came over HTTP. Use https:// in the address, or redirect \
         HTTP to HTTPS.",
    ),
    (403, 5, "The virtual directory requires 128-bit encryption."),
    (403, 6, "The address of the client is not allowed (IP restrictions of IIS)."),
    (403, 7, "The virtual directory requires a client certificate, and the client sent none."),
    (403, 8, "The site does not allow this domain name."),
    (403, 9, "Too many clients are connected."),
    (403, 10, "The web server is configured to deny execute access."),
    (403, 11, "The password has been changed."),
    (403, 12, "The client certificate maps to an account that has no access."),
    (403, 13, "The client certificate has been revoked, or the revocation list could not be reached."),
    (
        403,
        14,
        "There is no default page here and listing the folder is not allowed. Usually somebody opens the root of the \
         site without /owa; for Exchange that is no fault.",
    ),
    (403, 15, "The number of client access licences is exceeded."),
    (
        403,
        16,
        "The client certificate is not trusted. Check that its authority is in the Trusted Root store of the server, \
         and that the store has no certificate that is not self-signed.",
    ),
    (403, 17, "The client certificate has expired or is not valid yet."),
    (403, 18, "The requested address cannot be executed in this application pool."),
    (403, 19, "The application pool cannot start CGI programs for this user."),
    (403, 21, "Access to the source of the page is denied."),
    (403, 22, "Infinite depth is denied (WebDAV)."),
    (403, 501, "Dynamic IP Restrictions: too many requests at the same time from this address."),
    (403, 502, "Dynamic IP Restrictions: too many requests from this address within the period."),
    (403, 503, "The address of the client is on the list of denied addresses."),
    (404, 1, "No site of IIS has this address and port."),
    (404, 2, "The ISAPI or CGI restrictions of IIS do not allow this program."),
    (404, 3, "IIS does not serve files of this type: it has no MIME type for the extension."),
    (404, 4, "No handler of IIS is configured for this address."),
    (404, 5, "Request filtering refused a sequence of characters in the address. Scanners send such addresses."),
    (404, 6, "Request filtering refused the method."),
    (404, 7, "Request filtering refused the file name extension."),
    (
        404,
        8,
        "Request filtering refused a hidden segment of the address, such as bin or web.config. Scanners ask for these.",
    ),
    (404, 9, "The file is hidden."),
    (404, 10, "Request filtering refused a header that is too long."),
    (
        404,
        11,
        "Request filtering refused an address with double escapes. Scanners send these; a folder name with + or % can \
         also cause it.",
    ),
    (404, 12, "Request filtering refused an address with non-ASCII characters."),
    (
        404,
        13,
        "Request filtering refused the request because it is larger than maxAllowedContentLength, usually an upload or \
         attachment. Raise the limit in web.config of this virtual directory, together with the message size limits.",
    ),
    (404, 14, "Request filtering refused the address because it is too long (maxUrl)."),
    (404, 15, "Request filtering refused the query string because it is too long (maxQueryString)."),
    (404, 16, "A WebDAV request reached the handler of static files."),
    (404, 17, "The handler of static files cannot serve this page: the right handler is missing."),
    (404, 18, "Request filtering refused a sequence of characters in the query string. Scanners send these."),
    (404, 19, "A filtering rule of IIS refused the request."),
    (404, 20, "Request filtering refused the address because it has too many segments."),
    (413, 1, "The request is larger than IIS accepts (uploadReadAheadSize or maxAllowedContentLength)."),
    (500, 11, "The application is shutting down. Normal during a restart of the application pool."),
    (500, 12, "The application is restarting. Normal for a short time."),
    (500, 13, "The web server is too busy."),
    (500, 15, "Direct requests for Global.asax are not allowed."),
    (500, 16, "The credentials for the UNC path of the virtual directory are wrong."),
    (
        500,
        19,
        "A configuration file of IIS (web.config, applicationHost.config) is not valid or cannot be read. Often a \
         module that it names is not installed.",
    ),
    (500, 21, "IIS does not know a module that the configuration names."),
    (500, 22, "The section httpModules is not allowed in managed pipeline mode."),
    (500, 23, "The section httpHandlers is not allowed in managed pipeline mode."),
    (500, 24, "Impersonation is not allowed in managed pipeline mode."),
    (500, 50, "A rewrite rule failed at the beginning of the request."),
    (500, 51, "A global rewrite rule failed."),
    (500, 52, "An outbound rewrite rule failed."),
    (500, 53, "An outbound rewrite rule failed at the end of the request."),
    (500, 100, "An ASP page failed."),
    (502, 1, "The CGI program took too long."),
    (502, 2, "The CGI program ended without a response."),
    (
        502,
        3,
        "The proxy could not connect to the server behind it, or the connection broke. Check that server and the time- \
         out of the proxy (ARR).",
    ),
    (502, 4, "The proxy has no server to send the request to: all of its farm are down or unhealthy."),
    (503, 2, "More requests at the same time than the limit of IIS (appConcurrentRequestLimit) allows."),
    (503, 3, "The request queue of ASP.NET is full. Look for requests that take long."),
    (503, 4, "The FastCGI queue is full."),
];

/// What a status means by itself.
fn explain_status(status: u16) -> Option<&'static str> {
    Some(match status {
        400 => "The server did not understand the request; Exchange also returns this if the headers are too long.",
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

    fn explain(status: u16, substatus: &str, error: &str) -> String {
        let result = RequestResult::new(status, substatus.as_bytes(), error.as_bytes());
        explain_request(result).unwrap_or_default().into_owned()
    }

    #[test]
    fn refusals_are_explained() {
        assert_eq!([explain(200, "0", "0"), explain(304, "-", "-"), explain(0, "", "")], ["", "", ""]);
        for status in [400, 401, 403, 440, 449, 499, 500, 503, 599] {
            assert!(explain(status, "0", "0").ends_with('.'), "{status}");
        }
    }

    #[test]
    fn a_step_of_a_logon_is_normal_and_a_failed_logon_is_not() {
        for (substatus, error) in [("2", "5"), ("1", "2148074254"), ("2", "2148074254"), ("1", "0")] {
            assert!(
                explain(401, substatus, error).contains("Normal before a request that succeeds"),
                "{substatus} {error}"
            );
        }
        for error in ["1326", "1909", "2148074252", "-2146893044", "0x8009030C"] {
            let sentence = explain(401, "1", error);
            assert!(sentence.starts_with("The logon failed (") && !sentence.contains("Normal"), "{error}: {sentence}");
        }
        assert!(explain(401, "1", "2148074248").contains("SEC_E_INVALID_TOKEN"));
        assert!(explain(401, "3", "5").contains("NTFS permissions"));
    }

    #[test]
    fn a_substatus_is_more_precise_and_an_error_of_windows_is_added() {
        assert!(explain(403, "4", "5").contains("requires HTTPS"));
        assert!(explain(404, "13", "0").contains("maxAllowedContentLength"));
        assert_eq!(explain(403, "99", "0"), explain(403, "0", "0"), "an unknown substatus adds nothing");
        assert!(explain(200, "0", "64").starts_with("ERROR_NETNAME_DELETED: The client closed"));
        assert!(explain(500, "0", "1726").contains("Windows reports RPC_S_CALL_FAILED"));
    }

    #[test]
    fn the_table_is_sorted_without_duplicates() {
        assert!(SUBSTATUSES.is_sorted_by(|one, next| (one.0, one.1) < (next.0, next.1)));
        assert!(SUBSTATUSES.iter().all(|(_, _, meaning)| meaning.ends_with('.')));
    }
}

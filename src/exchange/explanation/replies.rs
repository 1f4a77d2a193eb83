//! How the explanation of a reply is found.
//!
//! The tables are searched in this order, and within a table the first matching rule wins:
//!
//! 1. [`EXCHANGE`], [`ACCESS`] and [`ONLINE`]: replies of Exchange on premises and of Exchange Online, by code, status
//!    and text;
//! 2. [`STATUS_CODES`]: enhanced status codes with a detail, from RFC 3463 and its registry (RFC 5248);
//! 3. [`SUBJECTS`]: the subject of a status code, if the detail is 0 or not registered;
//! 4. [`REPLY_CODES`]: the code alone, from RFC 5321, 4.2;
//! 5. [`DIGITS`]: the second digit of the code, then the first. These rules cover every 4xx and 5xx reply.
//!
//! The rules of 2 to 5 are general, so a sentence on whether a retry makes sense is added.
//!
//! A reply may quote another server's reply (`responded with: "…"`) or name a socket error. That is explained as well,
//! since it is the actual cause. Only the outermost quotation is followed.

use alloc::borrow::Cow;
use alloc::format;

use super::access_replies::ACCESS;
use super::exchange_replies::EXCHANGE;
use super::online_replies::ONLINE;
use super::reply_codes::{DIGITS, REPLY_CODES};
use super::reply_rule::ReplyRule;
use super::status_codes::{STATUS_CODES, SUBJECTS};
use crate::bytes::{leading_decimal, split_once};
use crate::exchange::winsock;
use crate::smtp::{Class, Reply};

/// The tables in the order in which they are searched, and whether the rules of each are general.
static TABLES: &[(&[ReplyRule], bool)] = &[
    (EXCHANGE, false),
    (ACCESS, false),
    (ONLINE, false),
    (STATUS_CODES, true),
    (SUBJECTS, true),
    (REPLY_CODES, true),
    (DIGITS, true),
];

/// The first rule that matches a reply, and whether it is a general one.
fn find(reply: &Reply<'_>) -> Option<(&'static ReplyRule, bool)> {
    TABLES.iter().find_map(|(rules, general)| Some((rules.iter().find(|rule| rule.matches(reply))?, *general)))
}

/// What a reply means, what usually causes it and where to look.
///
/// Every 4xx and 5xx reply has an explanation, other replies none.
pub fn explain_reply(reply: &Reply<'_>) -> Option<Cow<'static, str>> {
    let outer = sentence(reply)?;
    if let Some(inner) = quoted_reply(reply.text).and_then(|quoted| sentence(&quoted)) {
        return Some(Cow::Owned(format!("{outer} The quoted reply means: {inner}")));
    }
    Some(match socket_error(reply.text) {
        Some(error) => {
            Cow::Owned(format!("{outer} Socket error {} ({}): {}", error.code, error.name, error.explanation))
        }
        None => outer,
    })
}

/// The explanation of a reply without what it quotes.
fn sentence(reply: &Reply<'_>) -> Option<Cow<'static, str>> {
    let (rule, general) = find(reply)?;
    Some(match (general, reply.class()) {
        (true, Class::Transient) => Cow::Owned(format!("{} {TRANSIENT}", rule.sentence)),
        (true, Class::Permanent) => Cow::Owned(format!("{} {PERMANENT}", rule.sentence)),
        _ => Cow::Borrowed(rule.sentence),
    })
}

const TRANSIENT: &str = "This is temporary: mail servers retry on their own.";
const PERMANENT: &str = "This is permanent: retrying without a change will not help.";

/// The other server's reply in `responded with: "…"`. The closing quote is missing if the log truncated the text.
fn quoted_reply(text: &[u8]) -> Option<Reply<'_>> {
    let (_, rest) = split_once(text, b"responded with")?;
    let (_, quoted) = split_once(rest, b"\"")?;
    Reply::parse(split_once(quoted, b"\"").map_or(quoted, |(quoted, _)| quoted).trim_ascii())
}

/// The Winsock error in a text, in any of the forms in which Exchange writes it.
fn socket_error(text: &[u8]) -> Option<&'static winsock::WinsockError> {
    let names: [&[u8]; 4] = [b"Winsock error code: ", b"Socket error code ", b"ErrorCode ", b"ErrorCode: "];
    let number = |name: &&[u8]| leading_decimal(split_once(text, name)?.1);
    let (code, _) = names.iter().find_map(number)?;
    winsock::error(u32::try_from(code).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn explain(line: &str) -> String {
        explain_reply(&Reply::parse(line.as_bytes()).expect("a reply")).unwrap_or_default().into_owned()
    }

    fn rules() -> impl Iterator<Item = &'static ReplyRule> {
        TABLES.iter().flat_map(|(rules, _)| rules.iter())
    }

    #[test]
    fn every_sample_is_explained_by_its_own_rule() {
        let hidden: Vec<_> = rules()
            .filter_map(|rule| {
                let reply = Reply::parse(rule.sample.as_bytes()).expect("a sample is a reply");
                let (found, _) = find(&reply).expect("a sample is explained");
                (!core::ptr::eq(found, rule)).then_some((rule.sample, "is explained by", found.sample))
            })
            .collect();
        assert!(hidden.is_empty(), "{hidden:#?}");
    }

    #[test]
    fn every_explanation_is_a_sentence_and_short_enough_to_read() {
        for rule in rules() {
            assert!(rule.sentence.ends_with('.') && !rule.sentence.contains("  "), "{}", rule.sentence);
            assert!((20..=420).contains(&rule.sentence.len()), "{}", rule.sentence);
        }
    }

    #[test]
    fn every_failure_is_explained() {
        for code in 400..=599 {
            for status in ["", " 5.0.0", " 4.99.999", " 5.7.0", " 4.4.999", " 2.0.0"] {
                assert_ne!(explain(&format!("{code}{status}")), "", "{code}{status}");
                assert_ne!(explain(&format!("{code}{status} \u{fc}")), "");
            }
        }
    }

    #[test]
    fn other_replies_have_none() {
        assert_eq!(explain("250 2.6.0 <a@contoso.com> [InternalId=110] Queued mail for delivery"), "");
        assert_eq!(explain("354 Start mail input; end with <CRLF>.<CRLF>"), "");
    }

    #[test]
    fn a_quoted_reply_is_explained_once() {
        let wrapped = explain(
            "451 4.4.0 Primary target IP address responded with: \"550 5.7.54 SMTP; Unable to relay recipient in \
             non-accepted domain\". Attempted failover to alternate host, but that did not succeed.",
        );
        assert!(
            wrapped.contains(&explain("550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain")),
            "{wrapped}"
        );
        let proxied = explain(
            "450 4.7.0 Proxy session setup failed on Frontend with '451 4.4.0 Primary target IP address responded with \
             \"421 4.3.2 Service not active\". The last endpoint attempted was 192.0.2.5:2525'",
        );
        assert!(proxied.contains(&explain("421 4.3.2 Service not active")), "{proxied}");
        let nested = explain("451 4.4.0 x responded with: \"451 4.4.0 y responded with: \"550 5.1.1 z\"\"");
        assert!(!nested.contains(&explain("550 5.1.1 z")), "{nested}");
        let cut = explain("451 4.4.0 Primary target IP address responded with: \"421 4.3.2 Service not active");
        assert!(cut.contains("The quoted reply means"), "{cut}");
    }

    #[test]
    fn a_socket_error_is_named() {
        let refused = explain("450 4.4.316 Connection refused [Message=Socket error code 10061]");
        assert!(refused.contains("WSAECONNREFUSED"), "{refused}");
        let winsock = explain(
            "451 4.4.0 Primary target IP address responded with: \"Failed to connect. Winsock error code: 10060, \
             Win32 error code: 10060.\"",
        );
        assert!(winsock.contains("WSAETIMEDOUT"), "{winsock}");
        assert!(!explain("451 4.4.0 Socket error code 1").contains("Socket error 1"));
    }

    #[test]
    fn a_general_explanation_says_whether_to_retry() {
        assert!(explain("452 4.2.2 x").ends_with(TRANSIENT));
        assert!(explain("599 x").ends_with(PERMANENT));
        assert!(!explain("550 5.7.1 Unable to relay").contains(PERMANENT));
    }
}

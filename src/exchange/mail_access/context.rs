//! The context of a row: the reply to the command, and what Exchange did to execute it.
//!
//! It is a list of `key=value`, separated by `;`; a value with a `;` or a blank is in quotes:
//! `R="a1 NO LOGIN failed.";Msg=Proxy:mbx01.contoso.com:1993:SSL;ErrMsg=ProxyNotAuthenticated`. A quoted value ends at
//! a quote followed by `;` or the end, so a quote inside it does no harm; an unclosed one extends to the end. A part
//! without `=` (`ProxySuccess`) is a key without a value.
//!
//! `Msg` is itself a list: the proxy target (`Proxy:host:port:SSL;ProxySuccess`), the reason for a rejection
//! (`AuthFailed:LogonDenied,User: ann@contoso.com`), or, on a back end, the mailbox that was opened.

use super::AccessStatus;
use crate::bytes::{begins_with, decimal, rsplit_once, split_once, strip_prefix};

/// The context of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccessContext<'a> {
    text: &'a [u8],
}

/// The back end to which a front end proxied the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proxy<'a> {
    /// Its host name.
    pub host: &'a [u8],
    /// Its port.
    pub port: Option<u16>,
    /// `SSL`, or empty.
    pub security: &'a [u8],
    /// Whether the row reports success.
    pub succeeded: bool,
}

/// The mailbox that a back end opened. Missing values are empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Logon<'a> {
    /// `UserMailbox`, `SharedMailbox` …
    pub recipient_type: &'a [u8],
    /// Display name of the mailbox.
    pub display_name: &'a [u8],
    /// GUID of the mailbox.
    pub mailbox_guid: &'a [u8],
    /// Name of the database, or its GUID if the name is missing.
    pub database: &'a [u8],
    /// The server with the active copy of the database.
    pub server: &'a [u8],
}

/// The labels in the text of a logon.
const LABELS: &[&[u8]] = &[
    b"RecipientType:",
    b"RecipientTypeDetails:",
    b"Selected Mailbox:",
    b"Display Name:",
    b"Mailbox Guid:",
    b"Database:",
    b"Location:",
    b"ServerFqdn:",
    b"ServerVersion:",
    b"DatabaseName:",
    b"HomePublicFolderDatabaseGuid:",
];

impl<'a> AccessContext<'a> {
    /// Takes the field as logged.
    pub fn new(text: &'a [u8]) -> Self {
        AccessContext { text }
    }

    /// Keys and values in their order, without quotes.
    pub fn parts(&self) -> Parts<'a> {
        Parts { rest: self.text }
    }

    /// The value of a key, compared without case; empty without it.
    pub fn get(&self, key: &str) -> &'a [u8] {
        let found = self.parts().find(|(name, _)| name.eq_ignore_ascii_case(key.as_bytes()));
        found.map_or(b"", |(_, value)| value)
    }

    /// The status of the command: from `R`, or a refusal if there is an `ErrMsg` and no `R`.
    pub fn status(&self) -> AccessStatus {
        match AccessStatus::parse(self.reply()) {
            AccessStatus::None if !self.get("ErrMsg").is_empty() => AccessStatus::Refused,
            status => status,
        }
    }

    /// The reply of the server as far as it is logged: `ok`, `a1 NO LOGIN failed.`
    pub fn reply(&self) -> &'a [u8] {
        self.get("R")
    }

    /// Exchange's word for the error, `LogonDenied`, `ProxyNotAuthenticated`; empty without one.
    pub fn error(&self) -> &'a [u8] {
        let error = match self.get("ErrMsg") {
            [] => strip_prefix(self.get("Msg"), AUTH_FAILED)
                .and_then(|rest| rest.split(|byte| b",;".contains(byte)).next()),
            error => Some(strip_prefix(error, AUTH_FAILED).unwrap_or(error)),
        };
        error.unwrap_or_default().trim_ascii()
    }

    /// Whether a refused logon was refused because of name or password, as far as the row says why.
    pub fn is_denial(&self) -> bool {
        // A front end logs `ProxyNotAuthenticated` when the back end refuses the password.
        let is_known = |error| begins_with(error, b"ProxyNotAuthenticated") || begins_with(error, b"LogonDenied");
        !AccessStatus::is_bad(self.reply()) && (self.error().is_empty() || is_known(self.error()))
    }

    /// The user in a rejection; empty without one.
    pub fn user(&self) -> &'a [u8] {
        let named = strip_prefix(self.get("Msg"), AUTH_FAILED).and_then(|rest| split_once(rest, b",User:"));
        named.map_or(b"", |(_, user)| user.split(|&byte| byte == b';').next().unwrap_or_default().trim_ascii())
    }

    /// The proxy target; `None` if the row has none.
    pub fn proxy(&self) -> Option<Proxy<'a>> {
        let mut target = None;
        let mut succeeded = false;
        // `ProxySuccess` follows the target in `Msg`, or is a part of its own if `Msg` is not quoted.
        for (key, value) in self.parts() {
            succeeded |= key.eq_ignore_ascii_case(PROXY_SUCCESS);
            if key.eq_ignore_ascii_case(b"Msg") {
                for part in value.split(|&byte| byte == b';') {
                    succeeded |= part.trim_ascii().eq_ignore_ascii_case(PROXY_SUCCESS);
                    target = target.or(strip_prefix(part.trim_ascii(), b"Proxy:"));
                }
            }
        }
        let (host, port, security) = target_parts(target?);
        Some(Proxy { host, port, security, succeeded })
    }

    /// The mailbox that a back end opened; `None` if the row has none.
    pub fn logon(&self) -> Option<Logon<'a>> {
        let message = self.get("Msg");
        if !begins_with(message, b"RecipientType:") {
            return None;
        }
        let database = labelled(message, b"DatabaseName:");
        Some(Logon {
            recipient_type: labelled(message, b"RecipientTypeDetails:"),
            display_name: labelled(message, b"Display Name:"),
            mailbox_guid: labelled(message, b"Mailbox Guid:"),
            database: if database.is_empty() { labelled(message, b"Database:") } else { database },
            server: labelled(message, b"ServerFqdn:"),
        })
    }

    /// A setting of the user's throttling budget (`Conn`, `MaxConn`, `Balance`, `Policy` …); empty without one.
    pub fn budget(&self, setting: &str) -> &'a [u8] {
        let pairs = self.get("Budget").split(|&byte| byte == b',').filter_map(|pair| split_once(pair, b":"));
        let mut named = pairs.filter(|(name, _)| name.trim_ascii().eq_ignore_ascii_case(setting.as_bytes()));
        named.next().map_or(b"", |(_, value)| value.trim_ascii())
    }
}

const AUTH_FAILED: &[u8] = b"AuthFailed:";
const PROXY_SUCCESS: &[u8] = b"ProxySuccess";

/// Keys and values of a context.
#[derive(Clone, Debug)]
pub struct Parts<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Parts<'a> {
    type Item = (&'a [u8], &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let text = self.rest.trim_ascii_start();
        if text.is_empty() {
            return None;
        }
        let end = memchr::memchr2(b'=', b';', text).unwrap_or(text.len());
        let (key, rest) = text.split_at(end);
        let (value, rest) = match rest {
            [b'=', b'"', value @ ..] => quoted(value),
            [b'=', value @ ..] => split_once(value, b";").unwrap_or((value, b"")),
            rest => (&b""[..], rest.get(1..).unwrap_or_default()),
        };
        self.rest = rest;
        Some((key.trim_ascii(), value.trim_ascii()))
    }
}

/// A value after its opening quote, and the text after its `;`.
fn quoted(text: &[u8]) -> (&[u8], &[u8]) {
    let ends = |&quote: &usize| matches!(text.get(quote + 1), None | Some(b';'));
    let Some(quote) = memchr::memchr_iter(b'"', text).find(ends) else { return (text, b"") };
    let (value, rest) = text.split_at(quote);
    (value, rest.get(2..).unwrap_or_default())
}

/// `host:port:SSL`, from the right, so that a host may be an IPv6 address.
fn target_parts(target: &[u8]) -> (&[u8], Option<u16>, &[u8]) {
    let port = |text| decimal(text).and_then(|port| u16::try_from(port).ok());
    let (rest, security) = match rsplit_once(target, b":") {
        Some((rest, word)) if port(word).is_none() => (rest, word),
        _ => (target, &b""[..]),
    };
    match rsplit_once(rest, b":") {
        Some((host, number)) if port(number).is_some() => (host, port(number), security),
        _ => (target, None, b""),
    }
}

/// The text after a label, up to the next one. Values may contain commas (`Display Name: Doe, Ann`).
fn labelled<'a>(text: &'a [u8], label: &[u8]) -> &'a [u8] {
    let Some((_, rest)) = split_once(text, label) else { return b"" };
    let next = LABELS.iter().filter_map(|label| memchr::memmem::find(rest, label)).min();
    let value = rest.get(..next.unwrap_or(rest.len())).unwrap_or_default().trim_ascii();
    value.strip_suffix(b",").unwrap_or(value).trim_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    fn of(text: &str) -> AccessContext<'_> {
        AccessContext::new(text.as_bytes())
    }

    #[test]
    fn parts_are_split_outside_of_quotes() {
        let parts: Vec<_> = of("R=\"a1 NO \"x\"; failed.\";Msg=a b;ProxySuccess;Rows=;").parts().collect();
        let expected: [(&[u8], &[u8]); 4] =
            [(b"R", b"a1 NO \"x\"; failed."), (b"Msg", b"a b"), (b"ProxySuccess", b""), (b"Rows", b"")];
        // The quote after `x` is followed by `;`, so the value ends there, and the rest is another part.
        assert_eq!(parts[0], (&b"R"[..], &b"a1 NO \"x"[..]));
        assert_eq!(parts[2..], expected[1..]);
        assert_eq!(of("R=\"open;x").parts().collect::<Vec<_>>(), [(&b"R"[..], &b"open;x"[..])]);
        assert_eq!(of(" ; ").parts().count(), 1);
    }

    #[test]
    fn a_refusal_names_its_reason_and_its_user() {
        let context = of("R=\"2 NO AUTHENTICATE failed.\";Msg=\"AuthFailed:LogonDenied,User: ann@contoso.com\";\
                          ErrMsg=AuthFailed:LogonDenied");
        assert_eq!(context.status(), AccessStatus::Refused);
        assert_eq!(context.reply(), b"2 NO AUTHENTICATE failed.");
        assert_eq!((context.error(), context.user()), (&b"LogonDenied"[..], &b"ann@contoso.com"[..]));
        assert_eq!(of("Msg=\"AuthFailed:LogonDenied,User: x\"").error(), b"LogonDenied");
        assert_eq!(of("ErrMsg=ProxyNotAuthenticated").status(), AccessStatus::Refused);
        assert_eq!(of("R=ok;ErrMsg=x").status(), AccessStatus::Ok);
    }

    #[test]
    fn a_proxy_is_read_with_and_without_quotes() {
        let expected = Proxy { host: b"mbx01.contoso.com", port: Some(1993), security: b"SSL", succeeded: true };
        let quoted = of("R=OK;Msg=\"Proxy:mbx01.contoso.com:1993:SSL;ProxySuccess\";ActivityContextData=1");
        assert_eq!(quoted.proxy(), Some(expected));
        assert_eq!(of("R=OK;Msg=Proxy:mbx01.contoso.com:1993:SSL;ProxySuccess").proxy(), Some(expected));
        let refused = of("Msg=Proxy:mbx01.contoso.com:1993:SSL;ErrMsg=ProxyNotAuthenticated").proxy();
        assert_eq!(refused, Some(Proxy { succeeded: false, ..expected }));
        let plain = of("Msg=Proxy:2001:db8::1:1995").proxy().unwrap();
        assert_eq!((plain.host, plain.port, plain.security), (&b"2001:db8::1"[..], Some(1995), &b""[..]));
        assert_eq!(of("Msg=Proxy:odd").proxy().unwrap().host, b"odd");
        assert_eq!(of("R=OK").proxy(), None);
    }

    const LOGON: &str = "R=ok;Msg=\"RecipientType: UserMailbox, RecipientTypeDetails: SharedMailbox, Selected Mailbox: \
        Display Name: Doe, Ann, Mailbox Guid: 0cb2fd35-0000-0000-0000-000000000001, Database: 11111111-0000-0000-0000-\
        000000000002, Location: ServerFqdn: mbx01.contoso.com, ServerVersion: 1942130, DatabaseName: DB01, \
        HomePublicFolderDatabaseGuid: 00000000-0000-0000-0000-000000000000\"";

    #[test]
    fn a_logon_at_the_back_end_names_mailbox_database_and_server() {
        let logon = of(LOGON).logon().unwrap();
        assert_eq!(logon.recipient_type, b"SharedMailbox");
        assert_eq!(logon.display_name, b"Doe, Ann");
        assert_eq!(logon.mailbox_guid, b"0cb2fd35-0000-0000-0000-000000000001");
        assert_eq!((logon.database, logon.server), (&b"DB01"[..], &b"mbx01.contoso.com"[..]));
        let unnamed = of("Msg=\"RecipientType: UserMailbox, Database: 1111\"").logon().unwrap();
        assert_eq!((unnamed.database, unnamed.server), (&b"1111"[..], &b""[..]));
    }

    const BUDGET: &str = "R=ok;Rows=12;Recent=1;UidNext=77;Budget=\"Owner:Sid~CONTOSO\\ann~Imap~false,Conn:1,\
        MaxConn:Unlimited,Balance:3599998,Policy:GlobalThrottlingPolicy,LiveTime:00:04:30.66\"";

    #[test]
    fn numbers_and_the_budget_are_found_by_name() {
        let context = of(BUDGET);
        assert_eq!(
            (context.get("Rows"), context.get("uidnext"), context.get("TotalSize")),
            (&b"12"[..], &b"77"[..], &b""[..])
        );
        assert_eq!((context.budget("Conn"), context.budget("MaxConn")), (&b"1"[..], &b"Unlimited"[..]));
        assert_eq!(context.budget("LiveTime"), b"00:04:30.66");
        assert_eq!(context.budget("x"), b"");
    }

    #[test]
    fn truncated_contexts_are_read() {
        for text in [LOGON, BUDGET, "R=\"a;\";Msg=\"Proxy:h:1:SSL;ProxySuccess\";ErrMsg=AuthFailed:x,User: y"] {
            for from in 0..text.len() {
                for to in from..text.len() {
                    let context = of(&text[from..to]);
                    let _ = (context.status(), context.error(), context.user(), context.proxy(), context.logon());
                    assert!(context.parts().count() <= to - from, "{}", &text[from..to]);
                    let _ = context.budget("Conn");
                }
            }
        }
    }
}

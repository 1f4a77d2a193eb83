//! The extensions that a server offers in its EHLO reply (RFC 5321, 4.1.1.1).
//!
//! Up to Exchange 2013 each line of the reply is a row of its own. Since 2016 Exchange joins the lines with blanks, so
//! nothing shows where a keyword ends and its parameters begin:
//! `mail.contoso.com Hello [192.0.2.9] SIZE 37748736 PIPELINING AUTH NTLM LOGIN 8BITMIME`. The joined form is therefore
//! split by a table: a known keyword begins an item, any other word belongs to the preceding item if that one takes
//! parameters. The greeting is whatever precedes the first known keyword, since other servers have other greetings. The
//! trap is a keyword that is not in the table: after `AUTH` it is taken for a mechanism. Adding a keyword means adding
//! a row.

use crate::bytes::first_word;
use crate::smtp::Reply;

/// An extension that the server offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capability<'a> {
    /// The EHLO keyword as the server wrote it.
    pub keyword: &'a [u8],
    /// Its parameters, `LOGIN PLAIN`; empty without.
    pub parameters: &'a [u8],
}

impl<'a> Capability<'a> {
    /// What the keyword means, one sentence; `None` if it is unknown.
    pub fn meaning(&self) -> Option<&'static str> {
        known(self.keyword).map(|keyword| keyword.meaning)
    }

    /// Reads a single item; `AUTH=LOGIN` is an old form of `AUTH LOGIN`.
    fn of_item(item: &'a [u8]) -> Capability<'a> {
        let (word, parameters) = first_word(item);
        match word.iter().position(|byte| *byte == b'=') {
            Some(equals) => {
                let (keyword, rest) = item.trim_ascii().split_at(equals);
                Capability { keyword, parameters: rest.get(1..).unwrap_or_default().trim_ascii() }
            }
            None => Capability { keyword: word, parameters },
        }
    }
}

/// The capabilities in one line of an EHLO reply, given its text without the code.
///
/// The first line of a reply begins with a greeting, and may contain the other lines, joined with blanks. Any other
/// line is one capability.
pub fn capabilities(text: &[u8], first_line: bool) -> impl Iterator<Item = Capability<'_>> {
    let rest = if first_line { from_keyword(text) } else { text.trim_ascii() };
    Items { rest, joined: first_line }.map(Capability::of_item)
}

/// The extensions in a reply that may answer EHLO, each with its parameters, `AUTH NTLM LOGIN`. A reply with an enhanced status
/// code does not (RFC 2034, section 4).
pub fn offered(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    let reply = Reply::parse(line).filter(|reply| reply.status.is_none());
    Items { rest: from_keyword(reply.map_or(b"", |reply| reply.text)), joined: true }
}

/// The text from its first known keyword on: without a greeting, or without the parameters of the preceding keyword.
fn from_keyword(text: &[u8]) -> &[u8] {
    let mut rest = text.trim_ascii();
    loop {
        let (word, after) = first_word(rest);
        if word.is_empty() || known(word).is_some() {
            return rest;
        }
        rest = after;
    }
}

/// Splits a line into items.
struct Items<'a> {
    rest: &'a [u8],
    joined: bool,
}

impl<'a> Iterator for Items<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let (word, mut after) = first_word(self.rest);
        if word.is_empty() {
            return None;
        }
        if !self.joined {
            return Some(core::mem::take(&mut self.rest));
        }
        if known(word).is_some_and(|keyword| keyword.takes_parameters) {
            after = from_keyword(after);
        }
        let (item, _) = self.rest.split_at_checked(self.rest.len().checked_sub(after.len())?)?;
        self.rest = after;
        Some(item.trim_ascii_end())
    }
}

struct Keyword {
    name: &'static str,
    takes_parameters: bool,
    meaning: &'static str,
}

/// The keyword with that name; of `AUTH=LOGIN`, the part before the sign.
fn known(word: &[u8]) -> Option<&'static Keyword> {
    let name = word.split(|byte| *byte == b'=').next()?;
    KEYWORDS.iter().find(|keyword| keyword.name.as_bytes().eq_ignore_ascii_case(name))
}

const fn plain(name: &'static str, meaning: &'static str) -> Keyword {
    Keyword { name, takes_parameters: false, meaning }
}

const fn with_parameters(name: &'static str, meaning: &'static str) -> Keyword {
    Keyword { name, takes_parameters: true, meaning }
}

const KEYWORDS: &[Keyword] = &[
    // RFC 1870, 2920, 3461, 2034, 3207, 4954, 6152, 3030 (two), 6531, in this order.
    with_parameters("SIZE", "The largest message that the server accepts, in bytes; 0 means no fixed limit."),
    plain("PIPELINING", "The client may send several commands without waiting for each reply."),
    plain("DSN", "The client may request delivery status notifications."),
    plain("ENHANCEDSTATUSCODES", "Replies include enhanced status codes such as 5.7.1."),
    plain("STARTTLS", "The session can be encrypted with TLS."),
    with_parameters("AUTH", "The client may authenticate with one of these mechanisms."),
    plain("8BITMIME", "Messages may contain bytes above 127."),
    plain("BINARYMIME", "Messages may contain arbitrary binary data, if they are sent with BDAT."),
    plain("CHUNKING", "Messages may be sent in chunks with BDAT instead of DATA."),
    plain("SMTPUTF8", "Addresses and headers may contain non-ASCII characters."),
    // RFC 1985; TURN: RFC 821; HELP, VRFY, EXPN: RFC 5321, 4.1.1.6 to 4.1.1.8.
    plain("ETRN", "The client may request delivery of mail that is queued for it."),
    plain("TURN", "Client and server may swap roles; obsolete and insecure."),
    plain("HELP", "The server supports HELP."),
    plain("VRFY", "The server supports VRFY, which checks whether a mailbox exists."),
    plain("EXPN", "The server supports EXPN, which lists the members of a mailing list."),
    // RFC 2852, 9422, 6710, 8689, in this order.
    with_parameters("DELIVERBY", "The client may set a time by which the message must be delivered."),
    with_parameters("LIMITS", "Limits of the server, such as the number of recipients in one transaction."),
    with_parameters("MT-PRIORITY", "The client may set a priority."),
    plain("REQUIRETLS", "The client may require TLS on every hop of a message."),
    // Seen in EHLO replies of Exchange; X-EXPS, XEXCH50 and X-LINK2STATE: KB 812455.
    plain("X-ANONYMOUSTLS", "TLS between Exchange servers of one organisation, without certificate validation."),
    with_parameters("X-EXPS", "Authentication between Exchange servers, with one of these mechanisms."),
    with_parameters(
        "X-EXCHANGEAUTH",
        "Mutual Kerberos authentication between Exchange servers, bound to the TLS session.",
    ),
    plain("XEXCH50", "Message properties of Exchange 2003 and earlier may be sent."),
    plain("X-LINK2STATE", "Link state routing data of Exchange 2000 and 2003 may be exchanged."),
    // Seen in EHLO replies; the shadow commands: Microsoft's page on shadow redundancy.
    plain("XRDST", "Routing data on the destination of a recipient may be sent."),
    plain("XSHADOW", "Shadow copies of messages (Exchange 2010)."),
    plain("XSHADOWREQUEST", "Shadow copies of messages (Exchange 2013 and later)."),
    // The permissions of the same names on Microsoft's page on receive connectors; XSESSIONPARAMS: its page on agents.
    plain("XPROXY", "Front End Transport may hand over the session of an authenticated client."),
    plain("XPROXYFROM", "Front End Transport may pass on the IP address of the original client."),
    plain("XPROXYTO", "Front End Transport may request that the session is proxied to another server."),
    plain("XSESSIONPARAMS", "Exchange services may set session options."),
    plain("XATTR", "The organisation that a message belongs to may be stated."),
    plain("XOORG", "The organisation that a message originates from may be stated; used in hybrid mail flow."),
    plain("XSYSPROBE", "Messages may be marked as probes of Exchange's own monitoring."),
    with_parameters("XMESSAGECONTEXT", "Cached properties of a message may be sent."),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// The capabilities as one text: `SIZE=37748736 AUTH=NTLM,LOGIN DSN`.
    fn read(text: &str, first_line: bool) -> String {
        let items = capabilities(text.as_bytes(), first_line).map(|capability| {
            let parameters = String::from_utf8_lossy(capability.parameters).replace(' ', ",");
            let keyword = String::from_utf8_lossy(capability.keyword);
            if parameters.is_empty() { keyword.to_string() } else { format!("{keyword}={parameters}") }
        });
        items.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn splits_the_joined_form() {
        let joined = "MBX-01.contoso.com Hello [192.0.2.33] SIZE 37748736 PIPELINING DSN ENHANCEDSTATUSCODES STARTTLS \
            X-ANONYMOUSTLS AUTH NTLM LOGIN X-EXPS GSSAPI NTLM 8BITMIME BINARYMIME CHUNKING XRDST";
        let expected = "SIZE=37748736 PIPELINING DSN ENHANCEDSTATUSCODES STARTTLS X-ANONYMOUSTLS AUTH=NTLM,LOGIN \
            X-EXPS=GSSAPI,NTLM 8BITMIME BINARYMIME CHUNKING XRDST";
        assert_eq!(read(joined, true), expected);
    }

    #[test]
    fn other_servers_have_other_greetings() {
        let expected = "SIZE=1000000 HELP ENHANCEDSTATUSCODES OK";
        assert_eq!(
            read("mx.fabrikam.com Hello mail.contoso.com [192.0.2.1] SIZE 1000000 HELP ENHANCEDSTATUSCODES OK", true),
            expected
        );
        assert_eq!(read("mx.fabrikam.com at your service, [192.0.2.1] SIZE 5 SMTPUTF8", true), "SIZE=5 SMTPUTF8");
        assert_eq!(read("mx.fabrikam.com PIPELINING SIZE 5", true), "PIPELINING SIZE=5");
    }

    #[test]
    fn reads_one_line_per_row() {
        assert_eq!(read("mail.contoso.com Hello [192.0.2.94]", true), "");
        assert_eq!(read("SIZE", false), "SIZE");
        assert_eq!(read("AUTH NTLM LOGIN", false), "AUTH=NTLM,LOGIN");
        assert_eq!(read("XFUTURE one two", false), "XFUTURE=one,two");
        assert_eq!(read("AUTH=LOGIN PLAIN", false), "AUTH=LOGIN,PLAIN");
        assert_eq!(read("", false), "");
        assert_eq!(read("   ", true), "");
    }

    #[test]
    fn known_keywords_have_a_meaning() {
        let meaning = |text: &'static [u8]| capabilities(text, false).find_map(|capability| capability.meaning());
        assert!(meaning(b"starttls").is_some());
        assert_eq!(meaning(b"XFUTURE"), None);
    }

    #[test]
    fn every_keyword_is_read_alone_and_joined() {
        for keyword in KEYWORDS {
            assert_eq!(
                read(&format!("mail.contoso.com Hello [192.0.2.1] {} DSN", keyword.name), true),
                format!("{} DSN", keyword.name)
            );
        }
    }
}

//! What a server offers in its reply to EHLO.
//!
//! Up to Exchange 2013 each line of the reply is a row of its own. Since 2016 Exchange joins the lines with blanks, so
//! that nothing tells where a keyword ends and its arguments begin:
//! `mail.contoso.com Hello [192.0.2.9] SIZE 37748736 PIPELINING AUTH NTLM LOGIN 8BITMIME`. The joined form is therefore split
//! by knowledge: a known keyword begins an item, any other word belongs to the item before it if that one takes
//! arguments. The greeting at its front is whatever stands before the first known keyword, since other servers greet in
//! words of their own. The trap is a keyword that is not in the table: behind `AUTH` it is taken for a mechanism. Adding a
//! keyword means adding a row.

use crate::bytes::{decimal, first_word};

/// One keyword of an EHLO reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capability<'a> {
    /// The keyword as the server wrote it.
    pub keyword: &'a [u8],
    /// What stands after it, `LOGIN PLAIN`; empty without.
    pub argument: &'a [u8],
}

impl<'a> Capability<'a> {
    /// What the keyword means, one sentence; `None` when it is not a known one.
    pub fn meaning(&self) -> Option<&'static str> {
        known(self.keyword).map(|keyword| keyword.meaning)
    }

    /// The largest message that the server takes, in bytes; `None` when it is not `SIZE` or sets no limit.
    pub fn size(&self) -> Option<u64> {
        let size = self.keyword.eq_ignore_ascii_case(b"SIZE").then_some(self.argument)?;
        decimal(size).filter(|size| *size > 0)
    }

    /// Reads an item that stands alone; `AUTH=LOGIN` is an old spelling of `AUTH LOGIN`.
    fn of_item(item: &'a [u8]) -> Capability<'a> {
        let (word, argument) = first_word(item);
        match word.iter().position(|byte| *byte == b'=') {
            Some(equals) => {
                let (keyword, rest) = item.trim_ascii().split_at(equals);
                Capability { keyword, argument: rest.get(1..).unwrap_or_default().trim_ascii() }
            }
            None => Capability { keyword: word, argument },
        }
    }
}

/// The capabilities in one line of an EHLO reply, given its text without code.
///
/// `first_line` says that the line is the first one of its reply, so that it begins with a greeting and may hold all
/// the others joined by blanks. Any other line is one capability.
pub fn capabilities(text: &[u8], first_line: bool) -> impl Iterator<Item = Capability<'_>> {
    let rest = if first_line { from_keyword(text) } else { text.trim_ascii() };
    Items { rest, joined: first_line }.map(Capability::of_item)
}

/// The text from its first known keyword on: without a greeting, or without the arguments of the keyword before.
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

/// Cuts a line into items.
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
        if known(word).is_some_and(|keyword| keyword.takes_arguments) {
            after = from_keyword(after);
        }
        let (item, _) = self.rest.split_at_checked(self.rest.len().checked_sub(after.len())?)?;
        self.rest = after;
        Some(item.trim_ascii_end())
    }
}

struct Keyword {
    name: &'static str,
    takes_arguments: bool,
    meaning: &'static str,
}

/// The keyword of that name; of `AUTH=LOGIN` the part before the sign counts.
fn known(word: &[u8]) -> Option<&'static Keyword> {
    let name = word.split(|byte| *byte == b'=').next()?;
    KEYWORDS.iter().find(|keyword| keyword.name.as_bytes().eq_ignore_ascii_case(name))
}

const fn plain(name: &'static str, meaning: &'static str) -> Keyword {
    Keyword { name, takes_arguments: false, meaning }
}

const fn with_arguments(name: &'static str, meaning: &'static str) -> Keyword {
    Keyword { name, takes_arguments: true, meaning }
}

const KEYWORDS: &[Keyword] = &[
    with_arguments("SIZE", "The largest message that it takes, in bytes; 0 means no fixed limit (RFC 1870)."),
    plain("PIPELINING", "The client may send several commands without waiting for each reply (RFC 2920)."),
    plain("DSN", "The client may ask for delivery status notifications (RFC 3461)."),
    plain("ENHANCEDSTATUSCODES", "Replies carry codes such as 5.7.1 that say more than the number (RFC 2034)."),
    plain("STARTTLS", "The session can be encrypted (RFC 3207)."),
    with_arguments("AUTH", "The client may log on, by one of the mechanisms named (RFC 4954)."),
    plain("8BITMIME", "Messages may hold bytes above 127 (RFC 6152)."),
    plain("BINARYMIME", "Messages may hold any bytes, if they are sent in chunks (RFC 3030)."),
    plain("CHUNKING", "Messages may be sent in chunks with BDAT instead of DATA (RFC 3030)."),
    plain("SMTPUTF8", "Addresses may hold characters beyond ASCII (RFC 6531); Exchange 2019 and later."),
    plain("ETRN", "The client may ask for its waiting mail to be sent (RFC 1985)."),
    plain("TURN", "Client and server may change roles; obsolete and unsafe (RFC 821)."),
    plain("HELP", "The server answers HELP (RFC 5321)."),
    plain("VRFY", "The server answers VRFY, which asks whether a mailbox exists (RFC 5321)."),
    plain("EXPN", "The server answers EXPN, which asks for the members of a list (RFC 5321)."),
    with_arguments("DELIVERBY", "The client may set a time by which the message must be delivered (RFC 2852)."),
    with_arguments("LIMITS", "Limits of the server, such as recipients in one transaction (RFC 9422)."),
    with_arguments("MT-PRIORITY", "The client may set a priority (RFC 6710)."),
    plain("REQUIRETLS", "The client may demand TLS on the whole way of a message (RFC 8689)."),
    plain("X-ANONYMOUSTLS", "TLS between Exchange servers of one organisation, with certificates that nobody checks."),
    with_arguments("X-EXPS", "Logon between Exchange servers, by one of the mechanisms named."),
    with_arguments("X-EXCHANGEAUTH", "Mutual Kerberos logon between Exchange servers, bound to the TLS session."),
    plain("XEXCH50", "Message properties of Exchange 2003 and older may be sent along."),
    plain("X-LINK2STATE", "Link state routing data of Exchange 2000 and 2003 may be exchanged."),
    plain("XRDST", "A hint on the destination may be sent along with a recipient."),
    plain("XSHADOW", "Shadow copies of messages (Exchange 2010)."),
    plain("XSHADOWREQUEST", "Shadow copies of messages (Exchange 2013 and later)."),
    plain("XPROXY", "A front end may hand over a logged-on client's session."),
    plain("XPROXYFROM", "A front end may tell the address of the client that it passes on."),
    plain("XPROXYTO", "A front end may ask to be passed on to another server."),
    plain("XSESSIONPARAMS", "Options of the session may be set between Exchange services."),
    plain("XATTR", "The organisation that a message belongs to may be told."),
    plain("XOORG", "The organisation that a message comes from may be told; used in hybrid mail flow."),
    plain("XSYSPROBE", "Messages may be marked as probes of Exchange's own monitoring."),
    with_arguments("XMESSAGECONTEXT", "Cached data of a message may be sent along."),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// The capabilities as one text: `SIZE=37748736 AUTH=NTLM,LOGIN DSN`.
    fn read(text: &str, first_line: bool) -> String {
        let items = capabilities(text.as_bytes(), first_line).map(|capability| {
            let argument = String::from_utf8_lossy(capability.argument).replace(' ', ",");
            let keyword = String::from_utf8_lossy(capability.keyword);
            if argument.is_empty() { keyword.to_string() } else { format!("{keyword}={argument}") }
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
    fn other_servers_greet_in_their_own_words() {
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
    fn gives_size_and_meaning() {
        let size = |text: &'static str| capabilities(text.as_bytes(), false).find_map(|capability| capability.size());
        assert_eq!(size("SIZE 37748736"), Some(37_748_736));
        assert_eq!(size("SIZE 0"), None);
        assert_eq!(size("SIZE"), None);
        assert_eq!(size("DSN"), None);
        let meaning = |text: &'static [u8]| capabilities(text, false).find_map(|capability| capability.meaning());
        assert!(meaning(b"starttls").is_some());
        assert_eq!(meaning(b"XFUTURE"), None);
    }

    #[test]
    fn every_keyword_stands_alone_and_joined() {
        for keyword in KEYWORDS {
            assert_eq!(
                read(&format!("mail.contoso.com Hello [192.0.2.1] {} DSN", keyword.name), true),
                format!("{} DSN", keyword.name)
            );
        }
    }
}

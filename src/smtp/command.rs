//! The verb of a command, and its argument.
//!
//! A verb is one byte, so that an entry can store it and a query can compare it. The table below is the only list of
//! verbs: adding one means adding a row here.
//!
//! The trap is the first letter: [`Verb::of`] compares only with the verbs that share it, because it runs once for each
//! distinct string of a log. A test looks up every verb of the table, so an unreachable one is noticed.

use crate::bytes::first_word;

macro_rules! verbs {
    ($($verb:ident $name:literal $source:literal,)*) => {
        /// The verb of an SMTP command.
        ///
        /// [`Verb::name`] is the word on the wire. The numbers are stable within one build only.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        #[non_exhaustive]
        pub enum Verb {
            $(#[doc = concat!("`", $name, "` (", $source, ")")] $verb,)*
            /// Any other word: a typing error, a probe, an extension that is not in the table.
            Other,
        }

        impl Verb {
            /// All verbs, without [`Verb::Other`].
            #[cfg(test)]
            pub const ALL: &[Verb] = &[$(Verb::$verb,)*];

            /// The word on the wire in upper case; the empty string for [`Verb::Other`].
            pub const fn name(self) -> &'static str {
                match self {
                    $(Verb::$verb => $name,)*
                    Verb::Other => "",
                }
            }
        }
    };
}

verbs! {
    Helo "HELO" "RFC 5321, 4.1.1.1",
    Ehlo "EHLO" "RFC 5321, 4.1.1.1",
    Mail "MAIL" "RFC 5321, 4.1.1.2",
    Rcpt "RCPT" "RFC 5321, 4.1.1.3",
    Data "DATA" "RFC 5321, 4.1.1.4",
    Bdat "BDAT" "RFC 3030",
    Rset "RSET" "RFC 5321, 4.1.1.5",
    Noop "NOOP" "RFC 5321, 4.1.1.9",
    Quit "QUIT" "RFC 5321, 4.1.1.10",
    Vrfy "VRFY" "RFC 5321, 4.1.1.6",
    Expn "EXPN" "RFC 5321, 4.1.1.7",
    Help "HELP" "RFC 5321, 4.1.1.8",
    Etrn "ETRN" "RFC 1985",
    StartTls "STARTTLS" "RFC 3207",
    Auth "AUTH" "RFC 4954",
    AuthInfo "AUTHINFO" "NNTP, RFC 4643",
    IHave "IHAVE" "NNTP, RFC 3977, 6.3.2",
    XAnonymousTls "X-ANONYMOUSTLS" "Exchange",
    XExps "X-EXPS" "Exchange",
    XExchangeAuth "X-EXCHANGEAUTH" "Exchange",
    XExch50 "XEXCH50" "Exchange",
    XLink2State "X-LINK2STATE" "Exchange",
    XRdst "XRDST" "Exchange",
    XShadow "XSHADOW" "Exchange",
    XShadowRequest "XSHADOWREQUEST" "Exchange",
    XProxy "XPROXY" "Exchange",
    XProxyFrom "XPROXYFROM" "Exchange",
    XProxyTo "XPROXYTO" "Exchange",
    XRsetProxyTo "XRSETPROXYTO" "Exchange",
    XSessionParams "XSESSIONPARAMS" "Exchange",
    XQDiscard "XQDISCARD" "Exchange",
}

/// The verbs of Exchange, all of which begin with `X`.
const EXTENSIONS: &[Verb] = &[
    Verb::XProxyFrom,
    Verb::XProxyTo,
    Verb::XProxy,
    Verb::XRsetProxyTo,
    Verb::XSessionParams,
    Verb::XQDiscard,
    Verb::XShadowRequest,
    Verb::XShadow,
    Verb::XRdst,
    Verb::XExps,
    Verb::XAnonymousTls,
    Verb::XExchangeAuth,
    Verb::XExch50,
    Verb::XLink2State,
];

impl Verb {
    /// The verb with that name, compared without case; [`Verb::Other`] for any other word.
    pub fn of(word: &[u8]) -> Verb {
        let candidates: &[Verb] = match word.first().map(u8::to_ascii_uppercase) {
            Some(b'M') => &[Verb::Mail],
            Some(b'R') => &[Verb::Rcpt, Verb::Rset],
            Some(b'E') => &[Verb::Ehlo, Verb::Expn, Verb::Etrn],
            Some(b'B') => &[Verb::Bdat],
            Some(b'Q') => &[Verb::Quit],
            Some(b'D') => &[Verb::Data],
            Some(b'S') => &[Verb::StartTls],
            Some(b'A') => &[Verb::Auth, Verb::AuthInfo],
            Some(b'I') => &[Verb::IHave],
            Some(b'H') => &[Verb::Helo, Verb::Help],
            Some(b'N') => &[Verb::Noop],
            Some(b'V') => &[Verb::Vrfy],
            Some(b'X') => EXTENSIONS,
            _ => &[],
        };
        let named = candidates.iter().find(|verb| word.eq_ignore_ascii_case(verb.name().as_bytes()));
        named.copied().unwrap_or(Verb::Other)
    }
}

/// A command line: its verb and everything after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Command<'a> {
    /// The verb.
    pub verb: Verb,
    /// The text after the verb, without the blanks around it: `FROM:<a@contoso.com> SIZE=10`.
    pub argument: &'a [u8],
}

impl<'a> Command<'a> {
    /// Reads a line without its line end. Also for an unknown verb, the argument is the text after the first word.
    pub fn parse(line: &'a [u8]) -> Command<'a> {
        let (word, argument) = first_word(line);
        Command { verb: Verb::of(word), argument }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verb_is_reachable_in_any_case() {
        for verb in Verb::ALL {
            assert_eq!(Verb::of(verb.name().as_bytes()), *verb);
            assert_eq!(Verb::of(verb.name().to_ascii_lowercase().as_bytes()), *verb);
        }
        assert_eq!(Verb::of(b"other"), Verb::Other);
    }

    #[test]
    fn splits_at_the_first_blank() {
        let command = Command::parse(b"MAIL FROM:<veeam@contoso.com> SIZE=10 ");
        assert_eq!(command, Command { verb: Verb::Mail, argument: b"FROM:<veeam@contoso.com> SIZE=10" });
        assert_eq!(Command::parse(b"QUIT"), Command { verb: Verb::Quit, argument: b"" });
        assert_eq!(Command::parse(b"rset\t"), Command { verb: Verb::Rset, argument: b"" });
        assert_eq!(Command::parse(b" helo  x y"), Command { verb: Verb::Helo, argument: b"x y" });
    }

    #[test]
    fn a_longer_or_shorter_word_is_another_word() {
        for word in [&b"QUITS"[..], b"QUI", b"", b"XPROXYF", b"GET / HTTP/1.1", b"\xff\xfe", b"\x00"] {
            assert_eq!(Command::parse(word).verb, Verb::Other);
        }
        assert_eq!(Command::parse(b"GET / HTTP/1.1").argument, b"/ HTTP/1.1");
    }
}

//! What each command asks for.

use crate::smtp::Verb;

/// What a command asks for, one sentence; `None` for a word that is no known command.
pub fn explain_command(verb: Verb) -> Option<&'static str> {
    Some(match verb {
        Verb::Helo => "The client gives its name, in the old way without extensions.",
        Verb::Ehlo => "The client gives its name and asks what the server offers.",
        Verb::Mail => "A transaction begins: the address that errors are reported to.",
        Verb::Rcpt => "A recipient of the message; the reply tells whether this one is accepted.",
        Verb::Data => "The message follows, up to a line with a single dot. It is not in the log.",
        Verb::Bdat => "A chunk of the message follows, of the given size in bytes. It is not in the log.",
        Verb::Rset => "The transaction is dropped; the session goes on.",
        Verb::Noop => "Nothing is asked for: keeps the session open, or tests whether it still is.",
        Verb::Quit => "The client ends the session.",
        Verb::Vrfy => "The client asks whether a mailbox exists; most servers do not tell.",
        Verb::Expn => "The client asks for the members of a list; most servers do not tell.",
        Verb::Help => "The client asks for help.",
        Verb::Etrn => "The client asks for its waiting mail to be sent to it.",
        Verb::StartTls => "The client asks to encrypt the session.",
        Verb::Auth => "The client logs on. What follows the mechanism is a credential.",
        Verb::XAnonymousTls => "An Exchange server asks to encrypt the session, without certificates being checked.",
        Verb::XExps => "An Exchange server logs on to another.",
        Verb::XExchangeAuth => "An Exchange server logs on to another by mutual Kerberos, bound to the TLS session.",
        Verb::XExch50 => "Message properties of Exchange 2003 and older follow.",
        Verb::XLink2State => "Link state routing data of Exchange 2000 and 2003.",
        Verb::XRdst => "A hint on the destination of a recipient.",
        Verb::XShadow => "A server asks for a shadow copy of its messages (Exchange 2010).",
        Verb::XShadowRequest => "A server asks for a shadow copy of its messages (Exchange 2013 and later).",
        Verb::XProxy => "A front end hands over the session of a client that has logged on.",
        Verb::XProxyFrom => "A front end tells which client it passes on: its address counts from here on.",
        Verb::XProxyTo => "A front end is told which servers to pass the session on to.",
        Verb::XSessionParams => "Exchange services agree on options of the session.",
        Verb::Other => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verb_has_a_sentence() {
        for verb in Verb::ALL {
            assert!(explain_command(*verb).is_some_and(|sentence| sentence.ends_with('.')), "{verb:?}");
        }
        assert_eq!(explain_command(Verb::Other), None);
    }
}

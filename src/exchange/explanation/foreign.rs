//! What it means when somebody speaks another protocol on an SMTP connection. The protocols are recognised, with their
//! sources, in [`crate::smtp::foreign`]; what follows for SMTP is from RFC 5321, RFC 3207 and RFC 8314.

use crate::smtp::ForeignProtocol;

/// What a line of a client in another protocol means, and what to do.
pub fn explain_foreign_client(protocol: ForeignProtocol) -> &'static str {
    match protocol {
        // RFC 3207: on ports 25 and 587 a session begins in clear. RFC 8314, 3.3: implicit TLS has port 465.
        ForeignProtocol::Tls => {
            "The client began TLS at once instead of sending STARTTLS. If it is one of yours, set its encryption to \
             STARTTLS; otherwise it is a scanner."
        }
        ForeignProtocol::Http => {
            "This is HTTP, not SMTP: a scanner, a browser, or a monitoring system with the wrong port. No mail is \
             sent this way. If the address is one of yours, correct the port there."
        }
        ForeignProtocol::HttpProxy | ForeignProtocol::Socks => {
            "Somebody tests whether this server is an open proxy. Exchange does not forward such requests, and no mail \
             is sent this way. Block the address if it comes back often."
        }
        ForeignProtocol::Ssh | ForeignProtocol::RemoteDesktop | ForeignProtocol::Smb | ForeignProtocol::Sip => {
            "This is another protocol, sent to the SMTP port: a scanner that looks for other services. No mail is \
             sent this way. If the address is one of yours, correct the port there."
        }
        ForeignProtocol::Pop3 | ForeignProtocol::Imap4 => {
            "The client speaks a protocol for reading mail, but this is the SMTP port. If it is one of yours, correct \
             the port of its incoming server; otherwise it is a scanner or guesses passwords."
        }
        // RFC 5321, 3.3: the text of a message follows the reply 354 to DATA.
        ForeignProtocol::Message => {
            "The client sends the message itself where a command is expected, so it did not wait for the reply to \
             DATA, or ignored a refusal. Spam programs do that, and scripts that do not read replies."
        }
        ForeignProtocol::Binary => {
            "These bytes are not text, so this is not SMTP: a scanner, or a client with the wrong port."
        }
    }
}

/// What a line of a server in another protocol means.
pub fn explain_foreign_server(protocol: ForeignProtocol) -> &'static str {
    match protocol {
        ForeignProtocol::Tls => {
            // RFC 8314, 3.3; Set-SendConnector has no setting for implicit TLS.
            "The other side began TLS where SMTP is expected. Check the port of the connector: port 465 is for \
             implicit TLS, which send connectors do not use."
        }
        _ => {
            "The other side does not speak SMTP. Check smart host and port of the connector, and whether a firewall \
             or proxy answers instead of the mail server."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_are_explained() {
        let protocols = [ForeignProtocol::Tls, ForeignProtocol::Http, ForeignProtocol::Imap4, ForeignProtocol::Message];
        let mut sentences: Vec<&str> = protocols.map(explain_foreign_client).to_vec();
        sentences.extend([ForeignProtocol::Tls, ForeignProtocol::Http].map(explain_foreign_server));
        assert!(sentences.iter().all(|sentence| sentence.ends_with('.')));
        sentences.sort_unstable();
        sentences.dedup();
        assert_eq!(sentences.len(), 6, "each has a sentence of its own");
    }
}

//! What it means that a device has rewritten a line; the source is named in [`crate::smtp::rewritten`].

use crate::smtp::Rewritten;

/// What it means and what to do.
pub fn explain_rewritten(rewritten: Rewritten) -> &'static str {
    match rewritten {
        Rewritten::Greeting => {
            "A firewall has replaced the greeting with stars: the SMTP inspection of a Cisco PIX or ASA (fixup protocol \
             smtp, inspect esmtp). It often breaks TLS, authentication and large messages; switch it off for mail \
             servers."
        }
        Rewritten::Extensions => {
            "A firewall has crossed out extensions that the server offered, such as STARTTLS or AUTH: the ESMTP \
             inspection of a Cisco PIX or ASA (inspect esmtp). Without them there is no TLS and no logon; switch the \
             inspection off for mail servers, or allow TLS in it (allow-tls)."
        }
        Rewritten::Command => {
            "A firewall has replaced the client's command with the letter X, so the server cannot know it: the SMTP \
             inspection of a Cisco PIX or ASA (fixup protocol smtp, inspect esmtp). Switch the inspection off for mail \
             servers."
        }
    }
}

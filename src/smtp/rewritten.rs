//! Lines that a device between client and server has rewritten.
//!
//! The ESMTP inspection of Cisco ASA, and `fixup protocol smtp` of the older PIX, look into the conversation. They mask
//! the text of the greeting with `*`, replace each extension that they do not know with `X` and a letter that counts
//! them (`250-XXXA`, `250-XXXXXXXB`), and each command that they do not allow with as many `X`.
//!
//! Source: Cisco, "inspect esmtp" (Command Reference; `mask-banner`, `match ehlo-reply-parameter others mask`) and
//! "SMTP and ESMTP Inspection" (document 113423).

use super::Reply;
use super::command::Command;

/// What a device has replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rewritten {
    /// The text of the greeting.
    Greeting,
    /// Extensions in the reply to EHLO.
    Extensions,
    /// A command.
    Command,
}

impl Rewritten {
    /// The word of a query for it.
    pub fn word(self) -> &'static str {
        match self {
            Rewritten::Greeting => "greeting",
            Rewritten::Extensions => "extensions",
            Rewritten::Command => "command",
        }
    }

    /// What was replaced in a reply.
    pub fn in_reply(line: &[u8]) -> Option<Rewritten> {
        let reply = Reply::parse(line)?;
        match reply.code {
            220 if is_starred(reply.text) => Some(Rewritten::Greeting),
            // A reply to EHLO has no enhanced status (RFC 2034, section 4); in others there are numbers of queues.
            250 if reply.status.is_none() && words(reply.text).any(is_crossed_out) => Some(Rewritten::Extensions),
            // Newer versions of Exchange quote the command that they do not know.
            500 | 502 if words(reply.text).any(is_crossed_out_command) => Some(Rewritten::Command),
            _ => None,
        }
    }

    /// Whether a command was replaced.
    pub fn in_command(line: &[u8]) -> Option<Rewritten> {
        let word = Command::parse(line).argument.is_empty().then(|| line.trim_ascii())?;
        is_crossed_out_command(word).then_some(Rewritten::Command)
    }
}

fn words(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|byte| byte.is_ascii_whitespace() || b"'\"".contains(byte)).filter(|word| !word.is_empty())
}

/// Only stars, and the digits and blanks of the code, which some versions leave.
fn is_starred(text: &[u8]) -> bool {
    let stars = text.iter().filter(|byte| **byte == b'*').count();
    stars >= 4 && text.iter().all(|byte| b"*02 ".contains(byte))
}

/// `XXXA`, `XXXXXXXB`: at least two `X`, and a capital that counts. Of X alone is what somebody hid before giving a log away.
fn is_crossed_out(word: &[u8]) -> bool {
    let Some((last, crosses)) = word.split_last() else { return false };
    last.is_ascii_uppercase() && *last != b'X' && crosses.len() >= 2 && crosses.iter().all(|byte| *byte == b'X')
}

/// `XXXX`: no command is shorter than four letters.
fn is_crossed_out_command(word: &[u8]) -> bool {
    word.len() >= 4 && word.iter().all(|byte| *byte == b'X')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_device_replaced_is_recognised() {
        let reply = |line: &str| Rewritten::in_reply(line.as_bytes());
        assert_eq!(reply("220 **************************"), Some(Rewritten::Greeting));
        assert_eq!(reply("220 ****************02**********0*00"), Some(Rewritten::Greeting));
        assert_eq!(reply("250-XXXA"), Some(Rewritten::Extensions));
        assert_eq!(reply("250 XXXXXXXXXXXB"), Some(Rewritten::Extensions));
        assert_eq!(
            reply("250  mail.contoso.com Hello [192.0.2.7] SIZE 1000 XXXXXXXA 8BITMIME XXXB"),
            Some(Rewritten::Extensions)
        );
        assert_eq!(reply("500 5.3.3 Unrecognized command 'XXXXXXXX'"), Some(Rewritten::Command));
        assert_eq!(Rewritten::in_command(b"XXXXXXXX"), Some(Rewritten::Command));
        for line in [
            "220 mail.contoso.com *** no spam ***",
            "220 ***",
            "250 XEXCH50",
            "250-XRDST",
            "250 XX",
            "250 2.1.5 XXXa",
            "250 2.0.0 Ok: queued as XXXA",
            "250-XXXX Hello XXX",
            "354 XXXA",
            "500 5.3.3 Unrecognized command",
            "",
        ] {
            assert_eq!(reply(line), None, "{line}");
        }
        for line in ["XXX", "XXXX a", "xxxx rr", "XEXCH50 1 2", "QUIT", ""] {
            assert_eq!(Rewritten::in_command(line.as_bytes()), None, "{line}");
        }
    }
}

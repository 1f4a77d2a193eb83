//! Texts of the SMTP and NNTP virtual servers of IIS, which log a command together with its status.

use crate::smtp::{Command, Reply};

/// The status that IIS logs for QUIT; not a reply code, since SMTP has none that begins so.
const SESSION_ENDED: u16 = 240;

/// The reply code in the field `context`; 0 if there is none.
pub(super) fn status(context: &[u8]) -> u16 {
    Reply::parse(context).map(|reply| reply.code).filter(|&code| code != SESSION_ENDED).unwrap_or(0)
}

/// The Message-ID that IIS logs after DATA; `None` if there is none.
pub fn logged_message_id(command: &[u8]) -> Option<&[u8]> {
    Some(Command::parse(command).argument).filter(|argument| argument.starts_with(b"<"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_a_reply_code_except_that_of_quit() {
        assert_eq!([&b"550"[..], b"250 29518 bytes", b"240 6219 ms", b"", b"x"].map(status), [550, 250, 0, 0, 0]);
    }
}

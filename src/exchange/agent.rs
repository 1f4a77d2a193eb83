//! The action of an anti-spam or transport agent (`Action` in an agent log).

use crate::bytes::begins_with;

/// Whether an action allowed the mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It was accepted, possibly modified.
    Accepted,
    /// Something was rejected, deleted or quarantined.
    Refused,
}

impl Verdict {
    /// The verdict of an action (anti-spam-agent-logging in Microsoft's documentation): `RejectCommand`, `Disconnect`,
    /// `DeleteMessage`, `QuarantineRecipients` and similar ones refuse, all others accept.
    pub fn of(action: &[u8]) -> Verdict {
        const REFUSING: [&str; 4] = ["Reject", "Disconnect", "Delete", "Quarantine"];
        let begins = |word: &&str| begins_with(action, word.as_bytes());
        if REFUSING.iter().any(begins) { Verdict::Refused } else { Verdict::Accepted }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_are_recognised_by_their_first_word() {
        for action in ["RejectCommand", "rejectmessage", "Disconnect", "DeleteRecipients", "QuarantineMessage"] {
            assert_eq!(Verdict::of(action.as_bytes()), Verdict::Refused, "{action}");
        }
        for action in ["AcceptMessage", "ModifyHeaders", ""] {
            assert_eq!(Verdict::of(action.as_bytes()), Verdict::Accepted, "{action}");
        }
    }
}

//! What an anti-spam or transport agent did (`Action` of an agent log).

use crate::bytes::begins_with;

/// Whether an action let the mail pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It was taken, maybe changed.
    Accepted,
    /// Somebody or something was refused, thrown away or put aside.
    Refused,
}

impl Verdict {
    /// The verdict of an action: `RejectCommand`, `Disconnect`, `DeleteMessage`, `QuarantineRecipients` and their kin
    /// refuse (anti-spam-agent-logging in Microsoft's documentation); all others let pass.
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
    fn what_refuses_is_known_by_its_first_word() {
        for action in ["RejectCommand", "rejectmessage", "Disconnect", "DeleteRecipients", "QuarantineMessage"] {
            assert_eq!(Verdict::of(action.as_bytes()), Verdict::Refused, "{action}");
        }
        for action in ["AcceptMessage", "ModifyHeaders", ""] {
            assert_eq!(Verdict::of(action.as_bytes()), Verdict::Accepted, "{action}");
        }
    }
}

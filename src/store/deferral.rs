//! Whether mail that was put off was accepted later, in words of a session.

use super::by_word::ByWord;
use super::words::words;

words! {
    /// What became of mail that a session put off.
    Deferral, "All of them, in the order of the help.";
    Recovered, "recovered", "Mail of the same sender for the same recipient was accepted later: the same message where the log names both.";
    Unresolved, "unresolved", "No mail of the same sender for the same recipient was accepted later in these logs, or only other messages.";
    #[default] Unknown, "unknown", "The log does not name sender and recipients, or the sender is the null sender and what was accepted later may be another report.";
}

/// The sessions that put mail off, by what became of it; one may have several of the words.
pub type Deferrals = ByWord<Deferral>;

//! Texts of POP3 and IMAP4 logs.

use crate::exchange::AccessContext;

/// The refusal in the field `context` of a command: the reply, or Exchange's word for the error.
pub fn refusal(context: &[u8]) -> &[u8] {
    let context = AccessContext::new(context);
    if context.reply().is_empty() { context.error() } else { context.reply() }
}

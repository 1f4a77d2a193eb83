//! What a device between client and server has replaced in a text.

use super::TextKind;
use crate::smtp::{Rewritten, Verb};

/// Whether a text of that kind may be rewritten.
pub fn may_be_rewritten(kind: TextKind) -> bool {
    kind.verb() == Some(Verb::Other) || matches!(kind, TextKind::Reply { code: 220 | 250 | 500 | 502, .. })
}

/// What was replaced in a text of an SMTP log.
pub fn rewritten(kind: TextKind, data: &[u8]) -> Option<Rewritten> {
    match kind {
        _ if !may_be_rewritten(kind) => None,
        TextKind::Reply { .. } => Rewritten::in_reply(data),
        _ => Rewritten::in_command(data),
    }
}

//! How an entry came out.

use crate::exchange::connectivity::{Connectivity, Direction};
use crate::exchange::{AccessStatus, Disconnect, Information, InformationKind};
use crate::smtp::Class;
use crate::store::texts::{Text, TextKind};
use serde::Serialize;

/// How an entry came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// Nothing to say.
    None,
    /// Went well.
    Ok,
    /// Refused for now, or delayed.
    Warning,
    /// Refused for good, or failed.
    Error,
}

/// How an entry came out that is no record.
pub fn severity(text: Text<'_>, kind: TextKind) -> Severity {
    match kind {
        TextKind::Access { status, .. } | TextKind::AccessReply(status) => match status {
            AccessStatus::None => Severity::None,
            AccessStatus::Ok => Severity::Ok,
            AccessStatus::Deferred => Severity::Warning,
            AccessStatus::Refused => Severity::Error,
        },
        TextKind::Reply { code, .. } | TextKind::Answered { status: code, .. } => match Class::of(code) {
            Some(Class::Positive | Class::Intermediate) => Severity::Ok,
            Some(Class::Transient) => Severity::Warning,
            Some(Class::Permanent) => Severity::Error,
            None => Severity::None,
        },
        TextKind::Information(kind) => match kind {
            InformationKind::TlsFailed
            | InformationKind::FailedToConnect
            | InformationKind::InboundAuthenticationFailed
            | InformationKind::OutboundAuthenticationFailed => Severity::Error,
            InformationKind::Tarpit => Severity::Warning,
            InformationKind::TlsSucceeded => match Information::parse(text.data, text.context) {
                Information::TlsSucceeded(result) if result.is_outdated() => Severity::Warning,
                _ => Severity::Ok,
            },
            InformationKind::Authenticated => Severity::Ok,
            _ => Severity::None,
        },
        TextKind::Delivery => match Connectivity::parse(Direction::Progress, text.data) {
            Connectivity::Failed(_) => Severity::Error,
            Connectivity::Established { .. } => Severity::Ok,
            _ => Severity::None,
        },
        TextKind::Disconnect => {
            match (Disconnect::parse(text.context), Connectivity::parse(Direction::Disconnect, text.data)) {
                (Some(end), _) if !end.is_orderly() => Severity::Warning,
                (_, Connectivity::Finished(finished)) if !finished.result.is_empty() => Severity::Warning,
                _ => Severity::None,
            }
        }
        TextKind::Connect | TextKind::Command(_) | TextKind::Credential | TextKind::Record { .. } => Severity::None,
    }
}

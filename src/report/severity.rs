//! The severity of entries.

use super::reportable::report_words;
use crate::content::{Text, TextKind};
use crate::exchange::connectivity::{Connectivity, Direction, End};
use crate::exchange::{AccessStatus, Disconnect, Information, InformationKind};
use crate::smtp::Class;

report_words! {
    /// The severity of an entry.
    pub enum EntrySeverity {
        /// Neutral.
        None,
        /// Succeeded.
        Ok,
        /// Refused temporarily, or delayed.
        Warning,
        /// Refused permanently, or failed.
        Error,
    }
}

/// The severity of an entry that is not a record.
pub fn severity(text: Text<'_>, kind: TextKind) -> EntrySeverity {
    match kind {
        TextKind::Access { status, .. } | TextKind::AccessReply(status) => match status {
            AccessStatus::None => EntrySeverity::None,
            AccessStatus::Ok => EntrySeverity::Ok,
            AccessStatus::Deferred => EntrySeverity::Warning,
            AccessStatus::Refused => EntrySeverity::Error,
        },
        TextKind::Reply { code, .. } | TextKind::Answered { status: code, .. } => of_code(code),
        TextKind::Information(kind) => match kind {
            InformationKind::TlsFailed
            | InformationKind::FailedToConnect
            | InformationKind::InboundAuthenticationFailed
            | InformationKind::OutboundAuthenticationFailed => EntrySeverity::Error,
            InformationKind::Tarpit => EntrySeverity::Warning,
            InformationKind::TlsSucceeded => match Information::parse(text.data, text.context) {
                Information::TlsSucceeded(result) if result.is_outdated() => EntrySeverity::Warning,
                _ => EntrySeverity::Ok,
            },
            InformationKind::Authenticated => EntrySeverity::Ok,
            _ => EntrySeverity::None,
        },
        TextKind::Delivery => match Connectivity::parse(Direction::Progress, text.data) {
            Connectivity::Failed(_) | Connectivity::DnsFailed(_) => EntrySeverity::Error,
            Connectivity::Unhealthy { .. } => EntrySeverity::Warning,
            Connectivity::Established { .. } => EntrySeverity::Ok,
            Connectivity::Reply(reply) => of_code(reply.code),
            _ => EntrySeverity::None,
        },
        TextKind::Disconnect => {
            match (Disconnect::parse(text.context), Connectivity::parse(Direction::Disconnect, text.data)) {
                (Some(end), _) if !end.is_orderly() => EntrySeverity::Warning,
                (_, Connectivity::Failed(_) | Connectivity::DnsFailed(_)) => EntrySeverity::Error,
                (_, Connectivity::Reply(reply)) => of_code(reply.code),
                (_, Connectivity::Finished(finished)) => match finished.end() {
                    End::Ok | End::Unknown => EntrySeverity::None,
                    End::Retry => EntrySeverity::Warning,
                    End::NotConnected => EntrySeverity::Error,
                },
                _ => EntrySeverity::None,
            }
        }
        TextKind::Connect | TextKind::Command(_) | TextKind::Credential | TextKind::Record { .. } => {
            EntrySeverity::None
        }
    }
}

fn of_code(code: u16) -> EntrySeverity {
    match Class::of(code) {
        Some(Class::Positive | Class::Intermediate) => EntrySeverity::Ok,
        Some(Class::Transient) => EntrySeverity::Warning,
        Some(Class::Permanent) => EntrySeverity::Error,
        None => EntrySeverity::None,
    }
}

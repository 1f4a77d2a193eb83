//! What Exchange logs besides SMTP: its information rows, its names for TLS algorithms and certificates, its wording.
//!
//! The layer builds on [`crate::smtp`] and knows neither sessions nor the store. Like it, it takes bytes, borrows from
//! them, and does not fail: a row of unknown form is `Unknown` and is shown as logged.
//!
//! Exchange's texts are not documented as a format. The forms read here were seen in logs of Exchange 2007 to 2019 and
//! Subscription Edition; if another build words a row differently, its meaning is lost, but not the row.

#[cfg(test)]
mod hostile;

pub mod acceptance;
pub mod active_sync;
pub mod agent;
mod auth_error;
mod capability;
pub mod certificate;
pub mod connectivity;
pub mod delivery_type;
pub mod disconnect;
pub mod endpoint;
pub mod explanation;
pub mod information;
pub mod mail_access;
pub mod message_info;
pub mod monitoring;
pub mod origin;
pub mod permission;
mod proxied_client;
pub mod recipient_status;
pub mod request;
pub mod security_status;
pub mod tarpit;
pub mod tls;
pub mod tracking;
mod user;
pub mod win32;
pub mod winsock;

pub use acceptance::Acceptance;
pub use agent::Verdict;
pub use auth_error::AuthError;
pub use capability::{Capability, capabilities, offered};
pub use certificate::{Certificate, CertificateCollector, CertificateDirection, CertificatePart};
pub use connectivity::Connectivity;
pub use disconnect::Disconnect;
pub use endpoint::{address, endpoint, server_label};
pub use information::{Information, InformationKind};
pub use mail_access::{AccessCommand, AccessContext, AccessStatus, AccessVerb};
pub use origin::{FileDate, LogFileName, PathOrigin, Service, service_of_folder, split_connector};
pub use permission::{Permission, PermissionGroup, permissions};
pub use proxied_client::{ProxiedClient, ProxyCommand, names_proxied_client};
pub use recipient_status::{BEFORE_REASON, statuses, worst_code, worst_reply};
pub use request::RequestResult;
pub use tarpit::{Tarpit, TarpitReason};
pub use tls::{TlsResult, TlsVersion};
pub use tracking::{Handling, Transfer, is_trace_status};
pub use user::user_name;

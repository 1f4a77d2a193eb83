//! What the text of an entry is and says.
//!
//! The class of a text follows from the log and the event ([`TextClass`]); parsing it gives its kind ([`TextKind`]),
//! which the store keeps for each distinct text. Details are read from the text on request: one file for
//! each family of logs, and [`message`] for what several of them say about a message.

mod class;
mod kind;
pub mod mail_access;
pub mod message;
pub mod rewritten;
pub mod smtp;
mod text;
pub mod virtual_server;
pub mod web;

pub use class::TextClass;
pub use kind::TextKind;
pub use text::Text;

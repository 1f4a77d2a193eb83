//! Reports: what the page shows of an archive.
//!
//! Lists are columns ([`session_column`], [`window`]); everything else is an object ([`detail`], [`summary`],
//! [`coverage`]). Objects are declared with `report_type!` and consist only of numbers, the program's own words, and
//! masked text ([`masking`], [`reportable`]). The page's types are generated from these declarations.

pub mod authentication;
pub mod capabilities;
pub mod certificates;
pub mod completion;
pub mod connection;
pub mod coverage;
mod credential;
pub mod detail;
pub mod dialogue;
pub mod entries;
pub mod entry_data;
pub mod explanation;
pub mod fact;
pub mod facts;
pub mod findings;
pub mod joins;
pub mod list;
pub mod mail_access;
pub mod masking;
pub mod messages;
pub mod nearby;
mod numbers;
pub mod opened;
pub mod ordered;
pub mod query;
pub mod records;
pub mod related;
pub mod reply;
pub mod reportable;
pub mod requests;
pub mod same_request;
pub mod session_column;
pub mod session_secrets;
pub mod severity;
pub mod summarised;
pub mod summary;
pub mod table_column;
pub mod table_order;
pub mod tables;
pub mod timeline;
mod tracked;
pub mod transaction;
pub mod units;
pub mod window;

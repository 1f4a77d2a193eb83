//! Questions over the store whose answers the page shows.
//!
//! Lists come as columns ([`session_column`], [`window`]), one thing at a time as an object ([`detail`], [`summary`], [`coverage`]). The
//! objects are declared with `report_type!`: nothing gets into one but numbers, words of the program, and text that
//! masking has passed ([`masking`], [`reportable`]). The page's types are made from these declarations.

pub mod capabilities;
pub mod coverage;
pub mod detail;
pub mod dialogue;
pub mod entries;
pub mod entry_data;
pub mod explanation;
pub mod fact;
pub mod facts;
pub mod list;
pub mod mail_access;
pub mod masking;
pub mod opened;
pub mod query;
pub mod records;
pub mod related;
pub mod reply;
pub mod reportable;
pub mod session_column;
pub mod severity;
pub mod summary;
pub mod table_column;
pub mod table_order;
pub mod tables;
pub mod timeline;
pub mod transaction;
pub mod units;
pub mod window;

//! Questions over the store whose answers the page shows.
//!
//! Lists come as columns ([`window`]), one thing at a time as an object that serialises to what the page's contract
//! declares ([`detail`], [`summary`], [`coverage`]). Field names and units are those of the contract; a test checks them against it.

pub mod coverage;
pub mod detail;
pub mod dialogue;
pub mod entries;
pub mod explanation;
pub mod fact;
pub mod facts;
pub mod list;
pub mod mail_access;
pub mod masking;
pub mod opened;
pub mod records;
pub mod related;
pub mod reply;
pub mod severity;
pub mod summary;
pub mod table_column;
pub mod table_order;
pub mod tables;
pub mod timeline;
pub mod transaction;
pub mod window;

//! Questions over the store whose answers the page shows.
//!
//! Lists come as columns ([`window`]), one thing at a time as an object that serialises to what the page's contract

pub mod list;
pub mod summary;
pub mod tables;
pub mod timeline;
pub mod window;

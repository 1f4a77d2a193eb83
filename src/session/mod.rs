//! Entries to sessions, and the facts of each session.
//!
//! [`tracker`] decides which session an entry belongs to; [`inference`] first gives a session-id to the entries of logs
//! that have none. [`order`] puts the entries of a session in the order of their sequence-numbers and takes out
//! duplicates; [`replay`] finds out which reply answers which command;
//! [`facts`], [`logons`], [`authentication`], [`mail_access`], [`records`], [`sides`], [`requests`], [`outcome`] and
//! [`noise`] compute what is known about it. The tracker runs for each entry, the others for each session when what has been read is published.
//! [`view`] is where everybody else asks, and [`hosts`] for the names at both ends, with which certificates are compared.

pub mod authentication;
pub mod facts;
pub mod hosts;
pub mod inference;
pub mod logons;
pub mod mail_access;
pub mod noise;
pub mod order;
pub mod outcome;
pub mod records;
pub mod replay;
pub mod reply_rows;
pub mod requests;
pub mod sides;
pub mod tracker;
pub mod view;

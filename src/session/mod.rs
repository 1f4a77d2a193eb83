//! Entries to sessions, and the facts of each session.
//!
//! [`tracker`] decides which session an entry belongs to, [`order`] puts the entries of a session in the order of their
//! sequence-numbers and takes out what is there twice, [`facts`], [`records`] and [`outcome`] say what the session came
//! to. They run in that order: the first one per entry, the others per session when what was read is made visible. Before
//! all of them [`inference`] gives a session-id to entries that have none; behind them [`origin`] asks the sessions of a file
//! where it comes from, and [`view`] is where everybody else asks.

pub mod facts;
pub mod inference;
pub mod mail_access;
pub mod order;
pub mod origin;
pub mod outcome;
pub mod records;
pub mod tracker;
pub mod view;

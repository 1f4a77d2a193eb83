//! What was read, as columns and interned strings.
//!
//! `data` and `context` repeat enormously, and the other fields belong to the session; so an entry is a few integers
//! and every string is stored once ([`texts`], [`strings`]). Columns grow in blocks ([`blocks`]): doubling one vector
//! would hold almost half of the input's size in memory at the wrong moment.
//!
//! No row is ever moved. A session knows its last entry and every entry the one before it in its session. A permutation
//! of all entries would say the same, and would have to be made anew whenever sessions are shown while files are still
//! being read; links are put right for the few sessions whose rows came out of order ([`crate::session::order`]).
//!
//! Lines that are no entries are not kept whole: a diagnostic has the number of them, and places and beginnings of the
//! first few. A file of garbage would otherwise cost as much memory as a log.

pub mod arena;
pub mod blocks;
pub mod diagnostics;
pub mod entries;
pub mod files;
pub mod origins;
pub mod packed;
pub mod sessions;
pub mod strings;
pub mod tables;
pub mod texts;
pub mod value;

pub use arena::Arena;
pub use blocks::Blocks;
pub use diagnostics::Diagnostics;
pub use entries::{Entries, EntryIndex};
pub use files::{File, FileIndex, Files};
pub use origins::{FileOrigin, Origin, Origins};
pub use sessions::{Session, SessionIndex, Sessions};
pub use strings::{StringIndex, Strings};
pub use tables::Tables;
pub use texts::{TextIndex, TextKind, Texts};
pub use value::{ColumnType, Value};

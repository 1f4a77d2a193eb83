//! The indices by which rows of the store refer to each other, each a type of its own.
//!
//! They are apart from the tables they point into because the tables refer to each other: an entry names its session,
//! a session its last entry.

/// Index of an entry, in the order of reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryIndex(pub u32);

impl EntryIndex {
    /// "No entry".
    pub const NONE: EntryIndex = EntryIndex(u32::MAX);
}

/// Index of a file, in the order of opening.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileIndex(pub u32);

impl FileIndex {
    /// "No file".
    pub const NONE: FileIndex = FileIndex(u32::MAX);
}

/// Index of a session, in the order in which their first entries were read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionIndex(pub u32);

impl SessionIndex {
    /// "No session".
    pub const NONE: SessionIndex = SessionIndex(u32::MAX);
}

/// Index of an interned string. 0 is the empty string, which also means "none".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StringIndex(pub u32);

impl StringIndex {
    /// The empty string.
    pub const EMPTY: StringIndex = StringIndex(0);

    /// Whether it is the empty string.
    pub fn is_empty(self) -> bool {
        self == StringIndex::EMPTY
    }
}

/// Index of an interned text; [`TextIndex::NONE`] by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextIndex(pub u32);

impl TextIndex {
    /// "No text".
    pub const NONE: TextIndex = TextIndex(u32::MAX);

    /// Whether there is a text.
    pub fn is_some(self) -> bool {
        self != TextIndex::NONE
    }
}

impl Default for TextIndex {
    fn default() -> Self {
        TextIndex::NONE
    }
}

//! What a format needs beside the fields of a row to make an entry of them.

use crate::time::{Timestamp, TimestampReader};
use alloc::vec::Vec;

/// Kept from row to row of one file.
#[derive(Debug, Default)]
pub struct Workspace {
    /// Reads time stamps.
    pub times: TimestampReader,
    /// The last `#Date`: the time of rows that have none of their own.
    pub header_time: Option<Timestamp>,
    /// Minutes east of UTC of times that do not say their zone (IIS format, L-files), as the user named them; else 0.
    pub offset_minutes: i32,
    /// Room for text that stands in no field as it is needed, such as a command put together from two fields. Cleared by
    /// whoever writes to it.
    pub buffers: [Vec<u8>; 3],
}

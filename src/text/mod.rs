//! Bytes to lines, lines to fields. Knows encodings, line ends, CSV and `#` header lines, and nothing of Exchange.

pub mod encoding;
pub mod header;
mod layout;
pub mod line;
pub mod record;
pub mod secret;

pub use encoding::Encoding;
pub use header::HeaderLine;
pub use line::{Line, LineFramer};
pub use record::{Fields, Layout, RecordReader};

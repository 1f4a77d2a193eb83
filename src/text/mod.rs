//! Bytes to lines, lines to fields. Knows encodings, line ends, CSV and `#` header lines, and nothing about Exchange.

mod blank;
pub mod encoding;
pub mod escape;
pub mod header;
pub mod line;
mod line_syntax;
pub mod prefix;
pub mod record;
pub mod secret;
pub mod secrets;
mod stops;

pub use blank::{is_blank, or_empty};
pub use encoding::Encoding;
pub use header::HeaderLine;
pub use line::{Line, LineFramer};
pub use line_syntax::LineSyntax;
pub use record::{Fields, RecordReader};

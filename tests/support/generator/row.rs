//! How rows are written: comma-separated fields (RFC 4180), and the header of Exchange's own logs.

use super::time::iso;

/// Writes a field, quoted if it contains a comma or a quote, with quotes doubled (RFC 4180).
pub fn field(text: &mut String, value: &str) {
    if !value.contains([',', '"']) {
        text.push_str(value);
        return;
    }
    text.push('"');
    text.push_str(&value.replace('"', "\"\""));
    text.push('"');
}

/// A row of fields, with its line end.
pub fn row(fields: &[&str]) -> String {
    let mut text = String::with_capacity(256);
    for (number, value) in fields.iter().enumerate() {
        if number > 0 {
            text.push(',');
        }
        field(&mut text, value);
    }
    text.push_str("\r\n");
    text
}

/// The header lines of a log of Exchange 2007 and later.
pub fn exchange_header(version: &str, log_type: &str, fields: &str, time: u64) -> String {
    format!(
        "#Software: Microsoft Exchange Server\r\n#Version: {version}\r\n#Log-type: {log_type}\r\n#Date: {}\r\n\
         #Fields: {fields}\r\n",
        iso(time)
    )
}

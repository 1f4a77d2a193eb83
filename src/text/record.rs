//! Splits a line into its comma separated fields.
//!
//! Most lines hold no quote, and then a field is what stands between two commas: such a line is not copied. Every
//! other line goes through csv-core (RFC 4180: quotes around, quotes inside doubled).
//!
//! Traps of csv-core 0.1.13: one reader is built and used for all lines (a clone of a used one emits empty records for
//! ever, and building one costs about 3 µs); it must see a line end to finish a record; an unterminated quote takes
//! all that follows, which is why it never gets more than one line, or a few lines that the caller joined.

use alloc::boxed::Box;
use alloc::vec;
use alloc::vec::Vec;

/// The fields of one line.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'a> {
    bytes: &'a [u8],
    /// Where each field ends in `bytes`.
    ends: &'a [usize],
    /// Bytes between two fields: 1 where `bytes` is the line itself, 0 where the fields were copied together.
    separator: usize,
}

impl<'a> Fields<'a> {
    /// Number of fields; at least one.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no field at all, which no line yields.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The field at `index`, empty when there is none.
    pub fn get(&self, index: usize) -> &'a [u8] {
        let Some(&end) = self.ends.get(index) else {
            return b"";
        };
        let start = if index == 0 {
            0
        } else {
            self.ends[index - 1] + self.separator
        };
        self.bytes.get(start..end).unwrap_or_default()
    }

    /// The fields in order.
    pub fn iter(&self) -> impl Iterator<Item = &'a [u8]> + '_ {
        (0..self.len()).map(|index| self.get(index))
    }
}

/// Splits lines; keeps its buffers from line to line.
#[derive(Debug)]
pub struct RecordReader {
    csv: Box<csv_core::Reader>,
    copied: Vec<u8>,
    ends: Vec<usize>,
}

impl Default for RecordReader {
    fn default() -> Self {
        // Only the line end that we add ends a record: a lone CR inside a field is text.
        let csv = csv_core::ReaderBuilder::new()
            .terminator(csv_core::Terminator::Any(b'\n'))
            .build();
        RecordReader {
            csv: Box::new(csv),
            copied: vec![0; 1024],
            ends: vec![0; 128],
        }
    }
}

impl RecordReader {
    /// The fields of a line without its line end; `None` when a quoted field is not closed.
    pub fn split<'a>(&'a mut self, line: &'a [u8]) -> Option<Fields<'a>> {
        match memchr::memchr(b'"', line) {
            None => Some(self.split_at(b',', line)),
            Some(_) => self.split_quoted(line),
        }
    }

    /// The fields between a separator that knows no quoting, such as the blanks of a W3C extended log.
    pub fn split_at<'a>(&'a mut self, separator: u8, line: &'a [u8]) -> Fields<'a> {
        self.ends.clear();
        self.ends.extend(memchr::memchr_iter(separator, line));
        self.ends.push(line.len());
        Fields {
            bytes: line,
            ends: &self.ends,
            separator: 1,
        }
    }

    fn split_quoted(&mut self, line: &[u8]) -> Option<Fields<'_>> {
        use csv_core::ReadRecordResult::{End, InputEmpty, OutputEndsFull, OutputFull, Record};
        self.csv.reset();
        self.copied.resize(self.copied.len().max(line.len() + 1), 0);
        self.ends.resize(self.ends.capacity().max(128), 0);
        let (mut read, mut written, mut fields) = (0, 0, 0);
        loop {
            let input = if read < line.len() {
                &line[read..]
            } else {
                b"\n"
            };
            let (result, taken, copied, ended) =
                self.csv
                    .read_record(input, &mut self.copied[written..], &mut self.ends[fields..]);
            read += taken;
            written += copied;
            fields += ended;
            match result {
                // The line is used up, and so is the line end behind it: the quote was never closed.
                InputEmpty if read > line.len() => return None,
                InputEmpty => {}
                OutputFull => self.copied.resize(self.copied.len() * 2, 0),
                OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                Record | End => break,
            }
        }
        Some(Fields {
            bytes: &self.copied[..written],
            ends: &self.ends[..fields],
            separator: 0,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    fn split(line: &str) -> Option<Vec<String>> {
        let mut reader = RecordReader::default();
        let fields = reader.split(line.as_bytes())?;
        Some(
            fields
                .iter()
                .map(|field| String::from_utf8_lossy(field).into_owned())
                .collect(),
        )
    }

    macro_rules! splits {
        ($($name:ident: $line:expr => $expected:expr;)*) => {
            $(#[test] fn $name() { assert_eq!(split($line).unwrap(), $expected); })*
        };
    }

    splits! {
        plain: "a,b,c" => ["a", "b", "c"];
        empty_line: "" => [""];
        empty_last_field: "a,," => ["a", "", ""];
        quoted_comma: "a,\"b,c\",d" => ["a", "b,c", "d"];
        doubled_quotes: "\"O=\"\"Contoso, Ltd.\"\"\",x" => ["O=\"Contoso, Ltd.\"", "x"];
        quoted_and_empty: "\"a\"," => ["a", ""];
        quote_inside_a_field: "a \"b\" c,d" => ["a \"b\" c", "d"];
        line_break_inside_quotes: "\"a\nb\",c" => ["a\nb", "c"];
        carriage_return_in_a_field: "a\rb,\"c\"" => ["a\rb", "c"];
        many_fields: &("\"\"".to_owned() + &",x".repeat(300)) => {
            let mut expected = vec![String::from("x"); 301];
            expected[0].clear();
            expected
        };
    }

    #[test]
    fn an_open_quote_is_told_and_forgotten() {
        let mut reader = RecordReader::default();
        assert!(reader.split(b"a,\"b,c").is_none());
        assert_eq!(reader.split(b"\"x\",y").unwrap().get(0), b"x");
        assert_eq!(reader.split(b"x,y").unwrap().len(), 2);
        assert_eq!(reader.split(b"x,y").unwrap().get(7), b"");
    }
}

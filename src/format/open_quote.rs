//! Joins the lines of a row whose quoted field contains a line break.
//!
//! When a line ends inside quotes, the next one is joined to it, unless that one begins like an entry or a header, or
//! is an entry by itself: then the quote was never closed, which costs the lines joined so far and nothing else.

use super::RowSink;
use crate::diagnostic::{DiagnosticKind, Position};
use crate::text::Line;
use crate::text::line::MAX_LINE;
use alloc::vec::Vec;

/// Lines that a row may have. Exchange writes no line breaks into fields; the bound keeps a stray quote from taking the
/// rest of the file.
const MAX_LINES: u32 = 64;

/// The lines of a row whose last quote is still open.
#[derive(Debug)]
pub(super) struct OpenQuote {
    text: Vec<u8>,
    /// Position of the first line.
    position: Position,
    /// Bytes of the file that belong to the lines.
    span: u64,
    lines: u32,
    /// Whether the last line has a line end.
    terminated: bool,
}

impl OpenQuote {
    /// A row that begins with this line.
    pub(super) fn new(line: &Line<'_>) -> OpenQuote {
        OpenQuote {
            text: line.text.to_vec(),
            position: line.position,
            span: line.span,
            lines: 1,
            terminated: line.terminated,
        }
    }

    /// Whether a line can continue the quoted field.
    pub(super) fn can_take(&self, line: &Line<'_>) -> bool {
        self.text.len() + line.text.len() <= MAX_LINE
            && self.lines < MAX_LINES
            && !line.overlong
            && !line.only_nul
            && !begins_entry_or_header(line.text)
    }

    /// Joins the next line.
    pub(super) fn take(&mut self, line: &Line<'_>) {
        self.text.push(b'\n');
        self.text.extend_from_slice(line.text);
        self.span += line.span;
        self.lines += 1;
        self.terminated = line.terminated;
    }

    /// The text so far, with a line feed between the lines.
    pub(super) fn text(&self) -> &[u8] {
        &self.text
    }

    /// All lines as one; `last` is the last of them.
    pub(super) fn whole<'a>(&'a self, last: &Line<'a>) -> Line<'a> {
        Line { position: self.position, span: self.span, text: &self.text, ..*last }
    }

    /// Reports that the quote is not closed, because it never was or because the file is cut off.
    pub(super) fn give_up(self, sink: &mut impl RowSink) {
        let kind = if self.terminated { DiagnosticKind::UnterminatedQuote } else { DiagnosticKind::CutLine };
        sink.diagnosed(kind, self.position, &self.text, self.span);
    }
}

/// Whether a line begins as an entry or a header does: `2026-…` or `#`, possibly after NUL bytes.
fn begins_entry_or_header(text: &[u8]) -> bool {
    let nul = text.iter().take_while(|&&byte| byte == 0).count();
    match text.get(nul..).unwrap_or_default() {
        [b'#', ..] => true,
        [a, b, c, d, b'-', ..] => [a, b, c, d].iter().all(|byte| byte.is_ascii_digit()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::format::test_support::{HEAD, ROW, read};
    use alloc::format;

    #[test]
    fn an_open_quote_costs_its_own_line_only() {
        let text = format!("{HEAD}{ROW}>,\"220 open,\n{ROW}<,QUIT,\n");
        assert_eq!(read("x", text.as_bytes()), ["is SmtpReceive by Header", "3 unterminated-quote", "4 < QUIT"]);
    }

    #[test]
    fn a_quoted_line_break_is_joined() {
        let text = format!("{HEAD}{ROW}>,\"220 two\nlines\",\n{ROW}<,QUIT,\n");
        assert_eq!(read("x", text.as_bytes()), ["is SmtpReceive by Header", "3 > 220 two\nlines", "5 < QUIT"]);
    }

    #[test]
    fn a_stray_quote_takes_a_bounded_number_of_lines() {
        let text = format!("{HEAD}{ROW}>,\"220 open\n{}{ROW}<,QUIT,\n", "x\n".repeat(100));
        let notes = read("x", text.as_bytes());
        assert_eq!(notes[1..3], ["3 unterminated-quote", "67 wrong-field-count"]);
        assert_eq!(notes.last().unwrap(), "104 < QUIT");
    }
}

//! Rows about all recipients of a message, as a report of a historical search has them: its column `recipient_status` says
//! of each what happened to the message, `ann@contoso.com##Receive, Deliver;bob@contoso.com##Receive, Fail`. Each is read as
//! a row for each recipient, which is what other message traces have.

use super::row_text::joined;
use crate::text::{Fields, LineSyntax};
use alloc::vec::Vec;

/// The columns that the rows for each recipient have after the others: the recipient, and the last event.
pub(super) const ADDED: [&[u8]; 2] = [b"recipient-address", b"event-id"];

/// How many times as long as the row all rows together may be: each repeats what is said of the message, and a recipient takes
/// as much room in the status as in most of the other cells together.
const MAX_TIMES: usize = 32;

/// The rows for each recipient of a row that has their statuses in that field; `None` if it has none.
pub(super) fn recipient_rows(fields: &Fields<'_>, statuses: usize, syntax: LineSyntax) -> Option<Vec<Vec<u8>>> {
    let parts = || fields.get(statuses).split(|byte| *byte == b';').map(<[u8]>::trim_ascii);
    let parts = || parts().filter(|part| !part.is_empty());
    let whole: usize = fields.iter().map(|cell| cell.len() + 1).sum();
    let repeated = whole.saturating_sub(fields.get(statuses).len());
    if parts().next().is_none() || parts().count() * repeated > MAX_TIMES * whole {
        return None;
    }
    let row = |part| {
        let (address, event) = recipient(part);
        let own = fields.iter().enumerate().map(|(place, cell)| if place == statuses { part } else { cell });
        joined(own.chain([address, event]), syntax)
    };
    Some(parts().map(row).collect())
}

/// The recipient, and what happened to the message last; the latter is empty if it is not said.
fn recipient(part: &[u8]) -> (&[u8], &[u8]) {
    let Some(mark) = memchr::memmem::find(part, b"##") else { return (part, b"") };
    let events = part.get(mark + 2..).unwrap_or_default();
    let last = events.rsplit(|byte| *byte == b',').next().unwrap_or_default();
    (part.get(..mark).unwrap_or_default().trim_ascii(), last.trim_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::test_support::read;
    use crate::text::RecordReader;
    use alloc::format;

    #[test]
    fn each_recipient_has_a_row() {
        let mut records = RecordReader::default();
        let rows = |line: &str, records: &mut RecordReader| {
            let fields = records.split(line.as_bytes()).unwrap();
            let rows = recipient_rows(&fields, 1, LineSyntax::Commas).unwrap_or_default();
            rows.into_iter().map(|row| String::from_utf8(row).unwrap()).collect::<Vec<_>>()
        };
        let found = rows("t,\"ann@contoso.com##Receive, Deliver; bob@contoso.com##Receive, Fail;\",<1>", &mut records);
        assert_eq!(
            found,
            [
                "t,\"ann@contoso.com##Receive, Deliver\",<1>,ann@contoso.com,Deliver",
                "t,\"bob@contoso.com##Receive, Fail\",<1>,bob@contoso.com,Fail"
            ]
        );
        assert_eq!(rows("t,ann@contoso.com,<1>", &mut records), ["t,ann@contoso.com,<1>,ann@contoso.com,"]);
        assert!(rows("t,,<1>", &mut records).is_empty());
        let many = format!("t,{},{}", "a##b;".repeat(10_000), "x".repeat(10_000));
        assert!(rows(&many, &mut records).is_empty(), "each would repeat a long text");
    }

    #[test]
    fn a_report_is_read_by_recipient() {
        let head = "origin_timestamp_utc,sender_address,recipient_status,message_subject,message_id\n";
        let row = |statuses: &str| {
            format!("2026-03-02T08:00:01.1230000Z,ann@fabrikam.com,{statuses},Offer,<1@fabrikam.com>\n")
        };
        let text = format!(
            "{head}{}{}{}",
            row("\"a@contoso.com##Receive, Send;b@contoso.com##Fail\""),
            row("a@contoso.com"),
            row("")
        );
        let notes = read("x", text.as_bytes());
        let cells = "ann@fabrikam.com|Offer|<1@fabrikam.com>";
        assert_eq!(notes[2..].len(), 4, "{notes:?}");
        assert!(notes[2].starts_with("2 * Send [") && notes[3].starts_with("2 * Fail ["), "{notes:?}");
        assert_eq!(notes[4..], ["3 invalid-event", "4 wrong-field-count"], "{cells}");
    }
}

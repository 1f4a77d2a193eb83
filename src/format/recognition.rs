//! Recognises which log the lines of a file belong to: by `#Log-type`, by column names, by the shape of a row, by the
//! file name.
//!
//! Column names alone may fit several formats; then the first row decides ([`Recognised::Undecided`]). A row without
//! any header is compared with all formats. Where two fit equally well, the file name decides, then their order in
//! [`FORMATS`].

use super::column_names::{ColumnNames, Layout, quoting};
use super::http_proxy;
use super::known_log::KnownLog;
use super::renamed::other_names;
use super::row_width::{Separators, Widths};
use super::{ColumnMap, Evidence, FORMATS, Fit, Format, candidates};
use crate::bytes::{begins_with, contains};
use crate::entry::LogType;
use crate::text::{Fields, LineSyntax, RecordReader};
use alloc::string::String;
use alloc::vec::Vec;

/// What column names say about the rows below them.
pub(super) enum Recognised {
    /// They belong to a known format.
    Log(KnownLog, Evidence),
    /// They belong to no known format.
    Table(ColumnNames, Evidence),
    /// Several formats have such columns, and no row has decided yet.
    Undecided(ColumnNames),
}

impl Recognised {
    /// A table with a header.
    fn table(names: ColumnNames) -> Recognised {
        let evidence = if names.log_type.is_empty() { Evidence::Fields } else { Evidence::Header };
        Recognised::Table(names, evidence)
    }
}

/// What is known about a file before its lines.
#[derive(Clone, Debug, Default)]
pub(super) struct Recognition {
    pub(super) file_name: String,
    /// The log type that the user chose for it.
    chosen: Option<LogType>,
    orders: KnownOrders,
    required: RequiredNames,
}

impl Recognition {
    pub(super) fn new(file_name: &str, chosen: Option<LogType>) -> Recognition {
        Recognition { file_name: String::from(file_name), chosen, ..Recognition::default() }
    }

    /// What a log was recognised by; the choice of the user overrides everything else.
    pub(super) fn evidence(&self, evidence: Evidence) -> Evidence {
        if self.chosen.is_some() { Evidence::Chosen } else { evidence }
    }

    /// Recognises a log by its header.
    pub(super) fn by_header(&self, header: ColumnNames) -> Recognised {
        let found = by_log_type(&header.log_type, self.chosen).find_map(|format| header.layout_of(format));
        if let Some(layout) = found {
            return Recognised::Log(KnownLog::named(layout, &header), Evidence::Header);
        }
        // Other products, other languages and other versions have names of their own for the same log.
        if self.knows(&header) { Recognised::Undecided(header) } else { Recognised::table(header) }
    }

    /// Recognises a log by its column names and the first row: the format that has such columns and whose rows resemble
    /// this one most, else a table.
    pub(super) fn by_first_row(&self, header: ColumnNames, fields: &Fields<'_>) -> Recognised {
        let file_name = self.by_file_name().map(|format| format.log_type);
        let fits = header.layouts(self.chosen).iter().rev().filter_map(|layout| {
            let fit = (layout.format.fit)(&fields.without_empty(header.len()), &layout.columns);
            (fit > Fit::No).then_some((fit, layout))
        });
        let best = fits.max_by_key(|(fit, Layout { format, .. })| {
            (*fit, is_meant(&header.log_type, format.log_type), Some(format.log_type) == file_name)
        });
        match best.map(|(_, layout)| layout.clone()) {
            Some(layout) => Recognised::Log(KnownLog::named(layout, &header), Evidence::Fields),
            // A W3C extended log of an unknown service, or a log of another name. Without a name and with commas, the
            // names of the columns were those of a format, so a row that does not fit is damaged.
            None if (header.syntax == LineSyntax::Spaces || !header.log_type.is_empty())
                && fields.len() == header.len() =>
            {
                Recognised::table(header)
            }
            None => Recognised::Undecided(header),
        }
    }

    /// Whether a log can have these columns.
    pub(super) fn knows(&self, header: &ColumnNames) -> bool {
        candidates(self.chosen).any(|format| header.layout_of(format).is_some())
    }

    /// The column names in a row, if they are those of a format.
    pub(super) fn header_in_row(&mut self, line: &[u8], records: &mut RecordReader) -> Option<ColumnNames> {
        // After an indent or another prefix, `#Fields` is still a header line.
        if memchr::memmem::find(line, b"#Fields").is_some() {
            return None;
        }
        let syntax = LineSyntax::of_column_names(line);
        let fields = records.split_as(quoting(syntax), line)?;
        let sketch = NameSketch::of(fields.iter());
        // Nearly every line of a text has no such names.
        if !self.required.may_be_in(&sketch, self.chosen) {
            return None;
        }
        let header = ColumnNames::in_row(&fields, syntax);
        self.knows(&header).then_some(header)
    }

    /// The table whose columns a row names.
    pub(super) fn table_header(&self, line: &[u8], records: &mut RecordReader) -> Option<Recognised> {
        // Nearly no line has it.
        memchr::memmem::find(line, b"DateTime").filter(|_| self.chosen.is_none())?;
        let syntax = LineSyntax::of_column_names(line);
        let fields = records.split_as(quoting(syntax), line).filter(http_proxy::is_header)?;
        let names = fields.iter().map(|name| name.trim_ascii().to_vec()).collect();
        let names = ColumnNames::new(http_proxy::LOG_TYPE, names, syntax);
        Some(Recognised::Table(names, Evidence::Fields))
    }

    /// The table that a row without header belongs to.
    pub(super) fn table_by_row(&self, line: &[u8], records: &mut RecordReader) -> Option<Recognised> {
        if Separators::of(line).most_fields(LineSyntax::Commas) < http_proxy::MIN_COLUMNS {
            return None;
        }
        let names = http_proxy::column_names(&records.split(line)?).filter(|_| self.chosen.is_none())?;
        Some(Recognised::Table(ColumnNames::of_table(names, http_proxy::LOG_TYPE), Evidence::RowShape))
    }

    /// The log that a row without header resembles most, and how well.
    pub(super) fn by_row(&mut self, line: &[u8], records: &mut RecordReader) -> Option<(Fit, KnownLog)> {
        let file_name = self.by_file_name().map(|format| format.log_type);
        let separators = Separators::of(line);
        let (mut best, mut widths): (Option<(Fit, bool, KnownLog)>, Widths) = (None, Widths::default());
        let mut orders_before = 0;
        for format in candidates(self.chosen) {
            let orders = || format.orders.iter().copied().zip(orders_before..);
            for (syntax, (order, place)) in
                separators.syntaxes(format.syntax).flat_map(|one| orders().map(move |order| (one, order)))
            {
                if separators.most_fields(syntax) < order.len() || !widths.of(syntax, line, records).may_be(order.len())
                {
                    continue;
                }
                let Some(fields) = records.split_as(syntax, line) else { continue };
                let Some(columns) = self.orders.columns(place, format, order) else { continue };
                let fit = (format.fit)(&fields.without_empty(order.len()), columns);
                let rank = (fit, Some(format.log_type) == file_name);
                if fit > Fit::No && best.as_ref().is_none_or(|&(other, named, _)| rank > (other, named)) {
                    best = Some((rank.0, rank.1, KnownLog::in_order(format, columns.clone(), syntax, order)));
                }
            }
            orders_before += format.orders.len();
        }
        best.map(|(fit, _, log)| (fit, log))
    }

    /// The lines that follow are from a file of that name.
    pub(super) fn rename(&mut self, file_name: &str) {
        self.file_name = String::from(file_name);
    }

    /// The format whose files are named like this one.
    pub(super) fn by_file_name(&self) -> Option<&'static Format> {
        let begins = |prefix: &&str| begins_with(self.file_name.as_bytes(), prefix.as_bytes());
        FORMATS.iter().find(|format| format.file_name_prefixes.iter().any(begins))
    }
}

/// Where the columns of the formats are in the orders of rows without a header. Each is found when a row may have it:
/// finding it takes longer than comparing a row with it.
#[derive(Clone, Debug, Default)]
struct KnownOrders(Vec<Option<ColumnMap>>);

impl KnownOrders {
    /// The columns of a format in one of its orders; `place` counts the orders of all candidates.
    fn columns(&mut self, place: usize, format: &Format, order: &[&str]) -> Option<&ColumnMap> {
        if self.0.len() <= place {
            self.0.resize(place + 1, None);
        }
        let columns = &mut self.0[place];
        if columns.is_none() {
            *columns = format.columns_named(order);
        }
        columns.as_ref()
    }
}

/// Which names a row may contain, by their first letter and the number of their letters, compared as
/// [`is_same_name`](super::renamed::is_same_name) does.
#[derive(Clone, Debug)]
struct NameSketch([u64; NameSketch::WORDS]);

impl NameSketch {
    const WORDS: usize = 8;

    fn of<'n>(names: impl Iterator<Item = &'n [u8]>) -> NameSketch {
        let mut sketch = NameSketch([0; NameSketch::WORDS]);
        for name in names {
            let (word, bit) = NameSketch::place(name.trim_ascii());
            sketch.0[word] |= bit;
        }
        sketch
    }

    /// The bit of a name, and the word that contains it.
    fn place(name: &[u8]) -> (usize, u64) {
        let mut letters = name.iter().filter(|byte| !matches!(byte, b'-' | b'_'));
        let first = letters.next().map_or(0, |letter| letter & 0x1F);
        let slot = usize::from(first) << 4 | letters.count() & 0xF;
        (slot / 64, 1 << (slot % 64))
    }

    fn has_one_of(&self, names: &NameSketch) -> bool {
        (0..NameSketch::WORDS).any(|word| self.0[word] & names.0[word] != 0)
    }
}

/// The names of the columns that each format requires. Found when a row is first compared with them, which every line of
/// a text is.
#[derive(Clone, Debug, Default)]
struct RequiredNames(Vec<Vec<NameSketch>>);

impl RequiredNames {
    /// False if the row lacks a column that its format would require, whichever that is.
    fn may_be_in(&mut self, row: &NameSketch, chosen: Option<LogType>) -> bool {
        if self.0.is_empty() {
            self.0 = candidates(chosen).map(RequiredNames::of).collect();
        }
        self.0.iter().any(|required| required.iter().all(|names| row.has_one_of(names)))
    }

    /// For each column that a format requires, its names.
    fn of(format: &Format) -> Vec<NameSketch> {
        let columns = format.required.iter().filter_map(|&column| format.columns.get(column));
        let names = |column: &&str| {
            let all = [*column].into_iter().chain(other_names(column).iter().copied());
            NameSketch::of(all.map(str::as_bytes))
        };
        columns.map(names).collect()
    }
}

/// Whether a `#Log-type` that no format has means logs of that type: `IMAP4 Protocol Log`.
fn is_meant(log_type_header: &[u8], log_type: LogType) -> bool {
    let words: &[&[u8]] = match log_type {
        LogType::SmtpReceive => &[b"receive", b"inbound"],
        LogType::SmtpSend => &[b"send", b"outbound"],
        LogType::Pop3 => &[b"pop"],
        LogType::Imap4 => &[b"imap"],
        _ => &[],
    };
    words.iter().any(|word| contains(log_type_header, word))
}

/// The formats that a `#Log-type` names: one for each version of the log.
fn by_log_type(value: &[u8], chosen: Option<LogType>) -> impl Iterator<Item = &'static Format> {
    let named =
        move |format: &&Format| format.log_type_headers.iter().any(|name| name.as_bytes().eq_ignore_ascii_case(value));
    candidates(chosen).filter(named)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::test_support::{HEAD, ROW, read, read_as};
    use alloc::format;

    fn row(line: &str, name: &str) -> Option<LogType> {
        let found = Recognition::new(name, None).by_row(line.as_bytes(), &mut RecordReader::default());
        found.map(|(_, log)| log.format.log_type)
    }

    const RECEIVE: &str =
        "2026-01-05T10:00:00.000Z,EX01\\Default Frontend EX01,08DE4C1234567890,0,192.0.2.10:25,198.51.100.7:4711,+,,";
    const SEND: &str =
        "2026-01-05T10:00:00.000Z,To Fabrikam,08DE4C1234567890,0,,203.0.113.25:25,*,,attempting to connect";
    const CONNECTIVITY: &str = "2026-01-05T10:00:00.000Z,08DE4C1234567890,SMTP,fabrikam.com,-,Messages: 1 Bytes: 5 ()";

    #[test]
    fn rows_are_recognised_by_their_shape() {
        assert_eq!(row(RECEIVE, "x.txt"), Some(LogType::SmtpReceive));
        assert_eq!(row(SEND, "x.txt"), Some(LogType::SmtpSend));
        assert_eq!(row(CONNECTIVITY, "RECV20260105-1.LOG"), Some(LogType::Connectivity));
        assert_eq!(row(RECEIVE, "SEND20260105-1.LOG"), Some(LogType::SmtpReceive));
        assert_eq!(row(SEND, "RECV20260105-1.LOG"), Some(LogType::SmtpReceive), "both may have a bare connector name");
        assert_eq!(row("a,b,c", "RECV20260105-1.LOG"), None);
    }

    #[test]
    fn names_and_headers_identify_a_format() {
        let by_file_name = |name| Recognition::new(name, None).by_file_name();
        assert_eq!(by_file_name("connectlog20260105-1.log").unwrap().log_type, LogType::Connectivity);
        assert!(by_file_name("RE").is_none());
        assert_eq!(by_log_type(b"smtp SEND protocol log", None).next().unwrap().log_type, LogType::SmtpSend);
    }

    #[test]
    fn columns_without_log_type_are_decided_by_the_first_row() {
        let text = format!("{HEAD}{ROW}+,,\n").replace("#Log-type: SMTP Receive Protocol Log\n", "");
        assert_eq!(read("x", text.as_bytes()), ["is SmtpReceive by Fields", "2 + "]);
        let send = text.replace("EX01\\In", "Out");
        assert_eq!(read("x", send.as_bytes()), ["is SmtpSend by Fields", "2 + "]);
        assert_eq!(read("x", format!("{ROW}+,,\n").as_bytes()), ["is SmtpReceive by RowShape", "1 + "]);
    }

    #[test]
    fn column_names_without_a_mark_are_a_header() {
        let text = format!("{}{ROW}+,,\n", HEAD.split_once("#Fields: ").unwrap().1);
        assert_eq!(read("x", text.as_bytes()), ["is SmtpReceive by Fields", "2 + "]);
    }

    #[test]
    fn unknown_columns_are_kept() {
        let text = format!("{HEAD}{ROW}+,,,new\n").replace(",context\n", ",context,extra\n");
        assert_eq!(read("x", text.as_bytes())[1..], ["smtpReceive SMTP Receive Protocol Log of 1", "3 +  [new]"]);
    }

    #[test]
    fn the_choice_of_the_user_overrides_the_header() {
        let text = format!("{HEAD}{ROW}+,,\n");
        let expected = ["is SmtpSend by Chosen", "3 + "];
        assert_eq!(read_as(Some(LogType::SmtpSend), "x", text.as_bytes()), expected);
        let row = format!("{ROW}+,,\n");
        assert_eq!(read_as(Some(LogType::Connectivity), "x", row.as_bytes()), ["1 unrecognised-line"]);
    }

    #[test]
    fn blank_separated_fields_make_a_table() {
        let text = "#Software: x\n#Fields: date time s-ip \n2026-01-05 10:00 192.0.2.1\n";
        assert_eq!(read("ex.log", text.as_bytes()), ["is Table by Fields", "table  of 3", "row 2026-01-05"]);
    }
}

//! Recognises which log the lines of a file belong to: by `#Log-type`, by column names, by the shape of a row, by the
//! file name.
//!
//! Column names alone may fit several formats; then the first row decides ([`Recognised::Undecided`]). A row without
//! any header is compared with all formats. Where two fit equally well, the file name decides, then their order in
//! [`FORMATS`].

use super::http_proxy;
use super::recipient_rows::{ADDED, recipient_rows};
use super::renamed::{is_same_name, other_names};
use super::time_fields::TimeFields;
use super::{ColumnMap, Evidence, FORMATS, Fit, Format, RowSink, Workspace, candidates};
use crate::bytes::steps::step;
use crate::bytes::{begins_with, contains};
use crate::entry::LogType;
use crate::text::{Fields, LineSyntax, RecordReader};
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::OnceCell;

/// The column names of a header.
#[derive(Clone, Debug)]
pub(super) struct ColumnNames {
    /// The `#Log-type` above them, empty without one.
    log_type: Vec<u8>,
    names: Vec<Vec<u8>>,
    /// How the rows are cut into fields.
    syntax: LineSyntax,
    /// What they mean in each format that has such columns, once a row was compared with them.
    layouts: OnceCell<Vec<Layout>>,
    /// The fields that contain the time, once they were looked for.
    times: OnceCell<Option<TimeFields>>,
    /// The field with the statuses of all recipients. Then the last names are those of [`ADDED`], which the header lacks.
    statuses: Option<usize>,
}

/// A format that can have the columns of a header, where they are, and how its rows are cut.
#[derive(Clone, Debug)]
struct Layout {
    format: &'static Format,
    columns: ColumnMap,
    syntax: LineSyntax,
}

impl PartialEq for ColumnNames {
    fn eq(&self, other: &ColumnNames) -> bool {
        // The rest follows from these.
        (&self.log_type, &self.names, self.syntax) == (&other.log_type, &other.names, other.syntax)
    }
}

impl ColumnNames {
    fn new(log_type: &[u8], mut names: Vec<Vec<u8>>, syntax: LineSyntax) -> ColumnNames {
        let statuses = statuses_of_all(&names);
        if statuses.is_some() {
            names.extend(ADDED.map(<[u8]>::to_vec));
        }
        let (layouts, times) = (OnceCell::new(), OnceCell::new());
        ColumnNames { log_type: log_type.to_vec(), names, syntax, layouts, times, statuses }
    }

    /// The names in the value of `#Fields`.
    pub(super) fn read(value: &[u8], log_type: &[u8]) -> ColumnNames {
        let syntax = LineSyntax::of_column_names(value);
        let names = value.split(|&byte| byte == syntax.separator()).map(|name| name.trim_ascii().to_vec()).collect();
        ColumnNames::new(log_type, names, syntax)
    }

    /// The names in a row without `#Fields`, as the export of a table begins.
    fn in_row(fields: &Fields<'_>, syntax: LineSyntax) -> ColumnNames {
        let mut names: Vec<Vec<u8>> = fields.iter().map(|name| name.trim_ascii().to_vec()).collect();
        names.truncate(names.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1));
        ColumnNames::new(b"", names, syntax)
    }

    /// Number of columns.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether a line has a field for each of them.
    pub(super) fn fit(&self, line: &[u8], records: &mut RecordReader) -> bool {
        let added = self.statuses.map_or(0, |_| ADDED.len());
        records.split_as(self.row_syntax(), line).is_some_and(|fields| fields.len() + added == self.len())
    }

    /// The first of the rows for each recipient that a row is read as; `None` if it is read as it is.
    pub(super) fn recipient_row(&self, line: &[u8], records: &mut RecordReader) -> Option<Vec<u8>> {
        let syntax = self.row_syntax();
        recipient_rows(&records.split_as(syntax, line)?, self.statuses?, syntax)?.into_iter().next()
    }

    /// Whether both name the same columns.
    pub(super) fn has_names_of(&self, other: &ColumnNames) -> bool {
        self.names == other.names
    }

    /// Where the columns of a format are, if all that it requires are named.
    pub(super) fn columns_of(&self, format: &Format) -> Option<ColumnMap> {
        format.columns_named(&self.names)
    }

    /// How its rows are cut where no format decides. Tables with tabs come from spreadsheets and exports, which quote.
    pub(super) fn row_syntax(&self) -> LineSyntax {
        quoting(self.syntax)
    }

    /// Where the columns of a format are, and how its rows are cut, if they can be the rows below these names.
    fn layout_of(&self, format: &'static Format) -> Option<Layout> {
        step();
        let syntax = format.syntax.saved_as(self.syntax)?;
        Some(Layout { format, columns: self.columns_of(format)?, syntax })
    }

    /// The formats that can have these columns. Found once: any number of rows may be compared with any number of names.
    fn layouts(&self, chosen: Option<LogType>) -> &[Layout] {
        self.layouts.get_or_init(|| candidates(chosen).filter_map(|format| self.layout_of(format)).collect())
    }

    /// The names of the columns of an export.
    pub(super) fn of_export(names: Vec<Vec<u8>>) -> ColumnNames {
        ColumnNames::new(b"", names, LineSyntax::Commas)
    }

    /// The names of a table without a header.
    fn of_table(names: Vec<Vec<u8>>, log_type: &[u8]) -> ColumnNames {
        ColumnNames::new(log_type, names, LineSyntax::Commas)
    }

    /// The fields that contain the time.
    pub(super) fn time_fields(&self) -> Option<TimeFields> {
        let named = |name: &str| self.names.iter().position(|own| is_same_name(own, name.as_bytes()));
        let place = |name: &str| named(name).or_else(|| other_names(name).iter().find_map(|name| named(name)));
        *self.times.get_or_init(|| TimeFields::find(place))
    }

    /// The name of a field. Exports of a tracking log get the names of the log, so that both are one table.
    fn name_in(&self, format: &Format, columns: &ColumnMap, field: usize) -> Option<Vec<u8>> {
        let own = self.names.get(field)?;
        let is_field = |place: &usize| columns.field(*place) == Some(field);
        let column = (0..format.columns.len()).find(is_field).and_then(|place| format.columns.get(place));
        let column =
            column.filter(|name| format.log_type == LogType::Tracking && !own.eq_ignore_ascii_case(name.as_bytes()));
        Some(column.map_or_else(|| own.clone(), |name| name.as_bytes().to_vec()))
    }

    fn names(&self) -> Vec<&[u8]> {
        self.names.iter().map(Vec::as_slice).collect()
    }

    /// Announces that the rows that follow are those of a table with these columns.
    pub(super) fn announce_table(&self, evidence: Evidence, sink: &mut impl RowSink) {
        sink.recognised(LogType::Table, &self.log_type, evidence);
        sink.columns(LogType::Table, &self.log_type, &self.names());
    }
}

/// The field with the statuses of all recipients of a message, where nothing else says what became of it.
fn statuses_of_all(names: &[Vec<u8>]) -> Option<usize> {
    let place = |name: &[u8]| names.iter().position(|own| is_same_name(own, name));
    let is_named = |name: &[u8]| place(name).is_some();
    // The reports of a historical search; the log of a server says of each event whom it is about.
    let is_report = is_named(b"origin-timestamp-utc") || is_named(b"date-time-utc");
    place(b"recipient-status").filter(|_| is_report && !ADDED.iter().any(|name| is_named(name)))
}

/// A log whose format is known.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct KnownLog {
    pub(super) format: &'static Format,
    pub(super) columns: ColumnMap,
    /// How its rows are cut into fields: that of the format, unless a spreadsheet has replaced the separators.
    pub(super) syntax: LineSyntax,
    /// Its `#Log-type`, empty without one.
    log_type: Vec<u8>,
    /// The names of the columns that its entries do not hold.
    extra_columns: Vec<Vec<u8>>,
    /// The fields that contain the time, in a log with a header.
    pub(super) time_fields: Option<TimeFields>,
    /// Whether a time in the format of a culture is by the clock of the server, as exports of PowerShell have it.
    pub(super) has_server_times: bool,
    /// Whether a header names its columns.
    is_named: bool,
    /// The field with the statuses of all recipients, in a log that is read as one with a row for each.
    statuses: Option<usize>,
}

impl KnownLog {
    fn named(layout: Layout, header: &ColumnNames) -> KnownLog {
        let Layout { format, columns, syntax } = layout;
        let extra_columns =
            columns.extra().iter().filter_map(|&field| header.name_in(format, &columns, field)).collect();
        let time_fields = header.time_fields();
        let has_server_times = match time_fields {
            Some(TimeFields::One(field)) => {
                header.names.get(field).is_some_and(|name| name.eq_ignore_ascii_case(b"Timestamp"))
            }
            _ => false,
        };
        let (log_type, statuses) = (header.log_type.clone(), header.statuses);
        let is_named = true;
        KnownLog { format, columns, syntax, log_type, extra_columns, time_fields, has_server_times, is_named, statuses }
    }

    /// A log without a header, whose rows have the columns of one of the orders of the format.
    fn in_order(format: &'static Format, columns: ColumnMap, syntax: LineSyntax, order: &[&str]) -> KnownLog {
        let name = |&field: &usize| order.get(field).map(|name| name.as_bytes().to_vec());
        let extra_columns = columns.extra().iter().filter_map(name).collect();
        let time_fields = TimeFields::find(|name| order.iter().position(|column| *column == name));
        let (log_type, has_server_times, is_named, statuses) = (Vec::new(), false, false, None);
        KnownLog { format, columns, syntax, log_type, extra_columns, time_fields, has_server_times, is_named, statuses }
    }

    /// Announces that the rows that follow are those of this log.
    pub(super) fn announce(&self, evidence: Evidence, sink: &mut impl RowSink) {
        sink.recognised(self.format.log_type, &self.log_type, evidence);
        sink.local_times(self.format.has_local_times());
        if !self.extra_columns.is_empty() {
            let names: Vec<&[u8]> = self.extra_columns.iter().map(Vec::as_slice).collect();
            sink.columns(self.format.log_type, &self.log_type, &names);
        }
    }

    /// The field of its rows in the column of that name.
    pub(super) fn field_named(&self, name: &str) -> Option<usize> {
        self.columns.field(self.format.columns.iter().position(|column| *column == name)?)
    }

    /// Whether a header says that rows of this log have other columns than those of the other one, which is another version
    /// of it: then such a row is damaged.
    pub(super) fn excludes(&self, other: &KnownLog) -> bool {
        self.is_named && self.format.log_type == other.format.log_type && self.syntax == other.syntax
    }

    /// The rows for each recipient that a row of this log is read as; `None` if it is read as it is.
    pub(super) fn recipient_rows(&self, line: &[u8], records: &mut RecordReader) -> Option<Vec<Vec<u8>>> {
        let statuses = self.statuses?;
        let fields = records.split_as(self.syntax, line)?;
        (fields.len() + ADDED.len() == self.columns.width()).then(|| recipient_rows(&fields, statuses, self.syntax))?
    }

    /// Whether a line is an entry of this log by itself.
    pub(super) fn has_entry(&self, line: &[u8], records: &mut RecordReader, workspace: &mut Workspace) -> bool {
        if let Some(rows) = self.recipient_rows(line, records) {
            return rows.first().is_some_and(|row| self.has_entry(row, records, workspace));
        }
        let fields = records.split_as(self.syntax, line);
        fields.is_some_and(|fields| (self.format.entry)(&fields, &self.columns, workspace).is_ok())
    }
}

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
/// [`is_same_name`] does.
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

/// Into how many fields a line is cut, by syntax: many formats share one, and a line may be long.
#[derive(Default)]
struct Widths(Vec<(LineSyntax, Width)>);

/// Number of fields, of all and of those up to the last that is not empty.
#[derive(Clone, Copy, Default)]
struct Width {
    all: usize,
    filled: usize,
}

impl Width {
    fn of(fields: &Fields<'_>) -> Width {
        let is_filled = |&field: &usize| !fields.get(field).trim_ascii().is_empty();
        Width { all: fields.len(), filled: (0..fields.len()).rev().find(is_filled).map_or(0, |last| last + 1) }
    }

    /// Whether the line can have so many columns. Separators after the last field make more, empty ones.
    fn may_be(self, columns: usize) -> bool {
        (self.filled..=self.all).contains(&columns)
    }
}

impl Widths {
    fn of(&mut self, syntax: LineSyntax, line: &[u8], records: &mut RecordReader) -> Width {
        if let Some((_, width)) = self.0.iter().find(|(own, _)| *own == syntax) {
            return *width;
        }
        let width = records.split_as(syntax, line).map_or(Width::default(), |fields| Width::of(&fields));
        self.0.push((syntax, width));
        width
    }
}

/// How often a line contains each separator.
#[derive(Clone, Copy)]
pub(super) struct Separators {
    commas: usize,
    semicolons: usize,
    spaces: usize,
    tabs: usize,
}

impl Separators {
    pub(super) fn of(line: &[u8]) -> Separators {
        let count = |byte| memchr::memchr_iter(byte, line).count();
        Separators { commas: count(b','), semicolons: count(b';'), spaces: count(b' '), tabs: count(b'\t') }
    }

    /// How a row of a log of that syntax may be cut: as its server wrote it, and as spreadsheets save it.
    pub(super) fn syntaxes(self, own: LineSyntax) -> impl Iterator<Item = LineSyntax> {
        let saved = |found: usize, saved: LineSyntax| {
            if found > 0 { own.saved_as(saved).filter(|&syntax| syntax != own) } else { None }
        };
        let (semicolons, tabs) = (LineSyntax::Semicolons, LineSyntax::QuotedTabs);
        [Some(own), saved(self.semicolons, semicolons), saved(self.tabs, tabs)].into_iter().flatten()
    }

    /// The most fields into which the line may be cut: what most lines of a file of something else have too few of.
    fn most_fields(self, syntax: LineSyntax) -> usize {
        let separators = match syntax.separator() {
            b',' => self.commas,
            b';' => self.semicolons,
            b'\t' => self.tabs,
            _ => self.spaces,
        };
        separators + 1
    }
}

/// The syntax with quotes around fields, where spreadsheets and exports write them.
fn quoting(syntax: LineSyntax) -> LineSyntax {
    if syntax == LineSyntax::Tabs { LineSyntax::QuotedTabs } else { syntax }
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

//! NCSA Common Log Format: no header and no server name; the time includes its offset. The
//! request is `verb stem?query SMTP`, where the stem is `-`.

use super::{Row, RowFormat, Shape, value};
use crate::format::column_map::ColumnMap;
use crate::format::workspace::Workspace;
use crate::text::{Fields, LineSyntax};
use crate::time::{Timestamp, common_log_time};

const COLUMNS: &[&str] = &["host", "ident", "authuser", "date", "request", "status", "bytes"];
const HOST: usize = 0;
const AUTHUSER: usize = 2;
const DATE: usize = 3;
const REQUEST: usize = 4;
const STATUS: usize = 5;

/// NCSA Common Log Format.
pub(super) struct Ncsa;

impl RowFormat for Ncsa {
    const SHAPE: Shape = Shape {
        syntax: LineSyntax::CommonLog,
        columns: COLUMNS,
        orders: &[COLUMNS],
        required: &[HOST, DATE, REQUEST, STATUS],
        in_entry: &[HOST, DATE, REQUEST, STATUS],
    };

    fn row<'a>(fields: &Fields<'a>, columns: &ColumnMap) -> Row<'a> {
        let column = |index| value(columns.get(fields, index));
        let request = column(REQUEST);
        let verb = memchr::memchr(b' ', request).unwrap_or(request.len());
        let version = memchr::memrchr(b' ', request).unwrap_or(request.len()).max(verb);
        let part = |from: usize, to: usize| value(request.get(from..to).unwrap_or_default());
        let target = part(verb, version);
        let argument = memchr::memchr(b'?', target).and_then(|mark| target.get(mark + 1..)).unwrap_or(target);
        Row {
            client: column(HOST),
            user: column(AUTHUSER),
            version: part(version, request.len()),
            method: part(0, verb),
            argument,
            status: column(STATUS),
            plus_is_blank: true,
            ..Row::default()
        }
    }

    fn time(fields: &Fields<'_>, columns: &ColumnMap, _: &mut Workspace) -> Option<Timestamp> {
        common_log_time(columns.get(fields, DATE))
    }
}

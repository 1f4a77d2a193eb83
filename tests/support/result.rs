//! The result of reading logs, as one value that can be stored and compared.

use exchange_log_viewer::{
    BinWidth, Engine, ExportFormat, SessionColumn, SessionIndex, SortOrder, TableOrder, Timeline, summary,
};
use serde::Serialize;
use serde_json::{Value, json};
use std::hash::{DefaultHasher, Hash, Hasher};

/// A serialised answer.
pub fn value(of: impl Serialize) -> Value {
    serde_json::to_value(of).unwrap()
}

/// Everything that the page can request, except what depends on machine, time or query.
pub fn result(engine: &mut Engine) -> Value {
    let archive = engine.archive();
    let mut summary = value(summary(archive));
    let fields = summary.as_object_mut().unwrap();
    for field in ["counts", "memoryBytes", "elapsedMs"] {
        fields.remove(field);
    }
    let diagnostics = value(engine.diagnostics());
    let tables = engine.table_rows().tables(archive);
    let windows: Vec<Value> =
        tables.iter().map(|table| value(engine.table_window(table.table, None, 0..u32::MAX))).collect();
    json!({
        "summary": summary,
        "diagnostics": diagnostics,
        "tables": windows,
        "tableReports": value(&tables),
        "sessions": details(engine),
    })
}

/// Everything that the page and its exports can show of an archive.
pub fn answers(engine: &mut Engine) -> Value {
    let lists: Vec<Value> = SessionColumn::ALL.iter().map(|&column| list(engine, column)).collect();
    let exports = [ExportFormat::Ndjson, ExportFormat::Csv, ExportFormat::Messages, ExportFormat::Text];
    let exports = exports.map(|format| export(engine, format, ""));
    let tables: Vec<Value> = engine.table_rows().tables(engine.archive()).iter().map(value).collect();
    let indices = tables.iter().map(|table| table["table"].as_u64().unwrap() as u32).collect::<Vec<_>>();
    let sorted: Vec<Value> = indices.iter().map(|&table| sorted_table(engine, table)).collect();
    let archive = engine.archive();
    let sessions: Vec<SessionIndex> = (0..archive.published() as u32).map(SessionIndex).collect();
    let related: Vec<Value> = sessions.iter().map(|&session| value(engine.related(session))).collect();
    let coverage = [BinWidth::Hour, BinWidth::Day].map(|width| value(engine.coverage(width)));
    json!({
        "lists": lists,
        "exports": exports,
        "sorted tables": sorted,
        "related": related,
        "timeline": format!("{:?}", over_time(engine)),
        "coverage": coverage,
        "help": value(engine.help(0)),
        "result": result(engine),
    })
}

/// The sessions that the current query finds, in a hundred bins of the same width.
pub fn over_time(engine: &Engine) -> Timeline {
    let span = engine.timeline_span(&[]);
    let Some((first, last)) = span.first.zip(span.last) else { return Timeline::default() };
    let (first, end) = (first.0 as i64, last.0 as i64 + 1);
    let edges: Vec<i64> = (0..=100).map(|edge| first + (end - first) * edge / 100).collect();
    engine.timeline(&edges, &[])
}

/// The list of sessions by a column: the sessions, and what its columns show.
fn list(engine: &mut Engine, column: SessionColumn) -> Value {
    let window = engine.window(SortOrder { column, descending: false }, 0..u32::MAX);
    let texts = SessionColumn::ALL.iter().map(|&column| window.texts(column).collect::<Vec<_>>());
    let sessions: Vec<u32> = window.sessions.iter().map(|session| session.0).collect();
    json!([sessions, texts.collect::<Vec<_>>(), format!("{:?}", window.columns)])
}

/// A table by its first column, and its export.
fn sorted_table(engine: &mut Engine, table: u32) -> Value {
    let order = Some(TableOrder { column: 0, descending: true });
    let window = value(engine.table_window(table, order, 0..u32::MAX));
    let mut exporter = engine.export_table(table, order, vec![0, 1]);
    let parts = std::iter::from_fn(|| exporter.next_part(engine.archive()));
    json!([window, String::from_utf8_lossy(&parts.flatten().collect::<Vec<_>>())])
}

/// Every session in full.
pub fn details(engine: &Engine) -> Vec<Value> {
    let sessions = (0..engine.archive().published() as u32).map(SessionIndex);
    sessions.map(|session| value(engine.detail(session, 0..u32::MAX))).collect()
}

/// An export of the sessions that a query finds.
pub fn export(engine: &Engine, format: ExportFormat, query: &str) -> String {
    let (mut exporter, _, _) = engine.export(format, query, 0).unwrap_or_else(|problem| panic!("{query}: {problem:?}"));
    let mut bytes = Vec::new();
    while let Some(mut part) = exporter.next_part(engine.archive()) {
        bytes.append(&mut part);
    }
    String::from_utf8(bytes).expect("exports are UTF-8")
}

/// The sessions of the NDJSON export, one value each.
pub fn ndjson(engine: &Engine, query: &str) -> Vec<Value> {
    let text = export(engine, ExportFormat::Ndjson, query);
    text.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

/// A number that is equal for two archives if everything read is equal: files, diagnostics, tables, entries and the
/// sessions that they belong to. It needs no facts, so it is cheap enough to compare thousands of archives.
pub fn digest(engine: &Engine) -> u64 {
    let archive = engine.archive();
    let mut hasher = DefaultHasher::new();
    for (_, file) in archive.files.iter() {
        format!("{file:?}").hash(&mut hasher);
    }
    for (file, kind, row) in archive.diagnostics.iter() {
        (file, kind, row.count).hash(&mut hasher);
        for place in &row.locations {
            (place.position.line, place.position.byte, &place.excerpt).hash(&mut hasher);
        }
    }
    for table in archive.tables.iter() {
        for row in 0..table.len() {
            table.row(row).for_each(|cell| archive.store.strings.get(cell).hash(&mut hasher));
        }
    }
    digest_entries(engine, &mut hasher);
    hasher.finish()
}

fn digest_entries(engine: &Engine, hasher: &mut DefaultHasher) {
    let store = &engine.archive().store;
    let mut order = Vec::new();
    for (index, session) in store.sessions.iter() {
        let labels =
            [session.labels.connector, session.labels.local, session.labels.remote, session.server, session.folder];
        for label in labels {
            store.strings.get(label).hash(hasher);
        }
        (session.id.to_text(&store.strings), session.log_type, session.flags.0, session.start, session.end)
            .hash(hasher);
        store.entries_of(index, &mut order);
        for &entry in &order {
            let row = store.entries.get(entry);
            let text = store.texts.get(row.text);
            (entry, row.time, row.sequence, text.event, text.data, text.context).hash(hasher);
        }
    }
}

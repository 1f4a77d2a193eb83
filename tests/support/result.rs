//! The result of reading logs, as one value that can be stored and compared.

use exchange_log_viewer::{Engine, ExportFormat, SessionIndex, detail, diagnostics, summary};
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
    let diagnostics = value(diagnostics(archive));
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

/// Every session in full.
pub fn details(engine: &Engine) -> Vec<Value> {
    let archive = engine.archive();
    let sessions = (0..archive.published() as u32).map(SessionIndex);
    sessions.map(|session| value(detail(archive, session, 0..u32::MAX, engine.matches()))).collect()
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

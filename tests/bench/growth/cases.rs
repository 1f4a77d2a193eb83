//! The cases: logs that grow with n, and what is done with them.

use std::hint::black_box;
use std::iter;

use exchange_log_viewer::{
    BinWidth, DiagnosticKind, Dimension, Engine, ExportFormat, Measure, Order, Question, SessionColumn, SessionIndex,
    SortOrder, SummaryScope, TableOrder, next_match, summary,
};

use crate::logs::{
    AGENT, CONNECTIVITY, IIS, IMAP4, LogFile, RECEIVE, SEND, SMTPSVC, TRACKING, Text, id, many, seconds, shuffled, time,
};

/// A case.
pub struct Case {
    pub name: &'static str,
    /// The first size that is tried.
    pub least: usize,
    /// The largest size that is measured.
    pub most: usize,
    pub logs: fn(usize) -> Vec<LogFile>,
    pub act: Act,
    /// Megabytes of logs a second that must be reached.
    pub least_speed: f64,
    /// Lines may be so long that they are left out.
    pub is_overlong: bool,
}

/// What is measured.
pub enum Act {
    /// Opening the logs and publishing them.
    Open,
    /// Opening the logs while they are published so many times; the same number of times for every size would hide what
    /// a publication costs, so it is measured with few and with many.
    OpenPublishing(usize),
    /// A question, after opening. It returns the number of things found.
    Ask(fn(&mut Engine, usize) -> usize),
}

const fn case(name: &'static str, logs: fn(usize) -> Vec<LogFile>, act: Act) -> Case {
    Case { name, least: 500, most: 1 << 20, logs, act, least_speed: 0.0, is_overlong: false }
}

impl Case {
    const fn up_to(self, most: usize) -> Case {
        Case { most, ..self }
    }

    const fn from(self, least: usize) -> Case {
        Case { least, ..self }
    }

    const fn at_least(self, speed: f64) -> Case {
        Case { least_speed: speed, ..self }
    }

    const fn overlong(self) -> Case {
        Case { is_overlong: true, ..self }
    }
}

/// Publications of a log that is read for a minute.
const PUBLICATIONS: usize = 60;

pub static CASES: &[Case] = &[
    // Order and duplicates.
    case("tracking: a message, events of one time, two files", one_message_twice, Act::Open),
    case("tracking: a message, equal events of one time, two files", one_event_twice, Act::Open),
    case("tracking: a message, events backwards", message_backwards, Act::Open),
    case("tracking: a message, published often", one_message_twice, Act::OpenPublishing(PUBLICATIONS)),
    case("imap4: rows of equal time and number", imap_equal, Act::Open),
    case("receive: rows of equal time and number", receive_equal, Act::Open),
    case("receive: equal rows", receive_same, Act::Open),
    case("receive: a session backwards", receive_backwards, Act::Open),
    case("receive: a session shuffled", receive_shuffled, Act::Open),
    case("receive: a session shuffled, published often", receive_shuffled, Act::OpenPublishing(PUBLICATIONS)),
    case("receive: a session, published often", one_session, Act::OpenPublishing(PUBLICATIONS)),
    case("receive: a log opened twice", opened_twice, Act::Open),
    case("iis: rows of one second", iis_one_second, Act::Open),
    case("iis: rows out of order", iis_shuffled, Act::Open),
    case("iis: rows out of order, published often", iis_shuffled, Act::OpenPublishing(PUBLICATIONS)),
    case("iis: sessions that end at once", iis_sessions, Act::Open),
    case("iis: sessions of one client", iis_users, Act::Open),
    case("smtpsvc: sessions of one client, none ends", smtpsvc_names, Act::Open),
    case("smtpsvc: clients", smtpsvc_clients, Act::Open),
    case("connectivity: a session of equal times, two files", connectivity_twice, Act::Open),
    case("agent: a session, equal times, two files", agent_twice, Act::Open),
    // Which session.
    case("send: + with new endpoints", send_endpoints, Act::Open),
    case("send: rows with other endpoints", send_other_rows, Act::Open),
    case("receive: one id in two folders", one_id_two_folders, Act::Open),
    case("receive: one id in n folders", one_id_many_folders, Act::Open).up_to(1 << 16),
    case("receive: sessions of one id", one_id, Act::Open),
    case("receive: sessions of one id, backwards", one_id_backwards, Act::Open),
    case("connectivity: sessions of one id", one_id_connectivity, Act::Open),
    // Headers and columns.
    case("receive: #Fields before every row", header_per_row, Act::Open),
    case("receive: #Fields before every row, two orders", two_headers, Act::Open),
    case("receive: a new column in every header", new_column_per_row, Act::Open),
    case("table: other columns in every header", other_columns_per_row, Act::Open),
    case(
        "table: other columns in every header; a word",
        other_columns_per_row,
        Act::Ask(|engine, _| ask(engine, "x7")),
    ),
    case(
        "table: other columns in every header; a column",
        other_columns_per_row,
        Act::Ask(|engine, _| ask(engine, "k7=v")),
    ),
    case(
        "tracking: other columns in every header; from:",
        other_tracking_columns,
        Act::Ask(|engine, _| ask(engine, "from:ann")),
    ),
    case("tracking: other columns in every header", other_tracking_columns, Act::Open),
    case("tracking: other columns in every header; details", other_tracking_columns, Act::Ask(details)),
    case(
        "tracking: other columns in every header; text",
        other_tracking_columns,
        Act::Ask(|engine, _| export(engine, ExportFormat::Text)),
    ),
    case("table: n columns", wide_table, Act::Open).up_to(1 << 17),
    case("table: n columns; a word", wide_table, Act::Ask(|engine, _| ask(engine, "v7"))).up_to(1 << 17),
    case("table: n columns; summary and window", wide_table, Act::Ask(table_window)).up_to(1 << 17),
    case("receive: n columns", wide_receive, Act::Open).up_to(1 << 17),
    case("receive: n columns; details", wide_receive, Act::Ask(details)).up_to(1 << 17),
    // Files.
    case("n small files", small_files, Act::Open).up_to(1 << 17),
    case("n small files, published after each", small_files, Act::OpenPublishing(1000)).up_to(1 << 15),
    case("n small files; server:", small_files, Act::Ask(|engine, _| ask(engine, "server:ex7"))).up_to(1 << 17),
    case("n small files; service:", small_files, Act::Ask(|engine, _| ask(engine, "service:transport"))).up_to(1 << 17),
    case("n small files; file:", small_files, Act::Ask(|engine, _| ask(engine, "file:send7"))).up_to(1 << 17),
    case("n small tables; server:", small_tables, Act::Ask(|engine, _| ask(engine, "server:ex7"))).up_to(1 << 16),
    case("n small tables; file:", small_tables, Act::Ask(|engine, _| ask(engine, "file:t7"))).up_to(1 << 17),
    case("n small tables; a word", small_tables, Act::Ask(|engine, _| ask(engine, "x7"))).up_to(1 << 16),
    case("n small tables", small_tables, Act::Open).up_to(1 << 17),
    case("n files of one table", files_of_one_table, Act::Open).up_to(1 << 17),
    case("n files of one table; server:", files_of_one_table, Act::Ask(|engine, _| ask(engine, "server:ex7")))
        .up_to(1 << 17),
    case("n files of one table; file:", files_of_one_table, Act::Ask(|engine, _| ask(engine, "file:t7")))
        .up_to(1 << 17),
    case("n files of equal name and size, other rows", equal_files, Act::Open).up_to(1 << 17),
    case("n files of equal name, size and rows", same_files, Act::Open).up_to(1 << 17),
    case("two files of equal name, size and n tables", two_files_of_tables, Act::Open).up_to(1 << 17),
    case("n small files; coverage", small_files, Act::Ask(coverage)).up_to(1 << 17),
    case("n small files; summary and diagnostics", small_files, Act::Ask(summaries)).up_to(1 << 17),
    case("n small tables; coverage", small_tables, Act::Ask(coverage)).up_to(1 << 17),
    case("n days; coverage", days, Act::Ask(coverage)),
    case("n days; timeline", days, Act::Ask(times)),
    case("a search result with n paths", search_result, Act::Open),
    case("a search result with n paths; server:", search_result, Act::Ask(|engine, _| ask(engine, "server:ex7"))),
    case("origins stated for n files", small_files, Act::Ask(state_origins)).up_to(1 << 17),
    // Lines.
    case("lines that are no entries", no_entries, Act::Open).up_to(1 << 22).at_least(30.0),
    case("lines that are no entries, in a log", no_entries_in_log, Act::Open).up_to(1 << 22).at_least(30.0),
    case("lines that are no entries, with commas", no_entries_with_commas, Act::Open).up_to(1 << 22).at_least(30.0),
    case("lines with a wrong number of fields", wrong_width, Act::Open).up_to(1 << 22).at_least(30.0),
    case("words in a table", words_in_table, Act::Open).up_to(1 << 22).at_least(30.0),
    case("an overlong line of n bytes", long_line, Act::Open).up_to(1 << 26).overlong(),
    case("a line of n prefixes", |n| row_of(&"a.log:6:".repeat(n)), Act::Open).up_to(1 << 17),
    case("a line of n prefixes of rows", prefixes_of_rows, Act::Open).up_to(1 << 16),
    case("a header of n columns of several formats, n odd lines", undecided_header, Act::Open).up_to(1 << 17),
    case("a line of n bytes", long_line, Act::Open).up_to(1 << 19),
    case("a line of n quotes", |n| row_of(&"\"".repeat(n)), Act::Open).up_to(1 << 19),
    case("a line of n commas", |n| row_of(&",".repeat(n)), Act::Open).up_to(1 << 19),
    case("a line of n backslashes and brackets", |n| row_of(&"\\[<({".repeat(n)), Act::Open).up_to(1 << 17),
    case("a header of n bytes", |n| row_of(&format!("#Fields: {}", "a,".repeat(n))), Act::Open).up_to(1 << 18),
    case("lines with an open quote", open_quotes, Act::Open).up_to(1 << 22),
    case("lines of quotes", quotes, Act::Open).up_to(1 << 22),
    case("rows wrapped at 80 columns", wrapped, Act::Open).up_to(1 << 20),
    case("rows wrapped at 80 columns, all damaged", wrapped_damaged, Act::Open).up_to(1 << 20),
    case("rows in pieces of a byte", one_byte_lines, Act::Open).up_to(1 << 22),
    case("blank lines", |n| row_of(&"\r\n".repeat(n)), Act::Open).up_to(1 << 24),
    case("NUL bytes", |n| row_of(&"\0".repeat(n)), Act::Open).up_to(1 << 26).overlong(),
    case("lines of NUL bytes", |n| row_of(&"\0\0\r\n".repeat(n)), Act::Open).up_to(1 << 24),
    case("rows in UTF-16", utf16, Act::Open),
    case("rows with a prefix", prefixed, Act::Open),
    case("rows with a prefix each of its own", other_prefixes, Act::Open),
    case("rows with ambiguous dates", ambiguous_dates, Act::Open),
    case("rows of two logs in turn", two_logs, Act::Open),
    case("connectivity: descriptions with n parts", connectivity_parts, Act::Open).up_to(1 << 14),
    // Sessions.
    case("receive: a session of n rows; details", one_session, Act::Ask(details)),
    case("receive: a session of n rows; next match", one_session, Act::Ask(matches)),
    case("receive: a session of n rows; text", one_session, Act::Ask(|engine, _| export(engine, ExportFormat::Text))),
    case(
        "receive: a session of n rows; NDJSON",
        one_session,
        Act::Ask(|engine, _| export(engine, ExportFormat::Ndjson)),
    ),
    case("receive: n recipients", recipients, Act::Open),
    case("receive: n recipients; details", recipients, Act::Ask(details)),
    case("receive: n recipients; messages", recipients, Act::Ask(|engine, _| export(engine, ExportFormat::Messages))),
    case("receive: n messages; details", messages, Act::Ask(details)),
    case("receive: n commands without replies", no_replies, Act::Open),
    case("receive: n commands without replies; details", no_replies, Act::Ask(details)),
    case("receive: n replies without commands", no_commands, Act::Open),
    case("receive: n replies without commands; details", no_commands, Act::Ask(details)),
    case("receive: n pipelined recipients", pipelined, Act::Open),
    case("receive: n pipelined recipients; details", pipelined, Act::Ask(details)),
    case("receive: replies of n rows", long_reply, Act::Open),
    case("receive: replies of n rows; details", long_reply, Act::Ask(details)),
    case("receive: n refusing rows; list", long_refusal, Act::Ask(sorted)),
    case("receive: n attempts to log on", attempts, Act::Open),
    case("receive: n attempts to log on; details", attempts, Act::Ask(details)),
    case("receive: n certificates", certificates, Act::Open),
    case("receive: n certificates; details", certificates, Act::Ask(details)),
    case("receive: n permissions; details", permissions, Act::Ask(details)),
    case("receive: n rows missing", holes, Act::Ask(details)),
    case("receive: a session that lacks two of three rows; details", two_of_three_missing, Act::Ask(details)),
    case("receive: a session of n logons; details", logons, Act::Ask(details)).up_to(1 << 18),
    case("receive: a session of n logons; help", logons, Act::Ask(help)).up_to(1 << 18),
    case("receive: n consequences of a refusal of n rows; details", consequences, Act::Ask(details)),
    case("receive: n recipients refused by n rows; details", closed_with_many_rows, Act::Ask(details)).up_to(1 << 14),
    case("receive: n secrets in n rows; details", secrets, Act::Ask(details)),
    case("receive: n secrets in n rows; list", secrets, Act::Ask(sorted)),
    case("receive: n secrets in n rows; odd lines", secrets_and_odd_lines, Act::Ask(excerpts)),
    case("receive: nearly a secret of n bytes; details", long_secret, Act::Ask(details)).up_to(1 << 19),
    case("iis: n escaped passwords in an address; details", escaped_passwords, Act::Ask(details)).up_to(1 << 16),
    case("iis: n parameters in an address; details", parameters, Act::Ask(details)).up_to(1 << 16),
    case("receive: unknown commands; details", unknown_commands, Act::Ask(details)),
    case("receive: chunks; details", chunks, Act::Ask(details)),
    case("connectivity: a session of n rows; details", connectivity_hosts, Act::Ask(details)),
    case("connectivity: n unhealthy hosts; details", unhealthy_hosts, Act::Ask(details)),
    case("tracking: a message on n servers; details", tracking_servers, Act::Ask(details)),
    case("tracking: latencies of n servers; details", tracking_latencies, Act::Ask(details)),
    case("imap4: a session of n rows; details", imap_session, Act::Ask(details)),
    case("imap4: n commands; details", imap_commands, Act::Ask(details)),
    case("tracking: a message of n recipients", tracking_recipients, Act::Open),
    case("tracking: a message of n recipients; details", tracking_recipients, Act::Ask(details)),
    case("tracking: n recipients in a cell; details", tracking_cell, Act::Ask(details)).up_to(1 << 15),
    case("tracking: n recipients and a status of n bytes; details", tracking_status, Act::Ask(details)).up_to(1 << 15),
    case(
        "tracking: n recipients and a status of n bytes; messages",
        tracking_status,
        Act::Ask(|engine, _| export(engine, ExportFormat::Messages)),
    )
    .up_to(1 << 14),
    case("tracking: n deferrals; details", tracking_deferrals, Act::Ask(details)),
    case(
        "tracking: n events; messages",
        tracking_recipients,
        Act::Ask(|engine, _| export(engine, ExportFormat::Messages)),
    ),
    case("iis: a session of n requests; details", iis_shuffled, Act::Ask(details)),
    case("agent: a session of n rows; details", agent_twice, Act::Ask(details)),
    case("agent: n reasons; details", agent_reasons, Act::Ask(details)),
    case("l-file: a session of n rows", l_file, Act::Open),
    case("l-file: a session of n rows; details", l_file, Act::Ask(details)),
    case("nntp: sessions of n articles; details", nntp, Act::Ask(details)),
    case("connectivity: descriptions with n parts; details", connectivity_parts, Act::Ask(details)).up_to(1 << 14),
    // Questions.
    case("n sessions; help", sessions, Act::Ask(help)),
    case("n servers, n days; coverage", servers_and_days, Act::Ask(coverage)).up_to(1 << 15),
    case("n restarts of a service, 250 a second; coverage", restarts_in_a_minute, Act::Ask(restarts)),
    case("n sessions of 110 years; coverage", many_years, Act::Ask(coverage)),
    case("n sessions of 110 years; timeline", many_years, Act::Ask(times)),
    case("n columns of one name; CSV", columns_of_one_name, Act::Ask(table_export)).up_to(1 << 16),
    case(
        "tracking: n columns of one name; NDJSON",
        tracking_columns_of_one_name,
        Act::Ask(|engine, _| export(engine, ExportFormat::Ndjson)),
    )
    .up_to(1 << 17),
    case("long texts; a pattern with n places", long_text, Act::Ask(|engine, _| ask(engine, "*a*b*a*b*aabc*"))),
    case("n sessions, published often", sessions, Act::OpenPublishing(PUBLICATIONS)),
    case("n sessions; every order of the list", sessions, Act::Ask(sorted)),
    case("n sessions; a word", sessions, Act::Ask(|engine, _| ask(engine, "ehlo"))),
    case("n sessions; a regular expression", sessions, Act::Ask(|engine, _| ask(engine, "/e(h|x)lo .*[0-9]+$/"))),
    case("n sessions; an address", sessions, Act::Ask(|engine, _| ask(engine, "ip:198.51.100.0/24"))),
    case("n sessions; a row of the list", sessions, Act::Ask(row_of_list)),
    // Summaries.
    case("n sessions; summary by client", smtpsvc_clients, Act::Ask(|engine, _| summarised(engine, &["client"]))),
    case(
        "n sessions; summary by three fields",
        sessions,
        Act::Ask(|engine, _| summarised(engine, &["client", "hour", "connector"])),
    ),
    case("receive: n recipients; summary by recipient", recipients, Act::Ask(|engine, _| summarised(engine, &["to"]))),
    case(
        "receive: n recipients; summary by recipient, domain and code",
        recipients,
        Act::Ask(|engine, _| summarised(engine, &["to", "recipient-domain", "code"])),
    ),
    case("n small tables; summary by server", small_tables, Act::Ask(|engine, _| summarised(engine, &["server"])))
        .up_to(1 << 16),
    case(
        "tracking: a message of n events; summary by event",
        message_backwards,
        Act::Ask(|engine, _| summarised(engine, &["event-id", "to"])),
    ),
    case(
        "table: other columns in every header; summary",
        other_columns_per_row,
        Act::Ask(|engine, _| summarised(engine, &["server"])),
    ),
    case("n sessions; CSV", sessions, Act::Ask(|engine, _| export(engine, ExportFormat::Csv))),
    case("n sessions; NDJSON", sessions, Act::Ask(|engine, _| export(engine, ExportFormat::Ndjson))),
    case("n sessions; text", sessions, Act::Ask(|engine, _| export(engine, ExportFormat::Text))),
    case("n sessions; contents of an export", sessions, Act::Ask(contents)),
    case("n sessions; timeline", sessions, Act::Ask(times)),
    case("n sessions; coverage", sessions, Act::Ask(coverage)),
    case("n sessions of one message; related", sessions_of_message, Act::Ask(relatives)),
    case("a session of n messages; related", tracked_messages, Act::Ask(relatives)),
    case("a session of n proxied sessions; related", proxied, Act::Ask(relatives)),
    case("sessions of one id; related", one_id_sent, Act::Ask(relatives)),
    case("n arrivals of one message; delays", arrivals, Act::Ask(|engine, _| engine.delays().hops.len())),
    case("n sessions of one message; its way", sessions_of_message, Act::Ask(ways)),
    case("a session of n messages; their ways", tracked_messages, Act::Ask(ways)),
    case("a session of n proxied sessions; its messages", proxied, Act::Ask(ways)),
    case("n rows of a table; every order", table, Act::Ask(table_window)),
    case("n rows of one request; the same request", one_request, Act::Ask(same_request)),
    case("n rows of a table; CSV", table, Act::Ask(table_export)),
    case("a long text; a regular expression", long_text, Act::Ask(|engine, _| ask(engine, "/(a|b|ab)*c$/"))),
    case("long texts; words", long_text, Act::Ask(|engine, _| ask(engine, "aab"))),
    // A query has at most 16 KiB.
    case("a query of n equal words", words, Act::Ask(|engine, n| ask(engine, &"w1 ".repeat(n)))).up_to(1 << 12),
    case(
        "a query of n words that all requests have, in steps",
        words_in_all,
        Act::Ask(|engine, n| {
            let query = many(n, |word| format!("w{word} "));
            while engine.query_step(&query, 0).is_none() {}
            ask(engine, &query)
        }),
    )
    .up_to(WORDS),
    case("a query of n words", words, Act::Ask(|engine, n| ask(engine, &many(n, |word| format!("w{word} ")))))
        .up_to(WORDS),
    case(
        "a query of n alternatives",
        words,
        Act::Ask(|engine, n| ask(engine, &(0..n).map(|word| format!("w{word}")).collect::<Vec<_>>().join(" OR "))),
    )
    .from(400)
    .up_to(1600),
    case(
        "a query of n values",
        words,
        Act::Ask(|engine, n| {
            ask(engine, &format!("helo:{}", (0..n).map(|word| format!("w{word}")).collect::<Vec<_>>().join(",")))
        }),
    )
    .up_to(WORDS),
];

// ---------------------------------------------------------------------------------------------------------- questions

/// The number of entries and of odd lines that were read; none if a case does not measure what it is about, because its
/// lines are so long that they are left out.
pub fn found(engine: &Engine, case: &Case) -> usize {
    let odd = engine.diagnostics();
    if !case.is_overlong && odd.iter().any(|odd| odd.kind == DiagnosticKind::OverlongLine.name()) {
        return 0;
    }
    let summary = summary(engine.archive());
    (summary.entries.0 + odd.iter().map(|odd| odd.count.0).sum::<f64>()) as usize
}

/// Sessions, entries and rows that a query finds.
fn ask(engine: &mut Engine, query: &str) -> usize {
    let (sessions, entries) = engine.query(query, 0).unwrap_or_else(|problem| panic!("{}", problem.message));
    let tables = engine.archive().tables.iter().count() as u32;
    let rows: usize = (0..tables).map(|table| engine.table_rows().of(table).len()).sum();
    sessions + entries as usize + rows
}

/// A summary with everything that can be measured, and all of its groups.
fn summarised(engine: &mut Engine, names: &[&str]) -> usize {
    let dimensions: Vec<Dimension> = names.iter().filter_map(|name| Dimension::named(name)).collect();
    let (distinct, order) = (Dimension::named("from"), Order::By(Measure::Sessions));
    let question = Question { dimensions, distinct, quantiles: true, order, descending: true };
    engine.summarise(&question, &SummaryScope::default(), 0..usize::MAX).map_or(0, |table| table.rows.len())
}

fn all(engine: &mut Engine) -> Vec<SessionIndex> {
    ask(engine, "");
    engine.sessions().to_vec()
}

/// The first sessions, of some hundreds of entries or as many as there are.
fn details(engine: &mut Engine, _: usize) -> usize {
    // This forgets the session that was opened last.
    engine.publish();
    let first = all(engine).into_iter().take(2);
    first.map(|session| engine.detail(session, 0..u32::MAX).entries.len()).sum()
}

fn matches(engine: &mut Engine, _: usize) -> usize {
    ask(engine, "noop");
    let next = |&session: &SessionIndex| next_match(engine.archive(), session, engine.matches(), 0, true);
    engine.sessions().iter().take(2).filter_map(next).count()
}

fn relatives(engine: &mut Engine, _: usize) -> usize {
    all(engine).into_iter().take(2).map(|session| engine.related(session).len()).sum()
}

fn same_request(engine: &mut Engine, n: usize) -> usize {
    ask(engine, "");
    let found = engine.same_request(0, None, n as u32 / 2);
    found.rows.len() + found.more.0 as usize
}

fn ways(engine: &mut Engine, _: usize) -> usize {
    let asked = ["<one@fabrikam.com>", "a@x", "ann@fabrikam.com"];
    let found = asked.map(|text| engine.find_messages(text, 200).messages);
    let keys: Vec<String> = found.iter().flatten().take(2).map(|message| message.key.as_str().to_string()).collect();
    keys.iter().filter_map(|key| engine.follow_message(key)).map(|way| way.hops.len()).sum()
}

fn sorted(engine: &mut Engine, n: usize) -> usize {
    ask(engine, "");
    let mut rows = 0;
    for &column in SessionColumn::ALL.iter() {
        rows += engine.window(SortOrder { column, descending: true }, 0..100).sessions.len();
        let middle = n as u32 / 2..n as u32 / 2 + 100;
        rows += engine.window(SortOrder { column, descending: false }, middle).sessions.len();
    }
    rows
}

fn row_of_list(engine: &mut Engine, _: usize) -> usize {
    let Some(&last) = all(engine).last() else { return 0 };
    engine.row_of(SortOrder { column: SessionColumn::Start, descending: false }, last).into_iter().count()
}

/// The bytes of an export, if it has any sessions.
fn export(engine: &mut Engine, format: ExportFormat) -> usize {
    let Ok((mut exporter, sessions, _)) = engine.export(format, "", 0) else { return 0 };
    let parts = iter::from_fn(|| exporter.next_part(engine.archive()));
    let bytes: usize = parts.map(|part| part.len()).sum();
    bytes * sessions.min(1)
}

fn contents(engine: &mut Engine, _: usize) -> usize {
    let Ok((mut exporter, sessions, _)) = engine.export(ExportFormat::Csv, "", 0) else { return 0 };
    black_box(iter::repeat_with(|| exporter.contents(engine.archive())).find_map(|contents| contents));
    sessions
}

fn coverage(engine: &mut Engine, _: usize) -> usize {
    [BinWidth::Auto, BinWidth::Hour, BinWidth::Day].into_iter().map(|width| engine.coverage(width).rows.len()).sum()
}

fn restarts(engine: &mut Engine, _: usize) -> usize {
    engine.coverage(BinWidth::Auto).restarts.len()
}

fn times(engine: &mut Engine, _: usize) -> usize {
    ask(engine, "");
    let span = engine.timeline_span(&[]);
    let Some((first, last)) = span.first.zip(span.last) else { return 0 };
    let (first, end) = (first.0 as i64, last.0 as i64 + 1);
    let edges: Vec<i64> = (0..=200).map(|edge| first + (end - first) * edge / 200).collect();
    engine.timeline(&edges, &[]).counts.into_iter().sum::<u32>() as usize
}

fn summaries(engine: &mut Engine, _: usize) -> usize {
    black_box(engine.diagnostics());
    summary(engine.archive()).per_file.len()
}

fn excerpts(engine: &mut Engine, _: usize) -> usize {
    engine.diagnostics().iter().map(|odd| odd.places.len()).sum()
}

fn help(engine: &mut Engine, _: usize) -> usize {
    engine.help(0).examples.len()
}

fn state_origins(engine: &mut Engine, _: usize) -> usize {
    let files: Vec<_> = engine.archive().files.iter().map(|(index, _)| index).collect();
    engine.set_origin(&files, Some("EX02"), Some("Transport"));
    files.len()
}

fn table_window(engine: &mut Engine, n: usize) -> usize {
    ask(engine, "");
    summaries(engine, n);
    black_box(engine.table_rows().tables(engine.archive()));
    let orders = (0..3).map(|column| TableOrder { column, descending: true });
    orders.map(|order| engine.table_window(0, Some(order), 0..100).rows.len()).sum()
}

/// The bytes of the export of a table with all its columns, if it has rows.
fn table_export(engine: &mut Engine, _: usize) -> usize {
    ask(engine, "");
    let rows = engine.table_rows().of(0).len();
    let columns = engine.table_rows().tables(engine.archive()).first().map_or(0, |table| table.columns.len() as u32);
    let mut exporter = engine.export_table(0, None, (0..columns).collect());
    let parts = iter::from_fn(|| exporter.next_part(engine.archive()));
    parts.map(|part| part.len()).sum::<usize>() * rows.min(1)
}

// --------------------------------------------------------------------------------------------------------------- logs

/// Two files, each with lines that are given the number of the file.
fn two(head: &str, lines: impl Fn(&mut Text, usize)) -> Vec<LogFile> {
    let file = |number: usize| {
        let mut text = Text::new(head);
        lines(&mut text, number);
        text.file("logs", &format!("{number}.log"))
    };
    vec![file(0), file(1)]
}

fn one(head: &str, lines: impl FnOnce(&mut Text)) -> Vec<LogFile> {
    let mut text = Text::new(head);
    lines(&mut text);
    text.alone()
}

fn row_of(text: &str) -> Vec<LogFile> {
    one(RECEIVE, |log| {
        log.raw(text);
        log.line("");
        log.smtp(0, 0, 0, "+", "");
    })
}

fn one_message_twice(n: usize) -> Vec<LogFile> {
    two(TRACKING, |text, file| {
        (0..n).for_each(|event| text.tracking("a", 0, "DELIVER", &format!("{file}.{event}@contoso.com")));
    })
}

fn one_event_twice(n: usize) -> Vec<LogFile> {
    two(TRACKING, |text, _| (0..n).for_each(|_| text.tracking("a", 0, "DELIVER", "bob@contoso.com")))
}

fn message_backwards(n: usize) -> Vec<LogFile> {
    one(TRACKING, |text| {
        (0..n).rev().for_each(|event| text.tracking("a", event, "DELIVER", &format!("{event}@contoso.com")));
    })
}

fn imap_equal(n: usize) -> Vec<LogFile> {
    one(IMAP4, |text| {
        text.imap4(0, 0, 0, "OpenSession", "");
        (0..n).for_each(|row| text.imap4(0, 1, 1, "fetch", &row.to_string()));
    })
}

fn receive_equal(n: usize) -> Vec<LogFile> {
    one(RECEIVE, |text| (0..n).for_each(|row| text.smtp(0, 1, 1, "<", &format!("NOOP {row}"))))
}

fn receive_same(n: usize) -> Vec<LogFile> {
    two(RECEIVE, |text, _| (0..n).for_each(|_| text.smtp(0, 1, 1, "<", "NOOP")))
}

fn receive_backwards(n: usize) -> Vec<LogFile> {
    one(RECEIVE, |text| (0..n).rev().for_each(|row| text.smtp(0, row, row, "<", "NOOP")))
}

fn receive_shuffled(n: usize) -> Vec<LogFile> {
    one(RECEIVE, |text| shuffled(n).for_each(|row| text.smtp(0, row, row, "<", "NOOP")))
}

fn one_session(n: usize) -> Vec<LogFile> {
    one(RECEIVE, |text| {
        text.smtp(0, 0, 0, "+", "");
        (1..n).for_each(|row| {
            text.smtp(0, row, row, if row % 2 == 1 { "<" } else { ">" }, if row % 2 == 1 { "NOOP" } else { "250 OK" })
        });
    })
}

fn opened_twice(n: usize) -> Vec<LogFile> {
    let session = |text: &mut Text, session: usize| {
        text.smtp(session, 0, session, "+", "");
        text.smtp(session, 1, session + 1, "<", "QUIT");
        text.smtp(session, 2, session + 2, "-", "");
    };
    two(RECEIVE, |text, _| (0..n).for_each(|number| session(text, number)))
}

fn iis_one_second(n: usize) -> Vec<LogFile> {
    two(IIS, |text, _| (0..n).for_each(|row| text.iis(0, &format!("/{row}"), "ann", "198.51.100.7")))
}

fn iis_shuffled(n: usize) -> Vec<LogFile> {
    one(IIS, |text| shuffled(n).for_each(|row| text.iis(row % 1000, &format!("/{row}"), "ann", "198.51.100.7")))
}

fn iis_sessions(n: usize) -> Vec<LogFile> {
    one(IIS, |text| (0..n).for_each(|row| text.iis(row * 2000, "/owa", "ann", "198.51.100.7")))
}

fn iis_users(n: usize) -> Vec<LogFile> {
    one(IIS, |text| (0..n).for_each(|row| text.iis(0, "/owa", &format!("u{row}"), "198.51.100.7")))
}

fn smtpsvc_names(n: usize) -> Vec<LogFile> {
    one(SMTPSVC, |text| (0..n).for_each(|row| text.smtpsvc(0, "198.51.100.7", &format!("h{row}"), "HELO")))
}

fn smtpsvc_clients(n: usize) -> Vec<LogFile> {
    one(SMTPSVC, |text| (0..n).for_each(|row| text.smtpsvc(0, &address(row), "h", "HELO")))
}

fn address(number: usize) -> String {
    format!("10.{}.{}.{}", number >> 16 & 255, number >> 8 & 255, number & 255)
}

fn connectivity_twice(n: usize) -> Vec<LogFile> {
    two(CONNECTIVITY, |text, file| (0..n).for_each(|row| text.connectivity(0, 0, ">", &format!("x{file}.{row}"))))
}

fn agent_twice(n: usize) -> Vec<LogFile> {
    two(AGENT, |text, file| (0..n).for_each(|row| text.agent(0, 0, &format!("{file}.{row}@contoso.com"))))
}

fn send_endpoints(n: usize) -> Vec<LogFile> {
    one(SEND, |text| (0..n).for_each(|row| text.smtp_from(&format!("{}:25", address(row)), row, 0, "+", "")))
}

fn send_other_rows(n: usize) -> Vec<LogFile> {
    one(SEND, |text| {
        text.smtp_from("10.9.9.9:25", 0, 0, "+", "");
        (1..n).for_each(|row| text.smtp_from(&format!("{}:25", address(row)), row, 0, "<", "250 OK"));
    })
}

/// Recipients and replies of which two of three rows are missing, so that it is never known what a reply answers.
fn two_of_three_missing(n: usize) -> Vec<LogFile> {
    one(RECEIVE, |text| {
        (0..n).for_each(|row| match row % 2 {
            0 => text.smtp(0, 3 * row, row, ">", "250 ok"),
            _ => text.smtp(0, 3 * row, row, "<", &format!("RCPT TO:<x{row}@contoso.com>")),
        });
    })
}

/// Logons with another password each, which the reply repeats.
fn logons(n: usize) -> Vec<LogFile> {
    one(RECEIVE, |text| {
        (0..n).for_each(|row| {
            let password = format!("Zq{:08}pw", row * 7919 % 1_000_003);
            let response = base64(format!("\0a\0{password}").as_bytes());
            text.smtp(0, 2 * row, row, "<", &format!("AUTH PLAIN {response}"));
            text.smtp(0, 2 * row + 1, row, ">", &format!("535 5.7.3 {password}"));
        });
    })
}

/// Base64 of bytes of which there are a multiple of three, and so without padding; others are left out.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = |three: &[u8]| {
        let bits = three.iter().fold(0, |bits, byte| bits << 8 | usize::from(*byte));
        [18, 12, 6, 0].map(|shift| char::from(DIGITS[bits >> shift & 63]))
    };
    bytes.chunks_exact(3).flat_map(digits).collect()
}

fn one_id_two_folders(n: usize) -> Vec<LogFile> {
    let file = |folder: &str| {
        let mut text = Text::new(SEND);
        (0..n).for_each(|row| text.line(format!("{},Out,{},{row},,192.0.2.1:25,<,{folder} {row},", time(0), id(0))));
        text.file(folder, "SEND1.LOG")
    };
    // Where the rows continue in the first folder, the latest session of the id is that of the second.
    vec![file("a"), file("b"), file("a")]
}

fn one_id_many_folders(n: usize) -> Vec<LogFile> {
    let file = |number: usize| {
        let mut text = Text::new(SEND);
        text.line(format!("{},Out,{},1,,192.0.2.1:25,<,NOOP {number},", time(0), id(0)));
        text.file(&format!("f{number}"), "SEND1.LOG")
    };
    (0..n).map(file).collect()
}

fn one_id(n: usize) -> Vec<LogFile> {
    one(RECEIVE, |text| (0..n).for_each(|row| text.smtp(0, 0, row, "+", "")))
}

fn one_id_backwards(n: usize) -> Vec<LogFile> {
    one(RECEIVE, |text| (0..n).rev().for_each(|row| text.smtp(0, 0, row, "+", "")))
}

fn one_id_connectivity(n: usize) -> Vec<LogFile> {
    one(CONNECTIVITY, |text| {
        (0..n).for_each(|row| {
            text.connectivity(0, row * 10, "+", "x");
            text.connectivity(0, row * 10 + 1, "-", "Messages: 1 Bytes: 5 ()");
        });
    })
}

fn header_per_row(n: usize) -> Vec<LogFile> {
    one("", |text| {
        (0..n).for_each(|row| {
            text.raw(RECEIVE);
            text.smtp(0, row, row, "<", "NOOP");
        });
    })
}

fn two_headers(n: usize) -> Vec<LogFile> {
    one("", |text| {
        (0..n).for_each(|row| {
            text.raw(if row % 2 == 0 { RECEIVE } else { CONNECTIVITY });
            if row % 2 == 0 { text.smtp(0, row, row, "<", "NOOP") } else { text.connectivity(0, row, ">", "x") }
        });
    })
}

fn new_column_per_row(n: usize) -> Vec<LogFile> {
    one(RECEIVE, |text| {
        (0..n).for_each(|row| {
            text.line(format!(
                "#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context,k{row}"
            ));
            text.line(format!("{},EX01\\Relay,{},{row},192.0.2.10:25,198.51.100.7:4711,<,NOOP,,v{row}", time(row), id(0)));
        });
    })
}

fn other_columns_per_row(n: usize) -> Vec<LogFile> {
    one("", |text| {
        (0..n).for_each(|row| {
            text.line(format!("#Fields: a,k{row}"));
            text.line(format!("x{row},v"));
        });
    })
}

fn other_tracking_columns(n: usize) -> Vec<LogFile> {
    one("", |text| {
        (0..n).for_each(|row| {
            text.line(format!(
                "#Fields: date-time,client-ip,server-ip,source,event-id,message-id,recipient-address,sender-address,k{row}"
            ));
            text.line(format!("{},198.51.100.7,192.0.2.10,SMTP,DELIVER,<a@x>,b{row}@x,ann@x,v", time(row)));
        });
    })
}

fn wide_table(n: usize) -> Vec<LogFile> {
    one("", |text| {
        text.line(format!("#Fields: {}last", many(n, |column| format!("c{column},"))));
        (0..3).for_each(|row| text.line(format!("{}v", many(n, |column| format!("v{},", column + row)))));
    })
}

fn wide_receive(n: usize) -> Vec<LogFile> {
    one("", |text| {
        text.line(format!(
            "#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context{}",
            many(n, |column| format!(",c{column}"))
        ));
        (0..3).for_each(|row| {
            let cells = many(n, |column| format!(",v{column}"));
            text.line(format!("{},R,{},{row},192.0.2.10:25,198.51.100.7:4711,<,NOOP,{cells}", time(row), id(0)));
        });
    })
}

fn small_files(n: usize) -> Vec<LogFile> {
    let file = |number: usize| {
        let mut text = Text::new(SEND);
        text.line(format!("{},Out,{},0,,192.0.2.1:25,+,,", time(number), id(number)));
        let folder = format!("EX{}/TransportRoles/Logs/Hub/ProtocolLog/SmtpSend", number % 1000);
        text.file(&folder, &format!("SEND{number}.LOG"))
    };
    (0..n).map(file).collect()
}

/// Files of one row, each of a table with this header and of a name of its own.
fn files_with(header: &str, n: usize) -> Vec<LogFile> {
    let file = |number: usize| {
        let mut text = Text::new(header);
        text.line(format!("{},x{number}", time(number)));
        text.file(&format!("EX{}/logs", number % 1000), &format!("T{number}.LOG"))
    };
    (0..n).map(file).collect()
}

fn small_tables(n: usize) -> Vec<LogFile> {
    files_with("#Fields: date,a\r\n", n)
}

fn files_of_one_table(n: usize) -> Vec<LogFile> {
    files_with("#Log-type: Odd Log\r\n#Fields: date,a\r\n", n)
}

/// Files of one name and one row.
fn files_of_one_name(n: usize, row: impl Fn(usize) -> String) -> Vec<LogFile> {
    let file = |number: usize| {
        let mut text = Text::new("#Fields: date,a\r\n");
        text.line(row(number));
        text.file(&format!("f{number}"), "T.LOG")
    };
    (0..n).map(file).collect()
}

fn equal_files(n: usize) -> Vec<LogFile> {
    files_of_one_name(n, |number| format!("{},{number:08}", time(0)))
}

fn same_files(n: usize) -> Vec<LogFile> {
    files_of_one_name(n, |_| "x,y".into())
}

fn two_files_of_tables(n: usize) -> Vec<LogFile> {
    (0..2)
        .map(|folder| {
            let mut text = Text::new("");
            (0..n).for_each(|row| {
                text.line(format!("#Fields: a,k{row}"));
                text.line(format!("x{row},v"));
            });
            text.file(&format!("f{folder}"), "T.LOG")
        })
        .collect()
}

fn days(n: usize) -> Vec<LogFile> {
    let days = n / 10 + 1;
    one(RECEIVE, |text| (0..n).for_each(|row| text.smtp(row, 0, row % days * 86_400_000, "+", "")))
}

fn search_result(n: usize) -> Vec<LogFile> {
    one("", |text| {
        (0..n).for_each(|row| {
            text.raw(&format!("C:\\EX{row}\\Hub\\ProtocolLog\\SmtpSend\\SEND{row}.LOG:"));
            text.line(format!("{},Out,{},0,,192.0.2.1:25,+,,", time(row), id(row)));
        });
    })
}

fn no_entries(n: usize) -> Vec<LogFile> {
    one("", |text| (0..n).for_each(|row| text.line(format!("line {row} of a text that is no log at all"))))
}

fn no_entries_in_log(n: usize) -> Vec<LogFile> {
    one(RECEIVE, |text| (0..n).for_each(|row| text.line(format!("line {row} of a text that is no log at all"))))
}

fn no_entries_with_commas(n: usize) -> Vec<LogFile> {
    one(RECEIVE, |text| (0..n).for_each(|row| text.line(format!("line,{row},of,a,text;that,is,no,log,at all,{row}"))))
}

fn wrong_width(n: usize) -> Vec<LogFile> {
    one(RECEIVE, |text| {
        (0..n).for_each(|row| text.line(format!("{},R,{},{row},192.0.2.10:25,198.51.100.7:4711,<", time(row), id(0))));
    })
}

fn words_in_table(n: usize) -> Vec<LogFile> {
    one("#Fields: a,b,c\r\nx,y,z\r\n", |text| {
        (0..n).for_each(|row| text.line(format!("line {row} of no table at all")))
    })
}

fn long_line(n: usize) -> Vec<LogFile> {
    one(RECEIVE, |text| {
        text.raw(&format!("{},R,{},0,192.0.2.10:25,198.51.100.7:4711,<,", time(0), id(0)));
        text.raw(&"NOOP ".repeat(n / 5));
    })
}

fn open_quotes(n: usize) -> Vec<LogFile> {
    one(RECEIVE, |text| (0..n).for_each(|row| text.line(format!("{},R,{},{row},x,y,<,\"NOOP", time(row), id(0)))))
}

fn quotes(n: usize) -> Vec<LogFile> {
    one(RECEIVE, |text| (0..n).for_each(|row| text.line(format!("\"\"\"{row}\"\"\",\""))))
}

/// Rows as a console of 80 columns cuts them.
fn wrapped_rows(n: usize, data: &str) -> Vec<LogFile> {
    let mut whole = Text::new(RECEIVE);
    (0..n).for_each(|row| whole.smtp(0, row, row, "<", data));
    let LogFile { bytes, .. } = whole.file("", "");
    one("", |text| {
        for line in String::from_utf8_lossy(&bytes).lines() {
            let mut rest = line;
            while rest.len() > 80 {
                let (piece, after) = rest.split_at(80);
                text.line(piece);
                rest = after;
            }
            text.line(rest);
        }
    })
}

fn wrapped(n: usize) -> Vec<LogFile> {
    wrapped_rows(n, "MAIL FROM:<ann@fabrikam.com> SIZE=12345 BODY=8BITMIME")
}

fn wrapped_damaged(n: usize) -> Vec<LogFile> {
    wrapped_rows(n, "a,b,c,d,e,\"\"\"f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z")
}

fn one_byte_lines(n: usize) -> Vec<LogFile> {
    one(RECEIVE, |text| (0..n).for_each(|row| text.line(if row % 3 == 0 { "2" } else { "," })))
}

fn utf16(n: usize) -> Vec<LogFile> {
    let mut files = one_session(n);
    for file in &mut files {
        let text = String::from_utf8_lossy(&file.bytes).into_owned();
        file.bytes = format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    }
    files
}

fn prefixed(n: usize) -> Vec<LogFile> {
    one("", |text| {
        (0..n).for_each(|row| {
            text.raw("SEND1.LOG:");
            text.line(format!("{},Out,{},{row},,192.0.2.1:25,<,NOOP,", time(row), id(0)));
        });
    })
}

fn other_prefixes(n: usize) -> Vec<LogFile> {
    one("", |text| {
        (0..n).for_each(|row| {
            text.raw(&format!("<{}>Mar  2 10:00:00 host{row} x[{row}]: ", row % 190));
            text.line(format!("{},Out,{},{row},,192.0.2.1:25,<,NOOP,", time(row), id(0)));
        });
    })
}

fn ambiguous_dates(n: usize) -> Vec<LogFile> {
    one(
        "\"Timestamp\",\"ClientIp\",\"ClientHostname\",\"ServerIp\",\"ServerHostname\",\"SourceContext\",\"ConnectorId\",\"Source\",\"EventId\",\"InternalMessageId\",\"MessageId\",\"Recipients\",\"Sender\"\r\n",
        |text| {
            (0..n).for_each(|row| {
            text.line(format!("\"3/2/2026 10:00:00 AM\",\"\",\"\",\"\",\"EX01\",\"\",\"\",\"SMTP\",\"DELIVER\",\"1\",\"<{row}@x>\",\"a@x\",\"b@x\""));
        });
        },
    )
}

fn two_logs(n: usize) -> Vec<LogFile> {
    one(RECEIVE, |text| {
        (0..n).for_each(|row| {
            if row % 2 == 0 { text.smtp(0, row, row, "<", "NOOP") } else { text.connectivity(0, row, ">", "x") }
        });
    })
}

fn connectivity_parts(n: usize) -> Vec<LogFile> {
    one(CONNECTIVITY, |text| {
        let hosts = many(n, |host| format!("mx{host}.fabrikam.com[{}];", address(host)));
        text.connectivity(0, 0, ">", &hosts);
    })
}

/// A session with a greeting and n times these commands and replies.
fn dialogue(n: usize, rows: &[(&str, &str)]) -> Vec<LogFile> {
    one(RECEIVE, |text| {
        let begin = [("+", ""), (">", "220 mail.contoso.com"), ("<", "EHLO x"), (">", "250 mail.contoso.com")];
        let all = begin.iter().chain((0..n).flat_map(|_| rows));
        for (sequence, (event, data)) in all.enumerate() {
            text.smtp(0, sequence, sequence, event, &data.replace('#', &sequence.to_string()));
        }
    })
}

fn recipients(n: usize) -> Vec<LogFile> {
    one(RECEIVE, |text| {
        text.smtp(0, 0, 0, "<", "MAIL FROM:<ann@fabrikam.com>");
        text.smtp(0, 1, 0, ">", "250 2.1.0 Sender OK");
        (0..n).for_each(|number| {
            text.smtp(0, 2 * number + 2, 1, "<", &format!("RCPT TO:<{number}@contoso.com>"));
            text.smtp(0, 2 * number + 3, 1, ">", "250 2.1.5 Recipient OK");
        });
        text.smtp(0, 2 * n + 2, 1, "<", "DATA");
        text.smtp(0, 2 * n + 3, 1, ">", "354 Start mail input; end with <CRLF>.<CRLF>");
        text.smtp(0, 2 * n + 4, 1, ">", "250 2.6.0 <a@fabrikam.com> Queued mail for delivery");
    })
}

fn messages(n: usize) -> Vec<LogFile> {
    let rows = [
        ("<", "MAIL FROM:<ann@fabrikam.com>"),
        (">", "250 2.1.0 Sender OK"),
        ("<", "RCPT TO:<#@contoso.com>"),
        (">", "250 2.1.5 Recipient OK"),
        ("<", "DATA"),
        (">", "354 Start mail input"),
        (">", "250 2.6.0 <#@fabrikam.com> [InternalId=1] Queued mail for delivery"),
    ];
    dialogue(n, &rows)
}

fn no_replies(n: usize) -> Vec<LogFile> {
    dialogue(n, &[("<", "NOOP"), ("<", "MAIL FROM:<#@fabrikam.com>"), ("<", "RCPT TO:<a@contoso.com>")])
}

fn no_commands(n: usize) -> Vec<LogFile> {
    dialogue(n, &[(">", "250 2.1.0 Sender OK"), (">", "550 5.7.1 #"), (">", "354 Start mail input"), (">", "235 OK")])
}

fn pipelined(n: usize) -> Vec<LogFile> {
    one(RECEIVE, |text| {
        text.smtp(0, 0, 0, "<", "MAIL FROM:<ann@fabrikam.com>");
        (0..n).for_each(|number| text.smtp(0, number + 1, 1, "<", &format!("RCPT TO:<{number}@contoso.com>")));
        text.smtp(0, n + 1, 1, ">", "250 2.1.0 Sender OK");
        (0..n).for_each(|number| text.smtp(0, n + number + 2, 1, ">", "250 2.1.5 Recipient OK"));
    })
}

fn long_reply(n: usize) -> Vec<LogFile> {
    one(RECEIVE, |text| {
        text.smtp(0, 0, 0, "<", "EHLO x");
        (1..n).for_each(|row| text.smtp(0, row, 0, ">", &format!("250-WORD{row}")));
        text.smtp(0, n, 0, ">", "250 OK");
    })
}

fn long_refusal(n: usize) -> Vec<LogFile> {
    one(RECEIVE, |text| {
        text.smtp(0, 0, 0, "<", "EHLO x");
        (1..n).for_each(|row| text.smtp(0, row, 0, ">", &format!("550-5.7.1 reason {row}")));
        text.smtp(0, n, 0, ">", "550 5.7.1 No");
    })
}

fn attempts(n: usize) -> Vec<LogFile> {
    let rows = [
        ("<", "AUTH LOGIN"),
        (">", "334 <authentication response>"),
        (">", "334 <authentication response>"),
        (">", "535 5.7.3 Authentication unsuccessful"),
        ("*", "user#"),
    ];
    dialogue(n, &rows)
}

fn certificates(n: usize) -> Vec<LogFile> {
    one(RECEIVE, |text| {
        (0..n).for_each(|row| {
            text.line(format!(
                "{},EX01\\Relay,{},{row},192.0.2.10:25,198.51.100.7:4711,*,\" CN=mail{row}.contoso.com CN=R13 {row:040X} {row:040X} \
                 2026-01-12T10:39:24.000Z 2026-04-12T10:39:23.000Z mail.contoso.com;autodiscover.contoso.com\",\
                 Sending certificate Subject Issuer name Serial number Thumbprint Not before Not after Subject alternate names",
                time(row),
                id(0)
            ));
        });
    })
}

fn permissions(n: usize) -> Vec<LogFile> {
    one(RECEIVE, |text| {
        (0..n).for_each(|row| {
            text.line(format!(
                "{},EX01\\Relay,{},{row},192.0.2.10:25,198.51.100.7:4711,*,SMTPSubmit SMTPAcceptAnySender P{row},Set Session Permissions",
                time(row),
                id(0)
            ));
        });
    })
}

fn holes(n: usize) -> Vec<LogFile> {
    one(RECEIVE, |text| {
        (0..n).for_each(|row| {
            text.smtp(
                0,
                row * 3,
                row,
                if row % 2 == 0 { "<" } else { ">" },
                if row % 2 == 0 { "RCPT TO:<a@x>" } else { "250 OK" },
            )
        })
    })
}

fn unknown_commands(n: usize) -> Vec<LogFile> {
    dialogue(n, &[("<", "XYZZY#"), ("<", "FROB #"), (">", "500 5.3.3 Unrecognized command")])
}

fn chunks(n: usize) -> Vec<LogFile> {
    one(RECEIVE, |text| {
        text.smtp(0, 0, 0, "<", "MAIL FROM:<ann@fabrikam.com>");
        text.smtp(0, 1, 0, "<", "RCPT TO:<bob@contoso.com>");
        (0..n).for_each(|row| text.smtp(0, row + 2, row, "<", "BDAT 100"));
        (0..n).for_each(|row| text.smtp(0, n + row + 2, row, ">", "250 2.6.0 OK"));
    })
}

fn unhealthy_hosts(n: usize) -> Vec<LogFile> {
    one(CONNECTIVITY, |text| {
        (0..n).for_each(|row| {
            let host = format!("mx{row}.fabrikam.com:25|MarkedUnhealthy|FailureCount:15|NextRetryTime:{}", time(row));
            let description = format!("Failed connection to 198.51.100.9:25 (TimedOut:0000274C)[TargetHost:{host}]");
            text.connectivity(0, row, ">", &description);
        });
    })
}

/// A row about one message.
fn on_server(text: &mut Text, row: usize, server: &str, event: &str, information: &str) {
    text.line(format!(
        "{},198.51.100.7,mail.fabrikam.com,192.0.2.10,{server},,{server}\\Relay,SMTP,{event},{row},<1@fabrikam.com>,\
         bob@contoso.com,,7229,1,,,Offer,ann@fabrikam.com,ann@fabrikam.com,{information}",
        time(row)
    ));
}

fn tracking_servers(n: usize) -> Vec<LogFile> {
    one(TRACKING, |text| (0..n).for_each(|row| on_server(text, row, &format!("EX{row}"), "RECEIVE", "")))
}

fn tracking_latencies(n: usize) -> Vec<LogFile> {
    one(TRACKING, |text| {
        (0..n.div_ceil(100)).for_each(|row| {
            let servers = many(100, |server| format!("LSRV=EX{}.contoso.com:TOTAL=1;", 100 * row + server));
            on_server(text, row, "EX01", "DELIVER", &servers);
        });
    })
}

fn connectivity_hosts(n: usize) -> Vec<LogFile> {
    one(CONNECTIVITY, |text| {
        text.connectivity(
            0,
            0,
            "+",
            "DnsConnectorDelivery 20ea587d-f931-4617-ae72-76b1dfca85ef;QueueLength=TQ=1;RN=1;",
        );
        (0..n).for_each(|row| {
            text.connectivity(0, row, ">", &format!("mx{row}.fabrikam.com[{}]", address(row)));
            text.connectivity(
                0,
                row,
                ">",
                &format!("Failed connection to {}:25 (HostUnreachable:00002751)", address(row)),
            );
        });
    })
}

fn imap_session(n: usize) -> Vec<LogFile> {
    one(IMAP4, |text| {
        text.imap4(0, 0, 0, "OpenSession", "");
        (1..n).for_each(|row| text.imap4(0, row, row, "fetch", "1:4 (FLAGS)"));
    })
}

fn imap_commands(n: usize) -> Vec<LogFile> {
    one(IMAP4, |text| {
        text.imap4(0, 0, 0, "OpenSession", "");
        (1..n).for_each(|row| text.imap4(0, row, row, &format!("cmd{row}"), ""));
    })
}

fn tracking_recipients(n: usize) -> Vec<LogFile> {
    one(TRACKING, |text| {
        text.tracking("a", 0, "RECEIVE", "all@contoso.com");
        (0..n).for_each(|row| text.tracking("a", row + 1, "DELIVER", &format!("{row}@contoso.com")));
    })
}

fn tracking_cell(n: usize) -> Vec<LogFile> {
    one(TRACKING, |text| {
        let all = many(n, |row| format!("{row}@contoso.com;"));
        ["RECEIVE", "DEFER", "EXPAND", "DELIVER"]
            .iter()
            .enumerate()
            .for_each(|(row, event)| text.tracking("a", row, event, &all));
    })
}

fn tracking_deferrals(n: usize) -> Vec<LogFile> {
    one(TRACKING, |text| {
        (0..n).for_each(|row| {
            text.tracking("a", row, if row % 2 == 0 { "DEFER" } else { "SEND" }, &format!("{}@contoso.com", row / 2))
        });
    })
}

fn sessions(n: usize) -> Vec<LogFile> {
    one(RECEIVE, |text| {
        (0..n).for_each(|session| {
            text.smtp(session, 0, session, "+", "");
            text.smtp(session, 1, session, "<", &format!("EHLO host{session}"));
            text.smtp(session, 2, session, ">", "250 OK");
            text.smtp(session, 3, session, "-", "");
        });
    })
}

fn sessions_of_message(n: usize) -> Vec<LogFile> {
    one(RECEIVE, |text| {
        (0..n).for_each(|session| {
            text.smtp(session, 0, session, "<", "MAIL FROM:<a@x>");
            text.smtp(session, 1, session, "<", "RCPT TO:<b@x>");
            text.smtp(session, 2, session, "<", "DATA");
            text.smtp(session, 3, session, ">", "354 Start mail input");
            text.smtp(session, 4, session, ">", "250 2.6.0 <one@fabrikam.com> [InternalId=1] Queued mail for delivery");
        });
    })
}

fn proxied(n: usize) -> Vec<LogFile> {
    let mut send = Text::new(SEND);
    (0..n).for_each(|row| {
        send.line(format!(
            "{},Out,{},{row},,192.0.2.1:25,*,,Proxying inbound session with session id {}",
            time(row),
            id(0),
            id(7)
        ));
    });
    let mut receive = Text::new(RECEIVE);
    (0..n).for_each(|row| receive.smtp(7, 0, row, "+", ""));
    let message = [
        ("<", "MAIL FROM:<ann@fabrikam.com>"),
        ("<", "RCPT TO:<bob@contoso.com>"),
        ("<", "DATA"),
        (">", "354 Start mail input"),
        (">", "250 2.6.0 <one@fabrikam.com> [InternalId=1] Queued mail for delivery"),
    ];
    message.into_iter().zip(n..).for_each(|((event, data), row)| receive.smtp(7, row, row, event, data));
    vec![send.file("logs", "SEND1.LOG"), receive.file("logs", "RECV1.LOG")]
}

fn table(n: usize) -> Vec<LogFile> {
    one("#Fields: date,a,b\r\n", |text| shuffled(n).for_each(|row| text.line(format!("{},{row},x{row}", time(row)))))
}

/// Only the last row has what is looked for.
fn long_text(n: usize) -> Vec<LogFile> {
    one(RECEIVE, |text| {
        let rows = n / 1000 + 1;
        (0..rows).for_each(|row| text.smtp(0, row, row, "<", &format!("NOOP {}{row}", "ab".repeat(500))));
        text.smtp(0, rows, rows, "<", &format!("NOOP {}aabc", "ab".repeat(500)));
    })
}

/// Sessions of a word each, and one that has n words.
/// Most words of a query, each of which may be in a text.
const WORDS: usize = 1 << 11;

/// A text with all words that any query has, in no order, and others with one each: the query grows, and not what it is asked
/// of.
fn words(_: usize) -> Vec<LogFile> {
    one(RECEIVE, |text| {
        (0..WORDS).for_each(|row| text.smtp(row, 0, row, "<", &format!("EHLO w{row} x")));
        let all: String = shuffled(WORDS).map(|word| format!("w{word} ")).collect();
        text.smtp(WORDS, 0, WORDS, "<", &format!("EHLO {all}"));
    })
}

/// Requests, each of which has all words that any query has: none is ruled out by any of them, and a query takes the more steps
/// the more words it has.
fn words_in_all(_: usize) -> Vec<LogFile> {
    let header = "#Log-type: HttpProxy Logs\r\n#Fields: DateTime,RequestId,UrlStem,UserAgent,HttpStatus\r\n";
    one(header, |text| {
        let all: String = (0..WORDS).map(|word| format!("w{word} ")).collect();
        (0..500).for_each(|row| text.raw(&format!("2026-03-02T08:00:00.120Z,a{row},/ews/x,{all},200\r\n")));
    })
}

/// Rows that all have the id of one request.
fn one_request(n: usize) -> Vec<LogFile> {
    let header = "#Log-type: HttpProxy Logs\r\n#Fields: DateTime,RequestId,UrlStem,HttpStatus\r\n";
    let row = "2026-03-02T08:00:00.120Z,5399c497-d85f-4914-bc22-1ff088e33d72,/ews/x,500\r\n";
    one(header, |text| (0..n).for_each(|_| text.raw(row)))
}

/// What is left of a line after a prefix has as many fields as there are columns.
fn prefixes_of_rows(n: usize) -> Vec<LogFile> {
    let header = "#Fields: date,time,s-ip,cs-method,cs-uri-stem,cs-uri-query,s-port,cs-username,c-ip,cs(User-Agent),\
        cs(Referer),sc-status,sc-substatus,sc-win32-status,time-taken\r\n";
    one(header, |text| {
        text.raw(&"p.x}550-5.7.1 ".repeat(n));
        text.line(",8:00:01,192.0.2.19,GET,/owa/,-,443,ann,198.51.100.7,x/1.0,-,200,0,0,5");
    })
}

/// Column names that several formats have, and lines that show the format of none.
fn undecided_header(n: usize) -> Vec<LogFile> {
    one("", |text| {
        text.line(format!(
            "#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context{}",
            many(n, |column| format!(",c{column}"))
        ));
        (0..n).for_each(|_| text.line("x"));
    })
}

fn consequences(n: usize) -> Vec<LogFile> {
    one(RECEIVE, |text| {
        text.smtp(0, 0, 0, "<", "MAIL FROM:<ann@fabrikam.com>");
        (0..n).for_each(|row| text.smtp(0, row + 1, 0, ">", &format!("550-5.7.1 reason {row}")));
        text.smtp(0, n + 1, 0, ">", "550 5.7.1 No");
        (0..n).for_each(|row| {
            text.smtp(0, n + 2 * row + 2, 1, "<", "RCPT TO:<bob@contoso.com>");
            text.smtp(0, n + 2 * row + 3, 1, ">", "503 5.5.2 Need mail command");
        });
    })
}

/// The server closes the connection while recipients wait for their replies.
fn closed_with_many_rows(n: usize) -> Vec<LogFile> {
    one(RECEIVE, |text| {
        text.smtp(0, 0, 0, "<", "MAIL FROM:<ann@fabrikam.com>");
        text.smtp(0, 1, 0, ">", "250 2.1.0 Sender OK");
        (0..n).for_each(|row| text.smtp(0, row + 2, 0, "<", &format!("RCPT TO:<{row}@contoso.com>")));
        (0..n).for_each(|row| text.smtp(0, n + row + 2, 0, ">", &format!("421-4.3.2 reason {row}")));
        text.smtp(0, 2 * n + 2, 0, ">", "421 4.3.2 Closing");
    })
}

/// Passwords, each repeated by the reply to another one.
fn secrets(n: usize) -> Vec<LogFile> {
    one(RECEIVE, |text| {
        (0..n).for_each(|row| {
            text.smtp(0, 2 * row, row, "<", &format!("PASS sword{row}fish"));
            text.smtp(0, 2 * row + 1, row, ">", &format!("500 5.3.3 Unrecognized: sword{}fish", n - row));
        });
    })
}

fn secrets_and_odd_lines(n: usize) -> Vec<LogFile> {
    let mut files = secrets(n);
    for file in &mut files {
        let line = format!("{},EX01\\Relay,{},x,192.0.2.10:25,198.51.100.7:4711,>,500 sword7fish,\r\n", time(0), id(0));
        file.bytes.extend(line.repeat(n).bytes());
    }
    files
}

/// A secret of letters that are all the same but for the last, and a text of these letters.
fn long_secret(n: usize) -> Vec<LogFile> {
    one(RECEIVE, |text| {
        text.smtp(0, 0, 0, "<", &format!("AUTH PLAIN {}b", "a".repeat(n)));
        text.smtp(0, 1, 0, ">", &format!("535 5.7.3 {}", "a ".repeat(n / 2)));
        text.smtp(0, 2, 0, ">", &format!("535 5.7.3 {}", "a".repeat(n)));
    })
}

fn escaped_passwords(n: usize) -> Vec<LogFile> {
    one(IIS, |text| text.iis(0, &format!("/owa?{}", "pwd%3Da%26".repeat(n)), "ann", "198.51.100.7"))
}

fn parameters(n: usize) -> Vec<LogFile> {
    let url = |n| format!("/Microsoft-Server-ActiveSync?{}", many(n, |name| format!("Cmd{name}=Sync&")));
    one(IIS, |text| text.iis(0, &url(n), "ann", "198.51.100.7"))
}

/// Half of the line is the recipients, and half of it what is said about all of them.
fn tracking_status(n: usize) -> Vec<LogFile> {
    one(TRACKING, |text| {
        let recipients = many(n, |row| format!("{row}@contoso.com;"));
        let row = format!(
            "{},198.51.100.7,mail.fabrikam.com,192.0.2.10,EX01,,EX01\\Relay,SMTP,FAIL,1,<a@fabrikam.com>,{recipients},\
             550 5.1.1 {},7229,1,,,Offer,ann@fabrikam.com,ann@fabrikam.com,",
            time(0),
            "no ".repeat(5 * n)
        );
        text.line(row);
    })
}

fn agent_reasons(n: usize) -> Vec<LogFile> {
    one(AGENT, |text| {
        (0..n).for_each(|row| {
            text.line(format!(
                "{},{},192.0.2.19:25,198.51.100.66:4002,198.51.100.66,,a@fabrikam.com,a@fabrikam.com;,b@contoso.com,1,\
                 Agent {row},OnRcptCommand,RejectCommand,550 5.7.1 No,Reason{row},Data{row},",
                time(row),
                id(0)
            ));
        });
    })
}

fn l_file(n: usize) -> Vec<LogFile> {
    one("", |text| {
        text.line("5/13/00 2:40:00 PM : A connection was accepted from EX55A.");
        (0..n).for_each(|row| {
            text.line(format!("5/13/00 2:40:00 PM : <<< RCPT TO:<{row}@contoso.com>"));
            text.line("5/13/00 2:40:00 PM : >>> 250 OK");
        });
    })
}

fn nntp(n: usize) -> Vec<LogFile> {
    one(&SMTPSVC.replace("SMTP", "NNTP"), |text| {
        (0..n).for_each(|row| {
            text.line(format!(
                "{} 198.51.100.7 <user> NNTPSVC1 EX03 192.0.2.2 0 article - <{row}@news> 220 0 57 45 0 NNTP - - - -",
                seconds(0)
            ));
        });
    })
}

/// Each server has a log of another day.
fn servers_and_days(n: usize) -> Vec<LogFile> {
    let file = |number: usize| {
        let mut text = Text::new(RECEIVE);
        text.line(format!(
            "{},EX{number}\\Relay,{},0,192.0.2.10:25,198.51.100.7:4711,+,,",
            time(number * 86_400_000),
            id(number)
        ));
        text.file(&format!("EX{number}/TransportRoles/Logs/Hub/ProtocolLog/SmtpReceive"), "RECV1.LOG")
    };
    (0..n).map(file).collect()
}

/// Every fourth session-id has been counted from a later start of the service.
fn restarts_in_a_minute(n: usize) -> Vec<LogFile> {
    const EPOCH: u64 = 62_135_596_800_000;
    const BEGIN: u64 = 1_772_409_600_000;
    let mut text = Text::new(RECEIVE);
    (0..n).for_each(|number| {
        let base = if number % 4 == 0 { BEGIN + number as u64 } else { BEGIN };
        let id = (base + EPOCH) * 10_000 + number as u64 % 10_000;
        text.line(format!("{},EX01\\Relay,{id:016X},0,192.0.2.10:25,198.51.100.7:4711,+,,", time(number)));
    });
    vec![text.file("EX01/TransportRoles/Logs/Hub/ProtocolLog/SmtpReceive", "RECV1.LOG")]
}

fn many_years(n: usize) -> Vec<LogFile> {
    one(RECEIVE, |text| {
        (0..n).for_each(|row| {
            let (year, id) = (1990 + row * 109 / n, id(row));
            text.line(format!("{year:04}-03-02T08:00:00.000Z,EX01\\Relay,{id},0,192.0.2.10:25,198.51.100.7:4711,+,,"));
        });
    })
}

/// Names that are all the same, and names as they would be told apart.
fn columns_of_one_name(n: usize) -> Vec<LogFile> {
    one("", |text| {
        let name = |column: usize| if column.is_multiple_of(2) { "a,".into() } else { format!("a ({column}),") };
        text.line(format!("#Fields: {}last", many(n, name)));
        (0..3).for_each(|row| text.line(format!("{}v", many(n, |column| format!("v{},", column + row)))));
    })
}

fn tracking_columns_of_one_name(n: usize) -> Vec<LogFile> {
    one("", |text| {
        text.line(format!(
            "#Fields: date-time,client-ip,server-ip,source,event-id,message-id,recipient-address,sender-address{}",
            ",k".repeat(n)
        ));
        text.line(format!("{},198.51.100.7,192.0.2.10,SMTP,DELIVER,<a@x>,b@x,ann@x{}", time(0), ",v".repeat(n)));
    })
}

/// A send log has a session of the id that the sessions of the connectivity log have.
fn one_id_sent(n: usize) -> Vec<LogFile> {
    let mut files = one_id_connectivity(n);
    let mut text = Text::new(SEND);
    text.smtp(0, 0, 0, "+", "");
    files.push(text.file("logs", "SEND1.LOG"));
    files
}

/// A message that a server gets and sends on again and again.
fn arrivals(n: usize) -> Vec<LogFile> {
    one(TRACKING, |text| {
        for row in 0..n {
            text.tracking("1", 2 * row, "RECEIVE", "bob@contoso.com");
            text.tracking_from_ex01("1", 2 * row + 1, "SEND", "bob@contoso.com");
        }
    })
}

/// The messages of a session, in message tracking as well.
fn tracked_messages(n: usize) -> Vec<LogFile> {
    let mut files = messages(n);
    let mut text = Text::new(TRACKING);
    (0..n).for_each(|row| text.tracking(&(10 + 7 * row).to_string(), row, "DELIVER", "bob@contoso.com"));
    files.push(text.file("logs", "MSGTRK1.LOG"));
    files
}

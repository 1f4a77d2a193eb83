//! Any text is a query, or a problem at a place in it; counting and searching find the same.
#![no_main]

use exchange_log_viewer::{Engine, FileEnd, Problem};
use exchange_log_viewer_fuzz::random_of;
use libfuzzer_sys::fuzz_target;
use std::cell::RefCell;

/// The path and the bytes of a log among the fixtures.
macro_rules! log {
    ($path:literal) => {
        ($path, include_bytes!(concat!("../../fixtures/", $path)))
    };
}

/// Logs of all families: conversations, records and a table.
const LOGS: &[(&str, &[u8])] = &[
    log!("receive-2019/TransportRoles/Logs/FrontEnd/ProtocolLog/SmtpReceive/RECV2026030208-1.LOG"),
    log!("connectivity-parts/TransportRoles/Logs/Hub/Connectivity/CONNECTLOG2026030212-1.LOG"),
    log!("tracking-2016/EX01/TransportRoles/Logs/MessageTracking/MSGTRK2026030208-1.LOG"),
    log!("imap4-2019/EX19/Logging/Imap4BE/IMAP4BE2026030208-1.LOG"),
    log!("http-owa/EX01/W3SVC1/u_ex260305.log"),
    log!("table-http-proxy/EX19/Logging/HttpProxy/Ews/HttpProxy_2026030208-1.LOG"),
    log!("l-file-ims-inbound/imcdata/log/L0000001.LOG"),
];

/// The day of some of these logs, 2026-03-02T12:00Z, in milliseconds since 1970: a query may say `today`.
const NOW: i64 = 1_772_452_800_000;

thread_local! {
    static ENGINE: RefCell<Engine> = RefCell::new(opened());
}

fn opened() -> Engine {
    let mut engine = Engine::new(7);
    engine.set_now(NOW);
    for (path, bytes) in LOGS {
        let (folder, name) = path.rsplit_once('/').unwrap_or_default();
        engine.begin_file(name, folder, bytes.len() as u64);
        engine.push(bytes);
        engine.end_file(FileEnd::Complete);
    }
    engine.publish();
    engine
}

fuzz_target!(|text: &str| {
    let random = &mut random_of(text.as_bytes());
    let offset_minutes = random.between(0, 28 * 60) as i32 - 14 * 60;
    ENGINE.with_borrow_mut(|engine| {
        let counted = engine.count(text, offset_minutes);
        if let Err(problem) = &counted {
            check_place(problem, text);
        }
        if random.one_in(4) {
            assert_eq!(engine.query(text, offset_minutes), counted, "counting and searching find the same");
        }
        if counted.is_ok() && random.one_in(4) {
            let joined = engine.joined_query(&parts(engine, text, offset_minutes), offset_minutes);
            assert_eq!(engine.count(&joined, offset_minutes), counted, "{joined} is the query of its parts");
        }
    });
});

/// The texts of the parts of a query.
fn parts(engine: &Engine, query: &str, offset_minutes: i32) -> Vec<String> {
    let units: Vec<u16> = query.encode_utf16().collect();
    let parts = engine.query_parts(query, offset_minutes);
    parts.iter().map(|part| String::from_utf16_lossy(&units[part.from as usize..part.to as usize])).collect()
}

fn check_place(problem: &Problem, query: &str) {
    let length = query.encode_utf16().count();
    let (from, to) = (problem.from as usize, problem.to as usize);
    assert!(from <= to && to <= length, "{problem:?} is a place in the query");
    let end = query.trim_end().encode_utf16().count();
    assert!(from < to || from >= end, "{problem:?} marks something, or the end");
}

//! Speed of patterns over the text of a large log. Prints times, and asserts only counts.
//!
//! `cargo test --release --test tests query_speed -- --ignored --nocapture`

use exchange_log_viewer::{Condition, Engine, Expression, FileEnd, Pattern, TableOrder, parse_query};
use std::time::Instant;

/// Size of the distinct strings of about a gigabyte of receive logs.
const BYTES: usize = 166_000_000;
const BLOCK: usize = 4 << 20;

/// Concatenated strings, and where each ends.
#[derive(Default)]
struct Block {
    bytes: Vec<u8>,
    ends: Vec<u32>,
}

/// Blocks of strings as logged by a busy receive connector.
fn blocks(bytes: usize) -> Vec<Block> {
    let (mut blocks, mut block, mut total) = (Vec::new(), Block::default(), 0);
    let mut number = 1_u64;
    while total < bytes {
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let line = line(number >> 20);
        if block.bytes.len() + line.len() > BLOCK {
            total += block.bytes.len();
            blocks.push(std::mem::take(&mut block));
        }
        block.bytes.extend_from_slice(line.as_bytes());
        block.ends.push(block.bytes.len() as u32);
    }
    blocks
}

fn line(n: u64) -> String {
    let (user, host, id) = (n % 9_973, n % 499, n.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    match n % 16 {
        0..4 => format!("MAIL FROM:<user{user}@contoso.com> SIZE={} BODY=8BITMIME\x1F", n % 5_000_000),
        4..8 => format!("RCPT TO:<first.last{user}@dept{host}.fabrikam.com>\x1F"),
        8..11 => format!(
            "250 2.6.0 <{id:016x}@mx{host}.contoso.com> [InternalId={}, Hostname=EX01.contoso.com] {} bytes in 0.{}, \
             {},173 KB/sec Queued mail for delivery\x1F",
            id >> 16,
            n % 900_000,
            n % 999,
            n % 400
        ),
        11..14 => {
            format!("{:016X};2026-03-{:02}T{:02}:{:02}:18.723Z;1\x1Freceiving message", id, n % 28 + 1, n % 24, n % 60)
        }
        14 => format!("EHLO client{host}.dept{user}.fabrikam.com\x1F"),
        _ if n % 4_096 == 15 => format!("550 5.7.1 Unable to relay for user{user}@example.com\x1F"),
        _ => format!("550 5.1.1 <user{user}@dept{host}.contoso.com> User unknown\x1F"),
    }
}

fn pattern(query: &str) -> Pattern {
    match parse_query(query) {
        Ok(Expression::Condition(Condition::Text(pattern))) => pattern,
        other => panic!("{query}: {other:?}"),
    }
}

fn count(pattern: &Pattern, blocks: &[Block]) -> usize {
    let mut count = 0;
    blocks.iter().for_each(|block| pattern.strings_matching(&block.bytes, &block.ends, |_| count += 1));
    count
}

#[test]
#[ignore = "prints speeds; run it in release mode"]
fn patterns_over_the_text_of_a_gigabyte_of_logs() {
    let blocks = blocks(BYTES);
    let bytes: usize = blocks.iter().map(|block| block.bytes.len()).sum();
    let strings: usize = blocks.iter().map(|block| block.ends.len()).sum();
    println!("{bytes} bytes, {strings} strings");
    let queries = [
        ("\"Unable to relay\"", 1),
        ("\"550 5.7.1\"", 1),
        ("relay", 1),
        ("user99@contoso.com", 1),
        ("\"2.6.0\"", 1),
        ("a", 1),
        ("notthere", 0),
        ("\"192.0.2.\"", 0),
        ("üмлаут", 0),
        (r"/550 5\.7\.\d+ unable/", 1),
        (r"/relay|denied/", 1),
        ("mail*user99@", 1),
        (r"/\b\d{3} [45]\.7\./", 1),
        (r"/[xyz]{5}/", 0),
    ];
    for (query, least) in queries {
        let pattern = pattern(query);
        let start = Instant::now();
        let found = count(&pattern, &blocks);
        let seconds = start.elapsed().as_secs_f64();
        println!("{query:28} {found:8} found {:7.1} ms {:8.0} MB/s", seconds * 1e3, bytes as f64 / seconds / 1e6);
        assert!(found >= least && (least > 0 || found == 0), "{query}");
    }
}

/// Rows of an HttpProxy log, and columns that are mostly empty or repetitive.
const ROWS: u64 = 1_000_000;
const COLUMNS: u64 = 74;

fn proxy_row(n: u64) -> String {
    let id = n.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let status = if n.is_multiple_of(97) { 500 } else { 200 };
    let url = ["/ews/exchange.asmx", "/mapi/emsmdb/", "/owa/service.svc"][(n % 3) as usize];
    let mut row = format!(
        "2026-03-02T{:02}:{:02}:{:02}.{:03}Z,{id:016x},{url},contoso\\user{},{status},192.0.2.{},{}",
        n / 3_600_000 % 24,
        n / 60_000 % 60,
        n / 1000 % 60,
        n % 1000,
        n % 9_973,
        n % 251,
        id >> 50
    );
    (7..COLUMNS).for_each(|column| row.push_str(if column % 4 == 0 { ",17" } else { "," }));
    row + "\r\n"
}

fn proxy_logs() -> (Engine, u64) {
    let names = "DateTime,RequestId,UrlStem,AuthenticatedUser,HttpStatus,ClientIpAddress,TotalRequestTime";
    let more: String = (7..COLUMNS).map(|column| format!(",Detail{column}")).collect();
    let (mut engine, mut bytes) = (Engine::new(7), 0);
    engine.begin_file("HttpProxy_2026030208-1.LOG", "", 0);
    engine.push(format!("#Log-type: HttpProxy Logs\r\n#Fields: {names}{more}\r\n").as_bytes());
    for n in 0..ROWS {
        let row = proxy_row(n);
        bytes += row.len() as u64;
        engine.push(row.as_bytes());
    }
    engine.end_file(FileEnd::Complete);
    engine.publish();
    (engine, bytes)
}

#[test]
#[ignore = "prints speeds; run it in release mode"]
fn queries_and_orders_of_a_million_rows() {
    let start = Instant::now();
    let (mut engine, bytes) = proxy_logs();
    println!("{bytes} bytes, {ROWS} rows read in {:.1} s", start.elapsed().as_secs_f64());
    let queries = [
        ("url:/owa http-status:500", true),
        ("ip:192.0.2.7", true),
        ("time-taken>10s", true),
        ("user:user99", true),
        ("Detail8:17", true),
        ("user9972", true),
        ("notthere", false),
        ("after:2026-03-02T00:10", true),
    ];
    for (query, finds) in queries {
        let start = Instant::now();
        engine.query(query, 0).unwrap_or_else(|problem| panic!("{query}: {problem:?}"));
        let rows = engine.table_rows().of(0).len();
        println!("{query:28} {rows:8} found {:7.1} ms", start.elapsed().as_secs_f64() * 1e3);
        assert_eq!(rows > 0, finds, "{query}");
    }
    engine.query("", 0).unwrap_or_else(|problem| panic!("{problem:?}"));
    for column in [0, 1, 3, 4, 5, 6] {
        let start = Instant::now();
        let window = engine.table_window(0, Some(TableOrder { column, descending: true }), 0..50);
        println!("order by column {column}            {:7.1} ms", start.elapsed().as_secs_f64() * 1e3);
        assert_eq!((window.rows.len(), window.total.0 as u64), (50, ROWS));
    }
}

//! How fast patterns go through the text of a large log. Prints, and asserts counts but no times.
//!
//! `cargo test --release --test query-speed -- --ignored --nocapture`

use exchange_log_viewer::query::{self, Expression, Leaf, Pattern, Scan};
use std::time::Instant;

/// As many bytes as the distinct strings of about a gigabyte of receive logs.
const BYTES: usize = 166_000_000;
const BLOCK: usize = 4 << 20;

/// Blocks of strings such as a busy receive connector leaves, each ended by a line feed.
fn blocks(bytes: usize) -> Vec<Vec<u8>> {
    let (mut blocks, mut block, mut total) = (Vec::new(), Vec::new(), 0);
    let mut number = 1_u64;
    while total < bytes {
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let line = line(number >> 20);
        if block.len() + line.len() > BLOCK {
            total += block.len();
            blocks.push(std::mem::take(&mut block));
        }
        block.extend_from_slice(line.as_bytes());
    }
    blocks
}

fn line(n: u64) -> String {
    let (user, host, id) = (n % 9_973, n % 499, n.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    match n % 16 {
        0..4 => format!("MAIL FROM:<user{user}@contoso.com> SIZE={} BODY=8BITMIME\x1F\n", n % 5_000_000),
        4..8 => format!("RCPT TO:<first.last{user}@dept{host}.fabrikam.com>\x1F\n"),
        8..11 => format!(
            "250 2.6.0 <{id:016x}@mx{host}.contoso.com> [InternalId={}, Hostname=EX01.contoso.com] {} bytes in 0.{}, \
             {},173 KB/sec Queued mail for delivery\x1F\n",
            id >> 16,
            n % 900_000,
            n % 999,
            n % 400
        ),
        11..14 => format!(
            "{:016X};2026-03-{:02}T{:02}:{:02}:18.723Z;1\x1Freceiving message\n",
            id,
            n % 28 + 1,
            n % 24,
            n % 60
        ),
        14 => format!("EHLO client{host}.dept{user}.fabrikam.com\x1F\n"),
        _ if n % 4_096 == 15 => format!("550 5.7.1 Unable to relay for user{user}@example.com\x1F\n"),
        _ => format!("550 5.1.1 <user{user}@dept{host}.contoso.com> User unknown\x1F\n"),
    }
}

fn pattern(query: &str) -> Pattern {
    match query::parse(query) {
        Ok(Expression::Leaf(Leaf::Text(pattern))) => pattern,
        other => panic!("{query}: {other:?}"),
    }
}

/// Calls `found` with each string in which `find` finds something.
fn each_holding<'b>(block: &'b [u8], find: impl Fn(usize) -> Option<(usize, usize)>, mut found: impl FnMut(&'b [u8])) {
    let mut from = 0;
    while let Some((start, _)) = find(from) {
        let begin = block[..start].iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let end = start + block[start..].iter().position(|&byte| byte == b'\n').expect("ended");
        found(&block[begin..end]);
        from = end + 1;
    }
}

fn lines(block: &[u8]) -> impl Iterator<Item = &[u8]> {
    block.strip_suffix(b"\n").unwrap_or(block).split(|&byte| byte == b'\n')
}

fn count(pattern: &Pattern, blocks: &[Vec<u8>]) -> usize {
    let (mut exact, mut count) = (0, 0);
    let mut check = |string: &[u8]| count += usize::from(pattern.is_match(string));
    for block in blocks {
        match pattern.scan() {
            Scan::Exact(finder) => each_holding(block, |from| finder.find_at(block, from), |_| exact += 1),
            Scan::Filtered(finders) => {
                for finder in finders {
                    each_holding(block, |from| finder.find_at(block, from), &mut check);
                }
            }
        }
    }
    exact + count
}

#[test]
#[ignore = "prints speeds; run it in release mode"]
fn patterns_over_the_text_of_a_gigabyte_of_logs() {
    let blocks = blocks(BYTES);
    let bytes: usize = blocks.iter().map(Vec::len).sum();
    let strings: usize = blocks.iter().map(|block| lines(block).count()).sum();
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

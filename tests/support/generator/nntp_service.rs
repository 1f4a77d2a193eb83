//! The NNTP virtual server of Exchange 2000 and 2003: readers that retrieve and post articles.

use super::iis_record::{Notation, Record, Site};
use super::names::message_id;
use super::random::Random;
use super::smtp_service::address;
use super::weave::{Journal, Strand, Written, weave};
use super::{LogFile, Plan};

const SITE: Site = Site { service: "NNTPSVC1", computer: "OLD01", protocol: "NNTP" };

/// 2006-03-01T06:00:00Z, in milliseconds.
const BEGIN: u64 = 1_141_192_800_000;

/// Writes the log.
pub fn write(plan: &Plan, sink: &mut dyn FnMut(LogFile)) -> Written {
    let mut random = Random::new(plan.seed.wrapping_mul(32_452_843).wrapping_add(BEGIN));
    let mut journal = Journal {
        folder: "OLD01/LogFiles/NNTPSVC1".into(),
        name: Box::new(|date, _| Notation::W3c.file_name(date)),
        header: Box::new(|time| Notation::W3c.header(time)),
        hours: 24,
        most_bytes: usize::MAX,
        begin: BEGIN,
        pace: 5_000,
        calm: true,
        strand: Box::new(|random, number, begin| {
            let records = conversation(random, &address(number), begin);
            Strand::of(records.into_iter().map(|record| (record.time, Notation::W3c.line(&SITE, &record))))
        }),
    };
    weave(&mut journal, &mut random, plan.bytes, sink)
}

fn conversation(random: &mut Random, client: &str, begin: u64) -> Vec<Record> {
    let mut time = begin;
    let mut records = Vec::new();
    let mut push = |random: &mut Random, method: &str, query: String, status: u64, sent: u64| {
        let numbers = [status, 0, sent, query.len() as u64 + method.len() as u64, random.below(60)];
        let record = Record { time, client: client.into(), user: "-".into(), method: method.into(), query, numbers };
        records.push(record);
        time += random.weighted(&[(4, 100), (4, 900), (1, 8_000)]);
    };
    push(random, "MODE", " READER".into(), 200, 60);
    let group = format!("contoso.forum.group{:02}", random.below(40));
    push(random, "GROUP", format!(" {group}"), 211, 44);
    for _ in 0..random.between(1, 14) {
        let id = message_id(random, "old01.contoso.com");
        let (status, sent) = if random.one_in(20) { (430, 28) } else { (220, random.between(700, 40_000)) };
        push(random, "ARTICLE", format!(" {id}"), status, sent);
    }
    if random.one_in(5) {
        push(random, "POST", format!(" {group}"), 240, 40);
    }
    push(random, "QUIT", String::new(), 205, 22);
    records
}

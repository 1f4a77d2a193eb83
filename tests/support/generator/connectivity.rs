//! Sessions of connectivity logs: where the transport service connected, and with what result.

use super::names::{client_ip, endpoint, guid, outside_domain};
use super::random::Random;
use super::script::{Marks, Row, Script};

/// The next session.
pub fn script(random: &mut Random) -> Script {
    match random.below(20) {
        0 | 1 => submission(random),
        2 | 3 => within_site(random),
        4 | 5 => failed(random),
        _ => by_dns(random),
    }
}

fn row(random: &mut Random, event: char, data: String) -> Row {
    let delay = random.between(0, 120);
    Row { delay, connected: true, event, data, context: String::new(), marks: Marks::default() }
}

fn session(source: &str, destination: String, rows: Vec<Row>) -> Script {
    Script { connector: source.into(), local: destination, remote: String::new(), rows, first_sequence: 0 }
}

/// The queue to be delivered.
fn queue(random: &mut Random, delivery: &str) -> String {
    let total = random.between(1, 9);
    let ready = random.between(1, total);
    format!("{delivery} {};QueueLength=TQ={total};RN={ready};", guid(random))
}

/// One to four hosts with one to three addresses each, as resolved by DNS.
fn answer(random: &mut Random, domain: &str) -> Vec<(String, String)> {
    let hosts = random.between(1, 4);
    (0..hosts)
        .map(|number| {
            let addresses: Vec<String> = (0..random.between(1, 3)).map(|_| client_ip(random)).collect();
            let first = addresses.first().cloned().unwrap_or_default();
            (format!("mx{number}.{domain}[{}]", addresses.join(", ")), first)
        })
        .collect()
}

fn by_dns(random: &mut Random) -> Script {
    let domain = outside_domain(random);
    let mut rows = Vec::new();
    let queue = queue(random, "DnsConnectorDelivery");
    rows.push(row(random, '+', queue));
    let hosts = answer(random, &domain);
    for (host, _) in &hosts {
        rows.push(row(random, '>', host.clone()));
    }
    let address = hosts.first().map(|(_, first)| first.clone()).unwrap_or_default();
    rows.push(row(random, '>', format!("Established connection to {address}")));
    let (messages, bytes) = (random.between(1, 5), random.between(900, 9_000_000));
    let mut end = row(random, '-', format!("Messages: {messages} Bytes: {bytes} ()"));
    end.delay = random.between(300, 9_000);
    rows.push(end);
    session("SMTP", domain, rows)
}

fn failed(random: &mut Random) -> Script {
    let domain = outside_domain(random);
    let mut rows = Vec::new();
    let queue = queue(random, "DnsConnectorDelivery");
    rows.push(row(random, '+', queue));
    for (host, address) in answer(random, &domain) {
        rows.push(row(random, '>', host));
        let (error, wait) = random.weighted(&[
            (2, ("TimedOut:0000274C", 21_000)),
            (2, ("ConnectionRefused:0000274D", 1_000)),
            (1, ("HostUnreachable:00002751", 3_000)),
        ]);
        let target = endpoint(&address, 25);
        let mut attempt = row(
            random,
            '>',
            format!("Failed connection to {target} ({error})[TargetIPAddress:{target}|MarkedUnhealthy|FailureCount:1]"),
        );
        attempt.delay = wait;
        rows.push(attempt);
    }
    rows.push(row(random, '-', "Messages: 0 Bytes: 0 (Retry : Unable to connect)".into()));
    session("SMTP", domain, rows)
}

fn within_site(random: &mut Random) -> Script {
    let queue = queue(random, "SmtpRelayWithinAdSite");
    let bytes = random.between(900, 9_000_000);
    let rows = vec![
        row(random, '+', queue),
        row(random, '>', "mbx02.contoso.com[192.0.2.26]".into()),
        row(random, '>', "Established connection to 192.0.2.26".into()),
        row(random, '-', format!("Messages: 1 Bytes: {bytes} ()")),
    ];
    session("SMTP", "site:default".into(), rows)
}

fn submission(random: &mut Random) -> Script {
    let (database, bytes) = (guid(random), random.between(900, 900_000));
    let rows =
        vec![row(random, '+', "MBX01.contoso.com".into()), row(random, '-', format!("Messages: 1 Bytes: {bytes} ()"))];
    session("MapiSubmission", database, rows)
}

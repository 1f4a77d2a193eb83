//! Message tracking logs of Exchange 2000 and 2003: tab-separated columns, a row for each event and recipient.

use super::names::{inside_address, outside_address, outside_host};
use super::random::Random;
use super::time::Date;
use super::weave::{Journal, Strand, Written, weave};
use super::{LogFile, Plan};

/// The columns, as in the third header line after `# `.
const COLUMNS: &str = "Date\tTime\tclient-ip\tClient-hostname\tPartner-Name\tServer-hostname\tserver-IP\t\
                           Recipient-Address\tEvent-ID\tMSGID\tPriority\tRecipient-Report-Status\ttotal-bytes\t\
                           Number-Recipients\tOrigination-Time\tEncryption\tservice-Version\tLinked-MSGID\t\
                           Message-Subject\tSender-Address";

/// 2006-03-01T06:00:00Z, in milliseconds.
const BEGIN: u64 = 1_141_192_800_000;

/// The events of a mail that arrives by SMTP and is delivered to a mailbox, and of one that is relayed.
const DELIVERED: [u64; 6] = [1019, 1025, 1024, 1033, 1034, 1028];
const SENT: [u64; 6] = [1019, 1025, 1024, 1033, 1020, 1031];

/// Writes the log.
pub fn write(plan: &Plan, sink: &mut dyn FnMut(LogFile)) -> Written {
    let mut random = Random::new(plan.seed.wrapping_mul(86_028_121).wrapping_add(BEGIN));
    let mut journal = Journal {
        folder: "OLD01/Exchsrvr/OLD01.log".into(),
        name: Box::new(|date, _| format!("{}.log", date.compact_day())),
        header: Box::new(|_| {
            format!("# Message Tracking Log File\r\n# Exchange System Attendant Version 6.5.7638.1\r\n# {COLUMNS}\r\n")
        }),
        hours: 24,
        most_bytes: usize::MAX,
        begin: BEGIN,
        pace: 5_000,
        calm: false,
        strand: Box::new(message),
    };
    weave(&mut journal, &mut random, plan.bytes, sink)
}

fn message(random: &mut Random, number: u64, begin: u64) -> Strand {
    let recipients: Vec<String> = (0..random.weighted(&[(5, 1), (2, 2)])).map(|_| inside_address(random)).collect();
    let [client, sender] = [outside_host(random), outside_address(random)];
    let id = format!("OLD01{:08x}{number:08x}@old01.contoso.com", random.below(1 << 32));
    let (bytes, subject) = (random.between(900, 900_000), random.below(9_000));
    let origin = day_and_time(begin);
    let mut time = begin;
    let mut lines = Vec::new();
    for event in if random.one_in(3) { SENT } else { DELIVERED } {
        for recipient in &recipients {
            let row = format!(
                "{}\t192.0.2.9\t{client}\t-\tOLD01\t192.0.2.2\t{recipient}\t{event}\t{id}\t0\t0\t{bytes}\t{}\t\
                 {origin}\t0\tVersion: 6.0.3790.3959\t-\tReport {subject}\t{sender}\r\n",
                day_and_time(time).replace(' ', "\t").replacen("\tGMT", " GMT", 1),
                recipients.len()
            );
            lines.push((time, row));
        }
        time += random.weighted(&[(5, 0), (3, 300), (1, 4_000)]);
    }
    Strand::of(lines)
}

/// `2006-3-1 9:7:2 GMT`.
fn day_and_time(time: u64) -> String {
    let Date { year, month, day, hour, minute, second, .. } = Date::new(time);
    format!("{year}-{month}-{day} {hour}:{minute}:{second} GMT")
}

//! The SMTP virtual server of Exchange 2000 and 2003, in both directions and in every notation of IIS. While a
//! conversation is open, no other one has its address, and it ends with QUIT, so that conversations can be
//! distinguished although no log has a session-id.

use super::iis_record::{Notation, Record, Site};
use super::names::{inside_address, message_id, outside_address, outside_host};
use super::random::Random;
use super::weave::{Journal, Strand, Written, weave};
use super::{LogFile, Plan};

/// One log of such a server.
pub struct Log {
    pub site: Site,
    pub notation: Notation,
    /// Its start, in milliseconds since 1970.
    pub begin: u64,
    /// Folder of its files.
    pub folder: &'static str,
}

const fn log(number: u64, computer: &'static str, notation: Notation, folder: &'static str) -> Log {
    // Services with different names at different times.
    let service = ["SMTPSVC1", "SMTPSVC2", "SMTPSVC3", "SMTPSVC4"][number as usize];
    // 2006-03-01T06:00:00, and 60 days later for each.
    let begin = 1_141_192_800_000 + number * 60 * 86_400_000;
    Log { site: Site { service, computer, protocol: "SMTP" }, notation, begin, folder }
}

/// W3C Extended.
pub const W3C: Log = log(0, "OLD01", Notation::W3c, "OLD01/LogFiles/SMTPSVC1");
/// Microsoft IIS.
pub const IIS: Log = log(1, "OLD02", Notation::Iis, "OLD02/LogFiles/SMTPSVC2");
/// NCSA Common.
pub const NCSA: Log = log(2, "OLD03", Notation::Ncsa, "OLD03/LogFiles/SMTPSVC3");
/// The table of ODBC logging as CSV.
pub const ODBC: Log = log(3, "OLD04", Notation::Odbc, "OLD04");

/// Writes a log.
pub fn write(log: &Log, plan: &Plan, sink: &mut dyn FnMut(LogFile)) -> Written {
    let mut random = Random::new(plan.seed.wrapping_mul(15_485_863).wrapping_add(log.begin));
    let (site, notation) = (log.site, log.notation);
    let mut journal = Journal {
        folder: log.folder.into(),
        name: Box::new(move |date, _| notation.file_name(date)),
        header: Box::new(move |time| notation.header(time)),
        hours: 24,
        most_bytes: usize::MAX,
        begin: log.begin,
        pace: 6_000,
        calm: true,
        strand: Box::new(move |random, number, begin| {
            let records = conversation(random, number, begin);
            Strand::of(records.into_iter().map(|record| (record.time, notation.line(&site, &record))))
        }),
    };
    weave(&mut journal, &mut random, plan.bytes, sink)
}

/// An address of no other open conversation: addresses are reused only after more than an hour.
pub fn address(number: u64) -> String {
    let net = ["192.0.2", "198.51.100", "203.0.113"][(number / 250 % 3) as usize];
    format!("{net}.{}", number % 250 + 3)
}

fn conversation(random: &mut Random, number: u64, begin: u64) -> Vec<Record> {
    let talk = Talk { begin, time: begin, client: address(number), records: Vec::new(), random };
    if number.is_multiple_of(4) { talk.outbound() } else { talk.inbound() }
}

struct Talk<'r> {
    random: &'r mut Random,
    begin: u64,
    time: u64,
    client: String,
    records: Vec<Record>,
}

impl Talk<'_> {
    fn push(&mut self, user: &str, method: &str, query: String, numbers: [u64; 5]) {
        self.records.push(Record {
            time: self.time,
            client: self.client.clone(),
            user: user.into(),
            method: method.into(),
            query,
            numbers,
        });
        self.time += self.random.weighted(&[(4, 0), (6, 160), (3, 900), (1, 6_000)]);
    }

    /// A client's command with its result; one that succeeded took some bytes and time.
    fn command(&mut self, user: &str, method: &str, query: String, status: u64) {
        let numbers = [status, 0, self.random.between(20, 140), query.len() as u64 + 4, self.random.below(40)];
        self.push(user, method, query, numbers);
    }

    fn inbound(mut self) -> Vec<Record> {
        let helo = outside_host(self.random);
        let greeting = if self.random.one_in(4) { "HELO" } else { "EHLO" };
        self.command(&helo, greeting, format!(" {helo}"), 250);
        if self.random.one_in(30) {
            // The server masks verbs that it does not know.
            self.command(&helo, "xxxx", format!(" {helo}"), 500);
        }
        for _ in 0..self.random.weighted(&[(8, 1), (3, 2), (1, 5)]) {
            self.mail(&helo);
        }
        let lasted = self.time - self.begin;
        self.push(&helo, "QUIT", helo.clone(), [240, lasted, 68, 4, 0]);
        self.records
    }

    fn mail(&mut self, helo: &str) {
        let sender = outside_address(self.random);
        self.command(helo, "MAIL", format!(" FROM: <{sender}>"), 250);
        let mut taken = 0;
        for _ in 0..self.random.weighted(&[(6, 1), (2, 2), (1, 3)]) {
            let recipient = inside_address(self.random);
            let status = if self.random.one_in(12) { 550 } else { 250 };
            taken += u64::from(status == 250);
            self.command(helo, "RCPT", format!(" TO: <{recipient}>"), status);
        }
        if taken == 0 {
            return self.command(helo, "RSET", String::new(), 250);
        }
        let own = self.random.one_in(5);
        let id = message_id(self.random, if own { "old01.contoso.com" } else { "mail.fabrikam.com" });
        // A Message-ID without a blank before it was assigned by the server.
        let query = if own { id } else { format!(" {id}") };
        let numbers = [250, 0, 108, self.random.between(900, 90_000), self.random.between(10, 2_000)];
        self.push(helo, "DATA", query, numbers);
    }

    /// Our command, and the reply to it.
    fn ask(&mut self, method: &str, query: String, reply: &str) {
        let since = self.time - self.begin;
        self.push("OutboundConnectionCommand", method, query, [0, 0, 4, 0, since]);
        self.answer(reply);
    }

    fn answer(&mut self, reply: &str) {
        let numbers = [0, 0, reply.len() as u64, 0, self.time - self.begin];
        self.push("OutboundConnectionResponse", "-", reply.into(), numbers);
    }

    fn outbound(mut self) -> Vec<Record> {
        let host = outside_host(self.random);
        self.answer(&format!("220 {host} Microsoft ESMTP MAIL Service, Version: 5.0.2195.6713 ready"));
        self.ask("EHLO", "old01.contoso.com".into(), &format!("250-{host} Hello [192.0.2.2]"));
        let sender = inside_address(self.random);
        self.ask("MAIL", format!("FROM:<{sender}> SIZE=1722"), &format!("250 2.1.0 {sender}....Sender OK"));
        let refused = self.random.one_in(8);
        for _ in 0..self.random.weighted(&[(6, 1), (2, 3)]) {
            let recipient = outside_address(self.random);
            let reply =
                if refused { "421 4.7.0 [TSS04] Messages temporarily deferred" } else { "250 2.1.5 Recipient OK" };
            self.ask("RCPT", format!("TO:<{recipient}>"), reply);
        }
        if !refused {
            self.ask("DATA", String::new(), "354 START MAIL INPUT, END WITH \".\" ON A LINE BY ITSELF");
            let id = message_id(self.random, "old01.contoso.com");
            self.answer(&format!("250 2.6.0 {id} Queued mail for delivery"));
        }
        self.ask("QUIT", String::new(), "221 2.0.0 closing transmission channel");
        self.records
    }
}

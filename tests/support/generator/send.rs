//! Sessions of SMTP Send logs: we send commands, a remote server replies.

use super::names::{
    client_ip, client_port, endpoint, guid, inside_address, message_id, outside_address, outside_domain, outside_host,
};
use super::random::Random;
use super::script::{Dialogue, Marks, Script};
use super::stream::{Build, Log, Service};
use super::tls::{Tls, certificate, negotiated};

/// The purpose or fate of a session.
#[derive(Clone, Copy)]
enum Shape {
    Delivered { tls: Tls, mails: u64 },
    Greylisted,
    Rejected,
    RecipientRejected,
    Refused,
    TlsFailed,
    Stalled,
    Proxied,
}

use Shape::{Delivered, Greylisted, Proxied, RecipientRejected, Refused, Rejected, Stalled, TlsFailed};

/// Kinds of session that leave the organisation, weighted by frequency.
const TO_OUTSIDE: [(u64, Shape); 11] = [
    (50, Delivered { tls: Tls::V1_2, mails: 1 }),
    (12, Delivered { tls: Tls::V1_3, mails: 1 }),
    (8, Delivered { tls: Tls::V1_2, mails: 3 }),
    (4, Delivered { tls: Tls::None, mails: 1 }),
    (2, Delivered { tls: Tls::V1_0, mails: 1 }),
    (9, Greylisted),
    (3, Rejected),
    (4, RecipientRejected),
    (5, Refused),
    (2, TlsFailed),
    (1, Stalled),
];

/// The front end proxies sessions of clients and outside servers to the hub.
const TO_HUB: [(u64, Shape); 2] = [(30, Proxied), (1, Refused)];

/// The next session.
pub fn script(log: &Log, random: &mut Random) -> Script {
    let own = log.service == Service::FrontEnd;
    let shape = random.weighted(if own { &TO_HUB[..] } else { &TO_OUTSIDE[..] });
    let connector = if own { "Inbound Proxy Internal Send Connector" } else { "Outbound to Internet" };
    let (ip, port) = if own { (String::from("192.0.2.26"), 2525) } else { (client_ip(random), 25) };
    let local = endpoint("192.0.2.25", client_port(random));
    let mut talk = Dialogue::send(random);
    let remote_host = if own { String::from("mbx02.contoso.com") } else { outside_host(talk.random) };
    Session { log, ip: &ip, remote_host }.play(&mut talk, shape);
    Script { connector: connector.into(), local, remote: endpoint(&ip, port), rows: talk.finish(), first_sequence: 0 }
}

/// State shared by the parts of a session.
struct Session<'s> {
    log: &'s Log,
    ip: &'s str,
    remote_host: String,
}

impl Session<'_> {
    fn play(&self, talk: &mut Dialogue, shape: Shape) {
        let permissions = if matches!(shape, Proxied) { "None" } else { "SendRoutingHeaders" };
        talk.note(permissions, "Set Session Permissions");
        talk.note("", "attempting to connect");
        if matches!(shape, Refused) {
            return self.refused(talk);
        }
        talk.connect();
        match shape {
            Delivered { tls, mails } => self.delivered(talk, tls, mails),
            Greylisted => self.greylisted(talk),
            Rejected => self.rejected(talk),
            RecipientRejected => self.recipient_rejected(talk),
            TlsFailed => self.tls_failed(talk),
            Stalled => self.stalled(talk),
            Proxied | Refused => self.proxied(talk),
        }
    }

    fn greet(&self, talk: &mut Dialogue) {
        talk.pause(5, 400);
        talk.reply(format!("220 {} ESMTP Postfix", self.remote_host));
    }

    fn ehlo(&self, talk: &mut Dialogue) {
        talk.command(format!("EHLO {}.contoso.com", self.log.server.to_lowercase()));
        let offers = ["PIPELINING", "SIZE 52428800", "STARTTLS", "ENHANCEDSTATUSCODES", "8BITMIME", "DSN", "CHUNKING"];
        match self.log.build {
            Build::Joined => talk.reply(format!("250  {} {}", self.remote_host, offers.join(" "))),
            Build::Rows => {
                talk.reply(format!("250-{}", self.remote_host));
                offers[..6].iter().for_each(|offer| talk.reply(format!("250-{offer}")));
                talk.reply("250 CHUNKING");
            }
        }
    }

    fn start_tls(&self, talk: &mut Dialogue, tls: Tls) {
        if tls == Tls::None {
            return;
        }
        talk.command("STARTTLS");
        talk.reply("220 2.0.0 Ready to start TLS");
        certificate(talk, self.log.build, "Sending");
        talk.pause(20, 300);
        negotiated(talk, tls, "CLIENT");
        certificate(talk, self.log.build, "Received");
        self.ehlo(talk);
    }

    fn open_mail(&self, talk: &mut Dialogue, id: &str) {
        let record = talk.random.between(1_000_000, 900_000_000_000);
        talk.note("", format!("sending message with RecordId {record} and InternetMessageId {id}"));
        let (sender, size) = (inside_address(talk.random), talk.random.between(900, 9_000_000));
        talk.command(format!("MAIL FROM:<{sender}> SIZE={size}"));
    }

    fn mail(&self, talk: &mut Dialogue) {
        let id = message_id(talk.random, "mbx01.contoso.com");
        self.open_mail(talk, &id);
        talk.reply("250 2.1.0 Ok");
        for _ in 0..talk.random.weighted(&[(9, 1), (2, 2), (1, 5)]) {
            let recipient = outside_address(talk.random);
            talk.command(format!("RCPT TO:<{recipient}>"));
            talk.reply("250 2.1.5 Ok");
        }
        self.content(talk);
    }

    fn content(&self, talk: &mut Dialogue) {
        talk.command("DATA");
        talk.reply("354 End data with <CR><LF>.<CR><LF>");
        talk.pause(20, 2_500);
        let queue = talk.random.bits() >> 24;
        talk.reply(format!("250 2.0.0 Ok: queued as {queue:010X}"));
        talk.mark(Marks::ACCEPTED);
    }

    fn quit(&self, talk: &mut Dialogue) {
        talk.command("QUIT");
        talk.reply("221 2.0.0 Bye");
        talk.disconnect("Remote");
    }

    fn delivered(&self, talk: &mut Dialogue, tls: Tls, mails: u64) {
        self.greet(talk);
        self.ehlo(talk);
        self.start_tls(talk, tls);
        (0..mails).for_each(|_| self.mail(talk));
        self.quit(talk);
    }

    fn greylisted(&self, talk: &mut Dialogue) {
        self.greet(talk);
        self.ehlo(talk);
        self.start_tls(talk, Tls::V1_2);
        let id = message_id(talk.random, "mbx01.contoso.com");
        self.open_mail(talk, &id);
        talk.reply("250 2.1.0 Ok");
        let recipient = outside_address(talk.random);
        talk.command(format!("RCPT TO:<{recipient}>"));
        talk.reply(format!("451 4.7.1 <{recipient}>: Recipient address rejected: Greylisted, please try again later"));
        self.quit(talk);
    }

    fn rejected(&self, talk: &mut Dialogue) {
        talk.reply(format!("554 5.7.1 Service unavailable; client [{}] is on a blocklist", self.ip));
        talk.command("QUIT");
        talk.disconnect("Remote");
    }

    fn recipient_rejected(&self, talk: &mut Dialogue) {
        self.greet(talk);
        self.ehlo(talk);
        self.start_tls(talk, Tls::V1_2);
        let id = message_id(talk.random, "mbx01.contoso.com");
        self.open_mail(talk, &id);
        talk.reply("250 2.1.0 Ok");
        let recipient = outside_address(talk.random);
        talk.command(format!("RCPT TO:<{recipient}>"));
        talk.reply(format!("550 5.1.1 <{recipient}>: Recipient address rejected: User unknown"));
        self.quit(talk);
    }

    fn refused(&self, talk: &mut Dialogue) {
        talk.pause(1_000, 21_000);
        let (code, message) = if talk.random.one_in(2) {
            (10061, "No connection could be made because the target machine actively refused it")
        } else {
            (10060, "A connection attempt failed because the connected party did not properly respond after a time")
        };
        let domain = outside_domain(talk.random);
        talk.note(
            "",
            format!(
                "Failed to connect. Winsock error code: {code}, Win32 error code: {code}, Destination domain: {domain}, \
                 Error Message: {message} {}.",
                endpoint(self.ip, 25)
            ),
        );
    }

    fn tls_failed(&self, talk: &mut Dialogue) {
        self.greet(talk);
        self.ehlo(talk);
        talk.command("STARTTLS");
        talk.reply("454 4.7.0 TLS not available due to local problem");
        talk.note("", "TLS negotiation failed with error SocketError");
        talk.disconnect("Remote(SocketError)");
    }

    fn stalled(&self, talk: &mut Dialogue) {
        self.greet(talk);
        self.ehlo(talk);
        self.start_tls(talk, Tls::V1_2);
        let id = message_id(talk.random, "mbx01.contoso.com");
        self.open_mail(talk, &id);
        talk.pause(300_000, 301_000);
        talk.disconnect("Remote(ConnectionReset)");
    }

    /// A proxied session.
    fn proxied(&self, talk: &mut Dialogue) {
        let id = talk.random.bits();
        talk.note("", format!("Proxying inbound session with session id {id:016X}"));
        self.greet(talk);
        self.ehlo(talk);
        let sender = outside_address(talk.random);
        talk.command(format!("MAIL FROM:<{sender}> SIZE=0 AUTH=<> XMESSAGEVALUE=MediumHigh"));
        talk.reply("250 2.1.0 Sender OK");
        let recipient = inside_address(talk.random);
        talk.command(format!("RCPT TO:<{recipient}>"));
        talk.reply("250 2.1.5 Recipient OK");
        let correlation = guid(talk.random);
        talk.note("", format!("Correlation Id:{correlation}"));
        self.content(talk);
        self.quit(talk);
    }
}

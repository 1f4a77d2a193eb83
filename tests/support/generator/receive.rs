//! Sessions of SMTP Receive logs: a client sends commands, we reply.

use super::NEEDLE;
use super::names::{
    client_ip, client_port, endpoint, guid, inside_address, inside_host, message_id, outside_address, outside_host,
};
use super::random::Random;
use super::script::{Dialogue, Marks, Script};
use super::stream::{Build, Log, Service};
use super::time::{greeting, iso};
use super::tls::{Tls, certificate, negotiated};

/// The purpose or fate of a session.
#[derive(Clone, Copy)]
enum Shape {
    Mails { tls: Tls, mails: u64, pipelined: bool },
    Submission,
    AuthFailed,
    RelayDenied,
    UnknownRecipients,
    Probe,
    TlsFailed,
    Stalled,
    FromOwnService,
}

use Shape::{AuthFailed, FromOwnService, Mails, Probe, RelayDenied, Stalled, Submission, TlsFailed, UnknownRecipients};

/// Kinds of session of a front end and of an old server, weighted by frequency.
const AT_FRONT_END: [(u64, Shape); 16] = [
    (26, Mails { tls: Tls::V1_2, mails: 1, pipelined: false }),
    (6, Mails { tls: Tls::V1_3, mails: 1, pipelined: false }),
    (8, Mails { tls: Tls::V1_2, mails: 1, pipelined: true }),
    (7, Mails { tls: Tls::V1_2, mails: 3, pipelined: false }),
    (2, Mails { tls: Tls::V1_2, mails: 8, pipelined: true }),
    (14, Mails { tls: Tls::None, mails: 1, pipelined: false }),
    (3, Mails { tls: Tls::None, mails: 4, pipelined: false }),
    (3, Mails { tls: Tls::V1_0, mails: 1, pipelined: false }),
    (8, Submission),
    (7, AuthFailed),
    (6, RelayDenied),
    (3, UnknownRecipients),
    (4, Probe),
    (1, TlsFailed),
    (1, Stalled),
    (1, FromOwnService),
];

/// Kinds of session of a hub, nearly all of which come from other services of the organisation.
const AT_HUB: [(u64, Shape); 3] =
    [(17, FromOwnService), (2, Mails { tls: Tls::V1_2, mails: 2, pipelined: true }), (1, Probe)];

/// State shared by the parts of a session.
struct Session<'l> {
    log: &'l Log,
    id: u64,
    begin: u64,
    ip: String,
    helo: String,
    mails: u64,
}

/// The next session, with its id and its start in milliseconds since 1970.
pub fn script(log: &Log, random: &mut Random, id: u64, begin: u64) -> Script {
    let own = log.service == Service::Hub && log.build == Build::Joined;
    let shape = random.weighted(if own { &AT_HUB } else { &AT_FRONT_END });
    let (connector, port) = connector(log, shape);
    let ip = client_ip(random);
    let helo = if random.one_in(3) { inside_host(random) } else { outside_host(random) };
    let remote = endpoint(&ip, client_port(random));
    let mut session = Session { log, id, begin, ip, helo, mails: 0 };
    let mut talk = Dialogue::receive(random);
    session.play(&mut talk, shape);
    Script { connector, local: endpoint("192.0.2.25", port), remote, rows: talk.finish(), first_sequence: 0 }
}

/// The receive connector that accepts such a session, and its port.
fn connector(log: &Log, shape: Shape) -> (String, u64) {
    let server = log.server;
    match (log.service, log.build, shape) {
        (Service::FrontEnd, _, Submission | AuthFailed) => (format!("{server}\\Client Frontend {server}"), 587),
        (Service::FrontEnd, ..) => (format!("{server}\\Default Frontend {server}"), 25),
        (Service::Hub, Build::Joined, _) => (format!("{server}\\Default {server}"), 2525),
        (Service::Hub, Build::Rows, _) => (format!("{server}\\Default {server}"), 25),
    }
}

impl Session<'_> {
    fn play(&mut self, talk: &mut Dialogue, shape: Shape) {
        match shape {
            Mails { tls, mails, pipelined } => self.mail_session(talk, tls, mails, pipelined),
            Submission => self.submission(talk),
            AuthFailed => self.auth_failed(talk),
            RelayDenied => self.relay_denied(talk),
            UnknownRecipients => self.unknown_recipients(talk),
            Probe => self.probe(talk),
            TlsFailed => self.tls_failed(talk),
            Stalled => self.stalled(talk),
            FromOwnService => self.own_service(talk),
        }
    }

    /// Connection and greeting; 2010 and 2013 write the permissions first.
    fn greet(&self, talk: &mut Dialogue) {
        talk.connect();
        if self.log.build == Build::Rows {
            talk.note(ANONYMOUS, "Set Session Permissions");
        }
        let host = self.log.server.to_lowercase();
        let time = greeting(self.begin);
        talk.reply(format!("220 {host}.contoso.com Microsoft ESMTP MAIL Service ready at {time}"));
    }

    fn ehlo(&self, talk: &mut Dialogue, inside_tls: bool) {
        talk.command(format!("EHLO {}", self.helo));
        let hello = format!("{}.contoso.com Hello [{}]", self.log.server.to_lowercase(), self.ip);
        let offers = if inside_tls { OFFERS_INSIDE_TLS } else { OFFERS };
        match self.log.build {
            Build::Joined => talk.reply(format!("250  {hello} {}", offers.join(" "))),
            Build::Rows => {
                talk.reply(format!("250-{hello}"));
                let (last, others) = offers.split_last().unwrap_or((&"CHUNKING", &[]));
                others.iter().for_each(|offer| talk.reply(format!("250-{offer}")));
                talk.reply(format!("250 {last}"));
            }
        }
    }

    /// STARTTLS with our certificate, the result, and the second EHLO.
    fn start_tls(&self, talk: &mut Dialogue, tls: Tls) {
        if tls == Tls::None {
            return;
        }
        talk.command("STARTTLS");
        talk.reply("220 2.0.0 SMTP server ready");
        certificate(talk, self.log.build, "Sending");
        talk.pause(10, 200);
        negotiated(talk, tls, "SERVER");
        self.ehlo(talk, true);
        if self.log.build == Build::Joined {
            talk.note("", "Client certificate chain validation status: 'EmptyCertificate'");
            talk.note("", "TlsDomainCapabilities='None'; Status='NoRemoteCertificate'");
        }
    }

    /// One mail, from its sender to the reply to its content.
    fn mail(&mut self, talk: &mut Dialogue, pipelined: bool) {
        let sender = sender(talk.random);
        let recipients = talk.random.weighted(&[(12, 1), (4, 2), (2, 3), (1, 12)]);
        self.envelope(talk, &sender, recipients, pipelined);
        self.content(talk);
        self.mails += 1;
    }

    fn envelope(&mut self, talk: &mut Dialogue, sender: &str, recipients: u64, pipelined: bool) {
        let size = talk.random.between(900, 4_000_000);
        talk.command(format!("MAIL FROM:<{sender}> SIZE={size}"));
        if sender.to_lowercase().contains(NEEDLE) {
            talk.mark(Marks::NEEDLE);
        }
        let number = self.mails + 1;
        talk.note(format!("{:016X};{};{number}", self.id, iso(self.begin)), "receiving message");
        talk.reply("250 2.1.0 Sender OK");
        for _ in 0..recipients {
            let recipient = inside_address(talk.random);
            talk.command(format!("RCPT TO:<{recipient}>"));
            if pipelined {
                talk.swap_last_two();
            }
            talk.reply("250 2.1.5 Recipient OK");
        }
    }

    fn content(&self, talk: &mut Dialogue) {
        if self.log.service == Service::FrontEnd {
            let id = guid(talk.random);
            talk.note(
                "",
                format!("Proxy destination(s) obtained from OnProxyInboundMessage event. Correlation Id:{id}"),
            );
        }
        if talk.random.one_in(3) {
            let size = talk.random.between(900, 400_000);
            talk.command(format!("BDAT {size} LAST"));
        } else {
            talk.command("DATA");
            talk.reply("354 Start mail input; end with <CRLF>.<CRLF>");
        }
        talk.pause(20, 900);
        if talk.random.one_in(6) {
            let delay = talk.random.between(1_000, 29_999);
            let (seconds, millis) = (delay / 1_000, delay % 1_000);
            talk.note(format!("Tarpit for '0.00:00:{seconds:02}.{millis:03}' due to 'DelayedAck'"), "Delivered");
            talk.pause(delay, delay);
        }
        let id = message_id(talk.random, &self.helo);
        let reply = queued(talk.random, self.log, &id);
        talk.reply(reply);
        talk.mark(Marks::ACCEPTED);
    }

    fn quit(&self, talk: &mut Dialogue) {
        if talk.random.one_in(12) {
            return talk.disconnect("Remote");
        }
        talk.command("QUIT");
        talk.reply("221 2.0.0 Service closing transmission channel");
        talk.disconnect("Local");
    }

    fn mail_session(&mut self, talk: &mut Dialogue, tls: Tls, mails: u64, pipelined: bool) {
        self.greet(talk);
        self.ehlo(talk, false);
        self.start_tls(talk, tls);
        for number in 0..mails {
            if number > 0 && talk.random.one_in(2) {
                talk.command("RSET");
                talk.reply("250 2.0.0 Resetting");
            }
            self.mail(talk, pipelined);
        }
        self.quit(talk);
    }

    /// A user's client: authenticated, then proxied to another server; after that, only the end is logged here.
    fn submission(&mut self, talk: &mut Dialogue) {
        self.greet(talk);
        self.ehlo(talk, false);
        self.start_tls(talk, Tls::V1_2);
        let user = inside_address(talk.random);
        talk.command("AUTH LOGIN");
        talk.reply("334 <authentication response>");
        talk.reply("334 <authentication response>");
        talk.note(AUTHENTICATED, "Set Session Permissions");
        talk.note(user.clone(), "authenticated");
        if self.log.service == Service::Hub {
            talk.reply("235 2.7.0 Authentication successful");
            self.mail(talk, false);
            return self.quit(talk);
        }
        talk.note("", format!("ASyncBackendLocator.BeginGetDatabaseToServerMappingInfo for user {user}."));
        talk.note("", format!("AsyncBackendLocator.EndGetDatabaseToServerMappingInfo for user {user}"));
        talk.note("", "Setting up client proxy session to destination(s): mbx02.contoso.com");
        talk.note("", format!("Proxy session was successfully set up. Session for{user} will now be proxied"));
        talk.reply("235 2.7.0 Authentication successful");
        talk.pause(300, 40_000);
        talk.disconnect("Remote");
    }

    fn auth_failed(&mut self, talk: &mut Dialogue) {
        self.greet(talk);
        self.ehlo(talk, false);
        for _ in 0..talk.random.between(1, 3) {
            let user = inside_address(talk.random);
            talk.command("AUTH LOGIN");
            talk.reply("334 <authentication response>");
            talk.reply("334 <authentication response>");
            talk.note("", "Inbound AUTH LOGIN failed because of LogonDenied");
            talk.mark(Marks::AUTH_FAILED);
            talk.note("", format!("User Name: {user}"));
            talk.note("Tarpit for '0.00:00:05' due to '535 5.7.3 Authentication unsuccessful'", "");
            talk.pause(5_000, 5_010);
            talk.reply("535 5.7.3 Authentication unsuccessful");
        }
        self.quit(talk);
    }

    fn relay_denied(&mut self, talk: &mut Dialogue) {
        self.greet(talk);
        self.ehlo(talk, false);
        let sender = sender(talk.random);
        self.envelope(talk, &sender, 0, false);
        let recipient = outside_address(talk.random);
        talk.command(format!("RCPT TO:<{recipient}>"));
        talk.note(
            "Tarpit for '0.00:00:05' due to '550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain'",
            "",
        );
        talk.pause(5_000, 5_010);
        talk.reply("550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain");
        self.quit(talk);
    }

    fn unknown_recipients(&mut self, talk: &mut Dialogue) {
        self.greet(talk);
        self.ehlo(talk, false);
        self.start_tls(talk, Tls::V1_2);
        let sender = sender(talk.random);
        self.envelope(talk, &sender, 1, false);
        for _ in 0..talk.random.between(1, 20) {
            let number = talk.random.below(1_000_000);
            talk.command(format!("RCPT TO:<nobody{number}@contoso.com>"));
            talk.reply("550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup");
        }
        self.content(talk);
        self.quit(talk);
    }

    /// A load balancer or monitor: checks whether the port answers.
    fn probe(&self, talk: &mut Dialogue) {
        self.greet(talk);
        match talk.random.below(3) {
            0 => talk.disconnect("Remote(ConnectionReset)"),
            1 => talk.disconnect("Remote"),
            _ => {
                talk.command("QUIT");
                talk.reply("221 2.0.0 Service closing transmission channel");
                talk.disconnect("Local");
            }
        }
    }

    fn tls_failed(&self, talk: &mut Dialogue) {
        self.greet(talk);
        self.ehlo(talk, false);
        talk.command("STARTTLS");
        talk.reply("220 2.0.0 SMTP server ready");
        certificate(talk, self.log.build, "Sending");
        let error = talk.random.pick(&["UnknownCredentials", "NoCredentials", "SocketError"]);
        talk.note("", format!("TLS negotiation failed with error {error}"));
        talk.disconnect("Remote(SocketError)");
    }

    /// Content that never ends: five minutes of silence, then the connection is dropped.
    fn stalled(&mut self, talk: &mut Dialogue) {
        self.greet(talk);
        self.ehlo(talk, false);
        self.start_tls(talk, Tls::V1_2);
        let sender = sender(talk.random);
        self.envelope(talk, &sender, 1, false);
        talk.command("BDAT 1048576");
        talk.pause(300_000, 301_000);
        talk.disconnect("Remote(ConnectionReset)");
    }

    /// Another service of the organisation: one long connection that carries many mails.
    fn own_service(&mut self, talk: &mut Dialogue) {
        self.helo = String::from("mbx02.contoso.com");
        self.greet(talk);
        self.ehlo(talk, false);
        self.start_tls(talk, Tls::V1_2);
        for _ in 0..talk.random.between(1, 13) {
            self.own_mail(talk);
            talk.pause(100, 9_000);
        }
        self.quit(talk);
    }

    fn own_mail(&mut self, talk: &mut Dialogue) {
        self.mails += 1;
        let (sender, recipient) = (sender(talk.random), inside_address(talk.random));
        talk.command(format!("MAIL FROM:<{sender}> SIZE=0 AUTH=<> XMESSAGEVALUE=MediumHigh"));
        if sender.to_lowercase().contains(NEEDLE) {
            talk.mark(Marks::NEEDLE);
        }
        talk.note(format!("{:016X};{};{}", self.id, iso(self.begin), self.mails), "receiving message");
        talk.reply("250 2.1.0 Sender OK");
        talk.command(format!("RCPT TO:<{recipient}>"));
        talk.reply("250 2.1.5 Recipient OK");
        let size = talk.random.between(2_000, 9_000_000);
        talk.command(format!("BDAT {size} LAST"));
        let domain = outside_host(talk.random);
        let id = message_id(talk.random, &domain);
        talk.note("", format!("receiving message with InternetMessageId {id}"));
        let reply = queued(talk.random, self.log, &id);
        talk.reply(reply);
        talk.mark(Marks::ACCEPTED);
    }
}

const ANONYMOUS: &str = "SMTPSubmit SMTPAcceptAnySender SMTPAcceptAuthoritativeDomainSender AcceptRoutingHeaders";
const AUTHENTICATED: &str = "SMTPSubmit SMTPAcceptAnyRecipient BypassAntiSpam AcceptRoutingHeaders";

const OFFERS: &[&str] = &[
    "SIZE 37748736",
    "PIPELINING",
    "DSN",
    "ENHANCEDSTATUSCODES",
    "STARTTLS",
    "X-ANONYMOUSTLS",
    "AUTH NTLM",
    "X-EXPS GSSAPI NTLM",
    "8BITMIME",
    "BINARYMIME",
    "CHUNKING",
];
const OFFERS_INSIDE_TLS: &[&str] = &[
    "SIZE 37748736",
    "PIPELINING",
    "DSN",
    "ENHANCEDSTATUSCODES",
    "AUTH NTLM LOGIN",
    "X-EXPS GSSAPI NTLM",
    "8BITMIME",
    "BINARYMIME",
    "CHUNKING",
    "SMTPUTF8",
];

/// A sender: mostly from outside, rarely the one that contains the needle.
fn sender(random: &mut Random) -> String {
    if random.one_in(2_000) {
        let mixed = if random.one_in(2) { NEEDLE.to_uppercase() } else { NEEDLE.into() };
        return format!("{mixed}@fabrikam.com");
    }
    if random.one_in(4) { inside_address(random) } else { outside_address(random) }
}

/// The reply to an accepted mail; its wording depends on the build.
fn queued(random: &mut Random, log: &Log, id: &str) -> String {
    let internal = random.between(1_000_000, 300_000_000_000);
    match log.build {
        Build::Rows => format!("250 2.6.0 {id} [InternalId={internal}] Queued mail for delivery"),
        Build::Joined => {
            let host = log.server.to_lowercase();
            let (bytes, millis) = (random.between(1_000, 4_000_000), random.between(20, 900));
            let rate = bytes / millis;
            format!(
                "250 2.6.0 {id} [InternalId={internal}, Hostname={host}.contoso.com] {bytes} bytes in 0.{millis:03}, \
                 {rate}.{:03} KB/sec Queued mail for delivery",
                bytes % 1_000
            )
        }
    }
}

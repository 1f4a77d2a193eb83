//! A law of the replay: whatever rows of a conversation are missing, no reply is given to a command that it does not
//! answer, and what is still certain is still said.
//!
//! Conversations are generated together with the truth: every reply knows its command. Clients send one command at a
//! time, or groups that begin with MAIL (RFC 2920), and wait for all replies before they go on. Servers use enhanced
//! status codes as Exchange does, as other servers do, or not at all; some replies have several rows, some messages a
//! reply for each recipient (RFC 2033). Exchange's own verbs occur, responses and data that are no commands, `421` at
//! any time (RFC 5321, 3.8), and connections that end before the reply to the message.

use crate::support::fixtures::case;
use crate::support::result::details;
use exchange_log_viewer::{Engine, FileEnd};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use serde_json::Value;

/// A row of a conversation.
#[derive(Clone, Debug)]
struct Row {
    event: char,
    text: String,
    /// The row of the command that it answers.
    answers: Option<usize>,
    /// The row with which the replies to all earlier commands are complete.
    group: usize,
    /// It is one of several replies to a message, so that recipients must be known as well.
    is_further: bool,
}

impl Row {
    /// Whether the next row belongs to the same reply.
    fn is_continued(&self) -> bool {
        self.text.as_bytes().get(3) == Some(&b'-')
    }
}

/// How a server words its replies.
#[derive(Clone, Copy, Debug)]
enum Style {
    Exchange,
    Other,
    Plain,
}

/// Draws from a list of random numbers; zeros after its end, so that shorter lists are simpler conversations.
struct Draw<'d>(std::slice::Iter<'d, u8>);

impl Draw<'_> {
    fn below(&mut self, bound: u8) -> u8 {
        self.0.next().map_or(0, |drawn| drawn % bound)
    }
}

/// A conversation being written.
struct Script<'d> {
    draw: Draw<'d>,
    style: Style,
    pipelines: bool,
    rows: Vec<Row>,
    /// The commands that wait, with the texts of their replies.
    waiting: Vec<(usize, Vec<String>)>,
    group: usize,
    /// The connection has ended.
    closed: bool,
}

impl Script<'_> {
    fn row(&mut self, event: char, text: &str, answers: Option<usize>) -> usize {
        if self.draw.below(12) == 11 {
            self.rows.push(Row {
                event: '*',
                text: "Tarpit for '0.00:00:05'".into(),
                answers: None,
                group: usize::MAX,
                is_further: false,
            });
        }
        self.rows.push(Row { event, text: text.into(), answers, group: self.group, is_further: false });
        self.rows.len() - 1
    }

    /// A command and its replies. `C: ` begins what the client sends in between: a response, or data.
    fn command(&mut self, text: &str, replies: &[&str]) {
        if self.closed {
            return;
        }
        let row = self.row('<', text, None);
        self.waiting.push((row, replies.iter().map(|reply| (*reply).to_string()).collect()));
        if !self.pipelines {
            self.wait();
        }
    }

    /// All replies arrive.
    fn wait(&mut self) {
        for (command, replies) in std::mem::take(&mut self.waiting) {
            if self.draw.below(40) == 39 {
                let text = self.words("421 4.4.1 Connection timed out", "421 4.7.0 Too busy", "421 bye").into();
                self.reply(text, command, false);
                self.closed = true;
                break;
            }
            let mut messages = 0;
            for reply in replies {
                if let Some(sent) = reply.strip_prefix("C: ") {
                    self.row('<', sent, None);
                    continue;
                }
                messages += usize::from(reply.contains("delivered"));
                if self.draw.below(8) == 7 {
                    let text = format!("{}-{}", &reply[..3], reply.get(4..).unwrap_or_default());
                    self.reply(text, command, messages > 1);
                }
                self.reply(reply, command, messages > 1);
            }
        }
        self.group = self.rows.len() - 1;
    }

    fn reply(&mut self, text: String, command: usize, is_further: bool) {
        self.rows.push(Row { event: '>', text, answers: Some(command), group: self.group, is_further });
    }

    /// A command that is sent alone.
    fn alone(&mut self, text: &str, replies: &[&str]) {
        self.command(text, replies);
        self.wait();
    }

    fn words(&self, exchange: &'static str, other: &'static str, plain: &'static str) -> &'static str {
        match self.style {
            Style::Exchange => exchange,
            Style::Other => other,
            Style::Plain => plain,
        }
    }

    fn begin(&mut self) {
        self.row('+', "", None);
        self.row('>', "220 mail.contoso.com ready", None);
        self.group = self.rows.len() - 1;
        self.alone("EHLO mx.fabrikam.com", &["250 mail.contoso.com Hello [198.51.100.7] SIZE PIPELINING"]);
        if self.draw.below(3) == 1 {
            let verb = if self.draw.below(2) == 0 { "STARTTLS" } else { "X-ANONYMOUSTLS" };
            self.alone(verb, &["220 2.0.0 SMTP server ready"]);
            self.alone("EHLO mx.fabrikam.com", &["250 mail.contoso.com Hello [198.51.100.7] SIZE"]);
        }
        let result = if self.draw.below(2) == 0 { "235 2.7.0 Authentication successful" } else { "535 5.7.3 no" };
        match self.draw.below(5) {
            1 => self.alone("AUTH LOGIN", &["334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6", result]),
            2 => self.alone(
                "AUTH LOGIN",
                &["334 VXNlcm5hbWU6", "C: YW5uYUBjb250b3NvLmNvbQ==", "334 UGFzc3dvcmQ6", "C: UDAxYnJpZGdl", result],
            ),
            3 => self.alone("X-EXPS EXCHANGEAUTH SHA256", &["C: <Binary Data>", "235 <authentication response>"]),
            4 => self.alone("X-EXPS GSSAPI", &["334 <authentication response>", "C: <Binary Data>", result]),
            _ => {}
        }
        for _ in 0..self.draw.below(3) {
            self.aside();
        }
    }

    /// A command outside of a transaction.
    fn aside(&mut self) {
        match self.draw.below(12) {
            0 => self.alone("NOOP", &["250 2.0.0 OK"]),
            1 => self.alone("VRFY ann", &["252 2.1.5 Cannot VRFY user"]),
            2 => self.alone("HELP", &["214 This server supports the following commands"]),
            3 => self.alone("XSHADOW EX19.contoso.com", &["250 tok1"]),
            4 => self.alone("XSHADOWREQUEST EX19.contoso.com", &["250 2.0.0 OK"]),
            5 => self.alone("XQDISCARD 50", &["250 2.0.0 OK"]),
            6 => self.alone("XSESSIONPARAMS x", &["250 2.0.0 OK"]),
            7 => self.alone("XPROXY SID=1 IP=198.51.100.9 PORT=5 DOMAIN=x", &["250 XProxy accepted"]),
            8 => self.alone("XPROXYFROM SID=1 IP=198.51.100.9", &["250 XProxyFrom accepted and authenticated"]),
            9 => self.alone("XPROXYTO DESTINATIONS=fabrikam.com", &["250 XProxyTo accepted"]),
            10 => self.alone("EXPN staff", &["502 5.3.3 Command not implemented"]),
            _ => self.alone("HALO mx", &["500 5.3.3 Unrecognized command"]),
        }
    }

    fn mail(&mut self, number: usize) {
        let sender = self.words("250 2.1.0 Sender OK", "250 2.0.0 OK", "250 ok");
        let taken = self.words("250 2.1.5 Recipient OK", "250 2.0.0 OK", "250 ok");
        let refused = self.words("550 5.1.10 RESOLVER.ADR.RecipientNotFound", "550 5.7.1 no", "550 no such user");
        let accepted =
            self.words("250 2.6.0 <m@contoso.com> Queued mail for delivery", "250 2.0.0 Ok: queued as 4X", "250 ok");
        let delivered = self.words("250 2.6.0 delivered", "250 2.0.0 delivered", "250 delivered");
        let options = ["", " SIZE=900 SMTPUTF8", " XOORG=contoso.com AUTH=<>"][usize::from(self.draw.below(3))];
        self.command(&format!("MAIL FROM:<a{number}@fabrikam.com>{options}"), &[sender]);
        let mut accepted_recipients = 0;
        for recipient in 0..=self.draw.below(4) {
            let is_refused = self.draw.below(3) == 2;
            accepted_recipients += usize::from(!is_refused);
            self.command(
                &format!("RCPT TO:<r{number}-{recipient}@contoso.com>"),
                &[if is_refused { refused } else { taken }],
            );
        }
        if self.draw.below(8) == 7 {
            self.wait();
            self.alone("XEXCH50 1116 2", &["354 Send binary data", "C: <Binary Data>", "250 XEXCH50 OK"]);
        }
        match self.draw.below(7) {
            0 => self.alone("DATA", &["354 Start mail input; end with <CRLF>.<CRLF>", accepted]),
            1 => {
                for _ in 0..self.draw.below(3) {
                    self.command(
                        "BDAT 100",
                        &[self.words("250 2.6.0 Chunk received OK, 100 octets", "250 2.0.0 OK", "250 ok")],
                    );
                }
                self.alone("BDAT 100 LAST", &[accepted]);
            }
            2 => self.alone("RSET", &["250 2.0.0 Resetting"]),
            3 => self.alone("DATA", &["554 5.5.1 Error: no valid recipients"]),
            4 if accepted_recipients > 0 => {
                let replies =
                    std::iter::once("354 go ahead").chain(std::iter::repeat_n(delivered, accepted_recipients));
                self.alone("DATA", &replies.collect::<Vec<_>>());
            }
            5 => {
                self.alone("DATA", &["354 Start mail input; end with <CRLF>.<CRLF>"]);
                self.closed = true;
            }
            _ => {
                self.command("BDAT 100 LAST", &[]);
                self.closed = true;
            }
        }
    }

    fn end(&mut self) {
        self.alone("QUIT", &["221 2.0.0 Service closing transmission channel"]);
        self.row('-', "", None);
    }
}

fn conversation(drawn: &[u8], style: Style, pipelines: bool) -> Vec<Row> {
    let mut script = Script {
        draw: Draw(drawn.iter()),
        style,
        pipelines,
        rows: Vec::new(),
        waiting: Vec::new(),
        group: 0,
        closed: false,
    };
    script.begin();
    for number in 0..=usize::from(script.draw.below(3)) {
        script.mail(number);
    }
    script.end();
    script.rows
}

/// What the replay says: for each kept row, the row of the command that it answers.
fn said(rows: &[Row], kept: &[usize]) -> Vec<Option<usize>> {
    let line = |&number: &usize| {
        let Row { event, text, .. } = &rows[number];
        format!(
            "2026-03-03T08:00:00.{number:03}Z,EX19\\Default Frontend EX19,08DE719E3C009001,{number},192.0.2.19:25,198.51.100.7:5000,{event},\"{text}\",\r\n"
        )
    };
    let log: String = kept.iter().map(line).collect();
    let mut engine = Engine::new(7);
    engine.begin_file("RECV2026030308-1.LOG", "", log.len() as u64);
    engine.push(log.as_bytes());
    engine.end_file(FileEnd::Complete);
    engine.publish();
    let session = &details(&engine)[0];
    let entries = session["entries"].as_array().expect("a session has entries");
    let answers = |entry: &Value| entry["answers"].as_u64().map(|place| kept[place as usize]);
    assert_eq!(entries.len(), kept.len());
    entries.iter().map(answers).collect()
}

/// The conversation as it is in the log, for messages of failed tests.
fn shown(rows: &[Row], kept: &[usize], said: &[Option<usize>]) -> String {
    let line = |(number, row): (usize, &Row)| {
        let place = kept.iter().position(|&kept| kept == number);
        let answer = place.and_then(|place| said[place]);
        let mark = if place.is_some() { ' ' } else { 'x' };
        format!("{mark} {number:3} {} {} truth {:?} said {answer:?}\n", row.event, row.text, row.answers)
    };
    rows.iter().enumerate().map(line).collect()
}

fn check(rows: &[Row], kept: &[usize]) {
    let said = said(rows, kept);
    for (&number, answer) in kept.iter().zip(&said) {
        let truth = rows[number].answers;
        assert!(answer.is_none() || *answer == truth, "row {number} is paired wrongly:\n{}", shown(rows, kept, &said));
        // All rows are there since the replies to everything before were complete, and that was seen.
        let end = number + usize::from(rows[number].is_continued());
        let is_whole = |command: usize| (rows[command].group..=end).all(|row| kept.binary_search(&row).is_ok());
        if truth.is_some_and(is_whole) && !rows[number].is_further {
            assert_eq!(*answer, truth, "the command of row {number} is certain:\n{}", shown(rows, kept, &said));
        }
    }
}

/// The rows that are left: none of those in `ranges`, and each other one unless drawn as missing.
fn left(rows: usize, ranges: &[(usize, usize)], sparse: &[bool]) -> Vec<usize> {
    let in_range = |row: usize| ranges.iter().any(|&(from, length)| (from % rows..from % rows + length).contains(&row));
    let kept: Vec<usize> =
        (0..rows).filter(|&row| !in_range(row) && !sparse.get(row).copied().unwrap_or(false)).collect();
    if kept.is_empty() { vec![0] } else { kept }
}

fn styles() -> impl Strategy<Value = Style> {
    prop_oneof![Just(Style::Exchange), Just(Style::Other), Just(Style::Plain)]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1500,
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("proptest-regressions"))),
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_reply_is_given_to_the_wrong_command_whatever_rows_are_missing(
        drawn in prop::collection::vec(any::<u8>(), 0..80),
        style in styles(),
        pipelines in any::<bool>(),
        ranges in prop::collection::vec((0usize..100, 1usize..9), 0..4),
        sparse in prop::collection::vec(prop::bool::weighted(0.1), 0..100),
    ) {
        let rows = conversation(&drawn, style, pipelines);
        check(&rows, &left(rows.len(), &ranges, &sparse));
    }
}

#[test]
fn every_reply_of_a_whole_conversation_is_given_to_its_command() {
    for seed in 0..64u8 {
        let drawn: Vec<u8> = (0..80u8).map(|number| number.wrapping_mul(seed).wrapping_add(seed / 3)).collect();
        for (style, pipelines) in [(Style::Exchange, true), (Style::Other, false), (Style::Plain, true)] {
            let rows = conversation(&drawn, style, pipelines);
            let kept: Vec<usize> = (0..rows.len()).collect();
            let truth: Vec<Option<usize>> = rows.iter().map(|row| row.answers).collect();
            assert_eq!(said(&rows, &kept), truth);
        }
    }
}

#[test]
fn a_consequence_is_explained_by_its_cause_wherever_it_is_shown() {
    let engine = case("replay-consequences").read_whole();
    let sessions = details(&engine);
    let session = sessions.iter().find(|session| session["sessionId"] == "08DE719E3C008602").unwrap();
    let of_recipient = &session["transactions"][0]["recipients"][0]["reply"];
    assert_eq!(of_recipient["code"], 503);
    let shown = of_recipient["explanation"].as_str().unwrap();
    assert!(shown.contains("consequence") && shown.contains("451 4.7.0"), "{shown}");
    assert_eq!(session["entries"][8]["explanation"], shown);
}

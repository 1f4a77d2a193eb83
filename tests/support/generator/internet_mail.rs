//! Connections of the Internet Mail Service of Exchange 5.5, in both directions. A connection carries many mails, as
//! from a server that delivers its queue.

use super::l_file::{Service, Talk};
use super::names::{inside_address, message_id, outside_address, outside_host};

/// The service.
pub const INTERNET_MAIL: Service = Service { folder: "OLD55/Exchsrvr/imcdata/log", first: 1, talk };

const OFFERS: [&str; 6] = ["XEXCH50", "HELP", "ETRN", "DSN", "SIZE 0", "AUTH LOGIN"];

fn talk(talk: &mut Talk, number: u64) {
    let mails = talk.random.weighted(&[(4, 12), (4, 90), (2, 400)]);
    if number.is_multiple_of(3) {
        outbound(talk, mails);
    } else {
        inbound(talk, mails);
    }
}

/// `<<<` marks the client's lines, `>>>` ours.
fn inbound(talk: &mut Talk, mails: u64) {
    let host = outside_host(&mut talk.random);
    talk.say(&format!("A connection was accepted from {host}."));
    talk.say(">>> 220 old55.contoso.com ESMTP Server (Microsoft Exchange Internet Mail Service 5.5.2653.13) ready");
    talk.say(&format!("<<< EHLO {host}"));
    let (last, others) = OFFERS.split_last().unwrap_or((&"HELP", &[]));
    let mut offers: Vec<String> = others.iter().map(|offer| format!("250-{offer}")).collect();
    offers.push(format!("250 {last}"));
    talk.say_lines(&format!(">>> 250-old55.contoso.com Hello [{host}]"), &offers);
    log_in(talk);
    for _ in 0..mails {
        mail(talk, "<<< ", ">>> ", (outside_address, inside_address));
    }
    talk.say("<<< QUIT");
    talk.say(">>> 221 closing connection");
}

/// Some clients log in, and what they send is logged.
fn log_in(talk: &mut Talk) {
    match talk.random.below(3) {
        0 => {
            let [first, second] = [52, 180].map(|bytes| talk.blob(bytes));
            talk.say(&format!("<<< AUTH NTLM {first}"));
            talk.say(">>> 334 TlRMTVNTUAACAAAA");
            talk.say(&format!("<<< {second}"));
            talk.say(">>> 235 LOGIN authentication successful");
        }
        1 => {
            let [user, password] = [16, 12].map(|bytes| talk.blob(bytes));
            talk.say("<<< AUTH LOGIN");
            talk.say(">>> 334 VXNlcm5hbWU6");
            talk.say(&format!("<<< {user}"));
            talk.say(">>> 334 UGFzc3dvcmQ6");
            talk.say(&format!("<<< {password}"));
            talk.say(">>> 535 LOGIN authentication failed");
        }
        _ => {}
    }
}

/// Makes an address.
type Address = fn(&mut super::random::Random) -> String;

/// One mail: `ask` and `answer` are the prefixes of commands and replies.
fn mail(talk: &mut Talk, ask: &str, answer: &str, (sender, recipient): (Address, Address)) {
    let from = sender(&mut talk.random);
    talk.say(&format!("{ask}MAIL FROM:<{from}>"));
    talk.say(&format!("{answer}250 OK - mail from <{from}>"));
    for _ in 0..talk.random.weighted(&[(6, 1), (2, 2), (1, 4)]) {
        let to = recipient(&mut talk.random);
        talk.say(&format!("{ask}RCPT TO:<{to}>"));
        let refused = talk.random.one_in(25);
        let reply = if refused { "550 Relaying is prohibited" } else { "250 OK - Recipient" };
        talk.say(&format!("{answer}{reply} <{to}>"));
    }
    talk.say(&format!("{ask}DATA"));
    talk.say(&format!("{answer}354 Send data.  End with CRLF.CRLF"));
    let id = message_id(&mut talk.random, "contoso.com");
    talk.say(&format!("{answer}250 OK {id}"));
}

/// Our commands have no arrow; replies follow `IO: |`.
fn outbound(talk: &mut Talk, mails: u64) {
    let host = outside_host(&mut talk.random);
    let number = talk.random.between(1, 254);
    talk.say(&format!("A connection to 198.51.100.{number} was established."));
    talk.say(&format!("IO: |220 {host} InterLock SMTP Gateway 3.0 ready"));
    talk.say("EHLO old55.contoso.com");
    talk.say(&format!("IO: |250 {host} Hello"));
    for _ in 0..mails {
        mail(talk, "", "IO: |", (inside_address, outside_address));
    }
    if talk.random.one_in(4) {
        talk.say(
            "499 No routing hosts are reachable. Message subject: \"\"Case 27375\"\". Rescheduling delivery for later.",
        );
    }
    talk.say("QUIT");
    talk.say("IO: |221 closing connection");
}

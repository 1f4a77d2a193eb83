//! Connections of the Internet News Service of Exchange 5.5: we are the client and pull articles. `>>>` marks our
//! lines.

use super::l_file::{Service, Talk};
use super::names::message_id;

/// The service.
pub const INTERNET_NEWS: Service = Service { folder: "OLD55/Exchsrvr/Insdata/Log", first: 0, talk };

fn talk(talk: &mut Talk, _number: u64) {
    let net = talk.random.between(1, 254);
    talk.say(&format!("Connection to [203.0.113.{net}] established"));
    talk.say("<<< 200 news.fabrikam.com InterNetNews NNRP server INN 1.7 ready (posting ok).");
    talk.say(">>> mode reader");
    talk.say("<<< 200 news.fabrikam.com InterNetNews NNRP server INN 1.7 ready (posting ok).");
    for _ in 0..talk.random.between(1, 12) {
        group(talk);
    }
    talk.say(">>> quit");
    talk.say("<<< 205 closing connection");
}

fn group(talk: &mut Talk) {
    let name = format!("fabrikam.support.group{:02}", talk.random.below(60));
    let first = talk.random.between(1, 90_000);
    let count = talk.random.between(4, 80);
    talk.say(&format!(">>> group {name}"));
    talk.say(&format!("<<< 211 {count} {first} {} {name}", first + count));
    talk.say(&format!(">>> newnews {name} 000513 140000 GMT"));
    let ids: Vec<String> = (0..count).map(|_| message_id(&mut talk.random, "news.fabrikam.com")).collect();
    let listed = [&ids[..], &[".".into()]].concat();
    talk.say_lines("<<< 230 New news follows", &listed);
    for id in &ids {
        talk.say(&format!(">>> article {id}"));
        let gone = talk.random.one_in(30);
        talk.say(&if gone { "<<< 430 no such article found".into() } else { format!("<<< 220 0 {id} article") });
    }
}

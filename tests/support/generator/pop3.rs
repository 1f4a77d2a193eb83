//! Sessions of POP3 logs: log in, list, retrieve, quit.

use super::client_access::{Protocol, Step};
use super::names::inside_address;
use super::random::Random;

/// The protocol as logged.
pub const POP3: Protocol = Protocol { name: "POP3", folder: "Pop3", port: 995, pace: 400, talk };

fn talk(random: &mut Random) -> Vec<Step> {
    let user = inside_address(random);
    let mut steps = vec![
        Step::open("+OK The Microsoft Exchange POP3 service is ready."),
        step(random, "", "capa", "", (180, "+OK")),
        step(random, &user, "user", &user, (5, "+OK")),
    ];
    if random.one_in(9) {
        steps.push(refused(random, &user));
    } else {
        steps.push(accepted(random, &user));
        fetch(random, &user, &mut steps);
    }
    steps.push(step(random, &user, "quit", "", (60, "+OK Microsoft Exchange Server POP3 server signing off.")));
    steps.push(Step::close());
    steps
}

/// A command that succeeded, with its reply and its size in bytes.
fn step(random: &mut Random, user: &str, command: &str, parameters: &str, (size, reply): (u64, &str)) -> Step {
    Step {
        delay: random.weighted(&[(6, 30), (3, 60), (1, 240)]),
        user: user.into(),
        duration: random.weighted(&[(6, 0), (6, 1), (3, 4), (1, 90)]),
        request: (command.len() + parameters.len()) as u64 + if parameters.is_empty() { 0 } else { 1 },
        response: size,
        command: command.into(),
        parameters: parameters.into(),
        context: "R=OK".into(),
        reply: reply.into(),
    }
}

fn accepted(random: &mut Random, user: &str) -> Step {
    let mut step = step(random, user, "pass", "*****", (34, "+OK User successfully logged on."));
    step.duration = random.between(20, 400);
    step.context = "R=OK;Msg=\"Proxy:MBX02.contoso.com:1995:SSL;ProxySuccess\"".into();
    step
}

fn refused(random: &mut Random, user: &str) -> Step {
    let mut step = step(random, user, "pass", "*****", (53, "-ERR Logon failure: unknown user name or bad password."));
    step.duration = random.between(900, 3_000);
    step.context = format!(
        "R=\"-ERR Logon failure: unknown user name or bad password.\";Msg=\"AuthFailed:LogonDenied,User: \
         {user}\";ErrMsg=AuthFailed:LogonDenied"
    );
    step
}

/// What a client does with its mailbox.
fn fetch(random: &mut Random, user: &str, steps: &mut Vec<Step>) {
    let mails = random.weighted(&[(6, 0), (4, 1), (2, 3), (1, 8)]);
    let size = mails * random.between(2_000, 90_000);
    let mut stat = step(random, user, "stat", "", (12, &format!("+OK {mails} {size}")));
    stat.context = format!("R=OK;Rows={mails};TotalSize={size}");
    steps.push(stat);
    for command in ["list", "uidl"] {
        let mut answer = step(random, user, command, "", (16 + mails * 20, "+OK"));
        answer.context = format!("R=OK;Rows={mails}");
        steps.push(answer);
    }
    for number in 1..=mails {
        let response = random.between(2_000, 90_000);
        steps.push(step(random, user, "retr", &number.to_string(), (response, "+OK")));
        if random.one_in(2) {
            steps.push(step(random, user, "dele", &number.to_string(), (5, "+OK")));
        }
    }
}

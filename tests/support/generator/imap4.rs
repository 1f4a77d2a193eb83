//! Sessions of IMAP4 logs: log in, select a folder, fetch, wait for mail.

use super::client_access::{Protocol, Step};
use super::names::{guid, inside_address};
use super::random::Random;

/// The protocol as logged.
pub const IMAP4: Protocol = Protocol { name: "IMAP4", folder: "Imap4", port: 993, pace: 900, talk };

const FOLDERS: [&str; 5] = ["INBOX", "\"Sent Items\"", "Drafts", "\"Deleted Items\"", "Archive/2023"];

fn talk(random: &mut Random) -> Vec<Step> {
    let user = inside_address(random);
    let mut talk = Talk { random, user: String::new(), steps: Vec::new() };
    talk.steps.push(Step::open("* OK The Microsoft Exchange IMAP4 service is ready."));
    talk.step("capability", "", 143);
    if talk.random.one_in(8) {
        talk.refused(&user);
    } else {
        talk.user = user;
        talk.log_in();
        talk.work();
    }
    talk.step("logout", "", 81);
    talk.steps.push(Step::close());
    talk.steps
}

struct Talk<'r> {
    random: &'r mut Random,
    user: String,
    steps: Vec<Step>,
}

impl Talk<'_> {
    /// A command that succeeded. The last step can be refined by the caller.
    fn step(&mut self, command: &str, parameters: &str, response: u64) -> &mut Step {
        let tag = self.steps.len();
        self.steps.push(Step {
            delay: self.random.weighted(&[(6, 20), (3, 70), (1, 400)]),
            user: self.user.clone(),
            duration: self.random.weighted(&[(6, 1), (4, 3), (2, 16), (1, 300)]),
            request: (command.len() + parameters.len()) as u64 + 6,
            response,
            command: command.into(),
            parameters: parameters.into(),
            context: "R=ok".into(),
            reply: format!("a{tag:03} OK {} completed.", command.to_uppercase()),
        });
        let last = self.steps.len() - 1;
        &mut self.steps[last]
    }

    fn log_in(&mut self) {
        let (activity, owner) = (guid(self.random), self.user.replace("@contoso.com", ""));
        let (balance, seconds) = (self.random.between(3_400_000, 3_600_000), self.random.between(10, 59));
        let parameters = format!("{} *****", self.user);
        self.step("login", &parameters, 23).context = format!(
            "R=ok;Msg=\"Proxy:MBX02.contoso.com:1993:SSL;ProxySuccess\";ActivityContextData={activity};Budget=\
             \"Owner:Sid~CONTOSO\\{owner}~Imap~false,Conn:1,MaxConn:Unlimited,MaxBurst:3600000,Balance:{balance},\
             Cutoff:Unlimited,RechargeRate:600000,Policy:GlobalThrottlingPolicy,IsServiceAccount:False,\
             LiveTime:00:04:{seconds}.66\""
        );
    }

    fn refused(&mut self, user: &str) {
        let proxied = self.random.one_in(3);
        let step = self.step("login", &format!("{user} *****"), 23);
        step.user = user.into();
        step.reply = "a002 NO LOGIN failed.".into();
        step.context = if proxied {
            "R=\"a002 NO LOGIN failed.\";Msg=Proxy:MBX02.contoso.com:1993:SSL;ErrMsg=ProxyNotAuthenticated".into()
        } else {
            format!(
                "R=\"a002 NO LOGIN failed.\";Msg=\"AuthFailed:LogonDenied,User: {user}\";ErrMsg=AuthFailed:LogonDenied"
            )
        };
    }

    /// What a client does with its mailbox.
    fn work(&mut self) {
        self.step("list", "\"\" *", 1_180);
        for _ in 0..self.random.weighted(&[(5, 1), (3, 2), (1, 4)]) {
            let folder = self.random.pick(&FOLDERS);
            let (rows, recent) = (self.random.below(4_000), self.random.below(5));
            self.step("select", folder, 260).context =
                format!("R=ok;Rows={rows};Recent={recent};UidValidity=14;UidNext={}", rows + 12);
            for _ in 0..self.random.between(1, 6) {
                self.fetch();
            }
        }
        if self.random.one_in(2) {
            let (wait, step) = (self.random.between(20_000, 600_000), self.step("idle", "", 34));
            step.duration = wait;
            self.step("done", "", 28).delay = wait;
        }
    }

    fn fetch(&mut self) {
        let (from, rows) = (self.random.between(1, 4_000), self.random.between(1, 60));
        let response = rows * self.random.between(80, 3_000);
        let parameters = format!("fetch {from}:{} (UID FLAGS BODY.PEEK[HEADER])", from + rows);
        self.step("uid", &parameters, response).context = format!("R=ok;Rows={rows}");
    }
}

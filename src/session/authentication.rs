//! The attempts to authenticate in a session.
//!
//! An attempt begins with AUTH (RFC 4954), X-EXPS, AUTHINFO of NNTP (RFC 4643), or the logon command of POP3 or IMAP4,
//! and ends with the final reply to it. In between, Exchange logs who tried and why it failed. These rows come in any order, and any of them may be
//! missing: an attacker drops the connection before the delayed reply, a log begins in the middle, an excerpt contains
//! nothing but the failures. So a row belongs to the latest attempt as long as that attempt does not have such a row
//! yet; otherwise it shows that there was another attempt.
//!
//! An attempt is described by the places of its rows: facts, report and exports read the same texts.

use crate::store::{AuthResult, Logon};
use alloc::vec::Vec;

/// One attempt: the places of its rows, and its result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attempt {
    /// The first row.
    pub first: u32,
    /// The command that began it; `None` if it is not in the log.
    pub command: Option<u32>,
    /// The row that names the user.
    pub user: Option<u32>,
    /// The row with Exchange's word for the failure.
    pub failure: Option<u32>,
    /// The row that announces the final reply.
    pub announced: Option<u32>,
    /// The final reply; in POP3 and IMAP4 logs the row that contains it.
    pub reply: Option<u32>,
    /// Its result.
    pub result: AuthResult,
    /// The server has checked name and password and refused them, so another attempt is a guess.
    pub is_denied: bool,
}

/// What the attempts of a session amount to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attempted {
    /// Number of attempts.
    pub attempts: u16,
    /// Number of those that failed.
    pub failed: u16,
    /// Number of those in which name or password was refused.
    pub denied: u16,
    /// Number of those before the first success in which name or password was refused.
    pub guesses: u16,
    /// The result of all of them. Whether the client did anything after the logon is not known here.
    pub logon: Logon,
    /// The attempt that a list shows: the first success, or else the last failure, or else the last attempt.
    pub shown: Option<Attempt>,
}

/// Collects the attempts of a session row by row. Keeps its buffer from session to session.
#[derive(Debug, Default)]
pub struct Attempts {
    list: Vec<Attempt>,
    /// Rows are missing after the latest attempt, so what follows may belong to another one.
    interrupted: bool,
    /// A command that is no attempt came last, so a reply without a command of its own answers that.
    other_command: bool,
}

impl Attempts {
    /// Begins another session.
    pub fn clear(&mut self) {
        self.list.clear();
        self.interrupted = false;
        self.other_command = false;
    }

    /// The attempts in order.
    pub fn list(&self) -> &[Attempt] {
        &self.list
    }

    /// A command that begins an attempt.
    pub fn command(&mut self, place: u32) {
        self.other_command = false;
        self.begin(place).command = Some(place);
    }

    /// A command that continues an attempt, or begins one whose first command is not in the log.
    pub fn continued(&mut self, place: u32) {
        self.other_command = false;
        if !self.latest().is_some_and(|latest| latest.is_open()) {
            self.begin(place).command = Some(place);
        }
    }

    /// Any other command.
    pub fn other_command(&mut self) {
        self.other_command = true;
    }

    /// Rows are missing here. One row cannot hide both the reply to an attempt and the command of the next.
    pub fn interrupt(&mut self, missing: u32) {
        self.other_command = false;
        self.interrupted |= missing > 1 || !self.list.last().is_some_and(Attempt::is_open);
    }

    /// A row that names the user of an attempt.
    pub fn user(&mut self, place: u32) {
        match self.latest() {
            Some(latest) if latest.user.is_none() && latest.result != AuthResult::Ok => latest.user = Some(place),
            Some(latest) if latest.is_open() && latest.command.is_some() => {}
            _ => self.begin(place).user = Some(place),
        }
    }

    /// A row that says that the user has authenticated.
    pub fn authenticated(&mut self, place: u32) {
        let latest = match self.latest() {
            Some(latest) if latest.result == AuthResult::Ok && latest.user.is_none() => latest,
            Some(latest) if latest.is_open() && latest.result == AuthResult::Unknown => latest,
            _ => self.begin(place),
        };
        latest.user = Some(place);
        latest.result = AuthResult::Ok;
    }

    /// A row that says why an attempt failed. `is_denied`: because of name or password.
    pub fn failed(&mut self, place: u32, is_denied: bool) {
        let latest = match self.latest() {
            Some(latest) if latest.failure.is_none() && latest.result != AuthResult::Ok => latest,
            // Repeated within the same attempt.
            Some(latest) if latest.is_open() && latest.command.is_some() && latest.failure.is_some() => return,
            _ => self.begin(place),
        };
        latest.failure = Some(place);
        latest.result = AuthResult::Failed;
        latest.is_denied = is_denied;
    }

    /// A final reply to an attempt.
    pub fn replied(&mut self, place: u32, result: AuthResult, is_denied: bool) {
        let may_begin = !self.other_command;
        let agrees = |latest: &Attempt| latest.result == result || latest.result == AuthResult::Unknown;
        let latest = match self.latest() {
            Some(latest) if latest.is_open() && agrees(latest) => latest,
            _ if may_begin => self.begin(place),
            _ => return,
        };
        latest.reply = Some(place);
        latest.result = result;
        // Exchange's own word for the failure says more.
        latest.is_denied = if latest.failure.is_some() { latest.is_denied } else { is_denied };
    }

    /// A row that announces the reply that refuses name and password; a client may not wait for it.
    pub fn refusal_announced(&mut self, place: u32) {
        let latest = match self.latest() {
            Some(latest) if latest.is_open() && latest.result != AuthResult::Ok => latest,
            _ => self.begin(place),
        };
        latest.announced = Some(place);
        latest.result = AuthResult::Failed;
        latest.is_denied |= latest.failure.is_none();
    }

    /// A row that names a user who has authenticated before.
    pub fn located(&mut self, place: u32) {
        if let Some(latest) = self.latest().filter(|latest| latest.result == AuthResult::Ok) {
            latest.user.get_or_insert(place);
        }
    }

    /// A challenge: an attempt is under way.
    pub fn challenged(&mut self, place: u32) {
        if !self.latest().is_some_and(|latest| latest.is_open()) {
            self.begin(place);
        }
    }

    /// What the attempts amount to.
    pub fn result(&self) -> Attempted {
        let count = |holds: &dyn Fn(&&Attempt) -> bool| {
            u16::try_from(self.list.iter().filter(holds).count()).unwrap_or(u16::MAX)
        };
        let has = |wanted| move |attempt: &&Attempt| attempt.result == wanted;
        let success = self.list.iter().position(|attempt| attempt.result == AuthResult::Ok);
        let denied = self.list.iter().take(success.unwrap_or(usize::MAX)).filter(|attempt| attempt.is_denied);
        let guesses = u16::try_from(denied.count()).unwrap_or(u16::MAX);
        let failure = self.list.iter().rfind(has(AuthResult::Failed));
        Attempted {
            attempts: count(&|_| true),
            failed: count(&has(AuthResult::Failed)),
            denied: count(&|attempt| attempt.is_denied),
            guesses,
            logon: match (success, failure) {
                (Some(_), _) if guesses > 0 => Logon::Guessed,
                (Some(_), _) => Logon::Ok,
                (None, Some(_)) => Logon::Failed,
                (None, None) if self.list.is_empty() => Logon::None,
                (None, None) => Logon::Unknown,
            },
            shown: success.and_then(|place| self.list.get(place)).or(failure).or(self.list.last()).copied(),
        }
    }

    /// The latest attempt, unless what follows may belong to another one.
    fn latest(&mut self) -> Option<&mut Attempt> {
        if self.interrupted { None } else { self.list.last_mut() }
    }

    fn begin(&mut self, place: u32) -> &mut Attempt {
        self.interrupted = false;
        self.list.push(Attempt { first: place, ..Attempt::default() });
        let last = self.list.len() - 1;
        &mut self.list[last]
    }
}

impl Attempt {
    /// Whether its final reply has not come yet.
    fn is_open(&self) -> bool {
        self.reply.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    /// Plays rows: `C` command, `c` a command that continues, `U` user, `A` authenticated, `F` failed, `H` failed by handshake, `3` challenge, `+` and
    /// `-` reply, `x` a reply that refuses the
    /// command, `M` another command, `T` announced refusal, `L` located, `.` and `:` one and two missing rows. Returns each attempt as its places and its
    /// result.
    fn play(rows: &str) -> (Attempts, String) {
        let mut attempts = Attempts::default();
        for (place, row) in (0..).zip(rows.chars()) {
            match row {
                'C' => attempts.command(place),
                'c' => attempts.continued(place),
                'U' => attempts.user(place),
                'A' => attempts.authenticated(place),
                'F' => attempts.failed(place, true),
                'H' => attempts.failed(place, false),
                '3' => attempts.challenged(place),
                '+' => attempts.replied(place, AuthResult::Ok, false),
                '-' => attempts.replied(place, AuthResult::Failed, true),
                'x' => attempts.replied(place, AuthResult::Failed, false),
                'M' => attempts.other_command(),
                'T' => attempts.refusal_announced(place),
                'L' => attempts.located(place),
                '.' => attempts.interrupt(1),
                _ => attempts.interrupt(2),
            }
        }
        let shape = |attempt: &Attempt| {
            let user = attempt.user.map_or(String::new(), |place| alloc::format!(" by {place}"));
            alloc::format!("{}{user} {:?}", attempt.first, attempt.result)
        };
        let shapes: Vec<String> = attempts.list().iter().map(shape).collect();
        (attempts, shapes.join(", "))
    }

    #[test]
    fn rows_of_an_attempt_are_found_in_any_order() {
        for rows in ["C33FU-", "C33UF-", "C3-FU", "C3-UF", "CFUF-", "C3F-U"] {
            let (attempts, shapes) = play(rows);
            assert!(shapes.starts_with("0 by ") && shapes.ends_with("Failed"), "{rows}: {shapes}");
            assert_eq!(attempts.list().len(), 1, "{rows}: {shapes}");
        }
        assert_eq!(play("C3A+").1, "0 by 2 Ok");
        assert_eq!(play("C3+A").1, "0 by 3 Ok");
    }

    #[test]
    fn every_attempt_of_a_session_is_kept() {
        assert_eq!(play("C3FU-C3A+").1, "0 by 3 Failed, 5 by 7 Ok");
        assert_eq!(play("CxC-C+").1, "0 Failed, 2 Failed, 4 Ok");
        assert_eq!(play("C33").1, "0 Unknown");
        assert_eq!(play("C3C3-").1, "0 Unknown, 2 Failed");
    }

    #[test]
    fn a_second_command_may_continue_an_attempt() {
        assert_eq!(play("CUc-CUc+").1, "0 by 1 Failed, 4 by 5 Ok");
        assert_eq!(play("c-").1, "0 Failed", "the first command is missing");
    }

    #[test]
    fn attempts_without_their_command_are_told_apart() {
        assert_eq!(play("FU-FU-").1, "0 by 1 Failed, 3 by 4 Failed");
        assert_eq!(play("UF-UF-").1, "0 by 0 Failed, 3 by 3 Failed");
        assert_eq!(play("FFF").1, "0 Failed, 1 Failed, 2 Failed", "an excerpt of failures");
        assert_eq!(play("---").1, "0 Failed, 1 Failed, 2 Failed");
        assert_eq!(play("A").1, "0 by 0 Ok");
        assert_eq!(play("33-").1, "0 Failed");
        assert_eq!(play("M-").1, "", "an answer to another command");
        assert_eq!(play("C+M-").1, "0 Ok");
        assert_eq!(play("M.-").1, "2 Failed", "the command may be missing");
        assert_eq!(play("TT").1, "0 Failed", "the same refusal");
    }

    #[test]
    fn rows_after_a_hole_belong_to_another_attempt_unless_they_cannot() {
        assert_eq!(play("F-.U").1, "0 Failed, 3 by 3 Unknown");
        assert_eq!(play("C3:F").1, "0 Unknown, 3 Failed");
        assert_eq!(play("C.3F.U-").1, "0 by 5 Failed", "a single row cannot hide a reply and a command");
    }

    #[test]
    fn a_delayed_refusal_counts_though_the_client_did_not_wait() {
        assert_eq!(play("C33T").1, "0 Failed");
        assert_eq!(play("C33FUT-").1, "0 by 4 Failed");
        assert_eq!(play("T-").1, "0 Failed");
        assert_eq!(play("C33TCA+").0.result().logon, Logon::Guessed);
    }

    #[test]
    fn a_user_whose_mailbox_is_looked_up_has_logged_on() {
        assert_eq!(play("C+L").1, "0 by 2 Ok");
        assert_eq!(play("CA+L").1, "0 by 1 Ok");
        assert_eq!(play("L").1, "", "the logon itself is not in the log");
        assert_eq!(play("C-L").1, "0 Failed");
    }

    #[test]
    fn a_logon_counts_as_guessed_if_a_name_or_password_was_refused_before() {
        let logon = |rows| play(rows).0.result().logon;
        assert_eq!(logon(""), Logon::None);
        assert_eq!(logon("C3"), Logon::Unknown);
        assert_eq!(logon("C3F-C-"), Logon::Failed);
        assert_eq!(logon("C3F-CA+"), Logon::Guessed);
        assert_eq!(logon("C+"), Logon::Ok);
        assert_eq!(logon("CxC+"), Logon::Ok, "the mechanism was not offered");
        assert_eq!(logon("CHxC+"), Logon::Ok, "the handshake failed");
        assert_eq!(logon("C+C-"), Logon::Ok, "a failure after the success");
    }

    #[test]
    fn a_list_shows_the_success_or_else_the_last_failure() {
        let shown = |rows| play(rows).0.result().shown.map(|attempt| attempt.first);
        assert_eq!(shown(""), None);
        assert_eq!(shown("C-C+C+"), Some(2));
        assert_eq!(shown("C-C-C3"), Some(2));
        assert_eq!(shown("C3C3"), Some(2));
    }

    #[test]
    fn attempts_are_counted() {
        let counts = |rows| {
            let Attempted { attempts, failed, denied, guesses, .. } = play(rows).0.result();
            (attempts, failed, denied, guesses)
        };
        assert_eq!(counts("C3-C3-C3FU-CA+C3"), (5, 3, 3, 3));
        assert_eq!(counts("CxC-C+CxC-"), (5, 4, 2, 1));
        assert_eq!(counts(&"-".repeat(70_000)), (u16::MAX, u16::MAX, u16::MAX, u16::MAX));
    }
}

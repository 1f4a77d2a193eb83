//! Findings: what deserves attention, each with the query that finds its sessions.
//!
//! A [`FindingKind`] is answered by a [`Rule`]: a query of the query language, and the fields by which its sessions are
//! grouped to say whose they are. Where only many of something deserve attention (ten failed logons from one address), the
//! rule says how many, and only the sessions of groups with as many are found. So whatever a finding claims can be looked
//! up: `finding:failed-logons` is that query, and every group of it is a condition more.
//!
//! Rules are data, one file a group of them. What they compare with is in [`Thresholds`]. A rule may name other findings,
//! but none that names it (a test follows them).
//!
//! A front end that passes a session on repeats to one side what the other side says. Who refuses something is the one
//! that says it first: `receiving!` and `sending!` leave out the sessions in which it is only repeated.

/// The start of a rule about what this server says to clients. On port 717 the front end takes what a Transport service
/// sends out through it, and answers what the server outside answers.
macro_rules! receiving {
    () => {
        "log:receive -port:717"
    };
    ($rest:literal) => {
        concat!(receiving!(), " ", $rest)
    };
}

/// The start of a rule about what other servers say to this one. With these commands, and by that connector, the front
/// end hands over what comes in, and is answered by the Transport service behind it.
macro_rules! sending {
    () => {
        "log:send -connector:\"Inbound Proxy\" -verb:XPROXYFROM,XPROXY"
    };
    ($($rest:literal),+) => {
        concat!(sending!(), " ", $($rest),+)
    };
}

/// A rule about what this server says, or others say to it.
macro_rules! saying {
    ($rest:literal) => {
        concat!($rest, " ((", receiving!(), ") OR (", sending!(), "))")
    };
}

mod concern;
mod delivery;
mod logging;
mod logons;
mod refusals;
mod requests;
mod smtp;
mod thresholds;
mod tls;

pub use thresholds::{Threshold, Thresholds};

use self::concern::Concern;
use crate::archive::Archive;
use crate::finding::FindingKind;
use crate::query::{Dimension, Expression, Held, Matches, Surroundings, hold, matches_of, parse_in};
use crate::summarise::{
    Assignments, FailedLogons, Measure, Order, Question, Spray, Summarised, failed_logons, logons_after_failures,
    not_reached_soon, sprayed, summarise, with_foreign_recipients,
};
use crate::time::MINUTE;
use alloc::string::String;
use alloc::vec::Vec;
use fixedbitset::FixedBitSet;

/// Whether a kind of finding is about sessions that a rule finds. The others are about logs and clocks,
/// or compare hours and days ([`crate::report::findings`]).
pub fn has_rule(kind: FindingKind) -> bool {
    rule_of(kind).is_some()
}

fn rule_of(kind: FindingKind) -> Option<&'static Rule> {
    RULES.into_iter().flatten().find(|rule| rule.kind == kind)
}

/// What finds the sessions of a kind of finding.
struct Rule {
    kind: FindingKind,
    /// The query, in which thresholds are named in braces ([`Thresholds::fill`]).
    query: &'static str,
    /// The dimensions by which its sessions are grouped to say whose they are, none to three.
    by: &'static [&'static str],
    /// How many of something a group needs.
    least: Option<Least>,
    /// What its sessions need besides.
    besides: Option<Besides>,
    /// Which of the values of one of the dimensions it is about; without it, all of them.
    about: Option<Concern>,
}

impl Rule {
    /// A rule that is about some of the values of a dimension.
    const fn about(mut self, about: Concern) -> Rule {
        self.about = Some(about);
        self
    }

    /// What it is about, and the place of its dimension.
    fn concern(&self) -> Option<(Concern, usize)> {
        let about = self.about?;
        Some((about, self.by.iter().position(|name| *name == about.dimension())?))
    }
}

/// Of what a group needs how many.
struct Least {
    of: Of,
    many: Threshold,
}

/// What other sessions have to show, too.
enum Besides {
    /// Failed logons before each of them.
    After(AfterFailures),
    /// Recipients in domains other than those of the sessions that this query finds.
    Foreign(&'static str),
    /// Failed logons of many users, from one address or from many.
    Sprayed(Spraying),
    /// That the server did not reach what they wanted within so many minutes.
    NotReached(Threshold),
}

impl Besides {
    /// The query for other sessions.
    fn others(&self) -> Option<&'static str> {
        match self {
            Besides::Foreign(own) => Some(own),
            _ => None,
        }
    }

    /// Those of the sessions that have it, and others perhaps.
    async fn sessions(
        &self,
        archive: &Archive,
        assignments: &Assignments,
        thresholds: &Thresholds,
        held: &Held,
        others: &Expression,
    ) -> FixedBitSet {
        let sessions = held.sessions();
        match self {
            Besides::After(after) => after.sessions(archive, assignments, thresholds).await,
            _ if sessions.is_empty() => FixedBitSet::new(),
            Besides::NotReached(within) => {
                not_reached_soon(archive, assignments, sessions, minutes(thresholds, *within)).await
            }
            Besides::Sprayed(spraying) => sprayed(archive, assignments, sessions, spraying.with(thresholds)).await,
            Besides::Foreign(_) => {
                let of_own = hold(archive, others).await.sessions();
                with_foreign_recipients(archive, assignments, sessions, of_own).await
            }
        }
    }

    /// What it compares with.
    #[cfg(test)]
    fn thresholds(&self) -> Vec<Threshold> {
        match self {
            Besides::After(after) => Vec::from([after.many, after.within]),
            Besides::NotReached(within) => Vec::from([*within]),
            Besides::Sprayed(spraying) => {
                spraying.clients.into_iter().chain([spraying.users, spraying.within]).collect()
            }
            Besides::Foreign(_) => Vec::new(),
        }
    }
}

/// How many users have to fail to log on in how short a time.
struct Spraying {
    users: Threshold,
    /// From how many addresses; without it, each address is looked at by itself.
    clients: Option<Threshold>,
    /// Within how many minutes.
    within: Threshold,
}

impl Spraying {
    fn with(&self, thresholds: &Thresholds) -> Spray {
        Spray {
            users: thresholds.of(self.users),
            clients: self.clients.map(|clients| thresholds.of(clients)),
            within: minutes(thresholds, self.within),
        }
    }
}

/// How many failed logons, in a row and in other sessions, come before a session.
struct AfterFailures {
    /// The dimension whose value these sessions have in common.
    of: &'static str,
    many: Threshold,
    /// Within how many minutes before the session.
    within: Threshold,
}

impl AfterFailures {
    /// The sessions that come after as many.
    async fn sessions(&self, archive: &Archive, assignments: &Assignments, thresholds: &Thresholds) -> FixedBitSet {
        let within = minutes(thresholds, self.within);
        match Dimension::named(self.of) {
            Some(dimension) => {
                logons_after_failures(archive, assignments, &dimension, thresholds.of(self.many), within).await
            }
            None => FixedBitSet::new(),
        }
    }
}

/// A threshold in minutes, in milliseconds.
fn minutes(thresholds: &Thresholds, of: Threshold) -> i64 {
    i64::try_from(thresholds.of(of)).unwrap_or(i64::MAX).saturating_mul(MINUTE)
}

enum Of {
    /// Logons, of which a session may have thousands: those in which name or password was refused, or others that failed.
    Logons(FailedLogons),
    /// Distinct values of a dimension.
    Distinct(&'static str),
}

/// A rule that finds whatever its query finds.
const fn rule(kind: FindingKind, query: &'static str, by: &'static [&'static str]) -> Rule {
    Rule { kind, query, by, least: None, besides: None, about: None }
}

/// A rule that finds groups with many logons that failed.
const fn many_logons(kind: FindingKind, query: &'static str, by: &'static [&'static str], of: FailedLogons) -> Rule {
    Rule { least: Some(Least { of: Of::Logons(of), many: Threshold::FailedLogons }), ..rule(kind, query, by) }
}

/// A rule that finds groups with so many distinct values.
const fn distinct(
    kind: FindingKind,
    query: &'static str,
    by: &'static [&'static str],
    of: &'static str,
    many: Threshold,
) -> Rule {
    Rule { least: Some(Least { of: Of::Distinct(of), many }), ..rule(kind, query, by) }
}

/// A rule whose sessions are found only where others show more.
const fn besides(kind: FindingKind, query: &'static str, by: &'static [&'static str], besides: Besides) -> Rule {
    Rule { besides: Some(besides), ..rule(kind, query, by) }
}

/// All rules, by group.
const RULES: [&[Rule]; 7] =
    [refusals::RULES, delivery::RULES, tls::RULES, logons::RULES, smtp::RULES, logging::RULES, requests::RULES];

/// What was found of one kind.
#[derive(Debug)]
pub struct Found {
    /// The query of the rule, with its thresholds.
    pub query: String,
    /// Exactly the sessions and rows of the finding.
    pub held: Held,
    /// The same as what a query finds.
    pub matches: Matches,
    /// What the groups were asked with.
    pub question: Question,
    /// The groups of the query.
    pub summarised: Summarised,
    /// The numbers of the groups of the finding, in no order.
    pub groups: Vec<u32>,
    /// Number of logons by which these groups were found; `None` if they were found by something else.
    pub logons: Option<u64>,
}

impl Found {
    /// Sessions that no query of a rule finds, grouped by these dimensions.
    pub async fn of_sessions(
        archive: &Archive,
        assignments: &Assignments,
        sessions: FixedBitSet,
        by: &[&str],
    ) -> Found {
        let (held, question) = (Held::of_sessions(archive, sessions), question_by(by));
        let matches = matches_of(archive, &held).await;
        let summarised = summarise(archive, assignments, &matches, &question, 0).await;
        let groups = if by.is_empty() { Vec::new() } else { summarised.numbers_of_all().collect() };
        Found { query: String::new(), held, matches, question, summarised, groups, logons: None }
    }
}

/// How one kind of finding is looked for.
pub struct Search {
    rule: Option<&'static Rule>,
    thresholds: Thresholds,
    query: String,
    expression: Expression,
    /// What finds the other sessions that show more.
    others: Expression,
}

impl Search {
    /// The surroundings answer what the rule asks of other findings.
    pub fn of(kind: FindingKind, thresholds: &Thresholds, surroundings: &Surroundings<'_>) -> Search {
        let rule = rule_of(kind);
        let query = rule.map_or_else(String::new, |rule| thresholds.fill(rule.query, surroundings.clock.last()));
        // Every rule is a valid query, which a test shows; without a last entry it may have no meaning, and finds nothing.
        let read = |query: &str| parse_in(query, surroundings).unwrap_or_else(|_| Expression::Any(Vec::new()));
        let expression = if rule.is_some() { read(&query) } else { Expression::Any(Vec::new()) };
        let others = rule.and_then(|rule| rule.besides.as_ref()).and_then(Besides::others);
        let others = others.map_or_else(|| Expression::Any(Vec::new()), read);
        Search { rule, thresholds: thresholds.clone(), query, expression, others }
    }

    /// Looks for it.
    pub async fn find(self, archive: &Archive, assignments: &Assignments) -> Found {
        let Search { rule, thresholds, query, expression, others } = self;
        let mut held = hold(archive, &expression).await;
        if let Some(besides) = rule.and_then(|rule| rule.besides.as_ref()) {
            let sessions = besides.sessions(archive, assignments, &thresholds, &held, &others).await;
            held.keep_sessions(archive, sessions);
        }
        let mut matches = matches_of(archive, &held).await;
        let question = question(rule);
        let summarised = summarise(archive, assignments, &matches, &question, 0).await;
        let least = rule.and_then(|rule| rule.least.as_ref());
        let logons = match least {
            Some(Least { of: Of::Logons(of), .. }) => failed_logons(archive, &matches, &summarised, *of).await,
            _ => Vec::new(),
        };
        let mut groups = groups_with(&summarised, least, &logons, &thresholds);
        if least.is_some() {
            let (sessions, rows) = summarised.members(archive, &matches, &groups).await;
            held.keep(sessions, rows);
            matches = matches_of(archive, &held).await;
        }
        if let Some((about, place)) = rule.and_then(Rule::concern) {
            groups = about.of_groups(archive, &expression, &matches, &summarised, place, groups).await;
        }
        let of_groups = groups.iter().filter_map(|group| logons.get(*group as usize)).sum();
        let logons = if logons.is_empty() { None } else { Some(of_groups) };
        Found { query, held, matches, question, summarised, groups, logons }
    }
}

fn question(rule: Option<&Rule>) -> Question {
    let by = rule.map_or(&[][..], |rule| rule.by);
    let distinct = rule.and_then(|rule| match rule.least {
        Some(Least { of: Of::Distinct(of), .. }) => Dimension::named(of),
        _ => None,
    });
    // All groups are measured where they are ordered by it.
    let order = if distinct.is_some() { Order::By(Measure::Distinct) } else { Order::By(Measure::Sessions) };
    Question { distinct, order, ..question_by(by) }
}

fn question_by(by: &[&str]) -> Question {
    let dimensions = by.iter().filter_map(|name| Dimension::named(name)).collect();
    Question { dimensions, ..Question::of_most_sessions() }
}

/// The groups that have enough of what is counted; without a limit, all of them. `logons`: those refused to each, where they count.
fn groups_with(summarised: &Summarised, least: Option<&Least>, logons: &[u64], thresholds: &Thresholds) -> Vec<u32> {
    let has_enough = |number: u32| {
        let (Some(least), Some(group)) = (least, summarised.group(number)) else { return true };
        let count = match least.of {
            Of::Logons(_) => logons.get(number as usize).copied().unwrap_or(0),
            Of::Distinct(_) => summarised.distinct(number).unwrap_or(0),
        };
        // Of what has no value nobody knows whether it is one.
        count >= thresholds.of(least.many) && summarised.has_values(group)
    };
    summarised.numbers_of_all().filter(|number| has_enough(*number)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Clock, Findings};
    use alloc::collections::BTreeSet;
    use alloc::rc::Rc;
    use core::cell::RefCell;

    /// The kinds without a rule.
    const ABOUT_LOGS: &[FindingKind] = &[
        FindingKind::LogMissingFiles,
        FindingKind::LogIncomplete,
        FindingKind::LogSilent,
        FindingKind::LogNotWritten,
        FindingKind::ServiceRestarted,
        FindingKind::ClockOffset,
        FindingKind::SessionBurst,
        FindingKind::FailureBurst,
        FindingKind::FewSessions,
        FindingKind::NewReason,
    ];

    /// Notes which findings a query asks for.
    #[derive(Default)]
    struct Asked(RefCell<BTreeSet<FindingKind>>);

    impl Findings for Asked {
        fn held_by(&self, kind: FindingKind) -> Rc<Held> {
            self.0.borrow_mut().insert(kind);
            Rc::default()
        }
    }

    fn asked_by(rule: &Rule) -> BTreeSet<FindingKind> {
        let asked = Asked::default();
        let clock = Clock { period: Some((0, 1_772_668_800_000)), ..Clock::default() };
        let query = Thresholds::default().fill(rule.query, clock.last());
        let surroundings = Surroundings { clock, findings: Some(&asked), ..Surroundings::default() };
        parse_in(&query, &surroundings).unwrap_or_else(|problem| panic!("{query}: {problem:?}"));
        asked.0.into_inner()
    }

    fn rules() -> impl Iterator<Item = &'static Rule> {
        RULES.into_iter().flatten()
    }

    #[test]
    fn every_kind_has_one_rule_that_can_be_asked() {
        for kind in FindingKind::ALL {
            let expected = usize::from(!ABOUT_LOGS.contains(kind));
            assert_eq!(rules().filter(|rule| rule.kind == *kind).count(), expected, "{}", kind.word());
        }
        for rule in rules() {
            asked_by(rule);
            let others = rule.besides.as_ref().and_then(Besides::others);
            assert!(others.is_none_or(|query| parse_in(query, &Surroundings::default()).is_ok()), "{others:?}");
            assert!(rule.by.iter().all(|name| Dimension::named(name).is_some()), "{:?}", rule.by);
            assert!(rule.by.len() <= crate::summarise::MAX_DIMENSIONS);
            assert!(rule.about.is_none() || rule.concern().is_some(), "{}", rule.kind.word());
            if let Some(Least { of: Of::Distinct(of), .. }) = rule.least {
                assert!(Dimension::named(of).is_some(), "{of}");
            }
        }
    }

    #[test]
    fn no_rule_asks_for_itself() {
        for rule in rules() {
            let mut reached = asked_by(rule);
            loop {
                let further = rules().filter(|other| reached.contains(&other.kind)).flat_map(asked_by);
                let all: BTreeSet<FindingKind> = further.chain(reached.iter().copied()).collect();
                if all == reached {
                    break;
                }
                reached = all;
            }
            assert!(!reached.contains(&rule.kind), "{}", rule.kind.word());
        }
    }

    #[test]
    fn every_threshold_is_used() {
        // Clocks, unusual hours and new reasons have no rule; tests of theirs show what changes with these.
        let without_rule = [
            Threshold::ClockOffset,
            Threshold::ClockPairs,
            Threshold::UnusualDays,
            Threshold::UnusualTimes,
            Threshold::BurstSessions,
            Threshold::BurstFailures,
            Threshold::UsualSessions,
            Threshold::NewReason,
            Threshold::SessionsBefore,
            Threshold::DaysBefore,
        ];
        for threshold in Threshold::ALL.iter().filter(|threshold| !without_rule.contains(threshold)) {
            let is_used = |rule: &Rule| {
                threshold.is_in(rule.query)
                    || rule.least.as_ref().is_some_and(|least| least.many == *threshold)
                    || rule.besides.as_ref().is_some_and(|besides| besides.thresholds().contains(threshold))
            };
            assert!(rules().any(is_used), "{}", threshold.word());
        }
    }
}

//! Unusual hours and new reasons: what is found in made-up weeks is what a plain reading of the rules finds, and ordinary weeks
//! have none, in whichever time zone.

use crate::support::generator::random::Random;
use crate::support::generator::{Plan, generate};
use exchange_log_viewer::{BinWidth, Engine, FileEnd, FindingKind, Threshold};
use std::fmt::Write;

const KINDS: [FindingKind; 4] =
    [FindingKind::SessionBurst, FindingKind::FailureBurst, FindingKind::FewSessions, FindingKind::NewReason];
/// Replies by which sessions of these logs fail.
const REASONS: [&str; 3] = ["550 5.7.1 Unable to relay", "452 4.2.2 Mailbox full", "550 5.1.1 User unknown"];
/// Hours of a week, which begins on a Monday.
const WEEK: usize = 7 * 24;

/// The sessions of an hour: what each fails with, if it does. An hour without a file is `None`.
type Hour = Option<Vec<Option<usize>>>;

fn none(count: u64) -> Hour {
    Some(vec![None; count as usize])
}

/// A log of a server by the hour, from Monday, 2 March 2026: a file for each hour that is covered.
fn add_log(engine: &mut Engine, server: &str, hours: &[Hour]) {
    let mut id = 0;
    for (hour, sessions) in hours.iter().enumerate().filter_map(|(hour, own)| Some((hour, own.as_ref()?))) {
        let (day, of_day) = (2 + hour / 24, hour % 24);
        let [month, day] = if day > 31 { [4, day - 31] } else { [3, day] };
        let mut log = String::from(
            "#Software: Microsoft Exchange Server\r\n#Version: 15.0.0.0\r\n#Log-type: SMTP Receive Protocol Log\r\n\
             #Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\r\n",
        );
        for (number, reason) in sessions.iter().enumerate() {
            id += 1;
            let said: Vec<(&str, &str)> = match reason {
                None => vec![("+", "")],
                Some(reason) => vec![("+", ""), ("<", "RCPT TO:<ann@contoso.com>"), (">", REASONS[*reason]), ("-", "")],
            };
            for (row, (event, data)) in said.iter().enumerate() {
                let seconds = number * 3_600 / sessions.len();
                writeln!(
                    log,
                    "2026-{month:02}-{day:02}T{of_day:02}:{:02}:{:02}.{row:03}Z,{server}\\Default Frontend {server},\
                     08DE77E6{id:08X},{row},192.0.2.15:25,198.51.100.7:{},{event},{data},",
                    seconds / 60,
                    seconds % 60,
                    1_024 + number,
                )
                .unwrap();
            }
        }
        let folder = format!("{server}/TransportRoles/Logs/FrontEnd/ProtocolLog/SmtpReceive");
        engine.begin_file(&format!("RECV2026{month:02}{day:02}{of_day:02}-1.LOG"), &folder, log.len() as u64);
        engine.push(log.as_bytes());
        engine.end_file(FileEnd::Complete);
    }
    engine.publish();
}

fn opened(hours: &[Hour]) -> Engine {
    let mut engine = Engine::new(11);
    add_log(&mut engine, "EX05", hours);
    engine
}

fn set(engine: &mut Engine, limits: &[(Threshold, u32)]) {
    let of = |threshold: &Threshold| {
        let own = limits.iter().find(|(limit, _)| limit == threshold);
        own.map_or(threshold.default_value() as u32, |(_, value)| *value)
    };
    engine.set_thresholds(&Threshold::ALL.iter().map(of).collect::<Vec<_>>());
}

/// The hour of a time of a finding.
fn hour_of(time: f64) -> usize {
    let monday = 1_772_409_600_000.0;
    ((time - monday) / 3_600_000.0) as usize
}

/// First hour, hour after the last one, sessions, usual sessions, other days.
type Found = (usize, usize, u64, u64, u64);

fn found(engine: &Engine, kind: FindingKind) -> Vec<Found> {
    let finding = engine.finding(kind);
    assert_eq!(finding.logs.len() as f64, finding.log_count.0.min(10.0));
    let total: f64 = finding.logs.iter().map(|log| log.count.0).sum();
    assert!(finding.sessions.0 == total || finding.log_count.0 > 10.0);
    assert_eq!(engine.count(&format!("finding:{}", kind.word()), 0).unwrap().0 as f64, finding.sessions.0);
    let figures = |log: &exchange_log_viewer::FindingLog| {
        let [first, last] = [log.first, log.last].map(|time| hour_of(time.unwrap().0));
        (first, last, log.count.0 as u64, log.usual.0 as u64, log.days.0 as u64)
    };
    finding.logs.iter().map(figures).collect()
}

/// Whether an hour is on a working day everywhere: from Monday, 10:00, to Friday, 11:00 UTC.
fn is_working(hour: usize) -> bool {
    (10..4 * 24 + 11).contains(&(hour % WEEK))
}

fn median(mut counts: Vec<u64>) -> Option<u64> {
    counts.sort_unstable();
    counts.get(counts.len().checked_sub(1)? / 2).copied()
}

/// What is to be found, by the rules word for word; the worst first.
fn expected(hours: &[Hour], kind: FindingKind) -> Vec<Found> {
    let count = |hour: usize| {
        let of_kind = |reason: &&Option<usize>| kind != FindingKind::FailureBurst || reason.is_some();
        hours.get(hour)?.as_ref().map(|own| own.iter().filter(of_kind).count() as u64)
    };
    let others = |hour: usize, is: Option<bool>| -> Vec<u64> {
        let same = (0..hours.len()).filter(|other| *other != hour && other % 24 == hour % 24);
        same.filter(|other| is.is_none_or(|is| is_working(*other) == is)).filter_map(count).collect()
    };
    let mut found: Vec<Found> = Vec::new();
    for hour in 0..hours.len() {
        let Some(own) = count(hour) else { continue };
        let near = (hour.saturating_sub(1)..=hour + 1).flat_map(|near| {
            let is_few = kind == FindingKind::FewSessions;
            [true, false].map(|is| median(others(near, Some(is))).filter(|_| is || !is_few))
        });
        let weeks = (0..hours.len()).filter(|other| *other != hour && other % WEEK == hour % WEEK).filter_map(count);
        let all = near.flatten().chain(weeks);
        let (usual, days) = match kind {
            FindingKind::FewSessions => (all.min().unwrap_or(0), others(hour, Some(true)).len()),
            _ => (all.max().unwrap_or(0), others(hour, None).len()),
        };
        let has_entries =
            |hour: usize| hours.get(hour).is_some_and(|own| own.as_ref().is_some_and(|own| !own.is_empty()));
        let is_unusual = match kind {
            FindingKind::FewSessions => {
                let is_inside = hour > 0 && has_entries(hour - 1) && has_entries(hour + 1);
                is_working(hour) && is_inside && own > 0 && usual >= 4 && own * 3 <= usual
            }
            _ => own >= 5 && own >= 3 * usual,
        };
        if !is_unusual || days < 3 {
            continue;
        }
        match found.last_mut().filter(|run| run.1 == hour) {
            Some(run) => *run = (run.0, hour + 1, run.2 + own, run.3 + usual, run.4.min(days as u64)),
            None => found.push((hour, hour + 1, own, usual, days as u64)),
        }
    }
    found.sort_by_key(|run| std::cmp::Reverse(run.2.abs_diff(run.3)));
    found
}

/// Hours of some weeks, in which anything may happen.
fn random_hours(random: &mut Random) -> Vec<Hour> {
    let days = random.between(2, 18);
    let base: Vec<u64> = (0..24).map(|_| random.below(7)).collect();
    let hour = |(hour, random): (usize, &mut Random)| -> Hour {
        let base = base[hour % 24];
        let count = random.weighted(&[(8, base), (2, base / 3), (2, base * 4 + 1), (1, 0)]);
        let fails = |random: &mut Random| random.one_in(2).then(|| random.below(3) as usize);
        (!random.one_in(12)).then(|| (0..count).map(|_| fails(random)).collect())
    };
    (0..days as usize * 24).map(|number| hour((number, random))).collect()
}

#[test]
fn unusual_hours_are_those_that_the_rules_describe() {
    let (mut random, mut seen) = (Random::new(17), [0; 3]);
    for round in 0..60 {
        let hours = random_hours(&mut random);
        let mut engine = opened(&hours);
        set(
            &mut engine,
            &[
                (Threshold::BurstSessions, 5),
                (Threshold::BurstFailures, 5),
                (Threshold::UsualSessions, 4),
                (Threshold::UnusualTimes, 3),
            ],
        );
        for (kind, seen) in KINDS.into_iter().zip(&mut seen) {
            let expected = expected(&hours, kind);
            *seen += expected.len();
            let finding = engine.finding(kind);
            assert_eq!(finding.log_count.0, expected.len() as f64, "{round}: {}", kind.word());
            let first: Vec<Found> = expected.into_iter().take(10).collect();
            assert_eq!(found(&engine, kind), first, "{round}: {}", kind.word());
        }
    }
    assert!(seen.iter().all(|seen| *seen > 20), "{seen:?}");
}

/// Server, reason, sessions, sessions before: what is to be found, by the rules word for word.
fn expected_reasons(servers: &[(&str, Vec<Hour>)], many: u64, before: u64) -> Vec<(String, String, u64, u64)> {
    let mut found = Vec::new();
    let hours_with = |hours: &[Hour], reason: usize| -> Vec<(usize, u64)> {
        let count = |own: &Vec<Option<usize>>| own.iter().filter(|own| **own == Some(reason)).count() as u64;
        let counts = hours.iter().enumerate().filter_map(|(hour, own)| Some((hour, count(own.as_ref()?))));
        counts.filter(|(_, count)| *count > 0).collect()
    };
    for (reason, text) in REASONS.iter().enumerate() {
        let first = servers.iter().filter_map(|(_, hours)| Some(hours_with(hours, reason).first()?.0)).min();
        let Some(first) = first else { continue };
        for (server, hours) in servers {
            let own: u64 = hours_with(hours, reason).iter().map(|(_, count)| count).sum();
            let sessions = |hours: &[Hour]| hours.iter().flatten().map(|own| own.len() as u64).sum::<u64>();
            let (early, since) = hours.split_at(first.min(hours.len()));
            let is_known = own * sessions(early) >= many * sessions(since);
            let is_long = early.iter().flatten().count() >= 24 && sessions(early) >= before;
            if own >= many && is_long && is_known {
                found.push((server.to_string(), text.to_string(), own, sessions(early)));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn new_reasons_are_those_that_the_rules_describe() {
    let (mut random, mut seen) = (Random::new(18), 0);
    for round in 0..80 {
        let mut servers: Vec<(&str, Vec<Hour>)> = Vec::new();
        for server in ["EX05", "EX06"] {
            let mut hours = random_hours(&mut random);
            // Until then a reason does not occur.
            for reason in 0..REASONS.len() {
                let until = random.below(hours.len() as u64 * 2) as usize;
                let early = hours.iter_mut().take(until).flatten().flatten();
                early.filter(|own| **own == Some(reason)).for_each(|own| *own = None);
            }
            servers.push((server, hours));
        }
        let mut engine = Engine::new(11);
        servers.iter().for_each(|(server, hours)| add_log(&mut engine, server, hours));
        set(&mut engine, &[(Threshold::NewReason, 4), (Threshold::SessionsBefore, 30)]);
        let finding = engine.finding(FindingKind::NewReason);
        let figures = |log: &exchange_log_viewer::FindingLog| {
            let [count, before] = [log.count.0, log.before.0].map(|count| count as u64);
            (log.server.as_str().to_string(), log.reason.as_str().to_string(), count, before)
        };
        let mut found: Vec<_> = finding.logs.iter().map(figures).collect();
        found.sort();
        assert_eq!(found, expected_reasons(&servers, 4, 30), "{round}");
        seen += found.len();
        for (server, reason, count, _) in found {
            let query = format!("finding:new-reason server:{server} reason:\"{reason}\"");
            assert_eq!(engine.count(&query, 0).unwrap().0 as u64, count, "{round}: {query}");
        }
    }
    assert!(seen > 40, "{seen}");
}

/// Weeks of an office in a time zone, with more on working days, from eight to six; the clocks may be changed after some days.
fn office(random: &mut Random, weeks: usize, offset: i64, changed_after: usize) -> Vec<Hour> {
    let hour = |hour: usize, random: &mut Random| {
        let local = (hour as i64 + offset + i64::from(hour / 24 >= changed_after)).rem_euclid(WEEK as i64) as usize;
        let usual = match local / 24 < 5 && (8..18).contains(&(local % 24)) {
            true => 150,
            false => 6,
        };
        let count = random.between(usual * 2 / 3, usual * 4 / 3);
        Some((0..count).map(|_| random.one_in(15).then(|| random.below(3) as usize)).collect())
    };
    (0..weeks * WEEK).map(|number| hour(number, random)).collect()
}

#[test]
fn ordinary_weeks_have_no_unusual_hour_and_no_new_reason_in_any_time_zone() {
    let mut random = Random::new(19);
    for (weeks, changed_after) in [(1, usize::MAX), (1, 3), (2, usize::MAX), (3, 6)] {
        for offset in [-10, -5, 0, 1, 9, 13] {
            let engine = opened(&office(&mut random, weeks, offset, changed_after));
            for kind in KINDS {
                assert_eq!(found(&engine, kind), [], "{weeks} weeks at UTC{offset:+}: {}", kind.word());
            }
        }
    }
}

/// What happens every week at that hour is usual; what happens once is not.
#[test]
fn what_is_so_every_week_is_not_unusual() {
    let quiet: Vec<Hour> = (0..2 * WEEK).map(|_| none(2)).collect();
    let newsletter = 24 + 9;
    let with = |hours: &[usize]| {
        let mut all = quiet.clone();
        hours.iter().for_each(|hour| all[*hour] = none(200));
        found(&opened(&all), FindingKind::SessionBurst)
    };
    assert_eq!(with(&[newsletter]), [(newsletter, newsletter + 1, 200, 2, 13)]);
    assert_eq!(with(&[newsletter, newsletter + WEEK]), []);
    assert_eq!(with(&[newsletter, newsletter + 1]), [(newsletter, newsletter + 2, 400, 4, 13)], "one finding");
}

/// An hour without an entry is silent, not one of few sessions.
#[test]
fn no_hour_is_both_silent_and_one_of_few_sessions() {
    for (count, few) in [(0, 0.0), (1, 1.0), (20, 1.0), (21, 0.0)] {
        let mut hours: Vec<Hour> = (0..WEEK).map(|_| none(100)).collect();
        hours[2 * 24 + 12] = none(count);
        let mut engine = Engine::new(11);
        add_log(&mut engine, "EX05", &hours);
        assert_eq!(engine.finding(FindingKind::FewSessions).log_count.0, few, "{count}");
    }
}

#[test]
#[ignore = "prints times, and asserts none"]
fn speed_of_unusual_hours_and_new_reasons() {
    let plan = Plan { seed: 7, bytes: 500_000_000 };
    let mut engine = Engine::new(11);
    generate(&plan, &mut |file| {
        engine.begin_file(&file.name, &file.folder, file.text.len() as u64);
        engine.push(&file.text);
        engine.end_file(FileEnd::Complete);
    });
    engine.publish();
    // As if the logs were of many days.
    set(&mut engine, &[(Threshold::UnusualDays, 0), (Threshold::SessionsBefore, 0), (Threshold::DaysBefore, 0)]);
    let start = std::time::Instant::now();
    engine.coverage(BinWidth::Auto);
    println!("{} sessions, coverage: {:?}", engine.archive().published(), start.elapsed());
    let mut all = std::time::Duration::ZERO;
    for kind in FindingKind::ALL {
        let (start, mut steps, mut longest) = (std::time::Instant::now(), 0, std::time::Duration::ZERO);
        loop {
            let start = std::time::Instant::now();
            let is_done = engine.finding_step(*kind).is_some();
            (steps, longest) = (steps + 1, longest.max(start.elapsed()));
            if is_done {
                break;
            }
        }
        if KINDS.contains(kind) {
            println!("{}: {:?} in {steps} steps, the longest {longest:?}", kind.word(), start.elapsed());
        } else {
            all += start.elapsed();
        }
    }
    println!("other kinds: {all:?}");
}

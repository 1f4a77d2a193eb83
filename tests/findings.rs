//! Findings: what they claim is what their queries find, on every fixture and on damaged ones; and each kind is found where
//! it is, and not where it nearly is.
//!
//! `incidents/<kind>/found*` are logs with a finding of that kind, `incidents/<kind>/not*` are logs that are almost such: a file
//! each, or a folder of files that are opened together.

use crate::support::fixtures::cases;
use crate::support::generator::random::Random;
use crate::support::mutation::damaged;
use crate::support::result::value;
use exchange_log_viewer::{Engine, FileEnd, FileIndex, FindingKind, FindingSeverity, SessionIndex};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn incidents() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/incidents")
}

/// A file to open: its folder, its name, and its content.
type Input = (String, String, Vec<u8>);

fn opened_in_folders(files: impl IntoIterator<Item = Input>) -> Engine {
    let mut engine = Engine::new(11);
    for (folder, name, bytes) in files {
        engine.begin_file(&name, &folder, bytes.len() as u64);
        engine.push(&bytes);
        engine.end_file(FileEnd::Complete);
    }
    engine.publish();
    engine
}

fn opened(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Engine {
    opened_in_folders(files.into_iter().map(|(name, bytes)| (String::new(), name, bytes)))
}

/// The files below a folder.
fn files_below(path: &Path, folder: &str) -> Vec<Input> {
    let mut paths: Vec<PathBuf> = fs::read_dir(path).unwrap().map(|file| file.unwrap().path()).collect();
    paths.sort();
    let of_path = |path: PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        match path.is_dir() {
            true => files_below(&path, &format!("{folder}/{name}")),
            false => vec![(folder.trim_start_matches('/').to_string(), name, fs::read(&path).unwrap())],
        }
    };
    paths.into_iter().flat_map(of_path).collect()
}

/// The files of the incidents of a kind whose names begin like that, each with its name.
fn files_of_kind(kind: FindingKind, prefix: &str) -> Vec<(String, Vec<Input>)> {
    let folder = incidents().join(kind.word());
    let files = fs::read_dir(&folder).unwrap_or_else(|_| panic!("{} is missing", folder.display()));
    let mut paths: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    paths.sort();
    let name = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
    let wanted = paths.into_iter().filter(|path| name(path).starts_with(prefix));
    wanted
        .map(|path| {
            let files = match path.is_dir() {
                true => files_below(&path, ""),
                false => vec![(String::new(), name(&path), fs::read(&path).unwrap())],
            };
            (format!("{}/{}", kind.word(), name(&path)), files)
        })
        .collect()
}

/// The same, opened.
fn of_kind(kind: FindingKind, prefix: &str) -> Vec<(String, Engine)> {
    files_of_kind(kind, prefix).into_iter().map(|(name, files)| (name, opened_in_folders(files))).collect()
}

/// The kinds of findings that are there.
fn found(engine: &Engine) -> BTreeSet<&'static str> {
    let kinds = FindingKind::ALL.iter().copied();
    let is_found = |kind: &FindingKind| {
        let finding = engine.finding(*kind);
        finding.sessions.0 + finding.rows.0 + finding.log_count.0 > 0.0
    };
    kinds.filter(is_found).map(FindingKind::word).collect()
}

/// Every figure is what the query finds, and every group is a condition more.
fn check(engine: &mut Engine, of: &str) -> usize {
    let mut groups = 0;
    for kind in FindingKind::ALL {
        let finding = engine.finding(*kind);
        let query = format!("finding:{}", kind.word());
        assert_eq!(engine.count(&query, 0).unwrap().0 as f64, finding.sessions.0, "{of}: {query}");
        if !finding.rule.is_empty() && finding.sessions.0 > 0.0 {
            let by_rule = engine.count(finding.rule.as_str(), 0).unwrap().0 as f64;
            assert!(by_rule >= finding.sessions.0, "{of}: {} finds {by_rule}", finding.rule.as_str());
        }
        assert!(finding.groups.len() as f64 <= finding.group_count.0, "{of}: {query}");
        for group in &finding.groups {
            let conditions: Option<Vec<&str>> =
                group.values.iter().map(|value| value.condition.as_ref().map(|condition| condition.as_str())).collect();
            let Some(conditions) = conditions else { continue };
            groups += 1;
            let narrowed = format!("{query} {}", conditions.join(" "));
            assert_eq!(engine.count(&narrowed, 0).unwrap().0 as f64, group.sessions.0, "{of}: {narrowed}");
        }
    }
    for severity in FindingSeverity::ALL {
        let kinds = FindingKind::ALL.iter().filter(|kind| kind.severity() == *severity).map(|kind| kind.word());
        let named = format!("finding:{}", kinds.collect::<Vec<_>>().join(","));
        let by_severity = engine.count(&format!("severity:{}", severity.word()), 0).unwrap();
        assert_eq!(engine.count(&named, 0).unwrap(), by_severity, "{of}: {}", severity.word());
    }
    groups
}

#[test]
fn figures_are_what_the_queries_find() {
    let (mut groups, mut random) = (0, Random::new(12));
    for case in cases() {
        for is_damaged in [false, true] {
            let mut engine = Engine::new(7);
            engine.show_credentials(true);
            for input in &case.inputs {
                let damage = |random| damaged(random, &input.bytes, b"550 5.7.1 x");
                let bytes = if is_damaged { damage(&mut random) } else { input.bytes.clone() };
                engine.begin_corrected_file(&input.name, &input.folder, bytes.len() as u64, input.correction);
                engine.push(&bytes);
                engine.end_file(input.end);
            }
            engine.publish();
            groups += check(&mut engine, &case.name);
        }
    }
    assert!(groups > 100, "{groups}");
}

#[test]
fn every_kind_is_found_where_it_is_and_not_where_it_nearly_is() {
    let mut wrong = Vec::new();
    for kind in FindingKind::ALL {
        for (is_there, prefix) in [(true, "found"), (false, "not")] {
            let incidents = of_kind(*kind, prefix);
            assert!(!incidents.is_empty(), "{} has no incident that is {prefix}", kind.word());
            for (name, mut engine) in incidents {
                let found = found(&engine);
                if found.contains(kind.word()) != is_there {
                    wrong.push(format!("{name}: {found:?}"));
                }
                check(&mut engine, &name);
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The words of `certificate-state` that a session shows of its certificates.
fn shown_of_certificates(engine: &Engine, session: SessionIndex) -> BTreeSet<&'static str> {
    let detail = value(engine.detail(session, 0..0));
    let of_one = |one: &Value| {
        let validity = match one["validity"].as_str().unwrap() {
            "valid" => Some("valid"),
            "expiresSoon" => Some("expires-soon"),
            "expired" => Some("expired"),
            "notYetValid" => Some("not-yet-valid"),
            _ => None,
        };
        let self_signed = (one["selfSigned"] == true).then_some("self-signed");
        let mismatch = (one["fits"] == "doesNotFit").then_some("name-mismatch");
        [validity, self_signed, mismatch].into_iter().flatten().collect::<Vec<_>>()
    };
    detail["certificates"].as_array().unwrap().iter().flat_map(of_one).collect()
}

/// The sessions of connectors on which a server presented several certificates, by what sessions show of them. After
/// X-ANONYMOUSTLS it is the one for its own organization.
fn shown_as_changed(engine: &mut Engine, all: &[SessionIndex]) -> BTreeSet<u32> {
    engine.query("verb:<X-ANONYMOUSTLS>", 0).unwrap();
    let anonymous: BTreeSet<u32> = engine.sessions().iter().map(|session| session.0).collect();
    let mut presented: BTreeMap<(String, String), (BTreeSet<String>, BTreeSet<u32>)> = BTreeMap::new();
    for session in all.iter().filter(|session| !anonymous.contains(&session.0)) {
        let detail = value(engine.detail(*session, 0..0));
        let text = |value: &Value| value.as_str().unwrap().to_string();
        let (server, connector) = (text(&detail["server"]), text(&detail["connectorId"]));
        for one in detail["certificates"].as_array().unwrap() {
            let thumbprint = text(&one["thumbprint"]);
            if one["direction"] == "sent" && ![&server, &connector, &thumbprint].iter().any(|text| text.is_empty()) {
                let (thumbprints, sessions) = presented.entry((server.clone(), connector.clone())).or_default();
                thumbprints.insert(thumbprint);
                sessions.insert(session.0);
            }
        }
    }
    presented
        .into_values()
        .filter(|(thumbprints, _)| thumbprints.len() > 1)
        .flat_map(|(_, sessions)| sessions)
        .collect()
}

/// What queries find of certificates is what their sessions show. Returns how often each word was found.
fn check_certificates(engine: &mut Engine, of: &str, seen: &mut BTreeMap<&'static str, usize>) {
    const STATES: [&str; 6] = ["valid", "expires-soon", "expired", "not-yet-valid", "self-signed", "name-mismatch"];
    let all: Vec<_> = (0..engine.archive().published() as u32).map(SessionIndex).collect();
    let shown: Vec<_> = all.iter().map(|session| (session.0, shown_of_certificates(engine, *session))).collect();
    let with = |state| {
        let with_it = shown.iter().filter(|(_, states)| states.contains(state)).map(|(session, _)| *session);
        (state, with_it.collect::<BTreeSet<u32>>())
    };
    let changed = ("changed", shown_as_changed(engine, &all));
    for (state, with_it) in STATES.into_iter().map(with).chain([changed]) {
        engine.query(&format!("certificate-state:{state}"), 0).unwrap();
        let found: BTreeSet<u32> = engine.sessions().iter().map(|session| session.0).collect();
        assert_eq!(found, with_it, "{of}: {state}");
        *seen.entry(state).or_default() += found.len();
    }
}

#[test]
fn what_queries_find_of_certificates_is_what_sessions_show() {
    let (mut seen, mut random) = (BTreeMap::new(), Random::new(13));
    for case in cases() {
        for is_damaged in [false, true] {
            let inputs = case.inputs.iter().map(|input| {
                let bytes = input.bytes.clone();
                (input.name.clone(), if is_damaged { damaged(&mut random, &bytes, b"*") } else { bytes })
            });
            check_certificates(&mut opened(inputs), &case.name, &mut seen);
        }
    }
    for kind in FindingKind::ALL {
        for (name, mut engine) in of_kind(*kind, "") {
            check_certificates(&mut engine, &name, &mut seen);
        }
    }
    assert!(seen.values().all(|count| *count > 1), "{seen:?}");
}

/// The rows of a certificate may be in two files, of which either may be read first.
#[test]
fn certificates_are_the_same_in_whichever_order_files_are_read() {
    for (kind, state) in [("certificate-self-signed", "self-signed"), ("certificate-name", "name-mismatch")] {
        let log = fs::read_to_string(incidents().join(kind).join("found-six-rows.log")).unwrap();
        let (header, rows): (Vec<&str>, Vec<&str>) = log.lines().partition(|line| line.starts_with('#'));
        let issuer = rows.iter().position(|row| row.ends_with("Certificate issuer name")).unwrap();
        let part = |rows: &[&str]| [&header, rows].concat().join("\r\n").into_bytes();
        let first = ("RECV20260302-1.LOG".to_string(), part(&rows[..issuer]));
        let second = ("RECV20260302-2.LOG".to_string(), part(&rows[issuer..]));
        for files in [[first.clone(), second.clone()], [second.clone(), first.clone()]] {
            let query = format!("certificate-state:{state}");
            assert_eq!(opened(files).count(&query, 0).unwrap().0, 1, "{query}");
        }
    }
}

/// Of a server without a name nobody knows whether it is one; once it is stated, it is.
#[test]
fn a_certificate_has_changed_where_the_server_is_stated() {
    let log = fs::read(incidents().join("certificate-changed/not-known.log")).unwrap();
    let mut engine = opened([("SEND20260302-1.LOG".to_string(), log)]);
    for (server, sessions) in [(None, 0), (Some("EX01"), 2), (Some(""), 0)] {
        engine.set_origin(&[FileIndex(0)], server, None);
        assert_eq!(engine.count("certificate-state:changed", 0).unwrap().0, sessions, "{server:?}");
    }
}

/// Mail of other people that all went well, received and sent: the sessions of two logs again and again, in each hour of some days
/// in March 2026, of which the second is a Monday, as often as it says.
fn ordinary_mail(days: std::ops::Range<u32>, in_hour: impl Fn(u32, u32) -> u32) -> Vec<(String, Vec<u8>)> {
    let of_day = |(day, kind, name): (u32, &str, &str)| {
        let log = fs::read_to_string(incidents().join(kind).join("not.log")).unwrap();
        let (header, rows): (Vec<&str>, Vec<&str>) = log.lines().partition(|line| line.starts_with('#'));
        let mut text = header.join("\r\n");
        for hour in 0..24 {
            let count = in_hour(day, hour);
            for number in 0..count {
                let second = number * 3_600 / count;
                let time = format!("2026-03-{day:02}T{hour:02}:{:02}:{:02}", second / 60, second % 60);
                let id = format!("08DE7B{day:02}{hour:02}{number:06X}");
                for row in &rows {
                    let row = row.replace("2026-03-02T08:00:02", &time).replace("08DE7A1B2C3D4001", &id);
                    let row = row.replace("ann@", "dora@").replace("bob@", "emil@");
                    text.push_str("\r\n");
                    text.push_str(&row.replace("<1@", &format!("<{name}{day}-{hour}-{number}@")));
                }
            }
        }
        (format!("{name}202603{day:02}-1.LOG"), text.into_bytes())
    };
    let logs = [("certificate-expiring", "RECV"), ("tls-not-used", "SEND")];
    days.flat_map(|day| logs.map(|(kind, name)| (day, kind, name))).map(of_day).collect()
}

/// A day of it, every five minutes.
fn ordinary_day() -> Vec<(String, Vec<u8>)> {
    ordinary_mail(2..3, |_, _| 12)
}

/// More on working days, in the time zone of New York, and never quite the same.
#[test]
fn an_ordinary_week_has_no_findings() {
    let usual = |day: u32, hour: u32| {
        let local = (day * 24 + hour - 5) % (7 * 24);
        let is_working = (2 * 24..7 * 24).contains(&local) && (8..18).contains(&(local % 24));
        let more = (day * 31 + hour * 17) % 13;
        if is_working { 100 + 4 * more } else { 2 + more / 4 }
    };
    let in_folders = |files: Vec<(String, Vec<u8>)>| {
        let folder = |name: &str| match name.starts_with("RECV") {
            true => "EX01/TransportRoles/Logs/FrontEnd/ProtocolLog/SmtpReceive".to_string(),
            false => "EX01/TransportRoles/Logs/Hub/ProtocolLog/SmtpSend".to_string(),
        };
        opened_in_folders(files.into_iter().map(|(name, bytes)| (folder(&name), name, bytes)))
    };
    let week = in_folders(ordinary_mail(2..9, usual));
    assert_eq!(week.count("outcome:accepted log:receive", 0), week.count("log:receive", 0));
    assert_eq!(found(&week), BTreeSet::new());
    // What is found in it otherwise.
    let fewer = |day, hour| if (day, hour) == (4, 15) { 9 } else { usual(day, hour) };
    assert_eq!(found(&in_folders(ordinary_mail(2..9, fewer))), BTreeSet::from(["few-sessions"]));
    let more = |day, hour| if (day, hour) == (4, 15) { 740 } else { usual(day, hour) };
    assert_eq!(found(&in_folders(ordinary_mail(2..9, more))), BTreeSet::from(["session-burst"]));
}

#[test]
fn an_incident_is_found_in_a_day_of_ordinary_mail_as_it_is_alone_and_the_day_alone_has_none() {
    let day = opened(ordinary_day());
    assert_eq!(day.count("outcome:accepted", 0).unwrap().0, 2 * 24 * 12);
    assert_eq!(found(&day), BTreeSet::new());
    // What is not logged depends on which other logs are open.
    let apart = |engine: &Engine| {
        let mut found = found(engine);
        found.remove(FindingKind::LogNotWritten.word());
        found
    };
    for kind in FindingKind::ALL {
        for (name, files) in files_of_kind(*kind, "found") {
            let alone = opened_in_folders(files.clone());
            let day = ordinary_day().into_iter().map(|(name, bytes)| (String::new(), name, bytes));
            let incident = files.into_iter().map(|(folder, file, bytes)| match folder.is_empty() {
                true => (folder, name.replace('/', "-"), bytes),
                false => (folder, file, bytes),
            });
            let hidden = opened_in_folders(day.chain(incident));
            assert_eq!(apart(&hidden), apart(&alone), "{name}");
            let figures = |engine: &Engine| {
                let finding = engine.finding(*kind);
                (finding.sessions, finding.rows, finding.messages, finding.first, finding.last, finding.log_count)
            };
            assert_eq!(figures(&hidden), figures(&alone), "{name}");
        }
    }
}

/// Messages of connectors that no protocol log names are listed, and only those.
#[test]
fn what_no_protocol_log_names_is_listed() {
    let kind = FindingKind::LogNotWritten;
    for (name, mut engine) in of_kind(kind, "found") {
        let finding = engine.finding(kind);
        assert_eq!((finding.sessions.0, finding.logs[0].count.0), (3.0, 3.0), "{name}");
        engine.query("finding:log-not-written", 0).unwrap();
        let tracked = |session: &SessionIndex| value(engine.detail(*session, 0..0))["logType"] == "tracking";
        assert!(engine.sessions().iter().all(tracked), "{name}");
    }
}

/// What became of mail does not depend on which log is read first, nor on which server accepted it.
#[test]
fn mail_is_accepted_later_in_whichever_file() {
    let log = fs::read_to_string(incidents().join("deferred-recovered/found-elsewhere.log")).unwrap();
    let of_session = |id: &str, server: &str| {
        let rows = log.lines().filter(|row| row.starts_with('#') || row.contains(id));
        rows.map(|row| format!("{}\r\n", row.replace("EX01", server))).collect::<String>().into_bytes()
    };
    let put_off = ("first.log".to_string(), of_session("08DE7A1B2C3D4001", "EX01"));
    let accepted = ("second.log".to_string(), of_session("08DE7A1B2C3D4002", "EX02"));
    for (files, word) in [
        (vec![put_off.clone(), accepted.clone()], "recovered"),
        (vec![accepted.clone(), put_off.clone()], "recovered"),
        (vec![put_off], "unresolved"),
    ] {
        let engine = opened(files);
        assert_eq!(engine.count("deferral:*", 0).unwrap().0, 1, "{word}");
        assert_eq!(engine.count(&format!("deferral:{word}"), 0).unwrap().0, 1, "{word}");
    }
    assert_eq!(opened([accepted]).count("deferral:*", 0).unwrap().0, 0);
}

/// A log that goes on says more of what was put off before.
#[test]
fn mail_that_was_put_off_recovers_when_the_rest_is_read() {
    let log = fs::read(incidents().join("deferred-recovered/found.log")).unwrap();
    let second = log.windows(16).position(|bytes| bytes == b"08DE7A1B2C3D4002").unwrap();
    let begin = log[..second].iter().rposition(|byte| *byte == b'\n').unwrap() + 1;
    let mut engine = Engine::new(11);
    engine.begin_file("RECV20260302-1.LOG", "", log.len() as u64);
    engine.push(&log[..begin]);
    engine.publish();
    assert_eq!(engine.count("deferral:unresolved", 0).unwrap().0, 1);
    engine.push(&log[begin..]);
    engine.end_file(FileEnd::Complete);
    engine.publish();
    assert_eq!(engine.count("deferral:unresolved", 0).unwrap().0, 0);
    assert_eq!(engine.count("deferral:recovered", 0).unwrap().0, 1);
}

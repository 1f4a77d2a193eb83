//! The origin of logs: inferred from paths and sessions, or set by the user, everywhere it is shown.

use crate::support::fixtures::case;
use crate::support::result::{export, ndjson};
use exchange_log_viewer::{Engine, ExportFormat, FileEnd, FileIndex, SessionColumn, SortOrder, summary};

/// One session of two rows on a connector and a local port.
fn log(connector: &str, port: u16, id: u32) -> String {
    let row = |sequence, event, context| {
        format!(
            "2026-03-01T09:00:0{sequence}.000Z,{connector},08DE7755AC00{id:04X},{sequence},192.0.2.1:{port},\
             198.51.100.7:4711,{event},,{context}\r\n"
        )
    };
    row(0, "+", "") + &row(1, "-", "Local")
}

fn opened(files: &[(&str, &str, String)]) -> Engine {
    let mut engine = Engine::new(7);
    for (folder, name, text) in files {
        engine.begin_file(name, folder, text.len() as u64);
        engine.push(text.as_bytes());
        engine.end_file(FileEnd::Complete);
    }
    engine.publish();
    engine
}

/// Server and service of each file.
fn of_files(engine: &Engine) -> Vec<(String, String)> {
    summary(engine.archive())
        .per_file
        .into_iter()
        .map(|file| (file.server.to_string(), file.service.to_string()))
        .collect()
}

fn pair(server: &str, service: &str) -> (String, String) {
    (server.into(), service.into())
}

const RECEIVE: &str = "RECV2026030109-1.LOG";

#[test]
fn sessions_reveal_what_the_path_does_not() {
    let engine = opened(&[
        ("my logs", RECEIVE, log("EXCH01\\Default Frontend EXCH01", 25, 1)),
        ("my logs", RECEIVE, log("EXCH01\\Default EXCH01", 2525, 2)),
        ("my logs", RECEIVE, log("EXCH01\\Relay", 10025, 3) + &log("EXCH01\\Relay", 587, 4)),
        ("EXCH02/Hub", RECEIVE, log("Relay", 10025, 5)),
        ("EXCH02/Hub", RECEIVE, log("EXCH03\\Relay", 25, 6)),
        ("my logs", RECEIVE, log("Relay", 10025, 7)),
    ]);
    let expected = [
        pair("EXCH01", "Front End Transport"),
        pair("EXCH01", "Transport"),
        pair("EXCH01", "Front End Transport"),
        pair("EXCH02", "Transport"),
        pair("EXCH03", "Transport"),
        // Its neighbours come from one server, but from two services.
        pair("EXCH01", ""),
    ];
    assert_eq!(of_files(&engine), expected);
    // A session that reveals nothing itself has the origin of its file.
    assert_eq!(engine.count("session:0003 service:<FrontEndTransport>", 0).unwrap().0, 1);
    let found: Vec<(String, String)> = ndjson(&engine, "")
        .iter()
        .map(|session| {
            pair(session["origin"]["server"].as_str().unwrap(), session["origin"]["service"].as_str().unwrap())
        })
        .collect();
    let expected: Vec<_> = [0, 1, 2, 2, 3, 4, 5].map(|file| expected[file].clone()).into();
    assert_eq!(found, expected);
}

#[test]
fn a_file_that_reveals_nothing_has_the_origin_of_its_neighbours() {
    let header = "#Log-type: SMTP Receive Protocol Log\r\n#Fields: date-time,connector-id,session-id,sequence-number,\
                  local-endpoint,remote-endpoint,event,data,context\r\n";
    let silent = || log("Relay", 10025, 7);
    let engine = opened(&[
        ("one", RECEIVE, log("EXCH01\\Default Frontend EXCH01", 25, 1)),
        ("one", "RECV2026030110-1.LOG", header.into()),
        ("one", "RECV2026030111-1.LOG", silent()),
        ("two", RECEIVE, silent()),
        ("three", RECEIVE, log("EXCH01\\Default EXCH01", 2525, 2)),
        ("three", RECEIVE, log("EXCH02\\Default EXCH02", 2525, 3)),
        ("three", "RECV2026030110-1.LOG", header.into()),
    ]);
    let front_end = pair("EXCH01", "Front End Transport");
    let files = of_files(&engine);
    assert_eq!(files[..3], [front_end.clone(), front_end.clone(), front_end]);
    assert_eq!(files[3], pair("", ""), "another folder");
    assert_eq!(files[6], pair("", "Transport"), "two servers have files there");
    assert_eq!(engine.count("server:<EXCH01> service:<FrontEndTransport>", 0).unwrap().0, 2);
}

#[test]
fn all_logs_of_one_installation_come_from_one_server() {
    let send = || log("To Fabrikam", 40001, 8);
    let engine = opened(&[
        ("Logs/FrontEnd/ProtocolLog/SmtpReceive", RECEIVE, log("EXCH01\\Relay", 25, 1)),
        ("Logs/Hub/ProtocolLog/SmtpSend", "SEND2026030109-1.LOG", send()),
        ("x/Logs/Hub/ProtocolLog/SmtpSend", "SEND2026030109-1.LOG", send()),
        ("y/FrontEnd", RECEIVE, log("EXCH01\\Relay", 25, 2)),
        ("y/Hub", RECEIVE, log("EXCH02\\Relay", 2525, 3)),
        ("y/Hub", "SEND2026030109-1.LOG", send()),
    ]);
    let servers: Vec<String> = of_files(&engine).into_iter().map(|(server, _)| server).collect();
    assert_eq!(servers, ["EXCH01", "EXCH01", "", "EXCH01", "EXCH02", ""]);
}

#[test]
fn a_correction_by_the_user_applies_everywhere_and_can_be_undone() {
    let mut engine = opened(&[
        ("my logs", RECEIVE, log("EXCH01\\Default Frontend EXCH01", 25, 1)),
        ("", RECEIVE, log("Relay", 10025, 2)),
    ]);
    assert_eq!(engine.query("server:<MAIL7>", 0).unwrap().0, 0);
    engine.set_origin(&[FileIndex(1), FileIndex(99)], Some("MAIL7"), Some("Proxy of ours"));
    assert_eq!(engine.sessions().len(), 1, "the current query is answered again");
    assert_eq!(of_files(&engine), [pair("EXCH01", "Front End Transport"), pair("MAIL7", "Proxy of ours")]);
    let ordered = |engine: &mut Engine, column| {
        engine.query("", 0).unwrap();
        let window = engine.window(SortOrder { column, descending: true }, 0..9);
        let text = |column| window.texts(column).next().unwrap().to_string();
        (text(SessionColumn::Server), text(SessionColumn::Service))
    };
    assert_eq!(ordered(&mut engine, SessionColumn::Server), pair("MAIL7", "Proxy of ours"));
    assert_eq!(ordered(&mut engine, SessionColumn::Service), pair("MAIL7", "Proxy of ours"));
    assert!(export(&engine, ExportFormat::Csv, "service:proxyofours").contains(",MAIL7,Proxy of ours,Relay,"));

    engine.set_origin(&[FileIndex(0)], Some("EXCH09"), None);
    assert_eq!(of_files(&engine)[0], pair("EXCH09", "Front End Transport"), "the service is unchanged");
    assert_eq!(engine.count("server:EXCH09 service:frontend", 0).unwrap().0, 1);
    engine.set_origin(&[FileIndex(0), FileIndex(1)], Some(""), Some(""));
    assert_eq!(of_files(&engine), [pair("EXCH01", "Front End Transport"), pair("", "")]);
    assert_eq!(engine.count("server:<>", 0).unwrap().0, 1);
}

#[test]
fn a_correction_by_the_user_persists_while_more_is_read() {
    let mut engine = opened(&[("my logs", RECEIVE, log("EXCH01\\Relay", 25, 1))]);
    engine.set_origin(&[FileIndex(0)], Some("MAIL7"), None);
    let text = log("EXCH02\\Relay", 25, 2);
    engine.begin_file("RECV2026030110-1.LOG", "my logs", text.len() as u64);
    engine.push(text.as_bytes());
    engine.end_file(FileEnd::Complete);
    engine.publish();
    assert_eq!(of_files(&engine), [pair("MAIL7", "Front End Transport"), pair("EXCH02", "Front End Transport")]);
}

#[test]
fn a_session_of_a_copy_has_the_origin_of_the_file_that_gave_its_entries() {
    let mut engine = opened(&[("one", RECEIVE, log("Relay", 10025, 1)), ("two", RECEIVE, log("Relay", 10025, 1))]);
    engine.set_origin(&[FileIndex(0)], Some("MAIL7"), None);
    assert_eq!(engine.count("server:<MAIL7>", 0).unwrap().0, 1);
}

#[test]
fn servers_of_the_fixture_are_distinguished_by_their_folders() {
    let mut engine = case("sessions-two-servers").read_whole();
    let count = |engine: &mut Engine, query: &str| engine.query(query, 0).unwrap().0;
    assert_eq!(count(&mut engine, ""), 5);
    assert_eq!(count(&mut engine, "server:<EXB>"), 2);
    assert_eq!(count(&mut engine, "server:<EXA> service:<Transport>"), 2);
    assert_eq!(count(&mut engine, "server:<EXA> -service:<Transport>"), 1);
}

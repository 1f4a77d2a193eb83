//! Every format that the viewer reads, and logs of all of them together.

use super::client_access;
use super::imap4::IMAP4;
use super::internet_mail::INTERNET_MAIL;
use super::internet_news::INTERNET_NEWS;
use super::pop3::POP3;
use super::weave::Written;
use super::{Kind, LogFile, Plan, agent, http, http_proxy, l_file, nntp_service, smtp_service, tracking};
use super::{tracking_2003, write_kind};

/// Writes about as many bytes as planned.
type Write = fn(&Plan, &mut dyn FnMut(LogFile)) -> Written;

/// A format, or a notation of one.
pub struct Format {
    /// Its name: the log type, or the log type, `-` and the notation.
    pub name: &'static str,
    /// The log type as the viewer calls it.
    pub log_type: &'static str,
    /// Its share of all logs, in per cent.
    pub share: u64,
    write: Write,
}

const fn format(name: &'static str, log_type: &'static str, share: u64, write: Write) -> Format {
    Format { name, log_type, share, write }
}

/// All formats.
pub const FORMATS: [Format; 17] = [
    format("smtpReceive", "smtpReceive", 20, |plan, sink| write_kind(Kind::Receive, plan, sink)),
    format("smtpSend", "smtpSend", 7, |plan, sink| write_kind(Kind::Send, plan, sink)),
    format("connectivity", "connectivity", 3, |plan, sink| write_kind(Kind::Connectivity, plan, sink)),
    format("pop3", "pop3", 7, |plan, sink| client_access::write(&POP3, plan, sink)),
    format("imap4", "imap4", 9, |plan, sink| client_access::write(&IMAP4, plan, sink)),
    format("internetMail", "internetMail", 3, |plan, sink| l_file::write(&INTERNET_MAIL, plan, sink)),
    format("internetNews", "internetNews", 2, |plan, sink| l_file::write(&INTERNET_NEWS, plan, sink)),
    format("smtpService-w3c", "smtpService", 7, |plan, sink| smtp_service::write(&smtp_service::W3C, plan, sink)),
    format("smtpService-iis", "smtpService", 3, |plan, sink| smtp_service::write(&smtp_service::IIS, plan, sink)),
    format("smtpService-ncsa", "smtpService", 3, |plan, sink| smtp_service::write(&smtp_service::NCSA, plan, sink)),
    format("smtpService-odbc", "smtpService", 2, |plan, sink| smtp_service::write(&smtp_service::ODBC, plan, sink)),
    format("nntpService", "nntpService", 3, nntp_service::write),
    format("http", "http", 11, http::write),
    format("tracking", "tracking", 9, tracking::write),
    format("tracking-2003", "tracking", 3, tracking_2003::write),
    format("agent", "agent", 4, agent::write),
    format("httpProxy", "table", 4, http_proxy::write),
];

/// The formats that words name: `all`, names, and log types. `Err` is the first word that names none.
pub fn formats_of<'w>(words: &[&'w str]) -> Result<Vec<&'static Format>, &'w str> {
    let is_named = |format: &Format, word: &str| word == "all" || word == format.name || word == format.log_type;
    match words.iter().find(|word| !FORMATS.iter().any(|format| is_named(format, word))) {
        Some(word) => Err(word),
        None => Ok(FORMATS.iter().filter(|format| words.iter().any(|word| is_named(format, word))).collect()),
    }
}

/// Writes logs of some formats, each with its share of the planned bytes: `sink` receives one file after another.
/// Returns what was written, by format.
pub fn generate_formats(
    plan: &Plan,
    formats: &[&'static Format],
    sink: &mut dyn FnMut(&'static Format, LogFile),
) -> Vec<(&'static Format, Written)> {
    let shares: u64 = formats.iter().map(|format| format.share).sum();
    let write = |&format: &&'static Format| {
        let part = Plan { seed: plan.seed, bytes: plan.bytes * format.share / shares };
        (format, (format.write)(&part, &mut |file| sink(format, file)))
    };
    formats.iter().map(write).collect()
}

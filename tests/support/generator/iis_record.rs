//! One record of a service whose log IIS writes, in each of its notations.

use super::row::row;
use super::time::{Date, date_and_time};

/// One event: a command with its result, or one side of it.
#[derive(Clone, Default)]
pub struct Record {
    /// Milliseconds since 1970 by the clock that the notation uses: UTC in W3C Extended, else local time.
    pub time: u64,
    /// Address of the peer.
    pub client: String,
    /// The name that it gives, or the side of an outbound connection.
    pub user: String,
    /// Command; `-` for a reply.
    pub method: String,
    /// Argument or reply, including blanks.
    pub query: String,
    /// Result, Windows status, bytes sent, bytes received, milliseconds.
    pub numbers: [u64; 5],
}

/// The virtual server that writes the log.
#[derive(Clone, Copy)]
pub struct Site {
    /// Name of the service's instance, e.g. `SMTPSVC1`.
    pub service: &'static str,
    /// Name of the server.
    pub computer: &'static str,
    /// `SMTP` or `NNTP`.
    pub protocol: &'static str,
}

/// How IIS writes a record.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// W3C Extended.
    W3c,
    /// Microsoft IIS.
    Iis,
    /// NCSA Common.
    Ncsa,
    /// The table of ODBC logging, exported as CSV.
    Odbc,
}

/// The fields of W3C Extended; the line ends with a blank, as in IIS.
const W3C_FIELDS: &str = "date time c-ip cs-username s-sitename s-computername s-ip s-port cs-method cs-uri-stem \
                              cs-uri-query sc-status sc-win32-status sc-bytes cs-bytes time-taken cs-version cs-host \
                              cs(User-Agent) cs(Cookie) cs(Referer) ";

/// The columns of the table of ODBC logging.
const ODBC_COLUMNS: &str = "ClientHost,username,LogTime,service,machine,serverip,processingtime,bytesrecvd,\
                                bytessent,servicestatus,win32status,operation,target,parameters";

/// The time zone of the servers, as written in NCSA Common.
const ZONE: &str = "-0600";

const SERVER_IP: &str = "192.0.2.2";

/// Header lines of a W3C Extended file.
pub fn w3c_header(version: &str, fields: &str, time: u64) -> String {
    format!(
        "#Software: Microsoft Internet Information Services {version}\r\n#Version: 1.0\r\n#Date: {}\r\n\
         #Fields: {fields}\r\n",
        date_and_time(time)
    )
}

impl Notation {
    /// The header of a file.
    pub fn header(self, time: u64) -> String {
        match self {
            Notation::W3c => w3c_header("6.0", W3C_FIELDS, time),
            Notation::Odbc => format!("{ODBC_COLUMNS}\r\n"),
            Notation::Iis | Notation::Ncsa => String::new(),
        }
    }

    /// Name of a day's file.
    pub fn file_name(self, date: &Date) -> String {
        let day = date.short_day();
        match self {
            Notation::W3c => format!("ex{day}.log"),
            Notation::Iis => format!("in{day}.log"),
            Notation::Ncsa => format!("nc{day}.log"),
            Notation::Odbc => format!("inetlog{day}.csv"),
        }
    }

    /// A record as a line.
    pub fn line(self, site: &Site, record: &Record) -> String {
        match self {
            Notation::W3c => w3c(site, record),
            Notation::Iis => iis(site, record),
            Notation::Ncsa => ncsa(site, record),
            Notation::Odbc => odbc(site, record),
        }
    }
}

/// Outbound connections have the peer's port and no local address.
fn own_end(record: &Record) -> (&'static str, u64) {
    if record.user.starts_with("Outbound") { ("-", 25) } else { (SERVER_IP, 0) }
}

fn w3c(site: &Site, record: &Record) -> String {
    let Record { client, user, method, numbers: [status, win32, sent, received, taken], .. } = record;
    let (ip, port) = own_end(record);
    let query = if record.query.is_empty() { "-".into() } else { record.query.replace(' ', "+") };
    format!(
        "{} {client} {user} {} {} {ip} {port} {method} - {query} {status} {win32} {sent} {received} {taken} {} - - - -\r\n",
        date_and_time(record.time),
        site.service,
        site.computer,
        site.protocol
    )
}

/// Local time; commas in the last field are not quoted.
fn iis(site: &Site, record: &Record) -> String {
    let Record { client, user, method, numbers: [status, win32, sent, received, taken], .. } = record;
    let Date { year, month, day, hour, minute, second, .. } = Date::new(record.time);
    let query = if record.query.is_empty() { "-" } else { record.query.trim_start() };
    let Site { service, computer, .. } = site;
    format!(
        "{client}, {user}, {month}/{day}/{year}, {hour}:{minute:02}:{second:02}, {service}, {computer}, {}, {taken}, \
         {received}, {sent}, {status}, {win32}, {method}, -, {query},\r\n",
        own_end(record).0
    )
}

/// Local time with its offset; quotes within quotes are not escaped.
fn ncsa(site: &Site, record: &Record) -> String {
    let Record { client, user, method, numbers: [status, _, sent, ..], .. } = record;
    let date = Date::new(record.time);
    let month = date.month_name();
    let Date { year, day, hour, minute, second, .. } = date;
    let query = match record.query.as_str() {
        "" => String::new(),
        query => format!("?{}", query.replace(' ', "+")),
    };
    format!(
        "{client} - {user} [{day:02}/{month}/{year}:{hour:02}:{minute:02}:{second:02} {ZONE}] \
         \"{method} -{query} {}\" {status} {sent}\r\n",
        site.protocol
    )
}

fn odbc(site: &Site, record: &Record) -> String {
    let Record { client, user, method, .. } = record;
    let [status, win32, sent, received, taken] = record.numbers.map(|number| number.to_string());
    let time = date_and_time(record.time);
    let query = if record.query.is_empty() { "-" } else { record.query.trim_start() };
    let (service, computer, ip) = (site.service, site.computer, own_end(record).0);
    row(&[client, user, &time, service, computer, ip, &taken, &received, &sent, &status, &win32, method, "-", query])
}

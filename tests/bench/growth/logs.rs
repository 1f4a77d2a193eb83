//! Logs of any size for the cases, and the lines that they consist of.

use std::fmt::Write as _;

/// A file to be opened.
pub struct LogFile {
    pub folder: String,
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Builds the text of a file line by line.
pub struct Text(String);

pub const RECEIVE: &str = "#Software: Microsoft Exchange Server\r\n#Version: 15.0.0.0\r\n\
    #Log-type: SMTP Receive Protocol Log\r\n#Date: 2026-03-02T08:00:00.000Z\r\n\
    #Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\r\n";

pub const SEND: &str = "#Software: Microsoft Exchange Server\r\n#Version: 15.0.0.0\r\n\
    #Log-type: SMTP Send Protocol Log\r\n#Date: 2026-03-02T08:00:00.000Z\r\n\
    #Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\r\n";

pub const CONNECTIVITY: &str = "#Software: Microsoft Exchange Server\r\n#Version: 15.0.0.0\r\n\
    #Log-type: Transport Connectivity Log\r\n#Date: 2026-03-02T08:00:00.000Z\r\n\
    #Fields: date-time,session,source,Destination,direction,description\r\n";

pub const TRACKING: &str = "#Software: Microsoft Exchange Server\r\n#Version: 15.0.0.0\r\n\
    #Log-type: Message Tracking Log\r\n#Date: 2026-03-02T08:00:00.000Z\r\n\
    #Fields: date-time,client-ip,client-hostname,server-ip,server-hostname,source-context,connector-id,source,event-id,\
    internal-message-id,message-id,recipient-address,recipient-status,total-bytes,recipient-count,\
    related-recipient-address,reference,message-subject,sender-address,return-path,message-info\r\n";

pub const IMAP4: &str = "#Software: Microsoft Exchange Server\r\n#Version: 15.0.0.0\r\n#Log-type: IMAP4 Log\r\n\
    #Date: 2026-03-02T08:00:00.000Z\r\n\
    #Fields: dateTime,sessionId,seqNumber,sIp,cIp,user,duration,rqsize,rpsize,command,parameters,context\r\n";

pub const IIS: &str = "#Software: Microsoft Internet Information Services 10.0\r\n#Version: 1.0\r\n\
    #Date: 2026-03-02 08:00:00\r\n#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip \
    cs(User-Agent) sc-status sc-substatus sc-win32-status time-taken\r\n";

pub const SMTPSVC: &str = "#Software: Microsoft Internet Information Services 6.0\r\n#Version: 1.0\r\n\
    #Date: 2026-03-02 08:00:00\r\n#Fields: date time c-ip cs-username s-sitename s-computername s-ip s-port cs-method \
    cs-uri-stem cs-uri-query sc-status sc-win32-status sc-bytes cs-bytes time-taken cs-version cs-host cs(User-Agent) \
    cs(Cookie) cs(Referer) \r\n";

pub const AGENT: &str = "#Software: Microsoft Exchange Server\r\n#Version: 15.0.0.0\r\n#Log-type: Agent Log\r\n\
    #Date: 2026-03-02T08:00:00.000Z\r\n#Fields: Timestamp,SessionId,LocalEndpoint,RemoteEndpoint,EnteredOrgFromIP,\
    MessageId,P1FromAddress,P2FromAddresses,Recipient,NumRecipients,Agent,Event,Action,SmtpResponse,Reason,ReasonData,\
    Diagnostics\r\n";

impl Text {
    pub fn new(head: &str) -> Text {
        Text(String::from(head))
    }

    pub fn line(&mut self, line: impl AsRef<str>) {
        self.0.push_str(line.as_ref());
        self.0.push_str("\r\n");
    }

    /// A row of an SMTP log: session, sequence-number, millisecond of the day, event and data.
    pub fn smtp(&mut self, session: usize, sequence: usize, ms: usize, event: &str, data: &str) {
        let (time, id) = (time(ms), id(session));
        let row =
            format_args!("{time},EX01\\Relay,{id},{sequence},192.0.2.10:25,198.51.100.7:4711,{event},{data},\r\n")
                .to_string();
        self.0.push_str(&row);
    }

    /// A row of an SMTP log from another endpoint.
    pub fn smtp_from(&mut self, remote: &str, sequence: usize, ms: usize, event: &str, data: &str) {
        let (time, id) = (time(ms), id(0));
        let row = format!("{time},EX01\\Relay,{id},{sequence},,{remote},{event},{data},");
        self.line(row);
    }

    pub fn connectivity(&mut self, session: usize, ms: usize, direction: &str, description: &str) {
        let row = format!("{},{},SMTP,fabrikam.com,{direction},{description}", time(ms), id(session));
        self.line(row);
    }

    /// An event of a message in a tracking log.
    pub fn tracking(&mut self, message: &str, ms: usize, event: &str, recipient: &str) {
        self.tracked("198.51.100.7,mail.fabrikam.com,192.0.2.10,EX01", message, ms, event, recipient);
    }

    /// An event in which EX01 hands the message over.
    pub fn tracking_from_ex01(&mut self, message: &str, ms: usize, event: &str, recipient: &str) {
        self.tracked("192.0.2.10,EX01,203.0.113.25,mx.fabrikam.com", message, ms, event, recipient);
    }

    fn tracked(&mut self, sides: &str, message: &str, ms: usize, event: &str, recipient: &str) {
        let row = format!(
            "{},{sides},,EX01\\Relay,SMTP,{event},1,<{message}@fabrikam.com>,\
             {recipient},,7229,1,,,Offer,ann@fabrikam.com,ann@fabrikam.com,",
            time(ms)
        );
        self.line(row);
    }

    pub fn imap4(&mut self, session: usize, sequence: usize, ms: usize, command: &str, parameters: &str) {
        let row = format!(
            "{},{session:016X},{sequence},192.0.2.19:1993,192.0.2.18:41022,ann@contoso.com,3,12,40,{command},{parameters},R=ok",
            time(ms)
        );
        self.line(row);
    }

    pub fn iis(&mut self, second: usize, url: &str, user: &str, client: &str) {
        let row = format!("{} 192.0.2.10 GET {url} - 443 {user} {client} Mozilla/5.0 200 0 0 15", seconds(second));
        self.line(row);
    }

    pub fn smtpsvc(&mut self, second: usize, client: &str, name: &str, command: &str) {
        let row = format!(
            "{} {client} {name} SMTPSVC1 EX03 192.0.2.2 0 {command} - +x 250 0 57 45 0 SMTP - - - -",
            seconds(second)
        );
        self.line(row);
    }

    pub fn agent(&mut self, session: usize, ms: usize, recipient: &str) {
        let row = format!(
            "{},{},192.0.2.19:25,198.51.100.66:4002,198.51.100.66,,a@fabrikam.com,a@fabrikam.com;,{recipient},1,\
             Recipient Filter Agent,OnRcptCommand,RejectCommand,550 5.1.1 User unknown,RecipientDoesNotExist,,",
            time(ms),
            id(session)
        );
        self.line(row);
    }

    pub fn file(self, folder: &str, name: &str) -> LogFile {
        LogFile { folder: folder.into(), name: name.into(), bytes: self.0.into_bytes() }
    }

    /// The only file of a case.
    pub fn alone(self) -> Vec<LogFile> {
        vec![self.file("logs", "log.txt")]
    }

    pub fn raw(&mut self, text: &str) {
        self.0.push_str(text);
    }
}

/// A time stamp: that many milliseconds after a morning.
pub fn time(ms: usize) -> String {
    let (day, ms) = (2 + ms / 86_400_000, ms % 86_400_000);
    let (month, day) = (3 + (day - 1) / 28, (day - 1) % 28 + 1);
    let (year, month) = (2026 + (month - 1) / 12, (month - 1) % 12 + 1);
    let (hour, minute, second) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60);
    format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}Z", ms % 1000)
}

/// A time stamp of IIS.
pub fn seconds(second: usize) -> String {
    let text = time(second * 1000);
    format!("{} {}", &text[..10], &text[11..19])
}

/// A session-id.
pub fn id(session: usize) -> String {
    format!("{:016X}", 0x08DE_7000_0000_0000_u64 + session as u64)
}

/// One text from pieces for each number below `n`.
pub fn many(n: usize, piece: impl Fn(usize) -> String) -> String {
    (0..n).fold(String::new(), |mut text, number| {
        let _ = write!(text, "{}", piece(number));
        text
    })
}

/// Numbers below `n` in an order without order.
pub fn shuffled(n: usize) -> impl Iterator<Item = usize> {
    let step = (0..).map(|more| n * 5 / 8 + 1 + more).find(|&step| gcd(step, n) == 1).unwrap_or(1);
    (0..n).map(move |number| number * step % n)
}

fn gcd(one: usize, other: usize) -> usize {
    if other == 0 { one } else { gcd(other, one % other) }
}

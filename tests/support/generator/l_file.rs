//! L-files of Exchange 4.0 to 5.5, one per connection: a time in the server's time zone, ` : `, and the text. Further
//! lines of a reply have no time, and are followed by a blank line.

use std::fmt::Write as _;

use super::random::Random;
use super::time::Date;
use super::weave::Written;
use super::{Count, LogFile, Plan};

/// The service that writes, and the contents of its connections.
pub struct Service {
    /// Folder of the files.
    pub folder: &'static str,
    /// Number of the first file.
    pub first: u64,
    /// Writes the connection with a given number.
    pub talk: fn(&mut Talk, u64),
}

/// The file of one connection, while it is written.
pub struct Talk {
    /// The source of random numbers.
    pub random: Random,
    time: u64,
    text: String,
    entries: u64,
}

impl Talk {
    /// An entry.
    pub fn say(&mut self, text: &str) {
        let Date { year, month, day, hour, minute, second, .. } = Date::new(self.time);
        let (half, hour) = (if hour < 12 { "AM" } else { "PM" }, (hour + 11) % 12 + 1);
        let year = year % 100;
        let _ = write!(self.text, "{month}/{day}/{year:02} {hour}:{minute:02}:{second:02} {half} : {text}\r\n");
        self.entries += 1;
        self.time += self.random.weighted(&[(6, 0), (6, 200), (3, 1_000), (1, 4_000)]);
    }

    /// An entry with further lines, each of which is an entry too: a line of a reply, as in newer logs.
    pub fn say_lines(&mut self, first: &str, others: &[String]) {
        self.say(first);
        self.entries += others.len() as u64;
        for line in others {
            self.text.push_str(line);
            self.text.push_str("\r\n");
        }
        self.text.push_str("\r\n");
    }

    /// Text that looks like BASE64 of a given length, as sent by a client to log in, but without meaning.
    pub fn blob(&mut self, bytes: usize) -> String {
        const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        (0..bytes).map(|_| char::from(DIGITS[usize::try_from(self.random.below(64)).unwrap_or(0)])).collect()
    }
}

/// 2000-05-13T14:00:00 in the server's time zone, in milliseconds.
const BEGIN: u64 = 958_226_400_000;

/// Writes files until there are about as many bytes as planned.
pub fn write(service: &Service, plan: &Plan, sink: &mut dyn FnMut(LogFile)) -> Written {
    let mut written = Written::default();
    let mut begin = BEGIN;
    while written.bytes < plan.bytes {
        let seed = plan.seed.wrapping_mul(104_729).wrapping_add(service.first << 40).wrapping_add(written.files);
        let mut talk = Talk { random: Random::new(seed), time: begin, text: String::new(), entries: 0 };
        begin += talk.random.between(1_000, 60_000);
        (service.talk)(&mut talk, written.files);
        let name = format!("L{:07}.LOG", service.first + written.files);
        written.join(&Written {
            files: 1,
            bytes: talk.text.len() as u64,
            all: Count { sessions: 1, entries: talk.entries },
            most_open: 1,
            ..Written::default()
        });
        sink(LogFile { folder: service.folder.into(), name, text: talk.text.into_bytes() });
    }
    written
}

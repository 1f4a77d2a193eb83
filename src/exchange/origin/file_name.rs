//! Names of log files: their date and number.

/// The name of a log file, `RECV2023011116-1.LOG`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogFileName<'a> {
    /// The text before the date or number: `RECV`, `CONNECTLOG`, `HttpProxy_`, `ex`, `L`; empty in `20030401.log`.
    pub prefix: &'a str,
    /// The period of the file; `None` for files that are rolled over by size.
    pub date: Option<FileDate>,
    /// Number of the file: from 1 within its day or hour, or among all files with the prefix if there is no date.
    pub number: Option<u32>,
}

/// The hour, day or month of a file; not validated. UTC since Exchange 2007; IIS may use local time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileDate {
    /// Year, of four digits.
    pub year: u16,
    /// Month.
    pub month: u8,
    /// Day; `None` for a file of a month.
    pub day: Option<u8>,
    /// Hour; `None` for a file of a day or a month.
    pub hour: Option<u8>,
}

/// Prefixes of IIS log files that are named by date, and of those that are numbered, for its three formats in turn.
const IIS_DATED: [&str; 3] = ["ex", "in", "nc"];
const IIS_NUMBERED: [&str; 3] = ["extend", "inetsv", "ncsa"];

impl<'a> LogFileName<'a> {
    /// Reads a name. `None` unless it is one of these, followed by nothing, or by a dot or a blank and anything:
    ///
    /// - Exchange 2007 and later: `<prefix><yyyymmdd>[<hh>]-<n>`
    /// - tracking of Exchange 2000 and 2003: `<yyyymmdd>`
    /// - IIS: `ex`, `in` or `nc` with `<yymmdd>[<hh>]` or `<yymm>`; `extend`, `inetsv` or `ncsa` with a number; in
    ///   UTF-8 with `u_` before that. A weekly `<yymmww>` cannot be distinguished from a day, and is read as one.
    /// - Exchange 4.0 to 5.5: `L` and seven digits
    pub fn parse(name: &'a str) -> Option<LogFileName<'a>> {
        let stem = name.split(['.', ' ']).next()?;
        numbered_within_date(stem).or_else(|| tracking_of_2003(stem)).or_else(|| iis(stem)).or_else(|| l_file(stem))
    }
}

/// The text before the digits at the end, and the digits.
fn split_digits(text: &str) -> Option<(&str, &str)> {
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    text.split_at_checked(text.len().checked_sub(digits)?)
}

fn numbered_within_date(stem: &str) -> Option<LogFileName<'_>> {
    let (head, number) = stem.rsplit_once('-')?;
    let (prefix, digits) = split_digits(head)?;
    Some(LogFileName { prefix, date: Some(date(digits)?), number: Some(number.parse().ok()?) })
}

fn tracking_of_2003(stem: &str) -> Option<LogFileName<'_>> {
    let date = date(stem).filter(|date| date.hour.is_none())?;
    Some(LogFileName { prefix: "", date: Some(date), number: None })
}

fn iis(stem: &str) -> Option<LogFileName<'_>> {
    let (prefix, digits) = split_digits(stem)?;
    let own = match prefix.get(..2) {
        Some(mark) if mark.eq_ignore_ascii_case("u_") => prefix.get(2..)?,
        _ => prefix,
    };
    let is_one_of = |known: &[&str]| known.iter().any(|known| own.eq_ignore_ascii_case(known));
    match () {
        () if is_one_of(&IIS_DATED) => Some(LogFileName { prefix, date: Some(short_date(digits)?), number: None }),
        () if is_one_of(&IIS_NUMBERED) => Some(LogFileName { prefix, date: None, number: Some(digits.parse().ok()?) }),
        () => None,
    }
}

fn l_file(stem: &str) -> Option<LogFileName<'_>> {
    let (prefix, digits) = split_digits(stem)?;
    let fits = prefix.eq_ignore_ascii_case("L") && digits.len() == 7;
    fits.then_some(LogFileName { prefix, date: None, number: Some(digits.parse().ok()?) })
}

fn number(digits: &str, from: usize) -> Option<u8> {
    digits.get(from..from + 2)?.parse().ok()
}

/// `yyyymmdd` or `yyyymmddhh`.
fn date(digits: &str) -> Option<FileDate> {
    let hour = match digits.len() {
        8 => None,
        10 => Some(number(digits, 8)?),
        _ => return None,
    };
    let year = digits.get(..4)?.parse().ok()?;
    Some(FileDate { year, month: number(digits, 4)?, day: Some(number(digits, 6)?), hour })
}

/// `yymm`, `yymmdd` or `yymmddhh`; the years are those from 1970 to 2069.
fn short_date(digits: &str) -> Option<FileDate> {
    let (day, hour) = match digits.len() {
        4 => (None, None),
        6 => (Some(number(digits, 4)?), None),
        8 => (Some(number(digits, 4)?), Some(number(digits, 6)?)),
        _ => return None,
    };
    let year = u16::from(number(digits, 0)?);
    let year = if year >= 70 { 1900 + year } else { 2000 + year };
    Some(FileDate { year, month: number(digits, 2)?, day, hour })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(name: &str) -> Option<(&str, Option<FileDate>, Option<u32>)> {
        LogFileName::parse(name).map(|name| (name.prefix, name.date, name.number))
    }

    fn of(year: u16, month: u8, day: impl Into<Option<u8>>, hour: impl Into<Option<u8>>) -> Option<FileDate> {
        Some(FileDate { year, month, day: day.into(), hour: hour.into() })
    }

    #[test]
    fn reads_file_names() {
        assert_eq!(parts("RECV2023011116-1.LOG"), Some(("RECV", of(2023, 1, 11, 16), Some(1))));
        assert_eq!(parts("send20110927-12.log"), Some(("send", of(2011, 9, 27, None), Some(12))));
        let prefix = |name| LogFileName::parse(name).map(|name| name.prefix);
        assert_eq!(prefix("CONNECTLOG2020022700-1 (2).LOG"), Some("CONNECTLOG"));
        assert_eq!(prefix("ECPActivity_11500_20230111-1.LOG"), Some("ECPActivity_11500_"));
        assert_eq!(prefix("RECV2023011116-1.LOG.gz"), Some("RECV"));
        for name in [
            "",
            "RECV.LOG",
            "RECV2023-1.LOG",
            "RECV20230111-.LOG",
            "RECV20230111-99999999999.LOG",
            "é-1",
            "RECV202301111-1",
            "RECV20230111.LOG",
            "2023011116.log",
        ] {
            assert_eq!(LogFileName::parse(name), None, "{name}");
        }
    }

    #[test]
    fn reads_names_of_exchange_2003_and_earlier() {
        assert_eq!(parts("20030401.log"), Some(("", of(2003, 4, 1, None), None)));
        assert_eq!(parts("L0000012.LOG"), Some(("L", None, Some(12))));
        for name in ["L000012.LOG", "L00000012.LOG", "ML0000012.LOG", "L000001a.LOG"] {
            assert_eq!(LogFileName::parse(name), None, "{name}");
        }
    }

    #[test]
    fn reads_names_of_iis() {
        assert_eq!(parts("ex990401.log"), Some(("ex", of(1999, 4, 1, None), None)));
        assert_eq!(parts("u_ex26030109.log"), Some(("u_ex", of(2026, 3, 1, 9), None)));
        assert_eq!(parts("U_NC0612.LOG"), Some(("U_NC", of(2006, 12, None, None), None)));
        assert_eq!(parts("in70010100.log"), Some(("in", of(1970, 1, 1, 0), None)));
        assert_eq!(parts("in690101.log"), Some(("in", of(2069, 1, 1, None), None)));
        for (name, prefix, number) in
            [("extend3.log", "extend", 3), ("inetsv12.log", "inetsv", 12), ("u_ncsa07.log", "u_ncsa", 7)]
        {
            assert_eq!(parts(name), Some((prefix, None, Some(number))), "{name}");
        }
        for name in ["ex.log", "ex99.log", "ex9904011.log", "mex990401.log", "extend.log", "u_.log", "ü_1.log"] {
            assert_eq!(LogFileName::parse(name), None, "{name}");
        }
    }
}

//! Names of log files.

/// The name of a log file, `RECV2023011116-1.LOG`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogFileName<'a> {
    /// What stands before the date, `RECV`, `SEND`, `CONNECTLOG`, `HttpProxy_`.
    pub prefix: &'a str,
    /// Year, month, day (UTC), not checked.
    pub date: (u16, u8, u8),
    /// Hour (UTC) since Exchange 2013; `None` before.
    pub hour: Option<u8>,
    /// Number of the file within the day or hour, from 1.
    pub instance: u32,
}

impl<'a> LogFileName<'a> {
    /// Reads a name; `None` unless it is `<prefix><yyyymmdd>[<hh>]-<n>`, with anything after that.
    pub fn parse(name: &'a str) -> Option<LogFileName<'a>> {
        let stem = name.split(['.', ' ']).next()?;
        let (head, instance) = stem.rsplit_once('-')?;
        let digits = head.bytes().rev().take_while(u8::is_ascii_digit).count();
        let (prefix, digits) = head.split_at_checked(head.len().checked_sub(digits)?)?;
        let number = |from: usize, to: usize| digits.get(from..to)?.parse().ok();
        let hour = match digits.len() {
            8 => None,
            10 => Some(number(8, 10)?),
            _ => return None,
        };
        let date = (digits.get(..4)?.parse().ok()?, number(4, 6)?, number(6, 8)?);
        Some(LogFileName { prefix, date, hour, instance: instance.parse().ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_file_names() {
        let newer = LogFileName { prefix: "RECV", date: (2023, 1, 11), hour: Some(16), instance: 1 };
        assert_eq!(LogFileName::parse("RECV2023011116-1.LOG"), Some(newer));
        let older = LogFileName { prefix: "send", date: (2011, 9, 27), hour: None, instance: 12 };
        assert_eq!(LogFileName::parse("send20110927-12.log"), Some(older));
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
        ] {
            assert_eq!(LogFileName::parse(name), None, "{name}");
        }
    }
}

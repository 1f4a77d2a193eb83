//! The values of fields: numbers with units, addresses, codes and words from a fixed list.
//!
//! A text that does not have the form of a value is `None`, and the parser reports what the field takes. A text of the
//! right form that makes no sense has a message of its own.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::net::{IpAddr, Ipv4Addr};
use ipnet::{IpNet, Ipv4Subnets};

use super::choice::{Choice, in_order};
use super::pattern::Pattern;
use crate::bytes;
use crate::exchange::{TlsVersion, address};

/// A condition on a number; a whole number unless given otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Range<T = u64> {
    /// Equal to it.
    Is(T),
    /// Greater.
    Above(T),
    /// Greater or equal.
    AtLeast(T),
    /// Less.
    Below(T),
    /// Less or equal.
    AtMost(T),
    /// From the first to the second, both included.
    Between(T, T),
}

impl<T: PartialOrd> Range<T> {
    /// Whether the number satisfies the condition.
    pub fn holds(self, number: T) -> bool {
        match self {
            Range::Is(bound) => number == bound,
            Range::Above(bound) => number > bound,
            Range::AtLeast(bound) => number >= bound,
            Range::Below(bound) => number < bound,
            Range::AtMost(bound) => number <= bound,
            Range::Between(low, high) => (low..=high).contains(&number),
        }
    }
}

/// What a number counts, which decides how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Plain,
    ReplyCode,
    Milliseconds,
    Bytes,
}

impl Unit {
    /// Its names and how much each is, from small to large; empty for plain numbers.
    pub(super) fn names(self) -> &'static [(&'static str, u64)] {
        match self {
            Unit::Milliseconds => TIME_UNITS,
            Unit::Bytes => BYTE_UNITS,
            Unit::Plain | Unit::ReplyCode => &[],
        }
    }

    /// How much a unit is, by its name or another one, in any case.
    pub(super) fn factor(self, name: &str) -> Option<u64> {
        let others = match self {
            Unit::Milliseconds => TIME_WORDS,
            Unit::Bytes => BYTE_WORDS,
            Unit::Plain | Unit::ReplyCode => &[],
        };
        let short = others.iter().find(|(words, _)| words.iter().any(|word| word.eq_ignore_ascii_case(name)));
        let name = short.map_or(name, |(_, short)| short);
        self.names().iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|&(_, factor)| factor)
    }
}

/// Units of time in milliseconds, from small to large.
const TIME_UNITS: &[(&str, u64)] = &[("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];
/// Units of size in bytes, from small to large. Exchange's own sizes count 1024 as well.
const BYTE_UNITS: &[(&str, u64)] = &[("b", 1), ("kb", 1 << 10), ("mb", 1 << 20), ("gb", 1 << 30)];

/// Other names of units, and how they are called here.
type UnitWords = &'static [(&'static [&'static str], &'static str)];
const TIME_WORDS: UnitWords = &[
    (&["msec", "millisecond", "milliseconds"], "ms"),
    (&["sec", "secs", "second", "seconds"], "s"),
    (&["min", "mins", "minute", "minutes"], "m"),
    (&["hr", "hrs", "hour", "hours"], "h"),
    (&["day", "days"], "d"),
];
const BYTE_WORDS: UnitWords = &[
    (&["byte", "bytes"], "b"),
    (&["k", "kib", "kilobyte", "kilobytes"], "kb"),
    (&["m", "mib", "megabyte", "megabytes"], "mb"),
    (&["g", "gib", "gigabyte", "gigabytes"], "gb"),
];

/// Reply codes (RFC 5321, section 4.2) and HTTP status (RFC 9110, section 15), of three digits each.
pub(super) const CODES: core::ops::Range<u64> = 100..1000;

/// Reads one number in its unit.
pub(super) fn read_number(text: &str, unit: Unit) -> Option<u64> {
    match unit {
        Unit::Plain => read_digits(text),
        Unit::ReplyCode => read_digits(text).filter(|code| CODES.contains(code)),
        Unit::Milliseconds => read_scaled(text, unit, false),
        Unit::Bytes => read_scaled(text, unit, true),
    }
}

/// Reads `x`, `x..y`, or a class of reply codes.
pub(super) fn read_range(text: &str, unit: Unit) -> Result<Option<Range>, String> {
    let Some((low, high)) = text.split_once("..") else {
        let class = if unit == Unit::ReplyCode { read_code_class(text) } else { None };
        return Ok(class.or_else(|| read_number(text, unit).map(Range::Is)));
    };
    match (read_number(low, unit), read_number(high, unit)) {
        (Some(low), Some(high)) if low <= high => Ok(Some(Range::Between(low, high))),
        (Some(_), Some(_)) => Err(reversed(text)),
        _ => Ok(None),
    }
}

/// What is wrong with a range that ends before it begins.
pub(super) fn reversed(text: &str) -> String {
    format!("The range `{text}` ends before it begins; write the smaller value first.")
}

fn read_digits(text: &str) -> Option<u64> {
    bytes::decimal(text.as_bytes())
}

/// A decimal number and a unit, rounded down to the smallest unit. Without a unit it is zero, or bytes where `bare`
/// allows.
fn read_scaled(text: &str, units: Unit, bare: bool) -> Option<u64> {
    let unit_at = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(unit_at)?;
    let unit = unit.trim_start();
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let (whole, tenths) = (read_digits(whole)?, read_digits(fraction)?);
    let factor = units.factor(unit);
    let unitless = unit.is_empty() && (bare || (whole, tenths) == (0, 0));
    let factor = factor.or(unitless.then_some(1))?;
    let parts = 10_u64.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    whole.checked_mul(factor)?.checked_add(tenths.checked_mul(factor)? / parts)
}

/// `5xx`, `55x`, also with `*`.
fn read_code_class(text: &str) -> Option<Range> {
    let digits = text.trim_end_matches(['x', 'X', '*']);
    let open = text.len() - digits.len();
    let width: u64 = match (digits.len(), open) {
        (1, 2) => 100,
        (2, 1) => 10,
        (1, 1) if text.ends_with('*') => 100,
        _ => return None,
    };
    let low = read_digits(digits)? * width;
    (100..1000).contains(&low).then_some(Range::Between(low, low + width - 1))
}

/// An enhanced status code (RFC 3463) whose parts may be wildcards: class, subject, detail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusMatch(pub [Option<u16>; 3]);

impl StatusMatch {
    /// Whether the status code with these parts matches.
    pub fn holds(&self, status: [u16; 3]) -> bool {
        self.0.iter().zip(status).all(|(wanted, part)| wanted.is_none_or(|wanted| wanted == part))
    }

    /// Parts that are missing at the end are wildcards.
    pub(super) fn read(text: &str) -> Option<StatusMatch> {
        let mut status = StatusMatch([None; 3]);
        let mut parts = text.split('.');
        for slot in &mut status.0 {
            *slot = match parts.next() {
                None | Some("*" | "x" | "X") => None,
                Some(part) => Some(read_status_part(part)?),
            };
        }
        let class = matches!(status.0[0], Some(2 | 4 | 5));
        (class && parts.next().is_none()).then_some(status)
    }
}

/// RFC 3463: one to three digits.
fn read_status_part(part: &str) -> Option<u16> {
    if part.len() > 3 {
        return None;
    }
    read_digits(part).and_then(|number| u16::try_from(number).ok())
}

/// A condition on the TLS session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TlsMatch {
    /// Negotiated versions that match.
    pub versions: Vec<TlsVersion>,
    /// Sessions without any negotiation match.
    pub none: bool,
    /// Sessions with TLS of which the log does not say more match.
    pub unknown: bool,
    /// Sessions whose negotiation failed match.
    pub failed: bool,
}

impl TlsMatch {
    /// Adds what `text` names, with `compare` as the condition on a version.
    pub(super) fn add(&mut self, text: &str, compare: Option<fn(&TlsVersion, &TlsVersion) -> bool>) -> Option<()> {
        match (text.to_ascii_lowercase().as_str(), compare) {
            ("none", None) => self.none = true,
            ("unknown", None) => self.unknown = true,
            ("failed", None) => self.failed = true,
            ("*", None) => self.add_versions(|_| true),
            (version, compare) => {
                let bound = TlsVersion::read(version)?;
                let compare = compare.unwrap_or(TlsVersion::eq);
                self.add_versions(|version| compare(version, &bound));
            }
        }
        Some(())
    }

    fn add_versions(&mut self, wanted: impl Fn(&TlsVersion) -> bool) {
        self.versions.extend(TlsVersion::ALL.iter().filter(|version| wanted(version)));
        self.versions = in_order(&self.versions);
    }

    /// Its members, as words that [`TlsMatch::add`] reads.
    pub(super) fn words(&self) -> impl Iterator<Item = &'static str> {
        let versions = self.versions.iter().map(|version| version.word());
        let unknown = self.unknown.then_some("unknown");
        versions.chain(self.none.then_some("none")).chain(unknown).chain(self.failed.then_some("failed"))
    }
}

/// A condition on authentication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthMatch {
    /// An attempt succeeded.
    Ok,
    /// An attempt failed.
    Failed,
    /// Name or password was refused in an attempt.
    Denied,
    /// Attempts failed, and none succeeded.
    FailedOnly,
    /// An attempt succeeded after others with a wrong name or password.
    Guessed,
    /// The client logged on and did nothing else.
    Tested,
    /// There was no attempt.
    None,
    /// An attempt used a mechanism that matches.
    Mechanism(Pattern),
}

impl AuthMatch {
    /// The conditions that are a word.
    pub(super) const WORDS: &[(&str, AuthMatch)] = &[
        ("ok", AuthMatch::Ok),
        ("failed", AuthMatch::Failed),
        ("denied", AuthMatch::Denied),
        ("failed-only", AuthMatch::FailedOnly),
        ("guessed", AuthMatch::Guessed),
        ("tested", AuthMatch::Tested),
        ("none", AuthMatch::None),
    ];
}

/// Networks; an address matches when it is in one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IpNets(pub Vec<IpNet>);

impl IpNets {
    /// Whether the address is in one of the networks. An IPv4 address inside IPv6 (`::ffff:192.0.2.1`) is the IPv4
    /// address.
    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|net| net.contains(&address))
    }

    /// Whether a text is an endpoint whose address is in one of the networks.
    pub fn hold(&self, text: &[u8]) -> bool {
        address(text).is_some_and(|address| self.contains(address))
    }
}

/// Reads what [`read_net`] reads, or a range of IPv4 addresses: `192.0.2.10-192.0.2.20`, `192.0.2.10-20`, `192.0.2.10..192.0.2.20`. A
/// range is the networks that it is made of.
pub(super) fn read_nets(text: &str) -> Result<Option<Vec<IpNet>>, String> {
    let ends = text.split_once("..").or_else(|| text.split_once(['-', '\u{2013}']));
    let ends = ends.map(|(first, last)| (first.trim_end(), last.trim_start()));
    match ends.and_then(|(first, last)| ipv4_ends(first, last)) {
        Some((from, to)) if from > to => Err(reversed(text)),
        Some((from, to)) => Ok(Some(Ipv4Subnets::new(from, to, 0).map(IpNet::from).collect())),
        None => Ok(read_net(text)?.map(|net| Vec::from([net]))),
    }
}

/// The ends of a range. The end of the second address may be written for the whole.
fn ipv4_ends(first: &str, last: &str) -> Option<(Ipv4Addr, Ipv4Addr)> {
    let whole = match read_digits(last) {
        Some(_) => [first.rsplit_once('.')?.0, ".", last].concat(),
        None => String::from(last),
    };
    Some((first.parse().ok()?, whole.parse().ok()?))
}

/// Reads an address, a network (`192.0.2.0/24`), or an IPv4 address with wildcards (`192.0.2.*`).
pub(super) fn read_net(text: &str) -> Result<Option<IpNet>, String> {
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    if let Ok(net) = bare.parse::<IpNet>() {
        return Ok(Some(net.trunc()));
    }
    let zoneless = bare.split_once('%').map_or(bare, |(address, _)| address);
    if let Ok(address) = zoneless.parse::<IpAddr>() {
        return Ok(Some(IpNet::from(address.to_canonical())));
    }
    match text.rsplit_once(':') {
        Some((address, port)) if read_digits(port).is_some() && read_net(address) != Ok(None) => {
            Err(format!("The port has a field of its own: `ip:{address} port:{port}`."))
        }
        _ => Ok(read_open_net(bare)),
    }
}

fn read_open_net(text: &str) -> Option<IpNet> {
    let mut parts = text.split('.');
    let mut octets = [0_u8; 4];
    let mut prefix = 0;
    let mut open = false;
    for octet in &mut octets {
        match parts.next() {
            Some("*") => open = true,
            None if open => {}
            Some(part) if !open => {
                *octet = u8::try_from(read_digits(part)?).ok()?;
                prefix += 8;
            }
            _ => return None,
        }
    }
    if !open || prefix == 0 || parts.next().is_some() {
        return None;
    }
    IpNet::new(IpAddr::from(octets), prefix).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `name, what is read, value`.
    macro_rules! reads {
        ($($name:ident, $read:expr, $expected:expr;)*) => {$(
            #[test]
            fn $name() {
                assert_eq!($read, $expected);
            }
        )*};
    }

    reads! {
        milliseconds, read_number("250ms", Unit::Milliseconds), Some(250);
        minutes, read_number("1.5M", Unit::Milliseconds), Some(90_000);
        days, read_number("2d", Unit::Milliseconds), Some(172_800_000);
        no_unit_of_time, read_number("2", Unit::Milliseconds), None;
        zero_needs_no_unit, read_number("0", Unit::Milliseconds), Some(0);
        bytes, read_number("17", Unit::Bytes), Some(17);
        kilobytes, read_number("1.5kb", Unit::Bytes), Some(1_536);
        gigabytes, read_number("2GB", Unit::Bytes), Some(2_147_483_648);
        no_number, read_number("kb", Unit::Bytes), None;
        no_digits_first, read_number(".5kb", Unit::Bytes), None;
        two_points, read_number("1..5kb", Unit::Bytes), None;
        negative, read_number("-1", Unit::Plain), None;
        signed, read_number("+1", Unit::Plain), None;
        too_large, read_number("99999999999999999999", Unit::Plain), None;
        exponent, read_number("1e5", Unit::Bytes), None;
        code_too_short, read_number("55", Unit::ReplyCode), None;
        code_class_zero, read_code_class("0xx"), None;
        code_all, read_code_class("xxx"), None;
        code_tens, read_code_class("45*"), Some(Range::Between(450, 459));

        status_short, StatusMatch::read("5"), Some(StatusMatch([Some(5), None, None]));
        status_middle, StatusMatch::read("5.*.1"), Some(StatusMatch([Some(5), None, Some(1)]));
        status_class, StatusMatch::read("3.1.1"), None;
        status_four_parts, StatusMatch::read("5.1.1.1"), None;
        status_four_digits, StatusMatch::read("5.1.1234"), None;
        status_empty_part, StatusMatch::read("5..1"), None;
    }

    fn nets(texts: &[&str]) -> IpNets {
        IpNets(texts.iter().filter_map(|text| read_net(text).expect("no port")).collect())
    }

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn networks_hold_their_addresses() {
        let nets = nets(&["192.0.2.0/24", "198.51.100.*", "2001:db8::/32", "203.0.113.7"]);
        assert_eq!(nets.0.len(), 4);
        for inside in ["192.0.2.255", "198.51.100.1", "2001:db8::1", "203.0.113.7", "::ffff:192.0.2.1"] {
            assert!(nets.contains(address(inside)), "{inside}");
        }
        for outside in ["192.0.3.0", "198.51.101.1", "2001:db9::", "203.0.113.8", "::1"] {
            assert!(!nets.contains(address(outside)), "{outside}");
        }
    }

    #[test]
    fn what_is_no_network() {
        for text in ["", "*", "192.0.2", "192.0.2.0/33", "192.*.2.*", "192.0.2.*.*", "mx1", "2001:db8::*", "%1", "[]"] {
            assert_eq!(read_net(text), Ok(None), "{text}");
        }
    }

    #[test]
    fn a_port_is_told_from_an_address() {
        assert!(read_net("192.0.2.1:25").is_err());
        assert!(read_net("[2001:db8::1]:25").is_err());
        assert!(read_net("2001:db8::1:25").is_ok());
    }

    #[test]
    fn status_codes_match_part_by_part() {
        let status = StatusMatch::read("5.7.*").expect("a status");
        assert!(status.holds([5, 7, 54]) && status.holds([5, 7, 1]));
        assert!(!status.holds([4, 7, 1]));
        assert!(!status.holds([5, 1, 1]));
    }

    #[test]
    fn ranges_hold_at_their_bounds() {
        let holding = |range: Range| (4..=8).filter(move |&number| range.holds(number)).collect::<Vec<_>>();
        assert_eq!(holding(Range::Is(6)), [6]);
        assert_eq!(holding(Range::Above(6)), [7, 8]);
        assert_eq!(holding(Range::AtLeast(6)), [6, 7, 8]);
        assert_eq!(holding(Range::Below(6)), [4, 5]);
        assert_eq!(holding(Range::AtMost(6)), [4, 5, 6]);
        assert_eq!(holding(Range::Between(5, 7)), [5, 6, 7]);
    }
}

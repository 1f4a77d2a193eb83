//! The query string of an ActiveSync request, in which Exchange logs what it did.
//!
//! `Cmd=Ping&User=…&DeviceId=…&DeviceType=…&Log=V141_LdapC1_RpcC28_RpcL31_Hb1680_S3_Error:PingCollisionDetected_…`:
//! `Log` is a list of elements separated by `_`. An element is letters followed by digits, or letters, `:` and a value.
//! Values are percent-encoded. The elements are those of Microsoft's "Exchange ActiveSync Reporting Services"
//! (Exchange 2007 and 2010) and their successors; statuses are those of MS-ASCMD, 2.2.3.177 and 2.2.2. An element that
//! is not in the table is shown as logged.

use crate::bytes::{decimal, split_once};
use alloc::string::String;

/// A request of ActiveSync. What is not in the query string is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ActiveSync<'a> {
    /// `Sync`, `Ping` …
    pub command: &'a [u8],
    /// The id that the device has chosen.
    pub device_id: &'a [u8],
    /// The kind of device, by its own account.
    pub device_type: &'a [u8],
    log: &'a [u8],
}

impl<'a> ActiveSync<'a> {
    /// Reads a query string; `None` if it is not of ActiveSync.
    pub fn parse(query: &'a [u8]) -> Option<ActiveSync<'a>> {
        let mut found = ActiveSync::default();
        for (name, value) in query.split(|byte| *byte == b'&').filter_map(|part| split_once(part, b"=")) {
            let field = match name {
                name if name.eq_ignore_ascii_case(b"Cmd") => &mut found.command,
                name if name.eq_ignore_ascii_case(b"DeviceId") => &mut found.device_id,
                name if name.eq_ignore_ascii_case(b"DeviceType") => &mut found.device_type,
                name if name.eq_ignore_ascii_case(b"Log") => &mut found.log,
                _ => continue,
            };
            *field = value;
        }
        let is_one = !found.device_id.is_empty() || (!found.command.is_empty() && !found.log.is_empty());
        is_one.then_some(found)
    }

    /// The elements of `Log`, in order.
    pub fn elements(&self) -> impl Iterator<Item = Element<'a>> + use<'a> {
        self.log.split(|byte| *byte == b'_').filter_map(Element::parse)
    }
}

/// One element of `Log`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Element<'a> {
    /// The letters that identify it.
    pub id: &'a [u8],
    /// Its value, percent-encoded.
    pub value: &'a [u8],
    /// What is known about it; `None` for an element that is not in the table.
    pub known: Option<&'static KnownElement>,
}

/// What is known about an element.
#[derive(Debug, PartialEq, Eq)]
pub struct KnownElement {
    id: &'static str,
    /// Its name in words, with the unit.
    pub name: &'static str,
    /// How the values of several requests are summarised.
    pub summary: Summary,
}

/// How the values of several requests are summarised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Summary {
    /// Their sum.
    Total,
    /// The largest.
    Largest,
    /// Each value with its number.
    Each,
}

impl<'a> Element<'a> {
    fn parse(text: &'a [u8]) -> Option<Element<'a>> {
        let letters = text.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let (id, value) = text.split_at_checked(letters).filter(|(id, _)| !id.is_empty())?;
        let value = value.strip_prefix(b":").unwrap_or(value);
        // Exchange 2003 wrote everything in one element that also begins with V.
        let is_of_2003 = id == b"V" && decimal(value).is_none();
        let known = ELEMENTS.iter().find(|known| known.id.as_bytes() == id && !is_of_2003);
        Some(Element { id, value, known })
    }

    /// The value as a number.
    pub fn number(&self) -> Option<u64> {
        decimal(self.value)
    }

    /// What the value means in a request with that command; empty if it is a number, a name, or unknown.
    pub fn meaning(&self, command: &[u8]) -> &'static str {
        let find = |table: &[(&'static str, &'static str)]| {
            let is = |(value, _): &&(&str, &str)| value.as_bytes().eq_ignore_ascii_case(self.value);
            table.iter().find(is).map_or("", |(_, meaning)| meaning)
        };
        match self.id {
            b"Ty" => find(FOLDER_TYPES),
            b"Filt" => find(FILTERS),
            b"St" => find(SYNC_TYPES),
            b"Error" => find(ERRORS),
            b"S" => {
                let of_command = match command {
                    command if command.eq_ignore_ascii_case(b"Ping") => find(PING_STATUSES),
                    command if command.eq_ignore_ascii_case(b"Sync") => find(SYNC_STATUSES),
                    _ => "",
                };
                if of_command.is_empty() { find(STATUSES) } else { of_command }
            }
            _ => "",
        }
    }
}

/// The changes in the value of `Cli` or `Svr`, `0A1C2D0F0E`, by kind; kinds without changes are left out.
pub fn changes(value: &[u8]) -> impl Iterator<Item = (u64, &'static str)> + '_ {
    let numbers = value.split_inclusive(u8::is_ascii_alphabetic).filter_map(|part| part.split_last());
    numbers.filter_map(|(letter, digits)| {
        let kind = CHANGES.iter().find(|(known, _)| known == letter)?.1;
        decimal(digits).filter(|&number| number > 0).map(|number| (number, kind))
    })
}

const CHANGES: &[(u8, &str)] =
    &[(b'A', "added"), (b'C', "changed"), (b'D', "deleted"), (b'F', "fetched"), (b'E', "errors")];

/// A protocol version, which is logged without its point: `141` is 14.1.
pub fn version(digits: &[u8]) -> Option<(u64, u64)> {
    let number = decimal(digits).filter(|number| (10..1000).contains(number))?;
    Some((number / 10, number % 10))
}

/// The value with `%3a` and the like decoded. Bytes that are not UTF-8 become replacement characters.
pub fn decoded(value: &[u8]) -> String {
    let mut bytes = alloc::vec::Vec::with_capacity(value.len());
    let mut rest = value;
    while let Some((byte, after)) = rest.split_first() {
        let escaped = match (byte, after) {
            (b'%', [high, low, after @ ..]) => hexadecimal(*high, *low).map(|byte| (byte, after)),
            _ => None,
        };
        let (byte, after) = escaped.unwrap_or((*byte, after));
        bytes.push(byte);
        rest = after;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hexadecimal(high: u8, low: u8) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}

const fn row(id: &'static str, name: &'static str, summary: Summary) -> KnownElement {
    KnownElement { id, name, summary }
}

const ELEMENTS: &[KnownElement] = &[
    row("V", "protocol-version", Summary::Each),
    row("Ty", "folder-type", Summary::Each),
    row("Fid", "folder-id", Summary::Each),
    row("Fc", "folders-synchronised", Summary::Total),
    row("Filt", "filter", Summary::Each),
    row("St", "sync-type", Summary::Each),
    row("Sk", "sync-key", Summary::Each),
    row("Cli", "changes-by-client", Summary::Each),
    row("Svr", "changes-by-server", Summary::Each),
    row("S", "activesync-status", Summary::Each),
    row("E", "errors-in-requests", Summary::Total),
    row("Error", "activesync-error", Summary::Each),
    row("Io", "items-opened", Summary::Total),
    row("Hb", "longest-heartbeat-in-seconds", Summary::Largest),
    row("Att", "attachments", Summary::Total),
    row("Attb", "bytes-of-attachments", Summary::Total),
    row("RpcC", "rpc-calls", Summary::Total),
    row("RpcL", "rpc-latency-in-ms", Summary::Total),
    row("LdapC", "ldap-calls", Summary::Total),
    row("LdapL", "ldap-latency-in-ms", Summary::Total),
    row("Cpo", "longest-time-to-completion-in-ms", Summary::Largest),
    row("Fet", "longest-request-in-ms", Summary::Largest),
    row("Throttle", "delay-by-throttling-in-ms", Summary::Total),
    row("Budget", "throttling-budget", Summary::Each),
    row("As", "access-state", Summary::Each),
    row("Mbx", "mailbox-server", Summary::Each),
    row("Dc", "domain-controller", Summary::Each),
    row("PrxFrom", "proxied-from", Summary::Each),
    row("PrxTo", "proxied-to", Summary::Each),
    row("DevModel", "device-model", Summary::Each),
    row("DevOS", "device-system", Summary::Each),
    row("DevIMEI", "device-imei", Summary::Each),
];

const FOLDER_TYPES: &[(&str, &str)] = &[
    ("Em", "e-mail"),
    ("Co", "contacts"),
    ("Ca", "calendar"),
    ("Ta", "tasks"),
    ("No", "notes"),
    ("Sm", "text messages"),
];

/// MS-ASCMD, 2.2.3.68.2.
const FILTERS: &[(&str, &str)] = &[
    ("0", "everything"),
    ("1", "1 day back"),
    ("2", "3 days back"),
    ("3", "1 week back"),
    ("4", "2 weeks back"),
    ("5", "1 month back"),
    ("6", "3 months back"),
    ("7", "6 months back"),
    ("8", "incomplete tasks"),
];

const SYNC_TYPES: &[(&str, &str)] = &[
    ("F", "first synchronisation"),
    ("S", "subsequent synchronisation"),
    ("R", "recovery: the last response did not reach the device"),
    ("I", "invalid: the device must begin again"),
];

/// MS-ASCMD, 2.2.3.177.11.
const PING_STATUSES: &[(&str, &str)] = &[
    ("1", "the heartbeat passed without changes"),
    ("2", "there are changes, which the device now fetches"),
    ("3", "the request lacked parameters; the device repeats it in full"),
    ("4", "the request was not valid"),
    ("5", "the heartbeat is outside the allowed range"),
    ("6", "too many folders"),
    ("7", "the folders have changed; the device fetches them first"),
    ("8", "an error of the server"),
];

/// MS-ASCMD, 2.2.3.177.17.
const SYNC_STATUSES: &[(&str, &str)] = &[
    ("1", "success"),
    ("3", "the sync key is not valid; the device begins again"),
    ("4", "the request was not valid"),
    ("5", "an error of the server"),
    ("6", "an item that the device sent was not valid"),
    ("7", "an item was changed on both sides; the server's version wins"),
    ("8", "an item no longer exists"),
    ("9", "the mailbox is full"),
    ("12", "the folders have changed; the device fetches them first"),
    ("13", "the request lacked parameters; the device repeats it in full"),
    ("14", "the wait interval is outside the allowed range"),
    ("15", "too many folders"),
    ("16", "a temporary error; the device tries again"),
];

/// MS-ASCMD, 2.2.2: statuses of all commands.
const STATUSES: &[(&str, &str)] = &[
    ("1", "success"),
    ("101", "the request was not valid"),
    ("110", "an error of the server; the device should not repeat it at once"),
    ("111", "a temporary error of the server"),
    ("113", "the mailbox is full"),
    ("126", "ActiveSync is disabled for the user"),
    ("127", "the mailbox is on an older server that this one does not serve"),
    ("128", "the mailbox is on another server"),
    ("129", "the device is blocked or in quarantine for this user"),
    ("130", "access was denied"),
    ("131", "the account is disabled"),
    ("132", "the state of the synchronisation was not found; the device begins again"),
    ("136", "the protocol version is not supported"),
    ("140", "a remote wipe was requested"),
    ("141", "the device cannot apply the policy that the mailbox requires"),
    ("142", "the device must apply the policy first"),
    ("143", "the policy has changed; the device fetches it"),
    ("144", "the policy key is not valid; the device fetches the policy"),
    ("177", "the user has the largest allowed number of devices"),
];

const ERRORS: &[(&str, &str)] = &[
    ("PingCollisionDetected", "a newer Ping of the same device replaced this one; normal"),
    ("DeviceNotProvisioned", "the device must apply the policy first"),
    ("DeviceNotProvisionable", "the device cannot apply the policy that the mailbox requires"),
    ("DeviceIsBlockedForThisUser", "the device is blocked for this user: see Get-MobileDevice and the access rules"),
    ("UserDisabledForSync", "ActiveSync is disabled for the user"),
    ("UserHasNoMailbox", "the user has no mailbox"),
    ("SyncStateNotFound", "the state of the synchronisation was not found; the device begins again"),
    ("MaximumDevicesReached", "the user has the largest allowed number of devices"),
];

#[cfg(test)]
mod tests {
    use super::*;

    const QUERY: &[u8] = b"Cmd=Ping&User=contoso.com%5Comar&DeviceId=ABC123&DeviceType=iPhone&Log=V141_LdapC1_RpcC28_RpcL31_\
        Hb1680_S3_Error:PingCollisionDetected_Mbx:EX01.contoso.com_Throttle0_Budget:(A)Conn%3a1%2cPolicy%3aDefault%5F2b9a_Xy7_";

    #[test]
    fn a_query_string_is_taken_apart() {
        let request = ActiveSync::parse(QUERY).expect("a request of ActiveSync");
        assert_eq!(
            (request.command, request.device_id, request.device_type),
            (&b"Ping"[..], &b"ABC123"[..], &b"iPhone"[..])
        );
        let element = |id: &str| request.elements().find(|element| element.id == id.as_bytes()).expect("an element");
        assert_eq!(version(element("V").value), Some((14, 1)));
        assert_eq!((element("RpcC").number(), element("Hb").number()), (Some(28), Some(1680)));
        assert_eq!(element("Error").value, b"PingCollisionDetected");
        assert!(element("Error").meaning(request.command).contains("normal"));
        assert_eq!(element("S").meaning(b"Ping"), "the request lacked parameters; the device repeats it in full");
        assert_eq!(element("S").meaning(b"Sync"), "the sync key is not valid; the device begins again");
        assert_eq!(element("Mbx").value, b"EX01.contoso.com");
        assert_eq!(decoded(element("Budget").value), "(A)Conn:1,Policy:Default_2b9a");
        assert_eq!((element("Xy").known, element("Xy").value), (None, &b"7"[..]));
    }

    #[test]
    fn other_query_strings_are_not_of_active_sync() {
        for query in ["", "-", "action=FindItem", "Cmd=contents", "Log=V141"] {
            assert_eq!(ActiveSync::parse(query.as_bytes()), None, "{query}");
        }
        assert!(ActiveSync::parse(b"Cmd=Sync&Log=V141_").is_some(), "without the device");
    }

    #[test]
    fn odd_escapes_are_shown_as_logged() {
        assert_eq!(decoded(b"100%25 %zz %"), "100% %zz %");
        assert_eq!(decoded(b"%ff"), "\u{fffd}");
    }

    #[test]
    fn changes_are_counted_by_kind() {
        assert!(changes(b"0A1C12D0F0E").eq([(1, "changed"), (12, "deleted")]));
        assert_eq!(changes(b"0A0C").count() + changes(b"").count() + changes(b"xA9").count(), 0);
    }

    #[test]
    fn the_log_of_exchange_2003_is_not_misread() {
        let request =
            ActiveSync::parse(b"DeviceId=A&Log=V4TNASNC:0A0C0D0FS:0A0C0D0SP:2C14I7546S161180R0S0L1740H0P").unwrap();
        assert!(request.elements().all(|element| element.known.is_none()));
    }

    #[test]
    fn versions_have_a_point() {
        assert_eq!([&b"25"[..], b"120", b"161"].map(version), [Some((2, 5)), Some((12, 0)), Some((16, 1))]);
        assert_eq!([&b"4"[..], b"", b"99999", b"x"].map(version), [None; 4]);
    }
}

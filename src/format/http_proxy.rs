//! Rows of HttpProxy logs without their header: excerpts of them are common. The logs of back ends (EWS and others) begin like
//! them, but have something else in the places of address and status.

use crate::bytes::decimal;
use crate::exchange::request::is_guid;
use crate::text::Fields;
use crate::time::TimestampReader;
use alloc::format;
use alloc::vec::Vec;

/// The value of `#Log-type`.
pub(super) const LOG_TYPE: &[u8] = b"HttpProxy Logs";

/// The least number of columns of a row.
pub(super) const MIN_COLUMNS: usize = FIRST_COLUMNS.len();

/// The columns that all versions begin with.
const FIRST_COLUMNS: [&str; 25] = [
    "DateTime",
    "RequestId",
    "MajorVersion",
    "MinorVersion",
    "BuildVersion",
    "RevisionVersion",
    "ClientRequestId",
    "Protocol",
    "UrlHost",
    "UrlStem",
    "ProtocolAction",
    "AuthenticationType",
    "IsAuthenticated",
    "AuthenticatedUser",
    "Organization",
    "AnchorMailbox",
    "UserAgent",
    "ClientIpAddress",
    "ServerHostName",
    "HttpStatus",
    "BackEndStatus",
    "ErrorCode",
    "Method",
    "ProxyAction",
    "TargetServer",
];

/// Places of `ClientIpAddress` and `HttpStatus`.
const CLIENT: usize = 17;
const STATUS: usize = 19;

/// Whether a text is empty, or consists of what addresses of both versions are written with.
fn may_be_address(text: &[u8]) -> bool {
    text.iter().all(|byte| byte.is_ascii_hexdigit() || b":.%[]".contains(byte))
}

/// Whether a text is empty or a status code (RFC 9110, section 15).
fn may_be_status(text: &[u8]) -> bool {
    text.is_empty() || decimal(text).is_some_and(|status| (100..600).contains(&status))
}

/// The names of the columns of a row; those that differ between versions are numbered. `None` for a row of another log.
pub(super) fn column_names(fields: &Fields<'_>) -> Option<Vec<Vec<u8>>> {
    let is_row = fields.len() >= MIN_COLUMNS
        && TimestampReader::default().read(fields.get(0)).is_some()
        && is_guid(fields.get(1))
        && (2..6).all(|version| decimal(fields.get(version)).is_some())
        && may_be_address(fields.get(CLIENT))
        && may_be_status(fields.get(STATUS));
    let name = |place: usize| match FIRST_COLUMNS.get(place) {
        Some(name) => name.as_bytes().to_vec(),
        None => format!("Column{}", place + 1).into_bytes(),
    };
    is_row.then(|| (0..fields.len()).map(name).collect())
}

/// Least number of names of these columns in the header of an export: also who selects some exports the time and what became
/// of a request.
const MIN_NAMES: usize = 5;

/// Whether a row has the names of the columns, as the first one of an export does: `Import-Csv … | Export-Csv`.
pub(super) fn is_header(fields: &Fields<'_>) -> bool {
    let is_one =
        |field: &&[u8]| FIRST_COLUMNS.iter().any(|name| field.trim_ascii().eq_ignore_ascii_case(name.as_bytes()));
    let has_time = fields.iter().any(|field| field.trim_ascii().eq_ignore_ascii_case(FIRST_COLUMNS[0].as_bytes()));
    has_time && fields.iter().filter(is_one).count() >= MIN_NAMES
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::test_support::read;
    use alloc::string::String;

    #[test]
    fn rows_without_header_are_recognised_by_their_shape() {
        let row_of = |id: &str, client: &str, status: &str| {
            let [before, after] = [11, 10].map(|count| ["x"].repeat(count).join(","));
            format!("2026-03-02T08:00:00.120Z,{id},15,1,2507,6,{before},{client},EX01,{status},{after}\n")
        };
        let row = |id| row_of(id, "192.0.2.7", "200");
        let guid = "0b7099ea-cb95-1234-328e-08dc5f139ac8";
        let expected = ["is Table by RowShape", "table HttpProxy Logs of 30", "row 2026-03-02T08:00:00.120Z"];
        assert_eq!(read("x.log", row(guid).as_bytes()), expected.map(String::from));
        assert_eq!(read("x.log", row_of(guid, "2001:db8::7", "").as_bytes()).len(), 3);
        let export = "\"DateTime\",\"RequestId\",\"UrlStem\",\"HttpStatus\",\"Method\",\"TotalRequestTime\"\n\
                      \"2026-03-02T08:00:00.120Z\",\"a1\",\"/owa\",\"302\",\"GET\",\"7\"\n";
        let expected = ["is Table by Fields", "table HttpProxy Logs of 6", "row 2026-03-02T08:00:00.120Z"];
        assert_eq!(read("x.csv", export.as_bytes()), expected.map(String::from));
        assert_eq!(read("x.csv", export.replace("\",\"", "\";\"").as_bytes()), expected.map(String::from));
        for other in [row("a1"), row_of(guid, "GetFolder", "200"), row_of(guid, "192.0.2.7", "666")] {
            assert_eq!(read("x.log", other.as_bytes()), ["1 unrecognised-line"]);
        }
    }
}

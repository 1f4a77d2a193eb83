//! Sessions of web requests: what was requested, how it ended, and what ActiveSync logs in the query string.

use super::fact::Fact;
use super::masking::{DisplayText, Mask};
use super::opened::Opened;
use super::records::{NamedColumn, Record, counted_cells, first, original_client, records, to_i64};
use crate::bytes::{begins_with, decimal};
use crate::content::{TextKind, web};
use crate::exchange::RequestResult;
use crate::exchange::active_sync::{ActiveSync, Element, Summary, changes, decoded, version};
use crate::exchange::explanation::explain_request;
use crate::format::Property;
use crate::sort;
use crate::text::secret::secrets;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;

/// Most user agents that are listed: clients that share a proxy have many.
const MAX_USER_AGENTS: usize = 5;

/// Facts of a session of web requests.
pub fn facts(opened: &Opened<'_>) -> Vec<Fact> {
    let mut facts = Vec::new();
    facts.extend(original_client(opened));
    facts.extend(first(opened, "user", |record| record.cell(Property::User)));
    let mask = opened.mask();
    let agent = |cell| mask.text(cell).replace('+', " ").into_owned();
    facts.extend(counted_cells(opened, "user-agent", Property::UserAgent, agent).take(MAX_USER_AGENTS));
    facts.extend(counted_cells(opened, "http-status", Property::Status, |cell| mask.name(cell)));
    facts.extend(results(opened));
    facts.extend(counted_cells(opened, "web-service", Property::Url, |path| web_service(path).into()));
    facts.extend(active_sync(opened));
    let taken = |record: Record<'_>| Some((decimal(record.cell(Property::TimeTaken))?, record.place));
    let (mut sum, mut slowest) = (0u64, None);
    for (ms, place) in records(opened).filter_map(taken) {
        sum = sum.saturating_add(ms);
        slowest = slowest.max(Some((ms, core::cmp::Reverse(place))));
    }
    if let Some((ms, core::cmp::Reverse(place))) = slowest {
        let request = [DisplayText::seconds(to_i64(ms)), " ".into(), mask.text(opened.text(place).0.data)];
        facts.extend(Fact::new("slowest-request", DisplayText::concat(request), place));
        facts.extend(Fact::new("time-taken", DisplayText::seconds(to_i64(sum)), 0));
    }
    facts
}

/// Requests in the order of the log: how many of them failed, and whether the client got over it. A step of a logon is
/// neither a failure nor a success.
#[derive(Default)]
struct Course {
    succeeded: u64,
    failed: u64,
    /// Number of times that a request failed after one that did not.
    relapses: u64,
    /// Number of requests that failed in a row up to the last one.
    failed_last: u64,
    /// Place of the last one that failed.
    place: u32,
}

impl Course {
    fn add(&mut self, result: RequestResult, place: u32) {
        match result.status {
            _ if result.is_logon_step() => {}
            100..=399 => {
                self.succeeded += 1;
                self.failed_last = 0;
            }
            400..=599 => {
                self.relapses += u64::from(self.failed_last == 0);
                self.failed += 1;
                self.failed_last += 1;
                self.place = place;
            }
            _ => {}
        }
    }

    /// Failed, intermittent or recovered, and why; `None` if no request failed.
    fn verdict(&self) -> Option<DisplayText<'static>> {
        let Course { succeeded, failed, relapses, failed_last, .. } = *self;
        let (word, how): (&str, DisplayText<'_>) = match failed_last {
            _ if failed == 0 => return None,
            _ if succeeded == 0 && failed == 1 => ("failed: ", "".into()),
            _ if succeeded == 0 => ("failed: ", "none succeeded".into()),
            0 if relapses > 1 => ("intermittent: ", "others in between succeeded".into()),
            0 => ("recovered: ", "those after succeeded".into()),
            1 => ("failed: ", "among them the last one".into()),
            many => ("failed: ", DisplayText::concat(["among them the last ".into(), many.into()])),
        };
        let of_all = if succeeded == 0 && failed == 1 {
            "the only request failed".into()
        } else {
            DisplayText::concat([failed.into(), " of ".into(), (failed + succeeded).into(), " requests failed".into()])
        };
        Some(DisplayText::join([DisplayText::concat([word.into(), of_all]), how], ", "))
    }
}

/// Number of failed logons from which they are more than a typing error.
const MANY_LOGONS: u64 = 5;

/// How the requests of a session went, if some failed, and the results that need an explanation, each with its number:
/// failed logons, steps of logons, other details of IIS.
fn results(opened: &Opened<'_>) -> impl Iterator<Item = Fact> {
    let mut course = Course::default();
    let mut found: BTreeMap<(u16, u32, u32), (RequestResult, u64, u32)> = BTreeMap::new();
    let mut any_succeeded = false;
    for (place, text, kind) in opened.texts() {
        let result = web::result(kind.code(), text);
        any_succeeded |= matches!(result.status, 200..=399);
        if !matches!(kind, TextKind::Record { .. }) {
            continue;
        }
        course.add(result, place);
        if (result.substatus, result.error) != (0, 0) {
            let key = (result.status, result.substatus, result.error);
            found.entry(key).or_insert((result, 0, place)).1 += 1;
        }
    }
    let mut found: Vec<_> = found.into_values().collect();
    sort::by_key(&mut found, |&(_, count, place)| (core::cmp::Reverse(count), place));
    let course = course.verdict().and_then(|verdict| Fact::new("course-of-requests", verdict, course.place));
    let mask = opened.mask();
    let explained = found.into_iter().filter_map(move |(result, count, place)| {
        let (name, meaning) = result_meaning(mask, result, count, any_succeeded);
        let substatus = (result.substatus > 0).then_some(u64::from(result.substatus).into());
        let status = DisplayText::join([u64::from(result.status).into()].into_iter().chain(substatus), ".");
        Fact::new(name, DisplayText::join([status.times(count), meaning], ": "), place)
    });
    course.into_iter().chain(explained)
}

/// The name of the fact for a result, and what it means in its session.
fn result_meaning(
    mask: Mask<'_>,
    result: RequestResult,
    count: u64,
    any_succeeded: bool,
) -> (&'static str, DisplayText<'static>) {
    if result.is_logon_step() {
        let meaning = if any_succeeded {
            "normal before a request that succeeds"
        } else {
            "normal before a request that succeeds, but none of this session did; once a client has logged on, its \
             requests are in the session of its user"
        };
        return ("logon-steps", meaning.into());
    }
    let meaning = explain_request(result).map(|sentence| mask.sentence(sentence)).unwrap_or_default();
    if !result.is_failed_logon() {
        return ("request-results", meaning);
    }
    let many = if count >= MANY_LOGONS {
        "That many come from a device that keeps an old password, or from somebody who guesses passwords; they can lock \
         the account."
    } else {
        ""
    };
    ("failed-logons", DisplayText::join([meaning, many.into()], " "))
}

/// What Exchange offers at an address, by the beginning of its path.
fn web_service(path: &[u8]) -> &'static str {
    let is = |(prefix, _): &&(&str, &str)| begins_with(path, prefix.as_bytes());
    SERVICES.iter().find(is).map_or("", |(_, name)| name)
}

/// The virtual directories of Exchange (Microsoft's "Default settings for Exchange virtual directories").
const SERVICES: &[(&str, &str)] = &[
    ("/Microsoft-Server-ActiveSync", "ActiveSync"),
    ("/autodiscover", "Autodiscover"),
    ("/ecp", "Exchange admin center (ECP)"),
    ("/ews", "Exchange Web Services (EWS)"),
    ("/mapi/nspi", "MAPI over HTTP, address book"),
    ("/mapi", "MAPI over HTTP"),
    ("/oab", "offline address book"),
    ("/owa", "Outlook on the web"),
    ("/powershell", "remote PowerShell"),
    ("/rpcwithcert", "Outlook Anywhere (RPC over HTTP)"),
    ("/rpc", "Outlook Anywhere (RPC over HTTP)"),
    ("/api", "REST"),
    ("/exchange", "Outlook Web Access of Exchange 2003 (WebDAV)"),
    ("/public", "public folders of Exchange 2003 (WebDAV)"),
];

/// Most values of one kind that are listed.
const MAX_VALUES: usize = 5;

/// What ActiveSync logs about the requests of a session: device, commands, and the elements of `Log` summarised.
fn active_sync(opened: &Opened<'_>) -> Vec<Fact> {
    let mask = opened.mask();
    let mut found = Summaries::default();
    let query = NamedColumn::new(QUERY);
    for record in records(opened) {
        let Some(request) = active_sync_request(query.of(&record)) else { continue };
        let device = DisplayText::join([request.device_id, request.device_type].map(|part| mask.name(part)), " · ");
        found.each("device", device, record.place);
        found.each("activesync-command", mask.name(request.command).into_owned(), record.place);
        for element in request.elements() {
            found.element(mask, &request, element, record.place);
        }
    }
    found.into_facts()
}

/// The column with the query string.
const QUERY: &str = "cs-uri-query";

/// Values by the name of their fact, in the order in which the names appeared.
#[derive(Default)]
struct Summaries {
    names: Vec<&'static str>,
    numbers: BTreeMap<&'static str, (u64, u32)>,
    values: BTreeMap<&'static str, BTreeMap<DisplayText<'static>, (u64, u32)>>,
}

impl Summaries {
    fn element(&mut self, mask: Mask<'_>, request: &ActiveSync<'_>, element: Element<'_>, place: u32) {
        // Unknown elements are in the query string of each request.
        let Some(known) = element.known else { return };
        match (known.summary, element.number()) {
            (Summary::Total, Some(number)) => {
                let total = &mut self.number(known.name, place).0;
                *total = total.saturating_add(number);
            }
            (Summary::Largest, Some(number)) => {
                let largest = self.number(known.name, place);
                *largest = (*largest).max((number, place));
            }
            _ => self.each(known.name, element_value(mask, request, element), place),
        }
    }

    fn number(&mut self, name: &'static str, place: u32) -> &mut (u64, u32) {
        if !self.numbers.contains_key(name) {
            self.names.push(name);
        }
        self.numbers.entry(name).or_insert((0, place))
    }

    fn each(&mut self, name: &'static str, value: DisplayText<'static>, place: u32) {
        if value.is_empty() {
            return;
        }
        if !self.values.contains_key(name) {
            self.names.push(name);
        }
        self.values.entry(name).or_default().entry(value).or_insert((0, place)).0 += 1;
    }

    fn into_facts(mut self) -> Vec<Fact> {
        let mut facts = Vec::new();
        for name in self.names {
            if let Some((number, place)) = self.numbers.remove(name) {
                facts.extend(Fact::new(name, number.into(), place));
            }
            let mut values: Vec<_> = self.values.remove(name).unwrap_or_default().into_iter().collect();
            sort::by_key(&mut values, |(_, (count, place))| (core::cmp::Reverse(*count), *place));
            let more = values.len().saturating_sub(MAX_VALUES) as u64;
            let shown = values.into_iter().take(MAX_VALUES);
            facts.extend(shown.filter_map(|(value, (count, place))| Fact::new(name, value.times(count), place)));
            let more = (more > 0).then(|| DisplayText::concat([more.into(), " more".into()]));
            facts.extend(more.and_then(|more| Fact::new(name, more, 0)));
        }
        facts
    }
}

/// The value of an element, with its meaning: `3 (the sync key is not valid; the device begins again)`.
fn element_value(mask: Mask<'_>, request: &ActiveSync<'_>, element: Element<'_>) -> DisplayText<'static> {
    if element.id == b"V"
        && let Some((major, minor)) = version(element.value)
    {
        return DisplayText::concat([major.into(), ".".into(), minor.into()]);
    }
    if matches!(element.id, b"Cli" | b"Svr") {
        let change =
            |(number, kind): (u64, &'static str)| DisplayText::concat([number.into(), " ".into(), kind.into()]);
        return DisplayText::join(changes(element.value).map(change), ", ");
    }
    let value = mask.composed(decoded(element.value)).into_owned();
    match element.meaning(request.command) {
        "" => value,
        meaning => DisplayText::concat([value, " (".into(), meaning.into(), ")".into()]),
    }
}

/// The ActiveSync request of a query string. One with a credential is not taken apart: its pieces do not show any more
/// that they are of a credential.
fn active_sync_request(query: &[u8]) -> Option<ActiveSync<'_>> {
    ActiveSync::parse(query).filter(|_| secrets(query).is_empty())
}

/// The known elements of `Log` of the request at `place`, as names and values; none for other requests.
pub fn elements<'a>(opened: &'a Opened<'a>, place: u32) -> Vec<(DisplayText<'a>, DisplayText<'a>)> {
    let mask = opened.mask();
    let record = opened.order.get(place as usize).and_then(|&entry| Record::of(opened, place, entry));
    let Some(request) = record.and_then(|record| active_sync_request(record.named(QUERY))) else { return Vec::new() };
    let pair = |element: Element<'a>| Some((element.known?.name.into(), element_value(mask, &request, element)));
    request.elements().filter_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn the_course_of_requests_says_whether_the_client_got_over_failures() {
        let verdict = |statuses: &[u16]| {
            let mut course = Course::default();
            for (place, &status) in (0..).zip(statuses) {
                course.add(RequestResult::new(status, b"2", b"5"), place);
            }
            course.verdict().map(|verdict| verdict.to_string())
        };
        for (statuses, expected) in [
            (&[][..], None),
            (&[200, 302, 304], None),
            (&[401, 401, 200], None),
            (&[503, 401, 200, 200], Some("recovered: 1 of 3 requests failed, those after succeeded")),
            (&[200, 500, 500, 200], Some("recovered: 2 of 4 requests failed, those after succeeded")),
            (&[500, 200, 500, 200], Some("intermittent: 2 of 4 requests failed, others in between succeeded")),
            (&[200, 500], Some("failed: 1 of 2 requests failed, among them the last one")),
            (&[200, 500, 401, 500], Some("failed: 2 of 3 requests failed, among them the last 2")),
            (&[401, 503], Some("failed: the only request failed")),
            (&[503, 401, 503], Some("failed: 2 of 2 requests failed, none succeeded")),
        ] {
            assert_eq!(verdict(statuses).as_deref(), expected, "{statuses:?}");
        }
    }
}

//! Finds messages by what an administrator knows of one; the latest ones where nothing is known.

use super::chain::{causally, chain, messages_of, servers_of, transactions_of};
use super::header::{begins_with_field, header};
use super::outcome::message;
use super::read::{Reader, Wanted, concerns};
use super::shown::Shown;
use super::step::Step;
use super::{FoundMessages, HeaderBlock, MessageSearch};
use crate::archive::Archive;
use crate::content::Text;
use crate::content::message::{message_id, names_message_id};
use crate::entry::LogType;
use crate::query::{Surroundings, evaluating, exactly, parse_in};
use crate::report::joins::{bare, sessions_where, tracked};
use crate::report::masking::{DisplayText, Mask};
use crate::report::opened::look_for_secrets;
use crate::sort;
use crate::store::{Session, SessionIndex, TextIndex};
use crate::work::{self, Tally, ascending};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;
use core::cmp::Reverse;

/// Most sessions whose transactions are looked at, the latest ones.
const MOST_SESSIONS: usize = 4_000;
/// Most sessions of the latest messages: several times as many as messages are listed, as a message is in several of them.
const MOST_LATEST: usize = 1_000;
/// Most steps of a message that are put in order.
const MOST_CHAINED: usize = 300;

/// A step of a message takes as long as so many entries that are only looked at.
const STEP_COST: usize = 64;

/// A message: its Message-ID without angle brackets, or else the session and the place of its transaction.
type Key = (Vec<u8>, SessionIndex, u32);

/// The messages that a text asks for, at most `limit` of them.
pub async fn find_messages(archive: &Archive, text: &str, limit: usize) -> FoundMessages {
    let text = text.trim();
    let is_block = text.contains('\n') || begins_with_field(text);
    let block = is_block.then(|| header(text, Mask::of(archive))).flatten();
    let named = |(header, [id, from, subject]): (HeaderBlock, [Vec<u8>; 3])| {
        let [id, from, subject] = [id, from, subject].map(|name| String::from_utf8_lossy(&name).into_owned());
        // A field that was cut off has one of its brackets.
        (header, [id.trim_matches(['<', '>']).into(), from, subject])
    };
    let (header, named) = block.map(named).unzip();
    let ways = match &named {
        Some([id, from, subject]) if id.is_empty() && from.is_empty() => Vec::from([Asked::Subject(subject)]),
        Some([id, from, _]) if id.is_empty() => Vec::from([Asked::Address(from)]),
        Some([id, ..]) => Vec::from([Asked::Id(id)]),
        None => ways(text),
    };
    // What is found decides what the text was: an address and a Message-ID look alike.
    let mut chosen: Option<Search<'_, '_>> = None;
    for asked in ways {
        if chosen.as_ref().is_none_or(|search| search.sessions.is_empty()) {
            let search = Search::new(archive, asked).await;
            chosen = chosen.filter(|_| search.sessions.is_empty()).or(Some(search));
        }
    }
    let search = match chosen {
        Some(search) => search,
        None => Search::latest(archive).await,
    };
    let understood = if header.is_some() { MessageSearch::Header } else { search.asked.understood() };
    FoundMessages { header, ..search.answer(limit, understood).await }
}

/// What a text that is no block of headers may be.
fn ways(text: &str) -> Vec<Asked<'_>> {
    let quoted = text.strip_prefix('"').and_then(|inner| inner.strip_suffix('"'));
    if let Some(subject) = quoted.map(str::trim).filter(|subject| !subject.is_empty() && !subject.contains('"')) {
        let other = Some(alone(subject)).filter(|inner| inner.contains('@') && !inner.contains(char::is_whitespace));
        let others = other.into_iter().flat_map(|other| [Asked::Id(other), Asked::Address(other)]);
        return core::iter::once(Asked::Subject(subject)).chain(others).collect();
    }
    let text = address_in(text);
    if text == "<>" {
        return Vec::from([Asked::Address(text)]);
    }
    let inner = text.strip_prefix('<').and_then(|inner| inner.strip_suffix('>')).unwrap_or(text);
    let (id, address, subject) = (Asked::Id(inner), Asked::Address(inner), Asked::Subject(text));
    let alone = alone(inner);
    let mut ways = Vec::from(match () {
        () if inner.is_empty() => return Vec::new(),
        () if inner.len() < text.len() => [id, address, subject],
        () if inner.contains('@') && !inner.contains(char::is_whitespace) => [address, id, subject],
        // An address may have blanks: `"anna b"@contoso.com`, `EX:/O=CONTOSO/OU=FIRST ADMINISTRATIVE GROUP/CN=ANNA`.
        () => [subject, id, address],
    });
    if alone.len() < inner.len() && alone.contains('@') {
        ways.extend([Asked::Id(alone), Asked::Address(alone)]);
    }
    ways
}

/// A Message-ID or an address without what is beside it where it was copied from: one of two brackets, quotes, the comma of a list.
fn alone(text: &str) -> &str {
    let text = text.strip_prefix("&lt;").unwrap_or(text);
    let text = text.strip_suffix("&gt;").unwrap_or(text);
    text.trim_matches([
        '<', '>', '(', ')', '[', ']', '"', '\'', ',', ';', ' ', '\u{201c}', '\u{201d}', '\u{201e}', '\u{2019}',
    ])
}

/// The address in `Anna <anna@contoso.com>`, `smtp:anna@contoso.com` or `mailto:anna@contoso.com`; any other text as it is.
fn address_in(text: &str) -> &str {
    let is_address = |text: &str| text.contains('@') && !text.contains(|c: char| c.is_whitespace() || "<>".contains(c));
    let bracketed = text.strip_suffix('>').and_then(|text| text.split_once('<'));
    let inner = bracketed.filter(|(name, _)| !name.is_empty()).map_or(text, |(_, inner)| inner);
    let is_scheme = |text: &str| ["smtp", "mailto"].iter().any(|scheme| text.eq_ignore_ascii_case(scheme));
    let prefixed = inner.split_once(':').filter(|(prefix, _)| is_scheme(prefix));
    let inner = prefixed.map_or(inner, |(_, address)| address.trim_start());
    if is_address(inner) { inner } else { text }
}

/// What is asked.
#[derive(Clone, Copy)]
enum Asked<'t> {
    /// A Message-ID without angle brackets.
    Id(&'t str),
    /// An address.
    Address(&'t str),
    /// Words of a subject.
    Subject(&'t str),
    /// The latest messages.
    Latest,
}

impl Asked<'_> {
    fn understood(self) -> MessageSearch {
        match self {
            Asked::Id(_) => MessageSearch::MessageId,
            Asked::Address(_) => MessageSearch::Address,
            Asked::Subject(_) => MessageSearch::Subject,
            Asked::Latest => MessageSearch::Latest,
        }
    }

    /// Whether a step is of what is asked, where its Message-ID is.
    fn concerns(self, step: &Step) -> bool {
        match self {
            Asked::Address(address) => concerns(step, address.as_bytes()),
            Asked::Id(_) | Asked::Subject(_) | Asked::Latest => true,
        }
    }

    /// The query that finds the sessions; empty if there is none.
    fn query(self) -> String {
        let all = |fields: &[&str], value: &str, between: &str| {
            let conditions: Vec<String> = fields.iter().filter_map(|field| exactly(field, value, 0)).collect();
            conditions.join(between)
        };
        match self {
            Asked::Id(id) => all(&["message-id"], id, " "),
            Asked::Address(address) => all(&["from", "to"], address, " OR "),
            Asked::Subject(text) => {
                // What quotes cannot contain parts words.
                let is_between = |character: char| character.is_whitespace() || ['"', '\\'].contains(&character);
                let words = text.split(is_between).filter(|word| !word.is_empty());
                words.map(|word| alloc::format!("subject:\"{word}\"")).collect::<Vec<_>>().join(" ")
            }
            Asked::Latest => String::new(),
        }
    }
}

struct Search<'a, 't> {
    archive: &'a Archive,
    asked: Asked<'t>,
    /// The sessions that it finds, the latest first.
    sessions: Vec<SessionIndex>,
    /// Whether there are more.
    is_cut: bool,
}

impl<'a, 't> Search<'a, 't> {
    async fn new(archive: &'a Archive, asked: Asked<'t>) -> Search<'a, 't> {
        let query = asked.query();
        let parsed = parse_in(&query, &Surroundings::default()).ok().filter(|_| !query.is_empty());
        let mut sessions = match parsed {
            Some(expression) => evaluating(archive, &expression).await.sessions(),
            None => Vec::new(),
        };
        let age = |&session: &SessionIndex| {
            let row = archive.store.sessions.get(session);
            (Reverse(row.end), row.start, row.log_type, session)
        };
        sessions.sort_unstable_by_key(age);
        let is_cut = sessions.len() > MOST_SESSIONS;
        sessions.truncate(MOST_SESSIONS);
        Search { archive, asked, sessions, is_cut }
    }

    /// The latest sessions that have messages.
    async fn latest(archive: &'a Archive) -> Search<'a, 't> {
        let has_message = |row: &Session| row.log_type == LogType::Tracking || row.facts.sender != TextIndex::NONE;
        let (mut latest, mut is_cut, mut tally) = (Vec::new(), false, Tally::default());
        for (session, row) in archive.store.sessions.iter().take(archive.published()) {
            if has_message(row) {
                latest.push(u128::from(ascending(row.end.0)) << 64 | u128::from(session.0));
            }
            // Never more than twice as many as are kept, so that millions take neither memory nor a long sort.
            if latest.len() == 2 * MOST_LATEST {
                keep_latest(&mut latest).await;
                is_cut = true;
            }
            tally.add(1).await;
        }
        is_cut |= latest.len() > MOST_LATEST;
        keep_latest(&mut latest).await;
        let sessions = latest.into_iter().map(|packed| SessionIndex(packed as u32)).collect();
        Search { archive, asked: Asked::Latest, sessions, is_cut }
    }

    async fn answer(self, limit: usize, understood: MessageSearch) -> FoundMessages {
        let mut reader = Reader::new(self.archive);
        let ids = match self.asked {
            Asked::Id(id) => BTreeSet::from([id.as_bytes().to_vec()]),
            _ => BTreeSet::new(),
        };
        let address;
        let wanted = match self.asked {
            Asked::Id(_) => Wanted::Ids(&ids),
            Asked::Address(text) => {
                address = text.to_ascii_lowercase();
                Wanted::Address(address.as_bytes())
            }
            Asked::Subject(_) | Asked::Latest => Wanted::All,
        };
        for &session in &self.sessions {
            reader.read(session, wanted).await;
        }
        let truncated = reader.is_full || self.is_cut;
        // Of each message the steps that were found; the latest activity decides which ones are shown.
        let mut groups: BTreeMap<Key, (i64, Vec<Step>)> = BTreeMap::new();
        for (key, step) in keys_of(&reader.steps).into_iter().zip(reader.steps) {
            let (end, steps) = groups.entry(key).or_insert((i64::MIN, Vec::new()));
            *end = (*end).max(step.end);
            steps.push(step);
        }
        let total = groups.len();
        let mut latest: Vec<(Reverse<i64>, Key, Vec<Step>)> =
            groups.into_iter().map(|(key, (end, steps))| (Reverse(end), key, steps)).collect();
        sort::by(&mut latest, |one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
        latest.truncate(limit);
        let ids = latest.iter().map(|(_, key, _)| key.0.clone()).filter(|id| !id.is_empty()).collect();
        let (mut rest, is_cut) = by_ids(self.archive, &ids).await;
        let is_cut = is_cut || rest.values().any(|steps| steps.len() > MOST_CHAINED);
        let steps = latest.iter().flat_map(|(_, _, steps)| steps).chain(rest.values().flatten());
        look_for_secrets(self.archive, steps.map(|step| step.session)).await;
        let (mut shown, asked, listed) = (Shown::new(self.archive), self.asked, latest.len());
        let (mut messages, mut tally) = (Vec::new(), Tally::default());
        for (_, key, steps) in latest {
            let mut all = rest.remove(&key).unwrap_or_default();
            let is_named = !all.is_empty();
            all.extend(steps.into_iter().filter(|step| !is_named || step.message_id.is_empty()));
            let mut steps = all;
            in_order(self.archive, &mut steps);
            let parts = apart(steps);
            let is_single = parts.len() == 1;
            for steps in parts.into_iter().filter(|steps| is_single || steps.iter().any(|step| asked.concerns(step))) {
                tally.add(steps.len() * STEP_COST).await;
                let chained = &steps[..steps.len().min(MOST_CHAINED)];
                let links = chain(chained, &servers_of(chained));
                let key = key_text(&steps);
                let (ordered, links) = causally(&steps, &links);
                messages.push(message(&ordered, &links, key, &mut shown));
            }
        }
        sort::by(&mut messages, |one, other| other.last.0.total_cmp(&one.last.0));
        let total = total + messages.len().saturating_sub(listed);
        messages.truncate(limit);
        FoundMessages {
            understood,
            header: None,
            messages,
            total: (total as u64).into(),
            truncated: truncated || is_cut,
        }
    }
}

/// Leaves the greatest of numbers, in descending order.
async fn keep_latest(latest: &mut Vec<u128>) {
    work::sort(latest).await;
    latest.reverse();
    latest.truncate(MOST_LATEST);
}

/// The messages that steps of one Message-ID, in the order of time, are of: see [`messages_of`].
pub fn apart(steps: Vec<Step>) -> Vec<Vec<Step>> {
    let ids: BTreeSet<&[u8]> =
        steps.iter().map(|step| step.network_id.as_slice()).filter(|id| !id.is_empty()).collect();
    if ids.len() < 2 {
        return alloc::vec![steps];
    }
    let chained = &steps[..steps.len().min(MOST_CHAINED)];
    let messages = messages_of(&steps, &chain(chained, &servers_of(chained)));
    let mut apart: BTreeMap<usize, Vec<Step>> = BTreeMap::new();
    for (step, message) in steps.into_iter().zip(messages) {
        apart.entry(message).or_default().push(step);
    }
    apart.into_values().collect()
}

/// All steps that logs show of the messages with these Message-IDs, and whether there are more than were read.
async fn by_ids(archive: &Archive, ids: &BTreeSet<Vec<u8>>) -> (BTreeMap<Key, Vec<Step>>, bool) {
    let mut reader = Reader::new(archive);
    for session in sessions_of(archive, ids).await {
        reader.read(session, Wanted::Ids(ids)).await;
    }
    let mut groups: BTreeMap<Key, Vec<Step>> = BTreeMap::new();
    for step in reader.steps {
        groups.entry(key_of(&step)).or_default().push(step);
    }
    (groups, reader.is_full)
}

/// The sessions that name one of these Message-IDs.
pub async fn sessions_of(archive: &Archive, ids: &BTreeSet<Vec<u8>>) -> BTreeSet<SessionIndex> {
    if ids.is_empty() {
        return BTreeSet::new();
    }
    let names_one = |kind, text: Text<'_>| ids.contains(bare(message_id(kind, text)));
    let mut sessions: BTreeSet<SessionIndex> =
        sessions_where(archive, names_message_id, names_one).await.into_iter().collect();
    sessions.extend(ids.iter().flat_map(|id| tracked(archive, id)));
    sessions
}

/// The message that a step is about.
fn key_of(step: &Step) -> Key {
    match step.message_id.is_empty() {
        true if step.log == LogType::Tracking => (Vec::new(), step.session, 0),
        true => (Vec::new(), step.session, step.first),
        false => (step.message_id.clone(), SessionIndex(0), 0),
    }
}

/// The messages that steps are about. Those of one transaction are about one, which some of them may name.
fn keys_of(steps: &[Step]) -> Vec<Key> {
    let first = transactions_of(steps);
    let mut keys: Vec<Key> = steps.iter().map(key_of).collect();
    for (index, &first) in first.iter().enumerate() {
        if !steps[index].message_id.is_empty() && keys[first].0.is_empty() {
            keys[first] = keys[index].clone();
        }
    }
    let key = |(index, &first): (usize, &usize)| {
        let own = if steps[index].message_id.is_empty() { first } else { index };
        keys[own].clone()
    };
    first.iter().enumerate().map(key).collect()
}

/// The key of the message of some steps on the page.
fn key_text(steps: &[Step]) -> DisplayText<'static> {
    let Some(step) = steps.first() else { return DisplayText::default() };
    let [session, place] = [step.session.0, step.first].map(|number| DisplayText::from(u64::from(number)));
    DisplayText::concat([session, ".".into(), place])
}

/// The session and the place in a key of the page.
pub fn read_key(key: &str) -> Option<(SessionIndex, u32)> {
    let (session, place) = key.split_once('.')?;
    Some((SessionIndex(session.parse().ok()?), place.parse().ok()?))
}

fn names(step: &Step) -> [&Vec<u8>; 4] {
    [&step.label, &step.service, &step.session_id, &step.event]
}

/// Puts steps in the order of time, whatever the order in which their logs were opened.
pub fn in_order(archive: &Archive, steps: &mut [Step]) {
    let start = |step: &Step| archive.store.sessions.get(step.session).start;
    sort::by(steps, |one, other| {
        let rank = |step: &Step| (step.time, step.stage(), start(step), step.entry);
        rank(one).cmp(&rank(other)).then_with(|| names(one).cmp(&names(other))).then(one.session.cmp(&other.session))
    });
}

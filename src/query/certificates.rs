//! What the certificates are that were presented in sessions: valid at that time or not, issued by whom, and for which host.
//!
//! Several findings and queries ask for one state each, so all are worked out at once, in one pass over all entries: distinct
//! texts that present certificates are few, and read before. Only of a certificate that takes several rows all entries of its session
//! are followed, as files come in any order.
//!
//! Whether a server presented several on one connector is known once all have been seen. After X-ANONYMOUSTLS it presents the one that
//! only servers of its organization know, whatever the connector has for others (Microsoft, *TLS functionality and related
//! terminology in Exchange*), so these sessions do not count.

use super::source::is_certificate;
use super::uncommon::each_text;
use crate::archive::{Archive, worked_out_once};
use crate::bytes::HashMap;
use crate::content::TextKind;
use crate::exchange::certificate::{CertificateCollector, CertificatePart, Validity, ValidityPeriod};
use crate::exchange::{Certificate, CertificateDirection};
use crate::session::hosts;
use crate::session::view::SessionView;
use crate::smtp::Verb;
use crate::store::{CertificateState, CertificateStates, EntryIndex, SessionIndex, StringIndex, TextIndex};
use crate::work::{Tally, each};
use alloc::borrow::Cow;
use alloc::rc::Rc;
use alloc::vec::Vec;
use fixedbitset::FixedBitSet;

/// What the certificates are that were presented in published sessions; worked out once until more is read.
pub async fn certificate_states(archive: &Archive) -> Rc<CertificateStates> {
    worked_out_once(&archive.worked_out.certificates, work_out(archive)).await
}

async fn work_out(archive: &Archive) -> CertificateStates {
    let texts = Texts::of(archive).await;
    let published = archive.published();
    let mut judge = Judge::new(archive);
    if !texts.said.is_empty() {
        let mut seen = Seen::new(published);
        in_one_row(&texts, &mut judge, &mut seen).await;
        in_several_rows(&texts, &mut judge, &seen.in_rows).await;
        judge.changed(&seen.anonymous).await;
    }
    judge.states
}

/// What the pass over all entries has shown of sessions.
struct Seen {
    /// A certificate may have several rows.
    in_rows: FixedBitSet,
    /// The client asked for TLS with X-ANONYMOUSTLS.
    anonymous: FixedBitSet,
}

impl Seen {
    fn new(sessions: usize) -> Seen {
        Seen { in_rows: FixedBitSet::with_capacity(sessions), anonymous: FixedBitSet::with_capacity(sessions) }
    }
}

/// Judges the certificates that have one row.
async fn in_one_row<'a>(texts: &Texts<'a>, judge: &mut Judge<'a>, seen: &mut Seen) {
    let (mut entry, mut tally) = (0, Tally::default());
    for (sessions, in_block) in judge.archive.store.entries.session_texts() {
        for (session, text) in sessions.iter().zip(in_block) {
            let index = session.0 as usize;
            // Duplicates belong to no session, and sessions that are not published do not count yet.
            match texts.said_by(*text).filter(|_| index < seen.in_rows.len()) {
                None => {}
                Some(Said::Whole(one, period)) => judge.see(*session, EntryIndex(entry), one, period),
                Some(Said::Part(_)) => seen.in_rows.insert(index),
                Some(Said::Anonymous) => seen.anonymous.insert(index),
            }
            entry += 1;
        }
        tally.add(sessions.len()).await;
    }
}

/// Judges the certificates of sessions in which one may have several rows.
async fn in_several_rows<'a>(texts: &Texts<'a>, judge: &mut Judge<'a>, sessions: &FixedBitSet) {
    let store = &judge.archive.store;
    let (mut order, mut tally) = (Vec::new(), Tally::default());
    for index in sessions.ones() {
        let session = SessionIndex(index as u32);
        store.entries_of(session, &mut order);
        let mut collector = CertificateCollector::default();
        for entry in &order {
            match texts.said_by(store.entries.text(*entry)) {
                Some(Said::Whole(one, _)) => collector.push(entry.0 as usize, &CertificatePart::Whole(*one)),
                Some(Said::Part(part)) => collector.push(entry.0 as usize, part),
                Some(Said::Anonymous) | None => {}
            }
        }
        for (first, one) in collector.finish() {
            judge.see(session, EntryIndex(first as u32), &one, &one.period());
        }
        tally.add(order.len()).await;
    }
}

/// What a text says of certificates.
enum Said<'a> {
    /// All of one, with when it is valid.
    Whole(Certificate<'a>, ValidityPeriod),
    /// A part of one.
    Part(CertificatePart<'a>),
    /// The command after which one is presented that is only for servers of the organization.
    Anonymous,
}

impl<'a> Said<'a> {
    fn by(data: &'a [u8], context: &[u8]) -> Option<Said<'a>> {
        Some(match CertificatePart::parse(data, context)? {
            CertificatePart::Whole(one) => Said::Whole(one, one.period()),
            part => Said::Part(part),
        })
    }
}

/// The texts that say something of certificates.
struct Texts<'a> {
    indices: FixedBitSet,
    said: HashMap<TextIndex, Said<'a>>,
}

impl<'a> Texts<'a> {
    async fn of(archive: &'a Archive) -> Texts<'a> {
        let texts = &archive.store.texts;
        let mut found = Texts {
            indices: FixedBitSet::with_capacity(texts.len()),
            said: HashMap::with_hasher(archive.hash_key.clone()),
        };
        let wanted = |kind: TextKind| kind.verb() == Some(Verb::XAnonymousTls) || is_certificate(kind);
        let mut see = |index: TextIndex, kind| {
            let said = match is_certificate(kind) {
                true => {
                    let text = texts.get(index);
                    Said::by(text.data, text.context)
                }
                false => Some(Said::Anonymous),
            };
            if let Some(said) = said {
                found.indices.insert(index.0 as usize);
                found.said.insert(index, said);
            }
        };
        each_text(archive, &wanted, &mut see).await;
        found
    }

    #[inline]
    fn said_by(&self, text: TextIndex) -> Option<&Said<'a>> {
        if self.indices.contains(text.0 as usize) { self.said.get(&text) } else { None }
    }
}

/// When certificates were presented on connectors, which are numbers here.
struct Uses<'a> {
    /// The first and the last time of each.
    times: HashMap<(usize, &'a [u8]), (i64, i64)>,
    /// Of each connector how many there are, and which one was presented last.
    connectors: Vec<(usize, &'a [u8], i64)>,
}

impl<'a> Uses<'a> {
    fn add(&mut self, connector: usize, thumbprint: &'a [u8], time: i64) {
        if connector == self.connectors.len() {
            self.connectors.push((0, thumbprint, time));
        }
        let (count, latest, last) = &mut self.connectors[connector];
        let (first_time, last_time) = self.times.entry((connector, thumbprint)).or_insert_with(|| {
            *count += 1;
            (time, time)
        });
        (*first_time, *last_time) = (time.min(*first_time), time.max(*last_time));
        if time >= *last {
            (*latest, *last) = (thumbprint, time);
        }
    }

    fn has_several(&self, connector: usize) -> bool {
        self.connectors.get(connector).is_some_and(|(count, ..)| *count > 1)
    }

    /// Whether the latest one has been presented only since this one was for the last time.
    fn has_replaced(&self, connector: usize, thumbprint: &'a [u8]) -> bool {
        let of = |thumbprint| self.times.get(&(connector, thumbprint));
        let latest = self.connectors.get(connector).and_then(|(_, latest, _)| of(*latest));
        latest.zip(of(thumbprint)).is_some_and(|((first, _), (_, last))| first > last)
    }
}

/// Notes what certificates are.
struct Judge<'a> {
    archive: &'a Archive,
    states: CertificateStates,
    /// The numbers of subjects.
    subjects: HashMap<&'a [u8], usize>,
    /// The certificates that servers presented themselves, each with the session.
    own: Vec<Own<'a>>,
}

/// A certificate that a server presented itself.
#[derive(Clone, Copy)]
struct Own<'a> {
    session: SessionIndex,
    thumbprint: &'a [u8],
    subject: usize,
}

impl<'a> Judge<'a> {
    fn new(archive: &'a Archive) -> Judge<'a> {
        let subjects = HashMap::with_hasher(archive.hash_key.clone());
        Judge { archive, states: CertificateStates::new(archive.published()), subjects, own: Vec::new() }
    }

    /// A certificate that was presented in a session, where its first entry is.
    fn see(&mut self, session: SessionIndex, entry: EntryIndex, one: &Certificate<'a>, period: &ValidityPeriod) {
        let store = &self.archive.store;
        let is_own = one.direction == Some(CertificateDirection::Sent);
        let name = one.subject.unwrap_or_default();
        let subject = *self.subjects.entry(name).or_insert_with(|| self.states.add_subject(name));
        let mut is = |state| self.states.add(state, session.0 as usize, subject, is_own);
        if let Some(validity) = period.validity_at(store.entries.time(entry).0) {
            is(validity.into());
        }
        if one.is_self_signed() == Some(true) {
            is(CertificateState::SelfSigned);
        }
        if hosts::fit(store, store.sessions.get(session), one).1 == Some(false) {
            is(CertificateState::NameMismatch);
        }
        if is_own && period.validity_at(store.entries.time(entry).0) == Some(Validity::Expired) {
            is(CertificateState::OwnExpired);
        }
        if is_own && !one.thumbprint.is_empty() {
            self.own.push(Own { session, thumbprint: one.thumbprint, subject });
        }
    }

    /// Notes the sessions of connectors on which a server presented several, apart from those after X-ANONYMOUSTLS.
    async fn changed(&mut self, anonymous: &FixedBitSet) {
        let store = &self.archive.store;
        let mut connectors: HashMap<(Cow<'a, str>, StringIndex), usize> =
            HashMap::with_hasher(self.archive.hash_key.clone());
        let times = HashMap::with_hasher(self.archive.hash_key.clone());
        let mut uses = Uses { times, connectors: Vec::new() };
        let mut counted: Vec<(Own<'_>, usize)> = Vec::new();
        let those_that_count = self.own.iter().filter(|own| !anonymous.contains(own.session.0 as usize));
        each(those_that_count, |own| {
            let session = store.sessions.get(own.session);
            let server = SessionView::new(store, session).server();
            // Several servers may have connectors of one name.
            if server.is_empty() || session.labels.connector.is_empty() {
                return;
            }
            let connector = *connectors.entry((server, session.labels.connector)).or_insert(uses.connectors.len());
            uses.add(connector, own.thumbprint, session.start.0);
            counted.push((*own, connector));
        })
        .await;
        let states = &mut self.states;
        each(counted.into_iter(), |(Own { session, thumbprint, subject }, connector)| {
            if uses.has_several(connector) {
                states.add(CertificateState::Changed, session.0 as usize, subject, true);
            }
            if uses.has_replaced(connector, thumbprint) {
                states.add(CertificateState::Replaced, session.0 as usize, subject, true);
            }
        })
        .await;
    }
}

//! What the certificates are that were presented in sessions: valid at that time or not, issued by whom, and for which host.
//!
//! Several findings and queries ask for one state each, so all are worked out at once, in one pass over all entries: distinct
//! texts that present certificates are few, and read before. Only of a certificate that takes several rows all entries of its session
//! are followed, as files come in any order.

use super::bits::insert_if_below;
use super::source::is_certificate;
use crate::archive::Archive;
use crate::bytes::HashMap;
use crate::exchange::Certificate;
use crate::exchange::certificate::{CertificateCollector, CertificatePart, ValidityPeriod};
use crate::session::hosts::Hosts;
use crate::store::{CertificateState, CertificateStates, EntryIndex, SessionIndex, TextIndex};
use crate::work::{Tally, each_part};
use alloc::rc::Rc;
use alloc::vec::Vec;
use fixedbitset::FixedBitSet;

/// What the certificates are that were presented in published sessions; worked out once until more is read.
pub(super) async fn certificate_states(archive: &Archive) -> Rc<CertificateStates> {
    if let Some(known) = &*archive.worked_out.certificates.borrow() {
        return Rc::clone(known);
    }
    let texts = Texts::of(archive).await;
    let mut judge = Judge { archive, states: CertificateStates::new(archive.published()) };
    if !texts.said.is_empty() {
        let in_rows = in_one_row(&texts, &mut judge).await;
        in_several_rows(&texts, &mut judge, &in_rows).await;
    }
    let states = Rc::new(judge.states);
    archive.worked_out.certificates.replace(Some(Rc::clone(&states)));
    states
}

/// Judges the certificates that have one row. Returns the sessions in which one may have several.
async fn in_one_row(texts: &Texts<'_>, judge: &mut Judge<'_>) -> FixedBitSet {
    let entries = &judge.archive.store.entries;
    let mut in_rows = FixedBitSet::with_capacity(judge.archive.published());
    let (mut entry, mut tally) = (0, Tally::default());
    for (sessions, in_block) in entries.session_texts() {
        for (session, text) in sessions.iter().zip(in_block) {
            if let Some((part, period)) = texts.said_by(*text)
                && (session.0 as usize) < in_rows.len()
            {
                match (part, period) {
                    (CertificatePart::Whole(one), Some(period)) => judge.see(*session, EntryIndex(entry), one, period),
                    _ => in_rows.insert(session.0 as usize),
                }
            }
            entry += 1;
        }
        tally.add(sessions.len()).await;
    }
    in_rows
}

/// Judges the certificates of sessions in which one may have several rows.
async fn in_several_rows(texts: &Texts<'_>, judge: &mut Judge<'_>, sessions: &FixedBitSet) {
    let store = &judge.archive.store;
    let (mut order, mut tally) = (Vec::new(), Tally::default());
    for index in sessions.ones() {
        let session = SessionIndex(index as u32);
        store.entries_of(session, &mut order);
        let mut collector = CertificateCollector::default();
        for entry in &order {
            if let Some((part, _)) = texts.said_by(store.entries.text(*entry)) {
                collector.push(entry.0 as usize, part);
            }
        }
        for (first, one) in collector.finish() {
            judge.see(session, EntryIndex(first as u32), &one, &one.period());
        }
        tally.add(order.len()).await;
    }
}

/// The texts that present a certificate, or a part of one.
struct Texts<'a> {
    indices: FixedBitSet,
    /// What they say, and when a certificate in one row is valid.
    said: HashMap<TextIndex, (CertificatePart<'a>, Option<ValidityPeriod>)>,
}

impl<'a> Texts<'a> {
    async fn of(archive: &'a Archive) -> Texts<'a> {
        let texts = &archive.store.texts;
        let mut found = Texts {
            indices: FixedBitSet::with_capacity(texts.len()),
            said: HashMap::with_hasher(archive.hash_key.clone()),
        };
        let mut see = |range| {
            for (index, _) in texts.kinds_of(range).filter(|(_, kind)| is_certificate(*kind)) {
                let text = texts.get(index);
                let Some(part) = CertificatePart::parse(text.data, text.context) else { continue };
                let period = if let CertificatePart::Whole(one) = &part { Some(one.period()) } else { None };
                insert_if_below(&mut found.indices, index.0 as usize);
                found.said.insert(index, (part, period));
            }
        };
        each_part(texts.len(), &mut see).await;
        found
    }

    #[inline]
    fn said_by(&self, text: TextIndex) -> Option<&(CertificatePart<'a>, Option<ValidityPeriod>)> {
        if self.indices.contains(text.0 as usize) { self.said.get(&text) } else { None }
    }
}

/// Notes what certificates are.
struct Judge<'a> {
    archive: &'a Archive,
    states: CertificateStates,
}

impl Judge<'_> {
    /// A certificate that was presented in a session, where its first entry is.
    fn see(&mut self, session: SessionIndex, entry: EntryIndex, one: &Certificate<'_>, period: &ValidityPeriod) {
        let (store, states) = (&self.archive.store, &mut self.states);
        let mut is = |state| states.add(state, session.0 as usize);
        if let Some(validity) = period.validity_at(store.entries.time(entry).0) {
            is(validity.into());
        }
        if one.is_self_signed() == Some(true) {
            is(CertificateState::SelfSigned);
        }
        if Hosts::of(store, store.sessions.get(session)).fit(one).1 == Some(false) {
            is(CertificateState::NameMismatch);
        }
    }
}

//! What the certificates are that were presented in a session: valid at that time or not, and issued by whom.

use super::bits::insert_if_below;
use super::choice::CertificateState;
use super::scope::Scope;
use super::source::is_certificate;
use crate::bytes::HashMap;
use crate::exchange::certificate::{Attribute, Certificate, CertificatePart, ValidityPeriod};
use crate::store::{EntryIndex, TextIndex};
use crate::work::Tally;
use fixedbitset::FixedBitSet;

/// What a text says of a certificate.
#[derive(Clone, Copy)]
enum Said<'a> {
    /// When it is valid, and whether it is self-signed.
    Whole(ValidityPeriod, bool),
    /// Its subject, in a row of its own as up to Exchange 2013. Such rows have no dates.
    Subject(&'a [u8]),
    /// Its issuer, which follows the subject.
    Issuer(&'a [u8]),
}

impl<'a> Said<'a> {
    fn by(data: &'a [u8], context: &[u8]) -> Option<Said<'a>> {
        match CertificatePart::parse(data, context)? {
            CertificatePart::Whole(one) => Some(Said::Whole(one.period(), one.is_self_signed() == Some(true))),
            CertificatePart::Attribute(Attribute::Subject, name) => Some(Said::Subject(name)),
            CertificatePart::Attribute(Attribute::Issuer, name) => Some(Said::Issuer(name)),
            CertificatePart::Attribute(..) | CertificatePart::Begin(_) => None,
        }
    }
}

/// Sessions in which a certificate was presented that was in one of these states.
pub(super) async fn certificate_state(scope: &Scope<'_>, states: &[CertificateState]) -> FixedBitSet {
    let (store, mut found) = (&scope.archive.store, FixedBitSet::with_capacity(scope.archive.published()));
    let mut said: HashMap<TextIndex, Said<'_>> = HashMap::with_hasher(scope.archive.hash_key.clone());
    let mut see = |range| {
        for (index, _) in store.texts.kinds_of(range).filter(|(_, kind)| is_certificate(*kind)) {
            let text = store.texts.get(index);
            said.extend(Said::by(text.data, text.context).map(|it| (index, it)));
        }
    };
    scope.each_part_of_texts(&mut see).await;
    if said.is_empty() {
        return found;
    }
    // The subject of a session whose issuer has not been read yet.
    let mut subjects: HashMap<u32, &[u8]> = HashMap::with_hasher(scope.archive.hash_key.clone());
    let mut is_in = |session: u32, time: i64, said| match said {
        Said::Whole(period, is_self_signed) => {
            let validity = period.validity_at(time);
            states.iter().any(|state| match state {
                CertificateState::Validity(wanted) => validity == Some(*wanted),
                CertificateState::SelfSigned => is_self_signed,
            })
        }
        Said::Subject(subject) => {
            subjects.insert(session, subject);
            false
        }
        Said::Issuer(issuer) => {
            let (subject, issuer) = (subjects.remove(&session), Some(issuer));
            let is_self_signed = Certificate { subject, issuer, ..Certificate::default() }.is_self_signed();
            is_self_signed == Some(true) && states.contains(&CertificateState::SelfSigned)
        }
    };
    let (mut entry, mut tally) = (0, Tally::default());
    for (sessions, texts) in store.entries.session_texts() {
        for (session, text) in sessions.iter().zip(texts) {
            let time = || store.entries.time(EntryIndex(entry)).0;
            if said.get(text).is_some_and(|said| is_in(session.0, time(), *said)) {
                insert_if_below(&mut found, session.0 as usize);
            }
            entry += 1;
        }
        tally.add(sessions.len()).await;
    }
    found
}

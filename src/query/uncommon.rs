//! The texts of uncommon kinds, and their sessions. Most conditions about texts are about such: refusals, certificates, results of TLS.
//! To pass over all texts, and then over all entries, for each of them takes longer than all else.

use crate::archive::{Archive, worked_out_once};
use crate::content::TextKind;
use crate::store::text_sessions::Places;
use crate::store::{SessionIndex, SessionsOfTexts, TextIndex, Uncommon};
use crate::work::{Tally, each, each_part};
use alloc::rc::Rc;
use alloc::vec;
use fixedbitset::FixedBitSet;

/// Calls `see` with every text of the kinds that are wanted, in no order.
pub(super) async fn each_text(
    archive: &Archive,
    wanted: &dyn Fn(TextKind) -> bool,
    see: &mut dyn FnMut(TextIndex, TextKind),
) {
    let known = uncommon(archive).await;
    let texts = &archive.store.texts;
    match known.of(wanted) {
        Some(all) => each(all.into_iter(), |(text, kind)| see(text, kind)).await,
        None => {
            let of_kind = |(_, kind): &(TextIndex, TextKind)| wanted(*kind);
            let mut see = |range| texts.kinds_of(range).filter(of_kind).for_each(|(text, kind)| see(text, kind));
            each_part(texts.len(), &mut see).await;
        }
    }
}

/// Whether no common kind is wanted.
pub(super) async fn are_uncommon(archive: &Archive, wanted: &dyn Fn(TextKind) -> bool) -> bool {
    uncommon(archive).await.of(wanted).is_some()
}

/// Worked out once until more is read.
async fn uncommon(archive: &Archive) -> Rc<Uncommon> {
    worked_out_once(&archive.worked_out.uncommon, work_out(archive)).await
}

/// The sessions of all texts of uncommon kinds, once they are worth knowing, if these are such texts. To find them takes as long as
/// two or three passes over all entries, so the first question about such texts is answered by one.
pub(super) async fn sessions_of_uncommon(archive: &Archive, asked: &FixedBitSet) -> Option<Rc<SessionsOfTexts>> {
    let worked_out = &archive.worked_out;
    if let Some(known) = &*worked_out.uncommon_sessions.borrow() {
        return Some(Rc::clone(known));
    }
    let uncommon = uncommon(archive).await;
    let is_uncommon = |text: usize| uncommon.has(archive.store.texts.kind(TextIndex(text as u32)));
    if !asked.ones().all(is_uncommon) || !worked_out.has_asked_for_sessions.replace(true) {
        return None;
    }
    Some(worked_out_once(&worked_out.uncommon_sessions, work_out_sessions(archive, &uncommon)).await)
}

async fn work_out_sessions(archive: &Archive, uncommon: &Uncommon) -> SessionsOfTexts {
    let mut texts = FixedBitSet::with_capacity(archive.store.texts.len());
    each(uncommon.all(), |text| texts.insert(text.0 as usize)).await;
    let places = Places::of(texts);
    let mut counts = vec![0; places.len()];
    each_entry(archive, &mut |text, _| places.of_text(text).into_iter().for_each(|place| counts[place] += 1)).await;
    let mut sessions = SessionsOfTexts::of(places, &counts, archive.published());
    each_entry(archive, &mut |text, session| sessions.add(text, session)).await;
    sessions
}

/// Calls `see` with the text and the session of every entry of published sessions, without duplicates.
async fn each_entry(archive: &Archive, see: &mut impl FnMut(TextIndex, SessionIndex)) {
    let (published, mut tally) = (archive.published(), Tally::default());
    for (sessions, texts) in archive.store.entries.session_texts() {
        let of_published = sessions.iter().zip(texts).filter(|(session, _)| (session.0 as usize) < published);
        of_published.for_each(|(session, text)| see(*text, *session));
        tally.add(sessions.len()).await;
    }
}

async fn work_out(archive: &Archive) -> Uncommon {
    let texts = &archive.store.texts;
    let mut uncommon = Uncommon::new(&archive.hash_key, texts.len());
    each_part(texts.len(), &mut |range| texts.kinds_of(range).for_each(|(text, kind)| uncommon.add(text, kind))).await;
    uncommon
}

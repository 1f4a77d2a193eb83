//! The texts of uncommon kinds. Most conditions about texts are about such: refusals, certificates, results of TLS. To pass over all
//! texts for each of them takes longer than all else.

use crate::archive::{Archive, worked_out_once};
use crate::content::TextKind;
use crate::store::{TextIndex, Uncommon};
use crate::work::{each, each_part};
use alloc::rc::Rc;

/// Calls `see` with every text of the kinds that are wanted, in no order.
pub(super) async fn each_text(
    archive: &Archive,
    wanted: &dyn Fn(TextKind) -> bool,
    see: &mut dyn FnMut(TextIndex, TextKind),
) {
    // Worked out once until more is read.
    let known: Rc<Uncommon> = worked_out_once(&archive.worked_out.uncommon, work_out(archive)).await;
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

async fn work_out(archive: &Archive) -> Uncommon {
    let texts = &archive.store.texts;
    let mut uncommon = Uncommon::new(&archive.hash_key, texts.len());
    each_part(texts.len(), &mut |range| texts.kinds_of(range).for_each(|(text, kind)| uncommon.add(text, kind))).await;
    uncommon
}

//! The classes of all sessions. Nearly every finding asks for those of one log, so that they are worked out once for all
//! questions: a pass over the sessions reads much more than is asked for.

use crate::archive::{Archive, worked_out_once};
use crate::store::Classes;
use crate::work::each_part;
use alloc::rc::Rc;

/// The classes of the published sessions; worked out once until more is read.
pub(super) async fn classes(archive: &Archive) -> Rc<Classes> {
    worked_out_once(&archive.worked_out.classes, work_out(archive)).await
}

async fn work_out(archive: &Archive) -> Classes {
    let published = archive.published();
    let mut classes = Classes::new(published);
    let mut see = |range| {
        for (index, session) in archive.store.sessions.of(range) {
            let index = index.0 as usize;
            classes.logs.add(session.log_type, index);
            classes.outcomes.add(session.facts.outcome, index);
            classes.noise.add(session.facts.noise, index);
        }
    };
    each_part(published, &mut see).await;
    classes
}

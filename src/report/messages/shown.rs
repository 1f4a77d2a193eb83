//! Masks what steps say.

use super::step::Step;
use crate::archive::Archive;
use crate::report::masking::{DisplayText, Mask};
use crate::report::opened::secrets_of;
use crate::store::SessionIndex;
use crate::text::secrets::Secrets;
use alloc::collections::BTreeMap;
use alloc::rc::Rc;

/// The mask for texts of several sessions, each searched for secrets once.
pub struct Shown<'a> {
    archive: &'a Archive,
    secrets: BTreeMap<SessionIndex, Rc<Secrets>>,
}

impl<'a> Shown<'a> {
    /// For sessions of an archive.
    pub fn new(archive: &'a Archive) -> Shown<'a> {
        Shown { archive, secrets: BTreeMap::new() }
    }

    /// A text of the session of a step.
    pub fn text(&mut self, step: &Step, text: &[u8]) -> DisplayText<'static> {
        if text.is_empty() {
            return DisplayText::default();
        }
        let secrets = self.secrets.entry(step.session).or_insert_with(|| secrets_of(self.archive, step.session));
        Mask::with(self.archive, secrets).text(text).into_owned()
    }

    /// A Message-ID with its angle brackets.
    pub fn id(&mut self, step: &Step, id: &[u8]) -> DisplayText<'static> {
        if id.is_empty() { DisplayText::default() } else { self.text(step, &[b"<", id, b">"].concat()) }
    }
}

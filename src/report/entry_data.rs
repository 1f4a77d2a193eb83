//! The displayable field `data` of an entry, whose meaning determines where a credential can be.

use super::credential::{find_in, is_credential};
use super::masking::DisplayText;
use super::opened::Opened;
use super::repetition::without_repetitions;

/// The field `data` of the entry at `place`.
pub fn entry_data<'a>(opened: &Opened<'a>, place: u32) -> DisplayText<'a> {
    let (text, kind) = opened.text(place);
    let mask = opened.mask();
    if is_credential(opened, place) {
        return mask.credential(text.data);
    }
    without_repetitions(opened, place, mask.text_with(text.data, find_in(kind, text.data)))
}

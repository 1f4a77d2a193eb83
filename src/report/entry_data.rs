//! The displayable field `data` of an entry, whose meaning determines where a credential can be.

use super::credential::{find_in, find_in_context, is_credential, is_unknown_context, is_unknown_line};
use super::masking::DisplayText;
use super::opened::Opened;
use super::session_secrets::text_has_credential;

/// The field `data` of the entry at `place`.
pub fn entry_data<'a>(opened: &'a Opened<'_>, place: u32) -> DisplayText<'a> {
    let (text, kind) = opened.text(place);
    let mask = opened.mask();
    if is_credential(opened, place) {
        return mask.credential(text.data);
    }
    if is_unknown_line(opened, place) {
        return mask.unknown_command(text.data);
    }
    match has_credential(opened, place) {
        true => mask.text_with(text.data, find_in(kind, text.data)),
        false => mask.screened(text.data),
    }
}

/// The field `context` of the entry at `place`.
pub fn logged_context<'a>(opened: &'a Opened<'_>, place: u32) -> DisplayText<'a> {
    let ((text, kind), mask) = (opened.text(place), opened.mask());
    let context = text.context;
    if is_unknown_context(opened, place) {
        return mask.unknown_command(context);
    }
    match has_credential(opened, place) {
        true => mask.text_with(context, find_in_context(kind)),
        false => mask.screened(context),
    }
}

fn has_credential(opened: &Opened<'_>, place: u32) -> bool {
    opened.text_index(place).is_some_and(|index| text_has_credential(opened.archive, index))
}

//! What is missing in the logs themselves.

use super::{Rule, rule};
use crate::finding::FindingKind::*;

pub(super) static RULES: &[Rule] = &[rule(MissingRows, "flags:holes", &["server", "log"])];

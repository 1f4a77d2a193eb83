//! What may stand in a query, and what is near to one that finds nothing.

use super::Engine;
use super::summaries::{Nearest, Rank};
use crate::query::{self, Candidate, Dimension, Pattern, Slot};
use crate::report::completion::{self, Completion, CompletionItem};
use crate::report::masking::own_query;
use crate::report::nearby::{self, NearQuery, Nearby};
use crate::report::summarised::SummaryValue;
use crate::report::units::Count;
use alloc::vec::Vec;

impl Engine {
    /// A step towards what may stand at a cursor, which is given in UTF-16 code units: fields, or the values of one, as often as they are
    /// found under the rest of the query.
    pub fn complete_step(&self, text: &str, cursor: u32, offset_minutes: i32) -> Option<Completion> {
        let columns = self.columns();
        let surroundings = self.surroundings(offset_minutes, &columns);
        let slot = query::slot(text, cursor, &surroundings);
        let (from, to) = (slot.from, slot.to);
        if slot.field.is_empty() {
            return Some(Completion { from, to, items: completion::terms(&self.archive, &slot, &columns) });
        }
        let mut items = self.completed_values_step(&slot, offset_minutes)?;
        items.extend(completion::words(&slot, &items));
        if items.is_empty() {
            let last_day = surroundings.clock.last_day();
            items.extend(completion::example(&self.archive, &slot, last_day));
        }
        Some(Completion { from, to, items })
    }

    fn completed_values_step(&self, slot: &Slot, offset_minutes: i32) -> Option<Vec<CompletionItem>> {
        let dimension = Dimension::named(&slot.field).filter(|_| slot.comparison.is_empty());
        let Some(dimension) = dimension else { return Some(Vec::new()) };
        // Of noise, what may be asked for is what there is.
        let rest = match dimension.is_noise() {
            true => self.parse_step(&slot.rest, offset_minutes)?,
            false => self.read_step(&slot.rest, offset_minutes)?,
        };
        let Some(pattern) = Pattern::of_text(&slot.typed) else { return Some(Vec::new()) };
        let nearest = Nearest { text: slot.typed.clone(), rank: Rank::Completes(pattern), most: completion::VALUES };
        let groups = self.values_step(&dimension, &rest.unwrap_or_default(), offset_minutes, nearest)?;
        Some(groups.iter().filter_map(completion::value).collect())
    }

    /// A step towards what a part of a query finds by itself, which is given by its number; in further steps, what is near to it. Each step
    /// is short.
    pub fn nearby_step(&self, text: &str, part: u32, step: u32, offset_minutes: i32) -> Option<Nearby> {
        let columns = self.columns();
        let surroundings = self.surroundings(offset_minutes, &columns);
        let mut parts = query::texts_of_parts(text, &surroundings);
        if part as usize >= parts.len() {
            return Some(Nearby::default());
        }
        let own = parts.remove(part as usize);
        let candidates = query::candidates(&own, &surroundings);
        if let Some(candidate) = (step as usize).checked_sub(1).and_then(|step| candidates.get(step)) {
            return Some(Nearby { near: self.near_step(candidate, offset_minutes)?, ..Nearby::default() });
        }
        let found = self.number_step(&own, offset_minutes)?;
        let others = self.number_step(&query::joined(&parts, &surroundings), offset_minutes)?;
        let steps = if found == 0.0 { candidates.len() as u32 } else { 0 };
        Some(Nearby { found, others, near: Vec::new(), steps })
    }

    fn near_step(&self, candidate: &Candidate, offset_minutes: i32) -> Option<Vec<NearQuery>> {
        match candidate {
            Candidate::Queries(queries) => {
                let mut near = Vec::new();
                for query in queries {
                    let found = self.number_step(query, offset_minutes)?;
                    near.push(NearQuery { query: own_query(query.clone()), found });
                }
                near.retain(|near| near.found.0 > 0.0);
                Some(near)
            }
            Candidate::Values(dimension, text) => {
                let all = match dimension.is_noise() {
                    true => self.parse_step("", offset_minutes)?,
                    false => self.read_step("", offset_minutes)?,
                };
                let nearest = Nearest { text: text.clone(), rank: Rank::IsLike, most: nearby::MOST };
                let groups = self.values_step(dimension, &all.unwrap_or_default(), offset_minutes, nearest)?;
                let near = groups.into_iter().filter_map(|group| {
                    let [SummaryValue { condition: Some(condition), .. }] = group.values.as_slice() else {
                        return None;
                    };
                    Some(NearQuery { query: condition.clone(), found: group.sessions + group.rows })
                });
                Some(near.collect())
            }
        }
    }

    /// A step towards the number of sessions, and of rows of logs without sessions, that a query finds; none if it is not valid.
    fn number_step(&self, text: &str, offset_minutes: i32) -> Option<Count> {
        let Ok(expression) = self.read_step(text, offset_minutes)? else { return Some(Count::default()) };
        let known = self.answers.borrow_mut().numbers.known(&expression);
        if known.is_some() {
            return known;
        }
        let matches = self.find_step(&expression)?;
        let number = matches.found(&self.archive).into();
        self.answers.borrow_mut().numbers.keep(expression, number);
        Some(number)
    }
}

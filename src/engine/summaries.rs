//! Summaries of what queries find, and the values of fields in it.

use super::Engine;
use crate::query::{Dimension, Expression, Matches, Pattern, Problem, distance};
use crate::report::summarised::{SummaryGroup, SummaryTable, summary_groups, summary_table};
use crate::summarise::{Question, Summarised, summarise};
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

/// What is grouped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SummaryScope {
    /// A query that has to hold besides the current one.
    pub within: String,
    /// Whether what narrows the first dimension is left out of the current query.
    pub is_facet: bool,
}

/// What is grouped, and how.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Grouping {
    expression: Rc<Expression>,
    question: Question,
    offset_minutes: i32,
    /// Whether all groups are measured and put in order, and not only the first.
    is_whole: bool,
}

/// The groups of what a query finds.
#[derive(Debug)]
pub(super) struct FoundGroups {
    matches: Rc<Matches>,
    question: Question,
    summarised: Summarised,
}

/// Values that are wanted of those of a field: so many, the nearest to a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Nearest {
    /// The text.
    pub text: String,
    /// How near a value is to a text.
    pub rank: Rank,
    /// How many, at most.
    pub most: usize,
}

/// How near a value is to a text; 0 is next to it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Rank {
    /// It begins with the text, or matches the pattern that this is.
    Completes(Pattern),
    /// It differs in a few letters, or one begins with the other.
    IsLike,
}

impl Nearest {
    fn rank(&self, value: &[u8]) -> Option<usize> {
        let text = self.text.as_bytes();
        match &self.rank {
            Rank::IsLike => nearness(text, value),
            Rank::Completes(_) if begins(value, text) => Some(0),
            Rank::Completes(pattern) => pattern.is_match(value).then_some(1),
        }
    }
}

fn begins(one: &[u8], other: &[u8]) -> bool {
    one.get(..other.len()).is_some_and(|head| head.eq_ignore_ascii_case(other))
}

/// How near a value is to a text that was looked for in vain: by the letters that differ, or as a part of it.
fn nearness(text: &[u8], value: &[u8]) -> Option<usize> {
    let most = if text.len() <= 4 { 1 } else { 2 };
    let is_beginning = (!text.is_empty() && begins(value, text)) || (value.len() > 3 && begins(text, value));
    distance(text, value, most).or_else(|| is_beginning.then_some(most + 1))
}

impl Engine {
    /// A step towards a summary of what the current query finds: the groups in a range of their order.
    ///
    /// # Errors
    ///
    /// If the query in the scope is not valid.
    pub fn summarise_step(
        &self,
        question: &Question,
        scope: &SummaryScope,
        rows: Range<usize>,
    ) -> Option<Result<SummaryTable, Problem>> {
        let expression = match self.scope_step(question, scope)? {
            Ok(expression) => expression,
            Err(problem) => return Some(Err(problem)),
        };
        let offset_minutes = self.view.query.offset_minutes;
        let question = question.clone();
        let mut asked = (Grouping { expression, question, offset_minutes, is_whole: false }, rows);
        for is_whole in [true, false] {
            asked.0.is_whole = is_whole;
            let known = self.answers.borrow_mut().summaries.go_on(&asked);
            if let Some(table) = known {
                return table.map(Ok);
            }
        }
        let mut groups = self.groups_step(&asked.0)?;
        if groups.summarised.in_order() < asked.1.end.min(groups.summarised.len()) {
            asked.0.is_whole = true;
            groups = self.groups_step(&asked.0)?;
        }
        let table = self.answers.borrow_mut().summaries.ask(asked, |(_, rows)| {
            let (archive, rows) = (Rc::clone(&self.archive), rows.clone());
            async move {
                let FoundGroups { matches, question, summarised } = &*groups;
                summary_table(&archive, matches, question, summarised, rows).await
            }
        });
        table.map(Ok)
    }

    /// A step towards the query of a scope.
    fn scope_step(&self, question: &Question, scope: &SummaryScope) -> Option<Result<Rc<Expression>, Problem>> {
        let current = &self.view.query.expression;
        let facet = question.dimensions.first().filter(|_| scope.is_facet);
        let without = |dimension: &Dimension| Rc::new(dimension.left_out_of(current));
        let current = facet.map_or_else(|| Rc::clone(current), without);
        if scope.within.is_empty() {
            return Some(Ok(current));
        }
        let within = self.parse_step(&scope.within, self.view.query.offset_minutes)?;
        let both = |within| Rc::unwrap_or_clone(current).and(Rc::unwrap_or_clone(within));
        Some(within.map(|within| Rc::new(both(within))))
    }

    /// A step towards the groups of what a query finds.
    fn groups_step(&self, grouping: &Grouping) -> Option<Rc<FoundGroups>> {
        let known = self.answers.borrow_mut().groups.go_on(grouping);
        if let Some(groups) = known {
            return groups;
        }
        let matches = self.find_step(&grouping.expression)?;
        self.answers.borrow_mut().groups.ask(grouping.clone(), |grouping| {
            let (archive, assignments) = (Rc::clone(&self.archive), Rc::clone(&self.assignments));
            let Grouping { question, offset_minutes, is_whole, .. } = grouping.clone();
            async move {
                let mut summarised = summarise(&archive, &assignments, &matches, &question, offset_minutes).await;
                if is_whole {
                    summarised.measure_all(&archive, &matches).await;
                }
                let end = if is_whole { summarised.len() } else { 0 };
                summarised.sort_to(end).await;
                Rc::new(FoundGroups { matches, question, summarised })
            }
        })
    }

    /// A step towards the values of a dimension in what a query finds that are nearest to a text. Of equally near ones, those of
    /// most sessions come first.
    pub(super) fn values_step(
        &self,
        dimension: &Dimension,
        expression: &Rc<Expression>,
        offset_minutes: i32,
        nearest: Nearest,
    ) -> Option<Vec<SummaryGroup>> {
        let (expression, question) = (Rc::clone(expression), Question::by(dimension.clone()));
        let grouping = Grouping { expression, question, offset_minutes, is_whole: false };
        let asked = (grouping, nearest);
        let known = self.answers.borrow_mut().values.go_on(&asked);
        if let Some(values) = known {
            return values;
        }
        let groups = self.groups_step(&asked.0)?;
        self.answers.borrow_mut().values.ask(asked, |(_, nearest)| {
            let (archive, nearest) = (Rc::clone(&self.archive), nearest.clone());
            async move {
                let FoundGroups { matches, question, summarised } = &*groups;
                let numbers = summarised.ranked(|value| nearest.rank(value), nearest.most).await;
                summary_groups(&archive, matches, question, summarised, &numbers).await
            }
        })
    }
}

//! Answers a query from the store: which sessions match, which entries are marked, and which rows of tables match.
//!
//! Every condition becomes a set of sessions and, for each table, a set of rows, one bit each; AND, OR and NOT are
//! operations on these sets. A condition about entries first becomes a set of texts and a set of strings, so each
//! distinct text is examined once, however many entries have it. One pass over the entries then maps texts to sessions,
//! and one over the columns of a table maps strings to rows.
//!
//! What has to satisfy an expression as a whole differs. In a dialogue it is the session: its entries only make sense
//! together, and two conditions may hold for two of them; cells beside an entry count like its text. In a log of
//! records ([`LogType::is_grouped`](crate::entry::LogType::is_grouped)) and in a log without sessions it is each row; a
//! group of records matches when one of its records does.

use super::bits::{full, insert_if_below};
use super::cells;
use super::expression::{Condition, Expression};
use super::field::Level;
use super::files::FilesFound;
use super::held::{Held, Marks, Selection};
use super::scope::{Scope, count_of_few};
use super::sessions::{self, ConditionMatches};
use crate::archive::Archive;
use crate::entry::LogType;
use crate::sort;
use crate::store::tables::Table;
use crate::store::{EntryIndex, SessionIndex, TextIndex};
use crate::work::{Tally, each};
use alloc::boxed::Box;
use alloc::rc::Rc;
use alloc::vec::Vec;
use core::pin::Pin;
use fixedbitset::FixedBitSet;

/// What a query found.
#[derive(Clone, Debug, Default)]
pub struct Matches {
    sessions: FixedBitSet,
    marks: Marks,
    /// Number of marked entries in the sessions that match, or of all their entries if the query marks none; in a group
    /// of records only those that match.
    pub entries: u64,
    /// The rows of each table that match; none for tables whose rows belong to entries of dialogues.
    rows: Vec<FixedBitSet>,
}

impl Matches {
    /// The sessions that match, in the order in which they were read.
    pub fn sessions(&self) -> Vec<SessionIndex> {
        self.each_session().collect()
    }

    /// The sessions that match, one after the other in the order in which they were read.
    pub fn each_session(&self) -> impl Iterator<Item = SessionIndex> {
        self.sessions.ones().map(|index| SessionIndex(index as u32))
    }

    /// Number of sessions that match.
    pub fn session_count(&self) -> usize {
        self.sessions.count_ones(..)
    }

    /// The sessions that match, if neither groups of records nor rows of tables do.
    pub fn dialogues(&self) -> Option<&FixedBitSet> {
        self.rows.iter().all(FixedBitSet::is_clear).then_some(&self.sessions)
    }

    /// Whether an entry of that session and text is marked.
    pub fn marks(&self, entry: EntryIndex, session: SessionIndex, text: TextIndex) -> bool {
        self.marks.has(entry, session, text)
    }

    /// Number of sessions that match, and of rows of logs without sessions.
    pub fn found(&self, archive: &Archive) -> u64 {
        let of_tables = archive.tables.iter().enumerate().filter(|(_, table)| table.log_type == LogType::Table);
        let rows: usize = of_tables.map(|(number, _)| self.rows(number).count()).sum();
        (self.session_count() + rows) as u64
    }

    /// Whether no session and no row matches.
    pub fn is_empty(&self) -> bool {
        self.sessions.is_clear() && self.rows.iter().all(FixedBitSet::is_clear)
    }

    /// The rows of a table that match, ascending; none if the table is not standalone.
    pub fn rows(&self, table: usize) -> impl Iterator<Item = usize> + '_ {
        self.rows.get(table).into_iter().flat_map(FixedBitSet::ones)
    }
}

/// Evaluates a query over the published sessions and the tables.
pub async fn evaluating(archive: &Archive, expression: &Expression) -> Matches {
    let (held, carried) = evaluated(archive, expression).await;
    let is_single =
        matches!(expression, Expression::Condition(condition) if !matches!(condition, Condition::Finding(_)));
    // A single condition about entries: mapping its texts to sessions has counted the entries already.
    let is_counted =
        is_single && held.marks.any && held.marks.sessions.is_clear() && archive.tables.iter().next().is_none();
    matches(archive, held, is_counted.then_some(carried)).await
}

/// What a query holds for. Nothing is marked if that is nothing.
pub async fn hold(archive: &Archive, expression: &Expression) -> Held {
    let (held, _) = evaluated(archive, expression).await;
    if held.selection.is_empty() { Held::default() } else { held }
}

/// What is found by a query that is known to hold for this.
pub async fn matches_of(archive: &Archive, held: &Held) -> Matches {
    matches(archive, held.clone(), None).await
}

/// What a query holds for, and the number of entries that were counted while texts were mapped to sessions.
async fn evaluated(archive: &Archive, expression: &Expression) -> (Held, u64) {
    let mut evaluation = Evaluation::new(archive, expression);
    let mut selection = evaluation.whole(expression).await;
    evaluation.leave_out_copies(&mut selection);
    let Evaluation { marks, marks_records, carried, .. } = evaluation;
    (Held { selection, marks, marks_records }, carried)
}

async fn matches(archive: &Archive, held: Held, counted: Option<u64>) -> Matches {
    let Held { mut selection, mut marks, marks_records } = held;
    let entries = match counted {
        Some(entries) => entries,
        None => count_entries(archive, &selection.sessions, &marks).await,
    };
    let records = take_records(archive, &mut selection, &mut marks, marks_records).await;
    Matches { sessions: selection.sessions, marks, entries: entries + records, rows: selection.rows }
}

/// A condition, with what is found once for all tables.
struct Asked<'a> {
    condition: &'a Condition,
    found: &'a ConditionMatches,
    files: FilesFound,
    /// The first of the strings for which it holds.
    least_string: Option<usize>,
    /// It holds for a session as a whole.
    has_sessions: bool,
    /// The texts for which it holds, if there are any.
    texts: Option<&'a FixedBitSet>,
}

impl<'a> Asked<'a> {
    fn new(archive: &Archive, condition: &'a Condition, found: &'a ConditionMatches) -> Self {
        Asked {
            condition,
            found,
            files: FilesFound::new(archive, condition),
            least_string: found.strings.as_ref().and_then(FixedBitSet::minimum),
            has_sessions: !found.sessions.is_clear(),
            texts: found.texts.as_ref().filter(|texts| !texts.is_clear()),
        }
    }
}

struct Evaluation<'a> {
    archive: &'a Archive,
    marks: Marks,
    /// Whether records that match are marked.
    marks_records: bool,
    /// Entries that were counted while texts were mapped to sessions.
    carried: u64,
    /// Rows of tables that have been looked at.
    tally: Tally,
}

impl<'a> Evaluation<'a> {
    fn new(archive: &'a Archive, expression: &Expression) -> Self {
        let marks = Marks {
            any: !expression.marking_conditions().is_empty(),
            texts: FixedBitSet::with_capacity(archive.store.texts.len()),
            sessions: FixedBitSet::with_capacity(archive.published()),
            entries: FixedBitSet::new(),
            groups: groups(archive),
        };
        let marks_records = expression.positive_conditions().iter().any(|condition| condition.asks_cells());
        Evaluation { archive, marks, marks_records, carried: 0, tally: Tally::default() }
    }

    /// What the expression holds for in a scope. Conditions that are not excluded add to the marks.
    async fn held(&mut self, scope: &Scope<'a>, expression: &Expression, positive: bool) -> Selection {
        match expression {
            Expression::All(parts) => {
                let mut held = Selection::of(self.archive, full);
                for part in parts {
                    if held.is_empty() {
                        break;
                    }
                    held.each(&self.part_held(scope, part, positive).await, FixedBitSet::intersect_with);
                }
                held
            }
            Expression::Any(parts) => {
                let mut held = Selection::of(self.archive, FixedBitSet::with_capacity);
                for part in parts {
                    held.each(&self.part_held(scope, part, positive).await, FixedBitSet::union_with);
                }
                held
            }
            Expression::Not(part) => {
                let mut held = self.part_held(scope, part, !positive).await;
                held.invert();
                held
            }
            Expression::Condition(Condition::Finding(finding)) => self.finding(&finding.held, positive),
            Expression::Condition(condition) => self.condition(scope, condition, positive).await,
        }
    }

    /// The same for a part of an expression. What calls itself has to keep its place elsewhere.
    fn part_held<'s>(
        &'s mut self,
        scope: &'s Scope<'a>,
        part: &'s Expression,
        positive: bool,
    ) -> Pin<Box<dyn Future<Output = Selection> + 's>> {
        Box::pin(self.held(scope, part, positive))
    }

    /// What the whole expression holds for. Its parts are asked only of what the parts before them hold for, those first that
    /// are answered by the sessions alone.
    async fn whole(&mut self, expression: &Expression) -> Selection {
        let mut scope = Scope::all(self.archive);
        let Expression::All(parts) = expression else { return self.held(&scope, expression, true).await };
        let mut parts: Vec<&Expression> = parts.iter().collect();
        sort::by_key(&mut parts, |part| part.asks_texts());
        let mut held = Selection::of(self.archive, full);
        for (number, part) in parts.into_iter().enumerate() {
            if number > 0 {
                scope = Scope::few(self.archive, &held).unwrap_or(scope);
            }
            held.each(&self.held(&scope, part, true).await, FixedBitSet::intersect_with);
            if held.is_empty() {
                break;
            }
        }
        held
    }

    /// What any of some findings holds for.
    fn finding(&mut self, findings: &[Rc<Held>], positive: bool) -> Selection {
        let mut all = Selection::of(self.archive, FixedBitSet::with_capacity);
        for held in findings {
            all.each(&held.selection, FixedBitSet::union_with);
            if positive {
                self.marks.add(&held.marks);
                self.marks_records |= held.marks_records;
            }
        }
        all
    }

    async fn condition(&mut self, scope: &Scope<'a>, condition: &Condition, positive: bool) -> Selection {
        let mut found = sessions::find(scope, condition).await;
        let marks = positive && condition.level() == Level::Entry;
        if marks {
            self.marks.sessions.union_with(&found.sessions);
            found.texts.iter().for_each(|texts| self.marks.texts.union_with(texts));
        }
        let rows = if scope.is_few() { Vec::new() } else { self.rows_of_tables(condition, &found).await };
        if let Some(texts) = &found.texts {
            self.carried += scope.add_sessions_of(texts, &mut found.sessions).await;
        }
        for (table, rows) in self.archive.tables.iter().zip(&rows).filter(|(table, _)| !table.stands_alone()) {
            self.carry_cells(table, rows, marks, &mut found.sessions).await;
        }
        let alone = |(table, rows): (&Table, FixedBitSet)| if table.stands_alone() { rows } else { FixedBitSet::new() };
        Selection { sessions: found.sessions, rows: self.archive.tables.iter().zip(rows).map(alone).collect() }
    }

    /// The rows of each table for which a condition holds.
    async fn rows_of_tables(&mut self, condition: &Condition, found: &ConditionMatches) -> Vec<FixedBitSet> {
        let asked = Asked::new(self.archive, condition, found);
        let mut rows = Vec::new();
        for table in self.archive.tables.iter() {
            rows.push(self.rows(&asked, table).await);
        }
        rows
    }

    /// The rows of a table for which a condition holds.
    async fn rows(&mut self, asked: &Asked<'_>, table: &Table) -> FixedBitSet {
        let mut rows = match (asked.condition, &asked.found.strings) {
            (Condition::Text(_), Some(strings)) => {
                cells::with_word(table, strings, asked.least_string, &mut self.tally).await
            }
            (_, strings) => cells::rows(self.archive, asked.condition, strings.as_ref(), table, &mut self.tally).await,
        };
        if table.log_type == LogType::Table {
            let more = cells::rows_without_session(self.archive, asked.condition, &asked.files, table);
            more.iter().for_each(|more| rows.union_with(more));
        } else if table.stands_alone() {
            self.add_records(asked, table, &mut rows).await;
        }
        rows
    }

    /// Adds the records that have no column for the condition, and for which it holds because of their text, their
    /// time, the origin of their file, or their group.
    async fn add_records(&self, asked: &Asked<'_>, table: &Table, rows: &mut FixedBitSet) {
        let (entries, condition) = (&self.archive.store.entries, asked.condition);
        let at_time = condition.at_time();
        let origin = asked.files.of_origin(table.log_type);
        let by_group = asked.has_sessions
            && !matches!(condition, Condition::Text(_))
            && origin.is_none()
            && cells::columns(self.archive, condition, table).is_empty();
        let see = |(row, entry)| {
            let holds = match (&at_time, condition) {
                (Some(holds), _) => holds(entries.time(entry).0),
                (None, Condition::Field(..)) if origin.is_some() => {
                    origin.is_some_and(|files| files.contains(self.archive.files.of_entry(entry).0 as usize))
                }
                (None, _) if by_group => asked.found.sessions.contains(entries.session(entry).0 as usize),
                _ => false,
            };
            if holds || asked.texts.is_some_and(|texts| texts.contains(entries.text(entry).0 as usize)) {
                rows.insert(row);
            }
        };
        each(table.rows_of_entries(), see).await;
    }

    /// Adds the sessions of the entries that the rows belong to, and marks those entries.
    async fn carry_cells(&mut self, table: &Table, rows: &FixedBitSet, marks: bool, sessions: &mut FixedBitSet) {
        if rows.is_clear() {
            return;
        }
        let see = |(row, entry)| {
            let session = self.archive.store.entries.session(entry);
            if rows.contains(row) && insert_if_below(sessions, session.0 as usize) && marks {
                self.marks.add_entry(self.archive, entry);
            }
        };
        each(table.rows_of_entries(), see).await;
    }

    /// Removes rows that are copies, and those of sessions that are not published yet.
    fn leave_out_copies(&self, held: &mut Selection) {
        let tables = self.archive.tables.iter().zip(&mut held.rows);
        for (table, rows) in tables.filter(|(table, _)| table.stands_alone()) {
            for span in table.spans().iter().filter(|span| span.is_copy) {
                span.rows.clone().for_each(|row| rows.remove(row as usize));
            }
            if table.log_type != LogType::Table {
                let is_seen = |entry| (self.archive.store.entries.session(entry).0 as usize) < self.archive.published();
                let unseen = table.rows_of_entries().filter(|(_, entry)| !is_seen(*entry));
                unseen.for_each(|(row, _)| rows.remove(row));
            }
        }
    }
}

/// A group of records matches when one of its records does. Returns the number of records that match.
async fn take_records(archive: &Archive, selection: &mut Selection, marks: &mut Marks, marks_records: bool) -> u64 {
    selection.sessions.difference_with(&marks.groups);
    let mut count = 0;
    for (table, rows) in archive.tables.iter().zip(&selection.rows).filter(|(_, rows)| !rows.is_clear()) {
        let see = |(row, entry)| {
            if rows.contains(row) {
                selection.sessions.insert(archive.store.entries.session(entry).0 as usize);
                count += 1;
                if marks_records {
                    marks.add_entry(archive, entry);
                }
            }
        };
        each(table.rows_of_entries(), see).await;
    }
    count
}

/// The sessions that are groups of records; an empty set of length 0 if there are none.
pub fn groups(archive: &Archive) -> FixedBitSet {
    if !archive.tables.iter().any(|table| table.log_type.is_grouped()) {
        return FixedBitSet::new();
    }
    let mut groups = FixedBitSet::with_capacity(archive.published());
    let sessions = archive.store.sessions.iter().take(archive.published());
    sessions
        .filter(|(_, session)| session.log_type.is_grouped())
        .for_each(|(index, _)| groups.insert(index.0 as usize));
    groups
}

/// Counts the entries of dialogues in the sessions: the marked ones, or all of them if the query marks none.
async fn count_entries(archive: &Archive, sessions: &FixedBitSet, marks: &Marks) -> u64 {
    if sessions.is_clear() {
        return 0;
    }
    if !marks.any {
        let dialogues = sessions.ones().filter(|&index| !marks.groups.contains(index));
        let entries = |index: usize| u64::from(archive.store.sessions.get(SessionIndex(index as u32)).entry_count);
        let mut count = 0;
        each(dialogues, |index| count += entries(index)).await;
        return count;
    }
    let counts = |entry, session: SessionIndex, text| {
        !marks.groups.contains(session.0 as usize) && marks.has(entry, session, text)
    };
    if let Some(count) = count_of_few(&archive.store, sessions, counts) {
        return count;
    }
    let (mut count, mut entry, mut tally) = (0, 0, Tally::default());
    for (in_block, texts) in archive.store.entries.session_texts() {
        for (&session, &text) in in_block.iter().zip(texts) {
            count += u64::from(sessions.contains(session.0 as usize) && counts(EntryIndex(entry), session, text));
            entry += 1;
        }
        tally.add(texts.len()).await;
    }
    count
}

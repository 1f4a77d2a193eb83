//! The values of a dimension in every session and in every row of a table: worked out once, and used by every question
//! until more has been read.

use super::names::{Names, ValueIndex};
use super::natural::Natural;
use super::text_values::TextValues;
use super::values_of::ValuesOf;
use crate::archive::Archive;
use crate::bytes::HashMap;
use crate::entry::LogType;
use crate::query::{Calendar, Dimension, Few, OfRow, See, Source, Values, deferrals, groups};
use crate::session::view::SessionView;
use crate::store::tables::Table;
use crate::store::{Deferral, EntryIndex, Session, StringIndex, TextIndex, Value};
use crate::work::{self, Tally};
use alloc::borrow::Cow;
use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

/// What a value is ordered by: whether there is none, its place, its text with the numbers in it.
pub type OrderKey<'a> = (bool, u8, Natural<'a>);

/// The values of a dimension.
#[derive(Debug)]
pub struct Assigned {
    /// The values.
    pub names: Names,
    /// Of sessions.
    pub sessions: ValuesOf,
    /// Of the rows of each table of its own.
    pub rows: Vec<ValuesOf>,
    /// The place of each value before they are ordered as texts; empty if they are texts and nothing else.
    places: Vec<u8>,
}

impl Assigned {
    /// The values of a dimension in what has been published, or in a few dialogues of it alone: then a value that is spelled in
    /// several ways has the spelling that comes first in them. Times are shown on a clock that is `offset_minutes` east of UTC.
    pub async fn new(archive: &Archive, dimension: &Dimension, offset_minutes: i32, few: Option<&Few>) -> Assigned {
        let names = Names::new(archive.hash_key.clone());
        let sessions = ValuesOf::new(archive.published());
        let tally = Tally::default();
        let mut assigning = Assigning { archive, dimension, offset_minutes, few, names, sessions, tally };
        let mut texts = TextValues::default();
        match dimension.values() {
            Values::In(sources) => {
                for source in sources {
                    assigning.source(source, &mut texts).await;
                }
            }
            Values::Start(calendar) => assigning.starts(calendar).await,
            Values::Deferral => assigning.deferrals().await,
        }
        texts.complete();
        assigning.texts(&texts).await;
        assigning.cells_beside_entries().await;
        let sessions = core::mem::take(&mut assigning.sessions).complete();
        let mut rows = Vec::new();
        for table in archive.tables.iter().filter(|_| few.is_none()) {
            rows.push(assigning.rows(table, &texts, &sessions).await);
        }
        let names = assigning.names;
        let mut places: Vec<u8> = Vec::new();
        work::each(0..names.len() as u32, |value| places.push(dimension.place(names.get(ValueIndex(value))))).await;
        let places = if places.iter().any(|place| *place > 0) { places } else { Vec::new() };
        Assigned { names, sessions, rows, places }
    }

    /// What values are ordered by: no value comes last.
    pub fn key(&self, value: ValueIndex) -> OrderKey<'_> {
        (!value.is_some(), self.places.get(value.0 as usize).copied().unwrap_or(0), Natural(self.names.get(value)))
    }
}

struct Assigning<'a> {
    archive: &'a Archive,
    dimension: &'a Dimension,
    offset_minutes: i32,
    few: Option<&'a Few>,
    names: Names,
    sessions: ValuesOf,
    /// Rows that have been looked at.
    tally: Tally,
}

impl<'a> Assigning<'a> {
    async fn each_session(&mut self, mut see: impl FnMut(&mut Self, u32, SessionView<'a>)) {
        let (store, few) = (&self.archive.store, self.few);
        let published = self.archive.published();
        let mut see = |range| {
            store.sessions.of(range).for_each(|(index, session)| see(self, index.0, SessionView::new(store, session)));
        };
        match few {
            Some(few) => few.sessions.ones().for_each(|index| see(index..index + 1)),
            None => work::each_part(published, &mut see).await,
        }
    }

    async fn source(&mut self, source: Source, texts: &mut TextValues) {
        match source {
            Source::Label(label) => self.labels(label).await,
            Source::Fact(text, values) => self.facts(text, values).await,
            Source::Word(word) => {
                let mut last: (&str, ValueIndex) = ("", ValueIndex::NONE);
                self.each_session(|this, index, view| {
                    let word = word(view.session());
                    if last.0 != word {
                        last = (word, this.names.intern(word.as_bytes()));
                    }
                    this.sessions.add(index, last.1);
                })
                .await;
            }
            Source::Name(name) => {
                let mut last = (Cow::Borrowed(""), ValueIndex::NONE);
                self.each_session(|this, index, view| {
                    let name = name(&view);
                    if last.0 != name {
                        let value = this.names.intern_some(name.as_bytes());
                        last = (name, value);
                    }
                    this.sessions.add_some(index, last.1);
                })
                .await;
            }
            Source::Session(values) => {
                self.each_session(|this, index, view| {
                    values(&view, &mut |value| this.sessions.add_some(index, this.names.intern_some(value)));
                })
                .await;
            }
            Source::Quoted(can_have, values) | Source::Derived(can_have, values) => {
                let archive = self.archive;
                let stored = &archive.store.texts;
                texts.make_room(stored.len());
                let mut see = |index: TextIndex, kind| {
                    if can_have(kind) {
                        // An empty value of a text is the null reverse-path.
                        values(kind, stored.get(index), &mut |value| texts.add(index, self.names.intern(value)));
                    }
                };
                let mut see = |range| stored.kinds_of(range).for_each(|(index, kind)| see(index, kind));
                match self.few {
                    Some(few) => few.texts(&archive.store).ones().for_each(|index| see(index..index + 1)),
                    None => work::each_part(stored.len(), &mut see).await,
                }
            }
            Source::Elsewhere => {}
        }
    }

    async fn labels(&mut self, label: fn(&Session) -> Option<StringIndex>) {
        let archive = self.archive;
        let strings = &archive.store.strings;
        // Few have little in common.
        let mut known = vec![ValueIndex::NONE; self.few.map_or(strings.arena().len(), |_| 0)];
        let mut last = (StringIndex::EMPTY, ValueIndex::NONE);
        self.each_session(|this, index, view| {
            let Some(label) = label(view.session()).filter(|label| !label.is_empty()) else { return };
            if last.0 != label {
                let mut value = known.get(label.0 as usize).copied().unwrap_or_default();
                if !value.is_some() {
                    value = this.names.intern(strings.get(label));
                    known.get_mut(label.0 as usize).into_iter().for_each(|known| *known = value);
                }
                last = (label, value);
            }
            this.sessions.add(index, last.1);
        })
        .await;
    }

    /// What a text says that many sessions have in common; of several values the first.
    async fn facts(&mut self, text: fn(&Session) -> TextIndex, values: fn(&SessionView<'_>, See<'_>)) {
        // Few have little in common.
        let texts = self.few.map_or(self.archive.store.texts.len(), |_| 0);
        let mut known: Vec<Option<ValueIndex>> = vec![None; texts];
        self.each_session(|this, index, view| {
            let mut first = || {
                let mut first = ValueIndex::NONE;
                values(&view, &mut |value| {
                    if !first.is_some() {
                        first = this.names.intern_some(value);
                    }
                });
                first
            };
            let value = match known.get_mut(text(view.session()).0 as usize) {
                Some(slot) => *slot.get_or_insert_with(first),
                // Without the text it may follow from the records of the session.
                None => first(),
            };
            this.sessions.add_some(index, value);
        })
        .await;
    }

    async fn starts(&mut self, calendar: Calendar) {
        let mut last = (i64::MIN, ValueIndex::NONE);
        self.each_session(|this, index, view| {
            let part = calendar.part(view.session().start.0, this.offset_minutes);
            if last.0 != part {
                last = (part, this.names.intern(calendar.text(part).as_bytes()));
            }
            this.sessions.add(index, last.1);
        })
        .await;
    }

    async fn deferrals(&mut self) {
        let deferrals = deferrals(self.archive).await;
        for deferral in Deferral::ALL {
            let value = self.names.intern(deferral.key().as_bytes());
            deferrals.sessions.of(*deferral).ones().for_each(|index| self.sessions.add(index as u32, value));
        }
    }

    /// Gives the values of texts to the sessions of their entries, apart from groups of records, whose rows have them.
    async fn texts(&mut self, texts: &TextValues) {
        if texts.is_empty() {
            return;
        }
        let entries = &self.archive.store.entries;
        if let Some(few) = self.few {
            let own = few.entries(&self.archive.store).into_iter();
            let sessions = &mut self.sessions;
            let see = |entry| texts.each(entries.text(entry), |value| sessions.add(entries.session(entry).0, value));
            return work::each(own, see).await;
        }
        let groups = groups(self.archive);
        for (in_block, texts_in_block) in entries.session_texts() {
            texts.give_to(&mut self.sessions, &groups, in_block, texts_in_block);
            self.tally.add(in_block.len()).await;
        }
    }

    /// The cells that entries of dialogues have besides their text.
    async fn cells_beside_entries(&mut self) {
        let entries = &self.archive.store.entries;
        for table in self.archive.tables.iter().filter(|table| !table.stands_alone()) {
            let mut cells = CellValues::new(self.archive);
            for column in self.dimension.columns(self.archive, table) {
                let few = self.few;
                let see = |(row, entry)| {
                    let session = entries.session(entry).0;
                    if few.is_none_or(|few| few.sessions.contains(session as usize)) {
                        cells.each(self, table.cell(row, column), |this, value| this.sessions.add(session, value));
                    }
                };
                work::each(table.rows_of_entries(), see).await;
            }
        }
    }

    /// The values of the rows of a table of its own.
    async fn rows(&mut self, table: &Table, texts: &TextValues, sessions: &ValuesOf) -> ValuesOf {
        if !table.stands_alone() {
            return ValuesOf::default();
        }
        let mut found = ValuesOf::new(table.len());
        let columns = self.dimension.columns(self.archive, table);
        let mut cells = CellValues::new(self.archive);
        for &column in &columns {
            let see = |row| cells.each(self, table.cell(row, column), |_, value| found.add(row as u32, value));
            work::each(0..table.len(), see).await;
        }
        self.files(table, &mut found).await;
        let mut of_session = Vec::new();
        let see = |(row, entry)| {
            texts.each(self.archive.store.entries.text(entry), |value| found.add(row as u32, value));
            if let Some(value) = self.of_entry(table.log_type, entry) {
                found.add_some(row as u32, value);
            } else if columns.is_empty() {
                sessions.get(self.archive.store.entries.session(entry).0, &mut 0, &mut of_session);
                of_session.iter().for_each(|value| found.add_some(row as u32, *value));
            }
        };
        work::each(table.rows_of_entries(), see).await;
        found.complete()
    }

    /// The value of a row that belongs to an entry, if it is one of its file or its time.
    fn of_entry(&mut self, log_type: LogType, entry: EntryIndex) -> Option<ValueIndex> {
        match self.dimension.of_row() {
            OfRow::Session | OfRow::Log => None,
            OfRow::Start(calendar) => Some(self.at_time(self.archive.store.entries.time(entry).0, calendar)),
            of_file @ (OfRow::Server | OfRow::Service) => {
                let origin = self.archive.store.origins.get(self.archive.files.of_entry(entry));
                let name = if of_file == OfRow::Server { origin.server() } else { origin.service_of(log_type) };
                Some(self.names.intern_some(self.archive.store.strings.get(name)))
            }
        }
    }

    fn at_time(&mut self, time: i64, calendar: Calendar) -> ValueIndex {
        let part = calendar.part(time, self.offset_minutes);
        self.names.intern(calendar.text(part).as_bytes())
    }

    /// The values that the rows of a log without sessions have by their log, their file or their time.
    async fn files(&mut self, table: &Table, found: &mut ValuesOf) {
        let archive = self.archive;
        for span in table.spans() {
            let origin = archive.store.origins.get(span.file);
            let value = match self.dimension.of_row() {
                OfRow::Log => self.names.intern(table.log_type.word().as_bytes()),
                OfRow::Server => self.names.intern_some(archive.store.strings.get(origin.server())),
                OfRow::Service => self.names.intern_some(archive.store.strings.get(origin.service_of(table.log_type))),
                OfRow::Start(calendar) => {
                    let Some(column) = table.time_column() else { continue };
                    let see = |row: u32| {
                        let cell = archive.store.strings.get(table.cell(row as usize, column));
                        if let Some(Value::Time(time)) = Value::read(cell) {
                            let value = self.at_time(time.0, calendar);
                            found.add(row, value);
                        }
                    };
                    work::each(span.rows.clone(), see).await;
                    continue;
                }
                OfRow::Session => continue,
            };
            span.rows.clone().for_each(|row| found.add_some(row, value));
        }
    }
}

/// The values of cells, each of which is read once.
struct CellValues {
    known: HashMap<StringIndex, Range<usize>>,
    /// The values of one cell after the other.
    values: Vec<ValueIndex>,
}

impl CellValues {
    fn new(archive: &Archive) -> CellValues {
        CellValues { known: HashMap::with_hasher(archive.hash_key.clone()), values: Vec::new() }
    }

    fn each<'a>(
        &mut self,
        assigning: &mut Assigning<'a>,
        cell: StringIndex,
        mut see: impl FnMut(&mut Assigning<'a>, ValueIndex),
    ) {
        if cell.is_empty() {
            return;
        }
        let values = &mut self.values;
        let own = self.known.entry(cell).or_insert_with(|| {
            let (begin, text) = (values.len(), assigning.archive.store.strings.get(cell));
            assigning.dimension.in_cell(text, &mut |value| values.push(assigning.names.intern(value)));
            begin..values.len()
        });
        values.get(own.clone()).into_iter().flatten().for_each(|value| see(assigning, *value));
    }
}

impl Names {
    /// The index of a value; [`ValueIndex::NONE`] for an empty one, which is none.
    fn intern_some(&mut self, value: &[u8]) -> ValueIndex {
        if value.is_empty() { ValueIndex::NONE } else { self.intern(value) }
    }
}

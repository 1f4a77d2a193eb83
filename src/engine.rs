//! Wires the layers together: everything that can be done with logs, as plain Rust.
//!
//! A file is read by `begin_file`, any number of `push` with any split of the bytes, and `end_file`; one file after the
//! other. [`Engine::publish_step`] makes what has been read so far visible and may be called at any time
//! ([`crate::ingest`]).

mod all_answers;
mod answers;
mod findings;
#[cfg(test)]
mod growth;
mod last_session;
mod meanings;
mod queries;
mod suggestions;
mod summaries;
mod table_rows;
mod timelines;
#[cfg(not(feature = "wasm"))]
mod whole;

use crate::archive::{Archive, Credentials, WorkedOut};
use crate::batch::Batch;
use crate::bytes::HashKey;
use crate::export::{ExportFormat, Exporter};
use crate::finding::FindingKind;
use crate::findings::Thresholds;
use crate::format::Correction;
use crate::ingest::Ingest;
use crate::query::{Expression, Matches, Problem};
use crate::report::coverage::hours::Hours;
use crate::report::coverage::{BinWidth, Coverage, coverage};
use crate::report::detail::SessionDetail;
use crate::report::list::{SortOrder, ordered};
use crate::report::masking::{DisplayText, masked_name};
use crate::report::messages::FoundMessages;
use crate::report::messages::delays::{DelayReport, delays};
use crate::report::messages::follow::follow_message;
use crate::report::messages::found::find_messages;
use crate::report::messages::way::MessageWay;
use crate::report::opened::look_for_secrets;
use crate::report::query::QueryHelp;
use crate::report::related::{RelatedSession, find_related, related};
use crate::report::summary::{DiagnosticReport, diagnostics};
use crate::report::tables::TableRows;
use crate::report::window::{Window, sessions_in, window};
use crate::store::files::FileEnd;
use crate::store::{FileIndex, SessionIndex, Store};
use crate::summarise::Assignments;
use all_answers::AllAnswers;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::{Cell, RefCell};
use core::mem;
use core::ops::Range;
use last_session::LastSession;

pub use summaries::SummaryScope;

/// An [`Archive`], the ingest that fills it, and the current query.
///
/// A method whose name ends in `step` answers a question that may take long, or changes what the current query finds: it
/// returns nothing as long as there are further steps, and is then called again with the same arguments. Others may be called
/// in between; whatever is read begins the steps anew.
#[derive(Debug)]
pub struct Engine {
    key: HashKey,
    /// Shared with the work that is being done, which ends before anything changes in it.
    archive: Rc<Archive>,
    ingest: Ingest,
    view: View,
    now: Option<i64>,
    /// Queries that do not ask for noise find none.
    is_noise_hidden: bool,
    last: RefCell<LastSession>,
    assignments: Rc<Assignments>,
    answers: RefCell<AllAnswers>,
    /// The names of columns, until something is read.
    columns: RefCell<Option<Rc<Vec<String>>>>,
    /// A finding that a query asked for, and which is not known yet.
    missing: Cell<Option<FindingKind>>,
    /// What has been read is visible, and the current query is running again because of it.
    is_publishing: bool,
    thresholds: Thresholds,
}

/// The current query and its matches.
#[derive(Debug, Default)]
struct View {
    query: Query,
    matches: Rc<Matches>,
    sessions: Rc<Vec<SessionIndex>>,
    tables: Rc<TableRows>,
    /// The query has to run again.
    is_outdated: bool,
}

/// A valid query: its text, the offset from UTC of its times in minutes, and its meaning.
#[derive(Debug, Default)]
struct Query {
    text: String,
    offset_minutes: i32,
    expression: Rc<Expression>,
}

impl Engine {
    /// An engine without logs. `seed` is a random number that nobody can foresee who writes logs: it decides how they
    /// are hashed, and nothing else. Every seed gives the same answers.
    pub fn new(seed: u64) -> Self {
        Engine::with_key(HashKey::new(seed))
    }

    fn with_key(key: HashKey) -> Self {
        let (archive, ingest) = (Archive::new(key.clone()), Ingest::new(key.clone()));
        Engine {
            key,
            archive: Rc::new(archive),
            ingest,
            view: View::default(),
            now: None,
            is_noise_hidden: false,
            last: RefCell::default(),
            assignments: Rc::default(),
            answers: RefCell::default(),
            columns: RefCell::default(),
            missing: Cell::default(),
            is_publishing: false,
            thresholds: Thresholds::default(),
        }
    }

    /// The archive, to change it, with the ingest. Work that is being done ends without an answer.
    fn change(&mut self) -> (&mut Archive, &mut Ingest) {
        self.answers.get_mut().stop();
        self.columns.take();
        self.is_publishing = false;
        let archive = Rc::get_mut(&mut self.archive).expect("only work shares the archive, and there is none");
        archive.screened.forget_sessions();
        archive.worked_out = WorkedOut::default();
        (archive, &mut self.ingest)
    }

    /// Everything that has been read.
    pub fn archive(&self) -> &Archive {
        &self.archive
    }

    /// Begins a file that needs no corrections; see [`Engine::begin_corrected_file`].
    #[cfg(not(feature = "wasm"))]
    pub fn begin_file(&mut self, name: &str, folder: &str, size: impl Into<Option<u64>>) -> FileIndex {
        self.begin_corrected_file(name, folder, size, Correction::default())
    }

    /// Begins a file. `folder` is its path as far as it is known, with `/` between its parts; `size` its size in bytes,
    /// if known in advance; `correction` overrides what is detected. A file that has not been ended counts as
    /// cancelled.
    pub fn begin_corrected_file(
        &mut self,
        name: &str,
        folder: &str,
        size: impl Into<Option<u64>>,
        correction: Correction,
    ) -> FileIndex {
        let (archive, ingest) = self.change();
        ingest.begin_file(archive, name, folder, size.into(), correction)
    }

    /// Takes the next bytes of the file, split anywhere. Ignored if no file has been begun.
    pub fn push(&mut self, bytes: &[u8]) {
        let (archive, ingest) = self.change();
        ingest.push(archive, bytes);
    }

    /// Takes the next batch of the file, which a `FileParser` with the seed of this engine made of its bytes;
    /// instead of [`Engine::push`]. Ignored if no file has been begun.
    pub fn merge(&mut self, batch: &Batch) {
        let (archive, ingest) = self.change();
        ingest.merge(archive, batch);
    }

    /// Ends the file. Ignored if no file has been begun.
    pub fn end_file(&mut self, end: FileEnd) {
        let (archive, ingest) = self.change();
        ingest.end_file(archive, end);
    }

    /// Does a part of what [`Engine::publish_step`] would do, while nothing can be read. Returns whether there may be more.
    pub fn look_ahead(&mut self) -> bool {
        let (archive, ingest) = self.change();
        ingest.look_ahead(archive)
    }

    /// Does a part of what [`Engine::publish_step`] would do, as there may be millions of sessions to look at. Returns whether that
    /// was the last part.
    pub fn prepare_publishing(&mut self) -> bool {
        let (archive, ingest) = self.change();
        ingest.prepare_publishing(archive)
    }

    /// Makes what has been read so far visible, and takes a step towards what the current query finds in it. Returns whether
    /// that is known.
    pub fn publish_step(&mut self) -> bool {
        if !self.is_publishing {
            let (archive, ingest) = self.change();
            ingest.publish(archive);
            self.forget_answers();
            self.is_publishing = true;
        }
        let is_done = self.run_again_step();
        self.is_publishing = !is_done;
        is_done
    }

    /// Forgets what was worked out from the logs that were open.
    fn forget_answers(&mut self) {
        self.last.take();
        self.assignments.forget();
        self.answers.take();
        self.view.is_outdated = true;
    }

    /// Sets server and service of files as the user states them. `None` leaves a value as it is, the empty string
    /// withdraws what the user stated before. Then, a step towards the current query, which runs again; returns whether that is
    /// done.
    pub fn set_origin_step(&mut self, files: &[FileIndex], server: Option<&str>, service: Option<&str>) -> bool {
        if self.would_change(files, server, service) {
            self.state_origin(files, server, service);
        }
        self.run_again_step()
    }

    fn would_change(&self, files: &[FileIndex], server: Option<&str>, service: Option<&str>) -> bool {
        let Store { origins, strings, .. } = &self.archive.store;
        let differs = |name: Option<&str>, stated| name.is_some_and(|name| strings.get(stated) != name.as_bytes());
        files.iter().any(|&file| {
            let stated = origins.get(file).stated;
            differs(server, stated.server) || differs(service, stated.service)
        })
    }

    fn state_origin(&mut self, files: &[FileIndex], server: Option<&str>, service: Option<&str>) {
        let store = &mut self.change().0.store;
        let [server, service] = [server, service].map(|name| name.map(|name| store.strings.intern(name.as_bytes())));
        for &file in files {
            if let Some(origin) = store.origins.get_mut(file) {
                origin.stated.server = server.unwrap_or(origin.stated.server);
                origin.stated.service = service.unwrap_or(origin.stated.service);
            }
        }
        self.forget_answers();
    }

    /// Whether credentials are shown and exported as logged from now on. They are masked by default, and again after
    /// [`Engine::clear`].
    pub fn show_credentials(&mut self, shown: bool) {
        self.change().0.credentials = if shown { Credentials::Shown } else { Credentials::Masked };
        self.answers.get_mut().forget_shown();
    }

    /// The name of a file or folder for a message, which may be seen longer than credentials are: always masked.
    pub fn masked_name(name: &str) -> DisplayText<'_> {
        masked_name(name)
    }

    /// Sets what time it is, in milliseconds since 1970 UTC: a query may say `today`.
    pub fn set_now(&mut self, now: i64) {
        self.now = Some(now);
    }

    /// The matches of the current query.
    pub fn matches(&self) -> &Matches {
        &self.view.matches
    }

    /// The rows of tables that match the current query.
    pub fn table_rows(&self) -> &TableRows {
        &self.view.tables
    }

    /// A step towards a window of the list of sessions that match the current query.
    pub fn window_step(&self, order: SortOrder, rows: Range<u32>) -> Option<Window> {
        let sorted = self.sorted_step(order)?;
        self.secrets_step(sessions_in(&sorted, rows.clone()).1)?;
        Some(window(&self.archive, &sorted, rows))
    }

    /// A step towards the row of a session in that list; -1 if it does not match.
    pub fn row_of_step(&self, order: SortOrder, session: SessionIndex) -> Option<Option<usize>> {
        Some(self.sorted_step(order)?.iter().position(|&other| other == session))
    }

    fn sorted_step(&self, order: SortOrder) -> Option<Rc<Vec<SessionIndex>>> {
        self.answers.borrow_mut().sessions.ask(order, |&order| {
            let (archive, sessions) = (Rc::clone(&self.archive), Rc::clone(&self.view.sessions));
            async move { Rc::new(ordered(&archive, &sessions, order).await) }
        })
    }

    /// A step towards what is secret in the long ones among some sessions, which takes long to find out.
    fn secrets_step(&self, sessions: &[SessionIndex]) -> Option<()> {
        self.answers.borrow_mut().secrets.ask(sessions.to_vec(), |sessions| {
            let (archive, sessions) = (Rc::clone(&self.archive), sessions.clone());
            async move { look_for_secrets(&archive, sessions).await }
        })
    }

    /// Reads some of a published session, which may have millions of entries, for [`Engine::detail`]. Returns whether it has
    /// been read; once another one is asked for, it begins anew.
    pub fn read_some(&self, session: SessionIndex) -> bool {
        self.last.borrow_mut().read_some(&self.archive, session)
    }

    /// A published session with the entries in `range`.
    pub fn detail(&self, session: SessionIndex, range: Range<u32>) -> SessionDetail {
        self.last.borrow_mut().detail(&self.archive, session, range, &self.view.matches)
    }

    /// A step towards the sessions that are related to a published session, by start.
    pub fn related_step(&self, session: SessionIndex) -> Option<Vec<RelatedSession>> {
        let known = self.answers.borrow_mut().related.go_on(&session);
        let found = match known {
            Some(known) => known?,
            None => {
                let ids = self.last.borrow_mut().message_ids_step(&self.archive, session)?;
                self.answers.borrow_mut().related.ask(session, |&session| {
                    let archive = Rc::clone(&self.archive);
                    async move { Rc::new(find_related(&archive, session, &ids).await) }
                })?
            }
        };
        self.secrets_step(&found.iter().map(|&(session, ..)| session).collect::<Vec<_>>())?;
        Some(related(&self.archive, &found))
    }

    /// A step towards the messages that a text asks for: a Message-ID, an address, words of a subject, or a pasted block of headers. At most
    /// `limit` of them, the latest activity first.
    pub fn find_messages_step(&self, text: &str, limit: usize) -> Option<FoundMessages> {
        self.answers.borrow_mut().messages.ask((text.into(), limit), |(text, limit)| {
            let (archive, text, limit) = (Rc::clone(&self.archive), text.clone(), *limit);
            async move { find_messages(&archive, &text, limit).await }
        })
    }

    /// A step towards the way of a found message over all logs and servers; `None` if no message has that key.
    pub fn follow_message_step(&self, key: &str) -> Option<Option<MessageWay>> {
        self.answers.borrow_mut().ways.ask(key.into(), |key| {
            let (archive, key) = (Rc::clone(&self.archive), key.clone());
            async move { follow_message(&archive, &key).await }
        })
    }

    /// A step towards the delays of all messages, hop by hop.
    pub fn delays_step(&self) -> Option<DelayReport> {
        self.answers.borrow_mut().delays.ask((), |()| {
            let archive = Rc::clone(&self.archive);
            async move { delays(&archive).await }
        })
    }

    /// A step towards all diagnostics, by file and kind.
    pub fn diagnostics_step(&self) -> Option<Vec<DiagnosticReport>> {
        self.answers.borrow_mut().diagnostics.ask((), |()| {
            let archive = Rc::clone(&self.archive);
            async move { diagnostics(&archive).await }
        })
    }

    /// A step towards fields and examples of the query language: see [`QueryHelp::of`].
    pub fn help_step(&self, offset_minutes: i32) -> Option<QueryHelp> {
        self.answers.borrow_mut().helps.ask(offset_minutes, |&offset_minutes| {
            let archive = Rc::clone(&self.archive);
            async move { QueryHelp::of(&archive, offset_minutes).await }
        })
    }

    /// A step towards numbers of entries by server, service and log, for every hour or day.
    pub fn coverage_step(&self, width: BinWidth) -> Option<Coverage> {
        self.coverage_and_hours_step(width).map(|(coverage, _)| coverage)
    }

    fn coverage_and_hours_step(&self, width: BinWidth) -> Option<(Coverage, Rc<Hours>)> {
        self.answers.borrow_mut().coverages.ask(width, |&width| {
            let archive = Rc::clone(&self.archive);
            async move {
                let (coverage, hours) = coverage(&archive, width).await;
                (coverage, Rc::new(hours))
            }
        })
    }

    /// A step towards an export of the sessions that match a query, ordered by start, and its numbers of sessions and entries.
    ///
    /// # Errors
    ///
    /// If the query is not valid.
    pub fn export_step(
        &self,
        format: ExportFormat,
        text: &str,
        offset_minutes: i32,
    ) -> Option<Result<(Exporter, usize, u64), Problem>> {
        let found = self.found_step(text, offset_minutes)?;
        let exporter = |matches: &Matches| Exporter::new(format, matches.sessions());
        Some(found.map(|matches| (exporter(&matches), matches.session_count(), matches.entries)))
    }

    /// Closes all logs, and masks credentials again. The current query stays, and noise stays hidden.
    pub fn clear(&mut self) {
        let mut query = mem::take(&mut self.view.query);
        Rc::make_mut(&mut query.expression).forget_findings();
        let thresholds = mem::take(&mut self.thresholds);
        let is_noise_hidden = self.is_noise_hidden;
        let view = View { query, ..View::default() };
        *self = Engine { view, thresholds, is_noise_hidden, ..Engine::with_key(self.key.clone()) };
    }
}

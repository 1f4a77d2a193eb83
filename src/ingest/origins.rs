//! What the sessions of a file tell of its origin, for files whose folder tells nothing; and what other files from the same
//! place tell, for those that hold only a header, or only sessions that tell nothing: a send log does not name its server.

use crate::entry::LogType;
use crate::session::records::writer;
use crate::session::view::SessionView;
use crate::store::{EntryIndex, File, FileIndex, FileOrigin, Files, Origin, SessionIndex, Store, StringIndex, Tables};
use alloc::collections::BTreeMap;
use core::ops::Range;

/// Entries of a file that are asked: a file whose first ones tell nothing has connectors of its administrator's making.
const ENTRIES_ASKED: u32 = 2000;

/// Notes what the sessions of a file tell; `entries` are those of the file.
///
/// A group of records may be spread over servers, so there each record tells for itself, and only where no folder does
/// that stands above one of Exchange's own: records name a server now with its domain and now without.
pub fn learn(store: &mut Store, tables: &Tables, file: FileIndex, entries: Range<EntryIndex>) {
    let FileOrigin { sessions: mut origin, mut learned_from, path, root, .. } = store.origins.get(file);
    let is_told_by_folder = root.is_some() && !path.server.is_empty();
    let mut before = SessionIndex::NONE;
    for entry in (entries.start.0..entries.end.0).take(ENTRIES_ASKED as usize).map(EntryIndex) {
        let session = store.entries.session(entry);
        if !origin.server.is_empty() && !origin.service.is_empty() {
            break;
        }
        if session != before && session != SessionIndex::NONE {
            let log_type = store.sessions.get(session).log_type;
            learned_from = if learned_from == LogType::Unknown { log_type } else { learned_from };
            origin = with_session(store, origin, session, learned_from);
        }
        if origin.server.is_empty() && !is_told_by_folder {
            origin.server = writer_of(store, tables, entry);
        }
        before = session;
    }
    if let Some(row) = store.origins.get_mut(file) {
        row.sessions = origin;
        row.learned_from = learned_from;
    }
}

/// The server that wrote a record of a group; empty for other entries.
fn writer_of(store: &Store, tables: &Tables, entry: EntryIndex) -> StringIndex {
    let beside = tables.of_entry(entry).filter(|(table, _)| table.log_type.is_grouped());
    beside.map(|(table, row)| writer(table, row, &store.strings)).unwrap_or_default()
}

fn with_session(store: &mut Store, origin: Origin, index: SessionIndex, learned_from: LogType) -> Origin {
    let session = store.sessions.get(index);
    let server = match session.log_type.is_grouped() {
        false if origin.server.is_empty() => session.server,
        _ => origin.server,
    };
    if session.log_type != learned_from {
        return Origin { server, ..origin };
    }
    let own = SessionView::new(store, session).own_service().name();
    let service = if origin.service.is_empty() { store.strings.intern(own.as_bytes()) } else { origin.service };
    Origin { server, service }
}

/// What files say together of one thing: nothing yet, one name, or different ones.
#[derive(Clone, Copy)]
enum Agreed {
    One(StringIndex),
    Different,
}

impl Agreed {
    fn with(before: Option<&Agreed>, name: StringIndex) -> Agreed {
        match before {
            None => Agreed::One(name),
            Some(&Agreed::One(other)) if other == name => Agreed::One(name),
            Some(_) => Agreed::Different,
        }
    }
}

/// Files that say the same, if they say anything: all below one installation come from one server; in a folder of another
/// make only those of one log do.
type Neighbours = (StringIndex, Option<LogType>);

/// Notes for every file what its neighbours say, as far as they agree.
pub fn learn_from_neighbours(store: &mut Store, files: &Files) {
    let [mut servers, mut services] = [BTreeMap::<Neighbours, Agreed>::new(), BTreeMap::new()];
    for (index, file) in files.iter() {
        let origin = store.origins.get(index);
        let [of_server, of_service] = neighbours(&origin, file);
        for (names, key, known) in [
            (&mut servers, of_server, [origin.sessions.server, origin.path.server]),
            (&mut services, of_service, [origin.path.service, origin.sessions.service]),
        ] {
            if let Some(name) = known.into_iter().find(|name| !name.is_empty()) {
                let agreed = Agreed::with(names.get(&key), name);
                names.insert(key, agreed);
            }
        }
    }
    let name = |names: &BTreeMap<Neighbours, Agreed>, key: Neighbours| match names.get(&key) {
        Some(Agreed::One(name)) => *name,
        _ => StringIndex::EMPTY,
    };
    for (index, file) in files.iter() {
        if let Some(origin) = store.origins.get_mut(index) {
            let [of_server, of_service] = neighbours(origin, file);
            origin.neighbours = Origin { server: name(&servers, of_server), service: name(&services, of_service) };
        }
    }
}

/// With whom a file shares its server, and with whom its service.
fn neighbours(origin: &FileOrigin, file: &File) -> [Neighbours; 2] {
    let of_folder = (file.folder, Some(file.log_type));
    [origin.root.map_or(of_folder, |root| (root, None)), of_folder]
}

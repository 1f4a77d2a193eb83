//! Learns the origin of files whose folders do not reveal it: from their sessions, and, for files that contain only a
//! header or sessions that do not reveal it either, from other files of the same place. A send log, for example, does
//! not name its server.

use crate::entry::LogType;
use crate::session::sides::writer;
use crate::session::view::SessionView;
use crate::store::{EntryIndex, File, FileIndex, FileOrigin, Files, Origin, SessionIndex, Store, StringIndex, Tables};
use alloc::collections::BTreeMap;
use core::ops::Range;

/// Number of entries of a file that are examined: if the first ones reveal nothing, its connectors have custom names.
const ENTRIES_EXAMINED: u32 = 2000;

/// Notes what the sessions of a file reveal; `entries` are those of the file.
///
/// A group of records may be spread over servers, so there each record counts on its own, and only if no folder above
/// one of Exchange's own names the server: records name a server sometimes with its domain and sometimes without.
pub fn learn(store: &mut Store, tables: &Tables, file: FileIndex, entries: Range<EntryIndex>) {
    let FileOrigin { path, root, .. } = store.origins.get(file);
    let (mut origin, mut learned_from) = (Origin::default(), LogType::Unknown);
    let is_named_by_folder = root.is_some() && !path.server.is_empty();
    let mut before = SessionIndex::NONE;
    for entry in (entries.start.0..entries.end.0).take(ENTRIES_EXAMINED as usize).map(EntryIndex) {
        let session = store.entries.session(entry);
        if !origin.server.is_empty() && !origin.service.is_empty() {
            break;
        }
        if session != before && session != SessionIndex::NONE {
            let log_type = store.sessions.get(session).log_type;
            learned_from = if learned_from == LogType::Unknown { log_type } else { learned_from };
            origin = with_session(store, origin, session, learned_from);
        }
        if origin.server.is_empty() && !is_named_by_folder {
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
    let row = tables.of_entry(entry).filter(|(table, _)| table.log_type.is_grouped());
    row.map(|(table, row)| writer(table, row, &store.strings)).unwrap_or_default()
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
    if !origin.service.is_empty() {
        return Origin { server, ..origin };
    }
    let own = SessionView::new(store, session).own_service().name();
    Origin { server, service: store.strings.intern(own.as_bytes()) }
}

/// The name on which files agree, or that they differ.
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

/// Key of files of the same origin: all files below one installation come from one server; in any other folder, only
/// those of one log do.
type Neighbours = (StringIndex, Option<LogType>);

/// Notes for every file the origin of its neighbours, as far as they agree.
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

/// The keys of the files with which a file shares its server, and its service.
fn neighbours(origin: &FileOrigin, file: &File) -> [Neighbours; 2] {
    let of_folder = (file.folder, Some(file.log_type));
    [origin.root.map_or(of_folder, |root| (root, None)), of_folder]
}

//! The layers of the engine and of the page: which file may name which.
//!
//! Two things are checked. A name may only point to where the tables below allow it. And there are no circles: no two
//! files name each other, directly or through others, except a parent (`store/mod.rs`) and its children
//! (`store/entries.rs`). What counts as a name is in `rust.rs` and `page.rs`, what counts as a circle in `graph.rs`;
//! `planted.rs` shows that each kind of violation is found.

mod graph;
mod page;
mod planted;
mod rust;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use graph::Graph;
use page::{Page, imports, names_of};
use rust::Crate;

/// A folder or file, and what it may name. A row may only name rows above it.
type Layers = &'static [(&'static str, &'static [&'static str])];

/// The modules of the engine, in the order of the essay in `src/lib.rs`: lowest first.
const ENGINE: Layers = &[
    ("bytes", &[]),
    ("sort", &[]),
    ("work", &[]),
    ("diagnostic", &[]),
    ("text", &["bytes", "diagnostic", "work"]),
    ("time", &["bytes"]),
    ("smtp", &["bytes", "sort"]),
    ("exchange", &["bytes", "smtp", "time"]),
    ("entry", &["time"]),
    ("finding", &[]),
    ("content", &["bytes", "entry", "exchange", "smtp"]),
    ("format", &["bytes", "diagnostic", "entry", "exchange", "sort", "text", "time"]),
    ("store", &["bytes", "content", "diagnostic", "entry", "exchange", "format", "smtp", "sort", "text", "time"]),
    ("session", &["bytes", "content", "entry", "exchange", "format", "smtp", "store", "text", "time"]),
    ("archive", &["bytes", "store", "text"]),
    ("batch", &["bytes", "content", "diagnostic", "entry", "format", "store", "text", "time"]),
    (
        "ingest",
        &["archive", "batch", "bytes", "content", "diagnostic", "entry", "exchange", "format", "session", "store"],
    ),
    (
        "query",
        &[
            "archive", "bytes", "content", "entry", "exchange", "finding", "format", "session", "smtp", "sort",
            "store", "text", "time", "work",
        ],
    ),
    ("summarise", &["archive", "bytes", "entry", "query", "session", "sort", "store", "work"]),
    ("findings", &["archive", "finding", "query", "store", "summarise", "time"]),
    (
        "report",
        &[
            "archive",
            "bytes",
            "content",
            "diagnostic",
            "entry",
            "exchange",
            "finding",
            "findings",
            "format",
            "query",
            "session",
            "smtp",
            "sort",
            "store",
            "summarise",
            "text",
            "time",
            "work",
        ],
    ),
    ("export", &["archive", "content", "entry", "exchange", "report", "session", "smtp", "store", "time"]),
    (
        "engine",
        &[
            "archive",
            "batch",
            "bytes",
            "export",
            "finding",
            "findings",
            "format",
            "ingest",
            "query",
            "report",
            "store",
            "summarise",
            "work",
        ],
    ),
    ("fuzzing", &["diagnostic", "entry", "format", "text"]),
    (
        "wasm",
        &[
            "batch",
            "engine",
            "entry",
            "export",
            "finding",
            "findings",
            "format",
            "query",
            "report",
            "store",
            "summarise",
            "time",
        ],
    ),
];

/// The folders and files of `www/src`: lowest first. The most specific row counts.
const PAGE: Layers = &[
    ("contract", &[]),
    ("format", &[]),
    ("shared", &["contract"]),
    ("locale", &["contract", "format"]),
    ("worker", &["contract", "shared"]),
    ("browser", &[]),
    ("client", &["browser", "contract", "shared", "worker"]),
    ("state", &["browser", "contract", "format", "shared"]),
    ("display", &["contract", "format", "locale"]),
    ("actions", &["browser", "client", "contract", "display", "format", "locale", "shared", "state"]),
    ("views", &["actions", "browser", "contract", "display", "format", "locale", "shared", "state"]),
    ("viewer", &["actions", "client", "contract", "locale", "state", "views"]),
    ("main", &["viewer"]),
    ("loader", &["client", "locale"]),
];

/// The module that knows JavaScript and has a standard library.
const BINDING: &str = "wasm";

/// Crates that only the binding may use.
const JAVASCRIPT: &[&str] = &["wasm_bindgen", "js_sys", "web_sys", "serde_wasm_bindgen"];

/// The standard library, which only the binding has.
const STANDARD_LIBRARY: &[&str] = &["std"];

/// Clocks and random sources, which nobody reads: the same bytes give the same answers everywhere.
const CLOCKS: &[&str] = &["::now", "Instant", "SystemTime", "getrandom", "RandomState", "thread_rng"];

/// Folders and files of the page that may touch the document.
const VIEWS: &[&str] = &["browser", "loader", "views", "viewer"];

/// What only views say. The global `window` is a matter for the linter, which can tell it from a window of rows.
const DOCUMENT: &[&str] = &["document.", "HTMLElement", "querySelector"];

/// Who may import what from the built engine: `worker` runs it, `client` carries its bytes to it.
const ENGINE_IMPORTS: &[(&str, &[&str])] = &[("worker", &["newGlue"]), ("client", &["packedEngine"])];

/// Texts by path below the folder.
fn files(folder: &str, ending: &str) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found = BTreeMap::new();
    let mut folders: Vec<PathBuf> = vec![folder.clone()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap_or_else(|error| panic!("{}: {error}", next.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|own| own == ending) {
                let parts: Vec<_> =
                    path.strip_prefix(&folder).unwrap().iter().map(|part| part.to_string_lossy()).collect();
                found.insert(parts.join("/"), fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

fn borrowed(files: &BTreeMap<String, String>) -> impl Iterator<Item = (&str, &str)> {
    files.iter().map(|(file, text)| (file.as_str(), text.as_str()))
}

fn engine() -> Crate {
    Crate::read(borrowed(&files("src", "rs")))
}

fn page() -> Page {
    let mut scripts = files("www/src", "ts");
    scripts.retain(|file, _| !file.ends_with(".d.ts"));
    Page::read(borrowed(&scripts))
}

/// Does the path of a folder or file without its ending contain the file?
fn holds(folder: &str, file: &str) -> bool {
    file.strip_prefix(folder).is_some_and(|rest| rest.starts_with(['/', '.']))
}

/// The most specific row that a file belongs to.
fn layer_of<'l>(file: &str, layers: &[(&'l str, &'l [&'l str])]) -> Option<(&'l str, &'l [&'l str])> {
    layers.iter().filter(|(layer, _)| holds(layer, file)).max_by_key(|(layer, _)| layer.len()).copied()
}

/// What points to where its row does not allow, and files that are in no row.
fn wrong_names(graph: &Graph, layers: &[(&str, &[&str])]) -> Vec<String> {
    let mut wrong = Vec::new();
    for file in graph.files() {
        let Some((own, allowed)) = layer_of(file, layers) else {
            wrong.push(format!("{file} is in no layer"));
            continue;
        };
        for named in graph.names_of(file) {
            let layer = layer_of(named, layers).map(|(layer, _)| layer);
            if layer.is_none_or(|layer| layer != own && !allowed.contains(&layer)) {
                wrong.push(format!("{file} names {named}"));
            }
        }
    }
    wrong
}

/// Rows that name themselves or a row below.
fn rows_that_point_up(layers: &[(&str, &[&str])]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (place, (layer, allowed)) in layers.iter().enumerate() {
        let is_above = |name: &&&str| !layers[..place].iter().any(|(above, _)| above == *name);
        wrong.extend(allowed.iter().filter(is_above).map(|name| format!("{layer} may name {name}")));
    }
    wrong
}

/// Files outside of the folder that say one of the words.
fn files_that_say(words: &[&str], engine: &Crate, except: Option<&str>) -> Vec<String> {
    let outside = engine.words().filter(|(file, _)| !except.is_some_and(|folder| holds(folder, file)));
    let found = outside.flat_map(|(file, text)| {
        words.iter().filter(|word| text.contains(**word)).map(move |word| format!("{file} says {word}"))
    });
    found.collect()
}

/// The folders and files below `folder` that the table in README lists, in its order.
fn listed_in_readme(folder: &str) -> Vec<String> {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let cells = readme.lines().filter_map(|line| line.strip_prefix("| `")?.split(" | ").next());
    let paths = cells.flat_map(|cell| cell.split(['`', ',', ' '])).filter_map(|path| path.strip_prefix(folder));
    let names = paths.map(|path| path.split('.').next().unwrap_or(path).to_string());
    names.collect()
}

/// Layers that the list lacks, names that are no layer, and layers that may name one that comes later in the list.
fn wrong_in_list(listed: &[String], layers: &[(&str, &[&str])]) -> Vec<String> {
    let place = |name: &str| listed.iter().position(|listed| listed == name);
    let mut wrong: Vec<String> = Vec::new();
    for (layer, allowed) in layers {
        let Some(own) = place(layer) else {
            wrong.push(format!("{layer} is missing"));
            continue;
        };
        let later = allowed.iter().filter(|name| place(name).is_some_and(|place| place > own));
        wrong.extend(later.map(|name| format!("{layer} comes before {name}, which it may name")));
    }
    let is_layer = |name: &&String| layers.iter().any(|(layer, _)| layer == name);
    wrong.extend(listed.iter().filter(|name| !is_layer(name)).map(|name| format!("{name} is no layer")));
    wrong
}

/// Fails with one line for each thing that is wrong.
fn assert_none(wrong: impl IntoIterator<Item = String>) {
    let wrong: Vec<String> = wrong.into_iter().collect();
    assert!(wrong.is_empty(), "\n  {}", wrong.join("\n  "));
}

fn drawn(circles: Vec<Vec<String>>) -> impl Iterator<Item = String> {
    circles.into_iter().map(|circle| format!("{} → {}", circle.join(" → "), circle[0]))
}

#[test]
fn a_module_of_the_engine_names_only_what_its_layer_may() {
    let engine = engine();
    // `lib.rs` is no module: it gives the public names.
    let modules = engine.graph().without("lib.rs");
    assert!(modules.len() > 300, "the names were not found");
    assert_none(wrong_names(&modules, ENGINE));
}

#[test]
fn every_module_of_the_engine_is_in_a_layer() {
    let layers: BTreeSet<&str> = ENGINE.iter().map(|(module, _)| *module).collect();
    assert_eq!(engine().root_modules(), layers);
}

#[test]
fn layers_name_only_lower_layers() {
    assert_none(rows_that_point_up(ENGINE));
    assert_none(rows_that_point_up(PAGE));
}

#[test]
fn readme_lists_all_layers_lowest_first() {
    assert_none(wrong_in_list(&listed_in_readme("src/"), ENGINE));
    assert_none(wrong_in_list(&listed_in_readme("www/src/"), PAGE));
}

#[test]
fn no_files_of_the_engine_name_each_other() {
    assert_none(drawn(engine().graph().circles()));
}

#[test]
fn only_the_binding_knows_javascript() {
    assert_none(files_that_say(JAVASCRIPT, &engine(), Some(BINDING)));
}

#[test]
fn the_engine_needs_no_standard_library() {
    let lib = &files("src", "rs")["lib.rs"];
    assert!(lib.contains("#![cfg_attr(not(any(test, feature = \"wasm\")), no_std)]"));
    assert_none(files_that_say(STANDARD_LIBRARY, &engine(), Some(BINDING)));
}

#[test]
fn the_engine_reads_no_clock_and_no_random_source() {
    assert_none(files_that_say(CLOCKS, &engine(), None));
}

#[test]
fn a_folder_of_the_page_imports_only_what_its_layer_may() {
    let graph = page().graph();
    assert!(graph.len() > 150, "the imports were not found");
    assert_none(wrong_names(&graph, PAGE));
    assert_none(page().lost());
}

#[test]
fn no_scripts_of_the_page_import_each_other() {
    assert_none(drawn(page().graph().circles()));
}

#[test]
fn only_the_worker_side_holds_the_wasm_object() {
    let mut wrong = Vec::new();
    for (file, code) in page().code() {
        let allowed = layer_of(file, ENGINE_IMPORTS).map_or(&[][..], |(_, names)| names);
        let names = imports(code)
            .into_iter()
            .filter(|import| import.module == "virtual:engine")
            .flat_map(|import| names_of(&import));
        wrong.extend(names.filter(|name| !allowed.contains(name)).map(|name| format!("{file} imports {name}")));
    }
    assert_none(wrong);
}

#[test]
fn only_views_touch_the_document() {
    let mut wrong = Vec::new();
    for (file, code) in page().code().filter(|(file, _)| !VIEWS.iter().any(|view| holds(view, file))) {
        wrong.extend(DOCUMENT.iter().filter(|word| code.contains(**word)).map(|word| format!("{file} says {word}")));
    }
    assert_none(wrong);
}

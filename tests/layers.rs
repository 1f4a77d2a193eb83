//! The layers of the engine and of the page: who may name whom.
//!
//! A name may only point to what the tables below allow, without exception.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Which modules a module of the engine may name. The order is that of the essay in `src/lib.rs`, lowest first.
const ENGINE: &[(&str, &[&str])] = &[
    ("bytes", &[]),
    ("diagnostic", &[]),
    ("text", &["bytes", "diagnostic"]),
    ("time", &["bytes"]),
    ("smtp", &["bytes"]),
    ("exchange", &["bytes", "smtp"]),
    ("entry", &["time"]),
    ("format", &["bytes", "diagnostic", "entry", "exchange", "text", "time"]),
    ("store", &["bytes", "diagnostic", "entry", "exchange", "format", "smtp", "text", "time"]),
    ("session", &["bytes", "entry", "exchange", "format", "smtp", "store", "text", "time"]),
    ("archive", &["store"]),
    ("ingest", &["archive", "diagnostic", "entry", "exchange", "format", "session", "store", "text"]),
    ("query", &["archive", "entry", "exchange", "format", "session", "smtp", "store", "time"]),
    (
        "report",
        &[
            "archive",
            "bytes",
            "diagnostic",
            "entry",
            "exchange",
            "format",
            "query",
            "session",
            "smtp",
            "store",
            "text",
            "time",
        ],
    ),
    ("export", &["archive", "entry", "report", "session", "store", "time"]),
    ("engine", &["archive", "export", "format", "ingest", "query", "report", "store"]),
    ("wasm", &["engine", "entry", "export", "format", "query", "report", "store"]),
];

/// Which folders a folder of `www/src` may import from; `contract` is the file `contract.ts`, `viewer` the file `viewer.ts`.
const PAGE: &[(&str, &[&str])] = &[
    ("contract", &[]),
    ("format", &[]),
    ("shared", &["contract"]),
    ("locale", &["contract", "format"]),
    ("worker", &["contract", "shared"]),
    ("browser", &[]),
    ("client", &["browser", "contract", "shared", "worker"]),
    ("state", &["browser", "contract", "format", "shared"]),
    ("display", &["contract", "format", "locale"]),
    ("actions", &["browser", "client", "contract", "locale", "shared", "state"]),
    ("views", &["actions", "browser", "contract", "display", "format", "locale", "shared", "state"]),
    ("viewer", &["actions", "client", "contract", "locale", "state", "views"]),
    ("main", &["viewer"]),
];

/// Folders and files of `www/src` whose code may touch the document.
const DOCUMENT: &[&str] = &["browser", "views", "viewer"];

/// What only `src/wasm` may say.
const JAVASCRIPT: [&str; 4] = ["wasm_bindgen", "js_sys", "web_sys", "serde_wasm_bindgen"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Paths of the files with that ending below a folder, relative to it, in order.
fn files(folder: &Path, ending: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![folder.into()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap_or_else(|error| panic!("{}: {error}", next.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|own| own == ending) {
                let parts: Vec<_> =
                    path.strip_prefix(folder).unwrap().iter().map(|part| part.to_string_lossy()).collect();
                found.push(parts.join("/"));
            }
        }
    }
    found.sort();
    found
}

/// The engine's files with their code: without comments and without what is compiled for unit tests only.
fn engine_code() -> BTreeMap<String, String> {
    let folder = root().join("src");
    let mut code = BTreeMap::new();
    let mut test_modules = BTreeSet::new();
    for file in files(&folder, "rs") {
        let text = fs::read_to_string(folder.join(&file)).unwrap();
        let parent = file.strip_suffix("mod.rs").map(String::from).unwrap_or_else(|| file.replace(".rs", "/"));
        let (kept, modules) = without_tests(&text);
        test_modules.extend(modules.into_iter().map(|module| format!("{parent}{module}.rs")));
        code.insert(file, kept);
    }
    code.retain(|file, _| !test_modules.contains(file));
    code
}

/// The code of a file, and the names of the modules that it has for tests only.
fn without_tests(text: &str) -> (String, Vec<String>) {
    let (mut kept, mut modules) = (String::new(), Vec::new());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim() == "#[cfg(test)]" {
            let item = lines.next().unwrap_or_default();
            match item.trim().strip_prefix("mod ").and_then(|module| module.strip_suffix(';')) {
                Some(module) => modules.push(module.to_string()),
                // A module of tests is the last thing in a file.
                None => break,
            }
        } else if !line.trim_start().starts_with("//") {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    (kept, modules)
}

fn module_of(file: &str) -> &str {
    file.split(['/', '.']).next().unwrap_or_default()
}

/// The words behind each `prefix`.
fn named<'t>(text: &'t str, prefix: &str) -> BTreeSet<&'t str> {
    let word = |rest: &'t str| {
        rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap_or_default()
    };
    text.match_indices(prefix).map(|(at, _)| word(&text[at + prefix.len()..])).collect()
}

/// Fails on every name that the table does not allow.
fn check(names: &[(String, String)], table: &[(&str, &[&str])]) {
    let may = |file: &str, name: &str| {
        let own = module_of(file);
        let (_, allowed) =
            table.iter().find(|(module, _)| *module == own).unwrap_or_else(|| panic!("{file} is in no layer"));
        own == name || allowed.contains(&name)
    };
    let wrong: Vec<_> = names.iter().filter(|(file, name)| !may(file, name)).collect();
    assert!(wrong.is_empty(), "names that point up: {wrong:?}");
}

#[test]
fn a_module_of_the_engine_names_only_what_lies_below_it() {
    let code = engine_code();
    let names: Vec<(String, String)> = code
        .iter()
        .filter(|(file, _)| *file != "lib.rs")
        .flat_map(|(file, text)| named(text, "crate::").into_iter().map(|name| (file.clone(), name.to_string())))
        .collect();
    assert!(names.len() > 60, "the names were not found");
    check(&names, ENGINE);
}

#[test]
fn every_module_of_the_engine_is_in_a_layer() {
    let code = engine_code();
    let modules = named(&code["lib.rs"], "pub mod ");
    let layers: BTreeSet<&str> = ENGINE.iter().map(|(module, _)| *module).collect();
    assert_eq!(modules, layers);
    for (place, (module, allowed)) in ENGINE.iter().enumerate() {
        let below: Vec<&str> = ENGINE[..place].iter().map(|(module, _)| *module).collect();
        let lies_below = |name: &&&str| below.contains(*name);
        assert_eq!(allowed.iter().filter(lies_below).count(), allowed.len(), "{module} may name what lies above it");
    }
}

#[test]
fn only_the_binding_knows_javascript() {
    for (file, text) in engine_code().iter().filter(|(file, _)| module_of(file) != "wasm") {
        for word in JAVASCRIPT {
            assert!(!text.contains(word), "{file} says {word}");
        }
    }
}

#[test]
fn the_engine_needs_no_standard_library() {
    let code = engine_code();
    assert!(code["lib.rs"].contains("#![cfg_attr(not(any(test, feature = \"wasm\")), no_std)]"));
    for (file, text) in code.iter().filter(|(file, _)| module_of(file) != "wasm") {
        assert!(!text.contains("std::") && !text.contains("extern crate std"), "{file} names std");
    }
}

#[test]
fn the_engine_reads_no_clock_and_no_random_source() {
    for (file, text) in engine_code() {
        for word in ["::now(", "Instant", "SystemTime", "getrandom", "RandomState", "thread_rng"] {
            assert!(!text.contains(word), "{file} says {word}");
        }
    }
}

/// The page's files with their code, without comments.
fn page_code() -> BTreeMap<String, String> {
    let folder = root().join("www/src");
    let without_comments = |text: &str| -> String {
        let is_code = |line: &&str| !line.trim_start().starts_with("//") && !line.trim_start().starts_with(['*', '/']);
        text.lines().filter(is_code).flat_map(|line| [line, "\n"]).collect()
    };
    let read = |file: String| (file.clone(), without_comments(&fs::read_to_string(folder.join(file)).unwrap()));
    files(&folder, "ts").into_iter().filter(|file| !file.ends_with(".d.ts")).map(read).collect()
}

/// What a file imports: the text between quotation marks behind `from` or `import`.
fn imports(text: &str) -> BTreeSet<&str> {
    let behind = |prefix: &'static str| text.match_indices(prefix).map(move |(at, _)| &text[at + prefix.len()..]);
    let texts = behind("from '").chain(behind("import '")).chain(behind("import('"));
    texts.map(|rest| rest.split('\'').next().unwrap_or_default()).collect()
}

/// The file below `www/src` that a relative import means; nothing for a package.
fn resolved(file: &str, import: &str) -> Option<String> {
    if !import.starts_with('.') {
        return None;
    }
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in import.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

#[test]
fn a_folder_of_the_page_imports_only_what_lies_below_it() {
    let code = page_code();
    let mut names = Vec::new();
    for (file, text) in &code {
        for import in imports(text) {
            if let Some(target) = resolved(file, import) {
                names.push((file.clone(), module_of(&target).to_string()));
            }
        }
    }
    assert!(names.len() > 40, "the imports were not found");
    check(&names, PAGE);
}

#[test]
fn only_the_worker_side_holds_the_wasm_object() {
    for (file, text) in page_code() {
        let statements = text.split(';').filter(|statement| statement.contains("'virtual:engine'"));
        for statement in statements {
            let takes_bytes_only = statement.contains("{ engineBase64 }");
            assert!(module_of(&file) == "worker" || takes_bytes_only, "{file}: {}", statement.trim());
        }
    }
}

#[test]
fn only_the_view_side_touches_the_document() {
    let code = page_code();
    let outside = code.iter().filter(|(file, _)| !DOCUMENT.contains(&module_of(file)));
    let touching: Vec<&str> = outside
        .filter(|(_, text)| {
            // The global `window` is a matter for the linter, which can tell it from a window of rows.
            ["document.", "HTMLElement", "querySelector"].iter().any(|word| text.contains(word))
        })
        .map(|(file, _)| file.as_str())
        .collect();
    assert!(touching.is_empty(), "these touch the document: {touching:?}");
}

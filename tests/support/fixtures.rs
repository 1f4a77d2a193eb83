//! The cases in `tests/fixtures`: one folder per case.
//!
//! A case consists of log files, `case.json` and the expected result. `case.json` has
//!
//! - `about`: one sentence on what the case shows;
//! - `keep`: the parts of the answer that show it, kept in `expected.txt` (see `golden.rs`), or `whole` for the whole
//!   answer, kept in `expected.json`;
//! - `exports`: the exports that are kept as well;
//! - `open`: the files in the order of opening; by default all files, sorted by path. An item has a `path` relative to
//!   the case; `name` and `folder` if the engine is given others than those of the path; `end` if reading ended early;
//!   and the user's corrections `readAs` and `offsetMinutes`.

use exchange_log_viewer::{Correction, Engine, FileEnd};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// One file as passed to the engine.
pub struct Input {
    pub name: String,
    pub folder: String,
    pub bytes: Vec<u8>,
    pub end: FileEnd,
    pub correction: Correction,
}

/// One case.
pub struct Case {
    pub name: String,
    pub path: PathBuf,
    pub inputs: Vec<Input>,
    /// The parts of the answer that are kept.
    pub keep: Vec<String>,
    /// Names of the exports whose text is kept.
    pub exports: Vec<String>,
}

/// All cases by name.
pub fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| Case::read(&path)).collect()
}

/// The case of that name.
pub fn case(name: &str) -> Case {
    Case::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name))
}

impl Case {
    fn read(path: &Path) -> Case {
        let settings = fs::read(path.join("case.json")).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let settings: Value = serde_json::from_slice(&settings).unwrap();
        assert!(settings["about"].as_str().is_some_and(|about| about.ends_with('.')), "{}: about", path.display());
        let strings = |list: &Value| list.as_array().into_iter().flatten().map(|item| text(item).into()).collect();
        let keep: Vec<String> = strings(&settings["keep"]);
        assert!(!keep.is_empty(), "{}: keep", path.display());
        let inputs = match settings["open"].as_array() {
            Some(items) => items.iter().map(|item| Input::named(path, item)).collect(),
            None => logs(path, path).iter().map(|log| Input::at(path, log)).collect(),
        };
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        Case { name, path: path.into(), inputs, keep, exports: strings(&settings["exports"]) }
    }

    /// Reads the logs; `feed` pushes the bytes of each file.
    pub fn engine(&self, feed: impl FnMut(&mut Engine, &[u8])) -> Engine {
        let mut engine = self.unpublished(feed);
        engine.publish();
        engine
    }

    /// Like [`Case::engine`], without publishing.
    pub fn unpublished(&self, mut feed: impl FnMut(&mut Engine, &[u8])) -> Engine {
        let mut engine = Engine::new(7);
        self.read_into(&mut engine, &mut feed);
        engine
    }

    /// Reads the logs into an engine, without publishing.
    pub fn read_into(&self, engine: &mut Engine, mut feed: impl FnMut(&mut Engine, &[u8])) {
        for input in &self.inputs {
            engine.begin_corrected_file(&input.name, &input.folder, input.bytes.len() as u64, input.correction);
            feed(engine, &input.bytes);
            engine.end_file(input.end);
        }
    }

    /// Reads the logs, each file in one piece.
    pub fn read_whole(&self) -> Engine {
        self.engine(|engine, bytes| engine.push(bytes))
    }
}

impl Input {
    fn at(case: &Path, path: &str) -> Input {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let bytes = fs::read(case.join(path)).unwrap_or_else(|error| panic!("{}/{path}: {error}", case.display()));
        let correction = Correction::default();
        Input { name: name.into(), folder: folder.into(), bytes, end: FileEnd::Complete, correction }
    }

    fn named(case: &Path, item: &Value) -> Input {
        let mut input = Input::at(case, text(&item["path"]));
        if !item["name"].is_null() {
            input.name = text(&item["name"]).into();
        }
        if !item["folder"].is_null() {
            input.folder = text(&item["folder"]).into();
        }
        if !item["readAs"].is_null() {
            input.correction.read_as = Some(serde_json::from_value(item["readAs"].clone()).unwrap());
        }
        if let Some(minutes) = item["offsetMinutes"].as_i64() {
            input.correction.offset_minutes = minutes.try_into().unwrap();
        }
        if !item["end"].is_null() {
            input.end = serde_json::from_value(item["end"].clone()).unwrap();
        }
        input
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("not a text: {value}"))
}

/// Paths of the log files below a folder, with `/` between their parts, sorted.
fn logs(case: &Path, folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            found.extend(logs(case, &path));
        } else if folder != case || (name != "case.json" && !name.starts_with("expected.")) {
            let below = path.strip_prefix(case).unwrap();
            let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
            found.push(parts.join("/"));
        }
    }
    found.sort();
    found
}

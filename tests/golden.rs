//! Every case in `tests/fixtures` gives the results that are kept next to its logs.
//!
//! `UPDATE_GOLDEN=1 cargo test --test tests golden` rewrites them. It writes what the viewer does, not what it should do:
//! read the diff before you commit it.

use crate::support::fixtures::{Case, cases};
use crate::support::golden::parts;
use crate::support::json::pretty;
use crate::support::result::{export, result};
use exchange_log_viewer::ExportFormat;
use std::path::Path;
use std::{env, fs};

#[test]
fn logs_are_read_as_their_golden_results_say() {
    let failures: Vec<String> = cases().iter().filter_map(|case| check(case).err()).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn check(case: &Case) -> Result<(), String> {
    let mut engine = case.read_whole();
    let mut kept = vec![match &case.keep[..] {
        [whole] if whole == "whole" => ("json", pretty(&result(&mut engine))),
        keep => ("txt", parts(&mut engine, keep)),
    }];
    for name in &case.exports {
        let format: ExportFormat =
            serde_json::from_value(name.as_str().into()).map_err(|error| format!("{}: {error}", case.name))?;
        kept.push((name, export(&engine, format, "")));
    }
    for (ending, text) in &kept {
        compare(&case.path.join(format!("expected.{ending}")), text)?;
    }
    no_others(case, &kept)
}

/// A file that is no longer compared with anything would look as if it were.
fn no_others(case: &Case, kept: &[(&str, String)]) -> Result<(), String> {
    for entry in fs::read_dir(&case.path).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        if let Some(ending) = name.strip_prefix("expected.")
            && !kept.iter().any(|(own, _)| *own == ending)
        {
            return Err(format!("{}: nothing is compared with {name}", case.name));
        }
    }
    Ok(())
}

/// Compares with the file, or writes it.
fn compare(path: &Path, text: &str) -> Result<(), String> {
    if env::var_os("UPDATE_GOLDEN").is_some() {
        return fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()));
    }
    let kept = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    if kept == text {
        return Ok(());
    }
    let (number, (kept, now)) = kept
        .lines()
        .chain([""])
        .zip(text.lines().chain([""]))
        .enumerate()
        .find(|(_, (kept, now))| kept != now)
        .unwrap_or_default();
    Err(format!("{}:{}:\n  kept: {kept}\n  now:  {now}", path.display(), number + 1))
}

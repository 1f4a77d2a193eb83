//! Every case in `tests/fixtures` gives the result that is kept beside it.
//!
//! `UPDATE_GOLDEN=1 cargo test --test golden` writes the results anew. What it writes is what the viewer does and not what
//! it should do: read the difference before you commit it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[allow(dead_code, reason = "each test uses a part of it")]
mod support;

use exchange_log_viewer::export::ExportFormat;
use std::path::Path;
use std::{env, fs};
use support::fixtures::{Case, cases};
use support::json::pretty;
use support::result::{export, result};

#[test]
fn logs_are_read_as_their_golden_results_say() {
    let failures: Vec<String> = cases().iter().filter_map(|case| check(case).err()).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn check(case: &Case) -> Result<(), String> {
    let engine = case.read_whole();
    compare(&case.path.join("expected.json"), &pretty(&result(&engine)))?;
    for name in &case.exports {
        let format = ExportFormat::from_name(name).ok_or_else(|| format!("{}: no export {name}", case.name))?;
        compare(&case.path.join(format!("expected.{name}")), &export(&engine, format, ""))?;
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

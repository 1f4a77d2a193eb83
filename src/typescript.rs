//! The tables that the page shares with the engine, as TypeScript: a generated file that a test keeps up to date.

use crate::report::session_column;
use alloc::format;
use std::path::Path;
use std::string::String;
use std::{env, fs};

const HEAD: &str = "\
// Generated from the tables in Rust by src/typescript.rs: `UPDATE_GOLDEN=1 cargo test --lib typescript` renews it.
// biome-ignore-all format: generated
// biome-ignore-all lint: generated
";

fn tables() -> String {
    format!("{HEAD}\n{}", session_column::typescript::declarations())
}

#[test]
fn the_tables_of_the_page_are_those_of_the_engine() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/src/contract/tables.ts");
    let now = tables();
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("can be made");
        fs::write(&path, &now).expect("can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == now, "{} is out of date; its head says how to renew it", path.display());
}

//! Each kind of violation, planted in a small invented tree, is found.

use super::page::Page;
use super::rust::Crate;
use super::{Layers, files_that_say, rows_that_point_up, wrong_in_list, wrong_names};

/// The circles among the files of an invented crate.
fn circles(files: &[(&str, &str)]) -> Vec<String> {
    let circles = Crate::read(files.iter().copied()).graph().circles();
    circles.into_iter().map(|circle| circle.join(" ")).collect()
}

/// The circles among the scripts of an invented page.
fn page_circles(files: &[(&str, &str)]) -> Vec<String> {
    let circles = Page::read(files.iter().copied()).graph().circles();
    circles.into_iter().map(|circle| circle.join(" ")).collect()
}

/// The names of an invented crate that its layers do not allow.
fn wrong(files: &[(&str, &str)], layers: Layers) -> Vec<String> {
    wrong_names(&Crate::read(files.iter().copied()).graph(), layers)
}

#[test]
fn two_files_that_name_each_other_are_a_circle() {
    let one = ("store/mod.rs", "use crate::session::Tracker;\npub struct Store;");
    let other = ("session/mod.rs", "use crate::store::Store;\npub struct Tracker;");
    assert_eq!(circles(&[one, other]), ["session/mod.rs store/mod.rs"]);
}

#[test]
fn three_files_in_a_ring_are_a_circle() {
    let files = [
        ("query/mod.rs", "mod cells;\nmod eval;\nmod leaf;"),
        ("query/cells.rs", "use super::leaf::Leaf;\npub struct Cells;"),
        ("query/eval.rs", "use super::cells::Cells;\npub struct Eval;"),
        ("query/leaf.rs", "use super::eval::{Eval};\npub struct Leaf;"),
    ];
    assert_eq!(circles(&files), ["query/cells.rs query/leaf.rs query/eval.rs"]);
}

#[test]
fn a_circle_through_files_of_several_modules_is_found() {
    let files = [
        ("a/mod.rs", "pub mod x;"),
        ("a/x.rs", "use crate::b::y::Y;\npub struct X;"),
        ("b/mod.rs", "pub mod y;"),
        ("b/y.rs", "use crate::c::Z;\npub struct Y;"),
        ("c.rs", "use crate::a::x;\npub struct Z(x::X);"),
    ];
    assert_eq!(circles(&files), ["a/x.rs b/y.rs c.rs"]);
}

#[test]
fn a_re_export_hides_no_circle() {
    let files = [
        ("query/mod.rs", "mod cells;\nmod leaf;\npub use cells::Cells;\npub use leaf::*;"),
        ("query/cells.rs", "use super::Leaf;\npub struct Cells;"),
        ("query/leaf.rs", "use crate::query::Cells as Other;\npub struct Leaf;"),
    ];
    assert_eq!(circles(&files), ["query/cells.rs query/leaf.rs"]);
}

#[test]
fn a_re_export_of_a_re_export_hides_no_circle() {
    let files = [
        ("lib.rs", "mod query;\npub use query::Leaf;"),
        ("query/mod.rs", "mod cells;\nmod parts;\npub use self::parts::{leaf::Leaf};"),
        ("query/parts/mod.rs", "pub mod leaf;\npub use leaf::Leaf as Inner;"),
        ("query/parts/leaf.rs", "pub struct Leaf(crate::query::cells::Cells);"),
        ("query/cells.rs", "pub struct Cells;\nfn leaf() { crate::Leaf::new() }"),
    ];
    assert_eq!(circles(&files), ["query/cells.rs query/parts/leaf.rs"]);
}

#[test]
fn paths_in_code_and_in_macros_are_names() {
    let other = ("b.rs", "use crate::a::A;\npub fn f() {}");
    let in_code = "pub struct A;\nimpl A { fn g(&self) { crate::b::f(); } }";
    let in_macro = "pub struct A;\nfn g() { assert!(matches!(x, 0 | 1), \"{}\", crate::b::f()); }";
    let in_type = "pub struct A(Option<crate::b::B>);";
    let in_function = "pub struct A;\nfn g() { use crate::b::f; f(); }";
    let through_a_module = "use crate::b;\npub struct A;\nfn g() { b::f() }";
    for code in [in_code, in_macro, in_type, in_function, through_a_module] {
        assert_eq!(circles(&[("a.rs", code), other]), ["a.rs b.rs"], "{code}");
    }
}

#[test]
fn comments_texts_and_unit_tests_name_nothing() {
    let other = ("b.rs", "use crate::a::A;\npub fn f() {}");
    let comment = "/// As [`crate::b::f`].\npub struct A; // crate::b::f";
    let text = "pub struct A;\nconst TEXT: &str = \"crate::b::f\";";
    let tests = "pub struct A;\n#[cfg(test)]\nmod tests { use crate::b::f; }\n#[cfg(test)]\nuse crate::b::f;";
    for code in [comment, text, tests] {
        assert!(circles(&[("a.rs", code), other]).is_empty(), "{code}");
    }
    let (module, tests) = (("a.rs", "pub struct A;\n#[cfg(test)]\nmod tests;"), ("a/tests.rs", "use crate::b::f;"));
    assert!(circles(&[module, tests, other]).is_empty());
}

#[test]
fn a_parent_and_its_children_may_name_each_other() {
    let files = [
        ("lib.rs", "mod query;"),
        ("query/mod.rs", "mod cells;\nmod leaf;\nuse cells::Cells;\nuse leaf::Leaf;\npub struct Problem(Cells, Leaf);"),
        ("query/cells.rs", "use super::{Problem, leaf::Leaf};\npub struct Cells;"),
        ("query/leaf.rs", "use super::Problem;\npub struct Leaf;"),
    ];
    assert!(circles(&files).is_empty());
}

#[test]
fn a_grandparent_is_no_parent() {
    let files = [
        ("format/mod.rs", "mod service;\nuse service::Service;\npub struct Fit;"),
        ("format/service/mod.rs", "mod w3c;\nuse w3c::W3c;\npub struct Service;"),
        ("format/service/w3c.rs", "use crate::format::Fit;\npub struct W3c;"),
    ];
    assert_eq!(circles(&files), ["format/mod.rs format/service/mod.rs format/service/w3c.rs"]);
}

#[test]
fn a_parent_is_no_way_around_for_a_circle_with_others() {
    let files = [
        ("a/mod.rs", "mod x;\nuse x::X;\npub struct A;"),
        ("a/x.rs", "use super::A;\nuse crate::b::B;\npub struct X;"),
        ("b.rs", "use crate::a::A;\npub struct B;"),
    ];
    assert_eq!(circles(&files), ["a/mod.rs a/x.rs b.rs"]);
}

#[test]
fn a_name_that_points_up_is_found() {
    const LAYERS: Layers = &[("text", &[]), ("format", &["text"])];
    let format = ("format/mod.rs", "use crate::text::Line;\npub struct Entry;");
    assert!(wrong(&[("text.rs", "pub struct Line;"), format], LAYERS).is_empty());
    let upward = "use crate::{format::{Entry}};\npub struct Line;";
    assert_eq!(wrong(&[("text.rs", upward), format], LAYERS), ["text.rs names format/mod.rs"]);
    let relative = "fn f() { super::super::format::Entry::new() }";
    assert_eq!(wrong(&[("text/line.rs", relative), format], LAYERS), ["text/line.rs names format/mod.rs"]);
}

#[test]
fn a_name_that_points_up_through_a_re_export_is_found() {
    const LAYERS: Layers = &[("store", &[]), ("session", &["store"]), ("query", &["session"])];
    let files = [
        ("store.rs", "pub struct Store;"),
        ("session.rs", "pub use crate::store::Store;"),
        ("query.rs", "use crate::session::Store;"),
    ];
    assert_eq!(wrong(&files, LAYERS), ["query.rs names store.rs"]);
}

#[test]
fn a_file_without_a_layer_and_a_layer_that_points_up_are_found() {
    assert_eq!(wrong(&[("text.rs", "")], &[]), ["text.rs is in no layer"]);
    assert_eq!(rows_that_point_up(&[("a", &["b"]), ("b", &["a"])]), ["a may name b"]);
    assert_eq!(rows_that_point_up(&[("a", &["a"])]), ["a may name a"]);
}

#[test]
fn a_list_that_lacks_a_layer_or_has_it_in_the_wrong_place_is_found() {
    const LAYERS: Layers = &[("text", &[]), ("store", &["text"])];
    let wrong = |listed: &[&str]| wrong_in_list(&listed.iter().map(ToString::to_string).collect::<Vec<_>>(), LAYERS);
    assert!(wrong(&["text", "store"]).is_empty());
    assert_eq!(wrong(&["text"]), ["store is missing"]);
    assert_eq!(wrong(&["store", "text"]), ["store comes before text, which it may name"]);
    assert_eq!(wrong(&["text", "store", "query"]), ["query is no layer"]);
}

#[test]
fn the_most_specific_layer_counts() {
    const LAYERS: Layers = &[("element/state", &[]), ("element", &["element/state"])];
    let upward = Page::read([("element/state/list.ts", "import { x } from '../view.js';"), ("element/view.ts", "")]);
    assert_eq!(wrong_names(&upward.graph(), LAYERS), ["element/state/list.ts names element/view.ts"]);
    let downward = Page::read([("element/state/list.ts", ""), ("element/view.ts", "import './state/list.js';")]);
    assert!(wrong_names(&downward.graph(), LAYERS).is_empty());
}

#[test]
fn words_of_code_are_found_and_those_of_comments_are_not() {
    let code =
        "// std::fs\nfn f() { let text = \"std\"; vec![Instant::now()]; }\n#[cfg(test)]\nmod tests { use std::fs; }";
    let files = Crate::read([("text.rs", code), ("wasm/mod.rs", "use std::fs;")]);
    assert_eq!(files_that_say(&["std", "::now"], &files, Some("wasm")), ["text.rs says ::now"]);
    assert_eq!(files_that_say(&["std"], &files, None), ["wasm/mod.rs says std"]);
}

#[test]
fn every_form_of_an_import_is_found() {
    let forms = [
        "import { a } from './b.js';",
        "import {\n  a,\n  c,\n} from './b.js';",
        "import type { A } from './b.js';",
        "import A, { type B } from './b.js';",
        "import * as b from './b.js';",
        "import './b.js';",
        "export { a } from './b.js';",
        "export type { A } from './b.js';",
        "export * from './b.js';",
        "const b = await import('./b.js');",
        "type B = import('./b.js').B;",
        "export const text = 'from'; // '\nimport { a } from './b.js';",
    ];
    for form in forms {
        assert_eq!(page_circles(&[("a.ts", form), ("b.ts", "import './a.js';")]), ["a.ts b.ts"], "{form}");
    }
}

#[test]
fn comments_and_texts_of_the_page_import_nothing() {
    let forms = [
        "// import { a } from './b.js';",
        "/**\n * import { a } from './b.js';\n */",
        "const text = `\nimport { a }`;",
        "export const a = 'x';",
    ];
    for form in forms {
        assert!(page_circles(&[("a.ts", form), ("b.ts", "import './a.js';")]).is_empty(), "{form}");
    }
}

#[test]
fn scripts_in_a_ring_and_behind_a_re_export_are_circles() {
    let ring = [
        ("state/a.ts", "import type { B } from './b.js';"),
        ("state/b.ts", "import { c } from '../views/c.js';"),
        ("views/c.ts", "import { a } from '../state/a.js';"),
    ];
    assert_eq!(page_circles(&ring), ["state/a.ts state/b.ts views/c.ts"]);
    let hidden = [
        ("index.ts", "export { a } from './a.js';\nexport * from './b.js';"),
        ("a.ts", "import { b } from './index.js';"),
        ("b.ts", ""),
    ];
    assert_eq!(page_circles(&hidden), ["a.ts index.ts"]);
}

#[test]
fn an_import_of_a_script_that_is_not_there_is_found() {
    let page = Page::read([("a/b.ts", "import './c.js';\nimport { css } from 'lit';\nimport '../styles.css';")]);
    assert_eq!(page.lost(), ["a/b.ts imports a/c.ts"]);
}

#[test]
fn a_circle_is_told_once() {
    let files = [("a.rs", "use crate::b::B;\npub struct A;"), ("b.rs", "use crate::a::A;\npub struct B;")];
    let circles = Crate::read(files).graph().circles();
    assert_eq!(circles, [["a.rs", "b.rs"]]);
}

use exchange_log_viewer::engine::Engine;
use exchange_log_viewer::store::files::FileEnd;
use std::time::Instant;
fn main() { sizes();
    let mut files: Vec<_> = vec![];
    fn walk(d: &std::path::Path, f: &mut Vec<std::path::PathBuf>) { for e in std::fs::read_dir(d).unwrap() { let p = e.unwrap().path(); if p.is_dir() { walk(&p, f) } else if p.extension().is_some_and(|x| x.eq_ignore_ascii_case("log")) { f.push(p) } } }
    walk(std::path::Path::new(&std::env::args().nth(1).unwrap()), &mut files);
    files.sort();
    let data: Vec<_> = files.iter().map(|f| std::fs::read(f).unwrap()).collect();
    let total: usize = data.iter().map(|d| d.len()).sum();
    let mut e = Engine::new();
    let t = Instant::now();
    for (f, d) in files.iter().zip(&data) {
        e.begin_file(f.file_name().unwrap().to_str().unwrap(), f.parent().unwrap().to_str().unwrap(), d.len() as u64);
        for c in d.chunks(4 << 20) { e.push(c); }
        e.end_file(FileEnd::Complete);
    }
    let push = t.elapsed();
    let t = Instant::now();
    e.publish();
    let p = t.elapsed();
    let a = e.archive();
    println!("{} files {total} bytes push {push:?} {:.0} MB/s publish {p:?} entries {} sessions {} texts {} strings {}", files.len(), total as f64 / push.as_secs_f64() / 1e6, a.store.entries.count(), a.store.sessions.len(), a.store.texts.len(), a.store.strings.arena().len());
    let mut by = std::collections::BTreeMap::new();
    for (_, s) in a.store.sessions.iter() { *by.entry((s.log_type, s.facts.outcome)).or_insert(0) += 1; }
    println!("{by:?}"); let mut b = 0; a.store.texts.arena().each_block(|x, _, _| b += x.len()); let mut c = 0; a.store.strings.arena().each_block(|x, _, _| c += x.len()); println!("text bytes {b} string bytes {c}");
    for (f, k, o) in a.diagnostics.iter().take(10) { println!("{f:?} {} {} {:?}", k.name(), o.count, o.places.first().map(|p| String::from_utf8_lossy(&p.excerpt).into_owned())); }
}
#[allow(dead_code)]
fn sizes() { use exchange_log_viewer::*; println!("Session {} Facts {} TextKind {}", size_of::<store::Session>(), size_of::<session::facts::Facts>(), size_of::<store::TextKind>()); }

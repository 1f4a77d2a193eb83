//! What the files of a Rust crate name.
//!
//! Names are taken from `use` declarations and from paths in code (`crate::time::now()`, `super::Row`), also inside of
//! the arguments of macros. A name that a module re-exports counts for the file that defines it, and for the file of
//! the module that it is taken from. What is compiled for unit tests only is left out.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, UseTree};

use super::graph::Graph;

/// Deeper than any re-export of a re-export; ends the search where two modules re-export each other.
const MAX_DEPTH: usize = 16;

/// `["store", "entries"]` for `store/entries.rs`; nothing for `lib.rs`.
type ModulePath = Vec<String>;

/// A module: what can be named in it.
#[derive(Default)]
struct Module {
    file: String,
    items: BTreeSet<String>,
    /// What `use` brings in: the name, and the path that it means.
    uses: Vec<(String, Vec<String>)>,
    globs: Vec<Vec<String>>,
    /// Paths of two segments and more in the code.
    paths: BTreeSet<Vec<String>>,
    /// Identifiers, and the last segment of each path with `::` before it.
    words: BTreeSet<String>,
    test_modules: Vec<String>,
}

/// The modules of a crate.
pub struct Crate {
    modules: BTreeMap<ModulePath, Module>,
}

/// What a path means.
struct Meaning {
    /// The module that defines it.
    module: ModulePath,
    /// The modules on whose re-exports or definitions the path relies, the defining one included.
    through: BTreeSet<ModulePath>,
    /// Is it the module itself?
    is_module: bool,
}

impl Crate {
    /// Reads the files of a crate: text by path below `src`.
    pub fn read<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Crate {
        let mut modules = BTreeMap::new();
        for (file, text) in files {
            let code = syn::parse_file(text).unwrap_or_else(|error| panic!("{file}: {error}"));
            add_module(&mut modules, file, module_path(file), &code.items);
        }
        let mut tests: Vec<ModulePath> = Vec::new();
        for (path, module) in &modules {
            tests.extend(module.test_modules.iter().map(|name| child(path, name)));
        }
        modules.retain(|path, _| !tests.iter().any(|test| path.starts_with(test)));
        Crate { modules }
    }

    /// The files with the words of their code: identifiers, and the ends of paths as in `::now`, without
    /// those in comments, texts and unit tests.
    pub fn words(&self) -> impl Iterator<Item = (&str, &BTreeSet<String>)> {
        self.modules.values().map(|module| (module.file.as_str(), &module.words))
    }

    /// The modules at the root of the crate.
    pub fn root_modules(&self) -> BTreeSet<&str> {
        self.modules.keys().filter_map(|path| path.first()).map(String::as_str).collect()
    }

    /// Which file names which.
    pub fn graph(&self) -> Graph {
        let mut graph = Graph::default();
        for (path, module) in &self.modules {
            let parent = path.split_last().and_then(|(_, parent)| self.modules.get(parent));
            let other_file = parent.map(|parent| parent.file.as_str()).filter(|parent| *parent != module.file);
            graph.add_file(&module.file, other_file);
        }
        for (path, module) in &self.modules {
            let named = module.uses.iter().map(|(_, named)| named).chain(&module.globs).chain(&module.paths);
            for meaning in named.filter_map(|named| self.meaning(path, named, 0)) {
                meaning.through.iter().for_each(|through| graph.add_name(&module.file, &self.modules[through].file));
            }
        }
        graph
    }

    /// What a path means in a module; nothing when it leads out of the crate.
    fn meaning(&self, place: &[String], path: &[String], depth: usize) -> Option<Meaning> {
        let (first, mut rest) = path.split_first()?;
        let mut start = place.to_vec();
        match first.as_str() {
            "crate" => start.clear(),
            "self" => {}
            "super" => drop(start.pop()),
            name => return self.meaning_of_rest(self.in_module(place, name, depth)?, rest, depth),
        }
        while let [name, after @ ..] = rest
            && name == "super"
        {
            start.pop();
            rest = after;
        }
        let through = BTreeSet::from([start.clone()]);
        self.meaning_of_rest(Meaning { module: start, through, is_module: true }, rest, depth)
    }

    /// Follows the segments after the first one, as long as they lead through modules.
    fn meaning_of_rest(&self, mut meaning: Meaning, rest: &[String], depth: usize) -> Option<Meaning> {
        for name in rest {
            if !meaning.is_module {
                break;
            }
            // What is not found was made by a macro, and counts for the module that it is looked for in.
            meaning = self.in_module(&meaning.module, name, depth).unwrap_or(Meaning { is_module: false, ..meaning });
        }
        self.modules.contains_key(&meaning.module).then_some(meaning)
    }

    /// What a name means that is looked for in a module.
    fn in_module(&self, place: &[String], name: &str, depth: usize) -> Option<Meaning> {
        let inner = child(place, name);
        if self.modules.contains_key(&inner) {
            return Some(Meaning { through: BTreeSet::from([inner.clone()]), module: inner, is_module: true });
        }
        let module = self.modules.get(place)?;
        if module.items.contains(name) {
            let module = place.to_vec();
            return Some(Meaning { through: BTreeSet::from([module.clone()]), module, is_module: false });
        }
        if depth == MAX_DEPTH {
            return None;
        }
        let brought = |path: &[String]| {
            let mut meaning = self.meaning(place, path, depth + 1)?;
            meaning.through.insert(place.to_vec());
            Some(meaning)
        };
        let named = module.uses.iter().filter(|(own, _)| own == name).find_map(|(_, path)| brought(path));
        named.or_else(|| {
            module.globs.iter().find_map(|glob| {
                let globbed = self.meaning(place, glob, depth + 1)?;
                self.in_module(&globbed.module, name, depth + 1)
            })
        })
    }
}

fn child(path: &[String], name: &str) -> ModulePath {
    [path, &[name.to_string()]].concat()
}

fn module_path(file: &str) -> ModulePath {
    let path = file.strip_suffix(".rs").unwrap_or(file);
    let path = if path == "lib" { "" } else { path.strip_suffix("/mod").unwrap_or(path) };
    path.split('/').filter(|part| !part.is_empty()).map(String::from).collect()
}

/// Is this compiled for unit tests only?
fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute.parse_args::<syn::Ident>().is_ok_and(|condition| condition == "test")
    })
}

/// Adds a module and those that are written inside of it.
fn add_module(modules: &mut BTreeMap<ModulePath, Module>, file: &str, path: ModulePath, items: &[Item]) {
    let mut module = Module { file: file.into(), ..Module::default() };
    for item in items {
        if is_for_tests(attributes_of(item)) {
            if let Item::Mod(inner) = item {
                module.test_modules.push(inner.ident.to_string());
            }
            continue;
        }
        match item {
            Item::Use(declaration) => add_use(&mut module, Vec::new(), &declaration.tree),
            Item::Mod(inner) => {
                if let Some((_, items)) = &inner.content {
                    add_module(modules, file, child(&path, &inner.ident.to_string()), items);
                }
            }
            other => {
                module.items.extend(name_of(other));
                Code(&mut module).visit_item(other);
            }
        }
    }
    modules.insert(path, module);
}

/// One name, or all that is in braces.
fn add_use(module: &mut Module, mut path: Vec<String>, tree: &UseTree) {
    match tree {
        UseTree::Path(part) => {
            module.words.insert(part.ident.to_string());
            path.push(part.ident.to_string());
            add_use(module, path, &part.tree);
        }
        UseTree::Name(name) if name.ident == "self" => {
            let own = path.last().cloned().unwrap_or_default();
            module.uses.push((own, path));
        }
        UseTree::Name(name) => {
            path.push(name.ident.to_string());
            module.uses.push((name.ident.to_string(), path));
        }
        UseTree::Rename(renamed) => {
            if renamed.ident != "self" {
                path.push(renamed.ident.to_string());
            }
            module.uses.push((renamed.rename.to_string(), path));
        }
        UseTree::Glob(_) => module.globs.push(path),
        UseTree::Group(group) => group.items.iter().for_each(|tree| add_use(module, path.clone(), tree)),
    }
}

fn attributes_of(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::ExternCrate(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

fn name_of(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}

/// Collects the paths and the words of code.
struct Code<'m>(&'m mut Module);

impl<'ast> Visit<'ast> for Code<'_> {
    // A `use` inside of a function is taken as one of its module: it can only name more.
    fn visit_item_use(&mut self, declaration: &'ast syn::ItemUse) {
        add_use(self.0, Vec::new(), &declaration.tree);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        if !is_for_tests(&function.attrs) {
            visit::visit_impl_item_fn(self, function);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.add_path(segments);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, invocation: &'ast syn::Macro) {
        self.visit_path(&invocation.path);
        self.visit_tokens(invocation.tokens.clone());
    }

    fn visit_ident(&mut self, word: &'ast syn::Ident) {
        self.0.words.insert(word.to_string());
    }

    fn visit_attribute(&mut self, _: &'ast Attribute) {}

    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}
}

impl Code<'_> {
    /// A single word is a local name or one that `use` brings in.
    fn add_path(&mut self, segments: Vec<String>) {
        if let [_, .., last] = &segments[..] {
            self.0.words.insert(format!("::{last}"));
            self.0.paths.insert(segments);
        }
    }

    /// The arguments of a macro are not parsed: a path is words with `::` between them.
    fn visit_tokens(&mut self, tokens: TokenStream) {
        let (mut path, mut colons) = (Vec::new(), 0);
        for token in tokens {
            match token {
                TokenTree::Ident(word) => {
                    self.0.words.insert(word.to_string());
                    if colons != 2 {
                        self.add_path(std::mem::take(&mut path));
                    }
                    path.push(word.to_string());
                    colons = 0;
                }
                TokenTree::Punct(mark) if mark.as_char() == ':' => colons += 1,
                TokenTree::Group(group) => {
                    self.visit_tokens(group.stream());
                    self.add_path(std::mem::take(&mut path));
                }
                _ => self.add_path(std::mem::take(&mut path)),
            }
        }
        self.add_path(path);
    }
}

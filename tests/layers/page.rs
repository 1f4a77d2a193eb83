//! What the scripts of the page import.

use std::collections::{BTreeMap, BTreeSet};

use super::graph::Graph;

/// The scripts of the page: code by path below `www/src`.
pub struct Page {
    files: BTreeMap<String, String>,
}

/// One import: the module, and what is between the keyword and `from`.
pub struct Import<'t> {
    pub module: &'t str,
    pub names: &'t str,
}

impl Page {
    /// Takes the texts of the scripts.
    pub fn read<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Page {
        Page { files: files.into_iter().map(|(file, text)| (file.into(), without_comments(text))).collect() }
    }

    /// The files with their code, without comments.
    pub fn code(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(file, code)| (file.as_str(), code.as_str()))
    }

    /// Which file imports or re-exports from which; types count as much as values.
    pub fn graph(&self) -> Graph {
        let mut graph = Graph::default();
        for (file, code) in &self.files {
            graph.add_file(file, None);
            for import in imports(code) {
                let target = resolved(file, import.module).filter(|target| self.files.contains_key(target));
                target.iter().for_each(|target| graph.add_name(file, target));
            }
        }
        graph
    }

    /// Relative imports of scripts that are not there.
    pub fn lost(&self) -> Vec<String> {
        let mut lost = Vec::new();
        for (file, code) in &self.files {
            let scripts = imports(code).into_iter().filter(|import| !import.module.ends_with(".css"));
            let targets = scripts.filter_map(|import| resolved(file, import.module));
            lost.extend(targets.filter(|to| !self.files.contains_key(to)).map(|to| format!("{file} imports {to}")));
        }
        lost
    }
}

/// `import … from '…'`, `export … from '…'`, `import '…'` and `import('…')`.
pub fn imports(code: &str) -> Vec<Import<'_>> {
    let mut imports = Vec::new();
    for keyword in ["import", "export"] {
        for (at, _) in code.match_indices(keyword) {
            let is_word =
                !code[..at].ends_with(|letter: char| letter.is_alphanumeric() || ['_', '$', '.'].contains(&letter));
            let after = &code[at + keyword.len()..];
            // The names of an import hold no quotation marks, and an export without `from` has a body or a value first.
            let (names, quoted) = after.split_once('\'').unwrap_or_default();
            let leads = names.trim_end().ends_with(" from") || names.trim_end().ends_with("}from");
            let is_bare = keyword == "import" && ["", "("].contains(&names.trim());
            if is_word && (leads || is_bare) && !names.contains([';', '=']) {
                imports.push(Import { module: quoted.split('\'').next().unwrap_or_default(), names });
            }
        }
    }
    imports
}

/// The file below `www/src` that a relative import means; nothing for a package.
fn resolved(file: &str, module: &str) -> Option<String> {
    if !module.starts_with('.') {
        return None;
    }
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in module.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    Some(parts.join("/").replace(".js", ".ts"))
}

/// The code without `// …` and `/* … */`; marks inside of texts begin no comment.
fn without_comments(text: &str) -> String {
    let mut code = String::new();
    let mut rest = text;
    let mut quote = None;
    while let Some(letter) = rest.chars().next() {
        let skipped = match (quote, letter) {
            (None, '/') if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            (None, '/') if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            _ => 0,
        };
        if skipped > 0 {
            rest = &rest[skipped..];
            continue;
        }
        let taken = if letter == '\\' { rest.chars().take(2).map(char::len_utf8).sum() } else { letter.len_utf8() };
        quote = match quote {
            None if ['\'', '"', '`'].contains(&letter) => Some(letter),
            Some(open) if open == letter || (letter == '\n' && open != '`') => None,
            open => open,
        };
        code.push_str(&rest[..taken]);
        rest = &rest[taken..];
    }
    code
}

/// The names between the braces of an import.
pub fn names_of<'t>(import: &Import<'t>) -> BTreeSet<&'t str> {
    let names = import.names.split(['{', '}', ',']).map(|name| name.trim().split(" as ").next().unwrap_or_default());
    names.filter(|name| !["", "from", "type", "*"].contains(name)).collect()
}

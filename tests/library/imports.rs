//! No file of `src` imports a file that imports it back, directly or through others.
//!
//! How imports are read:
//! - From the tokens of each file, without comments and literals. Paths in `use`, in code (`super::stdout::write`) and in
//!   attributes count.
//! - A path that begins with `crate`, `super`, `self` or a name of its module is followed through modules and re-exports to the
//!   file that defines the name. So `use super::Note` in `a/b.rs` is an import of `a/mod.rs` only if that file defines `Note`.
//! - A re-export is an import: `pub use b::Note` in `a/mod.rs` takes `Note` from `a/b.rs`.
//! - `mod name;` and the `use` of a module are not imports; a path to something in that module is one.
//! - A glob is an import of the file of its module.
//! - A name that a macro defines counts as defined in the module that the path names. A `macro_rules!` macro that is used
//!   without a path is not seen.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// A module, by the names of its path from the root of the crate.
type ModulePath = Vec<String>;

/// Imports between files: the names that the first file of a key takes from the second.
type Imports = BTreeMap<(String, String), BTreeSet<String>>;

#[derive(Debug, Default)]
struct Module {
    file: String,
    /// Names that the module defines itself.
    items: BTreeSet<String>,
    /// Names that a `use` binds, with their paths.
    uses: BTreeMap<String, Vec<String>>,
    /// Paths of the modules that are imported as a whole.
    globs: Vec<Vec<String>>,
    /// Every path that is written in the module.
    paths: BTreeSet<Vec<String>>,
}

#[derive(Debug, Default)]
struct Crate {
    modules: BTreeMap<ModulePath, Module>,
}

/// Where a path leads.
#[derive(Debug, PartialEq, Eq)]
enum Target {
    /// A name that a file defines.
    Item { file: String, name: String },
    /// A module as a whole.
    Module(ModulePath),
}

/// The words, `::` and punctuation of a source, without comments, strings, characters and lifetimes.
fn tokens(source: &str) -> Vec<String> {
    let letters: Vec<char> = source.chars().collect();
    let at = |index: usize| letters.get(index).copied().unwrap_or('\0');
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut out: Vec<String> = Vec::new();
    let mut index = 0;
    while index < letters.len() {
        match at(index) {
            '/' if at(index + 1) == '/' => {
                while index < letters.len() && at(index) != '\n' {
                    index += 1;
                }
            }
            '/' if at(index + 1) == '*' => {
                let mut depth = 0;
                loop {
                    match (at(index), at(index + 1)) {
                        ('/', '*') => (depth, index) = (depth + 1, index + 2),
                        ('*', '/') => (depth, index) = (depth - 1, index + 2),
                        _ => index += 1,
                    }
                    if depth == 0 || index >= letters.len() {
                        break;
                    }
                }
            }
            '"' => {
                let last = out.last().map_or("", String::as_str);
                let hashes = last.chars().rev().take_while(|letter| *letter == '#').count();
                let is_raw = matches!(last.trim_end_matches('#'), "r" | "br" | "cr");
                index += 1;
                while index < letters.len() {
                    if at(index) == '\\' && !is_raw {
                        index += 2;
                    } else if at(index) == '"' && (0..hashes).all(|hash| at(index + 1 + hash) == '#') {
                        index += 1 + hashes;
                        break;
                    } else {
                        index += 1;
                    }
                }
                if is_raw || matches!(last, "b" | "c") {
                    out.pop();
                }
            }
            '\'' if at(index + 1) == '\\' => {
                index += 3;
                while at(index) != '\'' {
                    index += 1;
                }
                index += 1;
            }
            '\'' if at(index + 2) == '\'' => index += 3,
            '\'' => {
                index += 1;
                while is_word(at(index)) {
                    index += 1;
                }
            }
            letter if is_word(letter) => {
                let begin = index;
                while is_word(at(index)) {
                    index += 1;
                }
                let mut word: String = letters.get(begin..index).unwrap_or_default().iter().collect();
                // The beginning of a raw string stays with its `#` in one token.
                let hashes = (index..).take_while(|hash| at(*hash) == '#').count();
                if matches!(word.as_str(), "r" | "br" | "cr") && at(index + hashes) == '"' {
                    word.push_str(&"#".repeat(hashes));
                    index += hashes;
                }
                out.push(word);
            }
            ':' if at(index + 1) == ':' => {
                out.push("::".to_owned());
                index += 2;
            }
            letter => {
                if !letter.is_whitespace() {
                    out.push(letter.to_string());
                }
                index += 1;
            }
        }
    }
    out
}

fn is_name(token: &str) -> bool {
    token.starts_with(|letter: char| letter.is_alphabetic() || letter == '_')
}

/// Adds the module of a file, and the inline modules in it, to a crate.
fn read_file(krate: &mut Crate, path: ModulePath, file: &str, source: &str) {
    let tokens = tokens(source);
    let token = |index: usize| tokens.get(index).map_or("", String::as_str);
    // The modules that are open, each with the depth of braces at which its items stand.
    let mut open: Vec<(ModulePath, usize)> = vec![(path, 0)];
    let mut depth = 0;
    let mut index = 0;
    while index < tokens.len() {
        let Some((current, item_depth)) = open.last().cloned() else { break };
        let module = krate.modules.entry(current.clone()).or_default();
        module.file = file.to_owned();
        match token(index) {
            "{" => (depth, index) = (depth + 1, index + 1),
            "}" => {
                depth -= 1;
                index += 1;
                if depth < item_depth {
                    open.pop();
                }
            }
            "use" if token(index + 1) != "<" => {
                let mut leaves = Vec::new();
                index = use_tree(&tokens, index + 1, &[], &mut leaves);
                for (path, name) in leaves {
                    match name {
                        None => {
                            module.paths.insert([path.clone(), vec!["*".to_owned()]].concat());
                            if depth == item_depth {
                                module.globs.push(path);
                            }
                        }
                        Some(name) => {
                            module.paths.insert(path.clone());
                            // A `use` in a function binds a name there only; for paths it counts as one of the module.
                            module.uses.entry(name).or_insert(path);
                        }
                    }
                }
            }
            "mod" if is_name(token(index + 1)) && token(index + 2) == "{" => {
                depth += 1;
                open.push(([current, vec![token(index + 1).to_owned()]].concat(), depth));
                index += 3;
            }
            "struct" | "enum" | "union" | "trait" | "type" | "fn" | "const" | "static"
                if depth == item_depth && is_name(token(index + 1)) =>
            {
                let name = if token(index + 1) == "mut" { token(index + 2) } else { token(index + 1) };
                module.items.insert(name.to_owned());
                index += 1;
            }
            "macro_rules" => {
                module.items.insert(token(index + 2).to_owned());
                index += 3;
            }
            word if is_name(word) => {
                let mut path = vec![word.to_owned()];
                index += 1;
                while token(index) == "::" && is_name(token(index + 1)) {
                    path.push(token(index + 1).to_owned());
                    index += 2;
                }
                if path.len() > 1 {
                    module.paths.insert(path);
                }
            }
            _ => index += 1,
        }
    }
}

/// Reads a `use` tree that begins at `index`. Each leaf is a path with the name that it binds, or without a name for `*`. Returns
/// the index behind the tree.
fn use_tree(
    tokens: &[String],
    mut index: usize,
    prefix: &[String],
    leaves: &mut Vec<(Vec<String>, Option<String>)>,
) -> usize {
    let token = |index: usize| tokens.get(index).map_or("", String::as_str);
    let mut path = prefix.to_vec();
    loop {
        match token(index) {
            "{" => {
                index += 1;
                while !matches!(token(index), "}" | "") {
                    index = use_tree(tokens, index, &path, leaves);
                    if token(index) == "," {
                        index += 1;
                    }
                }
                return index + 1;
            }
            "*" => {
                leaves.push((path, None));
                return index + 1;
            }
            "::" => index += 1,
            "self" if !path.is_empty() => index += 1,
            word if is_name(word) => {
                path.push(word.to_owned());
                index += 1;
            }
            _ => return index,
        }
        if token(index) == "as" {
            leaves.push((path, Some(token(index + 1).to_owned())));
            return index + 2;
        }
        if matches!(token(index), "," | "}" | ";") {
            let name = path.last().cloned();
            leaves.push((path, name));
            return index;
        }
    }
}

impl Crate {
    /// Reads the files below a folder.
    fn read(root: &Path) -> Self {
        let mut krate = Crate::default();
        let mut folders = vec![root.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    let inside = path.strip_prefix(root).unwrap().with_extension("");
                    let mut module: ModulePath =
                        inside.components().map(|part| part.as_os_str().to_str().unwrap().to_owned()).collect();
                    match module.last().map(String::as_str) {
                        Some("mod" | "lib") => drop(module.pop()),
                        // The binary is a crate of its own.
                        Some("main") if module.len() == 1 => continue,
                        _ => {}
                    }
                    let file = inside.to_str().unwrap().replace('\\', "/");
                    read_file(&mut krate, module, &format!("src/{file}.rs"), &fs::read_to_string(&path).unwrap());
                }
            }
        }
        krate
    }

    /// Resolves a path that is written in a module; `None` for a path of another crate or of a local variable.
    fn resolve(&self, from: &ModulePath, path: &[String], depth: usize) -> Option<Target> {
        let (first, rest) = path.split_first()?;
        // Re-exports may refer to each other.
        if depth > 32 {
            return None;
        }
        match first.as_str() {
            "crate" => self.walk(&Vec::new(), rest, depth),
            "self" => self.walk(from, rest, depth),
            "super" => {
                let mut parent = from.clone();
                parent.pop()?;
                let begin = rest.iter().take_while(|name| *name == "super").count();
                parent.truncate(parent.len().checked_sub(begin)?);
                self.walk(&parent, rest.get(begin..)?, depth)
            }
            name => {
                let module = self.modules.get(from)?;
                let child = [from.as_slice(), std::slice::from_ref(first)].concat();
                let is_known =
                    self.modules.contains_key(&child) || module.items.contains(name) || module.uses.contains_key(name);
                if is_known { self.walk(from, path, depth) } else { None }
            }
        }
    }

    /// Resolves a path that begins in a module.
    fn walk(&self, from: &ModulePath, path: &[String], depth: usize) -> Option<Target> {
        let module = self.modules.get(from)?;
        let Some((name, rest)) = path.split_first() else { return Some(Target::Module(from.clone())) };
        let item = || Some(Target::Item { file: module.file.clone(), name: name.clone() });
        let child = [from.as_slice(), std::slice::from_ref(name)].concat();
        if module.items.contains(name) || name == "*" {
            return item();
        }
        // A function may be called like the module that it comes from: `png::png`.
        if self.modules.contains_key(&child) && !(rest.is_empty() && module.uses.contains_key(name)) {
            return self.walk(&child, rest, depth);
        }
        if let Some(used) = module.uses.get(name) {
            // `use signs;` binds a name to itself, and would be resolved for ever.
            let used = [used.as_slice(), rest].concat();
            return if used.first() == Some(name) && used.len() <= path.len() {
                None
            } else {
                self.resolve(from, &used, depth + 1)
            };
        }
        for glob in &module.globs {
            let through = self.resolve(from, glob, depth + 1);
            if let Some(Target::Module(target)) = through
                && target != *from
                && let Some(other) = self.modules.get(&target)
                && (other.items.contains(name) || other.uses.contains_key(name))
            {
                return self.walk(&target, path, depth + 1);
            }
        }
        item()
    }

    /// The imports between all files.
    fn imports(&self) -> Imports {
        let mut imports = Imports::new();
        for (path, module) in &self.modules {
            for written in &module.paths {
                if let Some(Target::Item { file, name }) = self.resolve(path, written, 0)
                    && file != module.file
                {
                    imports.entry((module.file.clone(), file)).or_default().insert(name);
                }
            }
        }
        imports
    }
}

/// The imports of each circle: of each set of files that all reach each other through imports.
fn circles(imports: &Imports) -> Vec<Imports> {
    let mut takes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (from, to) in imports.keys() {
        takes.entry(from).or_default().insert(to);
    }
    let reached = |start: &str| {
        let mut reached: BTreeSet<&str> = BTreeSet::new();
        let mut open: Vec<&str> = takes.get(start).into_iter().flatten().copied().collect();
        while let Some(file) = open.pop() {
            if reached.insert(file) {
                open.extend(takes.get(file).into_iter().flatten().copied());
            }
        }
        reached
    };
    let reaches: BTreeMap<&str, BTreeSet<&str>> = takes.keys().map(|file| (*file, reached(file))).collect();
    let meets = |one: &str, other: &str| {
        let has = |from: &str, to: &str| reaches.get(from).is_some_and(|reached| reached.contains(to));
        has(one, other) && has(other, one)
    };
    let mut found = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for file in takes.keys().copied() {
        if !seen.contains(file) && meets(file, file) {
            let members: BTreeSet<&str> = takes.keys().copied().filter(|other| meets(file, other)).collect();
            let within = |file: &str| members.contains(file);
            found.push(
                imports
                    .iter()
                    .filter(|((from, to), _)| within(from) && within(to))
                    .map(|(ends, names)| (ends.clone(), names.clone()))
                    .collect(),
            );
            seen.extend(members);
        }
    }
    found
}

/// The imports of a circle, one a line.
fn described(circle: &Imports) -> String {
    let files: BTreeSet<&str> = circle.keys().map(|(from, _)| from.as_str()).collect();
    let mut out = format!("a circle of {} files:\n", files.len());
    for ((from, to), names) in circle {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let _ = writeln!(out, "  {from} takes from {to}: {}", names.join(", "));
    }
    out
}

/// Would catch a file that imports one by which it is imported, however many files lie between.
#[test]
fn no_file_imports_a_file_that_imports_it_back() {
    let krate = Crate::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let circles = circles(&krate.imports());
    let found: String = circles.iter().map(described).collect();
    assert!(found.is_empty(), "move what both sides need into a file of its own\n{found}");
}

/// The imports of a crate that is given as paths and sources.
fn sample(files: &[(&str, &str)]) -> Vec<(String, String, Vec<String>)> {
    let mut krate = Crate::default();
    for (path, source) in files {
        let module = path.split('/').filter(|part| !part.is_empty() && *part != "mod").map(str::to_owned).collect();
        read_file(&mut krate, module, path, source);
    }
    krate.imports().into_iter().map(|((from, to), names)| (from, to, names.into_iter().collect())).collect()
}

/// Would catch a reader that misses a way to write an import, or takes a comment or a string for one.
#[test]
fn imports_are_read_through_modules_and_re_exports() {
    let found = sample(&[
        ("", "pub mod a; pub mod b;"),
        ("a/mod", "mod c; pub use c::{Shape, Size as Extent}; pub struct Own; pub use d::*; mod d;"),
        ("a/c", "pub struct Shape; pub enum Size { Small } // super::Own\n const A: &str = \"super::Own\";"),
        ("a/d", "pub const LIMIT: u8 = b'\\''; pub fn long<'a>(at: &'a str) { r#\"super::Own\"#; }"),
        ("b", "use crate::a::{self, Extent}; use crate::a::LIMIT; fn f() { a::Shape; super::a::Own; std::mem::take; }"),
    ]);
    let line = |from: &str, to: &str, names: &[&str]| {
        (from.to_owned(), to.to_owned(), names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(
        found,
        [
            line("a/mod", "a/c", &["Shape", "Size"]),
            line("a/mod", "a/d", &["*"]),
            line("b", "a/c", &["Shape", "Size"]),
            line("b", "a/d", &["LIMIT"]),
            line("b", "a/mod", &["Own"]),
        ]
    );
}

/// Would catch a search that sees only two files that import each other.
#[test]
fn a_circle_may_be_long() {
    let imports = |edges: &[(&str, &str)]| -> Imports {
        edges.iter().map(|(from, to)| (((*from).to_owned(), (*to).to_owned()), BTreeSet::new())).collect()
    };
    assert!(circles(&imports(&[("a", "b"), ("b", "c"), ("a", "c")])).is_empty());
    let found = circles(&imports(&[("a", "b"), ("b", "c"), ("c", "a"), ("d", "a"), ("e", "f"), ("f", "e")]));
    assert_eq!(found.iter().map(BTreeMap::len).collect::<Vec<_>>(), [3, 2]);
}

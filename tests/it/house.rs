//! Who uses whom, read from the sources: each file of `src`, and the files that what it names is written in.

use crate::support::project;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use syn::visit::Visit;
use syn::{Attribute, Item, ItemMod, ItemUse, UseTree, Visibility};

/// A path within the crate: `["records", "Field"]`.
pub(crate) type Names = Vec<String>;

/// Every file of `src` by its module, its tests left out.
pub(crate) struct House {
    files: BTreeMap<Names, Seen>,
}

/// What a file names, as paths from the crate's root.
#[derive(Default)]
struct Seen {
    module: Names,
    named: BTreeSet<Names>,
    /// What it hands on under another name: `pub use`.
    handed_on: BTreeMap<String, Names>,
}

impl House {
    /// Reads all of `src`.
    pub(crate) fn read() -> Self {
        let mut house = Self { files: BTreeMap::new() };
        house.read_folder(&project("src"), &[]);
        assert!(house.files.len() > 200, "where is the house?");
        house
    }

    fn read_folder(&mut self, folder: &Path, module: &[String]) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
            let inner: Names = module.iter().cloned().chain([stem.clone()]).collect();
            if path.is_dir() {
                self.read_folder(&path, &inner);
            } else if path.extension().is_some_and(|end| end == "rs") && !["main", "lib"].contains(&stem.as_str()) {
                let module = if stem == "mod" { module.to_vec() } else { inner };
                let file = syn::parse_file(&fs::read_to_string(&path).unwrap())
                    .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                let mut seen = Seen { module: module.clone(), ..Seen::default() };
                seen.visit_file(&file);
                self.files.insert(module, seen);
            }
        }
    }

    /// The folders that hold the files.
    pub(crate) fn rooms(&self) -> impl Iterator<Item = &str> {
        self.files
            .keys()
            .filter(|module| module[0] != "bin" && self.is_folder(&module[0]))
            .map(|module| module[0].as_str())
    }

    fn is_folder(&self, name: &str) -> bool {
        self.files.keys().any(|module| module.len() > 1 && module[0] == name)
    }

    /// Each file with the paths that it names, from the crate's root.
    pub(crate) fn named(&self) -> impl Iterator<Item = (&Names, &BTreeSet<Names>)> {
        self.files.iter().map(|(module, seen)| (module, &seen.named))
    }

    /// The file that a path leads to, through what other files hand on.
    fn file_of(&self, path: &[String], depth: u8) -> Option<&Names> {
        let (module, seen) = (0..=path.len()).rev().find_map(|end| self.files.get_key_value(&path[..end]))?;
        let rest = &path[module.len()..];
        match rest.first().and_then(|name| seen.handed_on.get(name)) {
            Some(further) if depth > 0 => {
                let further: Names = further.iter().chain(&rest[1..]).cloned().collect();
                self.file_of(&further, depth - 1).or(Some(module))
            }
            _ => Some(module),
        }
    }

    /// Files that use each other in a circle: each with those of the circle that it uses.
    pub(crate) fn circles(&self) -> Vec<String> {
        let targets = |(module, seen): (&'_ Names, &Seen)| -> BTreeSet<&Names> {
            seen.named.iter().filter_map(|path| self.file_of(path, 8)).filter(|target| *target != module).collect()
        };
        let uses: BTreeMap<&Names, BTreeSet<&Names>> = self.files.iter().map(|it| (it.0, targets(it))).collect();
        let reached = |from: &Names| {
            let mut seen: BTreeSet<&Names> = BTreeSet::new();
            let mut next: Vec<&Names> = uses[from].iter().copied().collect();
            while let Some(module) = next.pop() {
                if seen.insert(module) {
                    next.extend(&uses[module]);
                }
            }
            seen
        };
        let reach: BTreeMap<&Names, BTreeSet<&Names>> = uses.keys().map(|module| (*module, reached(module))).collect();
        let line = |(module, targets): (&&Names, &BTreeSet<&Names>)| {
            let back = targets.iter().filter(|target| reach[**target].contains(*module)).map(|it| it.join("::"));
            let back: Vec<String> = back.collect();
            (!back.is_empty()).then(|| format!("{} uses {}", module.join("::"), back.join(", ")))
        };
        uses.iter().filter_map(line).collect()
    }
}

impl Seen {
    /// A path as written, from the crate's root; `None` for one that leads elsewhere.
    fn absolute(&self, written: &[String]) -> Option<Names> {
        let (first, rest) = written.split_first()?;
        match first.as_str() {
            "crate" => Some(rest.to_vec()),
            "self" => Some(self.module.iter().chain(rest).cloned().collect()),
            "super" => {
                let ups = rest.iter().take_while(|name| *name == "super").count();
                let base = self.module.len().checked_sub(1 + ups)?;
                Some(self.module[..base].iter().chain(&rest[ups..]).cloned().collect())
            }
            _ => None,
        }
    }

    /// A path that begins with none of `crate`, `self`, `super` may lead to what is below this file, or to another crate,
    /// which is found in no file but this.
    fn take(&mut self, written: &[String], name: &str, public: bool) {
        let below = || [&self.module, written].concat();
        let path = self.absolute(written).unwrap_or_else(below);
        if public {
            self.handed_on.insert(name.to_owned(), path);
        } else {
            self.named.insert(path);
        }
    }

    fn take_tree(&mut self, tree: &UseTree, before: &[String], public: bool) {
        let with = |name: &syn::Ident| before.iter().cloned().chain([name.to_string()]).collect::<Names>();
        match tree {
            UseTree::Path(path) => self.take_tree(&path.tree, &with(&path.ident), public),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.take_tree(tree, before, public)),
            UseTree::Name(name) if name.ident == "self" => {
                self.take(before, &before.last().cloned().unwrap_or_default(), public);
            }
            UseTree::Name(name) => self.take(&with(&name.ident), &name.ident.to_string(), public),
            UseTree::Rename(name) => self.take(&with(&name.ident), &name.rename.to_string(), public),
            UseTree::Glob(_) => self.take(before, "*", public),
        }
    }
}

fn only_for_tests(attributes: &[Attribute]) -> bool {
    attributes
        .iter()
        .any(|it| it.path().is_ident("cfg") && it.parse_args::<syn::Path>().is_ok_and(|it| it.is_ident("test")))
}

impl<'ast> Visit<'ast> for Seen {
    fn visit_item(&mut self, item: &'ast Item) {
        let attributes = match item {
            Item::Mod(ItemMod { attrs, .. }) | Item::Use(ItemUse { attrs, .. }) => attrs.as_slice(),
            _ => &[],
        };
        if !only_for_tests(attributes) {
            syn::visit::visit_item(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.take_tree(&item.tree, &[], !matches!(item.vis, Visibility::Inherited));
    }

    fn visit_visibility(&mut self, _: &'ast Visibility) {
        // `pub(in crate::desk)` uses nothing.
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Names = path.segments.iter().map(|it| it.ident.to_string()).collect();
        if names.len() > 1 {
            self.take(&names, "", false);
        }
        syn::visit::visit_path(self, path);
    }
}

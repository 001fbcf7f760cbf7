//! Which object names which, as far as words tell: too much rather than too little.

use crate::Kind;
use crate::sqlite::entry::Entry;
use crate::sqlite::token;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Names that the engine takes for its own purposes. Whoever has one is looked at.
const OWN: &str = "schemalane";

/// All names, and the words in the statements behind them. A table and a trigger of one name are one here.
#[derive(Default)]
pub(super) struct Graph {
    nodes: HashMap<String, Node>,
}

#[derive(Default)]
struct Node {
    is_table: bool,
    /// The tables that it is an index of.
    indexed: Vec<String>,
    /// Every word of its statements that may be a name.
    words: HashSet<String>,
}

/// How much of an object may be touched by the steps of a plan.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Touch {
    /// It may become another one: whatever names it has to be looked at.
    Changed,
    /// It is a table that refers to a changed one: what is made of it has to be looked at, but no table that refers to it
    /// in turn.
    Referring,
}

impl Graph {
    /// All objects of a database.
    pub(super) fn of(entries: &[Entry]) -> Self {
        let mut graph = Self::default();
        for entry in entries {
            graph.add(entry.kind, &entry.name, &entry.table, &entry.sql);
        }
        graph
    }

    /// Adds an object, or a second statement of one, with the table or view that it belongs to.
    pub(super) fn add(&mut self, kind: Kind, name: &str, table: &str, sql: &str) {
        let node = self.nodes.entry(name.to_ascii_lowercase()).or_default();
        node.is_table |= kind == Kind::Table;
        if kind == Kind::Index {
            node.indexed.push(table.to_ascii_lowercase());
        }
        let may_be_name = |token: &token::Token<'_>| {
            !matches!(token.class, token::Class::Symbol | token::Class::Number)
        };
        node.words
            .extend(token::read(sql).iter().filter(|one| may_be_name(one)).map(|one| one.name()));
    }

    /// The names of what changes, of all that this may touch, and of all that these need to be understood.
    pub(super) fn concerned(&self, changed: &BTreeSet<String>) -> BTreeSet<String> {
        self.understood(self.touched(changed).into_keys())
    }

    /// These names, and those of all that they need to be understood.
    pub(super) fn understood<'n>(
        &'n self,
        names: impl Iterator<Item = &'n str>,
    ) -> BTreeSet<String> {
        let mut concerned: BTreeSet<&str> = names.collect();
        let mut due: Vec<&str> = concerned.iter().copied().collect();
        let indexes = self.indexes();
        while let Some(name) = due.pop() {
            let Some(node) = self.nodes.get(name) else { continue };
            let words = node.words.iter().filter_map(|word| self.known(word));
            // An index may be the key that another table refers to.
            let indexes = indexes.get(name).into_iter().flatten().copied();
            due.extend(words.chain(indexes).filter(|name| concerned.insert(name)));
        }
        concerned.into_iter().map(str::to_owned).collect()
    }

    /// What the steps may touch.
    fn touched<'g>(&'g self, changed: &'g BTreeSet<String>) -> HashMap<&'g str, Touch> {
        let naming = self.naming();
        let own = self.nodes.keys().map(String::as_str).filter(|name| name.starts_with(OWN));
        let first = changed.iter().map(String::as_str).chain(own);
        let mut due: Vec<_> = first.map(|name| (name, Touch::Changed)).collect();
        let mut touched: HashMap<&str, Touch> = HashMap::new();
        while let Some((name, touch)) = due.pop() {
            if touched.get(name).is_some_and(|known| *known <= touch) {
                continue;
            }
            touched.insert(name, touch);
            for other in naming.get(name).into_iter().flatten() {
                let is_table = self.nodes.get(*other).is_some_and(|node| node.is_table);
                match touch {
                    Touch::Changed if is_table => due.push((other, Touch::Referring)),
                    Touch::Referring if is_table => {}
                    touch => due.push((other, touch)),
                }
            }
        }
        touched
    }

    /// The objects that have each name among their words.
    fn naming(&self) -> HashMap<&str, Vec<&str>> {
        let mut naming: HashMap<&str, Vec<&str>> = HashMap::new();
        for (name, node) in &self.nodes {
            for word in node.words.iter().filter_map(|word| self.known(word)) {
                naming.entry(word).or_default().push(name);
            }
        }
        naming
    }

    /// The indexes of each table.
    fn indexes(&self) -> HashMap<&str, Vec<&str>> {
        let mut indexes: HashMap<&str, Vec<&str>> = HashMap::new();
        for (name, node) in &self.nodes {
            for table in &node.indexed {
                indexes.entry(table).or_default().push(name);
            }
        }
        indexes
    }

    /// A word, where it is the name of an object.
    fn known(&self, word: &str) -> Option<&str> {
        self.nodes.get_key_value(word).map(|(name, _)| name.as_str())
    }
}

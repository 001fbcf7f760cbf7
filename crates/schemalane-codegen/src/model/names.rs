//! Names that may be taken already.

use crate::{Problem, Settings};
use std::collections::BTreeMap;

/// The names of one place, with what has them.
#[derive(Default)]
pub(crate) struct Names(BTreeMap<String, String>);

impl Names {
    /// What has a name.
    pub(crate) fn holder(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Takes a name for something; what has it already is told. `key` gives it another name.
    pub(crate) fn take(
        &mut self,
        name: &str,
        what: String,
        key: &str,
        problems: &mut Vec<Problem>,
    ) {
        if let Some((left, right)) = self.claim(name, what) {
            let (name, key) = (name.to_owned(), key.to_owned());
            problems.push(Problem::Collision { name, left, right, key });
        }
    }

    /// Takes a name for something; gives back what has it already, and what wanted it.
    pub(crate) fn claim(&mut self, name: &str, what: String) -> Option<(String, String)> {
        match self.0.get(name) {
            None => {
                self.0.insert(name.to_owned(), what);
                None
            }
            Some(left) => Some((left.clone(), what)),
        }
    }
}

/// The name that the settings give, or the one that a rule makes.
pub(crate) fn chosen(
    settings: &Settings,
    key: &str,
    what: impl FnOnce() -> String,
    rule: impl FnOnce() -> Option<String>,
    problems: &mut Vec<Problem>,
) -> Option<String> {
    if let Some(text) = settings.names.get(key) {
        if syn::parse_str::<syn::Ident>(text).is_ok() {
            return Some(text.clone());
        }
        problems.push(Problem::NotRust {
            section: ".names",
            key: key.to_owned(),
            text: text.clone(),
            expected: "a name in Rust",
        });
        return None;
    }
    let name = rule();
    if name.is_none() {
        problems.push(Problem::NoName { what: what(), key: key.to_owned() });
    }
    name
}

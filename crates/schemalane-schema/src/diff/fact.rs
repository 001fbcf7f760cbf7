//! How a fact that differs is noted.

use crate::Difference;
use std::collections::BTreeMap;
use std::fmt::Display;

/// Notes a fact that can be said in words, where it differs.
pub(super) fn property<T: Display + PartialEq + ?Sized>(
    found: &mut Vec<Difference>,
    name: &str,
    before: Option<&T>,
    after: Option<&T>,
) {
    if before != after {
        found.push(Difference::Property {
            property: name.to_owned(),
            before: before.map(ToString::to_string),
            after: after.map(ToString::to_string),
        });
    }
}

/// Notes what is only there or not.
pub(super) fn flag(found: &mut Vec<Difference>, name: &str, before: bool, after: bool) {
    let said = |flag: bool| flag.then_some("");
    property(found, name, said(before), said(after));
}

/// Notes what is missing and what is not wanted, where the order says nothing.
pub(super) fn set(found: &mut Vec<Difference>, before: &[String], after: &[String]) {
    for item in after.iter().filter(|item| !before.contains(item)) {
        flag(found, item, false, true);
    }
    for item in before.iter().filter(|item| !after.contains(item)) {
        flag(found, item, true, false);
    }
}

/// Notes what is missing, what is not wanted, and the order of what is in both. Two lists that differ give at least one
/// difference: where nothing is missing and all is wanted, the order is that of the whole lists.
pub(super) fn list(found: &mut Vec<Difference>, what: &str, before: &[String], after: &[String]) {
    let with_word = |items: &[String]| -> Vec<String> {
        items.iter().map(|item| format!("{what} {item}")).collect()
    };
    set(found, &with_word(before), &with_word(after));
    let shared = |items: &[String], others: &[String]| {
        let items: Vec<&str> =
            items.iter().filter(|item| others.contains(item)).map(String::as_str).collect();
        items.join(", ")
    };
    let (is, wanted) = (shared(before, after), shared(after, before));
    property(found, &format!("order of {what}s"), Some(&is), Some(&wanted));
}

/// Notes parameters by their names.
pub(super) fn parameters<K: Display + Ord, V: Display + PartialEq>(
    found: &mut Vec<Difference>,
    what: &str,
    before: &BTreeMap<K, V>,
    after: &BTreeMap<K, V>,
) {
    for (name, value) in after {
        property(found, &format!("{what} {name}"), before.get(name), Some(value));
    }
    for (name, value) in before.iter().filter(|(name, _)| !after.contains_key(name)) {
        property(found, &format!("{what} {name}"), Some(value), None);
    }
}

/// Each item in words.
pub(super) fn words<T: Display>(items: &[T]) -> Vec<String> {
    items.iter().map(ToString::to_string).collect()
}

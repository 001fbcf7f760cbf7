//! What a query touches, and whether it writes.

use super::catalogue::Catalogue;
use super::functions;
use super::node::{Node, Object};
use super::scope::Command;
use crate::Access;
use std::collections::BTreeSet;

/// What a query touches.
pub(super) struct Seen<'c> {
    catalogue: &'c Catalogue,
    pub(super) access: Access,
    pub(super) tables: BTreeSet<String>,
}

impl<'c> Seen<'c> {
    /// What a query touches, by itself and through views.
    pub(super) fn of(catalogue: &'c Catalogue, query: &Object) -> Self {
        let mut seen = Self { catalogue, access: Access::Read, tables: BTreeSet::new() };
        let mut views = Vec::new();
        query.walk(&mut |object| seen.visit(object, &mut views));
        let mut known = BTreeSet::new();
        while let Some(view) = views.pop() {
            if !known.insert(view) {
                continue;
            }
            let tree = catalogue.view(view).unwrap_or(&Node::Nothing);
            // Of a view that could not be read nobody knows what it does.
            if tree.list().is_empty() {
                seen.access = Access::Write;
            }
            tree.walk(&mut |object| seen.visit(object, &mut views));
        }
        seen
    }

    fn visit(&mut self, object: &Object, views: &mut Vec<u32>) {
        let writes = match object.tag.as_str() {
            "QUERY" => Command::of(object) != Command::Select || object.get("rowMarks").is_there(),
            "RANGETBLENTRY" | "RTE" => {
                self.relation(object, views);
                false
            }
            _ => self.calls(object),
        };
        if writes {
            self.access = Access::Write;
        }
    }

    fn relation(&mut self, entry: &Object, views: &mut Vec<u32>) {
        let Some(oid) = entry.number("relid").filter(|oid| *oid != 0) else { return };
        if let Some(relation) = self.catalogue.relation(oid) {
            self.tables.insert(relation.label.clone());
            if relation.kind == super::catalogue::Kind::View {
                views.push(oid);
            }
        }
    }

    /// Whether an expression calls what may write. A function that the catalogue did not have may.
    fn calls(&self, object: &Object) -> bool {
        let named = ["funcid", "aggfnoid", "winfnoid", "opfuncid"];
        let functions = named.iter().filter_map(|field| object.number::<u32>(field));
        let operator = object.number("opno").and_then(|oid| self.catalogue.operator(oid));
        functions
            .chain(operator)
            .filter(|oid| *oid != 0)
            .any(|oid| self.catalogue.function(oid).is_none_or(functions::writes))
    }
}

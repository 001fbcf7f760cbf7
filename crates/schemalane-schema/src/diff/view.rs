//! Views, materialised or not.

use super::fact::{list, parameters, property};
use crate::{Difference, Options, View, ViewColumn};

pub(super) fn compare(found: &mut Vec<Difference>, before: &View, after: &View, options: &Options) {
    let View { query, columns: actual, options: own, tablespace } = before;
    property(found, "query", Some(query), Some(&after.query));
    let are_known = !actual.is_empty() && !after.columns.is_empty();
    if are_known && (options.column_order || *query != after.query) {
        columns(found, &names(actual), &names(&after.columns));
    } else if are_known {
        // `SELECT *` follows the order of the table, which says nothing.
        let sorted = |columns| {
            let mut names = names(columns);
            names.sort();
            names
        };
        columns(found, &sorted(actual), &sorted(&after.columns));
    }
    if are_known {
        for wanted in &after.columns {
            let namesake = actual.iter().find(|column| column.name == wanted.name);
            namesake.into_iter().for_each(|actual| column(found, actual, wanted));
        }
    }
    parameters(found, "option", own, &after.options);
    property(found, "tablespace", tablespace.as_ref(), after.tablespace.as_ref());
}

fn columns(found: &mut Vec<Difference>, before: &[String], after: &[String]) {
    list(found, "column", before, after);
}

fn names(columns: &[ViewColumn]) -> Vec<String> {
    columns.iter().map(|column| column.name.clone()).collect()
}

fn column(found: &mut Vec<Difference>, before: &ViewColumn, after: &ViewColumn) {
    let ViewColumn { name, data_type, default, comment } = before;
    let of = |what: &str| format!("{what} of column {name}");
    property(found, &of("type"), Some(data_type), Some(&after.data_type));
    property(found, &of("default"), default.as_ref(), after.default.as_ref());
    property(found, &of("comment"), comment.as_ref(), after.comment.as_ref());
}

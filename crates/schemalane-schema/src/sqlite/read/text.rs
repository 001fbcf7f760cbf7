//! Views and triggers, which are their texts.

use crate::sqlite::entry::Entry;
use crate::sqlite::token;
use crate::{Error, ObjectId, Trigger, View, ViewColumn};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// The columns of views by their folded names. A view that is broken has none.
pub(super) fn view_columns<'e>(
    connection: &Connection,
    views: impl Iterator<Item = &'e Entry>,
) -> Result<BTreeMap<String, Vec<ViewColumn>>, Error> {
    let mut statement =
        connection.prepare("SELECT name, type FROM pragma_table_xinfo(?1, 'main') ORDER BY cid")?;
    Ok(views
        .map(|view| {
            let columns = statement
                .query_map([&view.name], |row| Ok(column(&row.get::<_, String>(0)?, row.get(1)?)))
                .and_then(Iterator::collect)
                .unwrap_or_default();
            (view.name.to_ascii_lowercase(), columns)
        })
        .collect())
}

/// A column of a view. Where it has no name of its own, it is called by the text of its expression, whose spelling
/// means nothing.
fn column(name: &str, data_type: String) -> ViewColumn {
    let is_word =
        name.bytes().all(|byte| byte == b'_' || byte >= 0x80 || byte.is_ascii_alphanumeric());
    let name = if is_word {
        name.to_ascii_lowercase()
    } else {
        token::canonical(&token::read(name), &|_| false)
    };
    ViewColumn { name, data_type: data_type.to_ascii_uppercase(), default: None, comment: None }
}

pub(super) fn view(sql: &str, columns: Vec<ViewColumn>, names: &BTreeSet<String>) -> View {
    let tokens = token::rest(sql);
    let (own, query) = tokens.split_at(tokens.iter().position(|token| token.is("AS")).unwrap_or(0));
    // The names of its columns, if any, are never texts.
    let own = token::canonical(own, &|_| true);
    let query = token::canonical(query, &|name| names.contains(name));
    let query = format!("{own} {query}").trim_start().to_owned();
    View { query, columns, options: BTreeMap::new(), tablespace: None }
}

/// A trigger in the form `BEFORE INSERT ON t WHEN ... BEGIN ... END`: `BEFORE` is what is meant where nothing is said,
/// and `FOR EACH ROW` is meant always.
pub(super) fn trigger(sql: &str, table: ObjectId, names: &BTreeSet<String>) -> Trigger {
    let tokens = token::rest(sql);
    let on = tokens.iter().position(|token| token.is("ON")).unwrap_or(0);
    let (event, rest) = tokens.split_at(on);
    let mut rest = rest.get(2..).unwrap_or_default();
    if let [first, _, _, others @ ..] = rest
        && first.is("FOR")
    {
        rest = others;
    }
    let is_name = |name: &str| names.contains(name);
    let says_when = event
        .first()
        .is_some_and(|token| ["BEFORE", "AFTER", "INSTEAD"].iter().any(|word| token.is(word)));
    let definition = format!(
        "{}{} ON {} {}",
        if says_when { "" } else { "before " },
        token::canonical(event, &|_| true),
        token::quote(&table.name),
        token::canonical(rest, &is_name)
    );
    Trigger { table, definition, firing: None }
}

//! What a query gives, item by item, and which of its columns each item is.

use std::ops::Range;

use crate::analysis::Column;
use crate::code::Code;

/// An item of the list behind `SELECT` or `RETURNING`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// The tokens.
    pub(super) tokens: Range<usize>,
    /// The table, by the name that the query gives it, whose column or columns it is.
    pub(super) table: Option<String>,
    /// The columns of the query that it is; `None` where that is not known.
    pub(super) columns: Option<Range<usize>>,
    is_star: bool,
}

/// The items of a query, with the columns that each is.
pub(super) fn layout(code: &Code<'_>, columns: &[Column]) -> Vec<Item> {
    let mut items: Vec<Item> = ranges(code).into_iter().map(|tokens| item(code, tokens)).collect();
    let front = place(&mut items, columns);
    if front == Some(columns.len()) {
        return items;
    }
    // From the end, up to the item that stopped it from the beginning; what is between is that item's.
    let mut end = columns.len();
    for index in (0..items.len()).rev() {
        let is_known = items[index].columns.is_some();
        if is_known {
            break;
        }
        if items[index].is_star {
            let start =
                items[..index].last().map_or(Some(0), |it| it.columns.clone().map(|it| it.end));
            items[index].columns = start.filter(|start| *start <= end).map(|start| start..end);
            break;
        }
        let Some(start) = end.checked_sub(1) else { break };
        items[index].columns = Some(start..end);
        end = start;
    }
    let is_whole = items.iter().try_fold(0, |from, item| {
        item.columns.clone().filter(|columns| columns.start == from).map(|columns| columns.end)
    });
    if is_whole != Some(columns.len()) {
        items.iter_mut().for_each(|item| item.columns = None);
    }
    items
}

/// Gives each item its columns from the beginning on, as far as they are known; the end of what is.
fn place(items: &mut [Item], columns: &[Column]) -> Option<usize> {
    let mut from = 0;
    for item in items {
        let length = match item.is_star {
            false => 1,
            true if item.table.is_none() => return None,
            true => star(columns.get(from..)?)?,
        };
        item.columns = Some(from..from + length);
        from += length;
    }
    Some(from)
}

/// How many of these columns one `table.*` is: each column of a table once.
fn star(columns: &[Column]) -> Option<usize> {
    let table = &columns.first()?.origin.as_ref()?.table;
    let is_next = |index: &usize| {
        columns[*index].origin.as_ref().is_some_and(|origin| {
            let earlier = columns[..*index].iter().filter_map(|it| it.origin.as_ref());
            origin.table == *table && !earlier.clone().any(|it| it.column == origin.column)
        })
    };
    Some((0..columns.len()).take_while(is_next).count())
}

fn item(code: &Code<'_>, tokens: Range<usize>) -> Item {
    let word = |index: usize| code.word(index);
    let last = tokens.end.saturating_sub(1);
    let is_star = word(last) == "*" && (tokens.len() == 1 || word(last - 1) == ".");
    // `alias.column`, with a name of its own or without.
    let is_column = tokens.len() >= 3 && word(tokens.start + 1) == ".";
    let end = tokens.start + 3;
    let is_plain = is_column
        && (tokens.end == end
            || code.is(end, "AS")
            || tokens.end == end + 1
                && code.kind(end) != Some(schemalane_source::TokenKind::Symbol));
    let table = is_plain.then(|| plain(word(tokens.start)));
    Item { tokens, table, columns: None, is_star }
}

/// A name without its quotes, and as PostgreSQL and SQLite compare it without them.
pub(super) fn plain(name: &str) -> String {
    match name.chars().next() {
        Some('"' | '`' | '[') => {
            let inner = name.get(1..name.len().saturating_sub(1)).unwrap_or_default();
            inner.replace("\"\"", "\"")
        }
        Some(_) | None => name.to_lowercase(),
    }
}

/// The tokens of each item.
fn ranges(code: &Code<'_>) -> Vec<Range<usize>> {
    let Some((first, within)) = list(code) else { return Vec::new() };
    let is_from = |index: usize| {
        let before = index.checked_sub(1);
        code.is(index, "FROM") && !before.is_some_and(|before| code.is(before, "DISTINCT"))
    };
    const ENDS: &[&str] = &[
        "EXCEPT",
        "FETCH",
        "FOR",
        "GROUP",
        "HAVING",
        "INTERSECT",
        "INTO",
        "LIMIT",
        "OFFSET",
        "ORDER",
        "UNION",
        "WHERE",
        "WINDOW",
    ];
    let mut items = Vec::new();
    let mut start = first;
    for index in first..code.len() {
        if code.within(index) != within {
            // A bracket that closes the list stands outside of it.
            let is_outside = within.is_some_and(|open| code.within(index) == code.within(open));
            if is_outside {
                items.push(start..index);
                return items;
            }
            continue;
        }
        if code.word(index) == "," {
            items.push(start..index);
            start = index + 1;
        } else if is_from(index) || code.is_any(index, ENDS) {
            items.push(start..index);
            return items;
        }
    }
    items.push(start..code.len());
    items
}

/// Where the list begins, and the bracket that it is in.
fn list(code: &Code<'_>) -> Option<(usize, Option<usize>)> {
    let outer = |keyword: &str| {
        (0..code.len()).find(|&it| code.within(it).is_none() && code.is(it, keyword))
    };
    const VERBS: &[&str] = &["DELETE", "INSERT", "MERGE", "REPLACE", "SELECT", "UPDATE", "VALUES"];
    let verb = (0..code.len()).find(|&it| code.within(it).is_none() && code.is_any(it, VERBS));
    let select = match verb {
        Some(verb) if code.is(verb, "SELECT") => verb,
        Some(_) => return outer("RETURNING").map(|returning| (returning + 1, None)),
        // A statement may stand in brackets of its own.
        None => {
            (0..code.len()).find(|&it| code.word(it) != "(").filter(|&it| code.is(it, "SELECT"))?
        }
    };
    let within = code.within(select);
    let mut first = select + 1;
    if code.is_any(first, &["DISTINCT", "ALL"]) {
        first += 1;
        if code.is(first, "ON") {
            first = (first + 2..code.len()).find(|&it| code.within(it) == within)? + 1;
        }
    }
    Some((first, within))
}

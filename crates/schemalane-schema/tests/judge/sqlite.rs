//! Compares two SQLite databases by what PRAGMAs say and by a flat reading of their text.

use rusqlite::{Connection, types::Value};
use std::collections::BTreeMap;

/// What differs, in words; empty where nothing does. The order of columns counts where it is asked for.
pub(crate) fn differences(
    actual: &Connection,
    wanted: &Connection,
    column_order: bool,
) -> Vec<String> {
    let (actual, wanted) = (facts(actual, column_order), facts(wanted, column_order));
    let mut found = Vec::new();
    for (what, fact) in &wanted {
        match actual.get(what) {
            None => found.push(format!("{what} is missing: {fact}")),
            Some(other) if other != fact => {
                found.push(format!("{what}\n    is     {other}\n    wanted {fact}"))
            }
            Some(_) => {}
        }
    }
    found.extend(
        actual
            .keys()
            .filter(|what| !wanted.contains_key(*what))
            .map(|what| format!("{what} is not wanted")),
    );
    found
}

/// The schema's text and all rows, byte for byte.
pub(crate) fn dump(connection: &Connection) -> Vec<Vec<Value>> {
    let mut all = query(
        connection,
        "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name <> '_schema_migration' AND tbl_name <> '_schema_migration' ORDER BY type, name",
    );
    let tables = query(
        connection,
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite_%' AND name <> '_schema_migration' ORDER BY name",
    );
    for table in tables {
        let Value::Text(name) = &table[0] else { unreachable!("a table has a name") };
        all.extend(query(connection, &format!("SELECT * FROM \"{}\"", name.replace('"', "\"\""))));
    }
    all
}

fn query(connection: &Connection, sql: &str) -> Vec<Vec<Value>> {
    let mut statement = connection.prepare(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    let width = statement.column_count();
    let rows = statement
        .query_map([], |row| (0..width).map(|index| row.get::<_, Value>(index)).collect())
        .unwrap_or_else(|error| panic!("{sql}: {error}"));
    rows.map(Result::unwrap).collect()
}

fn strings(connection: &Connection, sql: &str) -> Vec<String> {
    let row = |row: Vec<Value>| {
        let values = row.into_iter().map(|value| match value {
            Value::Null => "-".to_owned(),
            Value::Integer(number) => number.to_string(),
            Value::Real(number) => number.to_string(),
            Value::Text(text) => flat(&text),
            Value::Blob(bytes) => format!("{bytes:?}"),
        });
        values.collect::<Vec<_>>().join(" ")
    };
    query(connection, sql).into_iter().map(row).collect()
}

fn facts(connection: &Connection, column_order: bool) -> BTreeMap<String, String> {
    let mut facts = BTreeMap::new();
    let objects = query(
        connection,
        "SELECT s.type, s.name, s.sql, coalesce(l.type, ''), coalesce(l.wr, 0), coalesce(l.strict, 0)
         FROM sqlite_schema s LEFT JOIN pragma_table_list l ON l.name = s.name AND l.schema = 'main'
         WHERE s.name NOT LIKE 'sqlite_%' AND s.tbl_name <> '_schema_migration' AND coalesce(l.type, '') <> 'shadow'",
    );
    for object in objects {
        let [
            Value::Text(kind),
            Value::Text(name),
            Value::Text(sql),
            Value::Text(list),
            without_rowid,
            strict,
        ] = object.as_slice()
        else {
            panic!("{object:?}");
        };
        let key = format!("{kind} {}", name.to_lowercase());
        facts.insert(format!("{key} written"), name.clone());
        if kind != "table" || list == "virtual" {
            facts.insert(key, without_defaults(&flat(sql)));
            continue;
        }
        let quoted = name.replace('\'', "''");
        let names = query(connection, &format!("SELECT name FROM pragma_table_xinfo('{quoted}')"));
        for name in names {
            let [Value::Text(name)] = name.as_slice() else { panic!("a column has a name") };
            facts.insert(format!("{key} column {} written", name.to_lowercase()), name.clone());
        }
        let order = if column_order { "cid" } else { "lower(name)" };
        let columns = strings(
            connection,
            &format!(
                "SELECT name, upper(type), \"notnull\", trim(dflt_value, '()'), pk, hidden FROM pragma_table_xinfo('{quoted}') ORDER BY {order}"
            ),
        );
        for (index, column) in columns.iter().enumerate() {
            let position = if column_order { format!("{index} ") } else { String::new() };
            let column_name = column.split(' ').next().unwrap_or_default();
            facts.insert(format!("{key} column {position}{column_name}"), column.clone());
        }
        let mut keys = strings(
            connection,
            &format!(
                "SELECT l.\"unique\", l.partial, (SELECT group_concat(x.name || ' ' || x.\"desc\" || ' ' || x.coll, ', ') FROM pragma_index_xinfo(l.name) x WHERE x.key) FROM pragma_index_list('{quoted}') l WHERE l.origin <> 'c'"
            ),
        );
        keys.sort();
        facts.insert(format!("{key} keys"), keys.join("; "));
        let mut references = strings(
            connection,
            &format!(
                "SELECT group_concat(\"from\"), \"table\", group_concat(coalesce(\"to\", '-')), on_update, on_delete FROM (SELECT * FROM pragma_foreign_key_list('{quoted}') ORDER BY id, seq) GROUP BY id"
            ),
        );
        // To demand the same a second time changes nothing, as with checks.
        references.sort();
        references.dedup();
        facts.insert(format!("{key} foreign keys"), references.join("; "));
        facts.insert(format!("{key} options"), format!("{without_rowid:?} {strict:?}"));
        facts.insert(format!("{key} text"), hidden(&without_defaults(&flat(sql))));
    }
    facts
}

/// What PRAGMAs do not tell, wherever in the text it stands: checks, formulas, and single words.
fn hidden(flat: &str) -> String {
    let mut found = Vec::new();
    for word in ["check(", "generated always as(", ")as(", " as(", "constraint "] {
        for (start, _) in flat.match_indices(word) {
            let from = start + word.find('(').unwrap_or(word.len());
            let text = format!("{}{}", word.trim(), group(&flat[from..]));
            // To check the same a second time changes nothing.
            if word != "check(" || !found.contains(&text) {
                found.push(text);
            }
        }
    }
    for word in [
        "collate ",
        "on conflict ",
        "match ",
        "deferrable",
        "initially deferred",
        "initially immediate",
        "not deferrable",
        "autoincrement",
    ] {
        for (start, _) in flat.match_indices(word) {
            let rest = &flat[start + word.len()..];
            let next = rest.split([' ', ',', ')', '(']).next().unwrap_or_default();
            let takes_word = word.ends_with(' ');
            found.push(format!("{word}{}", if takes_word { next } else { "" }));
        }
    }
    found.sort();
    found.join("; ")
}

/// What stands in the parentheses at the beginning; else the first word.
fn group(text: &str) -> &str {
    if !text.starts_with('(') {
        return text.split([' ', ',', ')', '(']).next().unwrap_or_default();
    }
    let mut depth = 0;
    let mut in_text = false;
    for (index, character) in text.char_indices() {
        match character {
            '\'' => in_text = !in_text,
            '(' if !in_text => depth += 1,
            ')' if !in_text => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[..=index];
        }
    }
    text
}

/// Without words that say what would be so anyway.
fn without_defaults(flat: &str) -> String {
    flat.replacen(" if not exists ", " ", 1)
        .replace(" not deferrable", "")
        .replace(" asc)", ")")
        .replace(" asc,", ",")
}

/// A text without comments, quotes of names, needless spaces and case; what is in single quotes stays as it is.
fn flat(text: &str) -> String {
    let mut flat = String::new();
    let mut rest = text.chars().peekable();
    let mut space = false;
    while let Some(character) = rest.next() {
        match character {
            '\'' => {
                push(&mut flat, &mut space, '\'');
                for inner in rest.by_ref() {
                    flat.push(inner);
                    if inner == '\'' {
                        break;
                    }
                }
            }
            '-' if rest.peek() == Some(&'-') => {
                for skipped in rest.by_ref() {
                    if skipped == '\n' {
                        break;
                    }
                }
                space = true;
            }
            '/' if rest.peek() == Some(&'*') => {
                let mut last = ' ';
                for skipped in rest.by_ref().skip(1) {
                    if last == '*' && skipped == '/' {
                        break;
                    }
                    last = skipped;
                }
                space = true;
            }
            '"' | '`' | '[' | ']' => space = true,
            character if character.is_whitespace() => space = true,
            character => {
                for lower in character.to_lowercase() {
                    push(&mut flat, &mut space, lower);
                }
            }
        }
    }
    flat
}

/// Keeps a space only between two words.
fn push(flat: &mut String, space: &mut bool, character: char) {
    let is_word =
        |character: char| character.is_alphanumeric() || character == '_' || character == '\'';
    if *space && flat.chars().last().is_some_and(is_word) && is_word(character) {
        flat.push(' ');
    }
    *space = false;
    flat.push(character);
}

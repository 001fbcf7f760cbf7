//! Expressions under the names that labels and types still have in the real database.

use super::super::connection::{literal, qualified, quote};
use crate::{Kind, Rename, Renames};
use schemalane_source::{Dialect, Token, tokens};

/// What is written in an expression, token by token, and what stands there before the renames.
struct Former {
    written: Vec<String>,
    /// Which of the tokens has another name.
    place: usize,
    name: String,
}

/// The text with the former names of labels and types, wherever it casts to one: that is how the server writes them.
pub(super) fn with_former_names(sql: &str, renames: &Renames) -> String {
    let formers: Vec<Former> = renames.iter().filter_map(former).collect();
    let all = tokens(sql, Dialect::Postgres).unwrap_or_default();
    let mut text = String::new();
    let mut end = 0;
    for (index, token) in all.iter().enumerate() {
        let found = formers.iter().find(|former| {
            let begin = index.checked_sub(former.place);
            begin.is_some_and(|begin| begins_with(sql, &all[begin..], &former.written))
        });
        if let Some(former) = found {
            text.push_str(&sql[end..token.start]);
            text.push_str(&former.name);
            end = token.end;
        }
    }
    text + &sql[end..]
}

fn begins_with(sql: &str, all: &[Token], written: &[String]) -> bool {
    all.len() >= written.len()
        && all.iter().zip(written).all(|(token, written)| token.text(sql) == written)
}

fn former(rename: &Rename) -> Option<Former> {
    let (text, is_label, name) = match rename {
        Rename::Column { table, from, to, .. } if table.kind == Kind::Enum => {
            (format!("{}::{}", literal(to), qualified(table)), true, literal(from))
        }
        Rename::Object { from, to, .. }
            if matches!(to.kind, Kind::Enum | Kind::Domain | Kind::Composite) =>
        {
            (format!("::{}", qualified(to)), false, quote(&from.name))
        }
        _ => return None,
    };
    let written = tokens(&text, Dialect::Postgres).ok()?;
    let place = if is_label { 0 } else { written.len() - 1 };
    let written = written.iter().map(|token| token.text(&text).to_owned()).collect();
    Some(Former { written, place, name })
}

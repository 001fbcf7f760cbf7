//! Foreign keys of two tables that refer to each other: they are cut out of `CREATE TABLE` and added afterwards.

use super::run::Pending;
use crate::Origin;
use schemalane_source::{Token, TokenKind};
use std::ops::Range;

/// A foreign key in the text of a table: what is cut out, and what is added afterwards.
struct Cut {
    range: Range<usize>,
    item: String,
}

/// The statement without its foreign keys, and the statements that add them; only itself where it has none.
pub(super) fn cut(pending: &Pending) -> Vec<Pending> {
    let same = |text: String, line: u32| Pending {
        text,
        origin: pending.origin.clone().map(|origin| Origin { line: origin.line + line, ..origin }),
        search: pending.search.clone(),
        optional: pending.optional,
    };
    let text = &pending.text;
    let Some((name, cuts)) = find(text) else { return vec![same(text.clone(), 0)] };
    let mut rest = text.clone();
    for cut in cuts.iter().rev() {
        // Lines keep their numbers.
        let blank: String =
            text[cut.range.clone()].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
        rest.replace_range(cut.range.clone(), &blank);
    }
    let mut all = vec![same(rest, 0)];
    all.extend(cuts.iter().map(|cut| {
        let line = text[..cut.range.start].matches('\n').count();
        same(format!("ALTER TABLE {name} ADD {}", cut.item), u32::try_from(line).unwrap_or(0))
    }));
    all
}

/// The name of the table and its foreign keys, in their order.
fn find(text: &str) -> Option<(String, Vec<Cut>)> {
    let all = super::words(text);
    let is = |index: usize, word: &str| {
        all.get(index).is_some_and(|token: &Token| token.text(text).eq_ignore_ascii_case(word))
    };
    let table = (0..all.len().min(4)).find(|&index| is(index, "TABLE"))?;
    if !is(0, "CREATE") {
        return None;
    }
    let first = if is(table + 1, "IF") { table + 4 } else { table + 1 };
    let open = (first..all.len()).find(|&index| is(index, "("))?;
    let name = text[all.get(first)?.start..all.get(open.checked_sub(1)?)?.end].to_owned();
    let mut cuts = Vec::new();
    let (mut start, mut depth) = (open + 1, 1);
    for index in open + 1..all.len() {
        match all[index].text(text) {
            "(" | "[" => depth += 1,
            ")" | "]" => depth -= 1,
            _ => {}
        }
        let is_end = depth == 0 || depth == 1 && is(index, ",");
        if is_end {
            cuts.extend(item(text, &all, start..index, open, depth == 0));
            start = index + 1;
        }
        if depth == 0 {
            break;
        }
    }
    (!cuts.is_empty()).then_some((name, cuts))
}

/// The foreign keys of one item between two commas.
fn item(text: &str, all: &[Token], range: Range<usize>, open: usize, is_last: bool) -> Vec<Cut> {
    let is = |index: usize, word: &str| all[index].text(text).eq_ignore_ascii_case(word);
    if range.is_empty() {
        return Vec::new();
    }
    let named = if is(range.start, "CONSTRAINT") { range.start + 2 } else { range.start };
    if named + 1 < range.end && is(named, "FOREIGN") && is(named + 1, "KEY") {
        let body = all[range.start].start..all[range.end - 1].end;
        // With the comma before it; the first of many with the comma behind it.
        let outer = if range.start > open + 1 {
            all[range.start - 1].start..body.end
        } else if is_last {
            body.clone()
        } else {
            body.start..all[range.end].end
        };
        return vec![Cut { range: outer, item: text[body].to_owned() }];
    }
    of_column(text, all, range)
}

/// `REFERENCES` of a column.
fn of_column(text: &str, all: &[Token], range: Range<usize>) -> Vec<Cut> {
    let is = |index: usize, word: &str| {
        index < range.end
            && all[index].kind == TokenKind::Word
            && all[index].text(text).eq_ignore_ascii_case(word)
    };
    let column = all[range.start].text(text);
    let mut cuts = Vec::new();
    let mut index = range.start + 1;
    while index < range.end {
        if !is(index, "REFERENCES") {
            index += 1;
            continue;
        }
        let start =
            if index >= range.start + 3 && is(index - 2, "CONSTRAINT") { index - 2 } else { index };
        let mut end = index + 2;
        while end + 1 < range.end && all[end].text(text) == "." {
            end += 2;
        }
        if end < range.end && all[end].text(text) == "(" {
            end = closing(text, all, end, range.end);
        }
        loop {
            end += match () {
                () if is(end, "MATCH") => 2,
                () if is(end, "ON") && (is(end + 2, "SET") || is(end + 2, "NO")) => 4,
                () if is(end, "ON") => 3,
                () if is(end, "DEFERRABLE") => 1,
                () if is(end, "NOT") && is(end + 1, "DEFERRABLE") => 2,
                () if is(end, "INITIALLY") => 2,
                () if end < range.end && all[end].text(text) == "(" => {
                    closing(text, all, end, range.end) - end
                }
                () => break,
            };
        }
        let end = end.min(range.end);
        let name = if start < index {
            text[all[start].start..all[index - 1].end].to_owned() + " "
        } else {
            String::new()
        };
        let clause = &text[all[index].start..all[end - 1].end];
        cuts.push(Cut {
            range: all[start].start..all[end - 1].end,
            item: format!("{name}FOREIGN KEY ({column}) {clause}"),
        });
        index = end;
    }
    cuts
}

/// The index behind the parenthesis that closes this one.
fn closing(text: &str, all: &[Token], open: usize, end: usize) -> usize {
    let mut depth = 0;
    for (index, token) in all.iter().enumerate().take(end).skip(open) {
        match token.text(text) {
            "(" => depth += 1,
            ")" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return index + 1;
        }
    }
    end
}

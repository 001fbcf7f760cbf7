//! Columns of SQLite whose `CHECK` lists their values.

use super::enums::{self, Named, Of};
use super::{Context, label, reason};
use crate::model::{ActiveEnum, Enumeration, Labels};
use crate::types::{Rust, sqlite};
use crate::{Problem, name};
use schemalane_schema::{Column, Details, Object, Rule, Table};
use schemalane_source::{Dialect, TokenKind, tokens};

/// What `[codegen.types]` says for a column that is to be an enum: `enum`, or `enum State` for a name of its own.
pub(super) fn is_asked(text: &str) -> Option<Option<&str>> {
    let rest = text.strip_prefix("enum")?;
    match rest.trim() {
        "" => Some(None),
        name if rest.starts_with(' ') => Some(Some(name)),
        _ => None,
    }
}

/// The enums that are asked for. Columns that are given one name share its type.
pub(super) fn all<'a>(context: &mut Context<'a>) -> Vec<Named<'a>> {
    let mut all: Vec<Named<'a>> = Vec::new();
    let (schema, settings) = (context.schema, context.settings);
    let objects = schema.objects.values().filter(|object| reason(object, settings) == Some(None));
    for object in objects.filter(|_| schema.dialect == Dialect::Sqlite) {
        let Details::Table(table) = &object.details else { continue };
        for column in &table.columns {
            column_of(context, object, table, column, &mut all);
        }
    }
    all
}

fn column_of<'a>(
    context: &mut Context<'a>,
    object: &'a Object,
    table: &Table,
    column: &'a Column,
    all: &mut Vec<Named<'a>>,
) {
    let settings = context.settings;
    let label = label(object);
    let key = format!("{label}.{}", column.written());
    let said = settings.types.get(&key);
    let asked = said.and_then(|text| is_asked(text));
    if asked.is_none() && (said.is_some() || !settings.enums) {
        return;
    }
    let found = values(table, column).filter(|(labels, _)| {
        // Numbers have no names, so they are only taken where somebody asks for them.
        asked.is_some() || *labels == Labels::Texts
    });
    let Some((labels, values)) = found else {
        if asked.is_some() {
            context.problems.push(Problem::NoList { column: key });
        }
        return;
    };
    let by_rule = || {
        let row = settings.names.get(&label).cloned().or_else(|| name::row(&label));
        let own = name::pascal(column.written())?;
        Some(name::prefixed(settings, format!("{}{own}", row?)))
    };
    let problems = &mut context.problems;
    let Some(rust) = asked.flatten().map(str::to_owned).or_else(by_rule) else {
        problems.push(Problem::NoName { what: format!("the enum of {key}"), key });
        return;
    };
    let place = (&object.id, column.name.as_str());
    let same = all.iter_mut().find(|named| named.made.rust == rust);
    if let Some(Named { of: Of::Columns(columns), made }) = same {
        match made.variants.iter().map(|(text, _)| text).eq(&values) && made.labels == labels {
            true => columns.push(place),
            false => problems.push(Problem::OtherValues { name: rust, column: key }),
        }
        return;
    }
    if syn::parse_str::<syn::Ident>(&rust).is_err() {
        let (section, text) = (".types", format!("enum {rust}"));
        problems.push(Problem::NotRust {
            section,
            key,
            text,
            expected: "`enum` and a name in Rust",
        });
        return;
    }
    let rule = match labels {
        Labels::Texts => name::pascal,
        Labels::Numbers => |_: &str| None,
    };
    if let Some(left) = context.types.holder(&rust) {
        problems.push(Problem::EnumCollision { name: rust, left: left.to_owned(), column: key });
        return;
    }
    let variants = enums::variants(settings, &rust, &rust, &values, rule, problems);
    context.types.take(&rust, format!("the enum of {key}"), &label, problems);
    let about = format!("A value of `{key}`.");
    let (label, file) = (rust.clone(), context.files.module(object));
    let (comment, active) = (None, ActiveEnum::Plain);
    let made = Enumeration { label, about, rust, labels, variants, comment, file, active };
    all.push(Named { of: Of::Columns(vec![place]), made });
}

/// What the `CHECK` of a column lists, in its order: texts of a column of texts, or numbers of a column of whole numbers.
fn values(table: &Table, column: &Column) -> Option<(Labels, Vec<String>)> {
    // By another collation than that of bytes other texts pass as well.
    if column.collation.as_ref().is_some_and(|name| !name.eq_ignore_ascii_case("BINARY")) {
        return None;
    }
    let wanted = match sqlite::rust(&column.data_type)? {
        Rust::Plain("String") => Labels::Texts,
        Rust::Copy("i64") => Labels::Numbers,
        _ => return None,
    };
    table.constraints.iter().find_map(|constraint| match &constraint.rule {
        Rule::Check { expression } => {
            list(expression, &column.name).filter(|(labels, _)| *labels == wanted)
        }
        _ => None,
    })
}

/// The values of `column IN ('a', 'b')`, if that is the whole expression.
fn list(expression: &str, column: &str) -> Option<(Labels, Vec<String>)> {
    let tokens = tokens(expression, Dialect::Sqlite).ok()?;
    let mut tokens = tokens.iter().filter(|token| !token.is_comment()).peekable();
    let mut next = || tokens.next().map(|token| (token.kind, token.text(expression)));
    let name = match next()? {
        (TokenKind::Word, text) => text.to_owned(),
        (TokenKind::Quoted, text) => unquoted(text, '"')?,
        _ => return None,
    };
    let is_in = matches!(next()?, (TokenKind::Word, text) if text.eq_ignore_ascii_case("IN"));
    if !name.eq_ignore_ascii_case(column) || !is_in || next()?.1 != "(" {
        return None;
    }
    let (mut kinds, mut values) = (Vec::new(), Vec::new());
    loop {
        let (kind, value) = match next()? {
            (TokenKind::Quoted, text) => (Labels::Texts, unquoted(text, '\'')?),
            (TokenKind::Number, text) => (Labels::Numbers, text.to_owned()),
            (TokenKind::Symbol, "-") => (Labels::Numbers, format!("-{}", next()?.1)),
            _ => return None,
        };
        if kind == Labels::Numbers && value.parse::<i64>().is_err() {
            return None;
        }
        kinds.push(kind);
        if !values.contains(&value) {
            values.push(value);
        }
        match next()?.1 {
            "," => {}
            ")" => break,
            _ => return None,
        }
    }
    let labels = *kinds.first()?;
    (next().is_none() && kinds.iter().all(|kind| *kind == labels)).then_some((labels, values))
}

/// A text or name without its quotes.
fn unquoted(text: &str, quote: char) -> Option<String> {
    let inner = text.strip_prefix(quote)?.strip_suffix(quote)?;
    Some(inner.replace(&format!("{quote}{quote}"), &quote.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_from_tokens() {
        let texts = |values: &[&str]| {
            Some((Labels::Texts, values.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>()))
        };
        for (expression, expected) in [
            ("state IN ('a', 'b')", texts(&["a", "b"])),
            ("\"State\" in ('it''s', 'IN (', 'it''s')", texts(&["it's", "IN ("])),
            ("state IN ('a') /* and */ -- more", texts(&["a"])),
            ("other IN ('a')", None),
            ("state IN ('a', NULL)", None),
            ("state IN ('a', 1)", None),
            ("state IN ('a') OR state > 'x'", None),
            ("state NOT IN ('a')", None),
            ("state IN (1.5)", None),
            ("state IN (SELECT 'a')", None),
            ("lower(state) IN ('a')", None),
            ("state IN ()", None),
            ("state IN (x'61')", None),
        ] {
            assert_eq!(list(expression, "state"), expected, "{expression}");
        }
        let numbers = Some((Labels::Numbers, vec!["-1".to_owned(), "0".to_owned()]));
        assert_eq!(list("state IN (-1, 0)", "state"), numbers);
    }
}

//! What `ALTER TABLE` may be able to do. It is only proposed, and believed once it gave the wanted facts on a copy.

use super::is_name;
use crate::sqlite::rebuild::default_value;
use crate::sqlite::token::{self, identifier};
use crate::{Aspect, Column, Constraint, Difference, Object, Rule};

/// A table that is to be altered.
pub(super) struct Proposal<'p> {
    pub(super) before: &'p Object,
    pub(super) after: &'p Object,
    pub(super) differences: &'p [Difference],
    /// A name that nothing has.
    pub(super) free: &'p str,
    pub(super) has_rows: bool,
    /// Whether nulls have to be filled, which `ALTER TABLE` does not do.
    pub(super) fills: bool,
}

impl Proposal<'_> {
    /// The statements, first those that every SQLite understands.
    pub(super) fn candidates(&self) -> impl Iterator<Item = Vec<String>> {
        self.columns().into_iter().chain(self.constraints())
    }

    /// Columns that are added and dropped, with their own constraints, and names that are written otherwise.
    fn columns(&self) -> Option<Vec<String>> {
        let (old, new) = (self.before.as_table()?, self.after.as_table()?);
        let mut sql = Vec::new();
        for difference in self.differences {
            match difference {
                Difference::ColumnDropped { column } => {
                    sql.push(self.alter(&format!("DROP COLUMN {}", identifier(column))));
                }
                Difference::ColumnAdded { .. }
                | Difference::ConstraintAdded { .. }
                | Difference::ConstraintDropped { .. } => {}
                other => sql.extend(self.name(other)?),
            }
        }
        let texts = column_texts(self.after.create.first()?);
        // In the order of the wanted columns, which is not that of the differences.
        for column in new.columns.iter().filter(|column| old.column(&column.name).is_none()) {
            if self.has_rows && !fits_rows(column) {
                return None;
            }
            let (_, text) = texts.iter().find(|(name, _)| *name == column.name)?;
            sql.push(self.alter(&format!("ADD COLUMN {text}")));
        }
        (!sql.is_empty()).then_some(sql)
    }

    /// `NOT NULL` and checks, which SQLite can change from 3.53 on. Whether this one can, shows when it tries.
    fn constraints(&self) -> Option<Vec<String>> {
        if self.fills {
            return None;
        }
        let add = |constraint: &Constraint| {
            let name = constraint.name.as_deref();
            let name = name.map(|name| format!("CONSTRAINT {} ", identifier(name)));
            let is_check = matches!(constraint.rule, Rule::Check { .. });
            let text = format!("ADD {}{}", name.unwrap_or_default(), constraint.definition);
            is_check.then(|| self.alter(&text))
        };
        let drop = |constraint: &Constraint| {
            let name = constraint.name.as_deref()?;
            Some(self.alter(&format!("DROP CONSTRAINT {}", identifier(name))))
        };
        let mut sql = Vec::new();
        for difference in self.differences {
            match difference {
                Difference::Column { column, aspect: Aspect::NotNull, after, .. } => {
                    let verb = if after.is_some() { "SET" } else { "DROP" };
                    let column = identifier(column);
                    sql.push(self.alter(&format!("ALTER COLUMN {column} {verb} NOT NULL")));
                }
                Difference::ConstraintAdded { constraint } => sql.push(add(constraint)?),
                Difference::ConstraintDropped { constraint } => sql.push(drop(constraint)?),
                Difference::ConstraintChanged { before, after } => {
                    sql.extend([drop(before)?, add(after)?]);
                }
                other => sql.extend(self.name(other)?),
            }
        }
        Some(sql)
    }

    /// A name in another case. SQLite takes a table in capitals for the same one, so that needs a name in between.
    fn name(&self, difference: &Difference) -> Option<Vec<String>> {
        let (old, new) = (self.before.as_table()?, self.after.as_table()?);
        match difference {
            Difference::Column { column, aspect: Aspect::Name, .. } => {
                let [before, after] = [old, new].map(|table| table.column(column));
                let (before, after) = (identifier(before?.written()), identifier(after?.written()));
                Some(vec![self.alter(&format!("RENAME COLUMN {before} TO {after}"))])
            }
            other if is_name(other) => {
                let (before, after) = (identifier(&self.before.name), identifier(&self.after.name));
                let between = identifier(self.free);
                Some(vec![
                    format!("ALTER TABLE {before} RENAME TO {between}"),
                    format!("ALTER TABLE {between} RENAME TO {after}"),
                ])
            }
            _ => None,
        }
    }

    fn alter(&self, what: &str) -> String {
        format!("ALTER TABLE {} {what}", identifier(&self.after.name))
    }
}

/// Whether `ADD COLUMN` takes this column where there are rows, which a copy without rows cannot tell.
fn fits_rows(column: &Column) -> bool {
    let default = column.default.as_deref();
    let is_null = default.is_none_or(|default| default.eq_ignore_ascii_case("NULL"));
    column.generated.as_ref().is_none_or(|generated| !generated.stored)
        && !(column.not_null && is_null && column.generated.is_none())
        && default.is_none_or(is_constant)
}

/// Whether SQLite takes a default for a constant.
fn is_constant(default: &str) -> bool {
    use token::Class::{Blob, Double, Number, Quoted, Text, Word};
    match token::read(default).as_slice() {
        [sign, number] => (sign.is("-") || sign.is("+")) && number.class == Number,
        [one] if one.class == Word => {
            !one.text.to_ascii_uppercase().starts_with("CURRENT_")
                && !default_value(default).is_empty()
        }
        [one] => matches!(one.class, Number | Text | Blob | Double | Quoted),
        _ => false,
    }
}

/// The columns of a statement with their texts as they are written.
pub(in crate::sqlite) fn column_texts(sql: &str) -> Vec<(String, &str)> {
    let start = crate::Header::read(sql, schemalane_source::Dialect::Sqlite).name_end();
    let tokens = token::read(&sql[start..]);
    let end = tokens.iter().rposition(|token| token.is(")"));
    let Some((end, [open, ..])) = end.zip(Some(tokens.as_slice())) else { return Vec::new() };
    if !open.is("(") || end == 0 {
        return Vec::new();
    }
    let text = |item: &[token::Token<'_>]| {
        let (first, last) = (item.first()?, item.last()?);
        let range = start + first.start..start + last.start + last.text.len();
        Some((first.name(), &sql[range]))
    };
    token::items(&tokens[1..end]).into_iter().filter_map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_as_they_are_written() {
        let sql = "CREATE TABLE t (\n  a INT -- first, (\n  , \"B c\" TEXT DEFAULT '),' , CHECK (a > 0)) STRICT";
        assert_eq!(
            column_texts(sql)[..2],
            [("a".to_owned(), "a INT"), ("b c".to_owned(), "\"B c\" TEXT DEFAULT '),'")]
        );
    }

    #[test]
    fn only_constants_are_added_to_rows() {
        for (default, expected) in [
            ("1", true),
            ("-1", true),
            ("'x'", true),
            ("word", true),
            ("current_timestamp", false),
            ("1 + 1", false),
            ("random()", false),
        ] {
            assert_eq!(is_constant(default), expected, "{default}");
        }
    }

    /// What the SQLite of today cannot be asked to do: these statements were tried on 3.54.
    #[test]
    fn not_null_and_checks_are_proposed() {
        let read = |sql: &str| {
            let connection = crate::sqlite::connection::memory().unwrap();
            connection.execute_batch(sql).unwrap();
            crate::sqlite::read::table(&connection, "t").unwrap().unwrap()
        };
        let proposed = |before: &str, after: &str| {
            let (before, after) = (read(before), read(after));
            let differences = crate::diff::compare(&before, &after, &crate::Options::new());
            let proposal = Proposal {
                before: &before,
                after: &after,
                differences: &differences,
                free: "n",
                has_rows: true,
                fills: false,
            };
            proposal.candidates().last().map(|sql| sql.join("; "))
        };
        for (before, after, expected) in [
            ("(a)", "(a NOT NULL)", Some(r#"ALTER TABLE "t" ALTER COLUMN "a" SET NOT NULL"#)),
            ("(a NOT NULL)", "(a)", Some(r#"ALTER TABLE "t" ALTER COLUMN "a" DROP NOT NULL"#)),
            ("(a)", "(a CHECK (a>0))", Some(r#"ALTER TABLE "t" ADD CHECK (a > 0)"#)),
            (
                "(a, CONSTRAINT \"the k\" CHECK (a > 0))",
                "(a, CONSTRAINT \"the k\" CHECK (a > 1))",
                Some(
                    r#"ALTER TABLE "t" DROP CONSTRAINT "the k"; ALTER TABLE "t" ADD CONSTRAINT "the k" CHECK (a > 1)"#,
                ),
            ),
            (
                "(a, CONSTRAINT k CHECK (a > 0))",
                "(a)",
                Some(r#"ALTER TABLE "t" DROP CONSTRAINT "k""#),
            ),
            ("(a, CHECK (a > 0))", "(a)", None),
            ("(a)", "(a UNIQUE)", None),
            ("(a)", "(a NOT NULL DEFAULT 5)", None),
        ] {
            let table = |body: &str| format!("CREATE TABLE t {body}");
            assert_eq!(proposed(&table(before), &table(after)).as_deref(), expected, "{after}");
        }
    }
}

//! The short way to "nothing has changed": the wanted statements are the ones that the database keeps.

use super::plan::column_texts;
use super::token;
use crate::{Kind, Object, ObjectId, Schema, Wanted};
use std::collections::BTreeMap;

/// Whether every object has the text that is wanted, and no object is there that is not. `true` is certain; `false` says
/// only that it takes a longer look.
pub(crate) fn is_unchanged(actual: &Schema, wanted: &[Wanted]) -> bool {
    if actual.objects.len() != wanted.len() {
        return false;
    }
    let mut left: BTreeMap<&ObjectId, &Object> = actual.objects.iter().collect();
    wanted.iter().all(|statement| {
        let (Some(kind), Some(name)) = (statement.header.kind, statement.header.name.clone())
        else {
            return false;
        };
        // What is taken out is not found a second time.
        let object = left.remove(&ObjectId::new(kind, "", name));
        object.is_some_and(|object| is_same(object, statement))
    })
}

fn is_same(object: &Object, wanted: &Wanted) -> bool {
    // A hint may be wrong, and only the longer look tells.
    let is_plain = wanted.hints.is_empty()
        && wanted.header.schema.is_none()
        && !wanted.header.words.iter().any(|word| word.starts_with("TEMP"));
    // Arguments of modules have rules of their own.
    let is_virtual = object.id.kind == Kind::Table && wanted.header.words.len() > 2;
    is_plain
        && object.name == token::written_name(&wanted.text, &wanted.header)
        && object.create.first().is_some_and(|sql| {
            *sql == wanted.text
                || !is_virtual
                    && token::same_text(sql, &wanted.text)
                    && columns(sql) == columns(&wanted.text)
        })
}

/// The first words of the items of a table: the names of its columns, whose case is a fact.
fn columns(sql: &str) -> Vec<String> {
    let first = |text| token::read(text).first().map_or("", |token| token.text);
    column_texts(sql).into_iter().map(|(_, text)| token::written(first(text))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sqlite::{connection, read};
    use crate::{Files, Options};
    use schemalane_source::Dialect;

    fn unchanged(actual: &str, wanted: &str) -> bool {
        let connection = connection::memory().unwrap();
        connection.execute_batch(actual).unwrap();
        let wanted = Files::from_texts([("a.sql", wanted)]).statements(Dialect::Sqlite).unwrap();
        is_unchanged(&read::schema(&connection, &Options::new()).unwrap(), &wanted)
    }

    #[test]
    fn the_same_text_is_no_change_and_another_one_may_be() {
        let sql =
            "CREATE TABLE t (a INT); CREATE INDEX i ON t (a); CREATE VIEW v AS SELECT a FROM t;";
        assert!(unchanged(sql, sql));
        assert!(unchanged(sql, &sql.to_lowercase()));
        assert!(unchanged("CREATE TABLE u (a); ALTER TABLE u RENAME TO t", "CREATE TABLE t (a)"));
        for other in [
            sql.replace("a INT", "a TEXT"),
            sql.replace("TABLE t", "TABLE T"),
            sql.replace("a INT", "A INT"),
            sql.replace("CREATE VIEW", "CREATE TABLE u (a); CREATE VIEW"),
            sql.replace("CREATE INDEX i ON t (a);", ""),
            sql.replace("CREATE INDEX i ON t (a);", "CREATE TABLE t (a INT);"),
            sql.replace("CREATE TABLE", "-- @renamed from=x\nCREATE TABLE"),
        ] {
            assert!(!unchanged(sql, &other), "{other}");
        }
    }
}

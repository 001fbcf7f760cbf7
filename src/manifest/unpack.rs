//! What generated code says in tables: the compiler reads a thousand rows in a
//! tenth of the time that a thousand calls take it.

use std::mem;

use schemalane_source::{Mode, Statement, Timeouts};

use super::{Migration, Sql};

/// A plain SQL migration: its version, description, script and checksum, the
/// length of its text, and how many statements are in it.
type Row = (&'static str, &'static str, &'static str, i32, usize, usize);

/// The migrations of a table's rows. The texts stand one behind the other, and
/// so do their statements.
#[doc(hidden)]
#[must_use]
pub const fn unpack<const N: usize>(
    rows: &[Row; N],
    texts: &'static str,
    statements: &'static [Statement],
) -> [Migration; N] {
    const NOTHING: Sql = Sql::new("", Mode::Transactional, Timeouts::NONE, &[]);
    let mut migrations = [const { Migration::sql("", "", "", 0, NOTHING) }; N];
    let (mut texts, mut statements) = (texts, statements);
    let mut place = 0;
    while place < N {
        let (version, description, script, checksum, length, count) = rows[place];
        let (text, other_texts) = texts.split_at(length);
        let (own, others) = statements.split_at(count);
        let sql = Sql::new(text, Mode::Transactional, Timeouts::NONE, own);
        let migration = Migration::sql(version, description, script, checksum, sql);
        // A constant function cannot drop what it replaces; of these there is nothing to drop.
        mem::forget(mem::replace(&mut migrations[place], migration));
        (texts, statements) = (other_texts, others);
        place += 1;
    }
    assert!(
        texts.is_empty() && statements.is_empty(),
        "a table has another measure than its texts"
    );
    migrations
}

/// The statements of a table's rows: the first byte of each, the byte behind
/// it, and its line.
#[doc(hidden)]
#[must_use]
pub const fn unpack_statements<const N: usize>(rows: &[(usize, usize, u32); N]) -> [Statement; N] {
    let mut statements = [Statement::new(0, 0, 0); N];
    let mut place = 0;
    while place < N {
        let (start, end, line) = rows[place];
        statements[place] = Statement::new(start, end, line);
        place += 1;
    }
    statements
}

/// The same migrations with others at some places: such as no row can say.
#[doc(hidden)]
#[must_use]
pub const fn put<const N: usize, const M: usize>(
    mut migrations: [Migration; N],
    mut others: [(usize, Migration); M],
) -> [Migration; N] {
    let mut next = 0;
    while next < M {
        let (place, migration) = &mut others[next];
        mem::swap(&mut migrations[*place], migration);
        next += 1;
    }
    mem::forget(others);
    migrations
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_taken_apart_by_their_measures() {
        static STATEMENTS: [Statement; 3] = unpack_statements(&[(0, 8, 1), (0, 8, 1), (9, 17, 2)]);
        static MIGRATIONS: [Migration; 3] = put(
            unpack(
                &[
                    ("1", "one", "V1__one.sql", 7, 9, 1),
                    ("2", "", "", 0, 0, 0),
                    ("3", "é", "V3__é.sql", -8, 21, 2),
                ],
                "SELECT 1;SELECT 2;SELECT 3; é",
                &STATEMENTS,
            ),
            [(
                1,
                Migration::sql(
                    "2",
                    "two",
                    "V2__two.sql",
                    5,
                    Sql::new("-", Mode::NonTransactional, Timeouts::NONE, &[]),
                ),
            )],
        );
        let texts = MIGRATIONS.each_ref().map(|migration| match migration.body() {
            crate::manifest::Body::Sql(sql) => {
                let own = sql.statements().iter().map(|statement| statement.text(sql.text()));
                (sql.text(), own.collect::<Vec<_>>(), sql.mode())
            }
            crate::manifest::Body::Rust(_) => panic!("it is SQL"),
        });
        assert_eq!(texts[0], ("SELECT 1;", vec!["SELECT 1"], Mode::Transactional));
        assert_eq!(texts[1], ("-", vec![], Mode::NonTransactional));
        assert_eq!(texts[2].0, "SELECT 2;SELECT 3; é");
        assert_eq!(texts[2].1, ["SELECT 2", "SELECT 3"]);
        let identity =
            |m: &Migration| (m.version().to_string(), m.script().to_owned(), m.checksum());
        assert_eq!(identity(&MIGRATIONS[2]), ("3".to_owned(), "V3__é.sql".to_owned(), -8));
    }
}

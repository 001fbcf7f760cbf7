use super::{Problem, Problems};
use crate::statement::Script;
use crate::{
    Dialect, DirectiveError, DirectiveErrorKind, Mode, ModeError, NameError, Place, SplitError,
    SplitErrorKind, TargetName, TextError, Version, VersionError,
};
use expect_test::expect;
use std::io;

const PLACE: Place = Place { line: 3, column: 7 };

fn path() -> String {
    "migrations/V3__x.sql".to_owned()
}

fn text() -> String {
    "text".to_owned()
}

fn names() -> Vec<NameError> {
    vec![
        NameError::Unknown,
        NameError::Unprintable,
        NameError::LowerCasePrefix { rest: "3__x.sql".to_owned() },
        NameError::Unsupported { prefix: 'U', kind: "an undo" },
        NameError::Callback,
        NameError::ScriptConfiguration,
        NameError::NoSeparator { extension: "rs" },
        VersionError::Malformed { text: text() }.into(),
        VersionError::TooLong { length: 51 }.into(),
        NameError::Description { description: text() },
        NameError::NotDialect { word: "pg".to_owned() },
        NameError::RustDialect { expected: "V3__a.rs".to_owned() },
        NameError::OnlyFlyway,
    ]
}

fn texts() -> Vec<TextError> {
    vec![
        TextError::NotUtf8 { line: 3, offset: 17 },
        TextError::Nul { place: PLACE },
        TextError::Direction { place: PLACE, character: '\u{202e}' },
    ]
}

fn splits() -> Vec<SplitErrorKind> {
    vec![
        SplitErrorKind::UnclosedQuote,
        SplitErrorKind::UnclosedIdentifier,
        SplitErrorKind::UnclosedComment,
        SplitErrorKind::UnclosedDollarQuote { delimiter: "$body$".to_owned() },
        SplitErrorKind::UnclosedParenthesis,
        SplitErrorKind::UnclosedBody,
        SplitErrorKind::UnclosedCopy,
        SplitErrorKind::CopyRest,
        SplitErrorKind::StrayCopyEnd,
        SplitErrorKind::PsqlCommand { command: "\\set".to_owned() },
        SplitErrorKind::PsqlCommand { command: "\\restrict".to_owned() },
        SplitErrorKind::PsqlCommand { command: "\\connect".to_owned() },
        SplitErrorKind::ShellCommand { command: ".mode".to_owned() },
    ]
}

fn directives() -> Vec<DirectiveErrorKind> {
    vec![
        DirectiveErrorKind::Malformed { text: text() },
        DirectiveErrorKind::UnknownKey { key: text() },
        DirectiveErrorKind::Value {
            key: "transaction",
            value: text(),
            expected: "`true` or `false`",
        },
        DirectiveErrorKind::Twice { key: "transaction" },
        DirectiveErrorKind::Late,
    ]
}

fn modes() -> Vec<ModeError> {
    let (place, word, what, line) = (PLACE, "COMMIT", "VACUUM", 2);
    vec![
        ModeError::Control { place, word },
        ModeError::Mixed { place, what, line },
        ModeError::Refused { place, what },
        ModeError::Nested { place, word: "BEGIN", line },
        ModeError::NotBegun { place, word },
        ModeError::NotEnded { place },
        ModeError::Inside { place, what, line },
        ModeError::CopyOut { place },
        ModeError::Encoding { place },
    ]
}

/// Every problem there is.
fn every() -> Vec<Problem> {
    let analytics = || "migrations/analytics".to_owned();
    let source = || io::Error::other("permission denied\n(os error 13)");
    let (first, second) =
        (|| "migrations/V3__a.sql".to_owned(), || "migrations/V03__b.rs".to_owned());
    let mut all = vec![
        Problem::NoFolder { path: "migrations".to_owned() },
        Problem::Unreadable { path: path(), source: source() },
        Problem::NameNotUnicode { path: path() },
        Problem::SameName { first: first(), second: "migrations/V3__A.sql".to_owned() },
        Problem::LongStatement {
            path: path(),
            line: 3,
            length: 2_000_000_000,
            limit: 1_000_000_000,
        },
        Problem::BrokenLink { path: path() },
        Problem::LinkLeaves { path: path() },
        Problem::NotRegular { path: path() },
        Problem::StrayFolder {
            path: "migrations/old".to_owned(),
            found: "migrations/old/V1__a.sql".to_owned(),
            target: None,
        },
        Problem::Diesel {
            path: "migrations/1_a/up.sql".to_owned(),
            others: 0,
            expected: "V1__a.sql".to_owned(),
        },
        Problem::DefaultFolder { path: "migrations/default".to_owned() },
        Problem::LinkedFolder { path: "migrations/analytics/old".to_owned() },
        Problem::NoDialect { path: "migrations".to_owned(), target: TargetName::DEFAULT },
        Problem::NoDialect { path: analytics(), target: TargetName::from_static("analytics") },
        Problem::SameVersion {
            version: Version::from_static("03"),
            first: first(),
            second: second(),
        },
        Problem::TextForAll {
            path: first(),
            other: "migrations/V3__a.sqlite.sql".to_owned(),
            expected: "V3__a.postgres.sql".to_owned(),
        },
        Problem::MissingText {
            path: "migrations/V3__a.sqlite.sql".to_owned(),
            dialect: Dialect::Postgres,
            expected: "V3__a.postgres.sql".to_owned(),
        },
        Problem::ForeignText {
            path: "migrations/V3__a.sqlite.sql".to_owned(),
            dialect: Dialect::Sqlite,
        },
        Problem::EmptyRust { path: second() },
        Problem::DifferentStatements {
            path: path(),
            line: 3,
            first: Dialect::Postgres,
            second: Dialect::Sqlite,
        },
        Problem::DifferentModes {
            path: path(),
            modes: [
                (Dialect::Postgres, Mode::Transactional),
                (Dialect::Sqlite, Mode::ForeignKeysOff),
            ],
        },
    ];
    let place = PLACE;
    all.extend(names().into_iter().map(|error| Problem::Name { path: path(), error }));
    all.extend(texts().into_iter().map(|error| Problem::Text { path: path(), error }));
    all.extend(splits().into_iter().map(|kind| Problem::Split {
        path: path(),
        error: SplitError { place, kind },
        excerpt: None,
    }));
    all.extend(directives().into_iter().map(|kind| Problem::Directive {
        path: path(),
        error: DirectiveError { place, kind },
        excerpt: None,
    }));
    all.extend(modes().into_iter().map(|error| Problem::Mode {
        path: path(),
        error,
        excerpt: None,
    }));
    all
}

#[test]
fn every_problem_is_one_line_that_begins_with_the_file() {
    let problems = every();
    let count = problems.len();
    let text = Problems::new(problems).unwrap().to_string();
    assert_eq!(text.lines().count(), count);
    assert!(text.lines().all(|line| line.starts_with("migrations") && !line.ends_with('.')));
    expect![[r#"
        migrations: no folder of migrations is here: create it, or correct the path
        migrations/V3__x.sql: it cannot be read: permission denied (os error 13): give the rights to read it, or move it out of the folder
        migrations/V3__x.sql: the name is not UTF-8: rename the file
        migrations/V3__A.sql: the name differs from migrations/V3__a.sql only by case, so that some systems hold only one of them: rename one
        migrations/V3__x.sql:3: the statement has 2000000000 bytes, and the database takes 1000000000 at most: split it into several
        migrations/V3__x.sql: the symbolic link leads to no file: correct or remove it
        migrations/V3__x.sql: the symbolic link leaves the folder of migrations: copy the file instead
        migrations/V3__x.sql: neither a file nor a folder: expected a regular file; move it out of the folder
        migrations/old: nothing reads this folder, but it holds migrations/old/V1__a.sql: name it as the `dir` of a target in schemalane.toml, say `recursive = true` there where it belongs to the lane, or move it out
        migrations/1_a/up.sql: Diesel lays migrations out so, a folder for each: make a file of each `up.sql`, such as `V1__a.sql` here (a `down.sql` has no counterpart), as `schemalane migrate import --from diesel --rename` does, and take its history over with `schemalane migrate import --from diesel`
        migrations/default: the target `default` is the folder of migrations itself: move the files up, or rename the folder
        migrations/analytics/old: a symbolic link to a folder is not followed where `recursive = true`: move the files here, or name the folder in `dirs` of schemalane.toml
        migrations: nothing says what the SQL is written for: add `dialect = "postgres"` (or `"sqlite"`, or a list of both) at the top in schemalane.toml
        migrations/analytics: nothing says what the SQL is written for: add `dialect = "postgres"` (or `"sqlite"`, or a list of both) to `[databases.analytics]`, or at the top, in schemalane.toml
        migrations/V03__b.rs: version 03 is also that of migrations/V3__a.sql: give one of them another version
        migrations/V3__a.sql: it is for every database, and migrations/V3__a.sqlite.sql is the same version for one of them: rename it to `V3__a.postgres.sql`, or remove one
        migrations/V3__a.sqlite.sql: there is no text of this version for postgres: add `V3__a.postgres.sql`
        migrations/V3__a.sqlite.sql: it is for sqlite, which the lane is not written for: say `dialect = ["postgres", "sqlite"]` in schemalane.toml, or remove the file
        migrations/V03__b.rs: the file is empty: write `pub async fn migrate`, or delete the file
        migrations/V3__x.sql:3: postgres and sqlite read different statements from here on: write it so that both read the same, or give each its own target
        migrations/V3__x.sql: the file is transactional for postgres and transactional with foreign keys off for sqlite: say `-- schemalane: transaction = false` in its header, or give each its own target
        migrations/V3__x.sql: not a migration: expected `V<version>__<description>.sql` or `.rs`; rename the file, or move it out of the folder (README*, .gitkeep and dotfiles may stay)
        migrations/V3__x.sql: the name has a character that does not show: rename the file
        migrations/V3__x.sql: the prefix is an upper-case `V`: rename the file to `V3__x.sql`
        migrations/V3__x.sql: an undo migration of Flyway (`U`) is not supported: write a versioned one, `V<version>__<description>.sql`
        migrations/V3__x.sql: a callback of Flyway is not supported: move the file out of the folder, or write it as a migration
        migrations/V3__x.sql: a script configuration of Flyway is not supported: say it in the migration's header, such as `-- schemalane: transaction = false`
        migrations/V3__x.sql: expected two underscores between version and description: give the file a name such as `V1__create_users.rs`
        migrations/V3__x.sql: `text` is not a version: expected numbers separated by single `.` or `_`, such as `2`, `2.1` or `2_1`
        migrations/V3__x.sql: the version has 51 characters: expected at most 50, which is what the history table keeps
        migrations/V3__x.sql: the description `text` must match `[a-z0-9_]+`: rename the file
        migrations/V3__x.sql: `.pg` names no database: a text for one alone ends in `.postgres.sql` or `.sqlite.sql`, and another dot needs `naming = "flyway"` in schemalane.toml
        migrations/V3__x.sql: a Rust migration is for every database of its lane, and can ask for `get_database_backend()`: rename the file to `V3__a.rs`
        migrations/V3__x.sql: only Flyway takes this name: rename it to `V<version>__<description>.sql` with a description of `[a-z0-9_]+`, or say `naming = "flyway"` in schemalane.toml
        migrations/V3__x.sql:3: byte 17 of the file is not UTF-8: save the file as UTF-8
        migrations/V3__x.sql:3:7: the file has a NUL character, which no database takes: remove it
        migrations/V3__x.sql:3:7: U+202E changes the direction of the text, so that it does not read as it runs: remove it, or write it as an escape
        migrations/V3__x.sql:3:7: the quote that opens here is not closed: add the closing `'`
        migrations/V3__x.sql:3:7: the quoted name that opens here is not closed: add the closing quote
        migrations/V3__x.sql:3:7: the comment that opens here is not closed: add the closing `*/`
        migrations/V3__x.sql:3:7: the dollar quote that opens here is not closed: add the closing `$body$`
        migrations/V3__x.sql:3:7: the parenthesis that opens here is not closed: add the closing `)`
        migrations/V3__x.sql:3:7: the body of this statement is not closed: end its last statement with `;` and add `END;`
        migrations/V3__x.sql:3:7: the data of this COPY has no end: add a line `\.` after it
        migrations/V3__x.sql:3:7: the data of a COPY begins on the line after its `;`: move the rest of this line behind the line `\.`
        migrations/V3__x.sql:3:7: `\.` ends the data of a COPY, but no `COPY ... FROM stdin;` stands before it: remove the line
        migrations/V3__x.sql:3:7: `\set` is a command of psql, not SQL: remove the line, or write in SQL what it does
        migrations/V3__x.sql:3:7: `\restrict` is a command of psql, not SQL: remove the line, which recent releases of pg_dump write around a dump
        migrations/V3__x.sql:3:7: `\connect` is a command of psql, not SQL: remove the line, because a migration stays on the database that it is run for
        migrations/V3__x.sql:3:7: `.mode` is a command of the sqlite3 shell, not SQL: remove the line, or write in SQL what it does
        migrations/V3__x.sql:3:7: `text` is not a setting: expected `-- schemalane: key = value`
        migrations/V3__x.sql:3:7: unknown key `text`: expected `transaction`, `lock_timeout`, `statement_timeout`, `foreign_keys`, `isolation`, `row_security`, `date_style`, `time_zone` or `extra_search_path`
        migrations/V3__x.sql:3:7: `text` is no value for `transaction`: expected `true` or `false`
        migrations/V3__x.sql:3:7: `transaction` is said twice: remove one of the two lines
        migrations/V3__x.sql:3:7: a setting must stand before the first statement: move this line to the top of the file
        migrations/V3__x.sql:3:7: `COMMIT` cannot stand in a file that runs in a transaction: remove it, or put `-- schemalane: transaction = false` at the top of the file
        migrations/V3__x.sql:3:7: `VACUUM` cannot run in a transaction, but the statement in line 2 belongs in one: split the file in two, or put `-- schemalane: transaction = false` at the top to run it statement by statement
        migrations/V3__x.sql:3:7: `VACUUM` cannot run in a transaction, which the header of the file asks for: move it to a file of its own, or remove `transaction = true`
        migrations/V3__x.sql:3:7: `BEGIN` stands inside the transaction that line 2 begins: add `COMMIT;` before it, or remove it
        migrations/V3__x.sql:3:7: `COMMIT` ends a transaction that no `BEGIN` of this file begins: add `BEGIN;` before it, or remove it
        migrations/V3__x.sql:3:7: the transaction that begins here is never ended: add `COMMIT;` before the end of the file
        migrations/V3__x.sql:3:7: `VACUUM` cannot run in the transaction that line 2 begins: move it before the `BEGIN`, or behind the `COMMIT`
        migrations/V3__x.sql:3:7: `COPY ... TO STDOUT` sends rows to its client, and a migration takes none: remove it, or keep the rows in a table (`CREATE TABLE ... AS`)
        migrations/V3__x.sql:3:7: this changes client_encoding, but a migration is UTF-8, and is read so: remove it, since the server converts to the encoding of the database by itself
    "#]].assert_eq(&format!("{text}\n"));
}

#[test]
fn there_are_no_problems_without_a_problem() {
    assert!(Problems::new(Vec::new()).is_none());
}

/// What a file holds must not break the line that names it: a build script prints the line for
/// cargo to read.
#[test]
fn what_a_file_holds_does_not_break_the_line() {
    for text in [
        "\\set\u{85}x",
        "-- schemalane: a\u{b}\u{85} = b",
        "-- schemalane: \u{2028}\u{7}x",
        "-- schemalane: transaction=\u{7}",
    ] {
        let error = match Script::read(text, Dialect::Postgres) {
            Err(error) => error.to_string(),
            Ok(script) => crate::Directives::read(text, &script).unwrap_err()[0].to_string(),
        };
        assert!(!error.contains(char::is_control) && !error.contains('\u{2028}'), "{error:?}");
    }
}

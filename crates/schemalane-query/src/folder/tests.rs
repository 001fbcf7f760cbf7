use std::fs;

use expect_test::expect;
use schemalane_source::Dialect::{self, Postgres, Sqlite};

use super::{Audience, read_folder};

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn problems(files: &[(&str, &[u8])], all: &[Dialect], dialect: Dialect) -> String {
    let folder = folder(files);
    let problems =
        read_folder(folder.path(), "queries", Audience { all, dialect }).whole().unwrap_err();
    problems.iter().map(|problem| format!("{problem}\n")).collect()
}

#[test]
fn each_file_is_a_module_and_each_edition_is_for_its_database() {
    let query: &[u8] = b"-- name: x :one\nSELECT 1";
    let folder = folder(&[
        ("accounts.sql", query),
        ("by-day.sqlite.sql", query),
        ("by-day.postgres.sql", query),
        ("notes.txt", b"\xff"),
    ]);
    fs::create_dir(folder.path().join("other.sql")).unwrap();
    for (dialect, file) in [(Sqlite, "q/by-day.sqlite.sql"), (Postgres, "q/by-day.postgres.sql")] {
        let audience = Audience { all: &Dialect::ALL, dialect };
        let files = read_folder(folder.path(), "q", audience).whole().unwrap();
        let read: Vec<_> =
            files.iter().map(|file| (file.file.as_str(), file.module.as_str())).collect();
        assert_eq!(read, [("q/accounts.sql", "accounts"), (file, "by_day")]);
    }
}

#[test]
fn everything_wrong_with_the_files_of_a_folder_is_said_at_once() {
    let query: &[u8] = b"-- name: x :one\nSELECT 1";
    let files: &[(&str, &[u8])] = &[
        ("1st.sql", query),
        ("a-b.sql", query),
        ("a_b.sql", query),
        ("both.sql", query),
        ("both.sqlite.sql", query),
        ("bytes.sql", b"-- name: x :one\nSELECT '\xff'"),
        ("one.sqlite.sql", query),
        ("wrong.sql", b"SELECT 1"),
        ("x.y.sql", query),
    ];
    expect![[r#"
        queries/1st.sql: the file's name gives no Rust module: begin it with a letter: only letters, digits, `_` and `-` stand before `.sql`
        queries/a_b.sql: queries/a-b.sql gives the Rust module `a_b` too: rename one of them
        queries/both.sql: it is for every database, and queries/both.sqlite.sql for one of them: name each file for its database, or keep one for all
        queries/bytes.sql:2: byte 24 of the file is not UTF-8: save the file as UTF-8
        queries/one.sqlite.sql: the project is for postgres too, and there is no queries/one.postgres.sql: write it, with the same names and commands
        queries/wrong.sql:1:1: the statement has no name: write `-- name: ListAuthors :many` above it
        queries/x.y.sql: the file's name gives no Rust module: begin it with a letter: only letters, digits, `_` and `-` stand before `.sql`
    "#]].assert_eq(&problems(files, &Dialect::ALL, Sqlite));
    expect![[r#"
        queries/a.postgres.sql: it is for postgres, which the project is not for: add it to `dialect` in schemalane.toml, or remove the file
    "#]].assert_eq(&problems(&[("a.postgres.sql", query)], &[Sqlite], Sqlite));
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let folder = folder(&[]);
    let audience = Audience { all: &[Sqlite], dialect: Sqlite };
    let problems =
        read_folder(&folder.path().join("none"), "queries", audience).whole().unwrap_err();
    expect![[r#"
        queries: there is no such folder of queries
        help: create it, or name another with --dir"#]]
    .assert_eq(&problems.to_string());
}

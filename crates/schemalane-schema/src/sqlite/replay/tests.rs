use super::*;
use schemalane_source::{Dialect, split};

const USERS: (&str, Mode) = (
    "CREATE TABLE users (id INTEGER PRIMARY KEY);\nCREATE TABLE notes (by INT REFERENCES users DEFERRABLE INITIALLY DEFERRED);",
    Mode::Transactional,
);

/// Runs files that are called `1`, `2` and so on; what comes of them as text, of an error without its way out.
fn replay(files: &[(&str, Mode)]) -> Result<String, String> {
    let split: Vec<_> =
        files.iter().map(|(text, _)| split(text, Dialect::Sqlite).unwrap()).collect();
    let names: Vec<_> = (1..=files.len()).map(|number| number.to_string()).collect();
    let scripts = (0..files.len()).map(|at| Script {
        file: &names[at],
        text: files[at].0,
        statements: &split[at],
        mode: files[at].1,
    });
    let schema = Schema::replay(scripts, &Options::new()).map_err(|error| error.told().facts())?;
    Ok(schema.objects.keys().map(ToString::to_string).collect::<Vec<_>>().join(", "))
}

#[test]
fn a_lane_comes_to_what_its_files_make_one_after_another() {
    let rows = ("INSERT INTO users VALUES (1); INSERT INTO notes VALUES (1);", Mode::Transactional);
    let rebuilt = (
        "PRAGMA foreign_keys = OFF; CREATE TABLE fresh (id INTEGER PRIMARY KEY, name TEXT); \
         INSERT INTO fresh SELECT id, '' FROM users; DROP TABLE users; ALTER TABLE fresh RENAME TO users;",
        Mode::ForeignKeysOff,
    );
    let pragmas = ("PRAGMA journal_mode = WAL; VACUUM; ANALYZE;", Mode::NonTransactional);
    let used = ("CREATE INDEX by_name ON users (name)", Mode::Transactional);
    assert_eq!(replay(&[]), Ok(String::new()));
    assert_eq!(
        replay(&[USERS, rows, rebuilt, pragmas, used]).unwrap(),
        "table notes, table users, index by_name"
    );
}

#[test]
fn what_is_refused_has_its_file_and_line() {
    let unknown =
        ("CREATE TABLE a (b);\n\nINSERT INTO a\n  SELECT none FROM users", Mode::Transactional);
    assert_eq!(replay(&[USERS, unknown]).unwrap_err(), "2:4: no such column: none");
    let orphan = ("SELECT 1;\nINSERT INTO notes VALUES (7)", Mode::Transactional);
    assert_eq!(replay(&[USERS, orphan]).unwrap_err(), "2:2: FOREIGN KEY constraint failed");
    let twice = ("CREATE TABLE users (a)", Mode::NonTransactional);
    assert_eq!(replay(&[USERS, twice]).unwrap_err(), "2:1: table users already exists");
}

#[test]
fn a_connection_of_its_own_keeps_nothing_for_the_next_file() {
    let own = ("CREATE TEMP TABLE own (a); PRAGMA foreign_keys = OFF", Mode::NonTransactional);
    let again = ("INSERT INTO own VALUES (1)", Mode::Transactional);
    assert_eq!(replay(&[own, again]).unwrap_err(), "2:1: no such table: own");
    let orphan = ("INSERT INTO notes VALUES (7)", Mode::Transactional);
    assert!(replay(&[USERS, own, orphan]).unwrap_err().contains("FOREIGN KEY"));
}

#[test]
fn nothing_is_opened_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.db");
    let path = path.to_str().unwrap();
    for text in [
        format!("ATTACH '{path}' AS other"),
        format!("VACUUM INTO '{path}'"),
        format!("PRAGMA temp_store_directory = '{}'", folder.path().display()),
    ] {
        let refused = replay(&[(&text, Mode::NonTransactional)]).unwrap_err();
        assert_eq!(refused, format!("1:1: {DENIED}"));
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    let memory = ("ATTACH ':memory:' AS other; CREATE TABLE other.a (b)", Mode::NonTransactional);
    assert_eq!(replay(&[memory]), Ok(String::new()));
}

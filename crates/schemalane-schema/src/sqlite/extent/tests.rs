use super::*;
use crate::sqlite::{connection, entry};
use crate::{Files, Options};

/// The names that a plan would be about; `None` where nothing differs.
fn part(actual: &str, wanted: &str) -> Option<Vec<String>> {
    let connection = connection::memory().unwrap();
    connection.execute_batch(actual).unwrap();
    let entries = entry::all(&connection, &Options::new().ignore("tmp_*")).unwrap();
    let wanted = Files::from_texts([("a.sql", wanted)]).statements(Dialect::Sqlite).unwrap();
    let extent = Extent::differing(&connection, &entries, &wanted).unwrap()?;
    let statements: BTreeSet<&str> = extent.statements.iter().map(name).collect();
    let known: BTreeSet<String> =
        entries.iter().map(|entry| entry.name.to_ascii_lowercase()).collect();
    let names: Vec<String> =
        extent.entries.iter().map(|entry| entry.name.to_ascii_lowercase()).collect();
    // Both sides are of the same objects, but for those that one of them does not have.
    assert!(
        statements.iter().all(|name| names.iter().any(|one| one == name) || !known.contains(*name))
    );
    assert_eq!(extent.is_whole(), names.len() == entries.len());
    Some(names)
}

#[test]
fn the_same_text_is_no_change_and_another_one_may_be() {
    let sql = "CREATE TABLE t (a INT); CREATE INDEX i ON t (a); CREATE VIEW v AS SELECT a FROM t;";
    let is_unchanged = |actual: &str, wanted: &str| part(actual, wanted).is_none();
    assert!(is_unchanged(sql, sql));
    assert!(is_unchanged(sql, &sql.to_lowercase()));
    assert!(is_unchanged(&format!("{sql} CREATE TABLE tmp_a (a)"), sql));
    assert!(is_unchanged("CREATE TABLE u (a); ALTER TABLE u RENAME TO t", "CREATE TABLE t (a)"));
    for other in [
        sql.replace("a INT", "a TEXT"),
        sql.replace("TABLE t", "TABLE T"),
        sql.replace("a INT", "A INT"),
        sql.replace("CREATE VIEW", "CREATE TABLE u (a); CREATE VIEW"),
        sql.replace("CREATE INDEX i ON t (a);", ""),
        sql.replace("CREATE INDEX i ON t (a);", "CREATE TABLE t (a INT);"),
        sql.replace("CREATE TABLE", "-- @renamed from=x\nCREATE TABLE"),
        sql.replace("CREATE TABLE t", "CREATE TEMP TABLE t"),
        sql.replace("CREATE TABLE t", "CREATE TABLE main.t"),
        format!("{sql} SELECT 1"),
        format!("{sql} {sql}"),
    ] {
        assert!(!is_unchanged(sql, &other), "{other}");
    }
}

/// Tables in a row of references, each with an index, and something on the first of them.
const CHAIN: &str = "CREATE TABLE a (x PRIMARY KEY, y INT);
CREATE TABLE b (x PRIMARY KEY, y REFERENCES a (x));
CREATE TABLE c (x PRIMARY KEY, y REFERENCES B (x));
CREATE TABLE d (x PRIMARY KEY, y REFERENCES c (x));
CREATE UNIQUE INDEX ia ON a (y);
CREATE UNIQUE INDEX ib ON b (y);
CREATE UNIQUE INDEX ic ON c (y);
CREATE UNIQUE INDEX id ON d (y);
CREATE VIEW va AS SELECT x FROM \"A\";
CREATE VIEW vva AS SELECT x FROM va;
CREATE VIEW vb AS SELECT y FROM b;
CREATE VIEW vc AS SELECT y FROM c;
CREATE TRIGGER ta AFTER INSERT ON a BEGIN DELETE FROM d; END;
CREATE TRIGGER td AFTER INSERT ON d BEGIN SELECT 1; END;
CREATE TABLE alone (x);
CREATE VIEW of_alone AS SELECT x FROM alone;";

fn change(from: &str, to: &str) -> Vec<String> {
    assert!(CHAIN.contains(from));
    part(CHAIN, &CHAIN.replace(from, to)).unwrap()
}

#[test]
fn what_names_a_changed_table_is_looked_at_with_what_it_needs() {
    // `d` is needed by the trigger, and the tables that it refers to by it; no view on any of these is touched.
    let expected = ["a", "b", "c", "d", "ia", "ib", "ic", "id", "va", "vva", "vb", "ta"];
    assert_eq!(change("y INT", "y TEXT"), expected);
    // Of `a` only the trigger can notice.
    let of_d = ["a", "b", "c", "d", "ia", "ib", "ic", "id", "ta", "td"];
    assert_eq!(change("TABLE d (x PRIMARY KEY", "TABLE d (x INT PRIMARY KEY"), of_d);
}

#[test]
fn what_nothing_names_is_looked_at_alone() {
    assert_eq!(change("TABLE alone (x)", "TABLE alone (x, y)"), ["alone", "of_alone"]);
    assert_eq!(change("SELECT x FROM alone", "SELECT x AS z FROM alone"), ["alone", "of_alone"]);
    let created = format!("{CHAIN} CREATE TABLE fresh (x)");
    assert_eq!(part(CHAIN, &created).unwrap(), [""; 0]);
}

#[test]
fn an_index_brings_its_table_and_a_hint_the_old_name() {
    let without = CHAIN.replace("CREATE UNIQUE INDEX ia ON a (y);", "");
    let expected = part(CHAIN, &without).unwrap();
    assert_eq!(expected, change("y INT", "y TEXT"));
    let hinted = format!("{CHAIN} -- @renamed from=alone\nCREATE TABLE fresh (x)");
    assert_eq!(part(CHAIN, &hinted).unwrap(), ["alone", "of_alone"]);
}

#[test]
fn what_does_not_work_is_looked_at_too() {
    for (broken, names) in [
        ("CREATE VIEW bad AS SELECT y FROM alone", &["alone", "bad"][..]),
        ("CREATE TABLE bad (x REFERENCES alone (x))", &["alone", "bad"]),
        (
            "CREATE TABLE bad (x, y AS (1)); CREATE TRIGGER r UPDATE OF x ON bad BEGIN DELETE FROM gone; END",
            &["bad", "r"],
        ),
        (
            "CREATE VIEW good AS SELECT 1 AS x; CREATE TRIGGER r INSTEAD OF DELETE ON good BEGIN SELECT 1; END",
            &[],
        ),
        (
            "CREATE TABLE good (x, y AS (1)); CREATE TRIGGER r UPDATE ON good BEGIN SELECT 1; END",
            &[],
        ),
    ] {
        let actual = format!("{CHAIN} {broken};");
        let found = part(&actual, &format!("{actual} CREATE TABLE fresh (x)")).unwrap();
        assert_eq!(found, names, "{broken}");
    }
}

#[test]
fn a_virtual_table_makes_everything_one_part() {
    let all = format!("{CHAIN} CREATE VIRTUAL TABLE f USING fts5 (x);");
    let names = part(&all, &all.replace("TABLE alone (x)", "TABLE alone (x, y)")).unwrap();
    assert_eq!(names.len(), all.matches("CREATE ").count());
}

#[test]
fn renames_and_dropped_columns_need_everything() {
    let step = |sql: &[&str]| {
        let id = crate::ObjectId::new(Kind::Table, "", "t");
        Step::new(id, String::new(), sql.iter().map(|sql| (*sql).to_owned()).collect())
    };
    assert!(reads_all(&step(&["ALTER TABLE \"t\" RENAME TO \"u\""])));
    assert!(reads_all(&step(&["ALTER TABLE \"t\" RENAME COLUMN \"a\" TO \"b\""])));
    assert!(reads_all(&step(&[
        "ALTER TABLE \"t\" ADD COLUMN a",
        "ALTER TABLE \"t\" DROP COLUMN \"b\""
    ])));
    assert!(!reads_all(&step(&["ALTER TABLE \"t\" ADD COLUMN a"])));
    let rebuild = ["PRAGMA legacy_alter_table = ON", "ALTER TABLE \"n\" RENAME TO \"t\""];
    assert!(!reads_all(&step(&rebuild)));
}

#[test]
fn sqlite_reads_every_view_and_trigger_with_what_they_need() {
    let connection = connection::memory().unwrap();
    connection.execute_batch(CHAIN).unwrap();
    connection.execute_batch("CREATE TABLE lonely (x); CREATE TABLE other (x)").unwrap();
    let entries = entry::all(&connection, &Options::new()).unwrap();
    let wanted = CHAIN.to_owned() + "CREATE TABLE lonely (x, y); CREATE TABLE other (x);";
    let wanted = Files::from_texts([("a.sql", wanted)]).statements(Dialect::Sqlite).unwrap();
    let extent = Extent::differing(&connection, &entries, &wanted).unwrap().unwrap();
    let names = |entries: &[Entry]| entries.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&extent.entries), ["lonely"]);
    let left_out = ["other"];
    let mut all = names(&entries);
    all.retain(|name| !left_out.contains(&name.as_str()));
    assert_eq!(names(&extent.with_texts(&entries)), all);
}

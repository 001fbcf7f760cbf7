use super::*;

/// What is said of the last of these statements.
fn last(script: &[&str]) -> Option<String> {
    let mut tables = Tables::default();
    let concerns: Vec<_> = script.iter().map(|text| tables.take(text)).collect();
    concerns.into_iter().next_back()?.map(|concern| match concern {
        Concern::DropsReferenced { table, by } => format!("{table} by {}", by.join(", ")),
    })
}

#[test]
fn a_table_that_others_refer_to_is_dropped() {
    for (script, expected) in [
        (&["CREATE TABLE a (id)", "CREATE TABLE B (a REFERENCES a)", "DROP TABLE a"][..], "a by B"),
        (
            &[
                "create table if not exists main.\"A\" (id)",
                "CREATE TABLE b (x, FOREIGN KEY (x) REFERENCES [a] (id) ON DELETE CASCADE)",
                "ALTER TABLE c ADD COLUMN x INTEGER REFERENCES 'A'",
                "DROP TABLE IF EXISTS main.a",
            ],
            "a by b, c",
        ),
        (
            &["CREATE TABLE b (x REFERENCES a)", "ALTER TABLE a RENAME TO z", "DROP TABLE Z"],
            "Z by b",
        ),
        (
            // As a table is built anew, where nothing keeps the rows of others.
            &[
                "CREATE TABLE b (x REFERENCES a)",
                "CREATE TABLE a_new (id PRIMARY KEY)",
                "INSERT INTO a_new SELECT id FROM a",
                "DROP TABLE a",
            ],
            "a by b",
        ),
    ] {
        assert_eq!(last(script).as_deref(), Some(expected), "{script:?}");
    }
}

#[test]
fn what_nobody_refers_to_any_more_is_dropped() {
    for script in [
        &["CREATE TABLE a (id, parent REFERENCES a)", "DROP TABLE a"][..],
        &["CREATE TABLE b (x REFERENCES a)", "DROP TABLE b", "DROP TABLE a"],
        &["CREATE TABLE b (x REFERENCES a)", "ALTER TABLE a RENAME TO z", "DROP TABLE a"],
        &["CREATE TABLE b (x REFERENCES a)", "DROP VIEW a"],
        &["CREATE TABLE b (x DEFAULT 'REFERENCES a') -- REFERENCES a", "DROP TABLE a"],
        &["CREATE TABLE b (x)", "ALTER TABLE b RENAME COLUMN x TO a", "DROP TABLE a"],
        &[
            "CREATE TABLE b (x REFERENCES a)",
            "CREATE TRIGGER a AFTER INSERT ON b BEGIN SELECT 1; END",
        ],
    ] {
        assert_eq!(last(script), None, "{script:?}");
    }
}

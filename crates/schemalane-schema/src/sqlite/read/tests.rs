use crate::sqlite::{connection, read, scratch};
use crate::*;
use rusqlite::Connection;

fn database(sql: &str) -> Connection {
    let connection = connection::memory().unwrap();
    connection.execute_batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    connection
}

fn schema(sql: &str) -> Schema {
    read::schema(&database(sql), &Options::new()).unwrap()
}

const BASE: &str =
    "CREATE TABLE t (a TEXT COLLATE NOCASE, b INT, \"two words\" TEXT); CREATE TABLE u (x, y);";

fn differ(one: &str, other: &str) -> bool {
    let (before, after) = (schema(&format!("{BASE}{one}")), schema(&format!("{BASE}{other}")));
    let differ = !diff(&before, &after, &Options::new()).is_empty();
    assert_eq!(differ, before.digest() != after.digest());
    differ
}

#[test]
fn each_fact_of_indexes_views_and_triggers_makes_a_difference() {
    for (one, other) in [
        ("CREATE INDEX i ON t (a)", "CREATE INDEX i ON t (b)"),
        ("CREATE INDEX i ON t (a)", "CREATE INDEX i ON u (x)"),
        ("CREATE INDEX i ON t (a)", "CREATE UNIQUE INDEX i ON t (a)"),
        ("CREATE INDEX i ON t (a)", "CREATE INDEX i ON t (a DESC)"),
        ("CREATE INDEX i ON t (a)", "CREATE INDEX i ON t (a COLLATE BINARY)"),
        ("CREATE INDEX i ON t (a, b)", "CREATE INDEX i ON t (b, a)"),
        ("CREATE INDEX i ON t (a)", "CREATE INDEX i ON t (lower(a))"),
        ("CREATE INDEX i ON t (a || 'x')", "CREATE INDEX i ON t (a || 'X')"),
        ("CREATE INDEX i ON t (a || 'x')", "CREATE INDEX i ON t (a || 'x' COLLATE NOCASE)"),
        ("CREATE INDEX i ON t (a)", "CREATE INDEX i ON t (a) WHERE b > 0"),
        ("CREATE INDEX i ON t (a) WHERE b > 1", "CREATE INDEX i ON t (a) WHERE b > 0"),
        ("CREATE VIEW v AS SELECT a FROM t", "CREATE VIEW v AS SELECT b FROM t"),
        ("CREATE VIEW v AS SELECT a FROM t", "CREATE VIEW v (b) AS SELECT a FROM t"),
        (
            "CREATE VIEW v AS SELECT 1 FROM t WHERE a = 'x'",
            "CREATE VIEW v AS SELECT 1 FROM t WHERE a = 'X'",
        ),
        (
            "CREATE VIEW v AS SELECT 1 FROM t WHERE a = \"X\"",
            "CREATE VIEW v AS SELECT 1 FROM t WHERE a = \"x\"",
        ),
        (
            "CREATE TRIGGER r BEFORE INSERT ON t BEGIN SELECT 1; END",
            "CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END",
        ),
        (
            "CREATE TRIGGER r DELETE ON t BEGIN SELECT 1; END",
            "CREATE TRIGGER r INSERT ON t BEGIN SELECT 1; END",
        ),
        (
            "CREATE TRIGGER r UPDATE ON t BEGIN SELECT 1; END",
            "CREATE TRIGGER r UPDATE OF a ON t BEGIN SELECT 1; END",
        ),
        (
            "CREATE TRIGGER r UPDATE ON t BEGIN SELECT 1; END",
            "CREATE TRIGGER r UPDATE ON t WHEN new.a > 1 BEGIN SELECT 1; END",
        ),
        (
            "CREATE TRIGGER r INSERT ON t BEGIN SELECT 1; END",
            "CREATE TRIGGER r INSERT ON u BEGIN SELECT 1; END",
        ),
    ] {
        assert!(differ(one, other), "{one} and {other}");
    }
}

#[test]
fn another_spelling_of_indexes_views_and_triggers_is_the_same() {
    for (one, other) in [
        (
            "CREATE INDEX i ON t (a, b)",
            "create index if not exists \"i\" on \"T\"(\"A\" collate nocase ASC,[b])",
        ),
        (
            "CREATE INDEX i ON t (lower(a)) WHERE b > 0",
            "CREATE INDEX i ON t ((Lower( \"a\" ))) where (B>0)",
        ),
        ("CREATE INDEX i ON t (\"two words\")", "CREATE INDEX i ON t ([Two Words])"),
        (
            "CREATE VIEW v AS SELECT a, count(*) FROM t GROUP BY a",
            "create view if not exists V as select \"A\", Count( * )\n-- x\nfrom \"t\" group by A",
        ),
        (
            "CREATE VIEW v (p, q) AS SELECT a AS x, b FROM t",
            "CREATE VIEW v (\"P\", [q]) AS SELECT a AS \"X\", b FROM t",
        ),
        (
            "CREATE TRIGGER r BEFORE UPDATE OF a ON t FOR EACH ROW BEGIN UPDATE u SET x = new.a; END",
            "create trigger r update of \"A\" on \"t\" begin update \"u\" set X=NEW.\"a\" ; end",
        ),
    ] {
        // A name is as it is written, and only that of the view is written otherwise here.
        let other = other.replace("exists V", "exists v");
        assert!(!differ(one, &other), "{one} and {other}");
    }
}

fn needs(sql: &str, kind: Kind, name: &str) -> Vec<String> {
    let schema = schema(sql);
    let object = schema.get(&ObjectId::new(kind, "", name)).unwrap();
    object
        .depends_on
        .iter()
        .filter_map(|dependency| match &dependency.part {
            Some(Part::Column(column)) => Some(format!("{}.{column}", dependency.on.name)),
            _ => None,
        })
        .collect()
}

#[test]
fn a_view_needs_the_columns_that_it_reads_wherever_it_reads_them() {
    let base = "CREATE TABLE t (a, b, c); CREATE TABLE u (x, y); CREATE VIEW inner AS SELECT x AS z FROM u;"
        .replace("inner", "w");
    for (query, expected) in [
        ("SELECT a FROM t UNION SELECT y FROM u", &["t.a", "u.y"][..]),
        ("WITH c AS (SELECT b FROM t) SELECT * FROM c", &["t.b"]),
        (
            "WITH RECURSIVE r (n) AS (SELECT a FROM t UNION ALL SELECT n + 1 FROM r WHERE n < 3) SELECT n FROM r",
            &["t.a"],
        ),
        ("SELECT 1 WHERE EXISTS (SELECT 1 FROM t WHERE c IN (SELECT y FROM u))", &["t.c", "u.y"]),
        ("SELECT z FROM w", &["u.x", "w.z"]),
    ] {
        let sql = format!("{base} CREATE VIEW v AS {query}");
        let mut found = needs(&sql, Kind::View, "v");
        found.sort();
        assert_eq!(found, expected, "{query}");
    }
}

#[test]
fn each_trigger_needs_what_its_own_body_reads() {
    let sql =
        "CREATE TABLE t (a, b, g AS (a)); CREATE TABLE u (x, y); CREATE VIEW v AS SELECT x FROM u;
CREATE TRIGGER one AFTER INSERT ON t BEGIN UPDATE u SET x = new.a; END;
CREATE TRIGGER two AFTER INSERT ON t WHEN new.b > 1 BEGIN DELETE FROM u WHERE y = 1; END;
CREATE TRIGGER three AFTER UPDATE OF b ON t BEGIN INSERT INTO u SELECT a, 1 FROM t; END;
CREATE TRIGGER four INSTEAD OF INSERT ON v BEGIN SELECT b FROM t; END;";
    for (name, expected) in [
        ("one", &["t.a", "u.x"][..]),
        ("two", &["t.b", "u.y"]),
        ("three", &["t.a"]),
        ("four", &["t.b"]),
    ] {
        assert_eq!(needs(sql, Kind::Trigger, name), expected, "{name}");
    }
    let trigger = schema(sql).get(&ObjectId::new(Kind::Trigger, "", "three")).cloned().unwrap();
    assert!(trigger.depends_on.contains(&Dependency::on(ObjectId::new(Kind::Table, "", "u"))));
}

#[test]
fn an_index_needs_the_columns_that_it_names() {
    let sql = "CREATE TABLE t (a, b, c); CREATE INDEX i ON t (lower(b)) WHERE \"c\" > 0";
    assert_eq!(needs(sql, Kind::Index, "i"), ["t.b", "t.c"]);
}

#[test]
fn a_broken_view_is_read_and_needs_nothing() {
    let schema = schema(
        "CREATE TABLE t (a); CREATE VIEW v AS SELECT a FROM t; CREATE VIEW w AS SELECT * FROM none",
    );
    let broken = &schema.objects[&ObjectId::new(Kind::View, "", "w")];
    let Details::View(view) = &broken.details else { panic!("no view") };
    assert!(view.columns.is_empty() && broken.depends_on.is_empty());
    assert_eq!(schema.objects.len(), 3);
}

#[test]
fn what_is_not_managed_is_left_out() {
    let connection = database(
        "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT, b UNIQUE); CREATE VIRTUAL TABLE f USING fts5 (x);
CREATE TABLE _schema_migration (id); CREATE TABLE Tmp_1 (a); CREATE INDEX i ON Tmp_1 (a); INSERT INTO t VALUES (1, 2);
CREATE TRIGGER r INSERT ON Tmp_1 BEGIN SELECT 1; END; ANALYZE;",
    );
    let schema = read::schema(&connection, &Options::new().ignore("tmp_*")).unwrap();
    let names: Vec<&str> = schema.objects.keys().map(|id| id.name.as_str()).collect();
    assert_eq!(names, ["f", "t"]);
    let table = schema.objects[&ObjectId::new(Kind::Table, "", "f")].as_table().unwrap();
    let TableOptions::Sqlite(options) = &table.options else { panic!("no table of SQLite") };
    assert_eq!(options.module.as_deref(), Some("fts5(x)"));
    assert_eq!(table.columns.len(), 1);
}

/// Names that break whoever takes SQL apart by searching in it.
const NASTY: &str = "CREATE TABLE \"select\" (\"from\" INT DEFAULT (')'), [a b] TEXT, `c``d` INT, 'e' INT, \"f\"\"g\" \
INT, größe INT, CHECK (\"from\" <> ';)' AND [a b] <> '--'), UNIQUE (\"a b\", `c``d`));
CREATE TABLE \"(t, \" (\"x)\" REFERENCES \"select\" (\"from\"), \"\" INT, CONSTRAINT \"constraint\" CHECK (\"x)\" > 1));
CREATE INDEX \"index\" ON \"select\" (\"from\", größe || '(') WHERE \"f\"\"g\" IS NOT NULL;
CREATE VIEW \"view\" AS SELECT \"from\", [a b] AS \"A B\" FROM \"select\";
CREATE TRIGGER \"end\" AFTER UPDATE ON \"select\" BEGIN SELECT CASE WHEN new.\"from\" THEN 1 ELSE ';' END; END;
CREATE VIEW w AS SELECT \"x)\" FROM \"(t, \" JOIN \"view\";";

#[test]
fn a_schema_made_again_from_its_own_sql_is_the_same() {
    for sql in [NASTY, BASE] {
        let before = schema(sql);
        let after = schema(&before.to_sql().unwrap());
        assert_eq!(diff(&before, &after, &Options::new()), []);
        assert_eq!(before.digest(), after.digest());
        let copy =
            scratch::copy(&sqlite::entry::all(&database(sql), &Options::new()).unwrap()).unwrap();
        assert_eq!(read::schema(&copy, &Options::new()).unwrap(), before);
    }
}

#[test]
fn nasty_names_are_read_whole() {
    let schema = schema(NASTY);
    let table = schema.objects[&ObjectId::new(Kind::Table, "", "select")].as_table().unwrap();
    let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["from", "a b", "c`d", "e", "f\"g", "größe"]);
    assert_eq!(table.columns[0].default.as_deref(), Some("')'"));
    let definitions: Vec<&str> =
        table.constraints.iter().map(|one| one.definition.as_str()).collect();
    assert_eq!(
        definitions,
        ["UNIQUE (\"a b\", \"c`d\")", "CHECK (\"from\" <> ';)' AND \"a b\" <> '--')"]
    );
    let view = &schema.objects[&ObjectId::new(Kind::View, "", "w")];
    assert!(view.depends_on.contains(&Dependency::on(ObjectId::new(Kind::View, "", "view"))));
}

#[test]
fn a_schema_is_read_within_a_transaction_and_without_writing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let writer = connection::read_write(&path).unwrap();
    writer
        .execute_batch("CREATE TABLE t (a); BEGIN IMMEDIATE; CREATE VIEW v AS SELECT a FROM t")
        .unwrap();
    assert_eq!(read::schema(&writer, &Options::new()).unwrap().objects.len(), 2);
    assert!(!writer.is_autocommit());
    let before = std::fs::read(&path).unwrap();
    let reader = connection::read_only(&path).unwrap();
    assert_eq!(read::schema(&reader, &Options::new()).unwrap().objects.len(), 1);
    assert!(reader.is_autocommit());
    assert_eq!(std::fs::read(&path).unwrap(), before);
    writer.execute_batch("ROLLBACK").unwrap();
    assert_eq!(read::schema(&writer, &Options::new()).unwrap().objects.len(), 1);
}

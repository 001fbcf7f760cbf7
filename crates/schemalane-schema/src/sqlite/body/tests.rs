use crate::sqlite::{connection, read};
use crate::*;

fn schema(sql: &str) -> Schema {
    let connection = connection::memory().unwrap();
    connection.execute_batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    read::schema(&connection, &Options::new()).unwrap()
}

#[test]
fn another_spelling_is_the_same_table() {
    for (one, other) in [
        ("create table t (a int, \"b\" Text)", "CREATE TABLE t(a INT, -- x\n  [b] TEXT /* y */)"),
        ("CREATE TABLE t (a INTEGER PRIMARY KEY)", "CREATE TABLE t (a INTEGER, PRIMARY KEY (a))"),
        (
            "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)",
            "CREATE TABLE t (a INTEGER, PRIMARY KEY (\"A\" AUTOINCREMENT))",
        ),
        ("CREATE TABLE t (a UNIQUE)", "CREATE TABLE t (a, UNIQUE ('A'))"),
        ("CREATE TABLE t (a UNIQUE, b UNIQUE)", "CREATE TABLE t (a, b, UNIQUE (b) UNIQUE (a))"),
        (
            "CREATE TABLE t (a COLLATE nocase UNIQUE)",
            "CREATE TABLE t (a COLLATE NOCASE, UNIQUE (a COLLATE NOCASE))",
        ),
        ("CREATE TABLE t (a REFERENCES p)", "CREATE TABLE t (a, FOREIGN KEY (a) REFERENCES \"P\")"),
        (
            "CREATE TABLE t (a REFERENCES p (x) ON DELETE CASCADE ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED)",
            "CREATE TABLE t (a, FOREIGN KEY (a) REFERENCES p (X) ON UPDATE SET NULL ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED)",
        ),
        (
            "CREATE TABLE t (a REFERENCES p MATCH SIMPLE NOT DEFERRABLE)",
            "CREATE TABLE t (a REFERENCES p ON UPDATE NO ACTION)",
        ),
        ("CREATE TABLE t (a CHECK (a > 0))", "CREATE TABLE t (a, CHECK ((\"A\">0)))"),
        (
            "CREATE TABLE t (a CONSTRAINT x CHECK (a > 0))",
            "CREATE TABLE t (a, CONSTRAINT X CHECK (a > 0))",
        ),
        ("CREATE TABLE t (a DEFAULT (1 + 2))", "CREATE TABLE t (a DEFAULT ( 1+2 ))"),
        ("CREATE TABLE t (a DEFAULT 'x')", "CREATE TABLE t (a DEFAULT \"x\")"),
        ("CREATE TABLE t (a DEFAULT x)", "CREATE TABLE t (a DEFAULT 'x')"),
        ("CREATE TABLE t (a DEFAULT -1)", "CREATE TABLE t (a DEFAULT (- 1))"),
        (
            "CREATE TABLE t (a DEFAULT current_timestamp)",
            "CREATE TABLE t (a DEFAULT CURRENT_TIMESTAMP)",
        ),
        (
            "CREATE TABLE t (a, b AS (a+1))",
            "CREATE TABLE t (a, b GENERATED ALWAYS AS (A + 1) VIRTUAL)",
        ),
        ("CREATE TABLE t (a, b INT AS (a))", "CREATE TABLE t (a, b INT GENERATED ALWAYS AS (a))"),
        (
            "CREATE TABLE t (key INT CHECK (key > 0))",
            "CREATE TABLE t (\"key\" INT CHECK (\"Key\" > 0))",
        ),
        ("CREATE TABLE t (a NOT NULL ON CONFLICT ABORT)", "CREATE TABLE t (a not null)"),
        ("CREATE TABLE t (a varchar(10))", "CREATE TABLE t (a VARCHAR ( 10 ))"),
        ("CREATE TABLE t (a)", "CREATE TABLE u (a); ALTER TABLE u RENAME TO t"),
        (
            "CREATE TABLE t (a, b INT DEFAULT 1)",
            "CREATE TABLE t (a); ALTER TABLE t ADD b INT DEFAULT 1",
        ),
        ("CREATE TABLE t (a INT)", "CREATE TABLE t AS SELECT CAST(1 AS INT) AS a"),
        (
            "CREATE TABLE t (a INT PRIMARY KEY) STRICT, WITHOUT ROWID",
            "CREATE TABLE t (a INT PRIMARY KEY) without rowid, strict",
        ),
    ] {
        let (before, after) = (schema(one), schema(other));
        assert_eq!(diff(&before, &after, &Options::new()), [], "{one} and {other}");
        assert_eq!(before.digest(), after.digest(), "{one} and {other}");
    }
}

#[test]
fn each_fact_makes_a_difference() {
    for (one, other) in [
        ("a", "a INT"),
        ("a INT", "a TEXT"),
        ("a INT", "a INT NOT NULL"),
        ("a NOT NULL", "a NOT NULL ON CONFLICT REPLACE"),
        ("a NOT NULL", "a CONSTRAINT x NOT NULL"),
        ("a CONSTRAINT x NOT NULL DEFAULT 1", "a NOT NULL CONSTRAINT x DEFAULT 1"),
        ("a DEFAULT 1", "a DEFAULT 2"),
        ("a DEFAULT 'x'", "a DEFAULT 'X'"),
        ("a DEFAULT x", "a DEFAULT X"),
        ("a DEFAULT 'CURRENT_DATE'", "a DEFAULT CURRENT_DATE"),
        ("a DEFAULT 'null'", "a DEFAULT NULL"),
        ("a", "a COLLATE NOCASE"),
        ("a COLLATE RTRIM", "a COLLATE NOCASE"),
        ("a, b AS (a)", "a, b AS (a) STORED"),
        ("a, b AS (a)", "a, b AS (a || '')"),
        ("a, b AS (a)", "a, b"),
        ("a INTEGER", "a INTEGER PRIMARY KEY"),
        ("a INTEGER PRIMARY KEY", "a INTEGER PRIMARY KEY DESC"),
        ("a INTEGER, PRIMARY KEY (a DESC)", "a INTEGER PRIMARY KEY DESC"),
        ("a INTEGER PRIMARY KEY", "a INTEGER PRIMARY KEY AUTOINCREMENT"),
        ("a INTEGER PRIMARY KEY", "a INTEGER PRIMARY KEY ON CONFLICT REPLACE"),
        ("a INTEGER PRIMARY KEY", "a INTEGER CONSTRAINT k PRIMARY KEY"),
        ("a, b, PRIMARY KEY (a, b)", "a, b, PRIMARY KEY (b, a)"),
        ("a, b, PRIMARY KEY (a, b)", "a, b, PRIMARY KEY (a, b DESC)"),
        ("a, PRIMARY KEY (a)", "a, PRIMARY KEY (a COLLATE NOCASE)"),
        ("a UNIQUE", "a PRIMARY KEY"),
        ("a UNIQUE", "a"),
        ("a UNIQUE", "a UNIQUE ON CONFLICT IGNORE"),
        ("a, UNIQUE (a)", "a, UNIQUE (a COLLATE NOCASE)"),
        ("a, UNIQUE (a)", "a, CONSTRAINT u UNIQUE (a)"),
        ("a CHECK (a > 0)", "a CHECK (a > 1)"),
        ("a CHECK (a = 'x')", "a CHECK (a = 'X')"),
        ("a CHECK (a <> 'x  y')", "a CHECK (a <> 'x y')"),
        ("a CHECK (a > 0)", "a CHECK (a > 0) CHECK (a > -1)"),
        ("a CONSTRAINT x CHECK (a > 0)", "a CONSTRAINT y CHECK (a > 0)"),
        ("a, CHECK (a <> '--')", "a, CHECK (a <> '')"),
        ("a REFERENCES p", "a"),
        ("a REFERENCES p", "a REFERENCES q"),
        ("a REFERENCES p", "a REFERENCES p (a)"),
        ("a REFERENCES p (a)", "a REFERENCES p (b)"),
        ("a REFERENCES p", "a REFERENCES p ON DELETE CASCADE"),
        ("a REFERENCES p ON DELETE SET NULL", "a REFERENCES p ON DELETE SET DEFAULT"),
        ("a REFERENCES p", "a REFERENCES p ON UPDATE RESTRICT"),
        ("a REFERENCES p", "a REFERENCES p MATCH FULL"),
        ("a REFERENCES p MATCH PARTIAL", "a REFERENCES p MATCH FULL"),
        ("a REFERENCES p", "a REFERENCES p DEFERRABLE INITIALLY DEFERRED"),
        ("a REFERENCES p DEFERRABLE", "a REFERENCES p DEFERRABLE INITIALLY DEFERRED"),
        ("a REFERENCES p", "a CONSTRAINT f REFERENCES p"),
    ] {
        let table = |columns: &str| schema(&format!("CREATE TABLE t ({columns})"));
        let (before, after) = (table(one), table(other));
        assert_ne!(diff(&before, &after, &Options::new()), [], "{one} and {other}");
        assert_ne!(before.digest(), after.digest(), "{one} and {other}");
    }
    for (one, other) in [
        ("CREATE TABLE t (a INT)", "CREATE TABLE t (a INT) STRICT"),
        (
            "CREATE TABLE t (a INT PRIMARY KEY NOT NULL)",
            "CREATE TABLE t (a INT PRIMARY KEY NOT NULL) WITHOUT ROWID",
        ),
        (
            "CREATE VIRTUAL TABLE t USING fts5 (a)",
            "CREATE VIRTUAL TABLE t USING fts5 (a, tokenize = porter)",
        ),
        ("CREATE TABLE t (a)", "CREATE TABLE \"T\" (a)"),
    ] {
        assert_ne!(diff(&schema(one), &schema(other), &Options::new()), [], "{one} and {other}");
    }
}

/// SQLite's own answer on what only the tokens say here.
#[test]
fn sqlite_says_the_same_of_collations_and_counters() {
    let sql = "CREATE TABLE t (a INTEGER CONSTRAINT k PRIMARY KEY ON CONFLICT FAIL AUTOINCREMENT, \"b, (\" TEXT DEFAULT \
               ('x)') COLLATE binary COLLATE \"NoCase\", c generated always as ((1)) stored collate [rtrim], d \
               CHECK (d COLLATE NOCASE <> 'COLLATE RTRIM'), e UNSIGNED BIG INT(3, -1) CONSTRAINT x CONSTRAINT y NULL)";
    let connection = connection::memory().unwrap();
    connection.execute_batch(sql).unwrap();
    let schema = read::schema(&connection, &Options::new()).unwrap();
    let table = schema.objects.values().next().unwrap().as_table().unwrap();
    for column in &table.columns {
        let (_, collation, not_null, _, counts) =
            connection.column_metadata(None, "t", column.name.as_str()).unwrap();
        let collation = collation.unwrap().to_str().unwrap().to_ascii_uppercase();
        assert_eq!(column.collation.as_deref().unwrap_or("BINARY"), collation, "{}", column.name);
        assert_eq!(column.not_null, not_null);
        let TableOptions::Sqlite(options) = &table.options else { panic!("no table of SQLite") };
        assert_eq!(counts, options.autoincrement && column.name == "a");
    }
    assert_eq!(table.columns[4].data_type, "UNSIGNED BIG INT(3, -1)");
    assert_eq!(table.columns[4].not_null_name.as_deref(), Some("y NULL"));
    let definitions: Vec<&str> =
        table.constraints.iter().map(|one| one.definition.as_str()).collect();
    assert_eq!(definitions, ["PRIMARY KEY (a)", "CHECK (d COLLATE nocase <> 'COLLATE RTRIM')"]);
}

/// What the pragmas say of keys, as `origin columns`, and of foreign keys.
fn pragmas(connection: &rusqlite::Connection) -> Vec<String> {
    let sql = "SELECT lower(l.origin || ' ' || group_concat(i.name || ' ' || i.coll || ' ' || i.\"desc\", ', ' ORDER BY i.seqno))
FROM pragma_index_list('t') l JOIN pragma_index_xinfo(l.name) i WHERE i.key AND l.origin <> 'c' GROUP BY l.name
UNION ALL
SELECT lower(\"table\" || ' ' || group_concat(\"from\" || ' ' || coalesce(\"to\", '-'), ', ' ORDER BY seq) || ' ' || on_delete || ' '
    || on_update) FROM pragma_foreign_key_list('t') GROUP BY id";
    let mut statement = connection.prepare(sql).unwrap();
    let mut found: Vec<String> =
        statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    found.sort();
    found
}

/// The same from the model.
fn model(table: &Table) -> Vec<String> {
    let keys = |origin: &str, parts: &[KeyPart]| {
        let part = |part: &KeyPart| {
            let own = table.column(&part.column).and_then(|column| column.collation.clone());
            let collation = part.collation.clone().or(own).unwrap_or("BINARY".into());
            format!("{} {collation} {}", part.column, i32::from(part.descending))
        };
        format!("{origin} {}", parts.iter().map(part).collect::<Vec<_>>().join(", "))
    };
    let word = |action: &Action| match action {
        Action::NoAction => "no action",
        Action::Restrict => "restrict",
        Action::Cascade => "cascade",
        Action::SetNull => "set null",
        Action::SetDefault => "set default",
    };
    let mut found: Vec<String> = table
        .constraints
        .iter()
        .filter_map(|constraint| match &constraint.rule {
            // A key that is the rowid has no index.
            Rule::PrimaryKey { columns } => {
                let is_rowid = columns.len() == 1
                    && table.column(&columns[0].column)?.data_type == "INTEGER"
                    && !constraint.definition.ends_with("not the rowid");
                (!is_rowid).then(|| keys("pk", columns))
            }
            Rule::Unique { columns, .. } => Some(keys("u", columns)),
            Rule::ForeignKey { columns, table, references, on_delete, on_update, .. } => {
                let pairs: Vec<String> = columns
                    .iter()
                    .enumerate()
                    .map(|(index, column)| {
                        format!("{column} {}", references.get(index).map_or("-", String::as_str))
                    })
                    .collect();
                let (delete, update) = (word(on_delete), word(on_update));
                Some(format!("{} {} {delete} {update}", table.name, pairs.join(", ")))
            }
            _ => None,
        })
        .map(|text| text.to_lowercase())
        .collect();
    found.sort();
    found
}

#[test]
fn sqlite_says_the_same_of_keys() {
    for columns in [
        "a INTEGER PRIMARY KEY, b UNIQUE, c",
        "a INTEGER PRIMARY KEY DESC, b UNIQUE ON CONFLICT IGNORE, c",
        "a INTEGER, b, PRIMARY KEY (a DESC)",
        "a INT PRIMARY KEY, b TEXT COLLATE NOCASE UNIQUE",
        "a, b COLLATE NOCASE, c, UNIQUE (c, b) UNIQUE (b COLLATE binary DESC, \"a\") PRIMARY KEY (b, 'a' COLLATE rtrim)",
        "a CONSTRAINT x CONSTRAINT y UNIQUE CONSTRAINT z DEFAULT (')'), [b c] UNIQUE, \"d\"\"e\" UNIQUE",
        "a REFERENCES p, b REFERENCES \"p q\" (x) ON DELETE SET NULL MATCH FULL ON UPDATE CASCADE NOT DEFERRABLE",
        "a, b, CONSTRAINT f FOREIGN KEY (a, b) REFERENCES p (x, y) ON UPDATE SET DEFAULT ON DELETE RESTRICT DEFERRABLE \
         INITIALLY DEFERRED, FOREIGN KEY (b) REFERENCES p, CHECK (a IN ('UNIQUE (b)', 'REFERENCES q'))",
        "a DEFAULT -1.5e+3 UNIQUE, b DEFAULT x'00' REFERENCES p, c DEFAULT null UNIQUE, d DEFAULT CURRENT_DATE UNIQUE",
        "a NUMERIC(10, +2) UNIQUE, b DOUBLE PRECISION UNIQUE, c \"my type\" UNIQUE, d 'x' UNIQUE, e [t u] UNIQUE",
        "\"primary\" TEXT, \"unique\" UNIQUE, [check] INT UNIQUE, `foreign` REFERENCES p, key UNIQUE, generated UNIQUE",
        "a, b INT GENERATED ALWAYS AS (a + (1)) STORED UNIQUE, c AS (abs(a)) VIRTUAL NOT NULL UNIQUE",
    ] {
        let connection = connection::memory().unwrap();
        connection.execute_batch(&format!("CREATE TABLE t ({columns})")).unwrap();
        let schema = read::schema(&connection, &Options::new()).unwrap();
        let table = schema.objects.values().next().unwrap().as_table().unwrap();
        assert_eq!(model(table), pragmas(&connection), "{columns}");
        assert!(table.columns.iter().all(|column| column.data_type.len() < 20), "{columns}");
    }
}

//! Plans on SQLite, executed on real files: what the peers get wrong.
//!
//! Each case says what was there, what is wanted, and what must hold then. After each the plan must be empty.

#![allow(clippy::unwrap_used, reason = "the helpers of a test fail as a test does")]

use rusqlite::Connection;
use schemalane_schema::{
    Cancellation, Database, Engine, Error, Event, Files, HazardKind, Options, Outcome, Plan,
    Progress, Severity,
};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use tempfile::TempDir;

struct Shop {
    _folder: TempDir,
    path: PathBuf,
    options: Options,
}

impl Shop {
    fn new(actual: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("shop.db");
        let connection = Connection::open(&path).unwrap();
        connection.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
        connection.execute_batch(actual).unwrap();
        Self { _folder: folder, path, options: Options::new() }
    }

    fn allow(self, approval: &str) -> Self {
        let options = self.options.allow(approval.parse().unwrap());
        Self { options, ..self }
    }

    fn engine(&self) -> Engine {
        Engine::new(Database::sqlite(&self.path), self.options.clone())
    }

    fn run<T>(&self, work: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(work)
    }

    fn plan(&self, wanted: &str) -> Plan {
        self.run(self.engine().plan(&files(wanted))).unwrap_or_else(|error| panic!("{error}"))
    }

    /// Plans and executes.
    fn go(&self, wanted: &str) -> Plan {
        let plan = self.plan(wanted);
        let done = self.engine();
        let report = self.run(done.execute(&files(wanted), &plan, None, &Progress::new()));
        report.unwrap_or_else(|error| panic!("{error}\n{}", plan.to_sql()));
        plan
    }

    /// Plans, executes, and demands that nothing is left to do.
    fn reach(&self, wanted: &str) -> Plan {
        let plan = self.go(wanted);
        let second = self.plan(wanted);
        assert!(second.is_empty() && second.changes.is_empty(), "{}", second.to_sql());
        assert_eq!(self.ask("PRAGMA integrity_check"), ["ok"]);
        plan
    }

    /// The rows of a query, each as its values with bars between them.
    fn ask(&self, sql: &str) -> Vec<String> {
        let connection = Connection::open(&self.path).unwrap();
        let mut statement = connection.prepare(sql).unwrap();
        let columns = statement.column_count();
        let rows = statement.query_map([], |row| {
            let value = |index| {
                Ok(match row.get_ref(index)? {
                    rusqlite::types::ValueRef::Null => "null".to_owned(),
                    rusqlite::types::ValueRef::Integer(value) => value.to_string(),
                    rusqlite::types::ValueRef::Real(value) => format!("{value:?}"),
                    other => other.as_str().unwrap_or("blob").to_owned(),
                })
            };
            Ok((0..columns).map(value).collect::<rusqlite::Result<Vec<_>>>()?.join("|"))
        });
        rows.unwrap().collect::<Result<_, _>>().unwrap()
    }
}

fn files(text: &str) -> Files {
    Files::from_texts([("schema.sql", text)])
}

/// Goes from one schema to another, and asks a question then.
#[track_caller]
fn case(actual: &str, wanted: &str, question: &str, answer: &[&str]) {
    let shop = Shop::new(actual);
    shop.reach(wanted);
    assert_eq!(shop.ask(question), answer);
}

fn refusals(plan: &Plan) -> Vec<String> {
    plan.refused().map(|(_, hazard)| format!("{}:{}", hazard.kind, hazard.object)).collect()
}

#[test]
fn views_and_triggers_on_a_rebuilt_table_stay() {
    let others = "CREATE TABLE log (x);
CREATE VIEW v AS SELECT a FROM t;
CREATE VIEW w AS SELECT * FROM v;
CREATE TRIGGER tr AFTER INSERT ON t BEGIN INSERT INTO log VALUES (CASE WHEN new.a > 1 THEN 'x;' ELSE ')' END); END;
CREATE TRIGGER elsewhere AFTER DELETE ON log BEGIN DELETE FROM t WHERE a = 1; END;
CREATE TRIGGER instead INSTEAD OF INSERT ON v BEGIN INSERT INTO t (a) VALUES (new.a); END;
CREATE INDEX i ON t (a DESC) WHERE a > 0;
";
    let shop = Shop::new(&format!(
        "CREATE TABLE t (a INT); {others} INSERT INTO t VALUES (1), (2); DELETE FROM log;
INSERT INTO t VALUES (1);"
    ));
    let plan = shop.reach(&format!("CREATE TABLE t (a INT NOT NULL CHECK (a <> 7)); {others}"));
    assert!(plan.to_sql().contains("schemalane_new_t"), "{}", plan.to_sql());
    assert_eq!(shop.ask("SELECT * FROM w"), ["2", "1"]);
    assert_eq!(shop.ask("SELECT count(*) FROM log"), ["1"], "triggers fire at no copy");
    assert_eq!(shop.ask("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'"), ["3"]);
}

#[test]
fn marks_and_rowids_survive_a_rebuild() {
    case(
        "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a); INSERT INTO t VALUES (100, 1); DELETE FROM t;
INSERT INTO t (a) VALUES (2); DELETE FROM t; INSERT INTO t VALUES (3, 1);",
        "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a INT);",
        "SELECT * FROM sqlite_sequence",
        &["t|101"],
    );
    case(
        "CREATE TABLE t (a); INSERT INTO t (rowid, a) VALUES (10, 1), (20, 2);",
        "CREATE TABLE t (a INT);",
        "SELECT rowid, a FROM t",
        &["10|1", "20|2"],
    );
    case(
        "CREATE TABLE t (rowid, oid); INSERT INTO t (_rowid_, rowid, oid) VALUES (10, 1, 5), (20, 2, 6);",
        "CREATE TABLE t (rowid INT, oid);",
        "SELECT _rowid_, rowid, oid FROM t",
        &["10|1|5", "20|2|6"],
    );
    case(
        "CREATE TABLE t (a); INSERT INTO t (rowid, a) VALUES (10, 1), (20, 2);",
        "CREATE TABLE t (id INTEGER PRIMARY KEY, a);",
        "SELECT id, a FROM t",
        &["10|1", "20|2"],
    );
}

#[test]
fn foreign_keys_neither_delete_nor_stand_in_the_way() {
    let child = "CREATE TABLE c (id INTEGER PRIMARY KEY, p REFERENCES p ON DELETE CASCADE);";
    case(
        &format!(
            "CREATE TABLE p (id INTEGER PRIMARY KEY, a); {child} INSERT INTO p VALUES (1, 1);
INSERT INTO c VALUES (1, 1), (2, 99)"
        ),
        &format!("CREATE TABLE p (id INTEGER PRIMARY KEY, a INT); {child}"),
        "SELECT id, p FROM c",
        &["1|1", "2|99"],
    );
    let tree = "CREATE TABLE t (id INTEGER PRIMARY KEY, up REFERENCES t (id) ON DELETE CASCADE, a";
    case(
        &format!("{tree}); INSERT INTO t VALUES (1, NULL, 0), (2, 1, 0)"),
        &format!("{tree} TEXT);"),
        "SELECT id, up, a FROM t",
        &["1|null|0", "2|1|0"],
    );
    case(
        "CREATE TABLE a (id INTEGER PRIMARY KEY, b REFERENCES b); CREATE TABLE b (id INTEGER PRIMARY KEY, a REFERENCES a);
INSERT INTO a VALUES (1, 1); INSERT INTO b VALUES (1, 1);",
        "CREATE TABLE a (id INTEGER PRIMARY KEY, b INT REFERENCES b (id)); CREATE TABLE b (id INTEGER PRIMARY KEY, a INT REFERENCES a (id));",
        "SELECT a.id, b.id FROM a JOIN b",
        &["1|1"],
    );
}

#[test]
fn orphans_of_a_new_foreign_key_are_told_before_and_never_let_in() {
    let shop = Shop::new(
        "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (id INTEGER PRIMARY KEY, p INT);
INSERT INTO c VALUES (7, 1), (8, 2); INSERT INTO p VALUES (1);",
    );
    let wanted = "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (id INTEGER PRIMARY KEY, p INT REFERENCES p);";
    let plan = shop.plan(wanted);
    assert_eq!(refusals(&plan), ["may-fail:c"]);
    let (_, hazard) = plan.refused().next().unwrap();
    assert!(
        hazard.message.contains("rows that refer to no row of p: 1,")
            && hazard.message.ends_with("such as 8"),
        "{}",
        hazard.message
    );
}

#[test]
fn computed_columns_keep_or_give_up_their_values() {
    case(
        "CREATE TABLE t (a INT, b INT AS (a * 2) STORED); INSERT INTO t VALUES (1), (2)",
        "CREATE TABLE t (a INT, b INT);",
        "SELECT a, b FROM t",
        &["1|2", "2|4"],
    );
    case(
        "CREATE TABLE t (a INT, b INT); INSERT INTO t VALUES (1, 2), (2, 4)",
        "CREATE TABLE t (a INT, b INT AS (a * 2));",
        "SELECT a, b FROM t",
        &["1|2", "2|4"],
    );
    let shop = Shop::new("CREATE TABLE t (a INT, b INT); INSERT INTO t VALUES (1, 2), (2, 5)");
    assert_eq!(
        refusals(&shop.plan("CREATE TABLE t (a INT, b INT AS (a * 2));")),
        ["delete-data:t.b"]
    );
    case(
        "CREATE TABLE t (a INT); INSERT INTO t VALUES (3)",
        "CREATE TABLE t (a INT, b INT AS (a * 2) STORED);",
        "SELECT a, b FROM t",
        &["3|6"],
    );
}

#[test]
fn columns_are_added_and_dropped_in_place_where_that_is_right() {
    let shop =
        Shop::new("CREATE TABLE t (a INT); INSERT INTO t VALUES (1)").allow("delete-data:t.a");
    let plan = shop.reach("CREATE TABLE t (a INT, b TEXT NOT NULL DEFAULT 'x' -- why\n, c INT);");
    assert!(!plan.to_sql().contains("schemalane_new"), "{}", plan.to_sql());
    assert_eq!(shop.ask("SELECT * FROM t"), ["1|x|null"]);
    let plan = shop.reach("CREATE TABLE t (b TEXT NOT NULL DEFAULT 'x', c INT);");
    assert_eq!(plan.steps[0].sql, ["ALTER TABLE \"t\" DROP COLUMN \"a\""]);
    for (column, value) in [
        ("d TEXT DEFAULT (lower('X'))", "x"),
        ("d INT UNIQUE", "null"),
        ("d TEXT DEFAULT CURRENT_TIMESTAMP", ""),
    ] {
        let shop = Shop::new("CREATE TABLE t (a INT); INSERT INTO t VALUES (1)");
        let plan = shop.reach(&format!("CREATE TABLE t (a INT, {column});"));
        assert!(plan.to_sql().contains("schemalane_new_t"), "{}", plan.to_sql());
        assert!(shop.ask("SELECT d FROM t")[0].starts_with(value));
    }
}

#[test]
fn what_is_lost_is_counted_and_refused_until_it_is_approved() {
    let actual = "CREATE TABLE t (a INT, b INT); INSERT INTO t VALUES (1, 2), (3, NULL); CREATE TABLE gone (a); CREATE TABLE empty (a);
INSERT INTO gone VALUES (1)";
    let wanted = "CREATE TABLE t (a INT);";
    let shop = Shop::new(actual);
    let plan = shop.plan(wanted);
    assert_eq!(refusals(&plan), ["delete-data:gone", "delete-data:t.b"]);
    let refused = shop.run(shop.engine().execute(&files(wanted), &plan, None, &Progress::new()));
    assert!(matches!(refused, Err(Error::Refused { .. })));
    assert_eq!(shop.ask("SELECT count(*) FROM gone"), ["1"]);
    let shop =
        shop.allow("delete-data:gone").allow("delete-data:t.b").allow("delete-data:t.nothing");
    let plan = shop.reach(wanted);
    assert!(
        plan.notes.iter().any(|note| note.contains("delete-data:t.nothing")),
        "{:?}",
        plan.notes
    );
    assert_eq!(shop.ask("SELECT a FROM t"), ["1", "3"]);
}

#[test]
fn nulls_are_filled_or_told() {
    let shop = Shop::new(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, a INT); INSERT INTO t VALUES (1, 5), (2, NULL)",
    );
    let plan = shop.plan("CREATE TABLE t (id INTEGER PRIMARY KEY, a INT NOT NULL);");
    assert_eq!(refusals(&plan), ["may-fail:t.a"]);
    let plan = shop.reach("CREATE TABLE t (id INTEGER PRIMARY KEY, a INT NOT NULL DEFAULT 9);");
    let hazards = &plan.steps[0].hazards;
    assert!(
        hazards
            .iter()
            .any(|hazard| hazard.kind == HazardKind::FillNulls
                && hazard.severity == Severity::Warning)
    );
    assert_eq!(shop.ask("SELECT a FROM t"), ["5", "9"]);
}

#[test]
fn rows_that_break_what_is_wanted_are_told() {
    for (actual, wanted, object) in [
        (
            "CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('x')",
            "CREATE TABLE t (a INTEGER) STRICT;",
            "t.a",
        ),
        (
            "CREATE TABLE t (a TEXT PRIMARY KEY); INSERT INTO t VALUES (NULL)",
            "CREATE TABLE t (a TEXT PRIMARY KEY) WITHOUT ROWID;",
            "t.a",
        ),
        (
            "CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('x'), ('X')",
            "CREATE TABLE t (a TEXT COLLATE NOCASE UNIQUE);",
            "t",
        ),
        (
            "CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('x'), ('x')",
            "CREATE TABLE t (a TEXT); CREATE UNIQUE INDEX i ON t (a);",
            "i",
        ),
        (
            "CREATE TABLE t (a INT); INSERT INTO t VALUES (1)",
            "CREATE TABLE t (a INT CHECK (a > 1));",
            "t",
        ),
        (
            "CREATE TABLE t (a INT); INSERT INTO t VALUES (1)",
            "CREATE TABLE t (a INT, b INT NOT NULL);",
            "t.b",
        ),
    ] {
        let shop = Shop::new(actual).allow(&format!("may-fail:{object}"));
        let plan = shop.plan(wanted);
        assert_eq!(refusals(&plan), [format!("may-fail:{object}")], "{wanted}");
        assert!(plan.notes.iter().any(|note| note.contains("does not help")), "{wanted}");
    }
}

#[test]
fn values_that_change_with_their_type_are_told() {
    let shop = Shop::new(
        "CREATE TABLE t (a TEXT, b INT); INSERT INTO t VALUES ('007', 1), ('5', 2), ('x', 3)",
    );
    assert_eq!(refusals(&shop.plan("CREATE TABLE t (a INT, b INT);")), ["lossy-conversion:t.a"]);
    shop.reach("CREATE TABLE t (a TEXT, b TEXT);");
    assert_eq!(shop.ask("SELECT b, typeof(b) FROM t LIMIT 1"), ["1|text"]);
}

#[test]
fn names_are_no_obstacle() {
    case(
        "CREATE TABLE Users (a); INSERT INTO Users VALUES (1); CREATE TABLE schemalane_new_users (a);",
        "CREATE TABLE users (a); CREATE TABLE schemalane_new_users (a);",
        "SELECT name FROM sqlite_schema WHERE lower(name) = 'users'",
        &["users"],
    );
    case(
        "CREATE TABLE \"select \"\"x\" ([group] INT DEFAULT '))', `größe;` TEXT); INSERT INTO \"select \"\"x\" VALUES (1, 'é');",
        "CREATE TABLE \"select \"\"x\" ([group] INT DEFAULT ')) ;', `größe;` TEXT CHECK (`größe;` <> '))'));",
        "SELECT * FROM \"select \"\"x\"",
        &["1|é"],
    );
}

#[test]
fn indexes_views_and_tables_change_places() {
    case(
        "CREATE TABLE t (a); CREATE TABLE u (a); CREATE INDEX i ON t (a);",
        "CREATE TABLE t (a); CREATE TABLE u (a); CREATE INDEX i ON u (a);",
        "SELECT tbl_name FROM sqlite_schema WHERE name = 'i'",
        &["u"],
    );
    case(
        "CREATE TABLE t (a); CREATE VIEW x AS SELECT a FROM t; CREATE TABLE y (a);",
        "CREATE TABLE t (a); CREATE TABLE x (a); CREATE VIEW y AS SELECT a FROM x;",
        "SELECT type FROM sqlite_schema WHERE name IN ('x', 'y') ORDER BY name",
        &["table", "view"],
    );
    let other = "CREATE TRIGGER i INSTEAD OF INSERT ON v BEGIN SELECT 1; END;";
    case(
        &format!("CREATE TABLE t (a); CREATE VIEW v AS SELECT a FROM t; {other}"),
        &format!("CREATE TABLE t (a); CREATE VIEW v AS SELECT a + 1 AS a FROM t; {other}"),
        "SELECT name FROM sqlite_schema WHERE type = 'trigger'",
        &["i"],
    );
}

#[test]
fn broken_views_and_shadow_tables_are_left_in_peace() {
    case(
        "CREATE TABLE t (a); INSERT INTO t VALUES (1); CREATE VIEW broken AS SELECT * FROM nowhere;",
        "CREATE TABLE t (a INT); CREATE VIEW broken AS SELECT * FROM nowhere;",
        "SELECT a FROM t",
        &["1"],
    );
    let search = "CREATE VIRTUAL TABLE s USING fts5(body);";
    case(
        &format!("{search} INSERT INTO s VALUES ('hello world'); CREATE TABLE t (a);"),
        &format!("{search} CREATE TABLE t (a INT);"),
        "SELECT body FROM s WHERE s MATCH 'hello'",
        &["hello world"],
    );
    let shop = Shop::new(&format!("{search} INSERT INTO s VALUES ('x')")).allow("delete-data:s");
    shop.reach("CREATE VIRTUAL TABLE s USING fts5(body, title);");
    case("CREATE TABLE t AS SELECT 1 AS a;", "CREATE TABLE t (a INT);", "SELECT a FROM t", &["1"]);
}

/// Writes a virtual table whose module only an application has.
fn foreign(name: &str) -> String {
    format!(
        "PRAGMA writable_schema = ON; INSERT INTO sqlite_schema VALUES ('table', '{name}', '{name}', 0,
'CREATE VIRTUAL TABLE {name} USING app_module (a, b)'); PRAGMA writable_schema = RESET;"
    )
}

#[test]
fn a_virtual_table_of_the_application_refuses_nothing() {
    let wanted = "CREATE VIRTUAL TABLE far USING app_module (a, b);";
    let tables = "CREATE TABLE t (a); CREATE TABLE far_data (x); INSERT INTO far_data VALUES (7);";
    for (there, wish, note) in [
        (true, wanted, None),
        (true, "", Some("table far is not wanted, and stays so")),
        (true, "CREATE VIRTUAL TABLE far USING app_module (a, c);", Some("table far differs")),
        (false, wanted, Some("table far is missing, and stays so")),
    ] {
        let script = if there { format!("{tables} {}", foreign("far")) } else { tables.to_owned() };
        let shop = Shop::new(&script);
        let shadow = if there { "" } else { "CREATE TABLE far_data (x);" };
        let view = if wish.is_empty() { "" } else { "CREATE VIEW v AS SELECT * FROM far;" };
        let files = format!("{wish} {view} {shadow} CREATE TABLE t (a NOT NULL);");
        let plan = shop.go(&files);
        assert!(plan.to_sql().contains("rebuild table t"), "{}", plan.to_sql());
        assert!(!plan.to_sql().contains("\"far"), "{}", plan.to_sql());
        let notes = plan.notes.join(" ");
        assert_eq!(note.is_none(), plan.notes.is_empty(), "{notes}");
        assert!(notes.contains(note.unwrap_or_default()), "{notes}");
        // A difference that stays is told again.
        let second = shop.plan(&files);
        assert!(second.is_empty());
        assert_eq!(note.is_none(), second.changes.is_empty(), "{files}");
        assert_eq!(shop.ask("SELECT x FROM far_data"), ["7"]);
    }
}

#[test]
fn a_view_over_a_table_of_the_application_makes_room_for_a_rename() {
    let view = "CREATE VIEW v AS SELECT * FROM far;";
    let far = "CREATE VIRTUAL TABLE far USING app_module (a, b);";
    let shop = Shop::new(&format!(
        "CREATE TABLE people (a); INSERT INTO people VALUES (1); {} {view}",
        foreign("far")
    ));
    let wanted = format!("{far} {view}\n-- @renamed from=people\nCREATE TABLE users (a);");
    let plan = shop.go(&wanted);
    assert!(plan.notes.is_empty() && plan.changes.len() == 1, "{}", plan.to_sql());
    assert!(shop.plan(&wanted).changes.is_empty());
    assert_eq!(shop.ask("SELECT a FROM users"), ["1"]);
}

#[test]
fn full_text_search_with_a_tokenizer_of_the_application_refuses_nothing() {
    let search = "CREATE VIRTUAL TABLE s USING fts5(body, tokenize=''app'')";
    let shop = Shop::new(&format!(
        "CREATE TABLE t (a); PRAGMA writable_schema = ON;
INSERT INTO sqlite_schema VALUES ('table', 's', 's', 0, '{search}'); PRAGMA writable_schema = RESET;"
    ));
    let wanted = format!("{}; CREATE TABLE t (a INT);", search.replace("''", "'"));
    let plan = shop.go(&wanted);
    assert!(plan.notes.is_empty(), "{:?}", plan.notes);
    assert!(shop.plan(&wanted).changes.is_empty());
}

#[test]
fn renames_keep_rows_and_everything_that_follows() {
    let shop = Shop::new("CREATE TABLE users (id INTEGER PRIMARY KEY, nick TEXT); CREATE VIEW v AS SELECT nick FROM users;
CREATE TABLE posts (u REFERENCES users); INSERT INTO users VALUES (1, 'a'); INSERT INTO posts VALUES (1);");
    let wanted = "-- @renamed from=users
CREATE TABLE people (
  id INTEGER PRIMARY KEY,
  -- @renamed from=nick
  name TEXT NOT NULL
);
CREATE VIEW v AS SELECT name FROM people;
CREATE TABLE posts (u REFERENCES people);";
    let plan = shop.reach(wanted);
    assert_eq!(plan.steps[0].hazards[0].kind, HazardKind::Rename);
    assert_eq!(shop.ask("SELECT * FROM people JOIN posts ON u = id"), ["1|a|1"]);
}

#[test]
fn a_database_that_changed_meanwhile_refuses_the_plan() {
    let shop = Shop::new("CREATE TABLE t (a)");
    let wanted = "CREATE TABLE t (a INT);";
    let plan = shop.plan(wanted);
    Connection::open(&shop.path).unwrap().execute_batch("CREATE TABLE other (a)").unwrap();
    let result = shop.run(shop.engine().execute(&files(wanted), &plan, None, &Progress::new()));
    assert!(matches!(result, Err(Error::Stale)), "{result:?}");
}

#[test]
fn a_held_database_is_busy_and_a_failed_step_is_logged() {
    let shop = Shop::new("CREATE TABLE t (a); INSERT INTO t VALUES (1)");
    let wanted = "CREATE TABLE t (a INT, CHECK (a > 1)); CREATE TABLE u (a);";
    let empty = Shop::new("CREATE TABLE t (a)");
    // A plan that was made where there were no rows.
    let plan = empty.plan(wanted);
    let result =
        shop.run(shop.engine().execute(&files(wanted), &plan, Some("try"), &Progress::new()));
    assert!(matches!(&result, Err(Error::Step { number: 1, .. })), "{result:?}");
    let log = shop.run(shop.engine().log()).unwrap();
    assert_eq!(
        (log.len(), log[0].outcome, log[0].message.as_deref()),
        (1, Outcome::Failed, Some("try"))
    );
    assert_eq!(
        shop.ask("SELECT name FROM sqlite_schema WHERE name NOT LIKE '\\_%' ESCAPE '\\'"),
        ["t"]
    );
    let holder = Connection::open(&empty.path).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let result = empty.run(empty.engine().execute(&files(wanted), &plan, None, &Progress::new()));
    assert!(matches!(result, Err(Error::Busy { .. })), "{result:?}");
}

#[test]
fn progress_is_told_and_a_stop_takes_everything_back() {
    let shop = Shop::new("CREATE TABLE t (a); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000)
INSERT INTO t SELECT i FROM n");
    let wanted = "CREATE TABLE t (a INT);";
    let plan = shop.plan(wanted);
    let cancellation = Cancellation::new();
    let stop = cancellation.clone();
    let progress = Progress::new().stop_when(cancellation).observe(move |event| {
        if matches!(event, Event::RowsCopied { rows: 20_000, .. }) {
            stop.cancel();
        }
    });
    let result = shop.run(shop.engine().execute(&files(wanted), &plan, None, &progress));
    assert!(matches!(result, Err(Error::Cancelled { .. })), "{result:?}");
    assert_eq!(shop.ask("SELECT count(*), min(typeof(a)) FROM t"), ["50000|integer"]);
    assert_eq!(shop.ask("SELECT sql FROM sqlite_schema WHERE name = 't'"), ["CREATE TABLE t (a)"]);
    let log = shop.run(shop.engine().log()).unwrap();
    assert_eq!((log[0].outcome, &log[0].statements), (Outcome::Failed, &plan.steps[0].sql));
    let events = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&events);
    let progress = Progress::new().observe(move |event| heard.lock().unwrap().push(event.clone()));
    let report = shop.run(shop.engine().execute(&files(wanted), &plan, None, &progress)).unwrap();
    assert_eq!((report.rows_copied, report.log_id), (50_000, Some(2)));
    let copied =
        |event: &Event| matches!(event, Event::RowsCopied { rows: 30_000, total: 50_000, .. });
    assert!(events.lock().unwrap().iter().any(copied));
}

#[test]
fn a_plan_works_by_hand_too() {
    let actual = "CREATE TABLE p (id INTEGER PRIMARY KEY, a); CREATE TABLE c (p REFERENCES p ON DELETE CASCADE);
CREATE VIEW v AS SELECT a FROM p; INSERT INTO p VALUES (1, 2); INSERT INTO c VALUES (1); CREATE TABLE gone (a);";
    let wanted = "CREATE TABLE p (id INTEGER PRIMARY KEY, a INT); CREATE TABLE c (p REFERENCES p ON DELETE CASCADE);
CREATE VIEW v AS SELECT a FROM p; CREATE TRIGGER t AFTER INSERT ON p BEGIN SELECT 1; END;";
    let shop = Shop::new(actual);
    let sql = shop.plan(wanted).to_sql();
    let connection = Connection::open(&shop.path).unwrap();
    connection.execute_batch("PRAGMA foreign_keys = ON").unwrap();
    connection.execute_batch(&sql).unwrap_or_else(|error| panic!("{error}\n{sql}"));
    assert!(shop.plan(wanted).is_empty());
    assert_eq!(shop.ask("SELECT p FROM c"), ["1"]);
}

#[test]
fn a_parent_that_goes_leaves_no_orphans() {
    let shop = Shop::new(
        "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p); INSERT INTO p VALUES (1);
INSERT INTO c VALUES (1);",
    )
    .allow("delete-data:p");
    let wanted = "CREATE TABLE c (p REFERENCES p);";
    let plan = shop.plan(wanted);
    assert_eq!(refusals(&plan), ["may-fail:p"]);
    // A row that comes after the look is found at the end, and everything is taken back.
    shop.ask("DELETE FROM c");
    let plan = shop.plan(wanted);
    assert!(refusals(&plan).is_empty(), "{}", plan.to_sql());
    shop.ask("INSERT INTO c VALUES (1)");
    let result = shop.run(shop.engine().execute(&files(wanted), &plan, None, &Progress::new()));
    let message = result.unwrap_err().to_string();
    assert!(message.contains("row 1 of c refers to no row of p"), "{message}");
    assert_eq!(shop.ask("SELECT id FROM p"), ["1"]);
}

#[test]
fn a_parent_that_is_left_in_peace_is_there_all_the_same() {
    let history = "CREATE TABLE flyway_schema_history (id INTEGER PRIMARY KEY);";
    let child = "CREATE TABLE c (r REFERENCES flyway_schema_history, n INT";
    let shop = Shop::new(&format!(
        "{history} {child}); INSERT INTO flyway_schema_history VALUES (1); INSERT INTO c VALUES (1, 1), (NULL, 2);
CREATE VIEW v AS SELECT id FROM flyway_schema_history"
    ));
    let plan = shop.reach(&format!(
        "{child} NOT NULL); CREATE VIEW v AS SELECT id FROM flyway_schema_history;"
    ));
    assert!(plan.notes.is_empty(), "{:?}", plan.notes);
}

#[test]
fn an_empty_plan_writes_nothing_unless_there_is_something_to_say() {
    let wanted = "CREATE TABLE t (a);";
    let shop = Shop::new(wanted);
    let plan = shop.plan(wanted);
    let execute = |message| {
        let report =
            shop.run(shop.engine().execute(&files(wanted), &plan, message, &Progress::new()));
        report.unwrap().log_id
    };
    assert_eq!(
        (execute(None), shop.ask("SELECT count(*) FROM sqlite_schema")),
        (None, vec!["1".to_owned()])
    );
    assert_eq!(execute(Some("looked")), Some(1));
}

#[test]
fn every_kind_of_change_keeps_the_rows() {
    for (before, after) in [
        ("a INT, b INT)", "a INT, b INT, PRIMARY KEY (b, a))"),
        ("a INT, b INT, PRIMARY KEY (a, b))", "a INT, b INT, PRIMARY KEY (b, a)) WITHOUT ROWID"),
        ("a INT PRIMARY KEY, b INT) WITHOUT ROWID", "a INT PRIMARY KEY, b INT)"),
        ("a INT, b INT)", "a INT, b INT) STRICT"),
        ("a INT, b INT UNIQUE)", "a INT, b INT)"),
        ("a INT, b INT)", "a INT, b INT UNIQUE ON CONFLICT REPLACE)"),
        ("a INT, b INT CHECK (b > 0))", "a INT, b INT CONSTRAINT positive CHECK (b > 0))"),
        ("a INT DEFAULT 1, b INT)", "a INT DEFAULT (1 + 1), b INT)"),
        ("a INT COLLATE NOCASE, b INT)", "a INT, b INT COLLATE RTRIM)"),
        ("a INT NOT NULL, b INT)", "a INT, b INT NOT NULL ON CONFLICT IGNORE)"),
        (
            "a INT, b INT)",
            "a INT, b INT REFERENCES t (a) DEFERRABLE INITIALLY DEFERRED, UNIQUE (a))",
        ),
        ("a INTEGER PRIMARY KEY, b INT)", "a INTEGER PRIMARY KEY AUTOINCREMENT, b INT)"),
        ("a INT, b INT)", "a BIGINT, b NUMERIC(10, 2))"),
    ] {
        let others = "CREATE VIEW v AS SELECT a, b FROM t WHERE b > 0; CREATE INDEX i ON t (b);";
        case(
            &format!("CREATE TABLE t ({before}; {others} INSERT INTO t VALUES (1, 2), (2, 1)"),
            &format!("CREATE TABLE t ({after}; {others}"),
            "SELECT a, b FROM v ORDER BY a",
            &["1|2", "2|1"],
        );
    }
}

#[test]
fn a_conflict_clause_loses_no_rows() {
    let shop = Shop::new("CREATE TABLE t (a INT); INSERT INTO t VALUES (1), (1)");
    let wanted = "CREATE TABLE t (a INT UNIQUE ON CONFLICT REPLACE);";
    assert_eq!(refusals(&shop.plan(wanted)), ["may-fail:t"]);
    let plan = Shop::new("CREATE TABLE t (a INT)").plan(wanted);
    let result = shop.run(shop.engine().execute(&files(wanted), &plan, None, &Progress::new()));
    assert!(matches!(result, Err(Error::Step { .. })), "{result:?}");
    assert_eq!(shop.ask("SELECT a FROM t"), ["1", "1"]);
}

#[test]
fn a_view_over_a_dropped_column_is_changed_with_it() {
    let shop = Shop::new(
        "CREATE TABLE t (a, b); CREATE VIEW v AS SELECT a, b FROM t; CREATE VIEW w AS SELECT * FROM t;
CREATE INDEX i ON t (b); CREATE TRIGGER r AFTER UPDATE OF b ON t BEGIN SELECT new.b; END;",
    );
    let plan = shop.reach(
        "CREATE TABLE t (a); CREATE VIEW v AS SELECT a FROM t; CREATE VIEW w AS SELECT * FROM t;",
    );
    assert!(!plan.to_sql().contains("schemalane_new"), "{}", plan.to_sql());
    let order = Shop::new("CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 2)");
    let order = Shop { options: Options::new().column_order(), ..order };
    order.reach("CREATE TABLE t (b, c, a);");
    assert_eq!(order.ask("SELECT * FROM t"), ["2|null|1"]);
}

#[test]
fn each_entry_of_the_log_begins_where_the_last_one_ended() {
    let shop = Shop::new("");
    let first = "CREATE TABLE t (a INT)";
    shop.go(first);
    shop.go("create table t (a INT); CREATE VIEW v AS SELECT a FROM t");
    // Nothing to do, in other words.
    let same = files("CREATE TABLE t (a INT); create view v as select a from t");
    let plan = shop.run(shop.engine().plan(&same)).unwrap();
    assert!(plan.is_empty());
    let message = Some("looked at");
    shop.run(shop.engine().execute(&same, &plan, message, &Progress::new())).unwrap();
    let log = shop.run(shop.engine().log()).unwrap();
    let hashes: Vec<_> =
        log.iter().rev().map(|entry| (&entry.previous_hash, &entry.wanted_hash)).collect();
    assert_eq!(hashes[0].1, hashes[1].0);
    assert_eq!(hashes[1].1, hashes[2].0);
    assert_eq!(hashes[2].0, hashes[2].1);
    assert_ne!(hashes[0].1, hashes[1].1);
}

/// What a build script pays for: with SQLite alone there is neither a runtime nor a driver of PostgreSQL's, and with the
/// model alone no database at all.
#[test]
fn each_database_comes_alone() {
    let tree = |features: &str| {
        let output = std::process::Command::new(env!("CARGO"))
            .args(["tree", "--offline", "--no-default-features", "--edges", "normal"])
            .args(["--prefix", "none", "--format", "{p}", "--features", features])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let lines = String::from_utf8(output.stdout).unwrap();
        let names = lines.lines().filter_map(|line| line.split(' ').next().map(str::to_owned));
        names.collect::<std::collections::BTreeSet<_>>()
    };
    let drivers = |features: &str| {
        let names = tree(features);
        ["rusqlite", "sea-orm", "sqlx", "tokio"].map(|name| names.contains(name))
    };
    assert_eq!(drivers(""), [false, false, false, false]);
    assert_eq!(drivers("sqlite"), [true, false, false, false]);
    assert_eq!(drivers("postgres"), [false, false, true, true]);
}

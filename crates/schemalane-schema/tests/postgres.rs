//! PostgreSQL: what is read can be made again, and files are executed in a scratch database.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use schemalane_schema::{
    Database, Dependency, Details, Engine, Error, Files, Kind, ObjectId, Options, Part, Schema,
    diff,
};
use schemalane_testkit::Server;
use std::time::Duration;

const EVERYTHING: &str = include_str!("postgres/everything.sql");

fn at(url: &str) -> Database {
    Database::postgres(url.parse().unwrap())
}

fn table(name: &str) -> ObjectId {
    ObjectId::new(Kind::Table, "public", name)
}

async fn wanted(database: &schemalane_testkit::Database, text: &str) -> Result<Schema, Error> {
    let files = Files::from_texts([("schema.sql", text)]);
    Schema::from_files(&files, &at(&database.url()), &Options::new()).await
}

fn differences(one: &Schema, other: &Schema) -> Vec<String> {
    diff(one, other, &Options::new().column_order()).iter().map(ToString::to_string).collect()
}

/// What PostgreSQL's own tool says of a database.
fn dump(database: &schemalane_testkit::Database) -> String {
    let program = Server::shared().programs().join("pg_dump");
    let output = std::process::Command::new(program)
        .args(["--schema-only", "--no-owner", "--no-privileges", &database.url()])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().filter(|line| !line.starts_with("\\")).collect::<Vec<_>>().join("\n")
}

fn execute(database: &schemalane_testkit::Database, text: &str) {
    for statement in schemalane_source::split(text, schemalane_source::Dialect::Postgres).unwrap() {
        database.psql(statement.text(text));
    }
}

#[tokio::test]
async fn what_is_read_is_made_again_such_that_nobody_sees_a_difference() {
    let (here, there) = (Server::shared().database(), Server::shared().database());
    execute(&here, EVERYTHING);
    let actual = Schema::from_database(&at(&here.url()), &Options::new()).await.unwrap();
    let statements = actual.statements().unwrap();
    for statement in &statements {
        there.psql(statement);
    }
    let copy = Schema::from_database(&at(&there.url()), &Options::new()).await.unwrap();
    assert_eq!(differences(&actual, &copy), [""; 0], "{statements:#?}");
    assert_eq!(actual.digest(), copy.digest());
    assert_eq!(copy.statements().unwrap(), statements);
    let (one, other) = (dump(&here), dump(&there));
    let lines = one.lines().zip(other.lines()).find(|(one, other)| one != other);
    assert_eq!(lines, None);
    assert_eq!(one.len(), other.len());
    // The files give the same as the database that was made of them by hand, and so does a dump of it.
    for text in [EVERYTHING, &one] {
        let wanted = wanted(&here, text).await.unwrap();
        assert_eq!(differences(&actual, &wanted), [""; 0]);
        assert_eq!(actual.digest(), wanted.digest());
    }
}

#[tokio::test]
async fn the_order_of_statements_does_not_matter() {
    let database = Server::shared().database();
    let schema = wanted(
        &database,
        "CREATE MATERIALIZED VIEW m AS SELECT id, 1 / 0 AS never FROM v;
CREATE INDEX CONCURRENTLY m_id ON m (id);
CREATE VIEW v AS SELECT id, app.f(id) AS f FROM a;
CREATE TABLE a (id int PRIMARY KEY, b int REFERENCES b ON DELETE CASCADE, FOREIGN KEY (b, id) REFERENCES b (id, a));
CREATE TABLE b (id int PRIMARY KEY, a int CONSTRAINT to_a REFERENCES a (id), UNIQUE (id, a));
CREATE FUNCTION app.f(x int) RETURNS int LANGUAGE sql AS 'SELECT id + x FROM a';
CREATE SCHEMA app;",
    )
    .await
    .unwrap();
    let names = |kind: Kind| -> Vec<String> {
        schema.objects.keys().filter(|id| id.kind == kind).map(ObjectId::short).collect()
    };
    assert_eq!(names(Kind::Table), ["a", "b"]);
    assert_eq!(names(Kind::Index), ["m_id"]);
    assert_eq!(names(Kind::Routine), ["app.f(integer)"]);
    let keys = |name: &str| -> Vec<String> {
        let table = schema.get(&table(name)).unwrap().as_table().unwrap();
        table.constraints.iter().filter_map(|constraint| constraint.name.clone()).collect()
    };
    assert_eq!(keys("a"), ["a_pkey", "a_b_fkey", "a_b_id_fkey"]);
    assert_eq!(keys("b"), ["b_pkey", "b_id_a_key", "to_a"]);
    let lines = |id: &ObjectId| schema.get(id).unwrap().origin.clone().unwrap().line;
    assert_eq!(lines(&table("b")), 5);
    assert_eq!(lines(&ObjectId::new(Kind::MaterializedView, "public", "m")), 1);
    assert_eq!(lines(&ObjectId::new(Kind::Routine, "app", "f(integer)")), 6);
    assert_eq!(lines(&ObjectId::new(Kind::Schema, "", "app")), 7);
    // Two tables that refer to each other are no circle.
    schema.statements().unwrap();
}

#[tokio::test]
async fn dependencies_name_columns_and_constraints() {
    let database = Server::shared().database();
    let schema = wanted(
        &database,
        "CREATE TYPE mood AS ENUM ('a'); CREATE SEQUENCE s;
         CREATE FUNCTION low(text) RETURNS text LANGUAGE sql IMMUTABLE RETURN lower($1);
         CREATE FUNCTION fire() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
         CREATE TABLE t (id int PRIMARY KEY, m mood[], n bigint DEFAULT nextval('s'), x text CONSTRAINT c CHECK (low(x) <> ''));
         CREATE TABLE u (t int CONSTRAINT fk REFERENCES t);
         CREATE INDEX i ON t (low(x));
         CREATE VIEW v AS SELECT id, low(x) AS low FROM t;
         CREATE TRIGGER g AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION fire();
         CREATE POLICY p ON t USING (low(x) = 'a');",
    )
    .await
    .unwrap();
    let needs = |id: ObjectId, of: Option<Part>, on: ObjectId, part: Option<Part>| {
        let found = &schema.get(&id).unwrap().depends_on;
        assert!(found.contains(&Dependency { of, on, part }), "{id}: {found:#?}");
    };
    let public = |kind, name: &str| ObjectId::new(kind, "public", name);
    let column = |name: &str| Some(Part::Column(name.to_owned()));
    let constraint = |name: &str| Some(Part::Constraint(name.to_owned()));
    let low = public(Kind::Routine, "low(text)");
    needs(table("t"), column("m"), public(Kind::Enum, "mood"), None);
    needs(table("t"), column("n"), public(Kind::Sequence, "s"), None);
    needs(table("t"), constraint("c"), low.clone(), None);
    needs(table("t"), constraint("c"), table("t"), column("x"));
    needs(table("u"), constraint("fk"), table("t"), constraint("t_pkey"));
    needs(table("u"), constraint("fk"), table("t"), column("id"));
    needs(public(Kind::Index, "i"), None, low.clone(), None);
    needs(public(Kind::Index, "i"), None, table("t"), column("x"));
    needs(public(Kind::View, "v"), None, table("t"), column("id"));
    needs(public(Kind::View, "v"), None, low.clone(), None);
    let on_t = |kind, name: &str| ObjectId::on_table(kind, "public", "t", name);
    needs(on_t(Kind::Trigger, "g"), None, public(Kind::Routine, "fire()"), None);
    needs(on_t(Kind::Trigger, "g"), None, table("t"), None);
    needs(on_t(Kind::Policy, "p"), None, low, None);
}

async fn refusal(text: &str) -> String {
    wanted(&Server::shared().database(), text).await.unwrap_err().to_string()
}

#[tokio::test]
async fn what_has_no_place_in_a_schema_file_is_refused_before_anything_runs() {
    for (statement, reason) in [
        ("INSERT INTO t VALUES (1)", "put it into a migration"),
        ("DO $$ BEGIN END $$", "also to other databases"),
        ("COPY t TO PROGRAM 'x'", "rows are no schema"),
        ("CREATE ROLE r", "the whole server"),
        ("CREATE DATABASE d", "the whole server"),
        ("ALTER SYSTEM SET port = 1", "does not say what the schema is"),
        ("GRANT a TO b", "the whole server"),
        ("GRANT CONNECT ON DATABASE a TO b", "the whole server"),
        ("COMMENT ON ROLE a IS 'b'", "put it into a migration"),
        ("CREATE TABLE t AS SELECT 1", "write the columns"),
        ("CREATE TEMP TABLE t (id int)", "temporary"),
        ("SET ROLE postgres", "leave it out"),
        ("SELECT pg_catalog.set_config('search_path', '', false), pg_sleep(9)", "leave it out"),
        ("DROP TABLE t", "leave it out"),
    ] {
        let message = refusal(&format!("CREATE TABLE t (id int);\n{statement};")).await;
        assert!(message.starts_with("schema.sql:2: `"), "{message}");
        assert!(message.contains(reason), "{statement}: {message}");
    }
}

#[tokio::test]
async fn what_the_server_refuses_names_the_line() {
    for (text, line, words) in [
        ("CREATE TABLE t (\n  id int,\n  x nothing\n);", 3, "type \"nothing\" does not exist"),
        (
            "CREATE VIEW v AS SELECT * FROM t;\nCREATE TABLE t (\n  id int,\n  oops\n);",
            5,
            "syntax error",
        ),
        ("CREATE TABLE a (\n  id int,\n  b int REFERENCES b);", 3, "relation \"b\" does not exist"),
        (
            "\nCREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT x FROM nowhere';",
            2,
            "nowhere",
        ),
        (
            "CREATE TABLE t (\u{e9} int);\nCREATE INDEX i\nON t (e);",
            2,
            "column \"e\" does not exist",
        ),
        ("CREATE VIEW v AS\nSELECT fi FROM (SELECT 1 AS fit) AS x;", 2, "Perhaps you meant"),
    ] {
        let message = refusal(text).await;
        assert!(message.starts_with(&format!("schema.sql:{line}: ")), "{text}: {message}");
        assert!(message.contains(words), "{text}: {message}");
    }
}

/// The scratch databases of a server of its own, where no other test has any.
fn scratches(database: &schemalane_testkit::Database) -> String {
    database
        .psql("SELECT datname FROM pg_database WHERE datname LIKE 'schemalane_scratch%' ORDER BY 1")
}

#[tokio::test]
async fn nothing_is_left_over() {
    let server = Server::start(&[]);
    let database = server.database();
    wanted(&database, "CREATE TABLE t (id int)").await.unwrap();
    assert_eq!(scratches(&database), "");
    wanted(&database, "CREATE TABLE t (id nothing)").await.unwrap_err();
    assert_eq!(scratches(&database), "");
    // What a process that died left is dropped by the next one, whatever its name says of its age. Its maker holds a lock
    // as long as it lives, whichever database it is connected to.
    let (dead, alive) =
        ("schemalane_scratch_99999999999_0123abcd", "schemalane_scratch_1000_f123abce");
    database.psql(&format!("CREATE DATABASE {dead}"));
    database.psql(&format!("CREATE DATABASE {alive}"));
    let other = server.database();
    let mut maker = other.client();
    let lock = "SELECT pg_advisory_lock(1936876392, x'f123abce'::integer)";
    maker.simple(lock).unwrap();
    wanted(&database, "CREATE TABLE t (id int)").await.unwrap();
    assert_eq!(scratches(&database), alive);
    drop(maker);
    schemalane_testkit::eventually("it goes", Duration::from_secs(20), || {
        let none = database.psql("SELECT count(*) FROM pg_locks WHERE classid = 1936876392");
        none == "0"
    });
    wanted(&database, "CREATE TABLE t (id int)").await.unwrap();
    assert_eq!(scratches(&database), "");
    assert_eq!(database.psql("SELECT count(*) FROM pg_class WHERE relname = 't'"), "0");
}

#[tokio::test]
async fn without_the_right_to_create_a_database_one_is_lent() {
    let (database, lent) = (Server::shared().database(), Server::shared().database());
    let reader = database.role("reader", "GRANT USAGE ON SCHEMA public TO {role}");
    let files = Files::from_texts([(
        "schema.sql",
        "CREATE SCHEMA app; CREATE TABLE app.t (id int); CREATE EXTENSION citext",
    )]);
    let plain = Options::new();
    let message = Schema::from_files(&files, &at(&reader), &plain).await.unwrap_err().to_string();
    assert!(message.contains("`CREATEDB`") && message.contains("`--scratch-url`"), "{message}");
    let options = Options::new().scratch(lent.url().parse().unwrap());
    for _ in 0..2 {
        let schema = Schema::from_files(&files, &at(&reader), &options).await.unwrap();
        assert!(schema.get(&ObjectId::new(Kind::Table, "app", "t")).is_some());
    }
    let own = Schema::from_files(&files, &at(&lent.url()), &options).await.unwrap_err().to_string();
    assert!(own.contains("names the real database"), "{own}");
    // The one that is lent is lent empty.
    lent.psql("CREATE TABLE precious (id int)");
    let full = Schema::from_files(&files, &at(&reader), &options).await.unwrap_err().to_string();
    assert!(full.contains("has table precious"), "{full}");
    assert_eq!(lent.psql("SELECT count(*) FROM precious"), "0");
}

#[tokio::test]
async fn owners_and_grants_are_facts_where_they_are_asked_for() {
    let (here, there) = (Server::shared().database(), Server::shared().database());
    let role = here.role("clerk", "GRANT USAGE ON SCHEMA public TO {role}");
    let role = role.split("//").nth(1).unwrap().split(':').next().unwrap().to_owned();
    execute(
        &here,
        &format!(
            "CREATE TABLE t (id int, name text);
             GRANT SELECT, UPDATE (name) ON t TO \"{role}\"; GRANT INSERT ON t TO \"{role}\" WITH GRANT OPTION;
             CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; REVOKE ALL ON FUNCTION f FROM PUBLIC;
             CREATE TYPE mood AS ENUM ('a'); GRANT USAGE ON TYPE mood TO \"{role}\";
             CREATE SEQUENCE s; ALTER SEQUENCE s OWNER TO \"{role}\""
        ),
    );
    let options = Options::new().authorisation();
    let actual = Schema::from_database(&at(&here.url()), &options).await.unwrap();
    let grants = &actual.get(&table("t")).unwrap().grants;
    let words: Vec<String> = grants
        .iter()
        .map(|one| format!("{} {:?} {}", one.privilege, one.column, one.grantable))
        .collect();
    assert_eq!(words, ["INSERT None true", "SELECT None false", "UPDATE Some(\"name\") false"]);
    assert!(actual.get(&ObjectId::new(Kind::Routine, "public", "f()")).unwrap().grants.is_empty());
    let sequence = actual.get(&ObjectId::new(Kind::Sequence, "public", "s")).unwrap();
    assert_eq!(sequence.owner.as_deref(), Some(role.as_str()));
    for statement in actual.statements().unwrap() {
        there.psql(statement);
    }
    let copy = Schema::from_database(&at(&there.url()), &options).await.unwrap();
    assert_eq!(differences(&actual, &copy), [""; 0]);
    let plain = Schema::from_database(&at(&here.url()), &Options::new()).await.unwrap();
    assert!(
        plain.objects.values().all(|object| object.owner.is_none() && object.grants.is_empty())
    );
}

#[tokio::test]
async fn tables_that_are_left_in_peace_take_what_is_theirs_along() {
    let database = Server::shared().database();
    execute(
        &database,
        "CREATE TABLE tmp_a (id serial PRIMARY KEY, n int); CREATE INDEX a_n ON tmp_a (n);
         CREATE FUNCTION fire() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
         CREATE TRIGGER g AFTER INSERT ON tmp_a FOR EACH ROW EXECUTE FUNCTION fire();
         CREATE RULE r AS ON DELETE TO tmp_a DO INSTEAD NOTHING; CREATE POLICY p ON tmp_a USING (true);
         CREATE STATISTICS st ON id, n FROM tmp_a; CREATE TABLE flyway_schema_history (id int); CREATE TABLE kept (id int)",
    );
    let options = Options::new().ignore("tmp_*");
    let schema = Schema::from_database(&at(&database.url()), &options).await.unwrap();
    let names: Vec<String> = schema.objects.keys().map(ToString::to_string).collect();
    assert_eq!(names, ["schema public", "routine fire()", "table kept"]);
}

#[tokio::test]
async fn the_version_of_an_extension_is_a_fact_only_where_it_is_said() {
    let database = Server::shared().database();
    let version = async |text: &str| {
        let schema = wanted(&database, text).await.unwrap();
        match &schema.get(&ObjectId::new(Kind::Extension, "", "citext")).unwrap().details {
            Details::Extension(extension) => extension.version.clone(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(version("CREATE EXTENSION citext").await, None);
    assert_eq!(version("CREATE EXTENSION citext VERSION '1.6'").await.as_deref(), Some("1.6"));
}

#[tokio::test]
async fn the_log_is_empty_where_nothing_was_done_and_nothing_is_written_for_looking() {
    let database = Server::shared().database();
    let engine = Engine::new(at(&database.url()), Options::new());
    assert!(engine.log().await.unwrap().is_empty());
    assert_eq!(database.psql("SELECT to_regclass('_schema_migration') IS NULL"), "t");
}

#[tokio::test]
async fn settings_of_the_database_do_not_change_what_is_read() {
    let (plain, odd) = (Server::shared().database(), Server::shared().database());
    let text = "CREATE SCHEMA app; CREATE TABLE app.t (d date DEFAULT '2025-01-02', i interval DEFAULT '1 day', f float8 DEFAULT 0.1)";
    execute(&plain, text);
    execute(&odd, text);
    for setting in [
        "search_path = app, public",
        "DateStyle = 'German'",
        "IntervalStyle = 'iso_8601'",
        "quote_all_identifiers = on",
        "extra_float_digits = -3",
        "default_transaction_read_only = on",
    ] {
        odd.psql(
            &format!("ALTER DATABASE \"{}\" SET {setting}", odd.name())
                .replace("ALTER", "SET default_transaction_read_only = off; ALTER"),
        );
    }
    let read = async |database: &schemalane_testkit::Database| {
        Schema::from_database(&at(&database.url()), &Options::new()).await.unwrap()
    };
    let (plain, odd) = (read(&plain).await, read(&odd).await);
    assert_eq!(differences(&plain, &odd), [""; 0]);
    assert_eq!(plain.statements().unwrap(), odd.statements().unwrap());
}

//! PostgreSQL: nothing that a role, a database, or a migration sets changes
//! what the next migration or the history sees.

use schemalane::{Config, Identifier, exit};
use schemalane_testkit::{Command, Server};

use crate::{
    lane::{Lane, applied, failed},
    place::{Place, connect},
};

/// What a session must look like at the beginning of each migration.
pub(crate) const CLEAN: &str = "DO $$ BEGIN
    ASSERT current_user = session_user, current_user;
    ASSERT current_setting('search_path') = 'public', current_setting('search_path');
    ASSERT current_setting('statement_timeout') = '0', 'statement_timeout';
    ASSERT current_setting('lock_timeout') = '3s', 'lock_timeout';
    ASSERT current_setting('standard_conforming_strings') = 'on', 'strings';
    ASSERT current_setting('transaction_read_only') = 'off', 'read only';
    ASSERT current_setting('work_mem') <> '77MB', 'work_mem';
    ASSERT current_setting('session_replication_role') = 'origin', 'replication role';
    ASSERT coalesce(current_setting('my.setting', true), '') = '', 'my.setting';
    ASSERT to_regclass('pg_temp.scratch') IS NULL, 'temporary table';
    ASSERT (SELECT count(*) FROM pg_prepared_statements WHERE name = 'mine') = 0, 'prepared';
    ASSERT (SELECT count(*) FROM pg_listening_channels()) = 0, 'channels';
    ASSERT (SELECT count(*) FROM pg_cursors WHERE is_holdable) = 0, 'cursors';
END $$;\n";

const LITTER: &str = "SET search_path = pg_catalog;
SELECT pg_catalog.set_config('search_path', '', false);
SET statement_timeout = '1ms'; SET lock_timeout = '1ms'; SET work_mem = '77MB';
SET standard_conforming_strings = off; SET my.setting = 'mine';
SET session_replication_role = replica;
SET statement_timeout = '60s';
CREATE TEMPORARY TABLE scratch (id INT);
DECLARE held CURSOR WITH HOLD FOR SELECT 1;
LISTEN channel;
PREPARE mine AS SELECT 1;
SET default_transaction_read_only = on;
";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_migration_sets_does_not_leak() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    let role = database.role_name("owner");
    database.role("owner", "");
    let litter = format!("{LITTER}SET SESSION AUTHORIZATION \"{role}\";\n");
    let lane = Lane::new(&[
        ("V1__litter.sql", &litter),
        ("V2__clean.sql", CLEAN),
        ("V3__role.sql", &format!("SET ROLE \"{role}\";")),
        ("V4__clean.sql", CLEAN),
        // Outside of a transaction, statement by statement.
        (
            "V5__litter.sql",
            &format!(
                "-- schemalane: transaction = false\n{}",
                litter.replace("DECLARE held CURSOR WITH HOLD FOR SELECT 1;", "")
            ),
        ),
        ("V6__clean.sql", CLEAN),
        // Nothing is taken back there, so nothing waits for a limited time only.
        (
            "V7__clean.sql",
            &format!("-- schemalane: transaction = false\n{}", CLEAN.replace("'3s'", "'0'")),
        ),
    ]);
    let db = place.connect().await;
    let report = lane.up(&db).await.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(report.applied.len(), 7);
    let who = "SELECT DISTINCT installed_by FROM flyway_schema_history";
    assert_eq!(place.sql(who).await, "postgres");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failed_migration_leaves_a_clean_session_too() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    let role = database.role_name("nobody");
    database.role("nobody", "");
    for mode in ["", "-- schemalane: transaction = false\n"] {
        place.sql("DROP TABLE IF EXISTS flyway_schema_history").await;
        let db = place.connect().await;
        let lane = Lane::of(
            "V1__litter.sql",
            &format!("{mode}SET search_path = pg_catalog; SET ROLE \"{role}\"; SELECT nothing;"),
        );
        failed(lane.up(&db).await);
        assert_eq!(place.history().await, ["1|1|SQL|V1__litter.sql|failed"]);
        let who = "SELECT installed_by FROM flyway_schema_history";
        assert_eq!(place.sql(who).await, "postgres");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn timeouts_of_a_header_hold_for_its_file_only() {
    let place = Place::postgres();
    let db = place.connect().await;
    let lane = Lane::new(&[
        (
            "V1__limited.sql",
            "-- schemalane: lock_timeout = 7s\n-- schemalane: statement_timeout = 1min\n\
             DO $$ BEGIN ASSERT current_setting('lock_timeout') = '7s'; \
             ASSERT current_setting('statement_timeout') = '1min'; END $$;",
        ),
        ("V2__clean.sql", CLEAN),
        (
            "V3__limited.sql",
            "-- schemalane: transaction = false\n-- schemalane: lock_timeout = 7s\n\
             DO $$ BEGIN ASSERT current_setting('lock_timeout') = '7s'; END $$;",
        ),
        ("V4__clean.sql", CLEAN),
    ]);
    lane.up(&db).await.unwrap_or_else(|error| panic!("{error}"));
    lane.write("V5__slow.sql", "-- schemalane: statement_timeout = 100ms\nSELECT pg_sleep(5);");
    let failure = failed(lane.up(&db).await).failed.unwrap();
    assert_eq!(failure.sqlstate.as_deref(), Some("57014"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn select_is_enough_where_nothing_is_pending() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    let lane = Lane::of("V1__a.sql", "CREATE TABLE a (id INT);");
    lane.up(&place.connect().await).await.unwrap();
    let url = database.role("reader", "GRANT SELECT ON flyway_schema_history TO {role}");
    let db = connect(&url).await;
    assert_eq!(lane.up(&db).await.unwrap().already_applied, 1);
    assert_eq!(lane.states(&db).await, ["1 Success"]);
    lane.write("V2__b.sql", "CREATE TABLE b (id INT);");
    let error = lane.up(&db).await.unwrap_err();
    assert_eq!(error.exit_code(), exit::ERROR);
    assert!(error.to_string().contains("permission denied"), "{error}");

    let url = database.role("stranger", "");
    let error = lane.migrator(&db, Config::new()).status(&connect(&url).await).await.unwrap_err();
    assert!(error.to_string().contains("permission denied"), "{error}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_role_without_ownership_can_migrate() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    let url = database.role("migrator", "GRANT CREATE, USAGE ON SCHEMA public TO {role}");
    let db = connect(&url).await;
    let lane = Lane::new(&[("V1__a.sql", "CREATE TABLE a (id INT);"), ("V2__b.sql", "SELECT 1")]);
    assert_eq!(applied(&lane.up(&db).await.unwrap()), ["1", "2"]);
    let who = "SELECT DISTINCT installed_by FROM flyway_schema_history";
    assert_eq!(place.sql(who).await, database.role_name("migrator"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn odd_schema_names() {
    let place = Place::postgres();
    let db = place.connect().await;
    for name in ["Upper Case", "dots.and \"quotes\"", "it's", "back\\slash", "日本語", "table"] {
        let quoted = format!("\"{}\"", name.replace('"', "\"\""));
        place.sql(&format!("CREATE SCHEMA {quoted}")).await;
        let config = || Config::new().schema(Identifier::new(name).unwrap());
        let lane = Lane::of("V1__a.sql", "CREATE TABLE a (id INT);");
        assert_eq!(applied(&lane.up_with(&db, config()).await.unwrap()), ["1"], "{name}");
        assert_eq!(place.sql(&format!("SELECT count(*) FROM {quoted}.a")).await, "0");
        let again = lane.migrator(&db, config()).fresh(&db).await.unwrap();
        assert_eq!(applied(&again), ["1"], "{name}");
        assert_eq!(lane.up_with(&db, config()).await.unwrap().already_applied, 1);
    }
    assert!(
        !place
            .sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            .await
            .contains('a')
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_missing_schema_is_refused_before_anything_is_written() {
    let place = Place::postgres();
    let db = place.connect().await;
    let lane = Lane::of("V1__a.sql", "CREATE TABLE public.a (id INT);");
    let config = || Config::new().schema(Identifier::new("Missing One").unwrap());
    let error = lane.up_with(&db, config()).await.unwrap_err();
    assert!(matches!(&error, schemalane::Error::MissingSchema { .. }), "{error:?}");
    assert!(error.to_string().contains("schema Missing One does not exist"), "{error}");
    assert!(lane.migrator(&db, config()).fresh(&db).await.is_err());
    assert_eq!(place.catalog().await, "");
    let status = lane.migrator(&db, config()).status(&db).await.unwrap();
    assert_eq!(status.pending, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn copy_as_pg_dump_writes_it() {
    let place = Place::postgres();
    let db = place.connect().await;
    let lane = Lane::of(
        "V1__data.sql",
        "CREATE TABLE t (id INT, name TEXT);\n\
         COPY public.t (id, name) FROM stdin;\n1\tsemi;colon\n2\t\\N\n3\tit's $tag$ \\\\ \"q\"\n\\.\n\n\
         COPY t FROM stdin;\n\\.\n\
         COPY t (name, id) FROM stdin WITH (FORMAT csv);\n\"one, more\",4\n\\.\n\
         UPDATE t SET id = id + 10;\n",
    );
    lane.up(&db).await.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(
        place.sql("SELECT id, coalesce(name, 'NULL') FROM t ORDER BY id").await,
        "11|semi;colon\n12|NULL\n13|it's $tag$ \\ \"q\"\n14|one, more"
    );
    // With nothing behind the data, and outside of a transaction.
    lane.write("V2__end.sql", "COPY t (id) FROM stdin;\n21\n\\.");
    lane.write(
        "V3__free.sql",
        "-- schemalane: transaction = false\nCOPY t (id) FROM stdin;\n31\n\\.\nVACUUM;\n",
    );
    lane.write("V4__crlf.sql", "COPY t (id) FROM stdin;\r\n41\r\n\\.\r\nSELECT 1;\r\n");
    lane.up(&db).await.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(place.sql("SELECT id FROM t WHERE id > 20 ORDER BY id").await, "21\n31\n41");
    // A violation in the data leaves nothing behind.
    lane.write("V5__bad.sql", "CREATE TABLE u (id INT);\nCOPY t (id) FROM stdin;\n51\nx\n\\.\n");
    failed(lane.up(&db).await);
    assert!(!place.has("u").await);
    assert_eq!(place.sql("SELECT count(*) FROM t WHERE id = 51").await, "0");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_real_dump_is_a_migration() {
    let source = Place::postgres();
    source
        .sql(
            "CREATE TYPE mood AS ENUM ('sad', 'happy');
             CREATE TABLE person (id INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name TEXT, mood mood);
             CREATE TABLE pet (id SERIAL PRIMARY KEY, owner INT REFERENCES person);
             INSERT INTO person (name, mood) VALUES ('O''Brien; \\.', 'happy'), (E'tab\\there', NULL);
             INSERT INTO pet (owner) VALUES (1), (1), (2);
             CREATE FUNCTION pets(int) RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM pet WHERE owner = $1';
             CREATE VIEW owner AS SELECT name, pets(id) FROM person;
             CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN RETURN new; END; $f$;
             CREATE TRIGGER t BEFORE UPDATE ON pet FOR EACH ROW EXECUTE FUNCTION touch()",
        )
        .await;
    let dump = Command::new(Server::shared().programs().join("pg_dump")).arg(source.url()).run();
    assert_eq!(dump.code, 0, "{}", dump.stderr);
    let text: Vec<_> = dump.stdout.lines().filter(|line| !line.contains("restrict ")).collect();
    let text = text.join("\n").replace("CREATE SCHEMA public;", "");
    assert!(text.contains("FROM stdin;") && text.contains("set_config('search_path', '', false)"));

    let place = Place::postgres();
    let db = place.connect().await;
    let lane =
        Lane::new(&[("V1__dump.sql", &text), ("V2__next.sql", "CREATE TABLE next (id INT);")]);
    let report = lane.up(&db).await.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(applied(&report), ["1", "2"]);
    let rows = "SELECT * FROM owner ORDER BY name";
    assert_eq!(place.sql(rows).await, source.sql(rows).await);
    assert_eq!(place.sql("SELECT nextval('pet_id_seq')").await, "4");
    assert!(place.has("next").await);
}

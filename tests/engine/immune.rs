//! PostgreSQL: whatever a role, a database or a stranger has set up, the
//! outcome is the same; a server that is meant to be read is not written to.

use std::time::Duration;

use schemalane::{Config, Error, sea_orm::DatabaseConnection};
use schemalane_testkit::{Bouncer, Client, Database, Pooling, Server, assert_released, eventually};

use crate::{
    lane::{Lane, applied, failed},
    place::{Place, connect},
    session::CLEAN,
};

/// Settings that would stop a run, or change what it does; `{of}` is whose they are. The limits on idling must let a
/// slow machine come to its first message; that they are gone by then is asserted.
const HOSTILE: &str = "ALTER {of} SET statement_timeout = '1ms';
    ALTER {of} SET lock_timeout = '1ms';
    ALTER {of} SET search_path = elsewhere;
    ALTER {of} SET default_transaction_read_only = on;
    ALTER {of} SET default_transaction_isolation = 'serializable';
    ALTER {of} SET standard_conforming_strings = off;
    ALTER {of} SET idle_in_transaction_session_timeout = '300ms';
    ALTER {of} SET idle_session_timeout = '2s';
    ALTER {of} SET row_security = on;
    ALTER {of} SET DateStyle = 'SQL, DMY';
    ALTER {of} SET TimeZone = 'Asia/Tokyo';
    ALTER {of} SET IntervalStyle = 'iso_8601';
    ALTER {of} SET array_nulls = off;
    ALTER {of} SET backslash_quote = on;
    ALTER {of} SET bytea_output = 'escape';
    ALTER {of} SET check_function_bodies = off;
    ALTER {of} SET extra_float_digits = -3;
    ALTER {of} SET quote_all_identifiers = on;
    ALTER {of} SET transform_null_equals = on;
    ALTER {of} SET xmloption = 'document';
    ALTER {of} SET client_connection_check_interval = 0;
    ALTER {of} SET tcp_keepalives_idle = 7200;
    ALTER {of} SET tcp_user_timeout = 0";

/// What is so in each migration all the same.
const IMMUNE: &str = "DO $$ BEGIN
    ASSERT current_setting('transaction_isolation') = 'read committed', 'isolation';
    ASSERT current_setting('idle_in_transaction_session_timeout') = '0', 'idle in transaction';
    ASSERT current_setting('idle_session_timeout') = '0', 'idle';
    ASSERT current_setting('row_security') = 'off', 'row security';
    ASSERT current_setting('DateStyle') = 'ISO, MDY', 'dates';
    ASSERT current_setting('TimeZone') = 'UTC', 'time zone';
    ASSERT interval '1 day'::text = '1 day', 'intervals';
    ASSERT array_length('{NULL}'::text[], 1) = 1 AND ('{NULL}'::text[])[1] IS NULL, 'arrays';
    ASSERT current_setting('backslash_quote') = 'safe_encoding', 'backslashes';
    ASSERT '\\x61'::bytea::text = '\\x61', 'bytes';
    ASSERT current_setting('check_function_bodies') = 'on', 'function bodies';
    ASSERT (0.1::float8 + 0.2::float8)::text = '0.30000000000000004', 'numbers';
    ASSERT quote_ident('a') = 'a', 'identifiers';
    ASSERT (SELECT a = NULL FROM (VALUES (NULL::int)) AS v (a)) IS NULL, 'nulls';
    ASSERT current_setting('xmloption') = 'content', 'xml';
    ASSERT current_setting('client_connection_check_interval') = '500ms', 'client check';
END $$;\n";

/// The files of a lane that takes longer than those limits.
fn lane() -> Lane {
    Lane::new(&[
        ("V1__slow.sql", "SELECT pg_sleep(0.5); CREATE TABLE made AS SELECT 'a\\b' AS text;"),
        ("V2__clean.sql", &format!("{CLEAN}{IMMUNE}")),
    ])
}

/// A role that may migrate.
fn role(database: &Database, settings: &str) -> String {
    let grants = "GRANT CREATE ON SCHEMA public TO {role};
        CREATE SCHEMA elsewhere AUTHORIZATION {role};";
    database.role("set", &format!("{grants}{settings}"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_role_sets_does_not_matter() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    let db = connect(&role(database, &HOSTILE.replace("{of}", "ROLE {role}"))).await;
    does_not_matter(&place, &db).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_database_sets_does_not_matter() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    let of = format!("DATABASE \"{}\"", database.name());
    let db = connect(&role(database, &HOSTILE.replace("{of}", &of))).await;
    does_not_matter(&place, &db).await;
}

async fn does_not_matter(place: &Place, db: &DatabaseConnection) {
    let lane = lane();
    lane.write("V3__slow.sql", "-- schemalane: transaction = false\nSELECT pg_sleep(0.5);");
    let report = lane.up_with(db, Config::new().installed_by("it's\\me")).await;
    assert_eq!(applied(&report.unwrap_or_else(|error| panic!("{error}"))), ["1", "2", "3"]);
    let Place::Postgres(database) = place else { unreachable!() };
    let mut client = Client::connect(&database.url()).unwrap();
    client.simple("SET statement_timeout = 0; SET default_transaction_read_only = off; SET lock_timeout = 0").unwrap();
    let text = client.simple("SELECT text FROM public.made").unwrap();
    assert_eq!(text.to_string(), "a\\b");
    let who = "SELECT DISTINCT installed_by FROM public.flyway_schema_history";
    assert_eq!(client.simple(who).unwrap().to_string(), "it's\\me");
    assert_eq!(lane.states(db).await, ["1 Success", "2 Success", "3 Success"]);
}

/// A session that a pooler lends cannot be set beforehand: there the
/// transaction itself says what it is.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nor_does_it_through_a_pooler() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    let bouncer = Bouncer::before(Server::shared(), Pooling::Transaction, &[]);
    let url = role(database, &HOSTILE.replace("{of}", "ROLE {role}"));
    let db = connect(&bouncer.url_through(&url)).await;
    assert_eq!(
        applied(&lane().up(&db).await.unwrap_or_else(|error| panic!("{error}"))),
        ["1", "2"]
    );
    assert_released(database, "schemalane", Duration::from_secs(5));
}

/// It switches foreign keys and triggers off, without a word.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replication_role_of_the_role_does_not_matter() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    let url = database.role(
        "replica",
        "ALTER ROLE {role} SUPERUSER; ALTER ROLE {role} SET session_replication_role = replica",
    );
    let lane = Lane::of(
        "V1__keys.sql",
        "CREATE TABLE a (id INT PRIMARY KEY); CREATE TABLE b (a INT REFERENCES a);
         INSERT INTO b VALUES (1);",
    );
    let failure = failed(lane.up(&connect(&url).await).await).failed.unwrap();
    assert_eq!(failure.sqlstate.as_deref(), Some("23503"));
    database.psql(&format!("DROP OWNED BY \"{}\"", database.role_name("replica")));
}

/// Not the role but the server says so: then nobody is to write.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_configured_to_be_read_is_refused() {
    let server = Server::start(&[]);
    let database = server.database();
    let lane = Lane::of("V1__a.sql", "CREATE TABLE a (id INT);");
    lane.up(&connect(&database.url()).await).await.unwrap();
    let configure = |value: &str| {
        let mut client = database.client();
        client.simple("SET default_transaction_read_only = off").unwrap();
        let setting = format!("ALTER SYSTEM SET default_transaction_read_only = {value}");
        client.simple(&setting).unwrap();
        client.simple("SELECT pg_reload_conf()").unwrap();
        eventually("the setting holds", Duration::from_secs(10), || {
            database.psql("SHOW default_transaction_read_only") == value
        });
    };
    configure("on");
    let db = connect(&database.url()).await;
    let bouncer = Bouncer::before(&server, Pooling::Transaction, &[]);
    let pooled = connect(&bouncer.url_for(&database)).await;
    // Looking is reading.
    assert_eq!(lane.up(&db).await.unwrap().already_applied, 1);
    lane.write("V2__b.sql", "CREATE TABLE b (id INT);");
    assert_eq!(lane.states(&db).await, ["1 Success", "2 Pending"]);
    for db in [&db, &pooled] {
        let error = lane.up(db).await.unwrap_err();
        assert!(matches!(error, Error::WritesOff), "{error:?}");
        assert!(error.to_string().contains("default_transaction_read_only = on"), "{error}");
        let error = lane.migrator(db, Config::new()).fresh(db).await.unwrap_err();
        assert!(matches!(error, Error::WritesOff), "{error:?}");
    }
    let rows = "SELECT version, success FROM flyway_schema_history";
    assert_eq!(database.psql(rows), "1\tt");
    configure("off");
    assert_eq!(applied(&lane.up(&db).await.unwrap()), ["2"]);
    assert_eq!(database.psql("SELECT count(*) FROM a"), "0");
}

/// Objects that look like the server's own, in a schema that is searched first.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_others_have_planted_is_not_used() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    let functions = [
        "pg_try_advisory_lock(int8) RETURNS bool",
        "pg_try_advisory_lock(int4) RETURNS bool",
        "pg_try_advisory_xact_lock(int8) RETURNS bool",
        "now() RETURNS timestamptz",
        "clock_timestamp() RETURNS timestamptz",
        "pg_backend_pid() RETURNS int4",
        "pg_is_in_recovery() RETURNS bool",
        "set_config(text, text, bool) RETURNS text",
        "current_setting(text, bool) RETURNS text",
        "to_regnamespace(text) RETURNS regnamespace",
        "current_database() RETURNS name",
        "date_part(text, interval) RETURNS float8",
        "extract(text, interval) RETURNS numeric",
        "equal(int4, int4) RETURNS bool",
        "equal(text, text) RETURNS bool",
        "divide(int4, int4) RETURNS int4",
        "minus(timestamptz, timestamptz) RETURNS interval",
        "times(numeric, int4) RETURNS numeric",
    ];
    for function in functions {
        place
            .sql(&format!(
                "CREATE FUNCTION public.{} LANGUAGE plpgsql AS $$ BEGIN RAISE 'planted'; END $$",
                function.replacen("extract", "\"extract\"", 1)
            ))
            .await;
    }
    place
        .sql(
            "CREATE OPERATOR public.= (LEFTARG = int4, RIGHTARG = int4, FUNCTION = public.equal);
             CREATE OPERATOR public.<> (LEFTARG = int4, RIGHTARG = int4, FUNCTION = public.equal);
             CREATE OPERATOR public.= (LEFTARG = text, RIGHTARG = text, FUNCTION = public.equal);
             CREATE OPERATOR public.<> (LEFTARG = text, RIGHTARG = text, FUNCTION = public.equal);
             CREATE OPERATOR public./ (LEFTARG = int4, RIGHTARG = int4, FUNCTION = public.divide);
             CREATE OPERATOR public.- (LEFTARG = timestamptz, RIGHTARG = timestamptz, FUNCTION = public.minus);
             CREATE OPERATOR public.* (LEFTARG = numeric, RIGHTARG = int4, FUNCTION = public.times);
             CREATE TABLE public.pg_settings (name text, setting text, source text);
             CREATE TABLE public.pg_locks (pid int);
             CREATE TABLE public.pg_stat_ssl (pid int, ssl bool);
             CREATE TABLE public.pg_class (oid oid, relname name);
             CREATE DOMAIN public.text AS pg_catalog.text CHECK (false);
             CREATE DOMAIN public.timestamptz AS pg_catalog.timestamptz CHECK (false);
             CREATE SCHEMA other; CREATE TABLE other.flyway_schema_history (installed_rank int);
             INSERT INTO other.flyway_schema_history VALUES (1), (2);
             DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = other, public, pg_catalog', \
                 current_database()); END $$",
        )
        .await;
    let bouncer = Bouncer::before(Server::shared(), Pooling::Transaction, &[]);
    let db = place.connect().await;
    let lane = Lane::new(&[("V1__a.sql", "CREATE TABLE a (id INT);"), ("V2__b.sql", "VACUUM")]);
    // What is planted is seen, and not used to look at it.
    for db in [&db, &connect(&bouncer.url_for(database)).await] {
        let error = lane.up(db).await.unwrap_err();
        assert!(matches!(error, Error::NoHistory { .. }), "{error}");
        assert!(lane.status(db).await.strangers.is_some());
    }
    let report = lane.up_with(&db, Config::new().adopt()).await;
    assert_eq!(applied(&report.unwrap_or_else(|error| panic!("{error}"))), ["1", "2"]);
    assert_eq!(lane.up(&db).await.unwrap().already_applied, 2);
    assert_eq!(lane.states(&db).await, ["1 Success", "2 Success"]);
    lane.write("V3__c.sql", "SELECT nothing;");
    failed(lane.up(&db).await);
    lane.write("V3__c.sql", "SELECT 1;");
    assert_eq!(applied(&lane.up(&db).await.unwrap()), ["3"]);

    lane.write("V4__d.sql", "CREATE TABLE d (id INT);");
    let pooled = connect(&bouncer.url_for(database)).await;
    // Who waits behind a pooler asks each time in another session.
    let mut holder = database.client();
    holder.simple(HOLD).unwrap();
    let config = Config::new().lock_wait(Duration::from_millis(300));
    let error = lane.up_with(&pooled, config).await.unwrap_err();
    assert!(matches!(error, Error::Locked { .. }), "{error}");
    holder.simple("SELECT pg_catalog.pg_advisory_unlock_all()").unwrap();
    let report = lane.up(&pooled).await.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(applied(&report), ["4"]);
    let rows = "SELECT installed_rank FROM other.flyway_schema_history";
    assert_eq!(database.psql(rows), "1\n2");
    let kind = "SELECT format_type(a.atttypid, -1) FROM pg_catalog.pg_attribute a \
                WHERE a.attrelid OPERATOR(pg_catalog.=) 'public.flyway_schema_history'::regclass \
                  AND a.attname OPERATOR(pg_catalog.=) 'installed_on'";
    assert_eq!(database.psql(kind), "timestamp with time zone");
}

/// Takes the lock, by Flyway's number for the table.
const HOLD: &str = "SELECT pg_catalog.pg_try_advisory_lock(77433833903597)";

/// The lock is the server's own and excludes, whatever else has its name.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_planted_lock_does_not_let_two_in() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    database.psql(
        "CREATE FUNCTION public.pg_try_advisory_lock(int8) RETURNS bool LANGUAGE sql AS 'SELECT true'",
    );
    database.psql(&format!(
        "ALTER DATABASE \"{}\" SET search_path = public, pg_catalog",
        database.name()
    ));
    let mut holder = database.client();
    holder.simple(HOLD).unwrap();
    let lane = Lane::of("V1__a.sql", "CREATE TABLE a (id INT);");
    let config = Config::new().lock_wait(Duration::from_millis(300));
    let error = lane.up_with(&place.connect().await, config).await.unwrap_err();
    assert!(matches!(error, Error::Locked { .. }), "{error:?}");
}

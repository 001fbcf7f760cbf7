//! PostgreSQL: what each migration runs under, and what its header and the
//! configuration make of that.

use std::sync::{Arc, Mutex};

use schemalane::{
    Config, Error, Event, Function, Identifier,
    sea_orm::{ConnectionTrait as _, DatabaseConnection},
};
use schemalane_testkit::{Bouncer, Database, Pooling, Server};

use crate::{
    lane::{Lane, applied, failed},
    place::{Place, connect},
};

/// A role that owns a table whose rows its own policy hides from it.
fn bound(database: &Database) -> String {
    let url = database.role("bound", "GRANT CREATE ON SCHEMA public TO {role};");
    let role = database.role_name("bound");
    database.psql(&format!(
        "CREATE TABLE account (id INT, name TEXT); INSERT INTO account VALUES (1, 'a'), (2, 'b');
         ALTER TABLE account OWNER TO \"{role}\";
         ALTER TABLE account ENABLE ROW LEVEL SECURITY; ALTER TABLE account FORCE ROW LEVEL SECURITY;
         CREATE POLICY p ON account USING (id = 1)"
    ));
    url
}

const BACKFILL: &str = "\nUPDATE account SET name = upper(name);";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backfill_that_would_see_half_of_the_rows_is_an_error() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    let url = bound(database);
    let bouncer = Bouncer::before(Server::shared(), Pooling::Transaction, &[]);
    let direct = connect(&url).await;
    let pooled = connect(&bouncer.url_through(&url)).await;
    let names = "SELECT string_agg(name, ',' ORDER BY id) FROM account";
    for db in [&direct, &pooled] {
        for role in ["on", "off"] {
            let name = database.role_name("bound");
            database.psql(&format!("ALTER ROLE \"{name}\" SET row_security = {role}"));
            let lane = Lane::of("V1__backfill.sql", BACKFILL);
            let failure = failed(lane.up_with(db, Config::new().adopt()).await).failed.unwrap();
            assert_eq!(failure.sqlstate.as_deref(), Some("42501"), "{failure}");
            assert_eq!((failure.line, failure.column), (Some(2), Some(1)));
            assert!(failure.to_string().contains("row_security = on"), "{failure}");
            assert_eq!(database.psql(names), "a,b");
        }
    }
    // Not in a transaction, and in Rust.
    database.psql("DROP TABLE flyway_schema_history");
    let lane = Lane::of(
        "V1__backfill.sql",
        &format!("-- schemalane: transaction = false\n-- schemalane: row_security = off{BACKFILL}"),
    );
    let failure = failed(lane.up_with(&direct, Config::new().adopt()).await).failed.unwrap();
    assert_eq!(failure.sqlstate.as_deref(), Some("42501"), "{failure}");
    database.psql("DROP TABLE flyway_schema_history");
    let lane = Lane::new(&[]).rust(
        "V1__rust.rs",
        Function::Transaction(|txn| {
            Box::pin(async move {
                txn.execute_unprepared(BACKFILL).await?;
                Ok(())
            })
        }),
    );
    let failure = failed(lane.up_with(&direct, Config::new().adopt()).await).failed.unwrap();
    assert_eq!(failure.sqlstate.as_deref(), Some("42501"), "{failure}");
    assert_eq!(database.psql(names), "a,b");

    // Who wants the policy says so, for one file.
    let lane = Lane::new(&[
        ("V1__own.sql", &format!("-- schemalane: row_security = on{BACKFILL}")),
        (
            "V2__again.sql",
            "SELECT 1; DO $$ BEGIN ASSERT current_setting('row_security') = 'off'; END $$",
        ),
    ]);
    assert_eq!(
        applied(
            &lane
                .up_with(&pooled, Config::new().adopt())
                .await
                .unwrap_or_else(|error| panic!("{error}"))
        ),
        ["1", "2"]
    );
    assert_eq!(database.psql(names), "A,b");
    lane.write(
        "V3__own.sql",
        "-- schemalane: transaction = false\n-- schemalane: row_security = on\nUPDATE account SET name = 'x';",
    );
    assert_eq!(applied(&lane.up_with(&direct, Config::new().adopt()).await.unwrap()), ["3"]);
    assert_eq!(database.psql(names), "x,b");
}

/// Without the rows of the history, all migrations would be pending.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hidden_rows_of_the_history_are_an_error() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    let url = database.role("bound", "GRANT CREATE ON SCHEMA public TO {role};");
    let bouncer = Bouncer::before(Server::shared(), Pooling::Transaction, &[]);
    let lane = Lane::of("V1__a.sql", "CREATE TABLE IF NOT EXISTS a (id INT);");
    lane.up(&connect(&url).await).await.unwrap();
    database.psql(
        "ALTER TABLE flyway_schema_history ENABLE ROW LEVEL SECURITY;
         ALTER TABLE flyway_schema_history FORCE ROW LEVEL SECURITY;
         CREATE POLICY p ON flyway_schema_history USING (false)",
    );
    for db in [connect(&url).await, connect(&bouncer.url_through(&url)).await] {
        let migrator = lane.migrator(&db, Config::new());
        for error in [
            migrator.up(&db).await.unwrap_err(),
            migrator.status(&db).await.unwrap_err(),
            migrator.plan(&db).await.unwrap_err(),
            migrator.pending(&db).await.unwrap_err(),
        ] {
            assert!(matches!(error, Error::HiddenRows { .. }), "{error:?}");
            assert!(error.to_string().contains("row level security would hide rows"), "{error}");
        }
    }
    assert_eq!(database.psql("SELECT count(*) FROM flyway_schema_history"), "1");
    // Whom no policy binds sees all.
    let error = lane.migrator(&place.connect().await, Config::new());
    assert_eq!(error.status(&place.connect().await).await.unwrap().pending, 0);
}

/// Asserts what the transaction is; it asks for a snapshot like any query.
fn is(level: &str) -> String {
    format!(
        "DO $$ BEGIN ASSERT current_setting('transaction_isolation') = '{level}', \
             current_setting('transaction_isolation'); END $$;\n"
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_has_the_isolation_level_that_it_asks_for() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    let bouncer = Bouncer::before(Server::shared(), Pooling::Transaction, &[]);
    let lane = Lane::new(&[
        ("V1__plain.sql", &is("read committed")),
        (
            "V2__first.sql",
            &format!("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;\n{}", is("serializable")),
        ),
        (
            "V3__header.sql",
            &format!("-- schemalane: isolation = repeatable read\n{}", is("repeatable read")),
        ),
        (
            "V4__uncommitted.sql",
            &format!(
                "SET LOCAL work_mem = '1MB';\nSET LOCAL transaction_isolation = 'read uncommitted';\n{}",
                is("read uncommitted")
            ),
        ),
        ("V5__plain.sql", &is("read committed")),
    ]);
    let pooled = connect(&bouncer.url_for(database)).await;
    let report = lane.up_with(&pooled, Config::new().up_to("3".parse().unwrap())).await;
    assert_eq!(applied(&report.unwrap_or_else(|error| panic!("{error}"))), ["1", "2", "3"]);
    lane.write(
        "V6__outside.sql",
        &format!(
            "-- schemalane: isolation = serializable\n-- schemalane: transaction = false\n{}\
             BEGIN; {} COMMIT;",
            is("serializable"),
            is("serializable")
        ),
    );
    lane.write("V7__plain.sql", &is("read committed"));
    let report = lane.up(&place.connect().await).await;
    assert_eq!(applied(&report.unwrap_or_else(|error| panic!("{error}"))), ["4", "5", "6", "7"]);
}

/// A file that asserts these settings.
fn settings(date: &str, zone: &str, path: &str) -> String {
    format!(
        "DO $$ BEGIN ASSERT current_setting('DateStyle') = '{date}', current_setting('DateStyle');
         ASSERT current_setting('TimeZone') = '{zone}', current_setting('TimeZone');
         ASSERT current_setting('search_path') = '{path}', current_setting('search_path'); END $$;\n"
    )
}

const HEADER: &str = "-- schemalane: date_style = German\n-- schemalane: time_zone = 'Asia/Tokyo'\n\
    -- schemalane: extra_search_path = other, \"Odd \"\"one\"\n";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dates_zones_and_schemas_are_what_header_and_configuration_say() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    database.psql(&format!(
        "ALTER DATABASE \"{0}\" SET DateStyle = 'SQL, DMY';
         ALTER DATABASE \"{0}\" SET TimeZone = 'America/Lima'; CREATE SCHEMA extensions;
         CREATE FUNCTION extensions.double(int) RETURNS int LANGUAGE sql AS 'SELECT 2 * $1'",
        database.name()
    ));
    let bouncer = Bouncer::before(Server::shared(), Pooling::Transaction, &[]);
    let lane = Lane::new(&[
        ("V1__pinned.sql", &settings("ISO, MDY", "UTC", "public")),
        (
            "V2__header.sql",
            &format!(
                "{HEADER}{}",
                settings("German, DMY", "Asia/Tokyo", "public, other, \"Odd \"\"one\"")
            ),
        ),
    ]);
    let pooled = connect(&bouncer.url_for(database)).await;
    let direct = place.connect().await;
    assert_eq!(
        applied(&lane.up(&pooled).await.unwrap_or_else(|error| panic!("{error}"))),
        ["1", "2"]
    );
    let config = || {
        let schemas = ["extensions", "public"].map(|name| Identifier::new(name).unwrap());
        Config::new().date_style("ISO, DMY").time_zone("Europe/Berlin").extra_search_path(schemas)
    };
    let own = settings("ISO, DMY", "Europe/Berlin", "public, extensions");
    lane.write("V3__config.sql", &format!("CREATE TABLE t AS SELECT double(21) AS n;\n{own}"));
    lane.write(
        "V4__header.sql",
        &format!(
            "-- schemalane: time_zone = UTC\n{}",
            settings("ISO, DMY", "UTC", "public, extensions")
        ),
    );
    assert_eq!(
        applied(&lane.up_with(&pooled, config()).await.unwrap_or_else(|error| panic!("{error}"))),
        ["3", "4"]
    );
    assert_eq!(database.psql("SELECT n FROM public.t"), "42");
    lane.write("V5__outside.sql", &format!("-- schemalane: transaction = false\n{own}"));
    let statement: &'static str = Box::leak(own.into_boxed_str());
    static OWN: Mutex<&str> = Mutex::new("");
    *OWN.lock().unwrap() = statement;
    let lane = lane.rust(
        "V6__transaction.rs",
        Function::Transaction(|txn| {
            Box::pin(async move {
                let statement = *OWN.lock().unwrap();
                txn.execute_unprepared(statement).await?;
                Ok(())
            })
        }),
    );
    let lane = lane.rust(
        "V7__connection.rs",
        Function::Connection(|db| {
            Box::pin(async move {
                let statement = *OWN.lock().unwrap();
                db.execute_unprepared(statement).await?;
                Ok(())
            })
        }),
    );
    assert_eq!(
        applied(&lane.up_with(&direct, config()).await.unwrap_or_else(|error| panic!("{error}"))),
        ["5", "6", "7"]
    );
    assert_eq!(
        database.psql("SELECT DISTINCT current_setting('TimeZone') FROM flyway_schema_history"),
        "America/Lima"
    );
}

/// The file is not at fault for what the server does not know, and nothing says it began.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_server_does_not_know_stops_before_the_file() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    let bouncer = Bouncer::before(Server::shared(), Pooling::Transaction, &[]);
    let (direct, pooled) = (place.connect().await, connect(&bouncer.url_for(database)).await);
    let wrong = "-- schemalane: time_zone = Europe/Berlim\nCREATE TABLE t (id INT);";
    let outside = format!("-- schemalane: transaction = false\n{wrong}");
    let cases: [(&DatabaseConnection, &str); 3] =
        [(&direct, wrong), (&pooled, wrong), (&direct, &outside)];
    for (db, text) in cases {
        let error = Lane::of("V1__t.sql", text).up(db).await.unwrap_err();
        assert!(matches!(error, Error::Setting { .. }), "{error:?}");
        assert!(error.to_string().contains("V1__t.sql cannot begin"), "{error}");
        assert!(error.to_string().contains("Europe/Berlim"), "{error}");
        assert_eq!(place.history().await, [""; 0]);
    }
    let rust =
        Lane::new(&[]).rust("V1__t.rs", Function::Transaction(|_| Box::pin(async { Ok(()) })));
    let error = rust.up_with(&direct, Config::new().date_style("nonsense")).await.unwrap_err();
    assert!(matches!(error, Error::Setting { .. }), "{error:?}");
    assert_eq!(place.history().await, [""; 0]);
    assert_eq!(applied(&rust.up(&direct).await.unwrap()), ["1"]);
}

/// A limit so short that the statement which takes it away might be the first to hit it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_time_limit_of_the_database_is_taken_away_before_all_else() {
    let bouncer = Bouncer::before(Server::shared(), Pooling::Transaction, &[]);
    for limit in ["1ms", "2ms", "5ms"] {
        for pooled in [false, true] {
            let place = Place::postgres();
            let Place::Postgres(database) = &place else { unreachable!() };
            database.psql(&format!(
                "ALTER DATABASE \"{}\" SET statement_timeout = '{limit}'",
                database.name()
            ));
            let url = if pooled { bouncer.url_for(database) } else { database.url() };
            let db = connect(&url).await;
            let lane = Lane::new(&[
                ("V1__a.sql", "CREATE TABLE a (id INT); SELECT pg_sleep(0.05);"),
                ("V2__b.sql", "SELECT pg_sleep(0.05); SELECT nothing;"),
            ]);
            let failure = failed(lane.up(&db).await).failed.unwrap();
            assert_eq!(failure.sqlstate.as_deref(), Some("42703"), "{failure}");
            assert_eq!(lane.states(&db).await, ["1 Success", "2 Failed"]);
            lane.write("V2__b.sql", "SELECT pg_sleep(0.05)");
            if !pooled {
                lane.write(
                    "V3__c.sql",
                    "-- schemalane: transaction = false\nSELECT pg_sleep(0.05); SELECT 1",
                );
            }
            lane.up(&db).await.unwrap_or_else(|error| panic!("{limit} {pooled}: {error}"));
            assert_eq!(lane.status(&db).await.pending, 0);
        }
    }
}

/// Only a superuser may set it back, so it is told.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_role_without_triggers_may_migrate_and_is_told() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    let url = database.role(
        "replica",
        "GRANT CREATE ON SCHEMA public TO {role};
         ALTER ROLE {role} SET session_replication_role = replica",
    );
    let bouncer = Bouncer::before(Server::shared(), Pooling::Transaction, &[]);
    let lane = Lane::of("V1__a.sql", "CREATE TABLE a (id INT);");
    for db in [connect(&url).await, connect(&bouncer.url_through(&url)).await] {
        let told = Arc::new(Mutex::new(0));
        let count = Arc::clone(&told);
        let migrator = lane.migrator(&db, Config::new()).observe(move |event| {
            if matches!(event, Event::TriggersOff) {
                *count.lock().unwrap() += 1;
            }
        });
        migrator.up(&db).await.unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(*told.lock().unwrap(), 1);
        lane.write("V2__b.sql", "CREATE TABLE b (id INT);");
    }
    assert_eq!(place.history().await.len(), 2);
}

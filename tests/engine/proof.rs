//! "It was rolled back" is said of nothing that is there, and "applied" of
//! nothing that has no row: whatever a migration or a stranger does to the
//! history table.

use schemalane::{
    Error, Function, exit,
    sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr},
};

use crate::{
    lane::{Lane, applied, failed},
    place::{Place, connect},
};

crate::on_both!(
    a_file_that_changes_the_history_is_rolled_back,
    a_file_outside_of_a_transaction_that_changes_the_history_is_no_success,
    a_file_outside_of_a_transaction_that_removes_its_row_gets_another,
    a_rust_migration_that_changes_the_history_is_no_success,
    a_rust_migration_that_goes_on_behind_its_transaction_is_not_rolled_back,
);

const CHANGED: &str = "the history table is not what it was";

fn base() -> Lane {
    Lane::of("V1__a.sql", "CREATE TABLE a (id INT PRIMARY KEY);")
}

async fn run(db: &impl ConnectionTrait, sql: &str) -> Result<(), DbErr> {
    db.execute_unprepared(sql).await.map(drop)
}

/// Ends our transaction, and with it the names that it had.
async fn leave(txn: &DatabaseTransaction) -> Result<(), DbErr> {
    run(txn, "ROLLBACK").await?;
    match txn.get_database_backend() {
        DbBackend::Postgres => run(txn, "SET search_path = public").await,
        _ => Ok(()),
    }
}

async fn count(place: &Place) -> String {
    place.sql("SELECT count(*) || '' FROM a").await
}

/// Runs the second migration, which must fail and leave nothing but its failed row.
async fn is_rolled_back(place: &Place, db: &DatabaseConnection, text: &str) -> String {
    let lane = base();
    if !place.has("a").await {
        lane.up(db).await.unwrap();
    }
    let before = place.sql("SELECT * FROM flyway_schema_history WHERE version = '1'").await;
    lane.write("V2__b.sql", text);
    let outcome = lane.up(db).await;
    let said = outcome.as_ref().unwrap_err().to_string();
    assert!(said.contains("it was rolled back"), "{text}: {said}");
    let failure = failed(outcome).failed.unwrap();
    assert!(failure.rolled_back, "{text}: {failure}");
    assert_eq!(count(place).await, "0", "{text}: {failure}");
    let now = place.sql("SELECT * FROM flyway_schema_history WHERE version = '1'").await;
    assert_eq!(now, before, "{text}");
    assert_eq!(
        place.history().await,
        ["1|1|SQL|V1__a.sql|applied", "2|2|SQL|V2__b.sql|failed"],
        "{text}"
    );
    failure.to_string()
}

async fn a_file_that_changes_the_history_is_rolled_back(place: Place) {
    let db = place.connect().await;
    for statement in [
        "DELETE FROM flyway_schema_history",
        "DELETE FROM flyway_schema_history WHERE version = '1'",
        "DELETE FROM flyway_schema_history WHERE version = '2'",
        "UPDATE flyway_schema_history SET checksum = 0 WHERE version = '1'",
        "UPDATE flyway_schema_history SET success = false WHERE version = '1'",
        "UPDATE flyway_schema_history SET installed_rank = 7 WHERE version = '1'",
        "UPDATE flyway_schema_history SET script = 'x' WHERE version = '1'",
        "UPDATE flyway_schema_history SET checksum = 0",
        "UPDATE flyway_schema_history SET version = '9' WHERE version = '2'",
        "UPDATE flyway_schema_history SET installed_rank = 9 WHERE version = '2'",
        "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, \
         installed_by, execution_time, success) \
         VALUES (7, '3', 'c', 'SQL', 'V3__c.sql', 'me', 0, true)",
    ] {
        let said =
            is_rolled_back(&place, &db, &format!("INSERT INTO a VALUES (2);\n{statement};")).await;
        assert!(said.contains(CHANGED), "{statement}: {said}");
    }
    for statement in [
        "DROP TABLE flyway_schema_history",
        "ALTER TABLE flyway_schema_history RENAME TO elsewhere",
    ] {
        is_rolled_back(&place, &db, &format!("INSERT INTO a VALUES (2);\n{statement};")).await;
    }
    let mended = base();
    mended.write("V2__b.sql", "INSERT INTO a VALUES (2);");
    assert_eq!(applied(&mended.up(&db).await.unwrap()), ["2"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_file_sets_up_against_its_row_is_rolled_back() {
    let place = Place::postgres();
    let db = place.connect().await;
    let function = |body: &str| {
        format!(
            "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$;\n\
             INSERT INTO a VALUES (2);\n"
        )
    };
    let on_history = |when: &str, body: &str| {
        function(body)
            + &format!(
                "CREATE TRIGGER t {when} ON flyway_schema_history FOR EACH ROW EXECUTE FUNCTION f();"
            )
    };
    let delete = "DELETE FROM public.flyway_schema_history; RETURN NULL;";
    let delete_it = "DELETE FROM public.flyway_schema_history WHERE version = '2'; RETURN NULL;";
    let deferred = "CREATE CONSTRAINT TRIGGER t AFTER INSERT OR UPDATE ON {table} \
                    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION f();";
    for text in [
        "INSERT INTO a VALUES (2);\n\
         CREATE RULE r AS ON UPDATE TO flyway_schema_history DO INSTEAD NOTHING;"
            .to_owned(),
        "INSERT INTO a VALUES (2); TRUNCATE flyway_schema_history;".to_owned(),
        "INSERT INTO a VALUES (2);\n\
         DO $$ DECLARE t text; BEGIN\n\
         FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP\n\
         EXECUTE format('TRUNCATE %I', t); END LOOP; END $$;"
            .to_owned(),
        on_history("BEFORE UPDATE", "RETURN NULL;"),
        on_history("BEFORE UPDATE", "NEW.version := '9'; RETURN NEW;"),
        on_history("BEFORE UPDATE", "NEW.checksum := 9; RETURN NEW;"),
        on_history("BEFORE UPDATE", "NEW.success := false; RETURN NEW;"),
        on_history("AFTER UPDATE", delete),
        on_history("AFTER UPDATE", delete_it),
        on_history(
            "AFTER UPDATE",
            "DELETE FROM public.flyway_schema_history WHERE version = '1'; RETURN NULL;",
        ),
        "INSERT INTO a VALUES (2);\n\
         CREATE RULE r AS ON UPDATE TO flyway_schema_history DO ALSO \
         DELETE FROM public.flyway_schema_history WHERE version = '1';"
            .to_owned(),
        "INSERT INTO a VALUES (2);\n\
         CREATE FUNCTION e() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN \
         DELETE FROM public.flyway_schema_history WHERE version = '1'; END $$;\n\
         CREATE EVENT TRIGGER on_end ON ddl_command_end EXECUTE FUNCTION e();\n\
         CREATE TABLE c (id INT);"
            .to_owned(),
        function(delete) + &deferred.replace("{table}", "flyway_schema_history"),
        function(delete) + &deferred.replace("{table}", "a") + "INSERT INTO a VALUES (3);",
        "INSERT INTO a VALUES (2);\nSAVEPOINT s;\n\
         UPDATE flyway_schema_history SET checksum = 0 WHERE version = '1';\nRELEASE s;"
            .to_owned(),
        "INSERT INTO a VALUES (2);\nCREATE TEMPORARY TABLE kept AS SELECT * FROM flyway_schema_history;\n\
         DELETE FROM flyway_schema_history WHERE version = '1';\n\
         INSERT INTO flyway_schema_history SELECT * FROM kept WHERE version = '1';"
            .to_owned(),
    ] {
        let said = is_rolled_back(&place, &db, &text).await;
        assert!(said.contains(CHANGED), "{text}: {said}");
    }
    let copy = "CREATE TABLE c (id INT);\nCOPY c FROM stdin;\n1\n\\.\nINSERT INTO a VALUES (2);\n\
                COPY c FROM stdin;\n1\n\\.\nDELETE FROM flyway_schema_history;";
    assert!(is_rolled_back(&place, &db, copy).await.contains(CHANGED));
}

/// Drops what an earlier migration has hung on the history table, and what it has come to.
async fn clear(place: &Place, remove: &str) {
    place.sql(remove).await;
    place.sql("DELETE FROM flyway_schema_history WHERE installed_rank > 1").await;
}

/// What an earlier migration of the same run has planted: the row is dropped on the way in. The next run tells it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_row_that_is_swallowed_is_no_success() {
    let place = Place::postgres();
    let db = place.connect().await;
    let lane = base();
    lane.up(&db).await.unwrap();
    place
        .sql("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$")
        .await;
    place.sql("CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.version := '9'; RETURN NEW; END $$").await;
    for (plant, remove) in [
        (
            "CREATE RULE r AS ON INSERT TO flyway_schema_history DO INSTEAD NOTHING",
            "DROP RULE r ON flyway_schema_history",
        ),
        (
            "CREATE TRIGGER t BEFORE INSERT ON flyway_schema_history FOR EACH ROW EXECUTE FUNCTION f()",
            "DROP TRIGGER t ON flyway_schema_history",
        ),
        (
            "CREATE TRIGGER t BEFORE INSERT ON flyway_schema_history FOR EACH ROW EXECUTE FUNCTION g()",
            "DROP TRIGGER t ON flyway_schema_history",
        ),
    ] {
        for text in [
            "INSERT INTO a VALUES (2);",
            "-- schemalane: transaction = false\nINSERT INTO a VALUES (2);",
        ] {
            lane.write("V2__plant.sql", plant);
            lane.write("V3__b.sql", text);
            let error = lane.up(&db).await.unwrap_err();
            if text.starts_with("--") {
                let Error::Unfinished { source, .. } = &error else { panic!("{plant}: {error}") };
                assert!(matches!(**source, Error::RowNotKept { .. }), "{plant}: {error}");
                assert!(error.to_string().contains("did not run"), "{error}");
            } else {
                assert!(error.to_string().contains(CHANGED), "{plant}: {error}");
            }
            assert_eq!(count(&place).await, "0", "{plant}");
            is_told(&lane, &db).await;
            clear(&place, remove).await;
        }
    }
    lane.write("V2__plant.sql", "SELECT 1;");
    assert_eq!(applied(&lane.up(&db).await.unwrap()), ["2", "3"]);
}

/// The next run writes nothing where something hangs on the history table.
async fn is_told(lane: &Lane, db: &DatabaseConnection) {
    let error = lane.up(db).await.unwrap_err();
    assert!(matches!(error, Error::Planted { .. }), "{error}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_triggers_on_the_history_make_no_success() {
    let place = Place::sqlite();
    let db = place.connect().await;
    let lane = base();
    lane.up(&db).await.unwrap();
    for trigger in [
        "BEFORE INSERT ON flyway_schema_history BEGIN SELECT RAISE(IGNORE); END",
        "BEFORE UPDATE ON flyway_schema_history BEGIN SELECT RAISE(IGNORE); END",
        "AFTER UPDATE ON flyway_schema_history BEGIN DELETE FROM flyway_schema_history; END",
        "AFTER UPDATE ON flyway_schema_history BEGIN \
         DELETE FROM flyway_schema_history WHERE version = '1'; END",
        "AFTER INSERT ON flyway_schema_history BEGIN \
         UPDATE flyway_schema_history SET version = '9' WHERE version = '3'; END",
        "AFTER UPDATE ON flyway_schema_history WHEN new.success BEGIN \
         UPDATE flyway_schema_history SET success = false WHERE version = '2'; END",
    ] {
        // What is for each row that is added waits for the next migration.
        let waits = trigger.contains(" INSERT ");
        lane.write("V2__plant.sql", &format!("CREATE TRIGGER t {trigger};"));
        lane.write("V3__b.sql", "INSERT INTO a VALUES (2);");
        let outcome = lane.up(&db).await;
        let failure = failed(outcome).failed.unwrap();
        assert!(failure.message.contains(CHANGED) && failure.rolled_back, "{trigger}: {failure}");
        assert_eq!(failure.version == "3", waits, "{trigger}: {failure}");
        assert_eq!(count(&place).await, "0", "{trigger}");
        if waits {
            is_told(&lane, &db).await;
        }
        clear(&place, "DROP TRIGGER IF EXISTS t").await;
    }
    lane.write("V2__plant.sql", "SELECT 1;");
    assert_eq!(applied(&lane.up(&db).await.unwrap()), ["2", "3"]);
}

/// The owner of a table sees no row of it any more: not even its own.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_security_that_a_file_forces_is_rolled_back() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    let db = connect(&database.role("owner", "GRANT CREATE ON SCHEMA public TO {role}")).await;
    let force = "INSERT INTO a VALUES (2);\n\
                 DO $$ DECLARE t text; BEGIN\n\
                 FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP\n\
                 EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);\n\
                 EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t); END LOOP; END $$;";
    is_rolled_back(&place, &db, force).await;
}

/// What puts itself off again and again comes behind the row, but not behind its back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_deferred_behind_the_commit_is_told_as_it_is() {
    let place = Place::postgres();
    let db = place.connect().await;
    let lane = base();
    lane.write(
        "V2__b.sql",
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN\n\
         SET CONSTRAINTS ALL DEFERRED;\n\
         IF NEW.id < 5 THEN INSERT INTO public.a VALUES (NEW.id + 1);\n\
         ELSE DELETE FROM public.flyway_schema_history WHERE version = '2'; END IF;\n\
         RETURN NULL; END $$;\n\
         CREATE CONSTRAINT TRIGGER t AFTER INSERT ON a DEFERRABLE INITIALLY DEFERRED\n\
         FOR EACH ROW EXECUTE FUNCTION f();\n\
         INSERT INTO a VALUES (2);",
    );
    let outcome = lane.up(&db).await;
    let said = outcome.as_ref().unwrap_err().to_string();
    assert!(!said.contains("it was rolled back"), "{said}");
    assert!(said.contains("not rolled back as a whole") && said.contains(CHANGED), "{said}");
    assert!(!failed(outcome).failed.unwrap().rolled_back);
    assert_eq!(count(&place).await, "4");
    assert_eq!(place.history().await[1..], ["2|2|SQL|V2__b.sql|failed"]);
    is_stuck(&lane, &db).await;
}

/// The next run refuses, with a way out, and runs nothing.
async fn is_stuck(lane: &Lane, db: &DatabaseConnection) {
    let error = lane.up(db).await.unwrap_err();
    assert!(matches!(error, Error::Failed { .. }), "{error:?}");
    assert_eq!(error.exit_code(), exit::FAILED);
    assert!(error.to_string().contains("migrate repair --yes"), "{error}");
}

/// What it has hung on the table takes another row as soon as its own is finished.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_file_outside_of_a_transaction_plants_is_no_success() {
    let delete = "DELETE FROM public.flyway_schema_history WHERE version = '1'";
    let postgres = format!(
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {delete}; RETURN NULL; END $$;\n\
         CREATE TRIGGER t AFTER UPDATE ON flyway_schema_history FOR EACH ROW WHEN (NEW.success) \
         EXECUTE FUNCTION f();"
    );
    let sqlite = format!(
        "CREATE TRIGGER t AFTER UPDATE ON flyway_schema_history WHEN NEW.success BEGIN {}; END;",
        delete.replace("public.", "")
    );
    for (place, plant) in [(Place::postgres(), postgres), (Place::sqlite(), sqlite)] {
        let db = place.connect().await;
        let lane = base();
        lane.write(
            "V2__b.sql",
            &format!("-- schemalane: transaction = false\nINSERT INTO a VALUES (2);\n{plant}"),
        );
        let outcome = lane.up(&db).await;
        assert!(outcome.as_ref().unwrap_err().to_string().contains(CHANGED), "{outcome:?}");
        assert!(!failed(outcome).failed.unwrap().rolled_back);
        assert_eq!(
            place.history().await,
            ["1|1|SQL|V1__a.sql|applied", "2|2|SQL|V2__b.sql|failed"]
        );
    }
}

async fn a_file_outside_of_a_transaction_that_changes_the_history_is_no_success(place: Place) {
    let db = place.connect().await;
    let lane = base();
    lane.write(
        "V2__b.sql",
        "-- schemalane: transaction = false\nINSERT INTO a VALUES (2);\n\
         UPDATE flyway_schema_history SET checksum = 7 WHERE version = '1';",
    );
    let outcome = lane.up(&db).await;
    let said = outcome.as_ref().unwrap_err().to_string();
    assert!(said.contains(CHANGED) && said.contains("outside of a transaction"), "{said}");
    assert!(!failed(outcome).failed.unwrap().rolled_back);
    assert_eq!(count(&place).await, "1");
    is_stuck(&lane, &db).await;
}

async fn a_file_outside_of_a_transaction_that_removes_its_row_gets_another(place: Place) {
    let db = place.connect().await;
    let lane = base();
    lane.write(
        "V2__b.sql",
        "-- schemalane: transaction = false\nINSERT INTO a VALUES (2);\n\
         DELETE FROM flyway_schema_history WHERE version = '2';\nINSERT INTO a VALUES (3);",
    );
    let outcome = lane.up(&db).await;
    assert!(outcome.as_ref().unwrap_err().to_string().contains(CHANGED));
    assert_eq!(count(&place).await, "2");
    assert_eq!(place.history().await[1..], ["2|2|SQL|V2__b.sql|failed"]);
    is_stuck(&lane, &db).await;
}

async fn a_rust_migration_that_changes_the_history_is_no_success(place: Place) {
    let db = place.connect().await;
    let lane = || {
        base().rust(
            "V2__b.rs",
            Function::Transaction(|txn| {
                Box::pin(async move {
                    run(txn, "INSERT INTO a VALUES (2)").await?;
                    Ok(run(txn, "DELETE FROM flyway_schema_history WHERE version = '1'").await?)
                })
            }),
        )
    };
    for _ in 0..2 {
        let failure = failed(lane().up(&db).await).failed.unwrap();
        assert!(failure.message.contains(CHANGED) && failure.rolled_back, "{failure}");
        assert_eq!(count(&place).await, "0");
        assert_eq!(
            place.history().await,
            ["1|1|SQL|V1__a.sql|applied", "2|2|RUST|V2__b.rs|failed"]
        );
    }
    let own = base().rust(
        "V2__b.rs",
        Function::Transaction(|txn| {
            Box::pin(async move {
                run(txn, "INSERT INTO a VALUES (2)").await?;
                Ok(run(txn, "DELETE FROM flyway_schema_history WHERE version = '2'").await?)
            })
        }),
    );
    let failure = failed(own.up(&db).await).failed.unwrap();
    assert!(failure.message.contains(CHANGED) && failure.rolled_back, "{failure}");
    assert_eq!(count(&place).await, "0");
    let connection = base().rust(
        "V2__b.rs",
        Function::Connection(|db| {
            Box::pin(async move {
                run(db, "INSERT INTO a VALUES (2)").await?;
                Ok(run(db, "DELETE FROM flyway_schema_history").await?)
            })
        }),
    );
    let failure = failed(connection.up(&db).await).failed.unwrap();
    assert!(failure.message.contains(CHANGED) && !failure.rolled_back, "{failure}");
    assert_eq!(count(&place).await, "1");
    assert_eq!(place.history().await, ["2|2|RUST|V2__b.rs|failed"]);
}

async fn a_rust_migration_that_goes_on_behind_its_transaction_is_not_rolled_back(place: Place) {
    let steps: [(Function, &str); 4] = [
        (
            Function::Transaction(|txn| {
                Box::pin(async move {
                    run(txn, "INSERT INTO a VALUES (2)").await?;
                    run(txn, "COMMIT").await?;
                    Err("too late".into())
                })
            }),
            "too late",
        ),
        (
            Function::Transaction(|txn| {
                Box::pin(async move {
                    leave(txn).await?;
                    run(txn, "INSERT INTO a VALUES (2)").await?;
                    Err("too late".into())
                })
            }),
            "too late",
        ),
        (
            Function::Transaction(|txn| {
                Box::pin(async move {
                    leave(txn).await?;
                    Ok(run(txn, "INSERT INTO a VALUES (2)").await?)
                })
            }),
            "the migration ended it",
        ),
        (
            Function::Transaction(|txn| {
                Box::pin(async move {
                    leave(txn).await?;
                    run(txn, "INSERT INTO a VALUES (2)").await?;
                    run(txn, "BEGIN").await?;
                    run(txn, "SELECT nothing FROM a").await?;
                    Ok(())
                })
            }),
            "nothing",
        ),
    ];
    let db = place.connect().await;
    for (step, says) in steps {
        let lane = base().rust("V2__b.rs", step);
        let outcome = lane.up(&db).await;
        let said = outcome.as_ref().unwrap_err().to_string();
        assert!(said.contains(says) && said.contains("not rolled back as a whole"), "{said}");
        assert!(!failed(outcome).failed.unwrap().rolled_back);
        assert_eq!(count(&place).await, "1");
        assert_eq!(place.history().await[1..], ["2|2|RUST|V2__b.rs|failed"]);
        is_stuck(&lane, &db).await;
        place.sql("DELETE FROM flyway_schema_history WHERE version = '2'").await;
        place.sql("DELETE FROM a").await;
    }
}

/// A deferred trigger is the migration's own, and finds what the migration finds.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_deferred_runs_by_the_names_of_the_migration() {
    let place = Place::postgres();
    let db = place.connect().await;
    let lane = base();
    lane.write(
        "V2__b.sql",
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN\n\
         UPDATE a SET id = 7 WHERE id = NEW.id; RETURN NULL; END $$;\n\
         CREATE CONSTRAINT TRIGGER t AFTER INSERT ON a DEFERRABLE INITIALLY DEFERRED\n\
         FOR EACH ROW EXECUTE FUNCTION f();\n\
         INSERT INTO a VALUES (2);",
    );
    lane.up(&db).await.unwrap();
    assert_eq!(place.sql("SELECT id || '' FROM a").await, "7");
}

/// A history in partitions is a history.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_partitioned_history_is_one() {
    let place = Place::postgres();
    let db = place.connect().await;
    let lane = base();
    lane.up(&db).await.unwrap();
    place
        .sql(
            "ALTER TABLE flyway_schema_history RENAME TO old;
             ALTER TABLE old DROP CONSTRAINT flyway_schema_history_pk;
             CREATE TABLE flyway_schema_history (LIKE old INCLUDING DEFAULTS, \
                PRIMARY KEY (installed_rank)) PARTITION BY RANGE (installed_rank);
             CREATE TABLE second PARTITION OF flyway_schema_history FOR VALUES FROM (2) TO (100);
             ALTER TABLE flyway_schema_history ATTACH PARTITION old FOR VALUES FROM (0) TO (2);",
        )
        .await;
    lane.write("V2__b.sql", "INSERT INTO a VALUES (2);");
    assert_eq!(applied(&lane.up(&db).await.unwrap()), ["2"]);
    lane.write("V3__c.sql", "UPDATE flyway_schema_history SET checksum = 0 WHERE version = '1'");
    let failure = failed(lane.up(&db).await).failed.unwrap();
    assert!(failure.message.contains(CHANGED), "{failure}");
}

//! Objects that no history accounts for: nothing is done beside them unless it is meant.

use schemalane::{Config, Error, Identifier, Strangers, TargetName, Version};

use crate::{
    lane::{Lane, applied},
    place::Place,
};

crate::on_both!(
    objects_without_a_history_are_refused,
    what_is_meant_is_done,
    a_baseline_is_a_way_out,
    another_target_in_the_same_schema_is_no_stranger,
    a_history_of_another_name_is_one,
    what_the_declarative_engine_has_made_is_none,
    many_are_counted,
    repair_makes_no_history,
    names_are_shown_as_one_line,
    fresh_is_not_concerned,
);

fn lane() -> Lane {
    Lane::of("V1__account.sql", "CREATE TABLE account (id INT PRIMARY KEY);")
}

fn strangers(outcome: Result<impl std::fmt::Debug, Error>) -> Strangers {
    match outcome {
        Err(Error::NoHistory { strangers, .. }) => strangers,
        other => panic!("expected a refusal, not {other:?}"),
    }
}

async fn objects_without_a_history_are_refused(place: Place) {
    let (db, lane) = (place.connect().await, lane());
    for object in ["TABLE users (id INT)", "VIEW answer AS SELECT 42 AS value"] {
        place.sql(&format!("CREATE {object}")).await;
        let before = place.catalog().await;
        let migrator = lane.migrator(&db, Config::new());
        let error = migrator.up(&db).await.unwrap_err();
        assert_eq!(error.exit_code(), schemalane::exit::DRIFT);
        let (kind, name) = (object.split(' ').next().unwrap(), object.split(' ').nth(1).unwrap());
        assert!(error.to_string().contains(name), "{error}");
        assert!(error.to_string().contains(&kind.to_lowercase()), "{error}");
        assert_eq!(strangers(migrator.plan(&db).await).count, 1);
        assert_eq!(strangers(migrator.validate(&db).await).count, 1);
        let report = migrator.status(&db).await.unwrap();
        assert_eq!((report.strangers.unwrap().count, report.pending), (1, 1));
        assert_eq!(place.catalog().await, before);
        place.sql(&format!("DROP {kind} {name}")).await;
    }
    assert_eq!(applied(&lane.up(&db).await.unwrap()), ["1"]);
}

async fn what_is_meant_is_done(place: Place) {
    let (db, lane) = (place.connect().await, lane());
    place.sql("CREATE TABLE users (id INT)").await;
    let adopt = Config::new().adopt();
    assert_eq!(lane.migrator(&db, adopt.clone()).plan(&db).await.unwrap().migrations().len(), 1);
    assert_eq!(applied(&lane.up_with(&db, adopt).await.unwrap()), ["1"]);
    // From then on there is a history.
    lane.write("V2__more.sql", "CREATE TABLE more (id INT);");
    assert_eq!(applied(&lane.up(&db).await.unwrap()), ["2"]);
}

async fn a_baseline_is_a_way_out(place: Place) {
    let (db, lane) = (place.connect().await, lane());
    place.sql("CREATE TABLE account (id INT)").await;
    strangers(lane.up(&db).await);
    let version = Version::parse("1").unwrap();
    lane.migrator(&db, Config::new()).baseline(&db, &version).await.unwrap();
    lane.write("V2__more.sql", "CREATE TABLE more (id INT);");
    assert_eq!(applied(&lane.up(&db).await.unwrap()), ["2"]);
}

async fn another_target_in_the_same_schema_is_no_stranger(place: Place) {
    let (db, lane) = (place.connect().await, lane());
    for target in ["eu", "us", "default"] {
        let target = TargetName::parse(target).unwrap();
        let script = format!("CREATE TABLE of_{target} (id INT);");
        let folder = if target.is_default() { String::new() } else { format!("{target}/") };
        lane.write(&format!("{folder}V2__own.sql"), &script);
        let manifest = lane.target(&target, place.dialect());
        let migrator = schemalane::Migrator::new(manifest, Config::new());
        migrator.up(&db).await.unwrap_or_else(|error| panic!("{target}: {error}"));
    }
}

async fn a_history_of_another_name_is_one(place: Place) {
    let (db, lane) = (place.connect().await, lane());
    lane.up(&db).await.unwrap();
    let elsewhere = Config::new().history_table(Identifier::new("history").unwrap());
    let found = strangers(lane.up_with(&db, elsewhere).await);
    assert!(found.flyway);
    assert_eq!(found.count, 2);
    assert_eq!(place.sql("SELECT count(*) || '' FROM flyway_schema_history").await, "1");
}

async fn what_the_declarative_engine_has_made_is_none(place: Place) {
    let (db, lane) = (place.connect().await, lane());
    place.sql("CREATE TABLE users (id INT); CREATE TABLE _schema_migration (id INT)").await;
    assert_eq!(applied(&lane.up(&db).await.unwrap()), ["1"]);
}

async fn many_are_counted(place: Place) {
    let (db, lane) = (place.connect().await, lane());
    for number in 0..20 {
        // What belongs to a table is not counted beside it.
        let table = format!("many_{number:02}");
        place
            .sql(&format!(
                "CREATE TABLE {table} (id INTEGER PRIMARY KEY, a INT UNIQUE); \
                 CREATE INDEX i_{table} ON {table} (a)"
            ))
            .await;
    }
    let found = strangers(lane.up(&db).await);
    assert_eq!((found.count, found.named.len()), (20, 6));
    assert!(found.to_string().ends_with(" and 14 more"), "{found}");
}

async fn repair_makes_no_history(place: Place) {
    let (db, lane) = (place.connect().await, lane());
    place.sql("CREATE TABLE users (id INT)").await;
    lane.migrator(&db, Config::new()).repair(&db, &[]).await.unwrap();
    assert!(!place.has("flyway_schema_history").await);
    strangers(lane.up(&db).await);
}

async fn names_are_shown_as_one_line(place: Place) {
    let (db, lane) = (place.connect().await, lane());
    place.sql("CREATE TABLE \"a\u{1b}[2J\nerror: \u{202e}b\" (id INT)").await;
    let error = lane.up(&db).await.unwrap_err().to_string();
    assert!(error.contains("\\u{1b}[2J\\nerror: \\u{202e}b"), "{error:?}");
    assert!(!error.contains(['\u{1b}', '\u{202e}']), "{error:?}");
}

async fn fresh_is_not_concerned(place: Place) {
    let (db, lane) = (place.connect().await, lane());
    place.sql("CREATE TABLE account (id INT)").await;
    let report = lane.migrator(&db, Config::new()).fresh(&db).await.unwrap();
    assert_eq!(applied(&report), ["1"]);
}

/// What an extension brings is nobody's, and other schemas are not looked at.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn extensions_and_other_schemas_do_not_count() {
    let place = Place::postgres();
    place
        .sql("CREATE EXTENSION hstore; CREATE SCHEMA app; CREATE TABLE app.users (id SERIAL)")
        .await;
    let (db, lane) = (place.connect().await, lane());
    let app = || Config::new().schema(Identifier::new("app").unwrap());
    assert_eq!(strangers(lane.up_with(&db, app()).await).named, ["table app.users"]);
    assert_eq!(applied(&lane.up(&db).await.unwrap()), ["1"]);
    for object in [
        "TYPE app.mood AS ENUM ('a')",
        "FUNCTION app.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "SEQUENCE app.s",
        "DOMAIN app.d AS int",
        "MATERIALIZED VIEW app.m AS SELECT 1 AS one",
    ] {
        place.sql(&format!("DROP SCHEMA app CASCADE; CREATE SCHEMA app; CREATE {object}")).await;
        let error = lane.up_with(&db, app()).await.unwrap_err().to_string();
        assert!(error.contains("schema app holds"), "{object}: {error}");
    }
}

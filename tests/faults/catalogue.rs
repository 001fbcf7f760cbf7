//! Rows of the server's own catalogues that two sessions change at once: the
//! server refuses one of them without a code of its own for that.

use schemalane::Config;
use schemalane_testkit::{Server, assert_sound};
use tokio::task::JoinSet;

use crate::{
    lane::{Lane, connect},
    lock::{against, waits},
};

/// Runs a migration that waits for what `rival` has begun; gives why it was tried again.
async fn behind(rival_sql: &'static str, migration: &str) -> Vec<String> {
    let database = Server::shared().database();
    let mut lane = Lane::probing(1);
    lane.migrator(Config::new()).up(&connect(&database.url()).await).await.unwrap();
    lane.add(migration);
    let mut rival = database.client();
    rival.simple(&format!("BEGIN; {rival_sql}")).unwrap();
    let reasons = against(&lane, &database, move |database| {
        waits(database);
        rival.simple("COMMIT").unwrap();
    })
    .await;
    assert_sound(&database, &lane.expectations().applied(2));
    reasons
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rights_of_one_object_are_granted_by_two() {
    let reasons = behind(
        "GRANT SELECT ON t1 TO PUBLIC",
        "CREATE TABLE granted (id INT); GRANT INSERT ON t1 TO PUBLIC;",
    );
    assert_eq!(reasons.await, ["XX000"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_schema_is_made_by_two() {
    let migration = "CREATE SCHEMA IF NOT EXISTS shared; CREATE TABLE shared.made (id INT);";
    assert_eq!(behind("CREATE SCHEMA shared", migration).await, ["23505"]);
}

/// What is there already is another matter: that will not pass.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_value_that_is_there_twice_is_no_race() {
    let database = Server::shared().database();
    let mut lane = Lane::probing(1);
    lane.add("CREATE UNIQUE INDEX once ON t1 (id); INSERT INTO t1 VALUES (1), (1);");
    let migrator = lane.migrator(Config::new()).observe(|event| {
        assert!(!matches!(event, schemalane::Event::Retrying { .. }), "{event:?}");
    });
    let error = migrator.up(&connect(&database.url()).await).await.unwrap_err();
    assert_eq!(error.exit_code(), schemalane::exit::FAILED, "{error}");
}

/// Schemas of one database that are migrated side by side share its
/// catalogues: none of them fails because of another.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_schemas_at_once_share_roles_rights_and_extensions() {
    const SCHEMAS: usize = 8;
    let database = Server::shared().database();
    database.psql("CREATE SCHEMA shared; CREATE TABLE shared.t (id INT)");
    let role = database.role_name("fleet");
    let migrations = [
        format!(
            "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') \
             THEN CREATE ROLE \"{role}\"; END IF; END $$;"
        ),
        "CREATE SCHEMA IF NOT EXISTS more; DROP EXTENSION IF EXISTS plpgsql; \
         CREATE EXTENSION IF NOT EXISTS plpgsql;"
            .to_owned(),
        format!("GRANT USAGE ON SCHEMA shared TO \"{role}\"; GRANT SELECT ON shared.t TO PUBLIC;"),
        format!("ALTER ROLE \"{role}\" SET work_mem = '8MB'; GRANT INSERT ON shared.t TO PUBLIC;"),
        "REVOKE INSERT ON shared.t FROM PUBLIC; COMMENT ON TABLE shared.t IS 'shared';".to_owned(),
    ];
    let mut runs = JoinSet::new();
    for number in 0..SCHEMAS {
        let schema = format!("s{number}");
        database.psql(&format!("CREATE SCHEMA {schema}"));
        let mut lane = Lane::probing(1);
        migrations.iter().for_each(|migration| lane.add(migration));
        let config = Config::new().schema(schemalane::Identifier::new(schema).unwrap());
        let url = database.url();
        runs.spawn(async move { lane.migrator(config).up(&connect(&url).await).await });
    }
    while let Some(run) = runs.join_next().await {
        let report = run.unwrap().unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(report.applied.len(), 1 + migrations.len());
    }
    database.psql(&format!("DROP OWNED BY \"{role}\"; DROP ROLE \"{role}\""));
}

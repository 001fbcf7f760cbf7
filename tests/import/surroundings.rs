//! Other places, other settings, other runners.

use schemalane::{Config, Error, Folder, Identifier, Import, Importer, Migrator, TargetName};
use schemalane_testkit::Sqlite;

use crate::{
    history::{History, refused},
    place::{self, Place},
};

fn identifier(name: &str) -> Identifier {
    Identifier::new(name).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_tools_table_may_have_another_name_and_schema() {
    let history = History::under("sqlx sqlite", Some("\"my migrations\"")).await;
    let import = Import::new(Importer::Sqlx).table(identifier("my migrations"));
    assert_eq!(history.import_with(Config::new(), import).await.unwrap().imported.len(), 3);

    let history = History::under("diesel postgres", Some("\"Übel\"")).await;
    history.place.sql("CREATE SCHEMA old; ALTER TABLE \"Übel\" SET SCHEMA old").await;
    let import = Import::new(Importer::Diesel).table(identifier("Übel"));
    let outcome = history.import_with(Config::new(), import.clone()).await;
    assert_eq!(refused(outcome).0.len(), 1);
    let import = import.schema(identifier("old"));
    let report = history.import_with(Config::new(), import).await.unwrap();
    assert_eq!((report.table.as_str(), report.imported.len()), ("old.Übel", 3));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_database_file_is_created_by_looking() {
    let sqlite = Sqlite::new();
    let db = sqlx::SqlitePool::connect_lazy(&sqlite.url()).unwrap().into();
    let folder = tempfile::tempdir().unwrap();
    let manifest = Folder::new(folder.path())
        .manifest(&TargetName::DEFAULT, schemalane::Dialect::Sqlite)
        .unwrap();
    let migrator = Migrator::new(manifest, Config::new());
    for import in Importer::ALL.map(Import::new) {
        refused(migrator.plan_import(&db, &import).await);
        refused(migrator.import(&db, &import).await);
    }
    assert_eq!(sqlite.files(), [""; 0]);
}

/// A table that Flyway made, with the row for a schema it made, has neither a
/// time zone nor all of our indexes, and stays like that.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_table_that_flyway_made_is_used_as_it_is() {
    let history = History::of("sea-orm postgres").await;
    history
        .place
        .sql(
            "CREATE TABLE flyway_schema_history (installed_rank INT PRIMARY KEY, \
             version VARCHAR(50), description VARCHAR(200) NOT NULL, type VARCHAR(20) NOT NULL, \
             script VARCHAR(1000) NOT NULL, checksum INTEGER, installed_by VARCHAR(100) NOT NULL, \
             installed_on TIMESTAMP NOT NULL DEFAULT now(), execution_time INTEGER NOT NULL, \
             success BOOLEAN NOT NULL)",
        )
        .await;
    history
        .place
        .sql(
            "INSERT INTO flyway_schema_history VALUES (0, NULL, '<< Flyway Schema Creation >>', \
             'SCHEMA', '\"public\"', NULL, 'flyway', now(), 0, true)",
        )
        .await;
    set_time_zone(&history.place).await;
    let catalog = history.place.catalog().await;
    history.import().await.unwrap();
    assert_eq!(history.place.catalog().await, catalog);
    // As `now()` in a session of ours, which is in UTC whatever the database says.
    let moments = "SELECT count(*) FROM flyway_schema_history WHERE installed_rank > 0 \
                   AND installed_on IN (SELECT to_timestamp(applied_at) AT TIME ZONE 'UTC' \
                                        FROM seaql_migrations)";
    assert_eq!(history.place.sql(moments).await, "2");
}

/// Diesel's moments have no time zone; it writes them in UTC, whatever the database says.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn moments_without_a_time_zone_are_in_utc() {
    let history = History::of("diesel postgres").await;
    set_time_zone(&history.place).await;
    history.import().await.unwrap();
    let moments = "SELECT count(*) FROM flyway_schema_history h JOIN __diesel_schema_migrations t \
                   ON h.installed_on = t.run_on AT TIME ZONE 'UTC'";
    assert_eq!(history.place.sql(moments).await, "3");
}

async fn set_time_zone(place: &Place) {
    let Place::Postgres(database) = place else { panic!("only PostgreSQL has one") };
    let name = database.name();
    place.sql(&format!("ALTER DATABASE \"{name}\" SET timezone = 'Asia/Tokyo'")).await;
    place.sql(&format!("ALTER DATABASE \"{name}\" SET datestyle = 'SQL, DMY'")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_several_runners_one_imports() {
    for name in ["sqlx postgres", "sqlx sqlite"] {
        let history = History::of(name).await;
        let (one, two, three) = tokio::join!(history.import(), history.import(), history.import());
        let outcomes = [one, two, three];
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
        for outcome in outcomes.into_iter().filter(Result::is_err) {
            refused(outcome);
        }
        assert_eq!(history.place.history().await.len(), 3, "{name}");
    }
}

/// Looking needs no right but to read; without the right to write nothing is written.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_role_that_only_reads_may_look() {
    let history = History::of("refinery postgres").await;
    let Place::Postgres(database) = &history.place else { panic!("this is PostgreSQL") };
    let grants = "REVOKE CREATE ON SCHEMA public FROM public; \
                  GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}";
    let db = place::connect(&database.role("reader", grants)).await;
    let migrator = history.migrator(Config::new());
    let import = Import::new(Importer::Refinery);
    assert_eq!(migrator.plan_import(&db, &import).await.unwrap().imported.len(), 3);
    let catalog = history.place.catalog().await;
    let error = migrator.import(&db, &import).await.unwrap_err();
    assert!(
        matches!(error, Error::Database { action: "write the imported history", .. }),
        "{error}"
    );
    assert_eq!(history.place.catalog().await, catalog);
}

/// Either every row is written or none.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_row_that_cannot_be_written_takes_the_others_back() {
    for name in ["sqlx postgres", "sqlx sqlite"] {
        let history = History::of(name).await;
        history
            .place
            .sql(
                "CREATE TABLE flyway_schema_history (installed_rank INT, \
                 version TEXT, description TEXT, type TEXT, script TEXT, checksum INT, \
                 installed_by TEXT, installed_on TIMESTAMP, execution_time INT, \
                 success BOOLEAN UNIQUE)",
            )
            .await;
        let error = history.import().await.unwrap_err().to_string();
        assert!(error.starts_with("cannot write the imported history: "), "{name}: {error}");
        assert_eq!(history.place.history().await, [""; 0], "{name}");
    }
}

//! What somebody hung on the history table before the first run: it is told, and nothing of it runs.

use schemalane::{Config, Dialect, Error, Migrator};

use schemalane_testkit::Server;

use crate::{
    lane::Lane,
    place::{Place, connect},
};

/// A function that can be told to have run, whoever calls it and from where: a sequence goes on even where
/// nothing may be written.
const RAN: &str = "CREATE SEQUENCE ran; \
    CREATE FUNCTION evil(i int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS \
        $$ BEGIN PERFORM nextval('public.ran'); RETURN i; END $$; \
    CREATE FUNCTION evil_trigger() RETURNS trigger LANGUAGE plpgsql AS \
        $$ BEGIN PERFORM nextval('public.ran'); RETURN NULL; END $$;";

const TABLE: &str = "CREATE TABLE flyway_schema_history (installed_rank int primary key, version varchar(50), \
    description varchar(200), type varchar(20), script varchar(1000), checksum int, installed_by varchar(100), \
    installed_on timestamp default now(), execution_time int, success boolean);";

const COLUMNS: &str = "'1'::text AS version, '' AS description, '' AS type, '' AS script, 1 AS checksum, \
    '' AS installed_by, now() AS installed_on, 1 AS execution_time, true AS success";

fn migrator(dialect: Dialect) -> Migrator {
    Migrator::new(
        Lane::of("V1__one.sql", "CREATE TABLE one (id INT);").manifest(dialect),
        Config::new(),
    )
}

/// Says what is told of it, by looking and by writing, and that nothing of it ran.
async fn refused(planted: &str, says: &str, looking: bool) {
    let place = Place::postgres();
    place.sql(RAN).await;
    place.sql(planted).await;
    place.sql("SELECT setval('ran', 1, false)").await;
    let db = connect(&place.url()).await;
    let up = migrator(Dialect::Postgres).up(&db).await.unwrap_err();
    assert!(matches!(up, Error::Planted { .. }), "{planted}: {up}");
    assert!(up.to_string().contains(says), "{planted}: {up}");
    let looked = migrator(Dialect::Postgres).status(&db).await;
    assert_eq!(matches!(looked, Err(Error::Planted { .. })), looking, "{planted}: {looked:?}");
    assert_eq!(place.sql("SELECT is_called::int FROM ran").await, "0", "{planted}");
    assert_eq!(
        place.sql("SELECT count(*) FROM pg_class WHERE relname = 'one'").await,
        "0",
        "{planted}"
    );
    db.close().await.unwrap();
}

#[tokio::test]
async fn what_would_run_when_it_is_read() {
    for (planted, says) in [
        (
            format!(
                "CREATE VIEW flyway_schema_history AS SELECT evil(1) AS installed_rank, {COLUMNS}"
            ),
            "a view",
        ),
        (
            format!(
                "CREATE MATERIALIZED VIEW flyway_schema_history AS SELECT evil(1) AS installed_rank, {COLUMNS}"
            ),
            "a materialised view",
        ),
        ("CREATE SEQUENCE flyway_schema_history".to_owned(), "another object"),
        (
            format!(
                "{TABLE} CREATE TYPE mood AS ENUM ('1'); CREATE FUNCTION cast_mood(mood) RETURNS text LANGUAGE plpgsql \
                 AS $$ BEGIN PERFORM nextval('public.ran'); RETURN '1'; END $$; \
                 CREATE CAST (mood AS text) WITH FUNCTION cast_mood(mood); \
                 ALTER TABLE flyway_schema_history ALTER version TYPE mood USING '1'::mood; \
                 INSERT INTO flyway_schema_history VALUES (1, '1', '', '', '', 1, '', now(), 1, true)"
            ),
            "its column version has a type",
        ),
        (format!("{TABLE} CREATE INDEX sly ON flyway_schema_history ((evil(1)))"), "its index sly"),
        (
            format!(
                "{TABLE} CREATE INDEX sly ON flyway_schema_history (version) WHERE evil(1) > 0"
            ),
            "its index sly",
        ),
        (
            format!(
                "{TABLE} CREATE TABLE heir () INHERITS (flyway_schema_history); CREATE INDEX sly ON heir ((evil(1)))"
            ),
            "its index sly",
        ),
        (
            format!(
                "{TABLE} CREATE STATISTICS sly ON version, (evil(installed_rank)) FROM flyway_schema_history"
            ),
            "the extended statistics sly",
        ),
        (
            format!(
                "{} PARTITION BY RANGE (evil(installed_rank)); \
                 CREATE TABLE part PARTITION OF flyway_schema_history DEFAULT",
                TABLE.replace(" primary key", "").trim_end_matches(';')
            ),
            "the partition key of flyway_schema_history",
        ),
    ] {
        refused(&planted, says, true).await;
    }
}

#[tokio::test]
async fn what_would_run_when_it_is_written() {
    for (planted, says) in [
        (
            "CREATE TRIGGER sly BEFORE INSERT ON flyway_schema_history FOR EACH ROW EXECUTE FUNCTION evil_trigger()",
            "the trigger sly",
        ),
        (
            "CREATE TRIGGER sly AFTER UPDATE ON flyway_schema_history EXECUTE FUNCTION evil_trigger()",
            "the trigger sly",
        ),
        (
            "CREATE RULE sly AS ON INSERT TO flyway_schema_history DO INSTEAD NOTHING",
            "the rule sly",
        ),
        (
            "CREATE RULE sly AS ON UPDATE TO flyway_schema_history DO ALSO SELECT evil(1)",
            "the rule sly",
        ),
        (
            "ALTER TABLE flyway_schema_history ADD CONSTRAINT sly CHECK (evil(installed_rank) > 0)",
            "the check sly",
        ),
        (
            "ALTER TABLE flyway_schema_history ALTER installed_on SET DEFAULT now() + evil(1) * interval '1 s'",
            "of its column installed_on",
        ),
        ("ALTER TABLE flyway_schema_history ADD sly int DEFAULT evil(1)", "of its column sly"),
        (
            "ALTER TABLE flyway_schema_history ADD sly int GENERATED ALWAYS AS (evil(checksum)) STORED",
            "of its column sly",
        ),
    ] {
        refused(&format!("{TABLE} {planted}"), says, false).await;
    }
}

/// What never runs for us, and what a table of Flyway's, or of ours, may have.
#[tokio::test]
async fn what_harms_nobody() {
    for harmless in [
        "",
        "CREATE TRIGGER never BEFORE TRUNCATE ON flyway_schema_history EXECUTE FUNCTION evil_trigger()",
        "CREATE TRIGGER off BEFORE INSERT ON flyway_schema_history FOR EACH ROW EXECUTE FUNCTION evil_trigger(); \
         ALTER TABLE flyway_schema_history DISABLE TRIGGER off",
        "CREATE INDEX more ON flyway_schema_history (script, success)",
        // Its owner and a superuser see all rows.
        "ALTER TABLE flyway_schema_history ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE flyway_schema_history ADD remark text DEFAULT 'none'",
    ] {
        let place = Place::postgres();
        place.sql(RAN).await;
        place.sql(&format!("{TABLE} {harmless}")).await;
        let db = connect(&place.url()).await;
        assert_eq!(
            migrator(Dialect::Postgres).up(&db).await.unwrap().applied.len(),
            1,
            "{harmless}"
        );
        assert_eq!(place.sql("SELECT is_called::int FROM ran").await, "0", "{harmless}");
        db.close().await.unwrap();
    }
    let place = Place::postgres();
    place
        .sql(
            "CREATE TABLE flyway_schema_history (installed_rank int, version varchar(50), description varchar(200), \
             type varchar(20), script varchar(1000), checksum int, installed_by varchar(100), installed_on timestamp \
             default now(), execution_time int, success boolean) PARTITION BY RANGE (installed_rank); \
             CREATE TABLE part PARTITION OF flyway_schema_history DEFAULT",
        )
        .await;
    let db = connect(&place.url()).await;
    assert_eq!(migrator(Dialect::Postgres).up(&db).await.unwrap().applied.len(), 1);
    assert_eq!(migrator(Dialect::Postgres).up(&db).await.unwrap().already_applied, 1);
}

#[tokio::test]
async fn rows_that_a_policy_hides() {
    let database = Server::shared().database();
    database.psql(&format!(
        "{RAN} {TABLE} ALTER TABLE flyway_schema_history ENABLE ROW LEVEL SECURITY; \
         CREATE POLICY sly ON flyway_schema_history USING (evil(1) > 0)"
    ));
    let url = database.role(
        "app",
        "GRANT CREATE, USAGE ON SCHEMA public TO {role}; GRANT ALL ON flyway_schema_history TO {role}; \
         GRANT ALL ON SEQUENCE ran TO {role}",
    );
    let db = connect(&url).await;
    let error = migrator(Dialect::Postgres).up(&db).await.unwrap_err().to_string();
    assert!(
        error.contains("row level security") || error.contains("row-level security"),
        "{error}"
    );
    assert_eq!(database.psql("SELECT is_called::int FROM ran"), "0");
}

#[tokio::test]
async fn on_sqlite() {
    let columns = "1 AS installed_rank, '9' AS version, '' AS description, '' AS type, '' AS script, 1 AS checksum, \
                   '' AS installed_by, '' AS installed_on, 1 AS execution_time, 1 AS success";
    let table = "CREATE TABLE flyway_schema_history (installed_rank INT, version TEXT, description TEXT, type TEXT, \
                 script TEXT, checksum INT, installed_by TEXT, installed_on TEXT, execution_time INT, success INT);";
    for (planted, says, looking) in [
        (format!("CREATE VIEW Flyway_Schema_History AS SELECT {columns}"), "a view", true),
        (
            "CREATE VIRTUAL TABLE flyway_schema_history USING fts5(version)".to_owned(),
            "a virtual table",
            true,
        ),
        (
            format!(
                "{table} CREATE TRIGGER sly AFTER INSERT ON flyway_schema_history BEGIN DELETE FROM flyway_schema_history; END"
            ),
            "the trigger sly",
            false,
        ),
        (
            format!(
                "{table} CREATE TRIGGER sly BEFORE UPDATE ON FLYWAY_SCHEMA_HISTORY BEGIN SELECT RAISE(IGNORE); END"
            ),
            "the trigger sly",
            false,
        ),
    ] {
        let place = Place::sqlite();
        place.sql(&planted).await;
        let db = connect(&place.url()).await;
        let error = migrator(Dialect::Sqlite).up(&db).await.unwrap_err();
        assert!(
            matches!(error, Error::Planted { .. }) && error.to_string().contains(says),
            "{planted}: {error}"
        );
        let looked = migrator(Dialect::Sqlite).status(&db).await;
        assert_eq!(matches!(looked, Err(Error::Planted { .. })), looking, "{planted}: {looked:?}");
        assert!(!place.has("one").await);
        db.close().await.unwrap();
    }
}

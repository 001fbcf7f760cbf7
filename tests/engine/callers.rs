//! What the caller's pool does with its connections, by hooks and options, is
//! honoured, or the run is refused.

use schemalane::{
    Config, Error, Function,
    sea_orm::{ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection},
};
use sqlx::{
    Executor as _, SqliteConnection,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqlitePoolOptions},
};

use crate::{
    lane::{Lane, applied},
    place::Place,
};

fn lane() -> Lane {
    Lane::new(&[
        ("V1__a.sql", "CREATE TABLE a (id INT);"),
        ("V2__b.sql", "SET ROLE NONE; CREATE TABLE of_login (id INT);"),
        ("V3__c.sql", "-- schemalane: transaction = false\nCREATE TABLE c (id INT);\nSELECT 1;"),
        ("V6__f.sql", "CREATE TABLE f AS SELECT current_setting('work_mem') AS memory;"),
    ])
    .rust(
        "V4__d.rs",
        Function::Connection(|db| {
            Box::pin(async move {
                db.execute_unprepared("CREATE TABLE d (id INT)").await?;
                Ok(())
            })
        }),
    )
    .rust(
        "V5__e.rs",
        Function::Transaction(|txn| {
            Box::pin(async move {
                txn.execute_unprepared("CREATE TABLE e (id INT)").await?;
                Ok(())
            })
        }),
    )
}

/// A pool whose connections begin with these statements.
async fn pool(url: &str, hook: String) -> DatabaseConnection {
    let options: PgConnectOptions = url.parse().unwrap();
    PgPoolOptions::new()
        .max_connections(2)
        // One that is asked before each use would close our connection.
        .before_acquire(|_, _| Box::pin(async { Ok(false) }))
        .after_connect(move |connection, _| {
            let hook = hook.clone();
            Box::pin(async move {
                connection.execute(sqlx::AssertSqlSafe(hook)).await?;
                Ok(())
            })
        })
        .connect_lazy_with(options)
        .into()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_role_of_a_pool_owns_what_is_made() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    let owner = format!("{} \"owner\"", database.name());
    let quoted = format!("\"{}\"", owner.replace('"', "\"\""));
    let grants = format!(
        "CREATE ROLE {quoted}; GRANT {quoted} TO {{role}}; \
         GRANT CREATE ON SCHEMA public TO {quoted}, {{role}}"
    );
    let url = database.role("login", &grants);
    let db = pool(&url, format!("SET ROLE {quoted}; SET work_mem = '7MB'")).await;
    let report = lane().up(&db).await.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(applied(&report), ["1", "2", "3", "4", "5", "6"]);
    let owned = format!(
        "SELECT string_agg(tablename, ' ' ORDER BY tablename) FROM pg_tables \
         WHERE schemaname = 'public' AND tableowner = '{owner}'"
    );
    assert_eq!(place.sql(&owned).await, "a c d e f flyway_schema_history");
    assert_eq!(place.sql("SELECT memory FROM f").await, "7MB");
    assert_eq!(place.sql("SELECT DISTINCT installed_by FROM flyway_schema_history").await, owner);
    assert_eq!(lane().up(&db).await.unwrap().already_applied, 6);
    place.sql(&format!("DROP OWNED BY {quoted}; DROP ROLE {quoted}")).await;
}

async fn assert_refused(name: &str, place: &Place, db: &DatabaseConnection, theirs: &str) {
    let lane = Lane::of("V1__a.sql", "CREATE TABLE a (id INT);");
    let error = lane.up(db).await.unwrap_err();
    assert!(
        matches!(&error, Error::SearchPath { theirs: t, ours } if t == theirs && ours == "public"),
        "{name}: {error}"
    );
    let text = error.to_string();
    assert!(text.contains(theirs) && text.contains("public"), "{name}: {text}");
    assert!(!place.has("a").await && !place.has("flyway_schema_history").await, "{name}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_search_path_that_begins_elsewhere_is_refused_with_both_names() {
    let place = Place::postgres();
    place.sql("CREATE SCHEMA app").await;
    let url = place.url();
    let options: PgConnectOptions = url.parse().unwrap();
    let mut sea_orm = ConnectOptions::new(&url);
    sea_orm.sqlx_logging(false).set_schema_search_path("app,public");
    let sea_orm = Database::connect(sea_orm).await.unwrap();
    let by_option = options.clone().options([("search_path", "app")]);
    let by_option = PgPoolOptions::new().connect_lazy_with(by_option).into();
    assert_refused("SeaORM", &place, &sea_orm, "app").await;
    assert_refused("an option", &place, &by_option, "app").await;
    assert_refused("a hook", &place, &pool(&url, "SET search_path = app".to_owned()).await, "app")
        .await;
    let missing = pool(&url, "SET search_path = missing, public".to_owned()).await;
    assert_refused("a missing schema", &place, &missing, "missing").await;
    let user = options.get_username();
    let to_user = pool(&url, "SET search_path = \"$user\", public".to_owned()).await;
    place.sql(&format!("CREATE SCHEMA \"{user}\"")).await;
    assert_refused("the user's own", &place, &to_user, user).await;
    place.sql(&format!("DROP SCHEMA \"{user}\"")).await;

    // Where somebody names the schema, that one it is.
    let lane = Lane::of("V1__a.sql", "CREATE TABLE a (id INT);");
    let named = Config::new().schema("app".try_into().unwrap());
    assert_eq!(applied(&lane.up_with(&sea_orm, named).await.unwrap()), ["1"]);
    assert_eq!(place.sql("SELECT count(*) FROM app.a").await, "0");
    let public = Config::new().schema("public".try_into().unwrap());
    assert_eq!(applied(&lane.up_with(&by_option, public).await.unwrap()), ["1"]);
    // A path that begins with the schema, or with nothing, is no other one.
    for hook in ["SET search_path = public, app", "SET search_path = ''", "SELECT 1"] {
        place.sql("DROP TABLE public.a, public.flyway_schema_history").await;
        let db = pool(&url, hook.to_owned()).await;
        assert_eq!(applied(&lane.up(&db).await.unwrap_or_else(|e| panic!("{hook}: {e}"))), ["1"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hook_that_fails_is_told() {
    let place = Place::postgres();
    let db = pool(&place.url(), "SET ROLE nobody_has_this_name".to_owned()).await;
    let error = lane().up(&db).await.unwrap_err();
    assert!(matches!(error, Error::Hook), "{error}");
    assert!(error.to_string().contains("after_connect"), "{error}");
    assert!(!place.has("flyway_schema_history").await);
}

/// A pool whose connections know an order of their own, and begin with this statement.
fn knowing(url: &str, hook: &'static str) -> DatabaseConnection {
    let options: SqliteConnectOptions = url.parse().unwrap();
    SqlitePoolOptions::new()
        .before_acquire(|_, _| Box::pin(async { Ok(false) }))
        .after_connect(move |connection: &mut SqliteConnection, _| {
            Box::pin(async move {
                connection.execute(hook).await?;
                let mut handle = connection.lock_handle().await?;
                handle.create_collation("shop", |one, other| one.len().cmp(&other.len()))
            })
        })
        .connect_lazy_with(options)
        .into()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_pool_of_sqlite_knows_its_migrations_know() {
    let place = Place::sqlite();
    let lane = Lane::new(&[
        ("V1__a.sql", "CREATE TABLE a (name TEXT COLLATE shop UNIQUE);"),
        ("V2__b.sql", "INSERT INTO a VALUES ('one'), ('three');"),
        ("V3__c.sql", "-- schemalane: transaction = false\nCREATE INDEX i ON a (name);\nSELECT 1;"),
        ("V4__d.sql", "CREATE TABLE d AS SELECT cache_size FROM pragma_cache_size;"),
    ]);
    let lane = lane.rust(
        "V5__e.rs",
        Function::Transaction(|txn| {
            Box::pin(async move {
                txn.execute_unprepared("INSERT INTO a VALUES ('seven and more')").await?;
                Ok(())
            })
        }),
    );
    let db = knowing(&place.url(), "PRAGMA cache_size = 77");
    let report = lane.up(&db).await.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(applied(&report), ["1", "2", "3", "4", "5"]);
    assert_eq!(place.sql("SELECT CAST(cache_size AS TEXT) FROM d").await, "77");
    let again = lane.up(&db).await.unwrap_or_else(|error| panic!("{error}"));
    assert!(again.applied.is_empty());

    let unknowing = Place::sqlite();
    let error = lane.up(&unknowing.connect().await).await.unwrap_err().to_string();
    assert!(error.contains("no such collation sequence: shop"), "{error}");

    let failing = knowing(&place.url(), "SELECT 1 FROM nowhere");
    let error = lane.up(&failing).await.unwrap_err();
    assert!(matches!(error, Error::Hook), "{error}");
}

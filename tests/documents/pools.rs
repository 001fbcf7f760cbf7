//! The recipes of pools: the code that docs/recipes.md shows, on a database.

use schemalane::{
    Config,
    sea_orm::{DatabaseConnection, SqlxPostgresConnector},
};
use schemalane_testkit::Server;

use crate::{is_shown, migrations};

// shown: begin
/// Counts with sqlx what SeaORM's connection leads to.
async fn count(db: &DatabaseConnection) -> Result<i64, sqlx::Error> {
    let pool = db.get_postgres_connection_pool();
    sqlx::query_scalar("SELECT count(*) FROM run").fetch_one(pool).await
}
// shown: end

// shown: begin
/// Migrates the database of a pool of sqlx's.
async fn migrate(pool: &sqlx::PgPool) -> Result<usize, schemalane::Error> {
    let db = SqlxPostgresConnector::from_sqlx_postgres_pool(pool.clone());
    let report = migrations::build_migrator(Config::new()).up(&db).await?;
    Ok(report.applied.len())
}
// shown: end

#[tokio::test]
async fn a_pool_of_sqlx_is_lent_and_asked() {
    is_shown(include_str!("../../docs/recipes.md"), include_str!("pools.rs"));
    let database = Server::shared().database();
    let options = sqlx::postgres::PgPoolOptions::new().max_connections(1);
    let pool = options.connect(&database.url()).await.unwrap();
    // The only connection of the pool is in use meanwhile.
    let busy = pool.acquire().await.unwrap();
    assert_eq!(migrate(&pool).await.unwrap(), 3);
    drop(busy);
    let db = SqlxPostgresConnector::from_sqlx_postgres_pool(pool);
    assert_eq!(count(&db).await.unwrap(), 0);
}

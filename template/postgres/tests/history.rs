//! Applies the history to the database that `DATABASE_URL` names, in schemas that the tests create
//! and drop.

use std::env;
use std::error::Error;

use schemalane::sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use schemalane::{Config, DatabaseUrl, Identifier, Migrator, Version};

fn migrator(config: Config) -> Migrator {
    scaffold_crate::migrations::build_migrator(config)
}

async fn empty_schema(name: &str) -> Result<(DatabaseConnection, Config), Box<dyn Error>> {
    let url = env::var("DATABASE_URL").map_err(|_| "DATABASE_URL is not set")?;
    let db = url.parse::<DatabaseUrl>()?.pool(1);
    drop_schema(&db, name).await?;
    let create = format!("CREATE SCHEMA {name}");
    db.execute_unprepared(&create).await?;
    Ok((db, Config::new().schema(Identifier::new(name)?)))
}

async fn drop_schema(db: &DatabaseConnection, name: &str) -> Result<(), Box<dyn Error>> {
    let drop = format!("DROP SCHEMA IF EXISTS {name} CASCADE");
    db.execute_unprepared(&drop).await?;
    Ok(())
}

#[tokio::test]
#[ignore = "needs a database: DATABASE_URL=postgres://... cargo test -- --ignored"]
async fn an_empty_schema_takes_every_migration() -> Result<(), Box<dyn Error>> {
    let (db, config) = empty_schema("history_test_empty").await?;
    let migrator = migrator(config);
    migrator.up(&db).await?;
    let status = migrator.status(&db).await?;
    assert_eq!((status.pending, status.failed, status.drift), (0, 0, 0));
    assert!(migrator.up(&db).await?.applied.is_empty());
    drop_schema(&db, "history_test_empty").await
}

/// A migration of data wants data: stop before it, insert, go on, look.
#[tokio::test]
#[ignore = "needs a database: DATABASE_URL=postgres://... cargo test -- --ignored"]
async fn accounts_get_an_email_address() -> Result<(), Box<dyn Error>> {
    let (db, config) = empty_schema("history_test_data").await?;
    let before = config.clone().up_to(Version::parse("2")?);
    migrator(before).up(&db).await?;
    let insert = "INSERT INTO history_test_data.accounts (name) VALUES ('Ada Lovelace')";
    db.execute_unprepared(insert).await?;
    migrator(config).up(&db).await?;

    let select = "SELECT email FROM history_test_data.accounts";
    let select = Statement::from_string(db.get_database_backend(), select);
    let account = db.query_one_raw(select).await?;
    let email: String = account.ok_or("the account is gone")?.try_get("", "email")?;
    assert_eq!(email, "ada.lovelace@example.com");
    drop_schema(&db, "history_test_data").await
}

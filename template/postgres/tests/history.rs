//! Applies the history to the database that `DATABASE_URL` names, in schemas that the tests create
//! and drop.

use std::env;
use std::error::Error;

use schemalane::sea_orm::{ConnectionTrait, DatabaseConnection};
use schemalane::{Config, DatabaseUrl, Identifier, Migrator, Version};

use scaffold_crate::db::{Account, NewAccount};

fn migrator(config: Config) -> Migrator {
    scaffold_crate::migrations::build_migrator(config)
}

async fn empty_schema(name: &str) -> Result<(DatabaseConnection, Config), Box<dyn Error>> {
    let url = env::var("DATABASE_URL").map_err(|_| "DATABASE_URL is not set")?;
    let db = url.parse::<DatabaseUrl>()?.pool(1);
    drop_schema(&db, name).await?;
    // Migrations are told the schema, and everything else finds it: the pool has one connection.
    let create = format!("CREATE SCHEMA {name}; SET search_path TO {name}");
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
    let insert = "INSERT INTO accounts (name) VALUES ('Ada Lovelace')";
    db.execute_unprepared(insert).await?;
    migrator(config).up(&db).await?;

    let accounts = Account::all(&db).await?;
    let email = accounts[0].email.as_deref();
    assert_eq!(email, Some("ada.lovelace@example.com"));
    drop_schema(&db, "history_test_data").await
}

/// The generated functions work on what the migrations made.
#[tokio::test]
#[ignore = "needs a database: DATABASE_URL=postgres://... cargo test -- --ignored"]
async fn an_account_is_found_by_its_key() -> Result<(), Box<dyn Error>> {
    let (db, config) = empty_schema("history_test_key").await?;
    migrator(config).up(&db).await?;
    let ada = Account::insert(&db, NewAccount::new("Ada Lovelace")).await?;
    assert_eq!(Account::get(&db, ada.id).await?, Some(ada));
    drop_schema(&db, "history_test_key").await
}

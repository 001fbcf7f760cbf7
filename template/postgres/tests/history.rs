//! Applies the history to databases that the tests create and drop, beside the one that
//! `DATABASE_URL` names.

use std::env;
use std::error::Error;

use schemalane::sea_orm::{ConnectionTrait, DatabaseConnection};
use schemalane::{Config, DatabaseUrl, Migrator, Version};

use scaffold_crate::db::{Account, NewAccount};

fn migrator(config: Config) -> Migrator {
    scaffold_crate::migrations::build_migrator(config)
}

fn url() -> Result<DatabaseUrl, Box<dyn Error>> {
    let url = env::var("DATABASE_URL").map_err(|_| "DATABASE_URL is not set")?;
    Ok(url.parse()?)
}

/// A database of that name, whatever an earlier run has left of it.
async fn empty_database(name: &str) -> Result<DatabaseConnection, Box<dyn Error>> {
    drop_database(name).await?;
    let create = format!("CREATE DATABASE {name} TEMPLATE template0");
    url()?.pool(1).execute_unprepared(&create).await?;
    Ok(url()?.with_database(name).pool(1))
}

async fn drop_database(name: &str) -> Result<(), Box<dyn Error>> {
    let drop = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    url()?.pool(1).execute_unprepared(&drop).await?;
    Ok(())
}

#[tokio::test]
#[ignore = "needs a database: DATABASE_URL=postgres://... cargo test -- --ignored"]
async fn an_empty_database_takes_every_migration() -> Result<(), Box<dyn Error>> {
    let db = empty_database("history_test_empty").await?;
    let migrator = migrator(Config::new());
    migrator.up(&db).await?;
    let status = migrator.status(&db).await?;
    assert_eq!((status.pending, status.failed, status.drift), (0, 0, 0));
    assert!(migrator.up(&db).await?.applied.is_empty());
    drop_database("history_test_empty").await
}

/// A migration of data wants data: stop before it, insert, go on, look.
#[tokio::test]
#[ignore = "needs a database: DATABASE_URL=postgres://... cargo test -- --ignored"]
async fn accounts_get_an_email_address() -> Result<(), Box<dyn Error>> {
    let db = empty_database("history_test_data").await?;
    let before = Config::new().up_to(Version::parse("2")?);
    migrator(before).up(&db).await?;
    let insert = "INSERT INTO accounts (name) VALUES ('Ada Lovelace')";
    db.execute_unprepared(insert).await?;
    migrator(Config::new()).up(&db).await?;

    let accounts = Account::all(&db).await?;
    let email = accounts[0].email.as_deref();
    assert_eq!(email, Some("ada.lovelace@example.com"));
    drop_database("history_test_data").await
}

/// The generated functions work on what the migrations made.
#[tokio::test]
#[ignore = "needs a database: DATABASE_URL=postgres://... cargo test -- --ignored"]
async fn an_account_is_found_by_its_key() -> Result<(), Box<dyn Error>> {
    let db = empty_database("history_test_key").await?;
    migrator(Config::new()).up(&db).await?;
    let ada = Account::insert(&db, NewAccount::new("Ada Lovelace")).await?;
    assert_eq!(Account::get(&db, ada.id).await?, Some(ada));
    drop_database("history_test_key").await
}

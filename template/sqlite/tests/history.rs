//! Applies the history to databases in memory.

use std::error::Error;

use schemalane::sea_orm::{ConnectionTrait, DatabaseConnection};
use schemalane::{Config, DatabaseUrl, Migrator, UrlError, Version};

use scaffold_crate::db::{Account, NewAccount};

fn migrator(config: Config) -> Migrator {
    scaffold_crate::migrations::build_migrator(config)
}

fn empty_database() -> Result<DatabaseConnection, UrlError> {
    Ok("sqlite::memory:".parse::<DatabaseUrl>()?.pool(1))
}

#[tokio::test]
async fn an_empty_database_takes_every_migration() -> Result<(), Box<dyn Error>> {
    let db = empty_database()?;
    let migrator = migrator(Config::new());
    migrator.up(&db).await?;
    let status = migrator.status(&db).await?;
    assert_eq!((status.pending, status.failed, status.drift), (0, 0, 0));
    assert!(migrator.up(&db).await?.applied.is_empty());
    Ok(())
}

/// A migration of data wants data: stop before it, insert, go on, look.
#[tokio::test]
async fn accounts_get_an_email_address() -> Result<(), Box<dyn Error>> {
    let db = empty_database()?;
    let before = Config::new().up_to(Version::parse("2")?);
    migrator(before).up(&db).await?;
    let insert = "INSERT INTO accounts (name) VALUES ('Ada Lovelace')";
    db.execute_unprepared(insert).await?;
    migrator(Config::new()).up(&db).await?;

    let accounts = Account::all(&db).await?;
    let email = accounts[0].email.as_deref();
    assert_eq!(email, Some("ada.lovelace@example.com"));
    Ok(())
}

/// The generated functions work on what the migrations made.
#[tokio::test]
async fn an_account_is_found_by_its_key() -> Result<(), Box<dyn Error>> {
    let db = empty_database()?;
    migrator(Config::new()).up(&db).await?;
    let ada = Account::insert(&db, NewAccount::new("Ada Lovelace")).await?;
    assert_eq!(Account::get(&db, ada.id).await?, Some(ada));
    Ok(())
}

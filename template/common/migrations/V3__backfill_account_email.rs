//! Gives an email address to every account that has none.
//!
//! A Rust migration is a file with one public function `migrate`. Its parameter says how it runs:
//!
//! - `migrate(txn: &DatabaseTransaction)`: in a transaction, together with its row in the history.
//!   After a failure nothing of it is left, and the next run tries again.
//! - `migrate(db: &DatabaseConnection)`: outside of any transaction. Take it for work that commits
//!   as it goes; what came before a failure stays.
//!
//! Any error that `?` can turn into a boxed one may be returned.
//!
//! One that changes tables, and not rows alone, says so, for `schemalane codegen` does not run it:
//! `pub const SCHEMA: &str = "ALTER TABLE accounts ADD COLUMN phone TEXT";`, and executes that.

use schemalane::sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, Statement};

/// Runs once on each database. Once that has happened, this file must not change any more.
pub async fn migrate(txn: &DatabaseTransaction) -> Result<(), DbErr> {
    let backend = txn.get_database_backend();
    let select = "SELECT id, name FROM accounts WHERE email IS NULL ORDER BY id";
    let select = Statement::from_string(backend, select);
    for account in txn.query_all_raw(select).await? {
        let id: i64 = account.try_get("", "id")?;
        let name: String = account.try_get("", "name")?;
        let update = "UPDATE accounts SET email = $1 WHERE id = $2";
        let values = [address(&name).into(), id.into()];
        let update = Statement::from_sql_and_values(backend, update, values);
        txn.execute_raw(update).await?;
    }
    Ok(())
}

/// `Ada Lovelace` has the address `ada.lovelace@example.com`.
fn address(name: &str) -> String {
    let words: Vec<_> = name.split_whitespace().map(str::to_lowercase).collect();
    format!("{}@example.com", words.join("."))
}

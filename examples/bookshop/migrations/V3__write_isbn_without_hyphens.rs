//! Books were entered with and without hyphens in their numbers. From here on there is one way to write them.

use schemalane::sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, Statement};

/// Runs inside a transaction, together with its row in the history.
pub async fn migrate(txn: &DatabaseTransaction) -> Result<(), DbErr> {
    let backend = txn.get_database_backend();
    let select = Statement::from_string(backend, "SELECT isbn FROM books WHERE isbn LIKE '%-%'");
    for book in txn.query_all_raw(select).await? {
        let old: String = book.try_get("", "isbn")?;
        rename(txn, &old, &old.replace('-', "")).await?;
    }
    Ok(())
}

/// A sale refers to its book, so the book is there twice until its sales have gone over.
async fn rename(txn: &DatabaseTransaction, old: &str, new: &str) -> Result<(), DbErr> {
    let copy = "INSERT INTO books (isbn, title, author, price_cents, stock) \
                SELECT $1, title, author, price_cents, stock FROM books WHERE isbn = $2 \
                ON CONFLICT (isbn) DO UPDATE SET stock = books.stock + excluded.stock";
    let follow = "UPDATE sales SET isbn = $1 WHERE isbn = $2";
    let remove = "DELETE FROM books WHERE isbn <> $1 AND isbn = $2";
    for sql in [copy, follow, remove] {
        let values = [new.into(), old.into()];
        let statement = Statement::from_sql_and_values(txn.get_database_backend(), sql, values);
        txn.execute_raw(statement).await?;
    }
    Ok(())
}

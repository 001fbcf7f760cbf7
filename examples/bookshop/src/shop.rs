//! What the shop does with its database.

use schemalane::sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, Statement,
    TransactionTrait as _, Value,
};

/// The shop, on a database that is up to date.
#[derive(Debug)]
pub struct Shop {
    db: DatabaseConnection,
}

/// A book as it is entered.
#[derive(Debug)]
pub struct Book {
    /// Its number, with hyphens or without.
    pub isbn: String,
    /// Its title.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// Its price, in cents.
    pub price_cents: i32,
}

/// How a book sells.
#[derive(Debug)]
pub struct Line {
    /// The number of the book.
    pub isbn: String,
    /// Its title.
    pub title: String,
    /// How many copies were sold.
    pub copies: i64,
    /// For how much, in cents.
    pub cents: i64,
}

/// Why something cannot be done.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// There is no copy of it.
    #[error("no copy of {isbn} is in stock")]
    SoldOut {
        /// The number of the book.
        isbn: String,
    },
    /// The database refused something.
    #[error("the database refused: {0}")]
    Database(#[from] DbErr),
}

impl Shop {
    /// A shop on a database that is up to date.
    #[must_use]
    pub const fn new(db: DatabaseConnection) -> Self {
        Self { db }
    }

    /// Takes copies of a book into stock, at the price of today.
    ///
    /// # Errors
    ///
    /// The database refused it.
    pub async fn stock(&self, book: &Book, copies: i32) -> Result<(), Problem> {
        let sql = "INSERT INTO books (isbn, title, author, price_cents, stock) VALUES ($1, $2, $3, $4, $5) \
                   ON CONFLICT (isbn) DO UPDATE SET title = excluded.title, author = excluded.author, \
                   price_cents = excluded.price_cents, stock = books.stock + excluded.stock";
        let Book { isbn, title, author, price_cents } = book;
        let values: [Value; 5] = [
            bare(isbn).into(),
            title.as_str().into(),
            author.as_str().into(),
            (*price_cents).into(),
            copies.into(),
        ];
        self.db.execute_raw(statement(&self.db, sql, values)).await?;
        Ok(())
    }

    /// Sells a copy: the number of the sale.
    ///
    /// # Errors
    ///
    /// There is no copy in stock, or the database refused it.
    pub async fn sell(&self, isbn: &str) -> Result<i32, Problem> {
        let isbn = bare(isbn);
        let txn = self.db.begin().await?;
        let number = sell(&txn, &isbn).await?.ok_or(Problem::SoldOut { isbn })?;
        txn.commit().await?;
        Ok(number)
    }

    /// How each book sells, the best first.
    ///
    /// # Errors
    ///
    /// The database refused it.
    pub async fn report(&self) -> Result<Vec<Line>, Problem> {
        // The sum is of another type on each kind of database.
        let sql = "SELECT isbn, title, copies, CAST(cents AS bigint) AS cents FROM sales_by_book \
                   ORDER BY copies DESC, title";
        let rows = self.db.query_all_raw(statement(&self.db, sql, [])).await?;
        rows.iter()
            .map(|row| {
                Ok(Line {
                    isbn: row.try_get("", "isbn")?,
                    title: row.try_get("", "title")?,
                    copies: row.try_get("", "copies")?,
                    cents: row.try_get("", "cents")?,
                })
            })
            .collect()
    }
}

/// Takes a copy out of stock and writes the sale; `None` where there is no copy. The row of the book is locked until
/// the end, and the numbers of sales are given in turn.
async fn sell(txn: &DatabaseTransaction, isbn: &str) -> Result<Option<i32>, DbErr> {
    let take = "UPDATE books SET stock = stock - 1 WHERE isbn = $1 AND stock > 0";
    if txn.execute_raw(statement(txn, take, [isbn.into()])).await?.rows_affected() == 0 {
        return Ok(None);
    }
    let write = "INSERT INTO sales (number, isbn, price_cents) \
                 SELECT coalesce((SELECT max(number) FROM sales), 0) + 1, isbn, price_cents FROM books WHERE isbn = $1 \
                 RETURNING number";
    let row = txn.query_one_raw(statement(txn, write, [isbn.into()])).await?;
    row.map(|row| row.try_get("", "number")).transpose()
}

/// The one way in which numbers are written.
fn bare(isbn: &str) -> String {
    isbn.replace('-', "")
}

fn statement<const N: usize>(
    db: &impl ConnectionTrait,
    sql: &str,
    values: [Value; N],
) -> Statement {
    Statement::from_sql_and_values(db.get_database_backend(), sql, values)
}

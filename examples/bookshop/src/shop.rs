//! What the shop does with its database.

use schemalane::sea_orm::{
    ConnectionTrait as _, DatabaseConnection, DatabaseTransaction, DbErr, Statement,
};

use crate::db::{Book, BookChanges, NewBook, NewSale, Sale, SalesByBook, Set, transaction};

/// The shop, on a database that is up to date.
#[derive(Debug)]
pub struct Shop {
    db: DatabaseConnection,
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
    /// The database refused something, or holds what it should not.
    #[error("the database refused: {0}")]
    Database(#[from] schemalane_data::Error),
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
    pub async fn stock(&self, book: NewBook, copies: i32) -> Result<(), Problem> {
        let book = NewBook { isbn: bare(&book.isbn), ..book };
        transaction(&self.db, async |tx| {
            // From here on the row is locked, so that nobody else changes what is counted.
            let book = Book::upsert(tx, book).await?;
            let stock = Set(book.stock + copies);
            book.apply(tx, BookChanges { stock, ..Default::default() }).await?;
            Ok(())
        })
        .await
    }

    /// Sells a copy: the number of the sale.
    ///
    /// # Errors
    ///
    /// There is no copy in stock, or the database refused it.
    pub async fn sell(&self, isbn: &str) -> Result<i32, Problem> {
        let isbn = bare(isbn);
        transaction(&self.db, async |tx| {
            if !take(tx, &isbn).await.map_err(schemalane_data::Error::from)? {
                return Err(Problem::SoldOut { isbn: isbn.clone() });
            }
            let number = Sale::count(tx).await? + 1;
            let price = Book::get(tx, &isbn).await?.map_or(0, |book| book.price_cents);
            let number = i32::try_from(number).unwrap_or(i32::MAX);
            Sale::insert(tx, NewSale::new(number, &isbn, price)).await?;
            Ok(number)
        })
        .await
    }

    /// How each book sells, the best first.
    ///
    /// # Errors
    ///
    /// The database refused it.
    pub async fn report(&self) -> Result<Vec<SalesByBook>, Problem> {
        let mut lines = SalesByBook::all(&self.db).await?;
        lines.sort_by(|one, other| {
            other.copies.cmp(&one.copies).then_with(|| one.title.cmp(&other.title))
        });
        Ok(lines)
    }
}

/// Takes a copy out of stock, if there is one: in one statement, so that no two sales take the same. Whatever is no
/// function of a row is SQL as before.
async fn take(tx: &DatabaseTransaction, isbn: &str) -> Result<bool, DbErr> {
    let sql = "UPDATE books SET stock = stock - 1 WHERE isbn = $1 AND stock > 0";
    let take = Statement::from_sql_and_values(tx.get_database_backend(), sql, [isbn.into()]);
    Ok(tx.execute_raw(take).await?.rows_affected() > 0)
}

/// The one way in which numbers are written.
fn bare(isbn: &str) -> String {
    isbn.replace('-', "")
}

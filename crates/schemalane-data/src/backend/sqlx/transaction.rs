//! Work that is kept or not.

use crate::{Answer, Error};
use sqlx::{Acquire, Database, Transaction};
use std::ops::DerefMut;

/// What a transaction begins on: whatever a generated function of the backend `sqlx` takes.
pub trait Begin<'c> {
    #[doc(hidden)]
    type Held: Held;

    #[doc(hidden)]
    fn begin(self) -> Answer<'c, Self::Held>;
}

/// A transaction that is under way.
#[doc(hidden)]
pub trait Held: Send {
    type Connection;

    fn connection(&mut self) -> &mut Self::Connection;
    fn commit(self) -> impl Future<Output = Result<(), Error>> + Send;
    fn rollback(self) -> impl Future<Output = Result<(), Error>> + Send;
}

impl<DB: Database> Held for Transaction<'_, DB>
where
    Self: DerefMut<Target = DB::Connection>,
{
    type Connection = DB::Connection;

    fn connection(&mut self) -> &mut DB::Connection {
        self
    }

    async fn commit(self) -> Result<(), Error> {
        Transaction::commit(self).await.map_err(Error::from)
    }

    async fn rollback(self) -> Result<(), Error> {
        Transaction::rollback(self).await.map_err(Error::from)
    }
}

impl<'c, A> Begin<'c> for A
where
    A: Acquire<'c> + Send + 'c,
    Transaction<'c, A::Database>: DerefMut<Target = <A::Database as Database>::Connection>,
{
    type Held = Transaction<'c, A::Database>;

    fn begin(self) -> Answer<'c, Self::Held> {
        Box::pin(async move { Ok(Acquire::begin(self).await?) })
    }
}

/// Does something in a transaction: commits where it gives `Ok`, and rolls back where it gives `Err`, panics, or is
/// dropped. Within a transaction it is a savepoint.
///
/// # Errors
///
/// What was done fails with its own error; the transaction cannot begin, or cannot commit.
pub async fn transaction<'c, A, T, E>(
    db: A,
    work: impl AsyncFnOnce(&mut <A::Held as Held>::Connection) -> Result<T, E>,
) -> Result<T, E>
where
    A: Begin<'c>,
    E: From<Error>,
{
    let mut transaction = db.begin().await?;
    match work(transaction.connection()).await {
        Ok(done) => {
            transaction.commit().await?;
            Ok(done)
        }
        Err(error) => {
            // See the same place of SeaORM.
            let _ = transaction.rollback().await;
            Err(error)
        }
    }
}

//! A pool of either database.

use super::{Begin, Executor, Held};
use crate::{Answer, Error, Opening};
use sqlx::Transaction;
use sqlx::postgres::{PgPool, Postgres};
use sqlx::sqlite::{Sqlite, SqlitePool};

/// A pool of either database, for an application that learns which one it has when it starts.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Pool {
    /// Of SQLite.
    Sqlite(SqlitePool),
    /// Of PostgreSQL.
    Postgres(PgPool),
}

impl Pool {
    /// Connects to what a URL names: `postgres://..` or `postgresql://..`, else SQLite's.
    #[must_use]
    pub fn connect(url: &str) -> Answer<'_, Self> {
        Box::pin(async move {
            let is_postgres = ["postgres:", "postgresql:"].iter().any(|it| url.starts_with(it));
            Ok(match is_postgres {
                true => Self::Postgres(PgPool::connect(url).await?),
                false => Self::Sqlite(SqlitePool::connect(url).await?),
            })
        })
    }
}

impl From<SqlitePool> for Pool {
    fn from(pool: SqlitePool) -> Self {
        Self::Sqlite(pool)
    }
}

impl From<PgPool> for Pool {
    fn from(pool: PgPool) -> Self {
        Self::Postgres(pool)
    }
}

impl<'c> Executor<'c> for &'c Pool {
    fn open(self) -> Opening<'c> {
        match self {
            Pool::Sqlite(pool) => pool.open(),
            Pool::Postgres(pool) => pool.open(),
        }
    }
}

/// What goes through a transaction of a [`Pool`].
#[derive(Debug)]
#[non_exhaustive]
pub enum Connection<'t> {
    /// Of SQLite.
    Sqlite(Transaction<'t, Sqlite>),
    /// Of PostgreSQL.
    Postgres(Transaction<'t, Postgres>),
}

impl<'c> Executor<'c> for &'c mut Connection<'_> {
    fn open(self) -> Opening<'c> {
        match self {
            Connection::Sqlite(transaction) => (&mut **transaction).open(),
            Connection::Postgres(transaction) => (&mut **transaction).open(),
        }
    }
}

impl<'t> Held for Connection<'t> {
    type Connection = Self;

    fn connection(&mut self) -> &mut Self {
        self
    }

    async fn commit(self) -> Result<(), Error> {
        let done = match self {
            Self::Sqlite(transaction) => transaction.commit().await,
            Self::Postgres(transaction) => transaction.commit().await,
        };
        done.map_err(Error::from)
    }

    async fn rollback(self) -> Result<(), Error> {
        let done = match self {
            Self::Sqlite(transaction) => transaction.rollback().await,
            Self::Postgres(transaction) => transaction.rollback().await,
        };
        done.map_err(Error::from)
    }
}

impl<'c> Begin<'c> for &'c Pool {
    type Held = Connection<'c>;

    fn begin(self) -> Answer<'c, Connection<'c>> {
        Box::pin(async move {
            Ok(match self {
                Pool::Sqlite(pool) => Connection::Sqlite(pool.begin().await?),
                Pool::Postgres(pool) => Connection::Postgres(pool.begin().await?),
            })
        })
    }
}

impl<'c> Begin<'c> for &'c mut Connection<'_> {
    type Held = Connection<'c>;

    fn begin(self) -> Answer<'c, Connection<'c>> {
        Box::pin(async move {
            Ok(match self {
                Connection::Sqlite(outer) => Connection::Sqlite(Begin::begin(&mut **outer).await?),
                Connection::Postgres(outer) => {
                    Connection::Postgres(Begin::begin(&mut **outer).await?)
                }
            })
        })
    }
}

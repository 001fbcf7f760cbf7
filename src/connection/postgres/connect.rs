//! The private pool of exactly one connection, opened.

use std::time::Duration;

use sqlx::{
    ConnectOptions as _, Connection as _, PgConnection, PgPool,
    pool::PoolConnection,
    postgres::{PgConnectOptions, PgPoolOptions},
};

/// How long a server that refuses connections is given to come up, and how
/// long a Rust migration waits for the one connection it already holds.
const CONNECT_WAIT: Duration = Duration::from_secs(5);

/// Connects, in a pool of exactly one connection. `PoolClosed` says that what
/// the caller's pool does with each new connection failed.
pub(super) async fn connect(
    callers: &PgPoolOptions,
    options: &PgConnectOptions,
) -> Result<(PgPool, PoolConnection<sqlx::Postgres>), sqlx::Error> {
    // What the caller's pool does with each new connection is done with this
    // one; what it asks before it gives one out could take the lock away.
    let pool = callers
        .clone()
        .max_connections(1)
        .min_connections(0)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .acquire_timeout(CONNECT_WAIT)
        .before_acquire(|_, _| Box::pin(async { Ok(true) }))
        // What a cancelled statement of a Rust migration still owes would
        // make the pool throw the connection away, and the lock with it.
        .after_release(|connection, _| {
            Box::pin(async move {
                drain(connection).await;
                Ok(true)
            })
        })
        .connect_lazy_with(options.clone());
    match pool.acquire().await {
        Ok(held) => Ok((pool, held)),
        // A pool only says that it waited; one plain attempt says why. A
        // server that takes the connection and then is silent says nothing.
        Err(sqlx::Error::PoolTimedOut) => {
            match tokio::time::timeout(CONNECT_WAIT, options.connect()).await {
                Ok(Err(source)) => Err(source),
                // The server is there, so it is the pool's own work that failed.
                Ok(Ok(_)) => Err(sqlx::Error::PoolClosed),
                Err(_) => Err(sqlx::Error::PoolTimedOut),
            }
        }
        Err(source) => Err(source),
    }
}

/// Connects once, to see whether the server is there.
pub(super) async fn knock(options: &PgConnectOptions) -> Result<(), sqlx::Error> {
    // A pooler takes few settings at the start of a connection.
    let options = options.clone().disable_statement_logging().extra_float_digits(None);
    let connection = tokio::time::timeout(CONNECT_WAIT, options.connect()).await;
    let connection = connection.unwrap_or(Err(sqlx::Error::PoolTimedOut))?;
    let _gone_either_way = tokio::time::timeout(CONNECT_WAIT, connection.close()).await;
    Ok(())
}

/// Whether a pooler does not take a setting at the start of a connection.
pub(super) fn refuses_settings(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(|error| error.message().contains("startup parameter"))
}

/// Reads what the server still owes. Each attempt reads up to one error, and
/// at most two messages can be owed.
pub(super) async fn drain(connection: &mut PgConnection) {
    for _ in 0..3 {
        if connection.ping().await.is_ok() {
            return;
        }
    }
}

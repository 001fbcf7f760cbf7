//! Whether the server is still there while it says nothing.
//!
//! A client that waits for a reply learns nothing of a network that has gone
//! silent, and the driver has no keepalives to set. So while a reply is
//! awaited for long, another connection asks whether our session is still
//! served; it is opened for the question only.

use std::{
    io,
    time::{Duration, Instant},
};

use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Row as _};
use tokio::time::{sleep, timeout};

use super::{Options, Tenancy};

/// Between two questions, and before the first: most statements are shorter.
const BETWEEN_LOOKS: Duration = Duration::from_secs(5);

/// How long nobody may have heard of the session before it counts as lost.
/// The server is rid of a client that is out of reach a little earlier.
const SILENCE: Duration = Duration::from_secs(15);

/// Watches over what is under way on one connection.
#[derive(Clone, Debug)]
pub(crate) struct Watch {
    pub(super) options: Options,
    pub(super) tenancy: Tenancy,
}

/// What a look found out.
#[derive(Debug, PartialEq, Eq)]
enum Sight {
    /// The server answers, and what it says speaks for the session.
    Served,
    /// The session is not among the server's any more.
    Gone,
}

impl Watch {
    /// Waits for `work`, as long as its session is served.
    ///
    /// # Errors
    ///
    /// What is there to be said where nothing was heard for too long; `work`
    /// is dropped then.
    pub(crate) async fn over<T>(&self, work: impl Future<Output = T>) -> Result<T, sqlx::Error> {
        tokio::select! {
            biased;
            done = work => Ok(done),
            lost = self.loss() => Err(lost),
        }
    }

    /// Resolves when nothing was heard of the session for too long.
    async fn loss(&self) -> sqlx::Error {
        let mut heard = Instant::now();
        let mut born = None;
        loop {
            sleep(BETWEEN_LOOKS).await;
            let left = SILENCE.saturating_sub(heard.elapsed());
            match timeout(left, self.look(&mut born)).await {
                Ok(Ok(Sight::Served)) => heard = Instant::now(),
                // A server that turns us away is one that answers.
                Ok(Err(error)) if error.as_database_error().is_some() => heard = Instant::now(),
                // A reply may still be on its way.
                Ok(Ok(Sight::Gone) | Err(_)) | Err(_) => {}
            }
            if heard.elapsed() >= SILENCE {
                let said = format!("the server has been silent for {} s", SILENCE.as_secs());
                return sqlx::Error::Io(io::Error::new(io::ErrorKind::TimedOut, said));
            }
        }
    }

    /// Asks once. `born` is when the session began, as the first answer says
    /// it: another process may come to have its number.
    async fn look(&self, born: &mut Option<Option<String>>) -> Result<Sight, sqlx::Error> {
        let mut connection = self.options.connect().await?;
        // Which backend of a pooler's works for us, nobody can say, and a
        // question might wait behind our own statement: that the pooler lets
        // us in must do.
        let Tenancy::Own { backend } = self.tenancy else {
            connection.close().await?;
            return Ok(Sight::Served);
        };
        let question = format!(
            "SELECT a.backend_start::pg_catalog.text FROM pg_catalog.pg_stat_activity a \
             WHERE a.pid OPERATOR(pg_catalog.=) {backend}"
        );
        let row = sqlx::raw_sql(AssertSqlSafe(question)).fetch_optional(&mut connection).await?;
        connection.close().await?;
        let Some(row) = row else { return Ok(Sight::Gone) };
        let began = row.try_get_unchecked::<Option<String>, _>(0)?;
        let is_ours = *born.get_or_insert_with(|| began.clone()) == began;
        Ok(if is_ours { Sight::Served } else { Sight::Gone })
    }
}

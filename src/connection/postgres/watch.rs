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

use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};
use tokio::time::{sleep, timeout};

use super::{
    Options, Tenancy,
    blockade::{Blockade, Wait},
    message::cells,
};
use crate::holder::{self, Holder};

/// Before the first question: most statements are shorter.
pub(super) const FIRST_LOOK: Duration = Duration::from_millis(1500);

/// Between two questions.
const BETWEEN_LOOKS: Duration = Duration::from_secs(5);

/// How long nobody may have heard of the session before it counts as lost.
/// The server is rid of a client that is out of reach a little earlier.
const SILENCE: Duration = Duration::from_secs(15);

/// Watches over what is under way on one connection.
#[derive(Clone, Debug)]
pub(crate) struct Watch {
    pub(super) options: Options,
    pub(super) tenancy: Tenancy,
    /// How long the work may take before anybody looks.
    pub(super) first_look: Duration,
    pub(super) blockade: Blockade,
}

/// What a look found out.
#[derive(Debug)]
enum Sight {
    /// The server answers, and what it says speaks for the session, which
    /// waits for these others.
    Served(Vec<Holder>),
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
        let began = Instant::now();
        let (mut heard, mut born, mut pause) = (began, None, self.first_look);
        let mut wait = Wait::new(&self.blockade);
        loop {
            sleep(pause).await;
            pause = BETWEEN_LOOKS;
            let left = SILENCE.saturating_sub(heard.elapsed());
            match timeout(left, self.look(&mut born)).await {
                Ok(Ok(Sight::Served(holders))) => {
                    heard = Instant::now();
                    wait.saw(holders, began.elapsed());
                }
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
            return Ok(Sight::Served(Vec::new()));
        };
        let question = format!(
            "SELECT a.backend_start::pg_catalog.text, b.pid::pg_catalog.text, {} \
             FROM pg_catalog.pg_stat_activity a \
             LEFT JOIN LATERAL pg_catalog.unnest(pg_catalog.pg_blocking_pids(a.pid)) AS b (pid) \
                 ON true \
             LEFT JOIN pg_catalog.pg_stat_activity o ON o.pid OPERATOR(pg_catalog.=) b.pid \
             WHERE a.pid OPERATOR(pg_catalog.=) {backend}",
            holder::ABOUT
        );
        let rows = sqlx::raw_sql(AssertSqlSafe(question)).fetch_all(&mut connection).await?;
        connection.close().await?;
        let (mut is_served, mut holders) = (false, Vec::new());
        for row in rows {
            let mut cells = cells(&row)?.into_iter();
            let began = cells.next().flatten();
            is_served |= *born.get_or_insert_with(|| began.clone()) == began;
            let holder = Holder::of(cells);
            holders.extend(holder.process.is_some().then_some(holder));
        }
        Ok(if is_served { Sight::Served(holders) } else { Sight::Gone })
    }
}

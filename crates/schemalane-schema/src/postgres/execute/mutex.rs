//! Only one execution at a time.

use super::halt::Halt;
use super::session::Session;
use crate::Error;
use std::time::{Duration, Instant};

/// The key of the lock: `schema` and `lane` in hexadecimal would be no shorter, and this one is nobody else's.
const KEY: i64 = 0x5343_484d_4c41_4e45;

/// How long another execution is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// Takes the lock by asking again and again. A session that waits for it inside of the server would keep a snapshot, and
/// `CREATE INDEX CONCURRENTLY` of the holder would wait for that in turn.
pub(super) async fn lock(session: &mut Session<'_>) -> Result<(), Error> {
    let begun = Instant::now();
    loop {
        let has_it: bool = sqlx::query_scalar("SELECT pg_catalog.pg_try_advisory_lock($1)")
            .bind(KEY)
            .fetch_one(&mut session.connection)
            .await
            .map_err(|source| Error::Database { doing: "lock it", source: Box::new(source) })?;
        if has_it {
            return Ok(());
        }
        if begun.elapsed() >= PATIENCE {
            return Err(Error::busy(
                "another execution has held the database for a minute",
                "wait for its end, and make the plan again",
            ));
        }
        session.pause(Duration::from_millis(200)).await.map_err(|halt| match halt {
            Halt::Other(error) => error,
            _ => Error::Cancelled { committed: 0 },
        })?;
    }
}

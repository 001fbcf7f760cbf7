//! The lock of a lane, held while something else works on its database.

use futures_util::future::BoxFuture;
use schemalane_source::Dialect;
use sea_orm::DatabaseConnection;

use super::{Connection, FileLock, Queue, guard};
use crate::{
    Config, Error,
    arrival::Arrival,
    connection::Access,
    event::{Event, Observer},
    history::History,
};

/// The lock of a lane, for work of another kind on the same database: the
/// lane, Flyway and whoever else takes this lock wait meanwhile.
///
/// It is let go of by [`release`](Self::release), and at the latest when the
/// process ends. No history is looked at, and none is made.
///
/// ```no_run
/// use schemalane::{Config, Hold, sea_orm::DatabaseConnection};
///
/// # async fn change_the_schema() {}
/// # async fn go(db: &DatabaseConnection) -> Result<(), schemalane::Error> {
/// let hold = Hold::take(db, &Config::new()).await?;
/// change_the_schema().await;
/// hold.release().await;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Hold {
    /// The session that has the lock, on PostgreSQL.
    connection: Option<Connection>,
    _file: Option<FileLock>,
}

impl Hold {
    /// Takes the lock of the lane that `config` describes, by its schema and
    /// the name of its history table, and waits for whoever has it as long as
    /// [`Config::lock_wait`] says.
    ///
    /// # Errors
    ///
    /// [`Error::Locked`] where the other one is not done by then; and where the
    /// database cannot be reached, or cannot be written.
    pub fn take<'a>(
        db: &'a DatabaseConnection,
        config: &'a Config,
    ) -> BoxFuture<'a, Result<Self, Error>> {
        Self::boxed(db, config, Observer::default())
    }

    /// The same, and `observe` hears of the [waiting](Event::Waiting).
    ///
    /// # Errors
    ///
    /// As [`take`](Self::take).
    pub fn take_observed<'a>(
        db: &'a DatabaseConnection,
        config: &'a Config,
        observe: impl Fn(&Event<'_>) + Send + Sync + 'static,
    ) -> BoxFuture<'a, Result<Self, Error>> {
        Self::boxed(db, config, Observer::new(observe))
    }

    fn boxed<'a>(
        db: &'a DatabaseConnection,
        config: &'a Config,
        observer: Observer,
    ) -> BoxFuture<'a, Result<Self, Error>> {
        Box::pin(async move { Self::observed(db, config, &observer).await })
    }

    async fn observed(
        db: &DatabaseConnection,
        config: &Config,
        observer: &Observer,
    ) -> Result<Self, Error> {
        let access = match Connection::dialect_of(db)? {
            Dialect::Postgres => Access::Write,
            // A file that is not there is not made: its lock lies beside it.
            _ => Access::Read,
        };
        let arrival = Arrival::new(config, observer);
        let mut connection = arrival.open(db, access).await?;
        match lock(&mut connection, config, observer).await {
            Ok(file) if connection.dialect() == Dialect::Postgres => {
                Ok(Self { connection: Some(connection), _file: file })
            }
            Ok(file) => {
                connection.close().await;
                Ok(Self { connection: None, _file: file })
            }
            Err(error) => {
                connection.close().await;
                Err(error)
            }
        }
    }

    /// Lets go of it.
    pub fn release(self) -> BoxFuture<'static, ()> {
        Box::pin(async move {
            if let Some(connection) = self.connection {
                connection.close().await;
            }
        })
    }
}

async fn lock(
    connection: &mut Connection,
    config: &Config,
    observer: &Observer,
) -> Result<Option<FileLock>, Error> {
    let history = History::new(connection.dialect(), config);
    loop {
        let queue = Queue::new(connection, history.clone(), config.lock_wait, observer.clone())?;
        let file = queue.anywhere().wait(connection).await?;
        let mut statements = guard(connection, &history);
        if statements.is_empty() {
            return Ok(file);
        }
        // Through a pooler only an open transaction keeps it. One that does nothing keeps nobody from anything.
        statements.insert(0, connection.begin());
        match connection.query(&statements).await {
            Ok(_) => return Ok(file),
            Err(error) => {
                connection.roll_back().await;
                if !super::AdvisoryLock::is_held(&error) {
                    return Err(Error::database("take the migration lock")(error));
                }
            }
        }
    }
}

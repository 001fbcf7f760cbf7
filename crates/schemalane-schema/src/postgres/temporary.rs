//! A database of its own, for somebody else's work.

use super::scratch::Scratch;
use crate::{Error, Options};
use sqlx::postgres::PgConnectOptions;
use std::fmt;

/// An empty database on the server of another one, with that one's encoding and locale: a lane is replayed in it. It
/// lasts until [`TemporaryDatabase::remove`]; one whose process died is dropped by the next run.
pub struct TemporaryDatabase {
    scratch: Scratch,
    name: String,
}

impl TemporaryDatabase {
    /// Makes one beside the database that the options name.
    ///
    /// # Errors
    ///
    /// The server cannot be reached, or the role may not create a database.
    pub async fn beside(connect: &PgConnectOptions) -> Result<Self, Error> {
        let mut scratch = Scratch::create(connect, &Options::new()).await?;
        let name = sqlx::query_scalar("SELECT pg_catalog.current_database()::text")
            .fetch_one(scratch.connection())
            .await;
        match name {
            Ok(name) => Ok(Self { scratch, name }),
            Err(error) => {
                scratch.drop().await;
                Err(error.into())
            }
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Drops it, whoever is still connected to it.
    pub async fn remove(self) {
        self.scratch.drop().await;
    }
}

impl fmt::Debug for TemporaryDatabase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TemporaryDatabase").field("name", &self.name).finish_non_exhaustive()
    }
}

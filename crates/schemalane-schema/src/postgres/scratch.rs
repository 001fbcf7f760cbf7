//! Databases to try things in.

mod allowed;
mod build;
mod confinement;
mod foreign_key;
mod home;
mod origin;
mod rights;
mod run;
#[cfg(test)]
mod tests;

pub(crate) use build::{managed, of_schema, of_statements};

use super::connection::{self, quote};
use super::read::{self, Scope};
use crate::{Error, Options, Schema};
use confinement::{Concern, Confinement};
use home::Home;
use schemalane_source::{Dialect, Token, tokens};
use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection as _, PgConnection};

/// The tokens of a text without its comments; none where it cannot be read.
fn words(text: &str) -> Vec<Token> {
    let all = tokens(text, Dialect::Postgres).unwrap_or_default();
    all.into_iter().filter(|token| !token.is_comment()).collect()
}

/// A database to try things in. It lasts until [`Scratch::drop`]; one whose process died is dropped by a later one.
pub(crate) struct Scratch {
    connection: PgConnection,
    home: Home,
    confinement: Confinement,
}

impl Scratch {
    /// Makes an empty database on the same server, or takes the one that the options name.
    ///
    /// # Errors
    ///
    /// The role may not create one; the one that the options name is not empty, is in use, or is the real one.
    pub(crate) async fn create(
        connect: &PgConnectOptions,
        options: &Options,
    ) -> Result<Self, Error> {
        match &options.scratch {
            Some(lent) => home::borrow(connect, lent, options).await,
            None => home::make(connect).await,
        }
    }

    /// Executes a statement that others wrote, or that names what others wrote.
    ///
    /// # Errors
    ///
    /// The server refuses it.
    pub(crate) async fn execute(&mut self, text: &str) -> Result<(), sqlx::Error> {
        let concern = confinement::concern(text);
        if concern == Concern::Confinement {
            self.confinement.undo(&mut self.connection).await?;
        }
        connection::run(&mut self.connection, text).await?;
        if matches!(concern, Concern::Routine | Concern::Confinement) {
            self.confinement.confine(&mut self.connection).await?;
        }
        Ok(())
    }

    /// Reads its schema.
    ///
    /// # Errors
    ///
    /// The server cannot be reached.
    pub(crate) async fn read(&mut self, scope: &Scope) -> Result<Schema, Error> {
        let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ";
        connection::run(&mut self.connection, begin).await?;
        self.confinement.undo(&mut self.connection).await?;
        let schema = read::within(&mut self.connection, scope).await;
        // What was undone is done again with it.
        connection::run(&mut self.connection, "ROLLBACK").await?;
        schema
    }

    /// The connection to it.
    pub(crate) const fn connection(&mut self) -> &mut PgConnection {
        &mut self.connection
    }

    /// Drops it, or what is in it. Where that fails, a later one tries again.
    pub(crate) async fn drop(mut self) {
        match self.home {
            Home::Own { mut admin, name } => {
                let _ = self.connection.close().await;
                let drop = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", quote(&name));
                let _ = connection::run(&mut admin, &drop).await;
                let _ = admin.close().await;
            }
            Home::Borrowed => {
                let _ = home::clean(&mut self.connection).await;
                let _ = self.connection.close().await;
            }
        }
    }
}

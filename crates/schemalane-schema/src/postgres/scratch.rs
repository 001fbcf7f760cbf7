//! Databases to try things in.

mod allowed;
mod build;
mod foreign_key;
mod home;
mod origin;
mod rights;
mod run;
#[cfg(test)]
mod tests;

pub(crate) use build::{managed, of_schema, of_statements};

use super::connection::{self, quote};
use crate::{Error, Options};
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
            Some(url) => home::borrow(connect, url, options).await,
            None => home::make(connect).await,
        }
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

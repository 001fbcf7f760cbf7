//! A connection that is ready for statements.

use crate::{Dialect, Error, Row, Value};
use futures_util::future::BoxFuture;
use std::borrow::Cow;

/// What a generated function gives back: something to await.
pub type Answer<'c, T> = BoxFuture<'c, Result<T, Error>>;

/// A connection on its way: a pool gives one, a transaction is one.
pub type Opening<'c> = Answer<'c, Box<dyn Session + 'c>>;

/// What takes the rows of a statement, one after the other.
pub type Sink<'s> = &'s mut (dyn FnMut(&Row<'_>) -> Result<(), Error> + Send);

/// A connection that is ready for statements.
pub trait Session: Send {
    /// The kind of its database.
    ///
    /// # Errors
    ///
    /// It is none that anything is generated for.
    fn dialect(&self) -> Result<Dialect, Error>;

    /// Executes a statement, and says how many rows it has changed.
    fn execute(&mut self, sql: Cow<'static, str>, values: Vec<Value>) -> Answer<'_, u64>;

    /// Executes a statement, and hands its rows over.
    fn query<'s>(
        &'s mut self,
        sql: Cow<'static, str>,
        values: Vec<Value>,
        sink: Sink<'s>,
    ) -> Answer<'s, ()>;
}

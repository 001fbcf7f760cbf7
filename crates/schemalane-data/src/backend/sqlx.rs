//! sqlx: anything that gives a connection.

mod pool;
mod transaction;

pub use pool::{Connection, Pool};
pub use transaction::{Begin, Held, transaction};

use crate::{Answer, Dialect, Error, Kind, Opening, Row, Session, Sink, Value};
use futures_util::TryStreamExt as _;
use sqlx::postgres::Postgres;
use sqlx::query::Query;
use sqlx::sqlite::Sqlite;
use sqlx::{Acquire, AssertSqlSafe, Database, Executor as _, IntoArguments, SqlSafeStr as _};
use std::borrow::Cow;
use std::ops::DerefMut;

/// What a generated function of the backend `sqlx` takes: a reference to a pool, a mutable one to a connection, or
/// `&mut *transaction`.
pub trait Executor<'c> {
    /// Makes it ready.
    fn open(self) -> Opening<'c>;
}

impl<'c, A> Executor<'c> for A
where
    A: Acquire<'c>,
    A::Connection: 'c,
    A::Database: Backend,
{
    fn open(self) -> Opening<'c> {
        let acquired = self.acquire();
        Box::pin(async move {
            let session: Box<dyn Session + 'c> = Box::new(Acquired(acquired.await?));
            Ok(session)
        })
    }
}

/// A database of sqlx that functions are generated for.
pub trait Backend: Database {
    #[doc(hidden)]
    const DIALECT: Dialect;

    #[doc(hidden)]
    fn execute<'s>(
        connection: &'s mut Self::Connection,
        sql: Cow<'static, str>,
        values: Vec<Value>,
    ) -> Answer<'s, u64>;

    #[doc(hidden)]
    fn query<'s>(
        connection: &'s mut Self::Connection,
        sql: Cow<'static, str>,
        values: Vec<Value>,
        sink: Sink<'s>,
    ) -> Answer<'s, ()>;
}

struct Acquired<C>(C);

impl<C, K> Session for Acquired<C>
where
    C: DerefMut<Target = K> + Send,
    K: sqlx::Connection + 'static,
    K::Database: Backend + Database<Connection = K>,
{
    fn dialect(&self) -> Result<Dialect, Error> {
        Ok(K::Database::DIALECT)
    }

    fn execute(&mut self, sql: Cow<'static, str>, values: Vec<Value>) -> Answer<'_, u64> {
        K::Database::execute(&mut self.0, sql, values)
    }

    fn query<'s>(
        &'s mut self,
        sql: Cow<'static, str>,
        values: Vec<Value>,
        sink: Sink<'s>,
    ) -> Answer<'s, ()> {
        K::Database::query(&mut self.0, sql, values, sink)
    }
}

/// The two drivers have the same methods and no trait for what is done with them here.
macro_rules! backend {
    ($database:ty, $dialect:expr, $row:path) => {
        impl Backend for $database {
            const DIALECT: Dialect = $dialect;

            fn execute<'s>(
                connection: &'s mut Self::Connection,
                sql: Cow<'static, str>,
                values: Vec<Value>,
            ) -> Answer<'s, u64> {
                let query = bound::<$database>(sql, values);
                Box::pin(async move { Ok(connection.execute(query?).await?.rows_affected()) })
            }

            fn query<'s>(
                connection: &'s mut Self::Connection,
                sql: Cow<'static, str>,
                values: Vec<Value>,
                sink: Sink<'s>,
            ) -> Answer<'s, ()> {
                let query = bound::<$database>(sql, values);
                Box::pin(async move {
                    let mut rows = connection.fetch(query?);
                    while let Some(row) = rows.try_next().await? {
                        sink(&$row(&row))?;
                    }
                    Ok(())
                })
            }
        }

        impl Bind for $database {
            fn bind(
                arguments: &mut Self::Arguments,
                value: Value,
            ) -> Result<(), sqlx::error::BoxDynError> {
                use sqlx::Arguments as _;
                match value {
                    Value::Null(Kind::Bool) => arguments.add(None::<bool>),
                    Value::Null(Kind::I16) => arguments.add(None::<i16>),
                    Value::Null(Kind::I32) => arguments.add(None::<i32>),
                    Value::Null(Kind::I64) => arguments.add(None::<i64>),
                    Value::Null(Kind::F32) => arguments.add(None::<f32>),
                    Value::Null(Kind::F64) => arguments.add(None::<f64>),
                    Value::Null(Kind::Text) => arguments.add(None::<String>),
                    Value::Null(Kind::Bytes) => arguments.add(None::<Vec<u8>>),
                    Value::Bool(value) => arguments.add(value),
                    Value::I16(value) => arguments.add(value),
                    Value::I32(value) => arguments.add(value),
                    Value::I64(value) => arguments.add(value),
                    Value::F32(value) => arguments.add(value),
                    Value::F64(value) => arguments.add(value),
                    Value::Text(value) => arguments.add(value),
                    Value::Bytes(value) => arguments.add(value),
                    Value::List(list) => arguments.add(Value::carried(&list, $dialect)),
                }
            }
        }
    };
}

backend!(Sqlite, Dialect::Sqlite, Row::sqlite);
backend!(Postgres, Dialect::Postgres, Row::postgres);

trait Bind: Database {
    fn bind(arguments: &mut Self::Arguments, value: Value) -> Result<(), sqlx::error::BoxDynError>;
}

/// The statement with its parameters. Its text was generated, and every value of it is a parameter.
fn bound<DB: Bind>(
    sql: Cow<'static, str>,
    values: Vec<Value>,
) -> Result<Query<'static, DB, DB::Arguments>, Error>
where
    DB::Arguments: Default + IntoArguments<DB>,
{
    let mut arguments = DB::Arguments::default();
    for value in values {
        DB::bind(&mut arguments, value).map_err(sqlx::Error::Encode)?;
    }
    let sql = match sql {
        Cow::Borrowed(text) => text.into_sql_str(),
        Cow::Owned(text) => AssertSqlSafe(text).into_sql_str(),
    };
    Ok(sqlx::query_with(sql, arguments))
}

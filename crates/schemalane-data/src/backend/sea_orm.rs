//! SeaORM: anything that is a `ConnectionTrait`.

use crate::{Answer, Dialect, Error, Kind, Opening, Row, Session, Sink, Value};
use futures_util::future::BoxFuture;
use sea_orm::{
    ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement, TransactionSession,
    TransactionTrait,
};
use std::borrow::Cow;

/// What a generated function of the backend `sea-orm` takes: a reference to a connection, a transaction, or whatever
/// else is a `ConnectionTrait`.
pub trait Executor<'c> {
    /// Makes it ready.
    fn open(self) -> Opening<'c>;
}

impl<'c, C: ConnectionTrait> Executor<'c> for &'c C {
    fn open(self) -> Opening<'c> {
        let session: Box<dyn Session + 'c> = Box::new(Borrowed(self));
        Box::pin(std::future::ready(Ok(session)))
    }
}

/// Does something in a transaction: commits where it gives `Ok`, and rolls back where it gives `Err`, panics, or is
/// dropped. Within a transaction it is a savepoint.
///
/// # Errors
///
/// What was done fails with its own error; the transaction cannot begin, or cannot commit.
pub async fn transaction<C, T, E>(
    db: &C,
    work: impl AsyncFnOnce(&C::Transaction) -> Result<T, E>,
) -> Result<T, E>
where
    C: TransactionTrait,
    E: From<Error>,
{
    let transaction = db.begin().await.map_err(Error::from)?;
    match work(&transaction).await {
        Ok(done) => {
            transaction.commit().await.map_err(Error::from)?;
            Ok(done)
        }
        Err(error) => {
            // The error of the work is what the caller must see; a rollback that fails leaves nothing behind either,
            // since the server ends what was not committed.
            let _ = transaction.rollback().await;
            Err(error)
        }
    }
}

/// `ConnectionTrait` without what a trait object cannot have, so that everything below it is compiled once.
trait Raw: Sync {
    fn backend(&self) -> DbBackend;
    fn execute(&self, statement: Statement) -> BoxFuture<'_, Result<ExecResult, DbErr>>;
    fn query(&self, statement: Statement) -> BoxFuture<'_, Result<Vec<QueryResult>, DbErr>>;
}

impl<C: ConnectionTrait> Raw for C {
    fn backend(&self) -> DbBackend {
        self.get_database_backend()
    }

    fn execute(&self, statement: Statement) -> BoxFuture<'_, Result<ExecResult, DbErr>> {
        self.execute_raw(statement)
    }

    fn query(&self, statement: Statement) -> BoxFuture<'_, Result<Vec<QueryResult>, DbErr>> {
        self.query_all_raw(statement)
    }
}

struct Borrowed<'c>(&'c dyn Raw);

impl Borrowed<'_> {
    fn statement(&self, sql: Cow<'static, str>, values: Vec<Value>) -> Statement {
        let backend = self.0.backend();
        let dialect = match backend {
            DbBackend::Sqlite => Dialect::Sqlite,
            _ => Dialect::Postgres,
        };
        let values = values.into_iter().map(|value| bound(value, dialect));
        Statement::from_sql_and_values(backend, sql, values)
    }
}

impl Session for Borrowed<'_> {
    fn dialect(&self) -> Result<Dialect, Error> {
        match self.0.backend() {
            DbBackend::Sqlite => Ok(Dialect::Sqlite),
            DbBackend::Postgres => Ok(Dialect::Postgres),
            _ => Err(Error::UnknownDatabase),
        }
    }

    fn execute(&mut self, sql: Cow<'static, str>, values: Vec<Value>) -> Answer<'_, u64> {
        let statement = self.statement(sql, values);
        Box::pin(async move { Ok(self.0.execute(statement).await?.rows_affected()) })
    }

    fn query<'s>(
        &'s mut self,
        sql: Cow<'static, str>,
        values: Vec<Value>,
        sink: Sink<'s>,
    ) -> Answer<'s, ()> {
        let statement = self.statement(sql, values);
        Box::pin(async move {
            for result in self.0.query(statement).await? {
                let row = match (result.try_as_sqlite_row(), result.try_as_pg_row()) {
                    (Some(row), _) => Row::sqlite(row),
                    (None, Some(row)) => Row::postgres(row),
                    (None, None) => return Err(Error::UnknownDatabase),
                };
                sink(&row)?;
            }
            Ok(())
        })
    }
}

fn bound(value: Value, dialect: Dialect) -> sea_orm::Value {
    match value {
        Value::Null(Kind::Bool) => sea_orm::Value::Bool(None),
        Value::Null(Kind::I16) => sea_orm::Value::SmallInt(None),
        Value::Null(Kind::I32) => sea_orm::Value::Int(None),
        Value::Null(Kind::I64) => sea_orm::Value::BigInt(None),
        Value::Null(Kind::F32) => sea_orm::Value::Float(None),
        Value::Null(Kind::F64) => sea_orm::Value::Double(None),
        Value::Null(Kind::Text) => sea_orm::Value::String(None),
        Value::Null(Kind::Bytes) => sea_orm::Value::Bytes(None),
        Value::Bool(value) => sea_orm::Value::Bool(Some(value)),
        Value::I16(value) => sea_orm::Value::SmallInt(Some(value)),
        Value::I32(value) => sea_orm::Value::Int(Some(value)),
        Value::I64(value) => sea_orm::Value::BigInt(Some(value)),
        Value::F32(value) => sea_orm::Value::Float(Some(value)),
        Value::F64(value) => sea_orm::Value::Double(Some(value)),
        Value::Text(value) => sea_orm::Value::String(Some(value)),
        Value::Bytes(value) => sea_orm::Value::Bytes(Some(value)),
        Value::List(list) => sea_orm::Value::String(Some(Value::carried(&list, dialect))),
    }
}

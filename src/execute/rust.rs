//! Rust migrations.

use std::sync::Arc;

use schemalane_source::Timeouts;
use sea_orm::{
    ConnectionTrait as _, DatabaseConnection, DatabaseTransaction, DbErr, RuntimeErr,
    SqliteTransactionMode, TransactionOptions, TransactionTrait as _,
};

use super::{
    Execution, Stopped, failed,
    fault::{Fault, guarded},
    milliseconds, refused,
};
use crate::{
    Error, connection::Scope, failure::Failure, history::Elapsed, manifest::StepFuture,
    report::Applied,
};

impl Execution<'_> {
    /// A Rust migration with its own transaction strategy.
    pub(super) async fn on_connection(
        mut self,
        migrate: for<'c> fn(&'c DatabaseConnection) -> StepFuture<'c>,
    ) -> Result<Applied, Stopped> {
        self.mark(Timeouts::NONE).await?;
        let db = self.session.connection.lend().await;
        let watch = self.session.connection.watch();
        let outcome = watch.over(guarded(async { migrate(&db).await })).await;
        drop(db);
        let outcome = outcome.map_err(self.lost())?;
        match self.session.connection.take_back().await {
            Ok(()) => {}
            Err(sqlx::Error::PoolTimedOut) => {
                return failed(Failure::of_kept_connection(self.migration));
            }
            Err(source) => return Err(self.lost()(source).into()),
        }
        match outcome {
            Ok(()) => self.complete().await,
            Err(fault) => self.faulted(fault).await,
        }
    }

    /// A Rust migration that shares a transaction with its row.
    pub(super) async fn in_transaction(
        mut self,
        migrate: for<'c> fn(&'c DatabaseTransaction) -> StepFuture<'c>,
    ) -> Result<Applied, Stopped> {
        let watch = self.session.connection.watch();
        let outcome = watch.over(self.transaction(migrate)).await.map_err(self.lost())?;
        self.session.connection.take_back().await.map_err(self.lost())?;
        if let Err(fault) = outcome {
            return self.faulted(fault).await;
        }
        let mut statements = self.session.connection.reset();
        statements.push(self.session.history.prove(self.rank, self.migration));
        let proof = self.session.connection.query(&statements).await.map_err(self.lost())?;
        self.applied(proof)
    }

    async fn transaction(
        &mut self,
        migrate: for<'c> fn(&'c DatabaseTransaction) -> StepFuture<'c>,
    ) -> Result<(), Fault> {
        let (rows, limits) = (self.rows(), self.limits(Timeouts::NONE));
        let (connection, history) = (&mut self.session.connection, &self.session.history);
        let prepare = connection.prepare(Scope::Transaction, history.schema(), limits);
        let mut ending = connection.become_self();
        let db = connection.lend().await;
        // SQLite only; PostgreSQL has no such mode and begins as always.
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let txn = db.begin_with_options(options).await.map_err(Fault::Row)?;
        for statement in rows {
            txn.execute_unprepared(&statement).await.map_err(Fault::Row)?;
        }
        for statement in prepare {
            txn.execute_unprepared(&statement).await?;
        }
        guarded(async { migrate(&txn).await }).await?;
        ending.push(history.finish(self.rank, Elapsed::Milliseconds(milliseconds(self.began))));
        for statement in ending {
            txn.execute_unprepared(&statement).await.map_err(Fault::after_work)?;
        }
        txn.commit().await.map_err(Fault::of_commit)
    }

    async fn faulted(self, fault: Fault) -> Result<Applied, Stopped> {
        self.session.connection.roll_back().await;
        let failure = match fault {
            Fault::Row(error) => return Err(unwritten(error)),
            Fault::Returned(error) => Failure::of_step(self.migration, &error),
            Fault::Panicked(message) => Failure::of_panic(self.migration, &message),
            Fault::Broken => Failure::of_commit(self.migration),
        };
        failed(failure)
    }
}

/// The row could not be written, or the transaction for it not be begun.
fn unwritten(error: DbErr) -> Stopped {
    let action = "write the history row";
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(source))
        | DbErr::Exec(RuntimeErr::SqlxError(source))
        | DbErr::Query(RuntimeErr::SqlxError(source)) => match Arc::try_unwrap(source) {
            Ok(source) => refused(source),
            Err(source) => {
                let source = DbErr::Exec(RuntimeErr::SqlxError(source));
                Error::SeaOrm { action, source }.into()
            }
        },
        source => Error::SeaOrm { action, source }.into(),
    }
}

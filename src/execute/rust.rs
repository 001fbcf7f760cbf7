//! Rust migrations.

use sea_orm::{
    ConnectionTrait as _, DatabaseConnection, DatabaseTransaction, DbErr, QueryResult,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait as _,
};

use super::{
    Execution, Stopped, failed,
    fault::{Fault, Stray, guarded},
    milliseconds,
};
use crate::{
    connection::Scope,
    failure::Failure,
    history::{Elapsed, Progress, Proof},
    manifest::FunctionFuture,
    report::Applied,
    session::Work,
};

/// The mark of our own transaction. A migration that ended it by hand, and
/// may have gone on without, has lost the mark.
const MARK: &str = "SAVEPOINT schemalane";
const BACK_TO_MARK: &str = "ROLLBACK TO SAVEPOINT schemalane";

impl Execution<'_> {
    /// A Rust migration with its own transaction strategy.
    pub(super) async fn on_connection(
        mut self,
        migrate: for<'c> fn(&'c DatabaseConnection) -> FunctionFuture<'c>,
    ) -> Result<Applied, Stopped> {
        let state = self.mark(Progress::Took(0)).await?;
        let db = self.session.connection.lend().await;
        let watch = self.session.connection.watch();
        self.session.work = Work::Begun;
        let outcome = watch.over(Box::pin(guarded(async { migrate(&db).await }))).await;
        drop(db);
        let outcome = outcome.map_err(self.lost())?;
        match self.session.connection.take_back().await {
            Ok(()) => {}
            Err(sqlx::Error::PoolTimedOut) => {
                return failed(Failure::of_kept_connection(self.migration));
            }
            Err(source) => return Err(self.lost()(source).into()),
        }
        let Err(fault) = outcome else { return self.complete(&state).await };
        self.session.connection.roll_back().await;
        failed(fault.failure(self.migration)?)
    }

    /// A Rust migration that shares a transaction with its row.
    pub(super) async fn in_transaction(
        mut self,
        migrate: for<'c> fn(&'c DatabaseTransaction) -> FunctionFuture<'c>,
    ) -> Result<Applied, Stopped> {
        let watch = self.session.connection.watch();
        let outcome = watch.over(Box::pin(self.transaction(migrate))).await.map_err(self.lost())?;
        self.session.connection.take_back().await.map_err(self.lost())?;
        let Err(stray) = outcome else {
            let mut statements = self.session.connection.reset();
            statements.push(self.session.history.prove(self.rank, self.migration));
            let rows = self.session.connection.query(&statements).await.map_err(self.lost())?;
            return self.committed(&rows);
        };
        self.session.connection.roll_back().await;
        // A row that is there in spite of that was committed by the migration,
        // and what it did with it.
        match (stray.fault.failure(self.migration), self.proof().await?) {
            (_, Proof::Applied(time)) => Ok(self.applied(time)),
            (Err(stopped), Proof::Unfinished | Proof::Absent) => Err(stopped),
            (Ok(failure), Proof::Absent) if stray.is_ours => failed(failure),
            (Ok(failure), Proof::Unfinished | Proof::Absent) => failed(failure.kept()),
        }
    }

    async fn transaction(
        &mut self,
        migrate: for<'c> fn(&'c DatabaseTransaction) -> FunctionFuture<'c>,
    ) -> Result<(), Stray> {
        let db = self.session.connection.lend().await;
        // SQLite only; PostgreSQL has no such mode and begins as always.
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let ours = |fault| Stray { fault, is_ours: true };
        let row = |error| ours(Fault::Row(error));
        let txn = Box::pin(db.begin_with_options(options)).await.map_err(row)?;
        txn.execute_unprepared(MARK).await.map_err(row)?;
        match Box::pin(self.work(&txn, migrate)).await {
            Ok(()) => txn.commit().await.map_err(|error| ours(Fault::of_commit(error))),
            Err(fault) => {
                let is_ours = txn.execute_unprepared(BACK_TO_MARK).await.is_ok();
                // What cannot be rolled back is so with the end of the connection.
                let _rolled_back_either_way = txn.rollback().await;
                // The row of a migration that ended its transaction is gone with it.
                let fault = match fault {
                    Fault::History if !is_ours => Fault::Broken,
                    fault => fault,
                };
                Err(Stray { fault, is_ours })
            }
        }
    }

    /// The row, the migration, and the end of the row.
    async fn work(
        &self,
        txn: &DatabaseTransaction,
        migrate: for<'c> fn(&'c DatabaseTransaction) -> FunctionFuture<'c>,
    ) -> Result<(), Fault> {
        let (connection, history) = (&self.session.connection, &self.session.history);
        for statement in self.beginning() {
            txn.execute_unprepared(&statement).await.map_err(Fault::Row)?;
        }
        let terms = self.transaction_terms();
        for statement in connection.prepare(Scope::Transaction, history.schema(), &terms) {
            txn.execute_unprepared(&statement).await.map_err(Fault::Setting)?;
        }
        let ask = async |question: String| -> Result<Vec<Vec<Option<String>>>, DbErr> {
            let question = Statement::from_string(txn.get_database_backend(), question);
            txn.query_all_raw(question).await?.iter().map(cells).collect()
        };
        let state = history.state(self.rank, self.migration);
        let before = ask(state.clone()).await?;
        guarded(async { migrate(txn).await }).await?;
        let elapsed = Elapsed::Milliseconds(milliseconds(self.began));
        let finish = history.finish(self.rank, self.migration, elapsed);
        for statement in connection.become_self().into_iter().chain([finish]) {
            txn.execute_unprepared(&statement).await.map_err(Fault::after_work)?;
        }
        let completed = ask(history.completed(self.rank, self.migration)).await;
        if completed.map_err(Fault::after_work)?.is_empty()
            || ask(state).await.map_err(Fault::after_work)? != before
        {
            return Err(Fault::History);
        }
        Ok(())
    }
}

/// The text cells of a row, each under its place.
fn cells(row: &QueryResult) -> Result<Vec<Option<String>>, DbErr> {
    (0..row.column_names().len()).map(|index| row.try_get_by_index(index)).collect()
}

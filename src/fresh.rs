//! `fresh`: everything in the schema goes, then everything is applied.

use std::time::Instant;

use tokio::time::timeout;

use crate::{
    Error,
    connection::{Access, Canceller, Connection},
    error::is_luck,
    history::{self, Contents},
    interrupt::{ENDING, Reason},
    patience::Patience,
    report::RunReport,
    run::Run,
    session::Session,
};

/// Drops what a schema holds, in one transaction; the setting
/// `schemalane.schema` names it.
const DROP_POSTGRES: &str = include_str!("fresh/postgres.sql");

/// The error that the script raises when it would reach outside.
const REACHES_OUTSIDE: &str = "SL001";

/// Runs `fresh` (specification, section 9).
pub(crate) async fn fresh(mut run: Run) -> Result<RunReport, Error> {
    let began = Instant::now();
    if run.manifest.migrations().is_empty() {
        return Err(Error::EmptyLane { target: run.manifest.target().clone() });
    }
    let connection = run.open(Access::Write).await?;
    let mut session = run.lock(connection).await?;
    if let Err(error) = empty_unless_interrupted(&mut run, &mut session).await {
        session.close().await;
        return Err(error);
    }
    tracing::warn!(schema = %session.history.schema(), "every object was dropped");
    // What an extension has left behind is none of a stranger's.
    run.config = run.config.adopt();
    run.apply(session, Contents::Nothing, began).await
}

/// Dropping may wait for other sessions; a caller that leaves ends the wait.
/// What another session kept from being dropped is tried again.
async fn empty_unless_interrupted(run: &mut Run, session: &mut Session) -> Result<(), Error> {
    let mut patience = Patience::new();
    loop {
        let canceller = session.connection.canceller().await;
        let outcome = tokio::select! {
            outcome = empty(session) => outcome,
            reason = run.interrupt.wait() => return Err(end(session, &canceller, reason).await),
        };
        let pause = match &outcome {
            Err(Error::Database { source, .. }) if is_luck(source) => patience.next_pause(),
            _ => None,
        };
        let Some(pause) = pause else { return outcome };
        tracing::warn!(?pause, "another session was in the way: trying again");
        let paused = async {
            tokio::time::sleep(pause).await;
            Ok(())
        };
        run.interrupt.or(paused).await?;
    }
}

/// Ends what was interrupted; gives what there is to say of it.
async fn end(session: &mut Session, canceller: &Canceller, reason: Reason) -> Error {
    let end = async {
        canceller.cancel().await?;
        session.connection.roll_back().await;
        Ok::<_, sqlx::Error>(())
    };
    if let Ok(Ok(())) = timeout(ENDING, end).await {
        return Error::interrupted(reason);
    }
    session.connection.abandon();
    Error::OutcomeUnknown { script: None, applied: Vec::new() }
}

async fn empty(session: &mut Session) -> Result<(), Error> {
    let outcome = match &session.connection {
        Connection::Postgres(_) => {
            let schema = history::literal(session.history.schema().as_str());
            let settings = format!(
                "SELECT set_config('schemalane.schema', {schema}, true), \
                        set_config('client_min_messages', 'error', true)"
            );
            session.attempt(&[settings, DROP_POSTGRES.to_owned()]).await
        }
        Connection::Sqlite(_) => empty_sqlite(session).await,
    };
    match outcome {
        Ok(()) => Ok(()),
        Err(source) => {
            session.connection.roll_back().await;
            if session.is_held_elsewhere(&source) {
                return Err(Error::Contended);
            }
            let reaches_outside = source
                .as_database_error()
                .filter(|error| error.code().as_deref() == Some(REACHES_OUTSIDE))
                .map(|error| error.message().to_owned());
            Err(match reaches_outside {
                Some(objects) => Error::ReachesOutside { objects },
                None => Error::of_statement("drop the objects of the schema", source),
            })
        }
    }
}

/// Views and triggers first, then tables; a virtual table takes its shadow
/// tables along, so each name is dropped only if it is still there.
async fn empty_sqlite(session: &mut Session) -> Result<(), sqlx::Error> {
    let connection = &mut session.connection;
    let begin = ["PRAGMA foreign_keys = OFF".to_owned(), connection.begin()];
    connection.query(&begin).await?;
    let objects = "SELECT type, name FROM sqlite_schema \
                   WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND type IN ('trigger', 'view', 'table') \
                   ORDER BY CASE type WHEN 'trigger' THEN 0 WHEN 'view' THEN 1 ELSE 2 END, \
                            sql LIKE 'CREATE VIRTUAL%' DESC, name";
    let rows = connection.query(&[objects.to_owned()]).await?;
    for row in rows {
        if let [Some(kind), Some(name)] = row.as_slice() {
            let name = name.replace('"', "\"\"");
            connection.query(&[format!("DROP {kind} IF EXISTS \"{name}\"")]).await?;
        }
    }
    connection.query(&["COMMIT".to_owned()]).await?;
    connection.renew().await
}

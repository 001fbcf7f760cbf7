//! Waiting for a database that is starting.

use std::time::{Duration, Instant};

use futures_util::future::BoxFuture;
use sea_orm::DatabaseConnection;

use crate::{
    Config, Error,
    connection::{Access, Connection},
    event::{Event, Observer},
};

/// Between two looks: from the first to the last.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LAST_PAUSE: Duration = Duration::from_secs(1);

/// Between two tells of one wait: growing, so that a long one does not fill a log.
const FIRST_TELL: Duration = Duration::from_secs(5);

/// Waits for a database as long as it may take until it is there.
pub(crate) struct Arrival<'a> {
    longest: Duration,
    observer: &'a Observer,
}

impl<'a> Arrival<'a> {
    pub(crate) fn new(config: &Config, observer: &'a Observer) -> Self {
        Self { longest: config.wait, observer }
    }

    /// Tries until it succeeds, until waiting does not help, or until it took
    /// too long: a database that is there and refuses is not waited for.
    pub(crate) async fn of<'f, T>(
        &self,
        mut attempt: impl FnMut() -> BoxFuture<'f, Result<T, Error>>,
    ) -> Result<T, Error> {
        let began = Instant::now();
        let mut told = Told::default();
        let mut pause = FIRST_PAUSE;
        loop {
            let error = match attempt().await {
                Err(error) if error.is_arriving() && !self.longest.is_zero() => error,
                outcome => return outcome,
            };
            let left = self.longest.saturating_sub(began.elapsed());
            if left.is_zero() {
                return Err(Error::Absent { waited: began.elapsed(), source: Box::new(error) });
            }
            self.tell(&mut told, &error, began.elapsed());
            tokio::time::sleep(pause.min(left)).await;
            pause = (pause * 2).min(LAST_PAUSE);
        }
    }

    /// Waits until the database is there, where somebody asks for it. What opens
    /// a connection waits a little by itself and does not say why, so it is
    /// knocked before.
    pub(crate) async fn knock(&self, db: &DatabaseConnection) -> Result<(), Error> {
        if self.longest.is_zero() {
            return Ok(());
        }
        self.of(|| Box::pin(Connection::knock(db))).await
    }

    /// A connection, once the database is there.
    pub(crate) async fn open(
        &self,
        db: &DatabaseConnection,
        access: Access,
    ) -> Result<Connection, Error> {
        self.knock(db).await?;
        Box::pin(Connection::open(db, access)).await
    }

    /// Tells why it waits: at once, when the reason changes, and now and then.
    fn tell(&self, told: &mut Told, error: &Error, waited: Duration) {
        let why = error.reason();
        if told.why.as_ref() == Some(&why) && waited < told.next {
            return;
        }
        tracing::info!(why, ?waited, "waiting for the database");
        self.observer.tell(&Event::Absent { why: &why, waited, longest: self.longest });
        *told = Told { why: Some(why), next: waited + waited.max(FIRST_TELL) };
    }
}

/// What was told last, and when it is told again.
#[derive(Default)]
struct Told {
    why: Option<String>,
    next: Duration,
}

#[cfg(test)]
mod tests {
    use std::{
        cell::Cell,
        future::ready,
        io::{Error as IoError, ErrorKind},
        sync::{Arc, Mutex},
    };

    use super::*;

    fn away(kind: ErrorKind) -> Error {
        Error::connect(sqlx::Error::Io(IoError::from(kind)))
    }

    /// What comes of a database that answers like this, how often it was
    /// tried, and what was told.
    async fn wait(
        longest: Duration,
        answer: impl Fn(u32) -> Result<(), Error>,
    ) -> (Result<(), Error>, u32, Vec<String>) {
        let told = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&told);
        let observer = Observer::new(move |event| {
            if let Event::Absent { why, .. } = event {
                heard.lock().unwrap().push((*why).to_owned());
            }
        });
        let tries = Cell::new(0);
        let outcome = Arrival { longest, observer: &observer }
            .of(|| {
                tries.set(tries.get() + 1);
                Box::pin(ready(answer(tries.get())))
            })
            .await;
        let told = told.lock().unwrap().clone();
        (outcome, tries.get(), told)
    }

    #[tokio::test]
    async fn what_is_starting_is_waited_for_and_each_reason_is_told_once() {
        let (outcome, tries, told) = wait(Duration::from_secs(60), |number| match number {
            1 | 2 => Err(away(ErrorKind::ConnectionRefused)),
            3 => Err(away(ErrorKind::ConnectionReset)),
            _ => Ok(()),
        })
        .await;
        assert!(outcome.is_ok());
        assert_eq!(
            (tries, told),
            (4, vec!["connection refused".into(), "connection reset".into()])
        );
    }

    #[tokio::test]
    async fn who_is_there_and_refuses_is_not_waited_for() {
        let refused = |_| Err(Error::connect(sqlx::Error::Configuration("no".into())));
        let (outcome, tries, told) = wait(Duration::from_secs(60), refused).await;
        assert!(matches!(outcome, Err(Error::Connect { .. })));
        assert_eq!((tries, told.len()), (1, 0));
        let away = |_| Err(away(ErrorKind::ConnectionRefused));
        let (outcome, tries, _) = wait(Duration::ZERO, away).await;
        assert!(matches!(outcome, Err(Error::Connect { .. })), "nobody asked to wait");
        assert_eq!(tries, 1);
    }

    #[tokio::test]
    async fn what_does_not_come_is_told_with_how_long_it_was_waited_for() {
        let away = |_| Err(away(ErrorKind::ConnectionRefused));
        let (outcome, tries, _) = wait(Duration::from_millis(150), away).await;
        let error = outcome.unwrap_err();
        assert!(matches!(error, Error::Absent { .. }));
        assert_eq!(tries, 3);
        assert!(error.to_string().contains("it was waited for 0.1 s"), "{error}");
    }
}

//! `schema exec` and `schema commit`: plan, verify, execute, log.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use schemalane_schema::{Cancellation, Event, Files, Progress, Report};

use super::{
    args::{ExecArgs, SchemaFormat},
    codegen,
    job::Job,
    outcome::{self, Executed},
    stopped::Stopped,
};
use crate::{
    Error,
    console::{self, Steps},
    exit,
    ledger::{Ledger, step},
    shutdown::Shutdown,
};

/// How long a plan that is being made may take once it is to stop: what it tries things in is taken away at its end.
const GRACE: Duration = Duration::from_secs(5);

/// Runs the command and gives its exit code.
pub(super) async fn run(
    command: &'static str,
    args: &ExecArgs,
    message: Option<&str>,
    ledger: &Ledger,
) -> u8 {
    let shutdown = Shutdown::after(None);
    let code = match record(command, args, message, ledger, &shutdown).await {
        Ok((job, executed)) => {
            // The database is as it should be, whatever becomes of the code.
            let code = codegen::anew(&args.common, args.format, &job, &shutdown).await;
            let (code, refused) = match code {
                Ok(code) => (code, None),
                Err(stopped) => (None, Some(stopped)),
            };
            match args.format {
                SchemaFormat::Json => job.show_json(&Executed { code, ..executed }),
                _ => {
                    console::report(&outcome::summary(&executed.target, &executed.report));
                    code.iter().for_each(|code| console::show(&code.text(false)));
                }
            }
            refused.map_or(exit::SUCCESS, |stopped| stopped.refuse(args.format.refusal()))
        }
        Err(stopped) => stopped.refuse(args.format.refusal()),
    };
    shutdown.exit_code(code)
}

async fn record(
    command: &'static str,
    args: &ExecArgs,
    message: Option<&str>,
    ledger: &Ledger,
    shutdown: &Shutdown,
) -> Result<(Job, Executed), Stopped> {
    let job = Job::compare(&args.common, args.format)?;
    let executed = executed(command, args, message, ledger, shutdown, &job).await;
    executed.map_err(|error| job.stopped(error)).map(|executed| (job, executed))
}

async fn executed(
    command: &'static str,
    args: &ExecArgs,
    message: Option<&str>,
    ledger: &Ledger,
    shutdown: &Shutdown,
    job: &Job,
) -> Result<Executed, Error> {
    let job = job.clone().plan_with(&args.plan)?;
    let job = job.statement_timeout(args.statement_timeout)?;
    job.writable()?;
    let finished = Finished::default();
    let order = Order { job: &job, message, lock_wait: args.wait.lock_wait };
    let work = execute(&order, shutdown, finished.clone());
    let report = ledger
        .record(job.order(command), work, |result| finished.read(|all| step::of_plan(result, all)))
        .await?;
    Ok(Executed { target: job.target.clone(), report, code: None })
}

/// What each finished step did, and how many milliseconds it took.
#[derive(Clone, Default)]
struct Finished(Arc<Mutex<Vec<(String, u64)>>>);

impl Finished {
    fn read<T>(&self, work: impl FnOnce(&[(String, u64)]) -> T) -> T {
        work(&self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Steps that begin again, since their transaction does, are told of once.
    fn hear(&self, event: &Event) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match event {
            Event::StepStarted { number, summary, .. } => {
                all.truncate(number - 1);
                all.push((summary.clone(), 0));
            }
            Event::StepFinished { milliseconds, .. } => {
                if let Some((_, time)) = all.last_mut() {
                    *time = *milliseconds;
                }
            }
            _ => {}
        }
    }
}

/// What is to be done.
struct Order<'o> {
    job: &'o Job,
    message: Option<&'o str>,
    /// How long another one is waited for that works on the database.
    lock_wait: Duration,
}

async fn execute(
    order: &Order<'_>,
    shutdown: &Shutdown,
    finished: Finished,
) -> Result<Report, Error> {
    let cancellation = Cancellation::new();
    let listener = tokio::spawn({
        let (signal, cancellation) = (shutdown.signal(), cancellation.clone());
        async move {
            signal.await;
            cancellation.cancel();
        }
    });
    let result = alone(order, cancellation, finished).await;
    listener.abort();
    result
}

/// Holds the lock of the lane from before the first look to the end, so that neither the lane nor anybody else who takes
/// it changes meanwhile what a plan was made for.
async fn alone(
    order: &Order<'_>,
    cancellation: Cancellation,
    finished: Finished,
) -> Result<Report, Error> {
    let files = order.job.files()?;
    let held = async {
        let job = order.job.settled().await?;
        let hold = job.hold(order.lock_wait).await?;
        Ok::<_, Error>((job, hold))
    };
    let (job, hold) = tokio::select! {
        held = held => held?,
        () = cancellation.cancelled() => return Err(stopped()),
    };
    let result = stoppable(&job, order.message, &files, cancellation, finished).await;
    hold.release().await;
    result
}

async fn stoppable(
    job: &Job,
    message: Option<&str>,
    files: &Files,
    cancellation: Cancellation,
    finished: Finished,
) -> Result<Report, Error> {
    let plan = tokio::select! {
        plan = job.plan(files) => plan?,
        () = patience(&cancellation) => return Err(stopped()),
    };
    if cancellation.is_cancelled() {
        return Err(stopped());
    }
    let show = Steps::new().observer();
    let observer = move |event: &Event| {
        finished.hear(event);
        show(event);
    };
    let progress = Progress::new().observe(observer).stop_when(cancellation);
    let report = job.engine()?.execute(files, &plan, message, &progress).await;
    report.map_err(|error| job.located(error))
}

/// Stopped before anything was begun.
fn stopped() -> Error {
    schemalane_schema::Error::Cancelled { committed: 0 }.into()
}

async fn patience(cancellation: &Cancellation) {
    cancellation.cancelled().await;
    tokio::time::sleep(GRACE).await;
}

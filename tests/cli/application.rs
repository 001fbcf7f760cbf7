//! The application that the tests of [`startup`](crate::startup) start: this
//! very program, with one of its tests as the whole of the application.

use std::{env, process, process::ExitCode};

use clap::Parser as _;
use schemalane::{
    Dialect, Identifier, Manifest, Migration, Mode, Naming, Runner, Settings, Sql, Started,
    StartupArgs, Statement, TargetName, Timeouts,
};
use schemalane_testkit::Command;

use crate::migrations;

/// The variable with the arguments, one a line; the first one says what kind of application it is.
const ARGUMENTS: &str = "APPLICATION_ARGUMENTS";

/// What it prints once it has started.
pub(crate) const READY: &str = "the application is ready";

/// The kinds of application.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    /// Migrates, then serves: `runner().start(&args)`.
    Server,
    /// As the server, but it decides by itself: `runner().try_start(&args)`.
    Quiet,
    /// Has the command line of its migrations: `runner().cli()`.
    Cli,
    /// A server whose migrations are for PostgreSQL only.
    Postgres,
    /// A server for PostgreSQL whose migration does not come to an end.
    Endless,
    /// A server with a default.
    Default,
    /// A server that was built with a schema and a history table, for either database.
    Kept,
    /// The command line of the same.
    KeptCli,
}

/// The application with these arguments.
pub(crate) fn application(kind: Kind, arguments: &[&str]) -> Command {
    let lines: Vec<_> = [format!("{kind:?}")]
        .into_iter()
        .chain(arguments.iter().map(|&argument| argument.to_owned()))
        .collect();
    Command::new(env::current_exe().unwrap())
        .args(["--exact", "application::the_application", "--ignored", "--nocapture"])
        .env(ARGUMENTS, lines.join("\n"))
}

static FOR_POSTGRES: &[&Manifest] = &[&ACCOUNTS];

static ACCOUNTS: Manifest = {
    static MIGRATIONS: [Migration; 1] = [Migration::sql(
        "1",
        "create account",
        "V1__create_account.sql",
        0,
        Sql::new(
            "CREATE TABLE account (id uuid)",
            Mode::Transactional,
            Timeouts::NONE,
            &[Statement::new(0, 30, 1)],
        ),
    )];
    Manifest::embedded(TargetName::DEFAULT, &[Dialect::Postgres], "", &MIGRATIONS)
};

static FOR_EVER: &[&Manifest] = &[&ENDLESS];

static ENDLESS: Manifest = {
    static MIGRATIONS: [Migration; 1] = [Migration::sql(
        "1",
        "sleep",
        "V1__sleep.sql",
        0,
        Sql::new(
            "SELECT pg_sleep(600)",
            Mode::Transactional,
            Timeouts::NONE,
            &[Statement::new(0, 20, 1)],
        ),
    )];
    Manifest::embedded(TargetName::DEFAULT, &[Dialect::Postgres], "", &MIGRATIONS)
};

/// The lane of [`ACCOUNTS`] for both, with settings.
static KEPT: &[&Manifest] = &[&{
    static MIGRATIONS: [Migration; 1] = [Migration::sql(
        "1",
        "create account",
        "V1__create_account.sql",
        0,
        Sql::new(
            "CREATE TABLE account (id INTEGER)",
            Mode::Transactional,
            Timeouts::NONE,
            &[Statement::new(0, 33, 1)],
        ),
    )];
    let dialects = &[Dialect::Sqlite, Dialect::Postgres];
    Manifest::embedded(TargetName::DEFAULT, dialects, "", &MIGRATIONS).with_settings(
        Settings::NONE
            .with_schema(Identifier::from_static("main"))
            .with_history_table(Identifier::from_static("changes"))
            .with_naming(Naming::Flyway),
    )
}];

fn kept() -> Runner {
    Runner::new(KEPT).of_package(Some("kept")).declaring(&["archive"])
}

/// What the application can be told.
#[derive(clap::Parser)]
struct Arguments {
    #[command(flatten)]
    startup: StartupArgs,
}

#[tokio::test]
#[ignore = "other tests start it"]
async fn the_application() {
    let Ok(lines) = env::var(ARGUMENTS) else { return };
    let mut arguments = lines.lines();
    let kind = arguments.next().unwrap();
    let typed = ["application"].into_iter().chain(arguments);
    match kind {
        "Cli" => leave(migrations::runner().cli_from(typed).await),
        "KeptCli" => leave(kept().cli_from(typed).await),
        _ => {}
    }
    let args = Arguments::parse_from(typed).startup;
    match kind {
        "Server" => drop(migrations::runner().start(&args).await),
        "Default" => {
            let runner = migrations::runner().default_url("sqlite://own.db");
            drop(runner.start(&args).await);
        }
        "Kept" => drop(kept().start(&args).await),
        "Endless" => drop(Runner::new(FOR_EVER).start(&args).await),
        "Postgres" => drop(Runner::new(FOR_POSTGRES).start(&args).await),
        _ => match migrations::runner().try_start(&args).await {
            Ok(Started::Ready { db, .. }) => db.ping().await.unwrap(),
            Ok(_) => process::exit(0),
            Err(error) => process::exit(error.exit_code().into()),
        },
    }
    println!("{READY}");
}

/// Ends the program as `main` would with this code.
fn leave(code: ExitCode) -> ! {
    let number = (0..=u8::MAX).find(|&number| ExitCode::from(number) == code);
    process::exit(number.unwrap().into())
}

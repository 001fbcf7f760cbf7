//! What `runner()` of the generated code gives: the embedded lanes, ready to
//! be started or commanded.

use std::process;

use sea_orm::DatabaseConnection;

use crate::{
    Error, Manifest, Started, StartupArgs,
    console::{self, Progress},
    shutdown::Shutdown,
};

/// The lanes of a binary, and what a binary does with them.
///
/// ```ignore
/// schemalane::embed_migrations!("./migrations");
///
/// #[tokio::main]
/// async fn main() {
///     let args = Args::parse();
///     let db = migrations::runner().start(&args.startup).await;
///     // ... and the application goes on with `db`.
/// }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Runner {
    pub(crate) manifests: &'static [&'static Manifest],
}

impl Runner {
    /// A runner over all lanes of a binary, for generated code.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(manifests: &'static [&'static Manifest]) -> Self {
        Self { manifests }
    }

    /// Connects, migrates, and hands the connection back.
    ///
    /// It does not return where the application must not start: after
    /// `--migrate-only` it leaves with 0, after a failure with the
    /// [exit code](crate::exit) of the error and the error on stderr.
    /// Progress goes to stderr, one line a migration.
    pub async fn start(&self, args: &StartupArgs) -> DatabaseConnection {
        let shutdown = Shutdown::after(None);
        match args.run(self.manifests, Progress::new().observer(), &shutdown).await {
            Ok(Started::Ready { db, .. }) => db,
            Ok(Started::Migrated { report }) => {
                console::note(&console::summary(&report));
                process::exit(crate::exit::SUCCESS.into())
            }
            Err(error) => {
                console::complain(&error);
                process::exit(shutdown.exit_code(error.exit_code()).into())
            }
        }
    }

    /// The whole command line of an application: `migrate up`, `status`,
    /// `validate`, `repair`, `baseline`, `import`, `fresh` and `new` over its
    /// own lanes, and `--migrate-only`.
    ///
    /// It reads the arguments of the process, and gives its
    /// [exit code](crate::exit).
    #[cfg(feature = "cli")]
    pub async fn cli(self) -> process::ExitCode {
        self.cli_from(std::env::args_os()).await
    }

    /// As [`cli`](Self::cli) with these arguments, the first of which is the
    /// name of the program.
    #[cfg(feature = "cli")]
    pub async fn cli_from<I>(self, arguments: I) -> process::ExitCode
    where
        I: IntoIterator,
        I::Item: Into<std::ffi::OsString>,
    {
        let typed: Vec<_> = arguments.into_iter().map(Into::into).collect();
        crate::cli::embedded(self, &typed).await.into()
    }

    /// As [`start`](Self::start), but it prints nothing and leaves every
    /// decision to the caller.
    ///
    /// # Errors
    ///
    /// Everything that keeps the database from being what the binary expects.
    pub async fn try_start(&self, args: &StartupArgs) -> Result<Started, Error> {
        args.run(self.manifests, |_| {}, &Shutdown::after(None)).await
    }
}

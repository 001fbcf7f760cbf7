//! What `runner()` of the generated code gives: the embedded lanes, ready to
//! be started or commanded.

use std::process;

use futures_util::future::BoxFuture;
#[cfg(feature = "cli")]
use futures_util::future::LocalBoxFuture;
use schemalane_source::{Dialect, TargetName};
use sea_orm::DatabaseConnection;

use crate::{
    Error, Manifest, NoDefault, Secret, Started, StartupArgs,
    console::{self, Progress},
    resolve::Workplace,
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
///     let runner = migrations::runner().default_url("sqlite://shop.db");
///     let db = runner.start(&args.startup).await;
///     // ... and the application goes on with `db`.
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Runner {
    pub(crate) manifests: &'static [&'static Manifest],
    /// The package that the lanes belong to.
    pub(crate) package: Option<&'static str>,
    /// The targets that the project named when it was built, and that have no lane.
    #[cfg_attr(not(feature = "cli"), expect(dead_code, reason = "its command line tells them"))]
    pub(crate) declared: &'static [&'static str],
    /// What a URL that nobody names means.
    default_url: Option<Secret>,
}

/// How a binary was built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Profile {
    Debug,
    Release,
}

impl Runner {
    /// A runner over all lanes of a binary, for generated code.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(manifests: &'static [&'static Manifest]) -> Self {
        Self { manifests, package: None, declared: &[], default_url: None }
    }

    /// The package that the lanes belong to, for generated code.
    #[doc(hidden)]
    #[must_use]
    pub fn of_package(self, package: Option<&'static str>) -> Self {
        Self { package, ..self }
    }

    /// The targets without a lane, for generated code.
    #[doc(hidden)]
    #[must_use]
    pub fn declaring(self, declared: &'static [&'static str]) -> Self {
        Self { declared, ..self }
    }

    /// The database of the target `default` where neither a flag nor a variable nor a file names
    /// one. Without it that is [`Error::NoDatabase`], so that a container whose variable is
    /// missing does not begin with an empty file.
    ///
    /// A lane that is right for several dialects is developed on one and run on another. So its
    /// default counts in debug builds only.
    ///
    /// ```ignore
    /// migrations::runner().default_url("sqlite://shop.db").start(&args).await
    /// ```
    #[must_use]
    pub fn default_url(self, url: impl Into<String>) -> Self {
        Self { default_url: Some(Secret::from(url.into())), ..self }
    }

    /// What the default is for a target, or why there is none.
    pub(crate) fn default_for(
        &self,
        target: &TargetName,
        dialects: &[Dialect],
    ) -> Result<&str, NoDefault> {
        let profile = if cfg!(debug_assertions) { Profile::Debug } else { Profile::Release };
        self.default_in(profile, target, dialects)
    }

    fn default_in(
        &self,
        profile: Profile,
        target: &TargetName,
        dialects: &[Dialect],
    ) -> Result<&str, NoDefault> {
        let url = self.default_url.as_ref().ok_or(NoDefault::Unsaid)?;
        if !target.is_default() {
            return Err(NoDefault::OtherTarget);
        }
        if dialects.len() > 1 && profile == Profile::Release {
            return Err(NoDefault::DebugOnly { dialects: dialects.to_vec() });
        }
        Ok(url.expose())
    }

    /// What lies around the application.
    pub(crate) fn workplace(&self) -> Result<Workplace, Error> {
        Workplace::of_application(self.package)
    }

    /// Connects, migrates, and hands the connection back.
    ///
    /// It does not return where the application must not start: after
    /// `--migrate-only` it leaves with 0, after a failure with the
    /// [exit code](crate::exit) of the error and the error on stderr.
    /// Stderr says first which database it is and who named it; then
    /// progress, one line a migration.
    pub fn start<'a>(&'a self, args: &'a StartupArgs) -> BoxFuture<'a, DatabaseConnection> {
        Box::pin(async move {
            let shutdown = Shutdown::after(None);
            let started = match args.begin(self) {
                Ok(start) => {
                    start.lines().iter().for_each(|line| console::note(line));
                    start.run(Progress::new().observer(), &shutdown).await
                }
                Err(error) => Err(error),
            };
            match started {
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
        })
    }

    /// The whole command line of an application: `migrate up`, `status`,
    /// `validate`, `repair`, `baseline`, `import`, `fresh` and `new` over its
    /// own lanes, and `--migrate-only`.
    ///
    /// It reads the arguments of the process, and gives its
    /// [exit code](crate::exit).
    #[cfg(feature = "cli")]
    pub fn cli(self) -> LocalBoxFuture<'static, process::ExitCode> {
        self.command(std::env::args_os().collect())
    }

    /// As [`cli`](Self::cli) with these arguments, the first of which is the
    /// name of the program.
    #[cfg(feature = "cli")]
    pub fn cli_from<I>(self, arguments: I) -> LocalBoxFuture<'static, process::ExitCode>
    where
        I: IntoIterator,
        I::Item: Into<std::ffi::OsString>,
    {
        self.command(arguments.into_iter().map(Into::into).collect())
    }

    #[cfg(feature = "cli")]
    fn command(self, typed: Vec<std::ffi::OsString>) -> LocalBoxFuture<'static, process::ExitCode> {
        Box::pin(async move { crate::cli::embedded(&self, &typed).await.into() })
    }

    /// As [`start`](Self::start), but it prints nothing and leaves every
    /// decision to the caller.
    ///
    /// # Errors
    ///
    /// Everything that keeps the database from being what the binary expects.
    pub fn try_start<'a>(&'a self, args: &'a StartupArgs) -> BoxFuture<'a, Result<Started, Error>> {
        Box::pin(async move {
            let start = args.begin(self)?;
            start.trace();
            start.run(|_| {}, &Shutdown::after(None)).await
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_default_is_for_the_default_target_and_of_several_dialects_for_the_developer() {
        let runner = Runner::new(&[]).default_url("sqlite://shop.db");
        let (debug, release) = (Profile::Debug, Profile::Release);
        let one = &[Dialect::Sqlite][..];
        let both = &[Dialect::Sqlite, Dialect::Postgres][..];
        for (profile, dialects) in [(debug, one), (release, one), (debug, both), (release, &[])] {
            let found = runner.default_in(profile, &TargetName::DEFAULT, dialects);
            assert_eq!(found, Ok("sqlite://shop.db"));
        }
        assert_eq!(
            runner.default_in(release, &TargetName::DEFAULT, both),
            Err(NoDefault::DebugOnly { dialects: both.to_vec() })
        );
        let billing = TargetName::from_static("billing");
        assert_eq!(runner.default_in(debug, &billing, one), Err(NoDefault::OtherTarget));
        let silent = Runner::new(&[]);
        assert_eq!(silent.default_for(&TargetName::DEFAULT, one), Err(NoDefault::Unsaid));
        let secret = Runner::new(&[]).default_url("postgres://shop:open-sesame@db/shop");
        assert!(!format!("{secret:?}").contains("sesame"));
    }
}

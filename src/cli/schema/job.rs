//! One target of a command, ready to be read, planned or executed.

use std::{
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use schemalane_schema::{Database, Engine, Files, FilesError, Options, Plan};
use schemalane_source::{Codegen, Dialect, Naming, Project, TargetName};
use serde::Serialize;

use super::{
    args::{
        CommonArgs, LaneArgs, PlaceArgs, PlanArgs, SchemaFormat, ScopeArgs, ScratchArgs, TargetArgs,
    },
    stopped::Stopped,
};
use crate::{
    Config, Error, Folder, Hold, Identifier,
    arrival::Arrival,
    cli::{
        outcome::{Located, show_json},
        say,
    },
    console,
    event::Observer,
    ledger::Order,
    resolve::{self, Chosen, Fallback, Origin, Workplace},
    throwaway::Throwaway,
    url::{DatabaseUrl, Secret},
    user,
};

/// Names an empty database to try things in.
const SCRATCH_VARIABLE: &str = "SCHEMALANE_SCRATCH_URL";

/// A target: where its database is, and what its comparison may be told.
#[derive(Clone)]
pub(super) struct Job {
    pub(super) target: TargetName,
    pub(super) url: DatabaseUrl,
    workplace: Workplace,
    chosen: Chosen,
    dir: Option<PathBuf>,
    options: Options,
    /// Where things are tried, where somebody says it, and where that was found.
    scratch: Option<(DatabaseUrl, Origin)>,
}

impl Job {
    /// The target that the flags name; what was chosen is said.
    pub(super) fn new(place: &PlaceArgs, format: SchemaFormat) -> Result<Self, Error> {
        let mut job = Self::choose(&place.target)?;
        if let Some(wait) = place.wait {
            job.chosen.config = job.chosen.config.wait(wait);
        }
        say(&job.chosen, format.refusal());
        let misfit = job.workplace.misfit(&job.target, &job.url);
        misfit.iter().for_each(|misfit| console::warn(misfit));
        Ok(job)
    }

    /// The same, where nothing of what the database holds is asked for: if nothing names one, and PostgreSQL is meant, a
    /// server is started where this machine has its programs. It is there as long as `server` is.
    pub(super) fn anywhere(
        place: &PlaceArgs,
        format: SchemaFormat,
        server: &mut Option<Throwaway>,
    ) -> Result<Self, Error> {
        let unnamed = match Self::new(place, format) {
            Err(error @ Error::NoDatabase { why: crate::NoDefault::OtherDialect { .. }, .. }) => {
                error
            }
            found => return found,
        };
        if server.is_none() {
            *server = Throwaway::start().map_err(|source| Error::NoServer { source })?;
        }
        let Some(server) = server else { return Err(unnamed) };
        let job = Self::at(&place.target, Some(&server.url()))?;
        say(&job.chosen, format.refusal());
        Ok(job)
    }

    /// The same target on the other kind of database, where its files are written for both and can be tried.
    pub(super) fn other(
        &self,
        place: &PlaceArgs,
        server: &mut Option<Throwaway>,
    ) -> Result<Option<Self>, Error> {
        let dialects = self.workplace.dialects(&self.target);
        let own = self.url.dialect();
        let other = dialects.iter().find(|dialect| dialects.contains(&own) && **dialect != own);
        other.map(|dialect| Self::elsewhere(place, *dialect, server)).transpose()
    }

    fn elsewhere(
        place: &PlaceArgs,
        dialect: Dialect,
        server: &mut Option<Throwaway>,
    ) -> Result<Self, Error> {
        if dialect == Dialect::Sqlite {
            // It only says the kind: what is tried is tried in a temporary file.
            return Self::at(&place.target, Some("sqlite://schemalane.db"));
        }
        if server.is_none() {
            *server = Throwaway::start().map_err(|source| Error::NoServer { source })?;
        }
        match server {
            Some(server) => Self::at(&place.target, Some(&server.url())),
            None => {
                let source = io::Error::new(io::ErrorKind::NotFound, "there is none");
                Err(Error::NoServer { source })
            }
        }
    }

    /// The same, where the database will not be looked at.
    pub(super) fn choose(place: &TargetArgs) -> Result<Self, Error> {
        Self::at(place, None)
    }

    fn at(place: &TargetArgs, lent: Option<&str>) -> Result<Self, Error> {
        let workplace = Workplace::of_command_line()?;
        let target = place.database.clone().unwrap_or(TargetName::DEFAULT);
        let flag = place.database_url.as_ref().map(Secret::expose);
        let fallback = Fallback::BuiltIn(workplace.dialects(&target));
        let address = match lent {
            Some(url) => Workplace::lent(url)?,
            None => workplace.address(&target, flag, fallback)?,
        };
        let url = address.url.clone();
        let (settings, keeper) = workplace.settings(&target)?;
        let chosen = Chosen::new(address, Config::new().target(target.clone()), &settings, &keeper);
        // The history of the lane is no part of the schema, whatever it is called.
        let history = chosen.config.table();
        let mut options = Options::new().ignore(match url.dialect() {
            Dialect::Sqlite => history.as_str().to_lowercase(),
            Dialect::Postgres => history.as_str().to_owned(),
        });
        options = match (url.dialect(), settings.schema()) {
            (Dialect::Sqlite, _) => options.performed_by(user::name()),
            (Dialect::Postgres, Some(schema)) => options.schema(schema.as_str()),
            (Dialect::Postgres, None) => options,
        };
        let dir = place.dir.clone();
        Ok(Self { target, url, workplace, chosen, dir, options, scratch: None })
    }

    /// The target that the flags name, with what they say of the comparison.
    pub(super) fn compare(args: &CommonArgs, format: SchemaFormat) -> Result<Self, Stopped> {
        Self::new(&args.place, format)?.told(args)
    }

    /// The same, where nothing of what the database holds is asked for: see [`anywhere`](Self::anywhere).
    pub(super) fn compare_anywhere(
        args: &CommonArgs,
        format: SchemaFormat,
        server: &mut Option<Throwaway>,
    ) -> Result<Self, Stopped> {
        Self::anywhere(&args.place, format, server)?.told(args)
    }

    fn told(self, args: &CommonArgs) -> Result<Self, Stopped> {
        let job = self;
        let told = job.clone().scope(&args.scope).and_then(|told| told.scratch(&args.scratch));
        told.map_err(|error| job.stopped(error))
    }

    /// The end of the command, with what was chosen for it.
    pub(super) fn stopped(&self, error: Error) -> Stopped {
        Stopped::at(error, &self.chosen)
    }

    /// The same with the one server that is meant where the URL names several, once it is there.
    pub(super) async fn settled(&self) -> Result<Self, Error> {
        let mut settled = self.clone();
        settled.url = self.arrived(&self.url).await.map_err(|error| self.located(error))?;
        if let Some((url, origin)) = &self.scratch {
            let lent = self.arrived(url).await.map_err(|error| error.of_url(url, origin))?;
            if let Some(place) = lent.connect_options() {
                settled.options = settled.options.scratch(place.clone());
            }
        }
        Ok(settled)
    }

    /// The one server that a URL means, once it is there.
    async fn arrived(&self, url: &DatabaseUrl) -> Result<DatabaseUrl, Error> {
        let observer = Observer::new(console::Progress::new().observer());
        let arrival = Arrival::new(&self.chosen.config, &observer);
        let settled = arrival.of(|| Box::pin(url.settle())).await?;
        let db = settled.pool(1);
        let knocked = arrival.knock(&db).await;
        let _closed = db.close().await;
        knocked.map(|()| settled)
    }

    /// What is compared.
    pub(super) fn scope(mut self, args: &ScopeArgs) -> Result<Self, Error> {
        let is_sqlite = self.url.dialect() == Dialect::Sqlite;
        if is_sqlite && !args.schema.is_empty() {
            return Err(misplaced(
                "--schema",
                "a SQLite database has the schema main only",
                "leave it out",
            ));
        }
        if is_sqlite && args.grants {
            return Err(misplaced(
                "--grants",
                "a SQLite database has no owners and no grants",
                "leave it out",
            ));
        }
        for pattern in &args.ignore {
            self.options = self.options.ignore(pattern);
        }
        for schema in &args.schema {
            self.options = self.options.schema(schema);
        }
        if args.column_order {
            self.options = self.options.column_order();
        }
        if args.grants {
            self.options = self.options.authorisation();
        }
        Ok(self)
    }

    /// Where things are tried.
    pub(super) fn scratch(mut self, args: &ScratchArgs) -> Result<Self, Error> {
        self.options = self.options.lock_timeout(args.lock_timeout);
        let flag = args.scratch_url.as_ref().map(|url| url.expose().to_owned());
        if self.url.dialect() == Dialect::Sqlite {
            return match flag {
                Some(_) => {
                    Err(misplaced("--scratch-url", "SQLite tries things in memory", "leave it out"))
                }
                // A variable may be meant for another target.
                None => Ok(self),
            };
        }
        let (text, origin) = match (flag, resolve::environment(SCRATCH_VARIABLE)?) {
            (Some(text), _) => (text, Origin::Scratch),
            (None, Some(text)) => (text, Origin::Variable { name: SCRATCH_VARIABLE.to_owned() }),
            (None, None) => return Ok(self),
        };
        let url: DatabaseUrl =
            text.parse().map_err(|source| Error::BadUrl { origin: origin.clone(), source })?;
        if url.dialect() != Dialect::Postgres {
            return Err(misplaced(
                "--scratch-url",
                "it names none of PostgreSQL",
                "give the URL of an empty database of PostgreSQL",
            ));
        }
        let place = |url: &DatabaseUrl| (url.host().map(str::to_owned), url.port(), url.database());
        if place(&url) == place(&self.url) {
            return Err(misplaced(
                "--scratch-url",
                "it names the database of the target itself, whose contents would be dropped",
                "name an empty one",
            ));
        }
        if let Some(place) = url.connect_options() {
            self.options = self.options.scratch(place.clone());
        }
        self.scratch = Some((url, origin));
        Ok(self)
    }

    /// What the plan may do.
    pub(super) fn plan_with(mut self, args: &PlanArgs) -> Result<Self, Error> {
        if args.online && self.url.dialect() == Dialect::Sqlite {
            return Err(misplaced(
                "--online",
                "SQLite builds no index concurrently",
                "leave it out",
            ));
        }
        for approval in &args.allow {
            self.options = self.options.allow(approval.clone());
        }
        if args.online {
            self.options = self.options.online();
        }
        Ok(self)
    }

    /// How long a statement of the plan may take.
    pub(super) fn statement_timeout(mut self, timeout: Option<Duration>) -> Result<Self, Error> {
        let Some(timeout) = timeout else { return Ok(self) };
        if self.url.dialect() == Dialect::Sqlite {
            return Err(misplaced(
                "--statement-timeout",
                "SQLite stops no statement by itself",
                "leave it out",
            ));
        }
        self.options = self.options.statement_timeout(timeout);
        Ok(self)
    }

    /// The engine for the target's database.
    pub(super) fn engine(&self) -> Result<Engine, Error> {
        self.engine_on(&self.url)
    }

    /// The engine for another database, with the same options.
    pub(super) fn engine_on(&self, url: &DatabaseUrl) -> Result<Engine, Error> {
        Ok(Engine::new(self.place_of(url)?, self.options.clone()))
    }

    /// Where the target's database is.
    pub(super) fn place(&self) -> Result<Database, Error> {
        self.place_of(&self.url)
    }

    fn place_of(&self, url: &DatabaseUrl) -> Result<Database, Error> {
        url.place()
            .map_err(|source| Error::BadUrl { origin: self.chosen.address.origin.clone(), source })
    }

    /// The folder of the wanted schema.
    pub(super) fn dir(&self) -> Result<PathBuf, Error> {
        match &self.dir {
            Some(dir) => Ok(dir.clone()),
            None => self.own_dir(),
        }
    }

    /// Whether the wanted schema is the project's own, and not one that a flag names elsewhere.
    pub(super) fn is_own(&self) -> bool {
        let place = |dir: &Path| dir.canonicalize().ok();
        let is_there = |dir: &PathBuf| self.own_dir().is_ok_and(|own| place(&own) == place(dir));
        self.dir.as_ref().is_none_or(is_there)
    }

    /// The project's own.
    fn own_dir(&self) -> Result<PathBuf, Error> {
        let dir = self.workplace.folder("schema")?;
        Ok(if self.target.is_default() { dir } else { dir.join(self.target.as_str()) })
    }

    /// The folder of the lanes.
    pub(super) fn migrations(&self, args: &LaneArgs) -> Result<PathBuf, Error> {
        match &args.migrations {
            Some(path) => Ok(path.clone()),
            None => self.workplace.migrations(),
        }
    }

    /// The folder of the lanes, laid out as the project says.
    pub(super) fn lane(&self, args: &LaneArgs) -> Result<Folder, Error> {
        let folder = Folder::new(self.migrations(args)?);
        let folder = folder.naming(self.naming()).layout(self.workplace.layout());
        Ok(folder.written_for(self.target.clone(), self.workplace.dialects(&self.target)))
    }

    /// How a schema becomes Rust.
    pub(super) fn codegen(&self) -> Codegen {
        self.said().cloned().unwrap_or_default()
    }

    /// The same; `None` where the project asks for no code.
    pub(super) fn said(&self) -> Option<&Codegen> {
        self.workplace.project().and_then(Project::codegen)
    }

    /// The folder of the project.
    pub(super) fn root(&self) -> &Path {
        self.workplace.root()
    }

    /// The folder of what is generated.
    pub(super) fn generated(&self) -> Result<PathBuf, Error> {
        self.workplace.folder("generated")
    }

    /// The project's own folder of queries.
    pub(super) fn queries(&self) -> Result<PathBuf, Error> {
        let dir = self.workplace.folder("queries")?;
        Ok(if self.target.is_default() { dir } else { dir.join(self.target.as_str()) })
    }

    /// The kinds of databases that the target's files are for; that of its URL where nothing says it.
    pub(super) fn dialects(&self) -> Vec<Dialect> {
        match self.workplace.dialects(&self.target) {
            [] => vec![self.url.dialect()],
            said => said.to_vec(),
        }
    }

    /// Which names migrations have.
    pub(super) fn naming(&self) -> Naming {
        self.workplace.naming()
    }

    /// Writes a value as JSON, with what was chosen.
    pub(super) fn show_json(&self, value: &impl Serialize) {
        show_json(&self.with_choice(value));
    }

    /// A value with what was chosen.
    pub(super) const fn with_choice<T>(&self, value: T) -> Located<'_, T> {
        Located::new(value, Some(&self.chosen))
    }

    /// The files of the wanted schema. Folders in it that belong to other targets of the project are theirs.
    pub(super) fn files(&self) -> Result<Files, Error> {
        let dir = self.dir()?;
        let files = Files::read(&dir)?;
        if !self.target.is_default() {
            return Ok(files);
        }
        let others: Vec<String> = self
            .workplace
            .project()
            .into_iter()
            .flat_map(|project| project.targets())
            .filter(|target| !target.is_default())
            .map(|target| format!("{}/", dir.join(target.as_str()).display()))
            .collect();
        let own: Vec<_> = files
            .iter()
            .filter(|(path, _)| !others.iter().any(|other| path.starts_with(other)))
            .collect();
        if own.is_empty() {
            return Err(FilesError::Empty { folder: dir }.into());
        }
        Ok(Files::from_texts(own))
    }

    /// The plan for the target's database.
    pub(super) async fn plan(&self, files: &Files) -> Result<Plan, Error> {
        self.engine()?.plan(files).await.map_err(|error| self.located(error))
    }

    /// An error with the URL where that is what is wrong.
    pub(super) fn located(&self, error: impl Into<Error>) -> Error {
        let error = error.into().of_url(&self.url, &self.chosen.address.origin);
        match &self.scratch {
            Some((url, origin)) => error.of_scratch(url, origin),
            None => error,
        }
    }

    /// What a run of the lane is told.
    pub(super) fn config(&self) -> Config {
        self.chosen.config.clone()
    }

    /// The lock of the target's lane, for which another one is waited this long.
    pub(super) async fn hold(&self, lock_wait: Duration) -> Result<Hold, Error> {
        let db = self.url.pool(1);
        let config = self.config().lock_wait(lock_wait);
        let hold = Hold::take_observed(&db, &config, console::Progress::new().observer()).await;
        let _closed = db.close().await;
        hold.map_err(|error| self.located(error))
    }

    /// What the ledger writes down.
    pub(super) fn order(&self, command: &'static str) -> Order {
        Order {
            command,
            target: self.target.clone(),
            url: self.url.anchored(),
            schema: self.chosen.schema().clone(),
            history_table: Identifier::fixed("_schema_migration"),
        }
    }

    /// Refuses to write where the URL says not to.
    pub(super) fn writable(&self) -> Result<(), Error> {
        if self.url.is_read_only() {
            return Err(misplaced(
                "mode=ro in the URL",
                "the database is to be written",
                "leave it out, or look with `schema gen`",
            ));
        }
        let path = PathBuf::from(self.url.database());
        let is_made = self.url.dialect() == Dialect::Postgres || self.url.file_to_make().is_some();
        if !is_made && !path.exists() {
            return Err(schemalane_schema::Error::Missing { path }.into());
        }
        Ok(())
    }
}

pub(super) const fn misplaced(
    flag: &'static str,
    reason: &'static str,
    way: &'static str,
) -> Error {
    Error::Misplaced { flag, reason, way }
}

//! Everything that can stop a command, and the exit code it maps to.

mod absence;
mod certificate;
mod conversion;
mod driver;
mod exit_code;
mod luck;
mod text;
mod told;
mod way_out;

use std::{
    fmt,
    path::{Path, PathBuf},
    time::Duration,
};

use schemalane_source::{
    Dialect, Problems, ProjectError, TargetName, TargetNameError, VersionError,
};

pub(crate) use self::driver::{chain, driver, of_driver};
pub(crate) use self::{
    absence::is_arriving,
    luck::is_luck,
    way_out::{hides_rows, is_busy, primary},
};
use crate::{
    Identifier, IdentifierError,
    connection::MemoryPool,
    console,
    event::Holder,
    history::Planted,
    import::{ImportRefusal, RenameRefusal},
    interrupt::Reason,
    report::{Applied, RunReport},
    resolve::{NoDefault, Origin, Searched},
    session::UnsafeLock,
    status::Entry,
    stranger::Strangers,
    url::{DatabaseUrl, UrlError},
};

/// Why a command stopped.
///
/// Each variant maps to one [exit code](crate::exit). A password never
/// appears in any of them. `Debug` gives the same words as `Display`, with
/// what commands a terminal spelled out: it is what `fn main() -> Result<(), Error>`
/// prints.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The database cannot be reached.
    Connect {
        /// What the driver said.
        source: sqlx::Error,
    },
    /// The database of a URL cannot be reached.
    Unreachable {
        /// The URL, which shows no password.
        url: Box<DatabaseUrl>,
        /// Where the URL was found.
        origin: Origin,
        /// What the driver said.
        source: sqlx::Error,
    },
    /// The database did not come while it was waited for.
    Absent {
        /// How long it was waited for.
        waited: Duration,
        /// What came of the last try.
        source: Box<Self>,
    },
    /// The file of a SQLite database cannot be opened, or is none.
    OpenFile {
        /// The file.
        path: PathBuf,
        /// What the driver said.
        source: sqlx::Error,
    },
    /// A database in memory is nowhere but in its pool, and not to be had from that.
    InMemory {
        /// The name that the options give it.
        name: PathBuf,
        /// What is in the way.
        reason: MemoryPool,
    },
    /// A folder stands where the file of a SQLite database should be.
    Folder {
        /// The folder.
        path: PathBuf,
    },
    /// Another connection holds the lock of a SQLite database.
    Busy {
        /// What was being done.
        action: &'static str,
        /// What the driver said.
        source: sqlx::Error,
    },
    /// A statement of Schemalane's own failed.
    Database {
        /// What was being done.
        action: &'static str,
        /// What the driver said.
        source: sqlx::Error,
    },
    /// Row level security would hide rows from a statement of Schemalane's own.
    HiddenRows {
        /// What was being done.
        action: &'static str,
        /// What the driver said.
        source: sqlx::Error,
    },
    /// The server refuses what a migration is to run under.
    Setting {
        /// The file name.
        script: String,
        /// What the driver said.
        source: sqlx::Error,
    },
    /// The SeaORM connection is of a kind that this crate cannot use.
    UnsupportedConnection,
    /// A URL that was given to be read names neither PostgreSQL nor SQLite, or cannot be read.
    Url {
        /// What is wrong with it, without repeating it.
        #[from]
        source: UrlError,
    },
    /// A name that a schema or a table cannot have.
    Identifier {
        /// What is wrong with it.
        #[from]
        source: IdentifierError,
    },
    /// A name that a target cannot have.
    TargetName {
        /// What is wrong with it.
        #[from]
        source: TargetNameError,
    },
    /// A text that is no version.
    Version {
        /// What is wrong with it.
        #[from]
        source: VersionError,
    },
    /// The application's own use of SeaORM failed, beside all migrations.
    Application {
        /// What SeaORM said.
        #[from]
        source: sea_orm::DbErr,
    },
    /// A command was called where no tokio runtime is.
    NoRuntime,
    /// The clock of the tokio runtime stands still.
    TimePaused,
    /// A URL that names neither PostgreSQL nor SQLite, or that cannot be read.
    BadUrl {
        /// Where the URL was found.
        origin: Origin,
        /// What is wrong with it, without repeating it.
        source: UrlError,
    },
    /// The name of a target behind that of the history table makes none.
    BadName {
        /// The target.
        target: TargetName,
        /// What is wrong with the name.
        source: IdentifierError,
    },
    /// Nothing names a database, and no default stands in.
    NoDatabase {
        /// The target.
        target: TargetName,
        /// What was looked at.
        searched: Box<Searched>,
        /// Why no default stands in.
        why: NoDefault,
    },
    /// A variable that may name a database is no text.
    NotUtf8 {
        /// The variable.
        variable: String,
    },
    /// A file `.env` that may name a database cannot be understood.
    DotEnv {
        /// The file.
        file: PathBuf,
        /// The lines, from 1.
        lines: Vec<u32>,
    },
    /// `SCHEMALANE_CONFIG` holds a URL, which may hold a password and is not repeated.
    ConfigIsUrl,
    /// A file above the current folder belongs to somebody else than that does.
    ForeignFile {
        /// The file.
        path: PathBuf,
    },
    /// A file that may choose a database is a pipe, a device, or a link that leads nowhere.
    NotAFile {
        /// The file.
        path: PathBuf,
    },
    /// There are two folders that may be meant.
    TwoFolders {
        /// The one in the current folder.
        here: PathBuf,
        /// The one of the project.
        there: PathBuf,
        /// The project's file.
        file: PathBuf,
    },
    /// The migrations were written for another kind of database.
    WrongDialect {
        /// The target.
        target: TargetName,
        /// What the lane was checked for.
        expected: Vec<Dialect>,
        /// What the database speaks.
        found: Dialect,
    },
    /// There is no folder of migrations where one was named.
    NoFolder {
        /// The folder.
        path: PathBuf,
    },
    /// The folder of a project was named, and not the one of its migrations.
    AroundFolder {
        /// The folder.
        path: PathBuf,
        /// The one in it.
        migrations: PathBuf,
    },
    /// No lane of that name.
    UnknownTarget {
        /// What was asked for.
        target: TargetName,
        /// What there is.
        known: Vec<TargetName>,
    },
    /// A baseline for a history that is under way.
    AlreadyBegun {
        /// The script of the first row.
        script: String,
    },
    /// A history row that was written is not there.
    RowNotKept {
        /// The script.
        script: String,
    },
    /// A pooler lends sessions for a transaction at a time, and a migration needs more.
    NeedsSession {
        /// The script of the first such migration.
        script: String,
    },
    /// The server only answers reads.
    ReadOnly,
    /// The server's own configuration makes every transaction a reading one.
    WritesOff,
    /// The caller's own connections look into another schema first.
    SearchPath {
        /// The schema of the connection.
        theirs: String,
        /// The schema of the migrations.
        ours: String,
    },
    /// What the caller's pool does with each new connection failed.
    Hook,
    /// The schema for the history table is not there.
    MissingSchema {
        /// The schema.
        schema: String,
    },
    /// SQLite has no schemas of that kind.
    NoSchemas {
        /// The schema.
        schema: String,
    },
    /// Reading or writing the history table would run what somebody hung on it.
    Planted {
        /// The table, as SQL names it.
        table: String,
        /// All of it.
        planted: Vec<Planted>,
    },
    /// Another runner held the lock for longer than we were to wait.
    Locked {
        /// Who.
        holder: Box<Holder>,
        /// How long we waited.
        waited: Duration,
    },
    /// The file that locks a SQLite database cannot be used.
    LockFile {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Something else stands where the file that locks a SQLite database
    /// belongs, or somebody else may put it there.
    UnsafeLock {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: UnsafeLock,
    },
    /// A link stands where the ledger is to lie.
    LedgerLink {
        /// The link.
        path: PathBuf,
    },
    /// The connection was lost while a migration ran.
    ConnectionLost {
        /// The file name.
        script: String,
        /// What this run had applied before.
        applied: Vec<Applied>,
        /// What the driver said.
        source: sqlx::Error,
    },
    /// A run was told to end, and what became of its work cannot be found out.
    OutcomeUnknown {
        /// The file name of the migration that was under way, if one was.
        script: Option<String>,
        /// What this run had applied before.
        applied: Vec<Applied>,
    },
    /// A statement around a Rust migration failed.
    SeaOrm {
        /// What was being done.
        action: &'static str,
        /// What SeaORM said.
        source: sea_orm::DbErr,
    },
    /// Other runners changed the history again and again while this one read it.
    Contended,
    /// The caller left while the run was waiting, or between two migrations.
    Interrupted {
        /// What this run had applied before.
        applied: Vec<Applied>,
    },
    /// The run reached its limit while it was waiting, or between two migrations.
    TimedOut {
        /// How long the run might take.
        limit: Duration,
        /// What this run had applied before.
        applied: Vec<Applied>,
    },
    /// Anything else that ended a run which had applied something already.
    Unfinished {
        /// What this run had applied before.
        applied: Vec<Applied>,
        /// What ended it.
        source: Box<Self>,
    },
    /// The asynchronous runtime was shut down under the run.
    RuntimeEnded,
    /// Files of the lane are wrong.
    Invalid {
        /// All of them.
        problems: Problems,
    },
    /// `schemalane.toml` is wrong.
    Project {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        source: ProjectError,
    },
    /// A folder holds a Rust migration that this binary does not.
    NotCompiledIn {
        /// The file, with its folder.
        script: String,
    },
    /// A pending migration lies above files that have no statement yet.
    Unwritten {
        /// The lines of the status.
        drafts: Vec<Entry>,
        /// The highest pending migration.
        above: String,
    },
    /// Pending migrations lie below the highest applied one.
    OutOfOrder {
        /// The lines of the status.
        late: Vec<Entry>,
        /// The highest applied version.
        current: String,
    },
    /// History and manifest do not agree.
    Drift {
        /// The lines of the status.
        entries: Vec<Entry>,
    },
    /// The schema holds objects, and there is no history that accounts for them.
    NoHistory {
        /// The schema.
        schema: Identifier,
        /// The history table that is not there.
        history_table: Identifier,
        /// What was seen.
        strangers: Strangers,
    },
    /// An earlier attempt failed and may have left half of its work behind.
    Failed {
        /// The lines of the status.
        entries: Vec<Entry>,
    },
    /// A migration failed in this run.
    Migration {
        /// What was applied before it, and the failure.
        report: Box<RunReport>,
    },
    /// The history of another tool cannot be taken over.
    Import {
        /// Everything that is in the way.
        refusal: ImportRefusal,
    },
    /// The files of another tool cannot be renamed.
    Rename {
        /// Everything that is in the way.
        refusal: RenameRefusal,
    },
    /// Something destructive was not confirmed.
    NotConfirmed {
        /// The database.
        url: Box<DatabaseUrl>,
        /// The schema.
        schema: Identifier,
    },
    /// `fresh` for a target that has nothing to build again.
    EmptyLane {
        /// The target.
        target: TargetName,
    },
    /// Dropping the schema's objects would reach into others.
    ReachesOutside {
        /// What would be lost.
        objects: String,
    },
    /// The scaffold's folder has files in it already.
    Exists {
        /// The first file that would be overwritten.
        path: PathBuf,
    },
    /// A description without a letter or a digit.
    NoDescription {
        /// The description.
        text: String,
    },
    /// `--no-ledger` leaves nothing to read or to prepare.
    NoLedger,
    /// The environment does not say where the user's state lies.
    NoStateFolder,
    /// The declarative engine stopped.
    #[cfg(feature = "schema")]
    Schema {
        /// Why, and what to do.
        source: Box<schemalane_schema::Error>,
    },
    /// A schema cannot become Rust.
    #[cfg(feature = "schema")]
    Code {
        /// The target.
        target: TargetName,
        /// Every problem.
        source: Box<schemalane_codegen::Problems>,
    },
    /// Files of queries cannot become functions.
    #[cfg(feature = "schema")]
    Queries {
        /// Every problem.
        source: Box<schemalane_query::Problems>,
    },
    /// What a Rust migration says of the schema cannot be used.
    #[cfg(feature = "schema")]
    Sketch {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: schemalane_build::SketchError,
    },
    /// A throwaway server does not start.
    #[cfg(feature = "schema")]
    NoServer {
        /// What its programs or the system said.
        source: std::io::Error,
    },
    /// Files lie in the place of generated ones.
    #[cfg(feature = "schema")]
    NotGenerated {
        /// The files.
        paths: Vec<PathBuf>,
    },
    /// A flag that means nothing with this database, or together with another.
    Misplaced {
        /// The flag.
        flag: &'static str,
        /// Why.
        reason: &'static str,
        /// What to do instead.
        way: &'static str,
    },
    /// The log of the schema has no such entry.
    NoLogEntry {
        /// The number that was asked for.
        id: i64,
    },
    /// A file cannot be read or written.
    File {
        /// What was being done.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&console::printable(&self.to_string()))
    }
}

impl Error {
    pub(crate) const fn connect(source: sqlx::Error) -> Self {
        Self::Connect { source }
    }

    /// Says of which URL a connection failed.
    pub(crate) fn of_url(self, url: &DatabaseUrl, origin: &Origin) -> Self {
        match self {
            Self::Connect { source } | Self::OpenFile { source, .. } => {
                Self::Unreachable { url: Box::new(url.clone()), origin: origin.clone(), source }
            }
            Self::Absent { waited, source } => {
                Self::Absent { waited, source: Box::new(source.of_url(url, origin)) }
            }
            #[cfg(feature = "schema")]
            Self::Schema { source } => match *source {
                schemalane_schema::Error::Connect { source, help } => match source.downcast() {
                    Ok(source) => Self::connect(*source).of_url(url, origin),
                    Err(source) => schemalane_schema::Error::Connect { source, help }.into(),
                },
                other => other.into(),
            },
            other => other,
        }
    }

    /// Says of which URL the connection to a database that is lent failed.
    #[cfg(feature = "schema")]
    pub(crate) fn of_scratch(self, url: &DatabaseUrl, origin: &Origin) -> Self {
        use schemalane_schema::Error::{Connect, Scratch};
        match self {
            Self::Schema { source } => match *source {
                Scratch { source } => {
                    Self::from(Connect { source, help: None }).of_url(url, origin)
                }
                other => other.into(),
            },
            other => other,
        }
    }

    /// What the run that ended with this error had applied before.
    #[must_use]
    pub fn applied(&self) -> &[Applied] {
        match self {
            Self::Migration { report } => &report.applied,
            Self::ConnectionLost { applied, .. }
            | Self::OutcomeUnknown { applied, .. }
            | Self::Interrupted { applied }
            | Self::TimedOut { applied, .. }
            | Self::Unfinished { applied, .. } => applied,
            _ => &[],
        }
    }

    /// The same, at the end of a run that has applied this.
    pub(crate) fn after(self, applied: Vec<Applied>) -> Self {
        match self {
            Self::ConnectionLost { script, source, .. } => {
                Self::ConnectionLost { script, applied, source }
            }
            Self::OutcomeUnknown { script, .. } => Self::OutcomeUnknown { script, applied },
            Self::Interrupted { .. } => Self::Interrupted { applied },
            Self::TimedOut { limit, .. } => Self::TimedOut { limit, applied },
            other if applied.is_empty() => other,
            other => Self::Unfinished { applied, source: Box::new(other) },
        }
    }

    /// A file that cannot be opened as a database.
    pub(crate) fn of_file(path: &Path, source: sqlx::Error) -> Self {
        if is_busy(&source) {
            Self::Busy { action: "open the database", source }
        } else {
            Self::OpenFile { path: path.to_owned(), source }
        }
    }

    pub(crate) const fn interrupted(reason: Reason) -> Self {
        let applied = Vec::new();
        match reason {
            Reason::Stopped => Self::Interrupted { applied },
            Reason::Limit(limit) => Self::TimedOut { limit, applied },
        }
    }

    pub(crate) fn database(action: &'static str) -> impl Fn(sqlx::Error) -> Self {
        move |source| Self::of_statement(action, source)
    }

    /// A statement of ours that failed while it was to do this.
    pub(crate) fn of_statement(action: &'static str, source: sqlx::Error) -> Self {
        if is_busy(&source) {
            Self::Busy { action, source }
        } else if hides_rows(&source) {
            Self::HiddenRows { action, source }
        } else {
            Self::Database { action, source }
        }
    }

    /// A migration whose session cannot be set to what it runs under.
    pub(crate) fn setting(script: &str, source: sqlx::Error) -> Self {
        Self::Setting { script: script.to_owned(), source }
    }
}

#[cfg(test)]
mod tests;

//! Everything that can stop a command, and the exit code it maps to.

mod absence;
mod certificate;
mod conversion;
mod driver;
mod exit_code;
mod luck;
mod text;
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
use self::text::{
    drift, failed, kept, kept_line, known_targets, list, out_of_order, places, planted_on, run,
    unknown, unwritten, without_history,
};
use self::way_out::{way_out, way_to};
pub(crate) use self::{
    luck::is_luck,
    way_out::{hides_rows, is_busy, primary},
};
use crate::{
    Identifier, IdentifierError,
    connection::MemoryPool,
    console,
    event::Holder,
    history::Planted,
    import::ImportRefusal,
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
    #[error("cannot connect to the database: {}; {}", driver(.source), way_out(.source))]
    Connect {
        /// What the driver said.
        source: sqlx::Error,
    },
    /// The database of a URL cannot be reached.
    #[error("cannot connect to {url} ({origin}): {}; {}", driver(.source), way_to(.url, .source))]
    Unreachable {
        /// The URL, which shows no password.
        url: Box<DatabaseUrl>,
        /// Where the URL was found.
        origin: Origin,
        /// What the driver said.
        source: sqlx::Error,
    },
    /// The file of a SQLite database cannot be opened, or is none.
    #[error("cannot open the database {}: {}; {}", .path.display(), driver(.source), way_out(.source))]
    OpenFile {
        /// The file.
        path: PathBuf,
        /// What the driver said.
        source: sqlx::Error,
    },
    /// A database in memory is nowhere but in its pool, and not to be had from that.
    #[error("the database {:?} is in memory: {reason}", .name.display().to_string())]
    InMemory {
        /// The name that the options give it.
        name: PathBuf,
        /// What is in the way.
        reason: MemoryPool,
    },
    /// A folder stands where the file of a SQLite database should be.
    #[error("{}: a folder, and no database: name the file in it", .path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
    },
    /// Another connection holds the lock of a SQLite database.
    #[error("cannot {action}: {}: another connection holds the lock of the database; nothing was changed; {}", driver(.source), way_out(.source))]
    Busy {
        /// What was being done.
        action: &'static str,
        /// What the driver said.
        source: sqlx::Error,
    },
    /// A statement of Schemalane's own failed.
    #[error("cannot {action}: {}; {}", driver(.source), way_out(.source))]
    Database {
        /// What was being done.
        action: &'static str,
        /// What the driver said.
        source: sqlx::Error,
    },
    /// Row level security would hide rows from a statement of Schemalane's own.
    #[error("cannot {action}: {}; row level security would hide rows of it from this role, so nothing was changed; use a role that it does not bind (one with BYPASSRLS, or the owner of the table), or take it away with ALTER TABLE ... NO FORCE ROW LEVEL SECURITY", driver(.source))]
    HiddenRows {
        /// What was being done.
        action: &'static str,
        /// What the driver said.
        source: sqlx::Error,
    },
    /// The server refuses what a migration is to run under.
    #[error("{script} cannot begin: {}; nothing of it was done; correct what the header of the file, or the configuration, sets the session to", driver(.source))]
    Setting {
        /// The file name.
        script: String,
        /// What the driver said.
        source: sqlx::Error,
    },
    /// The SeaORM connection is of a kind that this crate cannot use.
    #[error("this SeaORM connection cannot be migrated: give it a pool of PostgreSQL or of SQLite")]
    UnsupportedConnection,
    /// A URL that was given to be read names neither PostgreSQL nor SQLite, or cannot be read.
    #[error("the database URL cannot be used: {source}")]
    Url {
        /// What is wrong with it, without repeating it.
        #[from]
        source: UrlError,
    },
    /// A name that a schema or a table cannot have.
    #[error("{source}: give another name")]
    Identifier {
        /// What is wrong with it.
        #[from]
        source: IdentifierError,
    },
    /// A name that a target cannot have.
    #[error("{source}: give another name")]
    TargetName {
        /// What is wrong with it.
        #[from]
        source: TargetNameError,
    },
    /// A text that is no version.
    #[error("{source}: give another version")]
    Version {
        /// What is wrong with it.
        #[from]
        source: VersionError,
    },
    /// The application's own use of SeaORM failed, beside all migrations.
    #[error("{}; this was no migration, but a statement of the application: mend what it names", chain(.source))]
    Application {
        /// What SeaORM said.
        #[from]
        source: sea_orm::DbErr,
    },
    /// A command was called where no tokio runtime is.
    #[error(
        "this was called outside of a tokio runtime, which a database cannot be reached without: nothing was done; call it from `#[tokio::main]`, or through `Runtime::block_on`"
    )]
    NoRuntime,
    /// The clock of the tokio runtime stands still.
    #[error(
        "the time of the tokio runtime is paused, so that each wait for the database would be over at once: nothing was done; call `tokio::time::resume` before"
    )]
    TimePaused,
    /// A URL that names neither PostgreSQL nor SQLite, or that cannot be read.
    #[error("the database URL of {origin} cannot be used: {source}")]
    BadUrl {
        /// Where the URL was found.
        origin: Origin,
        /// What is wrong with it, without repeating it.
        source: UrlError,
    },
    /// The name of a target behind that of the history table makes none.
    #[error("the history table of the target {target}: {source}; name one with --history-table")]
    BadName {
        /// The target.
        target: TargetName,
        /// What is wrong with the name.
        source: IdentifierError,
    },
    /// Nothing names a database, and no default stands in.
    #[error(
        "no database is named for target {target}: {searched}{why}; say --database-url, or set SCHEMALANE_DATABASE_URL"
    )]
    NoDatabase {
        /// The target.
        target: TargetName,
        /// What was looked at.
        searched: Box<Searched>,
        /// Why no default stands in.
        why: NoDefault,
    },
    /// A variable that may name a database is no text.
    #[error("{variable} is not UTF-8, and so names nothing: correct it, or unset it")]
    NotUtf8 {
        /// The variable.
        variable: String,
    },
    /// A file `.env` that may name a database cannot be understood.
    #[error("{}: expected NAME=value, with quotes around a value that has blanks or a # in it: correct it there, or say --database-url", places(.file, .lines))]
    DotEnv {
        /// The file.
        file: PathBuf,
        /// The lines, from 1.
        lines: Vec<u32>,
    },
    /// `SCHEMALANE_CONFIG` holds a URL, which may hold a password and is not repeated.
    #[error(
        "SCHEMALANE_CONFIG holds a URL: it names a file such as schemalane.toml; set SCHEMALANE_DATABASE_URL to the URL"
    )]
    ConfigIsUrl,
    /// A file above the current folder belongs to somebody else than that does.
    #[error("{}: it belongs to somebody else than the current folder does, and could choose a database for everybody who works below it: name the file with SCHEMALANE_CONFIG, or the database with --database-url, or remove it", .path.display())]
    ForeignFile {
        /// The file.
        path: PathBuf,
    },
    /// A file that may choose a database is a pipe, a device, or a link that leads nowhere.
    #[error("{}: it is no regular file, and was not read: put one in its place, or remove it", .path.display())]
    NotAFile {
        /// The file.
        path: PathBuf,
    },
    /// There are two folders that may be meant.
    #[error("{} is here, but {} further up means {}: name one with --dir, or put a schemalane.toml here", .here.display(), .file.display(), .there.display())]
    TwoFolders {
        /// The one in the current folder.
        here: PathBuf,
        /// The one of the project.
        there: PathBuf,
        /// The project's file.
        file: PathBuf,
    },
    /// The migrations were written for another kind of database.
    #[error("the migrations of target {target} are written for {}, but the database is {found}: give a URL of that kind, or name {found} as a dialect in schemalane.toml once every file is right for it", list(.expected))]
    WrongDialect {
        /// The target.
        target: TargetName,
        /// What the lane was checked for.
        expected: Vec<Dialect>,
        /// What the database speaks.
        found: Dialect,
    },
    /// There is no folder of migrations where one was named.
    #[error("{}: there is no such folder of migrations: create it, or name another with --dir", .path.display())]
    NoFolder {
        /// The folder.
        path: PathBuf,
    },
    /// No lane of that name.
    #[error("there is no target {target}: {}", known_targets(.known))]
    UnknownTarget {
        /// What was asked for.
        target: TargetName,
        /// What there is.
        known: Vec<TargetName>,
    },
    /// A baseline for a history that is under way.
    #[error(
        "the history has begun already, with {script}: a baseline comes before everything else; nothing was changed; look with `migrate status`, and go on with `migrate up`"
    )]
    AlreadyBegun {
        /// The script of the first row.
        script: String,
    },
    /// A history row that was written is not there.
    #[error(
        "the history row of {script} was written, but a trigger, a rule or a policy on the history table changed or dropped it: the migration did not run; take that away, then run again"
    )]
    RowNotKept {
        /// The script.
        script: String,
    },
    /// A pooler lends sessions for a transaction at a time, and a migration needs more.
    #[error(
        "{script} needs a session of its own (it runs outside of a transaction, or is Rust), but this connection goes through a pooler: nothing was changed; give the URL of the server itself"
    )]
    NeedsSession {
        /// The script of the first such migration.
        script: String,
    },
    /// The server only answers reads.
    #[error(
        "the server is a standby, which only reads: nothing was changed; give the URL of the primary"
    )]
    ReadOnly,
    /// The server's own configuration makes every transaction a reading one.
    #[error(
        "the server is configured to take reads only (default_transaction_read_only = on): nothing was changed; give the URL of one that takes writes, or switch that off there"
    )]
    WritesOff,
    /// The caller's own connections look into another schema first.
    #[error(
        "the search path of the connection begins with {theirs}, but nobody has named a schema for the migrations, and they would go into {ours}: nothing was changed; name the one that is meant, with --schema, `schema` in schemalane.toml, or Config::schema"
    )]
    SearchPath {
        /// The schema of the connection.
        theirs: String,
        /// The schema of the migrations.
        ours: String,
    },
    /// What the caller's pool does with each new connection failed.
    #[error(
        "the database can be reached, but what the pool does with each new connection (`after_connect`, or a search path) failed or did not end: nothing was changed; its error is in the log, mend that and run again"
    )]
    Hook,
    /// The schema for the history table is not there.
    #[error(
        "schema {schema} does not exist: nothing was changed; create it (CREATE SCHEMA) or name another with --schema"
    )]
    MissingSchema {
        /// The schema.
        schema: String,
    },
    /// SQLite has no schemas of that kind.
    #[error(
        "schema {schema} cannot be used: a SQLite database has the schema main only; leave --schema out"
    )]
    NoSchemas {
        /// The schema.
        schema: String,
    },
    /// Reading or writing the history table would run what somebody hung on it.
    #[error("{}", planted_on(.table, .planted))]
    Planted {
        /// The table, as SQL names it.
        table: String,
        /// All of it.
        planted: Vec<Planted>,
    },
    /// Another runner held the lock for longer than we were to wait.
    #[error("gave up after {} s: {holder} holds the migration lock; nothing was changed; run again when it is done, or wait longer with --lock-wait", crate::console::seconds(*.waited))]
    Locked {
        /// Who.
        holder: Box<Holder>,
        /// How long we waited.
        waited: Duration,
    },
    /// The file that locks a SQLite database cannot be used.
    #[error("cannot lock {}: {source}; the folder of a SQLite database must be writable", .path.display())]
    LockFile {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Something else stands where the file that locks a SQLite database
    /// belongs, or somebody else may put it there.
    #[error("cannot lock {}: {reason}", .path.display())]
    UnsafeLock {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: UnsafeLock,
    },
    /// A link stands where the ledger is to lie.
    #[error("the ledger {} is a link, which may have been laid by somebody else: nothing was written through it; name the file itself with --ledger, or remove the link", .path.display())]
    LedgerLink {
        /// The link.
        path: PathBuf,
    },
    /// The connection was lost while a migration ran.
    #[error("the connection was lost while {script} ran: {}; whether it was applied is not known{}; look with `migrate status` when the database is there again, then run again", driver(.source), kept(.applied))]
    ConnectionLost {
        /// The file name.
        script: String,
        /// What this run had applied before.
        applied: Vec<Applied>,
        /// What the driver said.
        source: sqlx::Error,
    },
    /// A run was told to end, and what became of its work cannot be found out.
    #[error("interrupted without an answer of the database: {}{}; look with `migrate status` when the database answers, then run again", unknown(.script.as_deref()), kept(.applied))]
    OutcomeUnknown {
        /// The file name of the migration that was under way, if one was.
        script: Option<String>,
        /// What this run had applied before.
        applied: Vec<Applied>,
    },
    /// A statement around a Rust migration failed.
    #[error("cannot {action}: {}; look with `migrate status`, then run again", chain(.source))]
    SeaOrm {
        /// What was being done.
        action: &'static str,
        /// What SeaORM said.
        source: sea_orm::DbErr,
    },
    /// Other runners changed the history again and again while this one read it.
    #[error("other runners keep changing the history: nothing more was done; run again")]
    Contended,
    /// The caller left while the run was waiting, or between two migrations.
    #[error("interrupted: what was applied so far is recorded{}; run again to go on", kept(.applied))]
    Interrupted {
        /// What this run had applied before.
        applied: Vec<Applied>,
    },
    /// The run reached its limit while it was waiting, or between two migrations.
    #[error("interrupted: the run's limit of {limit:?} was over; what was applied so far is recorded{}; run again to go on, or give it more time (--timeout, or `timeout` of Config or StartupArgs)", kept(.applied))]
    TimedOut {
        /// How long the run might take.
        limit: Duration,
        /// What this run had applied before.
        applied: Vec<Applied>,
    },
    /// Anything else that ended a run which had applied something already.
    #[error("{source}{}", kept_line(.applied))]
    Unfinished {
        /// What this run had applied before.
        applied: Vec<Applied>,
        /// What ended it.
        source: Box<Self>,
    },
    /// The asynchronous runtime was shut down under the run.
    #[error("the asynchronous runtime ended during the run: run again")]
    RuntimeEnded,
    /// Files of the lane are wrong.
    #[error("{problems}")]
    Invalid {
        /// All of them.
        problems: Problems,
    },
    /// `schemalane.toml` is wrong.
    #[error("{}; correct it there, or name another with SCHEMALANE_CONFIG", .source.at(.file))]
    Project {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        source: ProjectError,
    },
    /// A folder holds a Rust migration that this binary does not.
    #[error(
        "{script} is a Rust migration that is not compiled into this binary: run the binary of the crate it belongs to (`cargo run -- migrate up`)"
    )]
    NotCompiledIn {
        /// The file, with its folder.
        script: String,
    },
    /// A pending migration lies above files that have no statement yet.
    #[error("{}", unwritten(.drafts, .above))]
    Unwritten {
        /// The lines of the status.
        drafts: Vec<Entry>,
        /// The highest pending migration.
        above: String,
    },
    /// Pending migrations lie below the highest applied one.
    #[error("{}", out_of_order(.late, .current))]
    OutOfOrder {
        /// The lines of the status.
        late: Vec<Entry>,
        /// The highest applied version.
        current: String,
    },
    /// History and manifest do not agree.
    #[error("{}", drift(.entries))]
    Drift {
        /// The lines of the status.
        entries: Vec<Entry>,
    },
    /// The schema holds objects, and there is no history that accounts for them.
    #[error("{}", without_history(.schema, .history_table, .strangers))]
    NoHistory {
        /// The schema.
        schema: Identifier,
        /// The history table that is not there.
        history_table: Identifier,
        /// What was seen.
        strangers: Strangers,
    },
    /// An earlier attempt failed and may have left half of its work behind.
    #[error("{}", failed(.entries))]
    Failed {
        /// The lines of the status.
        entries: Vec<Entry>,
    },
    /// A migration failed in this run.
    #[error("{}", run(.report))]
    Migration {
        /// What was applied before it, and the failure.
        report: Box<RunReport>,
    },
    /// The history of another tool cannot be taken over.
    #[error("{refusal}")]
    Import {
        /// Everything that is in the way.
        refusal: ImportRefusal,
    },
    /// Something destructive was not confirmed.
    #[error(
        "fresh drops every object in the schema {schema} of {url}, and all data in it: nothing was changed; say --yes to do it"
    )]
    NotConfirmed {
        /// The database.
        url: Box<DatabaseUrl>,
        /// The schema.
        schema: Identifier,
    },
    /// `fresh` for a target that has nothing to build again.
    #[error(
        "target {target} has no migrations, so there is nothing to build again: nothing was dropped; look at --dir, or name a target with --database"
    )]
    EmptyLane {
        /// The target.
        target: TargetName,
    },
    /// Dropping the schema's objects would reach into others.
    #[error(
        "fresh would change objects outside of the schema: {objects}; nothing was changed; drop or detach them first"
    )]
    ReachesOutside {
        /// What would be lost.
        objects: String,
    },
    /// The scaffold's folder has files in it already.
    #[error("{} exists already: nothing was written; choose another folder, or say --force to overwrite the files of the scaffold", .path.display())]
    Exists {
        /// The first file that would be overwritten.
        path: PathBuf,
    },
    /// A description without a letter or a digit.
    #[error("{text:?} cannot name a migration: say what it is for, in letters and digits")]
    NoDescription {
        /// The description.
        text: String,
    },
    /// `--no-ledger` leaves nothing to read or to prepare.
    #[error("there is no ledger to work on: leave --no-ledger out, or name one with --ledger")]
    NoLedger,
    /// The environment does not say where the user's state lies.
    #[error(
        "neither XDG_STATE_HOME nor HOME is set, so the ledger has no place: name one with --ledger"
    )]
    NoStateFolder,
    /// The declarative engine stopped.
    #[cfg(feature = "schema")]
    #[error(transparent)]
    Schema {
        /// Why, and what to do.
        source: Box<schemalane_schema::Error>,
    },
    /// A schema cannot become Rust.
    #[cfg(feature = "schema")]
    #[error("there is no code for the target {target}, and nothing was written:\n{source}")]
    Code {
        /// The target.
        target: TargetName,
        /// Every problem.
        source: Box<schemalane_codegen::Problems>,
    },
    /// What a Rust migration says of the schema cannot be used.
    #[cfg(feature = "schema")]
    #[error("{}: {source}: what the migration makes of the schema cannot be seen; correct it there", .path.display())]
    Sketch {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: crate::sketch::SketchError,
    },
    /// Files lie in the place of generated ones.
    #[cfg(feature = "schema")]
    #[error(
        "{} not generated: nothing was written; remove what is not needed, or name another folder with --out",
        foreign(.paths)
    )]
    NotGenerated {
        /// The files.
        paths: Vec<PathBuf>,
    },
    /// A flag that means nothing with this database, or together with another.
    #[error("{flag} cannot be used here: {reason}")]
    Misplaced {
        /// The flag.
        flag: &'static str,
        /// Why, and what to do instead.
        reason: &'static str,
    },
    /// The log of the schema has no such entry.
    #[error("the log has no entry {id}: `schemalane schema log` lists them")]
    NoLogEntry {
        /// The number that was asked for.
        id: i64,
    },
    /// A file cannot be read or written.
    #[error("cannot {action} {}: {source}; give the rights to it, or name another place", .path.display())]
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
            #[cfg(feature = "schema")]
            Self::Schema { source } => match *source {
                schemalane_schema::Error::Connect { source } => match source.downcast() {
                    Ok(source) => Self::connect(*source).of_url(url, origin),
                    Err(source) => schemalane_schema::Error::Connect { source }.into(),
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
                Scratch { source } => Self::from(Connect { source }).of_url(url, origin),
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

/// Files that are there, as the beginning of a sentence.
#[cfg(feature = "schema")]
fn foreign(paths: &[PathBuf]) -> String {
    let names: Vec<_> = paths.iter().map(|path| path.display().to_string()).collect();
    format!("{} {}", names.join(", "), if names.len() == 1 { "is" } else { "are" })
}

#[cfg(test)]
mod tests;

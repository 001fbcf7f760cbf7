//! What is said of each error: the fact, and the way out.

use std::fmt;

use schemalane_source::{Excerpt, Told};

#[cfg(feature = "schema")]
use super::text::foreign;
use super::{
    Error,
    driver::{chain, driver},
    text::{
        drift, failed, invalid, kept, list, out_of_order, places, planted_on, run, unfinished,
        unknown, unknown_target, unwritten, without_history,
    },
    way_out::{way_out, way_to},
};
use crate::console;

impl Error {
    /// What is said of it: the fact, what belongs to it, and the way out.
    pub(crate) fn told(&self) -> Told {
        self.told_within(Excerpt::COLUMNS)
    }

    /// The same, where a line of a file may be as wide as this.
    pub(crate) fn told_within(&self, columns: usize) -> Told {
        match self {
            Self::Connect { source } => {
                Told::new(format!("cannot connect to the database: {}", driver(source)))
                    .help(way_out(source))
            }
            Self::Unreachable { url, origin, source } => {
                Told::new(format!("cannot connect to {url} ({origin}): {}", driver(source)))
                    .help(way_to(url, source))
            }
            Self::Absent { waited, source } => {
                source.told_within(columns).with(Told::new(format!(
                    "it was waited for {} s (--wait, or `wait` of Config or StartupArgs)",
                    console::seconds(*waited)
                )))
            }
            Self::OpenFile { path, source } => Told::new(format!(
                "cannot open the database {}: {}",
                path.display(),
                driver(source)
            ))
            .help(way_out(source)),
            Self::InMemory { name, reason } => reason
                .told()
                .at(format_args!("the database {:?} is in memory: ", name.display().to_string())),
            Self::Folder { path } => {
                Told::new(format!("{}: a folder, and no database", path.display()))
                    .help("name the file in it")
            }
            Self::Busy { action, source } => Told::new(format!(
                "cannot {action}: {}: another connection holds the lock of \
                 the database; nothing was changed",
                driver(source)
            ))
            .help(way_out(source)),
            Self::Database { action, source } => {
                Told::new(format!("cannot {action}: {}", driver(source))).help(way_out(source))
            }
            Self::HiddenRows { action, source } => Told::new(format!(
                "cannot {action}: {}; row level security would hide rows of \
                 it from this role, so nothing was changed",
                driver(source)
            ))
            .help(
                "use a role that it does not bind (one with BYPASSRLS, or \
                 the owner of the table), or take it away with ALTER TABLE ... NO FORCE ROW \
                 LEVEL SECURITY",
            ),
            Self::Setting { script, source } => Told::new(format!(
                "{script} cannot begin: {}; nothing of it was done",
                driver(source)
            ))
            .help(
                "correct what the header of the file, or the configuration, \
                 sets the session to",
            ),
            Self::UnsupportedConnection => Told::new("this SeaORM connection cannot be migrated")
                .help("give it a pool of PostgreSQL or of SQLite"),
            Self::Url { source } => source.told().at("the database URL cannot be used: "),
            Self::Identifier { source } => Told::new(source.to_string()).help("give another name"),
            Self::TargetName { source } => Told::new(source.to_string()).help("give another name"),
            Self::Version { source } => source.told(),
            Self::Application { source } => Told::new(format!(
                "{}; this was no migration, but a statement of the \
                 application",
                chain(source)
            ))
            .help("mend what it names"),
            Self::NoRuntime => Told::new(
                "this was called outside of a tokio runtime, which a \
                 database cannot be reached without: nothing was done",
            )
            .help(
                "call it from `#[tokio::main]`, or through \
                 `Runtime::block_on`",
            ),
            Self::TimePaused => Told::new(
                "the time of the tokio runtime is paused, so that each wait \
                 for the database would be over at once: nothing was done",
            )
            .help("call `tokio::time::resume` before"),
            Self::BadUrl { origin, source } => {
                source.told().at(format_args!("the database URL of {origin} cannot be used: "))
            }
            Self::BadName { target, source } => {
                Told::new(format!("the history table of the target {target}: {source}"))
                    .help("name one with --history-table")
            }
            Self::NoDatabase { target, searched, why } => {
                Told::new(format!("no database is named for target {target}: {searched}{why}"))
                    .help("say --database-url, or set SCHEMALANE_DATABASE_URL")
            }
            Self::NotUtf8 { variable } => {
                Told::new(format!("{variable} is not UTF-8, and so names nothing"))
                    .help("correct it, or unset it")
            }
            Self::DotEnv { file, lines } => Told::new(format!(
                "{}: expected NAME=value, with quotes around a value that \
                 has blanks or a # in it",
                places(file, lines)
            ))
            .help("correct it there, or say --database-url"),
            Self::ConfigIsUrl => Told::new(
                "SCHEMALANE_CONFIG holds a URL, but it names a file such as \
                 schemalane.toml",
            )
            .help("set SCHEMALANE_DATABASE_URL to the URL"),
            Self::ForeignFile { path } => Told::new(format!(
                "{}: it belongs to somebody else than the current folder \
                 does, and could choose a database for everybody who works below it",
                path.display()
            ))
            .help(
                "name the file with SCHEMALANE_CONFIG, or the database with \
                 --database-url, or remove it",
            ),
            Self::NotAFile { path } => {
                Told::new(format!("{}: it is no regular file, and was not read", path.display()))
                    .help("put one in its place, or remove it")
            }
            Self::TwoFolders { here, there, file } => Told::new(format!(
                "{} is here, but {} further up means {}",
                here.display(),
                file.display(),
                there.display()
            ))
            .help("name one with --dir, or put a schemalane.toml here"),
            Self::WrongDialect { target, expected, found } => Told::new(format!(
                "the migrations of target {target} are written for {}, but \
                 the database is {found}",
                list(expected)
            ))
            .help(format!(
                "give a URL of that kind, or name {found} as a dialect in \
                 schemalane.toml once every file is right for it"
            )),
            Self::NoFolder { path } => {
                Told::new(format!("{}: there is no such folder of migrations", path.display()))
                    .help("create it, or name another with --dir")
            }
            Self::AroundFolder { path, migrations } => Told::new(format!(
                "{}: this is the folder of a project, and not the one of its migrations",
                path.display()
            ))
            .help(format!("name that one: --dir {}", migrations.display())),
            Self::UnknownTarget { target, known } => unknown_target(target, known),
            Self::AlreadyBegun { script } => Told::new(format!(
                "the history has begun already, with {script}: a baseline \
                 comes before everything else; nothing was changed"
            ))
            .help("look with `migrate status`, and go on with `migrate up`"),
            Self::RowNotKept { script } => Told::new(format!(
                "the history row of {script} was written, but a trigger, a \
                 rule or a policy on the history table changed or dropped it: the migration \
                 did not run"
            ))
            .help("take that away, then run again"),
            Self::NeedsSession { script } => Told::new(format!(
                "{script} needs a session of its own (it runs outside of a \
                 transaction, or is Rust), but this connection goes through a pooler: nothing \
                 was changed"
            ))
            .help("give the URL of the server itself"),
            Self::ReadOnly => Told::new(
                "the server is a standby, which only reads: nothing was \
                 changed",
            )
            .help("give the URL of the primary"),
            Self::WritesOff => Told::new(
                "the server is configured to take reads only \
                 (default_transaction_read_only = on): nothing was changed",
            )
            .help(
                "give the URL of one that takes writes, or switch that off \
                 there",
            ),
            Self::SearchPath { theirs, ours } => Told::new(format!(
                "the search path of the connection begins with {theirs}, but \
                 nobody has named a schema for the migrations, and they would go into {ours}: \
                 nothing was changed"
            ))
            .help(
                "name the one that is meant, with --schema, `schema` in \
                 schemalane.toml, or Config::schema",
            ),
            Self::Hook => Told::new(
                "the database can be reached, but what the pool does with \
                 each new connection (`after_connect`, or a search path) failed or did not \
                 end: nothing was changed",
            )
            .help("its error is in the log, mend that and run again"),
            Self::MissingSchema { schema } => {
                Told::new(format!("schema {schema} does not exist: nothing was changed"))
                    .help("create it (CREATE SCHEMA) or name another with --schema")
            }
            Self::NoSchemas { schema } => Told::new(format!(
                "schema {schema} cannot be used: a SQLite database has the \
                 schema main only"
            ))
            .help("leave --schema out"),
            Self::Planted { table, planted } => planted_on(table, planted),
            Self::Locked { holder, waited } => Told::new(format!(
                "gave up after {} s: {holder} holds the migration lock; \
                 nothing was changed",
                console::seconds(*waited)
            ))
            .help("run again when it is done, or wait longer with --lock-wait"),
            Self::LockFile { path, source } => {
                Told::new(format!("cannot lock {}: {source}", path.display()))
                    .help("the folder of a SQLite database must be writable")
            }
            Self::UnsafeLock { path, reason } => {
                reason.told().at(format_args!("cannot lock {}: ", path.display()))
            }
            Self::LedgerLink { path } => Told::new(format!(
                "the ledger {} is a link, which may have been laid by \
                 somebody else: nothing was written through it",
                path.display()
            ))
            .help("name the file itself with --ledger, or remove the link"),
            Self::ConnectionLost { script, applied, source } => Told::new(format!(
                "the connection was lost while {script} ran: {}; whether it \
                 was applied is not known{}",
                driver(source),
                kept(applied)
            ))
            .help(
                "look with `migrate status` when the database is there \
                 again, then run again",
            ),
            Self::OutcomeUnknown { script, applied } => Told::new(format!(
                "interrupted without an answer of the database: {}{}",
                unknown(script.as_deref()),
                kept(applied)
            ))
            .help(
                "look with `migrate status` when the database answers, then \
                 run again",
            ),
            Self::SeaOrm { action, source } => {
                Told::new(format!("cannot {action}: {}", chain(source)))
                    .help("look with `migrate status`, then run again")
            }
            Self::Contended => Told::new(
                "other runners keep changing the history: nothing more was \
                 done",
            )
            .help("run again"),
            Self::Interrupted { applied } => Told::new(format!(
                "interrupted: what was applied so far is recorded{}",
                kept(applied)
            ))
            .help("run again to go on"),
            Self::TimedOut { limit, applied } => Told::new(format!(
                "interrupted: the run's limit of {limit:?} was over; what \
                 was applied so far is recorded{}",
                kept(applied)
            ))
            .help(
                "run again to go on, or give it more time (--timeout, or \
                 `timeout` of Config or StartupArgs)",
            ),
            Self::Unfinished { applied, source } => unfinished(applied, source, columns),
            Self::RuntimeEnded => {
                Told::new("the asynchronous runtime ended during the run").help("run again")
            }
            Self::Invalid { problems } => invalid(problems),
            Self::Project { file, source } => {
                source.at(file).or("name another with SCHEMALANE_CONFIG")
            }
            Self::NotCompiledIn { script } => Told::new(format!(
                "{script} is a Rust migration that is not compiled into this \
                 binary"
            ))
            .help(
                "run the binary of the crate it belongs to (`cargo run -- \
                 migrate up`)",
            ),
            Self::Unwritten { drafts, above } => unwritten(drafts, above),
            Self::OutOfOrder { late, current } => out_of_order(late, current),
            Self::Drift { entries } => drift(entries),
            Self::NoHistory { schema, history_table, strangers } => {
                without_history(schema, history_table, strangers)
            }
            Self::Failed { entries } => failed(entries),
            Self::Migration { report } => run(report, columns),
            Self::Import { refusal } => refusal.told(),
            Self::Rename { refusal } => refusal.told(),
            Self::NotConfirmed { url, schema } => Told::new(format!(
                "fresh drops every object in the schema {schema} of {url}, \
                 and all data in it: nothing was changed"
            ))
            .help("say --yes to do it"),
            Self::EmptyLane { target } => Told::new(format!(
                "target {target} has no migrations, so there is nothing to \
                 build again: nothing was dropped"
            ))
            .help("look at --dir, or name a target with --database"),
            Self::ReachesOutside { objects } => Told::new(format!(
                "fresh would change objects outside of the schema: \
                 {objects}; nothing was changed"
            ))
            .help("drop or detach them first"),
            Self::Exists { path } => {
                Told::new(format!("{} exists already: nothing was written", path.display())).help(
                    "choose another folder, or say --force to overwrite the \
                 files of the scaffold",
                )
            }
            Self::NoDescription { text } => Told::new(format!("{text:?} cannot name a migration"))
                .help("say what it is for, in letters and digits"),
            Self::NoLedger => Told::new("there is no ledger to work on")
                .help("leave --no-ledger out, or name one with --ledger"),
            Self::NoStateFolder => Told::new(
                "neither XDG_STATE_HOME nor HOME is set, so the ledger has \
                 no place",
            )
            .help("name one with --ledger"),
            #[cfg(feature = "schema")]
            Self::Schema { source } => source.told(),
            #[cfg(feature = "schema")]
            Self::Code { target, source } => Told::new(format!(
                "there is no code for the target {target}, and nothing was written"
            ))
            .parts(source.told()),
            #[cfg(feature = "schema")]
            Self::Queries { source } => {
                Told::new("there is no code for the queries, and nothing was written")
                    .parts(source.iter().map(schemalane_query::Problem::told))
            }
            #[cfg(feature = "schema")]
            Self::Sketch { path, source } => Told::new(format!(
                "{}: {source}: what the migration makes of the schema cannot be seen",
                path.display()
            ))
            .help("correct it there"),
            #[cfg(feature = "schema")]
            Self::NoServer { source } => Told::new(format!(
                "no database of PostgreSQL is named, and a server of this machine's PostgreSQL does not start: {source}"
            ))
            .help("name the database of a server that runs with --database-url"),
            #[cfg(feature = "schema")]
            Self::NotGenerated { paths } => {
                Told::new(format!("{} not generated: nothing was written", foreign(paths)))
                    .help("remove what is not needed, or name another folder with --out")
            }
            Self::Misplaced { flag, reason, way } => {
                Told::new(format!("{flag} cannot be used here: {reason}")).help(*way)
            }
            Self::NoLogEntry { id } => Told::new(format!("the log has no entry {id}"))
                .help("see its entries with `schemalane schema log`"),
            Self::File { action, path, source } => {
                Told::new(format!("cannot {action} {}: {source}", path.display()))
                    .help("give the rights to it, or name another place")
            }
        }
    }

    /// What is wrong, without the ways out: a line, or several.
    #[must_use]
    pub fn facts(&self) -> String {
        self.told().facts()
    }

    /// The ways out, each in a sentence: one as a rule, and one for each thing that is wrong where
    /// there are several. The text of the error has each as a line `help: ...`.
    #[must_use]
    pub fn help(&self) -> Vec<String> {
        self.told().ways()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.told().fmt(formatter)
    }
}

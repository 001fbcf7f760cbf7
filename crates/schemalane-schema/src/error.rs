//! Why something could not be done.

use crate::{Cycle, FilesError, Hazard, HazardKind, ObjectId, Origin};
use schemalane_source::Told;
use std::fmt;
use std::path::PathBuf;

/// Why a schema could not be read, planned or executed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The files of the schema cannot be used.
    Files(#[from] FilesError),
    /// A statement has no place in a schema file.
    NotAllowed {
        /// Where it is.
        origin: Origin,
        /// How it begins.
        statement: String,
        /// Why.
        reason: String,
        /// What to do instead.
        help: String,
    },
    /// The scratch database refused a statement of a file.
    Statement {
        /// Where the statement, or the place in it that is wrong, is.
        origin: Origin,
        /// What the database said.
        message: String,
        /// What to do, where that is more than to correct it there.
        help: Option<&'static str>,
    },
    /// A hint of a rename means nothing.
    Hint {
        /// Where the hint is.
        origin: Origin,
        /// What is wrong with it.
        reason: String,
        /// What to do.
        help: String,
    },
    /// Objects need each other in a circle.
    Cycle(#[from] Cycle),
    /// A difference that nothing can be done about.
    Unsupported {
        /// The object.
        id: Box<ObjectId>,
        /// Why.
        reason: String,
        /// What to do.
        help: String,
    },
    /// There is no database.
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The database cannot be reached or opened.
    Connect {
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
        /// What to do, where that is known.
        help: Option<&'static str>,
    },
    /// The database that somebody lends to try things in cannot be reached or opened.
    Scratch {
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// SQLite's own list of what there is has a row that SQLite never writes, so that somebody else has.
    Row {
        /// The number of the row.
        number: i64,
        /// The name of the object, as far as it is one.
        name: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The database refused something of ours.
    Database {
        /// What was done.
        doing: &'static str,
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The server is none that is supported, cannot be written, or gives no room to try things in.
    Server {
        /// What is wrong.
        reason: String,
        /// What to do.
        help: String,
    },
    /// A plan has hazards that nobody approved.
    Refused {
        /// The hazards with the number of their step, from 1.
        hazards: Vec<(usize, Hazard)>,
        /// What is to be said of approvals that approve nothing of the plan.
        doubts: Vec<String>,
    },
    /// The database has changed since the plan was made.
    Stale,
    /// The plan did not lead to the wanted schema, when it was tried or at its end.
    Unverified {
        /// What still differs.
        differences: Vec<String>,
        /// The plan as SQL.
        plan: String,
        /// How many of its steps stay done, because they could not be in one transaction with the last one.
        committed: usize,
    },
    /// A step failed.
    Step {
        /// Its number, from 1.
        number: usize,
        /// What it does.
        summary: String,
        /// The statement.
        sql: String,
        /// What the database said.
        message: String,
        /// What to do before the next try, where that is known.
        help: Option<&'static str>,
        /// The SQLSTATE, of PostgreSQL.
        sqlstate: Option<Box<str>>,
        /// How many steps before it stay done, because they could not be in one transaction with it.
        committed: usize,
    },
    /// Another process holds the database, or what is needed of it.
    Busy {
        /// Who holds what.
        reason: String,
        /// What to do.
        help: String,
    },
    /// It was stopped from outside; what was under way was rolled back.
    Cancelled {
        /// How many steps stay done.
        committed: usize,
    },
}

impl Error {
    /// What came of a plan when it was tried, which never stays.
    pub(crate) const fn unverified(differences: Vec<String>, plan: String) -> Self {
        Self::Unverified { differences, plan, committed: 0 }
    }

    pub(crate) fn server(reason: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Server { reason: reason.into(), help: help.into() }
    }

    pub(crate) fn busy(reason: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Busy { reason: reason.into(), help: help.into() }
    }

    pub(crate) fn unsupported(
        id: &ObjectId,
        reason: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self::Unsupported { id: Box::new(id.clone()), reason: reason.into(), help: help.into() }
    }

    /// How many steps of an execution that ended with this error stay done.
    #[must_use]
    pub const fn committed(&self) -> usize {
        match self {
            Self::Step { committed, .. }
            | Self::Unverified { committed, .. }
            | Self::Cancelled { committed } => *committed,
            _ => 0,
        }
    }
}

/// What the database said, without the driver's words around it.
fn said(source: &(dyn std::error::Error + Send + Sync + 'static)) -> String {
    #[cfg(feature = "postgres")]
    if let Some(refusal) = source.downcast_ref() {
        return crate::postgres::sentence(refusal);
    }
    source.to_string()
}

/// What to do about what the database said.
fn way_out(source: &(dyn std::error::Error + Send + Sync + 'static)) -> Option<&'static str> {
    #[cfg(feature = "postgres")]
    if let Some(refusal) = source.downcast_ref() {
        return crate::postgres::way_out(refusal);
    }
    #[cfg(feature = "sqlite")]
    if let Some(refusal) = source.downcast_ref() {
        return crate::sqlite::way_out(refusal);
    }
    let _ = source;
    None
}

/// What to do before something is run once more, and that.
fn again(help: Option<&str>, committed: usize) -> String {
    let help = help.unwrap_or(MEND);
    match committed {
        0 => format!("{help}, then run it again"),
        _ => format!("{help}, then run it again: it goes on from there"),
    }
}

const MEND: &str = "mend what it names";

fn undone(committed: usize) -> String {
    match committed {
        0 => ", so nothing was done".to_owned(),
        _ => format!(", so its last transaction was rolled back{}", kept(committed)),
    }
}

fn kept(committed: usize) -> String {
    match committed {
        0 => String::new(),
        1 => "; the first step stays done".to_owned(),
        count => format!("; the first {count} steps stay done"),
    }
}

fn lost(committed: usize) -> String {
    match committed {
        0 => "; everything was rolled back: nothing has changed".to_owned(),
        1 => "; the step before it stays done".to_owned(),
        count => format!("; the {count} steps before it stay done"),
    }
}

/// The hazards, each with its way out, and what approves them.
fn refused(hazards: &[(usize, Hazard)], doubts: &[String]) -> Told {
    let steps = hazards.iter().map(|(step, hazard)| {
        let told = Told::new(format!("step {step}: {}: {}", hazard.object, hazard.message));
        match &hazard.way_out {
            Some(way_out) => told.help(way_out),
            None => told,
        }
    });
    let doubts = doubts.iter().map(Told::new);
    let told = Told::new("the plan is refused, and nothing was done").parts(steps.chain(doubts));
    // What fails on the rows that are there fails with an approval too.
    let approvable = || hazards.iter().filter(|(_, hazard)| hazard.kind != HazardKind::MayFail);
    let mut flags = Vec::new();
    for flag in approvable().map(|(_, hazard)| hazard.flag()) {
        if !flags.contains(&flag) {
            flags.push(flag);
        }
    }
    let mend = (approvable().count() < hazards.len())
        .then(|| "mend what fails, then make the plan again".to_owned());
    let approve =
        (!flags.is_empty()).then(|| format!("approve what is meant: {}", flags.join(" ")));
    let ways: Vec<_> = mend.into_iter().chain(approve).collect();
    if ways.is_empty() { told } else { told.help(ways.join("; ")) }
}

impl Error {
    /// What is said of it: the fact, and the way out.
    #[must_use]
    pub fn told(&self) -> Told {
        match self {
            Self::Files(error) => error.told(),
            Self::NotAllowed { origin, statement, reason, help } => Told::new(format!(
                "{origin}: `{statement}` has no place in a schema file: {reason}"
            ))
            .help(help),
            Self::Statement { origin, message, help } => {
                Told::new(format!("{origin}: {message}")).help(help.unwrap_or("correct it there"))
            }
            Self::Hint { origin, reason, help } => {
                Told::new(format!("{origin}: {reason}")).help(help)
            }
            Self::Cycle(cycle) => cycle.told(),
            Self::Unsupported { id, reason, help } => {
                Told::new(format!("{id} differs, and cannot be changed: {reason}")).help(help)
            }
            Self::Missing { path } => Told::new(format!(
                "{}: there is no such file, and looking makes none",
                path.display()
            ))
            .help("name the file of a database that is there"),
            Self::Connect { source, help } => {
                Told::new(format!("the database cannot be opened: {source}"))
                    .help(help.unwrap_or("see whether it runs there and can be reached"))
            }
            Self::Scratch { source } => Told::new(format!(
                "the database that `--scratch-url` names cannot be opened: {source}"
            ))
            .help("see whether it runs there and can be reached, or name another one"),
            Self::Row { number, name, reason } => Told::new(format!(
                "row {number} of sqlite_schema, which says of {name:?} how it is made, is none \
                 that SQLite writes: {reason}. Nothing was executed"
            ))
            .help(
                "take a copy of the file that you trust, or write that object anew with a program \
                 that you trust",
            ),
            Self::Database { doing, source } => {
                Told::new(format!("the database refused to {doing}: {}", said(source.as_ref())))
                    .help(again(way_out(source.as_ref()), 0))
            }
            Self::Server { reason, help } | Self::Busy { reason, help } => {
                Told::new(reason).help(help)
            }
            Self::Refused { hazards, doubts } => refused(hazards, doubts),
            Self::Stale => Told::new(
                "the schema of the database has changed since the plan was made, and nothing was \
                 done",
            )
            .help("make the plan again"),
            Self::Unverified { differences, plan, committed } => Told::new(format!(
                "the plan does not lead to the wanted schema{}. What would be left: {}\n{plan}",
                undone(*committed),
                differences.join("; ")
            ))
            .help("please report this"),
            Self::Step { number, summary, message, help, committed, .. } => {
                Told::new(format!("step {number}, {summary}: {message}{}", lost(*committed)))
                    .help(again(*help, *committed))
            }
            Self::Cancelled { committed } => Told::new(format!(
                "it was stopped, and what was under way was rolled back{}",
                kept(*committed)
            ))
            .help("run it again to go on"),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.told().fmt(f)
    }
}

#[cfg(feature = "sqlite")]
impl From<rusqlite::Error> for Error {
    fn from(source: rusqlite::Error) -> Self {
        Self::Database { doing: "read its schema", source: Box::new(source) }
    }
}

#[cfg(feature = "postgres")]
impl From<sqlx::Error> for Error {
    fn from(source: sqlx::Error) -> Self {
        Self::Database { doing: "read its schema", source: Box::new(source) }
    }
}

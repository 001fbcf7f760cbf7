//! Why something could not be done.

use crate::{Cycle, FilesError, Hazard, HazardKind, ObjectId, Origin};
use std::fmt;
use std::path::PathBuf;

/// Why a schema could not be read, planned or executed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The files of the schema cannot be used.
    #[error(transparent)]
    Files(#[from] FilesError),
    /// A statement has no place in a schema file.
    #[error("{origin}: `{statement}` has no place in a schema file: {reason}")]
    NotAllowed {
        /// Where it is.
        origin: Origin,
        /// How it begins.
        statement: String,
        /// Why, and what to do instead.
        reason: String,
    },
    /// The scratch database refused a statement of a file.
    #[error("{origin}: {message}")]
    Statement {
        /// Where the statement, or the place in it that is wrong, is.
        origin: Origin,
        /// What the database said.
        message: String,
    },
    /// A hint of a rename means nothing.
    #[error("{origin}: {reason}")]
    Hint {
        /// Where the hint is.
        origin: Origin,
        /// What is wrong with it, and what to do.
        reason: String,
    },
    /// Objects need each other in a circle.
    #[error(transparent)]
    Cycle(#[from] Cycle),
    /// A difference that nothing can be done about.
    #[error("{id} differs, and cannot be changed: {reason}")]
    Unsupported {
        /// The object.
        id: Box<ObjectId>,
        /// Why, and what to do.
        reason: String,
    },
    /// There is no database.
    #[error("{}: there is no such file, and looking makes none", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The database cannot be reached or opened.
    #[error("the database cannot be opened: {source}")]
    Connect {
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The database that somebody lends to try things in cannot be reached or opened.
    #[error("the database that `--scratch-url` names cannot be opened: {source}")]
    Scratch {
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// SQLite's own list of what there is has a row that SQLite never writes, so that somebody else has.
    #[error(
        "row {number} of sqlite_schema, which says of {name:?} how it is made, is none that SQLite writes: {reason}. Nothing was \
         executed. Take a copy of the file that you trust, or write that object anew with a program that you trust"
    )]
    Row {
        /// The number of the row.
        number: i64,
        /// The name of the object, as far as it is one.
        name: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The database refused something of ours.
    #[error("the database refused to {doing}: {}", said(source.as_ref()))]
    Database {
        /// What was done.
        doing: &'static str,
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The server is none that is supported, cannot be written, or gives no room to try things in.
    #[error("{reason}")]
    Server {
        /// What is wrong, and what to do.
        reason: String,
    },
    /// A plan has hazards that nobody approved.
    #[error("{}", Refused(hazards, doubts))]
    Refused {
        /// The hazards with the number of their step, from 1.
        hazards: Vec<(usize, Hazard)>,
        /// What is to be said of approvals that approve nothing of the plan.
        doubts: Vec<String>,
    },
    /// The database has changed since the plan was made.
    #[error(
        "the schema of the database has changed since the plan was made, and nothing was done: make the plan again"
    )]
    Stale,
    /// The plan did not lead to the wanted schema, when it was tried or at its end.
    #[error("the plan does not lead to the wanted schema{}; please report this. What would be left: {}\n{plan}", undone(*committed), differences.join("; "))]
    Unverified {
        /// What still differs.
        differences: Vec<String>,
        /// The plan as SQL.
        plan: String,
        /// How many of its steps stay done, because they could not be in one transaction with the last one.
        committed: usize,
    },
    /// A step failed.
    #[error("step {number}, {summary}: {message}{}", lost(*committed))]
    Step {
        /// Its number, from 1.
        number: usize,
        /// What it does.
        summary: String,
        /// The statement.
        sql: String,
        /// What the database said, and what to do.
        message: String,
        /// The SQLSTATE, of PostgreSQL.
        sqlstate: Option<String>,
        /// How many steps before it stay done, because they could not be in one transaction with it.
        committed: usize,
    },
    /// Another process holds the database, or what is needed of it.
    #[error("{reason}")]
    Busy {
        /// Who holds what, and what to do.
        reason: String,
    },
    /// It was stopped from outside; what was under way was rolled back.
    #[error("it was stopped, and what was under way was rolled back{}: run it again to go on", kept(*committed))]
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
        1 => "; the step before it stays done: run it again, and it goes on from there".to_owned(),
        count => format!(
            "; the {count} steps before it stay done: run it again, and it goes on from there"
        ),
    }
}

/// The hazards, each with what approves it.
struct Refused<'h>(&'h [(usize, Hazard)], &'h [String]);

impl fmt::Display for Refused<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the plan is refused, and nothing was done:")?;
        for (number, hazard) in self.0 {
            write!(f, "\n  step {number}: {}: {}", hazard.object, hazard.message)?;
            if let Some(way_out) = &hazard.way_out {
                write!(f, "; {way_out}")?;
            }
        }
        for doubt in self.1 {
            write!(f, "\n{doubt}")?;
        }
        // What fails on the rows that are there fails with an approval too.
        let approvable = || self.0.iter().filter(|(_, hazard)| hazard.kind != HazardKind::MayFail);
        if approvable().count() < self.0.len() {
            f.write_str("\nmend what fails, then make the plan again")?;
        }
        if approvable().next().is_some() {
            f.write_str("\napprove what is meant:")?;
        }
        let mut told = Vec::new();
        for flag in approvable().map(|(_, hazard)| hazard.flag()) {
            if !told.contains(&flag) {
                write!(f, " {flag}")?;
                told.push(flag);
            }
        }
        Ok(())
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

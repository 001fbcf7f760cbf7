//! What is in the way of an import: everything at once, a line for each.

use std::fmt;

use schemalane_source::Told;

use super::Importer;
use crate::exit;

/// Why the history of another tool cannot be taken over; nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ImportRefusal {
    /// Whose history it is.
    pub from: Importer,
    /// The other tool's table, with its schema.
    pub table: String,
    /// Everything that is in the way.
    pub obstacles: Vec<ImportObstacle>,
    exit_code: u8,
}

impl ImportRefusal {
    pub(crate) fn new(from: Importer, table: String, obstacles: Vec<ImportObstacle>) -> Self {
        let codes: Vec<_> = obstacles.iter().map(ImportObstacle::exit_code).collect();
        let order = [exit::FAILED, exit::DRIFT, exit::INVALID];
        let first = order.into_iter().find(|code| codes.contains(code));
        Self { from, table, obstacles, exit_code: first.unwrap_or(exit::ERROR) }
    }

    pub(crate) const fn exit_code(&self) -> u8 {
        self.exit_code
    }
}

impl ImportRefusal {
    /// What is said of it: everything that is in the way, each with its way out.
    pub(crate) fn told(&self) -> Told {
        let Self { from, table, .. } = self;
        Told::new(format!(
            "the history of {from} in {table} cannot be taken over: nothing was changed"
        ))
        .parts(self.obstacles.iter().map(|obstacle| obstacle.told(*from)))
    }
}

impl fmt::Display for ImportRefusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.told().fmt(formatter)
    }
}

/// One thing that is in the way of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ImportObstacle {
    /// The other tool has no such table.
    NoTable {
        /// The table, with its schema.
        table: String,
    },
    /// Our history is in use already.
    Begun {
        /// Our history table, with its schema.
        history_table: String,
        /// How many rows it has that count.
        rows: usize,
    },
    /// The other tool says that the migration failed.
    Failed {
        /// The version and the name, as the tool writes them.
        migration: String,
    },
    /// The other tool's version has no number in it that can be a version here.
    Unreadable {
        /// The version, as the tool writes it.
        version: String,
    },
    /// The other tool has applied something that there is no file for.
    Missing {
        /// The version and the name, as the tool writes them.
        migration: String,
        /// The beginning of a file name that would do.
        expected: String,
    },
    /// The file is not what the other tool applied.
    Changed {
        /// The version of the file.
        version: String,
        /// The file name.
        script: String,
    },
    /// Two rows of the other tool would become one.
    Ambiguous {
        /// The later row's version, as the tool writes it.
        version: String,
        /// The file that an earlier row has taken.
        script: String,
    },
    /// A file that was not applied lies below one that was.
    OutOfOrder {
        /// The file name.
        script: String,
        /// The highest version that the other tool has applied.
        current: String,
    },
}

impl ImportObstacle {
    const fn exit_code(&self) -> u8 {
        match self {
            Self::Failed { .. } => exit::FAILED,
            Self::Missing { .. } | Self::Changed { .. } => exit::DRIFT,
            Self::OutOfOrder { .. } | Self::Ambiguous { .. } => exit::INVALID,
            Self::NoTable { .. } | Self::Begun { .. } | Self::Unreadable { .. } => exit::ERROR,
        }
    }

    /// What it is, and the way out of it.
    fn told(&self, from: Importer) -> Told {
        match self {
            Self::NoTable { table } => Told::new(format!("{table}: there is no such table"))
                .help("name another with --table, and its schema with --table-schema"),
            Self::Begun { history_table, rows } => Told::new(format!(
                "{history_table}: the history has begun already ({rows} rows), and only an empty \
                 one can take another over"
            ))
            .help("see `migrate status`, or name another with --history-table"),
            Self::Failed { migration } => {
                Told::new(format!("{migration}: {from} says that it failed"))
                    .help(format!("complete it with {from}, or undo it there, then import"))
            }
            Self::Unreadable { version } => Told::new(format!(
                "{version:?}: expected a version with a number in it: no file here can stand for it"
            ))
            .help("begin anew with `migrate baseline`"),
            Self::Missing { migration, expected } => Told::new(format!(
                "{migration}: {from} has applied it, but no file here has its version"
            ))
            .help(format!("put it here as {expected}.sql or .rs")),
            Self::Changed { version, script } => Told::new(format!(
                "{script}: its {} is not the one that {from} has recorded, whatever the line endings",
                from.digest()
            ))
            .help(format!(
                "restore the file, or say --accept {version} where the change is meant"
            )),
            Self::Ambiguous { version, script } => {
                Told::new(format!("{script}: a row before {version} stands for this file already"))
                    .help("give each its own version")
            }
            Self::OutOfOrder { script, current } => Told::new(format!(
                "{script}: {from} has not applied it, and it lies below version {current}, which \
                 it has"
            ))
            .help(format!(
                "give it a higher version, apply it with {from} first, or say --out-of-order"
            )),
        }
    }
}

//! Why a text is no URL of a database.

use std::{fmt, path::PathBuf};

use schemalane_source::Told;

/// Why a text is no [`DatabaseUrl`](super::DatabaseUrl). It does not repeat
/// the text, which may hold a password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UrlError {
    /// Neither PostgreSQL nor SQLite.
    Scheme {
        /// What stands before `://`; empty where nothing does.
        scheme: String,
    },
    /// The text was read with the quotation marks around it.
    Quoted,
    /// A line break, or another character that no URL has.
    Control,
    /// The rest of a PostgreSQL URL is wrong.
    Postgres {
        /// What is wrong.
        what: &'static str,
    },
    /// A parameter that does nothing here, or that there is not.
    Parameter {
        /// Its name.
        name: String,
        /// What it would not do.
        fact: &'static str,
        /// What to do instead.
        way: &'static str,
    },
    /// A value that its parameter, or its variable of the environment, cannot have.
    Value {
        /// The parameter or the variable.
        name: String,
        /// What it can be.
        expected: &'static str,
    },
    /// The service that is asked for cannot be found out about.
    Service {
        /// Its name.
        service: String,
        /// What is wrong, and where.
        what: Box<ServiceProblem>,
    },
    /// A database in memory, where one is needed that somebody else can look at.
    InMemory,
    /// The rest of a SQLite URL is wrong.
    Sqlite {
        /// What is wrong.
        what: &'static str,
    },
}

impl UrlError {
    /// What is said of it: the fact, and the way out.
    pub(crate) fn told(&self) -> Told {
        match self {
            Self::Scheme { scheme } => Told::new(what(scheme))
                .help("expected postgres://user@host/database or sqlite://path"),
            Self::Quoted => Told::new("it stands in quotation marks").help("leave them out"),
            Self::Control => Told::new("it has a line break or another control character in it")
                .help("take that out"),
            Self::Postgres { what } => Told::new(*what).help(
                "expected postgres://user:password@host:port/database, with \
                 @ as %40, / as %2F, ? as %3F, # as %23 and % as %25 in a password",
            ),
            Self::Parameter { name, fact, way } => {
                Told::new(format!("the parameter `{name}` {fact}")).help(*way)
            }
            Self::Value { name, expected } => Told::new(format!("the value of `{name}` is wrong"))
                .help(format!("expected {expected}")),
            Self::Service { service, what } => {
                what.told().at(format_args!("the service `{service}` "))
            }
            Self::InMemory => Told::new(
                "it names a database in memory, which is gone before anybody \
                 sees its schema",
            )
            .help("name a file"),
            Self::Sqlite { what } => Told::new(*what).help(
                "expected sqlite://path, with no parameter behind a ? but \
                 mode, cache, immutable and vfs",
            ),
        }
    }
}

impl fmt::Display for UrlError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.told().line())
    }
}

/// What is wrong with a service of PostgreSQL's clients.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ServiceProblem {
    /// No file describes it.
    Unknown {
        /// The files that were looked at.
        files: Vec<PathBuf>,
    },
    /// A file cannot be read.
    Unreadable {
        /// The file.
        file: PathBuf,
    },
    /// A line of its file is wrong.
    Line {
        /// The file.
        file: PathBuf,
        /// The line, from one.
        line: usize,
        /// What is wrong with it.
        what: &'static str,
        /// What to do about it.
        way: &'static str,
    },
}

impl ServiceProblem {
    /// What is said of it: the fact, and the way out.
    pub(crate) fn told(&self) -> Told {
        match self {
            Self::Unknown { files } => Told::new(format!("is not described in {}", list(files)))
                .help("correct its name, or name the file with PGSERVICEFILE"),
            Self::Unreadable { file } => {
                Told::new(format!("is looked for in {}, which cannot be read", file.display()))
                    .help("give the rights to it, or name another with PGSERVICEFILE")
            }
            Self::Line { file, line, what, way } => {
                Told::new(format!("is wrong in {}:{line}: {what}", file.display())).help(*way)
            }
        }
    }
}

impl fmt::Display for ServiceProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.told().line())
    }
}

fn list(files: &[PathBuf]) -> String {
    let files: Vec<_> = files.iter().map(|file| file.display().to_string()).collect();
    if files.is_empty() { "any file".to_owned() } else { files.join(" or ") }
}

fn what(scheme: &str) -> String {
    if scheme.is_empty() {
        "it has no scheme".to_owned()
    } else {
        format!("its scheme is {scheme}")
    }
}

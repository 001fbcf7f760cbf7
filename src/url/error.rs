//! Why a text is no URL of a database.

use std::path::PathBuf;

/// Why a text is no [`DatabaseUrl`](super::DatabaseUrl). It does not repeat
/// the text, which may hold a password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UrlError {
    /// Neither PostgreSQL nor SQLite.
    #[error("{}: expected postgres://user@host/database or sqlite://path", what(.scheme))]
    Scheme {
        /// What stands before `://`; empty where nothing does.
        scheme: String,
    },
    /// The text was read with the quotation marks around it.
    #[error("it stands in quotation marks: leave them out")]
    Quoted,
    /// A line break, or another character that no URL has.
    #[error("it has a line break or another control character in it: take that out")]
    Control,
    /// The rest of a PostgreSQL URL is wrong.
    #[error(
        "{what}: expected postgres://user:password@host:port/database, with @ as %40, / as %2F, ? as %3F, # as %23 and % as %25 in a password"
    )]
    Postgres {
        /// What is wrong.
        what: &'static str,
    },
    /// A parameter that does nothing here, or that there is not.
    #[error("the parameter `{name}` {way}")]
    Parameter {
        /// Its name.
        name: String,
        /// What it would not do, and what to do instead.
        way: &'static str,
    },
    /// A value that its parameter, or its variable of the environment, cannot have.
    #[error("the value of `{name}` is wrong: expected {expected}")]
    Value {
        /// The parameter or the variable.
        name: String,
        /// What it can be.
        expected: &'static str,
    },
    /// The service that is asked for cannot be found out about.
    #[error("the service `{service}` {what}")]
    Service {
        /// Its name.
        service: String,
        /// What is wrong, and where.
        what: Box<ServiceProblem>,
    },
    /// A database in memory, where one is needed that somebody else can look at.
    #[error(
        "it names a database in memory, which is gone before anybody sees its schema: name a file"
    )]
    InMemory,
    /// The rest of a SQLite URL is wrong.
    #[error(
        "{what}: expected sqlite://path, with no parameter behind a ? but mode, cache, immutable and vfs"
    )]
    Sqlite {
        /// What is wrong.
        what: &'static str,
    },
}

/// What is wrong with a service of PostgreSQL's clients.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ServiceProblem {
    /// No file describes it.
    #[error("is not described in {}: correct its name, or name the file with PGSERVICEFILE", list(.files))]
    Unknown {
        /// The files that were looked at.
        files: Vec<PathBuf>,
    },
    /// A file cannot be read.
    #[error("is looked for in {}, which cannot be read: give the rights to it, or name another with PGSERVICEFILE", .file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
    },
    /// A line of its file is wrong.
    #[error("is wrong in {}:{line}: {what}", .file.display())]
    Line {
        /// The file.
        file: PathBuf,
        /// The line, from one.
        line: usize,
        /// What is wrong with it, and what is expected.
        what: &'static str,
    },
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

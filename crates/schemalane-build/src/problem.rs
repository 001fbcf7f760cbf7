//! Every thing that keeps a folder from becoming a manifest.

use std::fmt;
use std::io;
use std::path::PathBuf;

use schemalane_source::{Excerpt, Project, ProjectError, Saying, Told};

use crate::sources::Difference;
use crate::{FolderError, FunctionError, SketchError};

/// One thing that keeps a folder from becoming a manifest.
///
/// Its text is one line that names the file first; [`lines`](Self::lines) are what cargo shows after
/// the package's name.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// The folder's name is not one.
    Folder(#[from] FolderError),
    /// `schemalane.toml` cannot be read.
    Project(#[from] ProjectError),
    /// Something in the folder breaks a rule.
    Source(schemalane_source::Problem),
    /// There is no `schemalane.toml` that says what the SQL of a folder is written for.
    NoProject {
        /// The folder of migrations, from the package root on.
        folder: String,
    },
    /// A Rust file is not a migration.
    Function {
        /// The file, from the package root on.
        file: String,
        /// What was found, and where.
        error: FunctionError,
        /// The line of the file.
        excerpt: Option<Box<Excerpt>>,
    },
    /// The name of a target is taken by the generated file itself.
    ReservedTarget {
        /// The target's folder, from the package root on.
        folder: String,
        /// The item that its name would take.
        item: String,
    },
    /// The package lies where Rust source text cannot name it.
    RootNotUtf8 {
        /// The package root.
        root: PathBuf,
    },
    /// The generated text is not Rust, which is a defect of this crate.
    Generated {
        /// The folder of migrations.
        folder: String,
        /// The parser's words.
        error: syn::Error,
    },
    /// Generated code was made from something else than what is there.
    Stale {
        /// What is other than it was.
        difference: Difference,
        /// What makes the code anew.
        command: String,
    },
    /// What generated code was made from is not said in a way that this release understands.
    Sources {
        /// The file, from the package root on.
        file: String,
        /// The reader's words, in one line.
        error: String,
        /// What makes it anew.
        command: String,
    },
    /// What a Rust migration says of the schema cannot be used.
    Sketch {
        /// The file, from the package root on.
        file: String,
        /// Why not.
        error: SketchError,
    },
    /// The lane does not run on an empty database.
    #[cfg(feature = "sqlite")]
    Replay {
        /// What SQLite refuses, and where.
        error: Box<schemalane_schema::Error>,
    },
    /// What the lane comes to cannot become Rust.
    #[cfg(feature = "sqlite")]
    Code(Box<schemalane_codegen::Problem>),
    /// A file of queries cannot become functions.
    #[cfg(feature = "sqlite")]
    Query(Box<schemalane_query::Problem>),
    /// What the lane comes to cannot be made for the queries.
    #[cfg(feature = "sqlite")]
    Ground {
        /// What SQLite said.
        error: String,
    },
    /// A variable of cargo is missing.
    NotABuildScript {
        /// The variable.
        variable: &'static str,
    },
    /// The generated file cannot be written.
    Unwritable {
        /// The generated file.
        file: PathBuf,
        /// Why not.
        error: io::Error,
    },
}

fn stale(difference: &Difference) -> String {
    match difference {
        Difference::Changed(file) => format!("{file} changed after generated/ was made"),
        Difference::New(file) => format!("{file} is newer than generated/"),
        Difference::Gone(file) => format!("{file} is gone since generated/ was made"),
        Difference::Settings => {
            format!("{}: [codegen] changed after generated/ was made", Project::FILE)
        }
    }
}

impl Problem {
    /// What is said of it: the fact, and the way out.
    #[must_use]
    pub fn told(&self) -> Told {
        match self {
            Self::Folder(error) => error.told(),
            Self::Project(error) => error.told(),
            Self::Source(problem) => problem.told(),
            Self::NoProject { folder } => Told::new(format!(
                "{folder}: there is no schemalane.toml beside the package's Cargo.toml"
            ))
            .help(
                "create it, with `dialect = \"postgres\"` (or `\"sqlite\"`, or a list of both), which says what the \
                 SQL is written for",
            ),
            Self::Function { file, error, excerpt } => {
                error.told().at(format_args!("{file}:")).showing(excerpt.as_deref())
            }
            Self::ReservedTarget { folder, item } => Told::new(format!(
                "{folder}: the target's static `{item}` would have the name of another item in the generated file"
            ))
            .help("rename the folder"),
            Self::RootNotUtf8 { root } => Told::new(format!(
                "{}: the path is not UTF-8, and the generated file has to name it",
                root.display()
            ))
            .help("move the package, or rename its folder"),
            Self::Generated { folder, error } => Told::new(format!(
                "{folder}: the generated file does not parse ({error}), which is a defect of schemalane-build"
            ))
            .help("please report this"),
            Self::Stale { difference, command } => {
                Told::new(stale(difference)).help(format!("run `{command}`"))
            }
            Self::Sources { file, error, command } => {
                Told::new(format!("{file}: {error}")).help(format!("run `{command}`"))
            }
            Self::Sketch { file, error } => {
                Told::new(format!("{file}: {error}")).help("correct it there")
            }
            #[cfg(feature = "sqlite")]
            Self::Replay { error } => error.told(),
            #[cfg(feature = "sqlite")]
            Self::Code(problem) => problem.told(),
            #[cfg(feature = "sqlite")]
            Self::Query(problem) => problem.told(),
            #[cfg(feature = "sqlite")]
            Self::Ground { error } => Told::new(format!(
                "queries: what the lane comes to cannot be made in memory: {error}"
            ))
            .help("correct the migration that makes it"),
            Self::NotABuildScript { variable } => Told::new(format!("{variable} is not set"))
                .help("call `schemalane_build::compile` in a build script"),
            Self::Unwritable { file, error } => {
                Told::new(format!("{}: cannot be written: {error}", file.display()))
                    .help("give the rights to write it")
            }
        }
    }

    /// What is said of it, a line each: the fact, the line of the file with a caret where there is one, and the way
    /// out.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let told = self.told();
        let lines = told.sayings().into_iter().flat_map(|saying| {
            let (depth, text) = match saying {
                Saying::Fact { depth, text } | Saying::Excerpt { depth, text } => {
                    (depth, text.to_owned())
                }
                Saying::Help { depth, text } => (depth + 1, format!("help: {text}")),
            };
            let lines: Vec<_> =
                text.lines().map(|line| format!("{}{line}", Saying::indent(depth))).collect();
            lines
        });
        lines.collect()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.told().line())
    }
}

/// Everything that keeps a folder from becoming a manifest: one problem or more.
///
/// Its text are the [lines](Problem::lines) of each.
#[derive(Debug)]
pub struct Problems(pub(crate) Vec<Problem>);

impl Problems {
    /// The outcome of a search for problems: `value` where there are none.
    pub(crate) fn none_or<T>(problems: Vec<Problem>, value: T) -> Result<T, Self> {
        if problems.is_empty() { Ok(value) } else { Err(Self(problems)) }
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Self(vec![problem])
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = self.0.iter().flat_map(Problem::lines).collect::<Vec<_>>();
        formatter.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for Problems {}

impl IntoIterator for Problems {
    type Item = Problem;
    type IntoIter = std::vec::IntoIter<Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Problems {
    type Item = &'a Problem;
    type IntoIter = std::slice::Iter<'a, Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests;

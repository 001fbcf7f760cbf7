//! Every thing that keeps a folder from becoming a manifest.

use std::fmt;
use std::io;
use std::path::PathBuf;

use schemalane_source::{Project, ProjectError};

use crate::sources::Difference;
use crate::{FolderError, FunctionError, SketchError};

/// One thing that keeps a folder from becoming a manifest.
///
/// Its text is one line that names the file first, as cargo shows it after the package's name.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// The folder's name is not one.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// `schemalane.toml` cannot be read.
    #[error(transparent)]
    Project(#[from] ProjectError),
    /// Something in the folder breaks a rule.
    #[error(transparent)]
    Source(schemalane_source::Problem),
    /// There is no `schemalane.toml` that says what the SQL of a folder is written for.
    #[error(
        "{folder}: there is no schemalane.toml beside the package's Cargo.toml: create it, with \
         `dialect = \"postgres\"` (or `\"sqlite\"`, or a list of both), which says what the SQL is \
         written for"
    )]
    NoProject {
        /// The folder of migrations, from the package root on.
        folder: String,
    },
    /// A Rust file is not a migration.
    #[error("{file}:{error}")]
    Function {
        /// The file, from the package root on.
        file: String,
        /// What was found, and where.
        error: FunctionError,
    },
    /// The name of a target is taken by the generated file itself.
    #[error(
        "{folder}: the target's static `{item}` would have the name of another item in the \
         generated file: rename the folder"
    )]
    ReservedTarget {
        /// The target's folder, from the package root on.
        folder: String,
        /// The item that its name would take.
        item: String,
    },
    /// The package lies where Rust source text cannot name it.
    #[error("{}: expected a path in UTF-8, which the generated file has to name", root.display())]
    RootNotUtf8 {
        /// The package root.
        root: PathBuf,
    },
    /// The generated text is not Rust, which is a defect of this crate.
    #[error(
        "{folder}: the generated file does not parse ({error}), which is a defect of schemalane-build"
    )]
    Generated {
        /// The folder of migrations.
        folder: String,
        /// The parser's words.
        error: syn::Error,
    },
    /// Generated code was made from something else than what is there.
    #[error("{}: run `{command}`", stale(.difference))]
    Stale {
        /// What is other than it was.
        difference: Difference,
        /// What makes the code anew.
        command: String,
    },
    /// What generated code was made from is not said in a way that this release understands.
    #[error("{file}: {error}: run `{command}`")]
    Sources {
        /// The file, from the package root on.
        file: String,
        /// The reader's words, in one line.
        error: String,
        /// What makes it anew.
        command: String,
    },
    /// What a Rust migration says of the schema cannot be used.
    #[error("{file}: {error}")]
    Sketch {
        /// The file, from the package root on.
        file: String,
        /// Why not.
        error: SketchError,
    },
    /// The lane does not run on an empty database.
    #[cfg(feature = "sqlite")]
    #[error("{}", in_a_line(.error))]
    Replay {
        /// What SQLite refuses, and where.
        error: Box<schemalane_schema::Error>,
    },
    /// What the lane comes to cannot become Rust.
    #[cfg(feature = "sqlite")]
    #[error("{}", in_a_line(.0))]
    Code(Box<schemalane_codegen::Problem>),
    /// A variable of cargo is missing.
    #[error(
        "{variable} is not set: `schemalane_build::compile` expects to be called by a build script"
    )]
    NotABuildScript {
        /// The variable.
        variable: &'static str,
    },
    /// The generated file cannot be written.
    #[error("{}: cannot be written: {error}", file.display())]
    Unwritable {
        /// The generated file.
        file: PathBuf,
        /// Why not.
        error: io::Error,
    },
}

/// What has several lines, as cargo shows it.
#[cfg(feature = "sqlite")]
fn in_a_line(told: &impl fmt::Display) -> String {
    told.to_string().lines().map(str::trim).collect::<Vec<_>>().join(" ")
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

/// Everything that keeps a folder from becoming a manifest: one problem or more.
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
        for (index, problem) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { "\n" };
            write!(formatter, "{separator}{problem}")?;
        }
        Ok(())
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

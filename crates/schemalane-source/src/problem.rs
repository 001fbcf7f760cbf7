//! Every thing that can be wrong with a folder of migrations.

use crate::{
    Dialect, DirectiveError, Mode, ModeError, NameError, SplitError, TargetName, TextError, Version,
};
use std::error::Error;
use std::{fmt, io};

#[cfg(test)]
mod tests;

/// One thing that is wrong with a folder of migrations. Its text is one line: the file, the place
/// where there is one, the rule and the way out.
///
/// Each `path` begins with the name of the folder, such as `migrations/V3_oops.sql`, so that no
/// text depends on where the folder lies.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// There is no folder.
    #[error("{path}: no folder of migrations is here: create it, or correct the path")]
    NoFolder {
        /// The folder.
        path: String,
    },
    /// A file or folder cannot be read.
    #[error("{path}: it cannot be read: {}", one_line(source))]
    Unreadable {
        /// The file or folder.
        path: String,
        /// What the system says.
        source: io::Error,
    },
    /// A name is not Unicode.
    #[error("{path}: the name is not UTF-8: rename the file")]
    NameNotUnicode {
        /// The file, with what does not fit replaced.
        path: String,
    },
    /// A file's name is not that of a migration.
    #[error("{path}: {error}")]
    Name {
        /// The file.
        path: String,
        /// What does not fit.
        error: NameError,
    },
    /// Two names differ only by case, which some systems take for one file.
    #[error(
        "{second}: the name differs from {first} only by case, so that some systems hold only one of them: rename one"
    )]
    SameName {
        /// The first file.
        first: String,
        /// The second file.
        second: String,
    },
    /// A statement is longer than a database takes.
    #[error(
        "{path}:{line}: the statement has {length} bytes, and the database takes {limit} at most: split it into several"
    )]
    LongStatement {
        /// The file.
        path: String,
        /// The line it begins on, from 1.
        line: u32,
        /// Its bytes.
        length: usize,
        /// The most that every database of the lane takes.
        limit: usize,
    },
    /// A symbolic link leads nowhere, or in a circle.
    #[error("{path}: the symbolic link leads to no file: correct or remove it")]
    BrokenLink {
        /// The link.
        path: String,
    },
    /// A symbolic link leads out of the folder.
    #[error("{path}: the symbolic link leaves the folder of migrations: copy the file instead")]
    LinkLeaves {
        /// The link.
        path: String,
    },
    /// Something that is neither a file nor a folder.
    #[error(
        "{path}: neither a file nor a folder: expected a regular file; move it out of the folder"
    )]
    NotRegular {
        /// The pipe, socket or device.
        path: String,
    },
    /// A folder that holds migrations and that nothing reads.
    #[error(
        "{path}: nothing reads this folder, but it holds {found}: {}, say `recursive = true` there where it belongs to the lane, or move it out",
        as_target(target.as_ref())
    )]
    StrayFolder {
        /// The folder.
        path: String,
        /// The first file in it that looks like a migration.
        found: String,
        /// The target that it would be.
        target: Option<TargetName>,
    },
    /// Migrations as Diesel lays them out.
    #[error(
        "{path}{}: Diesel lays migrations out so, a folder for each: make a file of each `up.sql`, such as `{expected}` here (a `down.sql` has no counterpart), and take its history over with `schemalane migrate import --from diesel`",
        more(*others)
    )]
    Diesel {
        /// The first such file.
        path: String,
        /// How many there are beside it.
        others: usize,
        /// What its name would be.
        expected: String,
    },
    /// A link to a folder, where folders belong to the lane.
    #[error(
        "{path}: a symbolic link to a folder is not followed where `recursive = true`: move the files here, or name the folder in `dirs` of schemalane.toml"
    )]
    LinkedFolder {
        /// The link.
        path: String,
    },
    /// A folder with the name of the default target.
    #[error(
        "{path}: the target `default` is the folder of migrations itself: move the files up, or rename the folder"
    )]
    DefaultFolder {
        /// The folder.
        path: String,
    },
    /// A target has migrations, and nothing says what their SQL is written for.
    #[error(
        "{path}: nothing says what the SQL is written for: add `dialect = \"postgres\"` (or `\"sqlite\"`, or a list of both) {} in schemalane.toml",
        dialect_place(target)
    )]
    NoDialect {
        /// The target's folder.
        path: String,
        /// The target.
        target: TargetName,
    },
    /// Two migrations have one version.
    #[error(
        "{second}: version {version} is also that of {first}: give one of them another version"
    )]
    SameVersion {
        /// The version as the second file writes it.
        version: Version,
        /// The first file.
        first: String,
        /// The second file.
        second: String,
    },
    /// A version has a text for every database and one for one of them.
    #[error(
        "{path}: it is for every database, and {other} is the same version for one of them: rename it to `{expected}`, or remove one"
    )]
    TextForAll {
        /// The text for every database.
        path: String,
        /// The one for one of them.
        other: String,
        /// What the first would be called as the text for the others.
        expected: String,
    },
    /// A version has a text for one database of the lane, and none for another.
    #[error("{path}: there is no text of this version for {dialect}: add `{expected}`")]
    MissingText {
        /// A text that is there.
        path: String,
        /// The database that has none.
        dialect: Dialect,
        /// What it is called.
        expected: String,
    },
    /// A text is for a database that its lane is not for.
    #[error(
        "{path}: it is for {dialect}, which the lane is not written for: say `dialect = [\"postgres\", \"sqlite\"]` in schemalane.toml, or remove the file"
    )]
    ForeignText {
        /// The file.
        path: String,
        /// The database that it is for.
        dialect: Dialect,
    },
    /// The bytes of a file are not the text of a migration.
    #[error("{path}:{error}")]
    Text {
        /// The file.
        path: String,
        /// What does not fit, beginning with the place.
        error: TextError,
    },
    /// A Rust file has nothing in it.
    #[error("{path}: the file is empty: write `pub async fn migrate`, or delete the file")]
    EmptyRust {
        /// The file.
        path: String,
    },
    /// The SQL cannot be split into statements.
    #[error("{path}:{error}")]
    Split {
        /// The file.
        path: String,
        /// What is wrong, beginning with the place.
        error: SplitError,
    },
    /// A header comment says something that it cannot say.
    #[error("{path}:{error}")]
    Directive {
        /// The file.
        path: String,
        /// What is wrong, beginning with the place.
        error: DirectiveError,
    },
    /// The statements cannot share one way to run.
    #[error("{path}:{error}")]
    Mode {
        /// The file.
        path: String,
        /// What is wrong, beginning with the place.
        error: ModeError,
    },
    /// The dialects of the lane find different statements.
    #[error(
        "{path}:{line}: {first} and {second} read different statements from here on: write it so that both read the same, or give each its own target"
    )]
    DifferentStatements {
        /// The file.
        path: String,
        /// The line where they part, from 1.
        line: u32,
        /// One dialect.
        first: Dialect,
        /// The other.
        second: Dialect,
    },
    /// The dialects of the lane run the file in different ways.
    #[error(
        "{path}: {}: say `-- schemalane: transaction = false` in its header, or give each its own target",
        in_modes(modes)
    )]
    DifferentModes {
        /// The file.
        path: String,
        /// What each dialect makes of it.
        modes: [(Dialect, Mode); 2],
    },
}

/// At least one [`Problem`], in the order of the files.
#[derive(Debug)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// All problems that were found; `None` when there are none.
    #[must_use]
    pub fn new(problems: Vec<Problem>) -> Option<Self> {
        (!problems.is_empty()).then_some(Self(problems))
    }

    /// The problems one by one.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.0.iter()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.0.iter().enumerate() {
            let newline = if index == 0 { "" } else { "\n" };
            write!(f, "{newline}{problem}")?;
        }
        Ok(())
    }
}

impl Error for Problems {}

impl IntoIterator for Problems {
    type Item = Problem;
    type IntoIter = std::vec::IntoIter<Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'p> IntoIterator for &'p Problems {
    type Item = &'p Problem;
    type IntoIter = std::slice::Iter<'p, Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

fn dialect_place(target: &TargetName) -> String {
    if target.is_default() {
        "at the top".to_owned()
    } else {
        format!("to `[databases.{target}]`, or at the top,")
    }
}

fn as_target(target: Option<&TargetName>) -> String {
    match target {
        Some(target) => {
            format!("add `[databases.{target}]` to schemalane.toml where it is a target")
        }
        None => "name it as the `dir` of a target in schemalane.toml".to_owned(),
    }
}

fn more(others: usize) -> String {
    match others {
        0 => String::new(),
        others => format!(" and {others} more"),
    }
}

fn in_modes(modes: &[(Dialect, Mode); 2]) -> String {
    let [(first, one), (second, other)] = modes;
    format!("the file is {one} for {first} and {other} for {second}")
}

/// What the system says may have several lines, and cargo's protocol takes one.
fn one_line(error: &io::Error) -> String {
    error.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}

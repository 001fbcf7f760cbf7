//! Every thing that can be wrong with a folder of migrations.

use crate::{
    Dialect, DirectiveError, Excerpt, Mode, ModeError, NameError, SplitError, TargetName,
    TextError, Version,
};
use std::error::Error;
use std::{fmt, io};

#[cfg(test)]
mod tests;
mod told;

/// One thing that is wrong with a folder of migrations. Its text is one line: the file, the place
/// where there is one, the rule and the way out.
///
/// Each `path` begins with the name of the folder, such as `migrations/V3_oops.sql`, so that no
/// text depends on where the folder lies.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// There is no folder.
    NoFolder {
        /// The folder.
        path: String,
    },
    /// A file or folder cannot be read.
    Unreadable {
        /// The file or folder.
        path: String,
        /// What the system says.
        source: io::Error,
    },
    /// A name is not Unicode.
    NameNotUnicode {
        /// The file, with what does not fit replaced.
        path: String,
    },
    /// A file's name is not that of a migration.
    Name {
        /// The file.
        path: String,
        /// What does not fit.
        error: NameError,
    },
    /// Two names differ only by case, which some systems take for one file.
    SameName {
        /// The first file.
        first: String,
        /// The second file.
        second: String,
    },
    /// A statement is longer than a database takes.
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
    BrokenLink {
        /// The link.
        path: String,
    },
    /// A symbolic link leads out of the folder.
    LinkLeaves {
        /// The link.
        path: String,
    },
    /// Something that is neither a file nor a folder.
    NotRegular {
        /// The pipe, socket or device.
        path: String,
    },
    /// A folder that holds migrations and that nothing reads.
    StrayFolder {
        /// The folder.
        path: String,
        /// The first file in it that looks like a migration.
        found: String,
        /// The target that it would be.
        target: Option<TargetName>,
    },
    /// Migrations as Diesel lays them out.
    Diesel {
        /// The first such file.
        path: String,
        /// How many there are beside it.
        others: usize,
        /// What its name would be.
        expected: String,
    },
    /// A link to a folder, where folders belong to the lane.
    LinkedFolder {
        /// The link.
        path: String,
    },
    /// A folder with the name of the default target.
    DefaultFolder {
        /// The folder.
        path: String,
    },
    /// A target has migrations, and nothing says what their SQL is written for.
    NoDialect {
        /// The target's folder.
        path: String,
        /// The target.
        target: TargetName,
    },
    /// Two migrations have one version.
    SameVersion {
        /// The version as the second file writes it.
        version: Version,
        /// The first file.
        first: String,
        /// The second file.
        second: String,
    },
    /// A version has a text for every database and one for one of them.
    TextForAll {
        /// The text for every database.
        path: String,
        /// The one for one of them.
        other: String,
        /// What the first would be called as the text for the others.
        expected: String,
    },
    /// A version has a text for one database of the lane, and none for another.
    MissingText {
        /// A text that is there.
        path: String,
        /// The database that has none.
        dialect: Dialect,
        /// What it is called.
        expected: String,
    },
    /// A text is for a database that its lane is not for.
    ForeignText {
        /// The file.
        path: String,
        /// The database that it is for.
        dialect: Dialect,
    },
    /// The bytes of a file are not the text of a migration.
    Text {
        /// The file.
        path: String,
        /// What does not fit, beginning with the place.
        error: TextError,
    },
    /// A Rust file has nothing in it.
    EmptyRust {
        /// The file.
        path: String,
    },
    /// The SQL cannot be split into statements.
    Split {
        /// The file.
        path: String,
        /// What is wrong, beginning with the place.
        error: SplitError,
        /// The line of the file.
        excerpt: Option<Box<Excerpt>>,
    },
    /// A header comment says something that it cannot say.
    Directive {
        /// The file.
        path: String,
        /// What is wrong, beginning with the place.
        error: DirectiveError,
        /// The line of the file.
        excerpt: Option<Box<Excerpt>>,
    },
    /// The statements cannot share one way to run.
    Mode {
        /// The file.
        path: String,
        /// What is wrong, beginning with the place.
        error: ModeError,
        /// The line of the file.
        excerpt: Option<Box<Excerpt>>,
    },
    /// The dialects of the lane find different statements.
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

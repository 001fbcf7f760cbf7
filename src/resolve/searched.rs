//! What was looked at for a database, in vain.

use std::{fmt, path::PathBuf};

use schemalane_source::{Dialect, TargetName};

/// What was looked at for the URL of a target, in vain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Searched {
    pub(super) variables: Vec<Absent>,
    /// The file `.env` that sets none of them.
    pub(super) dotenv: Option<PathBuf>,
    /// The project's file that has no URL, and for which target.
    pub(super) project: Option<(PathBuf, TargetName)>,
    /// Variables that are set and look as if they were meant, but are those of other targets.
    pub(super) strays: Vec<String>,
}

/// A variable without a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Absent {
    Unset(String),
    /// It is set to nothing, as a container's variable is whose secret is missing.
    Empty(String),
}

impl Searched {
    /// What may have been meant and does not count, a sentence each.
    pub(super) fn remarks(&self) -> Vec<String> {
        let empty = self.variables.iter().filter_map(|variable| match variable {
            Absent::Empty(name) => Some(format!("{name} is empty, which names no database")),
            Absent::Unset(_) => None,
        });
        let strays = self.strays.iter().map(|name| format!("{name} {STRAY}"));
        empty.chain(strays).collect()
    }
}

const STRAY: &str = "is set, but does not count for this target";

impl fmt::Display for Searched {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("--database-url is not given")?;
        for variable in &self.variables {
            match variable {
                Absent::Unset(name) => write!(formatter, ", {name} is not set")?,
                Absent::Empty(name) => write!(formatter, ", {name} is empty")?,
            }
        }
        if let Some(file) = &self.dotenv {
            write!(formatter, ", {} names none", file.display())?;
        }
        if let Some((file, target)) = &self.project {
            write!(formatter, ", {} has no databases.{target}.url", file.display())?;
        }
        for name in &self.strays {
            write!(formatter, ", {name} {STRAY}")?;
        }
        Ok(())
    }
}

/// Why no default stands in for a URL that nobody names.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoDefault {
    /// The application says none.
    Unsaid,
    /// The application's default is that of the target `default`.
    OtherTarget,
    /// The lane is for several dialects, and this is no debug build.
    DebugOnly {
        /// What the lane was checked for.
        dialects: Vec<Dialect>,
    },
    /// The built-in default is a SQLite file.
    OtherDialect {
        /// What the lane was checked for.
        dialects: Vec<Dialect>,
    },
}

impl fmt::Display for NoDefault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |dialects: &[Dialect]| {
            dialects.iter().map(Dialect::to_string).collect::<Vec<_>>().join(", ")
        };
        match self {
            Self::Unsaid => Ok(()),
            Self::OtherTarget => {
                formatter.write_str("; the default of the application is for the target default")
            }
            Self::DebugOnly { dialects } => write!(
                formatter,
                "; its migrations are written for {}, so that the default of the application \
                 counts in debug builds only",
                list(dialects)
            ),
            Self::OtherDialect { dialects } => write!(
                formatter,
                "; its migrations are written for {}, so that the built-in default will not do",
                list(dialects)
            ),
        }
    }
}

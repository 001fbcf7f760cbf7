//! The name of a migration's file.

use crate::text::changes_direction;
use crate::{Dialect, Told, Version, VersionError};
use serde::Deserialize;
use std::fmt;

#[cfg(test)]
mod tests;

/// Which names a migration may have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Naming {
    /// `V<version>__<description>.sql` or `.rs` with a description of `[a-z0-9_]+` (specification,
    /// section 3.1), and `V<version>__<description>.<dialect>.sql` for one database alone.
    #[default]
    Specification,
    /// What Flyway takes for a versioned SQL file: any description, none at all, a suffix of any
    /// case. Rust files keep the specification's rule.
    Flyway,
}

/// What a migration is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// SQL.
    Sql,
    /// Rust.
    Rust,
}

impl Kind {
    /// The extension of its files, without the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Sql => "sql",
            Self::Rust => "rs",
        }
    }
}

/// What the name of a migration's file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The version.
    pub version: Version,
    /// The description as it is shown, with `_` as a space.
    pub description: String,
    /// What the file is written in.
    pub kind: Kind,
    /// The one database that its SQL is for; `None` where it is for all of the lane's.
    pub dialect: Option<Dialect>,
}

/// Why a file's name is not that of a migration.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NameError {
    /// The file is nothing that belongs in a folder of migrations.
    Unknown,
    /// The name has a control character or one that changes the direction of the text.
    Unprintable,
    /// The prefix is a lower-case `v`.
    LowerCasePrefix {
        /// The name without its prefix.
        rest: String,
    },
    /// A repeatable, baseline or undo migration of Flyway.
    Unsupported {
        /// The prefix.
        prefix: char,
        /// What Flyway calls it, with its article.
        kind: &'static str,
    },
    /// A callback of Flyway, such as `afterMigrate.sql`.
    Callback,
    /// A file of settings that Flyway reads beside a migration.
    ScriptConfiguration,
    /// No two underscores stand between version and description.
    NoSeparator {
        /// The file's extension.
        extension: &'static str,
    },
    /// The version is none.
    Version(#[from] VersionError),
    /// The description has other characters than it may have.
    Description {
        /// The description as the name has it.
        description: String,
    },
    /// What stands where a text for one database has the database's name is none.
    NotDialect {
        /// What stands there.
        word: String,
    },
    /// A Rust file for one database alone.
    RustDialect {
        /// The name without the database's.
        expected: String,
    },
    /// The name fits Flyway's rule, but not the specification's.
    OnlyFlyway,
}

impl NameError {
    /// What is said of it: the fact, and the way out.
    #[must_use]
    pub fn told(&self) -> Told {
        match self {
            Self::Unknown => Told::new("not a migration").help(
                "expected `V<version>__<description>.sql` or `.rs`; rename \
                 the file, or move it out of the folder (README*, .gitkeep and dotfiles may \
                 stay)",
            ),
            Self::Unprintable => {
                Told::new("the name has a character that does not show").help("rename the file")
            }
            Self::LowerCasePrefix { rest } => Told::new("the prefix is an upper-case `V`")
                .help(format!("rename the file to `V{rest}`")),
            Self::Unsupported { prefix, kind } => {
                Told::new(format!("{kind} migration of Flyway (`{prefix}`) is not supported"))
                    .help("write a versioned one, `V<version>__<description>.sql`")
            }
            Self::Callback => Told::new("a callback of Flyway is not supported")
                .help("move the file out of the folder, or write it as a migration"),
            Self::ScriptConfiguration => {
                Told::new("a script configuration of Flyway is not supported").help(
                    "say it in the migration's header, such as `-- schemalane: \
                 transaction = false`",
                )
            }
            Self::NoSeparator { extension } => {
                Told::new("expected two underscores between version and description")
                    .help(format!("give the file a name such as `V1__create_users.{extension}`"))
            }
            Self::Version(error) => error.told(),
            Self::Description { description } => {
                Told::new(format!("the description `{description}` must match `[a-z0-9_]+`"))
                    .help("rename the file")
            }
            Self::NotDialect { word } => Told::new(format!("`.{word}` names no database")).help(
                "a text for one alone ends in `.postgres.sql` or \
                 `.sqlite.sql`, and another dot needs `naming = \"flyway\"` in \
                 schemalane.toml",
            ),
            Self::RustDialect { expected } => Told::new(
                "a Rust migration is for every database of its lane, and can \
                 ask for `get_database_backend()`",
            )
            .help(format!("rename the file to `{expected}`")),
            Self::OnlyFlyway => Told::new("only Flyway takes this name").help(
                "rename it to `V<version>__<description>.sql` with a \
                 description of `[a-z0-9_]+`, or say `naming = \"flyway\"` in \
                 schemalane.toml",
            ),
        }
    }
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.told().line())
    }
}

impl Name {
    /// Reads a file's name.
    ///
    /// ```
    /// use schemalane_source::{Kind, Name, Naming};
    ///
    /// let name = Name::parse("V2_1__add_email.sql", Naming::Specification)?;
    /// assert_eq!((name.version.as_str(), name.description.as_str()), ("2.1", "add email"));
    /// assert_eq!(name.kind, Kind::Sql);
    /// # Ok::<(), schemalane_source::NameError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The name must fit the rule that `naming` chooses. The error says which part does not, and
    /// where the name would fit Flyway's rule, it names the switch.
    pub fn parse(file_name: &str, naming: Naming) -> Result<Self, NameError> {
        if file_name.chars().any(|character| character.is_control() || changes_direction(character))
        {
            return Err(NameError::Unprintable);
        }
        let error = match specified(file_name) {
            // What Flyway reads as a part of the description stays one.
            Ok(name) if naming == Naming::Specification || name.dialect.is_none() => {
                return Ok(name);
            }
            Ok(name) => return flyway(file_name).unwrap_or(Ok(name)),
            Err(error) => error,
        };
        match (naming, flyway(file_name)) {
            (Naming::Flyway, Some(outcome)) => outcome,
            (Naming::Specification, Some(Ok(_)))
                if !matches!(error, NameError::NotDialect { .. }) =>
            {
                Err(NameError::OnlyFlyway)
            }
            _ => Err(error),
        }
    }

    fn new(version: Version, description: &str, kind: Kind) -> Self {
        Self { version, description: description.replace('_', " "), kind, dialect: None }
    }

    const fn written_for(mut self, dialect: Option<Dialect>) -> Self {
        self.dialect = dialect;
        self
    }

    /// The description without the database that its SQL is for, which Flyway's rule leaves in it.
    pub(crate) fn subject(&self) -> &str {
        self.dialect.map_or(&self.description, |_| written_for(&self.description).0)
    }
}

/// The specification's rule.
fn specified(file_name: &str) -> Result<Name, NameError> {
    let kind =
        [Kind::Sql, Kind::Rust].into_iter().find(|kind| has_extension(file_name, kind.extension()));
    let body =
        |kind: Kind| file_name.strip_suffix(kind.extension())?.strip_suffix('.')?.strip_prefix('V');
    let Some((kind, body)) = kind.and_then(|kind| Some((kind, body(kind)?))) else {
        return Err(stranger(file_name));
    };
    let Some((version, description)) = body.split_once("__") else {
        return Err(NameError::NoSeparator { extension: kind.extension() });
    };
    let version = Version::parse(version)?;
    let (whole, (description, dialect)) = (description, written_for(description));
    let fits = |text: &str| {
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        !text.is_empty() && text.bytes().all(fits)
    };
    match (kind, dialect, whole.rsplit_once('.')) {
        (Kind::Rust, Some(_), _) if fits(description) => {
            let end = file_name.len() - (whole.len() - description.len()) - ".rs".len();
            let expected = format!("{}.rs", &file_name[..end]);
            Err(NameError::RustDialect { expected })
        }
        (Kind::Sql, None, Some((first, word))) if fits(first) => {
            Err(NameError::NotDialect { word: word.to_owned() })
        }
        _ if fits(description) => Ok(Name::new(version, description, kind).written_for(dialect)),
        _ => Err(NameError::Description { description: description.to_owned() }),
    }
}

/// A description, and the database that its SQL is for.
fn written_for(description: &str) -> (&str, Option<Dialect>) {
    let found = description.rsplit_once('.');
    let found = found.and_then(|(text, word)| Some((text, word.parse().ok()?)));
    found.map_or((description, None), |(text, dialect)| (text, Some(dialect)))
}

/// Flyway's rule for versioned SQL files; `None` for a file that it does not look at.
fn flyway(file_name: &str) -> Option<Result<Name, NameError>> {
    if !has_extension(file_name, "sql") {
        return None;
    }
    let body = file_name[..file_name.len() - ".sql".len()].strip_prefix('V')?;
    let (version, description) = body.split_once("__").unwrap_or((body, ""));
    let name = |version| {
        Name::new(version, description, Kind::Sql).written_for(written_for(description).1)
    };
    Some(Version::parse(version).map(name).map_err(|error| {
        // `V3_oops.sql` has no version that anybody meant.
        if body.contains("__") { error.into() } else { NameError::NoSeparator { extension: "sql" } }
    }))
}

/// What a file is that has no migration's prefix and extension.
fn stranger(file_name: &str) -> NameError {
    let is_sql = has_extension(file_name, "sql");
    let begins = |prefix: &str| {
        file_name.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(char::is_uppercase))
    };
    let numbered = |prefix: char| {
        file_name.strip_prefix(prefix).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    match (file_name, numbered('v')) {
        (_, Some(rest)) if is_sql || has_extension(file_name, "rs") => {
            NameError::LowerCasePrefix { rest: rest.to_owned() }
        }
        _ if is_sql && file_name.starts_with("R__") => {
            NameError::Unsupported { prefix: 'R', kind: "a repeatable" }
        }
        _ if is_sql && numbered('B').is_some() => {
            NameError::Unsupported { prefix: 'B', kind: "a baseline" }
        }
        _ if is_sql && numbered('U').is_some() => {
            NameError::Unsupported { prefix: 'U', kind: "an undo" }
        }
        _ if is_sql
            && (begins("before") || begins("after") || file_name.starts_with("createSchema")) =>
        {
            NameError::Callback
        }
        _ if file_name.to_ascii_lowercase().ends_with(".sql.conf") => {
            NameError::ScriptConfiguration
        }
        _ => NameError::Unknown,
    }
}

/// Whether the name ends with a dot and this extension, in any case.
fn has_extension(file_name: &str, extension: &str) -> bool {
    file_name.rsplit_once('.').is_some_and(|(_, last)| last.eq_ignore_ascii_case(extension))
}

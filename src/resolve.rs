//! Which database a target means, and how its history is named: what was
//! said on the command line, in the environment, in `schemalane.toml`.

use std::fmt;

use schemalane_source::{Dialect, Project, TargetName};

use crate::{Config, Error, Identifier, url::DatabaseUrl};

/// The file that is used where nothing names a database.
const EMBEDDED: &str = "sqlite://schemalane.db";

/// Where a database URL was found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origin {
    /// `--database-url`.
    Flag,
    /// An environment variable.
    Variable(String),
    /// `databases.<target>.url` in `schemalane.toml`.
    Project(TargetName),
    /// `--ledger`, `SCHEMALANE_LEDGER`, or where the ledger lies by default.
    Ledger,
    /// `--scratch-url`.
    Scratch,
    /// Nowhere: the embedded default, `sqlite://schemalane.db`.
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag => formatter.write_str("--database-url"),
            Self::Variable(name) => formatter.write_str(name),
            Self::Project(target) => write!(formatter, "databases.{target}.url in schemalane.toml"),
            Self::Ledger => formatter.write_str("the ledger"),
            Self::Scratch => formatter.write_str("--scratch-url"),
            Self::Default => formatter.write_str("the embedded default"),
        }
    }
}

/// Finds the URL of a target, in the order of specification 000, section 2:
/// the flag, the target's own variable, the common one, `DATABASE_URL` (for
/// the default target only), the project's file, the embedded default.
///
/// # Errors
///
/// [`Error::BadUrl`], which names where the URL was found and not the URL.
pub(crate) fn database_url(
    target: &TargetName,
    flag: Option<&str>,
    variable: &dyn Fn(&str) -> Option<String>,
    project: &Project,
) -> Result<(DatabaseUrl, Origin), Error> {
    let (text, origin) = find(target, flag, variable, project);
    match text.parse() {
        Ok(url) => Ok((url, origin)),
        Err(source) => Err(Error::BadUrl { origin, source }),
    }
}

fn find(
    target: &TargetName,
    flag: Option<&str>,
    variable: &dyn Fn(&str) -> Option<String>,
    project: &Project,
) -> (String, Origin) {
    if let Some(url) = flag {
        return (url.to_owned(), Origin::Flag);
    }
    let own = format!("SCHEMALANE_DATABASE_URL_{}", target.as_str().to_ascii_uppercase());
    let names: [Option<&str>; 3] = [
        (!target.is_default()).then_some(own.as_str()),
        Some("SCHEMALANE_DATABASE_URL"),
        target.is_default().then_some("DATABASE_URL"),
    ];
    for name in names.into_iter().flatten() {
        if let Some(url) = variable(name).filter(|url| !url.is_empty()) {
            return (url, Origin::Variable(name.to_owned()));
        }
    }
    match project.database(target).and_then(|database| database.url.clone()) {
        Some(url) => (url, Origin::Project(target.clone())),
        None => (EMBEDDED.to_owned(), Origin::Default),
    }
}

/// The embedded default is a SQLite file: for migrations that are known to be
/// of another dialect the sentence to say is that no database was named.
pub(crate) fn refuse_default(
    target: &TargetName,
    dialects: &[Dialect],
    url: &DatabaseUrl,
    origin: &Origin,
) -> Result<(), Error> {
    if *origin == Origin::Default && !dialects.is_empty() && !dialects.contains(&url.dialect()) {
        return Err(Error::NoDatabase { target: target.clone(), expected: dialects.to_vec() });
    }
    Ok(())
}

/// Reads the environment. A variable that is no text is set all the same: to
/// go on without it would be to go on with another database.
pub(crate) fn environment(name: &str) -> Option<String> {
    std::env::var_os(name).map(|value| value.to_string_lossy().into_owned())
}

/// Reads `schemalane.toml` in the current folder; a project without one says nothing.
pub(crate) fn project() -> Result<Project, Error> {
    Ok(Project::read(std::path::Path::new("."))?.unwrap_or_default())
}

/// What the project's file says about every run.
pub(crate) fn config(project: &Project, target: &TargetName) -> Result<Config, Error> {
    let named = |key: &'static str, name: &str| {
        Identifier::new(name).map_err(|source| Error::BadName { key, source })
    };
    let mut config = Config::new().target(target.clone());
    if let Some(schema) = project.schema() {
        config = config.schema(named("schema", schema)?);
    }
    if let Some(table) = project.history_table() {
        // Two targets may share a database, but never a history.
        let table =
            if target.is_default() { table.to_owned() } else { format!("{table}__{target}") };
        config = config.history_table(named("history_table", &table)?);
    }
    Ok(config.rust_type(project.rust_type()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(target: &str, flag: Option<&str>, variables: &[&str], toml: &str) -> Origin {
        let variable =
            |name: &str| variables.contains(&name).then(|| "sqlite://somewhere.db".to_owned());
        let project = Project::parse(toml).unwrap();
        let target = TargetName::parse(target).unwrap();
        database_url(&target, flag, &variable, &project).unwrap().1
    }

    #[test]
    fn the_nearest_word_wins() {
        let all = ["SCHEMALANE_DATABASE_URL_BILLING", "SCHEMALANE_DATABASE_URL", "DATABASE_URL"];
        let toml = "[databases.default]\nurl = 'sqlite://a.db'\n[databases.billing]\nurl = 'sqlite://b.db'\n";
        let variable = |name: &str| Origin::Variable(name.to_owned());
        assert_eq!(origin("billing", Some("sqlite://x.db"), &all, toml), Origin::Flag);
        assert_eq!(origin("billing", None, &all, toml), variable(all[0]));
        assert_eq!(origin("billing", None, &all[1..], toml), variable(all[1]));
        assert_eq!(
            origin("billing", None, &all[2..], toml),
            Origin::Project(TargetName::parse("billing").unwrap())
        );
        assert_eq!(origin("default", None, &all, toml), variable(all[1]));
        assert_eq!(origin("default", None, &all[2..], toml), variable(all[2]));
        assert_eq!(origin("default", None, &[], toml), Origin::Project(TargetName::DEFAULT));
        assert_eq!(origin("default", None, &[], ""), Origin::Default);
    }
}

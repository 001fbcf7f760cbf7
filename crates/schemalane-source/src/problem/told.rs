//! What is said of each problem.

use std::{fmt, io};

use super::Problem;
use crate::{Dialect, Mode, TargetName, Told};

impl Problem {
    /// What is said of it: the fact, and the way out.
    #[must_use]
    pub fn told(&self) -> Told {
        match self {
            Self::NoFolder { path } => {
                Told::new(format!("{path}: no folder of migrations is here"))
                    .help("create it, or correct the path")
            }
            Self::Unreadable { path, source } => {
                Told::new(format!("{path}: it cannot be read: {}", one_line(source)))
                    .help("give the rights to read it, or move it out of the folder")
            }
            Self::NameNotUnicode { path } => {
                Told::new(format!("{path}: the name is not UTF-8")).help("rename the file")
            }
            Self::Name { path, error } => error.told().at(format_args!("{path}: ")),
            Self::SameName { first, second } => Told::new(format!(
                "{second}: the name differs from {first} only by case, so \
                 that some systems hold only one of them"
            ))
            .help("rename one"),
            Self::LongStatement { path, line, length, limit } => Told::new(format!(
                "{path}:{line}: the statement has {length} bytes, and the \
                 database takes {limit} at most"
            ))
            .help("split it into several"),
            Self::BrokenLink { path } => {
                Told::new(format!("{path}: the symbolic link leads to no file"))
                    .help("correct or remove it")
            }
            Self::LinkLeaves { path } => {
                Told::new(format!("{path}: the symbolic link leaves the folder of migrations"))
                    .help("copy the file instead")
            }
            Self::NotRegular { path } => Told::new(format!("{path}: neither a file nor a folder"))
                .help("expected a regular file; move it out of the folder"),
            Self::StrayFolder { path, found, target } => Told::new(format!(
                "{path}: nothing reads this folder, but it holds {found}"
            ))
            .help(format!(
                "{}, say `recursive = true` there where it belongs to the \
                 lane, or move it out",
                as_target(target.as_ref())
            )),
            Self::Diesel { path, others, expected } => Told::new(format!(
                "{path}{}: Diesel lays migrations out so, a folder for each",
                more(*others)
            ))
            .help(format!(
                "make a file of each `up.sql`, such as `{expected}` here (a `down.sql` has no \
                 counterpart), as `schemalane migrate import --from diesel --rename` does, and take \
                 its history over with `schemalane migrate import --from diesel`"
            )),
            Self::LinkedFolder { path } => Told::new(format!(
                "{path}: a symbolic link to a folder is not followed where \
                 `recursive = true`"
            ))
            .help(
                "move the files here, or name the folder in `dirs` of \
                 schemalane.toml",
            ),
            Self::DefaultFolder { path } => Told::new(format!(
                "{path}: the target `default` is the folder of migrations \
                 itself"
            ))
            .help("move the files up, or rename the folder"),
            Self::NoDialect { path, target } => Told::new(format!(
                "{path}: nothing says what the SQL is written for"
            ))
            .help(format!(
                "add `dialect = \"postgres\"` (or `\"sqlite\"`, or a list of \
                 both) {} in schemalane.toml",
                dialect_place(target)
            )),
            Self::SameVersion { version, first, second } => {
                Told::new(format!("{second}: version {version} is also that of {first}"))
                    .help("give one of them another version")
            }
            Self::TextForAll { path, other, expected } => Told::new(format!(
                "{path}: it is for every database, and {other} is the same \
                 version for one of them"
            ))
            .help(format!("rename it to `{expected}`, or remove one")),
            Self::MissingText { path, dialect, expected } => {
                Told::new(format!("{path}: there is no text of this version for {dialect}"))
                    .help(format!("add `{expected}`"))
            }
            Self::ForeignText { path, dialect } => Told::new(format!(
                "{path}: it is for {dialect}, which the lane is not written \
                 for"
            ))
            .help(
                "say `dialect = [\"postgres\", \"sqlite\"]` in \
                 schemalane.toml, or remove the file",
            ),
            Self::Text { path, error } => error.told().at(format_args!("{path}:")),
            Self::EmptyRust { path } => Told::new(format!("{path}: the file is empty"))
                .help("write `pub async fn migrate`, or delete the file"),
            Self::Split { path, error, excerpt } => {
                error.told().at(format_args!("{path}:")).showing(excerpt.as_deref())
            }
            Self::Directive { path, error, excerpt } => {
                error.told().at(format_args!("{path}:")).showing(excerpt.as_deref())
            }
            Self::Mode { path, error, excerpt } => {
                error.told().at(format_args!("{path}:")).showing(excerpt.as_deref())
            }
            Self::DifferentStatements { path, line, first, second } => Told::new(format!(
                "{path}:{line}: {first} and {second} read different \
                 statements from here on"
            ))
            .help(
                "write it so that both read the same, or give each its own \
                 target",
            ),
            Self::DifferentModes { path, modes } => {
                Told::new(format!("{path}: {}", in_modes(modes))).help(
                    "say `-- schemalane: transaction = false` in its header, or \
                 give each its own target",
                )
            }
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.told().line())
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

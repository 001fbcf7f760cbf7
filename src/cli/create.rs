//! `migrate new`: the file of the next migration.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
    time::SystemTime,
};

use schemalane_source::{Dialect, Name, Naming, TargetName, Version};

use super::{args::NewArgs, lanes::Source};
use crate::{Error, Folder, console};

/// What the file of a Rust migration begins with.
const RUST: &str = "\
use schemalane::sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};

/// Runs in a transaction, together with its row in the history. Take
/// `db: &DatabaseConnection` instead to run outside of one.
pub async fn migrate(txn: &DatabaseTransaction) -> Result<(), DbErr> {
    txn.execute_unprepared(\"SELECT 1\").await?;
    Ok(())
}
";

/// How a version is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbering {
    /// As the last migration was numbered.
    AsBefore,
    Sequential,
    Timestamp,
}

/// Creates the file and shows its path. An application may be run where its
/// folder is not, so its version comes after what is compiled in, too.
pub(super) fn create(args: &NewArgs, source: Source<'_>) -> Result<(), Error> {
    let workplace = source.workplace()?;
    let naming = source.naming(&workplace);
    let target = args.target.name();
    let folder = Folder::new(source.dir(&args.target, &workplace)?);
    let folder = folder.naming(naming).layout(source.layout(&workplace));
    let numbering = match (args.timestamp, args.sequential) {
        (true, _) => Numbering::Timestamp,
        (_, true) => Numbering::Sequential,
        _ => Numbering::AsBefore,
    };
    let taken = source.versions(&target).cloned().collect();
    let next = Next { folder: &folder, target: &target, naming, numbering, taken };
    let said = args.description.join(" ");
    let extensions = if args.per_database {
        per_database(source.dialects(&target, &workplace))?
    } else {
        vec![if args.rust { "rs" } else { "sql" }.to_owned()]
    };
    let text = if args.rust { RUST.to_owned() } else { format!("-- {said}\n") };
    for path in next.write(&said, &extensions, &text)? {
        console::hand_over(&path.display().to_string());
    }
    if !folder.declares(&target) {
        console::note(&format!(
            "note: schemalane.toml does not name the target {target} yet: add `[databases.{target}]` \
             to it, or its folder counts as a stray one"
        ));
    }
    Ok(())
}

/// How the texts of a version end, of which each is for one database.
fn per_database(dialects: &[Dialect]) -> Result<Vec<String>, Error> {
    if dialects.len() < 2 {
        return Err(Error::Misplaced {
            flag: "--per-database",
            reason: "the lane is not for several databases",
            way: "say `dialect = [\"postgres\", \"sqlite\"]` in schemalane.toml",
        });
    }
    Ok(dialects.iter().map(|dialect| format!("{dialect}.sql")).collect())
}

/// The place of the next migration.
pub(super) struct Next<'f> {
    pub(super) folder: &'f Folder,
    pub(super) target: &'f TargetName,
    pub(super) naming: Naming,
    pub(super) numbering: Numbering,
    /// Versions that are taken elsewhere.
    pub(super) taken: Vec<Version>,
}

impl Next<'_> {
    /// The versions of the files whose names are right; others are for the
    /// build to complain about.
    fn there(&self) -> impl Iterator<Item = Version> {
        self.folder.files(self.target).into_iter().filter_map(|file| {
            let name = Name::parse(file.file_name()?.to_str()?, self.naming).ok()?;
            Some(name.version)
        })
    }

    /// Writes a file with each of the endings, and says where.
    pub(super) fn write(
        &self,
        said: &str,
        extensions: &[String],
        text: &str,
    ) -> Result<Vec<PathBuf>, Error> {
        let folder = self.folder.path(self.target);
        let mut versions = self.taken.clone();
        versions.extend(self.there());
        let version = next_version(&versions, self.numbering, &now());
        let named = |description: &str| {
            let name = |extension| folder.join(format!("V{version}__{description}.{extension}"));
            extensions.iter().map(name).collect::<Vec<_>>()
        };
        if let Some(letter) = foreign_letter(said) {
            return Err(Error::File {
                action: "create",
                path: named(said).remove(0),
                source: io::Error::new(io::ErrorKind::InvalidInput, ForeignLetter(letter)),
            });
        }
        let paths = named(&slug(said)?);
        for path in &paths {
            write_new(&folder, path, text)?;
        }
        Ok(paths)
    }
}

fn write_new(folder: &Path, path: &Path, text: &str) -> Result<(), Error> {
    let failed = |action: &'static str, path: &Path| {
        let path = path.to_owned();
        move |source| Error::File { action, path, source }
    };
    fs::create_dir_all(folder).map_err(failed("create", folder))?;
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes())).map_err(failed("create", path))
}

/// The version after the highest one: its first number plus one, as wide as
/// it was written, or the time.
fn next_version(versions: &[Version], numbering: Numbering, now: &str) -> String {
    let Some(last) = versions.iter().max() else {
        return if numbering == Numbering::Timestamp { now.to_owned() } else { "1".to_owned() };
    };
    let first = last.as_str().split('.').next().unwrap_or_default();
    let is_time = first.len() == now.len() && first.starts_with("20");
    if numbering == Numbering::Timestamp || (numbering == Numbering::AsBefore && is_time) {
        // Two in one second must not collide.
        return if Version::parse(now).is_ok_and(|now| now > *last) {
            now.to_owned()
        } else {
            successor(first)
        };
    }
    successor(first)
}

/// A decimal number plus one, of any length, with its leading zeros.
fn successor(number: &str) -> String {
    let mut digits: Vec<u8> = number.bytes().collect();
    for digit in digits.iter_mut().rev() {
        if *digit < b'9' {
            *digit += 1;
            return digits.into_iter().map(char::from).collect();
        }
        *digit = b'0';
    }
    format!("1{}", "0".repeat(number.len()))
}

/// A letter that a file name would lose, and the word its meaning with it.
fn foreign_letter(text: &str) -> Option<char> {
    text.chars().find(|letter| letter.is_alphanumeric() && !letter.is_ascii())
}

/// A description with a letter that no file name has (specification, section 3).
#[derive(Debug, thiserror::Error)]
#[error(
    "{0:?} cannot be in the name of a migration: write the description in the letters a to z and digits"
)]
struct ForeignLetter(char);

/// A description as a file name has it.
fn slug(text: &str) -> Result<String, Error> {
    let words = text.split(|character: char| !character.is_ascii_alphanumeric());
    let slug =
        words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("_").to_ascii_lowercase();
    if slug.is_empty() {
        return Err(Error::NoDescription { text: text.to_owned() });
    }
    Ok(slug)
}

/// The time in UTC, to the second, in digits.
fn now() -> String {
    let time = humantime::format_rfc3339_seconds(SystemTime::now()).to_string();
    time.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "20260224153000";

    fn next(versions: &[&str], numbering: Numbering) -> String {
        let versions: Vec<_> = versions.iter().map(|text| Version::parse(text).unwrap()).collect();
        next_version(&versions, numbering, NOW)
    }

    #[test]
    fn versions_go_on_as_they_began() {
        assert_eq!(next(&[], Numbering::AsBefore), "1");
        assert_eq!(next(&["1", "2", "10"], Numbering::AsBefore), "11");
        assert_eq!(next(&["009"], Numbering::AsBefore), "010");
        assert_eq!(next(&["2.7"], Numbering::AsBefore), "3");
        assert_eq!(next(&["20250101000000"], Numbering::AsBefore), NOW);
        assert_eq!(next(&["20250101000000"], Numbering::Sequential), "20250101000001");
        assert_eq!(next(&["3"], Numbering::Timestamp), NOW);
        assert_eq!(next(&[NOW], Numbering::Timestamp), "20260224153001");
        assert_eq!(successor("99"), "100");
    }

    #[test]
    fn descriptions_become_file_names() {
        assert_eq!(slug("Add account's e-mail!").unwrap(), "add_account_s_e_mail");
        assert!(matches!(slug("..."), Err(Error::NoDescription { .. })));
        assert_eq!(foreign_letter("¿e-mail…?"), None);
        assert_eq!(foreign_letter("add café"), Some('é'));
    }
}

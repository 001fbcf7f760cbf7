//! Finds PostgreSQL's programs, and those of others, on this machine.

use std::cmp::Reverse;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

/// Names the folder that has the programs, for a machine where they are in an unusual place.
const VARIABLE: &str = "SCHEMALANE_PG_BIN";

const NEEDED: [&str; 3] = ["initdb", "pg_ctl", "postgres"];

/// The folder with PostgreSQL's server programs.
///
/// Looks at `SCHEMALANE_PG_BIN`, at the search path, where Debian and Red Hat put them (the newest version first), and
/// asks `pg_config`.
pub(crate) fn folder() -> PathBuf {
    if let Some(folder) = env::var_os(VARIABLE).map(PathBuf::from) {
        assert!(
            complete(&folder),
            "{VARIABLE} is {}, which lacks one of {}",
            folder.display(),
            NEEDED.join(", ")
        );
        return folder;
    }
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .filter_map(|folder| Some(fs::canonicalize(folder.join("postgres")).ok()?.parent()?.to_owned()))
        .chain(versions(Path::new("/usr/lib/postgresql"), ""))
        .chain(versions(Path::new("/usr"), "pgsql-"))
        .chain(configured())
        .find(|folder| complete(folder))
        .unwrap_or_else(|| {
            panic!(
                "no PostgreSQL server on this machine, and these tests are nothing without one: run ./test, which \
                 installs it, or `apt-get install postgresql`, or set {VARIABLE} to the folder that has {}",
                NEEDED.join(", ")
            )
        })
}

/// The path of a program that comes with Debian's package `package`: on the search path, or where only root has it there.
pub(crate) fn tool(program: &str, package: &str) -> PathBuf {
    let path = env::var_os("PATH").unwrap_or_default();
    let roots = ["/usr/local/sbin", "/usr/sbin", "/sbin"].map(PathBuf::from);
    env::split_paths(&path)
        .chain(roots)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
        .unwrap_or_else(|| {
            panic!(
                "no {program} on this machine, and this test is nothing without it: run ./test, which installs it, or \
                 `apt-get install {package}`"
            )
        })
}

fn complete(folder: &Path) -> bool {
    NEEDED.iter().all(|program| folder.join(program).is_file())
}

/// The `bin` folders below `root/<prefix><version>`, newest version first.
fn versions(root: &Path, prefix: &str) -> Vec<PathBuf> {
    let mut found: Vec<(Vec<u32>, PathBuf)> = fs::read_dir(root)
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let name = entry.ok()?.file_name().into_string().ok()?;
            let version = name
                .strip_prefix(prefix)?
                .split('.')
                .map(|part| part.parse().ok())
                .collect::<Option<_>>()?;
            Some((version, root.join(name).join("bin")))
        })
        .collect();
    found.sort_by_key(|(version, _)| Reverse(version.clone()));
    found.into_iter().map(|(_, folder)| folder).collect()
}

fn configured() -> Option<PathBuf> {
    let output = process::Command::new("pg_config").arg("--bindir").output().ok()?;
    Some(PathBuf::from(String::from_utf8(output.stdout).ok()?.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_version_is_first_by_number_not_by_letter() {
        let root = tempfile::tempdir().unwrap();
        for name in ["9.6", "15", "9.10", "archive", "pgsql-17"] {
            fs::create_dir(root.path().join(name)).unwrap();
        }
        let expected: Vec<_> =
            ["15", "9.10", "9.6"].map(|version| root.path().join(version).join("bin")).into();
        assert_eq!(versions(root.path(), ""), expected);
        assert_eq!(versions(root.path(), "pgsql-"), [root.path().join("pgsql-17/bin")]);
        assert!(versions(&root.path().join("absent"), "").is_empty());
    }

    #[test]
    #[should_panic(
        expected = "no kitchen-sink on this machine, and this test is nothing without it: run ./test"
    )]
    fn a_program_that_is_missing_is_named_with_the_way_out() {
        assert!(tool("sh", "dash").is_file());
        let _ = tool("kitchen-sink", "household");
    }

    #[test]
    fn a_folder_with_the_client_only_is_not_enough() {
        let folder = tempfile::tempdir().unwrap();
        for program in ["initdb", "postgres", "psql"] {
            fs::write(folder.path().join(program), "").unwrap();
        }
        assert!(!complete(folder.path()));
        fs::write(folder.path().join("pg_ctl"), "").unwrap();
        assert!(complete(folder.path()));
    }
}

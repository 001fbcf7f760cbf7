//! Where PostgreSQL's server programs are.

use std::{
    cmp::Reverse,
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

const NEEDED: [&str; 3] = ["initdb", "pg_ctl", "postgres"];

/// The folder that has them: of the search path, where Debian and Red Hat put them (the newest version first), or what
/// `pg_config` says.
pub(super) fn programs() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    // A link on the path leads to the folder with all of them.
    let real = |folder: PathBuf| {
        let program = fs::canonicalize(folder.join("postgres")).ok()?;
        program.parent().map(Path::to_owned)
    };
    env::split_paths(&path)
        .filter_map(real)
        .chain(versions(Path::new("/usr/lib/postgresql"), ""))
        .chain(versions(Path::new("/usr"), "pgsql-"))
        .chain(configured())
        .find(|folder| NEEDED.iter().all(|program| folder.join(program).is_file()))
}

/// The `bin` folders below `root/<prefix><version>`, the newest version first.
fn versions(root: &Path, prefix: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root).into_iter().flatten().flatten();
    let mut found: Vec<(Vec<u32>, PathBuf)> = entries
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let parts = name.strip_prefix(prefix)?.split('.').map(|part| part.parse().ok());
            Some((parts.collect::<Option<_>>()?, root.join(name).join("bin")))
        })
        .collect();
    found.sort_by_key(|(version, _)| Reverse(version.clone()));
    found.into_iter().map(|(_, folder)| folder).collect()
}

fn configured() -> Option<PathBuf> {
    let output = Command::new("pg_config").arg("--bindir").output().ok()?;
    Some(PathBuf::from(String::from_utf8(output.stdout).ok()?.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_version_is_the_first_by_number() {
        let root = tempfile::tempdir().unwrap();
        for name in ["9.6", "15", "9.10", "archive", "pgsql-17"] {
            fs::create_dir(root.path().join(name)).unwrap();
        }
        let bin = |version| root.path().join(version).join("bin");
        assert_eq!(versions(root.path(), ""), ["15", "9.10", "9.6"].map(bin));
        assert_eq!(versions(root.path(), "pgsql-"), [bin("pgsql-17")]);
    }
}

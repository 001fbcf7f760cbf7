//! Where scaffolds are built, and the tools for it.

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use schemalane_testkit::{Command, Output};

/// The folder of this repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder for crates, which are built with what this repository's own build
/// has compiled: the same target folder, the same versions, the same profile.
/// So only Schemalane itself and what is in the folder remain to be compiled.
pub(crate) struct Workshop {
    folder: PathBuf,
}

impl Workshop {
    /// An empty folder with a name of its own, in the same place every time:
    /// cargo would take the same crate in another place for one that moved.
    pub(crate) fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("scaffold").join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        fs::create_dir_all(&folder).unwrap();
        // Else rustfmt would find the repository's.
        fs::write(folder.join("rustfmt.toml"), "").unwrap();
        Self { folder }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Gives a crate the versions that are compiled already, and no others;
    /// and three dependencies that it has no use for, but that this repository's
    /// tests have: with them the crates below are built in the same way.
    pub(crate) fn furnish(&self, name: &str) {
        let folder = root().to_str().expect("the repository's folder is UTF-8");
        let table = "[dependencies]\n";
        let [build, kit, schema] = ["schemalane-build", "schemalane-testkit", "schemalane-schema"]
            .map(|it| format!("{it} = {{ path = \"{folder}/crates/{it}\" }}\n"));
        self.edit(name, table, &format!("{table}{build}{kit}{schema}"));
        fs::copy(root().join("Cargo.lock"), self.path(name).join("Cargo.lock")).unwrap();
    }

    /// Changes a crate's manifest.
    pub(crate) fn edit(&self, name: &str, from: &str, to: &str) {
        let path = self.path(name).join("Cargo.toml");
        let manifest = fs::read_to_string(&path).unwrap();
        assert!(manifest.contains(from), "{manifest}");
        fs::write(path, manifest.replacen(from, to, 1)).unwrap();
    }

    /// Cargo in the folder of a crate.
    pub(crate) fn cargo(&self, name: &str, arguments: &[&str]) -> Command {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("it lies in target/");
        Command::new("env")
            .args(of_this_test().flat_map(|name| ["-u".into(), name]))
            .arg(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(arguments)
            .folder(self.path(name))
            .env("CARGO_TARGET_DIR", target)
            .env("CARGO_NET_OFFLINE", "true")
            .env("CARGO_TERM_COLOR", "never")
            // As in this repository's own manifest.
            .env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only")
            .limit(Duration::from_secs(300))
    }

    /// The program that cargo has built of a crate.
    pub(crate) fn binary(&self, name: &str) -> PathBuf {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("it lies in target/");
        target.join("debug").join(name)
    }

    /// `cargo run` in the folder of a crate, with what the program prints alone.
    pub(crate) fn run(&self, name: &str, arguments: &[&str]) -> Command {
        self.cargo(name, &["run", "--quiet", "--"]).args(arguments)
    }
}

/// The variables that cargo sets for a test. Build scripts of dependencies
/// look at them, and would have everything compiled anew where they differ.
fn of_this_test() -> impl Iterator<Item = OsString> {
    let is_set_for_tests = |name: &OsString| {
        let name = name.to_string_lossy();
        ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_EXE_"].iter().any(|it| name.starts_with(it))
            || ["CARGO_CRATE_NAME", "CARGO_PRIMARY_PACKAGE", "OUT_DIR"].contains(&&*name)
    };
    env::vars_os().map(|(name, _)| name).filter(is_set_for_tests)
}

/// Fails unless `cargo fmt` would leave the files as they are.
pub(crate) fn is_formatted<'f>(folder: &Path, files: impl Iterator<Item = &'f PathBuf>) {
    let rustfmt = Command::new("rustfmt").args(["--check", "--edition", "2024"]);
    let Output { stdout, .. } = rustfmt.folder(folder).args(files).run().expect(0);
    assert_eq!(stdout, "");
}
